//! Dated triples: lines of `date⇥source⇥relation⇥target`, or a folder of quads by number.
//!
//! A relation is CAMEO's words for a code, the words of the ICEWS tables, or the code itself. A fact that
//! stands on two lines is one event told twice; the line is the evidence. Facts are taken as told: actual, with
//! full confidence, and nobody knows when they were reported.

use super::names::Names;
use super::{Gather, lines, unreadable};
use crate::error::{Error, Result};
use crate::graph;
use crate::lexicon::Lexicon;
use crate::model::{Basis, Cameo, Date, Days, DocId, Event, EventId, Evidence, Precision, Status};
use crate::ontology::{self, Code};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One line that can be an event.
struct Fact {
    days: Days,
    precision: Precision,
    source: String,
    code: &'static Code,
    /// The relation as written.
    relation: String,
    target: String,
    evidence: Evidence,
    place: String,
}

/// Reads files and folders together: names are settled over all of them.
pub(super) fn read(paths: &[PathBuf], lexicon: &Lexicon, gather: &mut Gather) -> Result<()> {
    let mut facts = Vec::new();
    for path in paths {
        if path.is_dir() {
            folder(path, gather, &mut facts)?;
        } else {
            file(path, gather, &mut facts)?;
        }
    }
    let both = facts.iter().flat_map(|f| [f.source.as_str(), &f.target]);
    let names = Names::of(both, lexicon);
    events(facts, &names, gather);
    Ok(())
}

fn file(path: &Path, gather: &mut Gather, facts: &mut Vec<Fact>) -> Result<()> {
    let doc = document(path);
    // Characters before the line: offsets are those of the file as a document.
    let mut at = 0;
    lines(path, gather, |gather, line, place| {
        gather.records += 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let taken = match cells.as_slice() {
            [date, source, relation, target] => {
                fact([date, source, relation, target], &doc, line, at, place)
            }
            other => Err(format!(
                "{} cells where date, source, relation and target are wanted, parted by tabs",
                other.len()
            )),
        };
        at += line.chars().count() + 1;
        match taken {
            Ok(fact) => facts.push(fact),
            Err(problem) => gather.refuse(place, problem),
        }
    })
}

/// Quads by number, their names and days beside them.
fn folder(path: &Path, gather: &mut Gather, facts: &mut Vec<Fact>) -> Result<()> {
    let entities = numbered(&path.join("entity2id.txt"), gather)?;
    let relations = numbered(&path.join("relation2id.txt"), gather)?;
    let times = path.join("time2id.txt");
    if !times.exists() {
        return Err(Error::Usage(format!(
            "`{}` has no time2id.txt, so nothing says which days its times are; add one (day, tab, time), \
             or give lines of date, source, relation, target",
            path.display()
        )));
    }
    let times = numbered(&times, gather)?;
    for part in ["train.txt", "valid.txt", "test.txt"] {
        let path = path.join(part);
        if !path.exists() {
            continue;
        }
        let doc = document(&path);
        lines(&path, gather, |gather, line, place| {
            gather.records += 1;
            let cells: Vec<&str> = line.split('\t').collect();
            let taken = match cells.as_slice() {
                [source, relation, target, time, ..] => {
                    let name = |names: &BTreeMap<String, String>, number: &str| {
                        names
                            .get(number.trim())
                            .cloned()
                            .ok_or_else(|| format!("no name has the number `{number}`"))
                    };
                    (|| {
                        let (source, target) = (name(&entities, source)?, name(&entities, target)?);
                        let (relation, day) = (name(&relations, relation)?, name(&times, time)?);
                        let told = [day, source, relation, target].join("\t");
                        let cells: Vec<&str> = told.split('\t').collect();
                        fact(
                            [cells[0], cells[1], cells[2], cells[3]],
                            &doc,
                            &told,
                            0,
                            place,
                        )
                    })()
                }
                other => Err(format!(
                    "{} cells where a quad has at least four",
                    other.len()
                )),
            };
            match taken {
                Ok(fact) => facts.push(fact),
                Err(problem) => gather.refuse(place, problem),
            }
        })?;
    }
    Ok(())
}

/// Name and number, a line each: the name by its number.
fn numbered(path: &Path, gather: &mut Gather) -> Result<BTreeMap<String, String>> {
    if !path.exists() {
        let source = std::io::ErrorKind::NotFound.into();
        return Err(unreadable(path)(source));
    }
    let mut names = BTreeMap::new();
    lines(path, gather, |gather, line, place| {
        match line.split('\t').collect::<Vec<_>>()[..] {
            [name, number, ..] => {
                names.insert(number.trim().to_owned(), name.to_owned());
            }
            _ => gather.refuse(place, "a name and a number are wanted, parted by a tab"),
        }
    })?;
    Ok(names)
}

