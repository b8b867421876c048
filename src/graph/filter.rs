//! The events a query asks for.

use super::members::{Members, day};
use super::{Graph, Level, Query, roll_up, told_event};
use crate::error::Result;
use crate::model::{Date, Event, Party, Status};
use std::borrow::Cow;

/// A query made ready: names are looked up once.
pub(super) struct Filter<'g> {
    graph: &'g Graph,
    query: Query,
    source: Option<Members<'g>>,
    target: Option<Members<'g>>,
    actor: Option<Members<'g>>,
}

impl<'g> Filter<'g> {
    pub(super) fn new(graph: &'g Graph, query: &Query) -> Self {
        let members = |names: &[String]| -> Option<Members<'g>> {
            (!names.is_empty()).then(|| {
                let mut all = Members::default();
                for id in names.iter().filter_map(|name| graph.find_actor(name).ok()) {
                    all.join(graph.members(&id, query.exactly));
                }
                all
            })
        };
        Filter {
            graph,
            source: members(&query.source),
            target: members(&query.target),
            actor: members(&query.actor),
            query: query.clone(),
        }
    }

    /// Whether an event is asked for.
    pub(super) fn admits(&self, event: &Event) -> bool {
        self.claim(event)
            && self.time(event)
            && self.code(event)
            && self.parties(event)
            && event.confidence >= self.query.min_confidence
            && self.known(event)
    }

    fn claim(&self, event: &Event) -> bool {
        let query = &self.query;
        let status = match query.statuses.as_slice() {
            [] => query.all_statuses || event.status == Status::Actual,
            asked => query.all_statuses || asked.contains(&event.status),
        };
        status && (query.with_negated || !event.negated)
    }

    /// A range of days is in when one of its days is; what has no date is neither before nor after.
    fn time(&self, event: &Event) -> bool {
        let (since, until) = (self.query.since, self.query.until);
        if since.is_none() && until.is_none() {
            return true;
        }
        event.date.is_some_and(|first| {
            let last = event.date_end.unwrap_or(first);
            since.is_none_or(|d| d.first <= last) && until.is_none_or(|d| first <= d.last)
        })
    }

    fn code(&self, event: &Event) -> bool {
        let query = &self.query;
        let any = |none: bool, some: bool| none || some;
        any(
            query.kinds.is_empty(),
            query.kinds.iter().any(|k| event.kind == k.as_str()),
        ) && any(
            query.cameo.is_empty(),
            query
                .cameo
                .iter()
                .any(|c| event.cameo.as_str().starts_with(c.as_str())),
        ) && any(
            query.plover.is_empty(),
            event.plover.is_some_and(|p| query.plover.contains(&p)),
        ) && any(query.quads.is_empty(), query.quads.contains(&event.quad.0))
    }

    fn parties(&self, event: &Event) -> bool {
        let on = day(event);
        let among =
            |side: &[Party], asked: &Members| side.iter().any(|p| asked.contains(&p.id, on));
        let (s, t) = (&event.source, &event.target);
        let straight = |asked: &Option<Members>, side: &[Party]| {
            asked.as_ref().is_none_or(|asked| among(side, asked))
        };
        let order = (straight(&self.source, s) && straight(&self.target, t))
            || (event.reciprocal && straight(&self.source, t) && straight(&self.target, s));
        let anyone = |asked: &Members| among(s, asked) || among(t, asked);
        order && self.actor.as_ref().is_none_or(anyone)
    }

    /// Told by enough, as far as known by then.
    fn known(&self, event: &Event) -> bool {
        let Some(then) = self.query.as_of.map(|d| d.last) else {
            return event.sources >= self.query.min_sources;
        };
        match self.query.min_sources {
            0 | 1 => known_by(event, then),
            // Counting again is dear, so only when the count matters.
            least => known_by(event, then) && as_known(event, then).sources >= least,
        }
    }

    /// The event as the answer shows it: as known by then, rolled up.
    pub(super) fn shown(&self, event: &'g Event) -> Cow<'g, Event> {
        let mut shown = Cow::Borrowed(event);
        let later = |then: &Date| {
            let days = event.evidence.iter().filter_map(|e| e.published);
            days.max().is_some_and(|day| day > *then)
        };
        if let Some(then) = self.query.as_of.map(|d| d.last).filter(later) {
            shown = Cow::Owned(as_known(event, then));
        }
        if let Some(level @ (Level::Body | Level::State)) = self.query.level {
            let up = |side: &[Party]| roll_up::side(self.graph, side, level, day(event));
            let (source, target) = (up(&event.source), up(&event.target));
            if source != event.source || target != event.target {
                let shown = shown.to_mut();
                (shown.source, shown.target) = (source, target);
            }
        }
        shown
    }
}

/// Whether anything of it had been told by the end of a day.
fn known_by(event: &Event, then: Date) -> bool {
    let mut published = event.evidence.iter().filter_map(|e| e.published).peekable();
    match published.peek() {
        Some(_) => published.any(|day| day <= then),
        None => event.reported.or(event.date).is_some_and(|day| day <= then),
    }
}

/// The event without what was told of it later. Its parties and code stay as now known.
fn as_known(event: &Event, then: Date) -> Event {
    let mut event = event.clone();
    let evidence = std::mem::take(&mut event.evidence);
    let by_then = evidence
        .into_iter()
        .filter(|e| e.published.is_none_or(|day| day <= then));
    told_event::told_by(&mut event, by_then.collect());
    event
}

