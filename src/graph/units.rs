//! What is part of what: persons of bodies, bodies of states.
//!
//! What an actor belongs to stands in its record; where there is none the id tells: `CHN.MFA` lies in
//! `CHN`. A state belongs to nothing here, whatever unions it has joined. Whom a person acts for changes with
//! the day (`terms`); without a day it is all the articles say.

use super::terms::{Terms, is_term};
use crate::model::{Actor, ActorId, ActorKind, Date, STATELESS};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// PLOVER sectors of those who act for their state.
const OF_THE_STATE: [&str; 6] = ["COP", "GOV", "JUD", "LEG", "MIL", "SPY"];

/// Longest way up that is followed; records made by hand may run in circles.
const HIGHEST: usize = 8;

/// The id under which an actor is compared: a state and its government are one.
pub(super) fn same(id: &str) -> &str {
    id.strip_suffix(".GOV")
        .filter(|root| is_state(root))
        .unwrap_or(id)
}

/// Whether an id has the form of a state's.
pub(super) fn is_state(id: &str) -> bool {
    id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase()) && !STATELESS.contains(&id)
}

/// The larger actor an id tells of by itself.
fn id_parent(id: &str) -> Option<&str> {
    let (parent, _) = id.rsplit_once('.')?;
    (parent.contains('.') || is_state(parent)).then_some(parent)
}

/// What the records say of belonging.
#[derive(Debug, Default)]
pub(super) struct Units {
    known: FxHashMap<ActorId, Known>,
}

#[derive(Debug)]
struct Known {
    kind: ActorKind,
    /// Acts for its state; without a sector nobody knows otherwise.
    official: bool,
    parents: Vec<ActorId>,
    /// A person's offices over time.
    terms: Option<Terms>,
}

impl Units {
    pub(super) fn of(actors: &[Actor]) -> Self {
        let known = actors.iter().map(|actor| {
            let said = actor.offices.iter().filter(|o| !is_term(o));
            let offices = || said.filter_map(|o| o.body.clone());
            let mut parents = actor.part_of.clone();
            if parents.is_empty() {
                parents = offices().collect();
            }
            parents.retain(|p| *p != actor.id);
            parents.dedup();
            let sectors = &actor.sector;
            let known = Known {
                kind: actor.kind,
                official: sectors.is_empty()
                    || sectors.iter().any(|s| OF_THE_STATE.contains(&s.as_str())),
                parents,
                terms: Terms::of(actor),
            };
            (actor.id.clone(), known)
        });
        Units {
            known: known.collect(),
        }
    }

