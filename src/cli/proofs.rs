//! The lexicon's own sentences, read like any news: every `yes` must give its kind, no `no` may.

use crate::error::Complaint;
use crate::lexicon::Lexicon;
use crate::lexicon::frame::{Kind, No, Yes};
use crate::model::{Date, Document, Party, Report, Status};
use crate::pipeline::Pipeline;
use rayon::prelude::*;

/// How many sentences were tried, and which fell short.
#[derive(Debug, Default)]
pub(super) struct Proofs {
    pub(super) yes: usize,
    pub(super) no: usize,
    pub(super) complaints: Vec<Complaint>,
}

/// Tries every sentence of every kind. Answers stand in the order of kinds and sentences.
pub(super) fn try_all(
    lexicon: &Lexicon,
    pipeline: &Pipeline<'_>,
    pool: &rayon::ThreadPool,
) -> Proofs {
    let kinds = lexicon.kinds();
    let complaints = pool.install(|| {
        let each = kinds
            .par_iter()
            .map(|kind| try_kind(kind, lexicon, pipeline));
        each.collect::<Vec<_>>()
    });
    Proofs {
        yes: kinds.iter().map(|k| k.yes.len()).sum(),
        no: kinds.iter().map(|k| k.no.len()).sum(),
        complaints: complaints.into_iter().flatten().collect(),
    }
}

fn try_kind(kind: &Kind, lexicon: &Lexicon, pipeline: &Pipeline<'_>) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut complain = |text: &str, problem: String, hint: Option<String>| {
        let (file, line, column) = place(lexicon, kind, text);
        let problem = format!("{problem}: {text}");
        complaints.push(Complaint {
            file,
            line,
            column,
            problem,
            hint,
        });
    };
    for yes in &kind.yes {
        let reports = read(pipeline, kind, &yes.text, yes.date.as_deref());
        let of_kind: Vec<&Report> = reports.iter().filter(|r| is_of(r, kind)).collect();
        if let Err(problem) = holds(yes, &of_kind) {
            complain(&yes.text, problem, None);
        }
    }
    for No { text, why, date } in &kind.no {
        let reports = read(pipeline, kind, text, date.as_deref());
        if let Some(report) = reports.iter().find(|r| is_of(r, kind)) {
            let rule = &report.evidence.rule;
            complain(
                text,
                format!("`no` sentence gives this kind by rule `{rule}`"),
                Some(why.clone()),
            );
        }
    }
    complaints
}

fn read(pipeline: &Pipeline<'_>, kind: &Kind, text: &str, date: Option<&str>) -> Vec<Report> {
    let date: Option<Date> = date.and_then(|d| d.parse().ok());
    pipeline.reports(&Document::from_text(&kind.id, date, text))
}

/// Rules are named `KIND/FRAME`.
fn is_of(report: &Report, kind: &Kind) -> bool {
    report.evidence.rule.split('/').next() == Some(kind.id.as_str())
}

/// Whether one of the kind's reports is what the sentence promises; else what comes nearest.
fn holds(yes: &Yes, of_kind: &[&Report]) -> Result<(), String> {
    let mut nearest: Option<Vec<String>> = None;
    for report in of_kind {
        let misses = misses(yes, report);
        if misses.is_empty() {
            return Ok(());
        }
        if nearest.as_ref().is_none_or(|n| misses.len() < n.len()) {
            nearest = Some(misses);
        }
    }
    Err(match nearest {
        Some(misses) => format!("`yes` sentence gives {}", misses.join(", ")),
        None => "`yes` sentence does not give this kind".to_owned(),
    })
}

fn misses(yes: &Yes, report: &Report) -> Vec<String> {
    let mut misses = Vec::new();
    let named = |side: &[Party], want: &str| {
        side.iter()
            .any(|p| p.id.as_str() == want || p.country.as_deref() == Some(want))
    };
    let ids = |side: &[Party]| {
        side.iter()
            .map(|p| p.id.as_str())
            .collect::<Vec<_>>()
            .join("+")
    };
    // Where both sides act, order means nothing.
    let both: Vec<Party> = report
        .source
        .iter()
        .chain(&report.target)
        .cloned()
        .collect();
    let sides = [
        ("source", &yes.source, &report.source),
        ("target", &yes.target, &report.target),
    ];
    for (role, want, side) in sides {
        let Some(want) = want else { continue };
        let fits = named(side, want) || (report.reciprocal && named(&both, want));
        if !fits {
            misses.push(format!("{role} `{}` for `{want}`", ids(side)));
        }
    }
    if let Some(want) = &yes.cameo
        && !report.cameo.as_str().starts_with(want.as_str())
    {
        misses.push(format!("code `{}` for `{want}`", report.cameo));
    }
    let want = yes.status.unwrap_or(Status::Actual);
    if report.status != want {
        misses.push(format!("status `{}` for `{want}`", report.status));
    }
    if report.negated != yes.negated {
        misses.push(format!(
            "negated `{}` for `{}`",
            report.negated, yes.negated
        ));
    }
    misses
}

/// Where the sentence stands in its kind's file.
fn place(lexicon: &Lexicon, kind: &Kind, text: &str) -> (String, usize, usize) {
    let path = format!("events/{}.toml", kind.id);
    let start: String = text
        .chars()
        .take_while(|c| *c != '"' && *c != '\\')
        .collect();
    let lines = lexicon.file(&path).unwrap_or_default().lines().enumerate();
    let found = lines.filter_map(|(i, l)| Some((i + 1, l[..l.find(&start)?].chars().count() + 1)));
    let (line, column) = found.into_iter().next().unwrap_or((1, 1));
    (format!("lexicon/{path}"), line, column)
}
