//! Columns side by side: one panel for each state, lines led from column to column.

use super::grid::{Grid, HEADING, Item, PAD};
use super::labels;
use super::route::{self, LANE, LANE_FIRST, Side};
use super::sheet::{LABEL_SIZE, NAME_SIZE, Piece, Point, Rect, Sheet};
use super::text::width;
use super::view::View;
use std::collections::BTreeMap;

const MARGIN: f64 = 14.0;

/// Places a view in columns.
pub(super) fn layout(view: &View) -> Sheet {
    let mut best: Option<Sheet> = None;
    // more room between the rows until every label has a place of its own
    for room in [1.0, 1.35, 1.8, 2.4] {
        let grid = Grid::new(view, room);
        let sheet = sheet(&grid);
        let hidden = |s: &Sheet| s.routes.iter().filter(|r| r.label.is_none()).count();
        if best.as_ref().is_none_or(|b| hidden(&sheet) < hidden(b)) {
            best = Some(sheet);
        }
        if best.as_ref().is_some_and(|b| hidden(b) == 0) {
            break;
        }
    }
    best.unwrap_or_default()
}

/// Places everything: columns from left to right, then lines, then labels.
fn sheet(grid: &Grid) -> Sheet {
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
    let ports = route::ports(grid, &heights, &loop_side, &nodes);
    let mut routes = route::ways(grid, &heights, &loop_side, &ports, &nodes, &left, &inner);
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
        route.head.tip = shift(route.head.tip);
        route.tail.tip = shift(route.tail.tip);
        if let Some(label) = &mut route.label {
            (label.x, label.y) = shift((label.x, label.y));
        }
    }
    Sheet {
        width: area.w,
        height: area.h,
        letters: vec![NAME_SIZE; nodes.len()],
        nodes,
        panels,
        routes,
        pen: 1.0,
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
    let lanes = route::lanes(grid, heights);
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
                let labels = longest[gap] * (1.0 + (crowd[gap] as f64 / 36.0).min(0.9));
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
                - if column.bare { 0.0 } else { HEADING + 6.0 };
            let bottom = column
                .nodes
                .iter()
                .map(|n| nodes[*n].bottom())
                .fold(f64::NEG_INFINITY, f64::max)
                + if column.bare { 0.0 } else { MARGIN };
            Rect {
                x: left[at],
                y: top,
                w: inner[at],
                h: bottom - top,
            }
        })
        .collect()
}
