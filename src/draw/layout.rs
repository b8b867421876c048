//! Places nodes: columns side by side, rows ordered so that few lines cross, every line a free way.
//!
//! A line that passes columns between its ends gets a place of its own in each of them, so it never
//! runs through a node. Order and height are found together, by pulling every node towards its
//! neighbours and pushing apart what would overlap; the best arrangement seen is kept. No chance is
//! involved and every tie is broken by index, so the same view gives the same sheet.

use super::palette::Shape;
use super::route::{self, Route};
use super::text::width;
use super::view::View;
use std::collections::BTreeMap;

/// Font size of node labels.
pub(super) const NAME_SIZE: f64 = 12.5;
/// Font size of line labels.
pub(super) const LABEL_SIZE: f64 = 10.5;
/// Height of one line of a node's label.
pub(super) const LINE_HEIGHT: f64 = 15.5;
/// Height of a panel's heading.
pub(super) const HEADING: f64 = 26.0;
/// Free space between a panel's side and its widest node; arrowheads lie in it.
pub(super) const PAD: f64 = 18.0;

const ROW_GAP: f64 = 26.0;
const PASS_GAP: f64 = 14.0;
const PANEL_GAP: f64 = 18.0;
const ROUNDS: usize = 28;
/// Most lines for which neighbours are exchanged one by one: beyond, that takes seconds.
const EXCHANGED: usize = 250;

/// A rectangle on the sheet: upper left corner and size in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.w
    }
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.h
    }
    pub(super) fn middle(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
    /// Area shared with another, grown by `margin` on each side.
    pub(super) fn overlap(&self, other: &Rect, margin: f64) -> f64 {
        let w = self.right().min(other.right()) - self.x.max(other.x) + margin;
        let h = self.bottom().min(other.bottom()) - self.y.max(other.y) + margin;
        if w > 0.0 && h > 0.0 { w * h } else { 0.0 }
    }
}

/// Everything's place, the upper left corner of the drawing at 0, 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub width: f64,
    pub height: f64,
    pub nodes: Vec<Rect>,
    /// One per column of the view.
    pub panels: Vec<Rect>,
    /// One per line of the view.
    pub routes: Vec<Route>,
}

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

