//! The word classes of the rule file, and the words that say what a date is to its verb.

use super::atoms::Atom;
use super::pattern::Value;
use crate::text::Token;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A word class: one of the file's, or a kind of number the program reads itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Listed(CompactString),
    /// A day of the month: `3`, `03`, `3rd`.
    Day,
    /// A month in digits: `7`, `07`.
    MonthNumber,
    /// A year in four digits or in words.
    Year,
    /// Exactly two digits, 00 to 99.
    TwoDigits,
    /// A whole number in digits or words: `30`, `twenty four`, `a hundred`.
    Number,
    /// `3rd`, `third`.
    Ordinal,
    /// `1990s`, `90s`: the first year, without century when it is not written.
    Decade,
    /// Any atom.
    Any,
}

/// The word classes and what reading numbers needs.
#[derive(Debug, Clone)]
pub(super) struct Words {
    classes: FxHashMap<CompactString, Vec<(CompactString, Value)>>,
    /// Members of several words, by their first.
    phrases: FxHashMap<CompactString, Vec<Phrase>>,
    /// Words written with a capital in the file count only with a capital in the text.
    capitals: FxHashSet<CompactString>,
    known: FxHashSet<CompactString>,
    names: FxHashSet<CompactString>,
    pub(super) ordinal_endings: Vec<String>,
    pub(super) decade_endings: Vec<String>,
    /// "and" in "two hundred and five".
    pub(super) joins: Vec<String>,
    /// Words before a date that make it a bound and not the day of an event: "since", "until".
    pub(super) bounds: FxHashSet<String>,
    /// Words before a noun with a date of its own that keep the date from the verb: "following".
    pub(super) apart: FxHashSet<String>,
    /// Words of a verb that point to the time to come: "will".
    pub(super) future: FxHashSet<String>,
    /// Those that say so of a date with a noun of its own too: "will attend Friday's vote".
    pub(super) surely: FxHashSet<String>,
    /// Words whose dates lie ahead: "plan", "schedule".
    ahead: FxHashSet<String>,
    /// Words whose dates lie ahead after one of `ahead_by`: "postponed until".
    ahead_with: FxHashSet<String>,
    ahead_by: FxHashSet<String>,
    /// Words whose infinitive lies ahead: "agreed to meet".
    leads_on: FxHashSet<String>,
    /// Words between the two dates of a range, and words before its first.
    pub(super) range_joins: FxHashSet<String>,
    pub(super) range_opens: FxHashSet<String>,
    links: FxHashSet<String>,
    /// Prepositions that hang a date on the noun before it: "of".
    pub(super) of: FxHashSet<String>,
}

/// A member of a class that is several words: "New Year's Eve".
#[derive(Debug, Clone)]
struct Phrase {
    class: CompactString,
    /// The words after the first, as atoms.
    rest: Vec<CompactString>,
    capital: bool,
    value: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spelling {
    ordinal_endings: Vec<String>,
    decade_endings: Vec<String>,
    number_joins: Vec<String>,
    bounds: FxHashSet<String>,
    apart: FxHashSet<String>,
    future: FxHashSet<String>,
    surely: FxHashSet<String>,
    ahead: FxHashSet<String>,
    ahead_with: FxHashSet<String>,
    ahead_by: FxHashSet<String>,
    leads_on: FxHashSet<String>,
    range_joins: FxHashSet<String>,
    range_opens: FxHashSet<String>,
    /// Patterns before a date that lies ahead: "as early as".
    pub(super) before_ahead: Vec<String>,
    links: FxHashSet<String>,
    of: FxHashSet<String>,
}

pub(super) fn value(value: &toml::Value) -> Result<Value, String> {
    match value {
        toml::Value::Integer(n) => Ok(Value::Int(*n)),
        toml::Value::String(s) => Ok(Value::Sign(s.as_str().into())),
        other => Err(format!("`{other}` is neither a number nor a string")),
    }
}

impl Words {
    pub(super) fn new(
        spelling: Spelling,
        classes: BTreeMap<String, BTreeMap<String, toml::Value>>,
    ) -> Result<Words, String> {
        let mut words = Words {
            classes: FxHashMap::default(),
            phrases: FxHashMap::default(),
            capitals: FxHashSet::default(),
            known: FxHashSet::default(),
            names: FxHashSet::default(),
            ordinal_endings: spelling.ordinal_endings,
            decade_endings: spelling.decade_endings,
            joins: spelling.number_joins,
            bounds: spelling.bounds,
            apart: spelling.apart,
            future: spelling.future,
            surely: spelling.surely,
            ahead: spelling.ahead,
            ahead_with: spelling.ahead_with,
            ahead_by: spelling.ahead_by,
            leads_on: spelling.leads_on,
            range_joins: spelling.range_joins,
            range_opens: spelling.range_opens,
            links: spelling.links,
            of: spelling.of,
        };
        for (class, members) in classes {
            words.names.insert(class.as_str().into());
            for (word, meaning) in members {
                let lower = CompactString::from(word.to_lowercase());
                let mut parts = pieces(&lower).into_iter();
                if let (Some(first), true) = (parts.next(), lower.contains(' ')) {
                    words.phrases.entry(first).or_default().push(Phrase {
                        class: class.as_str().into(),
                        rest: parts.collect(),
                        capital: word.starts_with(char::is_uppercase),
                        value: value(&meaning)?,
                    });
                    continue;
                }
                if word.starts_with(char::is_uppercase) {
                    words.capitals.insert(lower.clone());
                }
                words.known.insert(lower.clone());
                let entry = words.classes.entry(lower).or_default();
                entry.push((class.as_str().into(), value(&meaning)?));
            }
        }
        Ok(words)
    }

