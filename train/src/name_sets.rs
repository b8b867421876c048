//! Texts with their names marked: wikigold (columns) and the entities of GUM (CoNLL-U with `Entity=`).

use anyhow::{Context, Result};
use chancery::text::name_tag::NameKind;
use std::ops::Range;
use std::path::Path;

/// A sentence with its names, as byte ranges of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marked {
    pub text: String,
    pub names: Vec<(Range<usize>, NameKind)>,
    /// Whether titles stand inside the names of persons.
    pub titles_inside: bool,
}

/// Reads a file: CoNLL-U when its name says so, else word and label in two columns.
pub fn read(path: &Path) -> Result<Vec<Marked>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(if path.extension().is_some_and(|e| e == "conllu") {
        entities(&text)
    } else {
        columns(&text)
    })
}

/// `word I-PER` a line, a blank line after each sentence; a name ends where the label changes or a `B-` stands.
pub fn columns(text: &str) -> Vec<Marked> {
    let mut all = Vec::new();
    let mut one = Marked::default();
    let mut open: Option<NameKind> = None;
    for line in text.lines().chain([""]) {
        let Some((word, label)) = line.trim_end().rsplit_once(' ') else {
            if !one.text.is_empty() {
                all.push(std::mem::take(&mut one));
            }
            open = None;
            continue;
        };
        let at = push(&mut one.text, word, true);
        let (kind, begins) = match label.split_once('-') {
            Some((begin, kind)) => (kind_of_column(kind), begin == "B"),
            None => (None, false),
        };
        match (kind, one.names.last_mut()) {
            (Some(_), Some(last)) if open == kind && !begins => last.0.end = at.end,
            (Some(kind), _) => one.names.push((at, kind)),
            (None, _) => {}
        }
        open = kind;
    }
    all
}

fn kind_of_column(kind: &str) -> Option<NameKind> {
    Some(match kind {
        "PER" => NameKind::Person,
        "ORG" => NameKind::Organization,
        "LOC" => NameKind::Place,
        "MISC" => NameKind::Other,
        _ => return None,
    })
}

/// Adds a word and gives its place.
fn push(text: &mut String, word: &str, blank: bool) -> Range<usize> {
    if blank && !text.is_empty() {
        text.push(' ');
    }
    let start = text.len();
    text.push_str(word);
    start..text.len()
}

/// A word of CoNLL-U: where it stands, and what it may be in a name.
struct Word {
    at: Range<usize>,
    weight: Weight,
}

#[derive(Clone, Copy, PartialEq)]
enum Weight {
    /// A proper noun.
    Proper,
    /// A word that no name has.
    Other,
    /// A word inside the names of bodies and places, none at an end.
    Small,
    /// A mark or word where a name of a person or place ends, or one list item.
    Border,
}

/// Entities whose words are proper nouns, the outermost only: those are names.
pub fn entities(text: &str) -> Vec<Marked> {
    let mut all = Vec::new();
    let mut one = Marked {
        titles_inside: true,
        ..Marked::default()
    };
    let (mut words, mut spans): (Vec<Word>, Vec<Entity>) = (Vec::new(), Vec::new());
    // Entities may go on over sentences.
    let mut open: Vec<(String, String, usize)> = Vec::new();
    let mut blank = false;
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            names(&words, &mut spans, &mut one.names);
            if !words.is_empty() {
                all.push(std::mem::replace(
                    &mut one,
                    Marked {
                        titles_inside: true,
                        ..Marked::default()
                    },
                ));
            }
            words.clear();
            spans.clear();
            open.clear();
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, tag, _, _, _, _, misc] = columns[..] else {
            continue;
        };
        if id.contains(['-', '.']) {
            continue;
        }
        let at = push(&mut one.text, form, blank);
        blank = !misc.split('|').any(|m| m == "SpaceAfter=No");
        let index = words.len();
        words.push(Word {
            at,
            weight: match (upos, tag) {
                ("PROPN", _) | (_, "NNP" | "NNPS") => Weight::Proper,
                (_, "HYPH" | "DT" | "CD") => Weight::Small,
                ("ADP" | "CCONJ" | "PUNCT" | "PART", _) => Weight::Border,
                _ => Weight::Other,
            },
        });
        if let Some(marks) = misc.split('|').find_map(|m| m.strip_prefix("Entity=")) {
            follow(marks, index, &mut open, &mut spans);
        }
    }
    all
}

struct Entity {
    words: Range<usize>,
    kind: String,
}

