//! What is wrong with the files, as far as it can be seen without reading a sentence.
//!
//! The example sentences of the event kinds are run by `pipeline`, which has the stages.

use super::frame::{Kind, Slot};
use super::layers::Layer;
use super::load::{self, Sort};
use super::table::{Row, Table};
use super::{Lexicon, is_kind, reach, resolve};
use crate::error::Complaint;
use crate::model::{ActorId, Days};
use crate::ontology;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

/// Slots that are no prepositions.
const PLACES: [&str; 6] = [
    "subject",
    "object",
    "indirect",
    "complement",
    "owner",
    "possessor",
];

pub(super) fn check(lexicon: &Lexicon) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut names = Vec::new();
    for layer in &lexicon.layers {
        for (path, text) in &layer.files {
            let file = layer.called(path);
            if let Some(sort) = load::sort(path) {
                // What cannot be read was complained about when loading.
                let table = Table::read(&file, text, &mut Vec::new());
                actors(lexicon, sort, &table, &mut complaints);
                if sort == Sort::Names {
                    names.push(table);
                }
            } else if is_kind(path) {
                kind(lexicon, layer, path, text, &mut complaints);
            }
        }
    }
    meanings(&names, &mut complaints);
    complaints.extend(reach::check(lexicon));
    complaints.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    complaints.dedup();
    complaints
}

/// Ids, codes and order of one table.
fn actors(lexicon: &Lexicon, sort: Sort, table: &Table, complaints: &mut Vec<Complaint>) {
    let needed: &[&str] = match sort {
        Sort::Actors => &["id", "name", "kind"],
        Sort::Names => &["name", "actor", "use"],
        Sort::Institutions => &["noun", "suffix", "name", "kind"],
        Sort::Titles => &["title", "class"],
        Sort::Offices => &["person", "name", "office", "body"],
        Sort::Governs => &["group", "state"],
    };
    for column in needed.iter().filter(|c| !table.has(c)) {
        complaints.push(Complaint {
            file: table.file.clone(),
            line: 1,
            column: 1,
            problem: format!("the header has no column `{column}`"),
            hint: None,
        });
    }
    let off = |row: &Row| table.cell(row, "use") == "off";
    for row in table.rows.iter().filter(|row| !off(row)) {
        let ids: &[&str] = match sort {
            Sort::Actors => &["part_of"],
            Sort::Names => &["actor"],
            Sort::Offices => &["body"],
            Sort::Governs => &["group", "state"],
            _ => &[],
        };
        for column in ids {
            for id in table.cell(row, column).split_whitespace() {
                if lexicon.party(&ActorId::new(id), "").is_none() {
                    let problem = format!("no actor has the id `{id}`");
                    complaints.push(table.complaint(row, column, problem, like_id(lexicon, id)));
                }
            }
        }
        if sort == Sort::Titles {
            let suffix = table.cell(row, "suffix");
            let known = lexicon.institutions.iter().any(|i| i.suffix == suffix);
            if !suffix.is_empty() && !known {
                let problem = format!("no institution has the suffix `{suffix}`");
                let all = lexicon.institutions.iter().map(|i| i.suffix.as_str());
                complaints.push(table.complaint(row, "suffix", problem, like(suffix, all)));
            }
        }
        for sector in table.cell(row, "sector").split_whitespace() {
            if !SECTORS.contains(&sector) {
                let problem = format!("`{sector}` is no PLOVER sector");
                complaints.push(table.complaint(
                    row,
                    "sector",
                    problem,
                    like(sector, SECTORS.iter().copied()),
                ));
            }
        }
    }
    let (first, second) = (needed[0], needed.get(1).copied().unwrap_or(""));
    let key = |row: &Row| {
        let second = if matches!(sort, Sort::Names) {
            table.cell(row, second)
        } else {
            ""
        };
        (table.cell(row, first).to_owned(), second.to_owned())
    };
    for pair in table.rows.windows(2) {
        let (a, b) = (key(&pair[0]), key(&pair[1]));
        if a > b {
            let problem = format!("`{}` stands after `{}`", b.0, a.0);
            let hint = Some("rows are sorted bytewise".to_owned());
            complaints.push(table.complaint(&pair[1], first, problem, hint));
        }
        if a == b && matches!(sort, Sort::Actors | Sort::Institutions) {
            let problem = format!("`{}` stands twice", b.0);
            complaints.push(table.complaint(&pair[1], first, problem, None));
        }
    }
}

