//! What the lexicon says of each word of a sentence: names, titles, institutions, where they begin and end.
//!
//! Names and text are compared piece by piece, so hyphens and full stops may be cut as the tokeniser likes.

use crate::lexicon::{Lexicon, Piece, TitleClass, cut_into};
use crate::model::Date;
use crate::text::{Sentence, Tag, Token};
use std::ops::Range;

/// Words of the lexicon at some tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hit {
    /// The tokens.
    pub(super) tokens: Range<usize>,
    /// Places in the lexicon's list: several when a name has several meanings.
    pub(super) rows: Vec<usize>,
}

/// A name inside a token, before or after a hyphen: `Sino` and `Afghan` of `Sino-Afghan`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) token: usize,
    pub(super) bytes: Range<usize>,
    pub(super) rows: Vec<usize>,
}

/// The words of one sentence, looked up. The longest hit at each first token is kept.
pub(super) struct Atoms<'s> {
    pub(super) text: &'s str,
    pub(super) tokens: &'s [Token],
    pub(super) names: Vec<Option<Hit>>,
    titles: Vec<Option<Hit>>,
    modifiers: Vec<Option<Hit>>,
    honorifics: Vec<Option<Hit>>,
    institutions: Vec<Option<Hit>>,
    /// Names that begin or end inside a token.
    pub(super) parts: Vec<Part>,
}

impl<'s> Atoms<'s> {
    /// Looks the words up; names count that hold on the day.
    pub(super) fn find(
        lexicon: &Lexicon,
        text: &'s str,
        sentence: &'s Sentence,
        on: Option<Date>,
    ) -> Atoms<'s> {
        let tokens = &sentence.tokens;
        let mut cut: Vec<Piece> = Vec::with_capacity(tokens.len() + 8);
        let mut owner: Vec<usize> = Vec::with_capacity(tokens.len() + 8);
        for (at, token) in tokens.iter().enumerate() {
            cut_into(token.span.of(text), token.span.start, &mut cut);
            owner.resize(cut.len(), at);
        }
        let count = tokens.len();
        let mut atoms = Atoms {
            text,
            tokens,
            names: vec![None; count],
            titles: vec![None; count],
            modifiers: vec![None; count],
            honorifics: vec![None; count],
            institutions: vec![None; count],
            parts: Vec::new(),
        };
        // Whether a name may begin, or end, between two pieces: at a token's border, or at a hyphen in it.
        let hyphen = |at: usize| cut.get(at).is_some_and(|p| p.text == "-");
        for at in 0..cut.len() {
            let token = owner[at];
            let opens = at == 0 || owner[at - 1] != token;
            let opens_part = !opens && hyphen(at - 1);
            if !opens && !opens_part {
                continue;
            }
            let ends = |length: usize| {
                let next = at + length;
                let last = owner[next - 1];
                let whole = owner.get(next) != Some(&last);
                (last + 1, whole, whole || hyphen(next))
            };
            let mut best: Option<(usize, Vec<usize>)> = None;
            for (row, length) in lexicon.name_index().at(&cut[at..]) {
                let (_, _, fits) = ends(length);
                let longer = best.as_ref().is_none_or(|(l, _)| *l == length);
                if fits && longer && lexicon.names()[row].holds(on) {
                    best.get_or_insert((length, Vec::new())).1.push(row);
                }
            }
            if let Some((length, rows)) = best {
                let (end, whole, _) = ends(length);
                if opens && whole {
                    atoms.names[token] = Some(Hit {
                        tokens: token..end,
                        rows,
                    });
                } else if end == token + 1 {
                    let bytes = cut[at].start..cut[at + length - 1].end;
                    atoms.parts.push(Part { token, bytes, rows });
                }
            }
            if !opens {
                continue;
            }
            for (row, length) in lexicon.title_index().at(&cut[at..]) {
                let row = row % lexicon.titles().len();
                let (end, whole, _) = ends(length);
                let list = match lexicon.titles()[row].class {
                    TitleClass::Title => &mut atoms.titles,
                    TitleClass::Modifier => &mut atoms.modifiers,
                    TitleClass::Honorific => &mut atoms.honorifics,
                };
                if whole && list[token].is_none() {
                    list[token] = Some(Hit {
                        tokens: token..end,
                        rows: vec![row],
                    });
                }
            }
            for (row, length) in lexicon.institution_index().at(&cut[at..]) {
                let row = row % lexicon.institutions().len();
                let (end, whole, _) = ends(length);
                if whole && atoms.institutions[token].is_none() {
                    atoms.institutions[token] = Some(Hit {
                        tokens: token..end,
                        rows: vec![row],
                    });
                }
            }
        }
        atoms
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }
    pub(super) fn name(&self, at: usize) -> Option<&Hit> {
        self.names.get(at)?.as_ref()
    }
    pub(super) fn title(&self, at: usize) -> Option<&Hit> {
        self.titles.get(at)?.as_ref()
    }
    pub(super) fn modifier(&self, at: usize) -> Option<&Hit> {
        self.modifiers.get(at)?.as_ref()
    }
    pub(super) fn honorific(&self, at: usize) -> Option<&Hit> {
        self.honorifics.get(at)?.as_ref()
    }
    pub(super) fn institution(&self, at: usize) -> Option<&Hit> {
        self.institutions.get(at)?.as_ref()
    }
    /// The longest name that ends before the token.
    pub(super) fn name_before(&self, end: usize) -> Option<&Hit> {
        before(&self.names, end)
    }
    pub(super) fn modifier_before(&self, end: usize) -> Option<&Hit> {
        before(&self.modifiers, end)
    }
    pub(super) fn institution_before(&self, end: usize) -> Option<&Hit> {
        before(&self.institutions, end)
    }
    pub(super) fn title_before(&self, end: usize) -> Option<&Hit> {
        before(&self.titles, end)
    }

    /// The word as written.
    pub(super) fn word(&self, at: usize) -> &'s str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }
    pub(super) fn lower(&self, at: usize) -> String {
        self.word(at).to_lowercase()
    }
    /// Whether the word begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }
    pub(super) fn tag(&self, at: usize) -> Option<Tag> {
        self.tokens.get(at).map(|t| t.tag)
    }
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }
    /// A possessive ending of its own.
    pub(super) fn possessive(&self, at: usize) -> bool {
        self.tag(at) == Some(Tag::Pos)
    }
    /// Whether nothing stands between a token and the one before.
    pub(super) fn joined(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }
    /// The text from one token to another, end exclusive.
    pub(super) fn slice(&self, tokens: &Range<usize>) -> &'s str {
        let span = self.span(tokens);
        span.of(self.text)
    }
    /// The bytes of some tokens; there must be one at least.
    pub(super) fn span(&self, tokens: &Range<usize>) -> crate::model::Span {
        let last = tokens.end.max(tokens.start + 1) - 1;
        crate::model::Span::new(
            self.tokens[tokens.start].span.start,
            self.tokens[last].span.end,
        )
    }
}

fn before(hits: &[Option<Hit>], end: usize) -> Option<&Hit> {
    // No name is longer than some ten words.
    (end.saturating_sub(12)..end)
        .filter_map(|start| hits[start].as_ref())
        .find(|hit| hit.tokens.end == end)
}
