//! `chancery timeline A [B]`: what an actor, or two, did day by day, or counted by month or year.

use super::args::{Format, Timeline, Unit};
use super::events;
use super::listing::{self, Flat, or_empty};
use super::report::{Failure, Outcome};
use super::session::Session;
use super::table::{Align, Cell, Table};
use crate::graph::Query;
use crate::model::{Date, Event};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

pub(super) fn run(args: &Timeline, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let a = session.actor(&graph, &args.a)?;
    let (found, why) = match &args.b {
        Some(b) => {
            let b = session.actor(&graph, b)?;
            let ties = graph.ties(a.as_str(), b.as_str(), &query)?;
            (
                ties.events,
                graph.why_no_ties(a.as_str(), b.as_str(), &query),
            )
        }
        None if query.actor.is_empty() => {
            let query = Query {
                actor: vec![a.to_string()],
                ..query
            };
            (graph.events(&query), graph.why_no_events(&query))
        }
        None => {
            return Err(Failure::usage(
                "timeline takes its actors as A and B, not as --actor",
            ));
        }
    };
    let format = session.format(&args.listing);
    let outcome = match args.by {
        None => events::print(&found, format, args.dating, session)?,
        Some(unit) => counts(&found, unit, format, session)?,
    };
    if outcome == Outcome::NothingFound {
        session.report.nothing(&why);
    }
    Ok(outcome)
}

/// How many events a month or year has, by quad class.
#[derive(Debug, Clone, Serialize)]
struct Count {
    /// `2025-07` or `2025`; none for events without a date.
    period: Option<String>,
    events: usize,
    statements: usize,
    verbal_cooperation: usize,
    material_cooperation: usize,
    verbal_conflict: usize,
    material_conflict: usize,
}

impl Count {
    fn new(period: Option<String>) -> Self {
        Count {
            period,
            events: 0,
            statements: 0,
            verbal_cooperation: 0,
            material_cooperation: 0,
            verbal_conflict: 0,
            material_conflict: 0,
        }
    }
    fn add(&mut self, event: &Event) {
        self.events += 1;
        *match event.quad.0 {
            1 => &mut self.verbal_cooperation,
            2 => &mut self.material_cooperation,
            3 => &mut self.verbal_conflict,
            4 => &mut self.material_conflict,
            _ => &mut self.statements,
        } += 1;
    }
}

impl Flat for Count {
    fn columns() -> Vec<String> {
        listing::named(&[
            "period",
            "events",
            "statements",
            "verbal_cooperation",
            "material_cooperation",
            "verbal_conflict",
            "material_conflict",
        ])
    }
    fn cells(&self) -> Vec<String> {
        let numbers = [
            self.events,
            self.statements,
            self.verbal_cooperation,
            self.material_cooperation,
            self.verbal_conflict,
            self.material_conflict,
        ];
        let period = or_empty(self.period.as_ref());
        std::iter::once(period)
            .chain(numbers.iter().map(usize::to_string))
            .collect()
    }
}

fn period(day: Date, unit: Unit) -> String {
    match unit {
        Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Unit::Year => format!("{:04}", day.year()),
    }
}

/// An event counts in the period of its first day.
fn counts(
    events: &[Cow<'_, Event>],
    unit: Unit,
    format: Format,
    session: &mut Session,
) -> Result<Outcome, Failure> {
    let mut dated: BTreeMap<String, Count> = BTreeMap::new();
    let mut undated = Count::new(None);
    for event in events {
        match event.date.map(|day| period(day, unit)) {
            Some(key) => {
                dated
                    .entry(key)
                    .or_insert_with_key(|k| Count::new(Some(k.clone())))
                    .add(event);
            }
            None => undated.add(event),
        }
    }
    let rows = dated
        .into_values()
        .chain(Some(undated).filter(|c| c.events > 0));
    let rows: Vec<Count> = rows.collect();
    match format {
        Format::Table if rows.is_empty() => {}
        Format::Table => {
            let mut heads = vec![("period", Align::Left), ("events", Align::Right)];
            let classes = [
                "statements",
                "coop. said",
                "coop. done",
                "conflict said",
                "conflict done",
            ];
            heads.extend(classes.map(|c| (c, Align::Right)));
            let mut table = Table::new(&heads);
            for row in &rows {
                let mut cells = row.cells();
                if row.period.is_none() {
                    cells[0] = "undated".to_owned();
                }
                table.row(cells.iter().map(Cell::plain).collect());
            }
            let text = table.render(&session.screen);
            session.out.write_all(text.as_bytes())?;
        }
        _ => listing::print(&mut session.out, format, &rows)?,
    }
    Ok(if rows.is_empty() {
        Outcome::NothingFound
    } else {
        Outcome::Done
    })
}
