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

/// The record that an edge of an event of two parties has in GraphML.
fn edge_record(text: &str) -> (usize, usize) {
    let start = text.find("<data key=\"er\">").unwrap() + "<data key=\"er\">".len();
    (start, start + text[start..].find("</data>").unwrap())
}

#[test]
fn a_record_of_graphml_may_be_whole_or_what_the_edge_leaves_out() {
    let (events, actors) = sample::seeds();
    let event = events
        .iter()
        .find(|e| e.source.len() == 1 && e.target.len() == 1);
    let events = [event.unwrap().clone()];
    let data = crate::export::Data {
        events: &events,
        actors: &actors,
        ..Default::default()
    };
    let mut out = Vec::new();
    crate::export::write(crate::export::Format::Graphml, &data, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let (start, end) = edge_record(&text);
    let names = ["\"source\"", "\"kind\"", "\"sentence\"", "\"status\""];
    assert!(names.iter().all(|name| !text[start..end].contains(name)));
    let whole = serde_json::to_string(&events[0]).unwrap();
    let whole = whole.replace('&', "&amp;").replace('<', "&lt;");
    let old = [&text[..start], &whole, &text[end..]].concat();
    for text in [text.as_str(), old.as_str()] {
        let read = imported(Format::Graphml, text);
        assert_eq!(
            (read.events.as_slice(), read.refused.len()),
            (&events[..], 0)
        );
    }
    let torn = [&text[..start], "{\"evidence\":[{}]}", &text[end..]].concat();
    let read = imported(Format::Graphml, &torn);
    assert_eq!((read.events.len(), read.refused.len()), (0, 1));
}
