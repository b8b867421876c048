//! What the lexicon alone knows of an actor.

use super::{Lexicon, NameRow, Use};
use crate::model::{Actor, ActorId, ActorKind};

impl Lexicon {
    /// The record of an actor no document need name: its offices and wholes, and no `names`, for these are the
    /// forms documents use. `None` for an unknown id.
    pub fn record(&self, id: &ActorId) -> Option<Actor> {
        let party = self.party(id, "")?;
        let row = self.actor(id);
        let mut part_of = row.map(|row| row.part_of.clone()).unwrap_or_default();
        if part_of.is_empty() && party.kind != ActorKind::State {
            let whole = id.as_str().rsplit_once('.').map(|(whole, _)| whole);
            let known = whole
                .map(ActorId::new)
                .filter(|w| self.party(w, "").is_some());
            part_of.extend(known);
        }
        Some(Actor {
            offices: self.offices(id),
            id: party.id,
            name: party.name,
            kind: party.kind,
            country: party.country,
            sector: party.sector,
            names: Vec::new(),
            part_of,
        })
    }

    /// The forms a text may use for an actor, the official ones first, each once.
    pub fn names_of(&self, id: &ActorId) -> Vec<&NameRow> {
        let mut rows: Vec<&NameRow> = self.names().iter().filter(|r| r.actor == *id).collect();
        rows.sort_by(|a, b| (a.usage, &a.name).cmp(&(b.usage, &b.name)));
        rows.dedup_by(|a, b| a.name == b.name);
        rows.retain(|r| r.usage != Use::Prefix);
        rows
    }
}
