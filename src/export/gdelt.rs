//! GDELT Event Database 2.0: the events table of 61 columns and the mentions table of 16, without headers.
//!
//! One row per pair, as GDELT knows one actor a side. Codes stay text (`054`); the quad class is GDELT's, from
//! the code's root. Countries of actors are ISO 3166 letters. What GDELT measures and we do not (tone, place
//! codes, whether a story leads with it) stays empty. Its dates are whole days, so an event without one has no row.

use super::order::{Row, rows};
use super::tables::{count_tabbed, tabbed};
use super::{Counts, Data, Exporter, LeftOut};
use crate::graph::Fnv;
use crate::model::{Date, Evidence, Party, STATELESS};
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

/// Events, and the folder of both tables.
pub(super) struct Gdelt;
struct Mentions;

impl Exporter for Gdelt {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let mut events = 0;
        let (rows, left_out) = dated(data);
        for (day, row) in &rows {
            tabbed(event(*day, row), out)?;
            events += 1;
        }
        Ok(Counts {
            events,
            left_out,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            events: count_tabbed(input, 61, 0)?,
            ..Counts::default()
        })
    }
    fn files<'d>(&self, _data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        vec![
            ("chancery.export.CSV".to_owned(), Box::new(Gdelt)),
            ("chancery.mentions.CSV".to_owned(), Box::new(Mentions)),
        ]
    }
}

impl Exporter for Mentions {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let mut evidence = 0;
        let (rows, left_out) = dated(data);
        for (day, row) in &rows {
            for told in &row.event.evidence {
                tabbed(mention(*day, row, told), out)?;
                evidence += 1;
            }
        }
        Ok(Counts {
            evidence,
            left_out,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            evidence: count_tabbed(input, 16, 0)?,
            ..Counts::default()
        })
    }
}

/// The rows that have a day, and the events that have none.
fn dated<'a>(data: &Data<'a>) -> (Vec<(Date, Row<'a>)>, LeftOut) {
    let undated = data.events.iter().filter(|e| e.date.is_none()).count();
    let rows = rows(data);
    let dated = rows.into_iter().filter_map(|r| Some((r.event.date?, r)));
    let left_out = LeftOut {
        undated,
        ..LeftOut::default()
    };
    (dated.collect(), left_out)
}

fn event(day: Date, row: &Row) -> Vec<String> {
    let event = row.event;
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    let mut cells = vec![
        number(&row.id),
        compact(day),
        format!("{year:04}{month:02}"),
        format!("{year:04}"),
        // GDELT's own way of counting: months of thirty days (Event Codebook 2.0, "FractionDate")
        format!(
            "{:.4}",
            f64::from(year) + (f64::from(month) * 30.0 + f64::from(of_month)) / 365.0
        ),
    ];
    cells.extend(actor(row.source));
    cells.extend(actor(row.target));
    let root = event.cameo.root();
    let docs: BTreeSet<&str> = event.evidence.iter().map(|t| t.doc.as_str()).collect();
    cells.extend([
        String::new(),
        event.cameo.to_string(),
        event
            .cameo
            .as_str()
            .get(..3)
            .unwrap_or(event.cameo.as_str())
            .to_owned(),
        root.to_owned(),
        quad(root).to_owned(),
        event.goldstein.map(|g| g.to_string()).unwrap_or_default(),
        event.evidence.len().to_string(),
        event.sources.to_string(),
        docs.len().to_string(),
        String::new(),
    ]);
    cells.extend(std::iter::repeat_n(String::new(), 16));
    let place = event.place.as_ref().map(|p| p.name.clone());
    cells.extend([String::new(), place.unwrap_or_default()]);
    cells.extend(std::iter::repeat_n(String::new(), 6));
    cells.push(stamp(event.reported.unwrap_or(day)));
    cells.push(event.evidence.first().map(address).unwrap_or_default());
    cells
}

/// The ten columns of an actor.
fn actor(party: Option<&Party>) -> [String; 10] {
    let mut cells: [String; 10] = Default::default();
    let Some(party) = party else {
        return cells;
    };
    let state = party.state().map(|s| s.as_str()).unwrap_or_default();
    let stateless = party.country.as_deref().filter(|c| STATELESS.contains(c));
    let mut types: Vec<&str> = party.sector.iter().map(|s| s.as_str()).collect();
    if let Some(code) = stateless.filter(|c| *c != "UNO") {
        types.insert(0, code);
    }
    let known = stateless.filter(|c| *c == "UNO").unwrap_or_default();
    let chief = types.first().copied().unwrap_or_default();
    cells[0] = format!("{state}{known}{chief}");
    cells[1] = party.name.to_string();
    cells[2] = state.to_owned();
    cells[3] = known.to_owned();
    for (cell, code) in cells[7..].iter_mut().zip(types) {
        *cell = code.to_owned();
    }
    cells
}

/// GDELT's quad class of a CAMEO root; empty for a root CAMEO does not have.
fn quad(root: &str) -> &'static str {
    match root.parse() {
        Ok(1..=5) => "1",
        Ok(6..=8) => "2",
        Ok(9..=13) => "3",
        Ok(14..=20) => "4",
        _ => "",
    }
}

