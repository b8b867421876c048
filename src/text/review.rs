//! A second look at tags once names are joined.
//!
//! "Fijians blamed Samoa", "tanks shelled positions": the tagger, trained on prose where such words mostly stand
//! before nouns, calls the verb an adjective. No adjective follows a plural noun and stands before another phrase.

use super::{Sentence, Tag, Upos};
use std::ops::Range;

/// Makes infinitives of verbs called past that are no past of any: "demand that Fiji withdraw". Gives them.
///
/// `is_bare` says whether a form is the dictionary form of a verb and nothing else of it.
pub(super) fn bare_verbs(sentence: &mut Sentence, is_bare: impl Fn(&str) -> bool) -> Vec<usize> {
    let past = |at: &usize| {
        let token = &sentence.tokens[*at];
        token.tag == Tag::Vbd && token.upos == Upos::Verb && is_bare(&token.form)
    };
    let bare: Vec<usize> = (0..sentence.tokens.len()).filter(past).collect();
    for &at in &bare {
        sentence.tokens[at].tag = Tag::Vb;
    }
    bare
}

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
    use crate::text::{English, Tag, tokenise};

    #[test]
    fn a_plural_noun_is_followed_by_its_verb() {
        let english = English::builtin().unwrap();
        for (text, at, want) in [
            ("Fijians blamed Samoa for the raid.", 1, Tag::Vbd),
            ("Helicopters and tanks shelled positions.", 3, Tag::Vbd),
            ("The armed forces left.", 1, Tag::Jj),
            ("Mali's visiting king spoke.", 2, Tag::Jj),
            ("They are ready.", 1, Tag::Vbp),
            ("Samoa demands that Fiji withdraw its troops.", 4, Tag::Vb),
            ("Samoa said that Fiji rejected its offer.", 4, Tag::Vbd),
            ("Samoa said that Fiji put up a fence.", 4, Tag::Vbd),
        ] {
            let mut sentence = tokenise(text, Span::new(0, text.len()), true);
            english.tag(&mut sentence);
            english.review(&mut sentence, &[]);
            assert_eq!(sentence.tokens[at].tag, want, "{text}");
        }
    }
}
