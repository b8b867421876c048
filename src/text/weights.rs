//! The trained weights: reading them, and the tagger, parser and lemmatiser that use them.

use super::Sentence;
use crate::error::Result;

/// A trained English model.
pub struct English {}

impl English {
    /// The model built into the program, unpacked once.
    pub fn builtin() -> Result<&'static English> {
        static MODEL: English = English {};
        Ok(&MODEL)
    }
    /// Gives each token its tags.
    pub fn tag(&self, _sentence: &mut Sentence) {}
    /// Gives each token its head and relation.
    pub fn parse(&self, _sentence: &mut Sentence) {}
    /// Gives each token its dictionary form.
    pub fn lemmatise(&self, _sentence: &mut Sentence) {}
}
