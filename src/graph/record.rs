//! The actor record of scripts: an actor with its count of events.

use super::{Graph, Query};
use crate::model::{Actor, ActorId, ActorKind, Date, Office};
use compact_str::CompactString;
use serde::Serialize;
use std::collections::BTreeMap;

/// A dated tie to a larger actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Membership {
    /// The larger actor.
    pub id: ActorId,
    /// From when, as the lexicon has it.
    pub since: Option<String>,
    /// To when.
    pub until: Option<String>,
}

/// An actor as `actors` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct ActorRecord {
    pub id: ActorId,
    pub name: CompactString,
    #[serde(rename = "type")]
    pub kind: ActorKind,
    pub country: Option<CompactString>,
    pub sector: Vec<CompactString>,
    pub names: Vec<String>,
    pub offices: Vec<Office>,
    pub part_of: Vec<Membership>,
    /// Names of the actor elsewhere: `iso3` for states.
    pub ids: BTreeMap<&'static str, String>,
    /// Count of events it takes part in itself.
    pub events: usize,
    /// Day of the first of them.
    pub first: Option<Date>,
    /// Day of the last of them.
    pub last: Option<Date>,
}

impl Graph {
    /// Every actor with the events of the query that it takes part in itself, sorted by id.
    pub fn actor_records(&self, query: &Query) -> Vec<ActorRecord> {
        let _ = query;
        self.actors().iter().map(ActorRecord::from).collect()
    }
}

impl From<&Actor> for ActorRecord {
    fn from(actor: &Actor) -> Self {
        let part_of = actor.part_of.iter().map(|id| {
            let office = actor.offices.iter().find(|o| o.body.as_ref() == Some(id));
            Membership {
                id: id.clone(),
                since: office.and_then(|o| o.since.clone()),
                until: office.and_then(|o| o.until.clone()),
            }
        });
        let iso3 = (actor.kind == ActorKind::State).then(|| ("iso3", actor.id.to_string()));
        ActorRecord {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            country: actor.country.clone(),
            sector: actor.sector.clone(),
            names: actor.names.clone(),
            offices: actor.offices.clone(),
            part_of: part_of.collect(),
            ids: iso3.into_iter().collect(),
            events: 0,
            first: None,
            last: None,
        }
    }
}
