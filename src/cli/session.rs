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
use std::io::{BufWriter, StdoutLock, Write};

/// One run of the program.
pub(super) struct Session {
    pub(super) global: Global,
    pub(super) screen: Screen,
    pub(super) report: Report,
    pub(super) out: BufWriter<StdoutLock<'static>>,
}

impl Session {
    /// Makes a run ready.
    pub(super) fn new(global: Global) -> Self {
        Session {
            screen: Screen::stdout(global.color),
            report: Report::new(&global),
            out: BufWriter::with_capacity(1 << 16, std::io::stdout().lock()),
            global,
        }
    }

    /// The lexicon with the folders of `--lexicon` on top.
    pub(super) fn lexicon(&self) -> Result<Lexicon> {
        match self.global.lexicon.as_slice() {
            [] => Lexicon::builtin(),
            folders => Lexicon::layered(folders),
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
    pub(super) fn actor(&self, graph: &Graph, name: &str) -> Result<ActorId> {
        let unknown = match graph.find_actor(name) {
            Ok(id) => return Ok(id),
            Err(error) => error,
        };
        let meant = self.lexicon()?.resolve_name(name, None);
        match meant.into_iter().find(|id| graph.actor(id).is_some()) {
            Some(id) => Ok(id),
            None => Err(unknown),
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
