//! Parties under their larger actor: persons under bodies, all of a state under the state.

use super::units::{Units, is_state};
use super::{Graph, Level};
use crate::model::{ActorId, ActorKind, Date, Party};
use compact_str::CompactString;

/// The id an actor has on a level on a day.
pub(super) fn id_at(units: &Units, id: &ActorId, level: Level, on: Option<Date>) -> ActorId {
    match level {
        Level::State => units.state(id, on),
        Level::Body => units.body(id, on),
        Level::Actor => id.clone(),
    }
}

/// One side with each party under its larger actor, each once.
pub(super) fn side(graph: &Graph, side: &[Party], level: Level, on: Option<Date>) -> Vec<Party> {
    let units = &graph.derived().units;
    let mut list: Vec<Party> = Vec::new();
    for party in side {
        let id = id_at(units, &party.id, level, on);
        if list.iter().any(|p| p.id == id) {
            continue;
        }
        list.push(match (id == party.id, graph.actor(&id)) {
            (true, _) => party.clone(),
            (_, Some(whole)) => Party {
                id,
                name: whole.name.clone(),
                kind: whole.kind,
                country: whole.country.clone(),
                sector: whole.sector.clone(),
                mention: party.mention.clone(),
            },
            // No document knows the whole: its id is all there is to show.
            (_, None) => Party {
                name: CompactString::from(id.as_str()),
                kind: match is_state(id.as_str()) {
                    true => ActorKind::State,
                    false => ActorKind::Other,
                },
                id,
                country: party.country.clone(),
                sector: Vec::new(),
                mention: party.mention.clone(),
            },
        });
    }
    list
}
