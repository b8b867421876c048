//! Codes as older tables and coders write them, and what they are called today.
//!
//! The table is `lexicon/ontology/older.csv`. Used where somebody else's events are held against ours.

use crate::model::Plover;
use compact_str::{CompactString, ToCompactString};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

static TABLE: &str = include_str!("../../lexicon/ontology/older.csv");

#[derive(Default)]
struct Older {
    plover: FxHashMap<&'static str, Vec<Plover>>,
    code: FxHashMap<&'static str, &'static str>,
}

fn table() -> &'static Older {
    static OLDER: OnceLock<Older> = OnceLock::new();
    OLDER.get_or_init(|| {
        let mut older = Older::default();
        for line in TABLE.lines().skip(1) {
            let mut cells = line.split(',');
            let mut cell = || cells.next().unwrap_or("");
            let (what, name, today) = (cell(), cell(), cell());
            if what == "plover" {
                let types = today.split(' ').filter_map(Plover::from_word).collect();
                older.plover.insert(name, types);
            } else if !name.is_empty() {
                older.code.insert(name, today);
            }
        }
        older
    })
}

/// The PLOVER types a name may stand for, names of the draft of 2016 included; none for an unknown name.
///
/// ```
/// use chancery::{model::Plover, ontology::plover_types};
/// assert_eq!(plover_types("demand"), [Plover::Request]);
/// assert_eq!(plover_types("YIELD"), [Plover::Concede, Plover::Retreat]);
/// ```
pub fn plover_types(name: &str) -> Vec<Plover> {
    let name = name.trim().to_uppercase();
    match Plover::from_word(&name) {
        Some(plover) => vec![plover],
        None => table()
            .plover
            .get(name.as_str())
            .cloned()
            .unwrap_or_default(),
    }
}

/// The code by which parties are compared: the first three letters of an actor code, older letters of a
/// state replaced by today's, organisations and movements across borders each as one; empty for none.
///
/// ```
/// use chancery::ontology::comparable;
/// assert_eq!(comparable("ROMGOV"), comparable("ROU"));
/// assert_eq!(comparable("IGOUNO"), comparable("NGO"));
/// assert_eq!(comparable("---"), "");
/// ```
pub fn comparable(code: &str) -> CompactString {
    let code = code.trim().to_uppercase();
    if code.starts_with("---") || code == "-" {
        return CompactString::default();
    }
    let first: CompactString = code.chars().take(3).collect();
    let known = table().code.get(code.as_str());
    let known = known.or_else(|| table().code.get(first.as_str()));
    known.map_or(first.clone(), ToCompactString::to_compact_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_means_something() {
        let rows = TABLE.lines().skip(1).filter(|l| !l.is_empty()).count();
        assert_eq!(table().plover.len() + table().code.len(), rows);
        assert!(table().plover.values().all(|types| !types.is_empty()));
        assert!(table().code.values().all(|code| code.len() == 3));
    }
}
