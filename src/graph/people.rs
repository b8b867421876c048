//! Actor records: what all documents together say of an actor.
