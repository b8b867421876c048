//! What a picture shows: which nodes, which lines, with which words. Where they lie is `layout`'s.
//!
//! Actors stand in columns by state. Events of one kind between the same two actors are one line;
//! a pair with more than [`MOST_LINES`](super::MOST_LINES) such lines is seen from afar, one line per direction. Beyond some
//! forty actors the picture becomes a map: one line per pair, no columns.

use super::arrange;
use super::cap;
use super::headings;
use super::label;
use super::layers;
use super::map;
use super::nodes::Cast;
use super::options::{Detail, Layout, ViewOptions};
use super::palette::{Class, Theme};
use super::tally::{self, Draft, Way, count};
use crate::model::{Actor, ActorId, ActorKind, Event, EventId, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Most lines and actors that `auto` sets in columns; beyond, a map reads better.
const COLUMN_LINES: usize = 90;
const COLUMN_ACTORS: usize = 45;

/// One actor in the picture.
#[derive(Debug, Clone)]
pub struct Node {
    /// The actor.
    pub id: ActorId,
    /// What sort.
    pub kind: ActorKind,
    /// The label, line by line: the name, then the office of a person.
    pub lines: Vec<String>,
    /// How many of the lines are the name.
    pub name_lines: usize,
    /// The name in full.
    pub name: String,
    /// The name of the state it belongs to; empty for states and those of none.
    pub state: String,
    /// Name, offices and count of events in full.
    pub tip: String,
    /// Index into [`View::columns`].
    pub column: usize,
    /// Whether it was asked for.
    pub focus: bool,
    /// How many events it takes part in.
    pub events: usize,
}

/// One line between two nodes: events of one kind, or all of a direction seen from afar.
#[derive(Debug, Clone)]
pub struct Line {
    /// Index of the node it starts from.
    pub from: usize,
    /// Index of the node it goes to.
    pub to: usize,
    /// Both sides act: a head at each end.
    pub both: bool,
    /// Class of its events, from afar the commonest.
    pub class: Class,
    /// The words on it.
    pub label: String,
    /// The sentences behind it.
    pub tip: String,
    /// The events, in date order.
    pub events: Vec<EventId>,
    /// None of its events is claimed to have happened: planned, promised, denied, negated …
    pub unreal: bool,
}

/// The actors of one state, or those of none.
#[derive(Debug, Clone)]
pub struct Column {
    /// ISO 3166 alpha-3 letters; empty for those who belong to no state.
    pub key: String,
    /// Heading.
    pub title: String,
    /// Indexes into [`View::nodes`].
    pub nodes: Vec<usize>,
    /// Drawn without a panel and heading.
    pub bare: bool,
}

/// A picture before it has a place on a sheet.
#[derive(Debug, Clone)]
pub struct View {
    /// Heading.
    pub title: String,
    /// Counts, and how to read the labels.
    pub subtitle: String,
    /// What is told beside the lines, a sentence each.
    pub story: Vec<String>,
    /// What was left out, a sentence each.
    pub notes: Vec<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Who places the nodes; never [`Layout::Auto`].
    pub layout: Layout,
    /// Where a map's search for places begins.
    pub seed: u64,
    /// Actors, by id.
    pub nodes: Vec<Node>,
    /// Lines, by first day and parties.
    pub lines: Vec<Line>,
    /// States, by id.
    pub columns: Vec<Column>,
    /// Columns from left to right, and those that share a column's place from top to bottom.
    pub stacks: Vec<Vec<usize>>,
}

impl View {
    /// Chooses nodes and lines.
    ///
    /// Only actors with a drawn event become nodes. Names and offices come from `actors`, and from
    /// the events' own parties for whoever is not among them.
    pub fn new(events: &[Event], actors: &[Actor], options: &ViewOptions) -> View {
        let mut sorted: Vec<&Event> = events.iter().collect();
        sorted.sort_by(|a, b| {
            (a.date.is_none(), a.date, &a.id).cmp(&(b.date.is_none(), b.date, &b.id))
        });
        let cast = Cast::new(&sorted, actors);
        let (mut ties, alone) = tally::ties(&sorted);
        let mut notes = Vec::new();
        if crowded(&ties) {
            cap::ego(&mut ties, options, &cast, &mut notes);
        }
        let layout = layout(&ties, options);
        let drafts = match layout {
            Layout::Map => cap::map(&ties, options, &mut notes),
            _ => cap::lines(tally::drafts(&ties, options), &ties, options, &mut notes),
        };
        if alone > 0 {
            notes.push(format!(
                "{} with only one party not drawn.",
                count(alone, "event")
            ));
        }
        let told = told(&drafts);
        let (mut columns, mut nodes, number) =
            cast.place(&told, &options.focus, &|id| cast.state(id));
        let lines: Vec<Line> = drafts
            .iter()
            .filter_map(|d| line(d, &number, &cast))
            .collect();
        let mut stacks = match layout {
            Layout::Map => vec![(0..columns.len()).collect()],
            _ => arrange::stacks(&columns, &nodes, &lines, &options.focus),
        };
        // as many states as a title can name are named from left to right, of more the weightiest
        let order: Vec<usize> = match columns.len() > headings::NAMED {
            true => by_weight(&columns, &nodes),
            false => stacks.iter().flatten().copied().collect(),
        };
        let drawn = drawn(&drafts);
        let title = headings::title(options, &cast, &columns, &order, &drawn);
        match layout {
            Layout::Layered => (columns, stacks) = layers::stacks(&mut nodes, &lines),
            Layout::Map => nodes.iter_mut().for_each(map::shorten),
            Layout::Auto | Layout::Columns => {}
        }
        View {
            title,
            subtitle: headings::subtitle(
                &drawn,
                options.scope,
                drafts.iter().any(|d| !d.far),
                drafts.iter().any(|d| d.far),
            ),
            story: Vec::new(),
            notes,
            theme: options.theme,
            layout,
            seed: options.seed,
            nodes,
            lines,
            columns,
            stacks,
        }
    }
}

/// Who places the nodes when it is left to us: columns while they can be read, then a map.
fn layout(ties: &tally::Ties, options: &ViewOptions) -> Layout {
    match options.layout {
        Layout::Auto if options.detail != Detail::Events && crowded(ties) => Layout::Map,
        Layout::Auto => Layout::Columns,
        asked => asked,
    }
}

/// Whether columns could not be read.
fn crowded(ties: &tally::Ties) -> bool {
    let actors: BTreeSet<&ActorId> = ties.keys().flat_map(|p| [p.0, p.1]).collect();
    let ways = |told: &Vec<(Way, &Event)>| told.iter().map(|t| t.0).collect::<BTreeSet<_>>().len();
    let afar: usize = ties.values().map(ways).sum();
    actors.len() > COLUMN_ACTORS || afar > COLUMN_LINES
}

/// The states with the most events first.
fn by_weight(columns: &[Column], nodes: &[Node]) -> Vec<usize> {
    let weight = |c: &usize| -> usize { columns[*c].nodes.iter().map(|n| nodes[*n].events).sum() };
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_cached_key(|c| (columns[*c].key.is_empty(), std::cmp::Reverse(weight(c)), *c));
    order
}

/// The events drawn for each actor.
pub(super) fn told<'a>(drafts: &[Draft<'a>]) -> BTreeMap<&'a ActorId, BTreeSet<&'a EventId>> {
    let mut told: BTreeMap<&ActorId, BTreeSet<&EventId>> = BTreeMap::new();
    for draft in drafts {
        for id in [draft.pair.0, draft.pair.1] {
            told.entry(id)
                .or_default()
                .extend(draft.events.iter().map(|e| &e.id));
        }
    }
    told
}

