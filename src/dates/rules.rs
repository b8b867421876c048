//! The rules of `lexicon/dates/en.toml`: word classes, macros, patterns with their examples.
//!
//! Reading and checking only; [`super::find`] runs the rules and [`super::meaning`] gives what they find a value.

use super::atoms::Atom;
use super::meaning::Make;
use super::pattern::{Pattern, Slots, Value};
use crate::error::{Complaint, Error, Result};
use crate::model::TimexType;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The file the rules stand in.
pub(super) const FILE: &str = "lexicon/dates/en.toml";

/// The compiled rules.
#[derive(Debug, Clone)]
pub struct Rules {
    pub(super) words: Words,
    pub(super) rules: Vec<Rule>,
}

/// One rule: a pattern, and what is made of it.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) offset: usize,
    pub(super) kind: TimexType,
    pub(super) make: Make,
    pub(super) pattern: Pattern,
    pub(super) set: Slots,
    pub(super) unless_after: Vec<Pattern>,
    pub(super) unless_before: Vec<Pattern>,
    pub(super) only_after: Vec<Pattern>,
    pub(super) only_before: Vec<Pattern>,
    /// Counts only beside a date, with which it makes a time: "evening" in "Friday evening".
    pub(super) beside: bool,
    /// Whether it can date an event.
    pub(super) dates_events: bool,
    pub(super) yes: Vec<Yes>,
    pub(super) no: Vec<String>,
    pub(super) needs: (Vec<Class>, Vec<CompactString>),
}

/// An example that must be found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Yes {
    pub(super) text: String,
    /// The words of the expression.
    pub(super) finds: String,
    pub(super) value: String,
    /// The document's day; 2025-07-04, a Friday, when missing.
    pub(super) published: Option<String>,
}

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
    /// Words written with a capital in the file count only with a capital in the text.
    capitals: FxHashSet<CompactString>,
    known: FxHashSet<CompactString>,
    names: FxHashSet<CompactString>,
    ordinal_endings: Vec<String>,
    decade_endings: Vec<String>,
    /// "and" in "two hundred and five".
    joins: Vec<String>,
    /// Words before a date that make it a bound and not the day of an event: "since", "until".
    pub(super) bounds: FxHashSet<String>,
    /// Words before a noun with a date of its own that keep the date from the verb: "following".
    pub(super) apart: FxHashSet<String>,
    /// Words of a verb that point to the time to come: "will".
    pub(super) future: FxHashSet<String>,
    links: FxHashSet<String>,
    /// Prepositions that hang a date on the noun before it: "of".
    pub(super) of: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    spelling: Spelling,
    class: BTreeMap<String, BTreeMap<String, toml::Value>>,
    #[serde(rename = "macro")]
    macros: BTreeMap<String, String>,
    rule: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelling {
    ordinal_endings: Vec<String>,
    decade_endings: Vec<String>,
    number_joins: Vec<String>,
    bounds: FxHashSet<String>,
    apart: FxHashSet<String>,
    future: FxHashSet<String>,
    links: FxHashSet<String>,
    of: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    #[serde(rename = "type")]
    kind: String,
    make: Make,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, toml::Value>,
    #[serde(default)]
    unless_after: Vec<String>,
    #[serde(default)]
    unless_before: Vec<String>,
    #[serde(default)]
    only_after: Vec<String>,
    #[serde(default)]
    only_before: Vec<String>,
    #[serde(default)]
    beside: bool,
    dates_events: Option<bool>,
    #[serde(default)]
    yes: Vec<Yes>,
    #[serde(default)]
    no: Vec<String>,
}