fn mention(day: Date, row: &Row, told: &Evidence) -> Vec<String> {
    let web = told.url.is_some();
    let published = told.published.map(stamp).unwrap_or_default();
    let confidence = (row.event.confidence * 100.0).round();
    vec![
        number(&row.id),
        stamp(day),
        published,
        // 1 is the web, 2 a citation only
        if web { "1" } else { "2" }.to_owned(),
        told.doc.to_string(),
        address(told),
        String::new(),
        "-1".to_owned(),
        "-1".to_owned(),
        told.trigger.0.to_string(),
        "1".to_owned(),
        confidence.to_string(),
        String::new(),
        String::new(),
        String::new(),
        told.sentence.clone(),
    ]
}

fn address(told: &Evidence) -> String {
    told.url.clone().unwrap_or_else(|| told.doc.to_string())
}

/// A number made from the id, positive in 64 bits with a sign, as most readers keep it.
fn number(id: &str) -> String {
    let mut hash = Fnv::default();
    hash.write(id.as_bytes());
    let whole = u64::from_str_radix(&hash.hex(), 16).unwrap_or_default();
    (whole >> 1).to_string()
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn stamp(day: Date) -> String {
    format!("{}000000", compact(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn columns_stand_where_the_codebook_has_them() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let mut out = Vec::new();
        Gdelt.write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').collect()).collect();
        let row = rows.iter().find(|r| r[26] == "054").unwrap();
        assert_eq!(row.len(), 61);
        assert_eq!(&row[1..5], ["20250703", "202507", "2025", "2025.5836"]);
        assert_eq!(
            (row[5], row[6], row[7], row[12]),
            ("RUSGOV", "Russia", "RUS", "GOV")
        );
        assert_eq!((row[15], row[17]), ("AFGGOV", "AFG"));
        assert_eq!(&row[26..31], ["054", "054", "05", "1", "6"]);
        assert_eq!((row[59], row[60]), ("20250704000000", "recognition"));
        let finer = rows.iter().find(|r| r[26] == "0812").unwrap();
        assert_eq!(&finer[27..30], ["081", "08", "2"]);
        assert!(row[0].parse::<i64>().is_ok_and(|n| n > 0));
    }

    #[test]
    fn organisations_have_types_and_no_country() {
        let mut party = sample::party("IGO.UN", "United Nations", crate::model::ActorKind::Igo);
        party.country = Some("UNO".into());
        assert_eq!(
            actor(Some(&party))[..4],
            ["UNOGOV", "United Nations", "", "UNO"]
        );
        party.country = Some("NGO".into());
        let cells = actor(Some(&party));
        assert_eq!(
            (&cells[0][..], &cells[7][..], &cells[8][..]),
            ("NGO", "NGO", "GOV")
        );
    }
}
