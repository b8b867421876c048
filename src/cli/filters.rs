//! What the filter options mean together: raw options → one [`Query`].

use super::args::{Claim, Filters, Layer};
use crate::graph::{Level, Query};

/// The query of the options; actors still by the names given.
pub(super) fn query(filters: &Filters) -> Query {
    let mut query = Query {
        since: filters.since,
        until: filters.until,
        as_of: filters.as_of,
        kinds: filters.kind.clone(),
        cameo: filters.cameo.clone(),
        plover: filters.plover.clone(),
        quads: filters.quad.iter().map(|q| q.0).collect(),
        source: filters.source.clone(),
        target: filters.target.clone(),
        actor: filters.actor.clone(),
        min_sources: filters.min_sources.unwrap_or_default(),
        min_confidence: filters.min_confidence.unwrap_or_default(),
        level: filters.level.map(level),
        limit: filters.limit,
        exactly: filters.exactly,
        ..Query::default()
    };
    for claim in &filters.status {
        match claim {
            Claim::All => (query.all_statuses, query.with_negated) = (true, true),
            Claim::Negated => query.with_negated = true,
            Claim::One(status) => query.statuses.push(*status),
        }
    }
    query
}

fn level(layer: Layer) -> Level {
    match layer {
        Layer::Actor => Level::Actor,
        Layer::Body => Level::Body,
        Layer::State => Level::State,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Command, CommandLine};
    use crate::model::Status;
    use clap::Parser;

    fn of(options: &str) -> Query {
        let words = ["chancery", "events"]
            .into_iter()
            .chain(options.split_whitespace());
        match CommandLine::try_parse_from(words).expect(options).command {
            Command::Events(events) => query(&events.filters),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn options_become_one_query() {
        assert_eq!(of(""), Query::new());
        assert!(of("--status all").with_negated);
        assert_eq!(
            of("--status planned,denied").statuses,
            [Status::Planned, Status::Denied]
        );
        assert_eq!(of("--cameo 05,112").cameo, ["05", "112"]);
        assert_eq!(of("--quad 1 --quad 2").quads, [1, 2]);
        assert_eq!(of("--min-confidence 0.7").min_confidence, 0.7);
        assert_eq!(of("--level state").level, Some(Level::State));
        assert_eq!(
            of("--since 2021"),
            Query::new().since("2021").expect("a year")
        );
    }
}
