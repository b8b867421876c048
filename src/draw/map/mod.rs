//! A map of many actors: who has to do with each other stands close, no two names overlap.
//!
//! Distances are found first (`stress`), then everyone is moved until every name has room (`room`), then lines are
//! led so that they pass few names (`wires`). All from one seed and in one order: the same view gives the same map.

mod room;
mod stress;
mod wires;

use super::palette::Shape;
use super::sheet::{LINE_HEIGHT, Rect, Sheet};
use super::text::{width, wrap};
use super::view::{Node, View};

/// Font sizes of the least and the most told of.
const LEAST_LETTERS: f64 = 12.5;
const MOST_LETTERS: f64 = 18.0;
/// How broad lines are beside those between columns.
const PEN: f64 = 0.55;
/// Letters of a name before it is broken.
const WRAP: usize = 20;

/// Leaves a node the words it has on a map: its name, and its state when the name does not tell it.
pub(super) fn shorten(node: &mut Node) {
    node.lines = wrap(&node.name, WRAP, 2);
    node.name_lines = node.lines.len();
    if !node.state.is_empty() && !node.name.contains(&node.state) {
        node.lines.extend(wrap(&node.state, WRAP, 1));
    }
}

/// Places a view as a map.
pub(super) fn layout(view: &View) -> Sheet {
    let most = view.nodes.iter().map(|n| n.events).max().unwrap_or(1) as f64;
    let letters: Vec<f64> = view
        .nodes
        .iter()
        .map(|n| {
            let share = (n.events.max(1) as f64).ln() / most.max(2.0).ln();
            // in steps of half a pixel: what looks alike is alike
            ((LEAST_LETTERS + (MOST_LETTERS - LEAST_LETTERS) * share) * 2.0).round() / 2.0
        })
        .collect();
    let sizes: Vec<(f64, f64)> = view
        .nodes
        .iter()
        .zip(&letters)
        .map(|(node, size)| {
            let text = node
                .lines
                .iter()
                .map(|l| width(l, *size))
                .fold(0.0, f64::max);
            let high = node.lines.len() as f64 * LINE_HEIGHT * size;
            around(Shape::of(node.kind), text, high)
        })
        .collect();
    let ties: Vec<(usize, usize, f64)> = view
        .lines
        .iter()
        .map(|l| (l.from, l.to, l.events.len() as f64))
        .collect();
    let states: Vec<usize> = view.nodes.iter().map(|n| n.column).collect();
    let international = view.columns.iter().position(|c| c.key.is_empty());
    let homes: Vec<Option<usize>> = states
        .iter()
        .map(|s| Some(*s).filter(|s| Some(*s) != international))
        .collect();
    let mut places = stress::places(&sizes, &ties, &homes, view.seed);
    room::spread(&mut places, &sizes);
    let mut nodes: Vec<Rect> = places
        .iter()
        .zip(&sizes)
        .map(|((x, y), (w, h))| Rect {
            x: x - w / 2.0,
            y: y - h / 2.0,
            w: *w,
            h: *h,
        })
        .collect();
    let left = nodes.iter().map(|r| r.x).fold(f64::INFINITY, f64::min);
    let top = nodes.iter().map(|r| r.y).fold(f64::INFINITY, f64::min);
    for rect in &mut nodes {
        rect.x -= left - MARGIN;
        rect.y -= top - MARGIN;
    }
    let width = nodes.iter().map(Rect::right).fold(0.0, f64::max) + MARGIN;
    let height = nodes.iter().map(Rect::bottom).fold(0.0, f64::max) + MARGIN;
    let routes = wires::lead(view, &nodes, (width, height));
    Sheet {
        width,
        height,
        nodes,
        letters,
        panels: Vec::new(),
        routes,
        pen: PEN,
    }
}

/// Width and height of a shape around words: closer than between columns, where lines need room to end.
fn around(shape: Shape, text: f64, lines: f64) -> (f64, f64) {
    // viewers have narrower letters than those `width` counts
    let text = text * 0.94;
    match shape {
        Shape::DoubleBox => (text + 16.0, lines + 10.0),
        Shape::RoundedBox => (text + 12.0, lines + 7.0),
        Shape::Ellipse => (text * 1.1 + 14.0, lines * 1.18 + 7.0),
        Shape::Octagon => (text + 14.0, lines + 8.0),
        Shape::Hexagon => (text + 24.0, lines + 8.0),
        Shape::Parallelogram => (text + 28.0, lines + 7.0),
    }
}

/// Free space around the map, for lines that bow outwards.
const MARGIN: f64 = 10.0;

#[cfg(test)]
mod tests {
    use super::super::options::Layout;
    use super::super::{View, ViewOptions, sample};
    use super::*;

    fn map(nodes: usize, edges: usize, seed: u64) -> (View, Sheet) {
        let (events, actors) = sample::crowd(nodes, edges);
        let options = ViewOptions {
            layout: Layout::Map,
            seed,
            ..ViewOptions::default()
        };
        let view = View::new(&events, &actors, &options);
        let sheet = layout(&view);
        (view, sheet)
    }

    #[test]
    fn no_name_covers_another_and_all_lie_on_the_sheet() {
        for (nodes, edges) in [(3, 4), (40, 60), (300, 900)] {
            let (view, sheet) = map(nodes, edges, 1);
            assert_eq!(sheet.nodes.len(), view.nodes.len());
            for (i, a) in sheet.nodes.iter().enumerate() {
                assert!(a.x >= 0.0 && a.y >= 0.0);
                assert!(a.right() <= sheet.width && a.bottom() <= sheet.height);
                for b in &sheet.nodes[i + 1..] {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{a:?} {b:?}");
                }
            }
            let labels: Vec<Rect> = sheet.routes.iter().filter_map(|r| r.label).collect();
            for (i, a) in labels.iter().enumerate() {
                for b in labels[i + 1..].iter().chain(&sheet.nodes) {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_seed_gives_the_same_map_each_time_and_another_seed_another() {
        let of = |seed| map(60, 120, seed).1.nodes;
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn ties_are_shorter_than_strangers_are_apart() {
        let (view, sheet) = map(120, 160, 1);
        let apart = |a: usize, b: usize| {
            let (p, q) = (sheet.nodes[a].middle(), sheet.nodes[b].middle());
            (p.0 - q.0).hypot(p.1 - q.1)
        };
        let tied: f64 = view.lines.iter().map(|l| apart(l.from, l.to)).sum();
        let tied = tied / view.lines.len() as f64;
        let n = view.nodes.len();
        let all: f64 = (0..n)
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .map(|(a, b)| apart(a, b))
            .sum();
        let all = all / (n * (n - 1) / 2) as f64;
        assert!(tied < 0.7 * all, "{tied} {all}");
    }
}
