//! One sentence with its actors in place: who stands at a token, whom a phrase names or involves.

use super::people::{self, People};
use super::words::Words;
use crate::model::{ActorKind, How, Mention, Party};
use crate::text::clause::Tree;
use crate::text::{Rel, Tag, Upos};
use compact_str::CompactString;
use std::borrow::Cow;

/// How far inside a phrase a party is looked for.
const DEPTH: usize = 3;

/// A sentence as the event stage sees it.
pub(super) struct Scene<'s> {
    pub text: &'s str,
    pub tree: Tree<'s>,
    pub mentions: Cow<'s, [Mention]>,
    pub words: &'s Words,
    pub people_of: &'s People,
    /// How many of the mentions are actors the article names; people without a state follow.
    actors: usize,
    /// Token → index of the mention that stands there.
    at: Vec<Option<usize>>,
    /// Token → index of the mention of people without a state.
    people: Vec<Option<usize>>,
}

impl<'s> Scene<'s> {
    pub(super) fn new(
        text: &'s str,
        tree: Tree<'s>,
        mentions: &'s [Mention],
        words: &'s Words,
        people: &'s People,
    ) -> Self {
        let mut at = vec![None; tree.sentence.tokens.len()];
        for (i, mention) in mentions.iter().enumerate() {
            if let Some(slot) = mention.token.and_then(|t| at.get_mut(t)) {
                *slot = slot.or(Some(i));
            }
        }
        let mut scene = Scene {
            text,
            tree,
            mentions: Cow::Borrowed(mentions),
            words,
            people_of: people,
            actors: mentions.len(),
            people: vec![None; at.len()],
            at,
        };
        if !scene.is_empty() {
            scene.add_people(people);
        }
        scene
    }

    fn add_people(&mut self, people: &People) {
        for token in 0..self.at.len() {
            let named = self.at[token].is_some_and(|m| {
                self.mentions[m].party.is_some() || self.mentions[m].how != How::Description
            });
            if named {
                continue;
            }
            if let Some(mention) = people::we(self, token) {
                self.people[token] = Some(self.mentions.len());
                self.mentions.to_mut().push(mention);
            } else if let Some(mut mention) = people.at(self, token) {
                if let (Some(party), Some(state)) = (&mention.party, self.state_inside(token)) {
                    mention.party = Some(people.of_state(party, &state));
                }
                self.people[token] = Some(self.mentions.len());
                self.mentions.to_mut().push(mention);
            }
        }
    }

    /// The state people belong to by their own words: "its soldiers", "residents of Suva".
    fn state_inside(&self, noun: usize) -> Option<CompactString> {
        let of_party = |m: usize| self.party(m).and_then(Party::state).cloned();
        if let Some(state) = self.owning(noun).into_iter().find_map(of_party) {
            return Some(state);
        }
        let phrases = self.tree.children(noun).filter(|&k| {
            k > noun
                && self.tree.rel(k) == Rel::Nmod
                && self.words.membership.contains(&self.tree.preposition(k))
        });
        phrases.filter_map(|k| self.at[k]).find_map(of_party)
    }

    /// The parties the article names in this sentence.
    pub(super) fn named_parties(&self) -> impl Iterator<Item = &Party> {
        self.mentions[..self.actors]
            .iter()
            .filter_map(|m| m.party.as_ref())
    }

    /// People without a state of their own at one of these heads.
    pub(super) fn people(&self, heads: &[usize]) -> Vec<usize> {
        let found = heads.iter().flat_map(|&h| self.counted(h));
        found.filter_map(|h| self.people[h]).take(1).collect()
    }

    /// Whether people without a name may be the ones who act.
    pub(super) fn acts(&self, people: usize) -> bool {
        self.party(people).is_some_and(|p| {
            let watches = |s: &CompactString| self.words.watching_sectors.contains(s);
            !p.sector.iter().any(watches)
        })
    }

