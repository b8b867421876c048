//! Reports → groups that tell one event.
//!
//! Four steps, each independent of the order of documents:
//!
//! 1. reports with the same parties, kind, code root, status and negation whose days overlap;
//! 2. a group that names a party less closely ("Beijing") joins the one that names it more closely
//!    ("Wang Yi") when exactly one fits;
//! 3. what is mentioned in passing ("Moscow's recognition of …") joins the nearest event of that sort told of
//!    before; what finds none stands by itself;
//! 4. groups become events (`told_event`), and ids are given.

use super::key::{Identity, Sides};
use super::told_event::{self, Member};
use super::units::Units;
use super::{Derived, DocumentReports, people};
use crate::model::{Actor, Basis, Date, Days, DocId, Event, EventId, Report, Status};
use std::collections::{BTreeMap, BTreeSet};

/// What reports must share to tell one event, besides days and, more loosely, parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sort<'a> {
    root: &'a str,
    /// "Moscow recognised Kabul" and "Rudenko received the ambassador" share root and day, and are two events.
    kind: &'a str,
    reciprocal: bool,
    status: Status,
    negated: bool,
}

/// Reports that tell one event.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub sides: Sides,
    sort: Sort<'a>,
    /// The days common to all members.
    pub days: Option<Days>,
    pub members: Vec<Member<'a>>,
}

impl<'a> Group<'a> {
    fn of(member: Member<'a>) -> Self {
        Group {
            sides: sides(member.report),
            sort: sort(member.report),
            days: days(member.report),
            members: vec![member],
        }
    }
    fn take(&mut self, other: Group<'a>) {
        self.days = match (self.days, other.days) {
            (Some(a), Some(b)) => Some(Days {
                first: a.first.max(b.first),
                last: a.last.min(b.last),
            }),
            (a, b) => a.or(b),
        };
        self.members.extend(other.members);
    }
    fn overlaps(&self, other: &Group) -> bool {
        match (self.days, other.days) {
            (Some(a), Some(b)) => a.overlaps(&b),
            _ => false,
        }
    }
    fn identity(&self) -> Identity<'_> {
        Identity {
            sides: &self.sides,
            reciprocal: self.sort.reciprocal,
            root: self.sort.root,
            first: self.days.map(|d| d.first),
            status: self.sort.status,
            negated: self.sort.negated,
        }
    }
    /// The first place that tells it, by document and place in it.
    fn place(&self) -> (&DocId, usize, usize) {
        let place = |m: &Member<'a>| (m.doc, m.report.evidence.start, m.index);
        let places = self.members.iter().map(place);
        places.min().expect("a group has a member")
    }
}

fn sides(report: &Report) -> Sides {
    Sides::new(&report.source, &report.target, report.reciprocal)
}

fn sort(report: &Report) -> Sort<'_> {
    Sort {
        root: report.cameo.root(),
        kind: &report.kind,
        reciprocal: report.reciprocal,
        status: report.status,
        negated: report.negated,
    }
}

/// The days a report itself gives.
fn days(report: &Report) -> Option<Days> {
    report.when.days
}

/// Mentioned in passing, with no day of its own.
pub(super) fn in_passing(report: &Report) -> bool {
    let own = matches!(
        report.when.basis,
        Some(Basis::Stated) | Some(Basis::Relative)
    );
    report.presupposed && !own
}

impl Derived {
    /// Actors and events of all documents, and of what was given ready-made.
    pub(super) fn from(
        told: &BTreeMap<DocId, DocumentReports>,
        given: &(Vec<Actor>, Vec<Event>),
    ) -> Self {
        let records = || told.values().flat_map(|d| &d.actors).chain(&given.0);
        let parties = told
            .values()
            .flat_map(|d| &d.reports)
            .filter(|r| !r.partial)
            .flat_map(|r| r.source.iter().chain(&r.target))
            .chain(people::parties(&given.1));
        let actors = people::gather(records(), parties);
        let units = Units::of(&actors);
        let mut events = events(told, &units);
        told_event::join_given(&mut events, &given.1);
        events.sort_by(told_event::order);
        Derived {
            actors,
            events,
            units,
        }
    }
}

impl Derived {
    /// Of actors and events as they are; parties without a record get one.
    pub(super) fn ready_made(actors: Vec<Actor>, mut events: Vec<Event>) -> Self {
        let actors = people::gather(&actors, people::parties(&events));
        events.sort_by(told_event::order);
        Derived {
            units: Units::of(&actors),
            actors,
            events,
        }
    }
}

