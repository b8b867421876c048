//! `chancery export`: the graph in another format.

use super::args::Export;
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::error::Error;
use crate::export::{self, Data, Format};
use crate::model::{Actor, Event};
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) fn run(args: &Export, session: &mut Session) -> Result<Outcome, Failure> {
    // Before the graph is read: a wrong name should say so at once.
    let format = Format::from_name(&args.to)?;
    if args.dating.edtf && !format.has_edtf() {
        return Err(Failure::usage(format!(
            "`{}` has no place for dates as EDTF; leave out --edtf",
            format.name()
        )));
    }
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let events: Vec<Event> = graph
        .events(&query)
        .into_iter()
        .map(Cow::into_owned)
        .collect();
    let parties: BTreeSet<_> = events
        .iter()
        .flat_map(Event::parties)
        .map(|p| &p.id)
        .collect();
    let actors: Vec<Actor> = graph
        .actors()
        .iter()
        .filter(|a| parties.contains(&a.id))
        .cloned()
        .collect();
    let data = Data {
        events: &events,
        actors: &actors,
        edtf: args.dating.edtf,
    };
    let written = match &args.output {
        Some(path) => {
            let written = export::write_path(format, &data, path)?;
            let (n, file) = (events.len(), path.display());
            session.report.note(&format!(
                "{n} {} written to {file}",
                plural(n, "event", "events")
            ));
            written
        }
        None if session.screen.terminal && format.is_binary() => {
            let name = format.name();
            return Err(Failure::Library(Error::Usage(format!(
                "`{name}` is no text for a terminal; name a file or folder with -o"
            ))));
        }
        // Other programs get every character; a terminal gets none that could steer it.
        None if session.screen.terminal => {
            let mut bytes = Vec::new();
            let written = export::write(format, &data, &mut bytes)?;
            session.print(&String::from_utf8_lossy(&bytes))?;
            written
        }
        None => export::write(format, &data, &mut session.out)?,
    };
    let n = written.left_out.all();
    if n > 0 {
        session.report.warning(&format!(
            "{n} {} no place in this format: {}",
            plural(n, "event has", "events have"),
            written.left_out
        ));
    }
    if events.is_empty() {
        session.report.nothing(&graph.why_no_events(&query));
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}
