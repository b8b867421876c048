//! Every word the program knows: files of `lexicon/`, read into one read-only [`Lexicon`].

pub mod frame;
