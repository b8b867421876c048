//! Dates as EDTF (ISO 8601-2) writes them: `2021~`, `202X`, `2021-XX`, `2021-21`, `2021/2023`, `2021-07/..`.
//!
//! Reading gives the days that a date can mean; a mark of doubt (`?`, `~`, `%`) says nothing of days and is
//! dropped. Writing gives the shortest form that means exactly those days.

use super::{Date, Days};
use jiff::ToSpan;

/// Codes in the place of a month and the months they stand for: first month, how many. ISO 8601-2, 4.8:
/// seasons 21–24, those of the north 25–28 and of the south 29–32, quarters 33–36, thirds 37–39, halves 40–41.
/// A season begins in March, June, September or December; the winter of a year in its December.
const DIVISIONS: [(i8, i8, i8); 21] = [
    (21, 3, 3),
    (22, 6, 3),
    (23, 9, 3),
    (24, 12, 3),
    (25, 3, 3),
    (26, 6, 3),
    (27, 9, 3),
    (28, 12, 3),
    (29, 9, 3),
    (30, 12, 3),
    (31, 3, 3),
    (32, 6, 3),
    (33, 1, 3),
    (34, 4, 3),
    (35, 7, 3),
    (36, 10, 3),
    (37, 1, 4),
    (38, 5, 4),
    (39, 9, 4),
    (40, 1, 6),
    (41, 7, 6),
];

/// The days an EDTF text can mean; `None` when it is none, or no day of the calendar answers to it.
pub(super) fn read(text: &str) -> Option<Days> {
    if let Some(days) = usual(text) {
        return Some(days);
    }
    if let Some(members) = bracketed(text) {
        let each: Option<Vec<Days>> = members.split(',').map(|m| member(m.trim())).collect();
        let each = each?;
        let first = each.iter().map(|d| d.first).min()?;
        let last = each.iter().map(|d| d.last).max()?;
        return Some(Days::between(first, last));
    }
    match text.split_once('/') {
        Some((from, to)) => interval(from, to),
        None => point(text),
    }
}

/// The three forms almost every date has, `2021`, `2021-08` and `2021-08-15`, read without detours; `None`
/// for any other and for what is in no calendar.
fn usual(text: &str) -> Option<Days> {
    let number = |from: usize, to: usize| -> Option<i16> { fixed(text.get(from..to)?, to - from) };
    let dash = |at: usize| (text.as_bytes().get(at) == Some(&b'-')).then_some(());
    let month = || i8::try_from(number(5, 7)?).ok();
    match text.len() {
        4 => Days::year(number(0, 4)?),
        7 => {
            dash(4)?;
            Days::month(number(0, 4)?, month()?)
        }
        10 => {
            dash(4)?;
            dash(7)?;
            let day = i8::try_from(number(8, 10)?).ok()?;
            Date::new(number(0, 4)?, month()?, day).ok().map(Days::one)
        }
        _ => None,
    }
}

/// What stands in `[one of these]` or `{all of these}`.
fn bracketed(text: &str) -> Option<&str> {
    let one = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    one.or_else(|| text.strip_prefix('{').and_then(|t| t.strip_suffix('}')))
}

fn member(text: &str) -> Option<Days> {
    match text.split_once("..") {
        Some((from, to)) => interval(from, to),
        None => point(text),
    }
}

/// An end that is open or not known reaches as far as the calendar does.
fn interval(from: &str, to: &str) -> Option<Days> {
    let open = |end: &str| end.is_empty() || end == "..";
    if open(from) && open(to) {
        return None;
    }
    let first = if open(from) {
        Date::MIN
    } else {
        point(from)?.first
    };
    let last = if open(to) { Date::MAX } else { point(to)?.last };
    (first <= last).then(|| Days::between(first, last))
}

fn point(text: &str) -> Option<Days> {
    let plain = text.replace(['?', '~', '%'], "");
    if plain.is_empty() || text.starts_with('-') || text.contains("??") {
        return None;
    }
    // "1950S2": the first two digits count.
    if let Some((year, digits)) = plain.split_once('S') {
        let digits: u32 = digits.parse().ok().filter(|n| (1..=3).contains(n))?;
        let year: i16 = fixed(year, 4)?;
        let unit = 10i16.checked_pow(4 - digits)?;
        let first = year - year.rem_euclid(unit);
        return years(first, first + unit - 1);
    }
    let mut parts = plain.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (low, high) = (lowest(year, 4)?, highest(year, 4)?);
    let Some(month) = month else {
        return years(low, high);
    };
    let matching = |pattern: &str, from: i8, to: i8| -> Vec<i8> {
        let fits = |n: &i8| {
            let digits = format!("{n:02}");
            digits.len() == pattern.len()
                && digits
                    .chars()
                    .zip(pattern.chars())
                    .all(|(d, p)| p == 'X' || p == d)
        };
        (from..=to).filter(fits).collect()
    };
    let Some(day) = day else {
        let mut codes = matching(month, 1, 12);
        if codes.is_empty() {
            codes = matching(month, 21, 41);
        }
        let each = |year: i16| codes.iter().filter_map(move |m| division(year, *m));
        let first = each(low).map(|d| d.first).min()?;
        let last = each(high).map(|d| d.last).max()?;
        return Some(Days::between(first, last));
    };
    let months = matching(month, 1, 12);
    let days = matching(day, 1, 31);
    let all = |year: i16| {
        let days = days.clone();
        let of = move |m: i8| {
            let days = days.clone();
            days.into_iter()
                .filter_map(move |d| Date::new(year, m, d).ok())
        };
        months.clone().into_iter().flat_map(of)
    };
    // A leap day is missing from most years.
    let first = (low..=high).find_map(|year| all(year).min())?;
    let last = (low..=high).rev().find_map(|year| all(year).max())?;
    Some(Days::between(first, last))
}

