//! The words of `lexicon/english/governors.toml`, made ready for look-up.

use crate::error::{Complaint, Error, Result};
use crate::model::Status;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the words come from.
pub(super) const FILE: &str = "english/governors.toml";

/// What a governing word does to the event in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Effect {
    /// Its subject tells the event as a fact.
    Said,
    Planned,
    Promised,
    Demanded,
    Conditional,
    Denied,
    Alleged,
    /// It did not come about.
    Undone,
    /// Nothing: the event stands as in the main clause.
    Through,
}

impl Effect {
    /// The status it gives; none where it changes nothing or negates.
    pub(super) fn status(self) -> Option<Status> {
        Some(match self {
            Effect::Planned => Status::Planned,
            Effect::Promised => Status::Promised,
            Effect::Demanded => Status::Demanded,
            Effect::Conditional => Status::Conditional,
            Effect::Denied => Status::Denied,
            Effect::Alleged => Status::Alleged,
            Effect::Said | Effect::Undone | Effect::Through => return None,
        })
    }
}

type Set = FxHashSet<CompactString>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    verbs: Set,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    nouns: Set,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbsAndNouns {
    verbs: Set,
    nouns: Set,
}

/// What is said to come counts as an event of its own: an intent, a threat, a refusal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Future {
    pub label: CompactString,
    pub rule: CompactString,
    pub codes: BTreeMap<CompactString, CompactString>,
}

impl Future {
    /// The code of the announcement of an event with this code; the longest prefix decides.
    pub(super) fn code(&self, coming: &str) -> Option<&CompactString> {
        nearest(&self.codes, coming)
    }
}

/// What a table says of a code: its own entry, or that of the longest code it is a part of.
pub(super) fn nearest<'t>(
    table: &'t BTreeMap<CompactString, CompactString>,
    code: &str,
) -> Option<&'t CompactString> {
    (1..=code.len()).rev().find_map(|n| table.get(&code[..n]))
}

