//! Offices and bodies as phrases: "the acting foreign minister of X", "X's interim government".
//!
//! Says which words belong together and whose they are; who the person is, `names` decides.

use super::Reader;
use super::atoms::Atoms;
use crate::lexicon::Use;
use crate::model::{ActorId, ActorKind, Gender};
use crate::text::Tag;
use compact_str::CompactString;
use std::ops::Range;

/// Unknown words allowed between a state and a title ("Norway's *trade* minister").
const GAPS: usize = 3;

/// So many phrases may follow a title ("of the department of the committee of the party of X").
const COMPLEMENTS: usize = 4;

/// A name inside a phrase.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Owner {
    pub(super) actor: ActorId,
    pub(super) tokens: Range<usize>,
    pub(super) usage: Use,
}

/// A body or group with the state it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Body {
    pub(super) tokens: Range<usize>,
    /// One, or several for "Polish and Czech officials"; none when no state is named.
    pub(super) actors: Vec<ActorId>,
    pub(super) suffix: CompactString,
    pub(super) inner: Vec<Owner>,
}

/// An office: a title with what stands before and after it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    /// All words but the article.
    pub(super) tokens: Range<usize>,
    /// The title itself.
    pub(super) title: Range<usize>,
    /// Its row among the lexicon's titles.
    pub(super) row: usize,
    /// Whose office it is: the last is nearest to the title.
    pub(super) owners: Vec<Owner>,
    /// The institution in the phrase ("Foreign Ministry spokeswoman"), by its row.
    pub(super) institution: Option<(usize, Range<usize>)>,
    /// Names after the title ("ambassador to X").
    pub(super) complements: Vec<Owner>,
    /// The office in words.
    pub(super) words: String,
    /// The same with names as they are written ("ambassador to Kenya").
    pub(super) written: String,
    /// It is of something with a name that nobody has listed: "president of the Reef Foundation".
    pub(super) elsewhere: bool,
    /// The person has left the office.
    pub(super) past: bool,
    /// Sectors of a person out of office.
    pub(super) past_sector: Vec<CompactString>,
    pub(super) gender: Option<Gender>,
    /// An article before it, pointing back or not.
    pub(super) article: Option<Article>,
}

/// Whether "the" or "a" stands before a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    Definite,
    Indefinite,
}

/// How names inside an office are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    LowerCase,
    AsWritten,
}

