//! The graph as chains see it: units instead of actors, and only the events asked for.
//!
//! Whoever a chain starts from or leads to is one unit with all that belongs to it; others are merged to
//! their states, or as the query's level says. Parallel edges are collapsed. Neighbours are worked out when
//! a search first comes by, so a short chain in a large graph looks at little.

use super::filter::{Filter, Members};
use super::units::same;
use super::{Graph, Level, Query};
use crate::model::{ActorId, Event};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A neighbour and the events with it, in date order.
pub(super) type Neighbour = (u32, Vec<u32>);

/// Units and the events among them.
pub(super) struct Net<'g> {
    graph: &'g Graph,
    filter: Filter<'g>,
    /// The unit of each actor, in the order of [`Graph::actors`].
    unit_of: Vec<u32>,
    members: Vec<Vec<u32>>,
    labels: Vec<ActorId>,
    around: Vec<OnceCell<Vec<Neighbour>>>,
    admitted: Vec<OnceCell<bool>>,
}

impl<'g> Net<'g> {
    /// The net with the given actors, each with its members, as the first units.
    pub(super) fn new(graph: &'g Graph, query: &Query, ends: &[(ActorId, Members)]) -> Self {
        let actors = graph.actors();
        let end_of = |id: &ActorId| ends.iter().position(|(_, members)| members.contains(id));
        let mut label_of: Vec<Result<usize, ActorId>> = Vec::with_capacity(actors.len());
        let mut others: BTreeMap<ActorId, u32> = BTreeMap::new();
        for actor in actors {
            label_of.push(match end_of(&actor.id) {
                Some(end) => Ok(end),
                None => {
                    let label = label(graph, query, &actor.id);
                    others.insert(label.clone(), 0);
                    Err(label)
                }
            });
        }
        // Units are numbered in the order of their labels: the order of an answer rests on it.
        for (n, unit) in others.values_mut().enumerate() {
            *unit = (ends.len() + n) as u32;
        }
        let unit_of: Vec<u32> = label_of
            .iter()
            .map(|label| match label {
                Ok(end) => *end as u32,
                Err(label) => others[label],
            })
            .collect();
        let mut labels: Vec<ActorId> = ends.iter().map(|(id, _)| id.clone()).collect();
        labels.extend(others.into_keys());
        let mut members = vec![Vec::new(); labels.len()];
        for (actor, unit) in unit_of.iter().enumerate() {
            members[*unit as usize].push(actor as u32);
        }
        for (label, members) in labels.iter_mut().zip(&members).skip(ends.len()) {
            if let ([only], None) = (members.as_slice(), graph.actor(label)) {
                *label = actors[*only as usize].id.clone();
            }
        }
        Net {
            filter: Filter::new(graph, query),
            around: vec![OnceCell::new(); labels.len()],
            admitted: vec![OnceCell::new(); graph.all_events().len()],
            graph,
            unit_of,
            members,
            labels,
        }
    }

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The id that stands for a unit.
    pub(super) fn label(&self, unit: u32) -> &ActorId {
        &self.labels[unit as usize]
    }

    /// The unit of an actor with a record.
    pub(super) fn unit(&self, id: &ActorId) -> Option<u32> {
        let at = self
            .graph
            .actors()
            .binary_search_by(|a| a.id.cmp(id))
            .ok()?;
        Some(self.unit_of[at])
    }

    pub(super) fn event(&self, event: u32) -> &'g Event {
        &self.graph.all_events()[event as usize]
    }

    /// An event as the answer shows it.
    pub(super) fn shown(&self, event: u32) -> std::borrow::Cow<'g, Event> {
        self.filter.shown(self.event(event))
    }

    /// The other units with an event asked for with this one, in order.
    pub(super) fn around(&self, unit: u32) -> &[Neighbour] {
        self.around[unit as usize].get_or_init(|| {
            let index = self.graph.index();
            let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for member in &self.members[unit as usize] {
                for (other, events) in index.around(*member) {
                    let other = self.unit_of[other as usize];
                    if other != unit {
                        let admitted = events.iter().filter(|e| self.admits(**e));
                        found.entry(other).or_default().extend(admitted);
                    }
                }
            }
            found.retain(|_, events| {
                events.sort_unstable();
                events.dedup();
                !events.is_empty()
            });
            found.into_iter().collect()
        })
    }

    /// The events between two units, in date order.
    pub(super) fn between(&self, a: u32, b: u32) -> &[u32] {
        let around = self.around(a);
        match around.binary_search_by_key(&b, |(unit, _)| *unit) {
            Ok(at) => &around[at].1,
            Err(_) => &[],
        }
    }

    /// Events among the members of one unit, in date order.
    pub(super) fn inside(&self, unit: u32) -> Vec<u32> {
        let index = self.graph.index();
        let mut found = Vec::new();
        for member in &self.members[unit as usize] {
            let here = |other: &(u32, &[u32])| self.unit_of[other.0 as usize] == unit;
            for (_, events) in index.around(*member).filter(here) {
                found.extend(events.iter().filter(|e| self.admits(**e)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn admits(&self, event: u32) -> bool {
        *self.admitted[event as usize].get_or_init(|| self.filter.admits(self.event(event)))
    }
}

/// Under which id an actor is merged with others.
fn label(graph: &Graph, query: &Query, id: &ActorId) -> ActorId {
    let units = &graph.derived().units;
    let merged = match (query.exactly, query.level) {
        (true, _) => return id.clone(),
        (_, Some(Level::Actor)) => id.clone(),
        (_, Some(Level::Body)) => units.body(id),
        (_, Some(Level::State) | None) => units.state(id),
    };
    ActorId::new(same(merged.as_str()))
}

/// Two actors as separate ends: what belongs to both belongs to the smaller.
pub(super) fn ends(
    graph: &Graph,
    a: ActorId,
    b: ActorId,
    exactly: bool,
) -> [(ActorId, Members); 2] {
    let mut in_a = graph.members(&a, exactly);
    let mut in_b = graph.members(&b, exactly);
    if in_a.len() > in_b.len() {
        in_a.retain(|id| !in_b.contains(id));
    } else if in_b.len() > in_a.len() {
        in_b.retain(|id| !in_a.contains(id));
    }
    [(a, in_a), (b, in_b)]
}