/// The events all documents tell.
fn events(told: &BTreeMap<DocId, DocumentReports>, units: &Units) -> Vec<Event> {
    let members = told.values().flat_map(|document| {
        let member = |(index, report)| Member {
            doc: &document.doc,
            index,
            report,
        };
        let whole = document.reports.iter().enumerate();
        whole.filter(|(_, r)| !r.partial).map(member)
    });
    let (passing, own): (Vec<_>, Vec<_>) = members.partition(|m| in_passing(m.report));
    let groups = same_parties(own.into_iter().map(Group::of));
    let mut groups = roll_up(groups, units);
    let rest = place_in_passing(&mut groups, passing, units);
    groups.extend(same_parties(rest.into_iter().map(Group::of)));
    let mut groups = same_parties(groups);
    groups.sort_by(|a, b| (a.identity(), a.place()).cmp(&(b.identity(), b.place())));

    let mut ids: Vec<EventId> = Vec::with_capacity(groups.len());
    let mut ordinal = 0;
    for (n, group) in groups.iter().enumerate() {
        let again = n > 0 && groups[n - 1].identity() == group.identity();
        ordinal = if again { ordinal + 1 } else { 0 };
        ids.push(group.identity().id(ordinal));
    }
    let mut told_as: BTreeMap<(&DocId, usize), &EventId> = BTreeMap::new();
    for (group, id) in groups.iter().zip(&ids) {
        told_as.extend(group.members.iter().map(|m| ((m.doc, m.index), id)));
    }
    let about = |m: &Member| Some((*told_as.get(&(m.doc, m.report.about?))?).clone());
    groups
        .iter()
        .zip(&ids)
        .map(|(group, id)| told_event::event(group, id.clone(), &about))
        .collect()
}

/// Joins groups of exactly the same parties and sort where their days overlap.
///
/// The narrowest range goes first. A range that overlaps several events ("in May", two attacks) says of none
/// that it is the one, so it stands by itself.
fn same_parties<'a>(groups: impl IntoIterator<Item = Group<'a>>) -> Vec<Group<'a>> {
    let mut keyed: BTreeMap<(Sort, Sides), Vec<Group>> = BTreeMap::new();
    for group in groups {
        let key = (group.sort, group.sides.clone());
        keyed.entry(key).or_default().push(group);
    }
    let mut all = Vec::new();
    for mut candidates in keyed.into_values() {
        candidates.sort_by_cached_key(|g| {
            let width = g
                .days
                .map(|d| d.last.since(d.first).map_or(0, |s| s.get_days()));
            let place = g.place();
            (
                width.is_none(),
                width,
                g.days,
                place.0.clone(),
                place.1,
                place.2,
            )
        });
        let mut clusters: Vec<Group> = Vec::new();
        for group in candidates {
            let equal = clusters.iter().position(|c| c.days == group.days);
            let fitting = equal.or_else(|| only(clusters.iter(), |c| c.overlaps(&group)));
            match fitting {
                Some(at) => clusters[at].take(group),
                None => clusters.push(group),
            }
        }
        all.append(&mut clusters);
    }
    all
}

/// Where the only one stands that fits.
fn only<'g, T: 'g>(
    all: impl Iterator<Item = &'g T>,
    fits: impl Fn(&'g T) -> bool,
) -> Option<usize> {
    let mut fitting = all.enumerate().filter(|(_, x)| fits(x)).map(|(at, _)| at);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// Lets each group whose parties are named less closely join the one group that names them more closely.
fn roll_up<'a>(groups: Vec<Group<'a>>, units: &Units) -> Vec<Group<'a>> {
    let mut buckets: BTreeMap<(Sort, Sides), Vec<Group>> = BTreeMap::new();
    for group in groups {
        let key = (group.sort, group.sides.rolled_up(units));
        buckets.entry(key).or_default().push(group);
    }
    let mut all = Vec::new();
    for mut bucket in buckets.into_values() {
        // The most closely named first, so that what joins them is out of the way of the less close.
        bucket.sort_by_cached_key(|g| {
            let place = g.place();
            let closeness = std::cmp::Reverse(g.sides.closeness(units));
            (closeness, g.days, place.0.clone(), place.1, place.2)
        });
        let mut kept: Vec<Group> = Vec::new();
        for group in bucket {
            let closer = |k: &Group| k.overlaps(&group) && group.sides.covers(&k.sides, units);
            match only(kept.iter(), closer) {
                Some(at) => kept[at].take(group),
                None => kept.push(group),
            }
        }
        all.append(&mut kept);
    }
    all
}

