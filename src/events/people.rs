//! People and bodies without a name or state of their own: "the protesters", "37 prisoners", "a court".
//!
//! `lexicon/english/people.csv` lists the nouns with their PLOVER sectors. Such a phrase is a party when its
//! state can be told: by its own words ("residents of Suva"), by the place of the clause, by the other side
//! ("Fiji freed 37 prisoners": its own), or because the sentence speaks of one state only.

use super::scene::Scene;
use crate::error::{Complaint, Error, Result};
use crate::lexicon::{Institution, Lexicon};
use crate::model::{ActorId, ActorKind, How, Mention, Party};
use crate::text::{Rel, Upos};
use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;

/// Where the nouns come from.
pub(super) const FILE: &str = "english/people.csv";

/// A noun of the table has at most so many words, hyphens counted.
const LONGEST: usize = 4;

/// The sector of a state's authorities.
const AUTHORITIES: &str = "GOV";

/// The nouns, and what the people they mean are called in each state.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Noun → sector.
    sectors: FxHashMap<CompactString, CompactString>,
    /// Sector → the institution of that sector.
    institutions: FxHashMap<CompactString, Institution>,
    /// Code → name of a state.
    states: FxHashMap<CompactString, CompactString>,
}

impl People {
    /// Reads the table: columns `noun` and `sector`.
    ///
    /// # Errors
    ///
    /// Fails on a row that is no CSV or has not two cells, naming file and line.
    pub(super) fn from_csv(text: &str) -> Result<People> {
        let mut sectors = FxHashMap::default();
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            let (noun, sector): (CompactString, CompactString) = row.map_err(|e| {
                Error::Lexicon(Complaint {
                    file: format!("lexicon/{FILE}"),
                    line: e
                        .position()
                        .map_or(1, |p| usize::try_from(p.line()).unwrap_or(1)),
                    column: 1,
                    problem: e.to_string(),
                    hint: Some("a row is `noun,sector`".into()),
                })
            })?;
            sectors.insert(noun, sector);
        }
        Ok(People {
            sectors,
            ..People::default()
        })
    }

    /// Reads the table of a lexicon and the names of its institutions and states.
    ///
    /// # Errors
    ///
    /// As [`People::from_csv`].
    pub(super) fn of(lexicon: &Lexicon) -> Result<People> {
        let mut people = People::from_csv(lexicon.file(FILE).unwrap_or_default())?;
        for institution in lexicon.institutions() {
            let Some(sector) = institution.sector.first() else {
                continue;
            };
            let exact = institution.suffix == *sector;
            let known = people.institutions.get(sector);
            if known.is_none_or(|k| exact && k.suffix != *sector) {
                let key = sector.clone();
                people.institutions.insert(key, institution.clone());
            }
        }
        let states = lexicon.actors().into_iter();
        people.states = states
            .filter(|row| row.kind == ActorKind::State)
            .map(|row| (row.id.as_str().into(), row.name.clone()))
            .collect();
        Ok(people)
    }

    /// The government of a state, told by a place in it.
    pub(super) fn authorities(&self, state: &str, place: &str) -> Party {
        let nobody = unplaced(place, ActorKind::Government, vec![AUTHORITIES.into()]);
        self.of_state(&nobody, state)
    }

    /// The people as an actor of a state: `FJI.CVL`.
    pub(super) fn of_state(&self, people: &Party, state: &str) -> Party {
        let sector = people.sector.first().cloned().unwrap_or_default();
        let named = self.institutions.get(&sector);
        let suffix = named.map_or(&sector, |i| &i.suffix);
        let country = self.states.get(state).map_or(state, |name| name.as_str());
        Party {
            id: ActorId::new(format_compact!("{state}.{suffix}")),
            name: match named {
                Some(institution) => institution.name.replace("{state}", country).into(),
                None => format_compact!("{} ({country})", people.name),
            },
            kind: named.map_or(people.kind, |i| i.kind),
            country: Some(state.into()),
            ..people.clone()
        }
    }

    /// The sector of a noun with as many of the words before it as the table knows: of "rebel group" before "group".
    fn sector(&self, scene: &Scene, token: usize) -> Option<&CompactString> {
        let tokens = &scene.tree.sentence.tokens;
        let sought = |first: usize| {
            let before = tokens[first].span.start..tokens[token].span.start;
            let mut noun = scene.text[before].to_lowercase();
            // Only a name keeps its capital.
            noun.push_str(&tokens[token].lemma.to_lowercase());
            self.sectors.get(noun.as_str())
        };
        let earliest = token.saturating_sub(LONGEST - 1);
        (earliest..=token).find_map(sought)
    }

    /// The people a noun of the sentence means: a mention whose party has a sector and, as yet, neither id nor state.
    pub(super) fn at(&self, scene: &Scene, token: usize) -> Option<Mention> {
        let word = &scene.tree.sentence.tokens[token];
        let noun = matches!(word.upos, Upos::Noun | Upos::Propn);
        if !noun || matches!(word.rel, Rel::Compound | Rel::Amod | Rel::Flat) {
            return None;
        }
        let sector = self.sector(scene, token)?;
        let sector = vec![sector.clone()];
        Some(standing_at(
            scene,
            token,
            ActorKind::Group,
            sector,
            How::Description,
        ))
    }
}

/// A party of which neither id nor state is known yet.
fn unplaced(name: &str, kind: ActorKind, sector: Vec<CompactString>) -> Party {
    Party {
        id: ActorId::new(""),
        name: name.into(),
        kind,
        country: None,
        sector,
        mention: name.into(),
    }
}

/// A mention of such a party, of one word.
fn standing_at(
    scene: &Scene,
    token: usize,
    kind: ActorKind,
    sector: Vec<CompactString>,
    how: How,
) -> Mention {
    let span = scene.tree.sentence.tokens[token].span;
    let name = span.of(scene.text);
    Mention {
        span,
        cover: span,
        token: Some(token),
        party: Some(unplaced(name, kind, sector)),
        name: name.to_owned(),
        how,
        office: None,
        gender: None,
        place: false,
        kind: None,
    }
}

/// The side of whoever is quoted: filled in when it is known who speaks.
pub(super) fn we(scene: &Scene, token: usize) -> Option<Mention> {
    let word = &scene.tree.sentence.tokens[token];
    // Most words are no pronouns; only those are looked up.
    let own = word.upos == Upos::Pron && scene.words.we.contains(&word.form.to_lowercase());
    own.then(|| standing_at(scene, token, ActorKind::Person, Vec::new(), How::Pronoun))
}

/// Whether this stands for whoever is quoted.
pub(super) fn is_we(party: &Party) -> bool {
    is_unplaced(party) && party.kind == ActorKind::Person
}

/// Whether these are people whose state is still to be found.
pub(super) fn is_unplaced(party: &Party) -> bool {
    party.id.as_str().is_empty()
}

/// The only state the parties of a sentence belong to.
pub(super) fn only_state(scene: &Scene) -> Option<CompactString> {
    let mut states = scene
        .named_parties()
        .filter_map(Party::state)
        .collect::<Vec<&CompactString>>();
    states.sort();
    states.dedup();
    match states.as_slice() {
        [one] => Some((*one).clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_read() {
        let people = People::from_csv(include_str!("../../lexicon/english/people.csv")).unwrap();
        assert_eq!(people.sectors["protester"], "OPP");
    }

    #[test]
    fn a_broken_row_is_named_with_its_line() {
        let error = People::from_csv("noun,sector\nfarmer,AGR\nmonk\n").unwrap_err();
        assert!(error.to_string().contains("people.csv:3"), "{error}");
    }
}
