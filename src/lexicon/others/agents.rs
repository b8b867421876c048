//! Agent dictionaries of the PETRARCH coders (`.agents.txt`): nouns that with a state beside them make an actor.
//!
//! `COAST_GUARD {COAST_GUARDS} [~MIL]`: a noun, its plural when that is not regular, and the roles that follow the
//! state's code. A noun that ends in `_` has no plural. `!PERSON! = MAN, WOMAN` names a set; a noun with
//! `!PERSON!` in it stands for one with each word of the set. Comments as in actor dictionaries.

use super::petrarch::{Lines, spelled};
use super::rows::Institution;
use super::{Source, codes};
use crate::lexicon::fold;
use crate::model::ActorKind;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn read(text: &str, source: &mut Source) {
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let known = known(source);
    let mut lines = Lines::default();
    for (at, raw) in text.lines().enumerate() {
        let number = at + 1;
        let Some(line) = lines.content(raw).map(str::trim) else {
            continue;
        };
        if let Some((name, words)) = set(line) {
            sets.insert(name, words);
            continue;
        }
        let Some((noun, roles)) = line.split_once('[') else {
            let problem = format!("`{line}` has no code");
            source.complain(number, problem, "write its roles in brackets, as `[~GOV]`");
            continue;
        };
        let roles = roles.split(']').next().unwrap_or_default();
        let roles = roles.trim().trim_start_matches('~');
        let sector = codes::sectors(roles);
        if sector.is_empty() {
            let problem = format!("`{roles}` has no role this program knows");
            let hint = "three capitals each, as GOV, MIL, COP, LEG, JUD, OPP, REB, MED, EDU, BUS, CVL, LAB, CRM";
            source.complain(number, problem, hint);
            continue;
        }
        let (single, plural) = match noun.split_once('{') {
            Some((single, rest)) => (single, rest.split('}').next()),
            None => (noun, None),
        };
        for form in std::iter::once(single).chain(plural) {
            match expanded(&spelled(form), &sets) {
                Ok(nouns) => {
                    for noun in nouns {
                        add(&noun.to_lowercase(), roles, &sector, &known, source);
                    }
                }
                Err(set) => {
                    let problem = format!("no set is called `{set}`");
                    source.complain(number, problem, "define it above, as `!SET! = WORD, WORD`");
                }
            }
        }
    }
}

/// `!PERSON! = MAN, WOMAN`.
fn set(line: &str) -> Option<(String, Vec<String>)> {
    let (name, words) = line.split_once('=')?;
    let name = name.trim();
    (name.len() > 2 && name.starts_with('!') && name.ends_with('!')).then(|| {
        let words = words.split(',').map(spelled).filter(|w| !w.is_empty());
        (name.to_owned(), words.collect())
    })
}

/// A noun with each word of the set in it; the set when there is none of that name.
fn expanded(noun: &str, sets: &BTreeMap<String, Vec<String>>) -> Result<Vec<String>, String> {
    let Some((before, rest)) = noun.split_once('!') else {
        return Ok(vec![noun.to_owned()]);
    };
    let Some((name, after)) = rest.split_once('!') else {
        return Err(format!("!{rest}"));
    };
    let key = format!("!{name}!");
    let words = sets.get(&key).ok_or(key)?;
    Ok(words
        .iter()
        .map(|word| format!("{before}{word}{after}"))
        .collect())
}

/// Nouns the lexicon knows already as bodies, groups or offices.
fn known(source: &Source) -> BTreeSet<String> {
    let base = source.base;
    let titles = base.titles().iter().map(|t| fold(&t.title));
    let nouns = base.institutions().iter().map(|i| fold(&i.noun));
    let singular: BTreeSet<String> = titles.chain(nouns).collect();
    let plural: Vec<String> = singular
        .iter()
        .map(|noun| base.reference().plural(noun))
        .filter(|noun| !noun.is_empty())
        .collect();
    singular.into_iter().chain(plural).collect()
}

fn add(noun: &str, roles: &str, sector: &[String], known: &BTreeSet<String>, source: &mut Source) {
    if noun.is_empty() || known.contains(&fold(noun)) {
        return;
    }
    let all = source.base.institutions();
    let role = roles.get(..3).unwrap_or(roles);
    let same = all.iter().find(|i| i.suffix == role);
    let same = same.or_else(|| {
        all.iter()
            .find(|i| i.sector.first().is_some_and(|s| *s == sector[0]))
    });
    let row = match same {
        Some(like) => Institution {
            suffix: like.suffix.to_string(),
            name: like.name.to_string(),
            kind: like.kind,
            sector: like.sector.iter().map(ToString::to_string).collect(),
        },
        None => Institution {
            suffix: role.to_owned(),
            name: format!("{{state}} {noun}"),
            kind: ActorKind::Group,
            sector: sector.to_vec(),
        },
    };
    source.rows.institution(noun.to_owned(), row);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_laid_out() {
        let mut sets = BTreeMap::new();
        let (name, words) = set("!PERSON! = MAN, WOMAN , ").expect("a set");
        sets.insert(name, words);
        assert_eq!(
            expanded("CONGRESS!PERSON! ELECT", &sets),
            Ok(vec![
                "CONGRESSMAN ELECT".to_owned(),
                "CONGRESSWOMAN ELECT".to_owned()
            ])
        );
        assert_eq!(expanded("GUARD", &sets), Ok(vec!["GUARD".to_owned()]));
        assert_eq!(expanded("X!THING!", &sets), Err("!THING!".to_owned()));
        assert_eq!(set("GUARD [~COP]"), None);
    }
}
