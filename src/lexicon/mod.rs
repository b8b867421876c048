//! Every word the program knows: files of `lexicon/`, read into one read-only [`Lexicon`].

pub mod frame;

use crate::error::Result;
use std::path::PathBuf;

/// The words, names and frames of all layers.
pub struct Lexicon {}

impl Lexicon {
    /// The lexicon built into the program.
    pub fn builtin() -> Result<Lexicon> {
        Ok(Lexicon {})
    }
    /// The built-in lexicon with further folders laid over it, the last on top.
    pub fn layered(_folders: &[PathBuf]) -> Result<Lexicon> {
        Ok(Lexicon {})
    }
}