fn document(path: &Path) -> DocId {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    DocId::new(stem.to_string_lossy())
}

fn fact(
    [date, source, relation, target]: [&str; 4],
    doc: &DocId,
    line: &str,
    at: usize,
    place: &str,
) -> std::result::Result<Fact, String> {
    let (date, source, target) = (date.trim(), source.trim(), target.trim());
    let days: Days = date.parse().map_err(|e: Error| e.to_string())?;
    if source.is_empty() || target.is_empty() {
        return Err("a source and a target are wanted".to_owned());
    }
    if source == target {
        return Err(format!("`{source}` is both source and target"));
    }
    let code = ontology::relation(relation)
        .ok_or_else(|| format!("CAMEO has no code called `{}`", relation.trim()))?;
    let precision = match date.len() {
        4 => Precision::Year,
        7 => Precision::Month,
        _ => Precision::Day,
    };
    let before: String = line.split('\t').take(2).collect::<Vec<_>>().join("\t");
    let trigger = at + before.chars().count() + 1;
    Ok(Fact {
        days,
        precision,
        source: source.to_owned(),
        code,
        relation: relation.trim().to_owned(),
        target: target.to_owned(),
        evidence: Evidence {
            doc: doc.clone(),
            published: None,
            url: None,
            sentence: line.to_owned(),
            start: at,
            end: at + line.chars().count(),
            trigger: (trigger, trigger + relation.chars().count()),
            rule: "import/tkg".to_owned(),
            dated: Vec::new(),
            named: Vec::new(),
        },
        place: place.to_owned(),
    })
}

/// Equal facts together, each event with an id of its own.
fn events(facts: Vec<Fact>, names: &Names, gather: &mut Gather) {
    let mut told: BTreeMap<(Date, Date, String, String, Cameo), Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        let (Some(source), Some(target)) = (names.party(&fact.source), names.party(&fact.target))
        else {
            continue;
        };
        if source.id == target.id {
            let problem = format!("`{}` and `{}` are one actor", fact.source, fact.target);
            gather.refuse(&fact.place, problem);
            continue;
        }
        let key = (
            fact.days.first,
            fact.days.last,
            source.id.to_string(),
            target.id.to_string(),
            fact.code.cameo.clone(),
        );
        told.entry(key).or_default().push(fact);
    }
    // Codes of one root on one day would share an id: they are numbered in the order of the codes.
    let mut ordinals: BTreeMap<EventId, usize> = BTreeMap::new();
    for facts in told.into_values() {
        if let Some((mut event, place)) = event(facts, names) {
            let ordinal = ordinals.entry(graph::event_id_of(&event, 0)).or_default();
            event.id = graph::event_id_of(&event, *ordinal);
            *ordinal += 1;
            gather.event(event, &place);
        }
    }
}

fn event(mut facts: Vec<Fact>, names: &Names) -> Option<(Event, String)> {
    facts.sort_by(|a, b| a.evidence.cmp(&b.evidence));
    let first = facts.first()?;
    let code = first.code;
    let mut docs: Vec<&DocId> = facts.iter().map(|f| &f.evidence.doc).collect();
    docs.dedup();
    let mut letters = first.relation.chars();
    let kind: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect();
    let event = Event {
        id: EventId::new(""),
        date: Some(first.days.first),
        date_end: (!first.days.is_one()).then_some(first.days.last),
        date_precision: first.precision,
        date_basis: Some(Basis::Stated),
        reported: None,
        kind: kind.into(),
        cameo: code.cameo.clone(),
        plover: code.plover,
        plover_mode: code.mode.map(Into::into),
        contexts: code.contexts.iter().map(|c| (*c).into()).collect(),
        quad: ontology::quad(code.cameo.as_str()),
        goldstein: code.goldstein,
        source: vec![names.party(&first.source)?.clone()],
        target: vec![names.party(&first.target)?.clone()],
        reciprocal: false,
        status: Status::Actual,
        negated: false,
        speaker: None,
        about: None,
        place: None,
        confidence: 1.0,
        sources: docs.len(),
        evidence: facts.iter().map(|f| f.evidence.clone()).collect(),
    };
    Some((event, first.place.clone()))
}
