//! What lies between two actors, and around one.

use super::net::{Net, ends};
use super::path::{FROM, TO, search};
use super::{Graph, Level, Path, PathOptions, Query};
use crate::error::Result;
use crate::model::{ActorId, Event};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What ties two actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Ties<'g> {
    /// One side, as found.
    pub from: ActorId,
    /// The other.
    pub to: ActorId,
    /// Every event between them, in (date, id) order.
    pub events: Vec<Cow<'g, Event>>,
    /// The shortest chains through others, at most three.
    pub chains: Vec<Path>,
}

/// The neighbourhood of an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Ego<'g> {
    /// The actor, as found.
    pub center: ActorId,
    /// Those one hop away, those two hops away …; each list sorted by id.
    pub rings: Vec<Vec<ActorId>>,
    /// Every event among the centre and the rings, in (date, id) order.
    pub events: Vec<Cow<'g, Event>>,
}

/// Chains shown beside the events between two actors.
const CHAINS: PathOptions = PathOptions {
    k: 3,
    all: false,
    max_hops: Some(PathOptions::USUAL_HOPS),
    time_order: false,
    min_gap_days: None,
    max_gap_days: None,
};

impl Graph {
    /// Every event between two actors, and the shortest chains through others.
    ///
    /// A state means the state and all that belongs to it; a state with itself gives what happened inside.
    ///
    /// # Errors
    ///
    /// Unknown actors, in `a`, `b` or the query.
    pub fn ties(&self, a: &str, b: &str, query: &Query) -> Result<Ties<'_>> {
        self.resolve(query)?;
        let (from, to) = (self.find_actor(a)?, self.find_actor(b)?);
        let ends = ends(self, from.clone(), to.clone(), query.exactly);
        let one = ends[0].1 == ends[1].1;
        let net = Net::new(self, query, if one { &ends[..1] } else { &ends });
        let found = match one {
            true => net.inside(FROM),
            false => net.between(FROM, TO).to_vec(),
        };
        let events = found.iter().map(|e| net.shown(*e));
        Ok(Ties {
            from,
            to,
            events: events.take(query.limit.unwrap_or(usize::MAX)).collect(),
            chains: match one {
                true => Vec::new(),
                false => search(&net, &CHAINS, 2),
            },
        })
    }

    /// The actors up to `hops` events away, and the events among them.
    ///
    /// # Errors
    ///
    /// Unknown actors, in `a` or the query.
    pub fn ego(&self, a: &str, hops: usize, query: &Query) -> Result<Ego<'_>> {
        self.resolve(query)?;
        let center = self.find_actor(a)?;
        let members = self.members(&center, query.exactly);
        let net = Net::new(self, query, &[(center.clone(), members)]);
        let mut near = BTreeSet::from([FROM]);
        let mut ring = near.clone();
        let mut rings = Vec::new();
        for _ in 0..hops {
            let mut next = BTreeSet::new();
            let mut actors = BTreeSet::new();
            for unit in &ring {
                for (other, events) in net.around(*unit).iter().filter(|(u, _)| !near.contains(u)) {
                    next.insert(*other);
                    if query.level.is_some_and(|level| level != Level::Actor) {
                        actors.insert(net.label(*other));
                        continue;
                    }
                    for event in events {
                        let parties = net.event(*event).parties().map(|p| &p.id);
                        actors.extend(parties.filter(|id| net.unit(id, *event) == Some(*other)));
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            near.extend(&next);
            rings.push(actors.into_iter().cloned().collect());
            ring = next;
        }
        let among = |unit: &u32| {
            let around = net.around(*unit).iter();
            around
                .filter(|(other, _)| near.contains(other))
                .flat_map(|(_, events)| events)
        };
        let events: BTreeSet<u32> = near.iter().flat_map(among).copied().collect();
        let shown = events.into_iter().map(|e| net.shown(e));
        Ok(Ego {
            center,
            rings,
            events: shown.take(query.limit.unwrap_or(usize::MAX)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::graph;
    use super::*;

    fn small() -> Graph {
        graph(&[
            "CHN.wang-yi & AFG.muttaqi 040 2025-05-21",
            "AFG.GOV > CHN 030 2025-05-20",
            "RUS > AFG.GOV 054 2025-07-03",
            "CHN > RUS 020 2025-07-04",
            "CHN,RUS > AFG 020 2025-07-05",
            "CHN > CHN.MFA 110 2025-07-06",
            "RUS > IND 040 2025-01-01",
        ])
    }

    #[test]
    fn ties_are_between_two_sides() -> Result<()> {
        let graph = small();
        let count =
            |a: &str, b: &str, query: &Query| graph.ties(a, b, query).map(|t| t.events.len());
        let q = Query::new;
        assert_eq!(count("CHN", "AFG", &q())?, 3);
        assert_eq!(count("AFG", "CHN", &q())?, 3);
        assert_eq!(
            count("CHN", "RUS", &q())?,
            1,
            "two who act together are not tied by it"
        );
        assert_eq!(count("CHN", "AFG", &q().exactly())?, 1);
        assert_eq!(count("CHN.wang-yi", "AFG", &q())?, 1);
        assert_eq!(count("CHN", "AFG", &q().until("2025-05")?)?, 2);
        assert_eq!(count("CHN", "CHN", &q())?, 1);
        assert_eq!(count("CHN", "IND", &q())?, 0);
        Ok(())
    }

    #[test]
    fn chains_lead_through_others() -> Result<()> {
        let graph = small();
        let chains = graph.ties("CHN", "AFG", &Query::new())?.chains;
        assert_eq!(chains.len(), 1);
        assert_eq!(chains[0].via, ["RUS".into()]);
        let rolled = Query::new().level(Level::State);
        let first = &graph.ties("CHN", "AFG", &rolled)?.events[0];
        assert_eq!(first.source[0].id, "AFG".into());
        Ok(())
    }

    #[test]
    fn rings_grow_hop_by_hop() -> Result<()> {
        let graph = small();
        let one = graph.ego("CHN", 1, &Query::new())?;
        assert_eq!(
            one.rings,
            [[
                "AFG".into(),
                "AFG.GOV".into(),
                "AFG.muttaqi".into(),
                ActorId::new("RUS")
            ]]
        );
        assert_eq!(one.events.len(), 5);
        let two = graph.ego("CHN", 2, &Query::new())?;
        assert_eq!(
            (two.rings[1].as_slice(), two.events.len()),
            (&["IND".into()][..], 6)
        );
        assert_eq!(graph.ego("CHN", 9, &Query::new())?, two);
        Ok(())
    }
}
