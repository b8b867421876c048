//! GEXF 1.3, dynamic: Gephi's own format, with its timeline.
//!
//! Held to what the official schema and the readers take: both ends of a spell belong to it, whole days
//! only, one block of attributes for edges (graphology stops at a second), every value of the timeline once
//! more as plain text (graphology drops spells), no `xsi:schemaLocation`, and parallel edges told apart by
//! `kind`. `gexf` gathers events of one pair, code and claim in one edge with a spell each, because Gephi
//! keeps a table of kinds that thousands of them would flood; `gexf-events` gives each its own.

use super::fields::{self, ACTOR, Field, Type, Value};
use super::order::{Edge, alone, edges, everybody};
use super::{Counts, Data, Exporter, LeftOut, chunks, xml};
use crate::model::{Actor, Date, Days, Event, Party};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
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

/// Events written as one edge, in order.
type Group<'e, 'a> = Vec<&'e Edge<'a>>;

impl Exporter for Gexf {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (nodes, edges) = (everybody(data), edges(data));
        let ends = ends(&nodes, &edges);
        let groups = match self.each_event {
            true => edges.iter().map(|e| vec![e]).collect(),
            false => grouped(&edges, &ends),
        };
        let spans = spans(&edges, &ends, nodes.len());
        let fields: Vec<&Field<Event>> = match self.each_event {
            true => fields::event(data.edtf).iter().collect(),
            false => fields::event(false)
                .iter()
                .filter(|f| SHARED.contains(&f.name))
                .collect(),
        };
        let tags: Vec<String> = (0..ACTOR.len().max(fields.len() + OWN.len()))
            .map(|n| format!("<attvalue for=\"{n}\" value=\""))
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
        chunks::write(&groups, out, |group, out| {
            let edge = group[0];
            attribute(out, "<edge id=\"", &edge.id);
            attribute(out, "\" source=\"", edge.source.id.as_str());
            attribute(out, "\" target=\"", edge.target.id.as_str());
            attribute(out, "\" label=\"", &edge.event.kind);
            attribute(out, "\" kind=\"", &kind(edge, self.each_event));
            out.extend_from_slice(b"\" weight=\"");
            Value::Int(i64::try_from(group.len()).unwrap_or(i64::MAX)).push_plain(out);
            out.extend_from_slice(b"\"><attvalues>");
            for (tag, field) in tags.iter().zip(&fields) {
                value(tag, &(field.of)(edge.event), out);
            }
            if !self.each_event {
                for (tag, own) in tags[fields.len()..].iter().zip(own(group, data.edtf)) {
                    value(tag, &own, out);
                }
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

/// Where the two actors of each edge stand among the nodes.
fn ends(nodes: &[Cow<Actor>], edges: &[Edge]) -> Vec<(usize, usize)> {
    let places: FxHashMap<&str, usize> = nodes.iter().map(|a| a.id.as_str()).zip(0..).collect();
    let place = |party: &Party| places.get(party.id.as_str()).copied().unwrap_or_default();
    let both = |edge: &Edge| (place(edge.source), place(edge.target));
    edges.par_iter().map(both).collect()
}

/// Edges of one pair, code and claim together; those without a day apart, since they have no spells.
fn grouped<'e, 'a>(edges: &'e [Edge<'a>], ends: &[(usize, usize)]) -> Vec<Group<'e, 'a>> {
    let mut kinds: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut places: FxHashMap<_, usize> = FxHashMap::default();
    places.reserve(edges.len());
    let mut groups: Vec<Group> = Vec::new();
    for (edge, ends) in edges.iter().zip(ends) {
        let event = edge.event;
        let known = kinds.len();
        let kind = *kinds
            .entry((event.kind.as_str(), event.cameo.as_str()))
            .or_insert(known);
        let claim = (
            event.status,
            event.negated,
            event.reciprocal,
            event.date.is_some(),
        );
        let place = *places.entry((*ends, kind, claim)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(edge),
            None => groups.push(vec![edge]),
        }
    }
    groups
}

/// First and last day of an actor, if it has an event; nothing inside for one with an event that may have been on any day.
type Span = Option<Option<(Date, Date)>>;

/// The span of each node.
fn spans(edges: &[Edge], ends: &[(usize, usize)], nodes: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = vec![None; nodes];
    for (edge, (source, target)) in edges.iter().zip(ends) {
        let days = days(edge.event);
        for node in [*source, *target] {
            let span = spans[node].get_or_insert(days);
            *span = span.zip(days).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
        }
    }
    spans
}

fn days(event: &Event) -> Option<(Date, Date)> {
    let first = event.date?;
    Some((first, event.date_end.unwrap_or(first)))
}

/// What tells parallel edges apart: source, target and kind together must be unique in a file.
fn kind(edge: &Edge, each_event: bool) -> String {
    let event = edge.event;
    let mut words = format!("{} {}", event.cameo, event.kind);
    if each_event {
        words.push('#');
        words.push_str(&edge.id);
        return words;
    }
    if event.status != crate::model::Status::Actual {
        words.push(' ');
        words.push_str(event.status.as_str());
    }
    for (said, word) in [
        (event.negated, " not"),
        (event.reciprocal, " both"),
        (event.date.is_none(), " undated"),
    ] {
        if said {
            words.push_str(word);
        }
    }
    words
}

/// The values of [`OWN`].
fn own<'a>(group: &Group<'_, 'a>, edtf: bool) -> [Value<'a>; 5] {
    let last = group
        .iter()
        .filter_map(|e| days(e.event))
        .map(|d| d.1)
        .max();
    let dates = group.iter().filter_map(|e| e.event.days()).map(|days| {
        Cow::Owned(match days {
            days if edtf => days.edtf(),
            days if days.is_one() => iso(days.first),
            Days { first, last } => iso(first) + "/" + &iso(last),
        })
    });
    let told = group.iter().filter_map(|e| e.event.evidence.first());
    [
        group[0].event.date.map_or(Value::Empty, Value::Day),
        last.map_or(Value::Empty, Value::Day),
        each(dates),
        each(group.iter().map(|e| Cow::Borrowed(e.event.id.as_str()))),
        each(told.map(|t| Cow::Borrowed(t.sentence.as_str()))),
    ]
}

fn iso(day: Date) -> String {
    let mut text = Vec::with_capacity(10);
    Value::Day(day).push_plain(&mut text);
    String::from_utf8(text).unwrap_or_default()
}

fn each<'a>(items: impl Iterator<Item = Cow<'a, str>>) -> Value<'a> {
    let items: Vec<Cow<str>> = items.collect();
    match items.is_empty() {
        true => Value::Empty,
        false => Value::List(items),
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

fn value(tag: &str, value: &Value, out: &mut Vec<u8>) {
    if value.is_empty() {
        return;
    }
    out.extend_from_slice(tag.as_bytes());
    match value {
        Value::Text(text) => xml::escape(text, out),
        Value::List(_) => xml::escape(&value.to_string(), out),
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
