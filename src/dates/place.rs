//! Where a date expression hangs in the tree: on which verb or noun.

use super::words::Words;
use crate::model::DateExpr;
use crate::text::{Rel, Sentence, Tag, Upos};

/// A date expression and where it hangs.
pub(super) struct Placed<'d> {
    pub(super) expr: &'d DateExpr,
    /// The nouns between it and its verb, the nearest first.
    pub(super) nouns: Vec<usize>,
    pub(super) verb: Option<usize>,
    /// It says which noun is meant ("the July 3 accord"), not when the verb happened.
    pub(super) of_noun: bool,
}

/// Words such as "recently": they say that it was, and that nobody says when.
pub(super) fn is_vague(expr: &DateExpr) -> bool {
    expr.when.days.is_none() && (expr.value.starts_with("PAST") || expr.value.starts_with("FUTURE"))
}

pub(super) fn place<'d>(sentence: &Sentence, expr: &'d DateExpr, words: &Words) -> Placed<'d> {
    let tokens = &sentence.tokens;
    let mut placed = Placed {
        expr,
        nouns: Vec::new(),
        verb: None,
        of_noun: false,
    };
    let outside = |t: &usize| tokens[*t].head.is_none_or(|h| !expr.tokens.contains(&h));
    let Some(mut at) = expr.tokens.clone().find(outside) else {
        return placed;
    };
    let cases = |i: usize| {
        sentence
            .children(i)
            .filter(|&c| tokens[c].rel == Rel::Case)
            .map(|c| tokens[c].form.to_lowercase())
    };
    // "The recognition of July 3": the parser often hangs it on the verb.
    let preposition = expr.tokens.start.checked_sub(1);
    if let Some(of) = preposition.filter(|i| words.of.contains(tokens[*i].form.as_str())) {
        placed.nouns.extend(of.checked_sub(1));
        placed.of_noun = true;
        return placed;
    }
    // "Monday's attack": it is the noun's.
    let next = expr.tokens.end;
    if tokens.get(next).is_some_and(|t| t.tag == Tag::Pos) {
        let noun = |i: &usize| tokens[*i].upos == Upos::Noun;
        placed.nouns.extend((next + 1..tokens.len()).find(noun));
        placed.of_noun = true;
        return placed;
    }
    if is_predicate(sentence, at) && tokens[at].upos == Upos::Verb {
        placed.verb = Some(at);
        return placed;
    }
    // A date hung on a noun without a preposition says which one is meant.
    let bare = cases(at).next().is_none();
    for _ in 0..tokens.len() {
        let Some(head) = tokens[at].head.filter(|h| *h < tokens.len()) else {
            break;
        };
        if is_predicate(sentence, head) {
            placed.verb = Some(head);
            // "praised the movement following its rise to power in 2021"
            placed.of_noun |= (head + 1..expr.tokens.start)
                .any(|i| words.apart.contains(tokens[i].form.to_lowercase().as_str()));
            break;
        }
        let name = tokens[head].upos == Upos::Propn;
        let first = placed.nouns.is_empty();
        let which = first
            && bare
            && matches!(
                tokens[at].rel.base(),
                "compound" | "amod" | "nmod" | "nummod"
            );
        placed.of_noun |= (which && !name) || cases(head).any(|c| words.apart.contains(c.as_str()));
        placed.nouns.push(head);
        at = head;
    }
    if let Some(verb) = placed.verb.and_then(|v| closed_before(sentence, expr, v)) {
        placed.verb = Some(verb);
        placed.nouns.clear();
    }
    placed
}

/// The verb of the clause that a date ends: "Poland expelled an envoy on Monday and Russia …", where the parser may
/// have hung the date on the verb after it.
fn closed_before(sentence: &Sentence, expr: &DateExpr, verb: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let next = tokens.get(expr.tokens.end)?;
    if verb < expr.tokens.end || !matches!(next.tag, Tag::Cc | Tag::Comma) {
        return None;
    }
    let finite = |i: &usize| {
        let token = &tokens[*i];
        token.upos == Upos::Verb && matches!(token.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
    };
    (0..expr.tokens.start).rev().find(finite)
}

/// Gives a date that a comma sets off after a clause with a date of its own to the verb above that clause:
/// "met the envoy, who took office in 2023, on Wednesday".
pub(super) fn set_off(sentence: &Sentence, placed: &mut [Placed]) {
    let tokens = &sentence.tokens;
    for i in 1..placed.len() {
        let start = placed[i].expr.tokens.start;
        let before = start
            .checked_sub(1)
            .map(|b| b.saturating_sub(usize::from(tokens[b].upos == Upos::Adp)));
        let comma = before.is_some_and(|b| tokens[b].tag == Tag::Comma);
        let Some(verb) = placed[i].verb.filter(|_| comma) else {
            continue;
        };
        let aside = matches!(tokens[verb].rel.base(), "acl" | "parataxis" | "advcl");
        let dated = placed[..i].iter().any(|p| p.verb == Some(verb));
        if let Some(head) = tokens[verb].head.filter(|h| aside && dated && *h < verb) {
            placed[i].verb = clause(sentence, head);
        }
    }
}

/// Whether a token heads a clause.
pub(super) fn is_predicate(sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let clausal = matches!(
        token.rel.base(),
        "root" | "ccomp" | "xcomp" | "advcl" | "acl" | "parataxis" | "csubj"
    );
    (token.upos == Upos::Verb && token.rel != Rel::Amod)
        || clausal && token.head.is_none()
        || sentence
            .children(i)
            .any(|c| matches!(sentence.tokens[c].rel.base(), "nsubj" | "cop" | "aux"))
}

/// Whether a verb with its subject stands after a comma without a word that subordinates it, as in
/// "…, she said on Friday". The parser hangs it on this or that word of what is said.
pub(super) fn is_attribution(sentence: &Sentence, verb: usize) -> bool {
    let tokens = &sentence.tokens;
    let mut first = verb;
    let mut subject = false;
    for child in sentence.children(verb) {
        let token = &tokens[child];
        if matches!(token.tag, Tag::Wdt | Tag::Wp | Tag::WPS | Tag::Wrb) || token.rel == Rel::Mark {
            return false;
        }
        if child < verb && token.rel.base() == "nsubj" {
            subject = true;
            first = leftmost(sentence, child);
        }
    }
    subject && first > 0 && matches!(tokens[first - 1].tag, Tag::Comma | Tag::CloseQuote)
}

/// The first token under `token`.
fn leftmost(sentence: &Sentence, token: usize) -> usize {
    let mut at = token;
    while let Some(child) = sentence.children(at).next().filter(|c| *c < at) {
        at = child;
    }
    at
}

/// The predicate of the clause a token stands in, itself included.
pub(super) fn clause(sentence: &Sentence, token: usize) -> Option<usize> {
    let mut at = token;
    for _ in 0..sentence.tokens.len() {
        if is_predicate(sentence, at) {
            return Some(at);
        }
        at = sentence.tokens.get(at)?.head?;
    }
    None
}

/// The predicate above whose date also holds for `verb`.
pub(super) fn above(sentence: &Sentence, verb: usize) -> Option<usize> {
    let token = &sentence.tokens[verb];
    let shares = match token.rel.base() {
        "xcomp" | "ccomp" | "conj" | "parataxis" => true,
        // "… , paving the way": at the same time; "after talks failed" is not.
        "advcl" => matches!(token.tag, Tag::Vbg | Tag::Vb),
        _ => false,
    };
    if shares {
        clause(sentence, token.head?)
    } else {
        None
    }
}
