//! `chancery ties A B`: every event between two actors in date order, then the shortest chains between them.

use super::args::{Format, Ties};
use super::report::{Failure, Outcome};
use super::session::Session;
use super::{events, path};
use std::io::Write;

pub(super) fn run(args: &Ties, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let (a, b) = (
        session.actor(&graph, &args.a)?,
        session.actor(&graph, &args.b)?,
    );
    let ties = graph.ties(a.as_str(), b.as_str(), &query)?;
    let format = session.format(&args.listing);
    let outcome = events::print(&ties.events, format, args.dating, session)?;
    if outcome == Outcome::NothingFound {
        session
            .report
            .nothing(&graph.why_no_ties(a.as_str(), b.as_str(), &query));
    }
    // Chains through others are for the eye: as records they are what `path` prints.
    if format == Format::Table && !ties.chains.is_empty() {
        if outcome == Outcome::Done {
            writeln!(session.out)?;
        }
        path::print_chains(&ties.chains, &graph, args.dating, session)?;
    }
    Ok(outcome)
}
