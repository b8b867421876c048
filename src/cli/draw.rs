//! `chancery draw`: a picture of the graph, of an actor's neighbourhood, or of what lies between two.

use super::args::{self, Draw};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::draw::{self, Engine, Format, Theme, View, ViewOptions};
use crate::graph::{Graph, Query};
use crate::model::{ActorId, Event, EventId};
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) fn run(args: &Draw, session: &mut Session) -> Result<Outcome, Failure> {
    let format = Format::of_path(&args.output)?;
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let mut focus = Vec::new();
    for name in [&args.a, &args.b].into_iter().flatten() {
        focus.push(session.actor(&graph, name)?);
    }
    let events = shown(&graph, &focus, &query)?;
    if events.is_empty() {
        session.report.nothing(&match focus.as_slice() {
            [a, b] => graph.why_no_ties(a.as_str(), b.as_str(), &query),
            [a] => graph.why_no_events(&Query {
                actor: vec![a.to_string()],
                ..query
            }),
            _ => graph.why_no_events(&query),
        });
        return Ok(Outcome::NothingFound);
    }
    let options = ViewOptions {
        title: args.title.clone(),
        theme: match args.theme {
            args::Theme::Light => Theme::Light,
            args::Theme::Dark => Theme::Dark,
        },
        focus,
        ..ViewOptions::default()
    };
    let engine = match args.engine {
        args::Engine::Own => Engine::Own,
        args::Engine::Dot => Engine::Dot,
    };
    let view = View::new(&events, graph.actors(), &options);
    draw::write(&view, &args.output, format, engine)?;
    let (n, file) = (events.len(), args.output.display());
    session.report.note(&format!(
        "{n} {} drawn in {file}",
        plural(n, "event", "events")
    ));
    Ok(Outcome::Done)
}

/// Everything; or what is around one actor; or what ties two, the chains between them included.
fn shown(graph: &Graph, focus: &[ActorId], query: &Query) -> Result<Vec<Event>, Failure> {
    let owned = |events: Vec<Cow<'_, Event>>| events.into_iter().map(Cow::into_owned).collect();
    Ok(match focus {
        [a, b] => {
            let ties = graph.ties(a.as_str(), b.as_str(), query)?;
            let chained = ties.chains.into_iter().flat_map(|chain| chain.hops);
            let direct = ties.events.into_iter().map(Cow::into_owned);
            let once: BTreeMap<EventId, Event> =
                direct.chain(chained).map(|e| (e.id.clone(), e)).collect();
            once.into_values().collect()
        }
        [a] => owned(graph.ego(a.as_str(), 1, query)?.events),
        _ => owned(graph.events(query)),
    })
}
