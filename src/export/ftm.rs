//! FollowTheMoney entities, one a line: what Aleph, OpenSanctions and their kin read.
//!
//! Actors are persons, public bodies or organisations, with their posts as occupancies; each event is an
//! `Event` with everybody involved and, since that has no direction, an `UnknownLink` for each pair with the
//! code as its role; documents are articles and prove both. All values are lists of text. Ids are made of letters,
//! digits, dots and hyphens, the only ones FollowTheMoney keeps.

use super::order::{edges, everybody, sorted};
use super::{Counts, Data, Exporter};
use crate::model::{Actor, ActorKind, Event, Evidence};
use crate::ontology;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// FollowTheMoney.
pub(super) struct Ftm;

impl Exporter for Ftm {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let (actors, events, edges) = (everybody(data), sorted(data), edges(data));
        for actor in &actors {
            for entity in person_or_body(actor) {
                line(&entity, out)?;
            }
        }
        let mut docs: BTreeMap<&str, &Evidence> = BTreeMap::new();
        for told in events.iter().flat_map(|e| &e.evidence) {
            docs.entry(told.doc.as_str()).or_insert(told);
        }
        for (id, told) in &docs {
            let mut article = Entity::new("Article", doc(id));
            article.add("title", id);
            article.maybe("publishedAt", told.published.map(|d| d.to_string()));
            article.maybe("sourceUrl", told.url.clone());
            line(&article, out)?;
        }
        for event in &events {
            line(&happened(event), out)?;
        }
        for edge in &edges {
            let event = edge.event;
            let mut link = Entity::new("UnknownLink", ident("link", &edge.id));
            link.add("subject", &ident("actor", edge.source.id.as_str()));
            link.add("object", &ident("actor", edge.target.id.as_str()));
            link.add("role", &format!("{} {}", event.cameo, event.kind));
            link.add("status", event.status.as_str());
            link.add("recordId", event.id.as_str());
            days(event, &mut link);
            proof(event, &mut link, "description");
            line(&link, out)?;
        }
        Ok(Counts {
            actors: actors.len(),
            events: events.len(),
            edges: edges.len(),
            evidence: docs.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        #[derive(Deserialize)]
        struct Line {
            id: String,
            schema: String,
        }
        let mut counts = Counts::default();
        for line in input.lines() {
            let entity: Line = serde_json::from_str(&line?)?;
            match entity.schema.as_str() {
                "UnknownLink" => counts.edges += 1,
                "Event" => counts.events += 1,
                "Article" => counts.evidence += 1,
                _ if entity.id.starts_with("actor.") => counts.actors += 1,
                _ => {}
            }
        }
        Ok(counts)
    }
}

/// One entity.
struct Entity {
    schema: &'static str,
    id: String,
    properties: Map<String, Json>,
}

impl Entity {
    fn new(schema: &'static str, id: String) -> Self {
        Entity {
            schema,
            id,
            properties: Map::new(),
        }
    }

    fn add(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let values = self.properties.entry(name).or_insert_with(|| json!([]));
        if let Json::Array(values) = values
            && !values.iter().any(|v| v == value)
        {
            values.push(json!(value));
        }
    }

    fn maybe(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.add(name, &value);
        }
    }
}

fn line(entity: &Entity, out: &mut dyn Write) -> io::Result<()> {
    let json = json!({ "id": entity.id, "schema": entity.schema, "properties": entity.properties });
    serde_json::to_writer(&mut *out, &json)?;
    out.write_all(b"\n")
}

/// The actor, then its posts, terms and memberships.
fn person_or_body(actor: &Actor) -> Vec<Entity> {
    let schema = match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::State | ActorKind::Government | ActorKind::Body => "PublicBody",
        ActorKind::Group | ActorKind::Organization | ActorKind::Igo => "Organization",
        ActorKind::Place | ActorKind::Other => "LegalEntity",
    };
    let own = ident("actor", actor.id.as_str());
    let mut entity = Entity::new(schema, own.clone());
    entity.add("name", &actor.name);
    for name in actor.names.iter().filter(|n| n.as_str() != actor.name) {
        entity.add("alias", name);
    }
    let country = actor.country.as_deref().and_then(ontology::short_country);
    entity.maybe("country", country.map(str::to_owned));
    for sector in &actor.sector {
        entity.add("keywords", sector);
    }
    let mut all = vec![entity];
    for (n, office) in actor.offices.iter().enumerate() {
        let of = format!("{}.{}", actor.id, n + 1);
        if actor.kind == ActorKind::Person && !office.title.is_empty() {
            let mut post = Entity::new("Position", ident("post", &of));
            post.add("name", &office.title);
            post.maybe("country", country.map(str::to_owned));
            let mut term = Entity::new("Occupancy", ident("term", &of));
            term.add("holder", &own);
            term.add("post", &post.id);
            term.maybe("startDate", office.since.clone());
            term.maybe("endDate", office.until.clone());
            all.extend([post, term]);
        }
    }
    for whole in &actor.part_of {
        let of = format!("{}.{whole}", actor.id);
        let mut member = Entity::new("Membership", ident("member", &of));
        member.add("member", &own);
        member.add("organization", &ident("actor", whole.as_str()));
        all.push(member);
    }
    all
}

