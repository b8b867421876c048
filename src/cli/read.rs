//! `chancery read`: documents sentence by sentence, with what was found in them; stores nothing.

use super::args::{Dating, Read};
use super::chunks;
use super::paint::{Style, line};
use super::report::{Failure, Outcome};
use super::session::Session;
use super::show;
use crate::error::Error;
use crate::graph::{DocumentReports, Graph};
use crate::model::{Document, Event, Span};
use crate::pipeline::{Pipeline, Reading, Scalars, SentenceReading};
use crate::read::{self, Options};
use std::io::Write;

pub(super) fn run(args: &Read, session: &mut Session) -> Result<Outcome, Failure> {
    let lexicon = session.lexicon()?;
    let pipeline = Pipeline::new(&lexicon)?;
    let options = Options {
        date: args.date.map(|d| d.first),
        ..Options::default()
    };
    let mut failed = false;
    for (i, item) in read::paths(&args.paths, &options).enumerate() {
        let read = item.and_then(|d| chunks::read(&pipeline, &d).map(|reading| (d, reading)));
        match read {
            Ok((document, reading)) => {
                if i > 0 {
                    writeln!(session.out)?;
                }
                print(&document, reading, args, session)?;
            }
            Err(error @ (Error::Document { .. } | Error::Io { .. } | Error::Date { .. })) => {
                failed = true;
                session.out.flush()?;
                session.report.error_line(&error.to_string());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(if failed {
        Outcome::SomeFailed
    } else {
        Outcome::Done
    })
}

fn print(
    document: &Document,
    reading: Reading,
    args: &Read,
    session: &mut Session,
) -> Result<(), Failure> {
    let least = args.min_confidence.unwrap_or_default();
    let screen = session.screen;
    let published = match document.date {
        Some(day) => format!("published {day}"),
        None => "without a date".to_owned(),
    };
    let head = format!("{}, {published}", line(document.name().as_str()));
    writeln!(session.out, "{}", screen.paint(Style::Strong, &head))?;
    let scalars = Scalars::new(&document.text);
    // One article's own graph gives its reports the form of events.
    let graph = Graph::from_reports([DocumentReports::from(reading.clone())]);
    // A dateline standing alone leaves an empty sentence behind.
    let whole = |s: &&SentenceReading| s.boilerplate || !s.sentence.tokens.is_empty();
    for (n, read) in reading.sentences.iter().filter(whole).enumerate() {
        let span = read.sentence.span;
        let start = scalars.at(span.start);
        let here = |part: Span| (scalars.at(part.start) - start, scalars.at(part.end) - start);
        let inside = |part: &Span| span.contains(part) && part.start < part.end;
        let number = screen
            .paint(Style::Dim, &format!("{:>3}", n + 1))
            .into_owned();
        if read.boilerplate {
            let text = line(span.of(&document.text));
            let text = screen.paint(Style::Dim, &text).into_owned();
            writeln!(session.out, "\n{number}  {text}  (not the article's own)")?;
            continue;
        }
        let mut marks = Vec::new();
        let names = read.mentions.iter().map(|m| m.span).filter(inside);
        marks.extend(names.map(here).map(|(from, to)| (from, to, Style::Actor)));
        let dates = read.dates.iter().map(|d| d.span).filter(inside);
        marks.extend(dates.map(here).map(|(from, to)| (from, to, Style::Date)));
        let end = scalars.at(span.end);
        let told = |event: &&Event| {
            let mut evidence = event.evidence.iter();
            event.confidence >= least
                && evidence.any(|e| start <= e.trigger.0 && e.trigger.1 <= end)
        };
        let events: Vec<&Event> = graph.all_events().iter().filter(told).collect();
        for evidence in events.iter().flat_map(|e| &e.evidence) {
            let (from, to) = evidence.trigger;
            if start <= from && to <= end {
                marks.push((from - start, to - start, Style::Verb));
            }
        }
        let text = show::mark(span.of(&document.text), marks, &screen);
        writeln!(session.out, "\n{number}  {text}")?;
        for event in events {
            writeln!(
                session.out,
                "     {}",
                show::headline(event, Dating::default(), &screen)
            )?;
        }
    }
    Ok(())
}
