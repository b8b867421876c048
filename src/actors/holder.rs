//! Offices without a name: "the ambassador", "China's top diplomat" — whoever is known to hold them.

use super::atoms::Atoms;
use super::names::mention;
use super::phrase::{Article, Phrase};
use super::{Found, Reader};
use crate::lexicon::TitleClass;
use crate::model::{ActorId, ActorKind, How, Mention, Office, Party};
use crate::text::Tag;
use compact_str::CompactString;

impl Reader<'_> {
    /// An office without a name: whoever is known to hold it, else the body it belongs to.
    pub(super) fn untitled(&mut self, atoms: &Atoms, phrase: &Phrase) -> Option<Found> {
        let title = &self.lexicon.titles()[phrase.row];
        if title.class != TitleClass::Title {
            return None;
        }
        // "National Association of X": the capitals go on.
        let longer = self.organization_name(atoms, phrase.tokens.start);
        if longer.is_some_and(|name| name.end > phrase.tokens.end) {
            return None;
        }
        // "Russian diplomats", "a Chinese company": the institution says more than the title.
        if atoms
            .institution(phrase.title.start)
            .is_some_and(|h| h.tokens.end >= phrase.title.end)
            && phrase.article != Some(Article::Definite)
        {
            return None;
        }
        let words = atoms.slice(&phrase.tokens);
        let owned = !phrase.owners.is_empty();
        let plural = matches!(atoms.tag(phrase.title.end - 1), Some(Tag::Nns | Tag::Nnps));
        let points = !plural
            && (phrase.article == Some(Article::Definite) || (owned && phrase.article.is_none()));
        let capital = !plural && atoms.capital(phrase.title.start) && phrase.article.is_none();
        if plural && !owned && phrase.article == Some(Article::Definite) {
            return self.both(atoms, phrase);
        }
        let by_itself = capital && phrase.title.len() > 1;
        if !(owned || points || by_itself) {
            return None;
        }
        let holder = if points || capital {
            self.holder(phrase)
        } else {
            None
        };
        let party = match holder {
            Some(id) => self.party(&id, words),
            None if owned => {
                let (body, _) = self.seat(phrase);
                body.and_then(|body| self.party(&body, words))
            }
            // "the doctor": nobody the article has named, and no office of a state.
            None if title.suffix.is_none() && title.sector.is_empty() => return None,
            None if points => self
                .office_itself(phrase)
                .and_then(|id| self.party(&id, words)),
            // "Deputy Chief of Mission": an office in passing.
            None => return None,
        };
        let how = if owned { How::Title } else { How::Description };
        let mut whole = mention(
            atoms,
            &phrase.tokens,
            &phrase.tokens,
            party,
            how,
            None,
            phrase.gender,
        );
        whole.office = owned.then(|| Office {
            title: phrase.written.clone(),
            body: self.seat(phrase).0,
            since: None,
            until: None,
            seen: Vec::new(),
        });
        let mut mentions = vec![whole];
        mentions.extend(self.inside(atoms, phrase));
        let keep_tag = phrase.tokens.len() == 1;
        Some(Found {
            tokens: phrase.tokens.clone(),
            mentions,
            keep_tag,
        })
    }

    /// "The leaders", "the ministers": the two persons the article has just named together.
    pub(super) fn both(&self, atoms: &Atoms, phrase: &Phrase) -> Option<Found> {
        let tokens = phrase.tokens.clone();
        let fits = |party: &&Party| {
            let person = self.memory.persons.iter().find(|p| p.party.id == party.id);
            person.is_some_and(|person| self.fits(phrase, person, None))
        };
        let mentions: Vec<Mention> = self
            .memory
            .two
            .iter()
            .filter(fits)
            .map(|party| {
                let party = self.party(&party.id, atoms.slice(&tokens));
                mention(atoms, &tokens, &tokens, party, How::Description, None, None)
            })
            .collect();
        let keep_tag = tokens.len() == 1;
        (mentions.len() == 2).then_some(Found {
            tokens,
            mentions,
            keep_tag,
        })
    }

    /// The person an office without a name means: the latest of the article that holds it or one it
    /// stands for, else the one the lexicon has for the day.
    pub(super) fn holder(&self, phrase: &Phrase) -> Option<ActorId> {
        if self.is_counterpart(phrase) {
            return self.counterpart(phrase);
        }
        let (body, country) = if phrase.owners.is_empty() {
            (None, None)
        } else {
            self.seat(phrase)
        };
        if let Some(person) = self
            .memory
            .latest()
            .into_iter()
            .find(|p| self.fits(phrase, p, country.as_ref()))
        {
            return Some(person.party.id.clone());
        }
        let body = body.or_else(|| self.guess(None));
        self.lexicon
            .holder(&phrase.words, body.as_ref()?, self.published?)
    }

    /// Whether an office is that of another person, held elsewhere.
    pub(super) fn is_counterpart(&self, phrase: &Phrase) -> bool {
        let title = self.lexicon.titles()[phrase.row].title.as_str();
        self.lexicon.reference().counterparts.contains(title)
    }

    /// "His Chinese counterpart": who holds the office of the person before it in the other state, else its body there.
    fn counterpart(&self, phrase: &Phrase) -> Option<ActorId> {
        let state = self.state_of(&phrase.owners.last()?.actor)?;
        let foreign =
            |p: &&super::memory::Person| p.party.country.as_deref() != Some(state.as_str());
        let first = &phrase.owners.first()?.actor;
        let persons = &self.memory.persons;
        let person = persons
            .iter()
            .find(|p| p.party.id == *first)
            .or_else(|| persons.iter().filter(foreign).max_by_key(|p| p.seen))?;
        let known = self.lexicon.offices(&person.party.id);
        let holds = |office: &&Office| {
            let day = self.published.map(|day| day.to_string());
            let day = day.as_deref();
            let from = office.since.as_deref();
            let to = office.until.as_deref();
            from.is_none_or(|from| day.is_none_or(|day| from <= day))
                && to.is_none_or(|to| day.is_none_or(|day| day <= to))
        };
        let office = person
            .offices
            .last()
            .or_else(|| known.iter().rev().find(holds))?;
        let suffix = office
            .body
            .as_ref()?
            .as_str()
            .split_once('.')
            .map(|(_, s)| s);
        let body = suffix.and_then(|suffix| self.belonging(&state, suffix));
        let body = body.unwrap_or(state);
        let holder = self
            .published
            .and_then(|day| self.lexicon.holder(&office.title, &body, day));
        Some(holder.unwrap_or(body))
    }

    /// Whether a person holds an office of a phrase, or one that its words stand for.
    pub(super) fn fits(
        &self,
        phrase: &Phrase,
        person: &super::memory::Person,
        country: Option<&CompactString>,
    ) -> bool {
        let reference = self.lexicon.reference();
        let title = self.lexicon.titles()[phrase.row].title.to_lowercase();
        let stands = reference.stands_for.get(title.as_str());

        if phrase.elsewhere {
            return person.offices.iter().any(|o| o.title == phrase.words);
        }
        let office = person.offices.iter().any(|office| {
            let ends = |word: &str| {
                office.title == word
                    || office.title.contains(&format!(" {word}"))
                    || office.title.starts_with(&format!("{word} "))
            };
            ends(&title) || stands.is_some_and(|s| s.titles.iter().any(|t| ends(t)))
        });
        let suffix = stands.is_some_and(|s| {
            person
                .suffixes
                .iter()
                .any(|p| s.suffixes.iter().any(|s| s == p))
        });
        let gender = phrase
            .gender
            .is_none_or(|g| person.gender.is_none_or(|p| p == g));
        let state = country.is_none() || person.party.country.as_ref() == country;
        (office || suffix) && gender && state
    }

    /// The body of an office without a state ("the prosecutor general"): that of the state the article is about.
    pub(super) fn office_itself(&self, phrase: &Phrase) -> Option<ActorId> {
        let suffix = self.suffix(phrase)?;
        let state = self.guess(Some(&suffix))?;
        let id = self.belonging(&state, &suffix)?;
        // A government or its diplomats have many members: which one is meant is not known.
        let body = self
            .party(&id, "")
            .is_some_and(|p| p.kind == ActorKind::Body);
        body.then_some(id)
    }
}
