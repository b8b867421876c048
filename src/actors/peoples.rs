//! Peoples inside a state, halves of what was one land, states by what they are: "ethnic Albanians", "Croatian
//! Serbs", "the North", "the republic of X".

use super::atoms::Atoms;
use super::names::{how, mention};
use super::organization::by_name;
use super::{Found, Reader};
use crate::lexicon::Use;
use crate::model::{ActorId, ActorKind, How};
use crate::text::Tag;

/// The institution that is a people within a state.
const ETHNIC: &str = "ETH";

impl Reader<'_> {
    /// "Ethnic Albanians": a group of the state they live in, told after them or by the article; nobody's when neither tells.
    pub(super) fn ethnic(&self, atoms: &Atoms, at: usize) -> Option<Found> {
        let reference = self.lexicon.reference();
        if !reference.ethnic.contains(atoms.lower(at).as_str()) || atoms.name(at).is_some() {
            return None;
        }
        let names = self.lexicon.names();
        let hit = atoms.name(at + 1)?;
        let people = |&row: &usize| matches!(names[row].usage, Use::Adjective | Use::People);
        let own = names[*hit.rows.iter().find(|row| people(row))?]
            .actor
            .root();
        let mut end = hit.tokens.end;
        let noun = atoms
            .institution(end)
            .filter(|noun| self.is_noun(atoms, noun));
        let suffix = noun.map_or(ETHNIC, |noun| {
            end = noun.tokens.end;
            &self.lexicon.institutions()[noun.rows[0]].suffix
        });
        let told = || {
            let place = &reference.places.at;
            let of = reference.complement.first()?;
            let word = atoms.lower(end);
            let next = place.contains(word.as_str()) || of.words.contains(word.as_str());
            let hit = atoms.name(end + 1).filter(|_| next)?;
            self.state_of(&names[self.choose(&hit.rows)?].actor)
        };
        let state = told().or_else(|| self.guess(None).filter(|state| state.as_str() != own));
        let tokens = at..end;
        let party = state
            .and_then(|state| self.belonging(&state, suffix))
            .and_then(|id| self.party(&id, atoms.slice(&tokens)));
        let how = How::Description;
        Some(Found {
            mentions: vec![mention(atoms, &tokens, &tokens, party, how, None, None)],
            tokens,
            keep_tag: false,
        })
    }

    /// "The North", "the South": the half of what was one land, when the article has named it or its other half.
    pub(super) fn half(&self, atoms: &Atoms, at: usize) -> Option<Found> {
        let reference = self.lexicon.reference();
        if at == 0 || !reference.definite.contains(atoms.lower(at - 1).as_str()) {
            return None;
        }
        let met = |root: &ActorId| {
            self.memory
                .forms
                .keys()
                .any(|id| id.root() == root.as_str())
        };
        let mut found = reference
            .half
            .iter()
            .filter(|half| half.word == atoms.word(at) && half.of.iter().any(met));
        let half = found.next().filter(|_| found.next().is_none())?;
        let tokens = at..at + 1;
        let party = self.party(&ActorId::new(&half.actor), atoms.word(at))?;
        Some(by_name(atoms, tokens, party))
    }

    /// "Croatian Serbs", "Croatian Serb refugees": the people of one state with the adjective of another state is a group of that state.
    pub(super) fn foreign_people(&self, atoms: &Atoms, at: usize) -> Option<Found> {
        let names = self.lexicon.names();
        let row = |at: usize, wanted: &[Use]| {
            let hit = atoms.name(at)?;
            let chosen = self.choose(&hit.rows)?;
            let actor = &names[chosen].actor;
            let fits = hit
                .rows
                .iter()
                .any(|&r| names[r].actor == *actor && wanted.contains(&names[r].usage));
            fits.then_some((hit, actor))
        };
        let (first, state) = row(at, &[Use::Adjective])?;
        let state = self.state_of(state).filter(|s| s == state)?;
        let (people, other) = row(first.tokens.end, &[Use::People])?;
        let kind = self.lexicon.actor(other)?.kind;
        if other.root() == state.as_str()
            || people.tokens.len() > 1
            || kind != ActorKind::State
            || self
                .lexicon
                .reference()
                .nations_of_many
                .contains(other.as_str())
        {
            return None;
        }
        let mut end = people.tokens.end;
        let noun = atoms
            .institution(end)
            .filter(|noun| self.is_noun(atoms, noun));
        let last = atoms.tag(end - 1);
        let suffix = match noun {
            Some(noun) => {
                end = noun.tokens.end;
                self.lexicon.institutions()[noun.rows[0]].suffix.as_str()
            }
            // "Iranian Kurdish town": an adjective of something else.
            None if matches!(last, Some(Tag::Nns | Tag::Nnps | Tag::Nn)) => ETHNIC,
            None => return None,
        };
        let id = self.belonging(&state, suffix)?;
        let tokens = at..end;
        let party = self.party(&id, atoms.slice(&tokens))?;
        let adjective = self.party(&state, atoms.slice(&first.tokens));
        Some(Found {
            mentions: vec![
                mention(atoms, &tokens, &tokens, Some(party), How::Name, None, None),
                mention(
                    atoms,
                    &first.tokens,
                    &first.tokens,
                    adjective,
                    how(Use::Adjective),
                    None,
                    None,
                ),
            ],
            tokens,
            keep_tag: false,
        })
    }

    /// "The republic of Slovenia": the state after the noun of what it is.
    pub(super) fn realm(&self, atoms: &Atoms, at: usize) -> Option<Found> {
        let reference = self.lexicon.reference();
        if !reference.realms.contains(atoms.lower(at).as_str()) || atoms.name(at).is_some() {
            return None;
        }
        let of = reference.complement.first()?;
        if !of.words.contains(atoms.word(at + 1)) {
            return None;
        }
        let hit = atoms
            .name(at + 2)
            .filter(|hit| !atoms.possessive(hit.tokens.end))?;
        let actor = &self.lexicon.names()[self.choose(&hit.rows)?].actor;
        let state = self.state_of(actor).filter(|state| state == actor)?;
        let party = self.party(&state, atoms.slice(&hit.tokens))?;
        let tokens = at..hit.tokens.end;
        Some(Found {
            mentions: vec![mention(
                atoms,
                &hit.tokens,
                &tokens,
                Some(party),
                How::Name,
                None,
                None,
            )],
            tokens,
            keep_tag: false,
        })
    }

    /// "NATO-member Norway": the state, with the whole in front of it as a mere epithet.
    pub(super) fn epithet(&self, atoms: &Atoms, at: usize) -> Option<Found> {
        let hit = atoms.name(at)?;
        let hyphen = hit.tokens.end;
        let names = self.lexicon.names();
        let joined = atoms.tag(hyphen) == Some(Tag::Hyph)
            && atoms.joined(hyphen)
            && atoms.joined(hyphen + 1)
            && atoms.name(hyphen + 1).is_none();
        let state = atoms.name(hyphen + 2).filter(|_| joined)?;
        let actor = &names[self.choose(&state.rows)?].actor;
        let state_id = self.state_of(actor).filter(|id| id == actor)?;
        let (owner, usage) = {
            let row = self.choose(&hit.rows)?;
            (&names[row].actor, names[row].usage)
        };
        let adjective = names[self.choose(&state.rows)?].usage == Use::Adjective;
        if usage == Use::Adjective || adjective {
            return None;
        }
        let tokens = at..state.tokens.end;
        Some(Found {
            mentions: vec![
                mention(
                    atoms,
                    &state.tokens,
                    &tokens,
                    self.party(&state_id, atoms.slice(&state.tokens)),
                    How::Name,
                    None,
                    None,
                ),
                mention(
                    atoms,
                    &hit.tokens,
                    &hit.tokens,
                    self.party(owner, atoms.slice(&hit.tokens)),
                    How::Adjective,
                    None,
                    None,
                ),
            ],
            tokens,
            keep_tag: false,
        })
    }
}
