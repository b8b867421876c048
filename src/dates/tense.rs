//! Whether a sentence speaks of what was or of what will be, at one of its words.
//!
//! A date without a year, or a bare weekday, lies before or after the article by the tense of its verb.

use super::rules::Words;
use crate::text::{Rel, Sentence, Tag, Upos};

/// The time a verb speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    /// There is no verb, or no tags.
    Unknown,
}

/// The tense of the verb that governs `token`.
pub(super) fn at(sentence: &Sentence, token: usize, words: &Words) -> Tense {
    match governor(sentence, token) {
        Some(verb) => of_verb(sentence, verb, words),
        None => Tense::Unknown,
    }
}

/// The nearest verb up the tree, or the root when it has a copula or auxiliary.
fn governor(sentence: &Sentence, token: usize) -> Option<usize> {
    let mut at = token;
    for _ in 0..sentence.tokens.len() {
        let head = sentence.tokens[at].head?;
        if head >= sentence.tokens.len() {
            return None;
        }
        at = head;
        let inner = sentence.tokens[at].upos == Upos::Verb
            || sentence
                .children(at)
                .any(|c| sentence.tokens[c].upos == Upos::Aux);
        if inner {
            return Some(at);
        }
    }
    None
}

/// The tense of a verb and its auxiliaries.
pub(super) fn of_verb(sentence: &Sentence, verb: usize, words: &Words) -> Tense {
    let tokens = &sentence.tokens;
    let helpers = || {
        sentence
            .children(verb)
            .filter(|&c| matches!(tokens[c].rel.base(), "aux" | "cop" | "mark"))
    };
    let future = |i: usize| {
        words
            .future
            .contains(tokens[i].form.to_lowercase().as_str())
    };
    if helpers().any(|c| tokens[c].tag == Tag::Md && future(c)) {
        return Tense::Future;
    }
    let finite = helpers().find(|&c| matches!(tokens[c].tag, Tag::Vbd | Tag::Vbz | Tag::Vbp));
    match finite.map(|c| tokens[c].tag) {
        Some(Tag::Vbd) => return Tense::Past,
        Some(_) => {
            // "has met" is past; "is meeting" and "is to meet" on a day are plans.
            return match tokens[verb].tag {
                Tag::Vbn => Tense::Past,
                Tag::Vbg => Tense::Future,
                _ => Tense::Present,
            };
        }
        None => {}
    }
    match tokens[verb].tag {
        Tag::Vbd => Tense::Past,
        Tag::Vbz | Tag::Vbp => Tense::Present,
        // "plans to meet", "to be signed"
        Tag::Vb if helpers().any(|c| tokens[c].tag == Tag::To) => Tense::Future,
        Tag::Vbg => match tokens[verb].head {
            Some(above) if above != verb && tokens[above].upos == Upos::Verb => {
                of_verb_once(sentence, above)
            }
            _ => Tense::Unknown,
        },
        _ => Tense::Unknown,
    }
}

/// "has met", "had met": before the time the text speaks of.
pub(super) fn is_perfect(sentence: &Sentence, verb: usize) -> bool {
    let tokens = &sentence.tokens;
    tokens[verb].tag == Tag::Vbn
        && sentence.children(verb).any(|c| {
            tokens[c].rel == Rel::Aux && matches!(tokens[c].tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
        })
}

fn of_verb_once(sentence: &Sentence, verb: usize) -> Tense {
    match sentence.tokens[verb].tag {
        Tag::Vbd | Tag::Vbn => Tense::Past,
        Tag::Vbz | Tag::Vbp => Tense::Present,
        _ => Tense::Unknown,
    }
}
