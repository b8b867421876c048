//! Event ids: a stable hash of what makes an event this event.

use super::units::{Units, same};
use crate::model::{ActorId, Date, Event, EventId, Party, Report, Status};
use std::collections::BTreeSet;

/// FNV-1a, 64 bit (offset basis and prime as in the IETF draft "The FNV Non-Cryptographic Hash Algorithm"),
/// written out because ids must never change with a library's version.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    pub(crate) fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// The two sides of an event as sorted actor ids, a state and its government being one.
///
/// When both sides act the order means nothing: all stand in `source`, `target` is empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sides {
    pub source: Vec<String>,
    pub target: Vec<String>,
}

impl Sides {
    pub(super) fn new(source: &[Party], target: &[Party], reciprocal: bool) -> Self {
        let ids = |parties: &[Party]| -> BTreeSet<String> {
            parties
                .iter()
                .map(|p| same(p.id.as_str()).to_owned())
                .collect()
        };
        let (mut source, mut target) = (ids(source), ids(target));
        if reciprocal {
            source.append(&mut target);
        }
        Sides {
            source: source.into_iter().collect(),
            target: target.into_iter().collect(),
        }
    }

    /// With every actor rolled up to its state: what may name the same parties is equal.
    pub(super) fn rolled_up(&self, units: &Units) -> Sides {
        let states = |side: &[String]| -> Vec<String> {
            let state = |id: &String| units.state(&ActorId::new(id), None).to_string();
            side.iter()
                .map(state)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect()
        };
        Sides {
            source: states(&self.source),
            target: states(&self.target),
        }
    }

    /// How closely the parties are named: steps up to their states, all together.
    pub(super) fn closeness(&self, units: &Units) -> usize {
        let both = self.source.iter().chain(&self.target);
        both.map(|id| units.wholes(&ActorId::new(id), None).len())
            .sum()
    }

    /// Whether `closer` can be the same parties, some of them named more closely.
    pub(super) fn covers(&self, closer: &Sides, units: &Units) -> bool {
        self != closer
            && side_covers(&self.source, &closer.source, units)
            && side_covers(&self.target, &closer.target, units)
    }

    /// Whether one side is left open here and the other is the same.
    pub(super) fn leaves_open(&self, full: &Sides) -> bool {
        (self.source.is_empty() && self.target == full.target)
            || (self.target.is_empty() && self.source == full.source)
    }
}

/// Each id of `side` must be one of `closer`, or a whole of one; nobody is taken twice.
fn side_covers(side: &[String], closer: &[String], units: &Units) -> bool {
    if side.len() != closer.len() {
        return false;
    }
    let mut free: Vec<&String> = closer.iter().filter(|id| !side.contains(id)).collect();
    side.iter().filter(|id| !closer.contains(id)).all(|id| {
        let found = free.iter().position(|part| units.stands_for(part, id));
        found.map(|at| free.remove(at)).is_some()
    })
}

/// Whether two parties are one actor, a state and its government being one.
pub(super) fn same_party(a: &Party, b: &Party) -> bool {
    same(a.id.as_str()) == same(b.id.as_str())
}

/// All that goes into an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Identity<'a> {
    pub sides: &'a Sides,
    pub reciprocal: bool,
    pub root: &'a str,
    pub first: Option<Date>,
    pub status: Status,
    pub negated: bool,
}

impl Identity<'_> {
    /// The id; `ordinal` counts from 0 the events of one graph that share all the rest.
    pub(super) fn id(&self, ordinal: usize) -> EventId {
        let mut hash = Fnv::default();
        let mut field = |text: &str| {
            hash.write(text.as_bytes());
            hash.write(b"\x1f");
        };
        for id in &self.sides.source {
            field(id);
        }
        field(if self.reciprocal { "&" } else { ">" });
        for id in &self.sides.target {
            field(id);
        }
        field(self.root);
        field(&self.first.map(|d| d.to_string()).unwrap_or_default());
        field(self.status.as_str());
        field(if self.negated { "not" } else { "" });
        if ordinal > 0 {
            field(&ordinal.to_string());
        }
        EventId::new(hash.hex())
    }
}

/// The id an event of this one report has: equal wherever parties, code root and first day are equal.
///
/// Merging may give the event another id, when other reports know the parties or the day more closely.
pub fn event_id(report: &Report) -> EventId {
    let sides = Sides::new(&report.source, &report.target, report.reciprocal);
    Identity {
        sides: &sides,
        reciprocal: report.reciprocal,
        root: report.cameo.root(),
        first: report.when.days.map(|d| d.first),
        status: report.status,
        negated: report.negated,
    }
    .id(0)
}

/// The id of an event that came ready-made; `ordinal` counts from 0 those that share all that goes into it.
pub fn event_id_of(event: &Event, ordinal: usize) -> EventId {
    let sides = Sides::new(&event.source, &event.target, event.reciprocal);
    Identity {
        sides: &sides,
        reciprocal: event.reciprocal,
        root: event.cameo.root(),
        first: event.date,
        status: event.status,
        negated: event.negated,
    }
    .id(ordinal)
}
