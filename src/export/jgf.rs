//! JSON Graph Format, version 2: nodes by id, fields under `metadata`.
//!
//! Events of one party have no edge there; they stand as full records in the graph's own metadata.

use super::fields::{self, ACTOR};
use super::json::put;
use super::order::{edges, everybody, lonely};
use super::{Counts, Data, Exporter, Record};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// JSON Graph Format.
pub(super) struct Jgf;

impl Exporter for Jgf {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges) = (everybody(data), edges(data));
        let lonely = lonely(data, &edges);
        let lonely: Vec<Record> = lonely.into_iter().map(|e| data.record(e)).collect();
        out.write_all(b"{\"graph\":{\"id\":\"chancery\",\"type\":\"events\",\"directed\":true,\n")?;
        out.write_all(b"\"metadata\":{\"events_of_one_party\":")?;
        serde_json::to_writer(&mut *out, &lonely)?;
        out.write_all(b"},\n\"nodes\":{")?;
        for (n, actor) in nodes.iter().enumerate() {
            let mut metadata = Map::new();
            put(&mut metadata, ACTOR, actor.as_ref());
            out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &actor.id)?;
            out.write_all(b":")?;
            let node = json!({ "label": actor.name, "metadata": metadata });
            serde_json::to_writer(&mut *out, &node)?;
        }
        out.write_all(b"},\n\"edges\":[")?;
        for (n, edge) in edges.iter().enumerate() {
            let mut metadata = Map::new();
            put(&mut metadata, fields::event(data.edtf), edge.event);
            let told: Vec<Json> = edge.event.evidence.iter().map(|t| json!(t)).collect();
            metadata.insert("evidence".to_owned(), told.into());
            metadata.insert("source_mention".to_owned(), json!(edge.source.mention));
            metadata.insert("target_mention".to_owned(), json!(edge.target.mention));
            let edge = json!({
                "id": edge.id,
                "source": edge.source.id,
                "target": edge.target.id,
                "relation": edge.event.kind,
                "directed": !edge.event.reciprocal,
                "metadata": metadata,
            });
            out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &edge)?;
        }
        out.write_all(b"]}}\n")?;
        Ok(Counts {
            actors: nodes.len(),
            edges: edges.len(),
            events: lonely.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        #[derive(Deserialize)]
        struct File {
            graph: Graph,
        }
        #[derive(Deserialize)]
        struct Graph {
            nodes: BTreeMap<String, IgnoredAny>,
            edges: Vec<IgnoredAny>,
            metadata: Metadata,
        }
        #[derive(Deserialize)]
        struct Metadata {
            events_of_one_party: Vec<IgnoredAny>,
        }
        let file: File = serde_json::from_reader(input)?;
        Ok(Counts {
            actors: file.graph.nodes.len(),
            edges: file.graph.edges.len(),
            events: file.graph.metadata.events_of_one_party.len(),
            ..Counts::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn nothing_is_lost() {
        let (mut events, actors) = sample::seeds();
        events[0].target.clear();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        Jgf.write(&data, &mut out).unwrap();
        let file: Json = serde_json::from_slice(&out).unwrap();
        let graph = &file["graph"];
        assert_eq!(graph["nodes"]["RUS"]["label"], "Russia");
        let edges = graph["edges"].as_array().unwrap();
        assert_eq!(edges.len(), events.len() - 1);
        let recognise = edges.iter().find(|e| e["relation"] == "recognise").unwrap();
        assert_eq!(recognise["metadata"]["date"], "2025-07-03");
        assert_eq!(recognise["metadata"]["evidence"][0]["doc"], "recognition");
        let alone = &graph["metadata"]["events_of_one_party"][0];
        assert_eq!(alone["id"], events[0].id.as_str());
    }
}
