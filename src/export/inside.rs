//! The event record as JSON inside an XML element, written in one go.
//!
//! What `serde_json` would write, escaped as XML asks: a large graph spends half its time on these records, so
//! the names of the fields are copied whole and words are looked through once. A test holds it against `serde_json`.

use super::fields::Value;
use super::scan::plain;
use super::xml::noncharacter;
use crate::model::{Date, Event, Evidence, Party, Place, Speaker};

/// The record of an event.
pub(super) fn event(e: &Event, out: &mut Vec<u8>) {
    put("{\"id\":", out);
    string(e.id.as_str(), out);
    put(",\"date\":", out);
    day(e.date, out);
    put(",\"date_end\":", out);
    day(e.date_end, out);
    put(",\"date_precision\":", out);
    string(e.date_precision.as_str(), out);
    put(",\"date_basis\":", out);
    maybe(e.date_basis.map(|b| b.as_str()), out);
    put(",\"reported\":", out);
    day(e.reported, out);
    put(",\"kind\":", out);
    string(&e.kind, out);
    put(",\"cameo\":", out);
    string(e.cameo.as_str(), out);
    put(",\"plover\":", out);
    maybe(e.plover.map(|p| p.as_str()), out);
    put(",\"plover_mode\":", out);
    maybe(e.plover_mode.as_deref(), out);
    put(",\"contexts\":", out);
    list(&e.contexts, out, |words, out| string(words, out));
    put(",\"quad\":", out);
    int(usize::from(e.quad.0), out);
    put(",\"goldstein\":", out);
    match e.goldstein {
        Some(number) => real(number, out),
        None => put("null", out),
    }
    put(",\"source\":", out);
    list(&e.source, out, party);
    put(",\"target\":", out);
    list(&e.target, out, party);
    put(",\"reciprocal\":", out);
    Value::Bool(e.reciprocal).push_plain(out);
    put(",\"status\":", out);
    string(e.status.as_str(), out);
    put(",\"negated\":", out);
    Value::Bool(e.negated).push_plain(out);
    put(",\"speaker\":", out);
    match &e.speaker {
        Some(told) => speaker(told, out),
        None => put("null", out),
    }
    put(",\"about\":", out);
    maybe(e.about.as_ref().map(|id| id.as_str()), out);
    put(",\"place\":", out);
    match &e.place {
        Some(named) => place(named, out),
        None => put("null", out),
    }
    put(",\"confidence\":", out);
    real(e.confidence, out);
    put(",\"sources\":", out);
    int(e.sources, out);
    put(",\"evidence\":", out);
    list(&e.evidence, out, evidence);
    put("}", out);
}

pub(super) fn party(p: &Party, out: &mut Vec<u8>) {
    put("{\"id\":", out);
    string(p.id.as_str(), out);
    put(",\"name\":", out);
    string(&p.name, out);
    put(",\"type\":", out);
    string(p.kind.as_str(), out);
    put(",\"country\":", out);
    maybe(p.country.as_deref(), out);
    put(",\"sector\":", out);
    list(&p.sector, out, |words, out| string(words, out));
    put(",\"mention\":", out);
    string(&p.mention, out);
    put("}", out);
}

pub(super) fn speaker(told: &Speaker, out: &mut Vec<u8>) {
    put("{\"id\":", out);
    string(told.id.as_str(), out);
    put(",\"name\":", out);
    string(&told.name, out);
    put(",\"verb\":", out);
    string(&told.verb, out);
    put("}", out);
}

pub(super) fn place(named: &Place, out: &mut Vec<u8>) {
    put("{\"name\":", out);
    string(&named.name, out);
    put(",\"country\":", out);
    maybe(named.country.as_deref(), out);
    put("}", out);
}

pub(super) fn evidence(told: &Evidence, out: &mut Vec<u8>) {
    put("{\"doc\":", out);
    string(told.doc.as_str(), out);
    put(",\"published\":", out);
    day(told.published, out);
    put(",\"url\":", out);
    maybe(told.url.as_deref(), out);
    put(",\"sentence\":", out);
    string(&told.sentence, out);
    put(",\"start\":", out);
    int(told.start, out);
    put(",\"end\":", out);
    int(told.end, out);
    put(",\"trigger\":[", out);
    int(told.trigger.0, out);
    put(",", out);
    int(told.trigger.1, out);
    put("],\"rule\":", out);
    string(&told.rule, out);
    for (name, steps) in [(",\"dated\":", &told.dated), (",\"named\":", &told.named)] {
        if !steps.is_empty() {
            put(name, out);
            list(steps, out, |words, out| string(words, out));
        }
    }
    put("}", out);
}

