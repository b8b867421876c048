//! GEXF 1.3, dynamic: Gephi's own format, with its timeline.
//!
//! Held to what the official schema and the readers take: both ends of a spell belong to it, whole days
//! only, one block of attributes for edges (graphology stops at a second), every value of the timeline once
//! more as plain text (graphology drops spells), no `xsi:schemaLocation`, and parallel edges told apart by
//! `kind`. `gexf` gathers events of one pair, code and claim in one edge with a spell each, because Gephi
//! keeps a table of kinds that thousands of them would flood; `gexf-events` gives each its own.

use super::fields::{self, ACTOR, Field, Type, Value};
use super::groups::{Group, Grouped, Span, days, spans};
use super::order::{Edge, alone, edges, ends, everybody};
use super::scan::Tag;
use super::{Counts, Data, Exporter, LeftOut, chunks, xml};
use crate::model::{Actor, Date, Event};
use std::io::{self, BufRead, Write};

/// GEXF, with an edge per kind or per event.
pub(super) struct Gexf {
    each_event: bool,
}

impl Gexf {
    pub(super) const KINDS: Gexf = Gexf { each_event: false };
    pub(super) const EVENTS: Gexf = Gexf { each_event: true };
}

/// What all events of one edge share.
const SHARED: [&str; 8] = [
    "kind",
    "cameo",
    "plover",
    "quad",
    "goldstein",
    "reciprocal",
    "status",
    "negated",
];

/// What each of them has of its own.
const OWN: [(&str, Type); 5] = [
    ("first", Type::Day),
    ("last", Type::Day),
    ("dates", Type::List),
    ("event_ids", Type::List),
    ("sentences", Type::List),
];

