//! GraphML that `export` wrote: the records in it, one in each node and in the first edge of each event.

use super::{Gather, unreadable};
use crate::error::{Error, Result};
use crate::model::{Actor, Event};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Tag};
use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;

/// Whose record a `<data>` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Actor,
    Event,
    Lonely,
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
    let (mut buffer, mut words) = (Vec::new(), String::new());
    let mut open: Option<Holds> = None;
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
                edges += usize::from(name == "edge");
                if name == "key" {
                    if let (Some(id), Some(holds)) = (attribute(start, "id"), holds(start)) {
                        keys.insert(id, holds);
                    }
                } else if name == "data" {
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
            Tag::End(_) => {
                depth = depth.saturating_sub(1);
                if let Some(holds) = open.take() {
                    let place = format!("{}, byte {}", path.display(), reader.buffer_position());
                    take(holds, &words, &place, gather);
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
        ("graph", "events_of_one_party") => Some(Holds::Lonely),
        _ => None,
    }
}

fn take(holds: Holds, words: &str, place: &str, gather: &mut Gather) {
    gather.records += 1;
    let taken = match holds {
        Holds::Actor => serde_json::from_str::<Actor>(words).map(|a| gather.actor(a, place)),
        Holds::Event => serde_json::from_str::<Event>(words).map(|e| gather.event(e, place)),
        Holds::Lonely => serde_json::from_str::<Vec<Event>>(words).map(|all| {
            all.into_iter().for_each(|e| gather.event(e, place));
        }),
    };
    if let Err(error) = taken {
        gather.refuse(place, format!("the record cannot be read: {error}"));
    }
}
