//! Tokens, and the sentence they make up.

use super::{Rel, Tag, Upos};
use crate::model::Span;
use compact_str::CompactString;
use std::ops::Range;

/// A word, a number, a mark, or a whole name once [`Sentence::merge`] has joined it.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span,
    /// The word as the tagger sees it; for a joined name its last word.
    pub form: CompactString,
    /// Dictionary form, lower case except for proper nouns.
    pub lemma: CompactString,
    /// Penn tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub upos: Upos,
    /// Index of the head token, `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub rel: Rel,
    /// Several words joined to one name.
    pub unit: bool,
}

/// One sentence of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sentence {
    /// Where it stands in the document.
    pub span: Span,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
    /// First sentence of its paragraph.
    pub opens_paragraph: bool,
}

impl Sentence {
    /// Makes one token of each range of tokens, tagged as a proper noun; `ranges` are in order and do not overlap.
    ///
    /// The joined token keeps the form of its last word: that is what a parser trained on single words knows best.
    /// Returns for every old token index the new one.
    pub fn merge(&mut self, ranges: &[Range<usize>]) -> Vec<usize> {
        let mut map = Vec::with_capacity(self.tokens.len());
        let mut joined = Vec::with_capacity(self.tokens.len());
        let mut next = ranges.iter().peekable();
        let mut old = std::mem::take(&mut self.tokens)
            .into_iter()
            .enumerate()
            .peekable();
        while let Some((i, token)) = old.next() {
            match next.peek() {
                Some(range) if range.start == i => {
                    let mut whole = token;
                    // "inspectors of the agency": the noun before the preposition heads the name.
                    let mut headed =
                        matches!(whole.tag, Tag::Nn | Tag::Nns).then(|| whole.lemma.clone());
                    let mut head = None;
                    map.push(joined.len());
                    while old.peek().is_some_and(|(j, _)| range.contains(j)) {
                        let Some((_, part)) = old.next() else { break };
                        whole.span.end = part.span.end;
                        whole.form = part.form;
                        if part.upos == Upos::Adp {
                            head = head.or(headed.take());
                        }
                        headed = matches!(part.tag, Tag::Nn | Tag::Nns).then(|| part.lemma.clone());
                        whole.lemma = part.lemma;
                        map.push(joined.len());
                    }
                    if let Some(head) = head {
                        whole.lemma = head;
                    }
                    whole.unit = range.len() > 1;
                    (whole.tag, whole.upos) = (Tag::Nnp, Upos::Propn);
                    joined.push(whole);
                    next.next();
                }
                _ => {
                    map.push(joined.len());
                    joined.push(token);
                }
            }
        }
        self.tokens = joined;
        map
    }

    /// The tokens whose head is `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens
            .iter()
            .enumerate()
            .filter(move |(_, t)| t.head == Some(head))
            .map(|(i, _)| i)
    }
}
