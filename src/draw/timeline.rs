//! What a timeline shows: rows in date order, and whom each ties, in lanes. How it looks is `timeline_svg`'s.
//!
//! A few actors have a lane each; more share the lanes of their states, and the states beyond the most told of share
//! the last lane. Rows beyond the cap are left out, those told by the fewest articles first; the bars above count all.

use super::bars::Bars;
use super::headings;
use super::label;
use super::nodes::Cast;
use super::options::{Scope, ViewOptions};
use super::palette::{Class, Theme};
use super::tally::count;
use super::text::{clean, clip};
use crate::model::{Actor, ActorId, Date, Event, Party, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most lanes, the one for all others included.
const LANES: usize = 7;

/// One actor, one state, or all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The id of the actor or the letters of the state; empty for all others.
    pub key: String,
    /// Heading.
    pub title: String,
}

/// One row: what was done on one day, or in one span of days, by the same to the same.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `2025-05-21`, `~2025-04/07`, `undated`.
    pub when: String,
    /// First day.
    pub date: Option<Date>,
    /// Who did it, by name.
    pub who: String,
    /// What: `meet [040]`, with the number of times.
    pub what: String,
    /// To whom, by name.
    pub whom: String,
    /// A sentence that tells it.
    pub sentence: String,
    /// Lanes of those who act.
    pub from: BTreeSet<usize>,
    /// Lanes of those acted upon.
    pub to: BTreeSet<usize>,
    /// Both sides act.
    pub both: bool,
    /// Class of the event.
    pub class: Class,
    /// Not claimed to have happened.
    pub unreal: bool,
    /// The sentences behind it.
    pub tip: String,
}

/// A timeline before it has a place on a sheet.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Heading.
    pub title: String,
    /// Counts.
    pub subtitle: String,
    /// What was left out, a sentence each.
    pub notes: Vec<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Lanes from left to right.
    pub lanes: Vec<Lane>,
    /// Rows in date order, undated last.
    pub rows: Vec<Entry>,
    /// Events counted by day, month or year.
    pub(super) bars: Bars,
}

type Key<'a> = (
    bool,
    Option<Date>,
    Option<Date>,
    &'a str,
    &'a str,
    Status,
    bool,
    Vec<&'a ActorId>,
    Vec<&'a ActorId>,
);

impl Timeline {
    /// Chooses rows and lanes. Events need not be in order.
    pub fn new(events: &[Event], actors: &[Actor], options: &ViewOptions) -> Timeline {
        let all: Vec<&Event> = events.iter().collect();
        let cast = Cast::new(&all, actors);
        let mut groups: BTreeMap<Key, Vec<&Event>> = BTreeMap::new();
        for event in events {
            let key = (
                event.date.is_none(),
                event.date,
                event.date_end,
                event.kind.as_str(),
                event.cameo.as_str(),
                event.status,
                event.negated,
                event.source.iter().map(|p| &p.id).collect(),
                event.target.iter().map(|p| &p.id).collect(),
            );
            groups.entry(key).or_default().push(event);
        }
        let mut notes = Vec::new();
        let groups = cap(groups.into_values().collect(), options, &mut notes);
        let lanes = lanes(&groups, &cast, options);
        let rows = groups.iter().map(|g| entry(g, &lanes, &cast)).collect();
        let bars = Bars::new(&all);
        if bars.undated > 0 {
            notes.push(format!(
                "{} without a date not in the bars.",
                count(bars.undated, "event")
            ));
        }
        if bars.outside > 0 {
            notes.push(format!(
                "{} long before or after the others not in the bars.",
                count(bars.outside, "event")
            ));
        }
        Timeline {
            title: title(&all, &cast, options),
            subtitle: format!(
                "{}; dates in ISO, ~ means approximate, [..] is the CAMEO code",
                headings::counts(&all)
            ),
            notes,
            theme: options.theme,
            lanes: lanes.lanes,
            rows,
            bars,
        }
    }
}

