//! What the page is given: actors, events and their sentences, and the palette's marks, as one JSON object.
//!
//! Tables stand column by column, because like beside like packs best: a third smaller than row by row. What is usual
//! is null: no `status` means actual, no `end` means one day.

use super::{Options, actors, events};
use crate::draw::text::clean;
use crate::draw::{Class, MOST_LINES, Shape, Theme};
use crate::export::order::{everybody, sorted};
use crate::export::{Counts, Data};
use crate::model::ActorId;
use crate::ontology;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Everything the page's scripts read.
#[derive(Serialize)]
pub(super) struct Given {
    program: &'static str,
    title: Option<String>,
    theme: Option<&'static str>,
    /// Most lines between two actors before the pair is seen from afar.
    most_lines: usize,
    classes: Vec<ClassMark>,
    shapes: Vec<ShapeMark>,
    /// CAMEO codes that occur, in words.
    codes: BTreeMap<String, &'static str>,
    /// States and stateless codes that occur, in words.
    states: BTreeMap<String, String>,
    documents: Vec<String>,
    sentences: Vec<String>,
    actors: Columns,
    events: Columns,
    /// Sentences that tell the events, in the order of the events; an event says how many are its.
    said: Columns,
    /// Indexes into `actors`.
    focus: Vec<usize>,
}

/// A table by columns: name → one value a row.
type Columns = BTreeMap<String, Vec<Value>>;

#[derive(Serialize)]
struct ClassMark {
    id: &'static str,
    name: &'static str,
    dash: &'static str,
    /// Line widths in pixels of 1, 2, 4, 8 … events; the last for all above.
    widths: Vec<f64>,
}

#[derive(Serialize)]
struct ShapeMark {
    id: &'static str,
    name: &'static str,
}

impl Given {
    /// How much is in it.
    pub(super) fn counts(&self) -> Counts {
        let rows = |table: &Columns, column: &str| table.get(column).map_or(0, Vec::len);
        Counts {
            actors: rows(&self.actors, "id"),
            events: rows(&self.events, "id"),
            evidence: rows(&self.said, "document"),
            ..Counts::default()
        }
    }
}

/// Counts what stands in the data of a page.
pub(super) fn count(json: &[u8]) -> io::Result<Counts> {
    #[derive(Deserialize)]
    struct Ids {
        #[serde(default)]
        id: Vec<IgnoredAny>,
    }
    #[derive(Deserialize)]
    struct Documents {
        #[serde(default)]
        document: Vec<IgnoredAny>,
    }
    #[derive(Deserialize)]
    struct File {
        actors: Ids,
        events: Ids,
        said: Documents,
    }
    let file: File = serde_json::from_slice(json)?;
    Ok(Counts {
        actors: file.actors.id.len(),
        events: file.events.id.len(),
        evidence: file.said.document.len(),
        ..Counts::default()
    })
}

/// Turns rows into columns; what is usual (nothing, no, an empty list) becomes null.
fn columns<T: Serialize>(rows: &[T]) -> Columns {
    let mut out = Columns::new();
    for row in rows {
        let Ok(Value::Object(row)) = serde_json::to_value(row) else {
            continue;
        };
        for (name, value) in row {
            let usual = match &value {
                Value::Bool(yes) => !yes,
                Value::Array(items) => items.is_empty(),
                _ => false,
            };
            let value = if usual { Value::Null } else { value };
            out.entry(name).or_default().push(value);
        }
    }
    out
}

/// Gathers what the page needs, everything in a fixed order.
pub(super) fn gather(data: &Data, options: &Options) -> Given {
    let events = sorted(data);
    let everybody = everybody(data);
    let number: BTreeMap<&ActorId, usize> = everybody
        .iter()
        .enumerate()
        .map(|(n, actor)| (&actor.id, n))
        .collect();
    let documents: BTreeSet<&str> = events
        .iter()
        .flat_map(|e| &e.evidence)
        .map(|said| said.doc.as_str())
        .collect();
    let documents: Vec<&str> = documents.into_iter().collect();
    let (sentences, said) = events::said(&events, &number, &documents);
    let codes = events.iter().filter_map(|e| {
        let known = ontology::code(e.cameo.as_str())?;
        Some((e.cameo.to_string(), known.label))
    });
    let forms = actors::state_names(&everybody);
    Given {
        program: concat!("chancery ", env!("CARGO_PKG_VERSION")),
        title: options
            .title
            .as_deref()
            .map(clean)
            .filter(|t| !t.is_empty()),
        theme: options.theme.map(|t| match t {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }),
        most_lines: MOST_LINES,
        classes: Class::ALL.into_iter().map(class_mark).collect(),
        shapes: Shape::ALL
            .iter()
            .map(|s| ShapeMark {
                id: s.css(),
                name: s.meaning(),
            })
            .collect(),
        codes: codes.collect(),
        states: forms
            .iter()
            .filter_map(|(key, names)| Some((key.clone(), names.first()?.clone())))
            .collect(),
        documents: documents.iter().map(|d| clean(d)).collect(),
        sentences,
        actors: columns(
            &everybody
                .iter()
                .map(|a| actors::who(a, &forms))
                .collect::<Vec<_>>(),
        ),
        events: columns(
            &events
                .iter()
                .map(|e| events::what(e, &number))
                .collect::<Vec<_>>(),
        ),
        said: columns(&said),
        focus: options
            .focus
            .iter()
            .filter_map(|id| number.get(id).copied())
            .collect(),
    }
}

fn class_mark(class: Class) -> ClassMark {
    let widths = (0..12).map(|power| (class.width(1 << power) * 10.0).round() / 10.0);
    ClassMark {
        id: class.css(),
        name: class.meaning(),
        dash: class.dash(),
        widths: widths.collect(),
    }
}
