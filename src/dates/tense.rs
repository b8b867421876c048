//! Whether a sentence speaks of what was or of what will be, at one of its words.
//!
//! A date without a year, or a bare weekday, lies before or after the article by the tense of its verb.

use super::words::Words;
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

/// The tense of what governs `token`: its verb, or a noun on the way there that looks ahead ("plans for Monday").
///
/// `preposition` is the word before the date, if it is one. A date that owns a noun ("Friday's ruling") has
/// not the time of the verb, unless that surely lies ahead.
pub(super) fn at(
    sentence: &Sentence,
    token: usize,
    preposition: Option<&str>,
    owns: bool,
    words: &Words,
) -> Tense {
    let tokens = &sentence.tokens;
    let mut at = token;
    for _ in 0..tokens.len() {
        let Some(head) = tokens[at].head.filter(|h| *h < tokens.len()) else {
            break;
        };
        at = head;
        if tokens[at].upos == Upos::Noun && at < token && words.is_ahead(&tokens[at], preposition) {
            return Tense::Future;
        }
        let inner = tokens[at].upos == Upos::Verb
            || sentence.children(at).any(|c| tokens[c].upos == Upos::Aux);
        if inner {
            let tense = of_governor(sentence, at, preposition, words);
            let surely = |c: usize| {
                words
                    .surely
                    .contains(tokens[c].form.to_lowercase().as_str())
            };
            if owns && tense == Tense::Future && !sentence.children(at).any(surely) {
                return Tense::Unknown;
            }
            return tense;
        }
    }
    Tense::Unknown
}

/// As [`of_verb`], but what is planned or scheduled lies ahead.
fn of_governor(
    sentence: &Sentence,
    verb: usize,
    preposition: Option<&str>,
    words: &Words,
) -> Tense {
    let tokens = &sentence.tokens;
    let tense = of_verb(sentence, verb, words);
    if !is_over(sentence, verb) && words.is_ahead(&tokens[verb], preposition) {
        return Tense::Future;
    }
    tense
}

/// "had planned": the plan is over.
fn is_over(sentence: &Sentence, verb: usize) -> bool {
    let had = |c: usize| {
        let token = &sentence.tokens[c];
        token.tag == Tag::Vbd && token.rel == Rel::Aux
    };
    sentence.children(verb).any(had)
}

/// The tense of a verb and its auxiliaries.
pub(super) fn of_verb(sentence: &Sentence, verb: usize, words: &Words) -> Tense {
    of_verb_under(sentence, verb, words, sentence.tokens.len())
}

/// `depth` bounds the way up through infinitives.
fn of_verb_under(sentence: &Sentence, verb: usize, words: &Words, depth: usize) -> Tense {
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
        // "could have met"
        let perfect = helpers().any(|c| tokens[c].tag == Tag::Vb && tokens[c].rel == Rel::Aux);
        return if perfect && tokens[verb].tag == Tag::Vbn {
            Tense::Past
        } else {
            Tense::Future
        };
    }
    let to = helpers().any(|c| tokens[c].tag == Tag::To);
    let finite = helpers().find(|&c| matches!(tokens[c].tag, Tag::Vbd | Tag::Vbz | Tag::Vbp));
    let been = helpers().any(|c| tokens[c].tag == Tag::Vbn);
    match finite.map(|c| (tokens[c].tag, tokens[c].rel)) {
        Some((Tag::Vbd, _)) => return Tense::Past,
        Some((_, rel)) => {
            // "has met" and "has been meeting" are past; "is meeting" and "is to meet" on a day are plans.
            return match tokens[verb].tag {
                Tag::Vbn if rel == Rel::AuxPass && !been => Tense::Present,
                Tag::Vbn => Tense::Past,
                Tag::Vbg if been => Tense::Past,
                Tag::Vbg => Tense::Future,
                Tag::Vb if to => Tense::Future,
                _ => Tense::Present,
            };
        }
        None => {}
    }
    match tokens[verb].tag {
        Tag::Vbd => Tense::Past,
        Tag::Vbz | Tag::Vbp => Tense::Present,
        Tag::Vb if to => of_infinitive(sentence, verb, words, depth),
        Tag::Vbg => match tokens[verb].head {
            Some(above) if above != verb && tokens[above].upos == Upos::Verb => {
                of_verb_once(sentence, above)
            }
            _ => Tense::Unknown,
        },
        _ => Tense::Unknown,
    }
}

/// "plans to meet" looks ahead; "flew in to meet" is as past as the flight.
fn of_infinitive(sentence: &Sentence, verb: usize, words: &Words, depth: usize) -> Tense {
    let tokens = &sentence.tokens;
    let Some(above) = tokens[verb].head.filter(|h| *h < tokens.len()) else {
        return Tense::Future;
    };
    if is_over(sentence, above) {
        return Tense::Past;
    }
    if depth == 0 || words.leads_on(&tokens[above]) {
        return Tense::Future;
    }
    let governor = if tokens[above].upos == Upos::Verb {
        of_verb_under(sentence, above, words, depth - 1)
    } else {
        // "celebrations to mark": the verb of the noun.
        match tokens[above].head.filter(|h| tokens[*h].upos == Upos::Verb) {
            Some(verb) => of_verb_under(sentence, verb, words, depth - 1),
            None => Tense::Unknown,
        }
    };
    match governor {
        Tense::Past => Tense::Past,
        _ => Tense::Future,
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
