//! Where everyone stands when only ties count: distances on paper as close as can be to distances in the graph.
//!
//! Stress is lowered pair by pair with a shrinking step, after Zheng, Pawar and Goodman, "Graph Drawing by
//! Stochastic Gradient Descent" (2018). In graphs of more than [`ALL_PAIRS`] actors each is held against some
//! far ones only.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::super::sheet::Point;

/// Most actors for which every pair is weighed.
const ALL_PAIRS: usize = 900;
/// Otherwise, against how many others each is held.
const PIVOTS: usize = 120;
const ROUNDS: i32 = 60;
/// Length of the strongest tie; the weakest is [`WEAKEST`] times as long, so that rings form around those with many.
const SHORTEST: f64 = 90.0;
const WEAKEST: f64 = 2.4;
/// Those of one state are held together by a tie of this many lengths when nothing else ties them.
const HOME: f64 = 1.5;
/// Distance of those whom no chain joins, in lengths of the longest chain.
const STRANGERS: f64 = 1.0;

/// A mixed sequence from a seed: Marsaglia's xorshift64*.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    /// A number below `most`.
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % most.max(1)
    }
    fn share(&mut self) -> f64 {
        self.below(1 << 20) as f64 / f64::from(1 << 20)
    }
}

/// The middle of every node. `ties` are pairs with their count of events, `homes` the state of each node.
pub(super) fn places(
    sizes: &[(f64, f64)],
    ties: &[(usize, usize, f64)],
    homes: &[Option<usize>],
    seed: u64,
) -> Vec<Point> {
    let n = sizes.len();
    let mut dice = Dice::new(seed);
    let mut terms = terms(&neighbours(n, ties, homes), n, &mut dice);
    // a sunflower's seeds: spread evenly, no two on one spot
    let mut places: Vec<Point> = (0..n)
        .map(|i| {
            let (r, turn) = ((i as f64 + 0.5).sqrt() * 60.0, i as f64 * 2.399_963);
            let shake = dice.share() * 20.0;
            (r * turn.cos() + shake, r * turn.sin() - shake)
        })
        .collect();
    let far = terms.iter().map(|t| t.2).fold(1.0, f64::max);
    let near = terms.iter().map(|t| t.2).fold(far, f64::min);
    let (first, last) = (far * far, 0.1 * near * near);
    for round in 0..ROUNDS {
        let step = first * (last / first).powf(f64::from(round) / f64::from(ROUNDS - 1));
        for i in (1..terms.len()).rev() {
            terms.swap(i, dice.below(i + 1));
        }
        for (a, b, want) in &terms {
            let (p, q) = (places[*a as usize], places[*b as usize]);
            let (dx, dy) = (p.0 - q.0, p.1 - q.1);
            let apart = dx.hypot(dy).max(1e-6);
            let pull = (step / (want * want)).min(1.0) * (apart - want) / (2.0 * apart);
            places[*a as usize] = (p.0 - dx * pull, p.1 - dy * pull);
            places[*b as usize] = (q.0 + dx * pull, q.1 + dy * pull);
        }
    }
    turn(&mut places);
    places
}

/// Whom each node is tied to, and how far away it should stand.
fn neighbours(
    n: usize,
    ties: &[(usize, usize, f64)],
    homes: &[Option<usize>],
) -> Vec<Vec<(usize, f64)>> {
    let most = ties.iter().map(|t| t.2).fold(1.0, f64::max);
    let mut degree = vec![0.0f64; n];
    for (a, b, _) in ties {
        degree[*a] += 1.0;
        degree[*b] += 1.0;
    }
    let mut around = vec![Vec::new(); n];
    for (a, b, events) in ties {
        let weak = 1.0 - (1.0 + events).ln() / (1.0 + most).ln();
        // two that both have many ties need room between them for all of those
        let crowd = degree[*a].min(degree[*b]).sqrt() * 0.18;
        let long = SHORTEST * (1.0 + (WEAKEST - 1.0) * weak + crowd);
        around[*a].push((*b, long));
        around[*b].push((*a, long));
    }
    // those of one state follow the one among them with the most ties
    let states = homes.iter().flatten().max().map_or(0, |s| s + 1);
    let mut heads: Vec<Option<usize>> = vec![None; states];
    for (node, home) in homes.iter().enumerate() {
        if let Some(home) = home {
            let head = heads[*home].get_or_insert(node);
            if degree[node] > degree[*head] {
                *head = node;
            }
        }
    }
    for (node, home) in homes.iter().enumerate() {
        if let Some(head) = home.and_then(|h| heads[h]).filter(|h| *h != node) {
            let crowd = (degree[head].sqrt() * 0.1).min(2.0);
            let long = SHORTEST * (HOME + crowd);
            around[node].push((head, long));
            around[head].push((node, long));
        }
    }
    around
}

/// A node and the way to it; the nearest comes first from a heap.
struct Reached(f64, usize);

impl PartialEq for Reached {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Reached {}
impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0).then(other.1.cmp(&self.1))
    }
}

/// How far everyone is from one (Dijkstra).
fn ways_from(start: usize, around: &[Vec<(usize, f64)>]) -> Vec<f64> {
    let mut way = vec![f64::INFINITY; around.len()];
    way[start] = 0.0;
    let mut heap = BinaryHeap::from([Reached(0.0, start)]);
    while let Some(Reached(so_far, node)) = heap.pop() {
        if so_far > way[node] {
            continue;
        }
        for (next, long) in &around[node] {
            if so_far + long < way[*next] {
                way[*next] = so_far + long;
                heap.push(Reached(way[*next], *next));
            }
        }
    }
    way
}

/// Pairs to be held at a distance.
fn terms(around: &[Vec<(usize, f64)>], n: usize, dice: &mut Dice) -> Vec<(u32, u32, f64)> {
    let pivots: Vec<usize> = if n <= ALL_PAIRS {
        (0..n).collect()
    } else {
        let mut all: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            all.swap(i, dice.below(i + 1));
        }
        all.truncate(PIVOTS);
        all
    };
    let ways: Vec<Vec<f64>> = pivots.iter().map(|p| ways_from(*p, around)).collect();
    let reached = ways.iter().flatten().filter(|w| w.is_finite());
    let strangers = reached.fold(SHORTEST, |a, b| a.max(*b)) * STRANGERS;
    let mut out = Vec::new();
    for (pivot, ways) in pivots.iter().zip(&ways) {
        for (node, way) in ways.iter().enumerate() {
            let twice = n <= ALL_PAIRS && node <= *pivot;
            if node != *pivot && !twice {
                let want = if way.is_finite() { *way } else { strangers };
                out.push((*pivot as u32, node as u32, want));
            }
        }
    }
    if n > ALL_PAIRS {
        for (node, near) in around.iter().enumerate() {
            let near = near.iter().filter(|(other, _)| *other > node);
            out.extend(near.map(|(other, long)| (node as u32, *other as u32, *long)));
        }
    }
    out
}

/// Turns the map until it lies on its longer side.
fn turn(places: &mut [Point]) {
    let n = places.len().max(1) as f64;
    let middle = (
        places.iter().map(|p| p.0).sum::<f64>() / n,
        places.iter().map(|p| p.1).sum::<f64>() / n,
    );
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for p in places.iter_mut() {
        *p = (p.0 - middle.0, p.1 - middle.1);
        xx += p.0 * p.0;
        yy += p.1 * p.1;
        xy += p.0 * p.1;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = angle.sin_cos();
    for p in places.iter_mut() {
        *p = (p.0 * cos + p.1 * sin, p.1 * cos - p.0 * sin);
    }
}
