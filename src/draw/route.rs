//! Leads lines from node to node.
//!
//! Between two columns a line is one cubic curve that leaves and enters level, so heads point level
//! and lie inside the panels, labels (`labels.rs`) in the space between. Lines that end on one side of a node
//! share that side out in the order of where they go, so they do not cross at the node.

use super::labels;
use super::layout::{Grid, HEADING, Item, LABEL_SIZE, PAD, Rect, Sheet};
use super::palette::Shape;
use super::text::width;
use std::collections::BTreeMap;

/// A point in pixels.
pub(super) type Point = (f64, f64);

/// The way of a line and the place of its label.
#[derive(Debug, Clone, Default)]
pub(super) struct Route {
    /// Corner points and curves from the source to the target, in SVG's path language, ends drawn in for the heads.
    pub path: Vec<Piece>,
    /// Tip and direction (1 rightwards, -1 leftwards) of the head at the target.
    pub head: (Point, f64),
    /// The same at the source.
    pub tail: (Point, f64),
    /// The label's box; `None` when there was no room.
    pub label: Option<Rect>,
}

/// A stretch of a line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    /// Straight, from one point to another.
    Straight(Point, Point),
    /// A cubic curve: start, two control points, end.
    Curve(Point, Point, Point, Point),
}

impl Piece {
    /// The point at `t` of 0 to 1.
    pub(super) fn at(&self, t: f64) -> Point {
        let mix = |a: Point, b: Point| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
        match *self {
            Piece::Straight(a, b) => mix(a, b),
            Piece::Curve(a, b, c, d) => {
                let (ab, bc, cd) = (mix(a, b), mix(b, c), mix(c, d));
                mix(mix(ab, bc), mix(bc, cd))
            }
        }
    }
    fn reversed(self) -> Self {
        match self {
            Piece::Straight(a, b) => Piece::Straight(b, a),
            Piece::Curve(a, b, c, d) => Piece::Curve(d, c, b, a),
        }
    }
}

/// An end of a line at a node: its group, its place in the group, the line.
type End = (i8, f64, usize);

/// On which side of its column a line leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
}

/// Length of an arrowhead.
pub(super) const HEAD: f64 = 9.0;

const MARGIN: f64 = 14.0;

/// Distance of the nearest loop from its column, and from one loop to the next.
const LANE_FIRST: f64 = 16.0;
const LANE: f64 = 10.0;

/// Places everything: columns from left to right, then lines, then labels.
pub(super) fn sheet(grid: &Grid) -> Sheet {
    let stacks = grid.items.len();
    if stacks == 0 {
        return Sheet::default();
    }
    let loop_side = loop_sides(grid);
    let heights = grid.heights(&grid.items);
    let (left, inner, total) = columns(grid, &heights, &loop_side);
    let mut nodes: Vec<Rect> = (0..grid.size.len())
        .map(|n| {
            let (w, h) = grid.size[n];
            let at = grid.stack[n];
            Rect {
                x: left[at] + (inner[at] - w) / 2.0,
                y: heights[at][&Item::Node(n)] - h / 2.0,
                w,
                h,
            }
        })
        .collect();
    let mut panels = panels(grid, &nodes, &left, &inner);
    let ports = ports(grid, &heights, &loop_side, &nodes);
    let mut routes = ways(grid, &heights, &loop_side, &ports, &nodes, &left, &inner);
    labels::place(grid, &mut routes, &panels);

    let mut area: Option<Rect> = None;
    let mut cover = |r: Rect| {
        let a = area.get_or_insert(r);
        let (right, bottom) = (a.right().max(r.right()), a.bottom().max(r.bottom()));
        a.x = a.x.min(r.x);
        a.y = a.y.min(r.y);
        a.w = right - a.x;
        a.h = bottom - a.y;
    };
    panels.iter().for_each(|p| cover(*p));
    for route in &routes {
        route.label.iter().for_each(|l| cover(*l));
        for (x, y) in route
            .path
            .iter()
            .flat_map(|p| [p.at(0.0), p.at(0.25), p.at(0.5), p.at(0.75), p.at(1.0)])
        {
            cover(Rect {
                x,
                y,
                w: 0.0,
                h: 0.0,
            });
        }
    }
    let area = area.unwrap_or(Rect {
        x: 0.0,
        y: 0.0,
        w: total,
        h: 0.0,
    });
    let (dx, dy) = (-area.x, -area.y);
    let shift = |p: Point| (p.0 + dx, p.1 + dy);
    for rect in nodes.iter_mut().chain(&mut panels) {
        (rect.x, rect.y) = shift((rect.x, rect.y));
    }
    for route in &mut routes {
        for piece in &mut route.path {
            *piece = match *piece {
                Piece::Straight(a, b) => Piece::Straight(shift(a), shift(b)),
                Piece::Curve(a, b, c, d) => Piece::Curve(shift(a), shift(b), shift(c), shift(d)),
            };
        }
        route.head.0 = shift(route.head.0);
        route.tail.0 = shift(route.tail.0);
        if let Some(label) = &mut route.label {
            (label.x, label.y) = shift((label.x, label.y));
        }
    }
    Sheet {
        width: area.w,
        height: area.h,
        nodes,
        panels,
        routes,
    }
}

