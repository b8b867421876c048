//! `chancery lexicon outside`, and the warning of `build`: events outside the days the lexicon knows.

use super::args::{Format, Listing};
use super::listing::{self, Flat, or_empty};
use super::paint::Style;
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::table::{Align, Cell, Table};
use crate::graph::{Outside, OutsideOf};
use std::io::Write;

/// So many are told after a run; the command lists them all.
const TOLD: usize = 3;

/// Lists all of the graph file.
pub(super) fn list(listing: &Listing, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let lexicon = session.lexicon()?;
    let found = graph.outside(&lexicon);
    match session.format(listing) {
        Format::Table if found.is_empty() => {}
        Format::Table => {
            let mut table = Table::new(&[
                ("what", Align::Left),
                ("day", Align::Left),
                ("since", Align::Left),
                ("until", Align::Left),
                ("id", Align::Cut),
                ("event", Align::Left),
                ("name", Align::Left),
            ]);
            for one in &found {
                table.row(vec![
                    Cell::plain(word(one.what)),
                    Cell::plain(one.day.to_string()),
                    Cell::plain(or_empty(one.since)),
                    Cell::plain(or_empty(one.until)),
                    Cell::styled(Style::Dim, one.actor.to_string()),
                    Cell::plain(one.event.as_ref().map_or("", |e| &e.as_str()[..8])),
                    Cell::styled(Style::Actor, &one.name),
                ]);
            }
            let text = table.render(&session.screen);
            session.out.write_all(text.as_bytes())?;
        }
        format => listing::print(&mut session.out, format, &found)?,
    }
    if found.is_empty() {
        session
            .report
            .nothing("no event lies outside the days the lexicon knows");
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Tells after a run how many there are, and the first ones.
pub(super) fn warn(found: &[Outside], session: &Session) {
    for one in found.iter().take(TOLD) {
        session.report.warning(&sentence(one));
    }
    let more = found.len().saturating_sub(TOLD);
    if more > 0 {
        session.report.warning(&format!(
            "{more} more {} outside the days the lexicon knows (`chancery lexicon outside` lists them)",
            plural(more, "use", "uses")
        ));
    }
}

fn word(what: OutsideOf) -> &'static str {
    match what {
        OutsideOf::Actor => "actor",
        OutsideOf::Name => "name",
        OutsideOf::Office => "office",
    }
}

/// `Soviet Union (SUN) is in an event of 2015-03-02; the lexicon has it until 1991-12-25`.
fn sentence(one: &Outside) -> String {
    let (name, id, day) = (&one.name, &one.actor, one.day);
    let told = match one.what {
        OutsideOf::Actor => format!("{name} ({id}) is in an event of {day}"),
        OutsideOf::Name => format!("`{name}` names {id} in an event of {day}"),
        OutsideOf::Office => format!("{id} is called {name} on {day}"),
    };
    let known = match (one.since, one.until) {
        (Some(since), Some(until)) => format!("from {since} to {until}"),
        (Some(since), None) => format!("from {since} on"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "for other days".to_owned(),
    };
    let file = one.doc.as_ref().map(|doc| format!(", in {doc}"));
    format!(
        "{told}{}; the lexicon has that {known}",
        file.unwrap_or_default()
    )
}

impl Flat for Outside {
    fn columns() -> Vec<String> {
        listing::named(&[
            "what", "day", "since", "until", "actor", "name", "event", "doc",
        ])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            word(self.what).to_owned(),
            self.day.to_string(),
            or_empty(self.since),
            or_empty(self.until),
            self.actor.to_string(),
            self.name.clone(),
            or_empty(self.event.as_ref()),
            or_empty(self.doc.as_ref()),
        ]
    }
}
