//! What follows from the documents: written anew in one transaction, read back as it stands.

use crate::graph::{DocumentReports, Graph};
use crate::model::{Actor, Date, DocId, Event, Loose};
use rusqlite::types::Type;
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A record as stored.
pub(super) fn json(record: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(record).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// The record of a column.
fn record<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(e)))
}

/// Every record of a query with one column.
fn records<T: DeserializeOwned>(db: &Connection, query: &str) -> rusqlite::Result<Vec<T>> {
    let mut statement = db.prepare(query)?;
    let rows = statement.query_map([], |row| record(row, 0))?;
    rows.collect()
}

/// What each document told, sorted by document.
pub(super) fn documents(db: &Connection) -> rusqlite::Result<Vec<DocumentReports>> {
    let mut by_doc: BTreeMap<String, DocumentReports> = BTreeMap::new();
    let mut heads = db.prepare("SELECT id, published FROM documents")?;
    let mut rows = heads.query([])?;
    while let Some(row) = rows.next()? {
        let (id, published): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        let document = DocumentReports {
            doc: id.as_str().into(),
            published: published.and_then(|day| day.parse().ok()),
            reports: Vec::new(),
            actors: Vec::new(),
        };
        by_doc.insert(id, document);
    }
    each(db, "reports", &mut by_doc, |document, row| {
        document.reports.push(record(row, 1)?);
        Ok(())
    })?;
    each(db, "told_actors", &mut by_doc, |document, row| {
        document.actors.push(record(row, 1)?);
        Ok(())
    })?;
    Ok(by_doc.into_values().collect())
}

/// Names and roles without an actor, in the order of documents.
pub(super) fn loose(db: &Connection) -> rusqlite::Result<Vec<(DocId, Option<Date>, Loose)>> {
    let mut statement = db.prepare(
        "SELECT doc, published, record FROM loose JOIN documents ON documents.id = loose.doc
         ORDER BY doc, n",
    )?;
    let rows = statement.query_map([], |row| {
        let published: Option<String> = row.get(1)?;
        let doc = DocId::new(row.get::<_, String>(0)?);
        Ok((
            doc,
            published.and_then(|day| day.parse().ok()),
            record(row, 2)?,
        ))
    })?;
    rows.collect()
}

