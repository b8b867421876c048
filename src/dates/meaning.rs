//! What a matched rule means: its TIMEX3 value and the days it covers.
//!
//! A rule says by `make` which construction its slots are for; here each construction is one function.
//! No words: numbers and signs come in, numbers and signs go out.

use super::calendar::{self, Unit};
use super::pattern::{Slots, Value};
use super::tense::Tense;
use crate::model::{Basis, Date, Days, Precision};
use serde::Deserialize;

/// The constructions a rule may ask for, and the slots they read (those in brackets may be missing).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Make {
    /// month, day, [year]
    Day,
    /// month, day, day2, [month2], [year]: from one day to another
    DayRange,
    /// month, [year], [which] (-1 the last, 1 the next)
    Month,
    /// year
    Year,
    /// year, year2
    YearRange,
    /// year (of four digits or two)
    Decade,
    /// n
    Century,
    /// q, [year], [shift] (years from now); without q the quarter spoken of
    Quarter,
    /// q, [year], [shift]
    Half,
    /// season, [year], [which]
    Season,
    /// weekday, [which]
    Weekday,
    /// unit, [n], [sign], [from] ("said": from the date spoken of, not from the document)
    Shift,
    /// [n]: so many years before the period spoken of
    YearBefore,
    /// value
    Ref,
    /// unit, [n]
    Duration,
    /// value, or unit, or weekday, or month
    Set,
    /// hour, [minute], [half] (AM or PM)
    Clock,
    /// part (MO AF EV NI …), [n] (days from now)
    Part,
    /// No date: the words are kept from the other rules.
    Nothing,
}

/// What the words rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rests {
    /// Nothing: they say it all.
    Nothing,
    /// The document's day.
    Document,
    /// A day told before.
    SaidDay,
    /// A date of any kind told before.
    Said,
}

/// A value, and the days it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    pub(super) value: String,
    pub(super) days: Option<Days>,
    pub(super) precision: Precision,
    pub(super) basis: Basis,
    pub(super) rests: Rests,
    /// Set when this is a quarter, for "the quarter" and "a year earlier" after it.
    pub(super) quarter: Option<(i16, i8)>,
}

/// What words may rest on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) published: Option<Date>,
    /// The last date told, of any precision.
    pub(super) said: Option<Days>,
    /// The last single day told.
    pub(super) said_day: Option<Date>,
    pub(super) quarter: Option<(i16, i8)>,
    pub(super) tense: Tense,
}

struct Read<'a>(&'a Slots);

impl Read<'_> {
    fn value(&self, name: &str) -> Option<&Value> {
        let slot = self.0.iter().rev().find(|(slot, _)| slot == name);
        slot.map(|(_, value)| value)
    }
    fn int(&self, name: &str) -> Option<i64> {
        match self.value(name)? {
            Value::Int(n) => Some(*n),
            Value::Sign(_) => None,
        }
    }
    fn small<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        T::try_from(self.int(name)?).ok()
    }
    fn sign(&self, name: &str) -> Option<&str> {
        match self.value(name)? {
            Value::Sign(sign) => Some(sign),
            Value::Int(_) => None,
        }
    }
    fn unit(&self) -> Option<Unit> {
        Unit::of(self.sign("unit")?)
    }
    /// The slot `year`; of two digits it is the nearest such year.
    fn year(&self, context: &Context) -> Option<i16> {
        let year: i16 = self.small("year")?;
        if year >= 100 {
            return Some(year);
        }
        let now = context.published.map_or(2000, |day| day.year());
        let century = now - now.rem_euclid(100);
        // "'45" in an article of 2025 is behind us, "'27" may be ahead.
        let near = century + year;
        Some(if near > now + 20 { near - 100 } else { near })
    }
}

impl Meaning {
    fn of(value: impl Into<String>, days: Option<Days>, precision: Precision) -> Self {
        Meaning {
            value: value.into(),
            days,
            precision: if days.is_some() {
                precision
            } else {
                Precision::None
            },
            basis: Basis::Stated,
            rests: Rests::Nothing,
            quarter: None,
        }
    }
    fn resting(mut self, rests: Rests) -> Self {
        self.rests = rests;
        self
    }
    fn relative(mut self, rests: Rests) -> Self {
        self.basis = Basis::Relative;
        self.rests = rests;
        self
    }
}