/// Lets each report in passing join the last event before its publication that it can mean; gives back the rest.
fn place_in_passing<'a>(
    groups: &mut [Group<'a>],
    passing: Vec<Member<'a>>,
    units: &Units,
) -> Vec<Member<'a>> {
    let mut alike: BTreeMap<(Sort, Sides), Vec<usize>> = BTreeMap::new();
    let mut beside: BTreeMap<(Sort, &DocId), Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let key = (group.sort, group.sides.rolled_up(units));
        alike.entry(key).or_default().push(at);
        let docs: BTreeSet<&DocId> = group.members.iter().map(|m| m.doc).collect();
        for doc in docs {
            beside.entry((group.sort, doc)).or_default().push(at);
        }
    }
    let mut rest = Vec::new();
    for member in passing {
        let sides = sides(member.report);
        let told_by = member.report.evidence.published;
        let last = |among: Option<&Vec<usize>>, fits: &dyn Fn(&Sides) -> bool| {
            let mut fitting: Vec<(Date, usize)> = among
                .into_iter()
                .flatten()
                .filter_map(|at| Some((groups[*at].days?.first, *at)))
                .filter(|(first, at)| {
                    told_by.is_none_or(|day| *first <= day) && fits(&groups[*at].sides)
                })
                .collect();
            fitting.sort();
            match fitting.as_slice() {
                [(_, at)] => Some(*at),
                // Without a day of publication "the last before" means nothing.
                [.., (before, _), (last, at)] if told_by.is_some() && before < last => Some(*at),
                _ => None,
            }
        };
        let sort = sort(member.report);
        let alike = alike.get(&(sort, sides.rolled_up(units)));
        let place = last(alike, &|g| *g == sides)
            .or_else(|| last(alike, &|g| sides.covers(g, units)))
            .or_else(|| last(beside.get(&(sort, member.doc)), &|g| sides.leaves_open(g)));
        match place {
            Some(at) => groups[at].members.push(member),
            None => rest.push(member),
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::super::Graph;
    use super::super::testing::{document, graph, report};
    use crate::model::*;

    /// `code date evidence` of each event.
    fn shown(graph: &Graph) -> Vec<String> {
        let line = |e: &Event| {
            let date = e.date.map(|d| d.to_string()).unwrap_or("-".into());
            let ids = |p: &[Party]| {
                p.iter()
                    .map(|p| p.id.to_string())
                    .collect::<Vec<_>>()
                    .join(",")
            };
            let (s, t) = (ids(&e.source), ids(&e.target));
            format!("{s}>{t} {} {date} x{}", e.cameo, e.evidence.len())
        };
        graph.all_events().iter().map(line).collect()
    }

    #[test]
    fn one_event_or_two() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            (
                "same parties, root and day",
                &["RUS > AFG 054 2025-07-03", "RUS > AFG 05 2025-07-03"],
                &["RUS>AFG 054 2025-07-03 x2"],
            ),
            (
                "a state and its government are one",
                &[
                    "RUS > AFG 054 2025-07-03",
                    "RUS.GOV > AFG.GOV 054 2025-07-03",
                ],
                &["RUS.GOV>AFG.GOV 054 2025-07-03 x2"],
            ),
            (
                "another kind of the same root",
                &[
                    "RUS > AFG 054 2025-07-03",
                    "RUS.rudenko > AFG.hassan 050 2025-07-03 receive",
                ],
                &[
                    "RUS.rudenko>AFG.hassan 050 2025-07-03 x1",
                    "RUS>AFG 054 2025-07-03 x1",
                ],
            ),
            (
                "another direction",
                &["RUS > AFG 054 2025-07-03", "AFG > RUS 054 2025-07-03"],
                &["AFG>RUS 054 2025-07-03 x1", "RUS>AFG 054 2025-07-03 x1"],
            ),
            (
                "no direction where both act",
                &["RUS & AFG 040 2025-07-03", "AFG & RUS 040 2025-07-03"],
                &["RUS>AFG 040 2025-07-03 x2"],
            ),
            (
                "another day",
                &["RUS > AFG 054 2025-07-03", "RUS > AFG 054 2025-07-04"],
                &["RUS>AFG 054 2025-07-03 x1", "RUS>AFG 054 2025-07-04 x1"],
            ),
            (
                "a month that holds the day",
                &[
                    "RUS > AFG 054 2025-07-01..2025-07-31",
                    "RUS > AFG 054 2025-07-03",
                ],
                &["RUS>AFG 054 2025-07-03 x2"],
            ),
            (
                "a month that holds two days tells which of neither",
                &[
                    "RUS > AFG 190 2025-07-01..2025-07-31",
                    "RUS > AFG 190 2025-07-03",
                    "RUS > AFG 190 2025-07-09",
                ],
                &[
                    "RUS>AFG 190 2025-07-01 x1",
                    "RUS>AFG 190 2025-07-03 x1",
                    "RUS>AFG 190 2025-07-09 x1",
                ],
            ),
            (
                "the minister for the state",
                &[
                    "CHN > AFG 051 2025-05-21",
                    "CHN.wang-yi > AFG 051 2025-05-21",
                ],
                &["CHN.wang-yi>AFG 051 2025-05-21 x2"],
            ),
            (
                "two ministers: which one is not told",
                &[
                    "CHN > AFG 051 2025-05-21",
                    "CHN.wang-yi > AFG 051 2025-05-21",
                    "CHN.li > AFG 051 2025-05-21",
                ],
                &[
                    "CHN>AFG 051 2025-05-21 x1",
                    "CHN.li>AFG 051 2025-05-21 x1",
                    "CHN.wang-yi>AFG 051 2025-05-21 x1",
                ],
            ),
            (
                "both sides named more closely",
                &[
                    "CHN & AFG 040 2025-05-21",
                    "CHN.wang-yi & AFG.muttaqi 040 2025-05-21",
                ],
                &["CHN.wang-yi>AFG.muttaqi 040 2025-05-21 x2"],
            ),
            (
                "undated ones of one sort",
                &[
                    "RUS > AFG 054 -",
                    "RUS > AFG 054 -",
                    "RUS > AFG 054 2025-07-03",
                ],
                &["RUS>AFG 054 2025-07-03 x1", "RUS>AFG 054 - x2"],
            ),
        ];
        for (what, lines, want) in cases {
            let mut got = shown(&graph(lines));
            let mut want: Vec<String> = want.iter().map(|w| w.to_string()).collect();
            got.sort();
            want.sort();
            assert_eq!(got, want, "{what}");
        }
    }

    #[test]
    fn denials_and_plans_stay_apart_from_facts() {
        let fact = report("RUS > AFG 054 2025-07-03");
        let mut plan = fact.clone();
        plan.status = Status::Planned;
        let mut denial = fact.clone();
        denial.negated = true;
        let graph = Graph::from_reports([document("a", "2025-07-04", vec![fact, plan, denial])]);
        assert_eq!(graph.all_events().len(), 3);
    }

    #[test]
    fn a_mention_in_passing_joins_the_last_event_before_it() {
        let mut passing = report("RUS > AFG 054 -");
        passing.presupposed = true;
        let of = |lines: &[&str]| lines.iter().map(|l| report(l)).collect::<Vec<_>>();
        let told = of(&[
            "RUS > AFG.GOV 054 2025-03-01",
            "RUS > AFG.GOV 054 2025-07-03",
            "RUS > AFG.GOV 054 2025-09-09",
        ]);
        let graph = Graph::from_reports([
            document("a", "2025-07-04", told),
            document("b", "2025-07-05", vec![passing.clone()]),
        ]);
        assert_eq!(
            shown(&graph),
            [
                "RUS>AFG.GOV 054 2025-03-01 x1",
                "RUS>AFG.GOV 054 2025-07-03 x2",
                "RUS>AFG.GOV 054 2025-09-09 x1"
            ]
        );
        let alone = Graph::from_reports([document("b", "2025-07-05", vec![passing])]);
        assert_eq!(shown(&alone), ["RUS>AFG 054 - x1"]);
    }

    #[test]
    fn a_mention_without_its_doer_joins_within_its_document_only() {
        let mut passing = report("_ > AFG 054 -");
        passing.source.clear();
        passing.presupposed = true;
        let told = report("RUS > AFG 054 2025-07-03");
        let one = Graph::from_reports([document(
            "a",
            "2025-07-04",
            vec![told.clone(), passing.clone()],
        )]);
        assert_eq!(one.all_events().len(), 1);
        let two = Graph::from_reports([
            document("a", "2025-07-04", vec![told]),
            document("b", "2025-07-04", vec![passing]),
        ]);
        assert_eq!(two.all_events().len(), 2);
    }

    #[test]
    fn about_points_at_the_event_of_the_other_report() {
        let pledge = report("AFG > CHN 030 2025-05-21");
        let mut content = report("AFG > CHN 070 2025-05-21");
        content.status = Status::Planned;
        content.about = Some(0);
        let graph = Graph::from_reports([document("a", "2025-05-22", vec![pledge, content])]);
        let of = |root| graph.all_events().iter().find(|e| e.cameo.root() == root);
        let (pledge, content) = (of("03").expect("pledge"), of("07").expect("content"));
        assert_eq!(content.about.as_ref(), Some(&pledge.id));
        assert_eq!(pledge.about, None);
    }

    #[test]
    fn ids_are_all_different() {
        // Same parties, root and first day, and yet two events: the wide range cannot tell which it is.
        let graph = graph(&[
            "RUS > UKR 190 2025-07-03",
            "RUS > UKR 190 2025-07-09",
            "RUS > UKR 190 2025-07-03..2025-07-31",
        ]);
        let mut ids: Vec<_> = graph.all_events().iter().map(|e| &e.id).collect();
        assert_eq!(ids.len(), 3);
        ids.dedup();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 3);
    }
}
