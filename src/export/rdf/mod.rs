//! RDF: Turtle, N-Quads and JSON-LD of one set of statements.
//!
//! Events and actors in the words of SEM, dates of OWL-Time, evidence of PROV-O and NIF, documents of
//! schema.org, names of SKOS; what none of these has is in our own `urn:chancery:term:`. Dates stand twice, as
//! OWL-Time intervals and as plain `xsd:date`. In N-Quads and JSON-LD what a document tells stands in a graph
//! named after the document, so it is never lost who said what; actors and documents are in the default graph.

use super::order::{everybody, sorted};
use super::{Counts, Data, Exporter};
use crate::model::{Actor, ActorKind, Event, Evidence};
use crate::ontology;
use oxjsonld::{JsonLdParser, JsonLdSerializer};
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{GraphNameRef, LiteralRef, NamedNodeRef, NamedOrBlankNode, QuadRef, Term, TermRef};
use oxttl::{NQuadsParser, NQuadsSerializer, TurtleParser, TurtleSerializer};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Write};

/// One of the three.
pub(super) enum Rdf {
    Turtle,
    NQuads,
    JsonLd,
}

const OWN: &str = "urn:chancery:term:";
const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
const PROV: &str = "http://www.w3.org/ns/prov#";
const TIME: &str = "http://www.w3.org/2006/time#";
const SCHEMA: &str = "http://schema.org/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";

const PREFIXES: [(&str, &str); 9] = [
    ("ch", OWN),
    ("nif", NIF),
    ("prov", PROV),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", SCHEMA),
    ("sem", SEM),
    ("skos", SKOS),
    ("time", TIME),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

impl Exporter for Rdf {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        match self {
            Rdf::Turtle => {
                let mut to = TurtleSerializer::new();
                for (name, iri) in PREFIXES {
                    to = to.with_prefix(name, iri).map_err(io::Error::other)?;
                }
                let mut to = to.for_writer(out);
                let emit = &mut |quad: QuadRef| to.serialize_triple(oxrdf::TripleRef::from(quad));
                let counts = Say::new(emit, false).all(data)?;
                to.finish()?.flush()?;
                Ok(counts)
            }
            Rdf::NQuads => {
                let mut to = NQuadsSerializer::new().for_writer(out);
                let counts = Say::new(&mut |quad| to.serialize_quad(quad), true).all(data)?;
                to.finish().flush()?;
                Ok(counts)
            }
            Rdf::JsonLd => {
                let mut to = JsonLdSerializer::new();
                for (name, iri) in PREFIXES {
                    to = to.with_prefix(name, iri).map_err(io::Error::other)?;
                }
                let mut to = to.for_writer(out);
                let counts = Say::new(&mut |quad| to.serialize_quad(quad), true).all(data)?;
                let out = to.finish()?;
                out.write_all(b"\n")?;
                Ok(counts)
            }
        }
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let mut found = Found::default();
        match self {
            Rdf::Turtle => {
                for triple in TurtleParser::new().for_reader(input) {
                    let triple = triple.map_err(io::Error::other)?;
                    found.see(triple.subject, triple.predicate.as_ref(), &triple.object);
                }
            }
            Rdf::NQuads => {
                for quad in NQuadsParser::new().for_reader(input) {
                    let quad = quad.map_err(io::Error::other)?;
                    found.see(quad.subject, quad.predicate.as_ref(), &quad.object);
                }
            }
            Rdf::JsonLd => {
                for quad in JsonLdParser::new().for_reader(input) {
                    let quad = quad.map_err(io::Error::other)?;
                    found.see(quad.subject, quad.predicate.as_ref(), &quad.object);
                }
            }
        }
        Ok(Counts {
            actors: found.actors.len(),
            events: found.events.len(),
            evidence: found.evidence.len(),
            ..Counts::default()
        })
    }
}

/// Whatever has one of the three types we count; an event told by two documents stands in two graphs.
#[derive(Default)]
struct Found {
    actors: BTreeSet<String>,
    events: BTreeSet<String>,
    evidence: BTreeSet<String>,
}

impl Found {
    fn see(&mut self, subject: NamedOrBlankNode, predicate: NamedNodeRef, object: &Term) {
        let Term::NamedNode(class) = object else {
            return;
        };
        let set = match class.as_str() {
            _ if predicate != rdf::TYPE => return,
            name if name == sem("Actor") => &mut self.actors,
            name if name == sem("Event") => &mut self.events,
            name if name == nif("Sentence") => &mut self.evidence,
            _ => return,
        };
        set.insert(subject.to_string());
    }
}

