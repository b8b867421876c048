//! What a picture shows: which nodes, which lines, with which words. Where they lie is `layout`'s.
//!
//! Actors stand in columns by state. Events of one kind between the same two actors are one line;
//! a pair with more than [`MOST_LINES`](super::MOST_LINES) such lines is seen from afar, one line per direction.

use super::arrange;
use super::label;
use super::palette::{Class, Theme};
use super::tally::{self, Draft, Way, count};
use super::text::{clean, clip, wrap};
use crate::model::{Actor, ActorId, ActorKind, Date, Event, EventId, STATELESS, Status};
use std::collections::{BTreeMap, BTreeSet};

/// How near to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// Events by kind; crowded pairs from afar.
    #[default]
    Auto,
    /// Events by kind, however many.
    Events,
    /// One line per pair and direction.
    Pairs,
}

/// What to show and how.
#[derive(Debug, Clone)]
pub struct ViewOptions {
    /// Heading; made from the states and dates when `None`.
    pub title: Option<String>,
    /// Most lines in the picture; what is left out is said in the notes.
    pub cap_edges: usize,
    /// Light or dark.
    pub theme: Theme,
    /// Actors asked for: shown bold, kept when lines are left out, the first towards the left.
    pub focus: Vec<ActorId>,
    /// How near to look.
    pub detail: Detail,
}

impl Default for ViewOptions {
    fn default() -> Self {
        ViewOptions {
            title: None,
            cap_edges: 120,
            theme: Theme::Light,
            focus: Vec::new(),
            detail: Detail::Auto,
        }
    }
}

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
    /// Name, offices and count of events in full.
    pub tip: String,
    /// Index into [`View::columns`].
    pub column: usize,
    /// Whether it was asked for.
    pub focus: bool,
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
}

/// A picture before it has a place on a sheet.
#[derive(Debug, Clone)]
pub struct View {
    /// Heading.
    pub title: String,
    /// Counts, and how to read the labels.
    pub subtitle: String,
    /// What was left out, a sentence each.
    pub notes: Vec<String>,
    /// Light or dark.
    pub theme: Theme,
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
        let known: BTreeMap<&ActorId, &Actor> = actors.iter().map(|a| (&a.id, a)).collect();
        let mut sorted: Vec<&Event> = events.iter().collect();
        sorted.sort_by(|a, b| {
            (a.date.is_none(), a.date, &a.id).cmp(&(b.date.is_none(), b.date, &b.id))
        });
        let (ties, alone) = tally::ties(&sorted);
        let mut notes = Vec::new();
        let drafts = tally::cap(tally::drafts(&ties, options), &ties, options, &mut notes);
        if alone > 0 {
            notes.push(format!(
                "{} with only one party not drawn.",
                count(alone, "event")
            ));
        }

        let mut parties: BTreeMap<&ActorId, (&str, ActorKind, Option<&str>)> = BTreeMap::new();
        for party in sorted.iter().flat_map(|e| e.parties()) {
            parties.entry(&party.id).or_insert((
                party.name.as_str(),
                party.kind,
                party.country.as_deref(),
            ));
        }
        for (id, actor) in &known {
            parties.insert(
                id,
                (actor.name.as_str(), actor.kind, actor.country.as_deref()),
            );
        }

        let mut told: BTreeMap<&ActorId, BTreeSet<&EventId>> = BTreeMap::new();
        for draft in &drafts {
            for id in [draft.pair.0, draft.pair.1] {
                told.entry(id)
                    .or_default()
                    .extend(draft.events.iter().map(|e| &e.id));
            }
        }
        let keys: BTreeMap<&ActorId, String> = told
            .keys()
            .map(|id| (*id, column_key(id, parties.get(id).and_then(|p| p.2))))
            .collect();
        let mut columns: Vec<Column> = Vec::new();
        for key in keys.values().collect::<BTreeSet<_>>() {
            let name = parties
                .get(&ActorId::new(key))
                .map_or(key.as_str(), |p| p.0);
            let title = if key.is_empty() {
                "International"
            } else {
                name
            };
            columns.push(Column {
                key: key.clone(),
                title: clip(&clean(title), 40).into_owned(),
                nodes: Vec::new(),
            });
        }

        let mut nodes = Vec::new();
        let mut number: BTreeMap<&ActorId, usize> = BTreeMap::new();
        for (id, events) in &told {
            let Some((name, kind, _)) = parties.get(id) else {
                continue;
            };
            let column = columns.iter().position(|c| c.key == keys[id]).unwrap_or(0);
            let state = ActorId::new(&columns[column].key);
            let mut forms: Vec<&str> = parties.get(&state).map(|p| p.0).into_iter().collect();
            if let Some(state) = known.get(&state) {
                forms.extend(state.names.iter().map(String::as_str));
            }
            number.insert(id, nodes.len());
            columns[column].nodes.push(nodes.len());
            let focus = options.focus.contains(id);
            nodes.push(node(
                id,
                name,
                *kind,
                known.get(id).copied(),
                &forms,
                column,
                focus,
                events.len(),
            ));
        }

