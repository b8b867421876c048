//! TimelineJS: one slide per event, grouped by the state or party that acts.
//!
//! TimelineJS takes its texts for HTML, so `<`, `>`, `&` and quotes are escaped. A range keeps both ends and says how finely
//! the date is known; what has no date has no place on a timeline and is left out.

use super::order::sorted;
use super::{Counts, Data, Exporter};
use crate::draw;
use crate::model::{Date, Event, Party, Precision};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// TimelineJS.
pub(super) struct TimelineJs;

impl Exporter for TimelineJs {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let states: BTreeMap<String, &str> = data
            .actors
            .iter()
            .map(|a| (a.id.to_string(), a.name.as_str()))
            .collect();
        let mut counts = Counts::default();
        let dated: Vec<(Date, &Event)> = sorted(data)
            .into_iter()
            .filter_map(|e| Some((e.date?, e)))
            .collect();
        counts.left_out.undated = data.events.len() - dated.len();
        out.write_all(b"{")?;
        if let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) {
            let title = json!({ "text": { "headline": draw::interval(*first, *last) } });
            out.write_all(b"\"title\":")?;
            serde_json::to_writer(&mut *out, &title)?;
            out.write_all(b",")?;
        }
        out.write_all(b"\n\"events\":[")?;
        counts.events = dated.len();
        super::json::list(dated.iter().map(|(day, e)| slide(*day, e, &states)), out)?;
        out.write_all(b"]}\n")?;
        Ok(counts)
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        #[derive(Deserialize)]
        struct File {
            events: Vec<IgnoredAny>,
        }
        let file: File = serde_json::from_reader(input)?;
        Ok(Counts {
            events: file.events.len(),
            ..Counts::default()
        })
    }
}

fn slide(day: Date, event: &Event, states: &BTreeMap<String, &str>) -> Json {
    let names = |side: &[Party]| -> String {
        let names: Vec<&str> = side.iter().map(|p| p.name.as_str()).collect();
        names.join(", ")
    };
    let arrow = if event.reciprocal { "↔" } else { "→" };
    let mut headline = format!("{}: {}", names(&event.source), event.kind);
    if !event.target.is_empty() {
        headline.push_str(&format!(" {arrow} {}", names(&event.target)));
    }
    let mut text = String::new();
    for told in &event.evidence {
        let of = told.url.as_deref().unwrap_or(told.doc.as_str());
        text.push_str(&format!(
            "<p>{} <small>{}</small></p>",
            html(&told.sentence),
            html(of)
        ));
    }
    let mut slide = Map::new();
    slide.insert("unique_id".to_owned(), json!(event.id));
    if let Some(group) = event.parties().next() {
        let state = group.country.as_deref().and_then(|c| states.get(c));
        let group = state.copied().unwrap_or(group.name.as_str());
        slide.insert("group".to_owned(), json!(html(group)));
    }
    slide.insert("start_date".to_owned(), date(day));
    let last = event.date_end.unwrap_or(day);
    if last != day {
        slide.insert("end_date".to_owned(), date(last));
    }
    if event.date_precision != Precision::Day {
        slide.insert("display_date".to_owned(), json!(draw::interval(day, last)));
    }
    let words = json!({ "headline": html(&headline), "text": text });
    slide.insert("text".to_owned(), words);
    // beside what TimelineJS shows, for whoever reads the file
    for (name, value) in [
        ("date", json!(day)),
        ("date_end", json!(event.date_end)),
        ("kind", json!(event.kind)),
        ("cameo", json!(event.cameo)),
        ("status", json!(event.status)),
    ] {
        slide.insert(name.to_owned(), value);
    }
    Json::Object(slide)
}

fn date(day: Date) -> Json {
    json!({ "year": day.year(), "month": day.month(), "day": day.day() })
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    fn written(events: &[Event]) -> Json {
        let (_, actors) = sample::seeds();
        let data = Data {
            events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        TimelineJs.write(&data, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_range_keeps_both_ends() {
        let (events, _) = sample::seeds();
        let file = written(&events);
        let slides = file["events"].as_array().unwrap();
        assert_eq!(slides.len(), events.len());
        let range = slides
            .iter()
            .find(|s| s["kind"] == "drop terrorist status")
            .unwrap();
        assert_eq!(
            range["start_date"],
            json!({"year": 2025, "month": 4, "day": 17})
        );
        assert_eq!(
            range["end_date"],
            json!({"year": 2025, "month": 7, "day": 4})
        );
        assert_eq!(range["group"], "Russia");
        assert!(range["display_date"].is_string());
    }

    #[test]
    fn words_of_articles_are_no_markup() {
        for words in sample::HOSTILE {
            let (events, _) = sample::hostile(words);
            let slide = &written(&events)["events"][0];
            let text = slide["text"]["text"].as_str().unwrap();
            let bare = text.replace("<p>", "").replace("</p>", "");
            let bare = bare.replace("<small>", "").replace("</small>", "");
            assert!(!bare.contains('<'), "{bare}");
            assert!(!slide["text"]["headline"].as_str().unwrap().contains('<'));
        }
    }
}
