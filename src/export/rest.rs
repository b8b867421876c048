//! What the attributes of a GraphML edge leave out of the event record, as JSON inside an XML element.
//!
//! The record is the attributes of the first edge of the event, and over them the fields that stand here. What is not
//! here follows from them: a party from the node at its end and its mention, the words of the first evidence from
//! `doc`, `url`, `rule` and `sentence`, its day of publication from `reported`. Where an attribute cannot
//! tell the whole, because XML forbids a character or an empty word looks like none, the whole record stands here.

use super::inside::{self, day, int, list, maybe, put, string};
use super::order::Edge;
use crate::model::{Actor, Event, Evidence, Party};

/// The rest of an event. `whole`: the attributes have lost no character; `ends`: the nodes of the edge.
pub(super) fn event(edge: &Edge, whole: bool, ends: [&Actor; 2], out: &mut Vec<u8>) {
    let e = edge.event;
    if !whole || hidden(e) {
        return inside::event(e, out);
    }
    out.push(b'{');
    let start = out.len();
    let shown = |side: &[Party], end| matches!(side, [party] if is(party, end));
    if !shown(&e.source, ends[0]) || !shown(&e.target, ends[1]) {
        name("source", start, out);
        list(&e.source, out, inside::party);
        name("target", start, out);
        list(&e.target, out, inside::party);
    }
    if let Some(speaker) = &e.speaker {
        name("speaker", start, out);
        inside::speaker(speaker, out);
    }
    if let Some(place) = &e.place {
        name("place", start, out);
        inside::place(place, out);
    }
    if let Some((first, others)) = e.evidence.split_first() {
        name("evidence", start, out);
        out.push(b'[');
        evidence(first, e, out);
        for told in others {
            out.push(b',');
            inside::evidence(told, out);
        }
        out.push(b']');
    }
    out.push(b'}');
}

/// Whether a field has a value that looks like none.
fn hidden(e: &Event) -> bool {
    let empty = |words: Option<&str>| words == Some("");
    empty(e.plover_mode.as_deref())
        || empty(e.about.as_ref().map(|id| id.as_str()))
        || !e.contexts.is_empty() && e.contexts.iter().all(|c| c.is_empty())
}

/// Whether the node tells all of a party but its mention.
fn is(party: &Party, node: &Actor) -> bool {
    party.id == node.id
        && party.name == node.name
        && party.kind == node.kind
        && party.country == node.country
        && party.sector == node.sector
}

/// The first evidence, without what the attributes tell of it.
fn evidence(told: &Evidence, of: &Event, out: &mut Vec<u8>) {
    put("{\"start\":", out);
    int(told.start, out);
    put(",\"end\":", out);
    int(told.end, out);
    put(",\"trigger\":[", out);
    int(told.trigger.0, out);
    out.push(b',');
    int(told.trigger.1, out);
    out.push(b']');
    if told.published != of.reported {
        put(",\"published\":", out);
        day(told.published, out);
    }
    // the attribute is the first URL among all the evidence
    let shown = match told.url.as_deref() {
        Some(url) => !url.is_empty(),
        None => of.evidence.iter().all(|t| t.url.is_none()),
    };
    if !shown {
        put(",\"url\":", out);
        maybe(told.url.as_deref(), out);
    }
    for (name, steps) in [(",\"dated\":", &told.dated), (",\"named\":", &told.named)] {
        if !steps.is_empty() {
            put(name, out);
            list(steps, out, |words, out| string(words, out));
        }
    }
    out.push(b'}');
}

/// The name of a field, with a comma before it unless it is the first.
fn name(name: &str, start: usize, out: &mut Vec<u8>) {
    if out.len() > start {
        out.push(b',');
    }
    out.push(b'"');
    put(name, out);
    put("\":", out);
}
