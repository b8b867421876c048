use super::*;
use crate::draw::sample;
use crate::model::{Actor, Event};
use base64::Engine as _;
use sha2::Digest;
use std::collections::BTreeSet;
use std::path::Path;

fn page(events: &[Event], actors: &[Actor]) -> String {
    let mut out = Vec::new();
    write(
        &Data {
            events,
            actors,
            ..Data::default()
        },
        &Options::default(),
        &mut out,
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

fn given(page: &str) -> serde_json::Value {
    serde_json::from_slice(&page::data_of(page).unwrap()).unwrap()
}

/// What stands between two marks, as often as they occur.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let parts = text.split(open).skip(1);
    parts.filter_map(|p| Some(p.split_once(close)?.0)).collect()
}

#[test]
fn hostile_words_stay_data() {
    let quiet = page(&sample::seeds().0, &[]);
    let marks = |page: &str| {
        ["<script", "</script", "<style", "<!--", "]]>"].map(|m| page.matches(m).count())
    };
    let mut texts: Vec<&str> = sample::HOSTILE.to_vec();
    texts.extend([
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "{{script}} {{data}} {{",
        "\u{2028}\u{2029}\u{2066}x\u{2069}",
    ]);
    for text in texts {
        let (events, actors) = sample::hostile(text);
        let page = page(&events, &actors);
        assert_eq!(marks(&page), marks(&quiet), "{text:?} is markup");
        let hidden = |c: char| crate::draw::text::is_hidden(c) && c != '\n';
        let found: String = page.chars().filter(|c| hidden(*c)).collect();
        assert!(found.is_empty(), "{text:?} leaves {found:?}");
        let given = given(&page);
        assert_eq!(given["events"]["kind"].as_array().unwrap().len(), 1);
        let name = given["actors"]["name"][1].as_str().unwrap();
        if text.contains("alert") {
            assert!(
                name.contains("alert(1)"),
                "the words themselves are kept: {name}"
            );
        }
    }
}

#[test]
fn a_title_is_words_too() {
    let options = Options {
        title: Some("</title><script>1</script>\u{202E}\"&".to_owned()),
        ..Options::default()
    };
    let mut out = Vec::new();
    write(&Data::default(), &options, &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    let title = between(&page, "<title>", "</title>")[0];
    assert_eq!(
        title,
        "&lt;/title&gt;&lt;script&gt;1&lt;/script&gt;&quot;&amp;"
    );
    assert_eq!(given(&page)["title"], "</title><script>1</script>\"&");
}

#[test]
fn an_empty_graph_is_a_page() {
    let page = page(&[], &[]);
    assert!(page.ends_with("</html>\n"));
    assert_eq!(given(&page)["documents"], serde_json::json!([]));
    let counts = Html.count(&mut page.as_bytes()).unwrap();
    assert_eq!(counts, Counts::default());
    assert!(Html.count(&mut &b"<html>"[..]).is_err());
}

#[test]
fn only_its_own_script_and_style_may_run_and_nothing_is_fetched() {
    let (events, actors) = sample::seeds();
    let page = page(&events, &actors);
    let hash = |text: &str| {
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text));
        format!("'sha256-{hash}'")
    };
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"")[0];
    let script = between(&page, "<script>", "</script>")[0];
    let style = between(&page, "<style>", "</style>")[0];
    assert!(policy.contains(&format!("script-src {};", hash(script))));
    assert!(policy.contains(&format!("style-src {};", hash(style))));
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
    // the only address is the name of the SVG vocabulary, which nobody fetches
    for (at, _) in page.match_indices("://") {
        assert!(page[at..].starts_with("://www.w3.org/2000/svg\""));
    }
    assert!(!style.contains("url(") && !style.contains("@import"));
    for wrong in [
        "fetch(",
        "XMLHttpRequest",
        "innerHTML",
        "eval(",
        "Math.random",
        "Date.now",
        "new Date()",
    ] {
        assert!(!script.contains(wrong), "{wrong}");
    }
}

#[test]
fn every_source_of_the_page_is_in_it() {
    let joined = include_str!("page.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/export/html/page");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for file in &files {
        assert!(
            joined.contains(&format!("page/{file}\"")),
            "{file} is not joined"
        );
    }
    assert!(files.len() > 20);
}

