//! `chancery annotate`: JSONL documents in, one line of annotations for each, in the same order.
//!
//! Streams: without `--merge` only a few hundred documents are held at once. With it all input is read
//! first, because an event's id may then depend on what other documents tell.

use super::args::Annotate;
use super::report::{Failure, Outcome};
use super::session::Session;
use super::{chunks, listing};
use crate::error::{Error, Result};
use crate::graph::{DocumentReports, Graph, event_id};
use crate::model::{
    ActorId, ActorKind, Cameo, Date, DocId, Document, Evidence, How, Party, Plover, Report, Span,
    Status, TimexType,
};
use crate::ontology;
use crate::pipeline::{Pipeline, Reading, Scalars};
use crate::read::{self, Options};
use compact_str::CompactString;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// One line of output.
#[derive(Debug, Serialize)]
struct Annotations {
    id: DocId,
    mentions: Vec<MentionLine>,
    timexes: Vec<TimexLine>,
    events: Vec<EventLine>,
}

/// A name in the text, in Unicode scalars, end exclusive.
#[derive(Debug, Serialize)]
struct MentionLine {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: ActorKind,
    actor: Option<ActorId>,
    name: String,
    how: How,
}

/// Words for a date.
#[derive(Debug, Serialize)]
struct TimexLine {
    start: usize,
    end: usize,
    value: String,
    #[serde(rename = "type")]
    kind: TimexType,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
}

/// An event at its trigger.
#[derive(Debug, Serialize)]
struct EventLine {
    event: String,
    start: usize,
    end: usize,
    cameo: Cameo,
    plover: Option<Plover>,
    kind: CompactString,
    source: Vec<ActorId>,
    target: Vec<ActorId>,
    source_country: Vec<CompactString>,
    target_country: Vec<CompactString>,
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
    status: Status,
    negated: bool,
    reciprocal: bool,
    confidence: f32,
}

/// A document that could not be read.
#[derive(Debug, Serialize)]
struct Fault {
    id: Option<String>,
    error: String,
}

pub(super) fn run(args: &Annotate, session: &mut Session) -> Result<Outcome, Failure> {
    let lexicon = session.lexicon()?;
    let pipeline = Pipeline::new(&lexicon)?;
    let pool = session.pool()?;
    let options = Options {
        date: args.date.map(|d| d.first),
        unique_ids: false,
        lines: true,
    };
    let least = args.min_confidence.unwrap_or_default();
    let mut documents = read::paths(&args.files, &options);
    let mut failed = false;
    let mut waiting = Vec::new();
    loop {
        let chunk = chunks::next(&mut documents);
        if chunk.is_empty() {
            break;
        }
        let answers = chunks::each(&pool, &chunk, |item| answer(&pipeline, item, args.merge));
        for mut answer in answers {
            failed |= matches!(answer, Answer::Fault(_));
            if args.merge {
                waiting.push(answer);
            } else {
                answer.keep_sure(least);
                answer.keep_edtf(args.edtf);
                writeln!(session.out, "{}", answer.line()?)?;
            }
        }
        // A reader down the pipe gets each chunk as soon as it is done.
        session.out.flush()?;
    }
    if args.merge {
        give_merged_ids(&mut waiting);
        for mut answer in waiting {
            answer.keep_sure(least);
            answer.keep_edtf(args.edtf);
            writeln!(session.out, "{}", answer.line()?)?;
        }
    }
    Ok(if failed {
        Outcome::SomeFailed
    } else {
        Outcome::Done
    })
}

/// What one document became.
enum Answer {
    Read(Box<Annotations>, Option<DocumentReports>),
    Fault(Fault),
}

impl Answer {
    /// Leaves out events less sure than this; last, since ids depend on all that is told.
    fn keep_sure(&mut self, least: f32) {
        if let Answer::Read(annotations, _) = self {
            annotations.events.retain(|e| e.confidence >= least);
        }
    }

    /// Drops the EDTF of dates unless it is wanted.
    fn keep_edtf(&mut self, wanted: bool) {
        if let (Answer::Read(annotations, _), false) = (self, wanted) {
            annotations.timexes.iter_mut().for_each(|t| t.edtf = None);
            annotations.events.iter_mut().for_each(|e| e.edtf = None);
        }
    }

    fn line(&self) -> Result<String, Failure> {
        match self {
            Answer::Read(annotations, _) => listing::json(annotations),
            Answer::Fault(fault) => listing::json(fault),
        }
    }
}

fn answer(pipeline: &Pipeline<'_>, item: &Result<Document>, keep_reports: bool) -> Answer {
    let read = match item {
        Ok(document) => chunks::read(pipeline, document).map(|reading| (document, reading)),
        Err(error) => return fault(error),
    };
    match read {
        Ok((document, reading)) => {
            let annotations = annotations(document, &reading);
            let reports = keep_reports.then(|| DocumentReports::from(reading));
            Answer::Read(Box::new(annotations), reports)
        }
        Err(error) => fault(&error),
    }
}

