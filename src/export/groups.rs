//! The events of one pair, code and claim together, and the days of each actor: what GEXF's edges and nodes are made of.

use super::order::Edge;
use crate::model::{Date, Event, Status};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Events written as one edge, in order.
pub(super) type Group<'e, 'a> = [&'e Edge<'a>];

/// The edges, those of a group together; groups in the order of their first edges.
pub(super) struct Grouped<'e, 'a> {
    edges: Vec<&'e Edge<'a>>,
    /// Where each group ends.
    ends: Vec<usize>,
}

/// What the edges of a group share: the places of source and target, and the number of what is said.
type Key = (u32, u32, u32);
/// Code and claim; those without a day are apart, since they have no spells.
type Said<'a> = (&'a str, &'a str, Status, bool, bool, bool);

/// Edges looked through by one core at a time.
const SHARE: usize = 2_048;

impl<'e, 'a> Grouped<'e, 'a> {
    /// A group for each edge.
    pub(super) fn each(edges: &'e [Edge<'a>]) -> Self {
        Grouped {
            edges: edges.iter().collect(),
            ends: (1..=edges.len()).collect(),
        }
    }

    /// A group for each pair, code and claim.
    pub(super) fn by_kind(edges: &'e [Edge<'a>], ends: &[(u32, u32)]) -> Self {
        let all = edges
            .par_chunks(SHARE)
            .map(|edges| edges.iter().map(said).collect::<FxHashSet<Said>>())
            .reduce(FxHashSet::default, |mut all, some| {
                all.extend(some);
                all
            });
        // only whether two numbers are the same matters
        let numbers: FxHashMap<Said, u32> = all.into_iter().zip(0..).collect();
        let key =
            |(edge, ends): (&Edge, &(u32, u32))| -> Key { (ends.0, ends.1, numbers[&said(edge)]) };
        let keys: Vec<Key> = edges.par_iter().zip(ends).map(key).collect();

        let mut places: FxHashMap<Key, u32> = FxHashMap::default();
        places.reserve(edges.len());
        let mut sizes: Vec<usize> = Vec::new();
        let mut groups = Vec::with_capacity(edges.len());
        for key in keys {
            let next = u32::try_from(sizes.len()).unwrap_or(u32::MAX);
            let group = *places.entry(key).or_insert(next) as usize;
            match sizes.get_mut(group) {
                Some(size) => *size += 1,
                None => sizes.push(1),
            }
            groups.push(group);
        }
        let mut free = Vec::with_capacity(sizes.len());
        let mut start = 0;
        for size in sizes {
            free.push(start);
            start += size;
        }
        let mut sorted: Vec<&Edge> = edges.iter().collect();
        for (edge, group) in edges.iter().zip(groups) {
            sorted[free[group]] = edge;
            free[group] += 1;
        }
        Grouped {
            edges: sorted,
            ends: free,
        }
    }

    /// The groups.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Group<'e, 'a>> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let group = &self.edges[start..*end];
            start = *end;
            group
        })
    }
}

fn said<'a>(edge: &Edge<'a>) -> Said<'a> {
    let event = edge.event;
    (
        event.kind.as_str(),
        event.cameo.as_str(),
        event.status,
        event.negated,
        event.reciprocal,
        event.date.is_some(),
    )
}

/// First and last day of an actor, if it has an event; nothing inside for one with an event that may have been on any day.
pub(super) type Span = Option<Option<(Date, Date)>>;

/// The span of each node.
pub(super) fn spans(edges: &[Edge], ends: &[(u32, u32)], nodes: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = vec![None; nodes];
    for (edge, (source, target)) in edges.iter().zip(ends) {
        let days = days(edge.event);
        for node in [*source, *target] {
            let span = spans[node as usize].get_or_insert(days);
            *span = span.zip(days).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
        }
    }
    spans
}

/// First and last day of an event.
pub(super) fn days(event: &Event) -> Option<(Date, Date)> {
    let first = event.date?;
    Some((first, event.date_end.unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::super::Data;
    use super::super::order::{edges, ends, everybody};
    use super::*;
    use crate::draw::sample;

    #[test]
    fn groups_are_of_one_key_and_in_the_order_of_their_first_edges() {
        let (events, actors) = sample::crowd(6, 300);
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let edges = edges(&data);
        let ends = ends(&everybody(&data), &edges);
        let grouped = Grouped::by_kind(&edges, &ends);
        let place = |edge: &Edge| edges.iter().position(|e| e.id == edge.id).unwrap();
        let groups: Vec<Vec<usize>> = grouped
            .groups()
            .map(|group| group.iter().map(|e| place(e)).collect())
            .collect();
        assert!(groups.len() < 300 && groups.is_sorted_by_key(|g| g[0]));
        assert!(groups.iter().all(|g| g.is_sorted()));
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), edges.len());
        let key = |n: usize| (ends[n], said(&edges[n]));
        assert!(
            groups
                .iter()
                .all(|g| g.iter().all(|n| key(*n) == key(g[0])))
        );
        let mut keys: Vec<_> = groups.iter().map(|g| key(g[0])).collect();
        keys.sort();
        assert!(keys.is_sorted_by(|a, b| a < b));
    }
}
