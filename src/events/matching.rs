//! One frame against one clause: does it match, who fills the roles, and if not, why not.

use super::confidence;
use super::index::Rule;
use super::misfit::Misfit;
use super::roles::{Filled, anywhere, before, borrow_owner, rank, role_slot, same_actor};
use super::scene::Scene;
use super::slots::{complements, heads};
use crate::lexicon::frame::{Frame, Kind, Parties, Phrase, Role, Slot};
use crate::model::Party;
use crate::text::Tag;
use crate::text::clause::Clause;
use compact_str::CompactString;

/// A frame that fits a clause. Parties are mention numbers.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub rule: Rule,
    /// The trigger token.
    pub head: usize,
    /// All tokens the frame asked for by word, trigger included.
    pub words: Vec<usize>,
    pub source: Vec<usize>,
    pub target: Vec<usize>,
    /// Required slots filled and roles filled: the larger wins at one trigger.
    pub strength: usize,
    /// What the ways of finding the parties leave of certainty, 0 to 1.
    pub certainty: f32,
    /// The parties act on each other, whatever the kind says.
    pub both: bool,
    /// How many words its entries have: the longer reading is the more exact.
    pub length: usize,
    /// Triggered by a noun.
    pub nominal: bool,
    /// How many of its sides its slots fill with a party that has a name; people without one do not count.
    pub named: usize,
    /// It asks for somebody acted upon and has found nobody.
    pub lacking: bool,
    /// Governed clauses and nouns.
    pub complements: Vec<usize>,
    /// The tokens whose auxiliaries and adverbs speak for the event: the trigger, and a light verb above it.
    pub light: Option<usize>,
}

impl Match {
    /// How many of its two sides are filled.
    pub fn sides(&self) -> usize {
        usize::from(!self.source.is_empty()) + usize::from(!self.target.is_empty())
    }

    /// Whether it tells an event though a party is missing: an exact frame of a verb, or a verb that says what
    /// its clause is about.
    pub(super) fn telling(&self, kind: &Kind) -> bool {
        let spoken =
            kind.governs.is_some() && !self.source.is_empty() && !self.complements.is_empty();
        let exact = self.strength >= 4 || spoken;
        self.complete(kind) || (!self.nominal && self.sides() > 0 && exact)
    }

    /// Whether it has the parties its kind needs.
    pub(super) fn complete(&self, kind: &Kind) -> bool {
        match kind.parties {
            Parties::Both => self.sides() == 2,
            Parties::One => self.sides() > 0,
        }
    }
}

