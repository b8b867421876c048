//! Feasts: the day of a year on which Easter, Eid or Thanksgiving falls.
//!
//! The lexicon says by a sign which calendar to ask ([`Feast::parse`]); names of feasts stand there. The
//! arithmetic of foreign calendars is that of the `calendrical_calculations` crate.

use crate::model::{Date, Days};
use calendrical_calculations::chinese_based::{Chinese, YearBounds};
use calendrical_calculations::hebrew::BookHebrew;
use calendrical_calculations::islamic::{ISLAMIC_EPOCH_FRIDAY, fixed_from_tabular_islamic};
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{gregorian, julian, persian};
use jiff::{ToSpan, civil::Weekday};

/// When in a year a feast is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Feast {
    calendar: Calendar,
    /// How many days it lasts.
    length: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Calendar {
    /// A month and a day of our own calendar.
    Fixed(i8, i8),
    /// The nth such weekday of a month; -1 is the last.
    Nth {
        month: i8,
        nth: i8,
        weekday: i8,
        plus: i64,
    },
    /// So many days after Easter Sunday.
    Easter(i64),
    /// So many days after Easter Sunday of the Julian calendar.
    Orthodox(i64),
    /// Month and day of the tabular Islamic calendar; where the moon is watched it may be a day off.
    Islamic(u8, u8),
    /// Month, counted from Nisan, and day of the Hebrew calendar.
    Hebrew(u8, u8),
    /// Month and day of the Iranian calendar.
    Persian(u8, u8),
    /// So many days after the Chinese new year.
    Chinese(i64),
}

/// Between the first day of our calendar and that of the Islamic one, and between the lengths of their years.
const ISLAMIC_FIRST_YEAR: i32 = 621;
const ISLAMIC_YEARS: (i32, i32) = (33, 32);
/// What is to be added to a year of ours for the Hebrew one that ends in its autumn.
const HEBREW: i32 = 3760;
/// The month of Tishri, in which the Hebrew year begins.
const TISHRI: u8 = 7;
/// The Iranian year that begins in the spring of a year of ours.
const PERSIAN: i32 = 621;

impl Feast {
    /// Reads a sign: `12-25`, `11:4:4` (the fourth Thursday of November, `:-1:` the last, `+1` a day later),
    /// `easter-2`, `orthodox+0`, `islamic 10-1`, `hebrew 1-15`, `persian 1-1`, `chinese+0`; ` x8` when it
    /// lasts eight days.
    pub(super) fn parse(sign: &str) -> Option<Feast> {
        let (when, length) = match sign.split_once(" x") {
            Some((when, length)) => (when, length.parse().ok().filter(|n| *n > 0)?),
            None => (sign, 1),
        };
        let pair = |text: &str| -> Option<(u8, u8)> {
            let (month, day) = text.split_once('-')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        };
        let calendar = if let Some(rest) = when.strip_prefix("easter") {
            Calendar::Easter(rest.parse().ok()?)
        } else if let Some(rest) = when.strip_prefix("orthodox") {
            Calendar::Orthodox(rest.parse().ok()?)
        } else if let Some(rest) = when.strip_prefix("chinese") {
            Calendar::Chinese(rest.parse().ok()?)
        } else if let Some(rest) = when.strip_prefix("islamic ") {
            let (month, day) = pair(rest)?;
            Calendar::Islamic(month, day)
        } else if let Some(rest) = when.strip_prefix("hebrew ") {
            let (month, day) = pair(rest)?;
            Calendar::Hebrew(month, day)
        } else if let Some(rest) = when.strip_prefix("persian ") {
            let (month, day) = pair(rest)?;
            Calendar::Persian(month, day)
        } else if when.contains(':') {
            let (when, plus) = when.split_once('+').unwrap_or((when, "0"));
            let mut parts = when.split(':').map(|part| part.parse::<i8>().ok());
            Calendar::Nth {
                month: parts.next()??,
                nth: parts.next()??,
                weekday: parts.next()??,
                plus: plus.parse().ok()?,
            }
        } else {
            let (month, day) = pair(when)?;
            Calendar::Fixed(month.try_into().ok()?, day.try_into().ok()?)
        };
        Some(Feast { calendar, length })
    }

