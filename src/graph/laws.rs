//! Laws that hold for any set of reports.

use super::testing::{document, report};
use super::{DocumentReports, Graph, Path, PathOptions, Query};
use crate::model::{ActorId, Date, Days, Event, Status};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const ACTORS: [&str; 10] = [
    "CHN",
    "CHN.GOV",
    "CHN.MFA",
    "CHN.wang-yi",
    "AFG",
    "AFG.muttaqi",
    "RUS",
    "IND",
    "PAK",
    "IGO.UN",
];
const CODES: [&str; 5] = ["03", "030", "036", "112", "190"];

/// One report line of `testing::report`, and what a line cannot say: status, negated, in passing.
fn a_report() -> impl Strategy<Value = (String, Status, bool, bool)> {
    let side = || prop::collection::btree_set(0..ACTORS.len(), 1..=2);
    let day = prop_oneof![
        1 => Just("-".to_owned()),
        8 => (1..=9, 0..=3).prop_map(|(day, more)| match more {
            0 | 1 => format!("2025-07-0{day}"),
            more => format!("2025-07-0{day}..2025-07-{:02}", day + 3 * more),
        }),
    ];
    let status = prop_oneof![8 => Just(Status::Actual), 1 => Just(Status::Planned)];
    let rarely = || prop::bool::weighted(0.15);
    (
        side(),
        side(),
        0..CODES.len(),
        rarely(),
        day,
        status,
        rarely(),
        rarely(),
    )
        .prop_map(
            |(source, target, code, both, day, status, negated, passing)| {
                let ids = |side: BTreeSet<usize>| {
                    side.into_iter()
                        .map(|at| ACTORS[at])
                        .collect::<Vec<_>>()
                        .join(",")
                };
                let sign = if both { '&' } else { '>' };
                let line = format!(
                    "{} {sign} {} {} {day}",
                    ids(source),
                    ids(target),
                    CODES[code]
                );
                (line, status, negated, passing)
            },
        )
}

fn some_documents() -> impl Strategy<Value = Vec<DocumentReports>> {
    let one = (prop::collection::vec(a_report(), 0..7), 4..=20);
    prop::collection::vec(one, 1..5).prop_map(|documents| {
        let told = |(n, (reports, day)): (usize, (Vec<_>, i32))| {
            let reports =
                reports
                    .into_iter()
                    .map(|(line, status, negated, passing): (String, _, _, _)| {
                        let mut report = report(&line);
                        (report.status, report.negated, report.presupposed) =
                            (status, negated, passing);
                        if passing {
                            report.when = Default::default();
                        }
                        report
                    });
            document(
                &format!("doc-{n}"),
                &format!("2025-07-{day:02}"),
                reports.collect(),
            )
        };
        documents.into_iter().enumerate().map(told).collect()
    })
}

fn of(documents: &[DocumentReports]) -> Graph {
    Graph::from_reports(documents.iter().cloned())
}

fn days(event: &Event) -> Option<Days> {
    let first = event.date?;
    Some(Days::between(first, event.date_end.unwrap_or(first)))
}

/// Who a chain may go on from: an actor is as good as its state.
fn unit(id: &ActorId) -> &str {
    if id.root() == "IGO" {
        id.as_str()
    } else {
        id.root()
    }
}

/// Units with an event between them, and its days.
fn links(graph: &Graph) -> BTreeMap<(String, String), Vec<Date>> {
    let mut links: BTreeMap<(String, String), Vec<Date>> = BTreeMap::new();
    for event in graph.events(&Query::new()) {
        let parties: Vec<_> = event.parties().collect();
        for a in &parties {
            for b in &parties {
                let apart = event.source.contains(a) && event.target.contains(b);
                let tied = apart
                    || (event.target.contains(a) && event.source.contains(b))
                    || event.reciprocal;
                if tied && unit(&a.id) != unit(&b.id) {
                    let pair = (unit(&a.id).to_owned(), unit(&b.id).to_owned());
                    links.entry(pair).or_default().extend(event.date);
                }
            }
        }
    }
    links
}

