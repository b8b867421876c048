//! What `chancery draw` is asked to show, for pictures and pages alike: which events, and why there are none.

use super::args::{Draw, Picture};
use super::report::Failure;
use super::session::Session;
use crate::graph::{Graph, Path, PathOptions, Query};
use crate::model::{ActorId, Event, EventId};
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Draw {
    /// The actors named.
    fn named(&self) -> impl Iterator<Item = &String> {
        [&self.a, &self.b].into_iter().flatten()
    }

    /// The view asked for, or the usual one of so many actors named.
    pub(super) fn what(&self) -> Result<Picture, Failure> {
        let named = self.named().count();
        let usual = [Picture::Graph, Picture::Ego, Picture::Pair][named];
        let what = self.view.unwrap_or(usual);
        let (needs, words) = match what {
            Picture::Timeline => return Ok(what),
            Picture::Graph => (0, "no actor: filter with `--actor`"),
            Picture::Ego => (1, "one actor: `draw A --view ego`"),
            Picture::Pair => (2, "two actors: `draw A B --view pair`"),
            Picture::Path => (2, "two actors: `draw A B --view path`"),
        };
        match named == needs {
            true => Ok(what),
            false => Err(Failure::usage(format!("this view takes {words}"))),
        }
    }
}

/// What is asked of the graph.
pub(super) struct Asked<'a> {
    args: &'a Draw,
    what: Picture,
    graph: &'a Graph,
    query: Query,
    /// The actors named.
    pub(super) focus: Vec<ActorId>,
}

impl<'a> Asked<'a> {
    /// Finds the actors named and reads the filters.
    pub(super) fn new(
        args: &'a Draw,
        what: Picture,
        graph: &'a Graph,
        session: &mut Session,
    ) -> Result<Self, Failure> {
        let query = session.query(graph, &args.filters)?;
        let mut focus = Vec::new();
        for name in args.named() {
            focus.push(session.actor(graph, name)?);
        }
        Ok(Asked {
            args,
            what,
            graph,
            query,
            focus,
        })
    }

    /// Everything; or what is around one actor; or what ties two, the chains between them included.
    pub(super) fn events(&self) -> Result<Vec<Event>, Failure> {
        let (graph, query) = (self.graph, &self.query);
        Ok(match (self.what, self.focus.as_slice()) {
            (Picture::Path, _) => distinct(&self.paths()?),
            (Picture::Timeline, [a, b]) => owned(graph.ties(a.as_str(), b.as_str(), query)?.events),
            (Picture::Timeline, _) => owned(graph.events(&self.about())),
            (_, [a, b]) => {
                let ties = graph.ties(a.as_str(), b.as_str(), query)?;
                let chained = ties.chains.into_iter().flat_map(|chain| chain.hops);
                once(owned(ties.events).into_iter().chain(chained))
            }
            (_, [a]) => owned(graph.ego(a.as_str(), self.args.hops, query)?.events),
            _ => owned(graph.events(query)),
        })
    }

    /// The chains from the first to the second; none when two are not named.
    pub(super) fn paths(&self) -> Result<Vec<Path>, Failure> {
        let [a, b] = self.focus.as_slice() else {
            return Ok(Vec::new());
        };
        let query = Query {
            limit: None,
            ..self.query.clone()
        };
        Ok(self
            .graph
            .paths(a.as_str(), b.as_str(), &query, &self.wanted())?)
    }

    /// One sentence on why nothing was found.
    pub(super) fn why_nothing(&self) -> String {
        let (graph, query) = (self.graph, &self.query);
        match self.focus.as_slice() {
            [a, b] if self.what == Picture::Path => {
                graph.why_no_paths(a.as_str(), b.as_str(), query, &self.wanted())
            }
            [a, b] => graph.why_no_ties(a.as_str(), b.as_str(), query),
            _ => graph.why_no_events(&self.about()),
        }
    }

    /// How many chains, and whether their dates may go back.
    fn wanted(&self) -> PathOptions {
        PathOptions {
            k: self.query.limit.unwrap_or(self.args.k),
            time_order: self.args.time_order,
            ..PathOptions::default()
        }
    }

    /// The query, of the one actor named.
    fn about(&self) -> Query {
        match self.focus.as_slice() {
            [a] => Query {
                actor: vec![a.to_string()],
                ..self.query.clone()
            },
            _ => self.query.clone(),
        }
    }
}

/// The events of chains, each once.
pub(super) fn distinct(paths: &[Path]) -> Vec<Event> {
    once(paths.iter().flat_map(|p| p.hops.iter().cloned()))
}

/// Each event once, by id.
fn once(events: impl Iterator<Item = Event>) -> Vec<Event> {
    let once: BTreeMap<EventId, Event> = events.map(|e| (e.id.clone(), e)).collect();
    once.into_values().collect()
}

fn owned(events: Vec<Cow<'_, Event>>) -> Vec<Event> {
    events.into_iter().map(Cow::into_owned).collect()
}
