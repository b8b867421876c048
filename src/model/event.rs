//! One thing that happened, told by one or more reports: the record of CONTRACT "Event record".

use super::{
    Basis, Cameo, Date, Days, EventId, Evidence, Party, Place, Plover, Precision, Quad, Speaker,
    Status,
};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An event. Serialises to exactly the event record that scripts rely on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Name that survives reruns.
    pub id: EventId,
    /// First day it can have been; `None` when nothing dates it.
    pub date: Option<Date>,
    /// Last day it can have been; `None` when that is `date`.
    pub date_end: Option<Date>,
    /// How finely.
    pub date_precision: Precision,
    /// From where.
    pub date_basis: Option<Basis>,
    /// Earliest day of publication among the evidence.
    pub reported: Option<Date>,
    /// Plain English verb, the edge label.
    pub kind: CompactString,
    /// CAMEO code.
    pub cameo: Cameo,
    /// PLOVER type; none for CAMEO 01 and 02.
    pub plover: Option<Plover>,
    /// PLOVER mode.
    pub plover_mode: Option<CompactString>,
    /// PLOVER contexts.
    pub contexts: Vec<CompactString>,
    /// Quad class.
    pub quad: Quad,
    /// Goldstein scale, -10 to 10.
    pub goldstein: Option<f32>,
    /// Who acts.
    pub source: Vec<Party>,
    /// Who is acted upon.
    pub target: Vec<Party>,
    /// Both sides act: the order means nothing.
    pub reciprocal: bool,
    /// What is claimed.
    pub status: Status,
    /// "did not".
    pub negated: bool,
    /// Who says so, in the first evidence that names one.
    pub speaker: Option<Speaker>,
    /// The event whose content this is.
    pub about: Option<EventId>,
    /// Where.
    pub place: Option<Place>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Count of independent documents.
    pub sources: usize,
    /// Every sentence that tells it, sorted by document and place.
    pub evidence: Vec<Evidence>,
}

impl Event {
    /// The days it can have been; `None` when nothing dates it.
    pub fn days(&self) -> Option<Days> {
        let first = self.date?;
        Some(Days::between(first, self.date_end.unwrap_or(first)))
    }
    /// All parties, sources first.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        self.source.iter().chain(&self.target)
    }
}

/// One line: `2025-07-03 Russia → Islamic Emirate of Afghanistan: recognise [054]`.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |parties: &[Party]| {
            let names: Vec<&str> = parties.iter().map(|p| p.name.as_str()).collect();
            names.join(", ")
        };
        match (self.date, self.date_end) {
            (Some(first), Some(last)) => write!(f, "{first}..{last} ")?,
            (Some(day), None) => write!(f, "{day} ")?,
            (None, _) => {}
        }
        f.write_str(&side(&self.source))?;
        if !self.target.is_empty() {
            let arrow = if self.reciprocal { "↔" } else { "→" };
            write!(f, " {arrow} {}", side(&self.target))?;
        }
        write!(f, ": {} [{}]", self.kind, self.cameo)
    }
}
