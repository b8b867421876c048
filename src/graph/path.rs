//! Chains of events from one actor to another.

use super::{Graph, Query};
use crate::error::Result;
use crate::model::{ActorId, Event};
use serde::Serialize;
use std::fmt;

/// What chains are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathOptions {
    /// How many, the shortest first.
    pub k: usize,
    /// Every chain that visits no one twice, up to `max_hops`.
    pub all: bool,
    /// Longest chain; `None` is as long as it takes, with `all` or in time order [`PathOptions::USUAL_HOPS`].
    pub max_hops: Option<usize>,
    /// Dates never go back along the chain; undated events have no place in it.
    pub time_order: bool,
    /// Days between one hop and the next, at least. Means `time_order`.
    pub min_gap_days: Option<i64>,
    /// Days between one hop and the next, at most. Means `time_order`.
    pub max_gap_days: Option<i64>,
}

impl PathOptions {
    /// Longest chain looked for when all are asked for or dates bind, and no length is given.
    pub const USUAL_HOPS: usize = 4;
}

impl Default for PathOptions {
    fn default() -> Self {
        PathOptions {
            k: 1,
            all: false,
            max_hops: None,
            time_order: false,
            min_gap_days: None,
            max_gap_days: None,
        }
    }
}

/// A chain of events: each shares an actor, or a state, with the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// One event a hop; of several between the same two, the one most told of, then the earliest.
    pub hops: Vec<Event>,
    /// Where it starts.
    pub from: ActorId,
    /// Where it ends.
    pub to: ActorId,
    /// Count of hops.
    pub length: usize,
    /// Who links one hop to the next: one fewer than hops.
    pub via: Vec<ActorId>,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, hop) in self.hops.iter().enumerate() {
            if i > 0 {
                f.write_str(" · ")?;
            }
            write!(f, "{hop}")?;
        }
        Ok(())
    }
}

impl Graph {
    /// Chains of events between two actors, shortest first.
    ///
    /// A state means the state and all that belongs to it, and a chain may go on from any of it:
    /// with [`Query::exactly`] hops must share the actor itself.
    ///
    /// # Errors
    ///
    /// Unknown actors, in `a`, `b` or the query.
    pub fn paths(
        &self,
        a: &str,
        b: &str,
        query: &Query,
        options: &PathOptions,
    ) -> Result<Vec<Path>> {
        let _ = (self.find_actor(a)?, self.find_actor(b)?, query, options);
        Ok(Vec::new())
    }
}
