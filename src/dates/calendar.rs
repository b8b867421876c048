//! Arithmetic on days, weeks, months, quarters and years, and their TIMEX3 writing. No words.

use crate::model::{Date, Days, Precision};
use compact_str::{CompactString, format_compact};
use jiff::{Span, ToSpan, civil::Weekday};

/// A calendar unit; the sign is that of ISO 8601 and TIMEX3 where these have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit whose sign stands in the rules.
    pub(super) fn of(sign: &str) -> Option<Unit> {
        Some(match sign {
            "TS" => Unit::Second,
            "TM" => Unit::Minute,
            "TH" => Unit::Hour,
            "D" => Unit::Day,
            "WE" => Unit::Weekend,
            "W" => Unit::Week,
            "M" => Unit::Month,
            "Q" => Unit::Quarter,
            "H" => Unit::Half,
            "Y" => Unit::Year,
            "E" => Unit::Decade,
            "C" => Unit::Century,
            _ => return None,
        })
    }

    /// `P3D`, `PT2H`; `count` is digits or `X`.
    pub(super) fn duration(self, count: &str) -> String {
        match self {
            Unit::Second => format!("PT{count}S"),
            Unit::Minute => format!("PT{count}M"),
            Unit::Hour => format!("PT{count}H"),
            Unit::Day => format!("P{count}D"),
            Unit::Weekend => format!("P{count}WE"),
            Unit::Week => format!("P{count}W"),
            Unit::Month => format!("P{count}M"),
            Unit::Quarter => format!("P{count}Q"),
            Unit::Half => format!("P{count}H"),
            Unit::Year => format!("P{count}Y"),
            Unit::Decade => format!("P{count}E"),
            Unit::Century => format!("P{count}C"),
        }
    }

    /// How finely a date of this unit is known.
    pub(super) fn precision(self) -> Precision {
        match self {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Precision::Day,
            Unit::Week => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Quarter => Precision::Quarter,
            Unit::Year => Precision::Year,
            Unit::Weekend | Unit::Half | Unit::Decade | Unit::Century => Precision::Range,
        }
    }

    fn span(self, n: i64) -> Option<Span> {
        Some(match self {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Span::new().try_days(n).ok()?,
            Unit::Week | Unit::Weekend => Span::new().try_weeks(n).ok()?,
            Unit::Month => Span::new().try_months(n).ok()?,
            Unit::Quarter => Span::new().try_months(n.checked_mul(3)?).ok()?,
            Unit::Half => Span::new().try_months(n.checked_mul(6)?).ok()?,
            Unit::Year => Span::new().try_years(n).ok()?,
            Unit::Decade => Span::new().try_years(n.checked_mul(10)?).ok()?,
            Unit::Century => Span::new().try_years(n.checked_mul(100)?).ok()?,
        })
    }

    /// The day `n` units after `base`, `None` when the calendar does not reach so far.
    pub(super) fn shift(self, base: Date, n: i64) -> Option<Date> {
        base.checked_add(self.span(n)?).ok()
    }

    /// The unit that holds `day`: its writing and its days.
    pub(super) fn around(self, day: Date) -> Option<(String, Days)> {
        let year = day.year();
        Some(match self {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => {
                (day.to_string(), Days::one(day))
            }
            Unit::Week | Unit::Weekend => {
                let iso = day.iso_week_date();
                let monday = day
                    .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
                    .ok()?;
                let sunday = monday.checked_add(6.days()).ok()?;
                let week = format!("{:04}-W{:02}", iso.year(), iso.week());
                if self == Unit::Weekend {
                    let saturday = monday.checked_add(5.days()).ok()?;
                    (format!("{week}-WE"), Days::between(saturday, sunday))
                } else {
                    (week, Days::between(monday, sunday))
                }
            }
            Unit::Month => (
                format!("{year:04}-{:02}", day.month()),
                Days::month(year, day.month())?,
            ),
            Unit::Quarter => {
                let q = quarter_of(day);
                (format!("{year:04}-Q{q}"), quarter(year, q)?)
            }
            Unit::Half => {
                let h = if day.month() <= 6 { 1 } else { 2 };
                (format!("{year:04}-H{h}"), half(year, h)?)
            }
            Unit::Year => (format!("{year:04}"), Days::year(year)?),
            Unit::Decade => {
                let first = year - year.rem_euclid(10);
                (
                    format!("{:03}X", first / 10),
                    years(first, first.checked_add(9)?)?,
                )
            }
            Unit::Century => {
                let first = year - year.rem_euclid(100);
                (
                    format!("{:02}XX", first / 100),
                    years(first, first.checked_add(99)?)?,
                )
            }
        })
    }
}

/// From the first day of `a` to the last of `b`.
pub(super) fn years(a: i16, b: i16) -> Option<Days> {
    Some(Days::between(Days::year(a)?.first, Days::year(b)?.last))
}

/// The quarter of a day, 1 to 4.
pub(super) fn quarter_of(day: Date) -> i8 {
    (day.month() - 1) / 3 + 1
}

/// The days of a quarter.
pub(super) fn quarter(year: i16, q: i8) -> Option<Days> {
    let last = q.checked_mul(3)?;
    Some(Days::between(
        Days::month(year, last.checked_sub(2)?)?.first,
        Days::month(year, last)?.last,
    ))
}

/// The days of a half year.
pub(super) fn half(year: i16, h: i8) -> Option<Days> {
    let last = h.checked_mul(6)?;
    Some(Days::between(
        Days::month(year, last.checked_sub(5)?)?.first,
        Days::month(year, last)?.last,
    ))
}

/// The days of a season, `SP SU FA WI`; the winter of a year begins in its December.
pub(super) fn season(year: i16, sign: &str) -> Option<Days> {
    let first = match sign {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        "WI" => 12,
        _ => return None,
    };
    let start = Days::month(year, first)?.first;
    let end = start.checked_add(2.months()).ok()?.last_of_month();
    Some(Days::between(start, end))
}

/// The weekday numbered from Monday = 1.
pub(super) fn weekday(number: i64) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
}

/// The last such weekday not after `day`, itself included.
pub(super) fn weekday_upto(day: Date, weekday: Weekday) -> Option<Date> {
    let back = (i64::from(day.weekday().to_monday_zero_offset())
        - i64::from(weekday.to_monday_zero_offset()))
    .rem_euclid(7);
    day.checked_sub(back.days()).ok()
}

/// `XXXX-07-03` for a day whose year nobody knows.
pub(super) fn yearless(month: i8, day: Option<i8>) -> CompactString {
    match day {
        Some(day) => format_compact!("XXXX-{month:02}-{day:02}"),
        None => format_compact!("XXXX-{month:02}"),
    }
}
