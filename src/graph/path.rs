//! Chains of events from one actor to another.

use super::net::{Net, ends};
use super::{Graph, Query, time_path};
use crate::error::Result;
use crate::model::{ActorId, Event};
use serde::Serialize;
use std::cmp::Reverse;
use std::fmt;

/// What chains are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathOptions {
    /// How many, the shortest first.
    pub k: usize,
    /// Every chain that visits no one twice, up to `max_hops`.
    pub all: bool,
    /// Longest chain; `None` is [`PathOptions::USUAL_HOPS`] with `all` or in time order, else up to
    /// [`PathOptions::DETOUR_HOPS`] more than the shortest has.
    pub max_hops: Option<usize>,
    /// Dates never go back along the chain (ranges count from their first day); undated events have no
    /// place in it.
    pub time_order: bool,
    /// Days between one hop and the next, at least. Means `time_order`.
    pub min_gap_days: Option<i64>,
    /// Days between one hop and the next, at most. Means `time_order`.
    pub max_gap_days: Option<i64>,
}

impl PathOptions {
    /// Longest chain looked for when all are asked for or dates bind, and no length is given.
    pub const USUAL_HOPS: usize = 4;
    /// How much longer than the shortest the next ones may be, when no length is given.
    pub const DETOUR_HOPS: usize = 2;
}

impl Default for PathOptions {
    fn default() -> Self {
        PathOptions {
            k: 1,
            all: false,
            max_hops: None,
            time_order: false,
            min_gap_days: None,
            max_gap_days: None,
        }
    }
}

/// A chain of events: each shares an actor, or a state, with the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// One event a hop; of several between the same two the one most told of, then the earliest; in time
    /// order the earliest that lets the chain go on.
    pub hops: Vec<Event>,
    /// Where it starts.
    pub from: ActorId,
    /// Where it ends.
    pub to: ActorId,
    /// Count of hops.
    pub length: usize,
    /// Who links one hop to the next: one fewer than hops.
    pub via: Vec<ActorId>,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, hop) in self.hops.iter().enumerate() {
            if i > 0 {
                f.write_str(" · ")?;
            }
            write!(f, "{hop}")?;
        }
        Ok(())
    }
}

/// Of chains of one length at most so many are compared to find the best.
const COMPARED: usize = 20_000;

/// The units a chain passes, ends included, and for each hop the events it may be.
pub(super) struct Chain {
    pub units: Vec<u32>,
    pub hops: Vec<Vec<u32>>,
}

/// The first end is unit 0, the second unit 1.
pub(super) const FROM: u32 = 0;
pub(super) const TO: u32 = 1;

impl Graph {
    /// Chains of events between two actors, shortest first; of one length those whose weakest link has the
    /// most events, then by the ids passed.
    ///
    /// A state means the state and all that belongs to it, and a chain may go on from any of it: with
    /// [`Query::exactly`] hops must share the actor itself. Direction does not matter.
    ///
    /// # Errors
    ///
    /// Unknown actors, in `a`, `b` or the query.
    ///
    /// ```
    /// use chancery::graph::{Graph, PathOptions, Query};
    ///
    /// let options = PathOptions { k: 3, time_order: true, ..PathOptions::default() };
    /// assert!(Graph::new().paths("CHN", "RUS", &Query::new(), &options).is_err(), "no such actors");
    /// ```
    pub fn paths(
        &self,
        a: &str,
        b: &str,
        query: &Query,
        options: &PathOptions,
    ) -> Result<Vec<Path>> {
        self.resolve(query)?;
        let ends = ends(
            self,
            self.find_actor(a)?,
            self.find_actor(b)?,
            query.exactly,
        );
        if ends[0].1 == ends[1].1 {
            return Ok(Vec::new());
        }
        let net = Net::new(self, query, &ends);
        let mut paths = search(&net, options, 1);
        paths.truncate(query.limit.unwrap_or(usize::MAX));
        Ok(paths)
    }
}

