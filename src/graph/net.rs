//! The graph as chains see it: units instead of actors, and only the events asked for.
//!
//! Whoever a chain starts from or leads to is one unit with all that belongs to it; others are merged to
//! their states, or as the query's level says. Who changed offices is of one unit in one event and of
//! another in the next. Parallel edges are collapsed. Neighbours are worked out when a search first comes by,
//! so a short chain in a large graph looks at little.

use super::filter::Filter;
use super::members::{Members, day};
use super::units::same;
use super::{Graph, Level, Query, roll_up};
use crate::model::{ActorId, Date, Event};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A neighbour and the events with it, in date order.
pub(super) type Neighbour = (u32, Vec<u32>);

/// Units and the events among them.
pub(super) struct Net<'g> {
    graph: &'g Graph,
    filter: Filter<'g>,
    /// The unit of each actor, in the order of [`Graph::actors`]; of who changes it, one of them.
    unit_of: Vec<u32>,
    /// Actors whose unit depends on the day, and all units they can be of.
    changing: BTreeMap<u32, Changing>,
    members: Vec<Vec<u32>>,
    labels: Vec<ActorId>,
    around: Vec<OnceCell<Vec<Neighbour>>>,
    admitted: Vec<OnceCell<bool>>,
}

/// The unit of an actor, day by day.
type Changing = Vec<(Option<Date>, u32)>;

/// One of the ends, or the id under which others are merged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    End(usize),
    Other(ActorId),
}

impl<'g> Net<'g> {
    /// The net with the given actors, each with its members, as the first units.
    pub(super) fn new(graph: &'g Graph, query: &Query, ends: &[(ActorId, Members)]) -> Self {
        let actors = graph.actors();
        let label = |id: &ActorId, on: Option<Date>| {
            let end = ends
                .iter()
                .position(|(_, members)| members.contains(id, on));
            end.map_or_else(|| Label::Other(label(graph, query, id, on)), Label::End)
        };
        // Only who holds several offices has a day to ask for, and then only the days of own events.
        let mut days: BTreeMap<&ActorId, BTreeSet<Option<Date>>> = BTreeMap::new();
        let units = &graph.derived().units;
        let movers: BTreeSet<&ActorId> = actors
            .iter()
            .map(|a| &a.id)
            .filter(|id| {
                let changes = ends.iter().any(|(_, members)| members.change_for(id));
                changes || (!query.exactly && !units.offices(id).is_empty())
            })
            .collect();
        if !movers.is_empty() {
            for event in graph.all_events() {
                for party in event.parties().filter(|p| movers.contains(&p.id)) {
                    days.entry(&party.id).or_default().insert(day(event));
                }
            }
        }
        let labels_of: Vec<Vec<(Option<Date>, Label)>> = actors
            .iter()
            .map(|actor| match days.get(&actor.id) {
                Some(days) => days.iter().map(|on| (*on, label(&actor.id, *on))).collect(),
                None => vec![(None, label(&actor.id, None))],
            })
            .collect();
        let all = labels_of.iter().flatten().map(|(_, label)| label);
        let others: BTreeSet<&Label> = all.filter(|l| matches!(l, Label::Other(_))).collect();
        // Units are numbered in the order of their labels: the order of an answer rests on it.
        let number: BTreeMap<&Label, u32> = others
            .iter()
            .enumerate()
            .map(|(n, label)| (*label, (ends.len() + n) as u32))
            .collect();
        let unit = |label: &Label| match label {
            Label::End(end) => *end as u32,
            other => number[other],
        };
        let mut labels: Vec<ActorId> = ends.iter().map(|(id, _)| id.clone()).collect();
        labels.extend(others.iter().filter_map(|label| match label {
            Label::Other(id) => Some(id.clone()),
            Label::End(_) => None,
        }));
        let mut members = vec![Vec::new(); labels.len()];
        let mut changing = BTreeMap::new();
        let mut unit_of = Vec::with_capacity(actors.len());
        for (actor, places) in labels_of.iter().enumerate() {
            let places: Changing = places
                .iter()
                .map(|(on, label)| (*on, unit(label)))
                .collect();
            let different: BTreeSet<u32> = places.iter().map(|(_, unit)| *unit).collect();
            for unit in &different {
                members[*unit as usize].push(actor as u32);
            }
            unit_of.push(places.first().map_or(0, |(_, unit)| *unit));
            if different.len() > 1 {
                changing.insert(actor as u32, places);
            }
        }
        for (label, members) in labels.iter_mut().zip(&members).skip(ends.len()) {
            if let ([only], None) = (members.as_slice(), graph.actor(label))
                && !changing.contains_key(only)
            {
                *label = actors[*only as usize].id.clone();
            }
        }
        Net {
            filter: Filter::new(graph, query),
            around: vec![OnceCell::new(); labels.len()],
            admitted: vec![OnceCell::new(); graph.all_events().len()],
            graph,
            unit_of,
            changing,
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

    /// The unit of an actor with a record, in an event.
    pub(super) fn unit(&self, id: &ActorId, event: u32) -> Option<u32> {
        let at = self
            .graph
            .actors()
            .binary_search_by(|a| a.id.cmp(id))
            .ok()?;
        Some(self.unit_in(at as u32, event))
    }

    fn unit_in(&self, actor: u32, event: u32) -> u32 {
        let on = || day(self.event(event));
        self.changing
            .get(&actor)
            .and_then(|places| {
                let at = places.binary_search_by_key(&on(), |(day, _)| *day).ok()?;
                Some(places[at].1)
            })
            .unwrap_or(self.unit_of[actor as usize])
    }

    /// Whether an actor is of a unit in an event.
    fn is_of(&self, unit: u32, actor: u32, event: u32) -> bool {
        !self.changing.contains_key(&actor) || self.unit_in(actor, event) == unit
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
                    let events = events.iter().filter(|e| self.is_of(unit, *member, **e));
                    if self.changing.contains_key(&other) {
                        for event in events.filter(|e| self.admits(**e)) {
                            let other = self.unit_in(other, *event);
                            if other != unit {
                                found.entry(other).or_default().push(*event);
                            }
                        }
                        continue;
                    }
                    let other = self.unit_of[other as usize];
                    if other != unit {
                        let admitted = events.filter(|e| self.admits(**e));
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
            for (other, events) in index.around(*member) {
                let here =
                    |e: &&u32| self.is_of(unit, *member, **e) && self.unit_in(other, **e) == unit;
                found.extend(events.iter().filter(here).filter(|e| self.admits(**e)));
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

/// Under which id an actor is merged with others on a day.
fn label(graph: &Graph, query: &Query, id: &ActorId, on: Option<Date>) -> ActorId {
    if query.exactly {
        return id.clone();
    }
    let level = query.level.unwrap_or(Level::State);
    let merged = roll_up::id_at(&graph.derived().units, id, level, on);
    ActorId::new(same(merged.as_str()))
}

/// Two actors as separate ends: what belongs to both belongs to the smaller.
pub(super) fn ends(
    graph: &Graph,
    a: ActorId,
    b: ActorId,
    exactly: bool,
) -> [(ActorId, Members<'_>); 2] {
    let mut in_a = graph.members(&a, exactly);
    let mut in_b = graph.members(&b, exactly);
    if in_a.len() > in_b.len() {
        in_a.without(&in_b);
    } else if in_b.len() > in_a.len() {
        in_b.without(&in_a);
    }
    [(a, in_a), (b, in_b)]
}
