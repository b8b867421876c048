//! `chancery ego A`: the events among an actor and those around it.

use super::args::{Ego, Format};
use super::events;
use super::paint::{Style, line};
use super::report::{Failure, Outcome};
use super::session::Session;
use std::io::Write;

pub(super) fn run(args: &Ego, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let a = session.actor(&graph, &args.a)?;
    let ego = graph.ego(a.as_str(), args.hops, &query)?;
    let format = session.format(&args.listing);
    if format == Format::Table {
        for (i, ring) in ego
            .rings
            .iter()
            .enumerate()
            .filter(|(_, ring)| !ring.is_empty())
        {
            let name = |id| {
                graph
                    .actor(id)
                    .map_or_else(|| id.to_string(), |a| a.name.to_string())
            };
            let names: Vec<String> = ring.iter().map(name).collect();
            let head = format!("{} away", i + 1);
            let head = session.screen.paint(Style::Strong, &head).into_owned();
            writeln!(session.out, "{head}  {}", line(&names.join(", ")))?;
        }
        if !ego.events.is_empty() {
            writeln!(session.out)?;
        }
    }
    let outcome = events::print(&ego.events, format, args.dating, session)?;
    if outcome == Outcome::NothingFound {
        let around = crate::graph::Query {
            actor: vec![a.to_string()],
            ..query
        };
        session.report.nothing(&graph.why_no_events(&around));
    }
    Ok(outcome)
}