pub(super) fn put(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(text.as_bytes());
}

pub(super) fn maybe(words: Option<&str>, out: &mut Vec<u8>) {
    match words {
        Some(words) => string(words, out),
        None => put("null", out),
    }
}

pub(super) fn day(day: Option<Date>, out: &mut Vec<u8>) {
    match day {
        Some(day) => {
            out.push(b'"');
            Value::Day(day).push_plain(out);
            out.push(b'"');
        }
        None => put("null", out),
    }
}

fn real(number: f32, out: &mut Vec<u8>) {
    match number.is_finite() {
        true => Value::Real(number).push_plain(out),
        false => put("null", out),
    }
}

pub(super) fn int(mut number: usize, out: &mut Vec<u8>) {
    // 2^64 has twenty digits
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

pub(super) fn list<T>(items: &[T], out: &mut Vec<u8>, write: impl Fn(&T, &mut Vec<u8>)) {
    out.push(b'[');
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        write(item, out);
    }
    out.push(b']');
}

/// A JSON string: what JSON must escape, then what XML must, then what XML forbids and JSON can escape.
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    let mut bytes = text.as_bytes();
    let special = |b: u8| {
        let json = (b < 0x20) | (b == b'"') | (b == b'\\');
        json | (b == b'&') | (b == b'<') | (b == b'>') | (b == 0xEF)
    };
    out.push(b'"');
    loop {
        let (before, rest) = bytes.split_at(plain(bytes, special));
        out.extend_from_slice(before);
        let Some(byte) = rest.first() else {
            break;
        };
        let mut taken = 1;
        match byte {
            b'"' => put("\\\"", out),
            b'\\' => put("\\\\", out),
            b'&' => put("&amp;", out),
            b'<' => put("&lt;", out),
            b'>' => put("&gt;", out),
            0xEF => match noncharacter(rest) {
                Some(escaped) => {
                    out.extend_from_slice(escaped);
                    taken = 3;
                }
                None => out.push(0xEF),
            },
            control => {
                let hex = |n: u8| b"0123456789abcdef"[usize::from(n & 15)];
                put("\\u00", out);
                out.extend([hex(control >> 4), hex(*control)]);
            }
        }
        bytes = &rest[taken..];
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use crate::model::Basis;

    #[test]
    fn records_are_those_of_the_serialiser() {
        let (mut events, _) = sample::seeds();
        events[0].place = Some(Place {
            name: "Kabul".to_owned(),
            country: Some("AFG".into()),
        });
        events[1].speaker = Some(Speaker {
            id: "RUS".into(),
            name: "Russia".into(),
            verb: "said".into(),
        });
        events[2].about = Some(events[1].id.clone());
        events[3].evidence[0].dated = vec!["'then'".to_owned(), "document".to_owned()];
        events[3].evidence[0].named = vec!["Moscow = RUS".to_owned()];
        events[4].goldstein = None;
        events[5].confidence = 0.123_456_7;
        events[6].evidence.clear();
        events[7].plover_mode = Some("assist".into());
        events[8].date = None;
        events[9].date_basis = Some(Basis::Published);
        events[9].sources = usize::MAX;
        for words in sample::HOSTILE
            .iter()
            .chain(&["\u{FFFE}\u{FFFF}\u{FEFF}\u{7f}"])
        {
            events.extend(sample::hostile(words).0);
        }
        for event in &events {
            let mut out = Vec::new();
            super::event(event, &mut out);
            let text = String::from_utf8(out).unwrap();
            assert!(!text.contains(|c: char| c < ' '), "{text}");
            let json = quick_xml::escape::unescape(&text).unwrap();
            let back: Event = serde_json::from_str(&json).unwrap();
            assert_eq!(back, *event);
            let fields = |json: serde_json::Value| -> Vec<String> {
                json.as_object().unwrap().keys().cloned().collect()
            };
            assert_eq!(
                fields(serde_json::from_str(&json).unwrap()),
                fields(serde_json::to_value(event).unwrap())
            );
        }
    }
}
