//! Rows of the lexicon's own tables, written from what others' tables say.

use crate::lexicon::layers::Layer;
use crate::model::{ActorId, ActorKind};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of one file of others, sorted, each once.
#[derive(Debug, Default)]
pub(super) struct Rows {
    actors: BTreeMap<ActorId, Actor>,
    names: BTreeSet<Name>,
    offices: BTreeSet<Office>,
    institutions: BTreeMap<String, Institution>,
}

/// An actor to add.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    pub(super) name: String,
    pub(super) kind: ActorKind,
    pub(super) country: Option<String>,
    pub(super) sector: Vec<String>,
    pub(super) part_of: Option<ActorId>,
}

/// A form of a name; days as the lexicon writes them, empty when open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) actor: String,
    pub(super) usage: &'static str,
    pub(super) from: String,
    pub(super) to: String,
    /// The form has other meanings, so that it needs context.
    pub(super) ambiguous: bool,
}

/// A term of a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Office {
    pub(super) person: String,
    pub(super) name: String,
    pub(super) office: String,
    pub(super) body: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) gender: String,
}

/// A noun that makes a body or group of a state.
#[derive(Debug, Clone)]
pub(super) struct Institution {
    pub(super) suffix: String,
    pub(super) name: String,
    pub(super) kind: ActorKind,
    pub(super) sector: Vec<String>,
}

impl Rows {
    pub(super) fn is_empty(&self) -> bool {
        self.actors.is_empty()
            && self.names.is_empty()
            && self.offices.is_empty()
            && self.institutions.is_empty()
    }

    /// Adds an actor; told twice it keeps its first name and gets the sectors of both.
    pub(super) fn actor(&mut self, id: &ActorId, actor: Actor) {
        match self.actors.get_mut(id) {
            None => {
                self.actors.insert(id.clone(), actor);
            }
            Some(known) => {
                let more = actor.sector.into_iter();
                let new: Vec<String> = more.filter(|s| !known.sector.contains(s)).collect();
                known.sector.extend(new);
            }
        }
    }

    pub(super) fn name(&mut self, name: Name) {
        if name.name.chars().any(char::is_alphanumeric) {
            self.names.insert(name);
        }
    }

    pub(super) fn office(&mut self, office: Office) {
        self.offices.insert(office);
    }

    pub(super) fn institution(&mut self, noun: String, row: Institution) {
        self.institutions.entry(noun).or_insert(row);
    }

    /// The rows as a layer whose files are called after the file they came from.
    pub(super) fn layer(&self, file: &str) -> Layer {
        let some = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let actors = self.actors.iter().map(|(id, a)| {
            vec![
                id.to_string(),
                a.name.clone(),
                a.kind.to_string(),
                some(&a.country),
                a.sector.join(" "),
                a.part_of
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ]
        });
        let names = self.names.iter().map(|n| {
            vec![
                n.name.clone(),
                n.actor.clone(),
                n.usage.to_owned(),
                n.from.clone(),
                n.to.clone(),
                if n.ambiguous { AMBIGUOUS } else { "" }.to_owned(),
            ]
        });
        let offices = self.offices.iter().map(|o| {
            vec![
                o.person.clone(),
                o.name.clone(),
                o.office.clone(),
                o.body.clone(),
                o.from.clone(),
                o.to.clone(),
                o.gender.clone(),
            ]
        });
        let institutions = self.institutions.iter().map(|(noun, i)| {
            vec![
                noun.clone(),
                i.suffix.clone(),
                i.name.clone(),
                i.kind.to_string(),
                i.sector.join(" "),
            ]
        });
        let mut files = BTreeMap::new();
        for (path, heads, rows) in [
            (
                "actors/actors.csv",
                "id,name,kind,country,sector,part_of",
                actors.collect(),
            ),
            (
                "actors/names.csv",
                "name,actor,use,from,to,note",
                names.collect(),
            ),
            (
                "actors/offices.csv",
                "person,name,office,body,from,to,gender",
                offices.collect(),
            ),
            (
                "actors/institutions.csv",
                "noun,suffix,name,kind,sector",
                institutions.collect::<Vec<_>>(),
            ),
        ] {
            let rows: Vec<Vec<String>> = rows;
            if !rows.is_empty() {
                files.insert(path.to_owned(), Cow::Owned(table(heads, &rows)));
            }
        }
        Layer {
            label: file.to_owned(),
            files,
        }
    }
}

/// The mark `rows` of the lexicon looks for in a note.
const AMBIGUOUS: &str = "ambiguous";

fn table(heads: &str, rows: &[Vec<String>]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    let written = out
        .write_record(heads.split(','))
        .and_then(|()| rows.iter().try_for_each(|row| out.write_record(row)));
    debug_assert!(written.is_ok(), "memory takes all");
    let bytes = out.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
