//! Chains whose dates never go back.
//!
//! Going backwards from the end, for each number of hops left the latest day on which a chain may still leave
//! a unit is worked out; forwards only what can still arrive is followed.

use super::net::Net;
use super::path::{Chain, FROM, PathOptions, TO, distinct};
use crate::model::Date;
use rustc_hash::FxHashMap;

/// A search with dates.
pub(super) struct Dated<'n, 'g> {
    net: &'n Net<'g>,
    min_gap: i64,
    max_gap: i64,
    /// For 1, 2, 3 … hops left: the latest day, as a number, to leave each unit that can still arrive.
    latest: Vec<FxHashMap<u32, i64>>,
}

/// Days since 1970-01-01.
fn number(date: Date) -> i64 {
    let days = date.since(Date::constant(1970, 1, 1));
    days.map_or(0, |span| i64::from(span.get_days()))
}

impl<'n, 'g> Dated<'n, 'g> {
    pub(super) fn new(net: &'n Net<'g>, options: &PathOptions) -> Self {
        Dated {
            net,
            // A negative gap would let dates go back.
            min_gap: options.min_gap_days.unwrap_or(0).max(0),
            max_gap: options.max_gap_days.unwrap_or(i64::MAX),
            latest: Vec::new(),
        }
    }

    fn day(&self, event: u32) -> Option<i64> {
        self.net.event(event).date.map(number)
    }

    /// The latest days for one more hop left.
    fn grow(&mut self) {
        let mut next: FxHashMap<u32, i64> = FxHashMap::default();
        let mut leave = |unit: u32, day: i64| {
            let latest = next.entry(unit).or_insert(day);
            *latest = day.max(*latest);
        };
        match self.latest.last() {
            None => {
                for (unit, events) in self.net.around(TO) {
                    events
                        .iter()
                        .filter_map(|e| self.day(*e))
                        .for_each(|day| leave(*unit, day));
                }
            }
            Some(before) => {
                for (via, latest) in before.iter().filter(|(via, _)| **via != FROM) {
                    for (unit, events) in self.net.around(*via).iter().filter(|(u, _)| *u != TO) {
                        let days = events.iter().filter_map(|e| self.day(*e));
                        days.filter(|day| day + self.min_gap <= *latest)
                            .for_each(|day| leave(*unit, day));
                    }
                }
            }
        }
        self.latest.push(next);
    }

    /// Chains of just that many hops, at most `most`; each hop holds the events that fit those before it.
    pub(super) fn chains(&mut self, length: usize, most: usize) -> Vec<Chain> {
        while self.latest.len() < length {
            self.grow();
        }
        let mut found = Vec::new();
        self.walk(&mut vec![FROM], &mut Vec::new(), length, most, &mut found);
        found
    }

    fn walk(
        &self,
        units: &mut Vec<u32>,
        hops: &mut Vec<Vec<u32>>,
        left: usize,
        most: usize,
        found: &mut Vec<Chain>,
    ) {
        if left == 0 {
            found.push(Chain {
                units: units.clone(),
                hops: hops.clone(),
            });
            return;
        }
        let here = *units.last().expect("starts with unit 0");
        for (next, events) in self.net.around(here) {
            if (*next == TO) != (left == 1) || units.contains(next) || found.len() >= most {
                continue;
            }
            let in_time = |day: i64| {
                let latest = left.checked_sub(2).map(|l| self.latest[l].get(next));
                match latest {
                    None => true,
                    Some(latest) => latest.is_some_and(|latest| day + self.min_gap <= *latest),
                }
            };
            let before: Option<Vec<i64>> = hops
                .last()
                .map(|events| events.iter().filter_map(|e| self.day(*e)).collect());
            let follows = |day: i64| {
                before.as_ref().is_none_or(|days| {
                    // The last day before that leaves the least gap: if the nearest is too far, all are.
                    let at = days.partition_point(|before| before + self.min_gap <= day);
                    at > 0 && day - days[at - 1] <= self.max_gap
                })
            };
            let fits = |e: &&u32| {
                self.day(**e)
                    .is_some_and(|day| in_time(day) && follows(day))
            };
            let fitting: Vec<u32> = events.iter().filter(fits).copied().collect();
            if !fitting.is_empty() {
                units.push(*next);
                hops.push(fitting);
                self.walk(units, hops, left - 1, most, found);
                hops.pop();
                units.pop();
            }
        }
    }

    /// The earliest event for each hop that lets the chain go on in time.
    pub(super) fn pick(&self, hops: &[Vec<u32>]) -> Option<Vec<u32>> {
        let fits = |before: u32, after: u32| match (self.day(before), self.day(after)) {
            (Some(before), Some(after)) => {
                (self.min_gap..=self.max_gap).contains(&(after - before))
            }
            _ => false,
        };
        // Events that nothing can follow are struck out first, so that picking does not wander.
        let mut hops = hops.to_vec();
        for at in (1..hops.len()).rev() {
            let after = hops[at].clone();
            hops[at - 1].retain(|before| after.iter().any(|after| fits(*before, *after)));
        }
        distinct(&hops, &fits)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::graph;
    use super::super::{Graph, Query};
    use super::*;

    fn dates(graph: &Graph, options: PathOptions) -> Vec<Vec<String>> {
        let paths = graph
            .paths("CHN", "RUS", &Query::new(), &options)
            .unwrap_or_default();
        let day = |e: &crate::model::Event| e.date.map(|d| d.to_string()).unwrap_or_default();
        paths
            .iter()
            .map(|p| p.hops.iter().map(day).collect())
            .collect()
    }

    #[test]
    fn dates_never_go_back_and_gaps_bind() {
        let graph = graph(&[
            "CHN > AFG 020 2025-05-20",
            "CHN > AFG 020 2025-05-01",
            "AFG > RUS 020 2025-05-10",
            "AFG > RUS 020 2025-04-10",
            "AFG > RUS 020 -",
            "CHN > IND 020 2025-06-01",
            "IND > RUS 020 2025-05-01",
        ]);
        let timed = PathOptions {
            k: 9,
            time_order: true,
            ..PathOptions::default()
        };
        let gap = |min, max| PathOptions {
            min_gap_days: min,
            max_gap_days: max,
            ..timed.clone()
        };
        let one = vec![vec!["2025-05-01".to_owned(), "2025-05-10".to_owned()]];
        assert_eq!(dates(&graph, timed.clone()), one);
        assert_eq!(dates(&graph, gap(Some(9), None)), one);
        assert_eq!(dates(&graph, gap(None, Some(9))), one);
        assert!(dates(&graph, gap(Some(10), None)).is_empty());
        assert!(dates(&graph, gap(None, Some(8))).is_empty());
        assert!(
            dates(
                &graph,
                PathOptions {
                    max_hops: Some(1),
                    ..timed
                }
            )
            .is_empty()
        );
    }

    #[test]
    fn a_later_first_hop_is_taken_when_the_gap_is_bounded() {
        let graph = graph(&[
            "CHN > AFG 020 2025-01-01",
            "CHN > AFG 020 2025-05-01",
            "AFG > RUS 020 2025-05-02",
        ]);
        let options = PathOptions {
            max_gap_days: Some(3),
            ..PathOptions::default()
        };
        assert_eq!(dates(&graph, options), [["2025-05-01", "2025-05-02"]]);
    }
}
