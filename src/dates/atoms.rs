//! The letters of a sentence as the smallest pieces that date rules speak of: words, numbers, marks.
//!
//! The treebanks' tokens cut hyphens and stops now one way, now another ("mid-1996", "p.m.", "20th");
//! atoms do not, so a rule reads the same whatever the tokeniser did. A joined name is one opaque atom:
//! no date is read inside it.

use super::words::Words;
use crate::model::Span;
use crate::text::Sentence;
use compact_str::CompactString;

/// A word, a number or a mark.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// Lower case, typographic apostrophes made plain.
    pub(super) text: CompactString,
    pub(super) span: Span,
    /// The token it lies in.
    pub(super) token: usize,
    /// No blank before it.
    pub(super) glued: bool,
    /// Begins with a capital letter.
    pub(super) capital: bool,
    /// A joined name.
    pub(super) opaque: bool,
}

/// Cuts a sentence into atoms.
pub(super) fn atoms(text: &str, sentence: &Sentence, words: &Words) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(sentence.tokens.len() + 4);
    for (token, t) in sentence.tokens.iter().enumerate() {
        let whole = t.span.of(text);
        let mut push = |start: usize, end: usize, opaque: bool| {
            let span = Span::new(t.span.start + start, t.span.start + end);
            let letters = span.of(text);
            let text = letters
                .chars()
                .map(|c| if c == '’' || c == '‘' { '\'' } else { c })
                .flat_map(char::to_lowercase)
                .collect();
            atoms.push(Atom {
                text,
                span,
                token,
                glued: atoms.last().is_some_and(|a| a.span.end == span.start),
                capital: letters.starts_with(char::is_uppercase),
                opaque,
            });
        };
        // A clitic such as a possessive is a word.
        let clitic = whole
            .strip_prefix(['\'', '’'])
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        let opaque = t.unit && !is_date(whole, words);
        if opaque || clitic || words.knows(whole) {
            push(0, whole.len(), opaque);
            continue;
        }
        let mut at = 0;
        while at < whole.len() {
            let after_stop = whole[..at].ends_with('.');
            let end = at + piece(&whole[at..], after_stop, words);
            if !whole[at..end].trim().is_empty() {
                push(at, end, false);
            }
            at = end;
        }
    }
    atoms
}

/// Whether the words of a name are those of a date and no more: a group may be called "November 17".
fn is_date(name: &str, words: &Words) -> bool {
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let mut parts = name.split_whitespace().map(|w| w.trim_end_matches(','));
    name.contains(|c: char| c.is_ascii_digit()) && parts.all(|w| digits(w) || words.knows(w))
}

/// The length in bytes of the first piece of `rest`, which is not empty; `after_stop` says that a full stop stands
/// right before it.
fn piece(rest: &str, after_stop: bool, words: &Words) -> usize {
    let run = |text: &str, is: fn(char) -> bool| {
        text.char_indices()
            .find(|&(_, c)| !is(c))
            .map_or(text.len(), |(i, _)| i)
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let n = digits(rest);
    if n > 0 {
        let mut end = n;
        while rest[end..].starts_with(',') && digits(&rest[end + 1..]) == 3 && n <= 3 {
            end += 4;
        }
        let decimals = rest[end..].strip_prefix('.').map_or(0, digits);
        // "2.5", but "29.2.2024" is a date.
        if decimals > 0 && !after_stop && !rest[end + 1 + decimals..].starts_with('.') {
            end += 1 + decimals;
        }
        // An ordinal or a decade: "20th", "1990s".
        let tail = run(&rest[end..], char::is_alphabetic);
        if tail > 0 && words.is_number_ending(&rest[end..end + tail]) {
            end += tail;
        }
        return end;
    }
    let n = run(rest, char::is_alphabetic);
    if n > 0 {
        let stop = rest[n..].starts_with('.') && words.knows(&rest[..n + 1]);
        return n + usize::from(stop);
    }
    rest.chars().next().map_or(1, char::len_utf8)
}
