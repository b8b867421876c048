//! Who fills a role of a frame: the parties a slot names or involves, and whose an event noun is.

use super::confidence;
use super::scene::Scene;
use super::slots::{agents, heads};
use super::standing::granted;
use crate::lexicon::frame::Role;
use crate::model::{ActorKind, Party};
use crate::text::clause::Clause;
use crate::text::{Rel, Tag, Upos};

/// The parties found so far, with the rank of the slot they came from (lower is better).
pub(super) struct Filled {
    pub source: Vec<usize>,
    pub target: Vec<(usize, Vec<usize>)>,
    pub words: Vec<usize>,
    pub strength: usize,
    pub certainty: f32,
    /// The parties act on each other.
    pub both: bool,
    /// How many words the entries that matched have.
    pub length: usize,
}

/// Which slot of several with one role counts first.
pub(super) fn rank(slot: &str) -> usize {
    match slot {
        "object" => 0,
        "indirect" => 1,
        "to" => 2,
        "with" => 3,
        "against" => 4,
        "on" => 5,
        "complement" => 9,
        _ => 6,
    }
}

/// People without a state of their own count after every party that has one.
const PEOPLE: usize = 20;

/// Whether a party is the state itself that one of a side belongs to, or what it calls its own: "its troops".
pub(super) fn own_state(scene: &Scene, side: &[usize], other: usize) -> bool {
    let state = |m: usize| scene.party(m).and_then(Party::state);
    let whole = scene
        .party(other)
        .is_some_and(|p| p.kind == ActorKind::State);
    let own = scene.mentions[other].token.is_some_and(|token| {
        let tokens = &scene.tree.sentence.tokens;
        scene
            .tree
            .by_rel(token, Rel::NmodPoss)
            .any(|child| tokens[child].tag == Tag::PRPS)
    });
    (whole || own) && side.iter().any(|&s| state(s) == state(other))
}

pub(super) fn same_actor(scene: &Scene, side: &[usize], other: usize) -> bool {
    let id = scene.party(other).map(|p| &p.id);
    !scene.is_people(other) && side.iter().any(|&s| scene.party(s).map(|p| &p.id) == id)
}

/// Looks for a party in a slot.
pub(super) fn role_slot(
    scene: &Scene,
    clause: &Clause,
    name: &str,
    role: Role,
    nominal: bool,
    filled: &mut Filled,
) {
    let found = heads(scene, clause, name);
    let preposition = !matches!(
        name,
        "subject" | "object" | "indirect" | "owner" | "complement"
    );
    let source_ids = filled.source.clone();
    let skip = |m: usize| source_ids.contains(&m) || same_actor(scene, &source_ids, m);
    let parties = if name == "owner" {
        clause_owners(scene, clause)
    } else if name == "complement" {
        Vec::new()
    } else {
        scene.parties(&found, preposition)
    };
    match role {
        Role::Source | Role::OfSource => {
            if !filled.source.is_empty() {
                return;
            }
            let mut all = parties;
            if all.is_empty() && matches!(role, Role::OfSource) {
                all = scene.involved(&found, &|_| false);
            }
            if all.is_empty() && name == "subject" {
                // "Israeli jets struck …": whose the subject is acts through it.
                all = found
                    .iter()
                    .find_map(|&h| Some(scene.owning(h)).filter(|o| !o.is_empty()))
                    .unwrap_or_default();
                all.retain(|&m| !scene.mentions[m].place);
                filled.certainty *= confidence::OWNER;
            }
            if all.is_empty() {
                all = scene.people(&found);
                all.retain(|&m| scene.acts(m));
            }
            if clause.subject_inherited && name == "subject" {
                filled.certainty *= confidence::INHERITED;
            }
            filled.source = all;
        }
        Role::Both => {
            if parties.len() > 1 {
                filled.both = true;
                if filled.source.is_empty() {
                    filled.source = parties;
                } else {
                    filled.target.push((rank(name), parties));
                }
            }
        }
        Role::Target | Role::OfTarget => {
            let mut all: Vec<usize> = parties.into_iter().filter(|&m| !skip(m)).collect();
            if name == "owner" && !nominal {
                all.clear();
            }
            if all.is_empty() && matches!(role, Role::OfTarget) {
                all = if name == "complement" {
                    // "The spokesman promised that Mali would answer Chad": not promised to Mali.
                    below(scene, &found, &|m| {
                        skip(m) || own_state(scene, &source_ids, m)
                    })
                } else {
                    scene.involved(&found, &skip)
                };
                if !all.is_empty() {
                    filled.certainty *= confidence::INSIDE;
                }
            }
            if !all.is_empty() {
                filled.target.push((rank(name), all));
            } else if name != "owner" || nominal {
                let people = scene.people(&found);
                if !people.is_empty() {
                    filled.target.push((rank(name) + PEOPLE, people));
                }
            }
        }
        Role::Any | Role::None => {}
    }
}