/// Lines within a stack leave at its outer side; in the middle where fewer lines are.
fn loop_sides(grid: &Grid) -> Vec<Side> {
    let stacks = grid.items.len();
    let mut crowd = vec![0usize; stacks + 1];
    for line in 0..grid.view.lines.len() {
        let (a, b) = grid.reach(line);
        (a..b).for_each(|gap| crowd[gap + 1] += 1);
    }
    (0..stacks)
        .map(|at| match at {
            _ if stacks == 1 || at + 1 == stacks => Side::Right,
            0 => Side::Left,
            _ if crowd[at] < crowd[at + 1] => Side::Left,
            _ => Side::Right,
        })
        .collect()
}

/// Left edge and width of every stack, and the width of all: gaps as wide as their longest label needs.
fn columns(
    grid: &Grid,
    heights: &[BTreeMap<Item, f64>],
    loop_side: &[Side],
) -> (Vec<f64>, Vec<f64>, f64) {
    let stacks = grid.items.len();
    let lanes = lanes(grid, heights);
    let mut lane_room = vec![0.0f64; stacks + 1];
    let mut longest = vec![0.0f64; stacks + 1];
    let mut crowd = vec![0usize; stacks + 1];
    for (index, line) in grid.view.lines.iter().enumerate() {
        let (a, b) = grid.reach(index);
        let label = width(&line.label, LABEL_SIZE);
        if a == b {
            let gap = a + usize::from(loop_side[a] == Side::Right);
            let out = LANE_FIRST + lanes[index] as f64 * LANE;
            if gap == 0 || gap == stacks {
                longest[gap] = longest[gap].max(out + label + 8.0);
            } else {
                lane_room[gap] = lane_room[gap].max(out);
                longest[gap] = longest[gap].max(label);
            }
            crowd[gap] += 1;
        }
        // one gap of a long line's way must hold its label; the first does
        for gap in a + 1..=b {
            crowd[gap] += 1;
            longest[gap] = longest[gap].max(if gap == a + 1 { label } else { 0.0 });
        }
    }
    let ends = |items: &Vec<(Item, f64)>| {
        items
            .last()
            .zip(items.first())
            .map_or(0.0, |(b, a)| b.1 - a.1)
    };
    let tall = grid.items.iter().map(ends).fold(0.0, f64::max);
    let gaps: Vec<f64> = (0..=stacks)
        .map(|gap| match gap {
            0 => longest[gap],
            _ if gap == stacks => longest[gap],
            _ => {
                let labels = longest[gap] * (1.0 + (crowd[gap] as f64 / 60.0).min(0.9));
                // tall sheets need wide gaps, or every line is a wall
                (labels + 84.0).max(tall * 0.2) + lane_room[gap]
            }
        })
        .collect();
    let mut left = Vec::new();
    let mut inner = Vec::new();
    let mut x = gaps[0];
    for at in 0..stacks {
        let nodes = grid.items[at].iter().filter_map(|(item, _)| match item {
            Item::Node(n) => Some(grid.size[*n].0 + 2.0 * PAD),
            Item::Pass(_) => None,
        });
        let titles = grid.view.stacks[at]
            .iter()
            .map(|c| width(&grid.view.columns[*c].title, 13.0) * 1.08 + 24.0);
        let wide = nodes.chain(titles).fold(90.0, f64::max);
        left.push(x);
        inner.push(wide);
        x += wide + gaps[at + 1];
    }
    (left, inner, x)
}

fn panels(grid: &Grid, nodes: &[Rect], left: &[f64], inner: &[f64]) -> Vec<Rect> {
    grid.view
        .columns
        .iter()
        .map(|column| {
            let at = column.nodes.first().map_or(0, |n| grid.stack[*n]);
            let top = column
                .nodes
                .iter()
                .map(|n| nodes[*n].y)
                .fold(f64::INFINITY, f64::min)
                - HEADING
                - 6.0;
            let bottom = column
                .nodes
                .iter()
                .map(|n| nodes[*n].bottom())
                .fold(f64::NEG_INFINITY, f64::max)
                + MARGIN;
            Rect {
                x: left[at],
                y: top,
                w: inner[at],
                h: bottom - top,
            }
        })
        .collect()
}

/// The height at which each line meets each of its nodes: `(line, node)` → pixels.
fn ports(
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
        Shape::Hexagon => half - super::svg::SLANT.min(half) * off.abs(),
        Shape::Octagon => {
            let cut = super::svg::cut(rect);
            half - (off.abs() * rect.h / 2.0 - (rect.h / 2.0 - cut)).max(0.0)
        }
        Shape::Parallelogram => {
            // leans right: its left side runs from lower left to upper, set in by the slant
            let lean = super::svg::SLANT / 2.0;
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

fn ways(
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
fn lanes(grid: &Grid, heights: &[BTreeMap<Item, f64>]) -> Vec<usize> {
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
    Route {
        path,
        head,
        tail,
        label: None,
    }
}
