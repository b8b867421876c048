//! Two-letter countries, roles and topics as other projects write them.
//!
//! The tables are `lexicon/ontology/countries.csv` and `lexicon/ontology/roles.csv`.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

static COUNTRIES: &str = include_str!("../../lexicon/ontology/countries.csv");
static ROLES: &str = include_str!("../../lexicon/ontology/roles.csv");

/// Cells of the rows of a table without quotes.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

/// The id of the state of a two-letter code of ISO 3166-1, in either case; codes of states that ended as
/// ISO 3166-3 and FollowTheMoney write them.
///
/// ```
/// use chancery::ontology::country;
/// assert_eq!(country("de"), Some("DEU"));
/// assert_eq!(country("suhh"), Some("SUN"));
/// assert_eq!(country("zz"), None);
/// ```
pub fn country(code: &str) -> Option<&'static str> {
    static TABLE: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        rows(COUNTRIES)
            .filter_map(|cells| Some((*cells.first()?, *cells.get(1)?)))
            .collect()
    });
    table.get(code.to_lowercase().as_str()).copied()
}

/// The PLOVER sector of a role of CAMEO actor codes (`INS`) or of a topic of FollowTheMoney (`gov.judicial`).
///
/// ```
/// use chancery::ontology::sector_of;
/// assert_eq!(sector_of("INS"), Some("REB"));
/// assert_eq!(sector_of("pol.party"), Some("PTY"));
/// ```
pub fn sector_of(role: &str) -> Option<&'static str> {
    others().get(role).copied().filter(|s| !s.is_empty())
}

/// Whether three letters are a region of CAMEO actor codes, which belongs to no state.
pub fn is_region(code: &str) -> bool {
    others().get(code).is_some_and(|s| s.is_empty())
}

fn others() -> &'static FxHashMap<&'static str, &'static str> {
    static TABLE: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        rows(ROLES)
            .filter_map(|cells| Some((*cells.get(1)?, *cells.get(2)?)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_once_and_means_something() {
        for (table, least) in [(COUNTRIES, 250), (ROLES, 60)] {
            let all: Vec<_> = rows(table).collect();
            assert!(all.len() > least);
            assert!(all.iter().all(|cells| !cells[0].contains('"')));
        }
        assert_eq!(others().len(), rows(ROLES).count());
        let ids: Vec<&str> = rows(COUNTRIES).map(|cells| cells[1]).collect();
        assert!(ids.iter().all(|id| id.len() == 3 || *id == "IGO.EU"));
        assert!(is_region("EEU") && !is_region("INS"));
    }
}
