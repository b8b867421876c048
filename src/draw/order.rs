//! Orders the rows of the columns so that few lines cross.
//!
//! Order and height are found together, by pulling every node towards its neighbours and pushing apart
//! what would overlap; the best arrangement seen is kept. No chance is involved and every tie is broken by
//! index, so the same view gives the same sheet.

use super::grid::{Grid, Item, Row};
use std::collections::BTreeMap;

const ROUNDS: usize = 28;
/// Most lines for which neighbours are exchanged one by one: beyond, that takes seconds.
const EXCHANGED: usize = 250;

impl Grid<'_> {
    /// The items of each stack in their best order found.
    pub(super) fn arrange(&self, room: f64) -> Vec<Vec<(Item, f64)>> {
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
