//! A group of reports → the event record.

use super::key::same_party;
use super::merge::{Group, in_passing};
use crate::model::*;
use crate::ontology;
use compact_str::CompactString;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One report and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    pub doc: &'a DocId,
    /// Its number in its document.
    pub index: usize,
    pub report: &'a Report,
}

/// The order events are shown in: by day, undated last, then by id.
pub(super) fn order(a: &Event, b: &Event) -> std::cmp::Ordering {
    let key = |e: &Event| (e.date.is_none(), e.date);
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

/// The event a group tells.
pub(super) fn event(
    group: &Group,
    id: EventId,
    about: &dyn Fn(&Member) -> Option<EventId>,
) -> Event {
    let mut members = group.members.clone();
    members.sort_by_key(|m| (m.doc, m.report.evidence.start, m.index));
    let reports = || members.iter().map(|m| m.report);
    let (kind, cameo) = code(&members);
    let (source, target) = parties(group, &members);
    let code = known(&cameo);
    let (precision, basis) = dating(group.days, &members);
    let evidence = evidence(reports().map(|r| &r.evidence));
    let mut event = Event {
        date: group.days.map(|d| d.first),
        date_end: group.days.filter(|d| !d.is_one()).map(|d| d.last),
        date_precision: precision,
        date_basis: basis,
        reported: None,
        kind,
        plover: code.and_then(|c| c.plover),
        plover_mode: code.and_then(|c| c.mode).map(CompactString::from),
        contexts: code.map_or_else(Vec::new, |c| {
            c.contexts.iter().map(|c| (*c).into()).collect()
        }),
        quad: ontology::quad(code.map_or(cameo.as_str(), |c| c.cameo.as_str())),
        goldstein: code.and_then(|c| c.goldstein),
        cameo,
        source,
        target,
        reciprocal: members[0].report.reciprocal,
        status: members[0].report.status,
        negated: members[0].report.negated,
        speaker: reports().find_map(|r| r.speaker.clone()),
        about: members.iter().find_map(about).filter(|other| *other != id),
        place: reports().find_map(|r| r.place.clone()),
        confidence: confidence(&members),
        sources: 0,
        evidence: Vec::new(),
        id,
    };
    told_by(&mut event, evidence);
    event
}

/// Gives the event its evidence and what follows from that: when it was reported, by how many.
pub(super) fn told_by(event: &mut Event, evidence: Vec<Evidence>) {
    event.reported = evidence.iter().filter_map(|e| e.published).min();
    event.sources = independent(&evidence);
    event.evidence = evidence;
}

/// Sorted by document and place, each sentence once.
fn evidence<'a>(all: impl Iterator<Item = &'a Evidence>) -> Vec<Evidence> {
    let mut kept: BTreeMap<(&DocId, usize, usize), &Evidence> = BTreeMap::new();
    for evidence in all {
        let key = (&evidence.doc, evidence.start, evidence.end);
        let first = kept.entry(key).or_insert(evidence);
        if (evidence.trigger, &evidence.rule) < (first.trigger, &first.rule) {
            *first = evidence;
        }
    }
    kept.into_values().cloned().collect()
}

