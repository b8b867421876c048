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
//! words     word classes            numbers   numbers       rules     the rule file; check: its examples
//! starts    which rules can begin at a word
//! find      all rules over a sentence                       express   matches → expressions
//! meaning   slots → value and days                          calendar  arithmetic; feast: Easter, Eid …
//! tense     was or will be                                  anchor    what the document said so far
//! place     where a date hangs in the tree                  event     which date an event has
//! aside     dates a tree is better built without
//! ```

mod anchor;
mod aside;
mod atoms;
mod calendar;
mod check;
mod event;
mod express;
mod feast;
mod find;
mod meaning;
mod numbers;
mod pattern;
mod place;
mod rules;
mod starts;
mod tense;
mod words;

pub use anchor::Anchor;
pub use event::Told;
pub use find::Spotted;
pub use rules::Rules;
