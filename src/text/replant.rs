//! A second look at trees: what the parser, trained on single words, gets wrong around joined names and at the end.

use super::{Rel, Sentence, Tag, Token, Upos};

/// A speaker at the end of a sentence has at most so many words.
const LONGEST_SPEAKER: usize = 12;

/// Turns round what the parser made of "Fijians blocked roads": a finite verb is nobody's adjective, but governs
/// the noun it was hung on, and the noun before it acts.
pub(super) fn raise_verbs(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let Some(noun) = token
            .head
            .filter(|&h| h > verb && token.tag == Tag::Vbd && token.rel == Rel::Amod)
        else {
            continue;
        };
        let before: Vec<usize> = sentence.children(noun).filter(|&k| k < verb).collect();
        let actor = before.iter().copied().rev().find(|&k| {
            matches!(
                sentence.tokens[k].upos,
                Upos::Noun | Upos::Propn | Upos::Pron
            )
        });
        let Some(actor) = actor else { continue };
        let (head, rel) = (sentence.tokens[noun].head, sentence.tokens[noun].rel);
        let tokens = &mut sentence.tokens;
        (tokens[verb].head, tokens[verb].rel) = (head, rel);
        (tokens[noun].head, tokens[noun].rel) = (Some(verb), Rel::Obj);
        for kid in before {
            tokens[kid].head = Some(if kid == actor { verb } else { actor });
        }
        tokens[actor].rel = Rel::Nsubj;
    }
}

/// Makes a number count the joined name after it: "two Fijian envoys" is one phrase, whatever the tree says.
///
/// A parser that learned on single words takes the number for the whole object and the name for another.
pub(super) fn count_names(sentence: &mut Sentence) {
    for number in 0..sentence.tokens.len().saturating_sub(1) {
        let name = number + 1;
        let tokens = &mut sentence.tokens[..];
        let apart = tokens[number].tag == Tag::Cd
            && tokens[name].unit
            && tokens[number].head != Some(name)
            && tokens[name].head != Some(number);
        let argument = matches!(
            tokens[number].rel,
            Rel::Obj | Rel::Obl | Rel::Nmod | Rel::Nsubj | Rel::NsubjPass
        );
        let Some(head) = tokens[number]
            .head
            .filter(|&h| apart && argument && h < number)
        else {
            continue;
        };
        // "two envoys based in …": what was taken for their verb says more of them.
        let verb = tokens[name].head.filter(|&v| v > name);
        if is_under(tokens, head, name) || verb.is_some_and(|verb| is_under(tokens, head, verb)) {
            continue;
        }
        if let Some(verb) = verb {
            (tokens[verb].head, tokens[verb].rel) = (Some(name), Rel::Acl);
        }
        (tokens[name].head, tokens[name].rel) = (Some(head), tokens[number].rel);
        (tokens[number].head, tokens[number].rel) = (Some(name), Rel::Nummod);
        for kid in tokens.iter_mut().filter(|t| t.head == Some(number)) {
            kid.head = Some(name);
        }
    }
}

/// Gives a verb at the end of a sentence the phrase between it and the last comma for its subject:
/// "…, the UN agency reported."
///
/// Such a phrase is often hung on the noun before the comma, as if it said more of it.
pub(super) fn close_with_speaker(sentence: &mut Sentence) {
    let tokens = &sentence.tokens;
    let word = |t: &Token| !matches!(t.tag, Tag::Stop | Tag::CloseQuote | Tag::CloseBracket);
    let Some(verb) = tokens.iter().rposition(word) else {
        return;
    };
    if !matches!(tokens[verb].tag, Tag::Vbd | Tag::Vbz) || sentence.children(verb).any(|k| k < verb)
    {
        return;
    }
    let from = verb.saturating_sub(LONGEST_SPEAKER);
    let Some(comma) = (from..verb).rev().find(|&at| tokens[at].tag == Tag::Comma) else {
        return;
    };
    let phrase = comma + 1..verb;
    let outside = |&at: &usize| tokens[at].head.is_none_or(|head| !phrase.contains(&head));
    let tops: Vec<usize> = phrase.clone().filter(outside).collect();
    let [top] = tops[..] else {
        return;
    };
    let hung_inside = tokens[verb].head.is_some_and(|head| phrase.contains(&head));
    if !matches!(tokens[top].upos, Upos::Noun | Upos::Propn)
        || (!hung_inside && is_under(tokens, verb, top))
    {
        return;
    }
    let (head, root) = (
        tokens[top].head,
        tokens.iter().position(|t| t.head.is_none()),
    );
    let tokens = &mut sentence.tokens;
    if hung_inside {
        (tokens[verb].head, tokens[verb].rel) = match (head, root) {
            // The whole sentence hung on the speaker.
            (None, _) | (_, None) => (None, Rel::Root),
            (_, Some(root)) => (Some(root), Rel::Parataxis),
        };
    } else if tokens[verb].head.is_some_and(|head| head > comma) {
        return;
    }
    (tokens[top].head, tokens[top].rel) = (Some(verb), Rel::Nsubj);
}

