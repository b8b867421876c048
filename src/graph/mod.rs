//! The graph: what all documents together tell, and the questions it answers.
//!
//! Takes the reports of each document, makes events of them (`merge`), and holds actors and events as a
//! `petgraph` graph ([`Graph::petgraph`]). Everything derived depends only on the set of documents, not on
//! the order they came in. Sees no text: what is asked is asked of events and actors.
//!
//! `merge`, `told_event` reports → events · `key` event ids · `people` actor records · `units`, `terms` what is part of what, and when ·
//! `members`, `roll_up` levels · `lacking` names without an actor, `outside` actors
//! outside their days ·
//! `names` words → actors · `query`, `filter` which events · `index` adjacency · `net`, `path`, `time_path` chains · `ties`
//! pairs and neighbourhoods · `empty` why an answer is empty · `record` actor records as printed.

mod empty;
mod filter;
mod index;
mod key;
mod lacking;
#[cfg(test)]
mod laws;
mod measure;
mod members;
mod merge;
mod names;
mod net;
mod outside;
mod path;
mod people;
mod query;
mod record;
mod roll_up;
mod terms;
#[cfg(test)]
pub(crate) mod testing;
mod ties;
mod time_path;
mod told;
mod told_event;
mod units;

pub(crate) use key::Fnv;
pub use key::{event_id, event_id_of};
pub use lacking::{Lacking, LackingSentence, lacking};
pub use measure::{betweenness, pagerank};
pub use outside::{Outside, OutsideOf};
pub use path::{Path, PathOptions};
pub use query::{Level, Query};
pub use record::{ActorRecord, Membership};
pub use terms::is_term;
pub use ties::{Ego, Ties};
pub use told::DocumentReports;

use crate::model::{Actor, ActorId, DocId, Event, EventId};
use index::Index;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use units::Units;

/// One edge of the public graph: one source–target pair of one event.
///
/// An event with several parties has several edges; count events, not edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The event.
    pub event: EventId,
    /// Where it stands in [`Graph::all_events`].
    pub index: usize,
}

/// Actors and dated events between them.
///
/// ```
/// use chancery::graph::{Graph, Query};
///
/// let graph = Graph::new();
/// assert!(graph.events(&Query::new().target("AFG").cameo("054").since("2025")?).is_empty());
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Graph {
    /// Documents as told, from which `derived` is made when it is asked for.
    told: BTreeMap<DocId, DocumentReports>,
    /// Actors and events that came ready-made, from a graph file or another format.
    given: (Vec<Actor>, Vec<Event>),
    derived: OnceLock<Derived>,
    index: OnceLock<Index>,
    net: OnceLock<petgraph::Graph<Actor, Tie>>,
}

/// What follows from the documents.
#[derive(Debug, Default)]
struct Derived {
    /// Sorted by id.
    actors: Vec<Actor>,
    /// In (date, id) order, undated last.
    events: Vec<Event>,
    units: Units,
}

impl Graph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// The graph of a set of documents. A document that comes twice counts once, the last one stands.
    pub fn from_reports(documents: impl IntoIterator<Item = DocumentReports>) -> Self {
        let mut graph = Graph::new();
        for document in documents {
            graph.merge(document);
        }
        graph
    }

    /// A graph of ready-made actors and events, as a graph file or another format gives them.
    ///
    /// Documents merged in later add evidence to events of the same id.
    pub fn from_parts(actors: Vec<Actor>, events: Vec<Event>) -> Self {
        let derived = Derived::ready_made(actors, events);
        Graph {
            derived: OnceLock::from(derived),
            ..Graph::default()
        }
    }

    /// Adds what one document tells; a document already there is replaced.
    ///
    /// Takes a [`DocumentReports`] or just the reports of one document.
    pub fn merge(&mut self, document: impl Into<DocumentReports>) {
        let document = document.into();
        if document.doc.as_str().is_empty() && document.reports.is_empty() {
            return;
        }
        if self.told.is_empty() {
            // What is there so far was given: from now on it stands beside what documents tell.
            let given = self.derived.take().unwrap_or_default();
            self.given = (given.actors, given.events);
        }
        self.told.insert(document.doc.clone(), document);
        self.derived = OnceLock::new();
        self.index = OnceLock::new();
        self.net = OnceLock::new();
    }

    fn derived(&self) -> &Derived {
        self.derived
            .get_or_init(|| Derived::from(&self.told, &self.given))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self.petgraph()))
    }

    /// Every event whatever its status, in (date, id) order, undated last.
    pub fn all_events(&self) -> &[Event] {
        &self.derived().events
    }

    /// Every actor, sorted by id.
    pub fn actors(&self) -> &[Actor] {
        &self.derived().actors
    }

    /// The actor of an id.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        let actors = self.actors();
        let at = actors.binary_search_by(|a| a.id.cmp(id)).ok()?;
        Some(&actors[at])
    }

    /// The event of an id, or of the beginning of an id when only one event begins so.
    pub fn event(&self, id: &str) -> Option<&Event> {
        let events = self.all_events();
        if let Some(exact) = events.iter().find(|e| e.id.as_str() == id) {
            return Some(exact);
        }
        let mut close = events
            .iter()
            .filter(|e| !id.is_empty() && e.id.as_str().starts_with(id));
        close.next().filter(|_| close.next().is_none())
    }

    /// Actors as nodes, one edge for each source–target pair of each event: ready for petgraph's algorithms.
    ///
    /// Two actors with many events have many parallel edges; collapse them before searching for paths, or
    /// use [`Graph::paths`], which does.
    pub fn petgraph(&self) -> &petgraph::Graph<Actor, Tie> {
        self.net
            .get_or_init(|| index::network(self.actors(), self.all_events()))
    }

    /// Sixteen hexadecimal digits over all event records: equal exactly when the graphs tell the same.
    ///
    /// ```
    /// use chancery::graph::Graph;
    /// assert_eq!(Graph::new().digest(), Graph::new().digest());
    /// ```
    pub fn digest(&self) -> String {
        let mut hash = key::Fnv::default();
        for event in self.all_events() {
            let record = serde_json::to_string(event).expect("records hold only text and numbers");
            hash.write(record.as_bytes());
            hash.write(b"\n");
        }
        hash.hex()
    }
}
