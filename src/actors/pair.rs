//! Words that mean two: "both countries", "the two sides", "the two Koreas".

use super::Reader;
use crate::model::{ActorId, ActorKind, How, Mention, Party, Span};
use crate::text::Sentence;

/// After so many others have acted, the last two are meant and no longer the last pair.
const OTHERS: usize = 2;

impl Reader<'_> {
    /// Adds a mention for each of the two that "both countries", "the two leaders" and the like mean.
    pub(super) fn pairs(&mut self, text: &str, sentence: &Sentence, mentions: &mut Vec<Mention>) {
        let pair = &self.lexicon.reference().pair;
        let lower = |at: usize| sentence.tokens[at].span.of(text).to_lowercase();
        for at in 1..sentence.tokens.len() {
            let noun = lower(at);
            let named = pair.named.get(sentence.tokens[at].span.of(text));
            if named.is_none() && !pair.nouns.contains(noun.as_str())
                || mentions.iter().any(|m| m.token == Some(at))
            {
                continue;
            }
            let first =
                (at.saturating_sub(2)..at).find(|&t| pair.words.contains(lower(t).as_str()));
            let cover = Span::new(
                sentence.tokens[first.unwrap_or(at)].span.start,
                sentence.tokens[at].span.end,
            );
            let parties = match (named, first) {
                (Some(two), _) => two
                    .iter()
                    .filter_map(|id| self.lexicon.party(id, ""))
                    .collect(),
                (None, None) => continue,
                (None, Some(_)) => {
                    let persons = pair.persons.contains(noun.as_str());
                    let persons = persons.then(|| self.two_persons(mentions, cover.start));
                    let states = pair.states.contains(noun.as_str());
                    persons
                        .flatten()
                        .unwrap_or_else(|| self.last_two(mentions, cover.start, states))
                }
            };
            let mut add = |party: Option<Party>| {
                let name = cover.of(text);
                mentions.push(Mention {
                    span: cover,
                    cover,
                    token: Some(at),
                    party: party.map(|mut p| {
                        p.mention = name.into();
                        p
                    }),
                    name: name.to_owned(),
                    how: How::Description,
                    office: None,
                    gender: None,
                    place: false,
                    kind: None,
                });
            };
            if parties.len() == 2 {
                parties.into_iter().for_each(|p| add(Some(p)));
            } else {
                add(None);
                self.memory.unresolved += 1;
            }
        }
    }

    /// The two persons this sentence has named, else those the article has named together.
    fn two_persons(&self, mentions: &[Mention], before: usize) -> Option<Vec<Party>> {
        let mut here: Vec<&Party> = Vec::new();
        for party in mentions
            .iter()
            .filter(|m| m.cover.start < before && m.token.is_some())
            .filter_map(|m| m.party.as_ref())
        {
            if party.kind == ActorKind::Person && here.iter().all(|p| p.id != party.id) {
                here.push(party);
            }
        }
        let two = match here.len() {
            2 => here.into_iter().cloned().collect(),
            _ => self.memory.two.clone(),
        };
        (two.len() == 2).then_some(two)
    }

    /// The last two that acted or were addressed before a place in this sentence: two of the sentence, else
    /// those of the last sentence that had two, else the last of the article.
    fn last_two(&self, mentions: &[Mention], before: usize, states: bool) -> Vec<Party> {
        let fits = |id: &ActorId| !states || self.state_of(id).is_some_and(|state| state == *id);
        let mut here: Vec<ActorId> = Vec::new();
        for id in mentions
            .iter()
            .filter(|m| m.cover.start < before)
            .filter_map(|m| self.acting(m))
            .filter(fits)
        {
            here.retain(|known| *known != id);
            here.push(id);
        }
        let memory = &self.memory;
        let together = memory.pair.len() == 2
            && memory.pair.iter().all(fits)
            && memory.since_pair.len() < OTHERS;
        let two = if here.len() >= 2 {
            here
        } else if together {
            memory.pair.clone()
        } else {
            let mut all: Vec<ActorId> = memory
                .acting
                .iter()
                .filter(|id| fits(id))
                .cloned()
                .collect();
            all.retain(|id| !here.contains(id));
            all.extend(here);
            all
        };
        two[two.len().saturating_sub(2)..]
            .iter()
            .filter_map(|id| self.lexicon.party(id, ""))
            .collect()
    }

    /// Keeps who acted in a sentence, and the two when they were two.
    pub(super) fn remember_pair(&mut self, mentions: &[Mention]) {
        let mut here: Vec<ActorId> = Vec::new();
        for id in mentions.iter().filter_map(|m| self.acting(m)) {
            if !here.contains(&id) {
                here.push(id);
            }
        }
        let memory = &mut self.memory;
        for id in &here {
            memory.acting.retain(|known| known != id);
            memory.acting.push(id.clone());
            if !memory.pair.contains(id) && !memory.since_pair.contains(id) {
                memory.since_pair.push(id.clone());
            }
        }
        if here.len() == 2 {
            memory.pair = here;
            memory.since_pair.clear();
        }
    }

    /// Who acts in a mention that is neither a place nor a mere adjective: a group or organisation itself, else the state.
    fn acting(&self, mention: &Mention) -> Option<ActorId> {
        let adjective = mention.how == How::Adjective && mention.token.is_some();
        let party = mention
            .party
            .as_ref()
            .filter(|_| !mention.place && !adjective)?;
        if matches!(
            party.kind,
            ActorKind::Group | ActorKind::Organization | ActorKind::Igo
        ) {
            let whole = mention.token.is_some() && self.lexicon.party(&party.id, "").is_some();
            return whole.then(|| party.id.clone());
        }
        let country = party.country.as_deref().map(ActorId::new);
        self.state_of(&country.unwrap_or_else(|| party.id.clone()))
    }
}
