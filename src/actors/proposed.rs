//! Names that no list and no rule knows, as the name tagger proposes them.

use super::atoms::Atoms;
use super::names::mention;
use super::organization::by_name;
use super::{Found, Reader};
use crate::lexicon::Use;
use crate::model::{ActorId, ActorKind, How};
use crate::text::Tag;
use crate::text::name_tag::{NameKind, Proposal};

/// By how much a proposal must win where nothing else is found, and where it is to replace a shorter find.
const ALONE: i16 = 0;
const INSTEAD: i16 = 40;
/// No listed name has more words.
const LONGEST: usize = 12;

impl Reader<'_> {
    /// What is found at a token, the proposal weighed against what lists and rules have found there.
    pub(super) fn weigh(
        &mut self,
        atoms: &Atoms,
        at: usize,
        proposals: &[Proposal],
        found: Option<Found>,
    ) -> Option<Found> {
        let proposal = proposals
            .iter()
            .filter(|p| p.tokens.start == at)
            .find_map(|p| Some(capitals(atoms, p)).filter(|p| self.is_acceptable(atoms, p)));
        let Some(proposal) = &proposal else {
            return found;
        };
        let needed = match &found {
            None => ALONE,
            Some(one) if self.gives_way(atoms, one, proposal) => INSTEAD,
            Some(_) => return found,
        };
        if proposal.margin < needed {
            return found;
        }
        let whole = found.as_ref().and_then(|f| self.whole(atoms, f, proposal));
        whole.or_else(|| self.taken(atoms, proposal)).or(found)
    }

    /// Whether the words can name an actor or place: no "Jr." by itself, no "Peace Accord", nor "US-Fiji".
    fn is_acceptable(&self, atoms: &Atoms, proposal: &Proposal) -> bool {
        let reference = self.lexicon.reference();
        let tokens = proposal.tokens.clone();
        if tokens.is_empty() {
            return false;
        }
        let listed = |at: usize| {
            let from = at.saturating_sub(LONGEST);
            (from..=at).any(|start| {
                atoms
                    .name(start)
                    .is_some_and(|hit| hit.tokens.contains(&at))
            })
        };
        let joined = tokens.len() > 1
            && tokens
                .clone()
                .all(|at| listed(at) || atoms.tag(at) == Some(Tag::Hyph));
        let (first, last) = (atoms.word(tokens.start), atoms.word(tokens.end - 1));
        // "Treaty of Suva"
        let deed = reference.happenings.contains(last)
            || (reference.happenings.contains(first)
                && reference
                    .organization_links
                    .contains(atoms.word(tokens.start + 1)));
        // "Young Fijians"
        let people = tokens.len() == 2
            && atoms.name(tokens.end - 1).is_some_and(|hit| {
                let names = self.lexicon.names();
                hit.rows.iter().any(|&row| names[row].usage == Use::People)
            });
        // "Moslem forces", "Hostilities"
        let common = tokens.len() == 1
            && match atoms.tag(tokens.start) {
                Some(Tag::Jj) => true,
                // "the West"
                _ if reference.things.contains(first) => true,
                Some(Tag::Nns | Tag::Nnps) => proposal.kind == NameKind::Person,
                // "Predator attacks"
                _ => {
                    proposal.kind == NameKind::Person
                        && matches!(atoms.tag(tokens.end), Some(Tag::Nn | Tag::Nns))
                }
            };
        // "International Women's Day", "Eid al-Fitr", "1600 Bay Road", "the two Koreas"
        let feast = tokens
            .clone()
            .any(|at| reference.feasts.contains(atoms.word(at)))
            || (atoms.possessive(tokens.end)
                && reference.happenings.contains(atoms.word(tokens.end + 1)));
        let before = tokens.start.checked_sub(1);
        let address = proposal.kind == NameKind::Place
            && before.is_some_and(|at| atoms.tag(at) == Some(Tag::Cd));
        let pair = before.is_some_and(|at| reference.pair.words.contains(atoms.lower(at).as_str()));
        let other = feast || address || pair;
        !joined && !deed && !people && !common && !other && !reference.suffixes.contains(first)
    }

    /// The longer form of an organisation's name that the lists know in part: "Andean Community of Nations".
    fn whole(&self, atoms: &Atoms, found: &Found, proposal: &Proposal) -> Option<Found> {
        let mention = found.mentions.first()?;
        let party = mention.party.as_ref()?;
        let organized = matches!(
            party.kind,
            ActorKind::Igo | ActorKind::Organization | ActorKind::Group
        );
        let link = &self.lexicon.reference().organization_links;
        let goes_on = found.tokens.end < proposal.tokens.end
            && link.contains(atoms.word(found.tokens.end))
            && found.tokens.len() > 1;
        (organized && goes_on).then(|| by_name(atoms, proposal.tokens.clone(), party.clone()))
    }

    /// Whether a find is less than the proposal: a part of it that is no person, or a person only guessed.
    fn gives_way(&self, atoms: &Atoms, found: &Found, proposal: &Proposal) -> bool {
        let Some(first) = found.mentions.first() else {
            return true;
        };
        let person = first.sort() == ActorKind::Person;
        let guessed =
            first.office.is_none() && first.party.as_ref().is_some_and(|p| !self.is_listed(&p.id));
        let shorter = found.tokens.end < proposal.tokens.end;
        // "Italy's Democratic Party" is a party, and Italy's.
        let owner = first.sort() == ActorKind::State && atoms.possessive(found.tokens.end);
        if owner {
            return false;
        }
        match person {
            true => {
                guessed
                    && proposal.kind != NameKind::Person
                    && found.tokens.end <= proposal.tokens.end
            }
            // "a Nigerian Islamist" is a person of a state; "the Italian Greens" have a noun that says what they are.
            false if first.how == How::Adjective && proposal.tokens.len() < 3 => {
                let reference = self.lexicon.reference();
                let last = atoms.word(proposal.tokens.end - 1);
                shorter
                    && (reference.organizations.contains_key(last)
                        || reference.things.contains(last))
            }
            false => shorter && first.how != How::Title,
        }
    }

    fn is_listed(&self, id: &ActorId) -> bool {
        self.lexicon.actor(id).is_some() || !self.lexicon.terms(id).is_empty()
    }

    fn taken(&mut self, atoms: &Atoms, proposal: &Proposal) -> Option<Found> {
        let tokens = proposal.tokens.clone();
        // "Berg" after "Ola Berg", whatever it looks like here.
        let met = tokens.len() == 1 && self.memory.called(&[atoms.word(tokens.start)]).is_some();
        let kind = if met { NameKind::Person } else { proposal.kind };
        let mention = match kind {
            NameKind::Person => {
                let (party, office, gender) = self.person(atoms, &tokens, None, None);
                mention(
                    atoms,
                    &tokens,
                    &tokens,
                    Some(party),
                    How::Name,
                    office,
                    gender,
                )
            }
            NameKind::Organization => return Some(self.new_organization(atoms, tokens)),
            NameKind::Place => {
                let mut place = mention(atoms, &tokens, &tokens, None, How::Name, None, None);
                (place.place, place.kind) = (true, Some(ActorKind::Place));
                place
            }
            NameKind::Other => return None,
        };
        Some(Found {
            tokens,
            mentions: vec![mention],
            keep_tag: false,
        })
    }
}

/// The proposal up to its last capital or number: "Shona rebels" are rebels.
fn capitals(atoms: &Atoms, proposal: &Proposal) -> Proposal {
    let mut proposal = proposal.clone();
    let weighty = |at: usize| atoms.capital(at) || atoms.tag(at) == Some(Tag::Cd);
    while !proposal.tokens.is_empty() && !weighty(proposal.tokens.end - 1) {
        proposal.tokens.end -= 1;
    }
    proposal
}
