//! The fields of an event and of an actor as flat columns, one table for all formats that need such.
//!
//! Used by most formats, and by the command line for `--format csv|tsv`. Values borrow from the record:
//! an export of many thousand events must not copy every word.

use crate::model::{Actor, Date, Event, Party};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::Write as _;

/// A flat value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing: left out, or an empty cell.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// A day.
    Day(Date),
    /// Several words. In one cell they are joined by `; `; a `;` or `\` inside one has a `\` before it.
    List(Vec<Cow<'a, str>>),
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f32),
    /// Yes or no.
    Bool(bool),
}

impl Value<'_> {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }

    /// Adds a value that is neither words nor a list to a text: an export of ninety thousand events writes some
    /// two million of them, and the formatting machinery costs more than the digits.
    pub(super) fn push_plain(&self, out: &mut Vec<u8>) {
        match self {
            Value::Day(day) if (0..=9999).contains(&day.year()) => {
                let digit = |n: i16, of: i16| b'0' + u8::try_from(n / of % 10).unwrap_or_default();
                let (year, month, day) = (day.year(), i16::from(day.month()), i16::from(day.day()));
                out.extend([1000, 100, 10, 1].map(|of| digit(year, of)));
                out.extend([b'-', digit(month, 10), digit(month, 1)]);
                out.extend([b'-', digit(day, 10), digit(day, 1)]);
            }
            Value::Int(number @ 0..=9) => {
                out.push(b'0' + u8::try_from(*number).unwrap_or_default())
            }
            Value::Real(number) => push_real(*number, out),
            Value::Bool(true) => out.extend_from_slice(b"true"),
            Value::Bool(false) => out.extend_from_slice(b"false"),
            // a Vec takes whatever is written into it
            other => drop(write!(out, "{other}")),
        }
    }

    /// As JSON: lists as arrays, days as ISO text; `None` for nothing.
    pub fn json(&self) -> Option<Json> {
        Some(match self {
            Value::Empty => return None,
            Value::Text(text) => Json::from(text.as_ref()),
            Value::Day(day) => Json::from(day.to_string()),
            Value::List(items) => items.iter().map(|i| Json::from(i.as_ref())).collect(),
            Value::Int(number) => Json::from(*number),
            // by way of its shortest text: 0.9, not 0.8999999761581421
            Value::Real(number) => Json::from(number.to_string().parse::<f64>().ok()?),
            Value::Bool(yes) => Json::from(*yes),
        })
    }
}

/// A number as [`fmt::Display`] has it, the shortest that is read back as the same. Of small numbers with up to two decimals,
/// which are most, the digits are worked out here: a quotient of two small whole numbers is rounded as its text would be.
fn push_real(number: f32, out: &mut Vec<u8>) {
    let small = number.abs() < 1_000.0 && (number != 0.0 || number.is_sign_positive());
    let hundredths = (number * 100.0).round();
    if !small || hundredths / 100.0 != number {
        // a Vec takes whatever is written into it
        let _ = write!(out, "{number}");
        return;
    }
    if number < 0.0 {
        out.push(b'-');
    }
    let mut place = 10_000;
    let hundredths = hundredths.abs() as u32;
    let digit = |place: u32| b'0' + u8::try_from(hundredths / place % 10).unwrap_or_default();
    while place > 100 && hundredths < place {
        place /= 10;
    }
    while place >= 100 {
        out.push(digit(place));
        place /= 10;
    }
    if !hundredths.is_multiple_of(100) {
        out.extend([b'.', digit(10)]);
    }
    if !hundredths.is_multiple_of(10) {
        out.push(digit(1));
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Empty => Ok(()),
            Value::Text(text) => f.write_str(text),
            Value::Day(day) => write!(f, "{day}"),
            Value::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        f.write_str("; ")?;
                    }
                    if !item.contains([';', '\\']) {
                        f.write_str(item)?;
                        continue;
                    }
                    for c in item.chars() {
                        if matches!(c, ';' | '\\') {
                            f.write_char('\\')?;
                        }
                        f.write_char(c)?;
                    }
                }
                Ok(())
            }
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
    Day,
    List,
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
    pub of: for<'a> fn(&'a T) -> Value<'a>,
}

