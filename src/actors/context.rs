//! Which of its meanings a name has here: by the words beside it, by whom else the sentence and the article name.
//!
//! One name keeps one meaning through an article as long as its sentence does not say otherwise. What
//! nothing tells apart stays nobody's.

use super::Reader;
use super::atoms::Atoms;
use crate::lexicon::reference::Sense;
use crate::lexicon::{Lexicon, Use, fold, pieces};
use crate::model::{ActorId, ActorKind, Date};
use crate::text::{Sentence, Tag};
use std::collections::BTreeSet;

/// Whom a stretch of text surely names, and its words.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// All that is named by a name of one meaning, and the first parts of their ids.
    roots: BTreeSet<ActorId>,
    /// The words in lower case, each between two spaces.
    words: String,
}

impl Evidence {
    fn of(lexicon: &Lexicon, text: &str, on: Option<Date>) -> Evidence {
        let cut = pieces(text, 0);
        let mut evidence = Evidence {
            words: String::from(" "),
            ..Evidence::default()
        };
        for piece in &cut {
            evidence.words.push_str(&piece.lower);
            evidence.words.push(' ');
        }
        let names = lexicon.names();
        let mut at = 0;
        while at < cut.len() {
            let mut longest = 0;
            let mut rows: Vec<usize> = Vec::new();
            for (row, length) in lexicon.name_index().at(&cut[at..]) {
                if names[row].holds(on) && (rows.is_empty() || length == longest) {
                    longest = length;
                    rows.push(row);
                }
            }
            let root = |row: &usize| names[*row].actor.root();
            if let Some(first) = rows.first()
                && rows
                    .iter()
                    .all(|row| !names[*row].ambiguous && root(row) == root(first))
            {
                evidence.roots.insert(ActorId::new(root(first)));
                evidence.roots.insert(names[*first].actor.clone());
            }
            at += longest.max(1);
        }
        evidence
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(&format!(" {word} "))
    }
}

/// What a look at the evidence gives.
enum Verdict {
    /// This meaning alone has something that speaks for it.
    One(ActorId),
    /// Several have.
    Several,
    /// None has.
    Silent,
}

/// A meaning of a name; the actor is empty where the word is nobody's name.
struct Meaning<'l> {
    actor: ActorId,
    sense: Option<&'l Sense>,
}

