//! A second look at tags once names are joined.
//!
//! "Fijians blamed Samoa", "tanks shelled positions": the tagger, trained on prose where such words mostly stand
//! before nouns, calls the verb an adjective. No adjective follows a plural noun and stands before another phrase.

use super::{Rel, Sentence, Tag, Upos};
use std::ops::Range;

/// Makes finite verbs of words that stand where only a verb can, or are the past of one and called its present;
/// makes adjectives of participles between an owner and what is owned. Gives the verbs.
///
/// `times` are the tokens of date expressions; `is_past` says whether a form is the past of a verb.
pub(super) fn finite_verbs(
    sentence: &mut Sentence,
    times: &[Range<usize>],
    is_past: impl Fn(&str) -> bool,
) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let inner = 1..tokens.len().saturating_sub(1);
    let verbs: Vec<usize> = inner
        .clone()
        .filter(|&at| match tokens[at].tag {
            Tag::Jj => stands_as_verb(sentence, times, at),
            // "officials agreed on Friday": no present ends so.
            Tag::Vbp => tokens[at].upos == Upos::Verb,
            _ => false,
        })
        .filter(|&at| is_past(&tokens[at].form))
        .collect();
    // "Mali's visiting king"
    let visiting: Vec<usize> = inner
        .filter(|&at| {
            let (before, after) = (&tokens[at - 1], &tokens[at + 1]);
            tokens[at].tag == Tag::Vbg
                && matches!(before.tag, Tag::Pos | Tag::PRPS)
                && (after.unit || matches!(after.tag, Tag::Nn | Tag::Nns | Tag::Nnp))
        })
        .collect();
    for &at in &verbs {
        let token = &mut sentence.tokens[at];
        (token.tag, token.upos) = (Tag::Vbd, Upos::Verb);
    }
    for at in visiting {
        let token = &mut sentence.tokens[at];
        (token.tag, token.upos) = (Tag::Jj, Upos::Adj);
    }
    verbs
}

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
        let tokens = &mut sentence.tokens;
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

/// Between a plural noun or a name and the beginning of another phrase.
fn stands_as_verb(sentence: &Sentence, times: &[Range<usize>], at: usize) -> bool {
    // "the officers today ended …"
    let time = times.iter().find(|time| time.end == at);
    let Some(before) = time.map_or(at, |time| time.start).checked_sub(1) else {
        return false;
    };
    let (before, after) = (&sentence.tokens[before], &sentence.tokens[at + 1]);
    let opens = matches!(after.tag, Tag::Dt | Tag::PRPS | Tag::Cd) || after.unit;
    let noun = matches!(
        after.tag,
        Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj
    );
    match before.tag {
        Tag::Nns | Tag::Nnps => opens || noun,
        Tag::Nnp => opens,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Span;
    use crate::text::{English, Rel, Tag, Upos, tokenise};

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
        super::raise_verbs(&mut sentence);
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
        super::count_names(&mut sentence);
        let seen: Vec<_> = sentence.tokens.iter().map(|t| (t.head, t.rel)).collect();
        assert_eq!(seen[2], (Some(3), Rel::Nummod));
        assert_eq!(seen[3], (Some(1), Rel::Obj));
        assert_eq!(seen[4], (Some(3), Rel::Acl));
    }

    #[test]
    fn a_plural_noun_is_followed_by_its_verb() {
        let english = English::builtin().unwrap();
        for (text, at, want) in [
            ("Fijians blamed Samoa for the raid.", 1, Tag::Vbd),
            ("Helicopters and tanks shelled positions.", 3, Tag::Vbd),
            ("The armed forces left.", 1, Tag::Jj),
            ("Mali's visiting king spoke.", 2, Tag::Jj),
            ("They are ready.", 1, Tag::Vbp),
        ] {
            let mut sentence = tokenise(text, Span::new(0, text.len()), true);
            english.tag(&mut sentence);
            english.review(&mut sentence, &[]);
            assert_eq!(sentence.tokens[at].tag, want, "{text}");
        }
    }
}
