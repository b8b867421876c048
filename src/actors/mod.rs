//! Who is named in a sentence: names, titles, institutions, and words that point back.
//!
//! A [`Reader`] follows one document sentence by sentence. [`Reader::names`] finds names before the
//! sentence is parsed, so that each can be one token of the tree; [`merge`] makes them so;
//! [`Reader::refer`] adds pronouns and places once the tree is there. Sees no dates and no events.

mod atoms;
mod body;
mod context;
mod holder;
mod listed;
mod marks;
mod memory;
mod names;
mod organization;
mod pair;
mod peoples;
mod person;
mod phrase;
mod plain;
mod proposed;
mod refer;

use crate::lexicon::{Lexicon, Use};
use crate::model::{Actor, ActorId, ActorKind, Date, Mention, Party};
use crate::text::Sentence;
use memory::Memory;
use std::collections::BTreeMap;
use std::ops::Range;

pub use marks::{is_title, marks, without_names};

/// Actors named by some neighbouring tokens of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The tokens, end exclusive; they become one.
    pub tokens: Range<usize>,
    /// The outermost first, then those inside it. Two with the same cover stand for one word that means two ("both countries").
    pub mentions: Vec<Mention>,
    /// A single word that stays what the tagger says it is: "Russian", "police".
    pub keep_tag: bool,
}

/// Reads the sentences of one document in order and remembers whom it has met.
pub struct Reader<'l> {
    lexicon: &'l Lexicon,
    published: Option<Date>,
    document: String,
    home: Option<ActorId>,
    memory: Memory,
    /// Whom the whole article names; looked up when a name needs it.
    article: Option<context::Evidence>,
}

impl<'l> Reader<'l> {
    /// A reader for a document published on a day: names count that held then.
    pub fn new(lexicon: &'l Lexicon, published: Option<Date>) -> Self {
        Reader {
            lexicon,
            published,
            document: String::new(),
            home: None,
            memory: Memory::default(),
            article: None,
        }
    }

    /// Gives the document's name, which keeps persons without a country apart from those of other documents.
    pub fn of_document(mut self, name: &str) -> Self {
        name.clone_into(&mut self.document);
        self
    }

    /// Gives the publisher's name: an office or body that nothing else ties to a state is its state's
    /// ("the Administration" in a statement of the White House).
    pub fn published_by(mut self, publisher: &str) -> Self {
        let found = self.lexicon.resolve_name(publisher, self.published);
        self.home = found.first().and_then(|id| self.state_of(id));
        self
    }

    /// Count of mentions so far that point to someone nobody could be found for.
    pub fn unresolved(&self) -> usize {
        self.memory.unresolved
    }

    /// Every actor the document has named so far, sorted by id; persons with the offices it gives them.
    pub fn actors(&self) -> Vec<Actor> {
        let mut actors: BTreeMap<ActorId, Actor> = BTreeMap::new();
        for (id, (party, forms)) in &self.memory.forms {
            let mut names = forms.clone();
            names.sort();
            let person = self.memory.persons.iter().find(|p| p.party.id == *id);
            let party = person.map_or(party, |p| &p.party);
            let offices = person.map(|p| p.offices.clone()).unwrap_or_default();
            let mut part_of: Vec<ActorId> = match self.lexicon.actor(id) {
                Some(row) => row.part_of.clone(),
                None if person.is_none() && id.root() != id.as_str() => {
                    vec![ActorId::new(id.root())]
                }
                None => Vec::new(),
            };
            part_of.extend(offices.iter().filter_map(|o| o.body.clone()));
            part_of.retain(|p| p != id);
            part_of.sort();
            part_of.dedup();
            actors.insert(
                id.clone(),
                Actor {
                    id: id.clone(),
                    name: party.name.clone(),
                    kind: party.kind,
                    country: party.country.clone(),
                    sector: party.sector.clone(),
                    names,
                    offices,
                    part_of,
                },
            );
        }
        actors.into_values().collect()
    }

