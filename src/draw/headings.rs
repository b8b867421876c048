//! The words above a picture: what it shows, from when to when, and how to read its labels.

use super::label;
use super::nodes::Cast;
use super::options::{Scope, ViewOptions};
use super::tally::count;
use super::text::clean;
use super::view::Column;
use crate::model::{Date, Event};
use std::collections::BTreeSet;

/// Most states named in a title.
pub(super) const NAMED: usize = 5;

/// From the first to the last day of the events: `: 2020-02-01 to 2025-07-04`, or nothing.
pub(super) fn span<'a>(events: impl Iterator<Item = &'a Event>) -> String {
    let span = events
        .filter_map(label::days)
        .fold(None, |span: Option<(Date, Date)>, (a, b)| {
            Some(span.map_or((a, b), |(c, d)| (a.min(c), b.max(d))))
        });
    match span {
        Some((a, b)) if a == b => format!(": {a}"),
        Some((a, b)) => format!(": {a} to {b}"),
        None => String::new(),
    }
}

/// The title asked for, or one made from what is shown.
pub(super) fn title(
    options: &ViewOptions,
    cast: &Cast,
    columns: &[Column],
    order: &[usize],
    drawn: &[&Event],
) -> String {
    if let Some(title) = asked(options) {
        return title;
    }
    let span = span(drawn.iter().copied());
    match (options.scope, options.focus.as_slice()) {
        (Scope::Ego { .. }, [a, ..]) => format!("Around {}{span}", cast.name(a)),
        (Scope::Pair, [a, b, ..]) => {
            format!("Between {} and {}{span}", cast.name(a), cast.name(b))
        }
        _ => states(columns, order, &span),
    }
}

/// The title asked for, when there is something to read in it.
pub(super) fn asked(options: &ViewOptions) -> Option<String> {
    options
        .title
        .as_deref()
        .map(clean)
        .filter(|t| !t.is_empty())
}

/// The first states named, the others counted.
fn states(columns: &[Column], order: &[usize], span: &str) -> String {
    let mut names: Vec<&str> = order.iter().map(|c| columns[*c].title.as_str()).collect();
    if names.is_empty() {
        return "No events".to_owned();
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}{span}", names.join(", "))
}

/// How many events from how many articles.
pub(super) fn counts(events: &[&Event]) -> String {
    let docs: BTreeSet<_> = events
        .iter()
        .flat_map(|e| e.evidence.iter().map(|e| &e.doc))
        .collect();
    format!(
        "{} from {}",
        count(events.len(), "event"),
        count(docs.len(), "article")
    )
}

/// Counts, and how to read the labels there are.
pub(super) fn subtitle(events: &[&Event], scope: Scope, near: bool, far: bool) -> String {
    let mut parts = vec![counts(events)];
    match scope {
        Scope::Graph => {}
        Scope::Ego { .. } => {
            parts.push("its own, and those among the actors around it".to_owned());
        }
        Scope::Pair => parts.push("their own, and the chains between them".to_owned()),
    }
    if near || !far {
        parts.push("dates in ISO, ~ means approximate, [..] is the CAMEO code".to_owned());
    }
    if far {
        parts.push("37 · 2019–2025 would mean 37 events in those years".to_owned());
    }
    parts.join("; ")
}
