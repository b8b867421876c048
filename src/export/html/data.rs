//! What the page is given: actors, events and their sentences, and the palette's marks, as one JSON object.
//!
//! Tables stand column by column, because like beside like packs best: a third smaller than row by row. What is usual
//! is null: no `status` means actual, no `end` means one day.

use super::Options;
use super::sentence;
use crate::draw::text::clean;
use crate::draw::{self, Class, MOST_LINES, Shape, Theme};
use crate::export::order::{everybody, sorted};
use crate::export::{Counts, Data};
use crate::model::{Actor, ActorId, Basis, Date, Event, Party, Precision, STATELESS, Status};
use crate::ontology;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
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

#[derive(Serialize)]
struct Who {
    id: String,
    name: String,
    /// The name as it can stand beside the state's, when that is shorter.
    short: Option<String>,
    shape: usize,
    kind: &'static str,
    /// Letters of the state it stands with; none when it belongs to no state.
    state: Option<String>,
    names: Vec<String>,
    /// The office to show.
    office: Option<String>,
    /// All of them with their terms, when there is more to say than `office` does.
    offices: Vec<String>,
}

/// An event. Days are counted from 1970-01-01.
#[derive(Serialize)]
struct What {
    id: String,
    day: Option<i32>,
    end: Option<i32>,
    precision: Option<Precision>,
    basis: Option<Basis>,
    told: Option<i32>,
    kind: String,
    code: String,
    plover: Option<String>,
    contexts: Vec<String>,
    class: usize,
    goldstein: Option<f64>,
    source: Vec<usize>,
    target: Vec<usize>,
    both: bool,
    status: Option<Status>,
    not: bool,
    /// Who says so, and by which verb.
    speaker: Option<(String, String)>,
    about: Option<String>,
    place: Option<String>,
    sure: f64,
    sources: usize,
    /// How many rows of `said` are its.
    said: usize,
}

#[derive(Serialize)]
struct Said {
    document: usize,
    published: Option<i32>,
    url: Option<String>,
    sentence: usize,
    marks: Vec<usize>,
    /// First character of the sentence in its document.
    from: usize,
    /// One past the last, when that does not follow from the sentence's length.
    to: Option<usize>,
    rule: String,
    dated: Vec<String>,
    named: Vec<Named>,
}

/// How a party was recognised: words, actor, way; or the step as it came.
#[derive(Serialize)]
#[serde(untagged)]
enum Named {
    Known(String, usize, String),
    Other(String),
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
    let mut sentences: Vec<String> = Vec::new();
    let mut said: Vec<Said> = Vec::new();
    let mut numbered: BTreeMap<String, usize> = BTreeMap::new();
    for event in &events {
        for told in &event.evidence {
            let shown = sentence::shown(event, told);
            let length = shown.text.chars().count();
            let at = *numbered.entry(shown.text).or_insert_with_key(|text| {
                sentences.push(text.clone());
                sentences.len() - 1
            });
            said.push(Said {
                document: documents
                    .binary_search(&told.doc.as_str())
                    .unwrap_or_default(),
                published: told.published.and_then(day),
                url: told.url.as_deref().map(clean).filter(|u| !u.is_empty()),
                sentence: at,
                marks: shown.marks,
                from: told.start,
                to: Some(told.end).filter(|end| *end != told.start + length),
                rule: clean(&told.rule),
                dated: told.dated.iter().map(|d| clean(d)).collect(),
                named: told.named.iter().map(|n| named(n, &number)).collect(),
            });
        }
    }
    let codes = events.iter().filter_map(|e| {
        let known = ontology::code(e.cameo.as_str())?;
        Some((e.cameo.to_string(), known.label))
    });
    let forms = state_names(&everybody);
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
        actors: columns(&everybody.iter().map(|a| who(a, &forms)).collect::<Vec<_>>()),
        events: columns(&events.iter().map(|e| what(e, &number)).collect::<Vec<_>>()),
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

/// Letters of the states that occur, each with its names, the chief one first; no names when it is no actor here.
fn state_names(everybody: &[Cow<Actor>]) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for actor in everybody {
        let code = actor.country.as_deref().unwrap_or("");
        if !is_state(code) {
            continue;
        }
        let names = out.entry(code.to_owned()).or_default();
        if actor.id.as_str() == code {
            names.push(clean(&actor.name));
            names.extend(actor.names.iter().map(|n| clean(n)));
        }
    }
    out
}

fn is_state(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) && !STATELESS.contains(&code)
}

