//! FollowTheMoney entities as OpenSanctions publishes them: one JSON object a line, with `id`, `schema` and
//! `properties` whose values are lists of text.
//!
//! Persons, organisations, public bodies and companies become actors; occupancies, memberships and employments
//! become terms. Other schemata (addresses, payments, identifications) are passed over.

use super::rows::{Actor, Name, Office};
use super::{Source, cased, codes, slug};
use crate::model::{ActorId, ActorKind, Days};
use crate::ontology;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An entity as it stands.
#[derive(Debug, Deserialize)]
struct Entity {
    id: String,
    schema: String,
    #[serde(default)]
    caption: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Vec<Value>>,
    #[serde(skip)]
    line: usize,
}

impl Entity {
    /// The values of the first of some properties that has any.
    fn texts(&self, properties: &[&str]) -> Vec<&str> {
        let all = properties.iter().filter_map(|p| self.properties.get(*p));
        let texts = all.map(|values| values.iter().filter_map(reference).collect::<Vec<_>>());
        texts
            .into_iter()
            .find(|t| !t.is_empty())
            .unwrap_or_default()
    }

    fn text(&self, properties: &[&str]) -> Option<&str> {
        self.texts(properties).first().copied()
    }

    /// The name it goes by.
    fn name(&self) -> Option<&str> {
        let caption = self
            .caption
            .as_deref()
            .filter(|c| !c.trim().is_empty() && *c != self.id);
        caption.or_else(|| self.text(&["name"]))
    }

    fn is_actor(&self) -> bool {
        matches!(
            self.schema.as_str(),
            "Person" | "Organization" | "PublicBody" | "Company" | "LegalEntity"
        )
    }
}

/// The text of a value; of a nested entity its id.
fn reference(value: &Value) -> Option<&str> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(nested) => nested.get("id")?.as_str()?,
        _ => return None,
    };
    Some(text.trim()).filter(|t| !t.is_empty())
}

/// Links that tie a person to an office: the schema, who, of what, and what the role is called.
const LINKS: [(&str, &[&str], &[&str]); 4] = [
    ("Occupancy", &["holder"], &["post"]),
    ("Membership", &["member"], &["organization"]),
    ("Employment", &["employee"], &["employer"]),
    ("Directorship", &["director"], &["organization"]),
];

pub(super) fn read(text: &str, source: &mut Source) {
    let mut entities: BTreeMap<String, Entity> = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Entity>(line) {
            Ok(mut entity) => {
                entity.line = at + 1;
                entities.entry(entity.id.clone()).or_insert(entity);
            }
            Err(error) => {
                let start: String = line.trim().chars().take(40).collect();
                let problem = format!("`{start}` is no entity: {}", in_line(&error));
                let hint = "one JSON object a line with `id`, `schema` and `properties`";
                source.complain(at + 1, problem, hint);
            }
        }
    }
    let mut ids: BTreeMap<&str, Placed> = BTreeMap::new();
    let mut taken: BTreeSet<ActorId> = BTreeSet::new();
    for entity in entities.values().filter(|e| e.is_actor()) {
        if let Some(placed) = actor(entity, &mut taken, source) {
            ids.insert(&entity.id, placed);
        }
    }
    for entity in entities.values() {
        let link = LINKS.iter().find(|(schema, _, _)| *schema == entity.schema);
        if let Some((_, who, what)) = link {
            tie(entity, who, what, &entities, &mut ids, source);
        }
    }
    for (id, placed) in ids.iter().filter(|(_, p)| !p.terms) {
        if let Some(entity) = entities.get(*id) {
            positions(entity, placed, source);
        }
    }
}

/// What is wrong, without the place in the line that serde adds.
fn in_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// An actor that was added or that the lexicon has.
struct Placed {
    id: ActorId,
    name: String,
    kind: ActorKind,
    /// Its state, when it has one.
    state: Option<&'static str>,
    gender: String,
    /// The lexicon has it, with offices of its own.
    known: bool,
    /// A link gave it a term.
    terms: bool,
}

/// Adds an entity and its names.
fn actor(entity: &Entity, taken: &mut BTreeSet<ActorId>, source: &mut Source) -> Option<Placed> {
    let Some(written) = entity.name() else {
        let problem = format!("`{}` has no name", entity.id);
        source.complain(entity.line, problem, "give `properties` a `name`");
        return None;
    };
    let person = entity.schema == "Person";
    let name = spelled(written, person);
    let state = country(entity, source);
    let topics = entity.texts(&["topics"]);
    let mut sector: Vec<String> = Vec::new();
    let own = match entity.schema.as_str() {
        "PublicBody" => Some("GOV"),
        "Company" => Some("BUS"),
        _ => None,
    };
    for found in topics
        .iter()
        .filter_map(|t| ontology::sector_of(t))
        .chain(own)
    {
        if !sector.iter().any(|s| s == found) {
            sector.push(found.to_owned());
        }
    }
    let kind = match entity.schema.as_str() {
        "Person" => ActorKind::Person,
        "PublicBody" if state.is_some() => ActorKind::Body,
        _ if topics.contains(&"gov.igo") => ActorKind::Igo,
        "Organization" if sector.iter().any(|s| codes::GROUPS.contains(&s.as_str())) => {
            ActorKind::Group
        }
        _ => ActorKind::Organization,
    };
    let root = state.unwrap_or(match kind {
        ActorKind::Person => "PERSON",
        ActorKind::Igo => "IGO",
        _ => "ORG",
    });
    let known = source.known.id(root, &name).cloned();
    let mut id = known.clone().unwrap_or_else(|| source.id(root, &name));
    // Two of one name and country are two: the letters of the entity keep them apart.
    if known.is_none() && (state.is_none() || !taken.insert(id.clone())) {
        id = ActorId::new(format!("{root}.{}~{}", slug(&name), slug(&entity.id)));
    }
    if known.is_none() {
        source.rows.actor(
            &id,
            Actor {
                name: name.clone(),
                kind,
                country: state
                    .map(str::to_owned)
                    .or_else(|| (root == "IGO").then(|| root.to_owned())),
                sector,
                part_of: state.map(ActorId::new),
            },
        );
    }
    for (property, usage, weak) in [
        ("name", "full", false),
        ("alias", "short", false),
        ("previousName", "short", false),
        ("abbreviation", "abbreviation", false),
        ("weakAlias", "short", true),
    ] {
        for form in entity.texts(&[property]) {
            let form = spelled(form, person);
            if !source.known.means(&form, &id) {
                source.rows.name(Name {
                    name: form,
                    actor: id.to_string(),
                    usage,
                    ambiguous: weak,
                    ..Name::default()
                });
            }
        }
    }
    let gender = match entity.text(&["gender"]) {
        Some("female") => "she",
        Some("male") => "he",
        _ => "",
    };
    Some(Placed {
        id,
        name,
        kind,
        state,
        gender: gender.to_owned(),
        known: known.is_some(),
        terms: false,
    })
}