/// A sentence without regard to line breaks and spaces, by which copies are known.
fn squash(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many documents tell it independently: those that share a sentence letter for letter are copies.
fn independent(evidence: &[Evidence]) -> usize {
    let docs: BTreeSet<&DocId> = evidence.iter().map(|e| &e.doc).collect();
    if docs.len() < 2 {
        return docs.len();
    }
    let docs: Vec<&DocId> = docs.into_iter().collect();
    let mut copy_of: Vec<usize> = (0..docs.len()).collect();
    let mut teller: BTreeMap<String, usize> = BTreeMap::new();
    for evidence in evidence {
        let doc = docs
            .binary_search(&&evidence.doc)
            .expect("from the same list");
        let first = *teller.entry(squash(&evidence.sentence)).or_insert(doc);
        let (from, to) = (copy_of[doc], copy_of[first]);
        for label in copy_of.iter_mut().filter(|label| **label == from) {
            *label = to;
        }
    }
    copy_of.iter().collect::<BTreeSet<_>>().len()
}

/// 1 - Π(1 - c) over different sentences, at most .99, two decimals.
fn confidence(members: &[Member]) -> f32 {
    let mut by_sentence: BTreeMap<String, f64> = BTreeMap::new();
    for member in members {
        let best = by_sentence
            .entry(squash(&member.report.evidence.sentence))
            .or_default();
        *best = best.max(f64::from(member.report.confidence).clamp(0.0, 1.0));
    }
    let doubt: f64 = by_sentence.values().map(|c| 1.0 - c).product();
    ((1.0 - doubt).min(0.99) * 100.0).round() as f32 / 100.0
}

/// The most specific code, of several the commonest, then the smallest; with its commonest kind.
fn code(members: &[Member]) -> (CompactString, Cameo) {
    // CAMEO's three-digit codes that end in 0 say "not specified below": no more than the root.
    let specific = |code: &str| code.len() - usize::from(code.len() == 3 && code.ends_with('0'));
    let mut codes: BTreeMap<&Cameo, BTreeMap<&str, usize>> = BTreeMap::new();
    for report in members.iter().map(|m| m.report) {
        let kinds = codes.entry(&report.cameo).or_default();
        *kinds.entry(report.kind.as_str()).or_default() += 1;
    }
    let (cameo, kinds) = codes
        .iter()
        .min_by_key(|(code, kinds)| {
            let code = code.as_str();
            (
                Reverse(specific(code)),
                Reverse(kinds.values().sum::<usize>()),
                Reverse(code.len()),
                code,
            )
        })
        .expect("a group has a member");
    let (kind, _) = kinds
        .iter()
        .min_by_key(|(kind, count)| (Reverse(**count), **kind))
        .expect("a code came with a kind");
    ((*kind).into(), (*cameo).clone())
}

/// What the ontology says of the code, or of the longest beginning of it that it knows.
fn known(cameo: &Cameo) -> Option<&'static ontology::Code> {
    let digits = cameo.as_str();
    (1..=digits.len())
        .rev()
        .filter_map(|n| ontology::code(digits.get(..n)?))
        .next()
}

/// How finely the common days are known, and from where: as in the best report that gives just these days.
fn dating(days: Option<Days>, members: &[Member]) -> (Precision, Option<Basis>) {
    let Some(days) = days else {
        return (Precision::None, None);
    };
    let whens = || {
        let own = members.iter().filter(|m| !in_passing(m.report));
        let passing = members.iter().filter(|m| in_passing(m.report));
        own.chain(passing).map(|m| &m.report.when)
    };
    let just = || whens().filter(|w| w.days == Some(days));
    let basis = just().filter_map(|w| w.basis).min();
    let precision = match days.is_one() {
        true => Some(Precision::Day),
        false => just().map(|w| w.precision).min(),
    };
    (
        precision.unwrap_or(Precision::Range),
        basis.or_else(|| whens().filter_map(|w| w.basis).min()),
    )
}

/// Both sides as shown: as the first report with the closest parties has them, each under its closest id.
fn parties(group: &Group, members: &[Member]) -> (Vec<Party>, Vec<Party>) {
    let closest = members
        .iter()
        .map(|m| m.report)
        .find(|r| group.sides == super::key::Sides::new(&r.source, &r.target, r.reciprocal))
        .expect("the group has the sides of one of its members");
    let everyone: Vec<&Party> = members
        .iter()
        .flat_map(|m| m.report.source.iter().chain(&m.report.target))
        .collect();
    let shown = |side: &[Party]| {
        let mut list: Vec<Party> = Vec::new();
        for party in side {
            let alike = everyone.iter().filter(|p| same_party(p, party));
            // The first of the longest ids: min_by_key takes the first.
            let best = alike.min_by_key(|p| Reverse(p.id.as_str().len()));
            let best: &Party = best.copied().unwrap_or(party);
            if !list.iter().any(|p| same_party(p, best)) {
                list.push(best.clone());
            }
        }
        list
    };
    let (mut source, mut target) = (shown(&closest.source), shown(&closest.target));
    if closest.reciprocal {
        // Nobody is on both sides of a meeting, and neither side is empty.
        target.retain(|t| !source.iter().any(|s| same_party(s, t)));
        if target.is_empty() && source.len() > 1 {
            target = source.split_off(1);
        } else if source.is_empty() && target.len() > 1 {
            source = target.drain(..1).collect();
        }
    }
    (source, target)
}

