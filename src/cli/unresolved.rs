//! `chancery unresolved`: names and roles that have no actor of the lexicon, as a list or as rows to add to it.

use super::args::{Format, Rows, Unresolved};
use super::listing::{self, Flat, joined, or_empty};
use super::paint::Style;
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::table::{Align, Cell, Table};
use crate::graph::{Lacking, lacking};
use crate::model::{ActorKind, Lack};
use crate::store::Store;
use std::io::Write;

/// Rows of a table when no limit is given.
const USUAL_ROWS: usize = 50;

pub(super) fn run(args: &Unresolved, session: &mut Session) -> Result<Outcome, Failure> {
    let store = Store::open_read(&session.global.graph)?;
    let mut all = lacking(store.loose()?);
    all.retain(|l| l.mentions >= args.min && (args.lack.is_empty() || args.lack.contains(&l.lack)));
    let format = session.format(&args.listing);
    let table = args.rows.is_none() && format == Format::Table;
    let usual = if table { USUAL_ROWS } else { usize::MAX };
    let found = all.len();
    all.truncate(args.limit.unwrap_or(usual));
    match args.rows {
        Some(rows) => print_rows(rows, &all, session)?,
        None if table && all.is_empty() => {}
        None if table => {
            let text = list(&all).render(&session.screen);
            session.out.write_all(text.as_bytes())?;
        }
        None => listing::print(&mut session.out, format, &all)?,
    }
    if found == 0 {
        let file = session.global.graph.display();
        session
            .report
            .nothing(&format!("no name or role without an actor found in {file}"));
        return Ok(Outcome::NothingFound);
    }
    if table && all.len() < found {
        let more = found - all.len();
        session.report.note(&format!(
            "{more} more {} not shown (--limit {found})",
            plural(more, "name is", "names are")
        ));
    }
    Ok(Outcome::Done)
}

fn list(all: &[Lacking]) -> Table {
    let mut table = Table::new(&[
        ("mentions", Align::Right),
        ("documents", Align::Right),
        ("lack", Align::Left),
        ("words", Align::Cut),
        ("id", Align::Cut),
        ("sentence", Align::Left),
    ]);
    for one in all {
        table.row(vec![
            Cell::plain(one.mentions.to_string()),
            Cell::plain(one.documents.to_string()),
            Cell::plain(one.lack.as_str()),
            Cell::styled(Style::Actor, &one.words),
            Cell::styled(Style::Dim, or_empty(one.actor.as_ref())),
            Cell::plain(first_sentence(one)),
        ]);
    }
    table
}

fn first_sentence(one: &Lacking) -> &str {
    one.sentences.first().map_or("", |s| s.sentence.as_str())
}

/// Rows of a table of the lexicon: what the text shows is filled in, the rest is left to who adds them.
fn print_rows(rows: Rows, all: &[Lacking], session: &mut Session) -> Result<(), Failure> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let heads: &[&str] = match rows {
        Rows::Actors => &[
            "id", "name", "kind", "country", "sector", "part_of", "from", "to", "note", "sentence",
        ],
        Rows::Names => &["name", "actor", "use", "from", "to", "note", "sentence"],
        Rows::Offices => &[
            "person", "name", "office", "body", "from", "to", "gender", "source", "sentence",
        ],
    };
    let mut lines: Vec<Vec<String>> = Vec::new();
    for one in all {
        match rows {
            Rows::Actors => lines.extend(actor_row(one)),
            Rows::Names => lines.extend(name_row(one)),
            Rows::Offices => lines.extend(office_rows(one)),
        }
    }
    // A table of the lexicon is sorted bytewise by what its rows are found by.
    lines.sort();
    let failed = |e: csv::Error| Failure::Output(std::io::Error::other(e.to_string()));
    out.write_record(heads).map_err(failed)?;
    for line in &lines {
        out.write_record(line).map_err(failed)?;
    }
    let bytes = out
        .into_inner()
        .map_err(|e| Failure::Output(std::io::Error::other(e.to_string())))?;
    session.print(&String::from_utf8_lossy(&bytes))
}

