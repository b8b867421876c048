//! Pronouns, and names that are places here. Needs the tree.

use super::Reader;
use crate::model::{ActorKind, Gender, How, Mention, Party};
use crate::text::{Rel, Sentence, Tag};

/// An agency in brackets stands among so many first words.
const CREDIT: usize = 4;

impl Reader<'_> {
    /// Adds pronouns to the mentions of a parsed sentence and marks names that are places.
    ///
    /// `mentions` are those of [`super::merge`]; they come back in the order of the text.
    pub fn refer(&mut self, text: &str, sentence: &Sentence, mentions: &mut Vec<Mention>) {
        self.places(text, sentence, mentions);
        self.pairs(text, sentence, mentions);
        self.pronouns(text, sentence, mentions);
        mentions.sort_by_key(|m| (m.cover.start, std::cmp::Reverse(m.cover.end), m.span.start));
        self.remember(sentence, mentions);
    }

    /// A capital or state after "in" or, with a verb of motion, after "to" is a place.
    fn places(&self, text: &str, sentence: &Sentence, mentions: &mut [Mention]) {
        let reference = self.lexicon.reference();
        let word = |at: usize| sentence.tokens[at].span.of(text).to_lowercase();
        let place = |token: usize| -> bool {
            let mut token = token;
            // "in Paris and Berlin"
            while sentence.tokens[token].rel == Rel::Conj
                && let Some(head) = sentence.tokens[token].head
            {
                token = head;
            }
            let cases: Vec<String> = sentence
                .children(token)
                .filter(|&child| sentence.tokens[child].rel == Rel::Case && child < token)
                .map(word)
                .collect();
            if cases
                .iter()
                .any(|case| reference.places.at.contains(case.as_str()))
            {
                return true;
            }
            if !cases
                .iter()
                .any(|case| reference.places.path.contains(case.as_str()))
            {
                return false;
            }
            sentence.tokens[token].head.is_some_and(|head| {
                let lemma = sentence.tokens[head].lemma.to_lowercase();
                reference.places.motion.contains(lemma.as_str())
            })
        };
        let organized = |m: &&Mention| !matches!(m.sort(), ActorKind::Place | ActorKind::State);
        let named: Vec<usize> = mentions
            .iter()
            .filter(organized)
            .filter_map(|m| m.token)
            .collect();
        for mention in mentions.iter_mut() {
            let Some(token) = mention.token else { continue };
            // "(CNN) Italian police …": who brings the news, not who makes it; but "the Green Party (GP)".
            if token > 0 && token < CREDIT && bracketed(text, sentence, token) {
                mention.place = token < 2 || !named.contains(&(token - 2));
            }
            let joined = half(sentence, token);
            if joined
                && let Some(after) = sentence.tokens.get(token + 2)
                && reference.places.behind.contains(after.form.as_str())
            {
                mention.place = true;
                continue;
            }
            // The name tagger knows a place from an actor.
            if mention.kind == Some(ActorKind::Place) {
                continue;
            }
            let site = matches!(mention.how, How::Name | How::Metonym)
                && mention
                    .party
                    .as_ref()
                    .is_none_or(|p| p.kind == ActorKind::State);
            if site {
                // "in U.S.-Maldives relations": half a word is no place.
                mention.place = !joined && (place(token) || dateline(text, sentence, token));
            }
        }
    }

    fn pronouns(&mut self, text: &str, sentence: &Sentence, mentions: &mut Vec<Mention>) {
        let pronouns = &self.lexicon.reference().pronouns;
        let mut added: Vec<Mention> = Vec::new();
        for (at, token) in sentence.tokens.iter().enumerate() {
            if !matches!(token.tag, Tag::Prp | Tag::PRPS) || token.rel == Rel::Expl {
                continue;
            }
            let word = token.span.of(text).to_lowercase();
            let known: Vec<&Mention> = mentions.iter().chain(&added).collect();
            let parties = if pronouns.she.contains(word.as_str()) {
                self.somebody(sentence, &known, at, Gender::She)
            } else if pronouns.he.contains(word.as_str()) {
                self.somebody(sentence, &known, at, Gender::He)
            } else if pronouns.it.contains(word.as_str()) {
                if self.impersonal(sentence, at) {
                    continue;
                }
                self.something(sentence, &known, at)
            } else if pronouns.they.contains(word.as_str()) {
                self.several(sentence, &known, at)
            } else {
                continue;
            };
            let mention = |party: Option<Party>| Mention {
                span: token.span,
                cover: token.span,
                token: Some(at),
                gender: None,
                party: party.map(|mut p| {
                    p.mention = token.span.of(text).into();
                    p
                }),
                name: token.span.of(text).to_owned(),
                how: How::Pronoun,
                office: None,
                place: false,
                kind: None,
            };
            if parties.is_empty() {
                self.memory.unresolved += 1;
                added.push(mention(None));
            } else {
                added.extend(parties.into_iter().map(|p| mention(Some(p))));
            }
        }
        mentions.extend(added);
    }

    /// "It is clear that …", "it rained": a subject with an adjective or a clause in its place, or of a verb that has none.
    fn impersonal(&self, sentence: &Sentence, at: usize) -> bool {
        let token = &sentence.tokens[at];
        if token.rel != Rel::Nsubj && token.rel != Rel::NsubjPass {
            return false;
        }
        let Some(head) = token.head else { return false };
        let verbs = &self.lexicon.reference().impersonal;
        if verbs.contains(sentence.tokens[head].lemma.as_str()) {
            return true;
        }
        let adjective = sentence.tokens[head].tag == Tag::Jj;
        let clause = sentence.children(head).any(|c| {
            matches!(
                sentence.tokens[c].rel,
                Rel::Csubj | Rel::CsubjPass | Rel::Ccomp | Rel::Advcl
            )
        });
        adjective || (clause && token.rel == Rel::NsubjPass)
    }

    /// "She": a person before it in the sentence that fits, else the last one who spoke or acted, else the last named.
    fn somebody(
        &self,
        sentence: &Sentence,
        known: &[&Mention],
        at: usize,
        gender: Gender,
    ) -> Vec<Party> {
        let fits = |party: &Party| {
            let person = self.memory.persons.iter().find(|p| p.party.id == party.id);
            person.is_some_and(|p| p.gender.is_none_or(|g| g == gender))
        };
        let sure = |party: &Party| {
            let person = self.memory.persons.iter().find(|p| p.party.id == party.id);
            person.is_some_and(|p| p.gender == Some(gender))
        };
        let object = matches!(sentence.tokens[at].rel, Rel::Obj | Rel::Iobj | Rel::Obl);
        let here: Vec<&Mention> = known
            .iter()
            .copied()
            .filter(|m| m.token.is_some_and(|t| t < at) && m.party.as_ref().is_some_and(fits))
            // "X met him": he is not X.
            .filter(|m| !(object && m.token.is_some_and(|t| same_clause(sentence, t, at))))
            .collect();
        let subjects = || here.iter().filter(|m| is_subject(sentence, m));
        let pick = subjects()
            .find(|m| m.party.as_ref().is_some_and(sure))
            .or_else(|| subjects().next())
            .or_else(|| here.last());
        if let Some(party) = pick.and_then(|m| m.party.clone()) {
            return vec![party];
        }
        let memory = &self.memory;
        let recent = [memory.speaker.as_ref(), memory.subject.as_ref()];
        let latest = memory.latest();
        let candidates: Vec<&Party> = recent
            .into_iter()
            .flatten()
            .chain(latest.iter().map(|p| &p.party))
            .filter(|p| fits(p))
            .collect();
        let best = candidates
            .iter()
            .find(|p| sure(p))
            .or_else(|| candidates.first());
        best.map(|p| (*p).clone()).into_iter().collect()
    }

    /// "It", "its": what the sentence is about, else the only one the last sentence was about.
    fn something(&self, sentence: &Sentence, known: &[&Mention], at: usize) -> Vec<Party> {
        let thing = |party: &Party| party.kind != ActorKind::Person;
        if let Some(owner) = beside(sentence, known, at)
            && thing(&owner)
        {
            return vec![owner];
        }
        // "inside X or beyond its borders": a place owns too, when it is the only one.
        let own = sentence.tokens[at].tag == Tag::PRPS;
        let mut places: Vec<&Party> = known
            .iter()
            .filter(|m| own && m.place && m.token.is_some_and(|t| t < at))
            .filter_map(|m| m.party.as_ref())
            .collect();
        places.dedup_by(|a, b| a.id == b.id);
        if let [one] = places.as_slice()
            && subject_above(sentence, at).is_some()
        {
            return vec![(*one).clone()];
        }
        // "the law must take its course": the owner is the subject, and no actor.
        if own
            && let Some(subject) = subject_above(sentence, at)
            && !known.iter().any(|m| m.token == Some(subject))
        {
            return Vec::new();
        }
        let here: Vec<&Mention> = known
            .iter()
            .copied()
            .filter(|m| m.token.is_some_and(|t| t < at) && m.party.as_ref().is_some_and(thing))
            .filter(|m| m.how != How::Adjective && !m.place)
            // "Norway denied it": it is not Norway.
            .filter(|m| {
                let own = sentence.tokens[at].tag == Tag::PRPS;
                own || !m.token.is_some_and(|t| same_clause(sentence, t, at))
            })
            .collect();
        // The subject nearest before it.
        let subject = here.iter().rev().find(|m| is_subject(sentence, m));
        if let Some(party) = subject.and_then(|m| m.party.clone()) {
            return vec![party];
        }
        let mut ids: Vec<&Party> = here.iter().filter_map(|m| m.party.as_ref()).collect();
        ids.dedup_by(|a, b| a.id == b.id);
        if let [one] = ids.as_slice() {
            return vec![(*one).clone()];
        }
        // "Bolivia denied it": what was told before, not who.
        let object = matches!(sentence.tokens[at].rel, Rel::Obj | Rel::Iobj) && !own;
        let before = self.memory.subject.as_ref().filter(|p| thing(p) && !object);
        match (ids.is_empty(), before) {
            (true, Some(party)) => vec![party.clone()],
            _ => Vec::new(),
        }
    }

    /// "They": several subjects joined, or one that is many.
    fn several(&self, sentence: &Sentence, known: &[&Mention], at: usize) -> Vec<Party> {
        let many = |party: &Party| {
            matches!(
                party.kind,
                ActorKind::Group
                    | ActorKind::Government
                    | ActorKind::Organization
                    | ActorKind::Body
            )
        };
        let before: Vec<&Mention> = known
            .iter()
            .copied()
            .filter(|m| m.token.is_some_and(|t| t < at) && !m.place && m.how != How::Adjective)
            .collect();
        if let Some(owner) = beside(sentence, known, at)
            && many(&owner)
        {
            return vec![owner];
        }
        let Some(subject) = before.iter().rev().find(|m| is_subject(sentence, m)) else {
            let mut groups: Vec<&Party> = before
                .iter()
                .filter_map(|m| m.party.as_ref())
                .filter(|p| p.kind == ActorKind::Group)
                .collect();
            groups.dedup_by(|a, b| a.id == b.id);
            if let [one] = groups.as_slice() {
                return vec![(*one).clone()];
            }
            if self.memory.two.len() == 2 {
                return self.memory.two.clone();
            }
            if self.memory.joined.len() > 1 {
                return self.memory.joined.clone();
            }
            let last = self.memory.subject.as_ref().filter(|p| many(p));
            return last.cloned().into_iter().collect();
        };
        let Some(head) = subject.token else {
            return Vec::new();
        };
        let joined: Vec<Party> = before
            .iter()
            .filter(|m| {
                m.token.is_some_and(|t| {
                    t == head
                        || (sentence.tokens[t].rel == Rel::Conj
                            && sentence.tokens[t].head == Some(head))
                })
            })
            .filter_map(|m| m.party.clone())
            .collect();
        if joined.len() > 1 {
            return joined;
        }
        joined.into_iter().filter(many).collect()
    }

    /// Keeps who spoke and what the sentence was about.
    fn remember(&mut self, sentence: &Sentence, mentions: &[Mention]) {
        let speech = &self.lexicon.reference().speech.lemmas;
        let party_of = |token: usize| {
            mentions
                .iter()
                .find(|m| m.token == Some(token) && m.how != How::Adjective)
                .and_then(|m| m.party.clone())
        };
        let mut subject = None;
        let mut speaker = None;
        self.memory.joined.clear();
        for (at, token) in sentence.tokens.iter().enumerate() {
            if !matches!(token.rel, Rel::Nsubj | Rel::NsubjPass) {
                continue;
            }
            let Some(party) = party_of(at) else { continue };
            let head = token.head.map(|h| &sentence.tokens[h]);
            if head.is_some_and(|h| speech.contains(h.lemma.as_str())) && speaker.is_none() {
                speaker = Some(party.clone());
            }
            if head.is_some_and(|h| h.rel == Rel::Root) || subject.is_none() {
                let with = (at + 1..sentence.tokens.len()).filter(|&t| {
                    sentence.tokens[t].rel == Rel::Conj && sentence.tokens[t].head == Some(at)
                });
                self.memory.joined = std::iter::once(party.clone())
                    .chain(with.filter_map(party_of))
                    .collect();
                subject = Some(party);
            }
        }
        if speaker.is_some() {
            self.memory.speaker = speaker;
        }
        if subject.is_some() {
            self.memory.subject = subject;
        }
        self.remember_pair(mentions);
        let mut persons: Vec<Party> = Vec::new();
        for party in mentions
            .iter()
            .filter(|m| m.token.is_some())
            .filter_map(|m| m.party.as_ref())
        {
            if party.kind == ActorKind::Person && !persons.iter().any(|p| p.id == party.id) {
                persons.push(party.clone());
            }
        }
        // A sentence about something else ends it; one about one of the two does not.
        match persons.len() {
            2 => self.memory.two = persons,
            0 if self
                .memory
                .subject
                .as_ref()
                .is_none_or(|p| p.kind != ActorKind::Person) =>
            {
                self.memory.two.clear();
            }
            _ => {}
        }
        for mention in mentions.iter().filter(|m| m.how == How::Pronoun) {
            if let Some(party) = &mention.party {
                self.memory.note(party, "");
            }
        }
    }
}

