//! What the lists say of each word of a sentence, as bits for the name tagger.

use super::atoms::Atoms;
use crate::lexicon::{Lexicon, Use};
use crate::model::{ActorKind, Date};
use crate::text::{Sentence, Tag};

/// One bit for each thing the lists can say of a word.
mod bit {
    pub(super) const PERSON: u32 = 0;
    pub(super) const ORGANIZATION: u32 = 2;
    pub(super) const STATE: u32 = 4;
    pub(super) const PLACE: u32 = 6;
    pub(super) const PEOPLE: u32 = 8;
    pub(super) const AMBIGUOUS: u32 = 10;
    pub(super) const TITLE: u32 = 11;
    pub(super) const HONORIFIC: u32 = 12;
    pub(super) const INSTITUTION: u32 = 13;
    pub(super) const ORGANIZATION_NOUN: u32 = 14;
    pub(super) const THING: u32 = 15;
    pub(super) const GIVEN: u32 = 16;
    pub(super) const SURNAME: u32 = 17;
    pub(super) const PARTICLE: u32 = 18;
    pub(super) const NOT_NAME: u32 = 19;
    pub(super) const LINK: u32 = 20;
}

/// The marks of every token of a tagged sentence; names count that hold on the day.
pub fn marks(lexicon: &Lexicon, text: &str, sentence: &Sentence, on: Option<Date>) -> Vec<u32> {
    of(lexicon, &Atoms::find(lexicon, text, sentence, on))
}

/// Whether a list calls the word a title or form of address.
pub fn is_title(marks: u32) -> bool {
    marks & (1 << bit::TITLE | 1 << bit::HONORIFIC) != 0
}

/// The marks without what the lists of actors say: those of a name nobody has listed.
pub fn without_names(marks: u32) -> u32 {
    marks & !((1 << (bit::AMBIGUOUS + 1)) - 1)
}

pub(super) fn of(lexicon: &Lexicon, atoms: &Atoms) -> Vec<u32> {
    let reference = lexicon.reference();
    let mut marks = vec![0u32; atoms.len()];
    let mut known_until = 0;
    for at in 0..atoms.len() {
        let mut set = |tokens: std::ops::Range<usize>, first: u32, goes_on: u32| {
            for t in tokens.clone() {
                marks[t] |= 1 << if t == tokens.start { first } else { goes_on };
            }
        };
        if let Some(hit) = atoms
            .name(at)
            .filter(|_| at >= known_until && atoms.capital(at))
        {
            known_until = hit.tokens.end;
            for &row in &hit.rows {
                let name = &lexicon.names()[row];
                let kind = lexicon.actor(&name.actor).map(|row| row.kind);
                let first = match (kind, name.usage) {
                    (_, Use::Adjective | Use::People | Use::Prefix) => bit::PEOPLE,
                    (_, Use::Capital | Use::Metonym) => bit::PLACE,
                    (Some(ActorKind::State), _) => bit::STATE,
                    (Some(ActorKind::Person) | None, _) => bit::PERSON,
                    _ => bit::ORGANIZATION,
                };
                set(hit.tokens.clone(), first, first + 1);
                if name.ambiguous {
                    set(hit.tokens.clone(), bit::AMBIGUOUS, bit::AMBIGUOUS);
                }
            }
        }
        for (hit, bit) in [
            (atoms.title(at), bit::TITLE),
            (atoms.honorific(at), bit::HONORIFIC),
            (atoms.institution(at), bit::INSTITUTION),
        ] {
            if let Some(hit) = hit {
                set(hit.tokens.clone(), bit, bit);
            }
        }
        let word = atoms.word(at);
        let mut one = |is: bool, bit: u32| marks[at] |= u32::from(is) << bit;
        if atoms.capital(at) {
            one(
                reference.organizations.contains_key(word),
                bit::ORGANIZATION_NOUN,
            );
            one(reference.things.contains(word), bit::THING);
            one(reference.not_names.contains(word), bit::NOT_NAME);
            one(lexicon.given_name(word).is_some(), bit::GIVEN);
            one(!lexicon.persons_called(word).is_empty(), bit::SURNAME);
        } else if atoms.tag(at) != Some(Tag::Hyph) {
            one(reference.particles.contains(word), bit::PARTICLE);
            one(reference.organization_links.contains(word), bit::LINK);
        }
    }
    marks
}
