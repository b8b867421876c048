//! DOT of the whole graph: the picture's DOT, with no line left out.

use super::{Counts, Data, Exporter};
use crate::draw::{Detail, View, ViewOptions, dot};
use std::io::{self, BufRead, Write};

/// Graphviz.
pub(super) struct Dot;

impl Exporter for Dot {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let options = ViewOptions {
            cap_edges: usize::MAX,
            detail: Detail::Events,
            ..ViewOptions::default()
        };
        let view = View::new(data.events, data.actors, &options);
        out.write_all(dot(&view).as_bytes())?;
        Ok(Counts {
            actors: view.nodes.len(),
            edges: view.lines.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let mut text = String::new();
        input.read_to_string(&mut text)?;
        // a quote inside words is escaped, so these stand only where we put an id
        let found = |id: &str| text.matches(id).count();
        Ok(Counts {
            actors: found("id=\"node"),
            edges: found("id=\"line"),
            ..Counts::default()
        })
    }
}
