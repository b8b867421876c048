//! Actors: states, governments, bodies, persons, groups, organisations.

use super::code::words;
use super::{ActorId, Date};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;

words! {
    /// What sort of actor.
    ActorKind {
        State = "state", Government = "government", Body = "body", Person = "person",
        Group = "group", Organization = "organization", Igo = "igo", Place = "place", Other = "other",
    }
}

words! {
    /// What pronoun stands for a person.
    Gender { She = "she", He = "he" }
}

/// A place that is not a party: where something happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// As it stands in the text.
    pub name: String,
    /// ISO 3166 alpha-3 of the state it lies in, when known.
    pub country: Option<CompactString>,
}

/// One party of an event, as the event record shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Party {
    /// The actor.
    pub id: ActorId,
    /// Its name, the fullest known.
    pub name: CompactString,
    /// What sort.
    #[serde(rename = "type")]
    pub kind: ActorKind,
    /// ISO 3166 alpha-3, a PLOVER code for what belongs to no state (`IGO UNO EUR NGO ISM IMG MNC`), or none.
    pub country: Option<CompactString>,
    /// PLOVER sectors, the first the chief one.
    pub sector: Vec<CompactString>,
    /// The words that named it in the text ("Moscow").
    pub mention: CompactString,
}

/// An office a person holds or is said to hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Office {
    /// The title in words, lower case but for names: `deputy foreign minister`, `ambassador to Kenya`.
    pub title: String,
    /// The body or state it belongs to.
    pub body: Option<ActorId>,
    /// First day, month or year of the term as the lexicon has it.
    pub since: Option<String>,
    /// Last day, month or year of the term as the lexicon has it.
    pub until: Option<String>,
    /// Publication days of articles that name the person with this title.
    pub seen: Vec<Date>,
}

/// An actor as the graph keeps it: what the lexicon and the articles say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The actor's id.
    pub id: ActorId,
    /// The fullest name.
    pub name: CompactString,
    /// What sort.
    #[serde(rename = "type")]
    pub kind: ActorKind,
    /// As in [`Party::country`].
    pub country: Option<CompactString>,
    /// As in [`Party::sector`].
    pub sector: Vec<CompactString>,
    /// Every form the articles used, sorted.
    pub names: Vec<String>,
    /// Offices, for persons.
    pub offices: Vec<Office>,
    /// What it is part of: the body of a person, the state of a body.
    pub part_of: Vec<ActorId>,
}

/// PLOVER's codes for actors that belong to no state (manual, draft 2.0, "Actors").
pub const STATELESS: [&str; 7] = ["EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO"];

impl Party {
    /// The state it belongs to, when it belongs to one.
    pub fn state(&self) -> Option<&CompactString> {
        let country = self.country.as_ref()?;
        (country.len() == 3 && !STATELESS.contains(&country.as_str())).then_some(country)
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