/// Opens and closes the entities that begin and end at a word: `(3-person-…(4-place-…)` or `4)3)`.
fn follow(
    marks: &str,
    at: usize,
    open: &mut Vec<(String, String, usize)>,
    closed: &mut Vec<Entity>,
) {
    let mut rest = marks;
    while !rest.is_empty() {
        let end = |from: &str| from.find(['(', ')']).unwrap_or(from.len());
        if let Some(opened) = rest.strip_prefix('(') {
            let to = end(opened);
            let mut parts = opened[..to].splitn(3, '-');
            let (id, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            open.push((id.to_owned(), kind.to_owned(), at));
            rest = &opened[to..];
            if let Some(after) = rest.strip_prefix(')') {
                if let Some((_, kind, from)) = open.pop() {
                    closed.push(Entity {
                        words: from..at + 1,
                        kind,
                    });
                }
                rest = after;
            }
        } else {
            let to = end(rest);
            let id = &rest[..to];
            if let Some(found) = open.iter().rposition(|(known, _, _)| known == id) {
                let (_, kind, from) = open.remove(found);
                closed.push(Entity {
                    words: from..at + 1,
                    kind,
                });
            }
            rest = rest[to..].strip_prefix(')').unwrap_or("");
        }
    }
}

/// What of the entities is a name: one without common words, outermost first. A person or place ends at a
/// preposition or mark; a list of names is none.
fn names(words: &[Word], spans: &mut [Entity], names: &mut Vec<(Range<usize>, NameKind)>) {
    spans.sort_by_key(|e| (e.words.start, std::cmp::Reverse(e.words.end)));
    let ends: Vec<Range<usize>> = spans.iter().map(|e| e.words.clone()).collect();
    let mut taken = 0;
    for entity in spans {
        let kind = match entity.kind.as_str() {
            "person" => NameKind::Person,
            "organization" => NameKind::Organization,
            "place" => NameKind::Place,
            "event" | "object" | "abstract" => NameKind::Other,
            _ => continue,
        };
        let mut range = entity.words.clone();
        let weight = |at: usize| words[at].weight;
        while !range.is_empty() && weight(range.start) != Weight::Proper {
            range.start += 1;
        }
        // "a Fijian clerk"
        if range.clone().any(|at| weight(at) == Weight::Other) {
            continue;
        }
        let border = range.clone().find(|&at| weight(at) == Weight::Border);
        // "X and Y", "X's Y": the parts are names of their own.
        let parts = border.is_some_and(|at| ends.iter().any(|e| *e != entity.words && e.end == at));
        match (kind, border) {
            (NameKind::Person | NameKind::Place, Some(at)) => range.end = at,
            (_, Some(_)) if parts => continue,
            _ => {}
        }
        while !range.is_empty() && weight(range.end - 1) != Weight::Proper {
            range.end -= 1;
        }
        if range.is_empty() || range.start < taken {
            continue;
        }
        taken = range.end;
        names.push((
            words[range.start].at.start..words[range.end - 1].at.end,
            kind,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(marked: &[Marked]) -> Vec<(&str, NameKind)> {
        marked
            .iter()
            .flat_map(|m| {
                m.names
                    .iter()
                    .map(|(at, kind)| (&m.text[at.clone()], *kind))
            })
            .collect()
    }

    #[test]
    fn columns_are_read() {
        let marked = columns("Lake I-LOC\nAbe I-LOC\nmet O\nAbe I-PER\nKim B-PER\n\nSo O\n");
        assert_eq!(marked.len(), 2);
        assert_eq!(
            seen(&marked),
            [
                ("Lake Abe", NameKind::Place),
                ("Abe", NameKind::Person),
                ("Kim", NameKind::Person)
            ]
        );
    }

    #[test]
    fn entities_of_proper_nouns_are_names() {
        let row = |id: usize, form: &str, upos: &str, tag: &str, entity: &str| {
            format!("{id}\t{form}\t_\t{upos}\t{tag}\t_\t_\t_\t_\tEntity={entity}\n")
        };
        let text = [
            row(1, "the", "DET", "DT", "(1-organization-new"),
            row(2, "Bank", "PROPN", "NNP", ""),
            row(3, "of", "ADP", "IN", ""),
            row(4, "Peru", "PROPN", "NNP", "(2-place-new)1)"),
            row(5, "paid", "VERB", "VBD", ""),
            row(6, "a", "DET", "DT", "(3-person-new"),
            row(7, "Fijian", "PROPN", "NNP", ""),
            row(8, "clerk", "NOUN", "NN", "3)"),
            row(9, "Abe", "PROPN", "NNP", "(4-person-new)"),
        ]
        .concat();
        assert_eq!(
            seen(&entities(&text)),
            [
                ("Bank of Peru", NameKind::Organization),
                ("Abe", NameKind::Person)
            ]
        );
    }
}