    pub(super) fn is_people(&self, mention: usize) -> bool {
        mention >= self.actors
    }

    /// The mention standing at a token, resolved or not.
    pub(super) fn mention(&self, token: usize) -> Option<usize> {
        self.at[token]
    }

    pub(super) fn party(&self, mention: usize) -> Option<&Party> {
        self.mentions[mention].party.as_ref()
    }

    /// Whether any actor is named here at all.
    pub(super) fn is_empty(&self) -> bool {
        self.named_parties().next().is_none()
    }

    /// The parties a phrase with this head *is*: the name itself, a name beside it ("the group Hamas"), or
    /// whom a word of number, membership or office speaks for ("dozens of soldiers", "envoys from Chad and Mali").
    fn all_named(&self, head: usize) -> Vec<usize> {
        if let Some(mention) = self.at[head] {
            return self.sharing(mention).filter(|&m| self.usable(m)).collect();
        }
        let beside = |rel| {
            let mentions = self.tree.by_rel(head, rel).filter_map(|k| self.at[k]);
            mentions.into_iter().find(|&m| self.usable(m))
        };
        // "nine Cameroonian soldiers": the parser may let the number head the phrase.
        let number = self.tree.sentence.tokens[head].upos == Upos::Num;
        let unmarked = number.then_some(Rel::NmodUnmarked);
        let names = [Rel::Appos, Rel::Flat, Rel::NmodDesc]
            .into_iter()
            .chain(unmarked);
        if let Some(mention) = names.into_iter().find_map(beside) {
            return vec![mention];
        }
        if !self.words.partitive.contains(self.tree.lemma(head)) {
            return Vec::new();
        }
        let parts = self
            .tree
            .children(head)
            .filter(|&k| self.tree.rel(k) == Rel::Nmod && k > head);
        let mut spoken_for = parts.map(|k| {
            let all = self.tree.coordinated(k);
            let named: Vec<usize> = all.into_iter().flat_map(|h| self.all_named(h)).collect();
            named
                .into_iter()
                .filter(|&m| !self.mentions[m].place)
                .collect::<Vec<_>>()
        });
        spoken_for
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The first party a phrase is.
    pub(super) fn named(&self, head: usize) -> Option<usize> {
        self.all_named(head).first().copied()
    }

    /// The mentions at the token of a mention: "Indian and Chinese soldiers" are one name of two parties.
    fn sharing(&self, mention: usize) -> impl Iterator<Item = usize> + '_ {
        let token = self.mentions[mention].token;
        (0..self.actors)
            .filter(move |&o| o == mention || (token.is_some() && self.mentions[o].token == token))
    }

    /// An adjective ("Chinese") names no party by itself where a noun is wanted.
    fn usable(&self, mention: usize) -> bool {
        let m = &self.mentions[mention];
        m.party.is_some() && m.how != How::Adjective && !self.is_half(m)
    }

    /// Half of a word whose other half is no name: "NATO-member", "Mali-based".
    fn is_half(&self, mention: &Mention) -> bool {
        let tokens = &self.tree.sentence.tokens;
        mention.token.is_some_and(|t| {
            tokens.get(t + 1).is_some_and(|hyphen| {
                hyphen.tag == Tag::Hyph && hyphen.span.start == tokens[t].span.end
            }) && tokens.get(t + 2).is_some_and(|_| self.at[t + 2].is_none())
        })
    }

    /// The parties of a phrase and of what is coordinated with it.
    pub(super) fn parties(&self, heads: &[usize], places: bool) -> Vec<usize> {
        let mut found: Vec<usize> = heads
            .iter()
            .flat_map(|&h| self.all_named(h))
            .filter(|&m| places || !self.mentions[m].place)
            .collect();
        found.dedup();
        found
    }

