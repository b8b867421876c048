//! Finds every line's label a place on its line, clear of nodes and of the other labels.
//!
//! Places are tried along the line between the columns. What speaks against one: other labels most of
//! all, then lines beneath, then distance from the line's middle.

use super::grid::Grid;
use super::sheet::{LABEL_SIZE, Piece, Point, Rect, Route};
use super::text::width;

const LABEL_HEIGHT: f64 = LABEL_SIZE + 3.0;

/// A place a label could take, and what speaks against it.
struct Candidate {
    rect: Rect,
    cost: f64,
}

/// Gives every label the place with the least overlap; takes away those that would still cover another.
pub(super) fn place(grid: &Grid, routes: &mut [Route], panels: &[Rect]) {
    let traces: Vec<Vec<Point>> = routes.iter().map(trace).collect();
    let candidates: Vec<Vec<Candidate>> = (0..routes.len())
        .map(|line| candidates(grid, line, &routes[line], &traces, panels))
        .collect();
    let mut chosen: Vec<Option<usize>> = vec![None; routes.len()];
    // those with the least choice first, then better places for all in the light of the others
    let mut order: Vec<usize> = (0..routes.len()).collect();
    order.sort_by_key(|l| (candidates[*l].len(), *l));
    let clash = |chosen: &[Option<usize>], line: usize, rect: &Rect, air: f64| -> f64 {
        let others = chosen
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != line);
        others
            .filter_map(|(other, at)| at.map(|at| candidates[other][at].rect.overlap(rect, air)))
            .sum()
    };
    for _ in 0..8 {
        let mut moved = false;
        for &line in &order {
            let cost = |at: usize| {
                let candidate = &candidates[line][at];
                // a little air between labels, room permitting
                candidate.cost
                    + clash(&chosen, line, &candidate.rect, 1.5) * 4.0
                    + clash(&chosen, line, &candidate.rect, 8.0) * 0.02
            };
            let best = (0..candidates[line].len()).min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
            if best != chosen[line] {
                chosen[line] = best;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    for &line in order.iter().rev() {
        if let Some(at) = chosen[line]
            && clash(&chosen, line, &candidates[line][at].rect, 1.5) > 0.0
        {
            chosen[line] = None;
        }
    }
    for (line, at) in chosen.iter().enumerate() {
        routes[line].label = at.map(|at| candidates[line][at].rect);
    }
}

/// Points along a line, close enough that no label slips between two of them.
fn trace(route: &Route) -> Vec<Point> {
    route
        .path
        .iter()
        .flat_map(|piece| (0..=30).map(move |i| piece.at(f64::from(i) / 30.0)))
        .collect()
}

fn candidates(
    grid: &Grid,
    line: usize,
    route: &Route,
    traces: &[Vec<Point>],
    panels: &[Rect],
) -> Vec<Candidate> {
    let label = &grid.view.lines[line].label;
    let (w, h) = (width(label, LABEL_SIZE) + 4.0, LABEL_HEIGHT);
    let is_loop = grid.stack[grid.view.lines[line].from] == grid.stack[grid.view.lines[line].to];
    let curves = route.path.iter().filter(|p| match p {
        Piece::Curve(..) => !is_loop,
        // the upright part of a loop
        Piece::Straight(a, b) => is_loop && a.0 == b.0,
    });
    let mut out = Vec::new();
    for curve in curves {
        let (start, end) = (curve.at(0.0), curve.at(1.0));
        let (low, high) = (start.0.min(end.0), start.0.max(end.0));
        for step in 0..=32 {
            let t = f64::from(step) / 32.0;
            let (x, y) = curve.at(t);
            let mut cost = (t - 0.5).abs() * 24.0;
            let rect = if is_loop {
                // beside the bulge, its first letter on the line
                let outwards = if route.head.way.0 < 0.0 {
                    x - 5.0
                } else {
                    x + 5.0 - w
                };
                Rect {
                    x: outwards,
                    y: y - h / 2.0,
                    w,
                    h,
                }
            } else {
                let rect = Rect {
                    x: x - w / 2.0,
                    y: y - h / 2.0,
                    w,
                    h,
                };
                if rect.x < low + 4.0 || rect.right() > high - 4.0 {
                    continue;
                }
                rect
            };
            // a label over a panel hides what stands there
            cost += panels.iter().map(|p| p.overlap(&rect, 0.0)).sum::<f64>() * 4.0;
            let crossing = traces
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != line);
            let hit = crossing.filter(|(_, points)| {
                points.iter().any(|p| {
                    p.0 > rect.x && p.0 < rect.right() && p.1 > rect.y && p.1 < rect.bottom()
                })
            });
            cost += hit.count() as f64 * 24.0;
            out.push(Candidate { rect, cost });
        }
    }
    out
}
