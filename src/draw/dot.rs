//! A view as DOT, for Graphviz and whatever else reads it.
//!
//! Built from graphviz-rust's types and printed by it. That printer escapes nothing, so every word
//! goes through [`quote`] and no other kind of id is used for words.

use super::options::Layout;
use super::palette::{Class, Shape};
use super::view::{Line, Node, View};
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph,
    Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// The words as a quoted DOT string: `\`, `"` and newlines escaped, NUL left out.
///
/// ```
/// assert_eq!(chancery::draw::quote("\"Aid\"\nC:\\"), r#""\"Aid\"\nC:\\""#);
/// ```
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' | '\0' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A view as DOT text. The same view gives the same text.
pub fn dot(view: &View) -> String {
    let mut stmts = vec![
        graph(vec![
            word("rankdir", "LR"),
            said("fontname", "Helvetica"),
            word("fontsize", "12"),
            word("labelloc", "t"),
            word("labeljust", "l"),
            word("nodesep", "0.45"),
            word("ranksep", "2.6"),
            word("newrank", "true"),
            word("splines", "true"),
            said("bgcolor", view.theme.ground()),
            said("fontcolor", view.theme.ink()),
            // \l ends a line and sets it to the left; it must not pass through the quoting
            Attribute(plain("label"), Id::Escaped(heading(view))),
            words("tooltip", &view.title),
        ]),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            said("fontname", "Helvetica"),
            word("fontsize", "11"),
            said("fillcolor", view.theme.fill()),
            said("fontcolor", view.theme.ink()),
            word("penwidth", "2"),
            said("margin", "0.12,0.06"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            said("fontname", "Helvetica"),
            word("fontsize", "9"),
            word("arrowsize", "0.7"),
        ])),
    ];
    let map = view.layout == Layout::Map;
    if map {
        // no ranks: close ties stand close, and no name covers another
        stmts.push(graph(vec![
            word("layout", "sfdp"),
            word("overlap", "prism"),
            word("K", "1.2"),
            word("outputorder", "edgesfirst"),
        ]));
    }
    for (index, column) in view.columns.iter().enumerate() {
        let nodes = column.nodes.iter().map(|n| Stmt::Node(node(view, *n)));
        if map || column.bare {
            stmts.extend(nodes);
            continue;
        }
        let mut inner = vec![
            Stmt::Attribute(words("label", &column.title)),
            Stmt::Attribute(said("style", "rounded,filled")),
            Stmt::Attribute(said("fillcolor", view.theme.panel())),
            Stmt::Attribute(said("color", view.theme.panel_line())),
        ];
        inner.extend(nodes);
        stmts.push(Stmt::Subgraph(Subgraph {
            id: plain(&format!("cluster_{index}")),
            stmts: inner,
        }));
    }
    let members: Vec<Vec<usize>> = view
        .stacks
        .iter()
        .map(|s| {
            s.iter()
                .flat_map(|c| view.columns[*c].nodes.clone())
                .collect()
        })
        .collect();
    let ranked = if map { &[][..] } else { &members[..] };
    for (index, stack) in ranked.iter().enumerate() {
        let mut inner = vec![Stmt::Attribute(word("rank", "same"))];
        inner.extend(
            stack
                .iter()
                .map(|n| Stmt::Node(DotNode::new(name(view, *n), Vec::new()))),
        );
        stmts.push(Stmt::Subgraph(Subgraph {
            id: plain(&format!("stack_{index}")),
            stmts: inner,
        }));
    }
    // unseen edges keep the stacks in order from left to right
    for pair in ranked.windows(2) {
        if let (Some(a), Some(b)) = (pair[0].first(), pair[1].first()) {
            stmts.push(Stmt::Edge(Edge {
                ty: EdgeTy::Pair(Vertex::N(name(view, *a)), Vertex::N(name(view, *b))),
                attributes: vec![word("style", "invis"), word("weight", "10")],
            }));
        }
    }
    let mut place = vec![0; view.nodes.len()];
    for (at, stack) in members.iter().enumerate() {
        stack.iter().for_each(|n| place[*n] = at);
    }
    stmts.extend(
        view.lines
            .iter()
            .enumerate()
            .map(|(index, line)| Stmt::Edge(edge(view, index, line, &place))),
    );
    let graph = Graph::DiGraph {
        id: plain("chancery"),
        strict: false,
        stmts,
    };
    let mut text = graph.print(&mut PrinterContext::new(true, 2, "\n".to_owned(), 240));
    text.push('\n');
    text
}