    /// The other state inside a name of the actors' own state: "recalled its ambassador to Benin" is about Benin.
    pub(super) fn foreign(&self, side: &[usize], own: usize) -> Option<usize> {
        let state = |m: usize| self.party(m).and_then(Party::state);
        let home = state(own)?;
        if own >= self.actors || !side.iter().any(|&s| state(s) == Some(home)) {
            return None;
        }
        let cover = self.mentions[own].cover;
        (0..self.actors).find(|&m| {
            let inner = &self.mentions[m];
            m != own
                && inner.token.is_none()
                && cover.start <= inner.span.start
                && inner.span.end <= cover.end
                && state(m).is_some_and(|s| s != home)
        })
    }

    /// The parties a phrase *involves*: itself, whose it is, whom it is of, with, on, against …
    ///
    /// `skip` names mentions that do not count (the other side).
    pub(super) fn involved(&self, heads: &[usize], skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
        for &head in heads {
            let found = self.inside(head, skip, DEPTH);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn inside(&self, head: usize, skip: &dyn Fn(usize) -> bool, depth: usize) -> Vec<usize> {
        let keep =
            |found: Vec<usize>| -> Vec<usize> { found.into_iter().filter(|&m| !skip(m)).collect() };
        if let Some(mention) = self.named(head).filter(|&m| !skip(m)) {
            return vec![mention];
        }
        let owners = keep(self.owning(head));
        if !owners.is_empty() {
            return owners;
        }
        if depth == 0 {
            return Vec::new();
        }
        // "the sanctions that Lima had imposed" are Lima's.
        for relative in self.tree.by_rel(head, Rel::AclRelcl) {
            let clause = self.tree.clause(relative);
            let found = keep(self.parties(&clause.subject, false));
            if !found.is_empty() && !clause.subject.contains(&head) {
                return found;
            }
        }
        let phrases: Vec<usize> = self
            .tree
            .children(head)
            .filter(|&k| {
                k > head
                    && matches!(
                        self.tree.rel(k),
                        Rel::Nmod | Rel::Obl | Rel::Obj | Rel::Acl | Rel::Appos
                    )
            })
            .collect();
        for kid in phrases {
            let all = self.tree.coordinated(kid);
            let states = |m: &usize| !self.mentions[*m].place || self.is_state(*m);
            let direct: Vec<usize> = keep(self.parties(&all, true))
                .into_iter()
                .filter(states)
                .collect();
            if !direct.is_empty() {
                return direct;
            }
            let deeper = self.inside(kid, skip, depth - 1);
            if !deeper.is_empty() {
                return deeper;
            }
        }
        Vec::new()
    }

    fn is_state(&self, mention: usize) -> bool {
        self.party(mention)
            .is_some_and(|p| p.kind == ActorKind::State)
            && self.mentions[mention].how == How::Name
    }

    /// The parties that own a noun: "Russia's", "Russian", "US" before it, "by Russia" after it.
    pub(super) fn owning(&self, noun: usize) -> Vec<usize> {
        let mut owners: Vec<usize> = self
            .tree
            .owners(noun)
            .into_iter()
            .filter_map(|t| self.at[t].or_else(|| self.named(t)))
            .filter(|&m| self.mentions[m].party.is_some())
            .collect();
        owners.dedup();
        owners
    }

    /// Whether an adverbial clause is what its verb is about: a gerund after a preposition that takes content.
    pub(super) fn is_content(&self, token: usize) -> bool {
        let tokens = &self.tree.sentence.tokens;
        tokens[token].tag == Tag::Vbg
            && self.tree.by_rel(token, Rel::Mark).any(|k| {
                tokens[k].tag == Tag::In
                    && self
                        .words
                        .complement_prepositions
                        .contains(self.tree.lemma(k))
            })
    }

    /// A head and, where it only counts ("some of its troops", "700 kg of flour"), what it counts.
    pub(super) fn counted(&self, head: usize) -> Vec<usize> {
        let mut found = vec![head];
        let counts = self.tree.sentence.tokens[head].upos == Upos::Num
            || self.words.partitive.contains(self.tree.lemma(head))
            || self.tree.by_rel(head, Rel::Nummod).next().is_some();
        if counts {
            let inside = self
                .tree
                .children(head)
                .filter(|&k| k > head && matches!(self.tree.rel(k), Rel::Nmod | Rel::NmodUnmarked));
            found.extend(inside);
        }
        found
    }

    /// Whether a word of a frame stands at a head noun. Several words must stand side by side in the text, be it
    /// inside a joined name: "peace talk" ends at its head, "policy of friendship" begins there. Hyphens and
    /// capitals say nothing.
    pub(super) fn is_word(&self, head: usize, entry: &str) -> bool {
        let tokens = &self.tree.sentence.tokens;
        let is = |token: usize, word: &str| {
            let t = &tokens[token];
            t.lemma.eq_ignore_ascii_case(word) || t.form.eq_ignore_ascii_case(word)
        };
        // Most entries are other words altogether: those that neither begin nor end as the head does.
        let token = &tokens[head];
        if ![&token.lemma, &token.form]
            .iter()
            .any(|word| begins(entry, word) || ends(entry, word))
        {
            return false;
        }
        let parts = |c: char| c == ' ' || c == '-';
        if !entry.contains(parts) {
            return token.lemma.eq_ignore_ascii_case(entry);
        }
        if token.unit {
            let mut inside = token.span.of(self.text).rsplit(parts).skip(1);
            let mut words = entry.rsplit(parts);
            return words.next().is_some_and(|last| is(head, last))
                && words.all(|word| {
                    inside
                        .next()
                        .is_some_and(|have| word.eq_ignore_ascii_case(have))
                });
        }
        let plain = |t: &usize| tokens[*t].tag != Tag::Hyph;
        let mut back = (0..=head).rev().filter(plain);
        let mut on = (head..tokens.len()).filter(plain);
        entry
            .rsplit(parts)
            .all(|word| back.next().is_some_and(|t| is(t, word)))
            || entry
                .split(parts)
                .all(|word| on.next().is_some_and(|t| is(t, word)))
    }

    /// Tokens below `head` that carry this preposition, nearest attachment first; other clauses are not entered.
    ///
    /// Attachment is the parser's weakest point ("held talks in Oslo with Lima"), so a phrase hanging on another
    /// phrase counts too, after those that hang on `head` itself.
    pub(super) fn phrases(&self, head: usize, preposition: &str) -> Vec<usize> {
        let mut found = Vec::new();
        let mut level = vec![head];
        while !level.is_empty() && found.is_empty() {
            let mut below = Vec::new();
            for &at in &level {
                for kid in self.tree.children(at) {
                    let rel = self.tree.rel(kid);
                    if !matches!(
                        rel,
                        Rel::Obl
                            | Rel::Nmod
                            | Rel::Obj
                            | Rel::Conj
                            | Rel::OblAgent
                            | Rel::NmodUnmarked
                            | Rel::OblUnmarked
                            | Rel::Xcomp
                            | Rel::Advcl
                            | Rel::Acl
                    ) || kid < head && at != head
                    {
                        continue;
                    }
                    if matches!(rel, Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::Conj)
                        && self.tree.sentence.tokens[kid].upos == Upos::Verb
                    {
                        continue;
                    }
                    if self.tree.preposition(kid) == preposition {
                        found.extend(self.tree.coordinated(kid));
                    } else {
                        below.push(kid);
                    }
                }
            }
            level = below;
        }
        found
    }
}

/// Whether an entry begins with a word, capitals aside.
fn begins(entry: &str, word: &str) -> bool {
    entry
        .as_bytes()
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether an entry ends with a word, capitals aside.
fn ends(entry: &str, word: &str) -> bool {
    let before = entry.len().checked_sub(word.len());
    before.is_some_and(|at| entry.as_bytes()[at..].eq_ignore_ascii_case(word.as_bytes()))
}
