//! GraphML: one edge per event and pair, parallel edges kept.
//!
//! Held to what its readers can take: one `<key>` per class and name with an id of its own (igraph
//! passes over `for="all"`, graphology stops at it), only GraphML's plain types, dates as ISO text,
//! empty values left out, and `event_id` beside the edge's id because igraph overwrites the latter.
//!
//! GraphML has no lists and no records, so each actor carries its whole `record` as JSON, the first edge of each
//! event what its attributes leave out ([`rest`]), and events without a pair stand in the graph's own
//! `events_of_one_party`: `import` makes the same graph of the file.

use super::fields::{self, ACTOR, Field, Type, Value};
use super::order::{Edge, edges, ends, everybody, lonely};
use super::scan::Tag;
use super::{Counts, Data, Exporter, chunks, rest, xml};
use serde::Serialize;
use std::io::{self, BufRead, Write};

/// GraphML.
pub(super) struct Graphml;

const MENTIONS: [&str; 2] = ["source_mention", "target_mention"];

impl Exporter for Graphml {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges) = (everybody(data), edges(data));
        let fields = fields::event(data.edtf);
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(
            out,
            r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#
        )?;
        keys("node", 'n', ACTOR, out)?;
        keys("edge", 'e', fields, out)?;
        for (n, name) in MENTIONS.iter().enumerate() {
            key(&format!("m{n}"), "edge", name, "string", out)?;
        }
        key("nr", "node", "record", "string", out)?;
        key("er", "edge", "record", "string", out)?;
        key("g0", "graph", "events_of_one_party", "string", out)?;
        writeln!(out, r#"<graph id="chancery" edgedefault="directed">"#)?;
        let lonely = lonely(data, &edges);
        if !lonely.is_empty() {
            let mut line = Vec::new();
            record("g0", &lonely, &mut line);
            out.write_all(&line)?;
        }
        let (of_node, of_edge) = (tags('n', ACTOR.len()), tags('e', fields.len()));
        let mentions = tags('m', MENTIONS.len());
        chunks::write(&nodes, out, |actor, out| {
            attribute(out, "<node id=\"", actor.id.as_str());
            out.extend_from_slice(b"\">\n");
            for (tag, field) in of_node.iter().zip(ACTOR) {
                value(tag, &(field.of)(actor), out);
            }
            record("nr", actor, out);
            out.extend_from_slice(b"</node>\n");
        })?;
        let ends = ends(&nodes, &edges);
        let edges: Vec<(&Edge, (u32, u32))> = edges.iter().zip(ends).collect();
        chunks::write(&edges, out, |(edge, ends), out| {
            attribute(out, "<edge id=\"", &edge.id);
            let mut whole = attribute(out, "\" source=\"", edge.source.id.as_str());
            whole &= attribute(out, "\" target=\"", edge.target.id.as_str());
            out.extend_from_slice(b"\">\n");
            for (tag, field) in of_edge.iter().zip(fields) {
                whole &= value(tag, &(field.of)(edge.event), out);
            }
            for (tag, party) in mentions.iter().zip([edge.source, edge.target]) {
                whole &= value(tag, &Value::Text(party.mention.as_str().into()), out);
            }
            if edge.first {
                out.extend_from_slice(b"<data key=\"er\">");
                rest::event(
                    edge,
                    whole,
                    [&nodes[ends.0 as usize], &nodes[ends.1 as usize]],
                    out,
                );
                out.extend_from_slice(b"</data>\n");
            }
            out.extend_from_slice(b"</edge>\n");
        })?;
        writeln!(out, "</graph>\n</graphml>")?;
        Ok(Counts {
            actors: nodes.len(),
            edges: edges.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let [actors, edges] = xml::count(input, ["node", "edge"])?;
        Ok(Counts {
            actors,
            edges,
            ..Counts::default()
        })
    }
}

fn keys<T>(class: &str, letter: char, fields: &[Field<T>], out: &mut dyn Write) -> io::Result<()> {
    for (n, field) in fields.iter().enumerate() {
        let kind = match field.kind {
            Type::Text | Type::Day | Type::List => "string",
            Type::Int => "int",
            Type::Real => "double",
            Type::Bool => "boolean",
        };
        key(&format!("{letter}{n}"), class, field.name, kind, out)?;
    }
    Ok(())
}

fn key(id: &str, class: &str, name: &str, kind: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        r#"<key id="{id}" for="{class}" attr.name="{name}" attr.type="{kind}"/>"#
    )
}

/// Says whether the words stand there whole.
fn attribute(out: &mut Vec<u8>, before: &str, value: &str) -> bool {
    out.extend_from_slice(before.as_bytes());
    xml::escape(value, out)
}

/// `<data key="e0">` for each column.
fn tags(letter: char, count: usize) -> Vec<Tag> {
    let tag = |n| Tag::new(&format!("<data key=\"{letter}{n}\">"));
    (0..count).map(tag).collect()
}

/// Says whether the value stands there whole.
fn value(tag: &Tag, value: &Value, out: &mut Vec<u8>) -> bool {
    if value.is_empty() {
        return true;
    }
    tag.put(out);
    let whole = match value {
        Value::Text(text) => xml::content(text, out),
        Value::List(items) => xml::list::<false>(items.iter().map(AsRef::as_ref), out),
        plain => {
            plain.push_plain(out);
            true
        }
    };
    out.extend_from_slice(b"</data>\n");
    whole
}

fn record(key: &str, record: &impl Serialize, out: &mut Vec<u8>) {
    // a Vec takes whatever is written into it
    let _ = write!(out, "<data key=\"{key}\">");
    serde_json::to_writer(xml::Content(out), record).expect("records hold only text and numbers");
    out.extend_from_slice(b"</data>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use std::collections::BTreeSet;

    fn written(events: &[crate::model::Event], actors: &[crate::model::Actor]) -> String {
        let mut out = Vec::new();
        Graphml
            .write(
                &Data {
                    events,
                    actors,
                    ..Data::default()
                },
                &mut out,
            )
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hostile_words_stay_inside_their_element() {
        for text in sample::HOSTILE {
            let (events, actors) = sample::hostile(text);
            sample::well_formed(&written(&events, &actors));
        }
        sample::well_formed(&written(&[], &[]));
    }

    #[test]
    fn every_key_is_declared_once_for_one_class() {
        let (events, actors) = sample::seeds();
        let text = written(&events, &actors);
        let keys: Vec<&str> = text.lines().filter(|l| l.starts_with("<key")).collect();
        let ids: BTreeSet<&str> = keys.iter().map(|k| k.split('"').nth(1).unwrap()).collect();
        assert_eq!(ids.len(), keys.len());
        let names: BTreeSet<(&str, &str)> = keys
            .iter()
            .map(|k| (k.split('"').nth(3).unwrap(), k.split('"').nth(5).unwrap()))
            .collect();
        assert_eq!(names.len(), keys.len());
        assert!(!text.contains("for=\"all\""));
        for used in text.split("<data key=\"").skip(1) {
            assert!(ids.contains(used.split('"').next().unwrap()));
        }
        assert!(!text.contains("></data>"), "empty values are left out");
        assert!(text.contains(">2025-07-03</data>") && text.contains(">054</data>"));
    }

    #[test]
    fn parallel_edges_are_kept() {
        let (events, actors) = sample::seeds();
        let text = written(&events, &actors);
        assert_eq!(
            text.matches("source=\"CHN.mao-ning\" target=\"AFG.GOV\"")
                .count(),
            3
        );
    }
}
