//! Days and months of the calendar, and the year of those that are written without one.

use super::{Context, Meaning, Read, Rests};
use crate::dates::calendar::{self, Unit};
use crate::dates::feast::Feast;
use crate::dates::tense::Tense;
use crate::model::{Date, Days, Precision};

/// So many times nearer must a day be that goes against the tense of its verb: the tagger may be wrong
/// about the verb, a date eleven months away seldom goes without its year.
const AGAINST_THE_TENSE: i64 = 6;

/// The year that puts a date without one where the tense wants it; `first` gives its first day in a year.
fn nearest_year(context: &Context, first: impl Fn(i16) -> Option<Date>) -> Option<i16> {
    let now = context.published?;
    let year = now.year();
    // February 29 is missing from most years.
    let near = |step: i16| {
        let years = [
            year,
            year + step,
            year + 2 * step,
            year + 3 * step,
            year + 4 * step,
        ];
        years
            .into_iter()
            .find(|y| first(*y).is_some_and(|d| if step > 0 { d >= now } else { d <= now }))
    };
    let distance = |year: &i16| {
        let days = first(*year).map_or(i64::MAX, |d| i64::from((d - now).get_days()).abs());
        // The tense decides, unless it leads to the far end of another year.
        let against = match context.tense {
            Tense::Past => *year > now.year() || first(*year).is_some_and(|d| d > now),
            Tense::Future => first(*year).is_some_and(|d| d < now),
            // News tells what was more often than what will be.
            Tense::Present | Tense::Unknown => {
                let ahead = first(*year).is_some_and(|d| d > now);
                return if ahead { days.saturating_mul(2) } else { days };
            }
        };
        if against {
            days.saturating_mul(AGAINST_THE_TENSE)
        } else {
            days
        }
    };
    [near(-1), near(1)]
        .into_iter()
        .flatten()
        .min_by_key(distance)
}

pub(super) fn day(read: &Read, context: &Context) -> Option<Meaning> {
    let (month, day): (i8, i8) = (read.small("month")?, read.small("day")?);
    if let Some(year) = read.year(context) {
        let date = Date::new(year, month, day).ok()?;
        return Some(Meaning::of(
            date.to_string(),
            Some(Days::one(date)),
            Precision::Day,
        ));
    }
    // A leap year knows every day there is.
    Date::new(2000, month, day).ok()?;
    let in_year = |y: i16| Date::new(y, month, day).ok();
    let year = match (read.int("which"), shifted(read, context)) {
        (Some(which), _) => which_year(which, context, in_year),
        (None, Some(year)) => Some(year),
        (None, None) => nearest_year(context, in_year),
    };
    let date = year.and_then(|y| Date::new(y, month, day).ok());
    let value = date.map_or_else(
        || calendar::yearless(month, Some(day)).into(),
        |date| date.to_string(),
    );
    Some(Meaning::of(value, date.map(Days::one), Precision::Day).resting(Rests::Document))
}

/// The year so many from the article's, for "of last year".
fn shifted(read: &Read, context: &Context) -> Option<i16> {
    let shift: i16 = read.small("shift")?;
    context.published?.year().checked_add(shift)
}

/// The year of "last Oct. 23" or "next Christmas": the nearest on that side of the article.
fn which_year(which: i64, context: &Context, first: impl Fn(i16) -> Option<Date>) -> Option<i16> {
    let now = context.published?;
    let year = now.year();
    let fits = |y: &i16| {
        first(*y).is_some_and(|day| match which {
            ..0 => day < now,
            0 => *y == year,
            1.. => day > now,
        })
    };
    let step = if which < 0 { -1 } else { 1 };
    // February 29 is missing from most years.
    (0..=8).map(|n| year + n * step).find(fits)
}

pub(super) fn feast(read: &Read, context: &Context) -> Option<Meaning> {
    let feast = Feast::parse(read.sign("feast")?)?;
    let first = |y: i16| feast.days(y).map(|days| days.first);
    let stated = read.year(context).or_else(|| shifted(read, context));
    let year = match (stated, read.int("which")) {
        (Some(year), _) => Some(year),
        (None, Some(which)) => which_year(which, context, first),
        (None, None) => nearest_year(context, first),
    };
    let days = feast.days(year?)?;
    let (week, of_week) = Unit::Week.around(days.first)?;
    let (value, precision) = if days.is_one() {
        (days.first.to_string(), Precision::Day)
    } else if days == of_week {
        (week, Precision::Week)
    } else {
        (format!("{}/{}", days.first, days.last), Precision::Range)
    };
    let meaning = Meaning::of(value, Some(days), precision);
    Some(match read.value("year") {
        Some(_) => meaning,
        None => meaning.relative(Rests::Document),
    })
}

pub(super) fn day_range(read: &Read, context: &Context) -> Option<Meaning> {
    let (month, day1): (i8, i8) = (read.small("month")?, read.small("day")?);
    let month2: i8 = read.small("month2").unwrap_or(month);
    let day2: i8 = read.small("day2")?;
    let stated = read.year(context);
    let year = stated.or_else(|| nearest_year(context, |y| Date::new(y, month, day1).ok()));
    let Some(year) = year else {
        let from = calendar::yearless(month, Some(day1));
        let to = calendar::yearless(month2, Some(day2));
        return Some(Meaning::of(format!("{from}/{to}"), None, Precision::None));
    };
    let from = Date::new(year, month, day1).ok()?;
    let to = Date::new(year, month2, day2).ok().filter(|to| *to > from)?;
    let days = Some(Days::between(from, to));
    let meaning = Meaning::of(format!("{from}/{to}"), days, Precision::Range);
    Some(match stated {
        Some(_) => meaning,
        None => meaning.resting(Rests::Document),
    })
}

pub(super) fn month(read: &Read, context: &Context) -> Option<Meaning> {
    let month: i8 = read.small("month")?;
    let first = |y: i16| Date::new(y, month, 1).ok();
    if let Some(year) = read.year(context) {
        let days = Days::month(year, month)?;
        return Some(Meaning::of(
            format!("{year:04}-{month:02}"),
            Some(days),
            Precision::Month,
        ));
    }
    let year = match (read.int("which"), context.published) {
        _ if read.value("shift").is_some() => shifted(read, context),
        (Some(-1), Some(now)) => Some(if month < now.month() {
            now.year()
        } else {
            now.year() - 1
        }),
        (Some(1), Some(now)) => Some(if month > now.month() {
            now.year()
        } else {
            now.year() + 1
        }),
        (Some(_), Some(now)) => Some(now.year()),
        (_, Some(now)) if month == now.month() => Some(now.year()),
        _ => nearest_year(context, first),
    };
    let days = year.and_then(|y| Days::month(y, month));
    let value = year.map_or_else(
        || calendar::yearless(month, None).into(),
        |y| format!("{y:04}-{month:02}"),
    );
    Some(Meaning::of(value, days, Precision::Month).resting(Rests::Document))
}