/// The chains from unit 0 to unit 1 of at least so many hops.
pub(super) fn search(net: &Net, options: &PathOptions, min_hops: usize) -> Vec<Path> {
    let timed = options.time_order || options.min_gap_days.or(options.max_gap_days).is_some();
    let mut steps = Steps::new(net);
    let longest = match options.max_hops {
        Some(hops) => hops,
        None if timed || options.all => PathOptions::USUAL_HOPS,
        None => match steps.shortest() {
            Some(hops) => hops.max(min_hops) + PathOptions::DETOUR_HOPS,
            None => return Vec::new(),
        },
    };
    let wanted = if options.all { usize::MAX } else { options.k };
    let compared = if options.all {
        usize::MAX
    } else {
        COMPARED.max(options.k)
    };
    let mut timed = timed.then(|| time_path::Dated::new(net, options));
    let mut paths = Vec::new();
    // No chain that visits nobody twice is longer than there are units.
    for length in min_hops..=longest.min(net.len().saturating_sub(1)) {
        let mut chains = match &mut timed {
            Some(dated) => dated.chains(length, compared),
            None => steps.chains(length, compared),
        };
        chains.sort_by_cached_key(|chain| {
            let weakest = chain.hops.iter().map(Vec::len).min();
            (Reverse(weakest), chain.units.clone())
        });
        let picked = chains.iter().filter_map(|chain| {
            let hops = match &timed {
                Some(dated) => dated.pick(&chain.hops)?,
                None => pick(net, &chain.hops)?,
            };
            Some(path(net, chain, &hops))
        });
        paths.extend(picked.take(wanted - paths.len()));
        if paths.len() == wanted {
            break;
        }
    }
    paths
}

fn path(net: &Net, chain: &Chain, hops: &[u32]) -> Path {
    let inner = &chain.units[1..chain.units.len() - 1];
    Path {
        hops: hops.iter().map(|e| net.shown(*e).into_owned()).collect(),
        from: net.label(FROM).clone(),
        to: net.label(TO).clone(),
        length: hops.len(),
        via: inner.iter().map(|unit| net.label(*unit).clone()).collect(),
    }
}

/// For each hop the event most told of, then the earliest; no event serves two hops.
fn pick(net: &Net, hops: &[Vec<u32>]) -> Option<Vec<u32>> {
    let by_weight = |events: &Vec<u32>| {
        let mut events = events.clone();
        events.sort_by_cached_key(|at| {
            let event = net.event(*at);
            (Reverse(event.sources), Reverse(event.evidence.len()), *at)
        });
        events
    };
    let choices: Vec<Vec<u32>> = hops.iter().map(by_weight).collect();
    distinct(&choices, &|_, _| true)
}

/// The first choice for each hop such that no event comes twice and neighbours fit.
pub(super) fn distinct(choices: &[Vec<u32>], fits: &dyn Fn(u32, u32) -> bool) -> Option<Vec<u32>> {
    fn go(choices: &[Vec<u32>], fits: &dyn Fn(u32, u32) -> bool, taken: &mut Vec<u32>) -> bool {
        let Some(events) = choices.get(taken.len()) else {
            return true;
        };
        for event in events {
            let after = taken.last().is_none_or(|before| fits(*before, *event));
            if after && !taken.contains(event) {
                taken.push(*event);
                if go(choices, fits, taken) {
                    return true;
                }
                taken.pop();
            }
        }
        false
    }
    let mut taken = Vec::with_capacity(choices.len());
    go(choices, fits, &mut taken).then_some(taken)
}

/// Hops from each unit to unit 1, worked out ring by ring from there as far as needed.
struct Steps<'n, 'g> {
    net: &'n Net<'g>,
    left: Vec<Option<usize>>,
    ring: Vec<u32>,
    rings: usize,
}

impl<'n, 'g> Steps<'n, 'g> {
    fn new(net: &'n Net<'g>) -> Self {
        let mut left = vec![None; net.len()];
        left[TO as usize] = Some(0);
        Steps {
            net,
            left,
            ring: vec![TO],
            rings: 0,
        }
    }

    fn grow(&mut self) {
        self.rings += 1;
        let mut next = Vec::new();
        for unit in &self.ring {
            for (other, _) in self.net.around(*unit) {
                let left = &mut self.left[*other as usize];
                if left.is_none() {
                    *left = Some(self.rings);
                    // A chain ends where it started from: nothing leads on through unit 0.
                    if *other != FROM {
                        next.push(*other);
                    }
                }
            }
        }
        self.ring = next;
    }

    fn shortest(&mut self) -> Option<usize> {
        while self.left[FROM as usize].is_none() && !self.ring.is_empty() {
            self.grow();
        }
        self.left[FROM as usize]
    }

    /// Chains of just that many hops, at most `most`.
    fn chains(&mut self, length: usize, most: usize) -> Vec<Chain> {
        while self.rings + 1 < length && !self.ring.is_empty() {
            self.grow();
        }
        let mut found = Vec::new();
        self.walk(&mut vec![FROM], length, most, &mut found);
        found
    }

