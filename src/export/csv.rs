//! Tables: `events.csv`, `actors.csv`, `evidence.csv` in a folder, or the events alone.
//!
//! Values stand as they are, every cell quoted; code columns must be read as text (`054`).

use super::fields::{ACTOR, event_columns, event_row};
use super::order::{everybody, sorted};
use super::{Counts, Data, Exporter, tables};
use std::io::{self, BufRead, Write};

/// The events table, and the folder of all three.
pub(super) struct Csv;
struct Actors;
struct Evidence;

impl Exporter for Csv {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let head = event_columns(data.edtf);
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let rows = sorted(data).into_iter().map(|e| event_row(e, data.edtf));
        Ok(Counts {
            events: tables::quoted(&head, rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            events: tables::count_quoted(input)?,
            ..Counts::default()
        })
    }
    fn files<'d>(&self, _data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        vec![
            ("actors.csv".to_owned(), Box::new(Actors)),
            ("events.csv".to_owned(), Box::new(Csv)),
            ("evidence.csv".to_owned(), Box::new(Evidence)),
        ]
    }
}

impl Exporter for Actors {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let head: Vec<&str> = ["actor_id"]
            .into_iter()
            .chain(ACTOR.iter().map(|f| f.name))
            .collect();
        let all = everybody(data);
        let rows = all.iter().map(|actor| {
            let cells = ACTOR.iter().map(|f| (f.of)(actor).to_string());
            std::iter::once(actor.id.to_string()).chain(cells)
        });
        Ok(Counts {
            actors: tables::quoted(&head, rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            actors: tables::count_quoted(input)?,
            ..Counts::default()
        })
    }
}

impl Exporter for Evidence {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let head = [
            "event_id",
            "doc",
            "published",
            "url",
            "start",
            "end",
            "trigger_start",
            "trigger_end",
            "rule",
            "sentence",
        ];
        let rows = sorted(data).into_iter().flat_map(|event| {
            event.evidence.iter().map(move |told| {
                [
                    event.id.to_string(),
                    told.doc.to_string(),
                    told.published.map(|d| d.to_string()).unwrap_or_default(),
                    told.url.clone().unwrap_or_default(),
                    told.start.to_string(),
                    told.end.to_string(),
                    told.trigger.0.to_string(),
                    told.trigger.1.to_string(),
                    told.rule.clone(),
                    told.sentence.clone(),
                ]
            })
        });
        Ok(Counts {
            evidence: tables::quoted(&head, rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            evidence: tables::count_quoted(input)?,
            ..Counts::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn cells_come_back_as_they_were() {
        for text in sample::HOSTILE.iter().filter(|t| !t.is_empty()) {
            let (events, actors) = sample::hostile(text);
            let data = Data {
                events: &events,
                actors: &actors,
                ..Data::default()
            };
            let mut out = Vec::new();
            Csv.write(&data, &mut out).unwrap();
            let mut reader = ::csv::Reader::from_reader(out.as_slice());
            let head = reader.headers().unwrap().clone();
            let row = reader.records().next().unwrap().unwrap();
            let cell = |name: &str| &row[head.iter().position(|h| h == name).unwrap()];
            assert_eq!(cell("sentence"), *text);
            let list_item = text.replace('\\', "\\\\").replace(';', "\\;");
            assert_eq!(cell("target_name"), list_item);
            assert_eq!(cell("date"), "2025-07-03");
        }
    }

    #[test]
    fn codes_keep_their_noughts() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        Csv.write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("\"recognise\",\"054\",\"SUPPORT\""));
    }
}