fn node(view: &View, index: usize) -> DotNode {
    let node: &Node = &view.nodes[index];
    let shape = Shape::of(node.kind);
    let (form, style) = match shape {
        Shape::DoubleBox => ("box", "filled"),
        Shape::RoundedBox => ("box", "rounded,filled"),
        Shape::Ellipse => ("ellipse", "filled"),
        Shape::Octagon => ("octagon", "filled"),
        Shape::Hexagon => ("hexagon", "filled"),
        Shape::Parallelogram => ("parallelogram", "filled"),
    };
    let mut attributes = vec![
        words("label", &node.lines.join("\n")),
        word("shape", form),
        said("style", style),
        said("color", shape.colour(view.theme)),
        words("tooltip", &node.tip),
        said("id", &format!("node{index}")),
        said("class", &format!("node {}", node.kind)),
    ];
    if shape == Shape::DoubleBox {
        attributes.push(word("peripheries", "2"));
    }
    if node.focus {
        attributes.push(said("fontname", "Helvetica-Bold"));
    }
    DotNode::new(name(view, index), attributes)
}

fn edge(view: &View, index: usize, line: &Line, place: &[usize]) -> Edge {
    // written from left to right whatever its direction: rank order is what keeps the columns
    let back = place[line.to] < place[line.from];
    let (a, b) = if back {
        (line.to, line.from)
    } else {
        (line.from, line.to)
    };
    let head = if line.unreal { "empty" } else { "normal" };
    let style = match line.class {
        Class::VerbalCooperation | Class::VerbalConflict => "dashed",
        Class::MaterialCooperation | Class::MaterialConflict => "solid",
        Class::Statement => "dotted",
    };
    let class = format!("edge {}", line.class.css());
    let events: Vec<String> = line.events.iter().map(|e| format!("event-{e}")).collect();
    Edge {
        ty: EdgeTy::Pair(Vertex::N(name(view, a)), Vertex::N(name(view, b))),
        attributes: vec![
            words("label", &line.label),
            word(
                "dir",
                if line.both {
                    "both"
                } else if back {
                    "back"
                } else {
                    "forward"
                },
            ),
            word("arrowhead", head),
            word("arrowtail", head),
            word("style", style),
            said("color", line.class.colour(view.theme)),
            said("fontcolor", line.class.ink(view.theme)),
            word(
                "penwidth",
                &format!("{:.1}", line.class.width(line.events.len())),
            ),
            words("tooltip", &line.tip),
            words("labeltooltip", &line.tip),
            said("id", &format!("line{index}")),
            said("class", &format!("{class} {}", events.join(" "))),
        ],
    }
}

fn heading(view: &View) -> String {
    let mut text = String::from("\"");
    let said = [&view.title, &view.subtitle].into_iter();
    for line in said.chain(&view.story).chain(&view.notes) {
        let quoted = quote(&entity_safe(line));
        text.push_str(&quoted[1..quoted.len() - 1]);
        text.push_str("\\l");
    }
    text.push('"');
    text
}

fn name(view: &View, node: usize) -> NodeId {
    NodeId(Id::Escaped(quote(view.nodes[node].id.as_str())), None)
}

fn graph(attributes: Vec<Attribute>) -> Stmt {
    Stmt::GAttribute(GraphAttributes::Graph(attributes))
}

