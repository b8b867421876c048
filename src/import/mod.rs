//! Event files of this and other programs, made into events and actors: one file per format.
//!
//! Our own JSONL, GraphML and Parquet give back the same graph, digest and all; `tkg` takes the dated triples
//! that temporal knowledge graph research lives on. What cannot be taken is refused by file, line and reason,
//! never dropped in silence. Stores nothing; that is `store`'s.
//!
//! ```
//! use chancery::import::{self, Format};
//! use chancery::lexicon::Lexicon;
//!
//! let folder = tempfile::tempdir()?;
//! let file = folder.path().join("facts.tsv");
//! std::fs::write(&file, "2014-01-01\tRussia\tPraise or endorse\tChina\n2014\tRussia\tBefriend\tChina\n")?;
//! let read = import::read(Format::Tkg, &[file], &Lexicon::builtin()?)?;
//! assert_eq!(read.events[0].cameo.as_str(), "051");
//! assert_eq!(read.refused[0].problem, "CAMEO has no code called `Befriend`");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod graphml;
mod jsonl;
mod names;
mod parquet;
mod tkg;

use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::model::{Actor, ActorId, Event, EventId};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A format by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Event records, and actor records among them.
    Jsonl,
    /// GraphML that chancery wrote.
    Graphml,
    /// The Parquet folder that chancery wrote, or its events file.
    Parquet,
    /// `date⇥source⇥relation⇥target` lines, or a folder of quads.
    Tkg,
}

impl Format {
    /// Every format with its name and what it reads.
    pub const ALL: &'static [(Format, &'static str, &'static str)] = &[
        (
            Format::Jsonl,
            "jsonl",
            "event and actor records, one a line",
        ),
        (Format::Graphml, "graphml", "GraphML written by chancery"),
        (
            Format::Parquet,
            "parquet",
            "the Parquet folder written by chancery, or its events file",
        ),
        (
            Format::Tkg,
            "tkg",
            "lines of date, source, relation, target; or a folder of quads with its days in time2id.txt",
        ),
    ];

    /// The format called `name`.
    ///
    /// # Errors
    ///
    /// Fails on an unknown name, listing those there are.
    pub fn from_name(name: &str) -> Result<Self> {
        let found = Format::ALL.iter().find(|f| f.1 == name);
        found.map(|f| f.0).ok_or_else(|| {
            let known: Vec<&str> = Format::ALL.iter().map(|f| f.1).collect();
            Error::Usage(format!(
                "no import format is called `{name}`; there are {}",
                known.join(", ")
            ))
        })
    }
}

/// A line or record that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// File and line.
    pub place: String,
    /// Why, with the value.
    pub problem: String,
}

/// What files held.
#[derive(Debug, Default)]
pub struct Imported {
    /// The events, by id.
    pub events: Vec<Event>,
    /// The actors, by id; parties without a record of their own are not among them.
    pub actors: Vec<Actor>,
    /// What could not be taken, in the order of the files.
    pub refused: Vec<Refused>,
    /// Records and lines looked at, refused ones too.
    pub records: usize,
}

/// Reads files of one format; `-` is standard input for the formats of lines.
///
/// # Errors
///
/// Fails when a file cannot be read, or is not of the format at all.
pub fn read(format: Format, paths: &[PathBuf], lexicon: &Lexicon) -> Result<Imported> {
    let mut gather = Gather::default();
    match format {
        Format::Jsonl => paths.iter().try_for_each(|p| jsonl::read(p, &mut gather))?,
        Format::Graphml => paths
            .iter()
            .try_for_each(|p| graphml::read(p, &mut gather))?,
        Format::Parquet => paths
            .iter()
            .try_for_each(|p| parquet::read(p, &mut gather))?,
        Format::Tkg => tkg::read(paths, lexicon, &mut gather)?,
    }
    Ok(gather.done())
}

/// Collects records, each event and actor once.
#[derive(Default)]
struct Gather {
    events: BTreeMap<EventId, (Event, String)>,
    actors: BTreeMap<ActorId, Actor>,
    refused: Vec<Refused>,
    records: usize,
}

impl Gather {
    fn refuse(&mut self, place: &str, problem: impl Into<String>) {
        self.refused.push(Refused {
            place: place.to_owned(),
            problem: problem.into(),
        });
    }

    /// Takes an event, unless it cannot be one; the same event again is the same event.
    fn event(&mut self, event: Event, place: &str) {
        let problem = match self.events.get(&event.id) {
            Some((known, _)) if *known == event => return,
            Some((_, first)) => format!("the event `{}` is told otherwise in {first}", event.id),
            None if event.id.as_str().is_empty() => "the event has no id".to_owned(),
            None if event.parties().next().is_none() => {
                format!("the event `{}` has no party", event.id)
            }
            None if event.date_end.is_some_and(|end| Some(end) < event.date) => {
                format!("the event `{}` ends before it begins", event.id)
            }
            None => {
                let id = event.id.clone();
                self.events.insert(id, (event, place.to_owned()));
                return;
            }
        };
        self.refuse(place, problem);
    }

    /// Takes an actor; of two records of one actor the last stands.
    fn actor(&mut self, actor: Actor, place: &str) {
        if actor.id.as_str().is_empty() {
            self.refuse(place, "the actor has no id");
            return;
        }
        self.actors.insert(actor.id.clone(), actor);
    }

    fn done(self) -> Imported {
        Imported {
            events: self.events.into_values().map(|(event, _)| event).collect(),
            actors: self.actors.into_values().collect(),
            refused: self.refused,
            records: self.records,
        }
    }
}

fn unreadable(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
    move |source| Error::Io {
        action: "read",
        path: path.to_owned(),
        source,
    }
}

/// Every line of a file or of standard input with its place (`FILE:LINE`), a byte order mark left out.
///
/// A line that is no text is refused, and the rest goes on.
fn lines(
    path: &Path,
    gather: &mut Gather,
    mut take: impl FnMut(&mut Gather, &str, &str),
) -> Result<()> {
    let failed = unreadable(path);
    let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(std::fs::File::open(path).map_err(&failed)?))
    };
    for (n, line) in input.split(b'\n').enumerate() {
        let line = line.map_err(&failed)?;
        let place = format!("{}:{}", path.display(), n + 1);
        let Ok(line) = String::from_utf8(line) else {
            gather.records += 1;
            gather.refuse(&place, "the line is no UTF-8 text");
            continue;
        };
        let line = if n == 0 {
            line.trim_start_matches('\u{FEFF}')
        } else {
            &line
        };
        let line = line.strip_suffix('\r').unwrap_or(line);
        if !line.trim().is_empty() {
            take(gather, line, &place);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