/// Makes statements and hands them on.
struct Say<'w> {
    emit: &'w mut dyn FnMut(QuadRef<'_>) -> io::Result<()>,
    /// Whether each document has a graph of its own.
    graphs: bool,
    /// The graph of what is said now.
    graph: Option<String>,
}

impl<'w> Say<'w> {
    fn new(emit: &'w mut dyn FnMut(QuadRef<'_>) -> io::Result<()>, graphs: bool) -> Self {
        Say {
            emit,
            graphs,
            graph: None,
        }
    }

    fn all(&mut self, data: &Data) -> io::Result<Counts> {
        let (actors, events) = (everybody(data), sorted(data));
        for actor in &actors {
            self.actor(actor)?;
        }
        for code in events
            .iter()
            .map(|e| e.cameo.as_str())
            .collect::<BTreeSet<_>>()
        {
            let iri = urn("cameo", code);
            self.is_a(&iri, &sem("EventType"))?;
            if let Some(code) = ontology::code(code) {
                self.text(&iri, rdfs::LABEL.as_str(), &code.words())?;
            }
        }
        // Graph by graph, and in each the events in order.
        let mut told: BTreeMap<&str, Vec<(&Event, usize)>> = BTreeMap::new();
        for event in &events {
            for (n, evidence) in event.evidence.iter().enumerate() {
                told.entry(evidence.doc.as_str())
                    .or_default()
                    .push((event, n));
            }
        }
        for doc in told.values() {
            if let Some((event, n)) = doc.first() {
                self.document(&event.evidence[*n])?;
            }
        }
        let mut said: BTreeSet<&str> = BTreeSet::new();
        let mut evidence = 0;
        for event in events.iter().filter(|e| e.evidence.is_empty()) {
            self.event(event)?;
        }
        for (doc, told) in &told {
            self.graph = self.graphs.then(|| urn("document", doc));
            let mut last: Option<&str> = None;
            for (event, n) in told {
                let here = last.replace(event.id.as_str()) != Some(event.id.as_str());
                if here && (self.graphs || said.insert(event.id.as_str())) {
                    self.event(event)?;
                }
                self.evidence(event, *n)?;
                evidence += 1;
            }
        }
        Ok(Counts {
            actors: actors.len(),
            events: events.len(),
            evidence,
            ..Counts::default()
        })
    }

    fn actor(&mut self, actor: &Actor) -> io::Result<()> {
        let iri = urn("actor", actor.id.as_str());
        self.is_a(&iri, &sem("Actor"))?;
        let class = match actor.kind {
            ActorKind::State => "Country",
            ActorKind::Government | ActorKind::Body => "GovernmentOrganization",
            ActorKind::Person => "Person",
            ActorKind::Place => "Place",
            ActorKind::Group | ActorKind::Organization | ActorKind::Igo => "Organization",
            ActorKind::Other => "Thing",
        };
        self.is_a(&iri, &format!("{SCHEMA}{class}"))?;
        self.text(&iri, rdfs::LABEL.as_str(), &actor.name)?;
        self.text(&iri, &own("id"), actor.id.as_str())?;
        self.text(&iri, &own("type"), actor.kind.as_str())?;
        for name in actor.names.iter().filter(|n| n.as_str() != actor.name) {
            self.text(&iri, &format!("{SKOS}altLabel"), name)?;
        }
        if let Some(country) = &actor.country {
            self.text(&iri, &own("country"), country)?;
        }
        for sector in &actor.sector {
            self.text(&iri, &own("sector"), sector)?;
        }
        for office in &actor.offices {
            self.text(&iri, &format!("{SCHEMA}jobTitle"), &office.title)?;
        }
        for whole in &actor.part_of {
            self.link(&iri, &own("partOf"), &urn("actor", whole.as_str()))?;
        }
        Ok(())
    }

    fn document(&mut self, told: &Evidence) -> io::Result<()> {
        let iri = urn("document", told.doc.as_str());
        self.is_a(&iri, &format!("{SCHEMA}NewsArticle"))?;
        self.is_a(&iri, &format!("{PROV}Entity"))?;
        self.text(&iri, &format!("{SCHEMA}identifier"), told.doc.as_str())?;
        if let Some(day) = told.published {
            self.typed(
                &iri,
                &format!("{SCHEMA}datePublished"),
                &day.to_string(),
                xsd::DATE,
            )?;
        }
        if let Some(url) = &told.url {
            self.text(&iri, &format!("{SCHEMA}url"), url)?;
        }
        Ok(())
    }

    fn event(&mut self, event: &Event) -> io::Result<()> {
        let iri = urn("event", event.id.as_str());
        self.is_a(&iri, &sem("Event"))?;
        self.text(&iri, rdfs::LABEL.as_str(), &event.to_string())?;
        self.text(&iri, &own("id"), event.id.as_str())?;
        self.link(&iri, &sem("eventType"), &urn("cameo", event.cameo.as_str()))?;
        for (side, parties) in [("source", &event.source), ("target", &event.target)] {
            for party in parties {
                let actor = urn("actor", party.id.as_str());
                self.link(&iri, &sem("hasActor"), &actor)?;
                self.link(&iri, &own(side), &actor)?;
            }
        }
        for (name, value) in [
            ("kind", Some(event.kind.as_str())),
            ("cameo", Some(event.cameo.as_str())),
            ("plover", event.plover.map(|p| p.as_str())),
            ("ploverMode", event.plover_mode.as_deref()),
            ("status", Some(event.status.as_str())),
            ("datePrecision", Some(event.date_precision.as_str())),
            ("dateBasis", event.date_basis.map(|b| b.as_str())),
        ] {
            if let Some(value) = value {
                self.text(&iri, &own(name), value)?;
            }
        }
        for context in &event.contexts {
            self.text(&iri, &own("context"), context)?;
        }
        for (name, yes) in [("reciprocal", event.reciprocal), ("negated", event.negated)] {
            self.typed(&iri, &own(name), &yes.to_string(), xsd::BOOLEAN)?;
        }
        self.typed(&iri, &own("quad"), &event.quad.0.to_string(), xsd::INTEGER)?;
        self.typed(
            &iri,
            &own("sources"),
            &event.sources.to_string(),
            xsd::INTEGER,
        )?;
        self.typed(
            &iri,
            &own("confidence"),
            &event.confidence.to_string(),
            xsd::DECIMAL,
        )?;
        if let Some(goldstein) = event.goldstein {
            self.typed(
                &iri,
                &own("goldstein"),
                &goldstein.to_string(),
                xsd::DECIMAL,
            )?;
        }
        if let Some(speaker) = &event.speaker {
            let said = urn("actor", speaker.id.as_str());
            self.link(&iri, &format!("{PROV}wasAttributedTo"), &said)?;
        }
        if let Some(about) = &event.about {
            self.link(&iri, &own("about"), &urn("event", about.as_str()))?;
        }
        if let Some(place) = &event.place {
            let at = urn("place", &place.name);
            self.link(&iri, &sem("hasPlace"), &at)?;
            self.is_a(&at, &sem("Place"))?;
            self.text(&at, rdfs::LABEL.as_str(), &place.name)?;
        }
        self.days(event, &iri)
    }

    fn days(&mut self, event: &Event, iri: &str) -> io::Result<()> {
        if let Some(day) = event.reported {
            self.typed(iri, &own("reported"), &day.to_string(), xsd::DATE)?;
        }
        let Some(first) = event.date else {
            return Ok(());
        };
        let last = event.date_end.unwrap_or(first).to_string();
        let first = first.to_string();
        self.typed(iri, &own("date"), &first, xsd::DATE)?;
        if event.date_end.is_some() {
            self.typed(iri, &own("dateEnd"), &last, xsd::DATE)?;
            self.typed(iri, &sem("hasEarliestBeginTimeStamp"), &first, xsd::DATE)?;
            self.typed(iri, &sem("hasLatestEndTimeStamp"), &last, xsd::DATE)?;
        } else {
            self.typed(iri, &sem("hasTimeStamp"), &first, xsd::DATE)?;
        }
        let time = urn("time", event.id.as_str());
        self.link(iri, &format!("{TIME}hasTime"), &time)?;
        self.is_a(&time, &format!("{TIME}Interval"))?;
        for (end, name, day) in [("first", "hasBeginning", &first), ("last", "hasEnd", &last)] {
            let instant = format!("{time}:{end}");
            self.link(&time, &format!("{TIME}{name}"), &instant)?;
            self.is_a(&instant, &format!("{TIME}Instant"))?;
            self.typed(&instant, &format!("{TIME}inXSDDate"), day, xsd::DATE)?;
        }
        Ok(())
    }

    fn evidence(&mut self, event: &Event, n: usize) -> io::Result<()> {
        let told = &event.evidence[n];
        let iri = format!("{}:{}", urn("evidence", event.id.as_str()), n + 1);
        let event = urn("event", event.id.as_str());
        self.link(&event, &format!("{PROV}wasDerivedFrom"), &iri)?;
        self.is_a(&iri, &nif("Sentence"))?;
        self.text(&iri, &nif("anchorOf"), &told.sentence)?;
        let count = xsd::NON_NEGATIVE_INTEGER;
        for (name, at) in [
            (nif("beginIndex"), told.start),
            (nif("endIndex"), told.end),
            (own("triggerBegin"), told.trigger.0),
            (own("triggerEnd"), told.trigger.1),
        ] {
            self.typed(&iri, &name, &at.to_string(), count)?;
        }
        self.text(&iri, &own("rule"), &told.rule)?;
        let document = urn("document", told.doc.as_str());
        self.link(&iri, &format!("{PROV}wasQuotedFrom"), &document)
    }

    fn is_a(&mut self, subject: &str, class: &str) -> io::Result<()> {
        self.link(subject, rdf::TYPE.as_str(), class)
    }

    fn link(&mut self, subject: &str, predicate: &str, object: &str) -> io::Result<()> {
        self.say(
            subject,
            predicate,
            NamedNodeRef::new_unchecked(object).into(),
        )
    }

    fn text(&mut self, subject: &str, predicate: &str, value: &str) -> io::Result<()> {
        self.say(
            subject,
            predicate,
            LiteralRef::new_simple_literal(value).into(),
        )
    }

    fn typed(
        &mut self,
        subject: &str,
        predicate: &str,
        value: &str,
        of: NamedNodeRef,
    ) -> io::Result<()> {
        self.say(
            subject,
            predicate,
            LiteralRef::new_typed_literal(value, of).into(),
        )
    }

    fn say(&mut self, subject: &str, predicate: &str, object: TermRef) -> io::Result<()> {
        let graph = match &self.graph {
            Some(iri) => GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(iri)),
            None => GraphNameRef::DefaultGraph,
        };
        let subject = NamedNodeRef::new_unchecked(subject);
        let predicate = NamedNodeRef::new_unchecked(predicate);
        (self.emit)(QuadRef::new(subject, predicate, object, graph))
    }
}

