//! The POLECAT event table: tab-separated with a header, 40 columns, one row per event.
//!
//! Compound actors are lists joined by `; `; what is not known is the word `None`, as POLECAT writes it.
//! The table goes by PLOVER types, so statements (CAMEO 01 and 02), which have none, are left out.

use super::order::sorted;
use super::tables::{count_tabbed, tabbed};
use super::{Counts, Data, Exporter};
use crate::model::{Actor, ActorId, Event, Office, Party};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// POLECAT.
pub(super) struct Polecat;

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

const NONE: &str = "None";

type Offices<'a> = BTreeMap<&'a ActorId, &'a [Office]>;

impl Exporter for Polecat {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let offices: Offices = data
            .actors
            .iter()
            .map(|a: &Actor| (&a.id, a.offices.as_slice()))
            .collect();
        tabbed(COLUMNS, out)?;
        let mut counts = Counts::default();
        for event in sorted(data) {
            if event.date.is_none() {
                counts.left_out.undated += 1;
            } else if event.plover.is_none() {
                counts.left_out.untyped += 1;
            } else {
                tabbed(cells(event, &offices), out)?;
                counts.events += 1;
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

fn cells(event: &Event, offices: &Offices) -> Vec<String> {
    let none = || NONE.to_owned();
    let or_none = |text: Option<String>| text.filter(|t| !t.is_empty()).unwrap_or_else(none);
    let mut cells = vec![
        event.id.to_string(),
        or_none(event.date.map(|d| d.to_string())),
        or_none(event.plover.map(|p| p.to_string())),
        or_none(event.plover_mode.as_ref().map(|m| m.to_string())),
        or_none(event.goldstein.map(|g| format!("{g:.1}"))),
        or_none(quad(event.quad.0).map(str::to_owned)),
        or_none(Some(event.contexts.join("; "))),
    ];
    // What both sides do has everybody as actor (PLOVER manual, "Actors")
    cells.extend(side(&event.source, offices));
    cells.extend(side(&event.target, offices));
    let place = event.place.as_ref();
    let name = or_none(place.map(|p| p.name.clone()));
    cells.push(name.clone());
    cells.extend([none(), none(), none()]);
    cells.push(or_none(
        place
            .and_then(|p| p.country.as_ref())
            .map(|c| c.to_string()),
    ));
    cells.extend([none(), none(), none(), name, none()]);
    let told = event.evidence.first();
    cells.push(or_none(
        told.map(|t| t.url.clone().unwrap_or_else(|| t.doc.to_string())),
    ));
    cells.push(or_none(event.reported.map(|d| d.to_string())));
    cells.extend([none(), none(), none(), none()]);
    cells.push(concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned());
    cells
}

/// The eight columns of a side.
fn side(parties: &[Party], offices: &Offices) -> [String; 8] {
    let of = |value: &dyn Fn(&Party) -> String| -> String {
        let values: Vec<String> = parties.iter().map(value).collect();
        match values.iter().all(|v| v.is_empty() || v == NONE) {
            true => NONE.to_owned(),
            false => values.join("; "),
        }
    };
    let or_none = |text: &str| if text.is_empty() { NONE } else { text }.to_owned();
    let title = |p: &Party| {
        let office = offices.get(&p.id).and_then(|all| all.last());
        office.map_or(NONE.to_owned(), |o| o.title.clone())
    };
    [
        of(&|p| p.name.to_string()),
        of(&|p| or_none(p.country.as_deref().unwrap_or_default())),
        NONE.to_owned(),
        of(&|p| or_none(p.sector.first().map_or("", |s| s.as_str()))),
        of(&|p| or_none(&p.sector.join(", "))),
        of(&title),
        of(&|p| p.mention.to_string()),
        NONE.to_owned(),
    ]
}

/// The class in POLECAT's words.
fn quad(class: u8) -> Option<&'static str> {
    match class {
        1 => Some("VERBAL COOPERATION"),
        2 => Some("MATERIAL COOPERATION"),
        3 => Some("VERBAL CONFLICT"),
        4 => Some("MATERIAL CONFLICT"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn an_event_is_a_row_with_its_actors_in_one_cell() {
        let (mut events, actors) = sample::seeds();
        let second = events[3].source[0].clone();
        let third = events[8].source[0].clone();
        events[9].source.extend([second, third]);
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        let counts = Polecat.write(&data, &mut out).unwrap();
        assert_eq!(counts.left_out.untyped, 1, "the appeal");
        assert_eq!(counts.events, events.len() - 1);
        let text = String::from_utf8(out).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').collect()).collect();
        let row = rows.iter().find(|r| r[7].starts_with("Russia; ")).unwrap();
        assert_eq!(row[2..6], ["SUPPORT", "None", "6.0", "VERBAL COOPERATION"]);
        assert_eq!(row[8], "RUS; AFG; RUS");
        assert_eq!(row[12], "None; None; deputy foreign minister");
        assert_eq!(row[15], "Islamic Emirate of Afghanistan");
    }
}
