//! Leads lines between the nodes of a map: straight where the way is free, bowed where that passes fewer names.

use super::super::palette::Shape;
use super::super::sheet::{HEAD, Head, LABEL_SIZE, Piece, Point, Rect, Route};
use super::super::text::width;
use super::super::view::View;
use super::PEN;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How far a line may bow, of its length; tried in this order.
const BOWS: [f64; 9] = [0.0, 0.06, -0.06, 0.12, -0.12, 0.19, -0.19, 0.28, -0.28];
/// Where along a line its label may stand.
const LABELS: [f64; 9] = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78];
/// Of how many lines one has words: the most told of.
const WORDED: usize = 5;
/// Side of a cell in which nodes are looked up.
const CELL: f64 = 64.0;

/// The nodes by the cells they lie in.
struct Cells<'a> {
    nodes: &'a [Rect],
    across: usize,
    cells: Vec<Vec<usize>>,
}

impl<'a> Cells<'a> {
    fn new(nodes: &'a [Rect], (wide, high): (f64, f64)) -> Self {
        let (across, down) = ((wide / CELL) as usize + 2, (high / CELL) as usize + 2);
        let mut cells = vec![Vec::new(); across * down];
        for (index, r) in nodes.iter().enumerate() {
            for row in (r.y / CELL) as usize..=((r.bottom() / CELL) as usize).min(down - 1) {
                for at in (r.x / CELL) as usize..=((r.right() / CELL) as usize).min(across - 1) {
                    cells[row * across + at].push(index);
                }
            }
        }
        Cells {
            nodes,
            across,
            cells,
        }
    }

    /// The node at a point.
    fn at(&self, (x, y): Point) -> impl Iterator<Item = usize> {
        let cell = match x >= 0.0 && y >= 0.0 {
            true => (y / CELL) as usize * self.across + ((x / CELL) as usize).min(self.across - 1),
            false => usize::MAX,
        };
        let here = self.cells.get(cell).map_or(&[][..], Vec::as_slice);
        here.iter().copied().filter(move |n| {
            let r = &self.nodes[*n];
            x > r.x - 2.0 && x < r.right() + 2.0 && y > r.y - 2.0 && y < r.bottom() + 2.0
        })
    }

    /// How many other nodes a line passes under, and whether it stays on the sheet.
    fn passes(&self, curve: &Piece, ends: (usize, usize), sheet: (f64, f64)) -> f64 {
        let (a, b) = (curve.at(0.0), curve.at(1.0));
        let steps = (((a.0 - b.0).hypot(a.1 - b.1) / 14.0) as usize).max(4);
        let mut hit = BTreeSet::new();
        let mut off = 0.0;
        for step in 1..steps {
            let p = curve.at(step as f64 / steps as f64);
            hit.extend(self.at(p).filter(|n| *n != ends.0 && *n != ends.1));
            if p.0 < 1.0 || p.1 < 1.0 || p.0 > sheet.0 - 1.0 || p.1 > sheet.1 - 1.0 {
                off = 40.0;
            }
        }
        hit.len() as f64 * 10.0 + off
    }
}

/// The ways of all lines, and labels for the strongest where there is room.
pub(super) fn lead(view: &View, nodes: &[Rect], sheet: (f64, f64)) -> Vec<Route> {
    let cells = Cells::new(nodes, sheet);
    let mut taken: BTreeMap<(usize, usize), BTreeSet<i32>> = BTreeMap::new();
    let mut curves = Vec::new();
    for line in &view.lines {
        let (a, b) = (line.from.min(line.to), line.from.max(line.to));
        let used = taken.entry((a, b)).or_default();
        let key = |bow: f64| (bow * 100.0).round() as i32;
        let curve = |bow: f64| arc(nodes[a].middle(), nodes[b].middle(), bow);
        let cost = |bow: &f64| cells.passes(&curve(*bow), (a, b), sheet) + bow.abs() * 45.0;
        let free = BOWS.iter().filter(|bow| !used.contains(&key(**bow)));
        let best = free
            .map(|bow| (cost(bow), *bow))
            .min_by(|x, y| x.0.total_cmp(&y.0))
            .map_or(0.0, |b| b.1);
        used.insert(key(best));
        let whole = curve(best);
        curves.push(if line.from == a {
            whole
        } else {
            whole.reversed()
        });
    }
    let mut routes: Vec<Route> = view
        .lines
        .iter()
        .zip(curves)
        .map(|(line, curve)| {
            let shape = |n: usize| Shape::of(view.nodes[n].kind);
            let start = leaves(&curve, shape(line.from), &nodes[line.from]);
            let end = 1.0 - leaves(&curve.reversed(), shape(line.to), &nodes[line.to]);
            let visible = match start < end {
                true => part(&curve, start, end),
                false => curve,
            };
            finish(visible, line.both)
        })
        .collect();
    labels(view, &cells, &mut routes, sheet);
    routes
}

/// A line from `a` to `b` that bows to its left by a share of its length.
fn arc(a: Point, b: Point, bow: f64) -> Piece {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let off = (-dy * bow * 1.333, dx * bow * 1.333);
    let at = |t: f64| (a.0 + dx * t + off.0, a.1 + dy * t + off.1);
    Piece::Curve(a, at(0.3), at(0.7), b)
}

