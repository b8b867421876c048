//! Holds every `crate::` path of `src/` against the floor plan of `ARCHITECTURE.md`: imports go downwards only.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Room and floor. A room may name rooms on lower floors only; `dates`, `actors`, `events` and `graph`
/// therefore never meet but in `pipeline`.
const FLOORS: &[(&str, u8)] = &[
    ("cli", 7),
    ("serve", 6),
    ("import", 6),
    ("export", 5),
    ("eval", 5),
    ("pipeline", 4),
    ("store", 4),
    ("draw", 4),
    ("dates", 3),
    ("actors", 3),
    ("events", 3),
    ("graph", 3),
    ("lexicon", 2),
    ("read", 1),
    ("text", 1),
    ("ontology", 1),
    ("model", 0),
    ("error", 0),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|f| f.1)
}

/// Whether a file of `room` may name `other`.
fn allowed(room: &str, other: &str) -> bool {
    let below = floor(other).zip(floor(room)).is_some_and(|(o, r)| o < r);
    // The nouns' laws may fail too, so `model` sees `error`, its neighbour on the ground floor.
    below || room == other || other == "error"
}

/// The code without its comments; strings stay, since no string needs to spell a path of the crate.
fn without_comments(source: &str) -> String {
    source
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// First names after every `PREFIX::`, with `PREFIX::{a, b::c}` opened up; each with its line.
fn names_after(prefix: &str, code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let standing_alone =
            !code[..at].ends_with(|c: char| c.is_alphanumeric() || "_:$".contains(c));
        if !standing_alone {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push((line, word(rest).to_owned()));
            continue;
        };
        let mut depth = 0;
        let mut starts_name = true;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => starts_name = true,
                c if depth == 0 && starts_name && !c.is_whitespace() => {
                    found.push((line, word(&group[i..]).to_owned()));
                    starts_name = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// Every breach of the plan in one file, as `line: what`.
fn breaches(
    room: &str,
    is_room_root: bool,
    submodules: &BTreeSet<String>,
    code: &str,
) -> Vec<String> {
    let code = without_comments(code);
    let mut paths = names_after("crate::", &code);
    // `super::` may climb out of the room as well; in the room's own `mod.rs` one step is enough.
    let climbs = ["super::super::"]
        .into_iter()
        .chain(is_room_root.then_some("super::"));
    for climb in climbs {
        let other_room = |name: &str| floor(name).is_some() && !submodules.contains(name);
        paths.extend(
            names_after(climb, &code)
                .into_iter()
                .filter(|(_, name)| other_room(name)),
        );
    }
    paths
        .into_iter()
        .map(|(line, name)| match name.as_str() {
            "Error" | "Result" => (line, "error".to_owned()),
            _ => (line, name),
        })
        .filter(|(_, name)| !allowed(room, name))
        .map(|(line, name)| match floor(&name) {
            Some(up) => format!("{line}: `{room}` names `{name}`, which is on floor {up}"),
            None => format!("{line}: `crate::{name}` is no room; name the room it comes from"),
        })
        .collect()
}

fn files_under(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            files_under(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[test]
fn imports_go_downwards_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    files_under(&src, &mut files);
    files.sort();
    assert!(
        files.len() > 20,
        "the sources are where they are looked for"
    );
    let mut complaints = Vec::new();
    for path in &files {
        let inside = path.strip_prefix(&src).expect("found under src");
        let first = inside.components().next().expect("a file has a name");
        let room = stem(Path::new(first.as_os_str()));
        // The front door names every room, and `main` only hands over to `cli`.
        if room == "lib" || room == "main" {
            continue;
        }
        if floor(&room).is_none() {
            complaints.push(format!("src/{}: `{room}` has no floor", inside.display()));
            continue;
        }
        let is_root = inside.components().count() == 1 || stem(inside) == "mod";
        let submodules = fs::read_dir(src.join(&room))
            .map(|entries| entries.flatten().map(|e| stem(&e.path())).collect())
            .unwrap_or_default();
        let code = fs::read_to_string(path).expect("sources are text");
        for breach in breaches(&room, is_root, &submodules, &code) {
            complaints.push(format!("src/{}:{breach}", inside.display()));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_file_says_what_it_holds() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    files_under(&src, &mut files);
    // A file of tests only is explained by the file it belongs to.
    for path in files.into_iter().filter(|path| stem(path) != "tests") {
        let code = fs::read_to_string(&path).expect("sources are text");
        assert!(
            code.starts_with("//!"),
            "{} does not open with `//!`",
            path.display()
        );
    }
}

#[test]
fn a_breach_is_seen() {
    let none = BTreeSet::new();
    for (room, root, code, want) in [
        ("dates", false, "use crate::model::Date;", 0),
        (
            "dates",
            false,
            "use crate::{\n    error::Result,\n    actors::{self, find},\n};",
            1,
        ),
        (
            "dates",
            false,
            "fn f() { crate::events::match_frames() }",
            1,
        ),
        ("dates", false, "// crate::events is upstairs", 0),
        ("graph", true, "use super::store::Store;", 1),
        ("graph", false, "use super::super::store::Store;", 1),
        ("graph", false, "use super::index::Index;", 0),
        ("text", false, "use crate::lexicon::Lexicon;", 1),
        ("text", false, "use crate::read::path;", 1),
        (
            "model",
            false,
            "use crate::error::Error; use crate::Result;",
            0,
        ),
        ("cli", false, "use crate::{Lexicon, graph::Graph};", 1),
    ] {
        assert_eq!(
            breaches(room, root, &none, code).len(),
            want,
            "{room}: {code}"
        );
    }
}
