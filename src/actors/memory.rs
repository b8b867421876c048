//! What an article has said so far: its persons, its bodies, and which state it is about.

use crate::lexicon::fold;
use crate::model::{ActorId, Gender, Office, Party};
use std::collections::BTreeMap;

/// A person the article has named.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) party: Party,
    /// Words of the fullest name, folded.
    pub(super) words: Vec<String>,
    pub(super) offices: Vec<Office>,
    /// Institutions of the offices, by suffix.
    pub(super) suffixes: Vec<String>,
    pub(super) gender: Option<Gender>,
    /// The family name stands first.
    pub(super) family_first: bool,
    /// Count of mentions in the article before the last one of this person.
    pub(super) seen: usize,
}

/// The article so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    pub(super) persons: Vec<Person>,
    /// Bodies, groups and states, the latest last.
    pub(super) others: Vec<Party>,
    /// Those of `others` named in this sentence so far, and the countries of its persons.
    pub(super) here: Vec<ActorId>,
    /// The meanings of every name of this sentence, before and after the word that is read.
    pub(super) sentence: Vec<Vec<usize>>,
    /// States and groups that acted or were addressed, states by their bodies and persons too, the latest last.
    pub(super) acting: Vec<ActorId>,
    /// The two of the last sentence that had two of them.
    pub(super) pair: Vec<ActorId>,
    /// Others that have acted since.
    pub(super) since_pair: Vec<ActorId>,
    /// Names used for each actor.
    pub(super) forms: BTreeMap<ActorId, (Party, Vec<String>)>,
    /// Place in the order of mentions.
    pub(super) clock: usize,
    /// Who spoke in the last sentence that had a speaker.
    pub(super) speaker: Option<Party>,
    /// Subject of the last sentence.
    pub(super) subject: Option<Party>,
    /// The last sentence's subject with those joined to it.
    pub(super) joined: Vec<Party>,
    /// Short forms the article has explained, "the Green Party (GP)".
    pub(super) short_forms: BTreeMap<String, Party>,
    /// The persons of the last sentence that named two.
    pub(super) two: Vec<Party>,
    /// The meaning each name of several has had last.
    pub(super) settled: BTreeMap<String, ActorId>,
    /// Mentions nobody could be found for.
    pub(super) unresolved: usize,
}

impl Memory {
    /// The person some words of a name mean: the whole name, its last words, or the family name where it stands first.
    pub(super) fn called(&self, words: &[&str]) -> Option<usize> {
        let wanted: Vec<String> = words.iter().map(|w| fold(w)).collect();
        let fits = |person: &Person| {
            let name = &person.words;
            let short = wanted.len() < name.len();
            name.ends_with(&wanted)
                || (short && person.family_first && name.starts_with(&wanted))
                // "Recep Erdogan" for "Recep Tayyip Erdogan".
                || (wanted.len() > 1
                    && short
                    && name.first() == wanted.first()
                    && name.last() == wanted.last())
        };
        let mut found: Vec<usize> = (0..self.persons.len())
            .filter(|&at| fits(&self.persons[at]))
            .collect();
        found.sort_by_key(|&at| std::cmp::Reverse(self.persons[at].seen));
        found.first().copied()
    }

    /// Marks where a sentence begins.
    pub(super) fn begin_sentence(&mut self) {
        self.here.clear();
    }

    /// Notes that an actor was mentioned, and by which words.
    pub(super) fn note(&mut self, party: &Party, form: &str) {
        self.clock += 1;
        if let Some(person) = self.persons.iter_mut().find(|p| p.party.id == party.id) {
            person.seen = self.clock;
            self.here
                .extend(person.party.country.as_deref().map(ActorId::new));
        } else {
            self.others.retain(|other| other.id != party.id);
            self.others.push(party.clone());
            self.here.push(party.id.clone());
        }
        let (_, forms) = self
            .forms
            .entry(party.id.clone())
            .or_insert_with(|| (party.clone(), Vec::new()));
        if !form.is_empty() && !forms.iter().any(|f| f == form) {
            forms.push(form.to_owned());
        }
    }

    /// The body of a person's latest office.
    pub(super) fn body_of(&self, person: &ActorId) -> Option<ActorId> {
        let person = self.persons.iter().find(|p| p.party.id == *person)?;
        person.offices.last()?.body.clone()
    }

    /// The persons, the latest mentioned first, the last speaker before all.
    pub(super) fn latest(&self) -> Vec<&Person> {
        let mut persons: Vec<&Person> = self.persons.iter().collect();
        persons.sort_by_key(|p| {
            let speaks = self.speaker.as_ref().is_some_and(|s| s.id == p.party.id);
            std::cmp::Reverse((speaks, p.seen))
        });
        persons
    }
}