/// Where along a line it comes out of the node it starts in the middle of.
fn leaves(curve: &Piece, shape: Shape, rect: &Rect) -> f64 {
    let (cx, cy) = rect.middle();
    let inside = |p: Point| {
        let (x, y) = ((p.0 - cx) / (rect.w / 2.0), (p.1 - cy) / (rect.h / 2.0));
        match shape {
            Shape::Ellipse => x * x + y * y < 1.0,
            Shape::Hexagon => x.abs() < 1.0 - 0.15 * y.abs() && y.abs() < 1.0,
            _ => x.abs() < 1.0 && y.abs() < 1.0,
        }
    };
    let (mut low, mut high) = (0.0, 1.0);
    for step in 1..=60 {
        let t = f64::from(step) / 60.0;
        if !inside(curve.at(t)) {
            high = t;
            break;
        }
        low = t;
    }
    for _ in 0..12 {
        let t = (low + high) / 2.0;
        if inside(curve.at(t)) {
            low = t;
        } else {
            high = t;
        }
    }
    high
}

/// The stretch of a curve between two of its points (de Casteljau).
fn part(curve: &Piece, from: f64, to: f64) -> Piece {
    let Piece::Curve(a, b, c, d) = *curve else {
        return *curve;
    };
    let mix = |p: Point, q: Point, t: f64| (p.0 + (q.0 - p.0) * t, p.1 + (q.1 - p.1) * t);
    let head = |a: Point, b: Point, c: Point, d: Point, t: f64| {
        let (ab, bc, cd) = (mix(a, b, t), mix(b, c, t), mix(c, d, t));
        let (abc, bcd) = (mix(ab, bc, t), mix(bc, cd, t));
        (a, ab, abc, mix(abc, bcd, t))
    };
    let (a, b, c, d) = head(a, b, c, d, to);
    // the rest of it from the other end
    let (d, c, b, a) = head(d, c, b, a, 1.0 - from / to);
    Piece::Curve(a, b, c, d)
}

/// Sets heads at the ends and draws the line in beneath them.
fn finish(curve: Piece, both: bool) -> Route {
    let Piece::Curve(a, b, c, d) = curve else {
        return Route::default();
    };
    let way = |from: Point, to: Point| {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = dx.hypot(dy).max(1e-9);
        (dx / long, dy / long)
    };
    let head = Head {
        tip: d,
        way: way(c, d),
    };
    let tail = Head {
        tip: a,
        way: way(b, a),
    };
    let inset = HEAD * PEN.max(0.65) * 0.8;
    let back = |h: &Head| (h.tip.0 - h.way.0 * inset, h.tip.1 - h.way.1 * inset);
    let end = back(&head);
    let start = if both { back(&tail) } else { a };
    Route {
        path: vec![Piece::Curve(start, b, c, end)],
        head,
        tail,
        label: None,
    }
}

/// Words on the strongest lines, where they cover neither a name nor other words.
fn labels(view: &View, cells: &Cells, routes: &mut [Route], sheet: (f64, f64)) {
    let mut order: Vec<usize> = (0..view.lines.len()).collect();
    order.sort_by_key(|l| (Reverse(view.lines[*l].events.len()), *l));
    let worded = match order.len() {
        few @ 0..=40 => few,
        many => (many / WORDED).max(40),
    };
    let mut placed: Vec<Rect> = Vec::new();
    for line in order.into_iter().take(worded) {
        let (w, h) = (
            width(&view.lines[line].label, LABEL_SIZE) * 0.92 + 2.0,
            LABEL_SIZE + 2.0,
        );
        let Some(curve) = routes[line].path.first().copied() else {
            continue;
        };
        let free = LABELS.iter().find_map(|t| {
            let (x, y) = curve.at(*t);
            let rect = Rect {
                x: x - w / 2.0,
                y: y - h / 2.0,
                w,
                h,
            };
            let on_sheet =
                rect.x > 0.0 && rect.y > 0.0 && rect.right() < sheet.0 && rect.bottom() < sheet.1;
            let clear = cells
                .nodes
                .iter()
                .chain(&placed)
                .all(|r| r.overlap(&rect, 3.0) == 0.0);
            (on_sheet && clear).then_some(rect)
        });
        placed.extend(free);
        routes[line].label = free;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_a_curve_lies_on_it() {
        let curve = arc((0.0, 0.0), (100.0, 40.0), 0.25);
        let middle = part(&curve, 0.2, 0.8);
        for (t, want) in [(0.0, 0.2), (0.5, 0.5), (1.0, 0.8)] {
            let (p, q) = (middle.at(t), curve.at(want));
            assert!((p.0 - q.0).hypot(p.1 - q.1) < 1e-6, "{p:?} {q:?}");
        }
    }

    #[test]
    fn a_line_goes_round_the_name_in_its_way() {
        let node = |x: f64, y: f64| Rect {
            x,
            y,
            w: 60.0,
            h: 30.0,
        };
        let nodes = [node(20.0, 200.0), node(520.0, 200.0), node(270.0, 200.0)];
        let sheet = (600.0, 430.0);
        let cells = Cells::new(&nodes, sheet);
        let cost = |bow| {
            let curve = arc(nodes[0].middle(), nodes[1].middle(), bow);
            cells.passes(&curve, (0, 1), sheet)
        };
        assert!(cost(0.0) > 0.0 && cost(0.16) == 0.0);
    }
}