impl Graph {
    /// The events asked for, in (date, id) order, undated last.
    ///
    /// A name the graph does not know matches nothing; [`Graph::resolve`] tells beforehand.
    pub fn events(&self, query: &Query) -> Vec<Cow<'_, Event>> {
        let filter = Filter::new(self, query);
        let asked = self.all_events().iter().filter(|e| filter.admits(e));
        asked
            .take(query.limit.unwrap_or(usize::MAX))
            .map(|e| filter.shown(e))
            .collect()
    }

    /// The query with every actor's name turned into its id.
    ///
    /// # Errors
    ///
    /// [`crate::Error::UnknownActor`] for a name the graph does not know, with the nearest it does.
    pub fn resolve(&self, query: &Query) -> Result<Query> {
        let mut query = query.clone();
        for name in [&mut query.source, &mut query.target, &mut query.actor]
            .into_iter()
            .flatten()
        {
            *name = self.find_actor(name)?.to_string();
        }
        Ok(query)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{document, graph, report};
    use super::*;
    use crate::model::Quad;

    fn small() -> Graph {
        graph(&[
            "RUS > AFG.GOV 054 2025-07-03",
            "CHN.wang-yi & AFG.muttaqi 040 2025-05-21",
            "AFG > CHN 030 2025-05-21",
            "CHN > RUS 190 2024-01-01..2024-12-31",
            "RUS > AFG 036 -",
        ])
    }

    #[test]
    fn filters_narrow_and_states_mean_all_of_them() -> crate::Result<()> {
        let graph = small();
        let q = Query::new;
        for (what, query, want) in [
            ("all", q(), 5),
            ("source state", q().source("CHN"), 2),
            (
                "source state, meeting from either side",
                q().source("AFG").target("CHN"),
                2,
            ),
            ("exactly", q().source("CHN").exactly(), 1),
            ("person", q().actor("CHN.wang-yi"), 1),
            (
                "government is its state",
                q().target("AFG.GOV").source("RUS"),
                2,
            ),
            ("either of two", q().source("RUS").source("AFG"), 4),
            ("unknown", q().actor("NOR"), 0),
            ("cameo", q().cameo("05,19"), 2),
            ("kind", q().kind("kind-04"), 1),
            ("quad", q().quad("4")?, 1),
            ("plover", q().plover("SUPPORT")?, 1),
            ("since a day", q().since("2025-05-22")?, 1),
            ("since within a range", q().since("2024-06")?, 4),
            ("until a year", q().until("2024")?, 1),
            ("as of the eve", q().as_of("2025-07-03")?, 0),
            ("as of the day", q().as_of("2025-07-04")?, 5),
            ("two sources", q().min_sources(2), 0),
            ("sure enough", q().min_confidence(0.5), 5),
            ("not sure enough", q().min_confidence(0.99), 0),
            ("limit", q().limit(2), 2),
        ] {
            assert_eq!(graph.events(&query).len(), want, "{what}");
        }
        Ok(())
    }

    #[test]
    fn undated_events_come_last() {
        let graph = small();
        let dates: Vec<_> = graph.events(&Query::new()).iter().map(|e| e.date).collect();
        assert_eq!(dates.last(), Some(&None));
        assert!(dates[..4].is_sorted());
    }

    #[test]
    fn what_is_denied_or_planned_shows_only_when_asked_for() -> crate::Result<()> {
        let mut planned = report("RUS > AFG 054 2025-07-03");
        planned.status = Status::Planned;
        let mut negated = report("RUS > AFG 054 2025-07-03");
        negated.negated = true;
        let fact = report("RUS > AFG 054 2025-07-03");
        let told = document("a", "2025-07-04", vec![planned, negated, fact]);
        let graph = Graph::from_reports([told]);
        for (status, want) in [
            ("actual", 1),
            ("all", 3),
            ("planned", 1),
            ("actual,planned", 2),
            ("actual,negated", 2),
        ] {
            assert_eq!(
                graph.events(&Query::new().status(status)?).len(),
                want,
                "{status}"
            );
        }
        Ok(())
    }

    #[test]
    fn as_of_forgets_what_was_told_later() -> crate::Result<()> {
        let told = |doc, day| document(doc, day, vec![report("RUS > AFG 054 2025-07-03")]);
        let graph = Graph::from_reports([told("a", "2025-07-04"), told("b", "2025-08-01")]);
        let then = graph.events(&Query::new().as_of("2025-07")?);
        assert_eq!((then[0].sources, then[0].evidence.len()), (1, 1));
        assert!(
            graph
                .events(&Query::new().as_of("2025-07")?.min_sources(2))
                .is_empty()
        );
        assert_eq!(
            graph
                .events(&Query::new().as_of("2025-08")?.min_sources(2))
                .len(),
            1
        );
        Ok(())
    }

    #[test]
    fn level_rolls_parties_up_at_query_time() {
        let graph = graph(&[
            "CHN.wang-yi,CHN > AFG.GOV 051 2025-05-21",
            "CHN.MFA > CHN 110 2025-05-21",
        ]);
        let states = graph.events(&Query::new().level(Level::State));
        for event in &states {
            assert_eq!(event.source.len(), 1);
            assert_eq!(event.source[0].id, "CHN".into());
            assert_eq!(
                event.quad,
                if event.cameo.root() == "11" {
                    Quad(3)
                } else {
                    Quad(1)
                }
            );
        }
        assert_eq!(states.len(), 2, "a state with itself is kept");
        assert!(states.iter().any(|e| e.target[0].id == "AFG".into()));
    }
}
