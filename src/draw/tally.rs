//! Gathers events into lines: by pair, direction and kind, from afar where they crowd, within the cap.

use super::options::{Detail, ViewOptions};
use super::palette::Class;
use crate::model::{ActorId, Cameo, Event, Status};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// Most lines drawn between two nodes before the pair is seen from afar.
pub const MOST_LINES: usize = 4;

/// How an event runs between two actors given in id order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    There,
    Back,
    Both,
}

type Kind = (Way, CompactString, Cameo, Status, bool, Class);
pub(super) type Pair<'a> = (&'a ActorId, &'a ActorId);
pub(super) type Ties<'a> = BTreeMap<Pair<'a>, Vec<(Way, &'a Event)>>;

/// A line before its ends are numbered.
#[derive(Clone)]
pub(super) struct Draft<'a> {
    pub pair: Pair<'a>,
    pub way: Way,
    pub far: bool,
    pub events: Vec<&'a Event>,
}

/// Pairs of every event: each source with each target; all with all when both sides act and none is the target.
pub fn pairs(event: &Event) -> Vec<(&ActorId, &ActorId)> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    let mut add = |a, b| {
        if a != b && seen.insert((a, b)) {
            out.push((a, b));
        }
    };
    if event.target.is_empty() && event.reciprocal {
        for (i, a) in event.source.iter().enumerate() {
            for b in &event.source[i + 1..] {
                add(&a.id, &b.id);
            }
        }
    }
    for a in &event.source {
        for b in &event.target {
            add(&a.id, &b.id);
        }
    }
    out
}

/// Events by pair, and how many have no pair.
pub(super) fn ties<'a>(events: &[&'a Event]) -> (Ties<'a>, usize) {
    let mut ties = Ties::new();
    let mut alone = 0;
    for event in events {
        let pairs = pairs(event);
        alone += usize::from(pairs.is_empty());
        for (a, b) in pairs {
            let way = match event.reciprocal {
                true => Way::Both,
                false if a < b => Way::There,
                false => Way::Back,
            };
            let told = ties.entry((a.min(b), a.max(b))).or_default();
            // a reciprocal event that names its parties on both sides is one event all the same
            if !(way == Way::Both && told.last().is_some_and(|(_, e)| e.id == event.id)) {
                told.push((way, event));
            }
        }
    }
    (ties, alone)
}

pub(super) fn drafts<'a>(ties: &Ties<'a>, options: &ViewOptions) -> Vec<Draft<'a>> {
    let mut out = Vec::new();
    for (pair, told) in ties {
        let near = by(told, |way, e| -> Kind {
            (
                way,
                e.kind.clone(),
                e.cameo.clone(),
                e.status,
                e.negated,
                Class::of(e),
            )
        });
        let far = match options.detail {
            Detail::Auto => near.len() > MOST_LINES,
            Detail::Events => false,
            Detail::Pairs => true,
        };
        if far {
            out.extend(from_afar(*pair, told));
        } else {
            out.extend(near.into_iter().map(|(kind, events)| Draft {
                pair: *pair,
                way: kind.0,
                far,
                events,
            }));
        }
    }
    out
}

