//! Which date words stand aside from the grammar of their sentence.

use crate::text::{Sentence, Tag, Upos};
use std::ops::Range;

/// The tokens to set aside for a date expression, its preposition included where it takes one along;
/// `None` when it belongs to a noun ("Monday's talks", "the 2015 accord") or is the subject.
///
/// Words before token `from` are taken already.
pub(super) fn extent(
    sentence: &Sentence,
    expression: Range<usize>,
    from: usize,
) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let Range { mut start, end } = expression;
    if start < from {
        return None;
    }
    let next = tokens.get(end);
    let verbal = |t: usize| matches!(tokens[t].upos, Upos::Verb | Upos::Aux);
    // "today's", "Monday evening talks", "the 12 May 2015 joint accord"
    let of_noun = next.is_some_and(|t| {
        matches!(
            t.upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Part
        ) && t.tag != Tag::To
    });
    let adjacent = |start: usize| {
        start.checked_sub(1).is_some_and(verbal) || (end < tokens.len() && verbal(end))
    };
    let owned = start.checked_sub(1).is_some_and(|before| {
        matches!(tokens[before].upos, Upos::Det | Upos::Adj | Upos::Num)
            || tokens[before].tag == Tag::PRPS
            || tokens[before].tag == Tag::Pos
    });
    // "Monday's": never the verb's, whatever stands before it.
    if owned || next.is_some_and(|t| t.tag == Tag::Pos) {
        return None;
    }
    let name_after_verb = start.checked_sub(1).is_some_and(verbal);
    if of_noun && !name_after_verb {
        return None;
    }
    if start
        .checked_sub(1)
        .is_some_and(|b| tokens[b].upos == Upos::Adp)
    {
        let case = start - 1;
        if case < from || !adjacent(case) {
            return None;
        }
        start = case;
    } else if start == 0 && next.is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux)) {
        // "Today marks …"
        return None;
    } else if of_noun && next.is_some_and(|t| t.upos == Upos::Noun) {
        // "meets Friday night envoys" cannot be told from "meets weekend visitors".
        return None;
    }
    Some(start..end)
}
