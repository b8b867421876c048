//! How many events there were by day, month or year, by class: the bars above a timeline.
//!
//! An event counts on its first day.

use super::palette::Class;
use crate::model::{Date, Event};
use std::collections::BTreeMap;

/// Most bars; of longer spans the latest years are shown.
const MOST: i32 = 80;
/// A few events as many days from all others are left out: one date misread must not squeeze the rest.
const LONELY_DAYS: i32 = 3653;
/// Of how many events one may be left out so.
const LONELY_SHARE: usize = 20;

/// How long a bar's span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    Year,
}

/// Counts by span and class, from the first to the last span with an event.
#[derive(Debug, Clone)]
pub(super) struct Bars {
    pub unit: Unit,
    /// Number of the first span; days are counted from 1970, months from year 0.
    start: i32,
    /// One for each span, the empty ones included.
    pub spans: Vec<BTreeMap<Class, usize>>,
    /// Events without a date.
    pub undated: usize,
    /// Events before the first or after the last bar.
    pub outside: usize,
}

fn day(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

fn month(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

impl Bars {
    /// Counts events in the coarsest unit that still leaves several bars.
    pub(super) fn new(events: &[&Event]) -> Self {
        let dated: Vec<(Date, Class)> = events
            .iter()
            .filter_map(|e| Some((e.date?, Class::of(e))))
            .collect();
        let mut days: Vec<Date> = dated.iter().map(|d| d.0).collect();
        days.sort_unstable();
        let all = days.len();
        let lone = |at: &usize| day(days[*at]) - day(days[at - 1]) > LONELY_DAYS;
        let cut = |end: usize| end <= all / LONELY_SHARE;
        let begin = (1..all).filter(|at| cut(*at)).rfind(lone).unwrap_or(0);
        let end = (1..all).find(|at| cut(all - at) && lone(at)).unwrap_or(all);
        let (first, last) = (days.get(begin).copied(), days[..end].last().copied());
        let later = all - end;
        let (unit, start, end) = match first.zip(last) {
            None => (Unit::Day, 0, -1),
            Some((a, b)) if day(b) - day(a) < 62 => (Unit::Day, day(a), day(b)),
            Some((a, b)) if month(b) - month(a) < MOST => (Unit::Month, month(a), month(b)),
            Some((a, b)) => {
                let (a, b) = (i32::from(a.year()), i32::from(b.year()));
                (Unit::Year, a.max(b - MOST + 1), b)
            }
        };
        let mut spans = vec![BTreeMap::new(); (end - start + 1).max(0) as usize];
        let mut earlier = 0;
        for (date, class) in &dated {
            let at = match unit {
                Unit::Day => day(*date),
                Unit::Month => month(*date),
                Unit::Year => i32::from(date.year()),
            } - start;
            match usize::try_from(at) {
                Ok(at) if at < spans.len() => *spans[at].entry(*class).or_default() += 1,
                Ok(_) => {}
                Err(_) => earlier += 1,
            }
        }
        Bars {
            unit,
            start,
            spans,
            undated: events.len() - dated.len(),
            outside: earlier + later,
        }
    }

    /// The name of a span: `2025-07-04`, `2025-07`, `2025`.
    pub(super) fn name(&self, at: usize) -> String {
        let n = self.start + at as i32;
        match self.unit {
            Unit::Day => {
                let days = jiff::Span::new().days(n);
                let date = Date::constant(1970, 1, 1).checked_add(days);
                date.map_or_else(|_| String::new(), |d| d.to_string())
            }
            Unit::Month => format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1),
            Unit::Year => format!("{n:04}"),
        }
    }

    /// Whether a new year (of days: a new month) begins with a span.
    pub(super) fn begins(&self, at: usize) -> bool {
        match self.unit {
            Unit::Day => self.name(at).ends_with("-01"),
            Unit::Month => self.name(at).ends_with("-01"),
            Unit::Year => (self.start + at as i32) % 5 == 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::model::ActorKind;

    fn bars(days: &[&str]) -> Bars {
        let party = |id: &str| sample::party(id, id, ActorKind::State);
        let event = |day: &&str| {
            sample::event(
                1,
                day,
                "meet",
                "040",
                &party("CHN"),
                &party("RUS"),
                "They met.",
            )
        };
        let events: Vec<Event> = days.iter().map(event).collect();
        Bars::new(&events.iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_unit_fits_the_span_and_no_span_is_skipped() {
        for (days, unit, first, many) in [
            (
                &["2025-07-01", "2025-07-04"][..],
                Unit::Day,
                "2025-07-01",
                4,
            ),
            (&["2024-12-31", "2025-03-01"], Unit::Day, "2024-12-31", 61),
            (&["2024-11-30", "2025-03-01"], Unit::Month, "2024-11", 5),
            (&["2010-01-01", "2025-03-01"], Unit::Year, "2010", 16),
            (&["1815-06-18", "2025-03-01"], Unit::Year, "1946", 80),
        ] {
            let bars = bars(days);
            assert_eq!(
                (bars.unit, bars.name(0).as_str(), bars.spans.len()),
                (unit, first, many),
                "{days:?}"
            );
            let counted: usize = bars.spans.iter().flat_map(|s| s.values()).sum();
            assert_eq!(counted + bars.outside + bars.undated, days.len());
        }
        // one misread year among many does not count, the same among few does
        let mut many = vec!["2025-07-01"; 30];
        many.extend(["2025-07-04", "2099-01-01"]);
        let cut = bars(&many);
        assert_eq!((cut.unit, cut.spans.len(), cut.outside), (Unit::Day, 4, 1));
        assert_eq!((bars(&["?"]).undated, bars(&[]).spans.len()), (1, 0));
    }
}
