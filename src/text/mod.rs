//! English text into parsed sentences: sentence borders, tokens, tags, tree, lemmas, clauses.
//!
//! The steps, in the order `pipeline` calls them:
//!
//! 1. [`sentences`] cuts a text at sentence and paragraph borders;
//! 2. [`tokenise`] cuts a sentence into tokens;
//! 3. [`English::tag`] gives each token its part of speech;
//! 4. [`Sentence::merge`] makes one token of every name that the actor stage found;
//! 5. [`English::parse`] builds the tree, [`English::lemmatise`] the dictionary forms;
//! 6. [`clause::clauses`] reads who does what to whom off the tree.
//!
//! Knows no actor and no event. Word lists (abbreviations, contractions) come from `lexicon/english/`.

mod aside;
pub mod boilerplate;
pub mod clause;
pub mod features;
mod kinds;
pub mod lemma;
pub mod linear;
pub mod name_tag;
pub mod parse;
mod replant;
mod review;
mod sentence;
pub mod tag;
mod token;
mod tokenise;
pub mod transition;
mod weights;
mod words;

pub use kinds::{Rel, Tag, Upos};
pub use sentence::{SplitRules, sentences};
pub use token::{Sentence, Token};
pub use tokenise::tokenise;
pub use weights::English;
