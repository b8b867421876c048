//! Offices over time: for which bodies a person acts on a day.
//!
//! The lexicon's terms have borders and go before what articles say, which is true of their own day only.

use crate::model::{Actor, ActorId, ActorKind, Date, Days, Office};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The offices of one person.
#[derive(Debug)]
pub(super) struct Terms {
    terms: Vec<Term>,
    /// Days of articles, and of what body they call the person an officer.
    seen: Vec<(Date, ActorId)>,
}

/// A term of the lexicon.
#[derive(Debug)]
struct Term {
    body: ActorId,
    from: Option<Date>,
    to: Option<Date>,
}

/// Whether an office is a term of the lexicon: articles give no borders, and have a day.
pub fn is_term(office: &Office) -> bool {
    office.seen.is_empty() && (office.since.is_some() || office.until.is_some())
}

impl Terms {
    /// The dated offices of a person; `None` when nothing of it has a day.
    pub(super) fn of(actor: &Actor) -> Option<Terms> {
        if actor.kind != ActorKind::Person {
            return None;
        }
        let days = |text: &Option<String>| text.as_ref()?.parse::<Days>().ok();
        let mut terms = Vec::new();
        let mut seen = Vec::new();
        for office in &actor.offices {
            let Some(body) = office.body.as_ref().filter(|b| **b != actor.id) else {
                continue;
            };
            if is_term(office) {
                terms.push(Term {
                    body: body.clone(),
                    from: days(&office.since).map(|d| d.first),
                    to: days(&office.until).map(|d| d.last),
                });
            }
            seen.extend(office.seen.iter().map(|day| (*day, body.clone())));
        }
        (!terms.is_empty() || !seen.is_empty()).then_some(Terms { terms, seen })
    }

    /// The bodies on a day, the office entered last first; where no term holds, what the nearest article says.
    pub(super) fn on(&self, day: Date) -> Vec<ActorId> {
        let holds = |t: &&Term| t.from.is_none_or(|d| d <= day) && t.to.is_none_or(|d| day <= d);
        let mut held: Vec<&Term> = self.terms.iter().filter(holds).collect();
        held.sort_by_key(|t| (Reverse(t.from), &t.body));
        let mut bodies: Vec<ActorId> = Vec::new();
        for term in held {
            if !bodies.contains(&term.body) {
                bodies.push(term.body.clone());
            }
        }
        if bodies.is_empty() {
            let apart = |seen: &Date| seen.since(day).map_or(i32::MAX, |s| s.get_days().abs());
            let nearest = self.seen.iter().min_by_key(|(at, body)| (apart(at), body));
            bodies.extend(nearest.map(|(_, body)| body.clone()));
        }
        bodies
    }

    /// Every body the person acted for on some day.
    pub(super) fn bodies(&self) -> BTreeSet<&ActorId> {
        let terms = self.terms.iter().map(|t| &t.body);
        terms
            .chain(self.seen.iter().map(|(_, body)| body))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::actor;
    use super::*;

    fn office(body: &str, since: &str, until: &str, seen: &[&str]) -> Office {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Office {
            title: "minister".into(),
            body: Some(body.into()),
            since: some(since),
            until: some(until),
            seen: seen.iter().filter_map(|d| d.parse().ok()).collect(),
        }
    }

    #[test]
    fn terms_go_before_articles_and_the_last_entered_first() {
        let mut person = actor("NOR.a-b", ActorKind::Person, "A B");
        person.offices = vec![
            office("NOR.MFA", "2005", "2009", &[]),
            office("NOR", "2008-06", "2013-10-01", &[]),
            office("IGO.NATO", "2014-10-01", "", &[]),
            office("NOR.DEF", "", "", &["2003-03-01"]),
            office("NOR.FIN", "", "", &["2001-01-01", "2007-01-01"]),
        ];
        let terms = Terms::of(&person).expect("it has terms");
        for (day, want) in [
            ("2001-02-01", &["NOR.FIN"][..]),
            ("2003-01-01", &["NOR.DEF"]),
            ("2005-01-01", &["NOR.MFA"]),
            ("2007-01-01", &["NOR.MFA"]),
            ("2009-12-31", &["NOR", "NOR.MFA"]),
            ("2010-01-01", &["NOR"]),
            ("2013-12-01", &["NOR.FIN"]),
            ("2030-01-01", &["IGO.NATO"]),
        ] {
            let day = day.parse().expect("a day");
            let want: Vec<ActorId> = want.iter().map(|id| ActorId::new(*id)).collect();
            assert_eq!(terms.on(day), want, "{day}");
        }
        assert_eq!(terms.bodies().len(), 5);
    }

    #[test]
    fn who_has_no_dated_office_has_no_terms() {
        let mut person = actor("NOR.a-b", ActorKind::Person, "A B");
        person.offices = vec![office("NOR.MFA", "", "", &[])];
        assert!(Terms::of(&person).is_none());
        let mut body = actor("NOR.MFA", ActorKind::Body, "MFA");
        body.offices = vec![office("NOR", "2001", "", &[])];
        assert!(Terms::of(&body).is_none());
    }
}