/// "X's fight and its gains": the owner of the noun that the pronoun's noun is joined to.
fn beside(sentence: &Sentence, known: &[&Mention], at: usize) -> Option<Party> {
    let noun = sentence.tokens[at].head?;
    let own = sentence.tokens[at].tag == Tag::PRPS && sentence.tokens[noun].rel == Rel::Conj;
    let mut first = sentence.tokens[noun].head.filter(|_| own)?;
    let poss = |noun: usize| {
        sentence
            .children(noun)
            .find(|&child| sentence.tokens[child].rel == Rel::NmodPoss)
    };
    // "X's fight against hunger and its gains": the nouns between may be joined first.
    let mut owner = poss(first);
    while owner.is_none() && sentence.tokens[first].rel.base() == Rel::Nmod.base() {
        first = sentence.tokens[first].head?;
        owner = poss(first);
    }
    let owner = owner?;
    let mention = known.iter().find(|m| m.token == Some(owner))?;
    mention.party.clone()
}

/// The common noun that is subject of the nearest verb above a token, when it stands before the token.
fn subject_above(sentence: &Sentence, at: usize) -> Option<usize> {
    let mut above = sentence.tokens[at].head?;
    // No tree is deeper than its sentence is long.
    for _ in 0..sentence.tokens.len() {
        let subject = sentence
            .children(above)
            .find(|&child| matches!(sentence.tokens[child].rel, Rel::Nsubj | Rel::NsubjPass));
        if let Some(subject) = subject {
            let noun = matches!(sentence.tokens[subject].tag, Tag::Nn | Tag::Nns);
            return (noun && subject < at).then_some(subject);
        }
        above = sentence.tokens[above].head?;
    }
    None
}

