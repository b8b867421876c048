//! Layers: who acts stands left of whom it acts upon, as far as circles allow.
//!
//! Which layer an actor stands in is worked out by rust-sugiyama (circles broken, edges kept short); the order
//! within layers and the ways of the lines are found as for columns, of which each actor is one of its own.

use super::text::wrap;
use super::view::{Column, Line, Node};
use petgraph::stable_graph::StableDiGraph;
use rust_sugiyama::configure::Config;
use std::collections::BTreeSet;

/// A column without a panel for each actor, and the layers from left to right.
pub(super) fn stacks(nodes: &mut [Node], lines: &[Line]) -> (Vec<Column>, Vec<Vec<usize>>) {
    let mut columns = Vec::new();
    for (index, node) in nodes.iter_mut().enumerate() {
        // without a panel around it, the node itself must say whose ministry it is
        let rest = node.lines.split_off(node.name_lines);
        node.lines = wrap(&node.name, 24, 3);
        node.name_lines = node.lines.len();
        node.lines.extend(rest);
        if !node.state.is_empty() && !node.name.contains(&node.state) {
            node.lines.push(node.state.clone());
        }
        node.column = index;
        columns.push(Column {
            key: node.id.to_string(),
            title: String::new(),
            nodes: vec![index],
            bare: true,
        });
    }
    let layer = layers(nodes.len(), lines);
    let mut stacks = vec![Vec::new(); layer.iter().max().map_or(0, |most| most + 1)];
    for (node, layer) in layer.iter().enumerate() {
        stacks[*layer].push(node);
    }
    (columns, stacks)
}

/// The layer of each node, the leftmost 0.
fn layers(nodes: usize, lines: &[Line]) -> Vec<usize> {
    let mut graph: StableDiGraph<(), ()> = StableDiGraph::new();
    let numbers: Vec<_> = (0..nodes).map(|_| graph.add_node(())).collect();
    let pairs: BTreeSet<(usize, usize)> = lines.iter().map(|l| (l.from, l.to)).collect();
    for (a, b) in &pairs {
        // of two that act upon each other the one whose line comes first stands left
        let there = lines.iter().position(|l| (l.from, l.to) == (*a, *b));
        let back = lines.iter().position(|l| (l.from, l.to) == (*b, *a));
        if back.is_none() || there < back {
            graph.add_edge(numbers[*a], numbers[*b], ());
        }
    }
    let config = Config {
        // one pixel a layer, so that heights count layers
        vertex_spacing: 1.0,
        transpose: false,
        ..Config::default()
    };
    let mut layer = vec![0; nodes];
    for (places, _, _) in rust_sugiyama::from_graph(&graph, &|_, _| (1.0, 1.0), &config) {
        let mut heights: Vec<i64> = places
            .iter()
            .map(|(_, (_, y))| y.abs().round() as i64)
            .collect();
        heights.sort_unstable();
        heights.dedup();
        for (node, (_, y)) in places {
            let height = y.abs().round() as i64;
            layer[node.index()] = heights.binary_search(&height).unwrap_or(0);
        }
    }
    layer
}

#[cfg(test)]
mod tests {
    use super::super::options::Layout;
    use super::super::{View, ViewOptions, sample};

    #[test]
    fn who_acts_stands_left_and_the_layers_never_change() {
        let (events, actors) = sample::seeds();
        let options = ViewOptions {
            layout: Layout::Layered,
            ..ViewOptions::default()
        };
        let view = View::new(&events, &actors, &options);
        let at = |id: &str| {
            let holds = |s: &Vec<usize>| s.iter().any(|n| view.nodes[*n].id.as_str() == id);
            view.stacks.iter().position(holds).unwrap()
        };
        assert!(at("RUS.COURT") < at("AFG.TALIBAN"));
        assert!(at("CHN.mao-ning") < at("AFG.GOV") && at("AFG.GOV") < at("CHN"));
        for _ in 0..5 {
            assert_eq!(View::new(&events, &actors, &options).stacks, view.stacks);
        }
    }
}
