//! What a matched rule means: its TIMEX3 value and the days it covers.
//!
//! A rule says by `make` which construction its slots are for; here each construction is one function.
//! No words: numbers and signs come in, numbers and signs go out.

mod calendar_date;
mod other;
mod period;
mod relative;

use super::calendar::{self, Unit};
use super::pattern::{Slots, Value};
use super::tense::Tense;
use crate::model::{Basis, Date, Days, Precision};
use serde::Deserialize;

/// The constructions a rule may ask for, and the slots they read (those in brackets may be missing).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Make {
    /// month, day, [year], [which] (-1 the last, 1 the next), [shift] (years from now)
    Day,
    /// month, day, day2, [month2], [year]: from one day to another
    DayRange,
    /// month, [year], [which] (-1 the last, 1 the next), [shift] (years from now)
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
    /// season, [year], [which], [shift]
    Season,
    /// weekday, [which]
    Weekday,
    /// weekday, day: "Friday the 13th"
    WeekdayDay,
    /// weekday, which (of the last week, this or the next)
    WeekdayOfWeek,
    /// weekday, sign: the first after (1) or before (-1) the day spoken of
    ThatWeekday,
    /// feast (a sign of [`super::feast::Feast`]), [year], [which]
    Feast,
    /// unit, [n], [sign], [from] ("said": from the date spoken of, not from the document),
    /// [rolling] (the days up to now, not the calendar's unit)
    Shift,
    /// unit, [n], [sign]: so far from the date that follows; without n the unit that date lies in.
    /// With [within] the nth unit or weekday of that date, -1 the last.
    FromDate,
    /// [n]: so many years before the period spoken of
    YearBefore,
    /// value
    Ref,
    /// unit, [n], [half] (and a half), [sign] (-1 the time up to now, 1 that from now on)
    Duration,
    /// value, or unit, or weekday, or month
    Set,
    /// hour, [minute], [half] (AM or PM); or hour and minute as one number, `hhmm`
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
        Make::Day => calendar_date::day(&read, context),
        Make::DayRange => calendar_date::day_range(&read, context),
        Make::Month => calendar_date::month(&read, context),
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
        Make::Quarter => period::quarter(&read, context),
        Make::Half => period::half(&read, context),
        Make::Season => period::season(&read, context),
        Make::Weekday => relative::weekday(&read, context),
        Make::WeekdayDay => relative::weekday_day(&read, context),
        Make::WeekdayOfWeek => relative::weekday_of_week(&read, context),
        Make::ThatWeekday => relative::that_weekday(&read, context),
        Make::Shift => relative::shift(&read, context),
        Make::YearBefore => relative::year_before(&read, context),
        Make::Ref => Some(Meaning::of(read.sign("value")?, None, Precision::None)),
        Make::Duration => other::duration(&read, context),
        Make::Set => other::set(&read),
        Make::Nothing | Make::FromDate => None,
        Make::Clock => other::clock(&read, context),
        Make::Part => other::part(&read, context),
        Make::Feast => calendar_date::feast(&read, context),
    }
}

/// A [`Make::FromDate`] match before a date that means `date`.
pub(super) fn from_date(slots: &Slots, date: &Meaning) -> Option<Meaning> {
    relative::from_date(&Read(slots), date)
}
