//! The actors of a picture: their names, offices and tooltips, and the state they stand with.

use super::label;
use super::tally::count;
use super::text::{clean, clip, wrap};
use super::view::{Column, Node};
use crate::model::{Actor, ActorId, ActorKind, Event, EventId, STATELESS};
use std::collections::{BTreeMap, BTreeSet};

/// Names, kinds and states of everyone who takes part, from the events and the actors' records.
pub(super) struct Cast<'a> {
    parties: BTreeMap<&'a ActorId, (&'a str, ActorKind, Option<&'a str>)>,
    known: BTreeMap<&'a ActorId, &'a Actor>,
}

impl<'a> Cast<'a> {
    /// Those of `events`, as `actors` has them where it does.
    pub(super) fn new(events: &[&'a Event], actors: &'a [Actor]) -> Self {
        let known: BTreeMap<&ActorId, &Actor> = actors.iter().map(|a| (&a.id, a)).collect();
        let mut parties = BTreeMap::new();
        for party in events.iter().flat_map(|e| e.parties()) {
            parties.entry(&party.id).or_insert((
                party.name.as_str(),
                party.kind,
                party.country.as_deref(),
            ));
        }
        for (id, actor) in &known {
            let record = (actor.name.as_str(), actor.kind, actor.country.as_deref());
            parties.insert(id, record);
        }
        Cast { parties, known }
    }

    /// The name, cleaned; the id when there is none.
    pub(super) fn name(&self, id: &ActorId) -> String {
        let name = self.parties.get(id).map_or(String::new(), |p| clean(p.0));
        if name.is_empty() {
            clean(id.as_str())
        } else {
            name
        }
    }

    /// The state someone stands with; empty for those of none.
    pub(super) fn state(&self, id: &ActorId) -> String {
        column_key(id, self.parties.get(id).and_then(|p| p.2))
    }

    /// Whether someone is `unit`, or belongs to it by id or state.
    pub(super) fn is_part(&self, id: &ActorId, unit: &ActorId) -> bool {
        let part = id.as_str().strip_prefix(unit.as_str());
        part.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            || self.state(id) == unit.as_str()
    }

    /// Columns by state, and the nodes of all who take part in something told, with their numbers.
    pub(super) fn place<'b>(
        &self,
        told: &BTreeMap<&'b ActorId, BTreeSet<&EventId>>,
        focus: &[ActorId],
        column_of: &dyn Fn(&ActorId) -> String,
    ) -> (Vec<Column>, Vec<Node>, BTreeMap<&'b ActorId, usize>) {
        let keys: BTreeMap<&ActorId, String> = told.keys().map(|id| (*id, column_of(id))).collect();
        let mut columns: Vec<Column> = Vec::new();
        let mut column_at: BTreeMap<&str, usize> = BTreeMap::new();
        for key in keys.values().collect::<BTreeSet<_>>() {
            let title = match key.as_str() {
                "" => "International".to_owned(),
                key => self.name(&ActorId::new(key)),
            };
            column_at.insert(key, columns.len());
            columns.push(Column {
                key: key.clone(),
                title: clip(&title, 40).into_owned(),
                nodes: Vec::new(),
                bare: false,
            });
        }
        let mut nodes = Vec::new();
        let mut number = BTreeMap::new();
        for (id, events) in told {
            if !self.parties.contains_key(id) {
                continue;
            }
            let column = column_at[keys[id].as_str()];
            number.insert(*id, nodes.len());
            columns[column].nodes.push(nodes.len());
            nodes.push(self.node(id, column, focus.contains(id), events.len()));
        }
        (columns, nodes, number)
    }

    fn node(&self, id: &ActorId, column: usize, focus: bool, events: usize) -> Node {
        let kind = self.parties[id].1;
        let full = self.name(id);
        let actor = self.known.get(id).copied();
        let state = ActorId::new(self.state(id));
        let mut forms: Vec<&str> = self.parties.get(&state).map(|p| p.0).into_iter().collect();
        if let Some(state) = self.known.get(&state) {
            forms.extend(state.names.iter().map(String::as_str));
        }
        let short = label::inside(&full, kind, &forms);
        let mut lines = wrap(&short, 24, 3);
        let name_lines = lines.len();
        let mut tip = vec![format!("{full} ({kind}, {})", clean(id.as_str()))];
        if let Some(actor) = actor {
            if let Some(office) = label::office(actor).filter(|_| kind == ActorKind::Person) {
                lines.extend(wrap(&clean(&office.title), 26, 2));
            }
            for office in &actor.offices {
                let part = |word: &str, day: &Option<String>| {
                    day.as_deref()
                        .map(|d| format!(" {word} {d}"))
                        .unwrap_or_default()
                };
                let (since, until) = (part("since", &office.since), part("until", &office.until));
                tip.push(clean(&format!("{}{since}{until}", office.title)));
            }
        }
        tip.push(count(events, "event"));
        let belongs = match state.as_str() {
            "" => String::new(),
            _ if state == *id => String::new(),
            _ => self.name(&state),
        };
        Node {
            id: id.clone(),
            kind,
            lines,
            name_lines,
            name: full,
            state: belongs,
            tip: tip.join("\n"),
            column,
            focus,
            events,
        }
    }
}

/// The state a node stands with; empty when it belongs to none.
fn column_key(id: &ActorId, country: Option<&str>) -> String {
    let iso3 = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    match country {
        Some(code) if STATELESS.contains(&code) => String::new(),
        Some(code) if !code.is_empty() => clean(code),
        _ if iso3(id.root()) && !STATELESS.contains(&id.root()) && id.root() != id.as_str() => {
            id.root().to_owned()
        }
        _ => String::new(),
    }
}