fn own(name: &str) -> String {
    format!("{OWN}{name}")
}

fn sem(name: &str) -> String {
    format!("{SEM}{name}")
}

fn nif(name: &str) -> String {
    format!("{NIF}{name}")
}

/// A name of our own for a thing: what a URN cannot hold is percent-encoded (RFC 8141).
fn urn(what: &str, id: &str) -> String {
    let mut out = format!("urn:chancery:{what}:");
    for byte in id.bytes() {
        match byte {
            b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => out.push(char::from(byte)),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    fn written(format: &Rdf, data: &Data) -> String {
        let mut out = Vec::new();
        format.write(data, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_document_has_its_graph() {
        let (mut events, actors) = sample::seeds();
        let mut second = events[9].evidence[0].clone();
        second.doc = "another paper".into();
        events[9].evidence.push(second);
        let data = Data {
            events: &events,
            actors: &actors,
        };
        let quads = written(&Rdf::NQuads, &data);
        let event = urn("event", events[9].id.as_str());
        let of = |graph: &str| {
            let line = format!("<{event}> <{OWN}date> ");
            let ending = format!("<{graph}> .");
            quads
                .lines()
                .filter(|l| l.starts_with(&line) && l.ends_with(&ending))
                .count()
        };
        assert_eq!(of("urn:chancery:document:recognition"), 1);
        assert_eq!(of("urn:chancery:document:another%20paper"), 1);
        let turtle = written(&Rdf::Turtle, &data);
        assert_eq!(turtle.matches("a sem:Event").count(), events.len());
        assert!(turtle.contains("ch:date \"2025-07-03\"^^xsd:date"));
    }

    #[test]
    fn sentences_come_back_letter_for_letter() {
        for words in sample::HOSTILE {
            let (events, _) = sample::hostile(words);
            let data = Data {
                events: &events,
                actors: &[],
            };
            let text = written(&Rdf::NQuads, &data);
            let said: Vec<String> = NQuadsParser::new()
                .for_reader(text.as_bytes())
                .map(Result::unwrap)
                .filter(|q| q.predicate.as_str() == nif("anchorOf"))
                .map(|q| match q.object {
                    Term::Literal(literal) => literal.value().to_owned(),
                    other => other.to_string(),
                })
                .collect();
            assert_eq!(said, [events[0].evidence[0].sentence.as_str()]);
        }
    }
}