        let lines: Vec<Line> = drafts
            .iter()
            .filter_map(|d| line(d, &number, &parties))
            .collect();
        let stacks = arrange::stacks(&columns, &nodes, &lines, &options.focus);
        let title = options
            .title
            .as_deref()
            .map(clean)
            .filter(|t| !t.is_empty());
        let drawn: BTreeMap<&EventId, &Event> = drafts
            .iter()
            .flat_map(|d| &d.events)
            .map(|e| (&e.id, *e))
            .collect();
        View {
            title: title.unwrap_or_else(|| heading(&columns, &stacks, drawn.values().copied())),
            subtitle: subtitle(drawn.values().copied()),
            notes,
            theme: options.theme,
            nodes,
            lines,
            columns,
            stacks,
        }
    }
}

/// The state a node stands with; empty when it belongs to none.
fn column_key(id: &ActorId, country: Option<&str>) -> String {
    let iso3 = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    match country {
        Some(code) if STATELESS.contains(&code) => String::new(),
        Some(code) if !code.is_empty() => clean(code),
        _ if iso3(id.root()) && !STATELESS.contains(&id.root()) && id.root() != id.as_str() => {
            id.root().to_owned()
        }
        _ => String::new(),
    }
}

#[allow(clippy::too_many_arguments)]
fn node(
    id: &ActorId,
    name: &str,
    kind: ActorKind,
    actor: Option<&Actor>,
    forms: &[&str],
    column: usize,
    focus: bool,
    events: usize,
) -> Node {
    let name = clean(name);
    let full = if name.is_empty() {
        clean(id.as_str())
    } else {
        name
    };
    let short = label::inside(&full, kind, forms);
    let mut lines = wrap(&short, 24, 3);
    let name_lines = lines.len();
    let mut tip = vec![format!("{full} ({kind}, {})", clean(id.as_str()))];
    if let Some(actor) = actor {
        if let Some(office) = label::office(actor).filter(|_| kind == ActorKind::Person) {
            lines.extend(wrap(&clean(&office.title), 26, 2));
        }
        for office in &actor.offices {
            let since = office
                .since
                .as_deref()
                .map(|s| format!(" since {s}"))
                .unwrap_or_default();
            let until = office
                .until
                .as_deref()
                .map(|s| format!(" until {s}"))
                .unwrap_or_default();
            tip.push(clean(&format!("{}{since}{until}", office.title)));
        }
    }
    tip.push(count(events, "event"));
    Node {
        id: id.clone(),
        kind,
        lines,
        name_lines,
        tip: tip.join("\n"),
        column,
        focus,
    }
}

fn line(
    draft: &Draft,
    number: &BTreeMap<&ActorId, usize>,
    parties: &BTreeMap<&ActorId, (&str, ActorKind, Option<&str>)>,
) -> Option<Line> {
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
    let name = |id| parties.get(id).map_or(String::new(), |p| clean(p.0));
    let arrow = if draft.way == Way::Both { "↔" } else { "→" };
    let head = format!("{} {arrow} {}", name(a), name(b));
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

fn heading<'a>(
    columns: &[Column],
    stacks: &[Vec<usize>],
    events: impl Iterator<Item = &'a Event>,
) -> String {
    let mut names: Vec<&str> = stacks
        .iter()
        .flatten()
        .map(|c| columns[*c].title.as_str())
        .collect();
    if names.is_empty() {
        return "No events".to_owned();
    }
    let more = names.len().saturating_sub(5);
    names.truncate(5);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let span = events
        .filter_map(label::days)
        .fold(None, |span: Option<(Date, Date)>, (a, b)| {
            Some(span.map_or((a, b), |(c, d)| (a.min(c), b.max(d))))
        });
    match span {
        Some((a, b)) if a == b => format!("{}{more}: {a}", names.join(", ")),
        Some((a, b)) => format!("{}{more}: {a} to {b}", names.join(", ")),
        None => format!("{}{more}", names.join(", ")),
    }
}

fn subtitle<'a>(events: impl Iterator<Item = &'a Event>) -> String {
    let mut docs = BTreeSet::new();
    let mut n = 0;
    for event in events {
        n += 1;
        docs.extend(event.evidence.iter().map(|e| &e.doc));
    }
    format!(
        "{} from {}; dates in ISO, ~ means approximate, [..] is the CAMEO code",
        count(n, "event"),
        count(docs.len(), "article")
    )
}
