//! An actor with all that belongs to it, day by day where that changes.

use super::Graph;
use super::units::{Units, same};
use crate::model::{ActorId, Date, Event};
use rustc_hash::FxHashSet;

/// The day that decides whom the parties of an event act for.
pub(super) fn day(event: &Event) -> Option<Date> {
    event.date.or(event.reported)
}

/// Ids of some actors and of all that belongs to them.
#[derive(Debug, Clone, Default)]
pub(super) struct Members<'g> {
    /// Who always belongs to them.
    always: FxHashSet<ActorId>,
    /// Who does while holding one office, and not while holding another.
    at_times: FxHashSet<ActorId>,
    wholes: Vec<ActorId>,
    units: Option<&'g Units>,
}

impl PartialEq for Members<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.always == other.always && self.at_times == other.at_times
    }
}

impl Members<'_> {
    /// Whether an actor is one of them on a day.
    pub(super) fn contains(&self, id: &ActorId, on: Option<Date>) -> bool {
        self.always.contains(id)
            || (self.at_times.contains(id)
                && self.units.is_some_and(|units| {
                    let within = |whole| units.within(id, whole, on);
                    self.wholes.iter().any(within)
                }))
    }

    /// Whether the answer for an actor depends on the day.
    pub(super) fn change_for(&self, id: &ActorId) -> bool {
        self.at_times.contains(id)
    }

    /// How many they are at most.
    pub(super) fn len(&self) -> usize {
        self.always.len() + self.at_times.len()
    }

    /// Takes out all that belong to others as well; whose place changes is left to the day.
    pub(super) fn without(&mut self, others: &Self) {
        self.always
            .retain(|id| !others.always.contains(id) && !others.at_times.contains(id));
    }

    /// Adds the members of another actor.
    pub(super) fn join(&mut self, other: Self) {
        self.at_times.extend(other.at_times);
        self.always.extend(other.always);
        self.at_times.retain(|id| !self.always.contains(id));
        self.wholes.extend(other.wholes);
        self.units = self.units.or(other.units);
    }
}

impl Graph {
    /// Whether one actor is another or belongs to it, on a day or by all that is said of it.
    pub fn belongs(&self, part: &ActorId, whole: &ActorId, on: Option<Date>) -> bool {
        self.derived().units.within(part, whole, on)
    }

    /// An actor and all that belongs to it, or with `exactly` the actor alone.
    pub(super) fn members(&self, id: &ActorId, exactly: bool) -> Members<'_> {
        let units = &self.derived().units;
        let mut members = Members {
            wholes: vec![id.clone()],
            units: Some(units),
            ..Members::default()
        };
        if exactly {
            members.always.insert(id.clone());
            return members;
        }
        for actor in self.actors() {
            if same(actor.id.as_str()) == same(id.as_str()) {
                members.always.insert(actor.id.clone());
                continue;
            }
            let mut yes = units.within(&actor.id, id, None);
            let mut no = !yes;
            for body in units.offices(&actor.id) {
                let there = units.within(body, id, None);
                (yes, no) = (yes || there, no || !there);
            }
            match (yes, no) {
                (true, false) => members.always.insert(actor.id.clone()),
                (true, true) => members.at_times.insert(actor.id.clone()),
                _ => false,
            };
        }
        members
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{actor, document, report};
    use super::*;
    use crate::graph::{Level, PathOptions, Query};
    use crate::model::{ActorKind, Office};

    /// A chief who first serves Norway, then an alliance, and meets others as each.
    fn chief() -> Graph {
        let mut told = document(
            "a",
            "2025-07-04",
            vec![
                report("NOR.chief > SWE 051 2010-05-01"),
                report("NOR.chief > SWE 051 2020-05-01"),
                report("NOR.chief & FIN 040 2020-06-01"),
            ],
        );
        let mut chief = actor("NOR.chief", ActorKind::Person, "A Chief");
        let office = |body: &str, since: &str, until: &str| Office {
            title: "chief".into(),
            body: Some(body.into()),
            since: Some(since.into()),
            until: Some(until.into()),
            seen: Vec::new(),
        };
        chief.offices = vec![
            office("NOR.GOV", "2005", "2013"),
            office("IGO.NATO", "2014", "2024"),
        ];
        told.actors = vec![
            chief,
            actor("IGO.NATO", ActorKind::Igo, "Alliance"),
            actor("NOR", ActorKind::State, "Norway"),
        ];
        Graph::from_reports([told])
    }

    #[test]
    fn a_person_counts_for_whom_the_office_of_the_day_serves() -> crate::Result<()> {
        let graph = chief();
        let count = |query: Query| graph.events(&query).len();
        assert_eq!(count(Query::new().actor("NOR")), 1);
        assert_eq!(count(Query::new().actor("IGO.NATO")), 2);
        assert_eq!(count(Query::new().actor("NOR.chief")), 3);
        assert_eq!(count(Query::new().source("NOR").source("IGO.NATO")), 3);
        for (level, want) in [
            (Level::Actor, ["NOR.chief", "NOR.chief", "NOR.chief"]),
            (Level::Body, ["NOR.GOV", "IGO.NATO", "IGO.NATO"]),
            (Level::State, ["NOR", "IGO.NATO", "IGO.NATO"]),
        ] {
            let query = Query::new().level(level);
            let mut got: Vec<_> = graph
                .events(&query)
                .iter()
                .map(|e| {
                    let chief = e.parties().find(|p| p.mention == "nor.chief");
                    (e.date, chief.map(|p| p.id.to_string()))
                })
                .collect();
            got.sort();
            let got: Vec<_> = got.into_iter().filter_map(|(_, id)| id).collect();
            assert_eq!(got, want, "{level:?}");
        }
        Ok(())
    }

    #[test]
    fn ties_and_chains_know_the_day_too() -> crate::Result<()> {
        let graph = chief();
        let ties = |a, b| graph.ties(a, b, &Query::new()).map(|t| t.events.len());
        assert_eq!(ties("NOR", "SWE")?, 1);
        assert_eq!(ties("IGO.NATO", "SWE")?, 1);
        assert_eq!(ties("NOR", "FIN")?, 0);
        assert_eq!(ties("NOR.chief", "SWE")?, 2);
        let chain = |a, b| graph.paths(a, b, &Query::new(), &PathOptions::default());
        let through: Vec<_> = chain("SWE", "FIN")?
            .into_iter()
            .flat_map(|p| p.via)
            .collect();
        assert_eq!(through, ["IGO.NATO".into()]);
        let around = graph.ego("IGO.NATO", 1, &Query::new().level(Level::State))?;
        assert_eq!(around.rings, [["FIN".into(), ActorId::new("SWE")]]);
        Ok(())
    }
}
