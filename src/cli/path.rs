//! `chancery path A B`: chains of events from one actor to another.

use super::args::{Format, Path as Args};
use super::listing::{self, Flat, joined};
use super::paint::{Style, line};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::show;
use crate::graph::{Graph, Path, PathOptions};
use crate::model::ActorId;
use std::io::Write;

pub(super) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let (a, b) = (
        session.actor(&graph, &args.a)?,
        session.actor(&graph, &args.b)?,
    );
    let options = PathOptions {
        k: args.filters.limit.unwrap_or(args.k),
        all: args.all,
        max_hops: args.max_hops,
        time_order: args.time_order || args.min_gap.is_some() || args.max_gap.is_some(),
        min_gap_days: args.min_gap.map(i64::from),
        max_gap_days: args.max_gap.map(i64::from),
    };
    // A limit counts chains here, not the events they are made of.
    let query = crate::graph::Query {
        limit: None,
        ..query
    };
    let mut paths = graph.paths(a.as_str(), b.as_str(), &query, &options)?;
    if let Some(limit) = args.filters.limit {
        paths.truncate(limit);
    }
    match session.format(&args.listing) {
        Format::Table => print_chains(&paths, &graph, session)?,
        format => listing::print(&mut session.out, format, &paths)?,
    }
    if paths.is_empty() {
        let why = graph.why_no_paths(a.as_str(), b.as_str(), &query, &options);
        session.report.nothing(&why);
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Chains for the eye: one event a line, those who link them in the heading.
pub(super) fn print_chains(
    paths: &[Path],
    graph: &Graph,
    session: &mut Session,
) -> Result<(), Failure> {
    let name = |id: &ActorId| {
        graph
            .actor(id)
            .map_or_else(|| id.to_string(), |a| a.name.to_string())
    };
    for (i, path) in paths.iter().enumerate() {
        if i > 0 {
            writeln!(session.out)?;
        }
        let via: Vec<String> = path.via.iter().map(name).collect();
        let through = if via.is_empty() {
            String::new()
        } else {
            format!(" through {}", via.join(", "))
        };
        let events = plural(path.length, "event", "events");
        let ends = format!("{} to {}", name(&path.from), name(&path.to));
        let head = line(&format!("{ends}, {} {events}{through}", path.length));
        writeln!(
            session.out,
            "{}",
            session.screen.paint(Style::Strong, &head)
        )?;
        for hop in &path.hops {
            writeln!(session.out, "  {}", show::headline(hop, &session.screen))?;
        }
    }
    Ok(())
}

impl Flat for Path {
    fn columns() -> Vec<String> {
        listing::named(&["from", "to", "length", "via", "events", "dates", "kinds"])
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.from.to_string(),
            self.to.to_string(),
            self.length.to_string(),
            joined(&self.via),
            joined(self.hops.iter().map(|e| &e.id)),
            joined(self.hops.iter().map(show::when)),
            joined(self.hops.iter().map(|e| &e.kind)),
        ]
    }
}
