use super::*;
use crate::draw::sample;
use crate::export::{self, Data};
use crate::graph::Graph;

/// What stands in a graph of these events, written in a format and read again.
fn there_and_back(name: &str, events: &[Event], actors: &[Actor]) -> Imported {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("graph-{name}"));
    let data = Data {
        events,
        actors,
        ..Data::default()
    };
    export::write_path(export::Format::from_name(name).unwrap(), &data, &path).unwrap();
    read(
        Format::from_name(name).unwrap(),
        &[path],
        &Lexicon::builtin().unwrap(),
    )
    .unwrap()
}

#[test]
fn our_own_formats_give_the_same_graph() {
    let (mut lonely, actors) = sample::seeds();
    lonely[0].target.clear();
    lonely[1].date = None;
    lonely[2].place = Some(crate::model::Place {
        name: "Kabul".to_owned(),
        country: Some("AFG".into()),
    });
    lonely[3].speaker = Some(crate::model::Speaker {
        id: "CHN.mao-ning".into(),
        name: "Mao Ning".into(),
        verb: "said".into(),
    });
    let second = lonely[4].evidence[0].clone();
    lonely[5].evidence.push(second);
    lonely[5].evidence[0].dated = vec!["'that day'".to_owned(), "document".to_owned()];
    let third = lonely[9].source[0].clone();
    lonely[6].source.push(third);
    let mut graphs = vec![(lonely, actors), (Vec::new(), Vec::new())];
    let more = ["\u{FFFE}\u{FFFF}\u{FEFF}", "\u{2028}\u{85}\u{7f}"];
    graphs.extend(
        sample::HOSTILE
            .iter()
            .chain(&more)
            .map(|words| sample::hostile(words)),
    );
    for (events, actors) in graphs {
        let before = Graph::from_parts(actors.clone(), events.clone());
        for name in ["jsonl", "graphml", "parquet"] {
            let back = there_and_back(name, &events, &actors);
            assert_eq!(back.refused, [], "{name}");
            let after = Graph::from_parts(back.actors, back.events);
            assert_eq!(after.all_events(), before.all_events(), "{name}");
            assert_eq!(after.digest(), before.digest(), "{name}");
            if name != "jsonl" {
                assert_eq!(after.actors(), before.actors(), "{name}");
            }
        }
    }
}

#[test]
fn quads_keep_their_days_and_codes() {
    let (events, actors) = sample::seeds();
    let back = there_and_back("tkg", &events, &actors);
    assert_eq!(back.refused, []);
    let told = |events: &[Event]| {
        let mut told: Vec<String> = events
            .iter()
            .map(|e| {
                format!(
                    "{:?} {} {} {}",
                    e.date, e.source[0].name, e.cameo, e.target[0].name
                )
            })
            .collect();
        told.sort();
        told.dedup();
        told
    };
    // names the lexicon knows come back under its own
    let (back, there) = (told(&back.events), told(&events));
    assert_eq!(back.len(), there.len());
    assert!(back.iter().any(|b| there.contains(b)));
}

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
