//! Verbs that govern other events: "promised to send aid" is a promise of aid.
//!
//! The governed event decides the finer code of the governing one (the kind's `content` table) and
//! lends it the parties it lacks; the governing one lends its own back.

use super::confidence;
use super::index::Index;
use super::matching::Match;
use super::roles::{below, own_state};
use super::scene::Scene;
use super::standing::Standing;
use super::words::{Effect, nearest};
use crate::lexicon::frame::Slot;
use crate::model::{Cameo, Status};

/// The code of a match: what its content asks for, else its frame's, else its kind's.
pub(super) fn code(index: &Index, matches: &[Match], standings: &[Standing], i: usize) -> Cameo {
    let m = &matches[i];
    let kind = &index.kinds[m.rule.kind];
    let frame = index.frame(m.rule);
    // A frame that asks for the words of its content has the code of exactly that.
    let exact = matches!(
        frame.slots.get("complement"),
        Some(Slot::Phrase(_) | Slot::Words(_))
    );
    if let Some(own) = frame.cameo.as_ref().filter(|_| exact) {
        return Cameo::new(own);
    }
    // "pledged that nobody would attack" is no threat: what is denied decides nothing.
    let affirmed = governed(matches, standings, i)
        .into_iter()
        .filter(|&j| !standings[j].negated);
    let content = affirmed.into_iter().find_map(|j| {
        let inner = code(index, matches, standings, j);
        nearest(&kind.content, inner.as_str()).map(Cameo::new)
    });
    content.unwrap_or_else(|| Cameo::new(frame.cameo.as_ref().unwrap_or(&kind.cameo)))
}

/// The matches a match governs, in order of the sentence; rings were broken (`standing::break_rings`).
fn governed(matches: &[Match], standings: &[Standing], i: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..matches.len())
        .filter(|&j| j != i && standings[j].about == Some(i))
        .collect();
    all.sort_by_key(|&j| matches[j].head);
    all
}

/// Fills missing parties from governed to governing events and back.
pub(super) fn lend_parties(
    scene: &Scene,
    index: &Index,
    matches: &mut [Match],
    standings: &[Standing],
) {
    // Innermost first: the later in the sentence, the deeper it mostly is.
    let mut order: Vec<usize> = (0..matches.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(matches[i].head));
    for &i in &order {
        let idle = index.kinds[matches[i].rule.kind].governs.is_none();
        // "told reporters that …": the one told is not the one spoken of.
        let told = || {
            let lemma = scene.tree.lemma(matches[i].head);
            scene.words.governors.get(lemma) == Some(&Effect::Said)
                && index.needs_object(matches[i].rule)
        };
        if idle || !matches[i].target.is_empty() || told() {
            continue;
        }
        let source = matches[i].source.clone();
        let id = |m: usize| scene.party(m).map(|p| &p.id);
        let skip =
            |m: usize| source.iter().any(|&s| id(s) == id(m)) || own_state(scene, &source, m);
        let mut target: Vec<usize> = Vec::new();
        for j in governed(matches, standings, i) {
            let inner = matches[j]
                .target
                .iter()
                .chain(&matches[j].source)
                .copied()
                .find(|&t| !skip(t));
            target.extend(inner);
            if !target.is_empty() {
                break;
            }
        }
        if target.is_empty() {
            target = below(scene, &matches[i].complements, &skip);
        }
        if !target.is_empty() {
            matches[i].target = target;
            matches[i].certainty *= confidence::GOVERNED;
        }
    }
    for i in 0..matches.len() {
        let Some(governor) = standings[i].about else {
            continue;
        };
        let (source, target) = (
            matches[governor].source.clone(),
            matches[governor].target.clone(),
        );
        let demanded = index.kinds[matches[governor].rule.kind].governs == Some(Status::Demanded);
        if matches[i].source.is_empty() {
            matches[i].source = if demanded {
                target.clone()
            } else {
                source.clone()
            };
        }
        if matches[i].target.is_empty() {
            let other = if demanded { source } else { target };
            matches[i].target = other
                .into_iter()
                .filter(|t| !matches[i].source.contains(t))
                .collect();
        }
    }
}
