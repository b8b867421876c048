//! RDF: Turtle, N-Quads and JSON-LD of one set of statements.
//!
//! Events and actors in the words of SEM, dates of OWL-Time, evidence of PROV-O and NIF, documents of
//! schema.org, names of SKOS; what none of these has is in our own `urn:chancery:term:`. Dates stand twice, as
//! OWL-Time intervals and as plain `xsd:date`. In N-Quads and JSON-LD what a document tells stands in a graph
//! named after the document, so it is never lost who said what; actors and documents are in the default graph.

mod say;

use super::{Counts, Data, Exporter};
use oxjsonld::{JsonLdParser, JsonLdSerializer};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, QuadRef, Term};
use oxttl::{NQuadsParser, NQuadsSerializer, TurtleParser, TurtleSerializer};
use say::{Say, nif, sem};
use std::collections::BTreeSet;
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
/// The datatype of EDTF texts that the Library of Congress gives.
const EDTF: &str = "http://id.loc.gov/datatypes/edtf/EDTF";
const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";

const PREFIXES: [(&str, &str); 10] = [
    ("ch", OWN),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
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

#[cfg(test)]
mod tests {
    use super::say::urn;
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
            ..Data::default()
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
        assert_eq!(turtle.matches("a sem:Event ;").count(), events.len());
        assert!(turtle.contains("ch:date \"2025-07-03\"^^xsd:date"));
    }

    #[test]
    fn sentences_come_back_letter_for_letter() {
        for words in sample::HOSTILE {
            let (events, _) = sample::hostile(words);
            let data = Data {
                events: &events,
                actors: &[],
                ..Data::default()
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
