//! Tables: `events.csv`, `actors.csv`, `evidence.csv` in a folder, or the events alone.
//!
//! Values stand as they are, every cell quoted; code columns must be read as text (`054`).

use super::fields::{ACTOR, event_columns, event_row};
use super::{Counts, Data, Exporter, everybody, sorted};
use std::io::{self, BufRead, Write};

/// The events table, and the folder of all three.
pub(super) struct Csv;
struct Actors;
struct Evidence;

impl Exporter for Csv {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let rows = sorted(data).into_iter().map(event_row);
        Ok(Counts {
            events: table(event_columns(), rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            events: rows(input)?,
            ..Counts::default()
        })
    }
    fn tables(&self) -> &'static [(&'static str, &'static dyn Exporter)] {
        &[
            ("actors.csv", &Actors),
            ("events.csv", &Csv),
            ("evidence.csv", &Evidence),
        ]
    }
}

impl Exporter for Actors {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let head = std::iter::once("actor_id")
            .chain(ACTOR.iter().map(|f| f.name))
            .map(str::to_owned);
        let rows = everybody(data).into_iter().map(|actor| {
            let cells = ACTOR.iter().map(|f| (f.of)(&actor).to_string());
            std::iter::once(actor.id.to_string()).chain(cells).collect()
        });
        Ok(Counts {
            actors: table(head.collect(), rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            actors: rows(input)?,
            ..Counts::default()
        })
    }
}

impl Exporter for Evidence {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let names = [
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
                vec![
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
        let head = names.iter().map(|n| (*n).to_owned()).collect();
        Ok(Counts {
            evidence: table(head, rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            evidence: rows(input)?,
            ..Counts::default()
        })
    }
}

fn table(
    head: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut writer = ::csv::WriterBuilder::new()
        .quote_style(::csv::QuoteStyle::Always)
        .from_writer(out);
    writer.write_record(head)?;
    let mut count = 0;
    for row in rows {
        writer.write_record(row)?;
        count += 1;
    }
    writer.flush()?;
    Ok(count)
}

fn rows(input: &mut dyn BufRead) -> io::Result<usize> {
    let mut reader = ::csv::Reader::from_reader(input);
    let mut row = ::csv::ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut row)? {
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn cells_come_back_as_they_were() {
        for text in sample::HOSTILE.iter().filter(|t| !t.is_empty()) {
            let (events, actors) = sample::hostile(text);
            let mut out = Vec::new();
            Csv.write(
                &Data {
                    events: &events,
                    actors: &actors,
                },
                &mut out,
            )
            .unwrap();
            let mut reader = ::csv::Reader::from_reader(out.as_slice());
            let head = reader.headers().unwrap().clone();
            let row = reader.records().next().unwrap().unwrap();
            let cell = |name: &str| &row[head.iter().position(|h| h == name).unwrap()];
            assert_eq!(cell("sentence"), *text);
            assert_eq!(cell("target_name"), *text);
            assert_eq!(cell("date"), "2025-07-03");
        }
    }

    #[test]
    fn codes_keep_their_noughts() {
        let (events, actors) = sample::seeds();
        let mut out = Vec::new();
        Csv.write(
            &Data {
                events: &events,
                actors: &actors,
            },
            &mut out,
        )
        .unwrap();
        assert!(
            String::from_utf8(out)
                .unwrap()
                .contains("\"recognise\",\"054\",\"SUPPORT\"")
        );
    }
}
