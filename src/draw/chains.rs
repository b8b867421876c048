//! A picture of chains of events: where they start on the left, where they end on the right, one column for whoever
//! links one event to the next.

use super::headings;
use super::label;
use super::nodes::Cast;
use super::options::{Layout, ViewOptions};
use super::tally::{self, Draft, Pair, Way, count};
use super::view::{self, Line, View};
use crate::graph::Path;
use crate::model::{Actor, ActorId, Event, EventId};
use std::collections::BTreeMap;

/// Most chains told in words above the picture.
const TOLD: usize = 8;

/// A hop as it is drawn: whom it ties, in which direction, and the numbers of the chains it serves.
struct Hop<'a> {
    draft: Draft<'a>,
    chains: Vec<usize>,
}

/// The chains, numbered from 1 in their order.
pub fn chains(paths: &[Path], actors: &[Actor], options: &ViewOptions) -> View {
    let events: Vec<&Event> = paths.iter().flat_map(|p| &p.hops).collect();
    let cast = Cast::new(&events, actors);
    let mut hops: BTreeMap<(Pair, EventId), Hop> = BTreeMap::new();
    let mut home: BTreeMap<&ActorId, &ActorId> = BTreeMap::new();
    let mut rank: BTreeMap<&ActorId, usize> = BTreeMap::new();
    let last = paths.iter().map(|p| p.length).max().unwrap_or(0);
    for (number, path) in paths.iter().enumerate() {
        let units: Vec<&ActorId> = std::iter::once(&path.from)
            .chain(&path.via)
            .chain([&path.to])
            .collect();
        for (at, unit) in units.iter().enumerate() {
            let at = if at + 1 == units.len() { last } else { at };
            // as far right as any chain has it: its hops then run from left to right
            let seen = rank.entry(unit).or_insert(at);
            *seen = at.max(*seen);
        }
        for (event, ends) in path.hops.iter().zip(units.windows(2)) {
            for (way, a, b) in tied(event, (ends[0], ends[1]), &cast) {
                home.entry(a).or_insert(ends[0]);
                home.entry(b).or_insert(ends[1]);
                let pair = (a.min(b), a.max(b));
                let hop = hops.entry((pair, event.id.clone())).or_insert(Hop {
                    draft: Draft {
                        pair,
                        way,
                        far: false,
                        events: vec![event],
                    },
                    chains: Vec::new(),
                });
                if !hop.chains.contains(&(number + 1)) {
                    hop.chains.push(number + 1);
                }
            }
        }
    }
    let hops: Vec<Hop> = hops.into_values().collect();
    let drafts: Vec<Draft> = hops.iter().map(|h| h.draft.clone()).collect();
    let told = view::told(&drafts);
    let unit_of = |id: &ActorId| home.get(id).map_or(id, |unit| *unit).to_string();
    let (mut columns, nodes, number) = cast.place(&told, &options.focus, &unit_of);
    let lines: Vec<Line> = hops
        .iter()
        .filter_map(|hop| {
            let mut line = view::line(&hop.draft, &number, &cast)?;
            let numbers: Vec<String> = hop.chains.iter().map(usize::to_string).collect();
            line.label = format!("{}: {}", numbers.join(", "), line.label);
            Some(line)
        })
        .collect();
    let mut stacks = vec![Vec::new(); last + 1];
    for (index, column) in columns.iter_mut().enumerate() {
        let unit = ActorId::new(&column.key);
        stacks[rank.get(&unit).copied().unwrap_or(0)].push(index);
        // a panel around one who links by himself would only say the name twice
        column.bare = matches!(column.nodes.as_slice(), [only] if nodes[*only].id == unit)
            && nodes[column.nodes[0]].state.is_empty();
    }
    stacks.retain(|s| !s.is_empty());
    let drawn = view::drawn(&drafts);
    View {
        title: title(paths, &drawn, &cast, options),
        subtitle: format!(
            "{}; the number before a date is that of the chain; ~ means approximate, [..] is the CAMEO code",
            headings::counts(&drawn)
        ),
        story: story(paths),
        notes: Vec::new(),
        theme: options.theme,
        layout: Layout::Columns,
        seed: options.seed,
        nodes,
        lines,
        columns,
        stacks,
    }
}