/// A name without double blanks; of a person the family name in capitals as others write it.
fn spelled(name: &str, person: bool) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let shouted = |word: &str| word.chars().count() > 2 && word.chars().all(|c| !c.is_lowercase());
    match person && name.split(' ').any(shouted) {
        true => cased(&name),
        false => name,
    }
}

/// The state of an entity; a code nobody knows is told.
fn country(entity: &Entity, source: &mut Source) -> Option<&'static str> {
    let properties = [
        "country",
        "nationality",
        "citizenship",
        "mainCountry",
        "jurisdiction",
    ];
    let mut unknown = None;
    for code in properties.iter().flat_map(|p| entity.texts(&[p])) {
        // Parts of states are written with the state in front: `gb-sct`.
        let whole = code.split('-').next().unwrap_or(code);
        match ontology::country(code).or_else(|| ontology::country(whole)) {
            // A union is no state: who is of it is of no one of its members.
            Some(id) if id.len() == 3 => return Some(id),
            Some(_) => {}
            None => unknown = unknown.or(Some(code.to_owned())),
        }
    }
    if let Some(code) = unknown {
        let problem = format!("`{code}` is no country");
        source.complain(
            entity.line,
            problem,
            "write the two letters of ISO 3166-1, as `de`",
        );
    }
    None
}

/// Adds the term a link tells of.
fn tie(
    link: &Entity,
    who: &[&str],
    what: &[&str],
    entities: &BTreeMap<String, Entity>,
    ids: &mut BTreeMap<&str, Placed>,
    source: &mut Source,
) {
    let (Some(who), Some(what)) = (link.text(who), link.text(what)) else {
        let problem = format!("the {} `{}` has only one side", link.schema, link.id);
        source.complain(link.line, problem, "name both, by their ids");
        return;
    };
    let whole = ids.get(what).map(|p| (p.id.clone(), p.name.clone()));
    let post = entities.get(what);
    let Some(person) = ids.get_mut(who) else {
        // The holder may be in another file; nothing is known of a person by an id alone.
        return;
    };
    if person.kind != ActorKind::Person || person.known {
        return;
    }
    let title = link.text(&["role", "position", "description"]);
    let (office, body) = match (&whole, post) {
        (Some((body, name)), _) => (title.unwrap_or(name).to_owned(), body.clone()),
        (None, Some(post)) if post.schema == "Position" => {
            let Some(office) = post.name() else { return };
            let state = country(post, source).or(person.state);
            let Some(state) = state else { return };
            (office.to_owned(), codes::body(source.base, state, office))
        }
        _ => return,
    };
    let mut day = |property: &str| day(link, property, source);
    let (from, to) = (day("startDate"), day("endDate"));
    if !from.is_empty() && !to.is_empty() && later(&from, &to) {
        let problem = format!("`{from}` comes after `{to}`");
        source.complain(link.line, problem, "startDate goes before endDate");
        return;
    }
    person.terms = true;
    source.rows.office(Office {
        person: person.id.to_string(),
        name: person.name.clone(),
        office,
        body: body.to_string(),
        from,
        to,
        gender: person.gender.clone(),
    });
}

fn later(from: &str, to: &str) -> bool {
    let days = |text: &str| text.parse::<Days>().ok();
    days(from)
        .zip(days(to))
        .is_some_and(|(from, to)| from.first > to.last)
}

/// A day, month or year of a property; the time of day is left out, what is no day is told.
fn day(entity: &Entity, property: &str, source: &mut Source) -> String {
    let Some(text) = entity.text(&[property]) else {
        return String::new();
    };
    let day = text.split('T').next().unwrap_or(text);
    if day.parse::<Days>().is_ok() {
        return day.to_owned();
    }
    let problem = format!("`{text}` in `{property}` is not a date");
    source.complain(entity.line, problem, "write 2021, 2021-08 or 2021-08-15");
    String::new()
}

/// The offices a person's own entity names, which have no days.
fn positions(entity: &Entity, person: &Placed, source: &mut Source) {
    let Some(state) = person
        .state
        .filter(|_| person.kind == ActorKind::Person && !person.known)
    else {
        return;
    };
    for office in entity.texts(&["position"]) {
        source.rows.office(Office {
            person: person.id.to_string(),
            name: person.name.clone(),
            office: office.to_owned(),
            body: codes::body(source.base, state, office).to_string(),
            gender: person.gender.clone(),
            ..Office::default()
        });
    }
}