/// Events with sentences about as long and as varied as those of news.
fn news(actors: usize, events: usize) -> (Vec<Event>, Vec<Actor>) {
    let (mut events, actors) = sample::crowd(actors, events);
    let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    let consonants = [
        "b", "d", "f", "gr", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w",
    ];
    let words: Vec<String> = (0..1500)
        .map(|n| {
            let part = |k: usize| {
                format!(
                    "{}{}",
                    consonants[(n / k + k) % 14],
                    vowels[(n * k / 3) % 8]
                )
            };
            [part(1), part(7), part(31)][..1 + n % 3].concat()
        })
        .collect();
    // a fixed sequence that looks mixed (xorshift, Marsaglia 2003)
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for (n, event) in events.iter_mut().enumerate() {
        event.id = crate::model::EventId::new(format!("{:016x}", next()));
        let long = 18 + (next() % 12) as usize;
        // frequent words are more frequent, as in any language
        let mut word = || words[(1500 / (1 + next() % 1500)) as usize % 1500].as_str();
        let sentence: Vec<&str> = (0..long).map(|_| word()).collect();
        let said = &mut event.evidence[0];
        said.sentence = format!("{}, {}.", event.source[0].name, sentence.join(" "));
        said.end = said.sentence.chars().count();
        said.doc = crate::model::DocId::new(format!("2025-07-04-article-{}", n / 7));
        said.dated = vec!["'on Friday'".to_owned(), "document 2025-07-04".to_owned()];
        said.named = vec![format!(
            "{} = {} (name)",
            event.source[0].name, event.source[0].id
        )];
    }
    (events, actors)
}

#[test]
fn five_thousand_events_fit_into_a_megabyte() {
    let (events, actors) = news(300, 5_000);
    let length: usize = events.iter().map(|e| e.evidence[0].sentence.len()).sum();
    assert!(
        length / 5_000 > 90,
        "sentences of {} letters are no news",
        length / 5_000
    );
    let first = page(&events, &actors);
    assert!(first.len() <= 1_000_000, "{} bytes", first.len());
    assert_eq!(Html.count(&mut first.as_bytes()).unwrap().events, 5_000);
    let turned: Vec<Event> = events.into_iter().rev().collect();
    assert!(page(&turned, &actors) == first);
}

#[test]
fn an_id_of_letters_alone_makes_no_state() {
    let (mut events, _) = sample::seeds();
    events[0].source[0].id = "ORG.some-board".into();
    events[0].source[0].country = None;
    let given = given(&page(&events, &[]));
    let at = given["actors"]["id"]
        .as_array()
        .unwrap()
        .iter()
        .position(|id| id == "ORG.some-board")
        .unwrap();
    assert!(given["actors"]["state"][at].is_null());
    let states: Vec<&String> = given["states"].as_object().unwrap().keys().collect();
    assert_eq!(states, ["AFG", "CHN", "RUS"]);
    // a state without a record of its own is called by the lexicon's name for it
    let given = super::tests::given(&page(&events[5..6], &[]));
    assert_eq!(given["states"]["CHN"], "China");
}

#[test]
#[ignore = "writes pages for the browser test into $CHANCERY_PAGES"]
fn pages() {
    let Some(dir) = std::env::var_os("CHANCERY_PAGES").map(std::path::PathBuf::from) else {
        return;
    };
    let mut hostile = (Vec::new(), Vec::new());
    for (n, text) in sample::HOSTILE.iter().enumerate() {
        let (mut events, mut actors) = sample::hostile(text);
        events[0].id = crate::model::EventId::new(format!("{n:016x}"));
        hostile.0.append(&mut events);
        hostile.1.append(&mut actors);
    }
    for (name, (events, actors)) in [
        ("seeds", sample::seeds()),
        ("many", news(300, 5_000)),
        ("hostile", hostile),
        ("empty", (Vec::new(), Vec::new())),
    ] {
        std::fs::write(dir.join(format!("{name}.html")), page(&events, &actors)).unwrap();
    }
}