const fn field<T>(name: &'static str, kind: Type, of: for<'a> fn(&'a T) -> Value<'a>) -> Field<T> {
    Field { name, kind, of }
}

/// What an event says of itself, its parties apart; with `edtf` its days once more as EDTF, at the end.
pub fn event(edtf: bool) -> &'static [Field<Event>] {
    if edtf {
        EVENT
    } else {
        EVENT.split_last().map_or(EVENT, |(_, others)| others)
    }
}

const EVENT: &[Field<Event>] = &[
    field("event_id", Type::Text, |e| text(e.id.as_str())),
    field("date", Type::Day, |e| day(e.date)),
    field("date_end", Type::Day, |e| day(e.date_end)),
    field("date_precision", Type::Text, |e| {
        text(e.date_precision.as_str())
    }),
    field("date_basis", Type::Text, |e| {
        maybe(e.date_basis.map(|b| b.as_str()))
    }),
    field("reported", Type::Day, |e| day(e.reported)),
    field("kind", Type::Text, |e| text(&e.kind)),
    field("cameo", Type::Text, |e| text(e.cameo.as_str())),
    field("plover", Type::Text, |e| {
        maybe(e.plover.map(|p| p.as_str()))
    }),
    field("plover_mode", Type::Text, |e| {
        maybe(e.plover_mode.as_deref())
    }),
    field("contexts", Type::List, |e| list(&e.contexts)),
    field("quad", Type::Int, |e| Value::Int(i64::from(e.quad.0))),
    field("goldstein", Type::Real, |e| {
        e.goldstein.map_or(Value::Empty, Value::Real)
    }),
    field("reciprocal", Type::Bool, |e| Value::Bool(e.reciprocal)),
    field("status", Type::Text, |e| text(e.status.as_str())),
    field("negated", Type::Bool, |e| Value::Bool(e.negated)),
    field("speaker", Type::Text, |e| {
        maybe(e.speaker.as_ref().map(|s| s.id.as_str()))
    }),
    field("about", Type::Text, |e| {
        maybe(e.about.as_ref().map(|id| id.as_str()))
    }),
    field("place", Type::Text, |e| {
        maybe(e.place.as_ref().map(|p| p.name.as_str()))
    }),
    field("place_country", Type::Text, |e| {
        maybe(e.place.as_ref().and_then(|p| p.country.as_deref()))
    }),
    field("confidence", Type::Real, |e| Value::Real(e.confidence)),
    field("sources", Type::Int, |e| count(e.sources)),
    field("evidence_count", Type::Int, |e| count(e.evidence.len())),
    field("doc", Type::Text, |e| {
        maybe(e.evidence.first().map(|t| t.doc.as_str()))
    }),
    field("url", Type::Text, |e| {
        maybe(e.evidence.iter().find_map(|t| t.url.as_deref()))
    }),
    field("rule", Type::Text, |e| {
        maybe(e.evidence.first().map(|t| t.rule.as_str()))
    }),
    field("sentence", Type::Text, |e| {
        maybe(e.evidence.first().map(|t| t.sentence.as_str()))
    }),
    field("edtf", Type::Text, |e| {
        e.days()
            .map_or(Value::Empty, |days| Value::Text(days.edtf().into()))
    }),
];

