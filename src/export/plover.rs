//! PLOVER records, one a line: the layout of the gold standard records of the PLOVER repository.
//!
//! Compound actors stay one event. What CAMEO codes 01 and 02 tell has no PLOVER type; such records carry
//! `"event": null` and their CAMEO code, so that nothing is dropped and nothing passes for a type it is not.

use super::order::sorted;
use super::{Counts, Data, Exporter};
use crate::model::{Event, Party};
use serde_json::{Value as Json, json};
use std::io::{self, BufRead, Write};

/// PLOVER.
pub(super) struct PloverRecords;

impl Exporter for PloverRecords {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let events = sorted(data);
        for event in &events {
            serde_json::to_writer(&mut *out, &record(event, data.edtf))?;
            out.write_all(b"\n")?;
        }
        Ok(Counts {
            events: events.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        super::jsonl::Jsonl.count(input)
    }
}

fn record(event: &Event, edtf: bool) -> Json {
    let told = event.evidence.first();
    let side = |parties: &[Party]| parties.iter().map(actor).collect::<Json>();
    let mut record = json!({
        "id": event.id,
        "date": event.date,
        "dateEnd": event.date_end,
        "datePrecision": event.date_precision,
        "source": side(&event.source),
        "target": side(&event.target),
        "reciprocal": event.reciprocal,
        "event": event.plover,
        "mode": event.plover_mode,
        "context": event.contexts,
        "eventText": event.kind,
        "cameo": event.cameo,
        "quad": event.quad,
        "status": event.status,
        "negated": event.negated,
        "confidence": super::fields::Value::Real(event.confidence).json(),
        "text": told.map(|t| &t.sentence),
        "textInfo": event.evidence.iter().map(|t| json!({
            "doc": t.doc,
            "published": t.published,
            "url": t.url,
            "text": t.sentence,
            "start": t.start,
            "end": t.end,
            "trigger": t.trigger,
        })).collect::<Json>(),
    });
    if edtf {
        record["edtf"] = json!(event.days().map(|days| days.edtf()));
    }
    record
}

fn actor(party: &Party) -> Json {
    json!({
        "actorText": party.mention,
        "name": party.name,
        "id": party.id,
        "code": party.country,
        "sector": party.sector.first(),
        "sectors": party.sector,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn an_event_is_one_record_whatever_its_parties() {
        let (mut events, _) = sample::seeds();
        let second = events[0].source[0].clone();
        events[9].source.push(second);
        let data = Data {
            events: &events,
            actors: &[],
            ..Data::default()
        };
        let mut out = Vec::new();
        let counts = PloverRecords.write(&data, &mut out).unwrap();
        assert_eq!(counts.events, events.len());
        let lines = String::from_utf8(out).unwrap();
        let records: Vec<Json> = lines
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        let recognise = records
            .iter()
            .find(|r| r["eventText"] == "recognise")
            .unwrap();
        assert_eq!(recognise["event"], "SUPPORT");
        assert_eq!(recognise["source"].as_array().unwrap().len(), 2);
        assert_eq!(recognise["source"][0]["code"], "RUS");
        let urge = records.iter().find(|r| r["cameo"] == "020").unwrap();
        assert_eq!(urge["event"], Json::Null);
    }
}
