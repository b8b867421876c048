//! Actor records: what all documents together say of an actor.

use crate::model::{Actor, ActorId, Event, Office, Party};
use std::collections::{BTreeMap, BTreeSet};

/// One record for each actor, sorted by id, from the records of documents and the parties of events.
pub(super) fn gather<'a>(
    records: impl IntoIterator<Item = &'a Actor>,
    parties: impl IntoIterator<Item = &'a Party>,
) -> Vec<Actor> {
    let mut by_id: BTreeMap<&ActorId, Vec<&Actor>> = BTreeMap::new();
    for record in records {
        by_id.entry(&record.id).or_default().push(record);
    }
    let mut bare: BTreeMap<&ActorId, &Party> = BTreeMap::new();
    for party in parties {
        if by_id.contains_key(&party.id) {
            continue;
        }
        let kept = bare.entry(&party.id).or_insert(party);
        *kept = party.min(*kept);
    }
    let mut all: Vec<Actor> = by_id.into_values().map(|same| join(&same)).collect();
    all.extend(bare.into_values().map(from_party));
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// The parties of events.
pub(super) fn parties(events: &[Event]) -> impl Iterator<Item = &Party> {
    events.iter().flat_map(Event::parties)
}

/// One record out of several of one actor, whatever their order.
fn join(records: &[&Actor]) -> Actor {
    // Where records differ the fuller one is taken, then the first in the alphabet.
    let first = records
        .iter()
        .min_by(|a, b| {
            let fullness =
                |r: &Actor| (r.name.chars().count(), r.sector.len(), r.country.is_some());
            let words = |r: &&&Actor| (r.name.clone(), r.kind, r.country.clone(), r.sector.clone());
            fullness(b)
                .cmp(&fullness(a))
                .then_with(|| words(a).cmp(&words(b)))
        })
        .expect("a record made the group");
    let union = |list: fn(&Actor) -> Vec<String>| -> Vec<String> {
        let all: BTreeSet<String> = records.iter().flat_map(|r| list(r)).collect();
        all.into_iter().collect()
    };
    Actor {
        id: first.id.clone(),
        name: first.name.clone(),
        kind: first.kind,
        country: first.country.clone(),
        sector: first.sector.clone(),
        names: union(|r| r.names.clone()),
        offices: offices(records),
        part_of: part_of(records),
    }
}

/// All offices, each once, with every day it was seen.
fn offices(records: &[&Actor]) -> Vec<Office> {
    let mut seen: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for office in records.iter().flat_map(|r| &r.offices) {
        let key = (&office.since, &office.title, &office.body, &office.until);
        seen.entry(key).or_default().extend(&office.seen);
    }
    seen.into_iter()
        .map(|((since, title, body, until), days)| Office {
            title: title.clone(),
            body: body.clone(),
            since: since.clone(),
            until: until.clone(),
            seen: days.into_iter().copied().collect(),
        })
        .collect()
}

/// Wholes in the order of the first record; those only others know follow by id.
fn part_of(records: &[&Actor]) -> Vec<ActorId> {
    let lists: BTreeSet<&Vec<ActorId>> = records.iter().map(|r| &r.part_of).collect();
    let mut all: Vec<ActorId> = Vec::new();
    // The longest list knows most, and its order is the lexicon's: the chief whole first.
    let mut lists: Vec<_> = lists.into_iter().collect();
    lists.sort_by_key(|list| std::cmp::Reverse(list.len()));
    for id in lists.into_iter().flatten() {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
    all
}

pub(super) fn from_party(party: &Party) -> Actor {
    Actor {
        id: party.id.clone(),
        name: party.name.clone(),
        kind: party.kind,
        country: party.country.clone(),
        sector: party.sector.clone(),
        names: vec![party.name.to_string()],
        offices: Vec::new(),
        part_of: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{actor, party};
    use super::*;
    use crate::model::ActorKind;

    #[test]
    fn records_of_one_actor_join_in_any_order() {
        let mut a = actor("CHN.wang-yi", ActorKind::Person, "Wang");
        a.names = vec!["Wang".into()];
        let mut b = actor("CHN.wang-yi", ActorKind::Person, "Wang Yi");
        b.names = vec!["Wang Yi".into(), "Wang".into()];
        b.part_of = vec!["CHN.MFA".into(), "CHN".into()];
        let none: [&Party; 0] = [];
        let one = gather([&a, &b], none);
        assert_eq!(one, gather([&b, &a], none));
        assert_eq!(one[0].name, "Wang Yi");
        assert_eq!(one[0].names, ["Wang", "Wang Yi"]);
        assert_eq!(one[0].part_of, ["CHN.MFA".into(), "CHN".into()]);
    }

    #[test]
    fn parties_without_a_record_get_one() {
        let got = gather([], [&party("RUS")]);
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].id, "RUS".into());
    }
}