/// Every event drawn, once.
pub(super) fn drawn<'a>(drafts: &[Draft<'a>]) -> Vec<&'a Event> {
    let events = drafts.iter().flat_map(|d| &d.events);
    let once: BTreeMap<&EventId, &Event> = events.map(|e| (&e.id, *e)).collect();
    once.into_values().collect()
}

pub(super) fn line(draft: &Draft, number: &BTreeMap<&ActorId, usize>, cast: &Cast) -> Option<Line> {
    let (a, b) = match draft.way {
        Way::Back => (draft.pair.1, draft.pair.0),
        _ => draft.pair,
    };
    let mut classes: BTreeMap<Class, usize> = BTreeMap::new();
    for event in &draft.events {
        *classes.entry(Class::of(event)).or_default() += 1;
    }
    let (class, _) = classes
        .into_iter()
        .max_by_key(|(class, n)| (*n, std::cmp::Reverse(*class)))?;
    let arrow = if draft.way == Way::Both { "↔" } else { "→" };
    let head = format!("{} {arrow} {}", cast.name(a), cast.name(b));
    Some(Line {
        from: *number.get(a)?,
        to: *number.get(b)?,
        both: draft.way == Way::Both,
        class,
        label: if draft.far {
            label::far(&draft.events)
        } else {
            label::near(&draft.events)
        },
        tip: label::evidence(&head, &draft.events, 6),
        events: draft.events.iter().map(|e| e.id.clone()).collect(),
        unreal: draft
            .events
            .iter()
            .all(|e| e.negated || e.status != Status::Actual),
    })
}