/// The sectors of the PLOVER manual, chapter on actors, with PRM for heads of government.
pub(super) const SECTORS: [&str; 25] = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
];

/// A name that means different actors at one time must say so.
fn meanings(tables: &[Table], complaints: &mut Vec<Complaint>) {
    let mut by_name: FxHashMap<&str, Vec<(&Table, &Row)>> = FxHashMap::default();
    for table in tables {
        for row in &table.rows {
            by_name
                .entry(table.cell(row, "name"))
                .or_default()
                .push((table, row));
        }
    }
    for rows in by_name.values() {
        for (at, (table, row)) in rows.iter().enumerate() {
            let clash = rows[..at].iter().find(|(other_table, other)| {
                let cell = |column| (table.cell(row, column), other_table.cell(other, column));
                let (a, b) = cell("actor");
                let (u, v) = cell("use");
                a != b && u == v && overlap((table, row), (other_table, other))
            });
            let Some((other_table, other)) = clash else {
                continue;
            };
            let marked = |table: &Table, row: &Row| table.cell(row, "note").contains("ambiguous");
            if !marked(table, row) || !marked(other_table, other) {
                let problem = format!(
                    "`{}` means `{}` here and `{}` in line {}",
                    table.cell(row, "name"),
                    table.cell(row, "actor"),
                    other_table.cell(other, "actor"),
                    other.line
                );
                let hint = Some(
                    "give dates that do not overlap, or write `ambiguous` in both notes".to_owned(),
                );
                complaints.push(table.complaint(row, "name", problem, hint));
            }
        }
    }
}

fn overlap(a: (&Table, &Row), b: (&Table, &Row)) -> bool {
    let day = |(table, row): (&Table, &Row), column: &str| -> Option<Days> {
        table.cell(row, column).parse().ok()
    };
    let before = |end: Option<Days>, start: Option<Days>| {
        end.zip(start)
            .is_some_and(|(end, start)| end.last < start.first)
    };
    !before(day(a, "to"), day(b, "from")) && !before(day(b, "to"), day(a, "from"))
}

