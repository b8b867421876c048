//! Persons: which words are a name, and whose.

use super::Reader;
use super::atoms::Atoms;
use super::memory::Person;
use super::phrase::Phrase;
use crate::lexicon::{OfficeRow, Use, fold};
use crate::model::{ActorId, ActorKind, Gender, Office, Party};
use crate::text::Tag;
use compact_str::CompactString;
use std::ops::Range;

/// A person's name has at most so many words with a capital.
const LONGEST_NAME: usize = 5;

/// How sure it is beforehand that a name follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A title stands before it.
    Title,
    /// Nothing does.
    Nothing,
}

impl Reader<'_> {
    /// The capitalised words at a token that can be a person's name.
    pub(super) fn name_run(
        &self,
        atoms: &Atoms,
        at: usize,
        before: Before,
    ) -> Option<Range<usize>> {
        let reference = self.lexicon.reference();
        let mut end = at;
        let mut words = 0;
        while end < atoms.len() && words < LONGEST_NAME {
            let word = atoms.word(end);
            let tag = atoms.tag(end);
            let proper = matches!(tag, Some(Tag::Nnp | Tag::Nnps))
                || (before == Before::Title || end > at)
                    && matches!(
                        tag,
                        Some(
                            Tag::Nn
                                | Tag::Nns
                                | Tag::Jj
                                | Tag::Vb
                                | Tag::Vbz
                                | Tag::Vbd
                                | Tag::Vbn
                                | Tag::Fw
                                | Tag::Xx
                                | Tag::Uh
                        )
                    );
            let letters = word.chars().any(char::is_alphabetic);
            let thing = reference.not_names.contains(word) || reference.things.contains(word);
            if atoms.capital(end) && letters && proper && !thing {
                // Another name begins: "President Xi Russia's Putin".
                if end > at && words > 0 && self.stops_name(atoms, end) {
                    break;
                }
                words += 1;
                end += 1;
            } else if words > 0 && reference.suffixes.contains(word) {
                end += 1;
                break;
            } else if reference.particles.contains(word) && self.particle(atoms, end) {
                end += 1;
            } else if matches!(word, "-" | "‑" | "–")
                && atoms.joined(end)
                && atoms.joined(end + 1)
                && words > 0
            {
                // "Mi-rae", "al-Sharaa"; "Lee-led" is a name no more.
                if end + 1 < atoms.len()
                    && (atoms.capital(end + 1) || atoms.tag(end + 1) == Some(Tag::Nnp))
                {
                    end += 2;
                } else {
                    break;
                }
            } else {
                break;
            }
        }
        // "Georgetown University": the capitals name a thing.
        let thing = reference.things.contains(atoms.word(end));
        (words > 0 && !thing).then_some(at..end)
    }

    /// A small word goes on with a name when a capital, or a hyphen and a capital, follows.
    fn particle(&self, atoms: &Atoms, at: usize) -> bool {
        let next = if matches!(atoms.word(at + 1), "-" | "‑") {
            at + 2
        } else {
            at + 1
        };
        let after = &self.lexicon.reference().particles;
        (atoms.capital(next) || (after.contains(atoms.word(next)) && atoms.capital(next + 1)))
            && matches!(
                atoms.tag(next),
                Some(Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Jj | Tag::Fw)
            )
    }

    /// Inside a run of capitals: a state, body or title with more than a word of its own.
    fn stops_name(&self, atoms: &Atoms, at: usize) -> bool {
        let long = |hit: Option<&super::atoms::Hit>| hit.is_some_and(|h| h.tokens.len() > 1);
        let other = atoms.name(at).is_some_and(|hit| {
            let names = self.lexicon.names();
            hit.rows.iter().all(|&row| {
                !self.is_person(&names[row].actor)
                    && (!names[row].ambiguous || names[row].usage == Use::Adjective)
            })
        });
        other || long(atoms.title(at)) || long(atoms.institution(at))
    }

    /// A person's name at a token without a title: one of the lexicon, one the article has named, or words that look like one.
    pub(super) fn bare_name(&self, atoms: &Atoms, at: usize) -> Option<Range<usize>> {
        let run = self.name_run(atoms, at, Before::Nothing);
        if let Some(hit) = atoms.name(at)
            && let Some(row) = self.choose(&hit.rows)
            && self.is_person(&self.lexicon.names()[row].actor)
        {
            // A longer run is another person: "Kim Jong Un" is not "Kim Jong".
            return Some(
                run.filter(|r| r.len() > hit.tokens.len())
                    .unwrap_or(hit.tokens.clone()),
            );
        }
        let run = run?;
        let words: Vec<&str> = words(atoms, &run);
        if self.memory.called(&words).is_some() {
            return Some(run);
        }
        let known = |range: &Range<usize>| {
            range.clone().any(|i| {
                atoms.name(i).is_some_and(|hit| {
                    let names = self.lexicon.names();
                    !hit.rows
                        .iter()
                        .any(|&row| names[row].ambiguous || names[row].usage == Use::Capital)
                        && !hit
                            .rows
                            .iter()
                            .any(|&row| self.is_person(&names[row].actor))
                })
            })
        };
        // One word, or one with the name of a state or body in it, needs more than a capital.
        if words.len() < 2 || words.len() > 4 || known(&run) {
            return None;
        }
        if run.clone().any(|i| {
            atoms.institution(i).is_some() || atoms.title(i).is_some_and(|h| h.tokens.end > run.end)
        }) {
            return None;
        }
        let upper =
            |word: &&str| word.chars().count() > 2 && word.chars().all(|c| !c.is_lowercase());
        if words.iter().any(upper) {
            return None;
        }
        let given = self.lexicon.given_name(words[0]).is_some();
        let said = &self.lexicon.reference().speech.said;
        let speaks = words.len() <= 3
            && (said.contains(atoms.word(run.end))
                || (at > 0 && said.contains(atoms.word(at - 1))));
        (given || speaks).then_some(run)
    }

    /// The person some words name, with what the phrase says of the office; a new one when nobody is known by them.
    pub(super) fn person(
        &mut self,
        atoms: &Atoms,
        name: &Range<usize>,
        phrase: Option<&Phrase>,
        honorific: Option<Gender>,
    ) -> (Party, Option<Office>, Option<Gender>) {
        let full = atoms.slice(name);
        let words = words(atoms, name);
        let (body, country) = match phrase {
            Some(phrase) => self.seat(phrase),
            None => (None, None),
        };
        let mut stated = phrase.is_some_and(|p| !p.owners.is_empty());
        let gender = phrase.and_then(|p| p.gender).or(honorific);
        let met = self.memory.called(&words).filter(|&at| {
            let known = &self.memory.persons[at];
            let state = |c: &CompactString| self.lexicon.actor(&ActorId::new(c)).is_some();
            let clash = stated
                && country.as_ref().is_some_and(state)
                && known.party.country.as_ref().is_some_and(state)
                && known.party.country != country;
            // A surname goes with anyone who bears it; a whole name with another first name does not.
            !clash && (words.len() <= known.words.len() || words.len() == 1)
        });
        let at = match met {
            Some(at) => at,
            None => {
                let person = self.stranger(full, &words, phrase, country.as_ref());
                match self
                    .memory
                    .persons
                    .iter()
                    .position(|p| p.party.id == person.party.id)
                {
                    Some(at) => at,
                    None => {
                        self.memory.persons.push(person);
                        self.memory.persons.len() - 1
                    }
                }
            }
        };
        // "Presidents Xi of China and Biden": whoever never served that state holds no office of it here.
        let served = |term: &OfficeRow| {
            let of = |body: &ActorId| self.lexicon.party(body, "").and_then(|p| p.country);
            of(&term.body) == country || Some(term.person.root()) == country.as_deref()
        };
        let terms = self.lexicon.terms(&self.memory.persons[at].party.id);
        // A state that was not yet may stand for the one it was part of.
        let own = self.memory.persons[at].party.country.as_ref();
        let own = own.and_then(|own| self.lexicon.actor(&ActorId::new(own)));
        let there = own.is_some_and(|row| {
            let day = self.published;
            day.is_some_and(|day| row.from.is_none_or(|from| from <= day))
        });
        if there && !terms.is_empty() && !terms.iter().any(served) {
            stated = false;
        }
        let title = phrase.map(|phrase| {
            let row = &self.lexicon.titles()[phrase.row];
            (
                phrase.written.clone(),
                row.sector.clone(),
                phrase.past,
                phrase.past_sector.clone(),
            )
        });
        // An office without a state beside it is one of the country the person is known to have.
        let home = self.memory.persons[at].party.country.clone();
        let body = match (phrase, home) {
            (Some(phrase), Some(home)) if !stated => self
                .suffix(phrase)
                .and_then(|suffix| self.belonging(&ActorId::new(&home), &suffix))
                .or_else(|| {
                    Some(ActorId::new(&home)).filter(|id| self.lexicon.actor(id).is_some())
                }),
            _ => body,
        };
        let suffix = phrase.and_then(|phrase| self.suffix(phrase));
        let published = self.published;
        let person = &mut self.memory.persons[at];
        person.gender = person.gender.or(gender);
        let office = title.map(|(title, sector, past, past_sector)| {
            if past {
                if !past_sector.is_empty() {
                    person.party.sector = past_sector;
                }
            } else if person.party.sector.is_empty() {
                person.party.sector = sector;
            }
            person.suffixes.extend(suffix.map(|s| s.to_string()));
            Office {
                title,
                body,
                since: None,
                until: None,
                seen: published.into_iter().collect(),
            }
        });
        if let Some(office) = &office {
            let known = person
                .offices
                .iter()
                .any(|o| o.title == office.title && o.body == office.body);
            if !known {
                person.offices.push(office.clone());
            }
        }
        // Who has served two states belongs to the one whose office the text gives.
        if stated && country.is_some() && country != person.party.country {
            person.party.country.clone_from(&country);
        }
        let mut party = person.party.clone();
        party.mention = full.into();
        (party, office, person.gender)
    }

    fn stranger(
        &self,
        full: &str,
        words: &[&str],
        phrase: Option<&Phrase>,
        country: Option<&CompactString>,
    ) -> Person {
        let known = self.of_lexicon(full, words, phrase, country);
        let first = words.iter().find_map(|w| self.lexicon.given_name(w));
        let person = |party: Party, name: &str, gender: Option<Gender>| {
            let family_first = party
                .country
                .as_ref()
                .is_some_and(|c| self.lexicon.reference().family_first.contains(c));
            Person {
                words: name.split_whitespace().map(fold).collect(),
                offices: Vec::new(),
                suffixes: Vec::new(),
                gender,
                family_first,
                seen: 0,
                party,
            }
        };
        if let Some(id) = known
            && let Some(party) = self.lexicon.party(&id, full)
        {
            let gender = self.lexicon.terms(&id).iter().find_map(|t| t.gender);
            let name = if words.len() > 1 {
                full.to_owned()
            } else {
                party.name.to_string()
            };
            let mut person = person(party, &name, gender.or(first.flatten()));
            let held: Vec<Office> = self.lexicon.offices(&id);
            person.suffixes.extend(held.iter().filter_map(|o| {
                let body = o.body.as_ref()?;
                body.as_str().split_once('.').map(|(_, s)| s.to_owned())
            }));
            return person;
        }
        let sector: Vec<CompactString> = match phrase {
            Some(p) if p.past => p.past_sector.clone(),
            Some(p) => self.lexicon.titles()[p.row].sector.clone(),
            None => Vec::new(),
        };
        // A general and a minister of one name are two; who is in politics may change the office.
        let walk = sector
            .first()
            .filter(|s| !self.lexicon.reference().politics.contains(s.as_str()))
            .map_or(String::new(), |s| format!("~{}", s.to_lowercase()));
        let id = match country {
            Some(country) => format!("{country}.{}{walk}", slug(full)),
            // Two articles that name the same stranger without a country need not mean the same.
            None => format!("PERSON.{}~{}", slug(full), self.mark()),
        };
        let party = Party {
            id: ActorId::new(id),
            name: full.into(),
            kind: ActorKind::Person,
            country: country.cloned(),
            sector,
            mention: full.into(),
        };
        person(party, full, first.flatten())
    }

    /// A few letters that tell documents apart.
    pub(super) fn mark(&self) -> String {
        format!("{:08x}", short_hash(&self.document))
    }
}

/// The words of a name, hyphened parts joined.
pub(super) fn words<'s>(atoms: &Atoms<'s>, name: &Range<usize>) -> Vec<&'s str> {
    atoms.slice(name).split_whitespace().collect()
}

/// `Gul Hassan` → `gul-hassan`.
pub(super) fn slug(name: &str) -> String {
    let folded: Vec<String> = fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    folded.join("-")
}

/// FNV-1a, 32 bits.
fn short_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