impl Rules {
    /// Compiles the text of `lexicon/dates/en.toml`.
    ///
    /// # Errors
    ///
    /// Fails when the text is no TOML of that form, or a pattern names a class or macro that is not
    /// there, with line and column.
    pub fn from_toml(text: &str) -> Result<Rules> {
        let complain =
            |at: usize, problem: String| Error::Lexicon(Complaint::at(FILE, text, at, problem));
        let file: File = toml::from_str(text).map_err(|error| {
            complain(
                error.span().map_or(0, |span| span.start),
                error.message().to_owned(),
            )
        })?;
        let words = Words::new(file.spelling, file.class).map_err(|p| complain(0, p))?;
        let mut rules = Vec::new();
        for row in file.rule {
            let at = row.id.span().start;
            let fail =
                |problem: String| complain(at, format!("rule `{}`: {problem}", row.id.as_ref()));
            let compile = |patterns: &[String]| {
                patterns
                    .iter()
                    .map(|p| Pattern::parse(p, &file.macros, &words))
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(fail)
            };
            let kind = TimexType::from_word(&row.kind).ok_or_else(|| {
                fail(format!(
                    "type `{}` is none of DATE TIME DURATION SET",
                    row.kind
                ))
            })?;
            let set = row
                .set
                .iter()
                .map(|(k, v)| Ok((k.as_str().into(), value(v)?)));
            let set = set.collect::<Result<Slots, String>>().map_err(fail)?;
            let (unless_after, unless_before) =
                (compile(&row.unless_after)?, compile(&row.unless_before)?);
            let (only_after, only_before) = (compile(&row.only_after)?, compile(&row.only_before)?);
            for (i, pattern) in compile(&row.patterns)?.into_iter().enumerate() {
                // The examples belong to the rule, not to each of its patterns.
                let (yes, no) = if i == 0 {
                    (row.yes.clone(), row.no.clone())
                } else {
                    Default::default()
                };
                rules.push(Rule {
                    id: row.id.as_ref().clone(),
                    offset: at,
                    kind,
                    make: row.make,
                    needs: pattern.needs(),
                    pattern,
                    set: set.clone(),
                    unless_after: unless_after.clone(),
                    unless_before: unless_before.clone(),
                    only_after: only_after.clone(),
                    only_before: only_before.clone(),
                    beside: row.beside,
                    dates_events: row
                        .dates_events
                        .unwrap_or(matches!(kind, TimexType::Date | TimexType::Time)),
                    yes,
                    no,
                });
            }
        }
        Ok(Rules { words, rules })
    }
}

fn value(value: &toml::Value) -> Result<Value, String> {
    match value {
        toml::Value::Integer(n) => Ok(Value::Int(*n)),
        toml::Value::String(s) => Ok(Value::Sign(s.as_str().into())),
        other => Err(format!("`{other}` is neither a number nor a string")),
    }
}