impl Reader<'_> {
    /// Leaves every name of the sentence the meanings it can have here: one, or none when that cannot be told.
    pub(super) fn settle(&mut self, text: &str, sentence: &Sentence, atoms: &mut Atoms) {
        let mut here: Option<Evidence> = None;
        for at in 0..atoms.len() {
            let Some(hit) = atoms.name(at).cloned() else {
                continue;
            };
            let lexicon = self.lexicon;
            let names = lexicon.names();
            // "the Russian language" is nobody's.
            let tongues = &lexicon.reference().tongues;
            if tongues.contains(atoms.lower(hit.tokens.end).as_str())
                && hit.rows.iter().all(|&row| names[row].usage != Use::Short)
            {
                atoms.names[at] = None;
                continue;
            }
            let doubtful = hit.rows.iter().any(|&row| names[row].ambiguous)
                || hit
                    .rows
                    .iter()
                    .any(|&row| names[row].actor != names[hit.rows[0]].actor);
            if !doubtful {
                continue;
            }
            if self.in_another_name(atoms, &hit.tokens) {
                atoms.names[at] = None;
                continue;
            }
            if self.memory.called(&[atoms.slice(&hit.tokens)]).is_some() {
                continue;
            }
            let name = fold(atoms.slice(&hit.tokens));
            let meanings = meanings(lexicon, &hit.rows, &name);
            let beside = meanings.iter().find(|m| {
                m.sense.is_some_and(|sense| {
                    (hit.tokens.start > 0
                        && sense.before.contains(atoms.word(hit.tokens.start - 1)))
                        || sense.after.contains(atoms.word(hit.tokens.end))
                })
            });
            let chosen = match beside {
                Some(meaning) => Some(meaning.actor.clone()),
                None => {
                    let here = here.get_or_insert_with(|| {
                        Evidence::of(lexicon, sentence.span.of(text), self.published)
                    });
                    self.settled(text, here, &meanings, &name)
                }
            };
            match chosen {
                Some(actor) if actor.as_str().is_empty() => atoms.names[at] = None,
                Some(actor) => {
                    self.memory.settled.insert(name, actor.clone());
                    if let Some(hit) = &mut atoms.names[at] {
                        hit.rows.retain(|&row| names[row].actor == actor);
                    }
                }
                None => {
                    let kept = self.unless_told(text, &hit.rows);
                    if let Some(hit) = &mut atoms.names[at] {
                        hit.rows = kept;
                    }
                }
            }
        }
    }

    /// The meaning the sentence speaks for, else the one the name has had, else that of the whole article.
    fn settled(
        &mut self,
        text: &str,
        here: &Evidence,
        meanings: &[Meaning],
        name: &str,
    ) -> Option<ActorId> {
        let lexicon = self.lexicon;
        let published = self.published;
        match look(here, meanings, false) {
            Verdict::One(actor) => return Some(actor),
            Verdict::Several | Verdict::Silent => {}
        }
        if let Some(actor) = self.memory.settled.get(name)
            && meanings.iter().any(|m| m.actor == *actor)
        {
            return Some(actor.clone());
        }
        let article = self
            .article
            .get_or_insert_with(|| Evidence::of(lexicon, text, published));
        match look(article, meanings, false) {
            Verdict::One(actor) => return Some(actor),
            Verdict::Several => return None,
            Verdict::Silent => {}
        }
        match look(article, meanings, true) {
            Verdict::One(actor) => Some(actor),
            Verdict::Several | Verdict::Silent => None,
        }
    }

    /// The rows that hold when nothing tells: those of the usual meaning; those of the only one, unless
    /// it is a surname that many bear, or a party of a land the article says nothing of while it names others.
    fn unless_told(&mut self, text: &str, rows: &[usize]) -> Vec<usize> {
        let lexicon = self.lexicon;
        let names = lexicon.names();
        let published = self.published;
        let article = self
            .article
            .get_or_insert_with(|| Evidence::of(lexicon, text, published));
        let one = |rows: &[usize]| rows.iter().all(|&r| names[r].actor == names[rows[0]].actor);
        let part = |keep: &dyn Fn(usize) -> bool| -> Vec<usize> {
            rows.iter().copied().filter(|&row| keep(row)).collect()
        };
        let roots: BTreeSet<&str> = rows.iter().map(|&r| names[r].actor.root()).collect();
        let told = roots
            .iter()
            .filter(|root| article.roots.contains(&ActorId::new(**root)))
            .count();
        let usual = part(&|row| names[row].usual);
        if !usual.is_empty() {
            return if told > 1 { Vec::new() } else { usual };
        }
        let clear = part(&|row| !names[row].ambiguous);
        if !clear.is_empty() {
            return clear;
        }
        if !one(rows) {
            return rows.to_vec();
        }
        let actor = &names[rows[0]].actor;
        if told > 0 || actor.root() == actor.as_str() {
            return rows.to_vec();
        }
        let family_first = &lexicon.reference().family_first;
        let person = lexicon
            .party(actor, "")
            .is_some_and(|p| p.kind == ActorKind::Person);
        let elsewhere = article.roots.iter().any(|id| id.root() != actor.root());
        let short = rows
            .iter()
            .all(|&row| names[row].usage == Use::Abbreviation);
        let doubt = if person {
            elsewhere || family_first.contains(actor.root())
        } else {
            elsewhere && !short && self.state_of(actor).is_some()
        };
        if doubt { Vec::new() } else { rows.to_vec() }
    }

    /// "Jim Jordan", "Chad Wolf", "Lake Chad": a name with other meanings as a part of a longer one.
    fn in_another_name(&self, atoms: &Atoms, tokens: &std::ops::Range<usize>) -> bool {
        let reference = self.lexicon.reference();
        let given =
            |at: usize| atoms.capital(at) && self.lexicon.given_name(atoms.word(at)).is_some();
        let own = |at: usize| {
            atoms.capital(at)
                && matches!(atoms.tag(at), Some(Tag::Nnp | Tag::Nnps))
                && !reference.not_names.contains(atoms.word(at))
                && atoms.name(at).is_none()
                && atoms.title(at).is_none()
                && atoms.modifier(at).is_none()
                && atoms.honorific(at).is_none()
                && atoms.institution(at).is_none()
        };
        // "Hashemite Kingdom of Jordan": the whole is a name of its own.
        let covers = |start: usize| {
            atoms
                .name(start)
                .is_some_and(|hit| hit.tokens.end >= tokens.end)
        };
        if (tokens.start.saturating_sub(6)..tokens.start).any(covers) {
            return false;
        }
        if tokens.start > 0 {
            let before = tokens.start - 1;
            if reference.features.contains(atoms.word(before)) {
                return true;
            }
            let named = atoms.name_before(tokens.start).is_some();
            let state = |rows: &[usize]| {
                let names = self.lexicon.names();
                rows.iter()
                    .any(|&row| names[row].actor.root() == names[row].actor.as_str())
            };
            let place = atoms.name(tokens.start).is_some_and(|hit| state(&hit.rows));
            if place && tokens.len() == 1 && given(before) && !named {
                return true;
            }
        }
        tokens.len() == 1 && given(tokens.start) && own(tokens.end) && {
            let names = self.lexicon.names();
            let rows = atoms.name(tokens.start).map(|hit| hit.rows.clone());
            rows.is_some_and(|rows| {
                rows.iter().all(|&row| {
                    names[row].usage != Use::Adjective && !self.is_person(&names[row].actor)
                })
            })
        }
    }
}

