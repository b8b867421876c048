//! Tables for Gephi's spreadsheet import: nodes and edges, with intervals in Gephi's own notation.
//!
//! Nodes and edges are two imports into one workspace, edges with parallel edges kept apart.

use super::fields::{self, ACTOR};
use super::order::{alone, edges, everybody};
use super::{Counts, Data, Exporter, LeftOut, tables};
use crate::model::Event;
use std::io::{self, BufRead, Write};

/// Edges, and the folder of both.
pub(super) struct Gephi;
struct Nodes;

impl Exporter for Gephi {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let fields = fields::event(data.edtf);
        let head: Vec<&str> = [
            "Source", "Target", "Type", "Id", "Label", "Weight", "Interval",
        ]
        .into_iter()
        .chain(fields.iter().map(|f| f.name))
        .chain(["source_mention", "target_mention"])
        .collect();
        let edges = edges(data);
        let rows = edges.iter().map(|edge| {
            let own = [
                edge.source.id.to_string(),
                edge.target.id.to_string(),
                "Directed".to_owned(),
                edge.id.to_string(),
                edge.event.kind.to_string(),
                "1".to_owned(),
                interval(edge.event),
            ];
            let cells = fields.iter().map(|f| (f.of)(edge.event).to_string());
            let mentions = [&edge.source.mention, &edge.target.mention].map(|m| m.to_string());
            own.into_iter().chain(cells).chain(mentions)
        });
        Ok(Counts {
            edges: tables::quoted(&head, rows, out)?,
            left_out: LeftOut {
                alone: alone(data, &edges),
                ..LeftOut::default()
            },
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            edges: tables::count_quoted(input)?,
            ..Counts::default()
        })
    }
    fn files<'d>(&self, _data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        vec![
            ("nodes.csv".to_owned(), Box::new(Nodes)),
            ("edges.csv".to_owned(), Box::new(Gephi)),
        ]
    }
}

impl Exporter for Nodes {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let fields = || ACTOR.iter().filter(|f| f.name != "label");
        let head: Vec<&str> = ["Id", "Label"]
            .into_iter()
            .chain(fields().map(|f| f.name))
            .collect();
        let all = everybody(data);
        let rows = all.iter().map(|actor| {
            let own = [actor.id.to_string(), actor.name.to_string()];
            own.into_iter()
                .chain(fields().map(|f| (f.of)(actor).to_string()))
        });
        Ok(Counts {
            actors: tables::quoted(&head, rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            actors: tables::count_quoted(input)?,
            ..Counts::default()
        })
    }
}

/// `<[2025-07-03, 2025-07-03]>`, both ends belonging to it; empty without a date.
fn interval(event: &Event) -> String {
    let Some(first) = event.date else {
        return String::new();
    };
    format!("<[{first}, {}]>", event.date_end.unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn edges_have_intervals() {
        let (events, _) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &[],
            ..Data::default()
        };
        let mut out = Vec::new();
        Gephi.write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("\"<[2025-04-17, 2025-07-04]>\""));
        assert!(text.contains("\"RUS\",\"AFG.GOV\",\"Directed\","));
    }
}
