//! Which column stands where: states with many ties in the middle, close ties side by side.
//!
//! A few states get a column each. More share columns, stacked, so that a picture of thirty states
//! is no wider than one of five.

use super::view::{Column, Line, Node};
use crate::model::ActorId;

/// Most states whose places are searched for: the search takes time with the fourth power of their number.
const SEARCHED: usize = 36;

/// Columns from left to right; each entry lists the states stacked there.
pub(super) fn stacks(
    columns: &[Column],
    nodes: &[Node],
    lines: &[Line],
    focus: &[ActorId],
) -> Vec<Vec<usize>> {
    let n = columns.len();
    if n == 0 {
        return Vec::new();
    }
    let mut weight = vec![vec![0.0; n]; n];
    for line in lines {
        let (a, b) = (nodes[line.from].column, nodes[line.to].column);
        if a != b {
            weight[a][b] += 1.0;
            weight[b][a] += 1.0;
        }
    }
    let sizes: Vec<f64> = columns.iter().map(|c| c.nodes.len() as f64 + 0.8).collect();
    let places = if n <= 4 {
        n
    } else {
        let wanted = (nodes.len() as f64 * 0.62).sqrt().round() as usize;
        wanted.clamp(4, 6).min(n)
    };
    let place = search(&weight, &sizes, places);
    let mut stacks = vec![Vec::new(); places];
    for (column, place) in place.iter().enumerate() {
        stacks[*place].push(column);
    }
    stacks.retain(|s| !s.is_empty());
    if mirrored(&stacks, nodes, columns, focus) {
        stacks.reverse();
    }
    stacks
}

/// The place of each state, by exchanging and moving states while that shortens the ties.
fn search(weight: &[Vec<f64>], sizes: &[f64], places: usize) -> Vec<usize> {
    let n = sizes.len();
    let total: f64 = weight.iter().flatten().sum::<f64>().max(1.0);
    let degree: Vec<f64> = weight.iter().map(|row| row.iter().sum()).collect();
    let mean = sizes.iter().sum::<f64>() / places as f64;
    let middle = (places as f64 - 1.0) / 2.0;
    let cost = |place: &[usize]| {
        let mut cost = 0.0;
        let mut height = vec![0.0; places];
        for a in 0..n {
            height[place[a]] += sizes[a];
            for b in a + 1..n {
                let apart = place[a].abs_diff(place[b]) as f64;
                // a loop at a column's side reads worse than a line to the next column
                cost += weight[a][b]
                    * if apart == 0.0 {
                        1.7
                    } else {
                        apart * apart.sqrt()
                    };
            }
            cost += 0.1 * degree[a] * (place[a] as f64 - middle).abs();
        }
        if places < n {
            let uneven: f64 = height.iter().map(|h| (h / mean - 1.0).powi(2)).sum();
            cost += 0.7 * total * uneven / places as f64;
        }
        cost
    };
    // the most tied in the middle, the next ones alternately right and left of it
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| degree[*b].total_cmp(&degree[*a]).then(a.cmp(b)));
    let mut seats: Vec<usize> = (0..places).collect();
    seats.sort_by(|a, b| {
        (*a as f64 - middle)
            .abs()
            .total_cmp(&(*b as f64 - middle).abs())
            .then(b.cmp(a))
    });
    let mut place = vec![0; n];
    for (rank, column) in order.iter().enumerate() {
        place[*column] = seats[rank % places];
    }
    if n > SEARCHED {
        return place;
    }
    let mut best = cost(&place);
    loop {
        let mut found = None;
        for a in 0..n {
            let moves = (0..places).filter(|_| places < n).map(|p| (a, a, p));
            let swaps = (a + 1..n).map(|b| (a, b, 0));
            for (a, b, to) in moves.chain(swaps) {
                let mut trial = place.clone();
                if a == b {
                    trial[a] = to;
                } else {
                    trial.swap(a, b);
                }
                let cost = cost(&trial);
                if cost < best - 1e-9 {
                    best = cost;
                    found = Some(trial);
                }
            }
        }
        match found {
            Some(better) => place = better,
            None => return place,
        }
    }
}

/// Whether left and right should change: the first actor asked for stands left, else the first title.
fn mirrored(stacks: &[Vec<usize>], nodes: &[Node], columns: &[Column], focus: &[ActorId]) -> bool {
    let last = stacks.len() - 1;
    let column = focus.iter().find_map(|id| {
        let node = nodes.iter().find(|n| n.id == *id).map(|n| n.column);
        node.or_else(|| columns.iter().position(|c| c.key == id.root()))
    });
    let place = column.and_then(|c| stacks.iter().position(|s| s.contains(&c)));
    match place {
        Some(place) if place * 2 != last => place * 2 > last,
        _ => {
            let first_title = |at: usize| stacks[at].iter().map(|c| &columns[*c].title).min();
            first_title(last) < first_title(0)
        }
    }
}