fn title(events: &[&Event], cast: &Cast, options: &ViewOptions) -> String {
    if let Some(title) = headings::asked(options) {
        return title;
    }
    let span = headings::span(events.iter().copied());
    match (options.scope, options.focus.as_slice()) {
        (Scope::Ego { .. }, [a, ..]) => format!("{} day by day{span}", cast.name(a)),
        (Scope::Pair, [a, b, ..]) => {
            format!("{} and {} day by day{span}", cast.name(a), cast.name(b))
        }
        _ => format!("Day by day{span}"),
    }
}

/// The rows told by the most articles, in date order.
fn cap<'a>(
    mut groups: Vec<Vec<&'a Event>>,
    options: &ViewOptions,
    notes: &mut Vec<String>,
) -> Vec<Vec<&'a Event>> {
    if groups.len() <= options.cap_rows {
        return groups;
    }
    let weight = |g: &Vec<&Event>| -> (usize, usize) {
        let sources = g.iter().map(|e| e.sources).max().unwrap_or(0);
        (sources, g.iter().map(|e| e.evidence.len()).sum())
    };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|g| {
        (
            groups[*g][0].date.is_none(),
            Reverse(weight(&groups[*g])),
            *g,
        )
    });
    let left = order.split_off(options.cap_rows);
    let events: usize = left.iter().map(|g| groups[*g].len()).sum();
    notes.push(format!(
        "{} left out ({}, those told by the fewest articles): the bars count them, a narrower question shows them.",
        count(left.len(), "row"),
        count(events, "event")
    ));
    order.sort_unstable();
    order
        .into_iter()
        .map(|g| std::mem::take(&mut groups[g]))
        .collect()
}

/// Who stands in which lane.
struct Lanes {
    lanes: Vec<Lane>,
    /// Of actors, or of their states.
    by_state: bool,
    at: BTreeMap<String, usize>,
}

impl Lanes {
    fn of(&self, id: &ActorId, cast: &Cast) -> usize {
        let others = self.lanes.len() - 1;
        let key = key(id, self.by_state, cast);
        self.at.get(&key).copied().unwrap_or(others)
    }
}

fn key(id: &ActorId, by_state: bool, cast: &Cast) -> String {
    match cast.state(id) {
        state if by_state && !state.is_empty() => state,
        _ => id.to_string(),
    }
}

fn lanes(groups: &[Vec<&Event>], cast: &Cast, options: &ViewOptions) -> Lanes {
    let tally = |by_state: bool| -> BTreeMap<String, usize> {
        let mut tally = BTreeMap::new();
        for event in groups.iter().flatten() {
            let keys: BTreeSet<String> = event
                .parties()
                .map(|p| key(&p.id, by_state, cast))
                .collect();
            for key in keys {
                *tally.entry(key).or_default() += 1;
            }
        }
        tally
    };
    let actors = tally(false);
    let by_state = actors.len() > LANES;
    let tally = if by_state { tally(true) } else { actors };
    let mut keys: Vec<&String> = tally.keys().collect();
    // ties broken by id
    keys.sort_by_key(|k| (Reverse(tally[*k]), *k));
    let more = keys.len() > LANES;
    if more {
        keys.truncate(LANES - 1);
    }
    // whoever was asked for first stands left, whoever second right; between them by weight, those of one state together
    let asked = |k: &str, n: usize| {
        let id = options.focus.get(n);
        id.is_some_and(|id| {
            id.as_str() == k || id.root() == cast.state(&ActorId::new(k)) || id.root() == k
        })
    };
    let place = |k: &str| match () {
        () if asked(k, 0) => 0,
        () if asked(k, 1) => 2,
        () => 1,
    };
    let weight = |state: &str| -> usize {
        let of = tally
            .iter()
            .filter(|(k, _)| cast.state(&ActorId::new(k)) == state);
        of.map(|(_, n)| *n).sum()
    };
    keys.sort_by_key(|k| {
        let state = cast.state(&ActorId::new(k));
        (
            place(k),
            Reverse(weight(&state)),
            state,
            Reverse(tally[*k]),
            *k,
        )
    });
    let mut lanes: Vec<Lane> = keys
        .iter()
        .map(|k| Lane {
            key: (*k).clone(),
            title: clip(&cast.name(&ActorId::new(k)), 40).into_owned(),
        })
        .collect();
    let at = keys
        .iter()
        .enumerate()
        .map(|(n, k)| ((*k).clone(), n))
        .collect();
    if more || lanes.is_empty() {
        lanes.push(Lane {
            key: String::new(),
            title: "Others".to_owned(),
        });
    }
    Lanes {
        lanes,
        by_state,
        at,
    }
}

