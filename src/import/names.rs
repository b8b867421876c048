//! Names of an event table → parties: whom the lexicon knows by exactly that name, else a new actor of that name.
//!
//! Nobody is guessed: a last name alone, a nickname or a name two actors share makes a new actor. "Police
//! (Australia)" belongs to Australia when the lexicon knows the state.

use crate::lexicon::{Lexicon, Use, fold};
use crate::model::{ActorId, ActorKind, Party};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Whom each name means.
pub(super) struct Names {
    parties: BTreeMap<String, Party>,
}

impl Names {
    /// Settles all names of a set of files at once, so that ids do not depend on their order.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>, lexicon: &Lexicon) -> Self {
        let known = known(lexicon);
        let names: BTreeSet<&str> = names.collect();
        let mut used: BTreeSet<ActorId> = BTreeSet::new();
        let mut parties = BTreeMap::new();
        for name in &names {
            let id = known.get(&fold(name)).and_then(Option::as_ref);
            if let Some(party) = id.and_then(|id| lexicon.party(id, name)) {
                parties.insert((*name).to_owned(), party);
            }
        }
        for name in names {
            if !parties.contains_key(name) {
                let party = stranger(name, &known, &mut used);
                parties.insert(name.to_owned(), party);
            }
        }
        Names { parties }
    }

    /// The party of a name that was settled.
    pub(super) fn party(&self, name: &str) -> Option<&Party> {
        self.parties.get(name)
    }
}

/// Names that mean one actor of the lexicon and nothing else.
fn known(lexicon: &Lexicon) -> FxHashMap<String, Option<ActorId>> {
    let mut known: FxHashMap<String, Option<ActorId>> = FxHashMap::default();
    let by_name = |usage: Use| {
        matches!(
            usage,
            Use::Full | Use::Short | Use::Abbreviation | Use::Native
        )
    };
    for row in lexicon.names().iter().filter(|r| by_name(r.usage)) {
        let meant = known
            .entry(fold(&row.name))
            .or_insert_with(|| Some(row.actor.clone()));
        if row.ambiguous || meant.as_ref() != Some(&row.actor) {
            *meant = None;
        }
    }
    known
}

/// A new actor: `AUS.police` for "Police (Australia)", `jane-nobody` for a bare name.
fn stranger(
    name: &str,
    known: &FxHashMap<String, Option<ActorId>>,
    used: &mut BTreeSet<ActorId>,
) -> Party {
    let within = name.strip_suffix(')').and_then(|n| n.rsplit_once(" ("));
    let state = within.and_then(|(base, state)| {
        let id = known.get(&fold(state))?.as_ref()?;
        (id.as_str().len() == 3).then(|| (base, id.clone()))
    });
    let (base, country) = match &state {
        Some((base, id)) => (*base, Some(CompactString::from(id.as_str()))),
        None => (name, None),
    };
    let slug = match country.as_deref() {
        Some(country) => format!("{country}.{}", slug(base)),
        None => slug(base),
    };
    let mut id = ActorId::new(&slug);
    let mut n = 2;
    while !used.insert(id.clone()) {
        id = ActorId::new(format!("{slug}-{n}"));
        n += 1;
    }
    Party {
        id,
        name: name.into(),
        kind: ActorKind::Other,
        country,
        sector: Vec::new(),
        mention: name.into(),
    }
}

/// Lower-case letters and digits of any script, all else a hyphen.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in fold(name).chars() {
        match c.is_alphanumeric() {
            true => out.push(c),
            false if out.ends_with('-') || out.is_empty() => {}
            false => out.push('-'),
        }
    }
    match out.trim_end_matches('-') {
        "" => "unnamed".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_settled_whatever_their_order() {
        let lexicon = Lexicon::builtin().unwrap();
        let all = [
            "Jane Nobody",
            "jane nobody",
            "Police (Australia)",
            "Mob (Atlantis)",
            "China",
            "!!",
        ];
        let names = Names::of(all.into_iter(), &lexicon);
        let turned = Names::of(all.into_iter().rev(), &lexicon);
        let id = |names: &Names, name: &str| names.party(name).unwrap().id.to_string();
        for name in all {
            assert_eq!(id(&names, name), id(&turned, name));
        }
        assert_eq!(id(&names, "China"), "CHN");
        assert_eq!(id(&names, "Police (Australia)"), "AUS.police");
        assert_eq!(id(&names, "Mob (Atlantis)"), "mob-atlantis");
        assert_eq!(id(&names, "!!"), "unnamed");
        assert_ne!(id(&names, "Jane Nobody"), id(&names, "jane nobody"));
    }
}
