//! Days, ranges of days, and how surely we know them.
//!
//! Uncertainty is a range, never a made-up day: "in April" is thirty days. Uses `jiff` for the
//! calendar and asks no clock.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

pub use jiff::civil::Date;

/// A closed range of days, `first <= last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Days {
    /// The first day it can have been.
    pub first: Date,
    /// The last day it can have been.
    pub last: Date,
}

impl Days {
    /// One day.
    pub fn one(day: Date) -> Self {
        Days {
            first: day,
            last: day,
        }
    }
    /// A range; the ends are put in order.
    pub fn between(a: Date, b: Date) -> Self {
        Days {
            first: a.min(b),
            last: a.max(b),
        }
    }
    /// The days of a month, `None` when there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Days {
            first,
            last: first.last_of_month(),
        })
    }
    /// The days of a year, `None` outside the years -9999..=9999.
    pub fn year(year: i16) -> Option<Self> {
        Some(Days {
            first: Date::new(year, 1, 1).ok()?,
            last: Date::new(year, 12, 31).ok()?,
        })
    }
    /// The shortest EDTF (ISO 8601-2) of exactly these days: `2025-04`, `2025-33` for a first quarter,
    /// `202X`, `2021/2023`.
    ///
    /// ```
    /// use chancery::model::Days;
    ///
    /// let spring: Days = "2025-03/2025-05".parse()?;
    /// assert_eq!(spring.edtf(), "2025-21");
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn edtf(&self) -> String {
        super::edtf::write(self)
    }
    /// Whether the two ranges share a day.
    pub fn overlaps(&self, other: &Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }
    /// Whether this is one day.
    pub fn is_one(&self) -> bool {
        self.first == self.last
    }
}

/// A date as written in arguments and headers: `2025-07-04`, `2025-07`, `2025`, or any other form of EDTF
/// (ISO 8601-2) that means days: `2021~`, `202X`, `2021-XX`, `2021/2023`.
impl FromStr for Days {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        super::edtf::read(text).ok_or_else(|| {
            let wrong = |problem: &str| Error::Date {
                value: text.to_owned(),
                problem: problem.to_owned(),
            };
            let number = |part: &str, digits: usize| {
                part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())
            };
            let parts: Vec<&str> = text.split('-').collect();
            match parts.as_slice() {
                [y, m] if number(y, 4) && number(m, 2) => wrong("there is no such month"),
                [y, m, d] if number(y, 4) && number(m, 2) && number(d, 2) => {
                    wrong("there is no such day")
                }
                _ => wrong(
                    "write a day, month or year, as 2025-07-04, 2025-07 or 2025, or in EDTF, as 202X or 2021/2023",
                ),
            }
        })
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one() {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}..{}", self.first, self.last)
        }
    }
}

/// How finely a date is known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Precision {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Range,
    #[default]
    None,
}

impl Precision {
    /// The word as it stands in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Year => "year",
            Precision::Range => "range",
            Precision::None => "none",
        }
    }
}

/// Where a date comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A calendar date stands in the sentence ("on July 3").
    Stated,
    /// Words that need an anchor ("on Friday", "later that day").
    Relative,
    /// Taken over from an earlier sentence.
    Carried,
    /// The day the document was published.
    Published,
}

impl Basis {
    /// The word as it stands in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Relative => "relative",
            Basis::Carried => "carried",
            Basis::Published => "published",
        }
    }
}

/// When something happened: the days it can have been, and how that was worked out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct When {
    /// `None` when nothing dates it.
    pub days: Option<Days>,
    /// How finely.
    pub precision: Precision,
    /// From where; `None` exactly when `days` is.
    pub basis: Option<Basis>,
    /// The steps, first the words of this sentence, last what they rest on:
    /// `'Later that day' ← 'On July 3' ← document 2025-07-04` is three steps.
    pub steps: Vec<String>,
}

impl When {
    /// Nothing dates it.
    pub fn unknown() -> Self {
        Self::default()
    }
    /// The document's own day.
    pub fn published(day: Date) -> Self {
        When {
            days: Some(Days::one(day)),
            precision: Precision::Day,
            basis: Some(Basis::Published),
            steps: vec![format!("document {day}")],
        }
    }
}