    /// Which meaning of a name holds here: the only one, one the article has used before, or the one that
    /// is not marked as ambiguous. `None` when that leaves several.
    fn choose(&self, rows: &[usize]) -> Option<usize> {
        let names = self.lexicon.names();
        let actor = |row: usize| &names[row].actor;
        // The same actor under several uses: as a noun phrase's owner the adjective says most.
        let best = |rows: &[usize]| {
            rows.iter()
                .copied()
                .min_by_key(|&row| (names[row].usage != Use::Adjective, names[row].usage, row))
        };
        let one = |rows: &[usize]| {
            let first = *rows.first()?;
            rows.iter()
                .all(|&row| actor(row) == actor(first))
                .then(|| best(rows))
                .flatten()
        };
        if let Some(row) = one(rows) {
            return Some(row);
        }
        let met: Vec<usize> = rows
            .iter()
            .copied()
            .filter(|&row| {
                let id = actor(row);
                self.memory
                    .forms
                    .keys()
                    .any(|known| known == id || known.root() == id.as_str())
            })
            .collect();
        let clear: Vec<usize> = rows
            .iter()
            .copied()
            .filter(|&row| !names[row].ambiguous)
            .collect();
        one(&met).or_else(|| one(&clear))
    }

    /// The party of an id: a person of the article, or an actor of the lexicon.
    fn party(&self, id: &ActorId, mention: &str) -> Option<Party> {
        if let Some(person) = self.memory.persons.iter().find(|p| p.party.id == *id) {
            let mut party = person.party.clone();
            party.mention = mention.into();
            return Some(party);
        }
        self.lexicon.party(id, mention)
    }

    fn is_person(&self, id: &ActorId) -> bool {
        match self.lexicon.actor(id) {
            Some(row) => row.kind == ActorKind::Person,
            None => {
                !self.lexicon.terms(id).is_empty()
                    || self.memory.persons.iter().any(|p| p.party.id == *id)
            }
        }
    }

    /// The state an id belongs to, when it does to one.
    fn state_of(&self, id: &ActorId) -> Option<ActorId> {
        let root = ActorId::new(id.root());
        self.lexicon
            .actor(&root)
            .is_some_and(|row| row.kind == ActorKind::State)
            .then_some(root)
    }

    /// The state an office or body without a state belongs to: the last one of this sentence, else that of
    /// the same body when it was last named, else of the last sentence's subject, else the last state named, else the
    /// only one this sentence names after it.
    fn guess(&self, suffix: Option<&str>) -> Option<ActorId> {
        let memory = &self.memory;
        // A movement is in a country, not of it: "the Taliban's activities in the country".
        let no_group = |id: &&ActorId| {
            let row = self.lexicon.actor(id);
            row.is_none_or(|row| row.kind != ActorKind::Group)
        };
        let here = memory
            .here
            .iter()
            .rev()
            .filter(no_group)
            .find_map(|id| self.state_of(id));
        let same = || {
            let suffix = suffix?;
            let same = |id: &ActorId| {
                id.as_str()
                    .split_once('.')
                    .is_some_and(|(_, s)| s == suffix)
            };
            let party = memory.others.iter().rev().find(|p| same(&p.id))?;
            self.state_of(&party.id)
        };
        let subject = || memory.subject.as_ref().and_then(|p| self.state_of(&p.id));
        let last = || {
            memory
                .others
                .iter()
                .rev()
                .find_map(|p| self.state_of(&p.id))
        };
        here.or_else(same)
            .or_else(subject)
            .or_else(last)
            .or_else(|| self.home.clone())
            .or_else(|| self.only_state())
    }

    /// The state of every state, capital and body the sentence names, when it is one.
    fn only_state(&self) -> Option<ActorId> {
        let mut only = None;
        for rows in &self.memory.sentence {
            let Some(row) = self.choose(rows) else {
                continue;
            };
            let actor = &self.lexicon.names()[row].actor;
            if self.is_person(actor) {
                continue;
            }
            match (&only, self.state_of(actor)) {
                (_, None) => {}
                (Some(one), Some(state)) if *one != state => return None,
                (_, state) => only = state,
            }
        }
        only
    }
}

/// Makes one token of each name and gives every mention its token in the shortened sentence.
///
/// Call between tagging and parsing; then hand the mentions to [`Reader::refer`] after parsing.
pub fn merge(sentence: &mut Sentence, found: Vec<Found>) -> Vec<Mention> {
    let ranges: Vec<Range<usize>> = found
        .iter()
        .filter(|f| !f.keep_tag)
        .map(|f| f.tokens.clone())
        .collect();
    let map = sentence.merge(&ranges);
    let mut mentions = Vec::new();
    for one in found {
        let token = map.get(one.tokens.start).copied();
        let cover = one.mentions.first().map(|m| m.cover);
        for mut mention in one.mentions {
            mention.token = token.filter(|_| Some(mention.cover) == cover);
            mentions.push(mention);
        }
    }
    mentions
}

#[cfg(test)]
mod tests;
