//! Leads lines from node to node between columns.
//!
//! Between two columns a line is one cubic curve that leaves and enters level, so heads point level
//! and lie inside the panels, labels (`labels.rs`) in the space between. Lines that end on one side of a node
//! share that side out in the order of where they go, so they do not cross at the node.

use super::grid::{Grid, Item};
use super::palette::Shape;
use super::sheet::{HEAD, Head, Piece, Point, Rect, Route, SLANT, cut};
use std::collections::BTreeMap;

/// An end of a line at a node: its group, its place in the group, the line.
type End = (i8, f64, usize);

/// On which side of its column a line leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
}

/// Distance of the nearest loop from its column, and from one loop to the next.
pub(super) const LANE_FIRST: f64 = 16.0;
pub(super) const LANE: f64 = 10.0;

/// The height at which each line meets each of its nodes: `(line, node)` → pixels.
pub(super) fn ports(
    grid: &Grid,
    heights: &[BTreeMap<Item, f64>],
    loop_side: &[Side],
    nodes: &[Rect],
) -> BTreeMap<(usize, usize), f64> {
    // (node, side) → (group, key, line): loops upwards first, then lines by where they go, then loops downwards
    let mut sides: BTreeMap<(usize, Side), Vec<End>> = BTreeMap::new();
    for (index, line) in grid.view.lines.iter().enumerate() {
        let (a, b) = (grid.stack[line.from], grid.stack[line.to]);
        for (node, here, there, other) in [(line.from, a, b, line.to), (line.to, b, a, line.from)] {
            let y = heights[here][&Item::Node(node)];
            let entry = if here == there {
                let to = heights[here][&Item::Node(other)];
                // the nearest partner is met by the innermost loop
                (loop_side[here], if to < y { -1 } else { 1 }, -to)
            } else {
                let (side, next) = if there > here {
                    (Side::Right, here + 1)
                } else {
                    (Side::Left, here - 1)
                };
                (side, 0, heights[next][&grid.item(index, next)])
            };
            sides
                .entry((node, entry.0))
                .or_default()
                .push((entry.1, entry.2, index));
        }
    }
    let mut ports = BTreeMap::new();
    for ((node, _), mut ends) in sides {
        ends.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let rect = &nodes[node];
        let usable = match Shape::of(grid.view.nodes[node].kind) {
            Shape::Ellipse | Shape::Hexagon | Shape::Octagon => rect.h * 0.72,
            _ => rect.h - 14.0,
        };
        let step = (usable / (ends.len().max(2) - 1) as f64).min(15.0);
        let middle = rect.middle().1;
        for (rank, (_, _, line)) in ends.iter().enumerate() {
            let offset = (rank as f64 - (ends.len() as f64 - 1.0) / 2.0) * step;
            ports.insert((*line, node), middle + offset);
        }
    }
    ports
}

/// Where a level line at height `y` meets the outline of a node.
fn border(shape: Shape, rect: &Rect, y: f64, side: Side) -> f64 {
    let (cx, cy) = rect.middle();
    let off = ((y - cy) / (rect.h / 2.0)).clamp(-1.0, 1.0);
    let half = rect.w / 2.0;
    let reach = match shape {
        Shape::Ellipse => half * (1.0 - off * off).sqrt(),
        Shape::Hexagon => half - SLANT.min(half) * off.abs(),
        Shape::Octagon => {
            let cut = cut(rect);
            half - (off.abs() * rect.h / 2.0 - (rect.h / 2.0 - cut)).max(0.0)
        }
        Shape::Parallelogram => {
            // leans right: its left side runs from lower left to upper, set in by the slant
            let lean = SLANT / 2.0;
            match side {
                Side::Left => half - lean + lean * off,
                Side::Right => half - lean - lean * off,
            }
        }
        Shape::DoubleBox | Shape::RoundedBox => half,
    };
    match side {
        Side::Left => cx - reach,
        Side::Right => cx + reach,
    }
}

