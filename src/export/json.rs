//! Node-link JSON: `nodes`, `edges` (one per event and pair) and `events` (the full records).
//!
//! networkx reads it with `node_link_graph(data, edges="edges")`, D3 as it stands. Edges carry the
//! flat fields, so nothing has to be looked up; events with one party only are in `events` alone.

use super::fields::{self, ACTOR, Field};
use super::order::{Edge, edges, everybody, sorted};
use super::{Counts, Data, Exporter};
use crate::model::Actor;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json_, json};
use std::io::{self, BufRead, Write};

/// Node-link JSON.
pub(super) struct Json;

impl Exporter for Json {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges, events) = (everybody(data), edges(data), sorted(data));
        out.write_all(b"{\"directed\":true,\"multigraph\":true,\"graph\":{\"generator\":\"chancery\"},\n\"nodes\":[")?;
        list(nodes.iter().map(|a| node(a)), out)?;
        out.write_all(b"],\n\"edges\":[")?;
        list(edges.iter().map(|e| edge(e, data.edtf)), out)?;
        out.write_all(b"],\n\"events\":[")?;
        list(events.iter().map(|e| data.record(e)), out)?;
        out.write_all(b"]}\n")?;
        Ok(Counts {
            actors: nodes.len(),
            events: events.len(),
            edges: edges.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        #[derive(Deserialize)]
        struct File {
            nodes: Vec<IgnoredAny>,
            edges: Vec<IgnoredAny>,
            events: Vec<IgnoredAny>,
        }
        let file: File = serde_json::from_reader(input)?;
        Ok(Counts {
            actors: file.nodes.len(),
            events: file.events.len(),
            edges: file.edges.len(),
            ..Counts::default()
        })
    }
}

/// The items of a JSON array, one a line.
pub(super) fn list(
    items: impl Iterator<Item = impl serde::Serialize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (n, item) in items.enumerate() {
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    Ok(())
}

fn node(actor: &Actor) -> Json_ {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(actor.id));
    put(&mut object, ACTOR, actor);
    Json_::Object(object)
}

fn edge(edge: &Edge, edtf: bool) -> Json_ {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(edge.id));
    object.insert("source".to_owned(), json!(edge.source.id));
    object.insert("target".to_owned(), json!(edge.target.id));
    // what tells parallel edges apart in networkx
    object.insert("key".to_owned(), json!(edge.id));
    object.insert("source_mention".to_owned(), json!(edge.source.mention));
    object.insert("target_mention".to_owned(), json!(edge.target.mention));
    put(&mut object, fields::event(edtf), edge.event);
    Json_::Object(object)
}

/// The fields of a record, those without a value left out.
pub(super) fn put<T>(object: &mut Map<String, Json_>, fields: &[Field<T>], record: &T) {
    for field in fields {
        if let Some(value) = (field.of)(record).json() {
            object.insert(field.name.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn edges_name_nodes_that_are_there() {
        let (events, _) = sample::seeds();
        let mut out = Vec::new();
        // without any actor given, the parties stand in
        let counts = Json
            .write(
                &Data {
                    events: &events,
                    actors: &[],
                    ..Data::default()
                },
                &mut out,
            )
            .unwrap();
        let file: Json_ = serde_json::from_slice(&out).unwrap();
        let ids: Vec<&Json_> = file["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| &n["id"])
            .collect();
        let edges = file["edges"].as_array().unwrap();
        assert_eq!(edges.len(), counts.edges);
        for edge in edges {
            assert!(ids.contains(&&edge["source"]) && ids.contains(&&edge["target"]));
        }
        let recognise = edges.iter().find(|e| e["kind"] == "recognise").unwrap();
        assert_eq!(recognise["cameo"], "054");
        assert_eq!(recognise["confidence"], 0.9);
    }
}
