//! What is part of what: persons, bodies, states.

/// The id under which an actor is compared: a state and its government are one.
pub(super) fn same(id: &str) -> &str {
    id.strip_suffix(".GOV")
        .filter(|root| !root.contains('.'))
        .unwrap_or(id)
}

#[derive(Debug, Default)]
pub(super) struct Units {}