    /// Whether a word, with any stop, stands in a class.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word.to_lowercase().as_str())
    }

    /// Whether the word may stand between a time and its date: "on", a comma.
    pub(super) fn links(&self, word: &str) -> bool {
        self.links.contains(word)
    }

    /// Whether a date that hangs on the word lies ahead of what the article tells.
    pub(super) fn is_ahead(&self, token: &Token, preposition: Option<&str>) -> bool {
        let by = preposition.is_some_and(|p| self.ahead_by.contains(p));
        stands(&self.ahead, token) || by && stands(&self.ahead_with, token)
    }

    /// Whether what the word is followed by, in the infinitive, lies ahead.
    pub(super) fn leads_on(&self, token: &Token) -> bool {
        stands(&self.ahead, token) || stands(&self.leads_on, token)
    }

    pub(super) fn is_number_ending(&self, letters: &str) -> bool {
        let lower = letters.to_lowercase();
        self.ordinal_endings.contains(&lower) || self.decade_endings.contains(&lower)
    }

    /// The class called so.
    pub(super) fn class(&self, name: &str) -> Option<Class> {
        Some(match name {
            "day" => Class::Day,
            "month-number" => Class::MonthNumber,
            "year" => Class::Year,
            "two-digits" => Class::TwoDigits,
            "number" => Class::Number,
            "ordinal" => Class::Ordinal,
            "decade" => Class::Decade,
            "any" => Class::Any,
            _ if self.names.contains(name) => Class::Listed(name.into()),
            _ => return None,
        })
    }

    /// The classes of an atom, for the gate; numbers are told by [`Words::read`].
    pub(super) fn classes_of(&self, atom: &Atom) -> impl Iterator<Item = &CompactString> {
        let listed = self.classes.get(&atom.text).into_iter().flatten();
        let phrases = self.phrases.get(&atom.text).into_iter().flatten();
        listed
            .map(|(class, _)| class)
            .chain(phrases.map(|phrase| &phrase.class))
    }

    /// The members of several words that begin at an atom: where they end, and their values.
    pub(super) fn phrases<'w>(
        &'w self,
        class: &'w str,
        atoms: &'w [Atom],
        at: usize,
    ) -> impl Iterator<Item = (usize, Value)> + 'w {
        let first = &atoms[at];
        let begun = self.phrases.get(&first.text).into_iter().flatten();
        begun
            .filter(move |phrase| phrase.class == class && (first.capital || !phrase.capital))
            .filter_map(move |phrase| {
                let end = at + 1 + phrase.rest.len();
                let rest = atoms.get(at + 1..end)?;
                let same = rest.iter().map(|a| &a.text).eq(phrase.rest.iter());
                same.then(|| (end, phrase.value.clone()))
            })
    }

    pub(super) fn listed(&self, class: &str, atom: &Atom) -> Option<Value> {
        if self.capitals.contains(&atom.text) && !atom.capital {
            return None;
        }
        let entry = self.classes.get(&atom.text)?;
        let (_, value) = entry.iter().find(|(name, _)| name == class)?;
        Some(value.clone())
    }
}

/// The atoms of a phrase: possessive endings and hyphens stand alone.
fn pieces(phrase: &str) -> Vec<CompactString> {
    let apart = phrase
        .replace("'s ", " 's ")
        .replace("' ", " ' ")
        .replace('-', " - ");
    apart.split_whitespace().map(CompactString::from).collect()
}

/// Whether the word or its dictionary form is in the list.
fn stands(list: &FxHashSet<String>, token: &Token) -> bool {
    list.contains(token.lemma.as_str()) || list.contains(token.form.to_lowercase().as_str())
}
