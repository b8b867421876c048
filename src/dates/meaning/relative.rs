//! Words that need an anchor: weekdays, "two weeks ago", "the next day".

use super::{Context, Meaning, Read, Rests};
use crate::dates::calendar::{self, Unit};
use crate::dates::pattern::Value;
use crate::dates::tense::Tense;
use crate::model::{Date, Days, Precision};

pub(super) fn weekday(read: &Read, context: &Context) -> Option<Meaning> {
    let number = read.int("weekday")?;
    let weekday = calendar::weekday(number)?;
    let Some(now) = context.published else {
        let value = format!("XXXX-WXX-{number}");
        return Some(Meaning::of(value, None, Precision::None).relative(Rests::Document));
    };
    let upto = |day: Date| calendar::weekday_upto(day, weekday);
    let yesterday = Unit::Day.shift(now, -1)?;
    let after = || Unit::Day.shift(upto(now)?, 7);
    let day = match (read.int("which"), context.tense) {
        (Some(-1), _) => upto(yesterday)?,
        (Some(1), _) => after()?,
        // Of this week: the next one, today included.
        (Some(_), _) => upto(Unit::Day.shift(now, 6)?)?,
        // Of this week: the next one, today included.
        // A paper of Friday that says Friday means its own day, whatever it tells of it.
        _ if now.weekday() == weekday => now,
        (None, Tense::Future) => after()?,
        // The newspapers' convention: not after publication.
        (None, _) => upto(now)?,
    };
    Some(one_day(day, Rests::Document))
}

pub(super) fn weekday_day(read: &Read, context: &Context) -> Option<Meaning> {
    let weekday = calendar::weekday(read.int("weekday")?)?;
    let day: i8 = read.small("day")?;
    let now = context.published?;
    let step = if context.tense == Tense::Future {
        1
    } else {
        -1
    };
    // Every weekday falls on every day of the month within three years.
    let fits = |months: i64| {
        let month = Unit::Month.shift(now.first_of_month(), step * months)?;
        let date = Date::new(month.year(), month.month(), day).ok()?;
        let ahead = if step > 0 { date >= now } else { date <= now };
        (date.weekday() == weekday && ahead).then_some(date)
    };
    let date = (0..36).find_map(fits)?;
    Some(one_day(date, Rests::Document))
}

pub(super) fn weekday_of_week(read: &Read, context: &Context) -> Option<Meaning> {
    let weekday = calendar::weekday(read.int("weekday")?)?;
    let now = Unit::Week.shift(context.published?, read.int("which")?)?;
    let (_, week) = Unit::Week.around(now)?;
    Some(one_day(
        calendar::weekday_upto(week.last, weekday)?,
        Rests::Document,
    ))
}

pub(super) fn that_weekday(read: &Read, context: &Context) -> Option<Meaning> {
    let weekday = calendar::weekday(read.int("weekday")?)?;
    let (base, rests) = match context.said_day {
        Some(day) => (day, Rests::SaidDay),
        None => (context.published?, Rests::Document),
    };
    let upto = if read.int("sign")? > 0 { 7 } else { -1 };
    let day = calendar::weekday_upto(Unit::Day.shift(base, upto)?, weekday)?;
    Some(one_day(day, rests))
}

fn one_day(day: Date, rests: Rests) -> Meaning {
    Meaning::of(day.to_string(), Some(Days::one(day)), Precision::Day).relative(rests)
}

pub(super) fn shift(read: &Read, context: &Context) -> Option<Meaning> {
    let unit = read.unit()?;
    let sign = read.int("sign").unwrap_or(1);
    let n = match read.value("n") {
        None => 0,
        Some(Value::Int(n)) => n.checked_mul(sign)?,
        // "a few years ago"
        Some(Value::Sign(_)) => {
            let value = read.sign(if sign < 0 { "past" } else { "future" });
            return Some(Meaning::of(value?, None, Precision::None));
        }
    };
    let said = read.sign("from") == Some("said");
    let (base, rests) = match (said, unit) {
        (true, Unit::Day) => match context.said_day {
            Some(day) => (Some(day), Rests::SaidDay),
            None => (context.published, Rests::Document),
        },
        (true, _) => match context.said {
            Some(days) => (Some(days.first), Rests::Said),
            None => (context.published, Rests::Document),
        },
        (false, _) => (context.published, Rests::Document),
    };
    if unit < Unit::Day {
        // Hours and minutes from now: the day is not known when they cross midnight.
        return Some(Meaning::of(
            unit.duration(&n.unsigned_abs().to_string()),
            None,
            Precision::None,
        ));
    }
    let Some(base) = base else {
        let value = unit.duration(&n.unsigned_abs().to_string());
        return Some(Meaning::of(value, None, Precision::None).relative(rests));
    };
    let (value, days) = if read.value("rolling").is_some() {
        let (value, _) = unit.around(unit.shift(base, n)?)?;
        return Some(Meaning::of(value, rolling(unit, n, base), Precision::Range).relative(rests));
    } else {
        around(unit, base, n)?
    };
    Some(Meaning::of(value, Some(days), unit.precision()).relative(rests))
}

