//! Bodies and groups as phrases: "the Afghan interim government", "the Ministry of Defence of X".

use super::Reader;
use super::atoms::Atoms;
use super::phrase::{Body, Owner};
use crate::lexicon::Use;
use crate::model::{ActorId, ActorKind};
use crate::text::Tag;
use std::ops::Range;

impl Reader<'_> {
    /// A body or group at a token: "Afghan interim government", "Ministry of Defence of X", "the police".
    pub(super) fn body(&self, atoms: &Atoms, at: usize) -> Option<Body> {
        self.owned_body(atoms, at)
            .or_else(|| self.body_of(atoms, at))
    }

    pub(super) fn owned_body(&self, atoms: &Atoms, at: usize) -> Option<Body> {
        let reference = self.lexicon.reference();
        let mut inner: Vec<Owner> = Vec::new();
        let mut sides: Vec<Owner> = Vec::new();
        let mut next = at;
        loop {
            let hit = atoms.name(next)?;
            let Some(row) = self.choose(&hit.rows) else {
                return self.nobodys(atoms, hit).filter(|_| next == at);
            };
            let name = &self.lexicon.names()[row];
            if self.is_person(&name.actor) {
                return None;
            }
            let owner = Owner {
                actor: name.actor.clone(),
                tokens: hit.tokens.clone(),
                usage: name.usage,
            };
            next = hit.tokens.end;
            inner.push(owner.clone());
            // "Polish and Czech officials", "Polish, Czech and Slovak officials".
            let joins = reference.conjunctions.contains(atoms.word(next)) || atoms.is(next, ",");
            if joins && owner.usage == Use::Adjective && atoms.name(next + 1).is_some() {
                sides.push(owner);
                next += 1;
                continue;
            }
            if atoms.possessive(next) {
                next += 1;
            }
            let mut words = 0;
            // "Afghan Taliban government": the nearer name owns.
            let mut nearest = owner;
            let found = loop {
                if let Some(hit) = atoms
                    .institution(next)
                    .filter(|hit| self.is_noun(atoms, hit))
                {
                    break hit;
                }
                if let Some(hit) = atoms.name(next)
                    && inner.len() < 3
                    && let Some(row) = self.choose(&hit.rows)
                    && !self.is_person(&self.lexicon.names()[row].actor)
                {
                    let name = &self.lexicon.names()[row];
                    let nearer = Owner {
                        actor: name.actor.clone(),
                        tokens: hit.tokens.clone(),
                        usage: name.usage,
                    };
                    inner.push(nearer.clone());
                    next = hit.tokens.end;
                    // "Turkish Kurd refugees" are the state's; a people of many states has no refugees of its own.
                    let people = self
                        .lexicon
                        .actor(&nearer.actor)
                        .is_some_and(|row| self.state_of(&row.id).is_none() && self.is_people(row));
                    if !people {
                        nearest = nearer;
                    }
                } else if reference
                    .body_modifiers
                    .contains(atoms.lower(next).as_str())
                    && words < 3
                {
                    words += 1;
                    next += 1;
                } else {
                    return None;
                }
            };
            sides.push(nearest);
            return self.bodied(atoms, at..found.tokens.end, &sides, found.rows[0], inner);
        }
    }

    /// "Korean officials" where nothing tells which Korea: a body of nobody known.
    fn nobodys(&self, atoms: &Atoms, hit: &super::atoms::Hit) -> Option<Body> {
        let noun = atoms
            .institution(hit.tokens.end)
            .filter(|noun| self.is_noun(atoms, noun))?;
        Some(Body {
            tokens: hit.tokens.start..noun.tokens.end,
            actors: Vec::new(),
            suffix: self.lexicon.institutions()[noun.rows[0]].suffix.clone(),
            inner: Vec::new(),
        })
    }

    /// Whether words are a title as well: "minister" makes no institution of "minister of finance".
    pub(super) fn is_title(&self, atoms: &Atoms, tokens: &Range<usize>) -> bool {
        let words = atoms.slice(tokens).to_lowercase();
        self.lexicon.titles().iter().any(|t| t.title == words)
    }

    /// Whether an institution's words end in a noun here: "official" may be an adjective.
    pub(super) fn is_noun(&self, atoms: &Atoms, hit: &super::atoms::Hit) -> bool {
        let last = hit.tokens.end - 1;
        let noun = matches!(
            atoms.tag(last),
            Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Xx | Tag::Fw)
        );
        noun || (hit.tokens.len() > 1 && atoms.tag(last) != Some(Tag::Jj))
    }

    pub(super) fn body_of(&self, atoms: &Atoms, at: usize) -> Option<Body> {
        let reference = self.lexicon.reference();
        let hit = atoms
            .institution(at)
            .filter(|hit| self.is_noun(atoms, hit))?;
        let row = hit.rows[0];
        let mut end = hit.tokens.end;
        let mut owners = Vec::new();
        let mut inner = Vec::new();
        let of = reference.complement.first();
        // "the government and people of X": both are X's.
        let mut tie = end;
        if reference.conjunctions.contains(atoms.word(end))
            && let Some(second) = atoms.institution(end + 1)
        {
            tie = second.tokens.end;
        }
        if of.is_some_and(|of| of.words.contains(atoms.lower(tie).as_str())) {
            let mut next = tie + 1;
            if reference.determiners.contains(atoms.lower(next).as_str()) {
                next += 1;
            }
            if let Some(hit) = atoms.name(next)
                && !atoms.possessive(hit.tokens.end)
                && atoms.institution(hit.tokens.end).is_none()
                && let Some(row) = self.choose(&hit.rows)
                && self.lexicon.names()[row].usage != Use::Adjective
                && !self.is_person(&self.lexicon.names()[row].actor)
            {
                let name = &self.lexicon.names()[row];
                let owner = Owner {
                    actor: name.actor.clone(),
                    tokens: hit.tokens.clone(),
                    usage: name.usage,
                };
                owners.push(owner.clone());
                if tie == end {
                    inner.push(owner);
                    end = hit.tokens.end;
                }
            }
        }
        self.bodied(atoms, at..end, &owners, row, inner)
    }

    pub(super) fn bodied(
        &self,
        atoms: &Atoms,
        tokens: Range<usize>,
        sides: &[Owner],
        row: usize,
        inner: Vec<Owner>,
    ) -> Option<Body> {
        let institution = &self.lexicon.institutions()[row];
        if sides.is_empty() && !self.lexicon.reference().alone.contains(&institution.noun) {
            let capital = atoms.capital(tokens.start) && institution.kind == ActorKind::Body;
            if !(capital && tokens.len() > 1) {
                return None;
            }
        }
        let actors = sides
            .iter()
            .filter_map(|owner| self.belonging(&owner.actor, &institution.suffix))
            .collect();
        Some(Body {
            tokens,
            actors,
            suffix: institution.suffix.clone(),
            inner,
        })
    }

    /// The institution of an owner: a state's own; a state's too when the owner is its government or
    /// governs it; the owner itself when it is no state's.
    pub(super) fn belonging(&self, owner: &ActorId, suffix: &str) -> Option<ActorId> {
        let of = |state: &str| {
            let id = ActorId::new(format!("{state}.{suffix}"));
            self.lexicon.party(&id, "").map(|party| party.id)
        };
        let kind = self.lexicon.party(owner, "").map(|p| p.kind);
        match kind {
            Some(ActorKind::State | ActorKind::Government) => {
                of(owner.root()).or_else(|| Some(owner.clone()))
            }
            _ => match self.lexicon.governs(owner, self.published) {
                Some(state) => of(state.as_str()),
                None => Some(owner.clone()),
            },
        }
    }
}
