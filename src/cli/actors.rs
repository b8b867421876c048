//! `chancery actors`: the actors; with a name, one actor's card.

use super::args::{Actors, Format};
use super::card::Card;
use super::listing::{self, Flat, joined, or_empty};
use super::paint::Style;
use super::report::{Failure, Outcome, plural};
use super::session::{Meant, Session};
use super::table::{Align, Cell, Table};
use crate::graph::{ActorRecord, Graph, Query};
use crate::lexicon::Lexicon;
use crate::model::{Actor, ActorId};
use std::io::Write;

pub(super) fn run(args: &Actors, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let format = session.format(&args.listing);
    if let Some(name) = &args.name {
        let lexicon = session.lexicon()?;
        return match session.meant(&graph, name, || Ok(&lexicon))? {
            Meant::Named(id) => one(&id, &graph, &lexicon, &query, format, session),
            Meant::Absent(ids) => absent(name, &ids, &graph, &lexicon, &query, format, session),
        };
    }
    let mut records = graph.actor_records(&Query {
        limit: None,
        ..query.clone()
    });
    records.truncate(args.filters.limit.unwrap_or(usize::MAX));
    match format {
        Format::Table if records.is_empty() => {}
        Format::Table => {
            let text = table(&records).render(&session.screen);
            session.out.write_all(text.as_bytes())?;
        }
        _ => listing::print(&mut session.out, format, &records)?,
    }
    if records.is_empty() {
        session.report.nothing(&graph.why_no_events(&query));
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// An actor of the graph: its card, or its record.
fn one(
    id: &ActorId,
    graph: &Graph,
    lexicon: &Lexicon,
    query: &Query,
    format: Format,
    session: &mut Session,
) -> Result<Outcome, Failure> {
    // Asked for by name an actor shows whatever the level: the level merges its partners.
    let own = Query {
        level: None,
        limit: None,
        ..query.clone()
    };
    let mut records = graph.actor_records(&own);
    records.retain(|r| r.id == *id);
    // A body or state known only because someone belongs to it has no record in the list.
    if records.is_empty() {
        let known = graph.actor(id).cloned().or_else(|| lexicon.record(id));
        records.extend(known.as_ref().map(ActorRecord::from));
    }
    match (format, records.first()) {
        (Format::Table, Some(record)) => Card {
            record,
            graph,
            lexicon,
        }
        .print(query, session)?,
        _ => listing::print(&mut session.out, format, &records)?,
    }
    Ok(match records.is_empty() {
        true => Outcome::NothingFound,
        false => Outcome::Done,
    })
}

/// Actors only the lexicon knows: what it says of them, and that no document names them.
fn absent(
    name: &str,
    ids: &[ActorId],
    graph: &Graph,
    lexicon: &Lexicon,
    query: &Query,
    format: Format,
    session: &mut Session,
) -> Result<Outcome, Failure> {
    let known: Vec<Actor> = ids.iter().filter_map(|id| lexicon.record(id)).collect();
    let records: Vec<ActorRecord> = known.iter().map(ActorRecord::from).collect();
    match format {
        Format::Table => {
            for (i, record) in records.iter().enumerate() {
                if i > 0 {
                    writeln!(session.out)?;
                }
                let card = Card {
                    record,
                    graph,
                    lexicon,
                };
                card.print(query, session)?;
            }
        }
        _ => listing::print(&mut session.out, format, &records)?,
    }
    let n = known.len();
    session.report.nothing(&format!(
        "no document of {} names `{name}`; the lexicon knows {n} {} so",
        session.global.graph.display(),
        plural(n, "actor called", "actors called"),
    ));
    Ok(Outcome::NothingFound)
}

fn table(records: &[ActorRecord]) -> Table {
    let mut table = Table::new(&[
        ("id", Align::Left),
        ("name", Align::Left),
        ("type", Align::Left),
        ("country", Align::Left),
        ("events", Align::Right),
        ("first", Align::Left),
        ("last", Align::Left),
    ]);
    for record in records {
        table.row(vec![
            Cell::styled(Style::Dim, record.id.to_string()),
            Cell::styled(Style::Actor, &record.name),
            Cell::plain(record.kind.as_str()),
            Cell::plain(or_empty(record.country.as_ref())),
            Cell::plain(record.events.to_string()),
            Cell::plain(or_empty(record.first)),
            Cell::plain(or_empty(record.last)),
        ]);
    }
    table
}

impl Flat for ActorRecord {
    fn columns() -> Vec<String> {
        listing::named(&[
            "id", "name", "type", "country", "sector", "names", "offices", "part_of", "events",
            "first", "last",
        ])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.name.to_string(),
            self.kind.to_string(),
            or_empty(self.country.as_ref()),
            joined(&self.sector),
            joined(&self.names),
            joined(self.offices.iter().map(|o| &o.title)),
            joined(self.part_of.iter().map(|m| &m.id)),
            self.events.to_string(),
            or_empty(self.first),
            or_empty(self.last),
        ]
    }
}
