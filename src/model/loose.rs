//! Names and roles that have no actor of the lexicon: what a lexicon lacks for a set of documents.

use super::code::words;
use super::{ActorId, ActorKind};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

words! {
    /// What the lexicon lacks.
    Lack {
        New = "new", Role = "role", Nobody = "nobody", Name = "name",
    }
}

impl Lack {
    /// The lack in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Lack::New => "an actor made from the text, unknown to the lexicon",
            Lack::Role => "an office whose holder is not known for the day",
            Lack::Nobody => "words for someone nobody could be found for",
            Lack::Name => "a name no rule took for an actor",
        }
    }
}

/// A name or role of one document, with how often and in which sentence first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loose {
    /// The name or the title.
    pub words: String,
    /// What the lexicon lacks.
    pub lack: Lack,
    /// What sort of actor, when the text shows it.
    pub kind: Option<ActorKind>,
    /// The id made for it, or the body the office belongs to.
    pub actor: Option<ActorId>,
    /// As in [`super::Party::country`].
    pub country: Option<CompactString>,
    /// PLOVER sectors, as far as the text shows them.
    pub sector: Vec<CompactString>,
    /// The last title the document gives a person.
    pub office: Option<String>,
    /// The body of that title.
    pub body: Option<ActorId>,
    /// Count of mentions.
    pub mentions: usize,
    /// The first sentence with it.
    pub sentence: String,
    /// Where that sentence starts, in Unicode scalars.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}