/// Places a view on a sheet.
pub(super) fn layout(view: &View) -> Sheet {
    let mut best: Option<Sheet> = None;
    // more room between the rows until every label has a place of its own
    for room in [1.0, 1.35, 1.8, 2.4] {
        let grid = Grid::new(view, room);
        let sheet = route::sheet(&grid);
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

impl<'a> Grid<'a> {
    fn new(view: &'a View, room: f64) -> Self {
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

    fn arrange(&self, room: f64) -> Vec<Vec<(Item, f64)>> {
        let mut state: Vec<Vec<(Item, f64)>> = Vec::new();
        for (at, columns) in self.view.stacks.iter().enumerate() {
            let mut items: Vec<(Item, f64)> = Vec::new();
            for column in columns {
                items.extend(
                    self.view.columns[*column]
                        .nodes
                        .iter()
                        .map(|n| (Item::Node(*n), 0.0)),
                );
            }
            let passing = (0..self.view.lines.len()).filter(|l| {
                let (a, b) = self.reach(*l);
                a < at && at < b
            });
            items.extend(passing.map(|l| (Item::Pass(l), 0.0)));
            let rows = items.len();
            for (row, item) in items.iter_mut().enumerate() {
                item.1 = (row as f64 - rows as f64 / 2.0) * 40.0;
            }
            self.settle(&mut items, room);
            state.push(items);
        }
        let mut best = (f64::INFINITY, state.clone());
        let stacks = state.len();
        for round in 0..ROUNDS {
            for step in 0..stacks {
                let at = if round % 2 == 0 {
                    step
                } else {
                    stacks - 1 - step
                };
                let wanted = self.pull(&state, at);
                let mut items = self.order(&state[at], &wanted);
                self.settle(&mut items, room);
                state[at] = items;
            }
            let cost = self.cost(&state);
            if cost < best.0 - 1e-6 {
                best = (cost, state.clone());
            }
        }
        if self.view.lines.len() <= EXCHANGED {
            self.exchange(&mut best, room);
        }
        best.1
    }

    /// Where each item of a stack would stand if only its neighbours counted.
    fn pull(&self, state: &[Vec<(Item, f64)>], at: usize) -> BTreeMap<Item, f64> {
        let heights = self.heights(state);
        let mut sums: BTreeMap<Item, (f64, f64)> = BTreeMap::new();
        let mut add = |item, y: f64, weight: f64| {
            let sum = sums.entry(item).or_insert((0.0, 0.0));
            *sum = (sum.0 + y * weight, sum.1 + weight);
        };
        for (index, line) in self.view.lines.iter().enumerate() {
            let (left, right) = self.reach(index);
            if at < left || at > right {
                continue;
            }
            if left == right {
                add(
                    Item::Node(line.from),
                    heights[at][&Item::Node(line.to)],
                    0.6,
                );
                add(
                    Item::Node(line.to),
                    heights[at][&Item::Node(line.from)],
                    0.6,
                );
                continue;
            }
            let here = self.item(index, at);
            for next in [at.wrapping_sub(1), at + 1] {
                if next >= left && next <= right {
                    add(here, heights[next][&self.item(index, next)], 1.0);
                }
            }
        }
        sums.into_iter()
            .map(|(item, (sum, weight))| (item, sum / weight))
            .collect()
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

    /// Sorts a stack by the heights wanted: panels whole, nodes in their panel, passing lines anywhere.
    fn order(&self, items: &[(Item, f64)], wanted: &BTreeMap<Item, f64>) -> Vec<(Item, f64)> {
        let height = |item: &(Item, f64)| wanted.get(&item.0).copied().unwrap_or(item.1);
        let mut panels: BTreeMap<usize, Vec<(Item, f64)>> = BTreeMap::new();
        let mut passes = Vec::new();
        for item in items {
            match item.0 {
                Item::Node(n) => panels
                    .entry(self.view.nodes[n].column)
                    .or_default()
                    .push((item.0, height(item))),
                Item::Pass(_) => passes.push((item.0, height(item))),
            }
        }
        let mut panels: Vec<(f64, usize, Row)> = panels
            .into_iter()
            .map(|(column, mut nodes)| {
                nodes.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
                (
                    nodes.iter().map(|n| n.1).sum::<f64>() / nodes.len() as f64,
                    column,
                    nodes,
                )
            })
            .collect();
        panels.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut out: Vec<(Item, f64)> = panels.into_iter().flat_map(|p| p.2).collect();
        // a passing line goes where it finds the fewest nodes on the wrong side
        passes.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        for pass in passes {
            let mut wrong = out.iter().filter(|o| o.1 < pass.1).count();
            let mut best = (wrong, 0);
            for (at, item) in out.iter().enumerate() {
                wrong = if item.1 < pass.1 {
                    wrong - 1
                } else {
                    wrong + 1
                };
                if wrong <= best.0 {
                    best = (wrong, at + 1);
                }
            }
            out.insert(best.1, pass);
        }
        out
    }

    /// Moves items apart as little as possible until none overlap (pool adjacent violators).
    fn settle(&self, items: &mut [(Item, f64)], room: f64) {
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
        if before != after {
            // below a panel's last node its foot, above the next one's first node its heading
            if matches!(above, Item::Node(_)) {
                extra += PAD;
            }
            if matches!(below, Item::Node(_)) {
                extra += HEADING;
            }
            if matches!((above, below), (Item::Node(_), Item::Node(_))) {
                extra += PANEL_GAP - ROW_GAP * room + 6.0;
            }
        }
        half(above) + half(below) + gap + extra
    }

    /// Crossings and lengths: what the eye has to follow.
    fn cost(&self, state: &[Vec<(Item, f64)>]) -> f64 {
        let heights = self.heights(state);
        let mut cost = 0.0;
        for gap in 0..state.len().saturating_sub(1) {
            let mut spans = Vec::new();
            for line in 0..self.view.lines.len() {
                let (left, right) = self.reach(line);
                if left <= gap && gap < right {
                    let from = heights[gap][&self.item(line, gap)];
                    let to = heights[gap + 1][&self.item(line, gap + 1)];
                    cost += (from - to).abs();
                    spans.push((from, to));
                }
            }
            for (i, a) in spans.iter().enumerate() {
                for b in &spans[i + 1..] {
                    if (a.0 - b.0) * (a.1 - b.1) < 0.0 {
                        cost += 70.0;
                    }
                }
            }
        }
        for line in &self.view.lines {
            let at = self.stack[line.from];
            if at == self.stack[line.to] {
                cost += 1.2
                    * (heights[at][&Item::Node(line.from)] - heights[at][&Item::Node(line.to)])
                        .abs();
            }
        }
        for items in state {
            if let (Some(first), Some(last)) = (items.first(), items.last()) {
                cost += 0.3 * (last.1 - first.1);
            }
        }
        cost
    }

    /// Exchanges neighbours in a stack while that helps.
    fn exchange(&self, best: &mut (f64, Vec<Vec<(Item, f64)>>), room: f64) {
        let column = |item: Item| match item {
            Item::Node(n) => Some(self.view.nodes[n].column),
            Item::Pass(_) => None,
        };
        for _ in 0..4 {
            let before = best.0;
            for at in 0..best.1.len() {
                for row in 1..best.1[at].len() {
                    let (a, b) = (best.1[at][row - 1].0, best.1[at][row].0);
                    if column(a).zip(column(b)).is_some_and(|(a, b)| a != b) {
                        continue;
                    }
                    let mut trial = best.1.clone();
                    let heights = (trial[at][row - 1].1, trial[at][row].1);
                    trial[at].swap(row - 1, row);
                    trial[at][row - 1].1 = heights.0;
                    trial[at][row].1 = heights.1;
                    for _ in 0..2 {
                        let wanted = self.pull(&trial, at);
                        for item in &mut trial[at] {
                            item.1 = wanted.get(&item.0).copied().unwrap_or(item.1);
                        }
                        self.settle(&mut trial[at], room);
                    }
                    let cost = self.cost(&trial);
                    if cost < best.0 - 1e-6 {
                        *best = (cost, trial);
                    }
                }
            }
            if best.0 >= before - 1e-6 {
                break;
            }
        }
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
        let lines = node.lines.len() as f64 * LINE_HEIGHT;
        let busy = (ends[0].max(ends[1]).max(1) - 1) as f64 * 10.0 + 16.0;
        match Shape::of(node.kind) {
            Shape::DoubleBox => (text + 30.0, (lines + 20.0).max(busy)),
            Shape::RoundedBox => (text + 26.0, (lines + 16.0).max(busy)),
            Shape::Ellipse => (text * 1.12 + 30.0, (lines * 1.25 + 18.0).max(busy * 1.3)),
            Shape::Octagon => (text + 34.0, (lines + 20.0).max(busy * 1.2)),
            Shape::Hexagon => (text + 48.0, (lines + 18.0).max(busy * 1.2)),
            Shape::Parallelogram => (text + 50.0, (lines + 16.0).max(busy)),
        }
    };
    view.nodes.iter().zip(&ends).map(size).collect()
}

#[cfg(test)]
mod tests {
    use super::super::view::ViewOptions;
    use super::super::{View, sample};
    use super::*;

    fn sheets() -> Vec<(View, Sheet)> {
        let one = |(events, actors): (Vec<crate::model::Event>, Vec<crate::model::Actor>)| {
            let view = View::new(&events, &actors, &ViewOptions::default());
            let sheet = layout(&view);
            (view, sheet)
        };
        vec![
            one(sample::seeds()),
            one(sample::crowd(40, 120)),
            one(sample::crowd(9, 60)),
        ]
    }

    #[test]
    fn nothing_covers_anything() {
        for (view, sheet) in sheets() {
            for (i, a) in sheet.nodes.iter().enumerate() {
                for b in &sheet.nodes[i + 1..] {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{:?}", view.title);
                }
            }
            for (i, a) in sheet.panels.iter().enumerate() {
                for b in &sheet.panels[i + 1..] {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{:?}", view.title);
                }
            }
            let labels: Vec<Rect> = sheet.routes.iter().filter_map(|r| r.label).collect();
            assert_eq!(
                labels.len(),
                view.lines.len(),
                "{:?}: a label found no room",
                view.title
            );
            for (i, a) in labels.iter().enumerate() {
                for b in labels[i + 1..].iter().chain(&sheet.nodes) {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{:?}", view.title);
                }
            }
        }
    }

    #[test]
    fn nodes_lie_in_their_panel_and_all_on_the_sheet() {
        for (view, sheet) in sheets() {
            for (node, rect) in view.nodes.iter().zip(&sheet.nodes) {
                let panel = sheet.panels[node.column];
                let inside = rect.x > panel.x && rect.right() < panel.right();
                assert!(
                    inside && rect.y > panel.y && rect.bottom() < panel.bottom(),
                    "{}",
                    node.id
                );
            }
            for rect in sheet
                .panels
                .iter()
                .chain(sheet.routes.iter().filter_map(|r| r.label.as_ref()))
            {
                let (right, bottom) = (sheet.width + 0.01, sheet.height + 0.01);
                assert!(
                    rect.x >= -0.01
                        && rect.y >= -0.01
                        && rect.right() <= right
                        && rect.bottom() <= bottom
                );
            }
        }
    }

    #[test]
    fn the_most_tied_state_stands_in_the_middle_and_the_asked_one_left() {
        let (events, actors) = sample::seeds();
        let order = |focus: &[&str]| -> Vec<String> {
            let focus = focus.iter().map(crate::model::ActorId::new).collect();
            let view = View::new(
                &events,
                &actors,
                &ViewOptions {
                    focus,
                    ..ViewOptions::default()
                },
            );
            view.stacks
                .iter()
                .flatten()
                .map(|c| view.columns[*c].key.clone())
                .collect()
        };
        assert_eq!(order(&[]), ["CHN", "AFG", "RUS"]);
        assert_eq!(order(&["RUS"]), ["RUS", "AFG", "CHN"]);
    }
}
