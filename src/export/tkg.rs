//! Quads for temporal knowledge graph research: the folder RE-Net and its successors read, or plain lines.
//!
//! The folder: `entity2id.txt` and `relation2id.txt` (name, id), `stat.txt`, and `train.txt`, `valid.txt`,
//! `test.txt` with `source relation target time 0`, time counted in days from the first; split by time 80 to
//! 10 to 10, no day in two parts. `time2id.txt` beside them says which day is which, so that no date is lost.
//! The one file: `date source relation target`, a line each. Both go by names, relations by CAMEO's words.

use super::order::{Edge, alone, edges};
use super::tables::{plain, tabbed};
use super::{Counts, Data, Exporter, LeftOut};
use crate::model::{ActorId, Date};
use crate::ontology;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Write};

/// The plain lines, and the folder.
pub(super) struct Tkg;

enum Part {
    Entities,
    Relations,
    Times,
    Numbers,
    Train,
    Valid,
    Test,
}

/// What the files of the folder share.
struct Quads<'a> {
    edges: Vec<(Date, Edge<'a>)>,
    left_out: LeftOut,
    /// Names by actor; unique.
    names: BTreeMap<&'a ActorId, String>,
    relations: BTreeSet<Cow<'a, str>>,
    days: BTreeSet<Date>,
}

impl<'a> Quads<'a> {
    fn of(data: &Data<'a>) -> Self {
        let all = edges(data);
        let alone = alone(data, &all);
        let dated = |e: &Edge<'a>| e.event.date;
        let undated = all.iter().filter(|e| e.first && dated(e).is_none()).count();
        let edges: Vec<(Date, Edge)> = all
            .into_iter()
            .filter_map(|e| Some((dated(&e)?, e)))
            .collect();
        let relations = edges.iter().map(|(_, e)| relation(e)).collect();
        let days = edges.iter().map(|(day, _)| *day).collect();
        Quads {
            names: names(&edges),
            relations,
            days,
            left_out: LeftOut {
                alone,
                undated,
                ..LeftOut::default()
            },
            edges,
        }
    }
}

/// The name of each actor; the id behind it where two have the same.
fn names<'a>(edges: &[(Date, Edge<'a>)]) -> BTreeMap<&'a ActorId, String> {
    let mut names: BTreeMap<&ActorId, String> = BTreeMap::new();
    for party in edges.iter().flat_map(|(_, e)| [e.source, e.target]) {
        names
            .entry(&party.id)
            .or_insert_with(|| plain(party.name.trim()));
    }
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for name in names.values() {
        *owners.entry(name.clone()).or_default() += 1;
    }
    for (id, name) in &mut names {
        if name.is_empty() || owners.get(name).is_some_and(|n| *n > 1) {
            *name = plain(&format!("{name} [{id}]"));
        }
    }
    names
}

/// CAMEO's words for the code; the kind where CAMEO has none.
fn relation<'a>(edge: &Edge<'a>) -> Cow<'a, str> {
    match ontology::code(edge.event.cameo.as_str()) {
        Some(code) => Cow::Owned(code.words()),
        None => Cow::Owned(plain(&edge.event.kind)),
    }
}

impl Exporter for Tkg {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let quads = Quads::of(data);
        for (day, edge) in &quads.edges {
            let day = day.to_string();
            let name = |id: &ActorId| quads.names[id].as_str();
            let (source, target) = (name(&edge.source.id), name(&edge.target.id));
            tabbed([&day, source, relation(edge).as_ref(), target], out)?;
        }
        Ok(Counts {
            edges: quads.edges.len(),
            left_out: quads.left_out,
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            edges: super::tables::count_tabbed(input, 4, 0)?,
            ..Counts::default()
        })
    }

    fn files<'d>(&self, _data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        vec![
            ("entity2id.txt".to_owned(), Box::new(Part::Entities)),
            ("relation2id.txt".to_owned(), Box::new(Part::Relations)),
            ("time2id.txt".to_owned(), Box::new(Part::Times)),
            ("stat.txt".to_owned(), Box::new(Part::Numbers)),
            ("train.txt".to_owned(), Box::new(Part::Train)),
            ("valid.txt".to_owned(), Box::new(Part::Valid)),
            ("test.txt".to_owned(), Box::new(Part::Test)),
        ]
    }
}