impl Reader<'_> {
    /// Every office of the sentence, in order, none inside another.
    pub(super) fn offices(&self, atoms: &Atoms) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            let Some(phrase) = self.office(atoms, at) else {
                at += 1;
                continue;
            };
            at = phrase.tokens.end.max(at + 1);
            // Titles that are part of the name after a title are no titles: "Foreign Minister Amir Khan Y".
            if let Some(name) = self.titled_name(atoms, at)
                && self.lexicon.given_name(atoms.word(at)).is_some()
            {
                at = name.end;
            }
            // "vice president": the later title swallows what the earlier began.
            phrases.retain(|p| p.tokens.end <= phrase.tokens.start);
            phrases.push(phrase);
        }
        phrases
    }

    fn office(&self, atoms: &Atoms, at: usize) -> Option<Phrase> {
        // "Gen." is an office as well as a form of address.
        let rank = |hit: &&super::atoms::Hit| !self.lexicon.titles()[hit.rows[0]].sector.is_empty();
        let hit = atoms
            .title(at)
            .or_else(|| atoms.honorific(at).filter(rank))?;
        let row = hit.rows[0];
        let title = hit.tokens.clone();
        let inside = |other: Option<&super::atoms::Hit>| {
            other.is_some_and(|o| o.tokens.end > title.end || o.tokens.start < title.start)
        };
        // Part of a longer name or institution: "General Assembly", "Prosecutor General's Office".
        let earlier = at.saturating_sub(8)..at + 1;
        if earlier.clone().any(|s| {
            atoms
                .name(s)
                .is_some_and(|h| h.tokens.end >= title.end && h.tokens.len() > title.len())
                || atoms
                    .institution(s)
                    .is_some_and(|h| h.tokens.end > title.end)
        }) || inside(atoms.name(at))
        {
            return None;
        }
        // "Russia's official recognition", "Imran Khan", "Amir X".
        let last = title.end - 1;
        let noun = matches!(
            atoms.tag(last),
            Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Xx | Tag::Fw)
        );
        let single = title.len() == 1 && atoms.capital(at);
        let given =
            |at: usize| atoms.capital(at) && self.lexicon.given_name(atoms.word(at)).is_some();
        let in_name = single && (given(at) || (at > 0 && given(at - 1)));
        if in_name || !(noun || atoms.capital(at) && self.titled_name(atoms, title.end).is_some()) {
            return None;
        }
        let known = &self.lexicon.titles()[row];
        let mut phrase = Phrase {
            tokens: title.clone(),
            title: title.clone(),
            row,
            owners: Vec::new(),
            institution: None,
            complements: Vec::new(),
            words: String::new(),
            written: String::new(),
            elsewhere: false,
            past: false,
            past_sector: Vec::new(),
            gender: known.gender,
            article: None,
        };
        self.to_the_left(atoms, &mut phrase);
        let words_from = phrase
            .owners
            .last()
            .map_or(phrase.tokens.start, |o| o.tokens.end)
            .max(phrase.tokens.start);
        // "foreign ministry spokeswoman" may be one title: the institution is its beginning.
        if phrase.institution.is_none() {
            let begins = words_from + usize::from(atoms.possessive(words_from));
            phrase.institution = atoms
                .institution(begins)
                .filter(|hit| hit.tokens.end < title.end && !self.is_title(atoms, &hit.tokens))
                .map(|hit| (hit.rows[0], hit.tokens.clone()));
        }
        self.to_the_right(atoms, &mut phrase);
        if phrase.tokens.start > 0 {
            let before = atoms.lower(phrase.tokens.start - 1);
            let reference = self.lexicon.reference();
            if reference.definite.contains(before.as_str()) {
                phrase.article = Some(Article::Definite);
            } else if reference.determiners.contains(before.as_str()) {
                phrase.article = Some(Article::Indefinite);
            }
        }
        phrase.words = self.in_words(atoms, words_from..phrase.tokens.end, Names::LowerCase);
        phrase.written = self.in_words(atoms, words_from..phrase.tokens.end, Names::AsWritten);
        Some(phrase)
    }

    /// The office in lower case, without possessive ending and passing modifiers; names in it as asked.
    fn in_words(&self, atoms: &Atoms, tokens: Range<usize>, names: Names) -> String {
        let fleeting = &self.lexicon.reference().fleeting;
        let mut words = String::new();
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(hit) = atoms.modifier(at)
                && fleeting.contains(atoms.slice(&hit.tokens).to_lowercase().as_str())
            {
                at = hit.tokens.end;
                continue;
            }
            if !(atoms.possessive(at) && words.is_empty()) {
                if !words.is_empty() && !atoms.joined(at) {
                    words.push(' ');
                }
                if names == Names::AsWritten && self.is_name(atoms, at) {
                    words.push_str(atoms.word(at));
                } else {
                    words.push_str(&atoms.lower(at));
                }
            }
            at += 1;
        }
        words
    }

    /// Whether a capital inside an office is a name's: "ambassador to Kenya", not "Foreign Minister".
    fn is_name(&self, atoms: &Atoms, at: usize) -> bool {
        let title = atoms.title(at).is_some() || atoms.modifier(at).is_some();
        atoms.capital(at) && !title && atoms.name(at).is_some_and(|hit| !hit.rows.is_empty())
    }

    fn to_the_left(&self, atoms: &Atoms, phrase: &mut Phrase) {
        let mut at = phrase.tokens.start;
        let mut gaps = 0;
        let capital = atoms.capital(phrase.title.start);
        while at > 0 {
            if atoms.possessive(at - 1) {
                if let Some(owner) = self.owner_before(atoms, at - 1) {
                    phrase.tokens.start = owner.tokens.start;
                    phrase.owners.insert(0, owner);
                } else if let Some(hit) = atoms.institution_before(at - 1)
                    && phrase.institution.is_none()
                {
                    phrase.institution = Some((hit.rows[0], hit.tokens.clone()));
                    phrase.tokens.start = hit.tokens.start;
                    at = hit.tokens.start;
                    gaps = 0;
                    continue;
                }
                break;
            }
            if let Some(hit) = atoms.modifier_before(at) {
                let modifier = &self.lexicon.titles()[hit.rows[0]];
                if modifier.past {
                    phrase.past = true;
                    phrase.past_sector.clone_from(&modifier.sector);
                }
                at = hit.tokens.start;
                phrase.tokens.start = at;
                gaps = 0;
                continue;
            }
            if phrase.owners.len() < 2
                && let Some(owner) = self.owner_before(atoms, at)
                && owner.usage != Use::People
            {
                at = owner.tokens.start;
                phrase.tokens.start = at;
                phrase.owners.insert(0, owner);
                gaps = 0;
                continue;
            }
            if let Some(hit) = atoms.institution_before(at)
                && phrase.institution.is_none()
                && phrase.owners.is_empty()
            {
                phrase.institution = Some((hit.rows[0], hit.tokens.clone()));
                at = hit.tokens.start;
                phrase.tokens.start = at;
                gaps = 0;
                continue;
            }
            if let Some(hit) = atoms.title_before(at)
                && phrase.owners.is_empty()
                && atoms.tag(at - 1) != Some(Tag::Nns)
            {
                at = hit.tokens.start;
                phrase.tokens.start = at;
                continue;
            }
            let noun = matches!(
                atoms.tag(at - 1),
                Some(Tag::Nn | Tag::Jj | Tag::Nnp | Tag::Hyph)
            );
            let same_case =
                atoms.capital(at - 1) == capital || atoms.tag(at - 1) == Some(Tag::Hyph);
            let name = self
                .lexicon
                .reference()
                .not_names
                .contains(atoms.word(at - 1));
            if phrase.owners.is_empty() && noun && same_case && !name && gaps < GAPS {
                gaps += 1;
                at -= 1;
                continue;
            }
            break;
        }
    }

    /// The state, body or person whose name ends before a token.
    fn owner_before(&self, atoms: &Atoms, end: usize) -> Option<Owner> {
        if let Some(hit) = atoms.name_before(end) {
            let row = self.choose(&hit.rows)?;
            let name = &self.lexicon.names()[row];
            let person = self.is_person(&name.actor);
            if person && !atoms.possessive(end) {
                return None;
            }
            return Some(Owner {
                actor: name.actor.clone(),
                tokens: hit.tokens.clone(),
                usage: name.usage,
            });
        }
        // "Lavrov's deputy": a person the article has named.
        if end > 0 && atoms.possessive(end) && atoms.tag(end - 1) == Some(Tag::Nnp) {
            let person = self.memory.called(&[atoms.word(end - 1)])?;
            return Some(Owner {
                actor: self.memory.persons[person].party.id.clone(),
                tokens: end - 1..end,
                usage: Use::Short,
            });
        }
        None
    }

    fn to_the_right(&self, atoms: &Atoms, phrase: &mut Phrase) {
        let reference = self.lexicon.reference();
        let title = atoms.slice(&phrase.title).to_lowercase();
        for _ in 0..COMPLEMENTS {
            let at = phrase.tokens.end;
            let word = atoms.lower(at);
            let Some(rule) = reference.complement.iter().find(|c| {
                c.words.contains(word.as_str())
                    && (c.titles.is_empty() || c.titles.iter().any(|t| title.ends_with(t.as_str())))
            }) else {
                break;
            };
            let mut next = at + 1;
            if reference.determiners.contains(atoms.lower(next).as_str()) {
                next += 1;
            }
            while let Some(hit) = atoms.modifier(next) {
                next = hit.tokens.end;
            }
            let taken = |end: usize| atoms.possessive(end);
            if let Some(body) = self.body(atoms, next).filter(|b| !taken(b.tokens.end)) {
                if let [actor] = body.actors.as_slice() {
                    let owner = Owner {
                        actor: actor.clone(),
                        tokens: body.tokens.clone(),
                        usage: Use::Full,
                    };
                    if phrase.owners.is_empty() && !rule.is_destination() {
                        phrase.owners.push(owner.clone());
                    }
                    phrase.complements.push(owner);
                } else if phrase.institution.is_none() {
                    let row = atoms.institution(next).map(|h| h.rows[0]);
                    phrase.institution = row.map(|row| (row, body.tokens.clone()));
                }
                phrase.tokens.end = body.tokens.end;
                // "Minister of Foreign Affairs and Expatriates of X".
                let more = body.tokens.end + 1;
                if body.actors.is_empty()
                    && reference.conjunctions.contains(atoms.word(more - 1))
                    && atoms.capital(more)
                    && atoms.name(more).is_none()
                    && atoms.title(more).is_none()
                    && reference
                        .complement
                        .first()
                        .is_some_and(|of| of.words.contains(atoms.word(more + 1)))
                {
                    phrase.tokens.end = more + 1;
                }
            } else if let Some(hit) = atoms.name(next).filter(|h| !taken(h.tokens.end)) {
                let Some(row) = self.choose(&hit.rows) else {
                    break;
                };
                let name = &self.lexicon.names()[row];
                if self.is_person(&name.actor) || name.usage == Use::Adjective {
                    break;
                }
                let owner = Owner {
                    actor: name.actor.clone(),
                    tokens: hit.tokens.clone(),
                    usage: name.usage,
                };
                if phrase.owners.is_empty() && !rule.is_destination() {
                    phrase.owners.push(owner.clone());
                }
                phrase.complements.push(owner);
                phrase.tokens.end = hit.tokens.end;
            } else {
                // "Minister of Industry and Trade": capitalised words that are no name.
                let mut end = next;
                while end < next + 5
                    && atoms.capital(end)
                    && matches!(
                        atoms.tag(end),
                        Some(Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Jj)
                    )
                    && atoms.name(end).is_none()
                    && self.lexicon.given_name(atoms.word(end)).is_none()
                    || (end > next
                        && reference.conjunctions.contains(atoms.word(end))
                        && atoms.capital(end + 1)
                        && atoms.name(end + 1).is_none()
                        && atoms.title(end + 1).is_none())
                {
                    end += 1;
                }
                // One or two capitalised words may as well be a place or the person.
                if !rule.titles.is_empty() || end == next || taken(end) {
                    break;
                }
                phrase.tokens.end = end;
                phrase.elsewhere |= phrase.owners.is_empty();
            }
        }
    }

    /// The institution an office belongs to: the one named in the phrase, else that of the title.
    pub(super) fn suffix(&self, phrase: &Phrase) -> Option<CompactString> {
        let named = phrase.institution.as_ref();
        named
            .map(|(row, _)| self.lexicon.institutions()[*row].suffix.clone())
            .or_else(|| self.lexicon.titles()[phrase.row].suffix.clone())
    }

    /// The body an office belongs to, and its country.
    pub(super) fn seat(&self, phrase: &Phrase) -> (Option<ActorId>, Option<CompactString>) {
        let suffix = self.suffix(phrase);
        let owner = match phrase.owners.last() {
            Some(owner) => owner.actor.clone(),
            None => {
                let only = self.lexicon.titles()[phrase.row].state.as_ref();
                match only
                    .map(ActorId::new)
                    .or_else(|| self.guess(suffix.as_deref()))
                {
                    Some(state) => state,
                    None => return (None, None),
                }
            }
        };
        // "Lavrov's deputy" belongs where Lavrov does.
        let owner = match self.memory.body_of(&owner) {
            Some(body) => body,
            None => owner,
        };
        let party = self.party(&owner, "");
        let country = party.as_ref().and_then(|p| p.country.clone());
        let state = party.as_ref().is_some_and(|p| p.kind == ActorKind::State);
        let body = match suffix {
            Some(suffix) if state => self.belonging(&owner, &suffix),
            _ => Some(owner),
        };
        (body, country)
    }
}

impl crate::lexicon::reference::Complement {
    /// Whether the preposition names where an office is turned to, not whose it is.
    fn is_destination(&self) -> bool {
        !self.titles.is_empty() && !self.owner
    }
}
