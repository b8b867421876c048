//! `chancery draw … -o FILE.html`: the page of what is asked, opened at it.

use super::args::{self, Draw};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::draw::{self, Theme};
use crate::export::{Data, html};
use crate::graph::{Graph, Query};
use crate::model::{Actor, ActorId, Event, EventId};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Whether a file of this name is a page.
pub(super) fn is_page(path: &Path) -> bool {
    let ending = path.extension();
    ending.is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"))
}

pub(super) fn run(args: &Draw, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let mut focus = Vec::new();
    for name in [&args.a, &args.b].into_iter().flatten() {
        focus.push(session.actor(&graph, name)?);
    }
    let events = around(&graph, &focus, &query)?;
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
    let parties: BTreeSet<&ActorId> = events
        .iter()
        .flat_map(Event::parties)
        .map(|p| &p.id)
        .collect();
    let actors = graph.actors().iter().filter(|a| parties.contains(&a.id));
    let actors: Vec<Actor> = actors.cloned().collect();
    let data = Data {
        events: &events,
        actors: &actors,
        ..Data::default()
    };
    let options = html::Options {
        title: args.title.clone(),
        focus,
        // light is what nobody asked for: then the reader's system decides
        theme: matches!(args.theme, args::Theme::Dark).then_some(Theme::Dark),
    };
    draw::replace(&args.output, |out| {
        html::write(&data, &options, out).map(|_| ())
    })?;
    let (n, file) = (events.len(), args.output.display());
    session.report.note(&format!(
        "{n} {} drawn in {file}",
        plural(n, "event", "events")
    ));
    Ok(Outcome::Done)
}

/// Everything; or what is around one actor; or what ties two, the chains between them included.
fn around(graph: &Graph, focus: &[ActorId], query: &Query) -> Result<Vec<Event>, Failure> {
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