/// Whether a token hangs, over others or directly, on another.
fn is_under(tokens: &[Token], token: usize, above: usize) -> bool {
    let mut at = Some(token);
    for _ in 0..tokens.len() {
        at = at.and_then(|t| tokens[t].head);
        if at == Some(above) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;
    use crate::text::tokenise;

    type Link = (Tag, Upos, Option<usize>, Rel);

    fn tree(text: &str, links: &[Link]) -> Sentence {
        let mut sentence = tokenise(text, Span::new(0, text.len()), true);
        assert_eq!(sentence.tokens.len(), links.len());
        for (token, &(tag, upos, head, rel)) in sentence.tokens.iter_mut().zip(links) {
            (token.tag, token.upos, token.head, token.rel) = (tag, upos, head, rel);
        }
        sentence
    }

    #[test]
    fn a_finite_verb_has_a_subject_and_an_object() {
        let text = "Young Fijians blocked roads.";
        let mut sentence = tokenise(text, Span::new(0, text.len()), true);
        let links = [
            (Tag::Jj, Upos::Adj, Some(3), Rel::Amod),
            (Tag::Nnps, Upos::Propn, Some(3), Rel::Compound),
            (Tag::Vbd, Upos::Verb, Some(3), Rel::Amod),
            (Tag::Nns, Upos::Noun, None, Rel::Root),
            (Tag::Stop, Upos::Punct, Some(3), Rel::Punct),
        ];
        for (token, (tag, upos, head, rel)) in sentence.tokens.iter_mut().zip(links) {
            (token.tag, token.upos, token.head, token.rel) = (tag, upos, head, rel);
        }
        raise_verbs(&mut sentence);
        let heads: Vec<Option<usize>> = sentence.tokens.iter().map(|t| t.head).collect();
        assert_eq!(heads, [Some(1), Some(2), None, Some(2), Some(3)]);
        assert_eq!(sentence.tokens[1].rel, Rel::Nsubj);
        assert_eq!(sentence.tokens[3].rel, Rel::Obj);
    }

    #[test]
    fn a_number_counts_the_name_after_it() {
        let text = "Peru expelled two Fijians based here.";
        let mut sentence = tokenise(text, Span::new(0, text.len()), true);
        let links = [
            (Tag::Nnp, Upos::Propn, Some(1), Rel::Nsubj),
            (Tag::Vbd, Upos::Verb, None, Rel::Root),
            (Tag::Cd, Upos::Num, Some(1), Rel::Obj),
            (Tag::Nnp, Upos::Propn, Some(4), Rel::NsubjPass),
            (Tag::Vbn, Upos::Verb, Some(1), Rel::Advcl),
            (Tag::Rb, Upos::Adv, Some(4), Rel::Advmod),
            (Tag::Stop, Upos::Punct, Some(1), Rel::Punct),
        ];
        for (token, (tag, upos, head, rel)) in sentence.tokens.iter_mut().zip(links) {
            (token.tag, token.upos, token.head, token.rel) = (tag, upos, head, rel);
        }
        sentence.tokens[3].unit = true;
        count_names(&mut sentence);
        let seen: Vec<_> = sentence.tokens.iter().map(|t| (t.head, t.rel)).collect();
        assert_eq!(seen[2], (Some(3), Rel::Nummod));
        assert_eq!(seen[3], (Some(1), Rel::Obj));
        assert_eq!(seen[4], (Some(3), Rel::Acl));
    }

    #[test]
    fn the_last_words_are_the_speaker_s() {
        let mut sentence = tree(
            "Peru shelled towns, an agency reported.",
            &[
                (Tag::Nnp, Upos::Propn, Some(1), Rel::Nsubj),
                (Tag::Vbd, Upos::Verb, None, Rel::Root),
                (Tag::Nns, Upos::Noun, Some(1), Rel::Obj),
                (Tag::Comma, Upos::Punct, Some(2), Rel::Punct),
                (Tag::Dt, Upos::Det, Some(5), Rel::Det),
                (Tag::Nn, Upos::Noun, Some(2), Rel::Appos),
                (Tag::Vbd, Upos::Verb, Some(5), Rel::Acl),
                (Tag::Stop, Upos::Punct, Some(1), Rel::Punct),
            ],
        );
        close_with_speaker(&mut sentence);
        let seen: Vec<_> = sentence.tokens.iter().map(|t| (t.head, t.rel)).collect();
        assert_eq!(seen[5], (Some(6), Rel::Nsubj));
        assert_eq!(seen[6], (Some(1), Rel::Parataxis));
    }
}