/// Any party inside governed clauses, subjects before objects before the rest.
pub(super) fn below(scene: &Scene, clauses: &[usize], skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
    for &head in clauses {
        let clause = scene.tree.clause(head);
        let own_subject: Vec<usize> = if clause.subject_inherited {
            Vec::new()
        } else {
            clause.subject.clone()
        };
        let obliques: Vec<usize> = clause
            .obliques
            .iter()
            .flat_map(|o| o.heads.clone())
            .collect();
        for part in [&own_subject, &clause.object, &clause.indirect, &obliques] {
            let found = scene.involved(part, skip);
            if !found.is_empty() {
                return found;
            }
        }
        let deeper = below(scene, &clause.complements, skip);
        if !deeper.is_empty() {
            return deeper;
        }
    }
    Vec::new()
}

/// Whom a clause involves, when none of the slots a frame names for its target holds a party: somebody inside
/// its objects, then inside its prepositional phrases, then inside the clauses it governs.
///
/// What its clauses are about counts only when looking `wide`: for kinds that govern what is said in them or that
/// need not name their target. A place is nobody.
pub(super) fn anywhere(scene: &Scene, clause: &Clause, source: &[usize], wide: bool) -> Vec<usize> {
    let skip = |m: usize| {
        source.contains(&m)
            || same_actor(scene, source, m)
            || scene.mentions[m].place
            || (!wide && own_state(scene, source, m))
    };
    let stands_for = |&&h: &&usize| wide || scene.words.belongings.contains(scene.tree.lemma(h));
    let objects = clause.object.iter().chain(&clause.indirect);
    let inside = objects
        .filter(stands_for)
        .map(|&head| scene.involved(&[head], &skip))
        .find(|found| !found.is_empty());
    if let Some(found) = inside {
        return found;
    }
    let phrases = clause
        .obliques
        .iter()
        .filter(|o| o.heads.iter().all(|&h| h > clause.head))
        .filter(|o| !scene.words.whereabouts.contains(&o.preposition));
    for phrase in phrases {
        let found: Vec<usize> = scene
            .parties(&phrase.heads, false)
            .into_iter()
            .filter(|&m| !skip(m))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    if !wide {
        return after(scene, clause.head, &skip);
    }
    let circumstances = circumstances(scene, clause);
    [&clause.complements, &circumstances]
        .into_iter()
        .map(|clauses| below(scene, clauses, &skip))
        .find(|found| !found.is_empty())
        .unwrap_or_else(|| {
            let heads = std::iter::once(&clause.head).chain(&clause.complements);
            heads
                .map(|&head| after(scene, head, &skip))
                .find(|found| !found.is_empty())
                .unwrap_or_default()
        })
}

/// The adverbial clauses after a verb and after those it governs: "threatened to stop the talks if Mali …".
fn circumstances(scene: &Scene, clause: &Clause) -> Vec<usize> {
    let mut found = Vec::new();
    let mut heads = vec![clause.head];
    while let Some(head) = heads.pop() {
        for kid in scene.tree.children(head).filter(|&k| k > clause.head) {
            match scene.tree.rel(kid) {
                Rel::Advcl => found.push(kid),
                Rel::Xcomp | Rel::Ccomp => heads.push(kid),
                _ => {}
            }
        }
    }
    found.sort_unstable();
    found
}

/// The first party named after a verb, before any other clause begins.
fn after(scene: &Scene, verb: usize, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let tokens = &scene.tree.sentence.tokens;
    for (t, token) in tokens.iter().enumerate().skip(verb + 1) {
        let opens = matches!(token.upos, Upos::Verb | Upos::Sconj | Upos::Aux)
            || matches!(token.tag, Tag::Wdt | Tag::Wp | Tag::Comma);
        if opens {
            break;
        }
        if let Some(party) = scene.mention(t)
            && scene.named(t) == Some(party)
            && !skip(party)
            && !scene.words.whereabouts.contains(&scene.tree.preposition(t))
        {
            return vec![party];
        }
    }
    Vec::new()
}

/// Who acts, when the tree gives a verb no subject that is a party: the nearest before it that no preposition
/// governs and no other verb stands between.
pub(super) fn before(scene: &Scene, clause: &Clause) -> Vec<usize> {
    if clause.passive || clause.subject_inherited {
        return Vec::new();
    }
    let tokens = &scene.tree.sentence.tokens;
    for t in (0..clause.head).rev() {
        // With a subject that is nobody only the name right before the verb can be the one who acts.
        let far = !clause.subject.is_empty()
            && t + 1 < clause.head
            && !matches!(tokens[t + 1].upos, Upos::Aux | Upos::Adv);
        if tokens[t].upos == Upos::Verb || far {
            break;
        }
        let governed = || scene.tree.by_rel(t, Rel::Case).any(|k| k < t);
        if let Some(party) = scene.named(t)
            && !scene.mentions[party].place
            && scene.mention(t).is_some()
            && !governed()
        {
            return vec![party];
        }
    }
    Vec::new()
}

/// The owner of an event noun: possessor, adjective, by-phrase; of a light verb's noun its subject, already put there.
fn clause_owners(scene: &Scene, clause: &Clause) -> Vec<usize> {
    let mut owners: Vec<usize> = clause
        .subject
        .iter()
        .filter_map(|&t| scene.mention(t).or_else(|| scene.named(t)))
        .filter(|&m| scene.party(m).is_some())
        .collect();
    if owners.is_empty() {
        owners = scene.parties(&agents(scene, clause.head), false);
    }
    owners.dedup();
    owners
}

/// Takes the source of an event noun from the clause it stands in.
///
/// "X assured Y during a meeting with Z": who meets is X. "X voiced Russia's readiness": where the one who
/// speaks is of the state that owns the noun, it is the speaker who acts, the more specific of the two.
pub(super) fn borrow_owner(scene: &Scene, clause: &Clause, filled: &mut Filled) {
    // "Fiji is the largest donor to Samoa"
    if filled.source.is_empty() && scene.tree.by_rel(clause.head, Rel::Cop).next().is_some() {
        let subject: Vec<usize> = scene.tree.by_rel(clause.head, Rel::Nsubj).collect();
        filled.source = scene.parties(&subject, false);
    }
    let rel = scene.tree.rel(clause.head);
    if !matches!(
        rel,
        Rel::Obl | Rel::Obj | Rel::Ccomp | Rel::Xcomp | Rel::Conj
    ) {
        return;
    }
    if granted(scene, clause.head) {
        return;
    }
    let Some(verb) = scene.tree.predicate_above(clause.head) else {
        return;
    };
    let above = scene.tree.clause(verb);
    let subject = scene.parties(&above.subject, false);
    let Some(&first) = subject.first() else {
        return;
    };
    match filled.source.first() {
        None => {
            if !filled.target.iter().any(|(_, t)| t.contains(&first))
                && !above.subject.contains(&clause.head)
            {
                filled.source = subject;
                filled.certainty *= confidence::BORROWED;
            }
        }
        Some(&owner) => {
            let country = |m: usize| scene.party(m).and_then(|p| p.country.clone());
            let person = scene
                .party(first)
                .is_some_and(|p| p.kind == ActorKind::Person);
            let state = scene
                .party(owner)
                .is_some_and(|p| matches!(p.kind, ActorKind::State | ActorKind::Government));
            if person && state && country(first).is_some() && country(first) == country(owner) {
                filled.source = subject;
            }
        }
    }
}
