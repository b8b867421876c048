//! The seed articles yield exactly what stands beside them, and change their answer when their words change.
//!
//! `NAME.expected` lists every event of `NAME.txt`, one a line. After a change that is meant,
//! `CHANCERY_BLESS=1 cargo test --test seeds` writes the files anew; the diff shows what the change does.

// A test that cannot read its own files has failed.
#![allow(clippy::unwrap_used)]

use chancery::graph::Graph;
use chancery::model::{Document, Event, Party};
use chancery::{Lexicon, Pipeline, read};
use std::path::{Path, PathBuf};

fn seeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

fn lines(graph: &Graph) -> String {
    let mut out = String::new();
    for event in graph.all_events() {
        out.push_str(&line(event));
        out.push('\n');
    }
    out
}

fn line(event: &Event) -> String {
    let side = |parties: &[Party]| {
        parties
            .iter()
            .map(|p| p.id.to_string())
            .collect::<Vec<_>>()
            .join("+")
    };
    let day = match (event.date, event.date_end) {
        (None, _) => "undated".to_owned(),
        (Some(first), None) => first.to_string(),
        (Some(first), Some(last)) => format!("{first}..{last}"),
    };
    let arrow = if event.reciprocal { "<->" } else { "->" };
    let basis = event
        .date_basis
        .map_or(String::new(), |b| format!("{b:?}").to_lowercase());
    let not = if event.negated { " not" } else { "" };
    format!(
        "{day} ({basis}) {} {arrow} {} {} [{}] {}{not}, told {}x",
        side(&event.source),
        side(&event.target),
        event.kind,
        event.cameo,
        event.status,
        event.evidence.len()
    )
}

fn graph_of(pipeline: &Pipeline, document: &Document) -> Graph {
    let mut graph = Graph::new();
    graph.merge(pipeline.read(document));
    graph
}

#[test]
fn every_seed_yields_what_stands_beside_it() {
    let lexicon = Lexicon::builtin().unwrap();
    let pipeline = Pipeline::new(&lexicon).unwrap();
    let files = seeds();
    assert!(files.len() >= 4);
    for file in files {
        let document = read::path(&file).unwrap().next().unwrap().unwrap();
        let got = lines(&graph_of(&pipeline, &document));
        let beside = file.with_extension("expected");
        if std::env::var_os("CHANCERY_BLESS").is_some() {
            std::fs::write(&beside, &got).unwrap();
        }
        let want = std::fs::read_to_string(&beside).unwrap();
        assert_eq!(got, want, "{}", file.display());
    }
}

/// The same story of other countries on other days: the answer follows the words.
#[test]
fn other_names_and_dates_give_other_answers() {
    let lexicon = Lexicon::builtin().unwrap();
    let pipeline = Pipeline::new(&lexicon).unwrap();
    let text = std::fs::read_to_string(&seeds()[4]).unwrap();
    let swaps = [
        ("2025-07-04", "2023-03-10"),
        ("July 4", "March 10"),
        ("July 3", "March 9"),
        ("July 1", "March 6"),
        ("April 17", "January 12"),
        ("Russian", "Brazilian"),
        ("Russia", "Brazil"),
        ("Moscow", "Brasilia"),
        ("Andrey Rudenko", "Paulo Carvalho"),
        ("Gul Hassan", "Noor Rahimi"),
    ];
    let changed = swaps
        .iter()
        .fold(text, |text, (old, new)| text.replace(old, new));
    let changed = changed.trim_start_matches("date 2023-03-10").to_owned();
    let document = Document::from_text("variant", "2023-03-10".parse().ok(), changed);
    let got = lines(&graph_of(&pipeline, &document));
    for want in [
        "2023-03-09 (stated) BRA -> AFG.GOV recognise [054] actual",
        "BRA.paulo-carvalho -> AFG.noor-rahimi accredit",
        "2023-03-06 (stated) AFG.noor-rahimi -> BRA visit",
        "2023-01-12 (stated) BRA.",
    ] {
        assert!(got.contains(want), "no `{want}` in\n{got}");
    }
    assert!(!got.contains("RUS"), "{got}");
}