fn check_path(path: &Path) -> Result<(), TestCaseError> {
    prop_assert_eq!(path.length, path.hops.len());
    prop_assert_eq!(path.via.len() + 1, path.hops.len());
    let mut stops = vec![unit(&path.from)];
    stops.extend(path.via.iter().map(unit));
    stops.push(unit(&path.to));
    let distinct: BTreeSet<_> = stops.iter().collect();
    prop_assert_eq!(distinct.len(), stops.len(), "nobody twice: {:?}", stops);
    for (hop, pair) in path.hops.iter().zip(stops.windows(2)) {
        for stop in pair {
            prop_assert!(
                hop.parties().any(|p| unit(&p.id) == *stop),
                "{} is no party of {}",
                stop,
                hop
            );
        }
    }
    let ids: BTreeSet<_> = path.hops.iter().map(|h| &h.id).collect();
    prop_assert_eq!(ids.len(), path.hops.len(), "no event twice");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_reports_and_documents_changes_nothing(
        (told, shuffled) in some_documents().prop_flat_map(|told| {
            let reports: Vec<_> = told.iter().map(|d| Just(d.reports.clone()).prop_shuffle()).collect();
            (Just(told), reports)
        }),
    ) {
        let backwards = told.iter().zip(shuffled).rev();
        let other = backwards.map(|(d, reports)| DocumentReports { reports, ..d.clone() });
        let (one, other) = (of(&told), Graph::from_reports(other));
        prop_assert_eq!(one.digest(), other.digest());
        prop_assert_eq!(one.actors(), other.actors());
    }

    #[test]
    fn telling_twice_is_telling_once(told in some_documents()) {
        let twice: Vec<_> = told.iter().chain(&told).cloned().collect();
        prop_assert_eq!(of(&twice).digest(), of(&told).digest());
    }

    #[test]
    fn every_sentence_is_evidence_of_one_event(told in some_documents()) {
        let graph = of(&told);
        let sentences = told.iter().map(|d| d.reports.len()).sum::<usize>();
        let evidence = graph.all_events().iter().map(|e| e.evidence.len()).sum::<usize>();
        prop_assert_eq!(evidence, sentences);
        let ids: BTreeSet<_> = graph.all_events().iter().map(|e| &e.id).collect();
        prop_assert_eq!(ids.len(), graph.all_events().len(), "ids are unique");
    }

    #[test]
    fn an_event_says_no_more_than_its_reports(told in some_documents()) {
        let graph = of(&told);
        let reports: BTreeMap<_, _> = told
            .iter()
            .flat_map(|d| &d.reports)
            .map(|r| ((r.evidence.doc.clone(), r.evidence.start), r))
            .collect();
        for event in graph.all_events() {
            for evidence in &event.evidence {
                let report = reports[&(evidence.doc.clone(), evidence.start)];
                prop_assert_eq!(report.cameo.root(), event.cameo.root());
                prop_assert_eq!((report.status, report.negated), (event.status, event.negated));
                if let (Some(own), Some(days)) = (report.when.days, days(event)) {
                    prop_assert!(own.first <= days.first && days.last <= own.last, "{} in {}", days, own);
                }
                for party in report.source.iter().chain(&report.target) {
                    let meant = |p: &&crate::model::Party| unit(&p.id) == unit(&party.id);
                    prop_assert!(event.parties().any(|p| meant(&p)), "{} of {}", party.id, event);
                }
            }
        }
    }

    #[test]
    fn records_come_back_as_they_went(told in some_documents()) {
        for event in of(&told).all_events() {
            let text = serde_json::to_string(event).expect("a record");
            let back: Event = serde_json::from_str(&text).expect("the same record");
            prop_assert_eq!(&back, event);
        }
        let graph = of(&told);
        let given = Graph::from_parts(graph.actors().to_vec(), graph.all_events().to_vec());
        prop_assert_eq!(given.digest(), graph.digest());
    }

    #[test]
    fn chains_are_chains_and_the_shortest_is_found(told in some_documents()) {
        let graph = of(&told);
        prop_assume!(graph.find_actor("CHN").is_ok() && graph.find_actor("RUS").is_ok());
        let paths = |options: PathOptions| {
            graph.paths("CHN", "RUS", &Query::new(), &options).expect("both are known")
        };
        let all = paths(PathOptions { all: true, max_hops: Some(6), ..PathOptions::default() });
        for path in &all {
            check_path(path)?;
        }
        prop_assert!(all.is_sorted_by_key(|p| p.length));
        let ways: BTreeSet<_> = all.iter().map(|p| &p.via).collect();
        prop_assert_eq!(ways.len(), all.len(), "every way once");
        let best = paths(PathOptions::default());
        prop_assert_eq!(best.first(), all.first());
        let three = paths(PathOptions { k: 3, max_hops: Some(6), ..PathOptions::default() });
        prop_assert_eq!(&three[..], &all[..all.len().min(3)]);
    }

    #[test]
    fn chains_in_time_are_found_when_there_are_any(told in some_documents(), gap in 0..4_i32) {
        let graph = of(&told);
        prop_assume!(graph.find_actor("CHN").is_ok() && graph.find_actor("RUS").is_ok());
        let options = PathOptions {
            all: true,
            min_gap_days: Some(i64::from(gap)),
            max_gap_days: Some(i64::from(gap) + 4),
            max_hops: Some(3),
            ..PathOptions::default()
        };
        let paths = graph.paths("CHN", "RUS", &Query::new(), &options).expect("both are known");
        let apart = |a: Date, b: Date| b.since(a).map_or(-1, |s| s.get_days());
        for path in &paths {
            check_path(path)?;
            let days: Vec<Date> = path.hops.iter().filter_map(|h| h.date).collect();
            prop_assert_eq!(days.len(), path.length);
            prop_assert!(days.windows(2).all(|d| (gap..=gap + 4).contains(&apart(d[0], d[1]))));
        }
        // Two hops, tried out one by one.
        let links = links(&graph);
        let two = links.iter().any(|((a, via), first)| {
            let second = links.get(&(via.clone(), "RUS".to_owned()));
            a == "CHN" && via != "RUS" && second.is_some_and(|second| {
                first.iter().any(|a| second.iter().any(|b| a != b && (gap..=gap + 4).contains(&apart(*a, *b))))
            })
        });
        prop_assert!(!two || paths.iter().any(|p| p.length == 2));
    }
}
