//! CAMEO and PLOVER: codes, their words, and how one maps to the other.
//!
//! The table is `lexicon/ontology/cameo.csv`: code, label, Goldstein value, PLOVER type, mode and context
//! (CAMEO 1.1b3 manual; CAMEO2PLOVER-2021 mapping of the Open Event Data Alliance).

mod codes_of_others;
mod names;
mod older;

pub use codes_of_others::{country, is_region, sector_of};
pub use names::{relation, short_country};
pub use older::{comparable, plover_types};

use crate::model::{Cameo, Plover, Quad};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What the ontologies say about one CAMEO code.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The code.
    pub cameo: Cameo,
    /// CAMEO's name for it.
    pub label: &'static str,
    /// Goldstein scale, -10 to 10.
    pub goldstein: Option<f32>,
    /// PLOVER type; none for 01 and 02.
    pub plover: Option<Plover>,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
}

static TABLE: &str = include_str!("../../lexicon/ontology/cameo.csv");

fn table() -> &'static FxHashMap<&'static str, Code> {
    static CODES: OnceLock<FxHashMap<&'static str, Code>> = OnceLock::new();
    CODES.get_or_init(|| {
        TABLE
            .lines()
            .skip(1)
            .filter_map(|line| {
                let mut cells = line.split(',');
                let mut cell = || cells.next().unwrap_or("");
                let (cameo, label, goldstein, plover) = (cell(), cell(), cell(), cell());
                let (mode, contexts) = (cell(), cell());
                (!cameo.is_empty()).then(|| {
                    let code = Code {
                        cameo: Cameo::new(cameo),
                        label,
                        goldstein: goldstein.parse().ok(),
                        plover: Plover::from_word(plover),
                        mode: Some(mode).filter(|m| !m.is_empty()),
                        contexts: contexts.split(';').filter(|c| !c.is_empty()).collect(),
                    };
                    (cameo, code)
                })
            })
            .collect()
    })
}

/// What the ontologies say about a code; `None` when CAMEO has no such code.
///
/// ```
/// use chancery::{model::Plover, ontology};
/// assert_eq!(ontology::code("054").unwrap().plover, Some(Plover::Support));
/// assert!(ontology::code("99").is_none());
/// ```
pub fn code(cameo: &str) -> Option<&'static Code> {
    table().get(cameo)
}

/// The quad class of a code: by PLOVER type where there is one, else 0 for 01 and 1 for 02.
///
/// CAMEO counts appeals (02) as verbal cooperation; PLOVER has no type for them.
pub fn quad(cameo: &str) -> Quad {
    match code(cameo).and_then(|c| c.plover) {
        Some(plover) => plover_quad(plover),
        None => Quad(if cameo.starts_with("02") { 1 } else { 0 }),
    }
}

/// The quad class of a PLOVER type (PLOVER manual, table of events).
pub fn plover_quad(plover: Plover) -> Quad {
    use Plover::*;
    Quad(match plover {
        Agree | Consult | Support | Concede => 1,
        Cooperate | Aid | Retreat => 2,
        Request | Accuse | Reject | Threaten => 3,
        Protest | Sanction | Mobilize | Coerce | Assault => 4,
    })
}

/// Every code of the table, sorted.
pub fn codes() -> Vec<&'static Code> {
    let mut all: Vec<_> = table().values().collect();
    all.sort_by(|a, b| a.cameo.cmp(&b.cameo));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().skip(1).filter(|l| !l.is_empty()).count();
        assert_eq!(codes().len(), rows);
        assert!(rows >= 300);
    }

    #[test]
    fn quad_classes_follow_plover() {
        for (code, want) in [
            ("010", 0),
            ("020", 1),
            ("054", 1),
            ("073", 2),
            ("112", 3),
            ("190", 4),
        ] {
            assert_eq!(quad(code), Quad(want), "{code}");
        }
    }
}