fn is_subject(sentence: &Sentence, mention: &Mention) -> bool {
    mention
        .token
        .is_some_and(|t| matches!(sentence.tokens[t].rel, Rel::Nsubj | Rel::NsubjPass))
}

/// Whether two tokens hang on one verb.
fn same_clause(sentence: &Sentence, a: usize, b: usize) -> bool {
    sentence.tokens[a].head.is_some() && sentence.tokens[a].head == sentence.tokens[b].head
}

/// Whether brackets hold a token and nothing else.
fn bracketed(text: &str, sentence: &Sentence, token: usize) -> bool {
    let is = |at: usize, mark: &str| {
        let word = sentence.tokens.get(at).map(|t| t.span.of(text));
        word == Some(mark)
    };
    is(token - 1, "(") && is(token + 1, ")")
}

/// A name in capitals that opens the sentence, before the mark of a dateline: "OSLO, May 2".
fn dateline(text: &str, sentence: &Sentence, token: usize) -> bool {
    let word = sentence.tokens[token].span.of(text);
    let capitals = word.chars().all(|c| !c.is_lowercase()) && word.chars().count() > 3;
    let next = sentence
        .tokens
        .get(token + 1)
        .map_or("", |t| t.span.of(text));
    token == 0
        && (capitals && matches!(next, "," | "(" | "-" | "—" | "–" | "/")
            || matches!(next, "(" | "—" | "–"))
}

/// Whether a hyphen joins a token to the next.
fn half(sentence: &Sentence, token: usize) -> bool {
    sentence.tokens.get(token + 1).is_some_and(|next| {
        next.tag == Tag::Hyph && next.span.start == sentence.tokens[token].span.end
    })
}
