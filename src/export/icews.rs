//! The ICEWS event table: tab-separated with a header, 20 columns, a row per pair.
//!
//! Countries go by name where the graph has the state, else by code; sectors are PLOVER's. What ICEWS says
//! of a story and we do not know (publisher, sentence number, coordinates) stays empty.

use super::order::{Row, everybody, rows};
use super::tables::{count_tabbed, tabbed};
use super::{Counts, Data, Exporter};
use crate::model::{EventId, Party};
use crate::ontology;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// ICEWS.
pub(super) struct Icews;

const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

impl Exporter for Icews {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let states: BTreeMap<String, String> = everybody(data)
            .into_iter()
            .filter(|a| a.kind == crate::model::ActorKind::State)
            .map(|a| (a.id.to_string(), a.name.to_string()))
            .collect();
        tabbed(COLUMNS, out)?;
        let mut counts = Counts::default();
        let mut last_left_out: Option<&EventId> = None;
        for row in rows(data) {
            let left_out = match (row.event.date, row.source, row.target) {
                (None, ..) => &mut counts.left_out.undated,
                (_, Some(_), Some(_)) => {
                    tabbed(cells(&row, &states), out)?;
                    counts.events += 1;
                    continue;
                }
                _ => &mut counts.left_out.alone,
            };
            // an event of several rows is left out once
            if last_left_out != Some(&row.event.id) {
                *left_out += 1;
                last_left_out = Some(&row.event.id);
            }
        }
        Ok(counts)
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            events: count_tabbed(input, COLUMNS.len(), 1)?,
            ..Counts::default()
        })
    }
}

fn cells(row: &Row, states: &BTreeMap<String, String>) -> Vec<String> {
    let event = row.event;
    let code = ontology::code(event.cameo.as_str());
    let country = |code: Option<&str>| match code {
        Some(code) => states.get(code).cloned().unwrap_or_else(|| code.to_owned()),
        None => String::new(),
    };
    let side = |party: Option<&Party>| match party {
        Some(party) => [
            party.name.to_string(),
            party.sector.join(","),
            country(party.country.as_deref()),
        ],
        None => Default::default(),
    };
    let mut cells = vec![
        event.id.to_string(),
        event.date.map(|d| d.to_string()).unwrap_or_default(),
    ];
    cells.extend(side(row.source));
    cells.extend([
        code.map_or(event.kind.to_string(), |c| c.words()),
        event.cameo.to_string(),
        event
            .goldstein
            .map(|g| format!("{g:.1}"))
            .unwrap_or_default(),
    ]);
    cells.extend(side(row.target));
    let doc = event.evidence.first().map(|t| t.doc.to_string());
    cells.extend([doc.unwrap_or_default(), String::new(), String::new()]);
    let place = event.place.as_ref();
    cells.extend([
        place.map(|p| p.name.clone()).unwrap_or_default(),
        String::new(),
        String::new(),
        country(place.and_then(|p| p.country.as_deref())),
        String::new(),
        String::new(),
    ]);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn countries_go_by_name() {
        let (mut events, actors) = sample::seeds();
        events[0].target.clear();
        let extra = events[1].source[0].clone();
        events[0].source.push(extra);
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        let counts = Icews.write(&data, &mut out).unwrap();
        assert_eq!(
            (counts.events, counts.left_out.alone),
            (events.len() - 1, 1)
        );
        let text = String::from_utf8(out).unwrap();
        let row = text.lines().find(|l| l.contains("\t054\t")).unwrap();
        let cells: Vec<&str> = row.split('\t').collect();
        assert_eq!(
            cells[1..11],
            [
                "2025-07-03",
                "Russia",
                "GOV",
                "Russia",
                "Grant diplomatic recognition",
                "054",
                "6.0",
                "Islamic Emirate of Afghanistan",
                "GOV",
                "Afghanistan"
            ]
        );
    }
}
