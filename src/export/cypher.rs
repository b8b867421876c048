//! The Cypher script of [`neo4j`](super::neo4j): the whole graph as literals, in statements of some hundred rows.
//!
//! Needs neither files on the server nor plugins. Run again it changes nothing: every node and relationship
//! is merged by its id. A row is a line, since no word keeps its line breaks unescaped.

use super::fields::{ACTOR, Value};
use super::neo4j::{label, own_fields, property, tie};
use super::order::{edges, everybody, sorted};
use super::{Counts, Data};
use crate::model::{Event, Evidence};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// Rows of one statement.
const BATCH: usize = 500;

const HEAD: &str = "\
// A graph written by chancery. Run it with cypher-shell, or paste it into the browser.
// The tables beside this file are for: neo4j-admin database import full --multiline-fields=true
//   --nodes=actors.csv --nodes=events.csv --relationships=parties.csv --relationships=ties.csv
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (a:Actor) REQUIRE a.actorId IS UNIQUE;
CREATE CONSTRAINT event_id IF NOT EXISTS FOR (e:Event) REQUIRE e.eventId IS UNIQUE;
";

const ACTORS: &str = "UNWIND [ // actors";
const EVENTS: &str = "UNWIND [ // events";
const PARTIES: &str = "UNWIND [ // parties";
const TIES: &str = "UNWIND [ // ties";

/// Writes the script.
pub(super) fn write(data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
    let (nodes, events, edges) = (everybody(data), sorted(data), edges(data));
    out.write_all(HEAD.as_bytes())?;
    let mut by_kind: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for actor in &nodes {
        let id = [("actorId".to_owned(), string(actor.id.as_str()))];
        let rest = ACTOR
            .iter()
            .map(|f| (property(f.name), literal(&(f.of)(actor))));
        by_kind
            .entry(label(actor.kind.as_str()))
            .or_default()
            .push(map(id.into_iter().chain(rest)));
    }
    for (kind, rows) in &by_kind {
        let then = format!("MERGE (a:Actor {{actorId: row.actorId}}) SET a:{kind}, a += row;");
        statements(ACTORS, rows, &then, out)?;
    }
    let rows: Vec<String> = events
        .iter()
        .map(|e| {
            let told = |of: fn(&Evidence) -> &str| list(e.evidence.iter().map(of));
            let last = [
                ("sentences".to_owned(), told(|t| t.sentence.as_str())),
                ("docs".to_owned(), told(|t| t.doc.as_str())),
            ];
            map(own(e, data.edtf).chain(last))
        })
        .collect();
    let then = "MERGE (e:Event {eventId: row.eventId}) SET e += row;";
    statements(EVENTS, &rows, then, out)?;
    for role in ["SOURCE_OF", "TARGET_OF"] {
        let side = |e: &'_ Event| match role {
            "SOURCE_OF" => e.source.clone(),
            _ => e.target.clone(),
        };
        let rows: Vec<String> = events
            .iter()
            .flat_map(|e| side(e).into_iter().map(move |p| (e, p)))
            .map(|(e, party)| {
                map([
                    ("actor".to_owned(), string(party.id.as_str())),
                    ("event".to_owned(), string(e.id.as_str())),
                    ("mention".to_owned(), string(&party.mention)),
                ]
                .into_iter())
            })
            .collect();
        let then = format!(
            "MATCH (a:Actor {{actorId: row.actor}}), (e:Event {{eventId: row.event}}) \
             MERGE (a)-[r:{role}]->(e) SET r.mention = row.mention;"
        );
        statements(PARTIES, &rows, &then, out)?;
    }
    let mut by_tie: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for edge in &edges {
        let ends = [
            ("source".to_owned(), string(edge.source.id.as_str())),
            ("target".to_owned(), string(edge.target.id.as_str())),
        ];
        let id = [("tieId".to_owned(), string(&edge.id))];
        let properties = [(
            "properties".to_owned(),
            Some(map(id.into_iter().chain(own(edge.event, data.edtf)))),
        )];
        by_tie
            .entry(tie(&edge.event.kind))
            .or_default()
            .push(map(ends.into_iter().chain(properties)));
    }
    for (tie, rows) in &by_tie {
        let then = format!(
            "MATCH (a:Actor {{actorId: row.source}}), (b:Actor {{actorId: row.target}}) \
             MERGE (a)-[r:`{tie}` {{tieId: row.properties.tieId}}]->(b) SET r += row.properties;"
        );
        statements(TIES, rows, &then, out)?;
    }
    Ok(Counts {
        actors: nodes.len(),
        events: events.len(),
        edges: edges.len(),
        ..Counts::default()
    })
}

