//! A Mermaid flowchart: what `draw` shows of the whole graph, as text that pages of Markdown render.
//!
//! One line per pair and kind of event, actors in a box for each state. Mermaid refuses pictures of more
//! than five hundred lines unless its page allows more: narrow the question by filters. Words are escaped by
//! Mermaid's own entity codes, so that none opens a directive, a comment or markup.

use super::{Counts, Data, Exporter, LeftOut, order};
use crate::draw::{Detail, Shape, View, ViewOptions};
use std::io::{self, BufRead, Write};

/// Mermaid.
pub(super) struct Mermaid;

impl Exporter for Mermaid {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let options = ViewOptions {
            cap_edges: usize::MAX,
            detail: Detail::Events,
            ..ViewOptions::default()
        };
        let view = View::new(data.events, data.actors, &options);
        writeln!(out, "flowchart LR")?;
        for (n, column) in view.columns.iter().enumerate() {
            writeln!(out, "  subgraph s{n}[\"{}\"]", escape(&column.title))?;
            for node in &column.nodes {
                let words = escape(&view.nodes[*node].lines.join(" "));
                let (open, close) = brackets(Shape::of(view.nodes[*node].kind));
                writeln!(out, "    n{node}{open}\"{words}\"{close}")?;
            }
            writeln!(out, "  end")?;
        }
        for line in &view.lines {
            let arrow = match (line.both, line.unreal) {
                (false, false) => "-->",
                (false, true) => "-.->",
                (true, false) => "<-->",
                (true, true) => "<-.->",
            };
            let label = escape(&line.label);
            writeln!(out, "  n{} {arrow}|\"{label}\"| n{}", line.from, line.to)?;
        }
        Ok(Counts {
            actors: view.nodes.len(),
            edges: view.lines.len(),
            left_out: LeftOut {
                alone: order::alone(data, &order::edges(data)),
                ..LeftOut::default()
            },
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let mut counts = Counts::default();
        for line in input.lines() {
            let line = line?;
            // words hold neither line breaks nor quotes, so a line is what it begins as
            if line.starts_with("    n") {
                counts.actors += 1;
            } else if line.starts_with("  n") {
                counts.edges += 1;
            }
        }
        Ok(counts)
    }
}

/// Two outlines Mermaid lacks have their nearest: a box with bars for states, a hexagon for organisations.
fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::DoubleBox => ("[[", "]]"),
        Shape::RoundedBox => ("(", ")"),
        Shape::Ellipse => ("([", "])"),
        Shape::Octagon => ("{{", "}}"),
        Shape::Hexagon => ("[/", "\\]"),
        Shape::Parallelogram => ("[/", "/]"),
    }
}

/// Letters, digits and what cannot mean anything to Mermaid as they are, all else by its number.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() && !" .,:-()+~·".contains(c) => {
                out.push_str(&format!("#{};", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    // an empty label is a fault to Mermaid
    if out.trim().is_empty() {
        "–".to_owned()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn lines_have_dates_and_codes() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        Mermaid.write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("-->|\"2025-07-03  recognise #91;054#93;\"|"),
            "{text}"
        );
        assert!(text.contains("[[\"Russia\"]]"));
    }

    #[test]
    fn words_of_articles_open_nothing() {
        for words in sample::HOSTILE.iter().chain(&["%%{init: {}}%% `x` end"]) {
            let text = escape(words);
            assert!(
                !text.contains(['"', '<', '%', '{', '`', '[', '\n']),
                "{text}"
            );
        }
    }
}
