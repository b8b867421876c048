//! `passages.toml`: short articles whose events have the days, and the reasons for them, that stand beside them.

use super::{here, read};
use chancery::model::Report;

#[derive(serde::Deserialize)]
struct File {
    passage: Vec<Passage>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    about: String,
    published: Option<String>,
    text: String,
    events: Vec<String>,
}

fn told(report: &Report) -> String {
    match (report.when.days, report.when.basis) {
        (Some(days), Some(basis)) => format!("{days} {}", format!("{basis:?}").to_lowercase()),
        _ => "none".to_owned(),
    }
}

/// What is wrong with a passage.
fn faults(passage: &Passage) -> Vec<String> {
    let plain = passage.text.replace(['[', ']'], "");
    let published = passage.published.as_deref().map(|day| day.parse().unwrap());
    let reading = read(&plain, published);
    let mut marks = Vec::new();
    let mut at = 0;
    for c in passage.text.chars() {
        match c {
            '[' => marks.push(at),
            ']' => {}
            _ => at += 1,
        }
    }
    assert_eq!(marks.len(), passage.events.len(), "{}", passage.about);
    let mut faults = Vec::new();
    for (mark, want) in marks.iter().zip(&passage.events) {
        let here = |r: &&Report| r.evidence.trigger.0 <= *mark && *mark < r.evidence.trigger.1;
        let got: Vec<String> = reading.reports.iter().filter(here).map(told).collect();
        if got.is_empty() || got.iter().any(|got| got != want) {
            let word: String = plain.chars().skip(*mark).take(12).collect();
            faults.push(format!("{}: `{word}…` {got:?}, not {want}", passage.about));
        }
    }
    faults
}

#[test]
fn events_have_their_days() {
    let text = std::fs::read_to_string(here("passages.toml")).unwrap();
    let file: File = toml::from_str(&text).unwrap();
    let all = file.passage.len();
    assert!(all >= 60, "{all} passages");
    let wrong: Vec<Vec<String>> = file
        .passage
        .iter()
        .map(faults)
        .filter(|f| !f.is_empty())
        .collect();
    let right = all - wrong.len();
    let lines = wrong.concat().join("\n");
    println!("{right} of {all} passages right\n{lines}");
    assert!(right * 100 >= all * 95, "{right} of {all}:\n{lines}");
}