fn kind(lexicon: &Lexicon, layer: &Layer, path: &str, text: &str, complaints: &mut Vec<Complaint>) {
    let file = layer.called(path);
    let kind = match load::kind(&file, text) {
        Ok(Some(kind)) => kind,
        Ok(None) => return,
        Err(complaint) => return complaints.push(complaint),
    };
    // The line of a value is the first that holds it: exact enough to find it, and free of a second reader.
    let mut complain = |value: &str, problem: String, hint: Option<String>| {
        let quoted = format!("\"{value}\"");
        let at = text.find(&quoted).or_else(|| text.find(value)).unwrap_or(0);
        let (line, column) = load::place(text, at);
        complaints.push(Complaint {
            file: file.clone(),
            line,
            column,
            problem,
            hint,
        });
    };
    let stem = path
        .trim_start_matches(load::EVENTS)
        .trim_end_matches(".toml");
    if kind.id != stem {
        complain(
            &kind.id,
            format!("the id `{}` is not the file's name", kind.id),
            Some(format!("write `{stem}`")),
        );
    }
    let frame_codes = kind.frames.iter().filter_map(|f| f.cameo.as_ref());
    let yes_codes = kind.yes.iter().filter_map(|y| y.cameo.as_ref());
    for code in std::iter::once(&kind.cameo)
        .chain(frame_codes)
        .chain(kind.content.values())
    {
        if ontology::code(code).is_none() {
            complain(code, format!("CAMEO has no code `{code}`"), None);
        }
    }
    let codes = ontology::codes();
    for code in yes_codes.chain(kind.content.keys()) {
        if !codes
            .iter()
            .any(|c| c.cameo.as_str().starts_with(code.as_str()))
        {
            complain(code, format!("no CAMEO code begins with `{code}`"), None);
        }
    }
    if kind.frames.is_empty() {
        complain(&kind.id, "there is no frame".to_owned(), None);
    }
    if kind.yes.len() < 2 || kind.no.is_empty() {
        let problem = format!("{} yes and {} no sentences", kind.yes.len(), kind.no.len());
        complain(
            &kind.id,
            problem,
            Some("at least two `[[yes]]` and one `[[no]]`".to_owned()),
        );
    }
    let mut frame_names: FxHashSet<&CompactString> = FxHashSet::default();
    for frame in &kind.frames {
        if frame.name.is_empty() {
            complain("[[frame]]", "a frame has no name".to_owned(), None);
        } else if !frame_names.insert(&frame.name) {
            complain(
                &frame.name,
                format!("two frames are called `{}`", frame.name),
                None,
            );
        }
        if frame.verb.is_empty() && frame.noun.is_empty() && frame.adjective.is_empty() {
            complain(
                &frame.name,
                "a frame has neither verb, noun nor adjective".to_owned(),
                None,
            );
        }
    }
    for (path, slot) in load::slots(&kind) {
        let name = path.rsplit('.').next().unwrap_or(&path);
        if !PLACES.contains(&name)
            && let Some(meant) = like(name, PLACES.iter().copied())
        {
            complain(
                name,
                format!("`{name}` is read as a preposition"),
                Some(meant),
            );
        }
        if let Slot::Words(words) = slot
            && words.is_empty()
        {
            complain(name, format!("the slot `{name}` lists no word"), None);
        }
    }
    parties(lexicon, &kind, &mut complain);
}

/// The parties the example sentences want must be ids, or codes a country field can hold.
fn parties(
    lexicon: &Lexicon,
    kind: &Kind,
    complain: &mut impl FnMut(&str, String, Option<String>),
) {
    let countries: FxHashSet<&str> = lexicon
        .actors
        .values()
        .filter_map(|row| row.country.as_deref())
        .collect();
    for yes in &kind.yes {
        for id in yes.source.iter().chain(&yes.target) {
            // A person not in the tables gets an id made of the country and the name.
            let made = id.split_once('.').is_some_and(|(country, rest)| {
                (countries.contains(country) || lexicon.actor(&ActorId::new(country)).is_some())
                    && rest.chars().all(|c| !c.is_uppercase())
            });
            let known = made
                || countries.contains(id.as_str())
                || lexicon.party(&ActorId::new(id), "").is_some();
            if !known && !lexicon.actors.is_empty() {
                complain(
                    id,
                    format!("no actor has the id `{id}`"),
                    like_id(lexicon, id),
                );
            }
        }
    }
}

fn like_id(lexicon: &Lexicon, id: &str) -> Option<String> {
    let ids = lexicon.actors();
    like(id, ids.iter().map(|row| row.id.as_str()))
}

/// The closest of some words when one is close.
fn like<'w>(word: &str, among: impl Iterator<Item = &'w str>) -> Option<String> {
    let letters = |s: &str| s.chars().collect::<Vec<_>>();
    let farthest = if word.len() < 5 { 1 } else { 2 };
    among
        .map(|other| (resolve::distance(&letters(word), &letters(other)), other))
        .filter(|(apart, other)| *apart <= farthest && *other != word)
        .min()
        .map(|(_, other)| format!("did you mean `{other}`?"))
}
