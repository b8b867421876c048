//! Event kinds as the lexicon writes them: one TOML file per kind, frames over clauses.
//!
//! This is the form of the files, read and checked for shape; whether codes and actors exist is
//! `check`'s business, and matching is `events`'.

use crate::model::Status;
use compact_str::CompactString;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One kind of event: its codes, its frames, and the sentences that prove them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// The file's name without its ending.
    pub id: CompactString,
    /// Plain English verb for edges and records.
    pub label: CompactString,
    /// CAMEO code, unless a frame or `content` gives a finer one.
    pub cameo: CompactString,
    /// Both sides act.
    #[serde(default)]
    pub reciprocal: bool,
    /// How many parties it needs.
    #[serde(default)]
    pub parties: Parties,
    /// The status this kind gives to the event in the clause it governs.
    #[serde(default)]
    pub governs: Option<Status>,
    /// Code or root of the governed event → this event's own code; the longest prefix wins.
    #[serde(default)]
    pub content: BTreeMap<CompactString, CompactString>,
    /// The frames, in the order of the file.
    #[serde(default, rename = "frame")]
    pub frames: Vec<Frame>,
    /// Sentences that must give this kind.
    #[serde(default)]
    pub yes: Vec<Yes>,
    /// Sentences that must not.
    #[serde(default)]
    pub no: Vec<No>,
}

/// How many parties an event needs to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parties {
    /// A source and a target.
    #[default]
    Both,
    /// One is enough.
    One,
}

/// The words of a frame: a trigger, and what its slots must hold.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Frame {
    /// Names the rule.
    #[serde(default)]
    pub name: CompactString,
    /// Verb lemmas that trigger it; a second word is a particle.
    #[serde(default)]
    pub verb: Vec<CompactString>,
    /// Noun lemmas.
    #[serde(default)]
    pub noun: Vec<CompactString>,
    /// Predicative adjective lemmas.
    #[serde(default)]
    pub adjective: Vec<CompactString>,
    /// A finer code than the kind's.
    #[serde(default)]
    pub cameo: Option<CompactString>,
    /// How sure this frame is, 0 to 1, before the sentence's own doubts.
    #[serde(default)]
    pub confidence: Option<f32>,
    /// The slots: `subject object indirect complement owner` or a preposition.
    #[serde(flatten)]
    pub slots: BTreeMap<CompactString, Slot>,
}

/// What a slot must hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Slot {
    /// A role or a demand.
    Role(Role),
    /// The head word is one of these.
    Words(Vec<CompactString>),
    /// The head word is one of these, or stands with one of these auxiliaries, and has slots of its own.
    Phrase(Phrase),
}

/// A phrase or clause with slots of its own.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct Phrase {
    /// Head nouns.
    #[serde(default)]
    pub noun: Vec<CompactString>,
    /// Head verbs.
    #[serde(default)]
    pub verb: Vec<CompactString>,
    /// Auxiliaries one of which the clause must have ("must"); with neither nouns nor verbs any head will do.
    #[serde(default)]
    pub modal: Vec<CompactString>,
    /// The inner slots.
    #[serde(flatten)]
    pub slots: BTreeMap<CompactString, Slot>,
}

/// The one-word slot values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Role {
    /// The phrase is the one who acts.
    #[serde(rename = "SOURCE")]
    Source,
    /// The phrase is the one acted upon.
    #[serde(rename = "TARGET")]
    Target,
    /// The phrase is, or has inside, the one who acts.
    #[serde(rename = "of SOURCE")]
    OfSource,
    /// The phrase is, or has inside, the one acted upon.
    #[serde(rename = "of TARGET")]
    OfTarget,
    /// Two or more parties that act on each other.
    #[serde(rename = "BOTH")]
    Both,
    /// Filled by anything.
    #[serde(rename = "any")]
    Any,
    /// Absent.
    #[serde(rename = "none")]
    None,
}

/// A sentence that must give the kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yes {
    /// Our own sentence.
    pub text: String,
    /// Actor id or country of a source.
    #[serde(default)]
    pub source: Option<CompactString>,
    /// Actor id or country of a target.
    #[serde(default)]
    pub target: Option<CompactString>,
    /// The code wanted, by prefix.
    #[serde(default)]
    pub cameo: Option<CompactString>,
    /// The status wanted; `actual` when left out.
    #[serde(default)]
    pub status: Option<Status>,
    /// Whether it must be negated.
    #[serde(default)]
    pub negated: bool,
    /// The document's day.
    #[serde(default)]
    pub date: Option<CompactString>,
}

/// A sentence that must not give the kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct No {
    /// Our own sentence.
    pub text: String,
    /// The reason, for the reader.
    pub why: String,
    /// The document's day.
    #[serde(default)]
    pub date: Option<CompactString>,
}
