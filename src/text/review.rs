//! A second look at tags once names are joined.
//!
//! "Fijians blamed Samoa", "tanks shelled positions": the tagger, trained on prose where such words mostly stand
//! before nouns, calls the verb an adjective. No adjective follows a plural noun and stands before another phrase.

use super::{Sentence, Tag, Upos};

/// Makes finite verbs of adjectives that stand where only a verb can; gives the tokens changed.
///
/// `is_past` says whether a form is the past of a verb.
pub(super) fn finite_verbs(sentence: &mut Sentence, is_past: impl Fn(&str) -> bool) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let verbs: Vec<usize> = (1..tokens.len().saturating_sub(1))
        .filter(|&at| tokens[at].tag == Tag::Jj)
        .filter(|&at| {
            let (before, after) = (&tokens[at - 1], &tokens[at + 1]);
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
        })
        .filter(|&at| is_past(&tokens[at].form))
        .collect();
    for &at in &verbs {
        let token = &mut sentence.tokens[at];
        (token.tag, token.upos) = (Tag::Vbd, Upos::Verb);
    }
    verbs
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
        ] {
            let mut sentence = tokenise(text, Span::new(0, text.len()), true);
            english.tag(&mut sentence);
            english.review(&mut sentence);
            assert_eq!(sentence.tokens[at].tag, want, "{text}");
        }
    }
}