    /// The days of the feast that begins in `year`; a feast that the year lacks, or has twice, takes the
    /// first of what there is.
    pub(super) fn days(self, year: i16) -> Option<Days> {
        let first = self.first(year)?;
        let last = first.checked_add((self.length - 1).days()).ok()?;
        Some(Days::between(first, last))
    }

    fn first(self, year: i16) -> Option<Date> {
        let long = i32::from(year);
        let after = |day: Option<Date>, plus: i64| day?.checked_add(plus.days()).ok();
        match self.calendar {
            Calendar::Fixed(month, day) => Date::new(year, month, day).ok(),
            Calendar::Nth {
                month,
                nth,
                weekday,
                plus,
            } => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let day = Date::new(year, month, 1)
                    .ok()?
                    .nth_weekday_of_month(nth, weekday);
                after(day.ok(), plus)
            }
            Calendar::Easter(plus) => after(date(gregorian::easter(long)), plus),
            Calendar::Orthodox(plus) => after(date(julian::easter(long)), plus),
            Calendar::Islamic(month, day) => {
                let (years, of_ours) = ISLAMIC_YEARS;
                let near = (long - ISLAMIC_FIRST_YEAR) * years / of_ours;
                (near - 2..=near + 2)
                    .filter_map(|y| {
                        let day = fixed_from_tabular_islamic(y, month, day, ISLAMIC_EPOCH_FRIDAY);
                        date(day)
                    })
                    .find(|day| day.year() == year)
            }
            Calendar::Hebrew(month, day) => {
                let year = long + HEBREW + i32::from(month >= TISHRI);
                date(BookHebrew::fixed_from_book_hebrew(BookHebrew {
                    year,
                    month,
                    day,
                }))
            }
            Calendar::Persian(month, day) => {
                date(persian::fixed_from_fast_persian(long - PERSIAN, month, day))
            }
            Calendar::Chinese(plus) => {
                // By March the year has begun.
                let march = gregorian::fixed_from_gregorian(long, 3, 1);
                after(date(YearBounds::compute::<Chinese>(march).new_year), plus)
            }
        }
    }
}

/// The day counted from the first of January of the year 1.
fn date(fixed: RataDie) -> Option<Date> {
    Date::new(1, 1, 1)
        .ok()?
        .checked_add((fixed.to_i64_date() - 1).days())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        for (sign, year, want) in [
            ("12-25", 2024, "2024-12-25"),
            ("11:4:4", 1999, "1999-11-25"),
            ("5:-1:1", 2025, "2025-05-26"),
            ("11:1:1+1", 1998, "1998-11-03"),
            ("easter+0", 2025, "2025-04-20"),
            ("easter-2", 2024, "2024-03-29"),
            ("orthodox+0", 2024, "2024-05-05"),
            ("islamic 9-1", 2025, "2025-03-01"),
            ("islamic 10-1", 2024, "2024-04-10"),
            ("islamic 12-10", 2025, "2025-06-07"),
            ("hebrew 1-15", 2025, "2025-04-13"),
            ("hebrew 7-1", 2025, "2025-09-23"),
            ("hebrew 7-10", 2023, "2023-09-25"),
            ("persian 1-1", 2025, "2025-03-21"),
            ("persian 1-1", 2024, "2024-03-20"),
            ("chinese+0", 2025, "2025-01-29"),
            ("chinese+0", 2024, "2024-02-10"),
        ] {
            let day = Feast::parse(sign).and_then(|feast| feast.days(year));
            assert_eq!(
                day.map(|d| d.first.to_string()).as_deref(),
                Some(want),
                "{sign} in {year}"
            );
        }
        let fasting = Feast::parse("islamic 9-1 x30").unwrap();
        assert_eq!(
            fasting.days(2025).unwrap().to_string(),
            "2025-03-01..2025-03-30"
        );
    }

    #[test]
    fn what_is_no_sign_is_refused() {
        for sign in [
            "",
            "christmas",
            "13",
            "easter",
            "islamic",
            "12-25 x0",
            "11:4",
        ] {
            assert_eq!(Feast::parse(sign), None, "{sign}");
        }
    }
}