/// The days from `base` to `n` units later, or from `n` units earlier when `n` is negative.
pub(super) fn rolling(unit: Unit, n: i64, base: Date) -> Option<Days> {
    Some(Days::between(unit.shift(base, n)?, base))
}

/// The unit `n` units from `base`. A decade or a century away is a year, not a decade of the calendar.
fn around(unit: Unit, base: Date, n: i64) -> Option<(String, Days)> {
    let far = matches!(unit, Unit::Decade | Unit::Century) && n != 0;
    let finest = if far { Unit::Year } else { unit };
    finest.around(unit.shift(base, n)?)
}

pub(super) fn from_date(read: &Read, date: &Meaning) -> Option<Meaning> {
    let base = date.days?;
    if read.value("within").is_some() {
        return within(read, base, date);
    }
    let unit = read.unit()?;
    let n = match read.value("n") {
        None => 0,
        Some(Value::Int(n)) => n.checked_mul(read.int("sign").unwrap_or(1))?,
        Some(Value::Sign(_)) => return None,
    };
    let from = if n < 0 { base.first } else { base.last };
    let (value, days) = around(unit, from, n)?;
    let precision = unit.precision();
    Some(Meaning {
        value,
        days: Some(days),
        precision,
        ..date.clone()
    })
}

pub(super) fn year_before(read: &Read, context: &Context) -> Option<Meaning> {
    let n: i16 = read.small("n").unwrap_or(1);
    if let Some((year, q)) = context.quarter {
        let year = year.checked_sub(n)?;
        let days = calendar::quarter(year, q);
        return Some(
            Meaning::of(format!("{year:04}-Q{q}"), days, Precision::Quarter).relative(Rests::Said),
        );
    }
    let (base, rests) = match context.said.filter(|_| read.sign("from") == Some("said")) {
        Some(days) => (Some(days.first), Rests::Said),
        None => (context.published, Rests::Document),
    };
    let (value, days) = Unit::Year.around(Unit::Year.shift(base?, -i64::from(n))?)?;
    Some(Meaning::of(value, Some(days), Precision::Year).relative(rests))
}

/// "the first Monday of June", "the last week of April": the nth of a period, or with -1 its last.
fn within(read: &Read, base: Days, date: &Meaning) -> Option<Meaning> {
    let n = read.int("n").filter(|n| *n != 0)?;
    let weekday = read.int("weekday").map(calendar::weekday);
    let (unit, day) = match (weekday, n) {
        (Some(weekday), -1) => (Unit::Day, calendar::weekday_upto(base.last, weekday?)?),
        (Some(weekday), _) => {
            let first = calendar::weekday_upto(Unit::Day.shift(base.first, 6)?, weekday?)?;
            (Unit::Day, Unit::Week.shift(first, n - 1)?)
        }
        // A week that the period shares with another belongs to the one that has most of its days.
        (None, -1) => match read.unit()? {
            Unit::Week => (Unit::Week, Unit::Day.shift(base.last, -3)?),
            unit => (unit, base.last),
        },
        (None, _) => match read.unit()? {
            Unit::Week => {
                let first = Unit::Day.shift(base.first, 3)?;
                (Unit::Week, Unit::Week.shift(first, n - 1)?)
            }
            unit => (unit, unit.shift(base.first, n - 1)?),
        },
    };
    let (value, days) = unit
        .around(day)
        .filter(|_| base.first <= day && day <= base.last)?;
    // "the first year of 2023" is none.
    let shorter = (days.last - days.first).get_days() < (base.last - base.first).get_days();
    shorter.then(|| Meaning {
        value,
        days: Some(days),
        precision: unit.precision(),
        ..date.clone()
    })
}
