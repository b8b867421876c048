//! Words set aside while a sentence is parsed, and hung back on its verbs.
//!
//! "Fiji today threatened to recall …", "the army lifted Friday a blockade of …": a bare time between a verb
//! and its arguments is the commonest thing in agency news and the rarest in treebanks, and a greedy parser
//! stumbles over it. Whoever finds times does so before the tree is built; the tree is built without them.

use super::{Rel, Sentence, Upos};
use std::ops::Range;

/// The tokens that are parsed: all but those of `asides` (in order, not overlapping).
pub(super) fn kept(tokens: usize, asides: &[Range<usize>]) -> Vec<usize> {
    let mut kept = Vec::with_capacity(tokens);
    let mut at = 0;
    for aside in asides {
        kept.extend(at..aside.start);
        at = aside.end;
    }
    kept.extend(at..tokens);
    kept
}

/// Hangs words set aside on the verb beside them, else on the nearest one above the word before them.
pub(super) fn hang(sentence: &mut Sentence, aside: &Range<usize>) {
    let tokens = &sentence.tokens;
    let verbal = |t: usize| matches!(tokens[t].upos, Upos::Verb | Upos::Aux);
    let above = |from: usize| {
        let mut at = from;
        // A tree has no rings; the count only bounds a damaged one.
        for _ in 0..tokens.len() {
            if tokens[at].upos == Upos::Verb {
                return Some(at);
            }
            match tokens[at].head {
                Some(head) => at = head,
                None => return Some(at),
            }
        }
        None
    };
    let before = aside
        .start
        .checked_sub(1)
        .filter(|&t| tokens[t].upos != Upos::Punct);
    let after = Some(aside.end).filter(|&t| t < tokens.len() && tokens[t].upos != Upos::Punct);
    let governor = before
        .filter(|&t| verbal(t))
        .or(after.filter(|&t| verbal(t)))
        .or(before)
        .and_then(above)
        .or_else(|| (0..tokens.len()).find(|t| tokens[*t].head.is_none() && !aside.contains(t)));
    let head = aside
        .clone()
        .rev()
        .find(|&t| {
            matches!(
                tokens[t].upos,
                Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv
            )
        })
        .unwrap_or(aside.end - 1);
    let case = tokens[aside.start].upos == Upos::Adp && aside.start != head;
    for t in aside.clone().filter(|&t| t != head) {
        let token = &mut sentence.tokens[t];
        token.head = Some(head);
        token.rel = match token.upos {
            Upos::Adp => Rel::Case,
            Upos::Det => Rel::Det,
            Upos::Num => Rel::Nummod,
            Upos::Adj => Rel::Amod,
            Upos::Punct => Rel::Punct,
            _ => Rel::Compound,
        };
    }
    let token = &mut sentence.tokens[head];
    token.head = governor;
    token.rel = match (governor, case, token.upos) {
        (None, ..) => Rel::Root,
        (_, true, _) => Rel::Obl,
        (_, _, Upos::Adv) => Rel::Advmod,
        _ => Rel::OblUnmarked,
    };
}
