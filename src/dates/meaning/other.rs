//! Durations, sets, times of day.

use super::relative::rolling;
use super::{Context, Meaning, Read, Rests};
use crate::dates::calendar::{self, Unit};
use crate::dates::pattern::Value;
use crate::model::{Days, Precision};

pub(super) fn duration(read: &Read, context: &Context) -> Option<Meaning> {
    let unit = read.unit()?;
    let mut count = match read.value("n") {
        None => "X".to_owned(),
        Some(Value::Int(n)) => n.to_string(),
        Some(Value::Sign(sign)) => sign.to_string(),
    };
    let half = read.value("half").is_some();
    // Hours and minutes have a smaller unit for the half, days and years have not.
    let rest = match unit {
        Unit::Hour if half => "30M",
        Unit::Minute if half => "30S",
        _ => "",
    };
    if half && rest.is_empty() {
        count.push_str(".5");
    }
    let value = unit.duration(&count) + rest;
    // "the past three weeks": the days up to now.
    let days = match (read.int("sign"), read.int("n"), context.published) {
        (Some(sign), Some(n), Some(now)) => rolling(unit, n.checked_mul(sign)?, now),
        _ => None,
    };
    Some(match days {
        Some(_) => Meaning::of(value, days, Precision::Range).relative(Rests::Document),
        None => Meaning::of(value, None, Precision::None),
    })
}

pub(super) fn set(read: &Read) -> Option<Meaning> {
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

pub(super) fn clock(read: &Read, context: &Context) -> Option<Meaning> {
    let joined = read.int("hhmm").map(|both| (both / 100, both % 100));
    let hour = joined.map_or_else(|| read.int("hour"), |(hour, _)| Some(hour));
    let hour = hour.filter(|h| (0..=24).contains(h))?;
    let hour = match (read.sign("half"), hour) {
        (Some("PM"), 1..=11) => hour + 12,
        (Some("AM"), 12) => 0,
        (Some(_), 13..) => return None,
        _ => hour,
    };
    let minute = joined.map_or_else(|| read.int("minute"), |(_, minute)| Some(minute));
    let time = match minute {
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

pub(super) fn part(read: &Read, context: &Context) -> Option<Meaning> {
    let part = read.sign("part")?;
    let base = match (read.sign("from"), context.said_day) {
        (Some("said"), Some(day)) => (Some(day), Rests::SaidDay),
        _ => (context.published, Rests::Document),
    };
    let (base, rests) = base;
    let base = base.and_then(|b| Unit::Day.shift(b, read.int("n").unwrap_or(0)));
    let front = base.map_or("XXXX-XX-XX".to_owned(), |day| day.to_string());
    let value = format!("{front}T{part}");
    Some(Meaning::of(value, base.map(Days::one), Precision::Day).relative(rests))
}