fn fault(error: &Error) -> Answer {
    let id = match error {
        Error::Document { id, .. } => id.clone(),
        _ => None,
    };
    Answer::Fault(Fault {
        id,
        error: error.to_string(),
    })
}

fn annotations(document: &Document, reading: &Reading) -> Annotations {
    let scalars = Scalars::new(&document.text);
    let place = |span: Span| (scalars.at(span.start), scalars.at(span.end));
    let mut mentions = Vec::new();
    let mut timexes = Vec::new();
    for sentence in &reading.sentences {
        for mention in &sentence.mentions {
            let (start, end) = place(mention.span);
            let party = mention.party.as_ref();
            mentions.push(MentionLine {
                start,
                end,
                kind: mention.sort(),
                actor: party.map(|p| p.id.clone()),
                name: mention.name.clone(),
                how: mention.how,
            });
        }
    }
    let dates = reading.sentences.iter().flat_map(|s| &s.dates);
    for date in reading.dateline.iter().chain(dates) {
        let (start, end) = place(date.span);
        timexes.push(TimexLine {
            start,
            end,
            value: date.value.clone(),
            kind: date.kind,
            edtf: date.when.days.map(|days| days.edtf()),
        });
    }
    mentions.sort_by_key(|m| (m.start, m.end));
    timexes.sort_by_key(|t| (t.start, t.end));
    let events = reading.reports.iter().map(event).collect();
    Annotations {
        id: document.name(),
        mentions,
        timexes,
        events,
    }
}

fn event(report: &Report) -> EventLine {
    let ids = |side: &[Party]| side.iter().map(|p| p.id.clone()).collect();
    let countries = |side: &[Party]| side.iter().filter_map(|p| p.country.clone()).collect();
    EventLine {
        event: event_id(report).to_string(),
        start: report.evidence.trigger.0,
        end: report.evidence.trigger.1,
        plover: ontology::code(report.cameo.as_str()).and_then(|c| c.plover),
        cameo: report.cameo.clone(),
        kind: report.kind.clone(),
        source: ids(&report.source),
        target: ids(&report.target),
        source_country: countries(&report.source),
        target_country: countries(&report.target),
        date: report.when.days.map(|d| d.first),
        edtf: report.when.days.map(|days| days.edtf()),
        status: report.status,
        negated: report.negated,
        reciprocal: report.reciprocal,
        confidence: report.confidence,
    }
}

/// What tells one report of a document from another: its place, its rule, what it is.
type Place = (DocId, usize, (usize, usize), String);

fn place_of(evidence: &Evidence) -> Place {
    (
        evidence.doc.clone(),
        evidence.start,
        evidence.trigger,
        evidence.rule.clone(),
    )
}

/// Gives every event the id it has in the graph of all the documents.
fn give_merged_ids(answers: &mut [Answer]) {
    let mut told: Vec<DocumentReports> = Vec::new();
    let mut seen: BTreeMap<DocId, usize> = BTreeMap::new();
    for answer in answers.iter_mut() {
        let Answer::Read(_, Some(reports)) = answer else {
            continue;
        };
        // Two lines may carry one id; in the graph the later would replace the earlier.
        let times = seen.entry(reports.doc.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            let doc = DocId::new(format!("{}#{times}", reports.doc));
            for report in &mut reports.reports {
                report.evidence.doc = doc.clone();
            }
            reports.doc = doc;
        }
        told.push(reports.clone());
    }
    let graph = Graph::from_reports(told);
    // Nor is what lacks a party an event there.
    for answer in answers.iter_mut() {
        if let Answer::Read(annotations, Some(reports)) = answer {
            let mut kept = reports.reports.iter().map(|r| !r.partial);
            annotations.events.retain(|_| kept.next().unwrap_or(true));
            reports.reports.retain(|r| !r.partial);
        }
    }
    let mut events: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (i, event) in graph.all_events().iter().enumerate() {
        for evidence in &event.evidence {
            events.entry(place_of(evidence)).or_default().push(i);
        }
    }
    for answer in answers.iter_mut() {
        let Answer::Read(annotations, Some(reports)) = answer else {
            continue;
        };
        for (line, report) in annotations.events.iter_mut().zip(&reports.reports) {
            let here = events
                .get(&place_of(&report.evidence))
                .map_or(&[][..], Vec::as_slice);
            let all = graph.all_events();
            // One trigger may tell several things: of those here the one that is most like this report.
            let likeness = |event: &crate::model::Event| {
                let parties = report.source.iter().chain(&report.target);
                let shared = parties
                    .filter(|p| event.parties().any(|q| q.id == p.id))
                    .count();
                let same = event.status == report.status && event.negated == report.negated;
                (event.cameo.root() == report.cameo.root(), same, shared)
            };
            if let Some(best) = here
                .iter()
                .max_by_key(|i| (likeness(&all[**i]), usize::MAX - **i))
            {
                line.event = all[*best].id.to_string();
            }
        }
    }
}
