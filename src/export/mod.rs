//! Events and actors as files for other programs: one file per format, all behind [`Exporter`].
//!
//! A new format is one file with one type and one line in [`Format`]. What is written is read back
//! and counted, so that nothing is dropped in silence; what a format cannot hold is counted too
//! ([`LeftOut`]). What each format is for, and what its readers do to it: `docs/exports.md`.
//!
//! ```
//! use chancery::export::{self, Data, Format};
//!
//! let mut out = Vec::new();
//! let written = export::write(Format::from_name("graphml")?, &Data::default(), &mut out)?;
//! assert_eq!(written.edges, 0);
//! # Ok::<(), chancery::Error>(())
//! ```

mod chunks;
mod csv;
mod cypher;
mod cytoscape;
mod dot;
pub mod fields;
mod format;
mod ftm;
mod gdelt;
mod gephi;
mod gexf;
mod graphml;
mod groups;
pub mod html;
mod icews;
mod inside;
mod jgf;
mod json;
mod jsonl;
mod markdown;
mod mermaid;
mod neo4j;
mod order;
mod parquet;
mod plover;
mod polecat;
mod rdf;
mod record;
mod rest;
mod scan;
mod tables;
mod timelinejs;
mod tkg;
mod xml;

pub use format::Format;
pub use record::Dated;
use record::Record;

use crate::draw;
use crate::error::{Error, Result};
use crate::model::{Actor, Event};
use std::fmt;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// What is exported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Data<'a> {
    /// The events; written in (date, id) order.
    pub events: &'a [Event],
    /// The actors; whoever is a party but not among them is added from the events.
    pub actors: &'a [Actor],
    /// The days of each event once more as EDTF (ISO 8601-2), where [`Format::has_edtf`].
    pub edtf: bool,
}

impl<'a> Data<'a> {
    /// The record of an event as it goes out.
    fn record(&self, event: &'a Event) -> Record<'a> {
        Record::new(event, self.edtf)
    }
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
    /// Events the format cannot hold.
    pub left_out: LeftOut,
}

impl Counts {
    /// Without what was left out: that much can be seen in the file itself.
    fn in_file(self) -> Counts {
        Counts {
            left_out: LeftOut::default(),
            ..self
        }
    }

    fn add(&mut self, other: Counts) {
        self.actors += other.actors;
        self.events += other.events;
        self.edges += other.edges;
        self.evidence += other.evidence;
        // Every file of a folder leaves out the same events, if any.
        self.left_out.alone = self.left_out.alone.max(other.left_out.alone);
        self.left_out.undated = self.left_out.undated.max(other.left_out.undated);
        self.left_out.untyped = self.left_out.untyped.max(other.left_out.untyped);
    }
}

/// Events a format has no place for, by the first reason that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// One party only, where the format knows lines between two.
    pub alone: usize,
    /// No day, where the format asks for one.
    pub undated: usize,
    /// No PLOVER type, where the format asks for one: statements, CAMEO 01 and 02.
    pub untyped: usize,
}

impl LeftOut {
    /// How many.
    pub fn all(self) -> usize {
        self.alone + self.undated + self.untyped
    }
}

/// `3 with one party only, 1 without a date`; empty when nothing was left out.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = [
            (self.alone, "with one party only"),
            (self.undated, "without a date"),
            (self.untyped, "without a PLOVER type"),
        ];
        for (n, (count, why)) in told.iter().filter(|t| t.0 > 0).enumerate() {
            write!(f, "{}{count} {why}", if n > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
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

    /// The files of a folder, by name, for formats that are several files; empty for the others.
    fn files<'d>(&self, _data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        Vec::new()
    }
}

/// Writes to a stream; for formats of several files the chief one alone.
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

/// Writes to a file, or to a folder of files; a file is whole or not there, and is counted afterwards.
///
/// Formats of several files go to a folder, unless the name has the ending of their chief file
/// ([`Format::ending`]): `csv` to `events.csv` writes that one.
///
/// # Errors
///
/// Fails when something cannot be written, or when the count of what stands in the file is not that of what was given.
pub fn write_path(format: Format, data: &Data, path: &Path) -> Result<Counts> {
    let exporter = format.exporter();
    let files = exporter.files(data);
    let is_file = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(format.ending()))
        && !path.is_dir();
    if files.is_empty() || is_file {
        return write_file(exporter, data, path);
    }
    std::fs::create_dir_all(path).map_err(|source| Error::Io {
        action: "make",
        path: path.to_owned(),
        source,
    })?;
    let mut total = Counts::default();
    for (name, file) in files {
        total.add(write_file(file.as_ref(), data, &path.join(name))?);
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
    if found != written.in_file() {
        let problem = format!("wrote {written:?} but the file holds {found:?}");
        return Err(failed(io::Error::other(problem)));
    }
    Ok(written)
}

#[cfg(test)]
mod tests;