impl Words {
    fn new(
        spelling: Spelling,
        classes: BTreeMap<String, BTreeMap<String, toml::Value>>,
    ) -> Result<Words, String> {
        let mut words = Words {
            classes: FxHashMap::default(),
            capitals: FxHashSet::default(),
            known: FxHashSet::default(),
            names: FxHashSet::default(),
            ordinal_endings: spelling.ordinal_endings,
            decade_endings: spelling.decade_endings,
            joins: spelling.number_joins,
            bounds: spelling.bounds,
            apart: spelling.apart,
            future: spelling.future,
            links: spelling.links,
            of: spelling.of,
        };
        for (class, members) in classes {
            words.names.insert(class.as_str().into());
            for (word, meaning) in members {
                let lower = CompactString::from(word.to_lowercase());
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
        listed.map(|(class, _)| class)
    }

    fn listed(&self, class: &str, atom: &Atom) -> Option<Value> {
        if self.capitals.contains(&atom.text) && !atom.capital {
            return None;
        }
        let entry = self.classes.get(&atom.text)?;
        let (_, value) = entry.iter().find(|(name, _)| name == class)?;
        Some(value.clone())
    }

    /// The readings of `class` from atom `at`: where each ends, and its value; the longest first.
    pub(super) fn read(&self, class: &Class, atoms: &[Atom], at: usize) -> Vec<(usize, Value)> {
        let Some(atom) = atoms.get(at) else {
            return Vec::new();
        };
        let text = atom.text.as_str();
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = || text.parse::<i64>().ok();
        let one = |value: Option<i64>| value.map(|n| (at + 1, Value::Int(n))).into_iter().collect();
        match class {
            Class::Any => vec![(at + 1, Value::Int(0))],
            Class::Listed(name) => {
                let value = self.listed(name, atom);
                value.map(|value| (at + 1, value)).into_iter().collect()
            }
            Class::Day => {
                let bare = self
                    .ordinal_endings
                    .iter()
                    .find_map(|e| text.strip_suffix(e.as_str()));
                let bare = bare.unwrap_or(text);
                let short = bare.len() <= 2;
                one(bare.parse().ok().filter(|n| short && (1..=31).contains(n)))
            }
            Class::MonthNumber => {
                one(number().filter(|n| digits && text.len() <= 2 && (1..=12).contains(n)))
            }
            Class::TwoDigits => one(number().filter(|_| digits && text.len() == 2)),
            Class::Year => {
                let written =
                    number().filter(|n| digits && text.len() == 4 && (1000..2200).contains(n));
                match written {
                    Some(year) => vec![(at + 1, Value::Int(year))],
                    None => self.year_in_words(atoms, at).into_iter().collect(),
                }
            }
            Class::Decade => {
                let bare = self
                    .decade_endings
                    .iter()
                    .find_map(|e| text.strip_suffix(e.as_str()));
                let long = |b: &&str| matches!(b.len(), 2 | 4) && b.ends_with('0');
                one(bare.filter(long).and_then(|b| b.parse().ok()))
            }
            Class::Ordinal => {
                let bare = self
                    .ordinal_endings
                    .iter()
                    .find_map(|e| text.strip_suffix(e.as_str()));
                match bare.and_then(|b| b.parse().ok()) {
                    Some(n) => one(Some(n)),
                    None => self
                        .listed("ordinal-word", atom)
                        .map(|value| (at + 1, value))
                        .into_iter()
                        .collect(),
                }
            }
            Class::Number => {
                let value = number().or_else(|| text.replace(',', "").parse().ok());
                match value.filter(|_| text.starts_with(|c: char| c.is_ascii_digit())) {
                    Some(n) => one(Some(n)),
                    None => self.number_in_words(atoms, at).into_iter().collect(),
                }
            }
        }
    }

    fn small(&self, atoms: &[Atom], at: usize) -> Option<i64> {
        match self.listed("number-word", atoms.get(at)?)? {
            Value::Int(n) => Some(n),
            Value::Sign(_) => None,
        }
    }

    /// "nineteen ninety-six", "two thousand five" is a number and no year.
    fn year_in_words(&self, atoms: &[Atom], at: usize) -> Option<(usize, Value)> {
        let century = self.small(atoms, at).filter(|n| (13..=20).contains(n))?;
        let (end, rest) = self.below_hundred(atoms, at + 1)?;
        (rest >= 10).then_some((end, Value::Int(century * 100 + rest)))
    }

    /// "seven", "ninety", "ninety-six", "twenty four".
    fn below_hundred(&self, atoms: &[Atom], at: usize) -> Option<(usize, i64)> {
        let n = self.small(atoms, at).filter(|n| *n < 100)?;
        if n < 20 {
            return Some((at + 1, n));
        }
        let hyphen = atoms.get(at + 1).is_some_and(|a| a.text == "-" && a.glued);
        let next = at + 1 + usize::from(hyphen);
        match self.small(atoms, next) {
            Some(one) if (1..10).contains(&one) => Some((next + 1, n + one)),
            _ => Some((at + 1, n)),
        }
    }

    fn number_in_words(&self, atoms: &[Atom], at: usize) -> Option<(usize, Value)> {
        let (mut end, mut open) = self.below_hundred(atoms, at).or_else(|| {
            // "hundred years", after the article.
            self.small(atoms, at).map(|n| (at + 1, n))
        })?;
        let mut total = 0;
        while let Some(scale) = self.small(atoms, end).filter(|n| *n >= 100) {
            open *= scale;
            end += 1;
            if scale >= 1000 {
                total += open;
                open = 0;
            }
            let join = atoms
                .get(end)
                .is_some_and(|a| self.joins.iter().any(|j| *j == a.text));
            if let Some((after, n)) = self.below_hundred(atoms, end + usize::from(join)) {
                open += n;
                end = after;
            }
        }
        Some((end, Value::Int(total + open)))
    }
}
