//! Tables of actors that other projects keep, read as a layer over the lexicon.
//!
//! `petrarch` and `agents` are the dictionaries of the PETRARCH coders, `ftm` FollowTheMoney entities as
//! OpenSanctions publishes them. What they say is written as the lexicon's own tables, so that everything
//! after this knows one form only. A faulty line is complained about and left out.

mod agents;
mod codes;
mod ftm;
mod petrarch;
mod rows;

use super::layers::Layer;
use super::{Lexicon, fold};
use crate::error::{Complaint, Error, Result};
use crate::model::ActorId;
use rows::Rows;
use rustc_hash::FxHashMap;
use std::path::Path;

/// Reads one file; its form follows from its ending, else from its first lines.
pub(super) fn read(path: &Path, base: &Lexicon, complaints: &mut Vec<Complaint>) -> Result<Layer> {
    let failed = |source| Error::Io {
        action: "read",
        path: path.to_owned(),
        source,
    };
    let bytes = std::fs::read(path).map_err(failed)?;
    let file = path.display().to_string();
    let text = text(&file, &bytes, complaints);
    let before = complaints.len();
    let rows = rows(
        form(path, &text),
        &file,
        &text,
        (base, &Known::of(base)),
        complaints,
    );
    // Entities are read in an order of their own; who mends a file goes from the top.
    complaints[before..].sort_by_key(|c| c.line);
    Ok(rows.layer(&file))
}

fn rows(
    form: Form,
    file: &str,
    text: &str,
    (base, known): (&Lexicon, &Known),
    complaints: &mut Vec<Complaint>,
) -> Rows {
    let mut source = Source {
        file: file.to_owned(),
        base,
        known,
        rows: Rows::default(),
        complaints,
    };
    match form {
        Form::Actors => petrarch::read(text, &mut source),
        Form::Agents => agents::read(text, &mut source),
        Form::Entities => ftm::read(text, &mut source),
    }
    if source.rows.is_empty() {
        let problem = "no actor was found in it".to_owned();
        let hint = "--actors reads PETRARCH dictionaries (.actors.txt, .agents.txt) and FollowTheMoney entities (.json, .jsonl)";
        source.complain(1, problem, hint);
    }
    source.rows
}

/// The text of a file; the old dictionaries are often in Latin-1, of which every byte is a letter.
fn text(file: &str, bytes: &[u8], complaints: &mut Vec<Complaint>) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            complaints.push(Complaint {
                file: file.to_owned(),
                line: before.iter().filter(|b| **b == b'\n').count() + 1,
                column: 1,
                problem: "the file is not in UTF-8; it is read as Latin-1".to_owned(),
                hint: Some("save it as UTF-8 when letters come out wrong".to_owned()),
            });
            bytes.iter().map(|b| char::from(*b)).collect()
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Actors,
    Agents,
    Entities,
}

fn form(path: &Path, text: &str) -> Form {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    let ends = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
    if ends(&[".agents.txt", ".agents"]) {
        return Form::Agents;
    }
    if ends(&[".actors.txt", ".actors"]) {
        return Form::Actors;
    }
    if ends(&[".json", ".jsonl", ".ndjson", ".ijson"]) || text.trim_start().starts_with('{') {
        return Form::Entities;
    }
    // Only agents have codes that go on after a state's.
    match text.contains("[~") {
        true => Form::Agents,
        false => Form::Actors,
    }
}

/// A file being read.
struct Source<'s> {
    file: String,
    base: &'s Lexicon,
    known: &'s Known<'s>,
    rows: Rows,
    complaints: &'s mut Vec<Complaint>,
}

impl Source<'_> {
    fn complain(&mut self, line: usize, problem: String, hint: &str) {
        self.complaints.push(Complaint {
            file: self.file.clone(),
            line,
            column: 1,
            problem,
            hint: Some(hint.to_owned()),
        });
    }

    /// The id of an actor of a state or of what stands for one: the lexicon's own when it has the name.
    fn id(&self, root: &str, name: &str) -> ActorId {
        match self.known.id(root, name) {
            Some(id) => id.clone(),
            None => ActorId::new(format!("{root}.{}", slug(name))),
        }
    }
}

/// Names of the lexicon below, folded.
struct Known<'l>(FxHashMap<String, Vec<&'l ActorId>>);

impl<'l> Known<'l> {
    fn of(base: &'l Lexicon) -> Self {
        let mut names: FxHashMap<String, Vec<&ActorId>> = FxHashMap::default();
        for row in base.names() {
            names.entry(fold(&row.name)).or_default().push(&row.actor);
        }
        Known(names)
    }

