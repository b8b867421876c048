//! Why an answer is empty, and what to try.

use super::{Graph, PathOptions, Query};
use crate::model::{Date, Event};

impl Graph {
    /// One line on why [`Graph::events`] found nothing, with what would find something.
    pub fn why_no_events(&self, query: &Query) -> String {
        let dates = |query: &Query| {
            let events = self.events(query);
            events.iter().map(|e| span(e)).collect()
        };
        explain("no events found".to_owned(), query, &dates)
    }

    /// One line on why [`Graph::ties`] found nothing:
    /// `no ties found between CHN and AFG after 2026-01-01 (15 exist before; try --since 2025-01-01)`.
    pub fn why_no_ties(&self, a: &str, b: &str, query: &Query) -> String {
        let dates = |query: &Query| {
            let ties = self.ties(a, b, query);
            ties.map(|t| t.events.iter().map(|e| span(e)).collect())
                .unwrap_or_default()
        };
        explain(format!("no ties found between {a} and {b}"), query, &dates)
    }

    /// One line on why [`Graph::paths`] found nothing.
    pub fn why_no_paths(&self, a: &str, b: &str, query: &Query, options: &PathOptions) -> String {
        let dates = |query: &Query, options: &PathOptions| -> Vec<Span> {
            let one = PathOptions {
                k: 1,
                all: false,
                ..options.clone()
            };
            let paths = self.paths(a, b, query, &one).unwrap_or_default();
            paths
                .iter()
                .map(|p| {
                    let days = p.hops.iter().map(span);
                    let first = days.clone().filter_map(|s| Some(s?.0)).min();
                    first.zip(days.filter_map(|s| Some(s?.1)).max())
                })
                .collect()
        };
        let nothing = format!("no chain found from {a} to {b}");
        let free = PathOptions {
            time_order: false,
            min_gap_days: None,
            max_gap_days: None,
            ..options.clone()
        };
        let longer = PathOptions {
            max_hops: None,
            ..options.clone()
        };
        let exists = |options: &PathOptions| !dates(query, options).is_empty();
        if let Some(hops) = options.max_hops.filter(|_| exists(&longer)) {
            return format!(
                "{nothing} of at most {hops} hops (longer ones exist; try without --max-hops)"
            );
        }
        if free != *options && exists(&free) {
            return format!("{nothing} in time order (some exist in any order; try without it)");
        }
        explain(nothing, query, &|query| dates(query, options))
    }
}

/// First and last day of an answer; `None` for an undated one.
type Span = Option<(Date, Date)>;

fn span(event: &Event) -> Span {
    event
        .date
        .map(|first| (first, event.date_end.unwrap_or(first)))
}

/// Takes filters away one sort after the other until something is found, and says which.
fn explain(nothing: String, query: &Query, dates: &dyn Fn(&Query) -> Vec<Span>) -> String {
    let (since, until) = (query.since.map(|d| d.first), query.until.map(|d| d.last));
    let within = match (since, until) {
        (Some(since), Some(until)) => format!(" from {since} to {until}"),
        (Some(since), None) => format!(" after {since}"),
        (None, Some(until)) => format!(" before {until}"),
        (None, None) => String::new(),
    };
    let nothing = format!("{nothing}{within}");
    let unlimited = Query {
        limit: None,
        ..query.clone()
    };
    let found = |query: &Query| dates(query);

    if since.is_some() || until.is_some() {
        let any_time = found(&Query {
            since: None,
            until: None,
            ..unlimited.clone()
        });
        let days: Vec<(Date, Date)> = any_time.iter().flatten().copied().collect();
        let before: Vec<Date> = days
            .iter()
            .map(|d| d.1)
            .filter(|d| since.is_some_and(|s| *d < s))
            .collect();
        let after: Vec<Date> = days
            .iter()
            .map(|d| d.0)
            .filter(|d| until.is_some_and(|u| *d > u))
            .collect();
        let year =
            |day: &Date, month, of_month| Date::new(day.year(), month, of_month).unwrap_or(*day);
        if let Some(last) = before.iter().max() {
            let since = year(last, 1, 1);
            return format!(
                "{nothing} ({} before; try --since {since})",
                exist(before.len())
            );
        }
        if let Some(first) = after.iter().min() {
            let until = year(first, 12, 31);
            return format!(
                "{nothing} ({} after; try --until {until})",
                exist(after.len())
            );
        }
        if !any_time.is_empty() {
            return format!(
                "{nothing} ({} without a date; try without --since and --until)",
                exist(any_time.len())
            );
        }
    }
    let attempts = [
        (
            "with another status",
            "--status all",
            Query {
                all_statuses: true,
                with_negated: true,
                statuses: Vec::new(),
                ..unlimited.clone()
            },
        ),
        (
            "reported later",
            "without --as-of",
            Query {
                as_of: None,
                ..unlimited.clone()
            },
        ),
        (
            "with fewer sources",
            "without --min-sources",
            Query {
                min_sources: 0,
                ..unlimited.clone()
            },
        ),
        (
            "less sure",
            "without --min-confidence",
            Query {
                min_confidence: 0.0,
                ..unlimited.clone()
            },
        ),
        (
            "with what belongs to these actors",
            "without --exactly",
            Query {
                exactly: false,
                ..unlimited.clone()
            },
        ),
        (
            "of other kinds",
            "without --kind, --cameo, --plover and --quad",
            Query {
                kinds: Vec::new(),
                cameo: Vec::new(),
                plover: Vec::new(),
                quads: Vec::new(),
                ..unlimited.clone()
            },
        ),
        (
            "with other actors",
            "without --source, --target and --actor",
            Query {
                source: Vec::new(),
                target: Vec::new(),
                actor: Vec::new(),
                ..unlimited.clone()
            },
        ),
    ];
    for (which, advice, looser) in attempts {
        if looser == unlimited {
            continue;
        }
        let count = found(&looser).len();
        if count > 0 {
            return format!("{nothing} ({} {which}; try {advice})", exist(count));
        }
    }
    nothing
}