/// Whether a list names a code, or one it is a part of.
pub(super) fn lists(list: &Set, code: &str) -> bool {
    (1..=code.len()).any(|n| list.contains(&code[..n]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    negators: Set,
    complement_prepositions: Set,
    membership: Set,
    whereabouts: Set,
    acting_sectors: Set,
    watching_sectors: Set,
    popular: Set,
    suffered: Set,
    enforced: Set,
    we: Set,
    belongings: Set,
    backshifted: Set,
    agents: Vec<CompactString>,
    factual: Set,
    attributions: Vec<CompactString>,
    modals: BTreeMap<CompactString, Vec<CompactString>>,
    meetings: Set,
    said_in_meetings: Set,
    addressed: Set,
    modifiers: BTreeMap<CompactString, Vec<CompactString>>,
    marks: BTreeMap<CompactString, Vec<CompactString>>,
    light: Verbs,
    occurrence: Verbs,
    granting: VerbsAndNouns,
    partitive: Nouns,
    governors: BTreeMap<CompactString, Vec<CompactString>>,
    future: Future,
    warned: Future,
    refused: Future,
}

/// The governors' table.
#[derive(Debug)]
pub(super) struct Words {
    pub negators: Set,
    pub complement_prepositions: Set,
    /// Prepositions that tell whose people are: "residents of".
    pub membership: Set,
    /// Prepositions that tell where, not whom.
    pub whereabouts: Set,
    /// Sectors of which one side must be where both are people without a name.
    pub acting_sectors: Set,
    /// Sectors whose people without a name act in no event.
    pub watching_sectors: Set,
    /// Roots of what anybody may do: protest.
    pub popular: Set,
    /// Roots of what is told though nobody says who did it.
    pub suffered: Set,
    /// Codes of what the authorities of a place do there when nobody else is said to.
    pub enforced: Set,
    /// Pronouns by which those who are quoted mean their own side.
    pub we: Set,
    /// Things that stand for those who own them.
    pub belongings: Set,
    /// Modals that stand for the future in what somebody said.
    pub backshifted: Set,
    pub agents: Vec<CompactString>,
    /// Verbs and nouns of pleas that are met.
    pub granting: (Set, Set),
    pub factual: Set,
    pub attributions: Vec<CompactString>,
    pub modals: FxHashMap<CompactString, Effect>,
    /// Roots of meetings and calls, of what is said in them, and of what one says or does to another.
    pub meetings: Set,
    pub said_in_meetings: Set,
    pub addressed: Set,
    /// What adjectives make of their event noun.
    pub modifiers: FxHashMap<CompactString, Effect>,
    pub marks: FxHashMap<CompactString, Effect>,
    pub light: Set,
    pub occurrence: Set,
    pub partitive: Set,
    pub governors: FxHashMap<CompactString, Effect>,
    /// What one who will do something announces.
    pub future: Future,
    /// What one who will do harm announces.
    pub warned: Future,
    /// What one who will not do something announces.
    pub refused: Future,
}

impl Words {
    /// Reads the table.
    ///
    /// # Errors
    ///
    /// Fails on TOML that is not of its form and on an effect nobody knows, with line and column.
    pub(super) fn from_toml(text: &str) -> Result<Words> {
        let file: File = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            let line_start = text[..at].rfind('\n').map_or(0, |n| n + 1);
            Error::Lexicon(Complaint {
                file: format!("lexicon/{FILE}"),
                line: text[..at].matches('\n').count() + 1,
                column: text[line_start..at].chars().count() + 1,
                problem: e.message().to_owned(),
                hint: None,
            })
        })?;
        Ok(Words {
            negators: file.negators,
            complement_prepositions: file.complement_prepositions,
            membership: file.membership,
            whereabouts: file.whereabouts,
            acting_sectors: file.acting_sectors,
            watching_sectors: file.watching_sectors,
            popular: file.popular,
            suffered: file.suffered,
            enforced: file.enforced,
            we: file.we,
            belongings: file.belongings,
            backshifted: file.backshifted,
            agents: file.agents,
            granting: (file.granting.verbs, file.granting.nouns),
            factual: file.factual,
            attributions: file.attributions,
            modals: by_word("modals", file.modals)?,
            meetings: file.meetings,
            said_in_meetings: file.said_in_meetings,
            addressed: file.addressed,
            modifiers: by_word("modifiers", file.modifiers)?,
            marks: by_word("marks", file.marks)?,
            light: file.light.verbs,
            occurrence: file.occurrence.verbs,
            partitive: file.partitive.nouns,
            governors: by_word("governors", file.governors)?,
            future: file.future,
            warned: file.warned,
            refused: file.refused,
        })
    }
}

fn by_word(
    table: &str,
    lists: BTreeMap<CompactString, Vec<CompactString>>,
) -> Result<FxHashMap<CompactString, Effect>> {
    let mut map = FxHashMap::default();
    for (name, words) in lists {
        let effect = Effect::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(&name))
            .map_err(|_| {
                Error::Lexicon(Complaint {
                    file: format!("lexicon/{FILE}"),
                    line: 1,
                    column: 1,
                    problem: format!("`{table}.{name}` is no effect this program knows"),
                    hint: Some("use said, planned, promised, demanded, conditional, denied, alleged, undone or through".into()),
                })
            })?;
        map.extend(words.into_iter().map(|word| (word, effect)));
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_read() {
        let words = Words::from_toml(include_str!("../../lexicon/english/governors.toml")).unwrap();
        assert_eq!(words.governors.get("say"), Some(&Effect::Said));
        assert_eq!(
            words.modals.get("will").unwrap().status(),
            Some(Status::Planned)
        );
    }

    #[test]
    fn an_unknown_effect_is_named() {
        let text =
            include_str!("../../lexicon/english/governors.toml").replace("undone =", "undoen =");
        let error = Words::from_toml(&text).unwrap_err().to_string();
        assert!(error.contains("`governors.undoen`"), "{error}");
    }
}
