//! Finds everything named in a sentence, left to right, the longest phrase first.

use super::atoms::Atoms;
use super::marks;
use super::person::Before;
use super::phrase::{Article, Owner, Phrase};
use super::{Found, Reader};
use crate::lexicon::Use;
use crate::model::{Gender, How, Mention, Office, Party};
use crate::text::{English, Sentence, Tag};
use std::ops::Range;

impl Reader<'_> {
    /// Finds the actors named in a tagged sentence. Call before merging and parsing.
    ///
    /// The finds do not overlap and stand in order; each becomes one token ([`super::merge`]).
    pub fn names(&mut self, english: &English, text: &str, sentence: &Sentence) -> Vec<Found> {
        let mut atoms = Atoms::find(self.lexicon, text, sentence, self.published);
        self.settle(text, sentence, &mut atoms);
        let proposals = english.propose(sentence, &marks::of(self.lexicon, &atoms));
        let offices = self.offices(&atoms);
        self.memory.begin_sentence();
        self.memory.sentence = atoms
            .names
            .iter()
            .flatten()
            .map(|hit| hit.rows.clone())
            .collect();
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            let office = offices.iter().find(|p| p.tokens.start == at);
            let one = self
                .epithet(&atoms, at)
                .or_else(|| office.and_then(|phrase| self.titled(&atoms, phrase, &offices)))
                .or_else(|| self.addressed(&atoms, at, &offices))
                .or_else(|| self.named(&atoms, at, &offices))
                .or_else(|| self.organization(&atoms, at))
                .or_else(|| self.foreign_people(&atoms, at))
                .or_else(|| self.ethnic(&atoms, at))
                .or_else(|| self.institution(&atoms, at))
                .or_else(|| self.plain(&atoms, at))
                .or_else(|| self.realm(&atoms, at))
                .or_else(|| self.short_form(&atoms, at))
                .or_else(|| self.short(&atoms, at))
                .or_else(|| self.half(&atoms, at))
                .or_else(|| self.hyphened(&atoms, at));
            match self.weigh(&atoms, at, &proposals, one) {
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
        let nobody = |m: &&Mention| m.party.is_none() && !m.place;
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
            // "Iran-backed fighters" are not Iran's.
            let behind = &self.lexicon.reference().places.behind;
            let backs = |end: usize| atoms.is(end, "-") && behind.contains(atoms.word(end + 1));
            let state = |f: &Found| {
                f.mentions
                    .iter()
                    .find_map(|m| self.state_of(&m.party.as_ref()?.id))
                    .filter(|_| !backs(f.tokens.end))
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
        // "his counterpart Italian President X": one person.
        if phrase.owners.is_empty()
            && self.is_counterpart(&phrase)
            && let Some(second) = offices.iter().find(|p| p.tokens.start == at)
            && let Some(mut found) = self.titled(atoms, second, offices)
        {
            found.tokens.start = phrase.tokens.start;
            return Some(found);
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
        // "his counterpart Italian President X": another office begins.
        if atoms
            .name(at)
            .is_some_and(|hit| hit.tokens.end < run.end && atoms.title(hit.tokens.end).is_some())
        {
            return None;
        }
        let other = atoms.name(at).is_some_and(|hit| {
            let names = self.lexicon.names();
            hit.tokens.end >= run.end
                && !hit.rows.is_empty()
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
        let bare = self
            .bare_name(atoms, at)
            .or_else(|| self.remembered(atoms, at));
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

    /// "Wolf blamed …": a capitalised word that the tagger takes for another, before a verb or mark, when the
    /// article has named a person so.
    fn remembered(&self, atoms: &Atoms, at: usize) -> Option<Range<usize>> {
        let open = atoms.capital(at) && atoms.name(at).is_none() && atoms.title(at).is_none();
        let noun = matches!(
            atoms.tag(at),
            Some(Tag::Nn | Tag::Nns | Tag::Jj | Tag::Vb | Tag::Vbp | Tag::Fw)
        );
        let fits = open && noun && self.closes(atoms, at + 1);
        (fits && self.memory.called(&[atoms.word(at)]).is_some()).then_some(at..at + 1)
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
    pub(super) fn inside(&self, atoms: &Atoms, phrase: &Phrase) -> Vec<Mention> {
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

    pub(super) fn owner(&self, atoms: &Atoms, owner: &Owner) -> Mention {
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
}

pub(super) fn how(usage: Use) -> How {
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
        kind: None,
    }
}