/// Gives every row of a table to its document, in the order of the text.
fn each(
    db: &Connection,
    table: &str,
    by_doc: &mut BTreeMap<String, DocumentReports>,
    add: impl Fn(&mut DocumentReports, &Row) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = db.prepare(&format!("SELECT doc, record FROM {table} ORDER BY doc, n"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(document) = by_doc.get_mut(row.get_ref(0)?.as_str()?) {
            add(document, row)?;
        }
    }
    Ok(())
}

/// The graph anew: what was imported, and what all documents told.
pub(super) fn anew(db: &Connection) -> rusqlite::Result<Graph> {
    let (actors, events) = given(db)?;
    let mut graph = Graph::from_parts(actors, events);
    for document in documents(db)? {
        graph.merge(document);
    }
    Ok(graph)
}

/// What was imported.
fn given(db: &Connection) -> rusqlite::Result<(Vec<Actor>, Vec<Event>)> {
    let there = "SELECT count(*) FROM sqlite_master WHERE name = 'given_events'";
    if db.query_row(there, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(Default::default());
    }
    Ok((
        records(db, "SELECT record FROM given_actors ORDER BY id")?,
        records(db, "SELECT record FROM given_events ORDER BY id")?,
    ))
}

/// Keeps what was imported; what has the same id is replaced.
pub(super) fn give(db: &Connection, actors: &[Actor], events: &[Event]) -> rusqlite::Result<()> {
    let mut row = db.prepare("INSERT OR REPLACE INTO given_actors (id, record) VALUES (?, ?)")?;
    for actor in actors {
        row.execute(params![actor.id.as_str(), json(actor)?])?;
    }
    let mut row = db.prepare("INSERT OR REPLACE INTO given_events (id, record) VALUES (?, ?)")?;
    for event in events {
        row.execute(params![event.id.as_str(), json(event)?])?;
    }
    Ok(())
}

/// The graph as written.
pub(super) fn graph(db: &Connection) -> rusqlite::Result<Graph> {
    let actors: Vec<Actor> = records(db, "SELECT record FROM actors ORDER BY id")?;
    let events: Vec<Event> = records(db, "SELECT record FROM events ORDER BY n")?;
    Ok(Graph::from_parts(actors, events))
}

/// Writes actors and events anew.
pub(super) fn write(db: &Connection, graph: &Graph) -> rusqlite::Result<()> {
    db.execute_batch(
        "DELETE FROM events; DELETE FROM parties; DELETE FROM evidence; DELETE FROM actors;
         DELETE FROM names; DELETE FROM offices;
         INSERT INTO sentences (sentences) VALUES ('delete-all');",
    )?;
    write_events(db, graph.all_events())?;
    write_actors(db, graph.actors())
}

fn write_events(db: &Connection, events: &[Event]) -> rusqlite::Result<()> {
    let mut event_row = db.prepare(
        "INSERT INTO events (n, id, date, date_end, reported, kind, cameo, status, negated, record)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut party_row =
        db.prepare("INSERT INTO parties (event, role, n, actor) VALUES (?, ?, ?, ?)")?;
    let mut evidence_row = db.prepare(
        "INSERT INTO evidence (id, event, doc, start, end, rule) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    let mut sentence_row = db.prepare("INSERT INTO sentences (rowid, sentence) VALUES (?, ?)")?;
    let day = |date: Option<crate::model::Date>| date.map(|d| d.to_string());
    let mut place = 0_i64;
    for (n, event) in events.iter().enumerate() {
        let id = event.id.as_str();
        event_row.execute(params![
            n as i64,
            id,
            day(event.date),
            day(event.date_end),
            day(event.reported),
            event.kind.as_str(),
            event.cameo.as_str(),
            event.status.as_str(),
            event.negated,
            json(event)?
        ])?;
        for (role, side) in [("source", &event.source), ("target", &event.target)] {
            for (n, party) in side.iter().enumerate() {
                party_row.execute(params![id, role, n as i64, party.id.as_str()])?;
            }
        }
        for evidence in &event.evidence {
            place += 1;
            let (doc, rule) = (evidence.doc.as_str(), &evidence.rule);
            let (start, end) = (evidence.start as i64, evidence.end as i64);
            evidence_row.execute(params![place, id, doc, start, end, rule])?;
            sentence_row.execute(params![place, evidence.sentence])?;
        }
    }
    Ok(())
}

fn write_actors(db: &Connection, actors: &[Actor]) -> rusqlite::Result<()> {
    let mut actor_row =
        db.prepare("INSERT INTO actors (id, name, kind, country, record) VALUES (?, ?, ?, ?, ?)")?;
    let mut name_row = db.prepare("INSERT OR IGNORE INTO names (name, actor) VALUES (?, ?)")?;
    let mut office_row = db.prepare(
        "INSERT INTO offices (person, n, title, body, since, until) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for actor in actors {
        let (id, country) = (actor.id.as_str(), actor.country.as_deref());
        let (name, kind) = (actor.name.as_str(), actor.kind.as_str());
        actor_row.execute(params![id, name, kind, country, json(actor)?])?;
        for name in actor.names.iter().map(String::as_str).chain([name]) {
            name_row.execute(params![name, id])?;
        }
        for (n, office) in actor.offices.iter().enumerate() {
            let body = office.body.as_ref().map(|b| b.as_str());
            let (title, since, until) = (&office.title, &office.since, &office.until);
            office_row.execute(params![id, n as i64, title, body, since, until])?;
        }
    }
    Ok(())
}