/// Counts the rows of each kind of statement.
pub(super) fn count(input: &mut dyn BufRead) -> io::Result<Counts> {
    let mut counts = Counts::default();
    let mut parties = 0;
    let mut open: Option<&mut usize> = None;
    for line in input.lines() {
        let line = line?;
        match line.as_str() {
            ACTORS => open = Some(&mut counts.actors),
            EVENTS => open = Some(&mut counts.events),
            PARTIES => open = Some(&mut parties),
            TIES => open = Some(&mut counts.edges),
            end if end.starts_with("] AS row ") => open = None,
            row if row.starts_with('{') => match &mut open {
                Some(count) => **count += 1,
                None => return Err(io::Error::other("a row outside of a statement")),
            },
            _ => {}
        }
    }
    match open {
        None => Ok(counts),
        Some(_) => Err(io::Error::other("the file ends too early")),
    }
}

fn statements(head: &str, rows: &[String], then: &str, out: &mut dyn Write) -> io::Result<()> {
    for batch in rows.chunks(BATCH) {
        writeln!(out, "{head}")?;
        for (n, row) in batch.iter().enumerate() {
            writeln!(out, "{row}{}", if n + 1 < batch.len() { "," } else { "" })?;
        }
        writeln!(out, "] AS row {then}")?;
    }
    Ok(())
}

/// The fields of an event as properties.
fn own(event: &Event, edtf: bool) -> impl Iterator<Item = (String, Option<String>)> + '_ {
    let id = [("eventId".to_owned(), string(event.id.as_str()))];
    let rest = own_fields(edtf).map(move |f| (property(f.name), literal(&(f.of)(event))));
    id.into_iter().chain(rest)
}

/// A map, without what has no value.
fn map(entries: impl Iterator<Item = (String, Option<String>)>) -> String {
    let mut out = String::from("{");
    for (name, value) in entries {
        if let Some(value) = value {
            if out.len() > 1 {
                out.push_str(", ");
            }
            out.push_str(&name);
            out.push_str(": ");
            out.push_str(&value);
        }
    }
    out.push('}');
    out
}

fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Empty => None,
        Value::Text(text) => string(text),
        Value::Day(day) => Some(format!("date('{day}')")),
        Value::List(items) => list(items.iter().map(AsRef::as_ref)),
        other => Some(other.to_string()),
    }
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> Option<String> {
    let items: Vec<String> = items.filter_map(string).collect();
    (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
}

/// A string literal (openCypher 9, "Expressions: String literals").
fn string(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn strings_end_where_they_should() {
        for (text, want) in [
            ("it's", "'it\\'s'"),
            ("C:\\", "'C:\\\\'"),
            ("a\nb\u{0}", "'a\\nb\\u0000'"),
        ] {
            assert_eq!(string(text).as_deref(), Some(want));
        }
        for text in sample::HOSTILE {
            assert!(!string(text).unwrap().contains('\n'));
        }
    }

    #[test]
    fn dates_and_lists_are_typed() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("date: date('2025-07-03')"));
        assert!(text.contains("contexts: ['diplomatic']"));
        assert!(text.contains("MERGE (a)-[r:`RECOGNISE` {tieId: row.properties.tieId}]->(b)"));
    }
}
