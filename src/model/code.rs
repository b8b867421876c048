//! Codes of the two event ontologies, and what is claimed about an event.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A CAMEO code as text, because `054` and `54` are not the same: `054`, `0812`, root `05`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cameo(CompactString);

impl Cameo {
    /// Wraps a code; whether it exists is `ontology`'s to say.
    pub fn new(code: impl AsRef<str>) -> Self {
        Cameo(CompactString::from(code.as_ref()))
    }
    /// The code's digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The first two digits.
    ///
    /// ```
    /// assert_eq!(chancery::model::Cameo::new("0812").root(), "08");
    /// ```
    pub fn root(&self) -> &str {
        self.0.get(..2).unwrap_or(&self.0)
    }
}

impl fmt::Display for Cameo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl fmt::Debug for Cameo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs)]
        pub enum $type { $(#[serde(rename = $word)] $variant),* }
        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [$type] = &[$($type::$variant),*];
            /// The word as it stands in records.
            pub fn as_str(self) -> &'static str {
                match self { $($type::$variant => $word),* }
            }
            /// The value for a word of a record, letter for letter.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == word)
            }
        }
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }
    };
}
pub(crate) use words;

words! {
    /// The sixteen event types of PLOVER (manual, draft 2.0).
    Plover {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE",
        Cooperate = "COOPERATE", Aid = "AID", Retreat = "RETREAT", Request = "REQUEST",
        Accuse = "ACCUSE", Reject = "REJECT", Threaten = "THREATEN", Protest = "PROTEST",
        Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE", Assault = "ASSAULT",
    }
}

words! {
    /// What is claimed about the thing told.
    Status {
        Actual = "actual", Planned = "planned", Promised = "promised", Demanded = "demanded",
        Conditional = "conditional", Denied = "denied", Alleged = "alleged",
    }
}

/// The four quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
/// 4 material conflict; 0 for statements, which have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quad(pub u8);