fn plain(id: &str) -> Id {
    Id::Plain(id.to_owned())
}

/// An attribute whose value is one of DOT's own words or numbers.
fn word(key: &str, value: &str) -> Attribute {
    Attribute(plain(key), plain(value))
}

/// An attribute with a quoted value.
fn said(key: &str, value: &str) -> Attribute {
    Attribute(plain(key), Id::Escaped(quote(value)))
}

/// An attribute with words to be shown.
fn words(key: &str, value: &str) -> Attribute {
    said(key, &entity_safe(value))
}

/// Graphviz reads `&lt;` in a label as `<`; words must come out as they went in.
fn entity_safe(text: &str) -> String {
    text.replace('&', "&amp;")
}

#[cfg(test)]
mod tests {
    use super::super::{View, ViewOptions, sample};
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;
    use std::process::{Command, Stdio};

    fn unquote(text: &str) -> String {
        let mut out = String::new();
        let mut letters = text[1..text.len() - 1].chars();
        while let Some(c) = letters.next() {
            match c {
                '\\' => match letters.next() {
                    Some('n') => out.push('\n'),
                    Some(c) => out.push(c),
                    None => panic!("{text} ends in an escape"),
                },
                c => out.push(c),
            }
        }
        out
    }

    fn label_of(text: &str) -> String {
        let dot = format!("digraph g {{ a [label={}]; }}", quote(text));
        let graph = graphviz_rust::parse(&dot).expect("parses");
        let Graph::DiGraph { stmts, .. } = graph else {
            panic!("a digraph")
        };
        let Some(Stmt::Node(node)) = stmts.first() else {
            panic!("one node")
        };
        let Some(Attribute(_, Id::Escaped(value))) = node.attributes.first() else {
            panic!("{dot}")
        };
        unquote(value)
    }

    proptest! {
        #[test]
        fn quoted_words_come_back(text in any::<String>()) {
            let want = text.replace(['\r', '\0'], "");
            prop_assert_eq!(label_of(&text), want);
        }
        #[test]
        fn quoted_traps_come_back(text in r#"[\\"\n<>{}\[\];&=/*#a]{0,30}"#) {
            prop_assert_eq!(label_of(&text), text);
        }
    }

    fn canon(text: &str) -> Option<String> {
        let child = Command::new("dot")
            .arg("-Tcanon")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.ok()?;
        let mut pipe = child.stdin.take().unwrap();
        let owned = text.to_owned();
        let writer = std::thread::spawn(move || pipe.write_all(owned.as_bytes()));
        let done = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        assert_eq!(String::from_utf8_lossy(&done.stderr), "");
        Some(String::from_utf8_lossy(&done.stdout).into_owned())
    }

    #[test]
    fn every_picture_parses_with_every_reader() {
        let mut graphs = vec![sample::seeds(), (Vec::new(), Vec::new())];
        graphs.extend(sample::HOSTILE.iter().map(|t| sample::hostile(t)));
        graphs.push(sample::crowd(60, 200));
        for (events, actors) in graphs {
            let view = View::new(&events, &actors, &ViewOptions::default());
            let text = dot(&view);
            assert_eq!(text, dot(&view));
            graphviz_rust::parse(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
            if let Some(canon) = canon(&text) {
                assert!(canon.matches("->").count() >= view.lines.len());
            }
        }
    }

    #[test]
    fn the_edge_runs_from_left_to_right_and_says_its_direction() {
        let (events, actors) = sample::seeds();
        let text = dot(&View::new(&events, &actors, &ViewOptions::default()));
        for needle in [
            "cluster_",
            "peripheries=2",
            "dir=back",
            "dir=both",
            "style=dashed",
            "event-",
            "2025-07-03  recognise [054]",
        ] {
            assert!(text.contains(needle), "{needle}\n{text}");
        }
    }
}