/// `3 mentions, 2 documents, 2025-05-10 to 2025-07-04`.
fn note(one: &Lacking) -> String {
    let count = |n: usize, a: &'static str, b: &'static str| format!("{n} {}", plural(n, a, b));
    let mut text = format!(
        "{}, {}",
        count(one.mentions, "mention", "mentions"),
        count(one.documents, "document", "documents")
    );
    match one.first.zip(one.last) {
        Some((first, last)) if first != last => text += &format!(", {first} to {last}"),
        Some((day, _)) => text += &format!(", {day}"),
        None => {}
    }
    text
}

/// An actor of its own: no person with an office, whose row stands among the offices.
fn actor_row(one: &Lacking) -> Option<Vec<String>> {
    let officer = one.kind == Some(ActorKind::Person) && !one.offices.is_empty();
    if officer || !matches!(one.lack, Lack::New | Lack::Name) {
        return None;
    }
    Some(vec![
        or_empty(one.actor.as_ref()),
        one.words.clone(),
        or_empty(one.kind),
        or_empty(one.country.as_ref()),
        one.sector.join(" "),
        or_empty(
            one.country
                .as_ref()
                .filter(|c| one.actor.as_ref().is_some_and(|a| a.root() == c.as_str())),
        ),
        String::new(),
        String::new(),
        note(one),
        first_sentence(one).to_owned(),
    ])
}

fn name_row(one: &Lacking) -> Option<Vec<String>> {
    if one.lack == Lack::Role {
        return None;
    }
    let capitals = one.words.chars().filter(|c| c.is_uppercase()).count();
    let letters = one.words.chars().filter(|c| c.is_alphabetic()).count();
    let usage = match capitals == letters && letters > 1 {
        true => "abbreviation",
        false => "short",
    };
    Some(vec![
        one.words.clone(),
        String::new(),
        usage.to_owned(),
        String::new(),
        String::new(),
        note(one),
        first_sentence(one).to_owned(),
    ])
}

/// One row for each office of a new person; for a role without a holder the office, the person to be filled in.
fn office_rows(one: &Lacking) -> Vec<Vec<String>> {
    let row = |person: String, name: String, office: &str, body: String| {
        let empty = String::new;
        let line = [
            person,
            name,
            office.to_owned(),
            body,
            empty(),
            empty(),
            empty(),
            note(one),
        ];
        let mut line = line.to_vec();
        line.push(first_sentence(one).to_owned());
        line
    };
    match (one.lack, one.kind) {
        (Lack::Role, _) => {
            let body = or_empty(one.actor.as_ref());
            vec![row(String::new(), String::new(), &one.words, body)]
        }
        (Lack::New, Some(ActorKind::Person)) => {
            let of = |(title, body): &(String, Option<crate::model::ActorId>)| {
                let person = or_empty(one.actor.as_ref());
                row(person, one.words.clone(), title, or_empty(body.as_ref()))
            };
            one.offices.iter().map(of).collect()
        }
        _ => Vec::new(),
    }
}

impl Flat for Lacking {
    fn columns() -> Vec<String> {
        listing::named(&[
            "words",
            "lack",
            "type",
            "actor",
            "country",
            "sector",
            "offices",
            "mentions",
            "documents",
            "first",
            "last",
            "sentence",
        ])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            self.words.clone(),
            self.lack.to_string(),
            or_empty(self.kind),
            or_empty(self.actor.as_ref()),
            or_empty(self.country.as_ref()),
            joined(&self.sector),
            joined(self.offices.iter().map(|(title, _)| title)),
            self.mentions.to_string(),
            self.documents.to_string(),
            or_empty(self.first),
            or_empty(self.last),
            first_sentence(self).to_owned(),
        ]
    }
}
