//! What holds on every day of two centuries.

use super::{dates, here};
use chancery::model::{Basis, Date, Precision};
use jiff::ToSpan;
use proptest::prelude::*;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT: [&str; 12] = [
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.",
    "Dec.",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn any_day() -> impl Strategy<Value = Date> {
    let first = Date::constant(1900, 1, 1);
    (0i64..73_414).prop_map(move |n| first.checked_add(n.days()).unwrap())
}

fn ending(day: i8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// A day in twelve styles of writing.
fn styles(date: Date) -> [String; 12] {
    let (y, d) = (date.year(), date.day());
    let index = usize::try_from(date.month() - 1).unwrap();
    let (month, short, th) = (MONTHS[index], SHORT[index], ending(d));
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap();
    let weekday = WEEKDAYS[weekday];
    [
        format!("{month} {d}, {y}"),
        format!("{month} {d} {y}"),
        format!("{d} {month} {y}"),
        format!("{short} {d}, {y}"),
        format!("{d} {short} {y}"),
        format!("{month} {d}{th}, {y}"),
        format!("{d}{th} {month} {y}"),
        format!("the {d}{th} of {month}, {y}"),
        format!("{weekday}, {month} {d}, {y}"),
        format!("{weekday} {d} {month} {y}"),
        date.to_string(),
        format!("{}/{d}/{y}", date.month()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_day_in_twelve_styles_is_read_back(day in any_day(), published in any_day()) {
        for style in styles(day) {
            let text = format!("The envoys met on {style}.");
            let found = dates(&text, published);
            prop_assert_eq!(found.len(), 1, "{}", &text);
            prop_assert_eq!(found[0].span.of(&text), style.as_str());
            prop_assert_eq!(found[0].when.days.map(|d| d.to_string()), Some(day.to_string()), "{}", &text);
            prop_assert_eq!(found[0].when.basis, Some(Basis::Stated));
        }
    }

    /// Leap days, ends of months and years: the day after the day before is the day itself.
    #[test]
    fn days_and_weeks_add_up(published in any_day()) {
        let one = |words: &str| dates(&format!("They met {words}."), published)[0].when.days.unwrap();
        let today = one("today");
        prop_assert_eq!(today.first, published);
        for (words, n) in [("yesterday", -1), ("tomorrow", 1), ("three days ago", -3), ("40 days ago", -40)] {
            prop_assert_eq!(one(words).first, published.checked_add(n.days()).unwrap(), "{}", words);
        }
        for (words, n) in [("last week", -1), ("this week", 0), ("next week", 1), ("three weeks ago", -3)] {
            let week = one(words);
            prop_assert_eq!((week.last - week.first).get_days(), 6);
            let same = published.checked_add((7 * n).days()).unwrap();
            prop_assert!(week.first <= same && same <= week.last, "{}", words);
        }
        for (words, n) in [("last month", -1), ("next month", 1), ("two months ago", -2)] {
            let month = one(words);
            prop_assert_eq!(month.first.day(), 1);
            prop_assert_eq!(month.last, month.first.last_of_month());
            let same = published.first_of_month().checked_add(n.months()).unwrap();
            prop_assert_eq!(month.first, same, "{}", words);
        }
        let year = one("last year");
        prop_assert_eq!((year.first.year(), year.last.year()), (published.year() - 1, published.year() - 1));
    }

    /// A weekday is within a week of the article, on the side its verb says.
    #[test]
    fn weekdays_lie_where_the_verb_says(published in any_day(), n in 0usize..7) {
        let one = |text: String| dates(&text, published)[0].when.days.unwrap().first;
        let past = one(format!("The envoys met on {}.", WEEKDAYS[n]));
        let future = one(format!("The envoys will meet on {}.", WEEKDAYS[n]));
        for day in [past, future] {
            prop_assert_eq!(usize::try_from(day.weekday().to_monday_zero_offset()).unwrap(), n);
        }
        prop_assert!((0..7).contains(&(published - past).get_days()));
        prop_assert!((0..7).contains(&(future - published).get_days()));
    }

    /// Whatever the table says, read on any day: days in order, a basis exactly when there are days.
    #[test]
    fn every_range_is_in_order(published in any_day(), pick in any::<prop::sample::Index>()) {
        let table = std::fs::read_to_string(here("expressions.csv")).unwrap();
        let lines: Vec<&str> = table.lines().filter(|l| l.contains('[')).collect();
        let line = lines[pick.index(lines.len())];
        let text = line.split(",2").next().unwrap().replace(['[', ']', '"'], "");
        for expr in dates(&text, published) {
            prop_assert_eq!(expr.when.days.is_some(), expr.when.basis.is_some(), "{}", &text);
            prop_assert_eq!(expr.when.days.is_none(), expr.when.precision == Precision::None);
            if let Some(days) = expr.when.days {
                prop_assert!(days.first <= days.last, "{}", &text);
                prop_assert_eq!(days.is_one(), expr.when.precision == Precision::Day, "{}", &text);
            }
            prop_assert!(!expr.value.is_empty());
        }
    }
}