impl Exporter for Gexf {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges) = (everybody(data), edges(data));
        let ends = ends(&nodes, &edges);
        let (order, spans) = rayon::join(
            || match self.each_event {
                true => Grouped::each(&edges),
                false => Grouped::by_kind(&edges, &ends),
            },
            || spans(&edges, &ends, nodes.len()),
        );
        let groups: Vec<&Group> = order.groups().collect();
        let fields: Vec<&Field<Event>> = match self.each_event {
            true => fields::event(data.edtf).iter().collect(),
            false => fields::event(false)
                .iter()
                .filter(|f| SHARED.contains(&f.name))
                .collect(),
        };
        let tags: Vec<Tag> = (0..ACTOR.len().max(fields.len() + OWN.len()))
            .map(|n| Tag::new(&format!("<attvalue for=\"{n}\" value=\"")))
            .collect();
        out.write_all(HEAD.as_bytes())?;
        head("node", ACTOR.iter().map(|f| (f.name, f.kind)), out)?;
        let of_events = fields.iter().map(|f| (f.name, f.kind));
        match self.each_event {
            true => head("edge", of_events, out)?,
            false => head("edge", of_events.chain(OWN), out)?,
        }
        writeln!(out, "<nodes>")?;
        let placed: Vec<(&Actor, Span)> = nodes.iter().map(AsRef::as_ref).zip(spans).collect();
        chunks::write(&placed, out, |(actor, span), out| {
            attribute(out, "<node id=\"", actor.id.as_str());
            attribute(out, "\" label=\"", &actor.name);
            if let Some(Some((first, last))) = span {
                ends_of("\" start=\"", *first, *last, out);
            }
            out.extend_from_slice(b"\"><attvalues>");
            for (tag, field) in tags.iter().zip(ACTOR) {
                value(tag, &(field.of)(actor), out);
            }
            out.extend_from_slice(b"</attvalues></node>\n");
        })?;
        writeln!(out, "</nodes>\n<edges>")?;
        chunks::write(&groups, out, |group: &&Group, out| {
            let edge = group[0];
            attribute(out, "<edge id=\"", &edge.id);
            attribute(out, "\" source=\"", edge.source.id.as_str());
            attribute(out, "\" target=\"", edge.target.id.as_str());
            attribute(out, "\" label=\"", &edge.event.kind);
            kind(edge, self.each_event, out);
            out.extend_from_slice(b"\" weight=\"");
            Value::Int(i64::try_from(group.len()).unwrap_or(i64::MAX)).push_plain(out);
            out.extend_from_slice(b"\"><attvalues>");
            for (tag, field) in tags.iter().zip(&fields) {
                value(tag, &(field.of)(edge.event), out);
            }
            if !self.each_event {
                let own_tags = &tags[fields.len()..fields.len() + OWN.len()];
                own(own_tags, group, data.edtf, out);
            }
            out.extend_from_slice(b"</attvalues>");
            if edge.event.date.is_some() {
                spells(group, out);
            }
            out.extend_from_slice(b"</edge>\n");
        })?;
        writeln!(out, "</edges>\n</graph>\n</gexf>")?;
        Ok(Counts {
            actors: nodes.len(),
            edges: groups.len(),
            left_out: LeftOut {
                alone: alone(data, &edges),
                ..LeftOut::default()
            },
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

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">
<meta><creator>chancery</creator></meta>
<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"interval\">
";

/// What tells parallel edges apart: source, target and kind together must be unique in a file.
fn kind(edge: &Edge, each_event: bool, out: &mut Vec<u8>) {
    let event = edge.event;
    attribute(out, "\" kind=\"", event.cameo.as_str());
    attribute(out, " ", &event.kind);
    if each_event {
        attribute(out, "#", &edge.id);
        return;
    }
    if event.status != crate::model::Status::Actual {
        attribute(out, " ", event.status.as_str());
    }
    for (said, word) in [
        (event.negated, " not"),
        (event.reciprocal, " both"),
        (event.date.is_none(), " undated"),
    ] {
        if said {
            out.extend_from_slice(word.as_bytes());
        }
    }
}

/// The values of [`OWN`], without a list in memory for each.
fn own(tags: &[Tag], group: &Group, edtf: bool, out: &mut Vec<u8>) {
    let [first, last, dates, ids, sentences] = tags else {
        return;
    };
    let events = || group.iter().map(|e| e.event);
    if let Some(day) = group[0].event.date {
        value(first, &Value::Day(day), out);
    }
    if let Some(day) = events().filter_map(days).map(|d| d.1).max() {
        value(last, &Value::Day(day), out);
    }
    let mut told = events().filter_map(Event::days).peekable();
    if told.peek().is_some() {
        dates.put(out);
        for (n, days) in told.enumerate() {
            if n > 0 {
                out.extend_from_slice(b"; ");
            }
            if edtf {
                out.extend_from_slice(days.edtf().as_bytes());
                continue;
            }
            Value::Day(days.first).push_plain(out);
            if !days.is_one() {
                out.push(b'/');
                Value::Day(days.last).push_plain(out);
            }
        }
        out.extend_from_slice(b"\"/>");
    }
    ids.put(out);
    xml::list::<true>(events().map(|e| e.id.as_str()), out);
    out.extend_from_slice(b"\"/>");
    let mut told = events().filter_map(|e| e.evidence.first()).peekable();
    if told.peek().is_some() {
        sentences.put(out);
        xml::list::<true>(told.map(|t| t.sentence.as_str()), out);
        out.extend_from_slice(b"\"/>");
    }
}

fn spells(group: &Group, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<spells>");
    for (first, last) in group.iter().filter_map(|e| days(e.event)) {
        ends_of("<spell start=\"", first, last, out);
        out.extend_from_slice(b"\"/>");
    }
    out.extend_from_slice(b"</spells>");
}

/// `start="2025-07-03" end="2025-07-03`, the last quote left open.
fn ends_of(before: &str, first: Date, last: Date, out: &mut Vec<u8>) {
    out.extend_from_slice(before.as_bytes());
    Value::Day(first).push_plain(out);
    out.extend_from_slice(b"\" end=\"");
    Value::Day(last).push_plain(out);
}

fn head(
    class: &str,
    columns: impl Iterator<Item = (&'static str, Type)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{class}\" mode=\"static\">")?;
    for (n, (name, kind)) in columns.enumerate() {
        // GEXF has no type for dates, and readers differ over its lists
        let kind = match kind {
            Type::Text | Type::Day | Type::List => "string",
            Type::Int => "integer",
            Type::Real => "double",
            Type::Bool => "boolean",
        };
        writeln!(
            out,
            "<attribute id=\"{n}\" title=\"{name}\" type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "</attributes>")
}

fn attribute(out: &mut Vec<u8>, before: &str, value: &str) {
    out.extend_from_slice(before.as_bytes());
    xml::escape(value, out);
}

fn value(tag: &Tag, value: &Value, out: &mut Vec<u8>) {
    if value.is_empty() {
        return;
    }
    tag.put(out);
    match value {
        Value::Text(text) => drop(xml::escape(text, out)),
        Value::List(items) => drop(xml::list::<true>(items.iter().map(AsRef::as_ref), out)),
        plain => plain.push_plain(out),
    }
    out.extend_from_slice(b"\"/>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use std::collections::BTreeSet;

    fn written(format: &Gexf, events: &[Event]) -> (Counts, String) {
        let mut out = Vec::new();
        let data = Data {
            events,
            actors: &[],
            ..Data::default()
        };
        let counts = format.write(&data, &mut out).unwrap();
        (counts, String::from_utf8(out).unwrap())
    }

    /// Source, target and kind of each edge.
    fn triplets(text: &str) -> Vec<String> {
        let edges = text.lines().filter(|l| l.starts_with("<edge "));
        let part = |line: &str, name: &str| {
            let from = line.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
            line[from..].split('"').next().unwrap().to_owned()
        };
        edges
            .map(|l| [part(l, "source"), part(l, "target"), part(l, "kind")].join("|"))
            .collect()
    }

    #[test]
    fn no_two_edges_share_ends_and_kind() {
        let (mut events, _) = sample::crowd(20, 300);
        events[3].date = None;
        events[5].negated = true;
        for (format, want) in [(Gexf::KINDS, None), (Gexf::EVENTS, Some(300))] {
            let (counts, text) = written(&format, &events);
            let all = triplets(&text);
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
            assert_eq!(all.len(), counts.edges);
            assert!(want.is_none_or(|want| want == counts.edges));
            sample::well_formed(&text);
        }
    }

    #[test]
    fn an_edge_of_a_kind_has_a_spell_for_each_event() {
        let (events, _) = sample::seeds();
        let (_, text) = written(&Gexf::KINDS, &events);
        let pledge = text
            .lines()
            .find(|l| l.contains("source=\"AFG.GOV\" target=\"CHN\""))
            .unwrap();
        assert!(pledge.contains("weight=\"2\""), "{pledge}");
        let spell = "<spell start=\"2025-05-21\" end=\"2025-05-21\"/>";
        assert_eq!(pledge.matches(spell).count(), 2);
        assert!(text.contains("<spell start=\"2025-04-17\" end=\"2025-07-04\"/>"));
        let node = text
            .lines()
            .find(|l| l.starts_with("<node id=\"CHN\""))
            .unwrap();
        assert!(
            node.contains("start=\"2025-05-21\" end=\"2025-05-21\""),
            "{node}"
        );
    }

    #[test]
    fn who_has_an_undated_event_may_be_there_on_any_day() {
        let (mut events, _) = sample::seeds();
        events[4].date = None;
        let (_, text) = written(&Gexf::KINDS, &events);
        let node = text
            .lines()
            .find(|l| l.starts_with("<node id=\"CHN\""))
            .unwrap();
        assert!(!node.contains("start="), "{node}");
        assert!(text.contains("undated\" weight=\"1\""));
    }

    #[test]
    fn hostile_words_stay_inside_their_element() {
        for words in sample::HOSTILE {
            let (events, _) = sample::hostile(words);
            sample::well_formed(&written(&Gexf::KINDS, &events).1);
        }
        sample::well_formed(&written(&Gexf::EVENTS, &[]).1);
    }
}
