//! `chancery draw … -o FILE.html`: the page of what is asked, opened at it.

use super::args::{self, Draw};
use super::asked::Asked;
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::draw::{self, Theme};
use crate::export::{Data, html};
use crate::model::{Actor, ActorId, Event};
use std::collections::BTreeSet;
use std::path::Path;

/// Whether a file of this name is a page.
pub(super) fn is_page(path: &Path) -> bool {
    let ending = path.extension();
    ending.is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"))
}

pub(super) fn run(args: &Draw, session: &mut Session) -> Result<Outcome, Failure> {
    let what = args.what()?;
    let graph = session.graph()?;
    let asked = Asked::new(args, what, &graph, session)?;
    let events = asked.events()?;
    if events.is_empty() {
        session.report.nothing(&asked.why_nothing());
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
        focus: asked.focus,
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
