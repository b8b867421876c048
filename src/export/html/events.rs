//! Events as the page is given them, and the sentences that tell them.

use super::sentence;
use crate::draw::Class;
use crate::draw::text::clean;
use crate::model::{ActorId, Basis, Date, Event, Party, Precision, Status};
use serde::Serialize;
use std::collections::BTreeMap;

/// An event. Days are counted from 1970-01-01.
#[derive(Serialize)]
pub(super) struct What {
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

/// A sentence that tells an event.
#[derive(Serialize)]
pub(super) struct Said {
    document: usize,
    published: Option<i32>,
    url: Option<String>,
    /// Index into `sentences`; none for the next one not told before.
    sentence: Option<usize>,
    marks: Vec<usize>,
    /// First character of the sentence in its document.
    from: usize,
    /// One past the last, when that does not follow from the sentence's length.
    to: Option<usize>,
    rule: String,
    dated: Vec<String>,
    named: Vec<Named>,
}

/// How a party was recognised: words (those of a mark by its number), actor, way; or the step as it came.
#[derive(Serialize)]
#[serde(untagged)]
enum Named {
    Marked(usize, usize, String),
    Known(String, usize, String),
    Other(String),
}

/// Every sentence once, in the order they are told, and which sentence tells which event.
pub(super) fn said(
    events: &[&Event],
    number: &BTreeMap<&ActorId, usize>,
    documents: &[&str],
) -> (Vec<String>, Vec<Said>) {
    let mut sentences: Vec<String> = Vec::new();
    let mut said: Vec<Said> = Vec::new();
    let mut numbered: BTreeMap<String, usize> = BTreeMap::new();
    for event in events {
        for told in &event.evidence {
            let shown = sentence::shown(event, told);
            let length = shown.text.chars().count();
            let marked = shown.marked();
            let known = numbered.get(&shown.text).copied();
            if known.is_none() {
                numbered.insert(shown.text.clone(), sentences.len());
                sentences.push(shown.text);
            }
            said.push(Said {
                document: documents
                    .binary_search(&told.doc.as_str())
                    .unwrap_or_default(),
                published: told.published.and_then(day),
                url: told.url.as_deref().map(clean).filter(|u| !u.is_empty()),
                sentence: known,
                marks: shown.marks,
                from: told.start,
                to: Some(told.end).filter(|end| *end != told.start + length),
                rule: clean(&told.rule),
                dated: told.dated.iter().map(|d| clean(d)).collect(),
                named: told
                    .named
                    .iter()
                    .map(|n| named(n, &marked, number))
                    .collect(),
            });
        }
    }
    (sentences, said)
}

/// The row of an event.
pub(super) fn what(event: &Event, number: &BTreeMap<&ActorId, usize>) -> What {
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

fn named(step: &str, marked: &[String], number: &BTreeMap<&ActorId, usize>) -> Named {
    let known = || {
        let (words, rest) = step.split_once(" = ")?;
        let (id, how) = rest.split_once(" (")?;
        let actor = number.get(&ActorId::new(id))?;
        let (words, how) = (clean(words), clean(how.strip_suffix(')')?));
        Some(match marked.iter().position(|m| *m == words) {
            Some(mark) => Named::Marked(mark, *actor, how),
            None => Named::Known(words, *actor, how),
        })
    };
    known().unwrap_or_else(|| Named::Other(clean(step)))
}

/// Days since 1970-01-01.
fn day(date: Date) -> Option<i32> {
    let span = Date::constant(1970, 1, 1).until(date).ok()?;
    Some(span.get_days())
}
