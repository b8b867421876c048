//! Reads one short article and prints what it tells: a line an event, with the sentence that says so.
//!
//! Run it with `cargo run --release --example one_article`. You will see that "Later that day" became
//! 3 July, that "The ambassador" is the man named in the sentence before, and that a plan is not a fact.

use chancery::model::Document;
use chancery::{Lexicon, Pipeline};

const ARTICLE: &str = "\
On July 3, Peru recognized the new government of Fiji. Later that day, Foreign Minister Elmer Schialer \
received the credentials of Jone Usamate, Fiji's ambassador to Peru. The ambassador had arrived in Peru on July 1.

Chile may impose sanctions on Fiji, the Chilean Foreign Ministry said.";

fn main() -> chancery::Result<()> {
    let lexicon = Lexicon::builtin()?;
    let pipeline = Pipeline::new(&lexicon)?;
    let article = Document::from_text("peru-fiji", "2025-07-04".parse().ok(), ARTICLE);
    for report in pipeline.reports(&article) {
        let day = report
            .when
            .days
            .map_or("undated".into(), |days| days.to_string());
        let names = |side: &[chancery::model::Party]| {
            side.iter()
                .map(|party| party.name.as_str())
                .collect::<Vec<_>>()
                .join(" and ")
        };
        println!(
            "{day}  {} — {} [{}] → {}  ({})",
            names(&report.source),
            report.kind,
            report.cameo,
            names(&report.target),
            report.status
        );
        println!("    \"{}\"", report.evidence.sentence);
        println!("    dated by: {}", report.when.steps.join(" ← "));
    }
    Ok(())
}
