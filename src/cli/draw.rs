//! `chancery draw`: a picture of the graph, of an actor's neighbourhood, of what lies between two, of the chains from one to
//! the other, or of what happened day by day.

use super::args::{self, Draw, Picture};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::draw::{
    self, Detail, Engine, Format, Layout, Scope, Theme, Timeline, View, ViewOptions,
};
use crate::graph::{Graph, PathOptions, Query};
use crate::model::{ActorId, Event, EventId};
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) fn run(args: &Draw, session: &mut Session) -> Result<Outcome, Failure> {
    let format = Format::of_path(&args.output)?;
    let named = [&args.a, &args.b].into_iter().flatten().count();
    let what = shows(args.view, named)?;
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let mut focus = Vec::new();
    for name in [&args.a, &args.b].into_iter().flatten() {
        focus.push(session.actor(&graph, name)?);
    }
    let engine = match args.engine {
        args::Engine::Own => Engine::Own,
        args::Engine::Dot => Engine::Dot,
    };
    let options = options(args, focus.clone());
    let asked = Asked {
        graph: &graph,
        query: &query,
        focus: &focus,
    };
    let drawn: Drawn = match what {
        Picture::Path => asked.chains(args, &options)?,
        Picture::Timeline => {
            let events = asked.dated(&focus)?;
            (
                Box::new(Timeline::new(&events, graph.actors(), &options)),
                events.len(),
            )
        }
        Picture::Graph | Picture::Ego | Picture::Pair => {
            let events = asked.around(args.hops)?;
            (
                Box::new(View::new(&events, graph.actors(), &options)),
                events.len(),
            )
        }
    };
    let (picture, n) = drawn;
    if n == 0 {
        session.report.nothing(&asked.why_nothing(args, what));
        return Ok(Outcome::NothingFound);
    }
    draw::write(picture.as_ref(), &args.output, format, engine)?;
    let file = args.output.display();
    session.report.note(&format!(
        "{n} {} drawn in {file}",
        plural(n, "event", "events")
    ));
    Ok(Outcome::Done)
}

/// A picture and how many events it was made from.
type Drawn = (Box<dyn draw::Picture>, usize);

/// What is drawn of so many actors named.
fn shows(asked: Option<Picture>, named: usize) -> Result<Picture, Failure> {
    let usual = [Picture::Graph, Picture::Ego, Picture::Pair][named];
    let (needs, words) = match asked {
        None => return Ok(usual),
        Some(what @ Picture::Timeline) => return Ok(what),
        Some(Picture::Graph) => (0, "no actor: filter with `--actor`"),
        Some(Picture::Ego) => (1, "one actor: `draw A --view ego`"),
        Some(Picture::Pair) => (2, "two actors: `draw A B --view pair`"),
        Some(Picture::Path) => (2, "two actors: `draw A B --view path`"),
    };
    match asked {
        Some(what) if named == needs => Ok(what),
        _ => Err(Failure::usage(format!("this view takes {words}"))),
    }
}

fn options(args: &Draw, focus: Vec<ActorId>) -> ViewOptions {
    let usual = ViewOptions::default();
    ViewOptions {
        title: args.title.clone(),
        scope: match focus.len() {
            0 => Scope::Graph,
            1 => Scope::Ego { hops: args.hops },
            _ => Scope::Pair,
        },
        cap_edges: args.max_lines.unwrap_or(usual.cap_edges),
        cap_map_edges: args.max_lines.unwrap_or(usual.cap_map_edges),
        cap_actors: args.max_actors.unwrap_or(usual.cap_actors),
        cap_rows: args.max_lines.unwrap_or(usual.cap_rows),
        theme: match args.theme {
            args::Theme::Light => Theme::Light,
            args::Theme::Dark => Theme::Dark,
        },
        detail: match args.detail {
            args::Detail::Auto => Detail::Auto,
            args::Detail::Events => Detail::Events,
            args::Detail::Pairs => Detail::Pairs,
        },
        layout: match args.layout {
            args::Layout::Auto => Layout::Auto,
            args::Layout::Columns => Layout::Columns,
            args::Layout::Layered => Layout::Layered,
            args::Layout::Map => Layout::Map,
        },
        seed: args.seed,
        focus,
    }
}

/// What is asked of the graph.
struct Asked<'a> {
    graph: &'a Graph,
    query: &'a Query,
    focus: &'a [ActorId],
}

impl Asked<'_> {
    /// Everything; or what is around one actor; or what ties two, the chains between them included.
    fn around(&self, hops: usize) -> Result<Vec<Event>, Failure> {
        let (graph, query) = (self.graph, self.query);
        Ok(match self.focus {
            [a, b] => {
                let ties = graph.ties(a.as_str(), b.as_str(), query)?;
                let chained = ties.chains.into_iter().flat_map(|chain| chain.hops);
                let direct = ties.events.into_iter().map(Cow::into_owned);
                let once: BTreeMap<EventId, Event> =
                    direct.chain(chained).map(|e| (e.id.clone(), e)).collect();
                once.into_values().collect()
            }
            [a] => owned(graph.ego(a.as_str(), hops, query)?.events),
            _ => owned(graph.events(query)),
        })
    }

    /// Everything; or what one actor takes part in; or what lies between two.
    fn dated(&self, focus: &[ActorId]) -> Result<Vec<Event>, Failure> {
        Ok(match focus {
            [a, b] => owned(self.graph.ties(a.as_str(), b.as_str(), self.query)?.events),
            _ => owned(self.graph.events(&self.about())),
        })
    }

    /// The chains from the first to the second.
    fn chains(&self, args: &Draw, options: &ViewOptions) -> Result<Drawn, Failure> {
        let [a, b] = self.focus else {
            return Err(Failure::usage("a path needs two actors"));
        };
        let wanted = PathOptions {
            k: self.query.limit.unwrap_or(args.k),
            time_order: args.time_order,
            ..PathOptions::default()
        };
        let query = Query {
            limit: None,
            ..self.query.clone()
        };
        let paths = self.graph.paths(a.as_str(), b.as_str(), &query, &wanted)?;
        let hops: usize = paths.iter().map(|p| p.length).sum();
        Ok((
            Box::new(draw::chains(&paths, self.graph.actors(), options)),
            hops,
        ))
    }

    /// The query, of the one actor named.
    fn about(&self) -> Query {
        match self.focus {
            [a] => Query {
                actor: vec![a.to_string()],
                ..self.query.clone()
            },
            _ => self.query.clone(),
        }
    }

    fn why_nothing(&self, args: &Draw, what: Picture) -> String {
        match self.focus {
            [a, b] if what == Picture::Path => {
                let wanted = PathOptions {
                    k: args.k,
                    time_order: args.time_order,
                    ..PathOptions::default()
                };
                let graph = self.graph;
                graph.why_no_paths(a.as_str(), b.as_str(), self.query, &wanted)
            }
            [a, b] => self.graph.why_no_ties(a.as_str(), b.as_str(), self.query),
            _ => self.graph.why_no_events(&self.about()),
        }
    }
}

fn owned(events: Vec<Cow<'_, Event>>) -> Vec<Event> {
    events.into_iter().map(Cow::into_owned).collect()
}