impl Exporter for Part {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let quads = Quads::of(data);
        let entities: BTreeSet<&str> = quads.names.values().map(String::as_str).collect();
        let written = match self {
            Part::Entities => numbered(entities.iter().copied(), out)?,
            Part::Relations => numbered(quads.relations.iter().map(AsRef::as_ref), out)?,
            Part::Times => {
                let start = quads.days.first();
                for day in &quads.days {
                    let time = start.map_or(0, |first| days_between(*first, *day));
                    tabbed([day.to_string(), time.to_string()], out)?;
                }
                quads.days.len()
            }
            Part::Numbers => {
                let row = [entities.len(), quads.relations.len(), 0];
                tabbed(row.map(|n| n.to_string()), out)?;
                1
            }
            part => part.quads(&quads, &entities, out)?,
        };
        Ok(Counts {
            left_out: quads.left_out,
            ..part_counts(self, written)
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let cells = match self {
            Part::Entities | Part::Relations | Part::Times => 2,
            Part::Numbers => 3,
            Part::Train | Part::Valid | Part::Test => 5,
        };
        Ok(part_counts(
            self,
            super::tables::count_tabbed(input, cells, 0)?,
        ))
    }
}

impl Part {
    /// The quads of one part of the time.
    fn quads(
        &self,
        quads: &Quads,
        entities: &BTreeSet<&str>,
        out: &mut dyn Write,
    ) -> io::Result<usize> {
        let number = |set: Vec<&str>| -> BTreeMap<String, usize> {
            set.into_iter()
                .enumerate()
                .map(|(n, s)| (s.to_owned(), n))
                .collect()
        };
        let entities = number(entities.iter().copied().collect());
        let relations = number(quads.relations.iter().map(AsRef::as_ref).collect());
        let (train, valid) = borders(&quads.edges);
        let mut count = 0;
        for (at, (day, edge)) in quads.edges.iter().enumerate() {
            let here = match self {
                Part::Train => at < train,
                Part::Valid => (train..valid).contains(&at),
                _ => at >= valid,
            };
            if !here {
                continue;
            }
            let start = quads.days.first().copied().unwrap_or(*day);
            let row = [
                entities[&quads.names[&edge.source.id]] as i64,
                relations[relation(edge).as_ref()] as i64,
                entities[&quads.names[&edge.target.id]] as i64,
                days_between(start, *day),
                0,
            ];
            tabbed(row.map(|n| n.to_string()), out)?;
            count += 1;
        }
        Ok(count)
    }
}

fn part_counts(part: &Part, rows: usize) -> Counts {
    let mut counts = Counts::default();
    match part {
        Part::Entities => counts.actors = rows,
        Part::Train | Part::Valid | Part::Test => counts.edges = rows,
        // names of codes and days are neither actors nor edges; counted, so that the files are checked
        Part::Relations | Part::Times | Part::Numbers => counts.evidence = rows,
    }
    counts
}

fn numbered<'a>(names: impl Iterator<Item = &'a str>, out: &mut dyn Write) -> io::Result<usize> {
    let mut count = 0;
    for (n, name) in names.enumerate() {
        tabbed([name, &n.to_string()], out)?;
        count = n + 1;
    }
    Ok(count)
}

/// Where validation and test begin: after four and nine tenths, moved to the next day's first quad.
fn borders(edges: &[(Date, Edge)]) -> (usize, usize) {
    let border = |tenths: usize| {
        let mut at = edges.len() * tenths / 10;
        while at > 0 && at < edges.len() && edges[at].0 == edges[at - 1].0 {
            at += 1;
        }
        at
    };
    (border(8), border(9))
}

fn days_between(first: Date, day: Date) -> i64 {
    first
        .until(day)
        .map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    fn written(part: &dyn Exporter, events: &[crate::model::Event]) -> String {
        let mut out = Vec::new();
        let data = Data {
            events,
            actors: &[],
            ..Data::default()
        };
        part.write(&data, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_are_what_the_import_reads() {
        let (events, _) = sample::seeds();
        let text = written(&Tkg, &events);
        assert!(text.contains(
            "2025-07-03\tRussia\tGrant diplomatic recognition\tIslamic Emirate of Afghanistan\n"
        ));
    }

    #[test]
    fn parts_share_no_day_and_lose_no_quad() {
        let (events, _) = sample::crowd(12, 200);
        let parts = [Part::Train, Part::Valid, Part::Test].map(|p| written(&p, &events));
        let days = parts.each_ref().map(|text| {
            let time = |line: &str| line.split('\t').nth(3).unwrap().parse().unwrap();
            text.lines().map(time).collect::<BTreeSet<u32>>()
        });
        assert_eq!(parts.iter().map(|p| p.lines().count()).sum::<usize>(), 200);
        assert!(days[0].is_disjoint(&days[1]) && days[1].is_disjoint(&days[2]));
        assert!(days.iter().all(|d| !d.is_empty()));
        let last = written(&Part::Times, &events);
        assert_eq!(last.lines().next().unwrap().split('\t').nth(1), Some("0"));
    }

    #[test]
    fn two_actors_of_one_name_stay_two() {
        let (mut events, _) = sample::seeds();
        for party in events
            .iter_mut()
            .flat_map(|e| e.source.iter_mut().chain(&mut e.target))
        {
            if party.id.as_str() == "AFG.GOV" {
                party.name = "Russia".into();
            }
        }
        let names = written(&Part::Entities, &events);
        assert!(names.contains("Russia [RUS]\t") && names.contains("Russia [AFG.GOV]\t"));
    }
}
