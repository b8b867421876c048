//! Layers of files → the typed rows of one [`Lexicon`](super::Lexicon).

use super::frame::{Kind, Slot};
use super::layers::Layer;
use super::rows::{self, ActorRow, Entry, Governs, Institution, NameRow, OfficeRow, Read, Title};
use super::table::Table;
use crate::error::Complaint;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// The rows of all tables under `actors/`, layers laid over one another.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) actors: Vec<ActorRow>,
    pub(super) names: Vec<NameRow>,
    pub(super) institutions: Vec<Institution>,
    pub(super) titles: Vec<Title>,
    pub(super) offices: Vec<OfficeRow>,
    pub(super) governs: Vec<Governs>,
}

/// The table a file under `actors/` belongs to, by how its name begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Actors,
    Names,
    Institutions,
    Titles,
    Offices,
    Governs,
}

/// Which table a path is part of; `None` for files that are no table of actors.
pub(super) fn sort(path: &str) -> Option<Sort> {
    let file = path.strip_prefix("actors/")?.strip_suffix(".csv")?;
    Some(match file {
        f if f.starts_with("names") => Sort::Names,
        f if f.starts_with("institutions") => Sort::Institutions,
        f if f.starts_with("titles") => Sort::Titles,
        f if f.starts_with("offices") => Sort::Offices,
        f if f.starts_with("governs") => Sort::Governs,
        _ => Sort::Actors,
    })
}

/// The rows of one file.
enum Rows {
    Actors(Entries<ActorRow>),
    Names(Entries<NameRow>),
    Institutions(Entries<Institution>),
    Titles(Entries<Title>),
    Offices(Entries<OfficeRow>),
    Governs(Entries<Governs>),
}

type Entries<T> = Vec<(String, Entry<T>)>;

/// Reads every table of every layer.
pub(super) fn tables(layers: &[Layer], complaints: &mut Vec<Complaint>) -> Tables {
    let mut all = Tables::default();
    for (at, layer) in layers.iter().enumerate() {
        let lowest = at == 0;
        let files: Vec<(Sort, String, &str)> = layer
            .files
            .iter()
            .filter_map(|(path, text)| Some((sort(path)?, layer.called(path), text.as_ref())))
            .collect();
        // Each file by itself; `collect` keeps their order, and with it that of the rows and complaints.
        let read: Vec<(Rows, Vec<Complaint>)> = files
            .par_iter()
            .map(|(sort, file, text)| {
                let mut faults = Vec::new();
                let table = Table::read(file, text, &mut faults);
                (rows(*sort, &table, lowest, &mut faults), faults)
            })
            .collect();
        let mut actors = Vec::new();
        let mut names = Vec::new();
        let mut institutions = Vec::new();
        let mut titles = Vec::new();
        let mut offices = Vec::new();
        let mut governs = Vec::new();
        for (rows, faults) in read {
            complaints.extend(faults);
            match rows {
                Rows::Actors(rows) => actors.extend(rows),
                Rows::Names(rows) => names.extend(rows),
                Rows::Institutions(rows) => institutions.extend(rows),
                Rows::Titles(rows) => titles.extend(rows),
                Rows::Offices(rows) => offices.extend(rows),
                Rows::Governs(rows) => governs.extend(rows),
            }
        }
        lay(&mut all.actors, actors, |r| r.id.to_string());
        lay(&mut all.names, names, |r| {
            format!("{}\n{}", r.name, r.actor)
        });
        lay(&mut all.institutions, institutions, |r| r.noun.to_string());
        lay(&mut all.titles, titles, |r| {
            format!("{}\n{}", r.title, r.class.as_str())
        });
        lay(&mut all.offices, offices, |r| {
            format!("{}\n{}", r.person, r.office)
        });
        lay(&mut all.governs, governs, |r| {
            format!("{}\n{}", r.group, r.state)
        });
    }
    all
}

fn rows(sort: Sort, table: &Table, lowest: bool, faults: &mut Vec<Complaint>) -> Rows {
    match sort {
        Sort::Actors => Rows::Actors(rows::entries(table, lowest, faults)),
        Sort::Names => Rows::Names(rows::entries(table, lowest, faults)),
        Sort::Institutions => Rows::Institutions(rows::entries(table, lowest, faults)),
        Sort::Titles => Rows::Titles(rows::entries(table, lowest, faults)),
        Sort::Offices => Rows::Offices(rows::entries(table, lowest, faults)),
        Sort::Governs => Rows::Governs(rows::entries(table, lowest, faults)),
    }
}

/// Lays the rows of one layer over those below: a key of the upper layer takes the lower rows away.
fn lay<T: Read>(below: &mut Vec<T>, above: Vec<(String, Entry<T>)>, key: impl Fn(&T) -> String) {
    if !below.is_empty() {
        let replaced: FxHashSet<&str> = above.iter().map(|(k, _)| k.as_str()).collect();
        below.retain(|row| !replaced.contains(key(row).as_str()));
    }
    below.extend(above.into_iter().filter_map(|(_, entry)| match entry {
        Entry::Row(row) => Some(row),
        Entry::Off => None,
    }));
}

/// Folder of the event kinds, and the file in it that holds word classes.
pub(super) const EVENTS: &str = "events/";
pub(super) const CLASSES: &str = "events/classes.toml";

/// Reads one event file; `None` when it only takes the kind of a lower layer away.
pub(super) fn kind(file: &str, text: &str) -> Result<Option<Kind>, Complaint> {
    let complain = |error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let (line, column) = place(text, at);
        Complaint {
            file: file.to_owned(),
            line,
            column,
            problem: error.message().to_owned(),
            hint: None,
        }
    };
    // The usual file is read once; only a file that is no kind is looked at again.
    match toml::from_str::<Kind>(text) {
        Ok(kind) => Ok(Some(kind)),
        Err(error) => match toml::from_str::<toml::Table>(text) {
            Ok(table) if table.get("use").and_then(|u| u.as_str()) == Some("off") => Ok(None),
            _ => Err(complain(error)),
        },
    }
}

/// Line and column, both from 1, of a byte.
pub(super) fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

/// The slots of a frame and of the phrases inside it, as paths: `object`, `object.against`.
pub(super) fn slots(kind: &Kind) -> Vec<(String, &Slot)> {
    fn inner<'k>(prefix: &str, name: &str, slot: &'k Slot, found: &mut Vec<(String, &'k Slot)>) {
        let path = format!("{prefix}{name}");
        if let Slot::Phrase(phrase) = slot {
            for (name, slot) in &phrase.slots {
                inner(&format!("{path}."), name, slot, found);
            }
        }
        found.push((path, slot));
    }
    let mut found = Vec::new();
    for frame in &kind.frames {
        for (name, slot) in &frame.slots {
            inner("", name, slot, &mut found);
        }
    }
    found
}
