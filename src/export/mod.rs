//! Events and actors as files for other programs: one file per format, all behind [`Exporter`].
//!
//! A new format is one file with one type and one line in [`Format`]. What is written is read back
//! and counted, so that nothing is dropped in silence.
//!
//! ```
//! use chancery::export::{self, Data, Format};
//!
//! let mut out = Vec::new();
//! let written = export::write(Format::from_name("graphml")?, &Data::default(), &mut out)?;
//! assert_eq!(written.edges, 0);
//! # Ok::<(), chancery::Error>(())
//! ```

mod csv;
mod dot;
pub mod fields;
mod graphml;
mod json;
mod jsonl;

use crate::draw;
use crate::error::{Error, Result};
use crate::model::{Actor, Event, Party};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// What is exported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Data<'a> {
    /// The events; written in (date, id) order.
    pub events: &'a [Event],
    /// The actors; whoever is a party but not among them is added from the events.
    pub actors: &'a [Actor],
}

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Actors.
    pub actors: usize,
    /// Events as records of their own.
    pub events: usize,
    /// Lines between two actors; an event of two sources and two targets has four.
    pub edges: usize,
    /// Pieces of evidence as rows of their own.
    pub evidence: usize,
}

/// A format: how it is written, and how what was written is counted.
pub trait Exporter {
    /// Writes everything, and says how much that was.
    ///
    /// # Errors
    ///
    /// Passes on what the writer says.
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts>;

    /// Counts what stands in a file of this format that we wrote.
    ///
    /// # Errors
    ///
    /// Passes on what the reader says, and complains of what is not this format.
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts>;

    /// The files of a folder, by name, for formats that are several tables; empty for the others.
    fn tables(&self) -> &'static [(&'static str, &'static dyn Exporter)] {
        &[]
    }
}

/// A format by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Graphviz.
    Dot,
    /// Node-link JSON, as networkx and D3 read it, with the full event records beside.
    Json,
    /// Tables for spreadsheets and R.
    Csv,
    /// GraphML for Gephi, yEd, igraph, networkx.
    Graphml,
    /// Event records, one a line.
    Jsonl,
}

impl Format {
    /// Every format with its name and what it is for.
    pub const ALL: &'static [(Format, &'static str, &'static str)] = &[
        (
            Format::Dot,
            "dot",
            "Graphviz: one edge per pair and kind of event",
        ),
        (
            Format::Json,
            "json",
            "node-link JSON for networkx and D3, event records beside",
        ),
        (
            Format::Csv,
            "csv",
            "a folder of tables, or the events table alone to a .csv file",
        ),
        (
            Format::Graphml,
            "graphml",
            "Gephi, yEd, igraph, networkx: one edge per event and pair",
        ),
        (Format::Jsonl, "jsonl", "event records, one a line"),
    ];

    /// The format called `name`.
    ///
    /// # Errors
    ///
    /// Fails on an unknown name, listing those there are.
    pub fn from_name(name: &str) -> Result<Self> {
        Format::ALL
            .iter()
            .find(|f| f.1 == name)
            .map(|f| f.0)
            .ok_or_else(|| {
                let known: Vec<&str> = Format::ALL.iter().map(|f| f.1).collect();
                Error::Usage(format!(
                    "no export format is called `{}`; there are {}",
                    draw::text::clean(name),
                    known.join(", ")
                ))
            })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Format::ALL.iter().find(|f| f.0 == self).map_or("", |f| f.1)
    }

    /// What writes it.
    pub fn exporter(self) -> &'static dyn Exporter {
        match self {
            Format::Dot => &dot::Dot,
            Format::Json => &json::Json,
            Format::Csv => &csv::Csv,
            Format::Graphml => &graphml::Graphml,
            Format::Jsonl => &jsonl::Jsonl,
        }
    }
}

/// Writes to a stream; for formats of several tables the events alone.
///
/// # Errors
///
/// Passes on what the stream says, a broken pipe too.
pub fn write(format: Format, data: &Data, out: &mut dyn Write) -> Result<Counts> {
    let failed = |source| Error::Io {
        action: "write",
        path: PathBuf::from("-"),
        source,
    };
    format.exporter().write(data, out).map_err(failed)
}

/// Writes to a file, or to a folder of tables; a file is whole or not there, and is counted afterwards.
///
/// `csv` goes to a folder unless the name ends in `.csv`.
///
/// # Errors
///
/// Fails when something cannot be written, or when the count of what stands in the file is not that of what was given.
pub fn write_path(format: Format, data: &Data, path: &Path) -> Result<Counts> {
    let exporter = format.exporter();
    let is_file = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(format.name()))
        && !path.is_dir();
    if exporter.tables().is_empty() || is_file {
        return write_file(exporter, data, path);
    }
    std::fs::create_dir_all(path).map_err(|source| Error::Io {
        action: "make",
        path: path.to_owned(),
        source,
    })?;
    let mut total = Counts::default();
    for (name, table) in exporter.tables() {
        let counts = write_file(*table, data, &path.join(name))?;
        total.actors += counts.actors;
        total.events += counts.events;
        total.edges += counts.edges;
        total.evidence += counts.evidence;
    }
    Ok(total)
}

fn write_file(exporter: &dyn Exporter, data: &Data, path: &Path) -> Result<Counts> {
    let mut written = Counts::default();
    draw::replace(path, |out| {
        written = exporter.write(data, out)?;
        Ok(())
    })?;
    let failed = |source| Error::Io {
        action: "read back",
        path: path.to_owned(),
        source,
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let found = exporter.count(&mut BufReader::new(file)).map_err(failed)?;
    if found != written {
        let problem = format!("wrote {written:?} but the file holds {found:?}");
        return Err(failed(io::Error::other(problem)));
    }
    Ok(written)
}

/// The events in the order of every export.
pub(crate) fn sorted<'a>(data: &Data<'a>) -> Vec<&'a Event> {
    let mut events: Vec<&Event> = data.events.iter().collect();
    events
        .sort_by(|a, b| (a.date.is_none(), a.date, &a.id).cmp(&(b.date.is_none(), b.date, &b.id)));
    events
}

