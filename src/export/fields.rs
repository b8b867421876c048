//! The fields of an event and of an actor as flat columns, one table for all formats that need such.
//!
//! Used by `csv`, `graphml` and `json`, and by the command line for `--format csv|tsv`.

use crate::model::{Actor, Event, Party};
use std::fmt;

/// A flat value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: left out, or an empty cell.
    Empty,
    /// Words; lists joined by `; `, dates as ISO text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f32),
    /// Yes or no.
    Bool(bool),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Empty => Ok(()),
            Value::Text(text) => f.write_str(text),
            Value::Int(number) => write!(f, "{number}"),
            Value::Real(number) => write!(f, "{number}"),
            Value::Bool(yes) => write!(f, "{yes}"),
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Type {
    Text,
    Int,
    Real,
    Bool,
}

/// A column: its name, what it holds, and where it comes from.
pub struct Field<T: 'static> {
    /// Name, as in the records of the command line where they have it.
    pub name: &'static str,
    /// What it holds.
    pub kind: Type,
    /// Its value.
    pub of: fn(&T) -> Value,
}

const fn field<T>(name: &'static str, kind: Type, of: fn(&T) -> Value) -> Field<T> {
    Field { name, kind, of }
}

/// What an event says of itself, its parties apart.
pub const EVENT: &[Field<Event>] = &[
    field("event_id", Type::Text, |e| text(&e.id)),
    field("date", Type::Text, |e| maybe(&e.date)),
    field("date_end", Type::Text, |e| maybe(&e.date_end)),
    field("date_precision", Type::Text, |e| word(&e.date_precision)),
    field("date_basis", Type::Text, |e| {
        e.date_basis.as_ref().map_or(Value::Empty, word)
    }),
    field("reported", Type::Text, |e| maybe(&e.reported)),
    field("kind", Type::Text, |e| text(&e.kind)),
    field("cameo", Type::Text, |e| text(&e.cameo)),
    field("plover", Type::Text, |e| maybe(&e.plover)),
    field("plover_mode", Type::Text, |e| maybe(&e.plover_mode)),
    field("contexts", Type::Text, |e| list(&e.contexts)),
    field("quad", Type::Int, |e| Value::Int(i64::from(e.quad.0))),
    field("goldstein", Type::Real, |e| {
        e.goldstein.map_or(Value::Empty, Value::Real)
    }),
    field("reciprocal", Type::Bool, |e| Value::Bool(e.reciprocal)),
    field("status", Type::Text, |e| text(&e.status)),
    field("negated", Type::Bool, |e| Value::Bool(e.negated)),
    field("speaker", Type::Text, |e| {
        maybe(&e.speaker.as_ref().map(|s| &s.id))
    }),
    field("about", Type::Text, |e| maybe(&e.about)),
    field("place", Type::Text, |e| {
        maybe(&e.place.as_ref().map(|p| &p.name))
    }),
    field("place_country", Type::Text, |e| {
        maybe(&e.place.as_ref().and_then(|p| p.country.as_ref()))
    }),
    field("confidence", Type::Real, |e| Value::Real(e.confidence)),
    field("sources", Type::Int, |e| count(e.sources)),
    field("evidence_count", Type::Int, |e| count(e.evidence.len())),
    field("doc", Type::Text, |e| {
        maybe(&e.evidence.first().map(|t| &t.doc))
    }),
    field("url", Type::Text, |e| {
        maybe(&e.evidence.iter().find_map(|t| t.url.as_ref()))
    }),
    field("rule", Type::Text, |e| {
        maybe(&e.evidence.first().map(|t| &t.rule))
    }),
    field("sentence", Type::Text, |e| {
        maybe(&e.evidence.first().map(|t| &t.sentence))
    }),
];

/// A column of one side: what follows `source` or `target` in its name, and where it comes from.
pub type SideField = (&'static str, fn(&[Party]) -> Value);

/// What is said of one side's parties; in a table once with `source` and once with `target` before the name.
pub const SIDE: &[SideField] = &[
    ("", |side| list(side.iter().map(|p| &p.id))),
    ("_name", |side| list(side.iter().map(|p| &p.name))),
    ("_type", |side| list(side.iter().map(|p| p.kind))),
    ("_country", |side| {
        list(side.iter().map(|p| p.country.as_deref().unwrap_or("")))
    }),
    ("_sector", |side| {
        list(side.iter().map(|p| p.sector.join(",")))
    }),
    ("_mention", |side| list(side.iter().map(|p| &p.mention))),
];

/// What an actor says of itself.
pub const ACTOR: &[Field<Actor>] = &[
    field("label", Type::Text, |a| text(&a.name)),
    field("type", Type::Text, |a| text(&a.kind)),
    field("country", Type::Text, |a| maybe(&a.country)),
    field("sector", Type::Text, |a| list(&a.sector)),
    field("names", Type::Text, |a| list(&a.names)),
    field("offices", Type::Text, |a| {
        list(a.offices.iter().map(|o| &o.title))
    }),
    field("part_of", Type::Text, |a| list(&a.part_of)),
];

/// Names of the columns of an events table.
pub fn event_columns() -> Vec<String> {
    let own = EVENT.iter().map(|f| f.name.to_owned());
    let sides = ["source", "target"];
    own.chain(
        sides
            .iter()
            .flat_map(|side| SIDE.iter().map(move |(name, _)| format!("{side}{name}"))),
    )
    .collect()
}

/// One row of an events table, as many cells as [`event_columns`].
pub fn event_row(event: &Event) -> Vec<String> {
    let own = EVENT.iter().map(|f| (f.of)(event).to_string());
    let sides = [&event.source, &event.target];
    own.chain(
        sides
            .iter()
            .flat_map(|side| SIDE.iter().map(|(_, of)| of(side).to_string())),
    )
    .collect()
}

fn text(value: &impl ToString) -> Value {
    match value.to_string() {
        text if text.is_empty() => Value::Empty,
        text => Value::Text(text),
    }
}

fn maybe<T: ToString>(value: &Option<T>) -> Value {
    value.as_ref().map_or(Value::Empty, text)
}

fn count(n: usize) -> Value {
    Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

fn list<T: ToString>(values: impl IntoIterator<Item = T>) -> Value {
    let values: Vec<String> = values.into_iter().map(|v| v.to_string()).collect();
    match values.iter().all(String::is_empty) {
        true => Value::Empty,
        false => Value::Text(values.join("; ")),
    }
}

/// A word as it stands in the records.
fn word(value: &impl serde::Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Value::Text(word),
        _ => Value::Empty,
    }
}
