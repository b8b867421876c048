//! Turns date words into calendar dates.
//!
//! [`Rules::find`] takes a sentence and what the document has said so far ([`Anchor`]), and gives every
//! date expression with its span, its TIMEX3 value and the days it covers. [`Rules::date_event`] says which of
//! them dates an event, or what dates it when none of them does. Knows nothing about actors or events.
//!
//! The rules, month and weekday names are `lexicon/dates/en.toml`; nothing in English is spelled out here.
//!
//! ```text
//! atoms     a sentence in words, numbers and marks          pattern   how a rule matches atoms
//! rules     the rule file, its classes and examples         find      all rules over a sentence
//! tense     was or will be                                  meaning   slots → value and days
//! calendar  arithmetic on days                              event     which date an event has
//! aside     dates a tree is better built without
//! ```

mod aside;
mod atoms;
mod calendar;
mod check;
mod event;
mod find;
mod meaning;
mod pattern;
mod rules;
mod tense;

pub use event::Told;
pub use find::{Anchor, Spotted};
pub use rules::Rules;