    /// What an actor belongs to directly, on a day or by all that is said of it.
    fn parents(&self, id: &ActorId, on: Option<Date>) -> Cow<'_, [ActorId]> {
        let known = self.known.get(id);
        if is_state(id.as_str()) || known.is_some_and(|k| k.kind == ActorKind::State) {
            return Cow::Borrowed(&[]);
        }
        let terms = known.and_then(|k| k.terms.as_ref());
        let then = on.zip(terms).map(|(on, terms)| terms.on(on));
        match (then, known) {
            (Some(then), _) if !then.is_empty() => Cow::Owned(then),
            (_, Some(known)) if !known.parents.is_empty() => Cow::Borrowed(&known.parents),
            _ => Cow::Owned(
                id_parent(id.as_str())
                    .map(ActorId::new)
                    .into_iter()
                    .collect(),
            ),
        }
    }

    /// The actor and all it belongs to, nearest first.
    pub(super) fn wholes(&self, id: &ActorId, on: Option<Date>) -> Vec<ActorId> {
        let mut up = vec![id.clone()];
        let mut level = 0..1;
        for _ in 0..HIGHEST {
            for at in level.clone() {
                for parent in self.parents(&up[at].clone(), on).iter() {
                    if !up.contains(parent) {
                        up.push(parent.clone());
                    }
                }
            }
            level = level.end..up.len();
        }
        up
    }

    /// Whether `part` is `whole` or belongs to it.
    pub(super) fn within(&self, part: &ActorId, whole: &ActorId, on: Option<Date>) -> bool {
        let whole = same(whole.as_str());
        self.wholes(part, on)
            .iter()
            .any(|id| same(id.as_str()) == whole)
    }

    /// The state an actor belongs to, or for what belongs to none the largest whole.
    pub(super) fn state(&self, id: &ActorId, on: Option<Date>) -> ActorId {
        let mut at = id.clone();
        for _ in 0..HIGHEST {
            match self.parents(&at, on).first() {
                Some(parent) => at = parent.clone(),
                None => break,
            }
        }
        at
    }

    /// The body a person acts for, or what it belongs to when no body is known; others are themselves.
    pub(super) fn body(&self, id: &ActorId, on: Option<Date>) -> ActorId {
        if self
            .known
            .get(id)
            .is_none_or(|k| k.kind != ActorKind::Person)
        {
            return id.clone();
        }
        let parents = self.parents(id, on);
        let body = parents.iter().find(|p| !is_state(p.as_str()));
        body.or(parents.first()).unwrap_or(id).clone()
    }

    /// The bodies a person acts for at one time or another; empty for all whose place never changes.
    pub(super) fn offices(&self, id: &ActorId) -> Vec<&ActorId> {
        let terms = self.known.get(id).and_then(|k| k.terms.as_ref());
        terms.map_or(Vec::new(), |t| t.bodies().into_iter().collect())
    }

    /// Whether `part` may be the one meant where a text names only `whole`: the minister for the state, but
    /// not the rebels.
    pub(super) fn stands_for(&self, part: &str, whole: &str) -> bool {
        let part = ActorId::new(part);
        if part.as_str() == whole || !self.within(&part, &ActorId::new(whole), None) {
            return false;
        }
        if !is_state(whole) {
            return true;
        }
        let acts = |k: &Known| {
            k.official
                && matches!(
                    k.kind,
                    ActorKind::Person | ActorKind::Body | ActorKind::Government
                )
        };
        self.known.get(&part).is_some_and(acts)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::actor;
    use super::*;
    use ActorKind::*;

    fn units() -> Units {
        let mut wang = actor("CHN.wang-yi", Person, "Wang Yi");
        wang.part_of = vec!["CHN.MFA".into()];
        let mut head = actor("PRT.guterres", Person, "António Guterres");
        head.part_of = vec!["IGO.UN".into()];
        let mut france = actor("FRA", State, "France");
        france.part_of = vec!["IGO.EU".into()];
        let mut rebels = actor("MMR.kia", Group, "Kachin Independence Army");
        rebels.sector = vec!["REB".into()];
        let mut round = actor("XKX.a", Body, "A");
        round.part_of = vec!["XKX.b".into()];
        let mut circle = actor("XKX.b", Body, "B");
        circle.part_of = vec!["XKX.a".into()];
        Units::of(&[wang, head, france, rebels, round, circle])
    }

    #[test]
    fn state_is_the_top_of_the_chain() {
        let units = units();
        for (id, want) in [
            ("CHN.wang-yi", "CHN"),
            ("CHN.MFA", "CHN"),
            ("AFG.GOV", "AFG"),
            ("PRT.guterres", "IGO.UN"),
            ("IGO.UN.SC", "IGO.UN"),
            ("IGO.UN", "IGO.UN"),
            ("FRA", "FRA"),
        ] {
            assert_eq!(units.state(&id.into(), None), ActorId::new(want), "{id}");
        }
    }

    #[test]
    fn within_follows_records_then_ids() {
        let units = units();
        for (part, whole, want) in [
            ("CHN.wang-yi", "CHN", true),
            ("CHN.wang-yi", "CHN.GOV", true),
            ("CHN.wang-yi", "CHN.MFA", true),
            ("CHN.MFA", "CHN.wang-yi", false),
            ("PRT.guterres", "PRT", false),
            ("PRT.guterres", "IGO.UN", true),
            ("FRA", "IGO.EU", false),
            ("XKX.a", "CHN", false),
        ] {
            assert_eq!(
                units.within(&part.into(), &whole.into(), None),
                want,
                "{part} in {whole}"
            );
        }
    }

    #[test]
    fn only_officials_stand_for_a_state() {
        let units = units();
        assert!(units.stands_for("CHN.wang-yi", "CHN"));
        assert!(!units.stands_for("MMR.kia", "MMR"));
        assert!(!units.stands_for("CHN", "CHN.wang-yi"));
    }

    #[test]
    fn body_of_a_person() {
        assert_eq!(units().body(&"CHN.wang-yi".into(), None), "CHN.MFA".into());
        assert_eq!(units().body(&"CHN".into(), None), "CHN".into());
    }

    #[test]
    fn whom_a_person_acts_for_changes_with_the_day() {
        let mut chief = actor("NOR.chief", Person, "A Chief");
        let office = |body: &str, since: &str, until: Option<&str>| crate::model::Office {
            title: "chief".into(),
            body: Some(body.into()),
            since: Some(since.into()),
            until: until.map(str::to_owned),
            seen: Vec::new(),
        };
        chief.offices = vec![
            office("NOR", "2005", Some("2013")),
            office("IGO.NATO", "2014", Some("2024")),
        ];
        let units = Units::of(&[chief]);
        for (day, state, in_norway) in [
            (Some("2008-01-01"), "NOR", true),
            (Some("2020-01-01"), "IGO.NATO", false),
            (Some("2026-01-01"), "NOR", true),
            (None, "NOR", true),
        ] {
            let day = day.and_then(|d| d.parse().ok());
            let id = ActorId::new("NOR.chief");
            assert_eq!(units.state(&id, day), state.into(), "{day:?}");
            assert_eq!(units.within(&id, &"NOR".into(), day), in_norway, "{day:?}");
        }
        assert_eq!(units.offices(&"NOR.chief".into()).len(), 2);
    }
}
