//! Which files a run reads, in which order, and what their documents are called.

use super::{cannot_read, faulty};
use crate::error::Result;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// Where documents come from.
#[derive(Debug)]
pub(super) enum Source {
    Stdin,
    /// A file, and the id of its document (of a JSONL file: what lines without an id are called).
    File {
        path: PathBuf,
        id: String,
    },
}

/// What is read out of a folder; a file named outright may be called anything.
const PLAIN: [&str; 3] = ["txt", "text", "md"];
const JSONL: [&str; 3] = ["jsonl", "ndjson", "jsonlines"];

/// Whether the ending says JSONL.
pub(super) fn is_jsonl(path: &Path) -> bool {
    has_ending(path, &JSONL)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|have| endings.iter().any(|e| have.eq_ignore_ascii_case(e)))
}

/// The files of `paths` in order, folders opened and sorted by name.
pub(super) fn sources(paths: &[PathBuf]) -> Vec<Result<Source>> {
    let mut found = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            found.push(Ok(None));
            continue;
        }
        match std::fs::metadata(path) {
            Err(source) => found.push(Err(cannot_read(path, source))),
            Ok(about) if about.is_dir() => {
                let before = found.len();
                folder(path, &mut found);
                if found.len() == before {
                    found.push(Err(faulty(
                        path.to_string_lossy().into_owned(),
                        None,
                        "no document in this folder (.txt, .text, .md, .jsonl, .ndjson)",
                    )));
                }
            }
            Ok(_) => found.push(Ok(Some(path.clone()))),
        }
    }
    name(found)
}

fn folder(path: &Path, found: &mut Vec<Result<Option<PathBuf>>>) {
    let entries = std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(source) => return found.push(Err(cannot_read(path, source))),
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // A link to a folder is not followed: it may lead back up.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => folder(&path, found),
            _ if has_ending(&path, &PLAIN) || is_jsonl(&path) => found.push(Ok(Some(path))),
            _ => {}
        }
    }
}

/// Gives each file its id, and drops a file that is named twice.
fn name(found: Vec<Result<Option<PathBuf>>>) -> Vec<Result<Source>> {
    let files: Vec<Vec<String>> = found
        .iter()
        .filter_map(|item| item.as_ref().ok().and_then(Option::as_ref))
        .map(|path| parts(path))
        .collect();
    let mut ids = unique(&files);
    let mut sources = Vec::new();
    for item in found {
        match item {
            Err(error) => sources.push(Err(error)),
            Ok(None) => sources.push(Ok(Source::Stdin)),
            Ok(Some(path)) => {
                if let Some(id) = ids.remove(&parts(&path)) {
                    sources.push(Ok(Source::File { path, id }));
                }
            }
        }
    }
    sources
}

/// The names on the way to a file from the root, links unresolved.
fn parts(path: &Path) -> Vec<String> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut parts = Vec::new();
    for part in whole.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => {
                parts.pop();
            }
            _ => {}
        }
    }
    parts
}

/// For each file its name without ending, with as many folders before it as tell it from the others.
fn unique(files: &[Vec<String>]) -> BTreeMap<Vec<String>, String> {
    let mut ids = BTreeMap::new();
    let mut open: Vec<&Vec<String>> = files.iter().collect();
    open.sort();
    open.dedup();
    let deepest = open.iter().map(|parts| parts.len()).max().unwrap_or(0);
    for depth in 1..=deepest {
        let mut groups: BTreeMap<String, Vec<&Vec<String>>> = BTreeMap::new();
        for parts in open {
            groups
                .entry(id(parts, depth, false))
                .or_default()
                .push(parts);
        }
        open = Vec::new();
        for (id, group) in groups {
            match group.as_slice() {
                [one] => {
                    ids.insert((*one).clone(), id);
                }
                several => open.extend(several),
            }
        }
    }
    // Only the ending tells these apart.
    for parts in open {
        ids.insert(parts.clone(), id(parts, 1, true));
    }
    ids
}

fn id(parts: &[String], depth: usize, ending: bool) -> String {
    let mut tail = parts[parts.len().saturating_sub(depth)..].to_vec();
    if let Some(last) = tail.last_mut().filter(|_| !ending)
        && let Some(stem) = Path::new(last).file_stem()
    {
        *last = stem.to_string_lossy().into_owned();
    }
    tail.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(files: &[&str]) -> Vec<String> {
        let files: Vec<Vec<String>> = files
            .iter()
            .map(|f| f.split('/').map(str::to_owned).collect())
            .collect();
        let ids = unique(&files);
        files.iter().map(|f| ids[f].clone()).collect()
    }

    #[test]
    fn as_many_folders_as_make_the_id_unique() {
        for (files, want) in [
            (&["w/a.txt", "w/b.txt"][..], &["a", "b"][..]),
            (&["w/x/a.txt", "w/y/a.txt", "w/b.txt"], &["x/a", "y/a", "b"]),
            (&["p/x/a.txt", "q/x/a.txt"], &["p/x/a", "q/x/a"]),
            (&["w/a.txt", "w/a.md"], &["a.txt", "a.md"]),
        ] {
            assert_eq!(ids(files), want);
        }
    }

    #[test]
    fn a_folder_is_read_sorted_and_a_file_once() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.jsonl", ".hidden.txt", "notes.py", "sub/c.txt"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let twice = [folder.path().to_path_buf(), folder.path().join("b.txt")];
        let got: Vec<String> = sources(&twice)
            .into_iter()
            .map(|s| match s.unwrap() {
                Source::File { id, .. } => id,
                Source::Stdin => "-".into(),
            })
            .collect();
        assert_eq!(got, ["a", "b", "c"]);
        let missing = sources(&[folder.path().join("none.txt")]);
        assert!(matches!(missing.as_slice(), [Err(_)]));
    }
}
