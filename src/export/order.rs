//! What every format walks over: the events in order, everybody they name, and their pairs.

use super::Data;
use crate::draw;
use crate::model::{Actor, Event, Party};
use compact_str::{CompactString, format_compact};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The events in the order of every export.
pub(crate) fn sorted<'a>(data: &Data<'a>) -> Vec<&'a Event> {
    let mut events: Vec<&Event> = data.events.iter().collect();
    events.par_sort_by(|a, b| {
        (a.date.is_none(), a.date, &a.id).cmp(&(b.date.is_none(), b.date, &b.id))
    });
    events
}

/// Every actor an edge can name, by id: those given, and parties that are not among them.
pub(crate) fn everybody<'a>(data: &Data<'a>) -> Vec<Cow<'a, Actor>> {
    let mut all: FxHashMap<&str, Cow<Actor>> = FxHashMap::default();
    for actor in data.actors {
        all.insert(actor.id.as_str(), Cow::Borrowed(actor));
    }
    let strange = |event: &Event| event.parties().any(|p| !all.contains_key(p.id.as_str()));
    if data.events.par_iter().any(strange) {
        // Two events may word a party differently; the first in order is taken, whatever order they came in.
        for party in sorted(data).into_iter().flat_map(Event::parties) {
            all.entry(party.id.as_str())
                .or_insert_with(|| Cow::Owned(stand_in(party)));
        }
    }
    let mut all: Vec<Cow<Actor>> = all.into_values().collect();
    all.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    all
}

fn stand_in(party: &Party) -> Actor {
    Actor {
        id: party.id.clone(),
        name: party.name.clone(),
        kind: party.kind,
        country: party.country.clone(),
        sector: party.sector.clone(),
        names: Vec::new(),
        offices: Vec::new(),
        part_of: Vec::new(),
    }
}

/// One source–target pair of an event.
pub(crate) struct Edge<'a> {
    /// Unique in the export: the event's id and the pair's number in it.
    pub id: CompactString,
    /// The first pair of its event.
    pub first: bool,
    pub event: &'a Event,
    pub source: &'a Party,
    pub target: &'a Party,
}

/// Every pair of every event, in the order of the events.
pub(crate) fn edges<'a>(data: &Data<'a>) -> Vec<Edge<'a>> {
    let parts: Vec<Vec<Edge>> = sorted(data).par_chunks(SHARE).map(of_events).collect();
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    all.extend(parts.into_iter().flatten());
    all
}

/// Events in the hands of one core at a time.
const SHARE: usize = 2_048;

fn of_events<'a>(events: &[&'a Event]) -> Vec<Edge<'a>> {
    let mut out = Vec::with_capacity(events.len());
    for &event in events {
        let mut add = |n: usize, source, target| {
            let id = match n {
                0 => CompactString::from(event.id.as_str()),
                n => format_compact!("{}-{}", event.id, n + 1),
            };
            out.push(Edge {
                id,
                first: n == 0,
                event,
                source,
                target,
            });
        };
        // by far the commonest case, worth a short way in a large graph
        if let ([source], [target]) = (event.source.as_slice(), event.target.as_slice()) {
            if source.id != target.id {
                add(0, source, target);
            }
            continue;
        }
        let party = |id: &crate::model::ActorId| event.parties().find(|p| p.id == *id);
        for (n, (a, b)) in draw::pairs(event).into_iter().enumerate() {
            if let (Some(source), Some(target)) = (party(a), party(b)) {
                add(n, source, target);
            }
        }
    }
    out
}

/// Where the two actors of each edge stand among the nodes.
pub(crate) fn ends(nodes: &[Cow<Actor>], edges: &[Edge]) -> Vec<(u32, u32)> {
    let places: FxHashMap<&str, u32> = nodes.iter().map(|a| a.id.as_str()).zip(0..).collect();
    let place = |party: &Party| places.get(party.id.as_str()).copied().unwrap_or_default();
    let both = |edge: &Edge| (place(edge.source), place(edge.target));
    edges.par_iter().map(both).collect()
}

/// How many events have no pair: one party only, or the same actor on both sides.
pub(crate) fn alone(data: &Data, edges: &[Edge]) -> usize {
    data.events.len() - edges.iter().filter(|e| e.first).count()
}

/// Those events themselves.
pub(crate) fn lonely<'a>(data: &Data<'a>, edges: &[Edge<'a>]) -> Vec<&'a Event> {
    if alone(data, edges) == 0 {
        return Vec::new();
    }
    // Events and edges come in one order, so what the next edge is not of has none.
    let mut told = edges.iter().filter(|e| e.first).map(|e| e.event).peekable();
    let mut lonely = sorted(data);
    lonely.retain(|event| told.next_if(|e| std::ptr::eq(*e, *event)).is_none());
    lonely
}

/// A row of the event tables that know one actor on each side: a pair, or the party of an event of one.
pub(crate) struct Row<'a> {
    /// Unique in the export, as [`Edge::id`].
    pub id: CompactString,
    pub event: &'a Event,
    pub source: Option<&'a Party>,
    pub target: Option<&'a Party>,
}

/// The rows of every event, in the order of the events.
pub(crate) fn rows<'a>(data: &Data<'a>) -> Vec<Row<'a>> {
    let mut out = Vec::new();
    let mut pairs = edges(data).into_iter().peekable();
    for event in sorted(data) {
        let before = out.len();
        while let Some(edge) = pairs.next_if(|e| std::ptr::eq(e.event, event)) {
            out.push(Row {
                id: edge.id,
                event,
                source: Some(edge.source),
                target: Some(edge.target),
            });
        }
        if out.len() > before {
            continue;
        }
        let sides = event.source.iter().map(|p| (Some(p), None));
        let sides = sides.chain(event.target.iter().map(|p| (None, Some(p))));
        for (n, (source, target)) in sides.enumerate() {
            let id = match n {
                0 => CompactString::from(event.id.as_str()),
                n => format_compact!("{}-{}", event.id, n + 1),
            };
            out.push(Row {
                id,
                event,
                source,
                target,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn compound_and_one_sided_events_keep_their_edges() {
        let (mut events, actors) = sample::seeds();
        let (a, b, c) = (
            events[0].source[0].clone(),
            events[0].target[0].clone(),
            events[9].source[0].clone(),
        );
        events[0].source.push(c.clone());
        events[1].target.clear();
        events[5].source = vec![a, b, c];
        events[5].target.clear();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let all = edges(&data);
        let of = |n: usize| all.iter().filter(|e| e.event.id == events[n].id).count();
        assert_eq!((of(0), of(1), of(5)), (2, 0, 3));
        let ids: std::collections::BTreeSet<&str> = all.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids.len(), all.len());
        assert_eq!(alone(&data, &all), 1);
        assert_eq!(lonely(&data, &all)[0].id, events[1].id);
        let rows = rows(&data);
        assert_eq!(rows.len(), all.len() + 1);
        let alone = rows.iter().find(|r| r.event.id == events[1].id).unwrap();
        assert!(alone.source.is_some() && alone.target.is_none());
    }
}