/// A column of one side: what follows `source` or `target` in its name, and where it comes from.
pub type SideField = (&'static str, for<'a> fn(&'a [Party]) -> Value<'a>);

/// What is said of one side's parties; in a table once with `source` and once with `target` before the name.
pub const SIDE: &[SideField] = &[
    ("", |side| list(side.iter().map(|p| p.id.as_str()))),
    ("_name", |side| list(side.iter().map(|p| p.name.as_str()))),
    ("_type", |side| list(side.iter().map(|p| p.kind.as_str()))),
    ("_country", |side| {
        list(side.iter().map(|p| p.country.as_deref().unwrap_or("")))
    }),
    ("_sector", |side| {
        let joined =
            |p: &Party| -> Vec<String> { p.sector.iter().map(|s| s.to_string()).collect() };
        let all: Vec<Cow<str>> = side
            .iter()
            .map(|p| Cow::from(joined(p).join(",")))
            .collect();
        some(all)
    }),
    ("_mention", |side| {
        list(side.iter().map(|p| p.mention.as_str()))
    }),
];

/// What an actor says of itself.
pub const ACTOR: &[Field<Actor>] = &[
    field("label", Type::Text, |a| text(&a.name)),
    field("type", Type::Text, |a| text(a.kind.as_str())),
    field("country", Type::Text, |a| maybe(a.country.as_deref())),
    field("sector", Type::List, |a| list(&a.sector)),
    field("names", Type::List, |a| list(&a.names)),
    field("offices", Type::List, |a| {
        list(a.offices.iter().map(|o| o.title.as_str()))
    }),
    field("part_of", Type::List, |a| {
        list(a.part_of.iter().map(|id| id.as_str()))
    }),
];

/// Names of the columns of an events table, with or without the days as EDTF.
pub fn event_columns(edtf: bool) -> Vec<String> {
    let own = event(edtf).iter().map(|f| f.name.to_owned());
    let sides = ["source", "target"];
    own.chain(
        sides
            .iter()
            .flat_map(|side| SIDE.iter().map(move |(name, _)| format!("{side}{name}"))),
    )
    .collect()
}

/// One row of an events table, as many cells as [`event_columns`].
pub fn event_row(told: &Event, edtf: bool) -> Vec<String> {
    let own = event(edtf).iter().map(|f| (f.of)(told).to_string());
    let sides = [&told.source, &told.target];
    own.chain(
        sides
            .iter()
            .flat_map(|side| SIDE.iter().map(|(_, of)| of(side).to_string())),
    )
    .collect()
}

fn text(value: &str) -> Value<'_> {
    match value {
        "" => Value::Empty,
        words => Value::Text(Cow::Borrowed(words)),
    }
}

fn maybe(value: Option<&str>) -> Value<'_> {
    value.map_or(Value::Empty, text)
}

fn day<'a>(day: Option<Date>) -> Value<'a> {
    day.map_or(Value::Empty, Value::Day)
}

fn count<'a>(n: usize) -> Value<'a> {
    Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

fn list<'a, T: AsRef<str> + ?Sized + 'a>(values: impl IntoIterator<Item = &'a T>) -> Value<'a> {
    some(
        values
            .into_iter()
            .map(|v| Cow::Borrowed(v.as_ref()))
            .collect(),
    )
}

/// Nothing when all items are empty.
fn some(items: Vec<Cow<'_, str>>) -> Value<'_> {
    match items.iter().all(|item| item.is_empty()) {
        true => Value::Empty,
        false => Value::List(items),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_values_are_written_as_they_are_shown() {
        for value in [
            Value::Day(Date::constant(2025, 7, 3)),
            Value::Day(Date::constant(12, 11, 30)),
            Value::Day(Date::constant(-44, 3, 15)),
            Value::Int(0),
            Value::Int(9),
            Value::Int(-10),
            Value::Int(10),
            Value::Real(0.9),
            Value::Real(-10.0),
            Value::Real(0.0),
            Value::Real(-0.0),
            Value::Real(0.05),
            Value::Real(7.25),
            Value::Real(-6.5),
            Value::Real(123.4),
            Value::Real(999.99),
            Value::Real(1_000.5),
            Value::Real(0.123),
            Value::Real(1e-9),
            Value::Real(f32::MAX),
            Value::Bool(true),
        ] {
            let mut out = Vec::new();
            value.push_plain(&mut out);
            assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }
    }

    #[test]
    fn a_joined_list_can_be_taken_apart() {
        let value =
            |items: &[&'static str]| Value::List(items.iter().map(|i| Cow::from(*i)).collect());
        assert_eq!(value(&["a", "b c"]).to_string(), "a; b c");
        assert_eq!(value(&["a; b", "c\\", "d"]).to_string(), "a\\; b; c\\\\; d");
        assert!(some(vec![Cow::from(""), Cow::from("")]).is_empty());
    }
}
