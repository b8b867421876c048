//! How central an actor is: shares of a random walk, and of the shortest chains that pass through it.
//!
//! Works on pairs, not on parallel edges: petgraph's `page_rank` is quadratic in the nodes, and a pair with a
//! hundred events must not count as a hundred neighbours on a shortest chain.

use crate::model::{ActorId, Event};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Chance that the random walk follows an edge rather than jumping (Brin and Page 1998).
const DAMPING: f64 = 0.85;
/// The walk has settled when no actor's share moves by more than this.
const SETTLED: f64 = 1e-10;
/// Rounds after which the walk is taken as it is.
const ROUNDS: usize = 200;

/// Actors in id order, and for each its neighbours with the count of events towards them.
struct Ties<'e> {
    actors: Vec<&'e ActorId>,
    out: Vec<BTreeMap<usize, f64>>,
}

impl<'e> Ties<'e> {
    fn of(events: &[&'e Event]) -> Self {
        let ids: BTreeSet<&ActorId> = events
            .iter()
            .flat_map(|e| e.parties())
            .map(|p| &p.id)
            .collect();
        let actors: Vec<&ActorId> = ids.into_iter().collect();
        let at = |id: &ActorId| actors.binary_search(&id).ok();
        let mut out = vec![BTreeMap::new(); actors.len()];
        for event in events {
            for source in &event.source {
                for target in event.target.iter().filter(|t| t.id != source.id) {
                    let Some((s, t)) = at(&source.id).zip(at(&target.id)) else {
                        continue;
                    };
                    *out[s].entry(t).or_insert(0.0) += 1.0;
                    if event.reciprocal {
                        *out[t].entry(s).or_insert(0.0) += 1.0;
                    }
                }
            }
        }
        Ties { actors, out }
    }

    fn named(self, scores: Vec<f64>) -> BTreeMap<ActorId, f64> {
        self.actors.into_iter().cloned().zip(scores).collect()
    }
}

/// Each actor's share of a random walk along the events, source to target; the shares add up to 1.
pub fn pagerank(events: &[&Event]) -> BTreeMap<ActorId, f64> {
    let ties = Ties::of(events);
    let n = ties.actors.len();
    let mut share = vec![1.0 / n.max(1) as f64; n];
    for _ in 0..ROUNDS {
        let idle: f64 = (0..n)
            .filter(|&i| ties.out[i].is_empty())
            .map(|i| share[i])
            .sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * idle) / n as f64; n];
        for (from, out) in ties.out.iter().enumerate() {
            let total: f64 = out.values().sum();
            for (&to, weight) in out {
                next[to] += DAMPING * share[from] * weight / total;
            }
        }
        let moved = share
            .iter()
            .zip(&next)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f64::max);
        share = next;
        if moved < SETTLED {
            break;
        }
    }
    ties.named(share)
}

/// For each actor the share of all pairs of others whose shortest chains pass through it, 0 to 1, direction ignored.
///
/// Brandes' algorithm (2001): one breadth-first search an actor, `O(actors × pairs)`.
pub fn betweenness(events: &[&Event]) -> BTreeMap<ActorId, f64> {
    let ties = Ties::of(events);
    let n = ties.actors.len();
    let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    for (from, out) in ties.out.iter().enumerate() {
        for &to in out.keys() {
            near[from].insert(to);
            near[to].insert(from);
        }
    }
    let mut through = vec![0.0; n];
    for start in 0..n {
        let mut hops = vec![usize::MAX; n];
        let mut chains = vec![0.0; n];
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); n];
        let mut order = Vec::new();
        let mut queue = VecDeque::from([start]);
        (hops[start], chains[start]) = (0, 1.0);
        while let Some(at) = queue.pop_front() {
            order.push(at);
            for &next in &near[at] {
                if hops[next] == usize::MAX {
                    hops[next] = hops[at] + 1;
                    queue.push_back(next);
                }
                if hops[next] == hops[at] + 1 {
                    chains[next] += chains[at];
                    before[next].push(at);
                }
            }
        }
        let mut depends = vec![0.0; n];
        for &at in order.iter().rev() {
            for &earlier in &before[at] {
                depends[earlier] += chains[earlier] / chains[at] * (1.0 + depends[at]);
            }
            if at != start {
                through[at] += depends[at];
            }
        }
    }
    let pairs = (n.saturating_sub(1) * n.saturating_sub(2)) as f64;
    if pairs > 0.0 {
        through.iter_mut().for_each(|score| *score /= pairs);
    }
    ties.named(through)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::testing::graph;

    fn scores(
        lines: &[&str],
        measure: fn(&[&Event]) -> BTreeMap<ActorId, f64>,
    ) -> Vec<(String, f64)> {
        let graph = graph(lines);
        let events: Vec<&Event> = graph.all_events().iter().collect();
        let rounded = |score: f64| (score * 1000.0).round() / 1000.0;
        measure(&events)
            .into_iter()
            .map(|(id, score)| (id.to_string(), rounded(score)))
            .collect()
    }

    #[test]
    fn the_middle_of_a_chain_lies_between() {
        let chain = [
            "A > B 040 2025-01-01",
            "B > C 040 2025-01-02",
            "B > C 050 2025-01-03",
        ];
        let want = [("A", 0.0), ("B", 1.0), ("C", 0.0)].map(|(id, s)| (id.to_owned(), s));
        assert_eq!(scores(&chain, betweenness), want);
    }

    #[test]
    fn who_is_turned_to_has_the_greater_share() {
        let star = [
            "A > C 040 2025-01-01",
            "B > C 040 2025-01-02",
            "D > C 040 2025-01-03",
        ];
        let got = scores(&star, pagerank);
        let sum: f64 = got.iter().map(|(_, s)| s).sum();
        assert!((sum - 1.0).abs() < 0.01, "{got:?}");
        assert_eq!(
            got.iter()
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .map(|(id, _)| id.as_str()),
            Some("C")
        );
    }

    #[test]
    fn nothing_is_measured_of_nothing() {
        assert!(pagerank(&[]).is_empty() && betweenness(&[]).is_empty());
    }
}
