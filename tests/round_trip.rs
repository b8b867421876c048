//! Exports and imports are each other's inverse: what chancery writes for itself gives the same graph, digest and all.

use chancery::export::{self, Data};
use chancery::graph::Graph;
use chancery::import::{self, Imported};
use chancery::model::{Actor, Cameo, DocId, Event, Place, Speaker};
use chancery::{Lexicon, Pipeline, read};

const HOSTILE: &[&str] = &[
    r#"He said "no" & <b>left</b>"#,
    "]]> --> */ ; } \\",
    "two\nlines\r\nand\ttabs",
    "\u{202E}txet desrever\u{202C} \u{0}\u{7}\u{1b}[31m",
    "平和条約 🕊️ Żółć",
    "=HYPERLINK(\"http://x\") , ; 'a'",
    "<script>alert(1)</script>",
    "\\N \\G &lt; &amp; \\",
    "\u{FFFE}\u{FFFF}\u{FEFF}",
    "\u{2028}\u{85}\u{7f}",
];

fn seeds(lexicon: &Lexicon) -> Graph {
    let pipeline = Pipeline::new(lexicon).expect("a lexicon");
    let mut graph = Graph::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    for article in read::path(folder).expect("the seeds are there") {
        graph.merge(pipeline.read(&article.expect("an article")));
    }
    graph
}

/// The seeds with what few articles have: no target, no day, a place, two sources, two sentences.
fn varied(graph: &Graph) -> (Vec<Event>, Vec<Actor>) {
    let mut events = graph.all_events().to_vec();
    assert!(events.len() > 9);
    events[0].target.clear();
    (events[1].date, events[1].date_end) = (None, None);
    events[2].place = Some(Place {
        name: "Kabul".to_owned(),
        country: Some("AFG".into()),
    });
    events[3].speaker = Some(Speaker {
        id: "CHN.mao-ning".into(),
        name: "Mao Ning".into(),
        verb: "said".into(),
    });
    let second = events[4].evidence[0].clone();
    events[5].evidence.push(second);
    events[5].evidence[0].dated = vec!["'that day'".to_owned(), "document".to_owned()];
    let third = events[9].source[0].clone();
    events[6].source.push(third);
    (events, graph.actors().to_vec())
}

/// One event and two actors in which every word is `text`.
fn hostile(graph: &Graph, text: &str) -> (Vec<Event>, Vec<Actor>) {
    let two_sides = |e: &&Event| !e.source.is_empty() && !e.target.is_empty();
    let found = graph.all_events().iter().find(two_sides);
    let mut event = found.expect("an event of two sides").clone();
    event.source.truncate(1);
    event.target.truncate(1);
    let party = &mut event.target[0];
    party.id = text.into();
    party.name = text.into();
    party.mention = text.into();
    party.country = Some(text.into());
    event.kind = text.into();
    event.cameo = Cameo::new(text);
    event.contexts = vec![text.into()];
    event.evidence.truncate(1);
    event.evidence[0].sentence = text.to_owned();
    event.evidence[0].url = Some(text.to_owned());
    event.evidence[0].doc = DocId::new(text);
    let mut actors: Vec<Actor> = graph.actors().iter().take(2).cloned().collect();
    actors[0].name = text.into();
    actors[0].names = vec![text.into()];
    (vec![event], actors)
}

/// What stands in a graph of these events, written in a format and read again.
fn there_and_back(name: &str, data: &Data, lexicon: &Lexicon) -> Imported {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("graph");
    let format = export::Format::from_name(name).expect("an export format");
    export::write_path(format, data, &path).expect("written");
    let format = import::Format::from_name(name).expect("an import format");
    import::read(format, &[path], lexicon).expect("read")
}

#[test]
fn our_own_formats_give_the_same_graph() {
    let lexicon = Lexicon::builtin().expect("a lexicon");
    let seeds = seeds(&lexicon);
    let mut graphs = vec![varied(&seeds), (Vec::new(), Vec::new())];
    let long = "x\"".repeat(5_000);
    let words = HOSTILE.iter().copied().chain([long.as_str()]);
    graphs.extend(words.map(|words| hostile(&seeds, words)));
    for (events, actors) in graphs {
        let before = Graph::from_parts(actors, events);
        for (name, edtf) in [
            ("jsonl", false),
            ("jsonl", true),
            ("graphml", false),
            ("graphml", true),
            ("parquet", false),
            ("parquet", true),
        ] {
            let data = Data {
                events: before.all_events(),
                actors: before.actors(),
                edtf,
            };
            let back = there_and_back(name, &data, &lexicon);
            assert_eq!(back.refused, [], "{name}");
            let after = Graph::from_parts(back.actors, back.events);
            assert_eq!(after.all_events(), before.all_events(), "{name}");
            assert_eq!(after.digest(), before.digest(), "{name}");
            // lines of event records are that and no more
            let mut kept = before.actors().iter().filter(|_| name != "jsonl");
            let lost = kept.find(|actor| !after.actors().contains(actor));
            assert_eq!(lost, None, "{name}");
        }
    }
}

#[test]
fn facts_keep_their_days_and_codes() {
    let lexicon = Lexicon::builtin().expect("a lexicon");
    let seeds = seeds(&lexicon);
    let data = Data {
        events: seeds.all_events(),
        actors: seeds.actors(),
        ..Data::default()
    };
    let back = there_and_back("tkg", &data, &lexicon);
    assert_eq!(back.refused, []);
    // a fact has two ends, and they are not one
    let ends = |e: &&Event| {
        let mut pairs = e
            .source
            .iter()
            .flat_map(|s| e.target.iter().map(move |t| (s, t)));
        e.date.is_some() && pairs.any(|(source, target)| source.id != target.id)
    };
    let told = |events: &[Event]| {
        let mut told: Vec<String> = events
            .iter()
            .filter(ends)
            .map(|e| format!("{:?} {}", e.date, e.cameo))
            .collect();
        told.sort();
        told.dedup();
        told
    };
    assert_eq!(told(&back.events), told(seeds.all_events()));
}
