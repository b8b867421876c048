use super::*;
use crate::draw::sample;

fn imported(format: Format, text: &str) -> Imported {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("given");
    std::fs::write(&path, text).unwrap();
    read(format, &[path], &Lexicon::builtin().unwrap()).unwrap()
}

#[test]
fn what_cannot_be_taken_is_refused_by_line() {
    let (events, _) = sample::seeds();
    let record = serde_json::to_string(&events[9]).unwrap();
    let other = record.replace("2025-07-03", "2025-07-02");
    let lines = [
        &record,
        &record,
        &other,
        "{",
        "[1]",
        "{\"id\":\"a\",\"text\":\"An article.\"}",
    ];
    let read = imported(Format::Jsonl, &lines.join("\n"));
    assert_eq!((read.events.len(), read.records), (1, 6));
    let problems: Vec<&str> = read.refused.iter().map(|r| r.problem.as_str()).collect();
    assert_eq!(problems.len(), 4);
    assert!(problems[0].contains("is told otherwise in"), "{problems:?}");
    assert!(problems[3].contains("chancery build"), "{problems:?}");
    assert!(read.refused[0].place.ends_with("given:3"));
}

#[test]
fn facts_become_events() {
    let read = imported(
        Format::Tkg,
        "2014-01-01\tRussia\tPraise or endorse\tPolice (Australia)\n\
         2014-01-01\tRussia\tPraise or endorse\tPolice (Australia)\n\
         2014-01-01\tRussia\tRally support on behalf of\tPolice (Australia)\n\
         2014-03\tJane Nobody\tMake statement\tRussia\n\
         2014-02-30\tRussia\tMake statement\tChina\n\
         2014-02-03\tRussia\tMake statement\n\
         2014-02-03\tRussia\tBefriend\tChina\n\
         2014-02-03\tRussia\tMake statement\tRussia\n\
         2014-02-03\t\tMake statement\tRussia\n",
    );
    assert_eq!(
        (read.events.len(), read.records, read.refused.len()),
        (3, 9, 5)
    );
    let praise = read
        .events
        .iter()
        .find(|e| e.cameo.as_str() == "051")
        .unwrap();
    assert_eq!(
        praise.evidence.len(),
        2,
        "the same fact twice is told twice"
    );
    assert_eq!(praise.source[0].id.as_str(), "RUS");
    let police = &praise.target[0];
    assert_eq!(
        (police.id.as_str(), police.country.as_deref()),
        ("AUS.police", Some("AUS"))
    );
    let jane = read
        .events
        .iter()
        .find(|e| e.source[0].id.as_str() == "jane-nobody")
        .unwrap();
    assert_eq!(
        jane.date_end.map(|d| d.to_string()).as_deref(),
        Some("2014-03-31")
    );
    let ids: std::collections::BTreeSet<_> = read.events.iter().map(|e| &e.id).collect();
    assert_eq!(
        ids.len(),
        3,
        "two codes of one root on one day are two events"
    );
}
