//! Who is meant: short passages of our own, each with the actors its words mean, the words nobody may be
//! put to, and the actors that must not appear. Every wrong mention of every file is listed at once.
//!
//! A file under `tests/actors/` is a list of passages:
//!
//! ```toml
//! [[passage]]
//! about = "what it shows"
//! date = 2024-03-01                       # the day of the article; may be left out
//! texts = ["One article.", "Another."]    # or `text = "The only one."`
//! want = ["Oslo = NOR", "Oslo#2 = NOR@", "both sides = NOR + SWE", "Kim = ?", "Chad = -"]
//! never = ["SWE"]                         # no mention may be these actors
//! apart = [["Li Wei", "Li Wei#2"]]        # two nodes
//! same = [["Li", "he"]]                   # one node
//! ```
//!
//! `#2` is the second mention of those words; `?` a mention of somebody who is not known; `-` no mention, or
//! one of nobody; `@` a place; `*` at the end of an id stands for the letters that tell articles apart.

// A test that cannot read its own files has failed.
#![allow(clippy::unwrap_used)]

use chancery::model::{Date, Document};
use chancery::{Lexicon, Pipeline};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// So many passages at least, so that no file is lost unseen.
const PASSAGES: usize = 120;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    about: String,
    date: Option<toml::value::Datetime>,
    text: Option<String>,
    #[serde(default)]
    texts: Vec<String>,
    want: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    apart: Vec<(String, String)>,
    #[serde(default)]
    same: Vec<(String, String)>,
}

/// What some words were taken for.
#[derive(Default)]
struct Taken {
    /// Ids of everybody they mean, sorted; `?` for nobody.
    ids: Vec<String>,
    place: bool,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/actors");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    files
}

/// The mentions of a passage in the order of its texts, under their words and their count.
fn read(pipeline: &Pipeline, passage: &Passage) -> Vec<(String, Taken)> {
    let day: Option<Date> = passage.date.map(|d| d.to_string().parse().unwrap());
    let texts = passage.text.iter().chain(&passage.texts);
    let mut taken: Vec<(String, Taken)> = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (number, text) in texts.enumerate() {
        let name = format!("article-{number}");
        let reading = pipeline.read(&Document::from_text(&name, day, text.as_str()));
        let mut last = None;
        for mention in reading.sentences.iter().flat_map(|s| &s.mentions) {
            let id = mention
                .party
                .as_ref()
                .map_or("?".to_owned(), |p| p.id.to_string());
            if last != Some(mention.span) {
                let words = mention.span.of(text).to_owned();
                let count = counts.entry(words.clone()).or_default();
                *count += 1;
                let key = if *count == 1 {
                    words
                } else {
                    format!("{words}#{count}")
                };
                taken.push((key, Taken::default()));
            }
            last = Some(mention.span);
            let (_, now) = taken.last_mut().unwrap();
            now.ids.push(id);
            now.ids.sort();
            now.place |= mention.place;
        }
    }
    taken
}

/// Whether an id is the one wanted; a `*` at the end stands for anything.
fn is(wanted: &str, id: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => wanted == id,
    }
}

fn faults(passage: &Passage, taken: &[(String, Taken)]) -> Vec<String> {
    let of = |words: &str| taken.iter().find(|(key, _)| key == words).map(|(_, t)| t);
    let mut faults = Vec::new();
    for line in &passage.want {
        let (words, wanted) = line.split_once(" = ").unwrap();
        let (wanted, place) = match wanted.strip_suffix('@') {
            Some(wanted) => (wanted, true),
            None => (wanted, false),
        };
        let mut all: Vec<&str> = wanted.split(" + ").collect();
        all.sort_unstable();
        let right = match (of(words), wanted) {
            (None, wanted) => wanted == "-",
            (Some(taken), "-") => taken.ids.iter().all(|id| id == "?"),
            (Some(taken), _) => {
                taken.place == place
                    && taken.ids.len() == all.len()
                    && all.iter().zip(&taken.ids).all(|(w, id)| is(w, id))
            }
        };
        if !right {
            faults.push(format!("not so: {line}"));
        }
    }
    for never in &passage.never {
        for (words, taken) in taken {
            if taken.ids.iter().any(|id| is(never, id)) {
                faults.push(format!("must not be: {words} = {never}"));
            }
        }
    }
    for (pairs, together) in [(&passage.same, true), (&passage.apart, false)] {
        for (a, b) in pairs {
            let ids = |words: &str| of(words).map(|t| t.ids.clone());
            let (Some(one), Some(other)) = (ids(a), ids(b)) else {
                faults.push(format!("not found: {a} or {b}"));
                continue;
            };
            if (one == other) != together {
                let how = if together { "one" } else { "two" };
                faults.push(format!("not {how}: {a}, {b}"));
            }
        }
    }
    faults
}

#[test]
fn every_passage_means_whom_it_says() {
    let lexicon = Lexicon::builtin().unwrap();
    let pipeline = Pipeline::new(&lexicon).unwrap();
    let (mut count, mut wrong, mut list) = (0, 0, String::new());
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        for passage in &file.passage {
            count += 1;
            let taken = read(&pipeline, passage);
            let faults = faults(passage, &taken);
            if faults.is_empty() {
                continue;
            }
            wrong += 1;
            let all: Vec<String> = taken
                .iter()
                .map(|(words, t)| {
                    let place = if t.place { "@" } else { "" };
                    format!("{words} = {}{place}", t.ids.join(" + "))
                })
                .collect();
            let texts: Vec<&str> = passage
                .text
                .iter()
                .chain(&passage.texts)
                .map(String::as_str)
                .collect();
            list.push_str(&format!(
                "{name}: {}\n  {}\n    {}\n  found: {}\n\n",
                passage.about,
                texts.join("\n  "),
                faults.join("\n    "),
                all.join("; ")
            ));
        }
    }
    assert!(
        wrong == 0,
        "{wrong} of {count} passages are read wrongly\n\n{list}"
    );
    assert!(count >= PASSAGES, "only {count} passages");
}