fn entry(group: &[&Event], lanes: &Lanes, cast: &Cast) -> Entry {
    let event = group[0];
    let side = |side: &[Party]| {
        let names: Vec<String> = side.iter().map(|p| cast.name(&p.id)).collect();
        let at: BTreeSet<usize> = side.iter().map(|p| lanes.of(&p.id, cast)).collect();
        (clip(&names.join(", "), 90).into_owned(), at)
    };
    let ((who, from), (whom, to)) = (side(&event.source), side(&event.target));
    let times = match group.len() {
        1 => String::new(),
        n => format!(" x{n}"),
    };
    let arrow = if event.reciprocal { "↔" } else { "→" };
    let told = group.iter().flat_map(|e| &e.evidence).next();
    Entry {
        when: label::when(group),
        date: event.date,
        what: format!("{}{times}", label::what(event)),
        sentence: told.map(|e| clean(&e.sentence)).unwrap_or_default(),
        from,
        to,
        both: event.reciprocal,
        class: Class::of(event),
        unreal: event.negated || event.status != Status::Actual,
        tip: label::evidence(&format!("{who} {arrow} {whom}"), group, 6),
        who,
        whom,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_same_done_on_the_same_day_is_one_row() {
        let (events, actors) = sample::seeds();
        let line = Timeline::new(&events, &actors, &ViewOptions::default());
        let days: Vec<&str> = line.rows.iter().map(|r| r.when.as_str()).collect();
        assert_eq!(days[0], "2025-04-17");
        assert!(line.rows.iter().any(|r| r.what == "pledge [030] x2"));
        assert!(line.rows.is_sorted_by_key(|r| (r.date.is_none(), r.date)));
        // twelve actors share the lanes of three states
        let titles: Vec<&str> = line.lanes.iter().map(|l| l.title.as_str()).collect();
        assert_eq!(titles.len(), 3, "{titles:?}");
    }

    #[test]
    fn the_first_asked_for_stands_left_and_the_second_right() {
        let (events, actors) = sample::seeds();
        let options = ViewOptions {
            scope: Scope::Pair,
            focus: vec![ActorId::new("RUS"), ActorId::new("CHN")],
            ..ViewOptions::default()
        };
        let line = Timeline::new(&events, &actors, &options);
        let keys: Vec<&str> = line.lanes.iter().map(|l| l.key.as_str()).collect();
        assert_eq!(keys, ["RUS", "AFG", "CHN"]);
        assert!(
            line.title
                .starts_with("Russia and China day by day: 2025-04-17 to")
        );
    }

    #[test]
    fn rows_left_out_are_counted_and_others_share_a_lane() {
        let (events, actors) = sample::crowd(60, 400);
        let line = Timeline::new(&events, &actors, &ViewOptions::default());
        assert_eq!(line.rows.len(), 60);
        assert!(line.notes[0].contains("rows left out"), "{:?}", line.notes);
        assert_eq!(line.lanes.len(), LANES);
        assert_eq!(line.lanes[LANES - 1].title, "Others");
    }
}