/// What the slots mean; `None` when they cannot be a date ("February 30").
pub(super) fn make(make: Make, slots: &Slots, context: &Context) -> Option<Meaning> {
    let read = Read(slots);
    match make {
        Make::Day => day(&read, context),
        Make::DayRange => day_range(&read, context),
        Make::Month => month(&read, context),
        Make::Year => {
            let year = read.year(context)?;
            Some(Meaning::of(
                format!("{year:04}"),
                Days::year(year),
                Precision::Year,
            ))
        }
        Make::YearRange => {
            let (a, b) = (read.year(context)?, read.small::<i16>("year2")?);
            let b = if b < 100 {
                a - a.rem_euclid(100) + b
            } else {
                b
            };
            let days = calendar::years(a, b).filter(|_| a < b)?;
            Some(Meaning::of(
                format!("{a:04}/{b:04}"),
                Some(days),
                Precision::Range,
            ))
        }
        Make::Decade => {
            let year = read.year(context)?;
            let (value, days) = Unit::Decade.around(Days::year(year)?.first)?;
            Some(Meaning::of(value, Some(days), Precision::Range))
        }
        Make::Century => {
            let n: i16 = read.small("n")?;
            let first = n.checked_sub(1)?.checked_mul(100)?;
            let days = calendar::years(first, first.checked_add(99)?);
            Some(Meaning::of(format!("{:02}", n - 1), days, Precision::Range))
        }
        Make::Quarter => quarter(&read, context),
        Make::Half => {
            let h: i8 = read.small("q")?;
            let year = year_or_shift(&read, context, |y| {
                calendar::half(y, h).map(|days| days.first)
            })?;
            let days = calendar::half(year, h);
            Some(
                Meaning::of(format!("{year:04}-H{h}"), days, Precision::Range)
                    .resting(Rests::Document),
            )
        }
        Make::Season => season(&read, context),
        Make::Weekday => weekday(&read, context),
        Make::Shift => shift(&read, context),
        Make::YearBefore => year_before(&read, context),
        Make::Ref => Some(Meaning::of(read.sign("value")?, None, Precision::None)),
        Make::Duration => {
            let count = match read.value("n") {
                None => "X".to_owned(),
                Some(Value::Int(n)) => n.to_string(),
                Some(Value::Sign(sign)) => sign.to_string(),
            };
            Some(Meaning::of(
                read.unit()?.duration(&count),
                None,
                Precision::None,
            ))
        }
        Make::Set => set(&read),
        Make::Nothing => None,
        Make::Clock => clock(&read, context),
        Make::Part => {
            let part = read.sign("part")?;
            let base = context.published;
            let base = base.and_then(|b| Unit::Day.shift(b, read.int("n").unwrap_or(0)));
            let front = base.map_or("XXXX-XX-XX".to_owned(), |day| day.to_string());
            Some(
                Meaning::of(
                    format!("{front}T{part}"),
                    base.map(Days::one),
                    Precision::Day,
                )
                .relative(Rests::Document),
            )
        }
    }
}

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
                return if first(*year).is_some_and(|d| d > now) {
                    days.saturating_mul(2)
                } else {
                    days
                };
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

fn day(read: &Read, context: &Context) -> Option<Meaning> {
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
    let year = nearest_year(context, |y| Date::new(y, month, day).ok());
    let date = year.and_then(|y| Date::new(y, month, day).ok());
    let value = date.map_or_else(
        || calendar::yearless(month, Some(day)).into(),
        |date| date.to_string(),
    );
    Some(Meaning::of(value, date.map(Days::one), Precision::Day).resting(Rests::Document))
}

fn day_range(read: &Read, context: &Context) -> Option<Meaning> {
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

fn month(read: &Read, context: &Context) -> Option<Meaning> {
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

fn quarter(read: &Read, context: &Context) -> Option<Meaning> {
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

fn season(read: &Read, context: &Context) -> Option<Meaning> {
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

fn weekday(read: &Read, context: &Context) -> Option<Meaning> {
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
        (None, Tense::Future) => after()?,
        // The newspapers' convention: not after publication.
        (None, _) => upto(now)?,
    };
    Some(
        Meaning::of(day.to_string(), Some(Days::one(day)), Precision::Day)
            .relative(Rests::Document),
    )
}

fn shift(read: &Read, context: &Context) -> Option<Meaning> {
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
    let (value, days) = unit.around(unit.shift(base, n)?)?;
    Some(Meaning::of(value, Some(days), unit.precision()).relative(rests))
}

fn year_before(read: &Read, context: &Context) -> Option<Meaning> {
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

fn set(read: &Read) -> Option<Meaning> {
    let value = if let Some(value) = read.sign("value") {
        value.to_owned()
    } else if let Some(weekday) = read.int("weekday") {
        let part = read
            .sign("part")
            .map_or(String::new(), |part| format!("T{part}"));
        format!("XXXX-WXX-{weekday}{part}")
    } else if let Some(month) = read.small("month") {
        calendar::yearless(month, read.small("day")).into()
    } else if let Some(season) = read.sign("season") {
        format!("XXXX-{season}")
    } else {
        read.unit()?
            .duration(&read.int("n").unwrap_or(1).to_string())
    };
    Some(Meaning::of(value, None, Precision::None))
}

fn clock(read: &Read, context: &Context) -> Option<Meaning> {
    let hour = read.int("hour").filter(|h| (0..=24).contains(h))?;
    let hour = match (read.sign("half"), hour) {
        (Some("PM"), 1..=11) => hour + 12,
        (Some("AM"), 12) => 0,
        (Some(_), 13..) => return None,
        _ => hour,
    };
    let time = match read.int("minute") {
        Some(minute) if minute < 60 => format!("T{hour:02}:{minute:02}"),
        Some(_) => return None,
        None => format!("T{hour:02}:00"),
    };
    let front = context
        .published
        .map_or("XXXX-XX-XX".to_owned(), |day| day.to_string());
    let days = context.published.map(Days::one);
    Some(Meaning::of(front + &time, days, Precision::Day).relative(Rests::Document))
}
