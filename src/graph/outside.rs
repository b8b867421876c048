//! Events that lie outside the terms the lexicon knows: of an actor, of a name, of an office an article gives.
//!
//! Either the lexicon is behind, or an article was read wrongly; both are worth a look, neither is decided here.

use super::Graph;
use super::terms::is_term;
use crate::lexicon::{Lexicon, NameRow, OfficeRow, TitleClass, fold};
use crate::model::{Actor, ActorId, Date, DocId, EventId, Party};
use compact_str::CompactString;
use serde::Serialize;
use std::collections::BTreeSet;

/// What was met outside its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OutsideOf {
    /// The actor did not exist, or no longer.
    Actor,
    /// The name meant somebody else.
    Name,
    /// An article gives a person an office the lexicon knows for other days only.
    Office,
}

/// A use of an actor, a name or an office outside its days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Outside {
    /// What it is.
    pub what: OutsideOf,
    /// The actor.
    pub actor: ActorId,
    /// Its name, the form used, or the office.
    pub name: String,
    /// The day of the event, or for an office of the article.
    pub day: Date,
    /// From when the lexicon has it; of several terms the nearest.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// The event; none for an office.
    pub event: Option<EventId>,
    /// The first document that tells it; none for an office.
    pub doc: Option<DocId>,
}

/// First and last day of a term; open where there is none.
type Days = (Option<Date>, Option<Date>);

fn holds((from, to): Days, first: Date, last: Date) -> bool {
    from.is_none_or(|from| from <= last) && to.is_none_or(|to| first <= to)
}

/// Of terms none of which holds, the one nearest to a day.
fn nearest(terms: &[Days], day: Date) -> Option<Days> {
    let apart = |border: Option<Date>| {
        let days = border.and_then(|b| b.since(day).ok());
        days.map_or(i32::MAX, |s| s.get_days().abs())
    };
    terms
        .iter()
        .copied()
        .min_by_key(|(from, to)| (apart(*from).min(apart(*to)), *from))
}

impl Graph {
    /// Every event party and every office told outside the days the lexicon knows, sorted, each once.
    pub fn outside(&self, lexicon: &Lexicon) -> Vec<Outside> {
        let mut found: BTreeSet<Outside> = BTreeSet::new();
        for event in self.all_events() {
            let Some(first) = event.date else { continue };
            let last = event.date_end.unwrap_or(first);
            for party in event.parties() {
                let mut add = |what, name: &str, terms: &[Days]| {
                    if terms.is_empty() || terms.iter().any(|t| holds(*t, first, last)) {
                        return;
                    }
                    let (since, until) = nearest(terms, first).unwrap_or_default();
                    found.insert(Outside {
                        what,
                        actor: party.id.clone(),
                        name: name.to_owned(),
                        day: first,
                        since,
                        until,
                        event: Some(event.id.clone()),
                        doc: event.evidence.first().map(|e| e.doc.clone()),
                    });
                };
                let row = lexicon.actor(&party.id).map(|row| (row.from, row.to));
                add(OutsideOf::Actor, &party.name, row.as_slice());
                add(OutsideOf::Name, &party.mention, &meanings(lexicon, party));
            }
        }
        for actor in self.actors() {
            offices(lexicon, actor, &mut found);
        }
        found.into_iter().collect()
    }
}

/// The days on which the form that named a party means it; empty when the lexicon sets none.
fn meanings(lexicon: &Lexicon, party: &Party) -> Vec<Days> {
    let form: &CompactString = &party.mention;
    let means = |row: &&NameRow| row.name == *form && row.actor == party.id;
    let index = lexicon.name_index();
    let cut = crate::lexicon::pieces(form, 0);
    let whole = index.at(&cut).filter(|(_, length)| *length == cut.len());
    let rows = whole.map(|(at, _)| &lexicon.names()[at]).filter(means);
    let days: Vec<Days> = rows.map(|row| (row.from, row.to)).collect();
    match days.iter().any(|(from, to)| from.is_none() && to.is_none()) {
        true => Vec::new(),
        false => days,
    }
}

/// Offices articles give a person on days on which the lexicon has no term of that office.
fn offices(lexicon: &Lexicon, person: &Actor, found: &mut BTreeSet<Outside>) {
    let terms = lexicon.terms(&person.id);
    if terms.is_empty() {
        return;
    }
    let past = |title: &str| {
        let words = title.split_whitespace();
        let past = |word: &str| {
            let all = lexicon.titles().iter();
            all.filter(|t| t.class == TitleClass::Modifier && t.past)
                .any(|t| fold(&t.title) == fold(word))
        };
        words.into_iter().any(past)
    };
    for office in person.offices.iter().filter(|o| !is_term(o)) {
        let Some(body) = &office.body else { continue };
        if past(&office.title) {
            continue;
        }
        let title = fold(&office.title);
        let same = |term: &&OfficeRow| {
            let own = fold(&term.office);
            let alike = own == title || title.ends_with(&format!(" {own}"));
            alike && (term.body == *body || term.body.root() == body.root())
        };
        let known: Vec<Days> = terms.iter().filter(same).map(|t| (t.from, t.to)).collect();
        for day in &office.seen {
            if known.is_empty() || known.iter().any(|t| holds(*t, *day, *day)) {
                continue;
            }
            let (since, until) = nearest(&known, *day).unwrap_or_default();
            found.insert(Outside {
                what: OutsideOf::Office,
                actor: person.id.clone(),
                name: office.title.clone(),
                day: *day,
                since,
                until,
                event: None,
                doc: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{actor, document, report};
    use super::*;
    use crate::model::{ActorKind, Office};

    #[test]
    fn what_lies_outside_its_days_is_told_with_the_days() -> crate::Result<()> {
        let lexicon = Lexicon::builtin()?;
        let mut told = document(
            "a",
            "2025-07-04",
            vec![
                report("SUN > NOR 051 2015-03-02"),
                report("SUN > NOR 040 1985-03-02"),
                report("SUN > NOR 042 1985-01-01..2020-01-01"),
                report("NOR > SWE 051 2015-03-02"),
            ],
        );
        let term = lexicon.terms(&"NOR.jens-stoltenberg".into())[0].clone();
        let mut person = actor(
            "NOR.jens-stoltenberg",
            ActorKind::Person,
            "Jens Stoltenberg",
        );
        let office = |title: &str, days: &[&str]| Office {
            title: title.into(),
            body: Some(term.body.clone()),
            since: None,
            until: None,
            seen: days.iter().filter_map(|d| d.parse().ok()).collect(),
        };
        let title = term.office.to_string();
        person.offices = vec![
            office(&title, &["1950-01-01"]),
            office(&format!("former {title}"), &["2060-01-01"]),
            office("juggler", &["1950-01-01"]),
        ];
        told.actors = vec![person];
        let graph = Graph::from_reports([told]);
        let found = graph.outside(&lexicon);
        let shown: Vec<String> = found
            .iter()
            .map(|o| format!("{:?} {} {} {}", o.what, o.actor, o.name, o.day))
            .collect();
        assert_eq!(
            shown,
            [
                "Actor SUN sun 2015-03-02".to_owned(),
                format!("Office NOR.jens-stoltenberg {title} 1950-01-01"),
            ]
        );
        assert_eq!(
            found[0].until.map(|d| d.to_string()),
            Some("1991-12-25".to_owned())
        );
        Ok(())
    }
}
