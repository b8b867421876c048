//! One sentence saying that something happened.

use super::{ActorId, Cameo, Date, DocId, Party, Place, Status, When};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Who says it, and by which verb.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The actor.
    pub id: ActorId,
    /// Its name.
    pub name: CompactString,
    /// The verb as it stands in the text ("reported").
    pub verb: CompactString,
}

/// The sentence that tells an event. Offsets are Unicode scalars of the document's text, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The document.
    pub doc: DocId,
    /// Its day of publication.
    pub published: Option<Date>,
    /// Its address.
    pub url: Option<String>,
    /// The sentence, letter for letter.
    pub sentence: String,
    /// Where the sentence starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words that triggered the rule.
    pub trigger: (usize, usize),
    /// `recognise/active`: the lexicon's event kind, and the frame in it.
    pub rule: String,
    /// How the date was worked out, first this sentence's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dated: Vec<String>,
    /// How each party was recognised: `Moscow = RUS (metonym, lexicon/actors/names.csv)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
}

/// One sentence's claim that something happened; `graph::merge` makes events of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The lexicon's event kind, a plain English verb.
    pub kind: CompactString,
    /// The code.
    pub cameo: Cameo,
    /// Who acts; all parties when `reciprocal` and the sentence does not order them.
    pub source: Vec<Party>,
    /// Who is acted upon.
    pub target: Vec<Party>,
    /// Both sides act.
    pub reciprocal: bool,
    /// What is claimed.
    pub status: Status,
    /// "did not".
    pub negated: bool,
    /// Who says so, when it is not the document itself.
    pub speaker: Option<Speaker>,
    /// The report of the same document this one is the content of: an index into the document's reports.
    pub about: Option<usize>,
    /// When it happened.
    pub when: When,
    /// Mentioned in passing as a thing ("Moscow's recognition of …"): its day is not the sentence's, so
    /// it joins a dated report of the same thing before it stands alone.
    pub presupposed: bool,
    /// A party that its kind needs is not told: known of the sentence, no event of the graph.
    #[serde(default)]
    pub partial: bool,
    /// Where it happened.
    pub place: Option<Place>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The sentence.
    pub evidence: Evidence,
}
