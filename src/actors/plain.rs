//! Bodies, groups and names of the lexicon as they stand, without a person.

use super::atoms::{Atoms, Hit};
use super::names::{how, mention};
use super::phrase::{Body, Owner};
use super::{Found, Reader};
use crate::lexicon::{ActorRow, Use};
use crate::model::{ActorId, ActorKind, How, Mention, Party, Span};
use crate::text::Tag;
use std::ops::Range;

impl Reader<'_> {
    /// A body or group of a state, or one whose state the article gives.
    pub(super) fn institution(&mut self, atoms: &Atoms, at: usize) -> Option<Found> {
        let longest = atoms.name(at).map_or(at, |hit| hit.tokens.end);
        let body = self.body(atoms, at).filter(|b| b.tokens.end > longest);
        let body = body.filter(|b| !self.part_of_name(atoms, &b.tokens))?;
        // Whose it is when no state stands beside it, the rest of the sentence may tell: see `deferred`.
        let mut mentions: Vec<Mention> = if body.actors.is_empty() {
            let words = &body.tokens;
            vec![mention(
                atoms,
                words,
                words,
                None,
                How::Description,
                None,
                None,
            )]
        } else {
            self.bodies(atoms, &body)
        };
        mentions.extend(body.inner.iter().map(|owner| self.owner(atoms, owner)));
        let keep_tag = body.tokens.len() == 1;
        Some(Found {
            tokens: body.tokens,
            mentions,
            keep_tag,
        })
    }

    /// "The ministry", "the group", "the bloc": the latest actor the word fits.
    pub(super) fn short(&self, atoms: &Atoms, at: usize) -> Option<Found> {
        let reference = self.lexicon.reference();
        let noun = matches!(atoms.tag(at), Some(Tag::Nn | Tag::Nns | Tag::Nnp));
        if at == 0 || !noun || !reference.definite.contains(atoms.lower(at - 1).as_str()) {
            return None;
        }
        let word = atoms.lower(at);
        let latest = self.memory.others.iter().rev();
        let party = if reference.short_bodies.contains(word.as_str()) {
            let named = |party: &&Party| {
                let forms = self.memory.forms.get(&party.id);
                forms.is_some_and(|(_, forms)| {
                    let last =
                        |form: &String| form.split_whitespace().any(|w| w.to_lowercase() == word);
                    forms.iter().any(last)
                })
            };
            let body = |party: &&Party| {
                matches!(
                    party.kind,
                    ActorKind::Body | ActorKind::Government | ActorKind::Igo
                )
            };
            latest.filter(body).find(named).cloned()
        } else {
            let kinds = reference.kinds.get(word.as_str())?;
            if kinds.contains(&ActorKind::State) {
                self.guess(None).and_then(|state| self.party(&state, ""))
            } else {
                latest
                    .filter(|p| kinds.contains(&p.kind))
                    .take(1)
                    .next()
                    .cloned()
            }
        };
        let mut party = party?;
        let tokens = at..at + 1;
        party.mention = atoms.slice(&tokens).into();
        let mention = mention(
            atoms,
            &tokens,
            &tokens,
            Some(party),
            How::Description,
            None,
            None,
        );
        Some(Found {
            tokens,
            mentions: vec![mention],
            keep_tag: true,
        })
    }

    pub(super) fn bodies(&self, atoms: &Atoms, body: &Body) -> Vec<Mention> {
        body.actors
            .iter()
            .map(|id| {
                let party = self.party(id, atoms.slice(&body.tokens));
                mention(
                    atoms,
                    &body.tokens,
                    &body.tokens,
                    party,
                    How::Name,
                    None,
                    None,
                )
            })
            .collect()
    }

    /// A name of the lexicon by itself.
    pub(super) fn plain(&mut self, atoms: &Atoms, at: usize) -> Option<Found> {
        let hit = atoms.name(at)?;
        if self.part_of_name(atoms, &hit.tokens) {
            return None;
        }
        let words = atoms.slice(&hit.tokens);
        let row = self.choose(&hit.rows);
        let usage = self.usage(atoms, hit, row);
        if let Some(people) = row.and_then(|row| self.people_of(atoms, hit, row)) {
            return Some(people);
        }
        let party = row.and_then(|row| self.party(&self.lexicon.names()[row].actor, words));
        let keep_tag = hit.tokens.len() == 1
            && (matches!(usage, Use::Adjective | Use::People)
                || matches!(atoms.tag(at), Some(Tag::Jj | Tag::Nnps | Tag::Nns)));
        let mut mention = mention(
            atoms,
            &hit.tokens,
            &hit.tokens,
            party,
            how(usage),
            None,
            None,
        );
        mention.kind = self.kind_of_all(&hit.rows);
        Some(Found {
            tokens: hit.tokens.clone(),
            mentions: vec![mention],
            keep_tag,
        })
    }

    /// A people of many states in one of them: "Turkish Kurds", "Sri Lankan Tamil".
    fn people_of(&self, atoms: &Atoms, hit: &Hit, row: usize) -> Option<Found> {
        let name = &self.lexicon.names()[row];
        let state = self.state_of(&name.actor).filter(|s| *s == name.actor)?;
        let next = atoms
            .name(hit.tokens.end)
            .filter(|_| name.usage == Use::Adjective)?;
        let people = &self.lexicon.names()[self.choose(&next.rows)?].actor;
        let row = self.lexicon.actor(people)?;
        let (_, suffix) = people.as_str().split_once('.')?;
        if self.state_of(people).is_some() || !self.is_people(row) {
            return None;
        }
        let tokens = hit.tokens.start..next.tokens.end;
        let words = atoms.slice(&tokens);
        let party = Party {
            id: ActorId::new(format!("{state}.{suffix}")),
            name: format!("{} of {}", row.name, self.party(&state, "")?.name).into(),
            kind: ActorKind::Group,
            country: Some(state.as_str().into()),
            sector: row.sector.clone(),
            mention: words.into(),
        };
        Some(Found {
            mentions: vec![
                mention(atoms, &tokens, &tokens, Some(party), How::Name, None, None),
                self.owner(
                    atoms,
                    &Owner {
                        actor: state,
                        tokens: hit.tokens.clone(),
                        usage: Use::Adjective,
                    },
                ),
            ],
            tokens,
            keep_tag: false,
        })
    }

    /// Whether a row is a people of many states, not organised.
    pub(super) fn is_people(&self, row: &ActorRow) -> bool {
        let sectors = &self.lexicon.reference().people_sectors;
        row.kind == ActorKind::Group && row.sector.iter().all(|s| sectors.contains(s))
    }

    /// The kind that all meanings of a name have.
    fn kind_of_all(&self, rows: &[usize]) -> Option<ActorKind> {
        let kind = |&row: &usize| {
            let party = self.lexicon.party(&self.lexicon.names()[row].actor, "")?;
            Some(party.kind)
        };
        let organized = |kind: ActorKind| !matches!(kind, ActorKind::Person | ActorKind::State);
        let first = rows.first().and_then(kind)?;
        let same = |other: ActorKind| other == first || organized(other) && organized(first);
        rows.iter()
            .all(|row| kind(row).is_some_and(same))
            .then_some(first)
    }

    /// What the name is here: a form that is adjective and people at once is an adjective before a noun.
    pub(super) fn usage(&self, atoms: &Atoms, hit: &Hit, row: Option<usize>) -> Use {
        let names = self.lexicon.names();
        // A name nobody can be put to: it stands like a state's.
        let Some(chosen) = row.or(hit.rows.first().copied()) else {
            return Use::Full;
        };
        let actor = &names[chosen].actor;
        let uses: Vec<Use> = hit
            .rows
            .iter()
            .filter(|&&row| names[row].actor == *actor)
            .map(|&row| names[row].usage)
            .collect();
        let times = &self.lexicon.reference().times;
        let noun = matches!(
            atoms.tag(hit.tokens.end),
            Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Hyph)
        ) && !times.contains(atoms.word(hit.tokens.end));
        let others = || uses.iter().copied().filter(|u| *u != Use::Adjective).min();
        if uses.contains(&Use::Adjective) && !noun {
            return others().unwrap_or(Use::Adjective);
        }
        names[chosen].usage
    }

    /// Whether the words are inside a longer name nobody knows: "X Daily", "Bank of X", a person's name.
    pub(super) fn part_of_name(&self, atoms: &Atoms, tokens: &Range<usize>) -> bool {
        let reference = self.lexicon.reference();
        let proper = |at: usize| {
            atoms.tag(at) == Some(Tag::Nnp)
                && atoms.capital(at)
                && !reference.not_names.contains(atoms.word(at))
                && atoms.name(at).is_none()
                && atoms.title(at).is_none()
                && atoms.honorific(at).is_none()
                && atoms.modifier(at).is_none()
                && atoms.institution(at).is_none()
        };
        let headline = atoms
            .tokens
            .iter()
            .filter(|t| t.span.of(atoms.text).len() > 3)
            .all(|t| {
                t.span
                    .of(atoms.text)
                    .chars()
                    .next()
                    .is_some_and(|c| !c.is_lowercase())
            });
        if headline {
            return false;
        }
        let names = self.lexicon.names();
        let adjective = atoms.name(tokens.start).is_some_and(|h| {
            h.rows
                .iter()
                .any(|&row| matches!(names[row].usage, Use::Adjective | Use::Abbreviation))
        });
        // A body's name is long enough to stand before another name.
        let state = atoms.name(tokens.start).is_none_or(|h| {
            h.rows
                .iter()
                .any(|&row| names[row].actor.root() == names[row].actor.as_str())
        });
        let after =
            state && !adjective && proper(tokens.end) && !self.memory_name(atoms, tokens.end);
        let of = tokens.start > 1
            && reference
                .complement
                .first()
                .is_some_and(|of| of.words.contains(atoms.word(tokens.start - 1)))
            && proper(tokens.start - 2)
            && tokens.start > 2;
        after || of
    }

    pub(super) fn memory_name(&self, atoms: &Atoms, at: usize) -> bool {
        self.bare_name(atoms, at).is_some()
    }

    /// A name before or after a hyphen in a word: "Sino-Afghan", "US-led".
    pub(super) fn hyphened(&mut self, atoms: &Atoms, at: usize) -> Option<Found> {
        let mut mentions = Vec::new();
        for part in atoms.parts.iter().filter(|p| p.token == at) {
            let Some(row) = self.choose(&part.rows) else {
                continue;
            };
            let name = &self.lexicon.names()[row];
            let span = Span::new(part.bytes.start, part.bytes.end);
            let form = span.of(atoms.text);
            let Some(party) = self.party(&name.actor, form) else {
                continue;
            };
            mentions.push(Mention {
                span,
                cover: atoms.span(&(at..at + 1)),
                token: None,
                party: Some(party),
                name: form.to_owned(),
                how: How::Adjective,
                office: None,
                gender: None,
                place: false,
                kind: None,
            });
        }
        (!mentions.is_empty()).then(|| Found {
            tokens: at..at + 1,
            mentions,
            keep_tag: true,
        })
    }
}