/// Adds ready-made events; one of the same id as an event told lends it its evidence.
pub(super) fn join_given(events: &mut Vec<Event>, given: &[Event]) {
    let at: BTreeMap<EventId, usize> = events
        .iter()
        .enumerate()
        .map(|(n, e)| (e.id.clone(), n))
        .collect();
    for event in given {
        let Some(told) = at.get(&event.id).map(|n| &mut events[*n]) else {
            events.push(event.clone());
            continue;
        };
        let both = evidence(told.evidence.iter().chain(&event.evidence));
        if both.len() > told.evidence.len() {
            told.confidence = told.confidence.max(event.confidence);
            told_by(told, both);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Graph;
    use super::super::testing::{document, graph, report};
    use super::*;

    #[test]
    fn the_most_specific_code_wins_then_the_commonest() {
        for (lines, want) in [
            (
                [
                    "AFG > CHN 030 2025-05-21",
                    "AFG > CHN 036 2025-05-21",
                    "AFG > CHN 030 2025-05-21",
                ],
                "036",
            ),
            (
                [
                    "AFG > CHN 039 2025-05-21",
                    "AFG > CHN 036 2025-05-21",
                    "AFG > CHN 039 2025-05-21",
                ],
                "039",
            ),
            (
                [
                    "AFG > CHN 03 2025-05-21",
                    "AFG > CHN 030 2025-05-21",
                    "AFG > CHN 03 2025-05-21",
                ],
                "03",
            ),
            (
                [
                    "AFG > CHN 03 2025-05-21",
                    "AFG > CHN 0331 2025-05-21",
                    "AFG > CHN 036 2025-05-21",
                ],
                "0331",
            ),
        ] {
            let graph = graph(&lines);
            assert_eq!(graph.all_events().len(), 1);
            let event = &graph.all_events()[0];
            assert_eq!(event.cameo.as_str(), want);
            assert_eq!(event.kind, "kind-03");
        }
    }

    #[test]
    fn a_code_unknown_to_the_ontology_is_read_by_its_beginning() {
        let graph = graph(&["RUS > AFG 0549 2025-07-03"]);
        let event = &graph.all_events()[0];
        assert_eq!(event.plover, Some(Plover::Support));
        assert_eq!(event.quad, Quad(1));
    }

    #[test]
    fn date_and_basis_come_from_the_report_that_gives_them() {
        let mut published = report("RUS > AFG 054 2025-07-04");
        published.when = When::published("2025-07-04".parse().expect("a day"));
        let month = report("RUS > AFG 054 2025-07-01..2025-07-31");
        let graph = Graph::from_reports([document("a", "2025-07-04", vec![month, published])]);
        let event = &graph.all_events()[0];
        assert_eq!(event.date_basis, Some(Basis::Published));
        assert_eq!(event.date_precision, Precision::Day);
        assert_eq!((event.date_end, event.evidence.len()), (None, 2));
    }

    #[test]
    fn ranges_that_cut_one_another_give_what_they_share() {
        let graph = graph(&[
            "RUS > AFG 054 2025-07-01..2025-07-10",
            "RUS > AFG 054 2025-07-05..2025-07-20",
        ]);
        let event = &graph.all_events()[0];
        assert_eq!(
            event.to_string(),
            "2025-07-05..2025-07-10 rus → afg: kind-05 [054]"
        );
        assert_eq!(event.date_precision, Precision::Range);
    }

    #[test]
    fn copies_count_once() {
        let first = document("a", "2025-07-04", vec![report("RUS > AFG 054 2025-07-03")]);
        let mut copy = first.clone();
        copy.doc = "b".into();
        copy.reports[0].evidence.doc = "b".into();
        let own = document("c", "2025-07-05", vec![report("RUS > AFG 054 2025-07-03")]);
        let graph = Graph::from_reports([first, copy, own]);
        let event = &graph.all_events()[0];
        assert_eq!((event.evidence.len(), event.sources), (3, 2));
        assert_eq!(event.confidence, 0.75);
        assert_eq!(event.reported, "2025-07-04".parse().ok());
    }

    #[test]
    fn a_sentence_is_evidence_once() {
        let mut told = document("a", "2025-07-04", vec![report("RUS > AFG 054 2025-07-03")]);
        let mut again = told.reports[0].clone();
        again.evidence.trigger = (7, 9);
        told.reports.push(again);
        let event = &Graph::from_reports([told]).all_events()[0].clone();
        assert_eq!(event.evidence.len(), 1);
        assert_eq!(event.evidence[0].trigger, (0, 1));
    }

    #[test]
    fn those_who_meet_stand_on_two_sides() {
        let graph = graph(&["RUS,AFG,CHN & _ 040 2025-07-03"]);
        let event = &graph.all_events()[0];
        assert_eq!((event.source.len(), event.target.len()), (1, 2));
    }
}
