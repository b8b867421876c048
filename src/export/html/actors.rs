//! Actors as the page is given them: what they are called beside their state, whom they stand with.

use crate::draw::text::clean;
use crate::draw::{self, Shape};
use crate::lexicon::Lexicon;
use crate::model::{Actor, ActorId, STATELESS};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An actor as a row.
#[derive(Serialize)]
pub(super) struct Who {
    id: String,
    name: String,
    /// The name as it can stand beside the state's, when that is shorter.
    short: Option<String>,
    shape: usize,
    kind: &'static str,
    /// Letters of the state it stands with; none when it belongs to no state.
    state: Option<String>,
    names: Vec<String>,
    /// The office to show.
    office: Option<String>,
    /// All of them with their terms, when there is more to say than `office` does.
    offices: Vec<String>,
}

/// Letters of the states that occur, each with its names, the chief one first.
pub(super) fn state_names(everybody: &[Cow<Actor>]) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for actor in everybody {
        let code = actor.country.as_deref().unwrap_or("");
        if !is_state(code) {
            continue;
        }
        let names = out.entry(code.to_owned()).or_default();
        if actor.id.as_str() == code {
            names.push(clean(&actor.name));
            names.extend(actor.names.iter().map(|n| clean(n)));
        }
    }
    // "VEN" is no heading: a state that only its bodies speak for is called as the lexicon calls it
    if out.values().any(Vec::is_empty)
        && let Ok(lexicon) = Lexicon::builtin()
    {
        for (code, names) in out.iter_mut().filter(|(_, names)| names.is_empty()) {
            let row = lexicon.actor(&ActorId::new(code));
            names.extend(row.map(|row| clean(&row.name)));
        }
    }
    out
}

fn is_state(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) && !STATELESS.contains(&code)
}

/// The state an actor stands with: its country, else the first part of its id when others have that for a country.
fn state(actor: &Actor, states: &BTreeMap<String, Vec<String>>) -> Option<String> {
    let code = actor
        .country
        .as_deref()
        .filter(|c| !c.is_empty())
        .unwrap_or(actor.id.root());
    states.contains_key(code).then(|| code.to_owned())
}

/// The row of an actor; `forms` are the names of the states.
pub(super) fn who(actor: &Actor, forms: &BTreeMap<String, Vec<String>>) -> Who {
    let id = clean(actor.id.as_str());
    let name = Some(clean(&actor.name))
        .filter(|n| !n.is_empty())
        .unwrap_or_else(|| id.clone());
    let state = state(actor, forms);
    let own: Vec<&str> = state
        .iter()
        .filter_map(|s| forms.get(s))
        .flatten()
        .map(String::as_str)
        .collect();
    let short = draw::inside(&name, actor.kind, &own);
    let mut offices: Vec<String> = actor.offices.iter().map(term).collect();
    offices.dedup();
    let office = draw::office(actor).map(|o| clean(&o.title));
    if offices.len() == 1 && offices.first() == office.as_ref() {
        offices.clear();
    }
    let names = actor.names.iter().map(|n| clean(n));
    Who {
        short: Some(short).filter(|s| *s != name),
        shape: Shape::ALL
            .iter()
            .position(|s| *s == Shape::of(actor.kind))
            .unwrap_or(0),
        kind: actor.kind.as_str(),
        state,
        names: names.filter(|n| !n.is_empty() && *n != name).collect(),
        office,
        offices,
        id,
        name,
    }
}

/// An office with its term: `foreign minister, 2013 to 2022`.
fn term(office: &crate::model::Office) -> String {
    let title = clean(&office.title);
    match (&office.since, &office.until) {
        (None, None) => title,
        (since, until) => {
            let end = |day: &Option<String>| day.as_deref().map(clean).unwrap_or_default();
            format!("{title}, {}–{}", end(since), end(until))
        }
    }
}
