//! Quarters, halves and seasons.

use super::{Context, Meaning, Read, Rests};
use crate::dates::calendar::{self, Unit};
use crate::model::{Date, Precision};

/// The slot `year`, or the year `shift` years from now, or the last one in which the period had begun.
fn year_or_shift(
    read: &Read,
    context: &Context,
    first: impl Fn(i16) -> Option<Date>,
) -> Option<i16> {
    if let Some(year) = read.year(context) {
        return Some(year);
    }
    let now = context.published?;
    if let Some(shift) = read.small::<i16>("shift") {
        return now.year().checked_add(shift);
    }
    let begun = |y: &i16| first(*y).is_some_and(|d| d <= now);
    [now.year(), now.year() - 1].into_iter().find(begun)
}

pub(super) fn quarter(read: &Read, context: &Context) -> Option<Meaning> {
    let relative = |year: i16, q: i8, rests: Rests| {
        let days = calendar::quarter(year, q);
        let mut meaning = Meaning::of(format!("{year:04}-Q{q}"), days, Precision::Quarter);
        meaning.quarter = Some((year, q));
        meaning.resting(rests)
    };
    let Some(q) = read.small::<i8>("q") else {
        if let Some((year, q)) = context.quarter {
            return Some(relative(year, q, Rests::Said));
        }
        let (value, days) = Unit::Quarter.around(Unit::Quarter.shift(context.published?, -1)?)?;
        return Some(Meaning::of(value, Some(days), Precision::Quarter).relative(Rests::Document));
    };
    let first = |y| calendar::quarter(y, q).map(|days| days.first);
    match year_or_shift(read, context, first) {
        Some(year) => Some(relative(year, q, Rests::Document)),
        None => Some(Meaning::of(format!("XXXX-Q{q}"), None, Precision::None)),
    }
}

pub(super) fn half(read: &Read, context: &Context) -> Option<Meaning> {
    let h: i8 = read.small("q")?;
    let year = year_or_shift(read, context, |y| {
        calendar::half(y, h).map(|days| days.first)
    })?;
    let days = calendar::half(year, h);
    Some(Meaning::of(format!("{year:04}-H{h}"), days, Precision::Range).resting(Rests::Document))
}

pub(super) fn season(read: &Read, context: &Context) -> Option<Meaning> {
    let sign = read.sign("season")?;
    let first = |y| calendar::season(y, sign).map(|days| days.first);
    let year = match (read.int("which"), context.published) {
        (Some(1), Some(now)) => {
            let passed = first(now.year()).is_some_and(|d| d <= now);
            Some(now.year() + i16::from(passed))
        }
        (Some(-1), Some(now)) => {
            let over = |y: &i16| calendar::season(*y, sign).is_some_and(|days| days.last < now);
            [now.year(), now.year() - 1, now.year() - 2]
                .into_iter()
                .find(over)
        }
        (Some(_), Some(now)) => Some(now.year()),
        _ => year_or_shift(read, context, first),
    };
    let days = year.and_then(|y| calendar::season(y, sign));
    let value = year.map_or(format!("XXXX-{sign}"), |y| format!("{y:04}-{sign}"));
    Some(Meaning::of(value, days, Precision::Range).resting(Rests::Document))
}
