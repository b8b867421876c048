//! What the stages find in a sentence: names of actors and words for dates.

use super::code::words;
use super::{ActorKind, Gender, Office, Party, Span, When};
use std::ops::Range;

words! {
    /// By what kind of words an actor is named.
    How {
        Name = "name", Title = "title", Metonym = "metonym", Adjective = "adjective",
        Pronoun = "pronoun", Description = "description",
    }
}

/// An actor named in a sentence.
///
/// `cover` reaches over all the words that together name the actor ("Chinese Foreign Ministry
/// Spokeswoman Mao Ning"), `span` only over the name ("Mao Ning"). In the parsed sentence the cover of
/// an outermost mention is one token ([`Mention::token`]).
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The name itself, no title before it, no possessive after it.
    pub span: Span,
    /// All the words that name this actor, title and apposition included.
    pub cover: Span,
    /// The token of the parsed sentence that stands for it; `None` when it lies inside another mention's token.
    pub token: Option<usize>,
    /// Who; `None` while nobody knows.
    pub party: Option<Party>,
    /// The name as written.
    pub name: String,
    /// By what words.
    pub how: How,
    /// The office the sentence gives the person.
    pub office: Option<Office>,
    /// What pronoun fits the person, when the words show it.
    pub gender: Option<Gender>,
    /// A place here, not one who acts: "Kabul" after "in".
    pub place: bool,
    /// What sort of actor the words name, as far as that is known while nobody knows who.
    pub kind: Option<ActorKind>,
}

impl Mention {
    /// What sort of actor or place the words name here.
    pub fn sort(&self) -> ActorKind {
        match &self.party {
            _ if self.place => ActorKind::Place,
            Some(party) => party.kind,
            None => self.kind.unwrap_or(ActorKind::Other),
        }
    }
}

words! {
    /// The four types of TIMEX3.
    TimexType { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }
}

/// Words for a date, a time, a duration or a set of times.
#[derive(Debug, Clone, PartialEq)]
pub struct DateExpr {
    /// Where the words stand in the document.
    pub span: Span,
    /// Tokens of the parsed sentence, end exclusive.
    pub tokens: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value: `2025-07-03`, `2025-W27`, `P3D`, `PRESENT_REF`.
    pub value: String,
    /// The days it means, when it can date an event.
    pub when: When,
    /// False for what never dates an event: durations, sets, anniversaries, "for 70 years".
    pub dates_events: bool,
}