/// `1 exists`, `15 exist`.
fn exist(count: usize) -> String {
    match count {
        1 => "1 exists".to_owned(),
        n => format!("{n} exist"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{document, graph, report};
    use super::*;
    use crate::Result;

    #[test]
    fn an_empty_answer_says_what_to_try() -> Result<()> {
        let graph = graph(&[
            "RUS > AFG 054 2025-07-03",
            "RUS > AFG 020 2024-03-01",
            "CHN > IND 020 -",
        ]);
        let q = Query::new;
        for (query, want) in [
            (
                q().since("2026")?,
                "no ties found between RUS and AFG after 2026-01-01 (2 exist before; try --since 2025-01-01)",
            ),
            (
                q().until("2023")?,
                "no ties found between RUS and AFG before 2023-12-31 (2 exist after; try --until 2024-12-31)",
            ),
            (
                q().since("2025-01")?.until("2025-02")?,
                "no ties found between RUS and AFG from 2025-01-01 to 2025-02-28 (1 exists before; try --since 2024-01-01)",
            ),
            (
                q().cameo("19"),
                "no ties found between RUS and AFG (2 exist of other kinds; try without --kind, --cameo, --plover and --quad)",
            ),
            (
                q().min_sources(3),
                "no ties found between RUS and AFG (2 exist with fewer sources; try without --min-sources)",
            ),
            (
                q().min_confidence(0.99),
                "no ties found between RUS and AFG (2 exist less sure; try without --min-confidence)",
            ),
        ] {
            assert!(graph.ties("RUS", "AFG", &query)?.events.is_empty());
            assert_eq!(graph.why_no_ties("RUS", "AFG", &query), want);
        }
        assert_eq!(
            graph.why_no_ties("RUS", "IND", &q()),
            "no ties found between RUS and IND"
        );
        assert_eq!(
            graph.why_no_events(&q().source("CHN").since("2025")?),
            "no events found after 2025-01-01 (1 exists without a date; try without --since and --until)"
        );
        Ok(())
    }

    #[test]
    fn plans_are_offered() {
        let mut plan = report("RUS > AFG 054 2025-07-03");
        plan.status = crate::model::Status::Planned;
        let graph = Graph::from_reports([document("a", "2025-07-04", vec![plan])]);
        assert_eq!(
            graph.why_no_events(&Query::new()),
            "no events found (1 exists with another status; try --status all)"
        );
    }

    #[test]
    fn a_chain_too_long_or_out_of_order_is_told() {
        let graph = graph(&[
            "CHN > AFG 020 2025-05-20",
            "AFG > RUS 020 2025-05-10",
            "IND > PAK 020 2025-05-10",
        ]);
        let why =
            |b: &str, options: PathOptions| graph.why_no_paths("CHN", b, &Query::new(), &options);
        let short = PathOptions {
            max_hops: Some(1),
            ..PathOptions::default()
        };
        let timed = PathOptions {
            time_order: true,
            ..PathOptions::default()
        };
        assert_eq!(
            why("RUS", short),
            "no chain found from CHN to RUS of at most 1 hops (longer ones exist; try without --max-hops)"
        );
        assert_eq!(
            why("RUS", timed),
            "no chain found from CHN to RUS in time order (some exist in any order; try without it)"
        );
        assert_eq!(
            why("IND", PathOptions::default()),
            "no chain found from CHN to IND"
        );
    }
}
