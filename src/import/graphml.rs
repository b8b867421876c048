//! GraphML that `export` wrote: the record of each actor in its node, that of each event in its first edge.
//!
//! What the record of an event leaves out stands in the edge's other attributes and in the two nodes; files
//! in which it leaves out nothing are read as well.

use super::{Gather, unreadable};
use crate::error::{Error, Result};
use crate::export::fields::{self, Type};
use crate::model::{Actor, Event, Party};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Tag};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;

/// What a `<data>` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Actor,
    Event,
    Lonely,
    /// One field of an event.
    Field(&'static str, Type),
}

/// The words of one edge.
#[derive(Debug, Default)]
struct Edge {
    ends: [String; 2],
    record: Option<String>,
    fields: Vec<(&'static str, Type, String)>,
}

/// Reads one file.
pub(super) fn read(path: &Path, gather: &mut Gather) -> Result<()> {
    let file = std::fs::File::open(path).map_err(unreadable(path))?;
    let mut reader = Reader::from_reader(BufReader::new(file));
    let fault = |problem: String| Error::Document {
        place: path.display().to_string(),
        id: None,
        problem,
    };
    let mut keys: BTreeMap<String, Holds> = BTreeMap::new();
    let mut nodes: FxHashMap<String, Actor> = FxHashMap::default();
    let (mut buffer, mut words) = (Vec::new(), String::new());
    let mut open: Option<Holds> = None;
    let mut edge = Edge::default();
    let (mut depth, mut edges, mut there) = (0_usize, 0_usize, false);
    loop {
        let tag = reader
            .read_event_into(&mut buffer)
            .map_err(|e| fault(format!("no well-formed XML: {e}")))?;
        depth += usize::from(matches!(tag, Tag::Start(_)));
        match &tag {
            Tag::Start(start) | Tag::Empty(start) => {
                let name = start.name();
                let name: &str = name.as_ref();
                there |= name == "graphml";
                if name == "edge" {
                    edges += 1;
                    edge.ends =
                        ["source", "target"].map(|n| attribute(start, n).unwrap_or_default());
                    edge.record = None;
                    edge.fields.clear();
                } else if name == "key" {
                    if let (Some(id), Some(holds)) = (attribute(start, "id"), holds(start)) {
                        keys.insert(id, holds);
                    }
                } else if name == "data" && matches!(tag, Tag::Start(_)) {
                    open = attribute(start, "key").and_then(|key| keys.get(&key).copied());
                    words.clear();
                }
            }
            Tag::Text(text) if open.is_some() => words.push_str(text),
            Tag::CData(text) if open.is_some() => words.push_str(text),
            Tag::GeneralRef(reference) if open.is_some() => {
                let entity = format!("&{};", &**reference);
                let plain = quick_xml::escape::unescape(&entity)
                    .map_err(|e| fault(format!("unknown `{entity}`: {e}")))?;
                words.push_str(&plain);
            }
            Tag::End(end) => {
                depth = depth.saturating_sub(1);
                let name = end.name();
                let name: &str = name.as_ref();
                let place = || format!("{}, byte {}", path.display(), reader.buffer_position());
                match open.take() {
                    Some(Holds::Event) => edge.record = Some(words.clone()),
                    Some(Holds::Field(name, kind)) => edge.fields.push((name, kind, words.clone())),
                    Some(Holds::Actor) => actor(&words, &mut nodes, &place(), gather),
                    Some(Holds::Lonely) => lonely(&words, &place(), gather),
                    None if name == "edge" => event(&mut edge, &nodes, &place(), gather),
                    None => {}
                }
            }
            Tag::Eof if depth > 0 => return Err(fault("the file ends too early".to_owned())),
            Tag::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    let ours = keys.values().any(|h| *h == Holds::Event);
    if !there || (edges > 0 && !ours) {
        return Err(fault(
            "this is not GraphML that chancery wrote; its edges carry no `record`".to_owned(),
        ));
    }
    Ok(())
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| {
        let key: &str = a.key.as_ref();
        key == name
    })?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}

fn holds(key: &BytesStart) -> Option<Holds> {
    let (class, name) = (attribute(key, "for")?, attribute(key, "attr.name")?);
    match (class.as_str(), name.as_str()) {
        ("node", "record") => Some(Holds::Actor),
        ("edge", "record") => Some(Holds::Event),
        ("edge", "source_mention") => Some(Holds::Field("source_mention", Type::Text)),
        ("edge", "target_mention") => Some(Holds::Field("target_mention", Type::Text)),
        ("graph", "events_of_one_party") => Some(Holds::Lonely),
        ("edge", name) => {
            let field = fields::event(false).iter().find(|f| f.name == name)?;
            Some(Holds::Field(field.name, field.kind))
        }
        _ => None,
    }
}

fn actor(words: &str, nodes: &mut FxHashMap<String, Actor>, place: &str, gather: &mut Gather) {
    gather.records += 1;
    match serde_json::from_str::<Actor>(words) {
        Ok(actor) => {
            nodes.insert(actor.id.to_string(), actor.clone());
            gather.actor(actor, place);
        }
        Err(error) => unread(&error, place, gather),
    }
}

fn lonely(words: &str, place: &str, gather: &mut Gather) {
    gather.records += 1;
    match serde_json::from_str::<Vec<Event>>(words) {
        Ok(all) => all.into_iter().for_each(|e| gather.event(e, place)),
        Err(error) => unread(&error, place, gather),
    }
}

/// The event whose first edge this is.
fn event(edge: &mut Edge, nodes: &FxHashMap<String, Actor>, place: &str, gather: &mut Gather) {
    let Some(record) = edge.record.take() else {
        return;
    };
    gather.records += 1;
    let whole = serde_json::from_str::<Event>(&record);
    match whole.or_else(|_| joined(&record, edge, nodes)) {
        Ok(event) => gather.event(event, place),
        Err(error) => unread(&error, place, gather),
    }
}

fn unread(error: &serde_json::Error, place: &str, gather: &mut Gather) {
    gather.refuse(place, format!("the record cannot be read: {error}"));
}

/// The event of a record that leaves out what the edge and its nodes say.
fn joined(
    record: &str,
    edge: &Edge,
    nodes: &FxHashMap<String, Actor>,
) -> serde_json::Result<Event> {
    let mut rest: Map<String, Json> = serde_json::from_str(record)?;
    let mut said: FxHashMap<&str, Json> = FxHashMap::default();
    for (name, kind, words) in &edge.fields {
        let value = match kind {
            Type::Text | Type::Day => Json::from(words.as_str()),
            Type::List => Json::from(apart(words)),
            Type::Int | Type::Real | Type::Bool => serde_json::from_str(words)?,
        };
        said.insert(name, value);
    }
    let text = |name: &str| said.get(name).cloned().unwrap_or_else(|| json!(""));
    let maybe = |name: &str| said.get(name).cloned().unwrap_or_default();
    for (n, side) in ["source", "target"].into_iter().enumerate() {
        let party = nodes.get(&edge.ends[n]).map(|node| Party {
            id: node.id.clone(),
            name: node.name.clone(),
            kind: node.kind,
            country: node.country.clone(),
            sector: node.sector.clone(),
            mention: text(&format!("{side}_mention"))
                .as_str()
                .unwrap_or_default()
                .into(),
        });
        if let (None, Some(party)) = (rest.get(side), party) {
            rest.insert(side.to_owned(), json!([party]));
        }
    }
    if let Some(first) = rest
        .get_mut("evidence")
        .and_then(|all| all.get_mut(0)?.as_object_mut())
    {
        let words = ["doc", "rule", "sentence"].map(|name| (name, text(name)));
        let more = [("url", maybe("url")), ("published", maybe("reported"))];
        for (name, value) in words.into_iter().chain(more) {
            first.entry(name).or_insert(value);
        }
    }
    let words = ["kind", "cameo"].map(|name| (name, text(name)));
    let lists =
        ["contexts", "evidence"].map(|name| (name, said.get(name).cloned().unwrap_or(json!([]))));
    let own = said.iter().map(|(name, value)| (*name, value.clone()));
    let own = own.filter(|(name, _)| !["place", "speaker"].contains(name));
    let all = [("id", text("event_id"))]
        .into_iter()
        .chain(own)
        .chain(words)
        .chain(lists);
    for (name, value) in all {
        rest.entry(name).or_insert(value);
    }
    serde_json::from_value(Json::Object(rest))
}

/// The items of a list whose text is joined by `; `, a `;` or `\` inside an item having a `\` before it.
fn apart(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ';' => {
                chars.next_if_eq(&' ');
                items.push(String::new());
            }
            '\\' => push(&mut items, chars.next()),
            c => push(&mut items, Some(c)),
        }
    }
    items
}

fn push(items: &mut [String], c: Option<char>) {
    if let (Some(item), Some(c)) = (items.last_mut(), c) {
        item.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart_as_they_were_joined() {
        for items in [
            vec!["a", "b c"],
            vec!["a; b", "c\\", " d;"],
            vec!["", "e", ""],
        ] {
            let value = fields::Value::List(items.iter().map(|i| (*i).into()).collect());
            assert_eq!(apart(&value.to_string()), items);
        }
    }
}
