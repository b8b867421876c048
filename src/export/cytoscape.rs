//! Cytoscape's JSON (`.cyjs`): read by Cytoscape as a file and by cytoscape.js as `elements`.
//!
//! The columns Cytoscape itself keeps (`name`, `shared name`, `interaction`) are filled, so that its styles
//! and merges work; lists are arrays.

use super::fields::{self, ACTOR};
use super::json::{list, put};
use super::order::{Edge, alone, edges, everybody};
use super::{Counts, Data, Exporter, LeftOut};
use crate::model::Actor;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json, json};
use std::io::{self, BufRead, Write};

/// Cytoscape.
pub(super) struct Cytoscape;

impl Exporter for Cytoscape {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges) = (everybody(data), edges(data));
        out.write_all(
            b"{\"format_version\":\"1.0\",\"generated_by\":\"chancery\",\"target_cytoscapejs_version\":\"~3\",\n\
              \"data\":{\"name\":\"chancery\",\"shared name\":\"chancery\"},\n\"elements\":{\"nodes\":[",
        )?;
        list(nodes.iter().map(|a| node(a)), out)?;
        out.write_all(b"],\n\"edges\":[")?;
        list(edges.iter().map(|e| edge(e, data.edtf)), out)?;
        out.write_all(b"]}}\n")?;
        Ok(Counts {
            actors: nodes.len(),
            edges: edges.len(),
            left_out: LeftOut {
                alone: alone(data, &edges),
                ..LeftOut::default()
            },
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        #[derive(Deserialize)]
        struct File {
            elements: Elements,
        }
        #[derive(Deserialize)]
        struct Elements {
            nodes: Vec<IgnoredAny>,
            edges: Vec<IgnoredAny>,
        }
        let file: File = serde_json::from_reader(input)?;
        Ok(Counts {
            actors: file.elements.nodes.len(),
            edges: file.elements.edges.len(),
            ..Counts::default()
        })
    }
}

fn node(actor: &Actor) -> Json {
    let mut data = Map::new();
    data.insert("id".to_owned(), json!(actor.id));
    // networkx takes this for the node itself
    data.insert("value".to_owned(), json!(actor.id));
    data.insert("name".to_owned(), json!(actor.name));
    data.insert("shared name".to_owned(), json!(actor.name));
    put(&mut data, ACTOR, actor);
    json!({ "data": data })
}

fn edge(edge: &Edge, edtf: bool) -> Json {
    let (source, target) = (edge.source, edge.target);
    let mut data = Map::new();
    let name = format!("{} ({}) {}", source.id, edge.event.kind, target.id);
    data.insert("id".to_owned(), json!(edge.id));
    data.insert("source".to_owned(), json!(source.id));
    data.insert("target".to_owned(), json!(target.id));
    data.insert("interaction".to_owned(), json!(edge.event.kind));
    data.insert("shared interaction".to_owned(), json!(edge.event.kind));
    data.insert("name".to_owned(), json!(name));
    data.insert("shared name".to_owned(), json!(name));
    data.insert("source_mention".to_owned(), json!(source.mention));
    data.insert("target_mention".to_owned(), json!(target.mention));
    put(&mut data, fields::event(edtf), edge.event);
    let told = edge.event.evidence.iter().map(|t| json!(t.sentence));
    data.insert("sentences".to_owned(), told.collect());
    json!({ "data": data })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn edges_name_nodes_and_carry_dates_and_lists() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        Cytoscape.write(&data, &mut out).unwrap();
        let file: Json = serde_json::from_slice(&out).unwrap();
        let edges = file["elements"]["edges"].as_array().unwrap();
        let found = edges
            .iter()
            .find(|e| e["data"]["interaction"] == "recognise");
        let edge = &found.unwrap()["data"];
        assert_eq!(
            (&edge["source"], &edge["target"]),
            (&json!("RUS"), &json!("AFG.GOV"))
        );
        assert_eq!(edge["date"], "2025-07-03");
        assert_eq!(edge["contexts"], json!(["diplomatic"]));
        let nodes = file["elements"]["nodes"].as_array().unwrap();
        assert!(
            nodes
                .iter()
                .any(|n| n["data"]["offices"] == json!(["top diplomat"]))
        );
    }
}
