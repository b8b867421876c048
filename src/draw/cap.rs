//! What is left out of a picture that would hold too much, and the sentence that says so.

use super::nodes::Cast;
use super::options::{Detail, Scope, ViewOptions};
use super::tally::{Draft, Pair, Ties, Way, count, from_afar};
use crate::model::{ActorId, Event};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// On a map, lines for each actor at most: more and nothing can be followed.
const LINES_PER_ACTOR: f64 = 1.3;

/// Keeps the picture readable: beyond the cap every pair is seen from afar, then the pairs told of least go.
pub(super) fn lines<'a>(
    mut drafts: Vec<Draft<'a>>,
    ties: &Ties<'a>,
    options: &ViewOptions,
    notes: &mut Vec<String>,
) -> Vec<Draft<'a>> {
    let before: usize = drafts.len();
    if before > options.cap_edges && options.detail == Detail::Auto {
        drafts = ties
            .iter()
            .flat_map(|(pair, told)| from_afar(*pair, told))
            .collect();
        notes.push(format!(
            "{before} lines would not fit: events are counted per pair and direction."
        ));
    }
    if drafts.len() > options.cap_edges {
        let asked =
            |d: &Draft| options.focus.contains(d.pair.0) || options.focus.contains(d.pair.1);
        // most told of first; ties broken by the actors' ids
        drafts.sort_by(|a, b| {
            (!asked(a), Reverse(a.events.len()), a.pair, a.way).cmp(&(
                !asked(b),
                Reverse(b.events.len()),
                b.pair,
                b.way,
            ))
        });
        let left_out = drafts.split_off(options.cap_edges);
        let events: usize = left_out.iter().map(|d| d.events.len()).sum();
        notes.push(format!(
            "{} left out ({}, those told of least): narrow the question by actors or dates to see them.",
            count(left_out.len(), "line"),
            count(events, "event")
        ));
    }
    let first = |d: &Draft| d.events.iter().filter_map(|e| e.date).min();
    drafts.sort_by_cached_key(|d| {
        let day = first(d);
        let kind = d.events.first().map(|e| (e.kind.clone(), e.id.clone()));
        (
            day.is_none(),
            day,
            d.pair.0.clone(),
            d.pair.1.clone(),
            d.way,
            kind,
        )
    });
    drafts
}

/// Of a crowded neighbourhood only what its centre takes part in: what others did among themselves would bury it.
pub(super) fn ego(ties: &mut Ties, options: &ViewOptions, cast: &Cast, notes: &mut Vec<String>) {
    let (Scope::Ego { hops: 1 }, Some(centre)) = (options.scope, options.focus.first()) else {
        return;
    };
    let before = ties.len();
    ties.retain(|pair, _| cast.is_part(pair.0, centre) || cast.is_part(pair.1, centre));
    let left = before - ties.len();
    if left > 0 {
        notes.push(format!(
            "What the others did among themselves is left out ({}).",
            count(left, "pair")
        ));
    }
}

/// A map's lines: the most told of actors, the strongest tie of each, then the strongest of the rest.
pub(super) fn map<'a>(
    ties: &Ties<'a>,
    options: &ViewOptions,
    notes: &mut Vec<String>,
) -> Vec<Draft<'a>> {
    let mut weight: BTreeMap<&ActorId, usize> = BTreeMap::new();
    for (pair, told) in ties {
        for id in [pair.0, pair.1] {
            *weight.entry(id).or_default() += told.len();
        }
    }
    let mut actors: Vec<&ActorId> = weight.keys().copied().collect();
    // ties broken by id, as the map has them
    actors.sort_by_key(|id| (!options.focus.contains(id), Reverse(weight[id])));
    let all = actors.len();
    actors.truncate(options.cap_actors.max(2));
    let chosen: BTreeSet<&ActorId> = actors.iter().copied().collect();
    let mut pairs: Vec<(Pair, usize)> = ties
        .iter()
        .filter(|(pair, _)| chosen.contains(pair.0) && chosen.contains(pair.1))
        .map(|(pair, told)| (*pair, told.len()))
        .collect();
    pairs.sort_by_key(|(pair, n)| (Reverse(*n), *pair));
    let most = options.cap_map_edges.min(match options.cap_map_edges {
        usize::MAX => usize::MAX,
        _ => (LINES_PER_ACTOR * chosen.len() as f64) as usize + 40,
    });
    let mut kept: BTreeSet<Pair> = BTreeSet::new();
    let mut met: BTreeSet<&ActorId> = BTreeSet::new();
    for (pair, _) in &pairs {
        if kept.len() < most && (!met.contains(pair.0) || !met.contains(pair.1)) {
            kept.insert(*pair);
        }
        met.extend([pair.0, pair.1]);
    }
    for (pair, _) in &pairs {
        if kept.len() < most {
            kept.insert(*pair);
        }
    }
    let shown: BTreeSet<&ActorId> = kept.iter().flat_map(|p| [p.0, p.1]).collect();
    if shown.len() < all {
        notes.push(format!(
            "{} left out: these are the {} of the most events.",
            count(all - shown.len(), "actor"),
            shown.len()
        ));
    }
    let left: Vec<usize> = ties
        .iter()
        .filter(|(pair, _)| shown.contains(pair.0) && shown.contains(pair.1))
        .filter(|(pair, _)| !kept.contains(*pair))
        .map(|(_, told)| told.len())
        .collect();
    if let Some(most) = left.iter().max() {
        notes.push(format!(
            "{} between those shown left out, of at most {} each: every actor keeps its strongest tie. Narrow the question by actors or dates to see more.",
            count(left.len(), "line"),
            count(*most, "event")
        ));
    }
    let told = |pair: Pair<'a>| -> Vec<Draft<'a>> {
        match options.detail {
            Detail::Events => from_afar(pair, &ties[&pair]),
            Detail::Auto | Detail::Pairs => vec![merged(pair, &ties[&pair])],
        }
    };
    kept.into_iter().flat_map(told).collect()
}

/// One line for all that two did to each other.
fn merged<'a>(pair: Pair<'a>, told: &[(Way, &'a Event)]) -> Draft<'a> {
    let ways: BTreeSet<Way> = told.iter().map(|t| t.0).collect();
    let way = match ways.first() {
        Some(way) if ways.len() == 1 => *way,
        _ => Way::Both,
    };
    Draft {
        pair,
        way,
        far: true,
        events: told.iter().map(|t| t.1).collect(),
    }
}
