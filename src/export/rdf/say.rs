//! The statements themselves: what is said of each actor, document, event and sentence.

use super::{EDTF, NIF, OWN, PROV, SCHEMA, SEM, SKOS, TIME};
use crate::export::order::{everybody, sorted};
use crate::export::{Counts, Data};
use crate::model::{Actor, ActorKind, Event, Evidence};
use crate::ontology;
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{GraphNameRef, LiteralRef, NamedNodeRef, QuadRef, TermRef};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Makes statements and hands them on.
pub(super) struct Say<'w> {
    emit: &'w mut dyn FnMut(QuadRef<'_>) -> io::Result<()>,
    /// Whether each document has a graph of its own.
    graphs: bool,
    /// The graph of what is said now.
    graph: Option<String>,
    /// Whether the days stand there as EDTF too.
    edtf: bool,
}

impl<'w> Say<'w> {
    pub(super) fn new(
        emit: &'w mut dyn FnMut(QuadRef<'_>) -> io::Result<()>,
        graphs: bool,
    ) -> Self {
        Say {
            emit,
            graphs,
            graph: None,
            edtf: false,
        }
    }

    pub(super) fn all(&mut self, data: &Data) -> io::Result<Counts> {
        let (actors, events) = (everybody(data), sorted(data));
        self.edtf = data.edtf;
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
        if self.edtf {
            let days = event.days().map(|days| days.edtf()).unwrap_or_default();
            let kind = NamedNodeRef::new_unchecked(EDTF);
            self.typed(iri, &own("edtf"), &days, kind)?;
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

pub(super) fn own(name: &str) -> String {
    format!("{OWN}{name}")
}

pub(super) fn sem(name: &str) -> String {
    format!("{SEM}{name}")
}

pub(super) fn nif(name: &str) -> String {
    format!("{NIF}{name}")
}

/// A name of our own for a thing: what a URN cannot hold is percent-encoded (RFC 8141).
pub(super) fn urn(what: &str, id: &str) -> String {
    let mut out = format!("urn:chancery:{what}:");
    for byte in id.bytes() {
        match byte {
            b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => out.push(char::from(byte)),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}
