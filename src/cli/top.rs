//! `chancery top`: the most connected actors, pairs and kinds of event.

use super::args::{Format, Measure, Top};
use super::listing::{self, Flat};
use super::paint::Style;
use super::report::{Failure, Outcome};
use super::session::Session;
use super::table::{Align, Cell, Table};
use crate::graph::{Query, betweenness, pagerank};
use crate::model::{ActorId, Event};
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Rows of each list when no limit is given.
const USUAL_ROWS: usize = 10;

/// One row: what it is, who, how often.
#[derive(Debug, Serialize)]
struct Row {
    /// `actor`, `pair` or `kind`.
    what: &'static str,
    name: String,
    ids: Vec<String>,
    events: usize,
    /// The actor's weight by the measure asked for, when it is not the count of events.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

impl Flat for Row {
    fn columns() -> Vec<String> {
        listing::named(&["what", "name", "ids", "events", "score"])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            self.what.into(),
            self.name.clone(),
            self.ids.join(";"),
            self.events.to_string(),
            self.score.map(|s| s.to_string()).unwrap_or_default(),
        ]
    }
}

pub(super) fn run(args: &Top, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let query = session.query(&graph, &args.filters)?;
    let events = graph.events(&Query {
        limit: None,
        ..query.clone()
    });
    let limit = args.filters.limit.unwrap_or(USUAL_ROWS);
    let told: Vec<&Event> = events.iter().map(AsRef::as_ref).collect();
    let scores = match args.by {
        Measure::Degree => None,
        Measure::Pagerank => Some(pagerank(&told)),
        Measure::Betweenness => Some(betweenness(&told)),
    };
    let rows = count(&events, limit, scores.as_ref());
    match session.format(&args.listing) {
        Format::Table => {
            for (i, what) in ["actor", "pair", "kind"].into_iter().enumerate() {
                let ranked = rows.iter().any(|r| r.what == what && r.score.is_some());
                let weight = if ranked { "score" } else { "events" };
                let mut table = Table::new(&[(weight, Align::Right), (what, Align::Left)]);
                for row in rows.iter().filter(|r| r.what == what) {
                    let name = Cell::styled(Style::Actor, &row.name);
                    let count = || row.events.to_string();
                    let weight = row.score.map_or_else(count, |score| format!("{score:.4}"));
                    table.row(vec![Cell::plain(weight), name]);
                }
                if !rows.is_empty() {
                    let gap = if i > 0 { "\n" } else { "" };
                    write!(session.out, "{gap}{}", table.render(&session.screen))?;
                }
            }
        }
        format => listing::print(&mut session.out, format, &rows)?,
    }
    if rows.is_empty() {
        session.report.nothing(&graph.why_no_events(&query));
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// The lists one after the other, each by count, then by id.
fn count(
    events: &[Cow<'_, Event>],
    limit: usize,
    scores: Option<&BTreeMap<ActorId, f64>>,
) -> Vec<Row> {
    let mut names: BTreeMap<&ActorId, &str> = BTreeMap::new();
    let mut actors: BTreeMap<Vec<&ActorId>, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<Vec<&ActorId>, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events {
        names.extend(event.parties().map(|p| (&p.id, p.name.as_str())));
        let all: BTreeSet<&ActorId> = event.parties().map(|p| &p.id).collect();
        for id in &all {
            *actors.entry(vec![id]).or_default() += 1;
        }
        let mut between: BTreeSet<Vec<&ActorId>> = BTreeSet::new();
        for s in &event.source {
            for t in event.target.iter().filter(|t| t.id != s.id) {
                between.insert(vec![(&s.id).min(&t.id), (&s.id).max(&t.id)]);
            }
        }
        for pair in between {
            *pairs.entry(pair).or_default() += 1;
        }
        *kinds.entry(event.kind.as_str()).or_default() += 1;
    }
    // Rounded to what is worth reading, and alike on every machine.
    let score = |ids: &[&ActorId]| match ids {
        [id] => scores
            .and_then(|s| s.get(*id))
            .map(|s| (s * 1e6).round() / 1e6),
        _ => None,
    };
    let of_actors = |what, counts: BTreeMap<Vec<&ActorId>, usize>| {
        let rows = counts.into_iter().map(|(ids, events)| Row {
            what,
            name: ids
                .iter()
                .map(|id| names[*id])
                .collect::<Vec<_>>()
                .join(" – "),
            ids: ids.iter().map(ToString::to_string).collect(),
            events,
            score: score(&ids),
        });
        best(rows.collect(), limit)
    };
    let mut rows = of_actors("actor", actors);
    rows.extend(of_actors("pair", pairs));
    let kinds = kinds.into_iter().map(|(kind, events)| Row {
        what: "kind",
        name: kind.to_owned(),
        ids: Vec::new(),
        events,
        score: None,
    });
    rows.extend(best(kinds.collect(), limit));
    rows
}

fn best(mut rows: Vec<Row>, limit: usize) -> Vec<Row> {
    rows.sort_by(|a, b| {
        let weight = |row: &Row| row.score.unwrap_or(0.0);
        let by_score = weight(b).total_cmp(&weight(a));
        by_score.then_with(|| {
            (Reverse(a.events), &a.ids, &a.name).cmp(&(Reverse(b.events), &b.ids, &b.name))
        })
    });
    rows.truncate(limit);
    rows
}