/// Every actor an edge can name, by id: those given, and parties that are not among them.
pub(crate) fn everybody(data: &Data) -> Vec<Actor> {
    let mut all: BTreeMap<&str, Actor> = BTreeMap::new();
    for party in sorted(data).into_iter().flat_map(|e| e.parties()) {
        all.entry(party.id.as_str()).or_insert_with(|| Actor {
            id: party.id.clone(),
            name: party.name.clone(),
            kind: party.kind,
            country: party.country.clone(),
            sector: party.sector.clone(),
            names: Vec::new(),
            offices: Vec::new(),
            part_of: Vec::new(),
        });
    }
    for actor in data.actors {
        all.insert(actor.id.as_str(), actor.clone());
    }
    all.into_values().collect()
}

/// One source–target pair of an event.
pub(crate) struct Edge<'a> {
    /// Unique in the export: the event's id and the pair's number in it.
    pub id: String,
    pub event: &'a Event,
    pub source: &'a Party,
    pub target: &'a Party,
}

/// Every pair of every event, in the order of the events.
pub(crate) fn edges<'a>(data: &Data<'a>) -> Vec<Edge<'a>> {
    let mut out = Vec::new();
    for event in sorted(data) {
        let party = |id: &crate::model::ActorId| event.parties().find(|p| p.id == *id);
        for (n, (a, b)) in draw::pairs(event).into_iter().enumerate() {
            if let (Some(source), Some(target)) = (party(a), party(b)) {
                let id = if n == 0 {
                    event.id.to_string()
                } else {
                    format!("{}-{}", event.id, n + 1)
                };
                out.push(Edge {
                    id,
                    event,
                    source,
                    target,
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn an_unknown_format_is_told_the_known_ones() {
        let error = Format::from_name("gexf2").unwrap_err().to_string();
        assert!(error.contains("dot, json, csv, graphml, jsonl"), "{error}");
        for (format, name, _) in Format::ALL {
            assert_eq!(Format::from_name(name).unwrap(), *format);
        }
    }

    #[test]
    fn what_is_written_is_what_is_counted() {
        let dir = tempfile::tempdir().unwrap();
        let mut graphs = vec![
            sample::seeds(),
            (Vec::new(), Vec::new()),
            sample::crowd(20, 60),
        ];
        graphs.extend(sample::HOSTILE.iter().map(|t| sample::hostile(t)));
        for (n, (events, actors)) in graphs.iter().enumerate() {
            let data = Data { events, actors };
            for (format, name, _) in Format::ALL {
                let path = dir.path().join(format!("{n}.{name}"));
                let counts =
                    write_path(*format, &data, &path).unwrap_or_else(|e| panic!("{n} {name}: {e}"));
                let mut first = Vec::new();
                assert_eq!(write(*format, &data, &mut first).unwrap(), counts);
                // the events the other way round: the same bytes
                let turned: Vec<Event> = events.iter().rev().cloned().collect();
                let mut second = Vec::new();
                write(
                    *format,
                    &Data {
                        events: &turned,
                        actors,
                    },
                    &mut second,
                )
                .unwrap();
                assert!(
                    first == second,
                    "{n} {name} hangs on the order of the events"
                );
                assert_eq!(std::fs::read(&path).unwrap(), first);
            }
        }
    }

    #[test]
    fn csv_without_its_ending_is_a_folder_of_tables() {
        let dir = tempfile::tempdir().unwrap();
        let (events, actors) = sample::seeds();
        let counts = write_path(
            Format::Csv,
            &Data {
                events: &events,
                actors: &actors,
            },
            &dir.path().join("out/tables"),
        )
        .unwrap();
        assert_eq!(
            (counts.events, counts.actors, counts.evidence),
            (events.len(), actors.len(), events.len())
        );
        let mut names: Vec<std::ffi::OsString> = std::fs::read_dir(dir.path().join("out/tables"))
            .unwrap()
            .map(|f| f.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["actors.csv", "events.csv", "evidence.csv"]);
    }

    #[test]
    fn compound_and_one_sided_events_keep_their_edges() {
        let (mut events, actors) = sample::seeds();
        let (a, b, c) = (
            events[0].source[0].clone(),
            events[0].target[0].clone(),
            events[9].source[0].clone(),
        );
        events[0].source.push(c.clone());
        events[1].target.clear();
        events[5].source = vec![a, b, c];
        events[5].target.clear();
        let data = Data {
            events: &events,
            actors: &actors,
        };
        let all = edges(&data);
        let of = |n: usize| all.iter().filter(|e| e.event.id == events[n].id).count();
        assert_eq!((of(0), of(1), of(5)), (2, 0, 3));
        let ids: std::collections::BTreeSet<&str> = all.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids.len(), all.len());
    }

    #[test]
    #[ignore = "writes files for other programs to read into $CHANCERY_PICTURES"]
    fn files() {
        let Some(dir) = std::env::var_os("CHANCERY_PICTURES").map(PathBuf::from) else {
            return;
        };
        for (name, (events, actors)) in [
            ("seeds", sample::seeds()),
            ("hostile", sample::hostile(sample::HOSTILE[7])),
        ] {
            for (format, ending, _) in Format::ALL {
                let path = dir.join(format!("{name}-export.{ending}"));
                write_path(
                    *format,
                    &Data {
                        events: &events,
                        actors: &actors,
                    },
                    &path,
                )
                .unwrap();
            }
        }
    }
}
