//! The road of one sentence in words: tokens, tree, mentions, dates, every frame tried.

use super::{Pipeline, SentenceReading};
use crate::events::Trace;
use crate::model::{Date, Document, Report};
use std::fmt::Write;

impl Pipeline<'_> {
    /// Tokens, tree, mentions, dates, and each frame tried with the reason it did not match, as text for a terminal.
    pub fn explain(&self, text: &str, date: Option<Date>) -> String {
        let document = Document::from_text("sentence", date, text);
        let mut trace = Trace::default();
        let reading = self.read_traced(&document, Some(&mut trace));
        let mut out = String::new();
        for sentence in &reading.sentences {
            show_sentence(&mut out, text, sentence);
        }
        out.push_str("rules tried\n");
        for line in &trace.lines {
            let _ = writeln!(out, "  {line}");
        }
        out.push_str("events\n");
        if reading.reports.is_empty() {
            out.push_str("  none\n");
        }
        for report in &reading.reports {
            show_report(&mut out, report);
        }
        out
    }
}

fn show_sentence(out: &mut String, text: &str, reading: &SentenceReading) {
    out.push_str("tokens\n");
    for (i, token) in reading.sentence.tokens.iter().enumerate() {
        let head = token
            .head
            .map_or("root".to_owned(), |h| (h + 1).to_string());
        let form = token.span.of(text);
        let _ = writeln!(
            out,
            "  {:>3} {form:<24} {:<20} {:<6} {:<14} {head}",
            i + 1,
            token.lemma,
            token.tag,
            token.rel
        );
    }
    out.push_str("mentions\n");
    for m in &reading.mentions {
        let who = m
            .party
            .as_ref()
            .map_or("?".to_owned(), |p| format!("{} [{}]", p.id, p.kind));
        let token = m.token.map_or("inside".to_owned(), |t| (t + 1).to_string());
        let office = m
            .office
            .as_ref()
            .map_or(String::new(), |o| format!(", {}", o.title));
        let place = if m.place { ", a place" } else { "" };
        let _ = writeln!(
            out,
            "  {token:>6} {:<28} {who} ({}{office}{place})",
            m.name, m.how
        );
    }
    out.push_str("dates\n");
    for d in &reading.dates {
        let days = d
            .when
            .days
            .map_or("no day".to_owned(), |days| days.to_string());
        let _ = writeln!(
            out,
            "  {:<28} {} {} = {days}",
            d.span.of(text),
            d.kind,
            d.value
        );
    }
}

fn show_report(out: &mut String, r: &Report) {
    let side = |parties: &[crate::model::Party]| {
        let ids: Vec<&str> = parties.iter().map(|p| p.id.as_str()).collect();
        ids.join(" + ")
    };
    let arrow = if r.reciprocal { "<->" } else { "->" };
    let day = r.when.days.map_or("undated".to_owned(), |d| d.to_string());
    let not = if r.negated { ", not" } else { "" };
    let speaker = r
        .speaker
        .as_ref()
        .map_or(String::new(), |s| format!(", {} {}", s.name, s.verb));
    let _ = writeln!(
        out,
        "  {day} {} {arrow} {}  {} [{}] {}{not}{speaker}  ({}, {:.2}; {})",
        side(&r.source),
        side(&r.target),
        r.kind,
        r.cameo,
        r.status,
        r.evidence.rule,
        r.confidence,
        r.when.steps.join(" <- ")
    );
}
