//! Dates in text: a table of expressions, laws that hold on every day, and passages whose events are dated.

// A test that cannot read its own files has failed.
#![allow(clippy::unwrap_used)]

mod laws;
mod passages;
mod table;

use chancery::model::{Date, DateExpr, Document};
use chancery::pipeline::Reading;
use chancery::{Lexicon, Pipeline};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The lexicon as it lies in the folder, not as it was built in.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    Lexicon::layered(&[folder]).unwrap()
});
static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(&LEXICON).unwrap());

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/dates")
        .join(file)
}

/// Reads a text through the whole pipeline.
fn read(text: &str, published: Option<Date>) -> Reading {
    PIPELINE.read(&Document::from_text("test", published, text))
}

/// The date expressions of a text.
fn dates(text: &str, published: Date) -> Vec<DateExpr> {
    let sentences = read(text, Some(published)).sentences;
    sentences.into_iter().flat_map(|s| s.dates).collect()
}
