//! Finds everything named in a sentence, left to right, the longest phrase first.

use super::atoms::{Atoms, Hit};
use super::person::Before;
use super::phrase::{Article, Body, Owner, Phrase};
use super::{Found, Reader};
use crate::lexicon::{TitleClass, Use};
use crate::model::{ActorId, ActorKind, Gender, How, Mention, Office, Party, Span};
use crate::text::{Sentence, Tag};
use compact_str::CompactString;
use std::ops::Range;

impl Reader<'_> {
    /// Finds the actors named in a tagged sentence. Call before merging and parsing.
    ///
    /// The finds do not overlap and stand in order; each becomes one token ([`super::merge`]).
    pub fn names(&mut self, text: &str, sentence: &Sentence) -> Vec<Found> {
        let atoms = Atoms::find(self.lexicon, text, sentence, self.published);
        let offices = self.offices(&atoms);
        self.memory.begin_sentence();
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            let office = offices.iter().find(|p| p.tokens.start == at);
            let one = office
                .and_then(|phrase| self.titled(&atoms, phrase, &offices))
                .or_else(|| self.addressed(&atoms, at, &offices))
                .or_else(|| self.named(&atoms, at, &offices))
                .or_else(|| self.organization(&atoms, at))
                .or_else(|| self.institution(&atoms, at))
                .or_else(|| self.plain(&atoms, at))
                .or_else(|| self.short_form(&atoms, at))
                .or_else(|| self.short(&atoms, at))
                .or_else(|| self.hyphened(&atoms, at));
            match one {
                Some(one) => {
                    at = one.tokens.end.max(at + 1);
                    for party in one
                        .mentions
                        .iter()
                        .filter_map(|m| m.party.as_ref().map(|p| (p, &m.name)))
                    {
                        self.memory.note(party.0, party.1);
                    }
                    self.note_short_form(&atoms, &one);
                    found.push(one);
                }
                None => at += 1,
            }
        }
        self.deferred(&atoms, &mut found);
        let nobody = |m: &&Mention| m.party.is_none();
        self.memory.unresolved += found
            .iter()
            .flat_map(|f| &f.mentions)
            .filter(nobody)
            .count();
        found
    }

    /// Gives bodies without a state that of the sentence: the last named before, else the first after, else
    /// the one the article is about.
    fn deferred(&mut self, atoms: &Atoms, found: &mut [Found]) {
        for at in 0..found.len() {
            let one = &found[at];
            let Some(hit) = atoms
                .institution(one.tokens.start)
                .filter(|hit| hit.tokens == one.tokens)
            else {
                continue;
            };
            if one
                .mentions
                .first()
                .is_none_or(|m| m.party.is_some() || m.how != How::Description)
            {
                continue;
            }
            let suffix = self.lexicon.institutions()[hit.rows[0]].suffix.clone();
            let state = |f: &Found| {
                f.mentions
                    .iter()
                    .find_map(|m| self.state_of(&m.party.as_ref()?.id))
            };
            let here = found[..at]
                .iter()
                .rev()
                .find_map(state)
                .or_else(|| found[at..].iter().find_map(state));
            let owner = here.or_else(|| self.guess(Some(&suffix)));
            let id = owner.and_then(|owner| self.belonging(&owner, &suffix));
            let Some(party) = id.and_then(|id| self.party(&id, &found[at].mentions[0].name)) else {
                continue;
            };
            self.memory.note(&party, &found[at].mentions[0].name);
            found[at].mentions[0].party = Some(party);
        }
    }

    /// A title, with the name after it, after a comma, or alone.
    fn titled(&mut self, atoms: &Atoms, phrase: &Phrase, offices: &[Phrase]) -> Option<Found> {
        let mut phrase = phrase.clone();
        let mut at = phrase.tokens.end;
        // "foreign minister and deputy prime minister X": the second title names X too.
        if self
            .lexicon
            .reference()
            .conjunctions
            .contains(atoms.word(at))
            && let Some(second) = offices.iter().find(|p| p.tokens.start == at + 1)
            && second.owners.is_empty()
            && self
                .name_run(atoms, second.tokens.end, Before::Title)
                .is_some()
            && !phrase.owners.is_empty()
        {
            phrase.tokens.end = second.tokens.end;
            at = second.tokens.end;
        }
        let mut honorific = None;
        if let Some(hit) = atoms.honorific(at) {
            honorific = self.lexicon.titles()[hit.rows[0]].gender;
            at = hit.tokens.end;
        }
        if let Some(name) = self.titled_name(atoms, at) {
            let mut cover = phrase.tokens.start..name.end;
            // "Prime Minister X of Tonga"
            if phrase.owners.is_empty()
                && let Some(owner) = self.of_state(atoms, name.end)
            {
                cover.end = owner.tokens.end;
                phrase.owners.push(owner);
            }
            let mut end = cover.end;
            if let Some((_, more)) = self.apposition(atoms, end, offices) {
                cover.end = more.0;
                end = more.1;
            }
            return Some(self.titled_person(atoms, &phrase, name, cover, end, honorific));
        }
        // "China's top diplomat, Wang Yi,"
        let anchored = !phrase.owners.is_empty() || phrase.article == Some(Article::Definite);
        if anchored
            && atoms.is(at, ",")
            && let Some(name) = self.whole_name(atoms, at + 1)
            && !offices.iter().any(|p| p.tokens.start == name.end)
            && self.closes(atoms, name.end)
        {
            let end = name.end + usize::from(atoms.is(name.end, ","));
            let cover = phrase.tokens.start..name.end;
            return Some(self.titled_person(atoms, &phrase, name, cover, end, None));
        }
        self.untitled(atoms, &phrase)
    }

    /// "of" and a state that nothing belongs to.
    fn of_state(&self, atoms: &Atoms, at: usize) -> Option<Owner> {
        let reference = self.lexicon.reference();
        let of = reference.complement.first()?;
        if !of.words.contains(atoms.word(at)) {
            return None;
        }
        let next =
            at + 1 + usize::from(reference.determiners.contains(atoms.lower(at + 1).as_str()));
        let hit = atoms
            .name(next)
            .filter(|hit| !atoms.possessive(hit.tokens.end))?;
        let name = &self.lexicon.names()[self.choose(&hit.rows)?];
        let noun = name.usage != Use::Adjective && !self.is_person(&name.actor);
        noun.then(|| Owner {
            actor: name.actor.clone(),
            tokens: hit.tokens.clone(),
            usage: name.usage,
        })
    }

    /// The name after a title: capitals that are no state or body of their own.
    pub(super) fn titled_name(&self, atoms: &Atoms, at: usize) -> Option<Range<usize>> {
        let run = self.name_run(atoms, at, Before::Title)?;
        let other = atoms.name(at).is_some_and(|hit| {
            let names = self.lexicon.names();
            hit.tokens.end >= run.end
                && !hit
                    .rows
                    .iter()
                    .any(|&row| self.is_person(&names[row].actor))
        });
        (!other).then_some(run)
    }

    /// Two words of a name or more, or a person already known.
    fn whole_name(&self, atoms: &Atoms, at: usize) -> Option<Range<usize>> {
        let run = self.name_run(atoms, at, Before::Nothing)?;
        let bare = self.bare_name(atoms, at);
        if bare.is_some() {
            return bare;
        }
        let state = atoms.name(at).is_some() || atoms.institution(at).is_some();
        (run.len() > 1 && !state).then_some(run)
    }

    /// What may follow an apposition: a mark, the end, or a verb.
    fn closes(&self, atoms: &Atoms, at: usize) -> bool {
        match atoms.tag(at) {
            None => true,
            Some(tag) => matches!(
                tag,
                Tag::Comma
                    | Tag::Stop
                    | Tag::Colon
                    | Tag::CloseQuote
                    | Tag::CloseBracket
                    | Tag::Vbd
                    | Tag::Vbz
                    | Tag::Vbp
                    | Tag::Md
                    | Tag::Cc
                    | Tag::Hyph
            ),
        }
    }

    /// An office after a name: ", Norway's ambassador to X," or "(president)". Gives the office, where the
    /// cover ends, and where the tokens to join end.
    fn apposition(
        &self,
        atoms: &Atoms,
        at: usize,
        offices: &[Phrase],
    ) -> Option<(Phrase, (usize, usize))> {
        let comma = atoms.is(at, ",");
        let bracket = atoms.is(at, "(");
        if !comma && !bracket {
            return None;
        }
        let mut start = at + 1;
        if self
            .lexicon
            .reference()
            .determiners
            .contains(atoms.lower(start).as_str())
        {
            start += 1;
        }
        let phrase = offices.iter().find(|p| p.tokens.start == start)?;
        let end = phrase.tokens.end;
        if atoms.possessive(end)
            || self.titled_name(atoms, end).is_some()
            || atoms.honorific(end).is_some()
        {
            return None;
        }
        if bracket {
            return atoms
                .is(end, ")")
                .then(|| (phrase.clone(), (end + 1, end + 1)));
        }
        // A plural is a list that goes on, not an apposition.
        if atoms.tag(end - 1) == Some(Tag::Nns) || !self.closes(atoms, end) {
            return None;
        }
        Some((phrase.clone(), (end, end + usize::from(atoms.is(end, ",")))))
    }

    /// "Mr X", "Sheikh Y".
    fn addressed(&mut self, atoms: &Atoms, at: usize, offices: &[Phrase]) -> Option<Found> {
        let hit = atoms.honorific(at)?;
        let row = hit.rows[0];
        let gender = self.lexicon.titles()[row].gender;
        let name = self.titled_name(atoms, hit.tokens.end)?;
        if let Some((phrase, (cover, end))) = self.apposition(atoms, name.end, offices) {
            return Some(self.titled_person(atoms, &phrase, name, at..cover, end, gender));
        }
        let cover = at..name.end;
        let (party, office, known) = self.person(atoms, &name, None, gender);
        let mention = mention(atoms, &name, &cover, Some(party), How::Name, office, known);
        Some(Found {
            tokens: cover,
            mentions: vec![mention],
            keep_tag: false,
        })
    }

    /// A person's name without a title before it, with the office after it if there is one.
    fn named(&mut self, atoms: &Atoms, at: usize, offices: &[Phrase]) -> Option<Found> {
        let bare = self.bare_name(atoms, at);
        let name = match &bare {
            Some(name) => name.clone(),
            None => self.whole_name(atoms, at)?,
        };
        if let Some((phrase, (cover, end))) = self.apposition(atoms, name.end, offices) {
            return Some(self.titled_person(atoms, &phrase, name.clone(), at..cover, end, None));
        }
        let name = bare?;
        let (party, office, gender) = self.person(atoms, &name, None, None);
        let mention = mention(atoms, &name, &name, Some(party), How::Name, office, gender);
        Some(Found {
            tokens: name,
            mentions: vec![mention],
            keep_tag: false,
        })
    }

    fn titled_person(
        &mut self,
        atoms: &Atoms,
        phrase: &Phrase,
        name: Range<usize>,
        cover: Range<usize>,
        end: usize,
        honorific: Option<Gender>,
    ) -> Found {
        let (party, office, gender) = self.person(atoms, &name, Some(phrase), honorific);
        let mut mentions = vec![mention(
            atoms,
            &name,
            &cover,
            Some(party),
            How::Name,
            office,
            gender,
        )];
        mentions.extend(self.inside(atoms, phrase));
        Found {
            tokens: cover.start..end,
            mentions,
            keep_tag: false,
        }
    }

    /// States and bodies inside an office.
    fn inside(&self, atoms: &Atoms, phrase: &Phrase) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut owners: Vec<&Owner> = phrase.owners.iter().chain(&phrase.complements).collect();
        owners.sort_by_key(|o| (o.tokens.start, std::cmp::Reverse(o.tokens.end)));
        owners.dedup_by(|a, b| a.tokens == b.tokens);
        if let (Some((row, tokens)), Some(owner)) = (&phrase.institution, phrase.owners.last())
            && (owner.tokens.end == tokens.start
                || (owner.tokens.end + 1 == tokens.start && atoms.possessive(owner.tokens.end)))
        {
            let suffix = &self.lexicon.institutions()[*row].suffix;
            let words = owner.tokens.start..tokens.end;
            let id = self.belonging(&owner.actor, suffix);
            let party = id.and_then(|id| self.party(&id, atoms.slice(&words)));
            if party.is_some() {
                mentions.push(mention(atoms, &words, &words, party, How::Name, None, None));
            }
        }
        mentions.extend(owners.into_iter().map(|owner| self.owner(atoms, owner)));
        mentions
    }

    fn owner(&self, atoms: &Atoms, owner: &Owner) -> Mention {
        let party = self.party(&owner.actor, atoms.slice(&owner.tokens));
        mention(
            atoms,
            &owner.tokens,
            &owner.tokens,
            party,
            how(owner.usage),
            None,
            None,
        )
    }

    /// An office without a name: whoever is known to hold it, else the body it belongs to.
    fn untitled(&mut self, atoms: &Atoms, phrase: &Phrase) -> Option<Found> {
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
            title: phrase.words.clone(),
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
    fn both(&self, atoms: &Atoms, phrase: &Phrase) -> Option<Found> {
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
    fn holder(&self, phrase: &Phrase) -> Option<ActorId> {
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

    /// Whether a person holds an office of a phrase, or one that its words stand for.
    fn fits(
        &self,
        phrase: &Phrase,
        person: &super::memory::Person,
        country: Option<&CompactString>,
    ) -> bool {
        let reference = self.lexicon.reference();
        let title = self.lexicon.titles()[phrase.row].title.to_lowercase();
        let stands = reference.stands_for.get(title.as_str());

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
    fn office_itself(&self, phrase: &Phrase) -> Option<ActorId> {
        let suffix = self.suffix(phrase)?;
        let state = self.guess(Some(&suffix))?;
        let id = self.belonging(&state, &suffix)?;
        // A government or its diplomats have many members: which one is meant is not known.
        let body = self
            .party(&id, "")
            .is_some_and(|p| p.kind == ActorKind::Body);
        body.then_some(id)
    }

    /// A body or group of a state, or one whose state the article gives.
    fn institution(&mut self, atoms: &Atoms, at: usize) -> Option<Found> {
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
    fn short(&self, atoms: &Atoms, at: usize) -> Option<Found> {
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

    fn bodies(&self, atoms: &Atoms, body: &Body) -> Vec<Mention> {
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
    fn plain(&mut self, atoms: &Atoms, at: usize) -> Option<Found> {
        let hit = atoms.name(at)?;
        if self.part_of_name(atoms, &hit.tokens) {
            return None;
        }
        let words = atoms.slice(&hit.tokens);
        let row = self.choose(&hit.rows);
        let usage = self.usage(atoms, hit, row);
        let party = row.and_then(|row| self.party(&self.lexicon.names()[row].actor, words));
        let keep_tag = hit.tokens.len() == 1
            && (matches!(usage, Use::Adjective | Use::People)
                || matches!(atoms.tag(at), Some(Tag::Jj | Tag::Nnps | Tag::Nns)));
        let mention = mention(
            atoms,
            &hit.tokens,
            &hit.tokens,
            party,
            how(usage),
            None,
            None,
        );
        Some(Found {
            tokens: hit.tokens.clone(),
            mentions: vec![mention],
            keep_tag,
        })
    }

    /// What the name is here: a form that is adjective and people at once is an adjective before a noun.
    fn usage(&self, atoms: &Atoms, hit: &Hit, row: Option<usize>) -> Use {
        let names = self.lexicon.names();
        let chosen = row.unwrap_or(hit.rows[0]);
        let actor = &names[chosen].actor;
        let uses: Vec<Use> = hit
            .rows
            .iter()
            .filter(|&&row| names[row].actor == *actor)
            .map(|&row| names[row].usage)
            .collect();
        let noun = matches!(
            atoms.tag(hit.tokens.end),
            Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Hyph)
        );
        let others = || uses.iter().copied().filter(|u| *u != Use::Adjective).min();
        if uses.contains(&Use::Adjective) && !noun {
            return others().unwrap_or(Use::Adjective);
        }
        names[chosen].usage
    }

    /// Whether the words are inside a longer name nobody knows: "X Daily", "Bank of X", a person's name.
    fn part_of_name(&self, atoms: &Atoms, tokens: &Range<usize>) -> bool {
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

    fn memory_name(&self, atoms: &Atoms, at: usize) -> bool {
        self.bare_name(atoms, at).is_some()
    }

    /// A name before or after a hyphen in a word: "Sino-Afghan", "US-led".
    fn hyphened(&mut self, atoms: &Atoms, at: usize) -> Option<Found> {
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
            });
        }
        (!mentions.is_empty()).then(|| Found {
            tokens: at..at + 1,
            mentions,
            keep_tag: true,
        })
    }
}

fn how(usage: Use) -> How {
    match usage {
        Use::Adjective | Use::Prefix => How::Adjective,
        Use::Capital | Use::Metonym => How::Metonym,
        _ => How::Name,
    }
}

pub(super) fn mention(
    atoms: &Atoms,
    name: &Range<usize>,
    cover: &Range<usize>,
    party: Option<Party>,
    how: How,
    office: Option<Office>,
    gender: Option<Gender>,
) -> Mention {
    Mention {
        span: atoms.span(name),
        cover: atoms.span(cover),
        token: None,
        party,
        name: atoms.slice(name).to_owned(),
        how,
        office,
        gender,
        place: false,
    }
}