/// The state an actor stands with: its country, else the first part of its id when others have that for a country.
fn state(actor: &Actor, states: &BTreeMap<String, Vec<String>>) -> Option<String> {
    let code = actor
        .country
        .as_deref()
        .filter(|c| !c.is_empty())
        .unwrap_or(actor.id.root());
    states.contains_key(code).then(|| code.to_owned())
}

fn who(actor: &Actor, forms: &BTreeMap<String, Vec<String>>) -> Who {
    let id = clean(actor.id.as_str());
    let name = Some(clean(&actor.name))
        .filter(|n| !n.is_empty())
        .unwrap_or_else(|| id.clone());
    let state = state(actor, forms);
    let own: Vec<&str> = state
        .iter()
        .filter_map(|s| forms.get(s))
        .flatten()
        .map(String::as_str)
        .collect();
    let short = draw::inside(&name, actor.kind, &own);
    let mut offices: Vec<String> = actor.offices.iter().map(term).collect();
    offices.dedup();
    let office = draw::office(actor).map(|o| clean(&o.title));
    if offices.len() == 1 && offices.first() == office.as_ref() {
        offices.clear();
    }
    let names = actor.names.iter().map(|n| clean(n));
    Who {
        short: Some(short).filter(|s| *s != name),
        shape: Shape::ALL
            .iter()
            .position(|s| *s == Shape::of(actor.kind))
            .unwrap_or(0),
        kind: actor.kind.as_str(),
        state,
        names: names.filter(|n| !n.is_empty() && *n != name).collect(),
        office,
        offices,
        id,
        name,
    }
}

/// An office with its term: `foreign minister, 2013 to 2022`.
fn term(office: &crate::model::Office) -> String {
    let title = clean(&office.title);
    match (&office.since, &office.until) {
        (None, None) => title,
        (since, until) => {
            let end = |day: &Option<String>| day.as_deref().map(clean).unwrap_or_default();
            format!("{title}, {}–{}", end(since), end(until))
        }
    }
}

fn what(event: &Event, number: &BTreeMap<&ActorId, usize>) -> What {
    let side = |parties: &[Party]| -> Vec<usize> {
        let mut side: Vec<usize> = Vec::new();
        for at in parties.iter().filter_map(|p| number.get(&p.id)) {
            if !side.contains(at) {
                side.push(*at);
            }
        }
        side
    };
    let class = Class::of(event);
    let mut plover = event.plover.map(|p| p.to_string());
    if let (Some(plover), Some(mode)) = (&mut plover, &event.plover_mode) {
        plover.push(' ');
        plover.push_str(&clean(mode));
    }
    What {
        id: clean(event.id.as_str()),
        day: event.date.and_then(day),
        end: event.date_end.and_then(day),
        precision: Some(event.date_precision)
            .filter(|p| !matches!(p, Precision::Day | Precision::None)),
        basis: event.date_basis,
        told: event.reported.and_then(day),
        kind: clean(&event.kind),
        code: clean(event.cameo.as_str()),
        plover,
        contexts: event.contexts.iter().map(|c| clean(c)).collect(),
        class: Class::ALL.iter().position(|c| *c == class).unwrap_or(0),
        goldstein: event.goldstein.map(hundredths),
        source: side(&event.source),
        target: side(&event.target),
        both: event.reciprocal,
        status: Some(event.status).filter(|s| *s != Status::Actual),
        not: event.negated,
        speaker: event
            .speaker
            .as_ref()
            .map(|s| (clean(&s.name), clean(&s.verb))),
        about: event.about.as_ref().map(|id| clean(id.as_str())),
        place: event.place.as_ref().map(|p| clean(&p.name)),
        sure: hundredths(event.confidence),
        sources: event.sources,
        said: event.evidence.len(),
    }
}

/// 0.9, not 0.8999999761581421.
fn hundredths(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

fn named(step: &str, number: &BTreeMap<&ActorId, usize>) -> Named {
    let known = || {
        let (words, rest) = step.split_once(" = ")?;
        let (id, how) = rest.split_once(" (")?;
        let actor = number.get(&ActorId::new(id))?;
        Some(Named::Known(
            clean(words),
            *actor,
            clean(how.strip_suffix(')')?),
        ))
    };
    known().unwrap_or_else(|| Named::Other(clean(step)))
}

/// Days since 1970-01-01.
fn day(date: Date) -> Option<i32> {
    let span = Date::constant(1970, 1, 1).until(date).ok()?;
    Some(span.get_days())
}