/// Tries a frame on a clause; the error is the first thing that does not fit.
pub(super) fn fit<'f>(
    scene: &Scene,
    frame: &'f Frame,
    kind: &Kind,
    rule: Rule,
    clause: &Clause,
    nominal: bool,
    light: Option<usize>,
) -> Result<Match, Misfit<'f>> {
    let mut filled = Filled {
        source: Vec::new(),
        target: Vec::new(),
        words: vec![clause.head],
        strength: 1,
        certainty: 1.0,
        both: false,
        length: 0,
    };
    // Demands on words first: they decide whether the roles are worth looking for.
    for (name, slot) in &frame.slots {
        if !matches!(slot, Slot::Role(r) if !matches!(r, Role::Any | Role::None)) {
            demand(scene, clause, name, slot, &mut filled)?;
        }
    }
    let own = if nominal { "owner" } else { "subject" };
    let explicit_subject = frame.slots.contains_key(own);
    let takes_source =
        |slot: &Slot| matches!(slot, Slot::Role(Role::Source | Role::OfSource | Role::Both));
    let source_elsewhere = frame.slots.values().any(takes_source);
    let mut ordered: Vec<(&str, Role)> = frame
        .slots
        .iter()
        .filter_map(|(name, slot)| match slot {
            Slot::Role(Role::Any | Role::None) => None,
            Slot::Role(role) => Some((name.as_str(), *role)),
            _ => None,
        })
        .collect();
    if !explicit_subject && (!source_elsewhere || !nominal) {
        ordered.push((own, Role::Source));
    }
    // Sources first, so that targets can be told from them.
    ordered.sort_by_key(|(name, role)| {
        (
            !matches!(role, Role::Source | Role::OfSource | Role::Both),
            rank(name),
        )
    });
    for (name, role) in ordered {
        role_slot(scene, clause, name, role, nominal, &mut filled);
    }
    let asks_both = frame
        .slots
        .values()
        .any(|s| matches!(s, Slot::Role(Role::Both)));
    let other_role = frame
        .slots
        .values()
        .any(|s| matches!(s, Slot::Role(r) if !matches!(r, Role::Both | Role::Any | Role::None)));
    if asks_both && !other_role && !filled.both {
        return Err(Misfit::NotBoth);
    }
    if nominal {
        borrow_owner(scene, clause, &mut filled);
    }
    let Filled {
        mut source,
        mut target,
        words,
        mut strength,
        mut certainty,
        both,
        length,
    } = filled;
    target.sort_by_key(|(rank, _)| *rank);
    let mut target = target
        .into_iter()
        .map(|(_, found)| found)
        .next()
        .unwrap_or_default();
    if kind.governs.is_some() && speaks_of_itself(scene, &source, &target) {
        target.clear();
    }
    if kind.reciprocal || kind.governs.is_some() || both {
        split_sides(&mut source, &mut target);
    }
    for t in &mut target {
        *t = scene.foreign(&source, *t).unwrap_or(*t);
    }
    target.retain(|t| !source.contains(t) && !same_actor(scene, &source, *t));
    let is_named = |side: &[usize]| side.iter().any(|&m| !scene.is_people(m));
    let named = usize::from(is_named(&source)) + usize::from(is_named(&target));
    strength += usize::from(!source.is_empty()) + usize::from(!target.is_empty());
    let complements = complements(scene, clause);
    // Last, and never against a frame whose own slots are filled: what the tree hides.
    if !nominal && source.is_empty() && !explicit_subject {
        source = before(scene, clause);
        certainty *= confidence::UNSLOTTED;
    }
    if !nominal && target.is_empty() && !kind.reciprocal && wants_target(frame) {
        let wide = kind.governs.is_some() || kind.parties == Parties::One;
        target = anywhere(scene, clause, &source, wide);
        certainty *= confidence::UNSLOTTED;
    }
    let lacking = target.is_empty() && wants_target(frame);
    Ok(Match {
        named,
        lacking,
        rule,
        head: clause.head,
        words,
        source,
        target,
        strength,
        certainty,
        both,
        length,
        nominal,
        complements,
        light,
    })
}

/// Whether a frame asks for somebody acted upon.
fn wants_target(frame: &Frame) -> bool {
    fn asks(slot: &Slot) -> bool {
        match slot {
            Slot::Role(role) => matches!(role, Role::Target | Role::OfTarget),
            Slot::Words(_) => false,
            Slot::Phrase(phrase) => phrase.slots.values().any(asks),
        }
    }
    frame.slots.values().any(asks)
}

/// "Fiji and Samoa agreed …, a Fijian official said": nobody promises a compatriot what two states agree on.
fn speaks_of_itself(scene: &Scene, source: &[usize], target: &[usize]) -> bool {
    let state = |&m: &usize| scene.party(m).and_then(Party::state);
    let own = |t: &usize| state(t).is_some_and(|s| source.iter().any(|m| state(m) == Some(s)));
    let states: Vec<_> = source.iter().filter_map(state).collect();
    states.windows(2).any(|pair| pair[0] != pair[1]) && target.iter().all(own)
}

/// "Putin and Xi met": the first acts, the others are met.
fn split_sides(source: &mut Vec<usize>, target: &mut Vec<usize>) {
    if target.is_empty() && source.len() > 1 {
        *target = source.split_off(1);
    } else if source.is_empty() && target.len() > 1 {
        *source = vec![target.remove(0)];
    }
}

