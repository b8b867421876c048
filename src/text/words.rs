//! The short word lists of `lexicon/english/`: abbreviations, affixes, contractions, sentence openers.

use super::features::hash_lower;
use super::{Tag, Upos};
use crate::error::{Complaint, Error, Result};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// When an abbreviation's stop may also end the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AbbreviationClass {
    /// Never: a name follows.
    Title,
    /// When the next word opens a sentence.
    Other,
    /// It is an abbreviation only before a number.
    Number,
}

/// What the tokeniser knows about English spelling.
pub(super) struct Words {
    abbreviations: FxHashMap<CompactString, AbbreviationClass>,
    clitics: Vec<CompactString>,
    elided: FxHashSet<CompactString>,
    prefixes: FxHashSet<CompactString>,
    units: FxHashSet<CompactString>,
    contractions: FxHashMap<CompactString, Vec<CompactString>>,
    openers: FxHashSet<CompactString>,
    verb_lemmas: FxHashMap<CompactString, CompactString>,
    noun_lemmas: FxHashMap<CompactString, CompactString>,
    closed: FxHashMap<Tag, FxHashSet<u32>>,
}

/// The built-in lists.
pub(super) fn english() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::read().expect("a test reads the built-in lists"))
}

impl Words {
    fn read() -> Result<Words> {
        let file = "lexicon/english/affixes.csv";
        let affixes = rows(file, include_str!("../../lexicon/english/affixes.csv"))?;
        let kinds = ["clitic", "elided", "prefix", "unit"];
        if let Some(row) = affixes.iter().find(|r| !kinds.contains(&&*r.second)) {
            return Err(row.complain(file, "is no kind of affix"));
        }
        let of = |kind: &'static str| {
            affixes
                .iter()
                .filter(move |r| r.second == kind)
                .map(|r| r.first.clone())
        };
        // The longest clitic first, so that none hides another.
        let mut clitics: Vec<_> = of("clitic").collect();
        clitics.sort_by_key(|c| (std::cmp::Reverse(c.len()), c.clone()));
        let contractions = rows(
            "lexicon/english/contractions.csv",
            include_str!("../../lexicon/english/contractions.csv"),
        )?;
        let openers = rows(
            "lexicon/english/openers.csv",
            include_str!("../../lexicon/english/openers.csv"),
        )?;
        let file = "lexicon/english/lemmas.csv";
        let lemmas = rows(file, include_str!("../../lexicon/english/lemmas.csv"))?;
        let parts = [Upos::Verb, Upos::Noun];
        if let Some(row) = lemmas
            .iter()
            .find(|r| !parts.iter().any(|p| p.as_str() == r.second))
        {
            return Err(row.complain(file, "is neither `VERB` nor `NOUN`"));
        }
        let lemmas_of = |part: Upos| {
            let rows = lemmas.iter().filter(|r| r.second == part.as_str());
            rows.map(|r| (r.first.clone(), r.third.clone())).collect()
        };
        let file = "lexicon/english/closed.csv";
        let mut closed: FxHashMap<Tag, FxHashSet<u32>> = FxHashMap::default();
        for row in rows(file, include_str!("../../lexicon/english/closed.csv"))? {
            let tag = Tag::from_name(&row.second)
                .ok_or_else(|| row.complain(file, "is no part of speech"))?;
            closed
                .entry(tag)
                .or_default()
                .insert(hash_lower(&row.first));
        }
        Ok(Words {
            closed,
            abbreviations: abbreviations(include_str!("../../lexicon/english/abbreviations.csv"))?
                .into_iter()
                .collect(),
            clitics,
            elided: of("elided").collect(),
            prefixes: of("prefix").collect(),
            units: of("unit").collect(),
            contractions: contractions
                .into_iter()
                .map(|r| {
                    (
                        r.first,
                        r.second.split(' ').map(CompactString::from).collect(),
                    )
                })
                .collect(),
            openers: openers.into_iter().map(|r| r.first).collect(),
            verb_lemmas: lemmas_of(Upos::Verb),
            noun_lemmas: lemmas_of(Upos::Noun),
        })
    }

    /// The class of an abbreviation, written with its stop.
    pub(super) fn abbreviation(&self, word: &str) -> Option<AbbreviationClass> {
        self.abbreviations.get(word).copied()
    }

    /// Whether a word, by the hash of its lower-case form, may have a tag: no new word is a preposition.
    pub(super) fn allows(&self, tag: Tag, word: u32) -> bool {
        self.closed
            .get(&tag)
            .is_none_or(|words| words.contains(&word))
    }

    /// The dictionary form of a word whose ending misleads the learned rules ("bombed", "revoked").
    pub(super) fn lemma(&self, form: &str, part: Upos) -> Option<&CompactString> {
        let table = match part {
            Upos::Verb => &self.verb_lemmas,
            Upos::Noun => &self.noun_lemmas,
            _ => return None,
        };
        table
            .get(form)
            .or_else(|| table.get(form.to_lowercase().as_str()))
    }

    /// Whether a word, in any case, opens sentences but no names.
    pub(super) fn opens_sentence(&self, word: &str) -> bool {
        word.len() <= 16 && self.openers.contains(word.to_lowercase().as_str())
    }

    /// Whether `prefix-word` is one token.
    pub(super) fn is_prefix(&self, part: &str) -> bool {
        part.len() <= 8 && self.prefixes.contains(part.to_lowercase().as_str())
    }

    /// Whether a word, in any case, is a unit that may stand right behind its number.
    pub(super) fn is_unit(&self, word: &str) -> bool {
        word.len() <= 4 && self.units.contains(word.to_lowercase().as_str())
    }

    /// Whether a word (lower case, straight apostrophe) keeps its leading apostrophe.
    pub(super) fn is_elided(&self, word: &str) -> bool {
        self.elided.contains(word)
    }

    /// Length in bytes of the clitic that ends a word (lower case, straight apostrophe), if one does.
    pub(super) fn clitic(&self, word: &str) -> Option<usize> {
        self.clitics
            .iter()
            .find(|c| word.len() > c.len() && word.ends_with(c.as_str()))
            .map(|c| c.len())
    }

    /// The parts of a contraction written without apostrophe, from its lower-case form.
    pub(super) fn contraction(&self, word: &str) -> Option<&[CompactString]> {
        self.contractions.get(word).map(Vec::as_slice)
    }
}

