//! The actor record of scripts: an actor with its count of events.

use super::{Graph, Query};
use crate::model::{Actor, ActorId, ActorKind, Date, Office};
use compact_str::CompactString;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
        let mut records: Vec<ActorRecord> = self.actors().iter().map(ActorRecord::from).collect();
        for event in self.events(query) {
            let ids: BTreeSet<&ActorId> = event.parties().map(|p| &p.id).collect();
            for id in ids {
                let Ok(at) = records.binary_search_by(|r| r.id.cmp(id)) else {
                    continue;
                };
                let record = &mut records[at];
                record.events += 1;
                if let Some(day) = event.date {
                    record.first = Some(record.first.map_or(day, |first| first.min(day)));
                    record.last = Some(record.last.map_or(day, |last| last.max(day)));
                }
            }
        }
        records
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

#[cfg(test)]
mod tests {
    use super::super::testing::graph;
    use super::*;

    #[test]
    fn records_count_events_once_an_actor() {
        let graph = graph(&[
            "RUS,RUS.MFA > AFG 054 2025-07-03",
            "AFG & RUS 040 2025-07-01",
        ]);
        let records = graph.actor_records(&Query::new());
        let shown: Vec<_> = records
            .iter()
            .map(|r| (r.id.as_str(), r.events, r.first.map(|d| d.to_string())))
            .collect();
        let day = |d: &str| Some(d.to_owned());
        assert_eq!(
            shown,
            [
                ("AFG", 2, day("2025-07-01")),
                ("RUS", 2, day("2025-07-01")),
                ("RUS.MFA", 1, day("2025-07-03"))
            ]
        );
    }

    #[test]
    fn the_record_has_the_fields_scripts_rely_on() {
        let graph = graph(&["RUS > AFG 054 2025-07-03"]);
        let record = serde_json::to_value(&graph.actor_records(&Query::new())[0]);
        let fields: Vec<String> = record
            .ok()
            .and_then(|r| Some(r.as_object()?.keys().cloned().collect()))
            .unwrap_or_default();
        let mut want = [
            "id", "name", "type", "country", "sector", "names", "offices", "part_of", "ids",
            "events", "first", "last",
        ];
        want.sort();
        let mut fields = fields;
        fields.sort();
        assert_eq!(fields, want);
    }
}