/// A slot that asks for words, for something, or for nothing.
fn demand<'f>(
    scene: &Scene,
    clause: &Clause,
    name: &'f str,
    slot: &'f Slot,
    filled: &mut Filled,
) -> Result<(), Misfit<'f>> {
    let found: Vec<usize> = heads(scene, clause, name)
        .into_iter()
        .flat_map(|h| scene.counted(h))
        .collect();
    match slot {
        Slot::Role(Role::None) => {
            if found.is_empty() {
                Ok(())
            } else {
                Err(Misfit::Filled(name))
            }
        }
        Slot::Role(_) => {
            if found.is_empty() {
                return Err(Misfit::Empty(name));
            }
            filled.strength += 1;
            Ok(())
        }
        Slot::Words(words) => match found
            .iter()
            .find_map(|&h| longest(scene, words, h).map(|extra| (h, extra)))
        {
            Some((head, extra)) => {
                filled.words.push(head);
                filled.length += extra;
                filled.strength += 2;
                Ok(())
            }
            None => Err(missing(name, found)),
        },
        Slot::Phrase(phrase) => match found
            .iter()
            .find_map(|&h| heads_phrase(scene, phrase, h).map(|extra| (h, extra)))
        {
            Some((head, extra)) => {
                filled.words.push(head);
                filled.length += extra;
                filled.strength += 2;
                inner(scene, clause, phrase, head, filled)
            }
            None => Err(missing(name, found)),
        },
    }
}

fn missing(slot: &str, found: Vec<usize>) -> Misfit<'_> {
    match found.is_empty() {
        true => Misfit::Empty(slot),
        false => Misfit::OtherWords(slot, found),
    }
}

/// The longest of these entries that stands at a head: the number of its words.
fn longest<'w>(
    scene: &Scene,
    entries: impl IntoIterator<Item = &'w CompactString>,
    head: usize,
) -> Option<usize> {
    entries
        .into_iter()
        .filter(|w| scene.is_word(head, w))
        .map(|w| w.split(' ').count())
        .max()
}

fn heads_phrase(scene: &Scene, phrase: &Phrase, head: usize) -> Option<usize> {
    if !phrase.modal.is_empty() {
        let clause = scene.tree.clause(head);
        let modal = |&a: &usize| {
            let form = scene.tree.sentence.tokens[a].form.to_lowercase();
            phrase.modal.contains(&form)
        };
        if !clause.auxiliaries.iter().any(modal) {
            return None;
        }
        if phrase.noun.is_empty() && phrase.verb.is_empty() {
            return Some(1);
        }
    }
    longest(scene, phrase.noun.iter().chain(&phrase.verb), head)
}

/// The slots of a phrase inside a slot.
fn inner<'f>(
    scene: &Scene,
    outer: &Clause,
    phrase: &'f Phrase,
    head: usize,
    filled: &mut Filled,
) -> Result<(), Misfit<'f>> {
    let verbal = !phrase.verb.is_empty() || !phrase.modal.is_empty();
    let mut clause = if verbal {
        scene.tree.clause(head)
    } else {
        scene.tree.nominal(head)
    };
    if !verbal {
        // "imposed a ban on X": the phrase may hang on the verb.
        clause.obliques.extend(
            outer
                .obliques
                .iter()
                .filter(|o| o.heads.iter().all(|&h| h > head))
                .cloned(),
        );
    }
    let (had_source, had_target) = (!filled.source.is_empty(), filled.target.len());
    for (name, slot) in &phrase.slots {
        match slot {
            Slot::Role(role) if !matches!(role, Role::Any | Role::None) => {
                role_slot(scene, &clause, name, *role, !verbal, filled);
            }
            _ => demand(scene, &clause, name, slot, filled)?,
        }
    }
    if verbal {
        return Ok(());
    }
    // "summoned the Indian ambassador", "Polish farmers blocked …": the head is itself the party asked for inside.
    let asks = |wanted: fn(&Role) -> bool| {
        phrase
            .slots
            .values()
            .any(|s| matches!(s, Slot::Role(role) if wanted(role)))
    };
    let own = || {
        let named: Vec<usize> = scene.named(head).into_iter().collect();
        if named.is_empty() {
            scene.owning(head)
        } else {
            named
        }
    };
    if !had_source
        && filled.source.is_empty()
        && asks(|r| matches!(r, Role::Source | Role::OfSource))
    {
        filled.source = own();
    }
    if filled.target.len() == had_target && asks(|r| matches!(r, Role::Target | Role::OfTarget)) {
        let found = own();
        if !found.is_empty() {
            filled.target.push((rank("object"), found));
        }
    }
    Ok(())
}

/// Whether a token can trigger a verb frame here.
pub(super) fn is_verb(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz
    )
}