    fn walk(&self, units: &mut Vec<u32>, hops: usize, most: usize, found: &mut Vec<Chain>) {
        let here = *units.last().expect("starts with unit 0");
        if hops == 1 {
            if !self.net.between(here, TO).is_empty() {
                units.push(TO);
                let hop = |pair: &[u32]| self.net.between(pair[0], pair[1]).to_vec();
                found.push(Chain {
                    units: units.clone(),
                    hops: units.windows(2).map(hop).collect(),
                });
                units.pop();
            }
            return;
        }
        for (next, _) in self.net.around(here) {
            let near = self.left[*next as usize].is_some_and(|left| left < hops);
            if near && *next != TO && !units.contains(next) && found.len() < most {
                units.push(*next);
                self.walk(units, hops - 1, most, found);
                units.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::graph;
    use super::*;

    fn shown(paths: &[Path]) -> Vec<String> {
        let via = |p: &Path| p.via.iter().map(|id| format!(" {id}")).collect::<String>();
        let cameo = |p: &Path| {
            p.hops
                .iter()
                .map(|e| format!(" {}", e.cameo))
                .collect::<String>()
        };
        paths
            .iter()
            .map(|p| format!("{}{} |{}", p.length, via(p), cameo(p)))
            .collect()
    }

    fn small() -> Graph {
        graph(&[
            "CHN.wang-yi > AFG.muttaqi 051 2025-05-21",
            "CHN > AFG 020 2025-05-22",
            "RUS > AFG.GOV 054 2025-07-03",
            "RUS.MFA > AFG 020 2025-07-04",
            "CHN > PAK 040 2025-05-01",
            "PAK > IND 190 2025-05-07",
            "IND > RUS 040 2025-06-01",
            "NOR > SWE 040 2025-06-01",
        ])
    }

    #[test]
    fn chains_go_through_states_as_wholes() -> Result<()> {
        let graph = small();
        let paths = |a: &str, b: &str, query: &Query, k| {
            let options = PathOptions {
                k,
                ..PathOptions::default()
            };
            graph.paths(a, b, query, &options).map(|p| shown(&p))
        };
        let q = Query::new;
        assert_eq!(paths("CHN", "RUS", &q(), 1)?, ["2 AFG | 051 054"]);
        assert_eq!(
            paths("CHN", "RUS", &q(), 9)?,
            ["2 AFG | 051 054", "3 PAK IND | 040 190 040"]
        );
        assert_eq!(
            paths("CHN.wang-yi", "RUS.MFA", &q(), 1)?,
            ["2 AFG | 051 020"]
        );
        assert_eq!(
            paths("CHN", "RUS", &q().exactly(), 1)?,
            ["3 PAK IND | 040 190 040"]
        );
        assert_eq!(
            paths("CHN", "RUS", &q().since("2025-05-22")?, 1)?,
            ["2 AFG | 020 054"]
        );
        assert_eq!(paths("CHN", "NOR", &q(), 1)?, [""; 0]);
        assert_eq!(paths("CHN", "CHN.GOV", &q(), 1)?, [""; 0]);
        assert_eq!(paths("CHN.wang-yi", "CHN", &q(), 1)?, ["2 AFG | 051 020"]);
        assert!(paths("CHN", "XYZ", &q(), 1).is_err());
        Ok(())
    }

    #[test]
    fn all_lists_every_simple_chain_up_to_a_length() -> Result<()> {
        let graph = small();
        let all = |max_hops| {
            let options = PathOptions {
                all: true,
                max_hops,
                ..PathOptions::default()
            };
            graph
                .paths("CHN", "RUS", &Query::new(), &options)
                .map(|p| p.len())
        };
        assert_eq!((all(None)?, all(Some(2))?, all(Some(1))?), (2, 1, 0));
        Ok(())
    }

    #[test]
    fn the_same_meeting_is_not_two_hops() -> Result<()> {
        let graph = graph(&["AFG > CHN,RUS 030 2025-05-21"]);
        assert!(
            graph
                .paths("CHN", "RUS", &Query::new(), &PathOptions::default())?
                .is_empty()
        );
        Ok(())
    }

    #[test]
    fn stronger_links_come_first() -> Result<()> {
        let graph = graph(&[
            "CHN > AFG 020 2025-05-22",
            "AFG > RUS 020 2025-05-22",
            "CHN > IND 020 2025-05-22",
            "CHN > IND 020 2025-05-23",
            "IND > RUS 020 2025-05-22",
            "RUS > IND 020 2025-05-24",
        ]);
        let options = PathOptions {
            k: 2,
            ..PathOptions::default()
        };
        let paths = graph.paths("CHN", "RUS", &Query::new(), &options)?;
        assert_eq!(shown(&paths), ["2 IND | 020 020", "2 AFG | 020 020"]);
        Ok(())
    }
}
