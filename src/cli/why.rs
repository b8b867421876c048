//! `chancery why EVENT`: the proof of an event, from the record down to the words.

use super::args::{Dating, Format, Why};
use super::listing;
use super::paint::{Style, line};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::show;
use crate::graph::Graph;
use crate::model::{Event, Evidence, Party};
use crate::ontology;
use std::io::Write;

/// Ids named when the given beginning fits several.
const SHOWN_IDS: usize = 5;

pub(super) fn run(args: &Why, session: &mut Session) -> Result<Outcome, Failure> {
    let graph = session.graph()?;
    let wanted = args.event.trim().to_lowercase();
    let Some(event) = graph.event(&wanted) else {
        session
            .report
            .error_line(&not_one(&graph, &args.event, &wanted));
        session
            .report
            .hint("`chancery events --status all` lists the events with their ids");
        return Ok(Outcome::NothingFound);
    };
    match args.format {
        None | Some(Format::Table) => proof(event, &graph, session)?,
        Some(format) => listing::print(&mut session.out, format, [event])?,
    }
    Ok(Outcome::Done)
}

fn not_one(graph: &Graph, given: &str, wanted: &str) -> String {
    let close = graph
        .all_events()
        .iter()
        .filter(|e| e.id.as_str().starts_with(wanted));
    let close: Vec<String> = close.map(|e| format!("`{}`", e.id)).collect();
    if wanted.is_empty() || close.is_empty() {
        return format!("no event has the id `{given}`");
    }
    let shown = close
        .iter()
        .take(SHOWN_IDS)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let more = if close.len() > SHOWN_IDS { ", …" } else { "" };
    format!("`{given}` begins {} ids: {shown}{more}", close.len())
}

fn proof(event: &Event, graph: &Graph, session: &mut Session) -> Result<(), Failure> {
    let screen = session.screen;
    writeln!(
        session.out,
        "{}",
        show::headline(event, Dating::default(), &screen)
    )?;
    for (label, value) in record(event, graph) {
        row(session, "", label, &value)?;
    }
    for (i, evidence) in event.evidence.iter().enumerate() {
        let published = match evidence.published {
            Some(day) => format!("published {day}"),
            None => "without a date".to_owned(),
        };
        let head = format!(
            "{}. {}, {published}, characters {} to {}",
            i + 1,
            line(evidence.doc.as_str()),
            evidence.start,
            evidence.end
        );
        writeln!(session.out, "\n{}", screen.paint(Style::Strong, &head))?;
        writeln!(session.out, "   {}", show::marked(event, evidence, &screen))?;
        row(session, " ", "rule", &evidence.rule)?;
        row(session, " ", "trigger", &trigger(evidence))?;
        row(session, " ", "dated by", &evidence.dated.join(" ← "))?;
        for name in &evidence.named {
            row(session, " ", "named by", name)?;
        }
        row(
            session,
            " ",
            "address",
            evidence.url.as_deref().unwrap_or(""),
        )?;
    }
    Ok(())
}

/// What the record says, in words; empty values are left out when printed.
fn record(event: &Event, graph: &Graph) -> Vec<(&'static str, String)> {
    let party = |p: &Party| format!("{} ({}, {})", p.name, p.id, p.kind);
    let side = |parties: &[Party]| parties.iter().map(party).collect::<Vec<_>>().join(", ");
    let mut rows = vec![("event", event.id.to_string())];
    let both = if event.reciprocal {
        "between"
    } else {
        "source"
    };
    rows.push((both, side(&event.source)));
    rows.push((
        if event.reciprocal { "and" } else { "target" },
        side(&event.target),
    ));
    let mut code = format!("CAMEO {}", event.cameo);
    if let Some(known) = ontology::code(event.cameo.as_str()) {
        code += &format!(" {}", known.label);
    }
    if let Some(plover) = event.plover {
        code += &format!("; PLOVER {plover}");
        code.extend(event.plover_mode.iter().map(|m| format!(" {m}")));
    }
    code.extend(event.goldstein.map(|g| format!("; Goldstein {g}")));
    rows.push(("code", code));
    let mut claim = event.status.to_string();
    if event.negated {
        claim += ", said not to have happened";
    }
    rows.push(("status", claim));
    if let Some(speaker) = &event.speaker {
        rows.push((
            "told by",
            format!("{} ({}), {}", speaker.name, speaker.id, speaker.verb),
        ));
    }
    if let Some(about) = &event.about {
        let what = graph
            .event(about.as_str())
            .map_or_else(String::new, |e| format!(" {e}"));
        rows.push(("content of", format!("{about}{what}")));
    }
    if let Some(place) = &event.place {
        rows.push(("place", place.name.clone()));
    }
    let basis = event
        .date_basis
        .as_ref()
        .map(show::word)
        .unwrap_or_default();
    let precision = show::word(&event.date_precision);
    rows.push(match event.date {
        Some(_) => (
            "date",
            format!(
                "{}, {basis}, to the {precision}",
                show::when(event, Dating::default())
            ),
        ),
        None => ("date", "nothing dates it".to_owned()),
    });
    let documents = format!(
        "{} independent {}",
        event.sources,
        plural(event.sources, "document", "documents")
    );
    rows.push(("sources", documents));
    rows.push(("confidence", format!("{:.2}", event.confidence)));
    rows
}

fn row(session: &mut Session, lead: &str, label: &str, value: &str) -> Result<(), Failure> {
    if value.is_empty() {
        return Ok(());
    }
    let label = session
        .screen
        .paint(Style::Dim, &format!("{label:<10}"))
        .into_owned();
    writeln!(session.out, "{lead}  {label} {}", line(value))?;
    Ok(())
}

fn trigger(evidence: &Evidence) -> String {
    let (start, end) = evidence.trigger;
    let words: String = evidence
        .sentence
        .chars()
        .skip(start.saturating_sub(evidence.start))
        .take(end.saturating_sub(start))
        .collect();
    format!("`{words}`, characters {start} to {end}")
}
