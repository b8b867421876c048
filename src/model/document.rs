//! One document as read, and places in it.

use super::{Date, DocId};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of a document's text in bytes, end exclusive, on character borders.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }
    /// The text it covers.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }
    /// Whether `other` lies inside.
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether the two share a byte.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A document: its words, and what its header says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Name, unique in the run.
    pub id: Option<DocId>,
    /// Title, when the header has one.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Publisher.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// ISO 639-1 letters, when given.
    pub language: Option<String>,
    /// The whole text, header included: offsets count from its first character.
    pub text: String,
    /// The article proper, without header and leading date.
    pub body: Span,
    /// Unknown JSONL fields as they came, as one JSON object; `None` when there were none.
    pub extra: Option<String>,
}

impl Document {
    /// A document from a text and its date, for examples and tests.
    pub fn from_text(id: &str, date: Option<Date>, text: impl Into<String>) -> Self {
        let text = text.into();
        let body = Span::new(0, text.len());
        Document {
            id: Some(DocId::new(id)),
            date,
            text,
            body,
            ..Document::default()
        }
    }
    /// The id, empty when the document has none.
    pub fn name(&self) -> DocId {
        self.id.clone().unwrap_or_else(|| DocId::new(""))
    }
}
