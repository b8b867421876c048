//! Words by which a text points back to someone, and given names: `english/reference.toml`, `english/given-names.csv`.

use super::index::fold;
use crate::error::{Complaint, Error, Result};
use crate::model::{ActorId, ActorKind, Gender};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the words stand.
pub(super) const FILE: &str = "english/reference.toml";
/// Where the given names stand.
pub(super) const GIVEN_NAMES: &str = "english/given-names.csv";

/// A set of words.
pub type Words = FxHashSet<CompactString>;

/// Words that point to someone, by what they do.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reference {
    /// What may stand before a title or body.
    pub determiners: Words,
    /// Those of them that point back.
    pub definite: Words,
    /// What joins two owners of one noun.
    pub conjunctions: Words,
    /// Endings of nouns and of their plurals; the first that fits is taken.
    pub plural: Vec<(CompactString, CompactString)>,
    /// Small words inside a person's name.
    pub particles: Words,
    /// What may end a person's name.
    pub suffixes: Words,
    /// Capitalised words that are no part of a person's name.
    pub not_names: Words,
    /// Words for a time that may follow a name without belonging to it.
    pub times: Words,
    /// Nouns that make capitals before them the name of a thing, not of a person.
    pub things: Words,
    /// PLOVER sectors of groups that are peoples, not organised.
    pub people_sectors: Words,
    /// Words of feasts: a day, not a name.
    pub feasts: Words,
    /// Nouns that end the name of what is neither actor nor place.
    pub happenings: Words,
    /// Nouns that end the name of an organisation, with its PLOVER sectors.
    pub organizations: BTreeMap<CompactString, Vec<CompactString>>,
    /// Prepositions inside such a name.
    pub organization_links: Words,
    /// States whose people put the family name first.
    pub family_first: Words,
    /// Modifiers that are left out of an office.
    pub fleeting: Words,
    /// Words between a state and its body.
    pub body_modifiers: Words,
    /// Prepositions that tie an office to what it is for.
    pub complement: Vec<Complement>,
    /// Words for an office that stand for other offices too.
    pub stands_for: BTreeMap<CompactString, StandsFor>,
    /// Nouns that point back to a sort of actor.
    pub kinds: BTreeMap<CompactString, Vec<ActorKind>>,
    /// "both countries".
    pub pair: Pair,
    /// Short forms of bodies.
    pub short_bodies: Words,
    /// Nouns of bodies and groups that need no state beside them.
    pub alone: Words,
    /// Pronouns.
    pub pronouns: Pronouns,
    /// Verbs of saying.
    pub speech: Speech,
    /// Prepositions that make a place.
    pub places: Places,
    /// What tells the meanings of a name apart.
    pub sense: Vec<Sense>,
    /// Words before a name that make the two a lake or a hill: "Lake Chad".
    pub features: Words,
    /// Parts of a state that was one, by their short name: "the North".
    pub half: Vec<Half>,
    /// PLOVER sectors between which one person may move: two strangers of one name and country are one within them.
    pub politics: Words,
    /// Words before a people that make it a group of the state it lives in: "ethnic Albanians".
    pub ethnic: Words,
    /// Nouns after an adjective that make it nobody's: "the Russian language".
    pub tongues: Words,
    /// Nouns for what a state is, before "of" and its name.
    pub realms: Words,
    /// States of immigrants: an adjective before their people makes no group of another state.
    pub nations_of_many: Words,
    /// Verbs whose subject "it" is nobody: "it rained".
    pub impersonal: Words,
    /// Nouns for the holder of the same office elsewhere: "his Chinese counterpart".
    pub counterparts: Words,
}

/// One meaning of a name, and what speaks for it besides its own capital, people and bodies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sense {
    /// The name, in lower case.
    pub name: CompactString,
    /// Whom it means; empty for nobody.
    pub actor: CompactString,
    /// Words directly before the name that decide.
    pub before: Words,
    /// Words directly after it that do.
    pub after: Words,
    /// Words anywhere in the article.
    pub words: Vec<CompactString>,
    /// States and organisations anywhere in the article.
    pub near: Vec<ActorId>,
    /// Any other state speaks for it, when nothing else does for another meaning.
    pub abroad: bool,
    /// Only the words above speak for it, not what else belongs to the actor.
    pub narrow: bool,
}

/// A short name for one half of what was one state or land.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Half {
    /// The word, as written after "the".
    pub word: CompactString,
    /// Whom it means …
    pub actor: CompactString,
    /// … once the article has named one of these.
    pub of: Vec<ActorId>,
}

impl Reference {
    /// The regular plural of a noun; nothing for one that looks plural already.
    pub(super) fn plural(&self, noun: &str) -> String {
        let looks_plural =
            |(_, plural): &(CompactString, CompactString)| noun.ends_with(plural.as_str());
        if self.plural.iter().any(looks_plural) {
            return String::new();
        }
        self.plural
            .iter()
            .find_map(|(ending, plural)| {
                Some(format!("{}{plural}", noun.strip_suffix(ending.as_str())?))
            })
            .unwrap_or_default()
    }
}

/// Prepositions and the titles they go with; no titles means all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Complement {
    /// The prepositions.
    pub words: Words,
    /// The titles.
    pub titles: Vec<CompactString>,
    /// The office belongs to what follows: "spokesman for X", where "envoy for X" does not.
    pub owner: bool,
}

/// Offices a word stands for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StandsFor {
    /// Institutions the office may belong to.
    pub suffixes: Vec<CompactString>,
    /// How the office may end.
    pub titles: Vec<CompactString>,
}

/// Words for the last two.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pair {
    /// "both", "two".
    pub words: Words,
    /// What follows them.
    pub nouns: Words,
    /// Those of the nouns that mean states alone.
    pub states: Words,
    /// Those that mean persons first.
    pub persons: Words,
    /// Plural names of states that bear one: "the two Koreas".
    pub named: BTreeMap<CompactString, Vec<ActorId>>,
}

/// Pronouns of the third person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pronouns {
    /// For a woman.
    pub she: Words,
    /// For a man.
    pub he: Words,
    /// For what is no person.
    pub it: Words,
    /// For several.
    pub they: Words,
}

/// Verbs of saying.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Speech {
    /// Dictionary forms.
    pub lemmas: Words,
    /// Forms beside which a capitalised name of two or three words is a person's.
    pub said: Words,
}

/// Words that make a name a place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Places {
    /// Prepositions that always do.
    pub at: Words,
    /// Those that do after motion.
    pub path: Words,
    /// Dictionary forms of motion.
    pub motion: Words,
    /// What a hyphen joins to the name of one who is not the party that follows: `backed`.
    pub behind: Words,
}

/// Reads the words.
pub(super) fn read(text: &str) -> Result<Reference> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let (line, column) = super::load::place(text, at);
        Error::Lexicon(Complaint {
            file: format!("lexicon/{FILE}"),
            line,
            column,
            problem: error.message().to_owned(),
            hint: None,
        })
    })
}

/// Reads `name,gender` rows; a name of both has none.
pub(super) fn given_names(text: &str) -> FxHashMap<CompactString, Option<Gender>> {
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let (name, gender) = line.split_once(',').unwrap_or((line, ""));
            (!name.is_empty()).then(|| (fold(name).into(), Gender::from_word(gender.trim())))
        })
        .collect()
}
