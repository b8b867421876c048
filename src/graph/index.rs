//! Adjacency for queries, derived from the public graph.
//!
//! Parallel edges are collapsed: for each actor the others it has events with, sorted, and for each such pair
//! the events in date order. Flat arrays, four bytes an entry; every pair stands with both its actors.

use super::Tie;
use crate::model::{Actor, Event, Party};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// The public graph: actors as nodes in id order, edges in event order.
pub(super) fn network(actors: &[Actor], events: &[Event]) -> petgraph::Graph<Actor, Tie> {
    let mut net = petgraph::Graph::with_capacity(actors.len(), events.len());
    for actor in actors {
        net.add_node(actor.clone());
    }
    // Actors are sorted and every party has a record, so a node's number is its place in the list.
    let node = |party: &Party| {
        let at = actors.binary_search_by(|a| a.id.cmp(&party.id));
        at.ok().map(NodeIndex::new)
    };
    for (index, event) in events.iter().enumerate() {
        for (source, target) in pairs(event) {
            if let Some((source, target)) = node(source).zip(node(target)) {
                let event = event.id.clone();
                net.add_edge(source, target, Tie { event, index });
            }
        }
    }
    net
}

/// Who stands with whom in an event: sources with targets; where all act, each with each once.
pub(super) fn pairs(event: &Event) -> Vec<(&Party, &Party)> {
    if !event.reciprocal {
        let of = |source| event.target.iter().map(move |target| (source, target));
        return event.source.iter().flat_map(of).collect();
    }
    let all: Vec<&Party> = event.parties().collect();
    let mut list = Vec::new();
    for (n, a) in all.iter().enumerate() {
        list.extend(all[n + 1..].iter().map(|b| (*a, *b)));
    }
    list
}

/// Neighbours and their events.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Where the neighbours of each actor begin; one more at the end.
    starts: Vec<u32>,
    neighbours: Vec<u32>,
    /// Where the events of each neighbour begin; one more at the end.
    spans: Vec<u32>,
    events: Vec<u32>,
}

impl Index {
    pub(super) fn of(net: &petgraph::Graph<Actor, Tie>) -> Self {
        let number = |n: usize| u32::try_from(n).expect("fewer than 2^32 edges");
        let mut entries: Vec<(u32, u32, u32)> = Vec::with_capacity(2 * net.edge_count());
        for edge in net.edge_references() {
            let (a, b) = (number(edge.source().index()), number(edge.target().index()));
            let event = number(edge.weight().index);
            entries.push((a, b, event));
            entries.push((b, a, event));
        }
        entries.sort_unstable();
        entries.dedup();
        let mut index = Index::default();
        for (at, (a, b, event)) in entries.iter().enumerate() {
            let new_actor = at == 0 || entries[at - 1].0 != *a;
            if new_actor || entries[at - 1].1 != *b {
                while index.starts.len() <= *a as usize {
                    index.starts.push(number(index.neighbours.len()));
                }
                index.neighbours.push(*b);
                index.spans.push(number(index.events.len()));
            }
            index.events.push(*event);
        }
        let end = number(index.neighbours.len());
        index.starts.resize(net.node_count() + 1, end);
        index.spans.push(number(index.events.len()));
        index
    }

    /// The neighbours of an actor in order, each with its events in date order.
    pub(super) fn around(&self, actor: u32) -> impl Iterator<Item = (u32, &[u32])> {
        let range = |list: &[u32], at: usize| list[at] as usize..list[at + 1] as usize;
        range(&self.starts, actor as usize)
            .map(move |at| (self.neighbours[at], &self.events[range(&self.spans, at)]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::graph;
    use super::*;

    #[test]
    fn every_pair_of_an_event_is_an_edge() {
        for (line, want) in [
            ("RUS,CHN > AFG 054 2025-07-03", 2),
            ("RUS,CHN & AFG 040 2025-07-03", 3),
            ("RUS > RUS.MFA 110 2025-07-03", 1),
            ("RUS > _ 145 2025-07-03", 0),
        ] {
            assert_eq!(graph(&[line]).petgraph().edge_count(), want, "{line}");
        }
    }

    #[test]
    fn parallel_edges_are_collapsed_and_in_date_order() {
        let graph = graph(&[
            "RUS > AFG 054 2025-07-03",
            "AFG > RUS 030 2025-07-01",
            "CHN > AFG 051 2025-07-02",
        ]);
        // Nodes: AFG 0, CHN 1, RUS 2; events by date: 0 AFG–RUS, 1 CHN–AFG, 2 RUS–AFG.
        let index = Index::of(graph.petgraph());
        let around: Vec<_> = index.around(0).collect();
        assert_eq!(around, [(1, &[1][..]), (2, &[0, 2][..])]);
        assert_eq!(index.around(1).collect::<Vec<_>>(), [(0, &[1][..])]);
    }
}
