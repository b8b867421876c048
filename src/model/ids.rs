//! Names of things, as types of their own so that they cannot be mixed up.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $type(CompactString);

        impl $type {
            /// Wraps the text as it stands.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(CompactString::from(text.as_ref()))
            }
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }
        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}

name! {
    /// An actor: `CHN`, `CHN.MFA`, `CHN.wang-yi`.
    ///
    /// States carry their ISO 3166 alpha-3 letters; what belongs to a state carries them as the first part.
    ActorId
}
name! {
    /// An event: sixteen hexadecimal digits made from its parties, code root and first day.
    EventId
}
name! {
    /// A document: the JSONL `id`, or the file name without its ending.
    DocId
}

impl ActorId {
    /// The first part of the id: the state for all that belongs to one (`CHN` of `CHN.MFA`).
    ///
    /// ```
    /// use chancery::model::ActorId;
    /// assert_eq!(ActorId::new("CHN.MFA").root(), "CHN");
    /// ```
    pub fn root(&self) -> &str {
        self.0.split('.').next().unwrap_or(&self.0)
    }
}
