//! The columns of a picture while places are being found: what stands in them, how large, how far apart.
//!
//! A line that passes columns between its ends gets a place of its own in each of them, so it never
//! runs through a node.

use super::palette::Shape;
use super::sheet::{LINE_HEIGHT, NAME_SIZE, around};
use super::text::width;
use super::view::View;
use std::collections::BTreeMap;

/// Height of a panel's heading.
pub(super) const HEADING: f64 = 26.0;
/// Free space between a panel's side and its widest node; arrowheads lie in it.
pub(super) const PAD: f64 = 18.0;

const ROW_GAP: f64 = 26.0;
const PASS_GAP: f64 = 14.0;
const PANEL_GAP: f64 = 18.0;
/// From one line to the next where several end at a node: a label is not much higher.
const PORT: f64 = 13.0;

/// What stands in a stack, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Node(usize),
    /// A line passing by.
    Pass(usize),
}

/// Items from top to bottom with the height of their middle.
pub(super) type Row = Vec<(Item, f64)>;

/// Sizes and places while they are being found.
pub(super) struct Grid<'a> {
    pub view: &'a View,
    /// Stack of each node.
    pub stack: Vec<usize>,
    /// Width and height of each node.
    pub size: Vec<(f64, f64)>,
    /// Items of each stack in order, with the height of their middle.
    pub items: Vec<Vec<(Item, f64)>>,
}

impl<'a> Grid<'a> {
    /// Sizes everything and finds its place; the gaps between rows grow with `room`.
    pub(super) fn new(view: &'a View, room: f64) -> Self {
        let mut stack = vec![0; view.nodes.len()];
        for (at, columns) in view.stacks.iter().enumerate() {
            for node in columns.iter().flat_map(|c| &view.columns[*c].nodes) {
                stack[*node] = at;
            }
        }
        let size = sizes(view, &stack);
        let mut grid = Grid {
            view,
            stack,
            size,
            items: Vec::new(),
        };
        grid.items = grid.arrange(room);
        grid
    }

    /// Leftmost and rightmost stack of a line.
    pub(super) fn reach(&self, line: usize) -> (usize, usize) {
        let line = &self.view.lines[line];
        let (a, b) = (self.stack[line.from], self.stack[line.to]);
        (a.min(b), a.max(b))
    }

    /// What stands for a line in a stack it reaches.
    pub(super) fn item(&self, line: usize, at: usize) -> Item {
        let ends = &self.view.lines[line];
        match at {
            at if at == self.stack[ends.from] => Item::Node(ends.from),
            at if at == self.stack[ends.to] => Item::Node(ends.to),
            _ => Item::Pass(line),
        }
    }

    /// Heights of all items, stack by stack.
    pub(super) fn heights(&self, state: &[Vec<(Item, f64)>]) -> Vec<BTreeMap<Item, f64>> {
        state
            .iter()
            .map(|items| items.iter().copied().collect())
            .collect()
    }

    /// Moves items apart as little as possible until none overlap (pool adjacent violators).
    pub(super) fn settle(&self, items: &mut [(Item, f64)], room: f64) {
        let mut offset = 0.0;
        let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
        let mut offsets = Vec::with_capacity(items.len());
        for at in 0..items.len() {
            if at > 0 {
                offset += self.apart(items, at, room);
            }
            offsets.push(offset);
            let weight = if matches!(items[at].0, Item::Node(_)) {
                2.0
            } else {
                1.0
            };
            blocks.push((items[at].1 - offset, weight, 1));
            while let [.., a, b] = blocks.as_slice() {
                if a.0 <= b.0 {
                    break;
                }
                let merged = ((a.0 * a.1 + b.0 * b.1) / (a.1 + b.1), a.1 + b.1, a.2 + b.2);
                blocks.truncate(blocks.len() - 2);
                blocks.push(merged);
            }
        }
        let mut at = 0;
        for (height, _, length) in blocks {
            for _ in 0..length {
                items[at].1 = height + offsets[at];
                at += 1;
            }
        }
    }

    /// Least distance between the middles of an item and the one above it.
    fn apart(&self, items: &[(Item, f64)], at: usize, room: f64) -> f64 {
        let half = |item: Item| match item {
            Item::Node(n) => self.size[n].1 / 2.0,
            Item::Pass(_) => 0.0,
        };
        let column = |item: &(Item, f64)| match item.0 {
            Item::Node(n) => Some(self.view.nodes[n].column),
            Item::Pass(_) => None,
        };
        let (above, below) = (items[at - 1].0, items[at].0);
        let gap = match (above, below) {
            (Item::Node(_), Item::Node(_)) => ROW_GAP * room,
            (Item::Pass(_), Item::Pass(_)) => PASS_GAP * room,
            _ => PASS_GAP * room,
        };
        let before = items[..at].iter().rev().find_map(column);
        let after = items[at..].iter().find_map(column);
        let mut extra = 0.0;
        let panel = |item: Item| match item {
            Item::Node(n) => !self.view.columns[self.view.nodes[n].column].bare,
            Item::Pass(_) => false,
        };
        if before != after {
            // below a panel's last node its foot, above the next one's first node its heading
            if panel(above) {
                extra += PAD;
            }
            if panel(below) {
                extra += HEADING;
            }
            if panel(above) && panel(below) {
                extra += PANEL_GAP - ROW_GAP * room + 6.0;
            }
        }
        half(above) + half(below) + gap + extra
    }
}

/// Width and height of every node: its label, its shape's slant, and room for the lines that end there.
fn sizes(view: &View, stack: &[usize]) -> Vec<(f64, f64)> {
    let mut ends = vec![[0usize; 2]; view.nodes.len()];
    for line in &view.lines {
        let (a, b) = (stack[line.from], stack[line.to]);
        ends[line.from][usize::from(a < b)] += 1;
        ends[line.to][usize::from(b < a)] += 1;
    }
    let size = |(node, ends): (&super::view::Node, &[usize; 2])| {
        let text = node
            .lines
            .iter()
            .map(|l| width(l, NAME_SIZE))
            .fold(0.0, f64::max);
        let text = if node.focus { text * 1.1 } else { text };
        let lines = node.lines.len() as f64 * LINE_HEIGHT * NAME_SIZE;
        let busy = (ends[0].max(ends[1]).max(1) - 1) as f64 * PORT + 16.0;
        let shape = Shape::of(node.kind);
        let busy = match shape {
            Shape::Ellipse => busy * 1.3,
            Shape::Octagon | Shape::Hexagon => busy * 1.2,
            _ => busy,
        };
        let (w, h) = around(shape, text, lines);
        (w, h.max(busy))
    };
    view.nodes.iter().zip(&ends).map(size).collect()
}