/// One line per direction.
pub(super) fn from_afar<'a>(pair: Pair<'a>, told: &[(Way, &'a Event)]) -> Vec<Draft<'a>> {
    by(told, |way, _| way)
        .into_iter()
        .map(|(way, events)| Draft {
            pair,
            way,
            far: true,
            events,
        })
        .collect()
}

fn by<'a, K: Ord>(
    told: &[(Way, &'a Event)],
    key: impl Fn(Way, &Event) -> K,
) -> BTreeMap<K, Vec<&'a Event>> {
    let mut out: BTreeMap<K, Vec<&Event>> = BTreeMap::new();
    for (way, event) in told {
        out.entry(key(*way, event)).or_default().push(event);
    }
    out
}

/// `1 event`, `2 events`.
pub(super) fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::super::options::Layout;
    use super::super::sample;
    use super::*;

    fn lines(events: &[Event], options: &ViewOptions) -> (Vec<String>, Vec<String>) {
        let view = super::super::View::new(events, &[], options);
        let words = |l: &super::super::Line| {
            let ends = (view.nodes[l.from].id.as_str(), view.nodes[l.to].id.as_str());
            let arrow = if l.both { "<->" } else { "->" };
            format!("{} {arrow} {}: {}", ends.0, ends.1, l.label)
        };
        (view.lines.iter().map(words).collect(), view.notes)
    }

    fn some(told: &[(&str, &str, &str, bool)]) -> Vec<Event> {
        let china = sample::party("CHN", "China", crate::model::ActorKind::State);
        let russia = sample::party("RUS", "Russia", crate::model::ActorKind::State);
        let event = |(n, (days, kind, cameo, back)): (usize, &(&str, &str, &str, bool))| {
            let (a, b) = if *back {
                (&russia, &china)
            } else {
                (&china, &russia)
            };
            sample::event(n, days, kind, cameo, a, b, "One did this to the other.")
        };
        told.iter().enumerate().map(event).collect()
    }

    #[test]
    fn one_line_per_kind_and_direction() {
        let mut events = some(&[
            ("2025-05-21", "pledge", "030", false),
            ("2025-05-21", "pledge", "030", false),
            ("2025-06-01..2025-06-30", "pledge", "030", true),
            ("2025-05-22", "meet", "040", true),
        ]);
        events[3].reciprocal = true;
        let (lines, notes) = lines(&events, &ViewOptions::default());
        assert_eq!(
            lines,
            [
                "CHN -> RUS: 2025-05-21  pledge [030] x2",
                "CHN <-> RUS: 2025-05-22  meet [040]",
                "RUS -> CHN: ~2025-06  pledge [030]",
            ]
        );
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn what_did_not_happen_never_joins_what_did() {
        let mut events = some(&[("2025-05-21", "visit", "042", false); 3]);
        events[1].negated = true;
        events[2].status = Status::Planned;
        events[2].date = None;
        let (lines, _) = lines(&events, &ViewOptions::default());
        assert_eq!(
            lines,
            [
                "CHN -> RUS: 2025-05-21  visit [042]",
                "CHN -> RUS: 2025-05-21  not visit [042]",
                "CHN -> RUS: undated  visit [042] planned",
            ]
        );
    }

    #[test]
    fn a_crowded_pair_is_seen_from_afar() {
        let kinds = ["meet", "praise", "visit", "urge", "aid"];
        let told: Vec<(&str, &str, &str, bool)> = kinds
            .iter()
            .enumerate()
            .map(|(n, kind)| (["2019-03-01", "2025-07-03"][n % 2], *kind, "051", n == 4))
            .collect();
        let (seen, _) = lines(&some(&told), &ViewOptions::default());
        assert_eq!(
            seen,
            ["CHN -> RUS: 4 · 2019–2025", "RUS -> CHN: 1 · 2019-03-01"]
        );
        let near = ViewOptions {
            detail: Detail::Events,
            ..ViewOptions::default()
        };
        assert_eq!(lines(&some(&told), &near).0.len(), 5);
    }

    #[test]
    fn what_is_left_out_is_said() {
        let (events, _) = sample::crowd(30, 200);
        let (lines, notes) = lines(
            &events,
            &ViewOptions {
                cap_edges: 20,
                layout: Layout::Columns,
                ..ViewOptions::default()
            },
        );
        assert_eq!(lines.len(), 20);
        assert!(notes.iter().any(|n| n.contains("left out")), "{notes:?}");
        let mut alone = some(&[("2025-05-21", "state", "010", false)]);
        alone[0].target.clear();
        let view = super::super::View::new(&alone, &[], &ViewOptions::default());
        assert_eq!(view.notes, ["1 event with only one party not drawn."]);
        assert!(view.nodes.is_empty());
    }

    #[test]
    fn a_compound_event_is_a_line_for_every_pair() {
        let (mut events, _) = sample::seeds();
        let extra = events[9].source[0].clone();
        events[0].source.push(extra);
        let of = pairs(&events[0]);
        assert_eq!(of.len(), 2);
        let swapped = some(&[("2025-05-21", "meet", "040", false)]);
        let mut swapped = swapped[0].clone();
        swapped.reciprocal = true;
        swapped.source.extend(swapped.target.clone());
        swapped.target.clear();
        assert_eq!(pairs(&swapped).len(), 1);
    }
}