/// The pairs of an event that link two units, the first end's party first; all when none clearly does.
fn tied<'a>(
    event: &'a Event,
    (from, to): (&ActorId, &ActorId),
    cast: &Cast,
) -> Vec<(Way, &'a ActorId, &'a ActorId)> {
    let of = |id: &ActorId, unit: &ActorId| cast.is_part(id, unit);
    let way = |a: &ActorId, b: &ActorId| match event.reciprocal {
        true => Way::Both,
        false if a < b => Way::There,
        false => Way::Back,
    };
    let pairs = tally::pairs(event);
    let mut found: Vec<_> = pairs
        .iter()
        .filter_map(|(a, b)| match () {
            () if of(a, from) && of(b, to) => Some((way(a, b), *a, *b)),
            () if of(b, from) && of(a, to) => Some((way(a, b), *b, *a)),
            () => None,
        })
        .collect();
    if found.is_empty() {
        // a party of another layer stands for its unit: whoever is surely of one end decides
        let first = pairs.iter().map(|(a, b)| {
            let turned = of(b, from) || of(a, to);
            let (x, y) = if turned { (*b, *a) } else { (*a, *b) };
            (way(a, b), x, y)
        });
        found.extend(first.take(1));
    }
    found
}

fn title(paths: &[Path], drawn: &[&Event], cast: &Cast, options: &ViewOptions) -> String {
    if let Some(title) = headings::asked(options) {
        return title;
    }
    match paths.first() {
        Some(path) => format!(
            "From {} to {} in {}{}",
            cast.name(&path.from),
            cast.name(&path.to),
            count(paths.len(), "chain"),
            headings::span(drawn.iter().copied())
        ),
        None => "No chains".to_owned(),
    }
}

/// Each chain as a sentence: who did what to whom, when, step by step.
fn story(paths: &[Path]) -> Vec<String> {
    let mut out: Vec<String> = paths
        .iter()
        .take(TOLD)
        .enumerate()
        .map(|(number, path)| {
            let hops: Vec<String> = path.hops.iter().map(label::told).collect();
            format!("{}: {}", number + 1, hops.join("; "))
        })
        .collect();
    if paths.len() > TOLD {
        out.push(format!("… and {} more", count(paths.len() - TOLD, "chain")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::graph::{Graph, PathOptions, Query};

    #[test]
    fn chains_run_from_left_to_right_with_their_numbers() {
        let (events, actors) = sample::seeds();
        let graph = Graph::from_parts(actors, events);
        let options = PathOptions {
            k: 3,
            ..PathOptions::default()
        };
        let paths = graph.paths("CHN", "RUS", &Query::new(), &options).unwrap();
        let view = chains(&paths, graph.actors(), &ViewOptions::default());
        let titles: Vec<&str> = view
            .stacks
            .iter()
            .map(|s| view.columns[s[0]].title.as_str())
            .collect();
        assert_eq!(titles, ["China", "Afghanistan", "Russia"]);
        assert!(
            view.title.starts_with("From China to Russia in "),
            "{}",
            view.title
        );
        assert_eq!(view.story.len(), paths.len());
        assert!(
            view.lines
                .iter()
                .all(|l| l.label.starts_with(|c: char| c.is_ascii_digit()))
        );
        let picture = super::super::svg(&view);
        sample::well_formed(&picture);
        assert!(
            picture.contains("1: 2025-07-04  welcome [051]"),
            "{:?}",
            view.story
        );
    }

    #[test]
    fn no_chain_is_still_a_picture() {
        let view = chains(&[], &[], &ViewOptions::default());
        sample::well_formed(&super::super::svg(&view));
    }
}
