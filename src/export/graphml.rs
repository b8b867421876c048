//! GraphML: one edge per event and pair, parallel edges kept.
//!
//! Held to what its readers can take: one `<key>` per class and name with an id of its own (igraph
//! passes over `for="all"`, graphology stops at it), only GraphML's plain types, dates as ISO text,
//! empty values left out, and `event_id` beside the edge's id because igraph overwrites the latter.

use super::fields::{ACTOR, EVENT, Field, Type, Value};
use super::{Counts, Data, Exporter, edges, everybody};
use std::io::{self, BufRead, Write};

/// GraphML.
pub(super) struct Graphml;

const MENTIONS: [&str; 2] = ["source_mention", "target_mention"];

impl Exporter for Graphml {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges) = (everybody(data), edges(data));
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(
            out,
            r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#
        )?;
        keys("node", 'n', ACTOR, out)?;
        keys("edge", 'e', EVENT, out)?;
        for (n, name) in MENTIONS.iter().enumerate() {
            writeln!(
                out,
                r#"<key id="m{n}" for="edge" attr.name="{name}" attr.type="string"/>"#
            )?;
        }
        writeln!(out, r#"<graph id="chancery" edgedefault="directed">"#)?;
        for actor in &nodes {
            writeln!(out, r#"<node id="{}">"#, escape(actor.id.as_str()))?;
            for (n, field) in ACTOR.iter().enumerate() {
                value('n', n, &(field.of)(actor), out)?;
            }
            writeln!(out, "</node>")?;
        }
        for edge in &edges {
            writeln!(
                out,
                r#"<edge id="{}" source="{}" target="{}">"#,
                escape(&edge.id),
                escape(edge.source.id.as_str()),
                escape(edge.target.id.as_str())
            )?;
            for (n, field) in EVENT.iter().enumerate() {
                value('e', n, &(field.of)(edge.event), out)?;
            }
            for (n, mention) in [&edge.source.mention, &edge.target.mention]
                .iter()
                .enumerate()
            {
                value('m', n, &Value::Text(mention.to_string()), out)?;
            }
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</graph>\n</graphml>")?;
        Ok(Counts {
            actors: nodes.len(),
            edges: edges.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let mut counts = Counts::default();
        let mut whole = false;
        // a `<` inside words is escaped, so these stand only where an element starts
        for line in input.lines() {
            let line = line?;
            counts.actors += usize::from(line.starts_with("<node "));
            counts.edges += usize::from(line.starts_with("<edge "));
            whole = line == "</graphml>";
        }
        if whole {
            Ok(counts)
        } else {
            Err(io::Error::other("the file ends too early"))
        }
    }
}

fn keys<T>(class: &str, letter: char, fields: &[Field<T>], out: &mut dyn Write) -> io::Result<()> {
    for (n, field) in fields.iter().enumerate() {
        let kind = match field.kind {
            Type::Text => "string",
            Type::Int => "int",
            Type::Real => "double",
            Type::Bool => "boolean",
        };
        writeln!(
            out,
            r#"<key id="{letter}{n}" for="{class}" attr.name="{}" attr.type="{kind}"/>"#,
            field.name
        )?;
    }
    Ok(())
}

fn value(letter: char, n: usize, value: &Value, out: &mut dyn Write) -> io::Result<()> {
    match value.to_string() {
        text if text.is_empty() => Ok(()),
        text => writeln!(out, r#"<data key="{letter}{n}">{}</data>"#, escape(&text)),
    }
}

/// Words for an element or attribute, as they are but for what XML 1.0 forbids.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // written plain, a reader may turn them into spaces
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use std::collections::BTreeSet;

    fn written(events: &[crate::model::Event], actors: &[crate::model::Actor]) -> String {
        let mut out = Vec::new();
        Graphml.write(&Data { events, actors }, &mut out).unwrap();
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