    /// The actor with a name that belongs to a state, or is the state itself.
    fn id(&self, root: &str, name: &str) -> Option<&'l ActorId> {
        let all = self.0.get(&fold(name))?;
        all.iter().copied().find(|id| id.root() == root)
    }

    /// Whether a name is one of an actor already.
    fn means(&self, name: &str, actor: &ActorId) -> bool {
        let all = self.0.get(&fold(name));
        all.is_some_and(|all| all.contains(&actor))
    }
}

/// `Gul Hassan` → `gul-hassan`, as actors met in a text get their ids.
fn slug(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A name in capitals as a text writes it: `SALIH BIN HASAN` → `Salih bin Hasan`.
///
/// Short words inside a name are written small, which fits both ways of writing them; a short word by itself is an
/// abbreviation, whose capitals count.
fn cased(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let one = |(at, word): (usize, &&str)| -> String {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = word.chars().all(|c| !c.is_lowercase());
        if !capitals || (letters <= 3 && last == 0) {
            return (*word).to_owned();
        }
        let small = match at {
            0 => letters == 2 && !word.contains('.'),
            _ => at < last && letters <= 3 && !word.contains('.'),
        };
        if small {
            return word.to_lowercase();
        }
        title(word)
    };
    words
        .iter()
        .enumerate()
        .map(one)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A capital at the start of each part: `AL-QAEDA` → `al-Qaeda`, `O'BRIEN` → `O'Brien`.
fn title(word: &str) -> String {
    let first = word.split('-').next().unwrap_or_default();
    let mut up = first.chars().count() > 2 || first.len() == word.len();
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match up {
            true => out.push(c),
            false => out.extend(c.to_lowercase()),
        }
        up = !c.is_alphanumeric() && (c != '\'' || out.chars().count() <= 2);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_names() {
        for (given, want) in [
            ("MANMOHAN SINGH", "Manmohan Singh"),
            ("SALIH BIN HASAN", "Salih bin Hasan"),
            ("WHO", "WHO"),
            ("ASEAN", "Asean"),
            ("AL-QAEDA", "al-Qaeda"),
            ("AL QAEDA", "al Qaeda"),
            ("MARY O'BRIEN", "Mary O'Brien"),
            ("JEAN-PIERRE DUPONT", "Jean-Pierre Dupont"),
            ("J. R. SMITH", "J. R. Smith"),
            ("J SMITH", "J Smith"),
            ("Jens Ødegård", "Jens Ødegård"),
            ("UNION OF THE NORTH", "Union of the North"),
        ] {
            assert_eq!(cased(given), want, "{given}");
        }
    }

    #[test]
    fn no_text_whatever_is_too_much() -> crate::Result<()> {
        use proptest::prelude::*;
        let base = Lexicon::builtin()?;
        let known = Known::of(&base);
        let pieces = [
            "A_B_",
            "+",
            "\t",
            "[",
            "]",
            "[NORGOV",
            "[~COP]",
            ">990231",
            "-",
            "!X!",
            " = ",
            "{",
            "}",
            "é",
            "#",
            "<!--",
            "\n",
            "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"É\"]}}",
            "\"",
            "---",
            "É_É",
        ];
        let text = proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..12);
        proptest!(ProptestConfig::with_cases(256), |(parts in text, any in ".{0,20}")| {
            let text = parts.concat() + &any;
            for form in [Form::Actors, Form::Agents, Form::Entities] {
                let mut complaints = Vec::new();
                let rows = rows(form, "f", &text, (&base, &known), &mut complaints);
                prop_assert!(!rows.is_empty() || !complaints.is_empty());
                let lines = text.lines().count().max(1);
                prop_assert!(complaints.iter().all(|c| c.line >= 1 && c.line <= lines));
                let _ = rows.layer("f");
            }
        });
        Ok(())
    }

    #[test]
    fn the_form_follows_from_the_name_or_the_text() {
        for (name, text, want) in [
            ("x.actors.txt", "", Form::Actors),
            ("x.agents.txt", "", Form::Agents),
            ("x.jsonl", "", Form::Entities),
            ("x.txt", "  {\"id\"", Form::Entities),
            ("x.txt", "GUARD_ [~COP]", Form::Agents),
            ("x.txt", "GUARD_ [USACOP]", Form::Actors),
        ] {
            assert_eq!(form(Path::new(name), text), want, "{name} {text}");
        }
    }
}