/// The way of every line.
pub(super) fn ways(
    grid: &Grid,
    heights: &[BTreeMap<Item, f64>],
    loop_side: &[Side],
    ports: &BTreeMap<(usize, usize), f64>,
    nodes: &[Rect],
    left: &[f64],
    inner: &[f64],
) -> Vec<Route> {
    let lanes = lanes(grid, heights);
    let lines = grid.view.lines.iter().enumerate();
    lines
        .map(|(index, line)| {
            let (a, b) = (grid.stack[line.from], grid.stack[line.to]);
            let touch = |node: usize, side: Side| -> Point {
                let y = ports
                    .get(&(index, node))
                    .copied()
                    .unwrap_or(nodes[node].middle().1);
                (
                    border(Shape::of(grid.view.nodes[node].kind), &nodes[node], y, side),
                    y,
                )
            };
            if a == b {
                let side = loop_side[a];
                let sign = if side == Side::Right { 1.0 } else { -1.0 };
                let edge = if side == Side::Right {
                    left[a] + inner[a]
                } else {
                    left[a]
                };
                let (p, q) = (touch(line.from, side), touch(line.to, side));
                let out = edge + sign * (LANE_FIRST + lanes[index] as f64 * LANE);
                let down = (q.1 - p.1).signum();
                let round = ((out - edge).abs()).min((q.1 - p.1).abs() / 2.0) * down;
                let (pe, qe) = ((edge, p.1), (edge, q.1));
                let (turn, back) = ((out, p.1 + round), (out, q.1 - round));
                let path = vec![
                    Piece::Straight(p, pe),
                    Piece::Curve(
                        pe,
                        ((pe.0 + out) / 2.0, p.1),
                        (out, p.1 + round / 2.0),
                        turn,
                    ),
                    Piece::Straight(turn, back),
                    Piece::Curve(
                        back,
                        (out, q.1 - round / 2.0),
                        ((pe.0 + out) / 2.0, q.1),
                        qe,
                    ),
                    Piece::Straight(qe, q),
                ];
                return finish(path, line.both, (p, -sign), (q, -sign));
            }
            let (first, last, start, end) = if a < b {
                (a, b, line.from, line.to)
            } else {
                (b, a, line.to, line.from)
            };
            let (p, q) = (touch(start, Side::Right), touch(end, Side::Left));
            let mut path = Vec::new();
            let mut here = (left[first] + inner[first], p.1);
            path.push(Piece::Straight(p, here));
            for at in first + 1..=last {
                let y = if at == last {
                    q.1
                } else {
                    heights[at][&Item::Pass(index)]
                };
                let next = (left[at], y);
                let reach = (next.0 - here.0) * 0.42;
                path.push(Piece::Curve(
                    here,
                    (here.0 + reach, here.1),
                    (next.0 - reach, y),
                    next,
                ));
                here = if at == last {
                    q
                } else {
                    (left[at] + inner[at], y)
                };
                path.push(Piece::Straight(next, here));
            }
            let (from, to) = ((p, -1.0), (q, 1.0));
            if a < b {
                finish(path, line.both, from, to)
            } else {
                let path = path.into_iter().rev().map(Piece::reversed).collect();
                finish(path, line.both, to, from)
            }
        })
        .collect()
}

/// How far out each loop runs, counted in lanes: short loops near the column, no two in one lane side by side.
pub(super) fn lanes(grid: &Grid, heights: &[BTreeMap<Item, f64>]) -> Vec<usize> {
    let mut lanes = vec![0; grid.view.lines.len()];
    let mut loops: Vec<(usize, f64, f64, usize)> = Vec::new();
    for (index, line) in grid.view.lines.iter().enumerate() {
        let (a, b) = grid.reach(index);
        if a == b {
            let (p, q) = (
                heights[a][&Item::Node(line.from)],
                heights[a][&Item::Node(line.to)],
            );
            loops.push((a, p.min(q), p.max(q), index));
        }
    }
    loops.sort_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)).then(a.3.cmp(&b.3)));
    for at in 0..loops.len() {
        let (stack, top, bottom, index) = loops[at];
        let taken = loops[..at]
            .iter()
            .filter(|l| l.0 == stack && l.1 < bottom && top < l.2);
        let taken: std::collections::BTreeSet<usize> = taken.map(|l| lanes[l.3]).collect();
        lanes[index] = (0..).find(|lane| !taken.contains(lane)).unwrap_or(0);
    }
    lanes
}

/// Draws the ends in so that the line stops under its head.
fn finish(mut path: Vec<Piece>, both: bool, tail: (Point, f64), head: (Point, f64)) -> Route {
    let inset = HEAD - 2.0;
    if let Some(Piece::Straight(_, end)) = path.last_mut() {
        end.0 -= head.1 * inset;
    }
    if let Some(Piece::Straight(start, _)) = path.first_mut().filter(|_| both) {
        start.0 -= tail.1 * inset;
    }
    let level = |(tip, way): (Point, f64)| Head {
        tip,
        way: (way, 0.0),
    };
    Route {
        path,
        head: level(head),
        tail: level(tail),
        label: None,
    }
}
