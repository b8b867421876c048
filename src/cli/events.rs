//! `chancery events`: the events, in (date, id) order.

use super::args::{Dating, Events, Format};
use super::report::{Failure, Outcome};
use super::session::Session;
use super::{listing, show};
use crate::export::Dated;
use crate::model::Event;
use std::borrow::Cow;

pub(super) fn run(args: &Events, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let events = graph.events(&query);
    let format = session.format(&args.listing);
    let outcome = print(&events, format, args.dating, session)?;
    if outcome == Outcome::NothingFound {
        session.report.nothing(&graph.why_no_events(&query));
    }
    Ok(outcome)
}

/// Prints events in any format; an empty list is still well-formed, and said to be empty by the outcome.
pub(super) fn print(
    events: &[Cow<'_, Event>],
    format: Format,
    dating: Dating,
    session: &mut Session,
) -> Result<Outcome, Failure> {
    match format {
        Format::Table if events.is_empty() => {}
        Format::Table => {
            let table = show::table(events, dating, &session.screen);
            std::io::Write::write_all(&mut session.out, table.as_bytes())?;
        }
        _ if dating.edtf => {
            let dated: Vec<Dated> = events.iter().map(|e| e.as_ref().into()).collect();
            listing::print(&mut session.out, format, &dated)?;
        }
        _ => listing::print(&mut session.out, format, events.iter().map(AsRef::as_ref))?,
    }
    Ok(if events.is_empty() {
        Outcome::NothingFound
    } else {
        Outcome::Done
    })
}
