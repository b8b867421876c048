//! The actor record of scripts: an actor with its count of events.

use super::terms::is_term;
use super::{Graph, Level, Query, people, roll_up};
use crate::model::{Actor, ActorId, ActorKind, Date, Office, Party};
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
    /// Every actor a document names, or that takes part on the query's level, with the events of the query that
    /// it takes part in itself, sorted by id.
    ///
    /// With a [`Level`] only the actors of that level are there: at the level of states no person and no body.
    /// Each event counts once for each of its parties as [`Graph::events`] shows them.
    pub fn actor_records(&self, query: &Query) -> Vec<ActorRecord> {
        let units = &self.derived().units;
        let level = query.level.unwrap_or(Level::Actor);
        let mut records: BTreeMap<ActorId, ActorRecord> = BTreeMap::new();
        for actor in self.actors().iter().filter(|a| !a.names.is_empty()) {
            if roll_up::id_at(units, &actor.id, level, None) == actor.id {
                records.insert(actor.id.clone(), ActorRecord::from(actor));
            }
        }
        for event in self.events(query) {
            let parties: BTreeMap<&ActorId, &Party> = event.parties().map(|p| (&p.id, p)).collect();
            for (id, party) in parties {
                let record = records.entry(id.clone()).or_insert_with(|| {
                    let known = self.actor(id).cloned();
                    ActorRecord::from(&known.unwrap_or_else(|| people::from_party(party)))
                });
                record.events += 1;
                if let Some(day) = event.date {
                    record.first = Some(record.first.map_or(day, |first| first.min(day)));
                    record.last = Some(record.last.map_or(day, |last| last.max(day)));
                }
            }
        }
        records.into_values().collect()
    }
}

impl From<&Actor> for ActorRecord {
    fn from(actor: &Actor) -> Self {
        let iso3 = (actor.kind == ActorKind::State).then(|| ("iso3", actor.id.to_string()));
        ActorRecord {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            country: actor.country.clone(),
            sector: actor.sector.clone(),
            names: actor.names.clone(),
            offices: actor.offices.clone(),
            part_of: memberships(actor),
            ids: iso3.into_iter().collect(),
            events: 0,
            first: None,
            last: None,
        }
    }
}

/// Every whole with the time the lexicon gives: terms in their order, then what has none.
fn memberships(actor: &Actor) -> Vec<Membership> {
    let terms = actor.offices.iter().filter(|o| is_term(o));
    let mut all: Vec<Membership> = terms
        .filter_map(|o| {
            Some(Membership {
                id: o.body.clone()?,
                since: o.since.clone(),
                until: o.until.clone(),
            })
        })
        .collect();
    all.dedup();
    for id in &actor.part_of {
        if !all.iter().any(|m| m.id == *id) {
            all.push(Membership {
                id: id.clone(),
                since: None,
                until: None,
            });
        }
    }
    all
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
    fn on_a_level_only_its_actors_count_and_no_event_is_lost() {
        let graph = graph(&[
            "RUS.MFA > AFG.GOV 054 2025-07-03",
            "RUS.lavrov > AFG 040 2025-07-01",
            "RUS > RUS.MFA 051 2025-07-02",
        ]);
        for (level, want) in [
            (
                Level::Actor,
                "AFG 1, AFG.GOV 1, RUS 1, RUS.MFA 2, RUS.lavrov 1",
            ),
            (Level::Body, "AFG 1, AFG.GOV 1, RUS 2, RUS.MFA 2"),
            (Level::State, "AFG 2, RUS 3"),
        ] {
            let query = Query::new().level(level);
            let records = graph.actor_records(&query);
            let shown: Vec<_> = records
                .iter()
                .map(|r| format!("{} {}", r.id, r.events))
                .collect();
            assert_eq!(shown.join(", "), want, "{level:?}");
        }
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