fn fixed(text: &str, digits: usize) -> Option<i16> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn lowest(text: &str, digits: usize) -> Option<i16> {
    fixed(&text.replace('X', "0"), digits)
}

fn highest(text: &str, digits: usize) -> Option<i16> {
    fixed(&text.replace('X', "9"), digits)
}

fn years(first: i16, last: i16) -> Option<Days> {
    Some(Days::between(
        Days::year(first)?.first,
        Days::year(last)?.last,
    ))
}

/// A month of a year, or one of [`DIVISIONS`].
fn division(year: i16, code: i8) -> Option<Days> {
    if (1..=12).contains(&code) {
        return Days::month(year, code);
    }
    let (_, month, months) = DIVISIONS.iter().find(|(c, _, _)| *c == code)?;
    let first = Date::new(year, *month, 1).ok()?;
    let last = first.checked_add((i64::from(*months) - 1).months()).ok()?;
    Some(Days::between(first, last.last_of_month()))
}

/// The shortest writing of exactly these days.
pub(super) fn write(days: &Days) -> String {
    let (first, last) = (days.first, days.last);
    if days.is_one() {
        return first.to_string();
    }
    if first == Date::MIN {
        return format!("../{last}");
    }
    if last == Date::MAX {
        return format!("{first}/..");
    }
    let year = first.year();
    for (unit, written) in [(1000, 1), (100, 2), (10, 3)] {
        if year.rem_euclid(unit) == 0 && years(year, year + unit - 1) == Some(*days) {
            let digits = format!("{year:04}");
            return digits[..written].to_owned() + &"X".repeat(4 - written);
        }
    }
    if Days::year(year) == Some(*days) {
        return format!("{year:04}");
    }
    if Days::month(year, first.month()) == Some(*days) {
        return format!("{year:04}-{:02}", first.month());
    }
    // A season of no hemisphere before a quarter, a quarter before a half.
    let codes = DIVISIONS
        .iter()
        .map(|(code, _, _)| *code)
        .filter(|code| !(25..=32).contains(code));
    for code in codes {
        if division(year, code) == Some(*days) {
            return format!("{year:04}-{code}");
        }
    }
    if first.day() == 1 && last == last.last_of_month() {
        let month = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
        if first.month() == 1 && last.month() == 12 {
            return format!("{year:04}/{:04}", last.year());
        }
        return format!("{}/{}", month(first), month(last));
    }
    format!("{first}/{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_days() {
        for (text, want) in [
            ("2021", "2021-01-01..2021-12-31"),
            ("2021?", "2021-01-01..2021-12-31"),
            ("2021~", "2021-01-01..2021-12-31"),
            ("2021%", "2021-01-01..2021-12-31"),
            ("2021-07-04~", "2021-07-04"),
            ("2021-?07-04", "2021-07-04"),
            ("202X", "2020-01-01..2029-12-31"),
            ("20XX", "2000-01-01..2099-12-31"),
            ("2021-XX", "2021-01-01..2021-12-31"),
            ("2021-XX-XX", "2021-01-01..2021-12-31"),
            ("2021-02-XX", "2021-02-01..2021-02-28"),
            ("2024-02-XX", "2024-02-01..2024-02-29"),
            ("2021-07-2X", "2021-07-20..2021-07-29"),
            ("2021-1X", "2021-10-01..2021-12-31"),
            ("2021-2X", "2021-03-01..2022-02-28"),
            ("2021-21", "2021-03-01..2021-05-31"),
            ("2021-24", "2021-12-01..2022-02-28"),
            ("2021-33", "2021-01-01..2021-03-31"),
            ("2021-41", "2021-07-01..2021-12-31"),
            ("202X-02-29", "2020-02-29..2028-02-29"),
            ("2021/2023", "2021-01-01..2023-12-31"),
            ("2021-07-04/2021-08", "2021-07-04..2021-08-31"),
            ("2021~/2023?", "2021-01-01..2023-12-31"),
            ("2021/..", "2021-01-01..9999-12-31"),
            ("1950S2", "1900-01-01..1999-12-31"),
            ("[2021-03, 2021-05]", "2021-03-01..2021-05-31"),
            ("{1667,1760-12}", "1667-01-01..1760-12-31"),
            ("[2021..2023]", "2021-01-01..2023-12-31"),
        ] {
            let got = read(text).map(|days| days.to_string());
            assert_eq!(got.as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "?",
            "20",
            "2021-13",
            "2021-00",
            "2021-02-30",
            "2021-07-04-01",
            "2023/2021",
            "/",
            "../..",
            "X",
            "2021-7",
            "July",
            "2021-4X-01",
            "[]",
            "2021-02-3X",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "2021-07-04",
            "2021-07",
            "2021",
            "202X",
            "20XX",
            "2021-21",
            "2021-24",
            "2021-33",
            "2021-40",
            "2021-02/2021-05",
            "2019/2021",
            "2021-07-04/2021-07-06",
            "2021-07-04/..",
        ] {
            let days = read(text).unwrap();
            assert_eq!(write(&days), text);
        }
    }
}