fn happened(event: &Event) -> Entity {
    let mut entity = Entity::new("Event", ident("event", event.id.as_str()));
    entity.add("name", &event.to_string());
    entity.add("recordId", event.id.as_str());
    for party in event.parties() {
        entity.add("involved", &ident("actor", party.id.as_str()));
    }
    for word in [event.cameo.as_str(), &event.kind, event.status.as_str()] {
        entity.add("keywords", word);
    }
    entity.maybe("keywords", event.plover.map(|p| p.to_string()));
    for context in &event.contexts {
        entity.add("keywords", context);
    }
    if let Some(place) = &event.place {
        entity.add("location", &place.name);
        let country = place.country.as_deref().and_then(ontology::short_country);
        entity.maybe("country", country.map(str::to_owned));
    }
    days(event, &mut entity);
    proof(event, &mut entity, "description");
    entity
}

fn days(event: &Event, entity: &mut Entity) {
    match (event.date, event.date_end) {
        (Some(first), Some(last)) => {
            entity.add("startDate", &first.to_string());
            entity.add("endDate", &last.to_string());
        }
        (Some(day), None) => entity.add("date", &day.to_string()),
        (None, _) => {}
    }
}

/// The sentences and the articles they stand in.
fn proof(event: &Event, entity: &mut Entity, sentences: &str) {
    for told in &event.evidence {
        entity.add(sentences, &told.sentence);
        entity.add("proof", &doc(told.doc.as_str()));
        entity.maybe("sourceUrl", told.url.clone());
    }
}

fn doc(id: &str) -> String {
    ident("doc", id)
}

/// `actor.CHN.wang-yi`: what the id may not hold, and a hyphen or dot at its end, as `--` and two hexadecimal digits.
fn ident(what: &str, id: &str) -> String {
    let mut out = format!("{what}.");
    let last = id.len().saturating_sub(1);
    for (at, byte) in id.bytes().enumerate() {
        let mark = matches!(byte, b'.' | b'-') && at != last;
        if byte.is_ascii_alphanumeric() || mark {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("--{byte:02x}"));
        }
    }
    if id.is_empty() {
        out.push('0');
    }
    // FollowTheMoney keeps ids of at most 255 characters: a longer one ends in a number made of all of it
    if out.len() > 200 {
        let mut hash = crate::graph::Fnv::default();
        hash.write(id.as_bytes());
        out.truncate(180);
        out.push_str(&hash.hex());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn an_event_is_a_thing_and_a_link() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        Ftm.write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let all: Vec<Json> = text
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        let of = |schema: &str| all.iter().filter(|e| e["schema"] == schema).count();
        assert_eq!(
            (of("Event"), of("UnknownLink"), of("Article")),
            (events.len(), events.len(), 2)
        );
        assert_eq!((of("Position"), of("Occupancy")), (5, 5));
        let link = all
            .iter()
            .find(|e| e["properties"]["role"][0] == "054 recognise")
            .unwrap();
        assert_eq!(link["properties"]["subject"], json!(["actor.RUS"]));
        assert_eq!(link["properties"]["date"], json!(["2025-07-03"]));
        let wang = all.iter().find(|e| e["id"] == "actor.CHN.wang-yi").unwrap();
        assert_eq!(
            (&wang["schema"], &wang["properties"]["country"]),
            (&json!("Person"), &json!(["cn"]))
        );
    }

    #[test]
    fn ids_hold_what_is_allowed_and_stay_apart() {
        assert_eq!(ident("actor", "a b."), "actor.a--20b--2e");
        assert_ne!(
            ident("a", &"x".repeat(300)),
            ident("a", &("x".repeat(299) + "y"))
        );
        for id in sample::HOSTILE {
            let made = ident("actor", id);
            assert!(
                made.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
            );
            assert!(made.ends_with(|c: char| c.is_ascii_alphanumeric()));
        }
    }
}
