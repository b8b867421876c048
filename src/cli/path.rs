//! `chancery path A B`: chains of events from one actor to another.

use super::args::{Dating, Format, Path as Args};
use super::listing::{self, Flat, joined};
use super::paint::{Style, line};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::show;
use crate::export::Dated;
use crate::graph::{Graph, Path, PathOptions};
use crate::model::ActorId;
use serde::Serialize;
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
        Format::Table => print_chains(&paths, &graph, args.dating, session)?,
        format if args.dating.edtf => {
            let chains: Vec<Chain> = paths.iter().map(Chain::from).collect();
            listing::print(&mut session.out, format, &chains)?;
        }
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
    dating: Dating,
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
            let hop = show::headline(hop, dating, &session.screen);
            writeln!(session.out, "  {hop}")?;
        }
    }
    Ok(())
}

impl Flat for Path {
    fn columns() -> Vec<String> {
        listing::named(&["from", "to", "length", "via", "events", "dates", "kinds"])
    }

    fn cells(&self) -> Vec<String> {
        cells(self, Dating::default())
    }
}

fn cells(path: &Path, dating: Dating) -> Vec<String> {
    vec![
        path.from.to_string(),
        path.to.to_string(),
        path.length.to_string(),
        joined(&path.via),
        joined(path.hops.iter().map(|e| &e.id)),
        joined(path.hops.iter().map(|e| show::when(e, dating))),
        joined(path.hops.iter().map(|e| &e.kind)),
    ]
}

/// A chain with the days of its hops as EDTF.
#[derive(Serialize)]
struct Chain<'a> {
    hops: Vec<Dated<'a>>,
    from: &'a ActorId,
    to: &'a ActorId,
    length: usize,
    via: &'a [ActorId],
    #[serde(skip)]
    path: &'a Path,
}

impl<'a> From<&'a Path> for Chain<'a> {
    fn from(path: &'a Path) -> Self {
        Chain {
            hops: path.hops.iter().map(Dated::from).collect(),
            from: &path.from,
            to: &path.to,
            length: path.length,
            via: &path.via,
            path,
        }
    }
}

impl Flat for Chain<'_> {
    fn columns() -> Vec<String> {
        Path::columns()
    }

    fn cells(&self) -> Vec<String> {
        cells(self.path, Dating { edtf: true })
    }
}
