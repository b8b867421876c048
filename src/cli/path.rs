//! `chancery path A B`: chains of events from one actor to another.

use super::args::{Format, Path as Args};
use super::listing::{self, Flat, joined};
use super::paint::{Style, line};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::show;
use crate::graph::{Path, PathOptions};
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
        Format::Table => print_chains(&paths, session)?,
        format => listing::print(&mut session.out, format, &paths)?,
    }
    if paths.is_empty() {
        let why = graph.why_no_paths(a.as_str(), b.as_str(), &query, &options);
        session.report.nothing(&why);
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Chains for the eye: one event a line, who links it to the next in front.
pub(super) fn print_chains(paths: &[Path], session: &mut Session) -> Result<(), Failure> {
    for (i, path) in paths.iter().enumerate() {
        if i > 0 {
            writeln!(session.out)?;
        }
        let through = if path.via.is_empty() {
            String::new()
        } else {
            format!(" through {}", line(&joined_with(", ", &path.via)))
        };
        let head = format!(
            "{} to {}, {} {}{through}",
            line(path.from.as_str()),
            line(path.to.as_str()),
            path.length,
            plural(path.length, "event", "events"),
        );
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

fn joined_with<T: ToString>(separator: &str, values: &[T]) -> String {
    values
        .iter()
        .map(T::to_string)
        .collect::<Vec<_>>()
        .join(separator)
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
