//! Organisations the lexicon does not have: capitals around a noun such as "Party", and their short forms in brackets.

use super::atoms::Atoms;
use super::names::mention;
use super::person::slug;
use super::{Found, Reader};
use crate::lexicon::Use;
use crate::model::{ActorId, ActorKind, How, Party};
use crate::text::Tag;
use std::ops::Range;

impl Reader<'_> {
    /// An organisation that begins at a token: "Belarusian Green Party", "Council on Foreign Relations".
    pub(super) fn organization(&mut self, atoms: &Atoms, at: usize) -> Option<Found> {
        let tokens = self.organization_name(atoms, at)?;
        // The lexicon's own name, or a body of a state, is better unless it is only a part.
        let known = atoms.name(at).map_or(at, |hit| hit.tokens.end);
        let body = self.body(atoms, at).map_or(at, |body| body.tokens.end);
        if known.max(body) >= tokens.end {
            return None;
        }
        Some(self.new_organization(atoms, tokens))
    }

    /// An organisation nobody knows, of the state its name tells.
    pub(super) fn new_organization(&self, atoms: &Atoms, tokens: Range<usize>) -> Found {
        let name = atoms.slice(&tokens);
        if let Some(party) = self.short_form_after(atoms, tokens.end) {
            return by_name(atoms, tokens, party);
        }
        let nouns = &self.lexicon.reference().organizations;
        let sector = tokens
            .clone()
            .rev()
            .find_map(|i| nouns.get(atoms.word(i)))
            .cloned()
            .unwrap_or_default();
        let inside = |i: usize| {
            let row = self.choose(&atoms.name(i)?.rows)?;
            Some(&self.lexicon.names()[row].actor)
        };
        // "Labor" in it is no party of Australia.
        let country = tokens
            .clone()
            .filter_map(inside)
            .find_map(|id| self.state_of(id).filter(|state| state == id));
        // "U.N. Conciliation Commission" is of no state, and yet somebody's.
        let family = tokens
            .clone()
            .filter_map(inside)
            .filter_map(|id| self.lexicon.actor(id))
            .find(|row| row.kind == ActorKind::Igo)
            .and_then(|row| row.country.clone());
        let id = match &country {
            Some(country) => format!("{country}.{}", slug(name)),
            None => format!("ORG.{}~{}", slug(name), self.mark()),
        };
        let party = Party {
            id: ActorId::new(id),
            name: name.into(),
            kind: ActorKind::Organization,
            country: country.map(|c| c.as_str().into()).or(family),
            sector,
            mention: name.into(),
        };
        by_name(atoms, tokens, party)
    }

    /// Whom the lists know by a short form in brackets: "International Labor Office (ILO)".
    fn short_form_after(&self, atoms: &Atoms, at: usize) -> Option<Party> {
        if !atoms.is(at, "(") || !atoms.is(at + 2, ")") {
            return None;
        }
        let name = &self.lexicon.names()[self.choose(&atoms.name(at + 1)?.rows)?];
        let party = self.party(&name.actor, "")?;
        let organized = !matches!(party.kind, ActorKind::State | ActorKind::Person);
        (name.usage == Use::Abbreviation && organized).then_some(party)
    }

    /// Capitals with the noun of an organisation last, and what "of" or "for" ties to it.
    pub(super) fn organization_name(&self, atoms: &Atoms, at: usize) -> Option<Range<usize>> {
        let reference = self.lexicon.reference();
        let mut end = self.capitals(atoms, at)?;
        let nouns = &reference.organizations;
        // The run may go on after the noun: "the Green Party Leader X".
        while end > at && !nouns.contains_key(atoms.word(end - 1)) {
            end -= 1;
        }
        if end == at {
            return None;
        }
        let mut linked = false;
        while reference.organization_links.contains(atoms.word(end)) {
            let article = usize::from(atoms.is(end + 1, "the"));
            let Some(next) = self.capitals(atoms, end + 1 + article) else {
                break;
            };
            end = next;
            linked = true;
            if reference.conjunctions.contains(atoms.word(end))
                && let Some(next) = self.capitals(atoms, end + 1)
                && atoms.name(end + 1).is_none()
            {
                end = next;
            }
        }
        (end > at + 1 && (linked || end - at > 1)).then_some(at..end)
    }

    /// Where the capitals that begin at a token end.
    fn capitals(&self, atoms: &Atoms, at: usize) -> Option<usize> {
        let reference = self.lexicon.reference();
        let mut end = at;
        while end < atoms.len() {
            let tag = matches!(
                atoms.tag(end),
                Some(Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Nns | Tag::Jj | Tag::Vbg | Tag::Vbn)
            );
            let word = atoms.word(end);
            if tag && atoms.capital(end) && !reference.not_names.contains(word) {
                end += 1;
            } else if end > at
                && word == "-"
                && atoms.joined(end)
                && atoms.joined(end + 1)
                && atoms.capital(end + 1)
            {
                end += 2;
            } else {
                break;
            }
        }
        (end > at).then_some(end.min(atoms.len()))
    }

    /// Notes a short form in brackets after a name: "the Green Party (GP)".
    pub(super) fn note_short_form(&mut self, atoms: &Atoms, found: &Found) {
        let end = found.tokens.end;
        if !atoms.is(end, "(") || !atoms.is(end + 2, ")") || atoms.name(end + 1).is_some() {
            return;
        }
        let short = atoms.word(end + 1);
        let capitals = short.chars().filter(|c| c.is_uppercase()).count();
        let Some(party) = found.mentions.first().and_then(|m| m.party.as_ref()) else {
            return;
        };
        if capitals >= 2 && party.kind != ActorKind::Person {
            self.memory
                .short_forms
                .insert(short.to_owned(), party.clone());
        }
    }

    /// A short form the article has explained.
    pub(super) fn short_form(&self, atoms: &Atoms, at: usize) -> Option<Found> {
        let mut party = self.memory.short_forms.get(atoms.word(at))?.clone();
        let tokens = at..at + 1;
        party.mention = atoms.word(at).into();
        Some(by_name(atoms, tokens, party))
    }
}

/// A name that is the whole mention.
pub(super) fn by_name(atoms: &Atoms, tokens: Range<usize>, party: Party) -> Found {
    let mentions = vec![mention(
        atoms,
        &tokens,
        &tokens,
        Some(party),
        How::Name,
        None,
        None,
    )];
    Found {
        tokens,
        mentions,
        keep_tag: false,
    }
}