/// The rows of an abbreviation list.
pub(super) fn abbreviations(text: &str) -> Result<Vec<(CompactString, AbbreviationClass)>> {
    let file = "lexicon/english/abbreviations.csv";
    rows(file, text)?
        .into_iter()
        .map(|row| {
            let class = match row.second.as_str() {
                "title" => AbbreviationClass::Title,
                "other" => AbbreviationClass::Other,
                "number" => AbbreviationClass::Number,
                _ => return Err(row.complain(file, "is not `title`, `other` or `number`")),
            };
            Ok((row.first, class))
        })
        .collect()
}

/// One row of a list of one or two columns.
struct Row {
    line: usize,
    first: CompactString,
    second: CompactString,
    third: CompactString,
}

impl Row {
    fn complain(&self, file: &str, problem: &str) -> Error {
        Error::Lexicon(Complaint {
            file: file.to_owned(),
            line: self.line,
            column: self.first.chars().count() + 2,
            problem: format!("`{}` {problem}", self.second),
            hint: None,
        })
    }
}

fn rows(file: &str, text: &str) -> Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|fault| {
            Error::Lexicon(Complaint {
                file: file.to_owned(),
                line: fault.position().map_or(1, |p| p.line() as usize),
                column: 1,
                problem: fault.to_string(),
                hint: None,
            })
        })?;
        rows.push(Row {
            line: record.position().map_or(1, |p| p.line() as usize),
            first: record.get(0).unwrap_or("").into(),
            second: record.get(1).unwrap_or("").into(),
            third: record.get(2).unwrap_or("").into(),
        });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_can_be_read() {
        let words = Words::read().unwrap();
        assert_eq!(words.abbreviation("Gen."), Some(AbbreviationClass::Title));
        assert_eq!(words.clitic("don't"), Some(3));
        assert_eq!(words.contraction("cannot").map(<[_]>::len), Some(2));
        assert_eq!(
            words.lemma("Bombed", Upos::Verb).map(|l| l.as_str()),
            Some("bomb")
        );
        assert!(words.opens_sentence("The") && !words.opens_sentence("President"));
    }

    #[test]
    fn a_wrong_class_is_named_with_its_place() {
        let fault = abbreviations("abbreviation,class\nGen.,tittle\n").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "lexicon/english/abbreviations.csv:2:6: `tittle` is not `title`, `other` or `number`"
        );
    }
}
