//! What every command is given: the global options, standard output, standard error, and how to reach
//! the lexicon and the graph file.

use super::args::{Filters, Format, Global, Listing};
use super::filters;
use super::paint::{Screen, is_unsafe};
use super::report::{Failure, Report};
use crate::error::{Error, Result};
use crate::graph::{Graph, Query};
use crate::lexicon::Lexicon;
use crate::model::ActorId;
use crate::store::Store;
use std::cell::{Cell, OnceCell};
use std::io::{BufWriter, StdoutLock, Write};
use std::mem::ManuallyDrop;

/// So many actors of one name are told when none is in the graph.
const CALLED: usize = 3;

/// Whom a name means.
pub(super) enum Meant {
    /// An actor of the graph.
    Named(ActorId),
    /// Actors of the lexicon that no document names.
    Absent(Vec<ActorId>),
}

/// One run of the program.
pub(super) struct Session {
    pub(super) global: Global,
    pub(super) screen: Screen,
    pub(super) report: Report,
    pub(super) out: BufWriter<StdoutLock<'static>>,
    /// Faults of `--actors` files have been told.
    told: Cell<bool>,
}

impl Session {
    /// Makes a run ready.
    pub(super) fn new(global: Global) -> Self {
        Session {
            screen: Screen::stdout(global.color),
            report: Report::new(&global),
            out: BufWriter::with_capacity(1 << 16, std::io::stdout().lock()),
            told: Cell::new(false),
            global,
        }
    }

    /// The lexicon with the folders of `--lexicon` and the tables of `--actors` on top.
    ///
    /// Lines of a table that cannot be used are told once a run; the rest of it counts. The process ends with
    /// the command, so that giving its hundred thousand rows back one by one would be time lost.
    pub(super) fn lexicon(&self) -> Result<ManuallyDrop<Lexicon>> {
        self.read_lexicon().map(ManuallyDrop::new)
    }

    fn read_lexicon(&self) -> Result<Lexicon> {
        let (folders, files) = (&self.global.lexicon, &self.global.actors);
        match (folders.is_empty(), files.is_empty()) {
            (true, true) => Lexicon::builtin(),
            (_, true) => Lexicon::layered(folders),
            _ => {
                let (lexicon, complaints) = Lexicon::with_tables(folders, files)?;
                if !self.told.replace(true) {
                    self.report.left_out(&complaints);
                }
                Ok(lexicon)
            }
        }
    }

    /// The graph of the graph file.
    pub(super) fn graph(&self) -> Result<Graph> {
        Store::open_read(&self.global.graph)?.graph()
    }

    /// Threads for reading documents.
    pub(super) fn pool(&self) -> Result<rayon::ThreadPool> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.global.threads.unwrap_or(0))
            .stack_size(8 << 20)
            .build()
            .map_err(|e| Error::Usage(format!("cannot start the threads: {e}")))
    }

    /// The query of the filter options, actors found in the graph.
    pub(super) fn query(&self, graph: &Graph, filters: &Filters) -> Result<Query> {
        let mut query = filters::query(filters);
        for name in [&mut query.source, &mut query.target, &mut query.actor]
            .into_iter()
            .flatten()
        {
            *name = self.actor(graph, name)?.to_string();
        }
        Ok(query)
    }

    /// Whom a name means: first as the articles use it, else as the lexicon knows it.
    ///
    /// The lexicon is read only when the graph does not know the name, which keeps answers quick.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownActor`] when neither knows the name, [`Error::AbsentActor`] when only the lexicon does.
    pub(super) fn actor(&self, graph: &Graph, name: &str) -> Result<ActorId> {
        let lexicon: OnceCell<ManuallyDrop<Lexicon>> = OnceCell::new();
        let read = || match lexicon.get() {
            Some(lexicon) => Ok(&**lexicon),
            None => self.lexicon().map(|read| &**lexicon.get_or_init(|| read)),
        };
        match self.meant(graph, name, read)? {
            Meant::Named(id) => Ok(id),
            Meant::Absent(ids) => {
                let called = |id: &ActorId| {
                    let party = read().ok()?.party(id, "")?;
                    Some(format!("{} ({id})", party.name))
                };
                Err(Error::AbsentActor {
                    name: name.to_owned(),
                    known: ids.iter().filter_map(called).take(CALLED).collect(),
                })
            }
        }
    }

    /// Whom a name means, and whether the graph has it.
    pub(super) fn meant<'l>(
        &self,
        graph: &Graph,
        name: &str,
        lexicon: impl Fn() -> Result<&'l Lexicon>,
    ) -> Result<Meant> {
        let unknown = match graph.find_actor(name) {
            Ok(id) => return Ok(Meant::Named(id)),
            Err(error) => error,
        };
        let meant = lexicon()?.resolve_name(name, None);
        if let Some(id) = meant.iter().find(|id| graph.actor(id).is_some()) {
            return Ok(Meant::Named(id.clone()));
        }
        match (meant.is_empty(), unknown) {
            (false, _) => Ok(Meant::Absent(meant)),
            // Nobody has the name: the graph's own are offered first, then the lexicon's.
            (true, Error::UnknownActor { name, nearest }) if nearest.is_empty() => {
                let nearest = lexicon()?.nearest(&name);
                Err(Error::UnknownActor { name, nearest })
            }
            (true, unknown) => Err(unknown),
        }
    }

    /// The format asked for, else a table for a person and lines of JSON for a program.
    pub(super) fn format(&self, listing: &Listing) -> Format {
        let usual = if self.screen.terminal {
            Format::Table
        } else {
            Format::Jsonl
        };
        listing.format.unwrap_or(usual)
    }

    /// Prints text of several lines, with what could steer a terminal taken out.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Failure> {
        let clean: String = text
            .chars()
            .filter(|c| *c == '\n' || !is_unsafe(*c))
            .collect();
        self.out.write_all(clean.as_bytes())?;
        Ok(())
    }
}
