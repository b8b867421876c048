//! `chancery actors`: the actors; with a name, one actor's card.

use super::args::{Actors, Format};
use super::listing::{self, Flat, joined, or_empty};
use super::paint::{Style, line};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::show;
use super::table::{Align, Cell, Table};
use crate::graph::{ActorRecord, Graph, Query};
use crate::model::{ActorId, Event, Office};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Write;

/// Events a card shows, the latest ones.
const CARD_EVENTS: usize = 10;
/// Partners a card names, those with most events.
const CARD_PARTNERS: usize = 8;

pub(super) fn run(args: &Actors, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let mut records = graph.actor_records(&Query {
        limit: None,
        ..query.clone()
    });
    let format = session.format(&args.listing);
    if let Some(name) = &args.name {
        let id = session.actor(&graph, name)?;
        records.retain(|r| r.id == id);
        if let (Format::Table, Some(record)) = (format, records.first()) {
            card(record, &graph, &query, session)?;
            return Ok(Outcome::Done);
        }
    }
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

/// One actor for the eye: who it is, its names, offices, ties, latest events.
fn card(
    record: &ActorRecord,
    graph: &Graph,
    query: &Query,
    session: &mut Session,
) -> Result<(), Failure> {
    let screen = session.screen;
    let name = |id: &ActorId| {
        graph
            .actor(id)
            .map_or_else(|| id.to_string(), |a| format!("{} ({id})", a.name))
    };
    let mut rows: Vec<(&str, String)> = Vec::new();
    let mut kind = vec![record.kind.to_string()];
    kind.extend(record.country.as_ref().map(ToString::to_string));
    kind.extend(record.sector.iter().map(ToString::to_string));
    rows.push(("type", kind.join(" · ")));
    rows.push(("names", record.names.join(", ")));
    rows.extend(record.offices.iter().map(|o| ("office", office(o, &name))));
    for part in &record.part_of {
        let term = term(part.since.as_deref(), part.until.as_deref());
        rows.push(("part of", format!("{}{term}", name(&part.id))));
    }
    for (system, id) in &record.ids {
        rows.push((system, id.clone()));
    }
    // What belongs to the actor counts here too, as everywhere a state is named.
    let own = Query {
        actor: vec![record.id.to_string()],
        limit: None,
        ..query.clone()
    };
    let events = graph.events(&own);
    rows.push(("events", span_of(&events)));
    rows.push(("with", partners(record, &events)));
    let title = screen
        .paint(Style::Strong, &line(&record.name))
        .into_owned();
    let id = screen
        .paint(Style::Dim, &line(record.id.as_str()))
        .into_owned();
    writeln!(session.out, "{title}  {id}")?;
    for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let label = screen
            .paint(Style::Dim, &format!("{label:<9}"))
            .into_owned();
        writeln!(session.out, "  {label} {}", line(value))?;
    }
    if !events.is_empty() {
        let latest = &events[events.len().saturating_sub(CARD_EVENTS)..];
        writeln!(session.out, "\n{}", show::table(latest, &screen).trim_end())?;
    }
    Ok(())
}

/// `foreign minister of Foreign Ministry of China (CHN.MFA), 2013-03-16–2022-12-30; named so on 2025-07-04`.
fn office(office: &Office, name: &impl Fn(&ActorId) -> String) -> String {
    let mut text = office.title.clone();
    if let Some(body) = &office.body {
        text += &format!(" of {}", name(body));
    }
    text += &term(office.since.as_deref(), office.until.as_deref());
    if !office.seen.is_empty() {
        let days: Vec<String> = office.seen.iter().map(ToString::to_string).collect();
        text += &format!("; named so on {}", days.join(", "));
    }
    text
}

fn term(since: Option<&str>, until: Option<&str>) -> String {
    match (since, until) {
        (None, None) => String::new(),
        (since, until) => format!(", {}–{}", since.unwrap_or(""), until.unwrap_or("")),
    }
}

/// `4, 2025-05-10 to 2025-07-04`.
fn span_of(events: &[Cow<'_, Event>]) -> String {
    let first = events.iter().filter_map(|e| e.date).min();
    let last = events.iter().filter_map(|e| e.date_end.or(e.date)).max();
    match first.zip(last) {
        Some((first, last)) if first != last => format!("{}, {first} to {last}", events.len()),
        Some((day, _)) => format!("{}, {day}", events.len()),
        None => events.len().to_string(),
    }
}

/// `Afghanistan 3, Pakistan 1`: by count, then by name.
fn partners(record: &ActorRecord, events: &[Cow<'_, Event>]) -> String {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let own =
        |id: &ActorId| *id == record.id || id.as_str().starts_with(&format!("{}.", record.id));
    for event in events {
        let others = event.parties().filter(|p| !own(&p.id));
        let others: BTreeMap<&str, &str> =
            others.map(|p| (p.id.as_str(), p.name.as_str())).collect();
        for (id, name) in others {
            *counts.entry((name, id)).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((name, id), n)| (Reverse(*n), *name, *id));
    let shown = counts
        .iter()
        .take(CARD_PARTNERS)
        .map(|((name, _), n)| format!("{name} {n}"));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    let more = counts.len().saturating_sub(CARD_PARTNERS);
    if more > 0 {
        text += &format!(" and {more} {}", plural(more, "other", "others"));
    }
    text
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
