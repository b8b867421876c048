//! One actor for the eye: who it is, its names and offices by the lexicon and by the articles, whom it
//! counts for, its ties and latest events.

use super::args::Dating;
use super::paint::{Style, line};
use super::report::{Failure, plural};
use super::session::Session;
use super::show;
use crate::graph::{ActorRecord, Graph, Level, Query, is_term};
use crate::lexicon::Lexicon;
use crate::model::{ActorId, Date, Event, Office};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Events a card shows, the latest ones.
const EVENTS: usize = 10;
/// Partners, holders and names a card lists before it says how many more there are.
const LISTED: usize = 8;

/// What is needed to show one actor.
pub(super) struct Card<'a> {
    pub(super) record: &'a ActorRecord,
    pub(super) graph: &'a Graph,
    pub(super) lexicon: &'a Lexicon,
}

/// A row of the card: what it tells, and the words.
type Row = (&'static str, String);

impl Card<'_> {
    /// Prints it; the events are those of the query with the actor and all that belongs to it.
    pub(super) fn print(&self, query: &Query, session: &mut Session) -> Result<(), Failure> {
        let screen = session.screen;
        let own = Query {
            actor: vec![self.record.id.to_string()],
            limit: None,
            ..query.clone()
        };
        let in_graph = self.graph.find_actor(self.record.id.as_str()).is_ok();
        let events = match in_graph {
            true => self.graph.events(&own),
            false => Vec::new(),
        };
        let mut rows = self.who();
        rows.extend(self.offices());
        rows.extend(self.wholes());
        rows.push(("holders", self.holders()));
        rows.push(("seen", seen(&events)));
        rows.push(("events", span_of(&events)));
        rows.push(("with", self.partners(&events, query.level)));
        let title = screen
            .paint(Style::Strong, &line(&self.record.name))
            .into_owned();
        let id = screen
            .paint(Style::Dim, &line(self.record.id.as_str()))
            .into_owned();
        writeln!(session.out, "{title}  {id}")?;
        for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
            let label = screen
                .paint(Style::Dim, &format!("{label:<9}"))
                .into_owned();
            writeln!(session.out, "  {label} {}", line(value))?;
        }
        if !events.is_empty() {
            let latest = &events[events.len().saturating_sub(EVENTS)..];
            writeln!(
                session.out,
                "\n{}",
                show::table(latest, Dating::default(), &screen).trim_end()
            )?;
        }
        Ok(())
    }

    /// `Foreign Ministry of China (CHN.MFA)`.
    fn name(&self, id: &ActorId) -> String {
        let known = self.graph.actor(id).map(|a| a.name.clone());
        let known = known.or_else(|| self.lexicon.party(id, "").map(|p| p.name));
        known.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"))
    }

    fn who(&self) -> Vec<Row> {
        let record = self.record;
        let mut kind = vec![record.kind.to_string()];
        kind.extend(record.country.as_ref().map(ToString::to_string));
        kind.extend(record.sector.iter().map(ToString::to_string));
        let mut rows = vec![("type", kind.join(" · "))];
        rows.push(("names", from("articles", &record.names.join(", "))));
        let others: Vec<String> = self
            .lexicon
            .names_of(&record.id)
            .iter()
            .filter(|row| !record.names.iter().any(|n| *n == row.name.as_str()))
            .map(|row| {
                let day = |day: Option<Date>| day.map(|d| d.to_string());
                let term = term(day(row.from).as_deref(), day(row.to).as_deref());
                format!("{}{}", row.name, term.replacen(',', "", 1))
            })
            .collect();
        rows.push(("names", from("lexicon", &some_of(&others))));
        rows.extend(record.ids.iter().map(|(system, id)| (*system, id.clone())));
        rows
    }

    /// Terms of the lexicon in order of time, then what articles say and when.
    fn offices(&self) -> Vec<Row> {
        let all = &self.record.offices;
        let listed = self.lexicon.offices(&self.record.id);
        let known = |o: &&Office| is_term(o) || listed.contains(o);
        let terms = all.iter().filter(known);
        let said = all.iter().filter(|o| !known(o));
        let terms = terms.map(|o| from("lexicon", &self.office(o)));
        let said = said.map(|o| from("articles", &self.office(o)));
        terms.chain(said).map(|text| ("office", text)).collect()
    }

    /// `foreign minister of Foreign Ministry of China (CHN.MFA), 2013-03-16–2022-12-30`.
    fn office(&self, office: &Office) -> String {
        let mut text = office.title.clone();
        if let Some(body) = &office.body {
            text += &format!(" of {}", self.name(body));
        }
        text += &term(office.since.as_deref(), office.until.as_deref());
        match office.seen.as_slice() {
            [] => {}
            [day] => text += &format!(", on {day}"),
            [first, .., last] => {
                text += &format!(", on {} days from {first} to {last}", office.seen.len());
            }
        }
        text
    }

    fn wholes(&self) -> Vec<Row> {
        let of = |id: &ActorId| {
            self.record
                .offices
                .iter()
                .any(|o| o.body.as_ref() == Some(id))
        };
        // What an office row says already is not said again.
        let parts = self.record.part_of.iter().filter(|part| !of(&part.id));
        let parts: BTreeSet<&ActorId> = parts.map(|part| &part.id).collect();
        let parts: Vec<String> = parts.into_iter().map(|id| self.name(id)).collect();
        vec![("part of", parts.join(", "))]
    }

    /// Persons known to hold an office of it, the latest term first.
    fn holders(&self) -> String {
        let mut holders: Vec<(Option<&str>, String)> = Vec::new();
        for person in self.graph.actors() {
            let here = |o: &&Office| o.body.as_ref() == Some(&self.record.id) && is_term(o);
            for office in person.offices.iter().filter(here) {
                let (since, until) = (office.since.as_deref(), office.until.as_deref());
                let text = format!("{} ({}{})", person.name, office.title, term(since, until));
                holders.push((since, text));
            }
        }
        holders.sort_by(|a, b| (Reverse(a.0), &a.1).cmp(&(Reverse(b.0), &b.1)));
        holders.dedup();
        some_of(
            &holders
                .into_iter()
                .map(|(_, text)| text)
                .collect::<Vec<_>>(),
        )
    }

    /// `Afghanistan 3, Pakistan 1`: by count, then by name.
    fn partners(&self, events: &[Cow<'_, Event>], level: Option<Level>) -> String {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let id = &self.record.id;
        // Merged, the actor itself stands under the name of its body or state.
        let merged = level.filter(|l| *l != Level::Actor).map(|_| id.root());
        let own =
            |other: &ActorId, on| self.graph.belongs(other, id, on) || merged == Some(other.root());
        for event in events {
            let others = event.parties().filter(|p| !own(&p.id, event.date));
            let others: BTreeMap<&str, &str> =
                others.map(|p| (p.id.as_str(), p.name.as_str())).collect();
            for (id, name) in others {
                *counts.entry((name, id)).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|((name, id), n)| (Reverse(*n), *name, *id));
        let all = counts.iter().map(|((name, _), n)| format!("{name} {n}"));
        some_of(&all.collect::<Vec<_>>())
    }
}

/// `lexicon: …`, so that what is known beforehand and what is read stand apart; empty stays empty.
fn from(whom: &str, text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!("{whom}: {text}"),
    }
}

/// The first ones, and how many more there are.
fn some_of(all: &[String]) -> String {
    let mut text = all[..all.len().min(LISTED)].join(", ");
    let more = all.len().saturating_sub(LISTED);
    if more > 0 {
        text += &format!(" and {more} {}", plural(more, "other", "others"));
    }
    text
}

fn term(since: Option<&str>, until: Option<&str>) -> String {
    match (since, until) {
        (None, None) => String::new(),
        (since, until) => format!(", {}–{}", since.unwrap_or(""), until.unwrap_or("")),
    }
}

/// First and last day it was in the news: `2025-05-10 to 2025-07-04, 3 documents`.
fn seen(events: &[Cow<'_, Event>]) -> String {
    let evidence = || events.iter().flat_map(|e| &e.evidence);
    let days: BTreeSet<Date> = evidence().filter_map(|e| e.published).collect();
    let documents = evidence().map(|e| &e.doc).collect::<BTreeSet<_>>().len();
    let documents = format!("{documents} {}", plural(documents, "document", "documents"));
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}, {documents}"),
        (Some(day), _) => format!("{day}, {documents}"),
        _ => String::new(),
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
