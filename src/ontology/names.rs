//! Other people's names for codes: CAMEO's words as event tables write them, and short country codes.
//!
//! The tables are `lexicon/ontology/relations.csv` (wordings of the ICEWS tables that differ from CAMEO's
//! own) and `lexicon/ontology/countries.csv` (two letters and whom they mean).

use super::{Code, code, codes};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

static RELATIONS: &str = include_str!("../../lexicon/ontology/relations.csv");
static COUNTRIES: &str = include_str!("../../lexicon/ontology/countries.csv");

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
}

/// Lower-case words without punctuation, which the tables write each their own way.
fn folded(words: &str) -> String {
    let letters = words.chars().map(|c| match c.is_alphanumeric() {
        true => c.to_ascii_lowercase(),
        false => ' ',
    });
    let letters: String = letters.collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The code a relation's words mean: CAMEO's words for it, those of ICEWS, or the code itself.
///
/// ```
/// use chancery::ontology::relation;
/// assert_eq!(relation("Make statement").unwrap().cameo.as_str(), "010");
/// assert_eq!(relation("Return, release person(s)").unwrap().cameo.as_str(), "0841");
/// assert_eq!(relation("Refuse to yield").unwrap().cameo.as_str(), "124");
/// assert_eq!(relation("054").unwrap().label, "Grant diplomatic recognition");
/// assert!(relation("Befriend").is_none());
/// ```
pub fn relation(words: &str) -> Option<&'static Code> {
    static WORDS: OnceLock<FxHashMap<String, &'static Code>> = OnceLock::new();
    let known = WORDS.get_or_init(|| {
        let mut known = FxHashMap::default();
        for code in codes() {
            // A root is worded like its own first code; that one is the finer.
            known.insert(folded(code.label), code);
        }
        let older =
            rows(RELATIONS).filter_map(|(words, cameo)| Some((folded(words), code(cameo)?)));
        known.extend(older);
        known
    });
    code(words.trim()).or_else(|| known.get(&folded(words)).copied())
}

/// The two letters of a state: those of ISO 3166-1 where it has some, else the older or customary ones.
///
/// ```
/// use chancery::ontology::short_country;
/// assert_eq!(short_country("AFG"), Some("af"));
/// assert_eq!(short_country("GRC"), Some("gr"));
/// assert_eq!(short_country("SUN"), Some("su"));
/// assert_eq!(short_country("NGO"), None);
/// ```
pub fn short_country(code: &str) -> Option<&'static str> {
    static SHORT: OnceLock<FxHashMap<&str, &str>> = OnceLock::new();
    let short = SHORT.get_or_init(|| {
        let mut short = FxHashMap::default();
        for (letters, rest) in rows(COUNTRIES) {
            let (id, note) = rest.split_once(',').unwrap_or((rest, ""));
            if note.is_empty() {
                short.insert(id, letters);
            } else {
                short.entry(id).or_insert(letters);
            }
        }
        short
    });
    short.get(code).copied()
}

impl Code {
    /// CAMEO's words with their commas; the table keeps semicolons in their place.
    pub fn words(&self) -> String {
        self.label.replace(';', ",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_has_a_code() {
        for (words, cameo) in rows(RELATIONS) {
            assert!(code(cameo).is_some(), "{words}");
            assert_eq!(folded(words), words);
        }
        for code in codes().into_iter().filter(|c| c.cameo.as_str().len() > 2) {
            let found = relation(&code.words()).map(|c| c.label);
            assert_eq!(found, Some(code.label));
        }
    }
}
