//! From a name on the command line to actors, and from a mistyped one to those it may have meant.

use super::rows::{ActorRow, NameRow, OfficeRow, Use};
use super::{Lexicon, fold, pieces};
use crate::model::{ActorId, ActorKind, Date};
use rustc_hash::{FxHashMap, FxHashSet};

/// A mistyped name shows at most so many others.
const SUGGESTIONS: usize = 3;

/// Adds the names that rows of actors and of offices give themselves, unless the tables of names have them.
pub(super) fn implied_names(
    actors: &[ActorRow],
    offices: &FxHashMap<ActorId, Vec<OfficeRow>>,
    names: &mut Vec<NameRow>,
) {
    let known: FxHashSet<(&str, &str)> = names
        .iter()
        .map(|row| (row.name.as_str(), row.actor.as_str()))
        .collect();
    let full = |name: &str, actor: &ActorId, from, to| NameRow {
        name: name.into(),
        actor: actor.clone(),
        usage: Use::Full,
        from,
        to,
        ambiguous: false,
        usual: false,
    };
    let mut implied: Vec<NameRow> = actors
        .iter()
        // A name with a remark in brackets is for people.
        .filter(|row| !row.name.contains('('))
        .map(|row| full(&row.name, &row.id, row.from, row.to))
        .collect();
    for rows in offices.values() {
        implied.extend(
            rows.iter()
                .map(|row| full(&row.name, &row.person, None, None)),
        );
    }
    implied.retain(|row| !known.contains(&(row.name.as_str(), row.actor.as_str())));
    implied.sort_by(|a, b| (&a.name, &a.actor).cmp(&(&b.name, &b.actor)));
    implied.dedup_by(|a, b| a.name == b.name && a.actor == b.actor);
    names.extend(implied);
}

/// See [`Lexicon::resolve_name`].
pub(super) fn name(lexicon: &Lexicon, name: &str, on: Option<Date>) -> Vec<ActorId> {
    let name = name.trim();
    for id in [ActorId::new(name), ActorId::new(name.to_uppercase())] {
        if lexicon.party(&id, name).is_some() {
            return vec![id];
        }
    }
    let wanted = fold(name);
    if wanted.is_empty() {
        return Vec::new();
    }
    let alike = lexicon.name_index().alike(&pieces(name, 0));
    let of_names = |on: Option<Date>| {
        let mut found: Vec<&NameRow> = alike
            .iter()
            .map(|&at| &lexicon.names()[at])
            .filter(|row| row.holds(on))
            .collect();
        // Letter for letter before folded ("US" before "us"), names before adjectives, then by id.
        found.sort_by_key(|row| (row.name != name, row.usage, row.actor.clone()));
        let mut ids: Vec<ActorId> = Vec::new();
        for row in found {
            if !ids.contains(&row.actor) {
                ids.push(row.actor.clone());
            }
        }
        ids
    };
    let found = of_names(on);
    if !found.is_empty() {
        return found;
    }
    let found = institution(lexicon, &wanted, on);
    if !found.is_empty() {
        return found;
    }
    let found = last_name(lexicon, &wanted);
    if !found.is_empty() || on.is_none() {
        return found;
    }
    // A former name is better than none.
    of_names(None)
}

/// "Foreign Ministry of China", "Chinese Foreign Ministry", "China's foreign ministry".
fn institution(lexicon: &Lexicon, wanted: &str, on: Option<Date>) -> Vec<ActorId> {
    let mut found = Vec::new();
    for institution in lexicon.institutions() {
        let noun = fold(&institution.noun);
        let pattern = fold(&institution.name.replace("{state}", "\u{1}"));
        let (before, after) = pattern.split_once('\u{1}').unwrap_or((&pattern, ""));
        let state = wanted
            .strip_suffix(&noun)
            .or_else(|| wanted.strip_prefix(before)?.strip_suffix(after));
        let Some(state) = state.filter(|s| !s.trim().is_empty()) else {
            continue;
        };
        let state = state.trim();
        let state = state.strip_suffix(" ' s").unwrap_or(state);
        for row in lexicon.names() {
            let is_state = lexicon
                .actor(&row.actor)
                .is_some_and(|a| a.kind == ActorKind::State);
            if is_state && row.holds(on) && fold(&row.name) == state {
                let id = ActorId::new(format!("{}.{}", row.actor, institution.suffix));
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
    }
    found
}

fn last_name(lexicon: &Lexicon, wanted: &str) -> Vec<ActorId> {
    let mut found: Vec<ActorId> = lexicon
        .names()
        .iter()
        .filter(|row| {
            lexicon
                .party(&row.actor, "")
                .is_some_and(|p| p.kind == ActorKind::Person)
        })
        .filter(|row| {
            let name = fold(&row.name);
            name.ends_with(&format!(" {wanted}")) || name.starts_with(&format!("{wanted} "))
        })
        .map(|row| row.actor.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// See [`Lexicon::nearest`].
pub(super) fn nearest(lexicon: &Lexicon, name: &str) -> Vec<String> {
    let wanted: Vec<char> = fold(name).chars().collect();
    let farthest = (wanted.len() / 3).clamp(1, 3);
    let mut close: Vec<(usize, &str)> = lexicon
        .names()
        .iter()
        .filter_map(|row| {
            let other: Vec<char> = fold(&row.name).chars().collect();
            if other.len().abs_diff(wanted.len()) > farthest {
                return None;
            }
            let apart = distance(&wanted, &other);
            (apart <= farthest).then_some((apart, row.name.as_str()))
        })
        .collect();
    close.sort();
    close.dedup();
    close
        .into_iter()
        .take(SUGGESTIONS)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// Letters to add, drop, change or swap with a neighbour to make one word the other.
pub(super) fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (above[j] + usize::from(x != y))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (a, b, want) in [
            ("china", "chian", 1),
            ("iran", "iraq", 1),
            ("", "ab", 2),
            ("x", "x", 0),
        ] {
            let chars = |s: &str| s.chars().collect::<Vec<_>>();
            assert_eq!(distance(&chars(a), &chars(b)), want, "{a} {b}");
        }
    }
}
