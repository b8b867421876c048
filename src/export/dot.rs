//! DOT of the whole graph as data: one edge per event and pair, with its fields as attributes.
//!
//! For pictures there is `draw`; this is for Graphviz's own tools (`gvpr`, `sfdp`) and for other readers
//! of DOT. Shapes and colours are those of the pictures. Written line by line, because a syntax tree of a
//! large graph costs more than the file. Every word is quoted as an escString: `\\` means `\`, `\n` a new line.

use super::fields::{self, ACTOR, Value};
use super::order::{alone, edges, everybody};
use super::scan::{Tag, plain};
use super::{Counts, Data, Exporter, LeftOut, chunks};
use crate::draw::{Class, Shape, Theme, text};
use std::io::{self, BufRead, Write};

/// Graphviz.
pub(super) struct Dot;

impl Exporter for Dot {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges) = (everybody(data), edges(data));
        writeln!(out, "digraph chancery {{")?;
        writeln!(out, "graph [overlap=false, outputorder=edgesfirst];")?;
        writeln!(
            out,
            "node [fontname=\"Helvetica\", style=filled, fillcolor=\"#ffffff\"];"
        )?;
        writeln!(
            out,
            "edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7];"
        )?;
        let of_node: Vec<Tag> = ACTOR.iter().map(|f| tag(f.name)).collect();
        let fields = fields::event(data.edtf);
        let of_edge: Vec<Tag> = fields.iter().map(|f| tag(f.name)).collect();
        chunks::write(&nodes, out, |actor, out| {
            quote(actor.id.as_str(), out);
            let shape = Shape::of(actor.kind);
            pair(" [label", &text::clip(&actor.name, 60), out);
            pair(", tooltip", &actor.name, out);
            let (name, corners) = outline(shape);
            let _ = write!(out, ", shape={name}{corners}");
            pair(", color", shape.colour(Theme::Light), out);
            for (tag, field) in of_node.iter().zip(ACTOR) {
                attribute(tag, &(field.of)(actor), out);
            }
            out.extend_from_slice(b"];\n");
        })?;
        chunks::write(&edges, out, |edge, out| {
            let class = Class::of(edge.event);
            quote(edge.source.id.as_str(), out);
            out.extend_from_slice(b" -> ");
            quote(edge.target.id.as_str(), out);
            pair(" [id", &edge.id, out);
            pair(", class", class.css(), out);
            pair(", label", &text::clip(&edge.event.kind, 30), out);
            pair(", color", class.colour(Theme::Light), out);
            if edge.event.reciprocal {
                out.extend_from_slice(b", dir=both");
            }
            if let Some(told) = edge.event.evidence.first() {
                pair(", tooltip", &text::clip(&told.sentence, 300), out);
            }
            for (tag, field) in of_edge.iter().zip(fields) {
                attribute(tag, &(field.of)(edge.event), out);
            }
            pair(", source_mention", &edge.source.mention, out);
            pair(", target_mention", &edge.target.mention, out);
            out.extend_from_slice(b"];\n");
        })?;
        writeln!(out, "}}")?;
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
        let mut counts = Counts::default();
        let mut whole = false;
        for line in input.lines() {
            let line = line?;
            // new lines inside words are escaped, so every statement is a line; those of ours begin with an id
            if let Some(rest) = line.strip_prefix('"') {
                match after_quote(rest) {
                    Some(rest) if rest.starts_with(" -> ") => counts.edges += 1,
                    Some(rest) if rest.starts_with(" [") => counts.actors += 1,
                    _ => {
                        return Err(io::Error::other(format!(
                            "no statement: {}",
                            text::clip(&line, 80)
                        )));
                    }
                }
            }
            whole = line == "}";
        }
        match whole {
            true => Ok(counts),
            false => Err(io::Error::other("the file ends too early")),
        }
    }
}

/// What stands behind the closing quote of a string.
fn after_quote(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return text.get(at + 1..),
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Graphviz's name of a shape.
fn outline(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::DoubleBox => ("box", ", peripheries=2"),
        Shape::RoundedBox => ("box", ", style=\"filled,rounded\""),
        Shape::Ellipse => ("ellipse", ""),
        Shape::Octagon => ("octagon", ""),
        Shape::Hexagon => ("hexagon", ""),
        Shape::Parallelogram => ("parallelogram", ""),
    }
}

/// `, name=`
fn tag(name: &str) -> Tag {
    // Graphviz gives `label` and `type` no say in what ours are for: ours keep a name of their own.
    let name = match name {
        "label" => "name",
        other => other,
    };
    Tag::new(&format!(", {name}="))
}

fn attribute(tag: &Tag, value: &Value, out: &mut Vec<u8>) {
    if value.is_empty() {
        return;
    }
    tag.put(out);
    match value {
        Value::Text(text) => quote(text, out),
        Value::List(_) => quote(&value.to_string(), out),
        plain => {
            out.push(b'"');
            plain.push_plain(out);
            out.push(b'"');
        }
    }
}

fn pair(before: &str, value: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(before.as_bytes());
    out.push(b'=');
    quote(value, out);
}

/// As `draw::quote`, without a string of its own for each word. Graphviz knows no carriage return.
fn quote(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut bytes = text.as_bytes();
    let special = |b: u8| (b == b'"') | (b == b'\\') | (b == b'\n') | (b == b'\r') | (b == 0);
    loop {
        let (before, rest) = bytes.split_at(plain(bytes, special));
        out.extend_from_slice(before);
        out.extend_from_slice(match rest.first() {
            None => break,
            Some(b'"') => b"\\\"",
            Some(b'\\') => b"\\\\",
            Some(b'\n') => b"\\n",
            Some(_) => b"",
        });
        bytes = &rest[1..];
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{self, sample};

    #[test]
    fn words_are_quoted_as_in_pictures() {
        for text in sample::HOSTILE {
            let mut out = Vec::new();
            quote(text, &mut out);
            let quoted = String::from_utf8(out).unwrap();
            assert_eq!(quoted, draw::quote(text));
            assert_eq!(after_quote(&quoted[1..]), Some(""));
        }
    }

    #[test]
    fn one_edge_per_event_with_its_date() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        let counts = Dot.write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(counts.edges, events.len());
        assert!(text.contains("\"RUS\" -> \"AFG.GOV\" [id="));
        assert!(text.contains("date=\"2025-07-03\"") && text.contains("cameo=\"054\""));
    }
}
