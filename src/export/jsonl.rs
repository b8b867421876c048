//! Event records, one JSON object a line: the contract's own form, and the one to build scripts on.

use super::order::sorted;
use super::{Counts, Data, Exporter};
use std::io::{self, BufRead, Write};

/// Event records.
pub(super) struct Jsonl;

impl Exporter for Jsonl {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let events = sorted(data);
        for event in &events {
            serde_json::to_writer(&mut *out, &data.record(event))?;
            out.write_all(b"\n")?;
        }
        Ok(Counts {
            events: events.len(),
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let mut events = 0;
        for line in input.lines() {
            serde_json::from_str::<serde::de::IgnoredAny>(&line?)?;
            events += 1;
        }
        Ok(Counts {
            events,
            ..Counts::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use crate::model::Event;

    #[test]
    fn records_come_back_as_they_were() {
        for (events, actors) in [sample::seeds(), sample::hostile(sample::HOSTILE[3])] {
            let data = Data {
                events: &events,
                actors: &actors,
                ..Data::default()
            };
            let mut out = Vec::new();
            Jsonl.write(&data, &mut out).unwrap();
            let back: Vec<Event> = String::from_utf8(out)
                .unwrap()
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            assert_eq!(back.iter().collect::<Vec<_>>(), sorted(&data));
        }
    }
}