/// What some rows can mean, and what the reference says of each.
fn meanings<'l>(lexicon: &'l Lexicon, rows: &[usize], name: &str) -> Vec<Meaning<'l>> {
    let names = lexicon.names();
    let senses = || {
        let all = lexicon.reference().sense.iter();
        all.filter(|s| s.name.as_str() == name)
    };
    let mut actors: Vec<&ActorId> = rows.iter().map(|&row| &names[row].actor).collect();
    actors.sort();
    actors.dedup();
    let mut meanings: Vec<Meaning> = actors
        .into_iter()
        .map(|actor| Meaning {
            actor: actor.clone(),
            sense: senses().find(|s| s.actor == actor.as_str()),
        })
        .collect();
    meanings.extend(senses().filter(|s| s.actor.is_empty()).map(|s| Meaning {
        actor: ActorId::new(""),
        sense: Some(s),
    }));
    meanings
}

/// Which meanings something speaks for; `abroad` also counts any state that is none of them.
fn look(evidence: &Evidence, meanings: &[Meaning], abroad: bool) -> Verdict {
    let own = |id: &ActorId| meanings.iter().any(|m| m.actor.root() == id.root());
    let speaks = |meaning: &&Meaning| {
        let sense = meaning.sense;
        let narrow = sense.is_some_and(|s| s.narrow) || meaning.actor.as_str().is_empty();
        let root = ActorId::new(meaning.actor.root());
        (!narrow && evidence.roots.contains(&root))
            || sense.is_some_and(|s| {
                s.words.iter().any(|word| evidence.has(word))
                    || s.near.iter().any(|id| evidence.roots.contains(id))
                    || (abroad && s.abroad && evidence.roots.iter().any(|root| !own(root)))
            })
    };
    let mut found = meanings.iter().filter(speaks);
    match (found.next(), found.next()) {
        (Some(one), None) => Verdict::One(one.actor.clone()),
        (Some(_), Some(_)) => Verdict::Several,
        _ => Verdict::Silent,
    }
}
