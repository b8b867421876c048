//! The phrases in the slots of a clause: which tokens "object", "against" or "complement" mean here.

use super::scene::Scene;
use crate::text::clause::Clause;
use crate::text::{Rel, Tag};

/// The tokens in a slot of a clause.
pub(super) fn heads(scene: &Scene, clause: &Clause, slot: &str) -> Vec<usize> {
    match slot {
        // The parser may hang the agent of a passive on a noun before it.
        "subject" if clause.passive && clause.subject.is_empty() => agents(scene, clause.head),
        "subject" | "owner" => clause.subject.clone(),
        // "warned Iraq against …": an only object that the parser took for the receiver.
        "object" if clause.object.is_empty() && !clause.indirect.is_empty() => {
            clause.indirect.clone()
        }
        // "commended Mali's efforts": an object that the parser took for an adverbial.
        "object" if clause.object.is_empty() && !clause.passive => bare(scene, clause),
        "object" => clause.object.clone(),
        // "granted Lima a loan": the parser may call both objects.
        "indirect" if clause.indirect.is_empty() && clause.object.len() > 1 => {
            clause.object[..clause.object.len() - 1].to_vec()
        }
        "indirect" => clause.indirect.clone(),
        "complement" => complements(scene, clause),
        preposition => {
            let mut found: Vec<usize> = clause
                .obliques
                .iter()
                .filter(|o| o.preposition == preposition)
                .flat_map(|o| o.heads.clone())
                .collect();
            if found.is_empty()
                && clause
                    .particle
                    .is_some_and(|p| scene.tree.lemma(p) == preposition)
            {
                // "called on Kabul": the parser may take the preposition for a particle.
                found.clone_from(&clause.object);
            }
            if found.is_empty() {
                found = scene.phrases(clause.head, preposition);
            }
            found
        }
    }
}

/// The first phrase after a verb that has no preposition.
fn bare(scene: &Scene, clause: &Clause) -> Vec<usize> {
    clause
        .obliques
        .iter()
        .find(|o| {
            o.preposition.is_empty()
                && o.heads
                    .iter()
                    .all(|&h| h > clause.head && scene.tree.rel(h) == Rel::Obl)
        })
        .map(|o| o.heads.clone())
        .unwrap_or_default()
}

/// The clauses a verb governs, gerunds after its preposition among them.
pub(super) fn complements(scene: &Scene, clause: &Clause) -> Vec<usize> {
    let gerunds = scene
        .tree
        .by_rel(clause.head, Rel::Advcl)
        .filter(|&k| scene.is_content(k));
    // "Mali must pay, Chad said": the clause beside which somebody says it is what is said.
    let beside = scene
        .tree
        .head(clause.head)
        .filter(|&above| scene.tree.rel(clause.head) == Rel::Parataxis && above < clause.head);
    let mut found: Vec<usize> = clause
        .complements
        .iter()
        .copied()
        .chain(gerunds)
        .chain(beside)
        .collect();
    if found.is_empty() {
        found = purposes(scene, clause);
    }
    found
}

/// "allowed the UN to fly in food", "gave two million to dig wells": what the parser takes for a purpose, of the
/// verb or of its object, where nothing else is what the verb is about.
fn purposes(scene: &Scene, clause: &Clause) -> Vec<usize> {
    let tree = &scene.tree;
    let tokens = &tree.sentence.tokens;
    let infinitive = |&k: &usize| {
        tokens[k].tag == Tag::Vb
            && tree
                .by_rel(k, Rel::Mark)
                .any(|mark| tokens[mark].tag == Tag::To)
    };
    let own = tree.by_rel(clause.head, Rel::Advcl);
    let objects = clause.object.iter().flat_map(|&o| tree.by_rel(o, Rel::Acl));
    own.chain(objects)
        .filter(|&k| k > clause.head)
        .filter(infinitive)
        .collect()
}

/// The phrases that name who acts: "by Mauritania".
pub(super) fn agents(scene: &Scene, head: usize) -> Vec<usize> {
    scene
        .words
        .agents
        .iter()
        .flat_map(|by| scene.phrases(head, by))
        .collect()
}
