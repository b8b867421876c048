//! Gold sentences: JSONL, one sentence a line with the events a person found in it.
//!
//! ```json
//! {"id":"a1","date":"2025-07-04","text":"…","events":[{"plover":"CONSULT","cameo":"040","reciprocal":true,
//!  "source":[{"code":"NOR"}],"target":[{"code":"SWE|FIN"}]}]}
//! ```
//!
//! `plover` may be a name of the draft of 2016, or null for what PLOVER leaves out (CAMEO 01, 02); further
//! types that would do stand in `plover_alt`. A party's code is a state's three letters or a group (`IGO`);
//! `A|B` either, `*` anybody or nobody. An `optional` event may be said and need not be.

use crate::error::{Error, Result};
use crate::model::{Date, Days, Document, Plover};
use crate::ontology::{comparable, plover_types};
use compact_str::CompactString;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

const BOM: &[u8] = "\u{feff}".as_bytes();

/// The sentences of one file.
#[derive(Debug, Clone, Default)]
pub struct GoldSet {
    /// The file's name without folder and ending.
    pub name: String,
    /// The sentences, in the order of the file.
    pub sentences: Vec<Gold>,
}

/// A sentence and the events it tells.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The sentence as a document.
    pub document: Document,
    /// What a person found in it.
    pub events: Vec<GoldEvent>,
}

/// An event a person found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldEvent {
    /// Its PLOVER type, two where the name stands for either; none for CAMEO 01 and 02.
    pub types: Vec<Plover>,
    /// Every type that will do: its own and the alternatives.
    pub accepted: Vec<Plover>,
    /// First two digits of its CAMEO code, where it is known.
    pub root: Option<CompactString>,
    /// Who acts.
    pub source: Vec<Wanted>,
    /// Who is acted upon.
    pub target: Vec<Wanted>,
    /// Both sides act.
    pub reciprocal: bool,
    /// May be said, need not be.
    pub optional: bool,
}

/// A party of a gold event: the codes that will do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// Anybody will do, or nobody.
    pub any: bool,
    /// Codes to compare with; the empty one is nobody.
    pub codes: BTreeSet<CompactString>,
}

impl Wanted {
    /// Nobody on this side.
    pub(super) fn nobody() -> Self {
        Wanted {
            any: false,
            codes: BTreeSet::from([CompactString::default()]),
        }
    }

    fn read(text: &str) -> Self {
        let (stars, codes): (Vec<&str>, Vec<&str>) = text.split('|').partition(|c| *c == "*");
        Wanted {
            any: !stars.is_empty(),
            codes: codes.into_iter().map(comparable).collect(),
        }
    }

    /// Whether a code is one of these, `*` aside.
    pub(super) fn names(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// Whether a code will do.
    pub(super) fn takes(&self, code: &str) -> bool {
        self.any || self.names(code)
    }
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    #[serde(default)]
    date: Option<String>,
    text: String,
    events: Vec<EventLine>,
}

#[derive(Deserialize)]
struct EventLine {
    #[serde(default)]
    plover: Option<String>,
    #[serde(default)]
    plover_alt: Option<Vec<String>>,
    #[serde(default)]
    cameo: Option<String>,
    #[serde(default)]
    cameo_root: Option<String>,
    #[serde(default)]
    source: Vec<PartyLine>,
    #[serde(default)]
    target: Vec<PartyLine>,
    #[serde(default)]
    reciprocal: bool,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum PartyLine {
    Code(String),
    Party { code: Option<String> },
}

impl GoldSet {
    /// Reads a file; the faulty lines come beside the good ones, each naming file and line.
    ///
    /// `date` is given to sentences that carry none.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be read at all.
    pub fn read(path: &Path, date: Option<Date>) -> Result<(GoldSet, Vec<Error>)> {
        let text = if path == Path::new("-") {
            let mut text = Vec::new();
            std::io::stdin().read_to_end(&mut text).map(|_| text)
        } else {
            std::fs::read(path)
        };
        let text = text.map_err(|source| Error::Io {
            action: "read",
            path: path.to_path_buf(),
            source,
        })?;
        let name = match path.file_stem() {
            Some(stem) if path != Path::new("-") => stem.to_string_lossy().into_owned(),
            _ => "stdin".to_owned(),
        };
        Ok(Self::from_text(&name, &path.to_string_lossy(), &text, date))
    }

    /// Reads gold from text; `place` is what messages call it.
    pub fn from_text(
        name: &str,
        place: &str,
        text: impl AsRef<[u8]>,
        date: Option<Date>,
    ) -> (GoldSet, Vec<Error>) {
        let mut set = GoldSet {
            name: name.to_owned(),
            sentences: Vec::new(),
        };
        let mut faults = Vec::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let text = text.as_ref();
        let text = text.strip_prefix(BOM).unwrap_or(text);
        let lines = text.split(|b| *b == b'\n').enumerate();
        for (at, line) in lines.filter(|(_, line)| !line.trim_ascii().is_empty()) {
            let number = at + 1;
            let line = std::str::from_utf8(line)
                .map_err(|e| format!("not UTF-8 at byte {} of the line", e.valid_up_to()));
            let read = line.and_then(|line| sentence(line, date)).and_then(|gold| {
                match seen.insert(gold.document.name().to_string(), number) {
                    Some(first) => Err(format!(
                        "the id `{}` stands in line {first} as well",
                        gold.document.name()
                    )),
                    None => Ok(gold),
                }
            });
            match read {
                Ok(gold) => set.sentences.push(gold),
                Err(problem) => faults.push(Error::Document {
                    place: format!("{place}:{number}"),
                    id: None,
                    problem,
                }),
            }
        }
        if set.sentences.is_empty() && faults.is_empty() {
            faults.push(Error::Document {
                place: place.to_owned(),
                id: None,
                problem: "the file is empty".to_owned(),
            });
        }
        (set, faults)
    }
}

fn sentence(line: &str, date: Option<Date>) -> Result<Gold, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| {
        // serde_json ends its message with the position inside the line.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        format!("no gold sentence: {message} (column {})", error.column())
    })?;
    let id = match line.id {
        serde_json::Value::String(id) if !id.trim().is_empty() => id,
        serde_json::Value::Number(id) => id.to_string(),
        other => return Err(format!("`id` is no name: {other}")),
    };
    let date = match line.date.as_deref() {
        None | Some("") => date,
        Some(day) => Some(read_day(day)?),
    };
    let events: Result<Vec<GoldEvent>, String> = line.events.into_iter().map(event).collect();
    Ok(Gold {
        document: Document::from_text(&id, date, line.text),
        events: events?,
    })
}

fn read_day(text: &str) -> Result<Date, String> {
    match text.get(..10).unwrap_or(text).parse::<Days>() {
        Ok(days) if days.is_one() => Ok(days.first),
        _ => Err(format!(
            "date `{text}` is not a day; write it as 2025-07-04"
        )),
    }
}

fn event(line: EventLine) -> Result<GoldEvent, String> {
    let named = |name: &str| match plover_types(name) {
        types if types.is_empty() => {
            let all: Vec<&str> = Plover::ALL.iter().map(|p| p.as_str()).collect();
            Err(format!(
                "`{name}` is no PLOVER type; there are {}",
                all.join(", ")
            ))
        }
        types => Ok(types),
    };
    let types = match line.plover.as_deref() {
        None | Some("") => Vec::new(),
        Some(name) => named(name)?,
    };
    let mut accepted = types.clone();
    for name in line.plover_alt.iter().flatten() {
        accepted.extend(named(name)?);
    }
    accepted.sort();
    accepted.dedup();
    let code = line.cameo_root.or(line.cameo).filter(|c| !c.is_empty());
    let root = match &code {
        None => None,
        Some(code) => match code.get(..2) {
            Some(root) if code.bytes().all(|b| b.is_ascii_digit()) => Some(root.into()),
            _ => {
                return Err(format!(
                    "`{code}` is no CAMEO code; they are written as 05, 054, 0812"
                ));
            }
        },
    };
    let side = |parties: Vec<PartyLine>| {
        let mut wanted: Vec<Wanted> = Vec::new();
        for party in parties {
            let (PartyLine::Code(code) | PartyLine::Party { code: Some(code) }) = party else {
                continue;
            };
            let party = Wanted::read(&code);
            if !code.is_empty() && !wanted.contains(&party) {
                wanted.push(party);
            }
        }
        wanted
    };
    Ok(GoldEvent {
        types,
        accepted,
        root,
        source: side(line.source),
        target: side(line.target),
        reciprocal: line.reciprocal,
        optional: line.optional,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_with_its_alternatives() {
        let line = r#"{"id":7,"date":"2025-07-04","text":"T.","events":[{"plover":"YIELD","plover_alt":["SUPPORT"],
            "cameo":"0841","source":["NOR"],"target":[{"code":"ROM|*"},{"code":null}]}]}"#
            .replace('\n', " ");
        let (set, faults) = GoldSet::from_text("g", "g.jsonl", &line, None);
        assert!(faults.is_empty(), "{faults:?}");
        let gold = &set.sentences[0];
        assert_eq!(gold.document.name().as_str(), "7");
        let event = &gold.events[0];
        assert_eq!(event.types, [Plover::Concede, Plover::Retreat]);
        assert!(event.accepted.contains(&Plover::Support));
        assert_eq!(event.root.as_deref(), Some("08"));
        assert_eq!(event.target.len(), 1);
        assert!(event.target[0].names("ROU") && event.target[0].takes("FJI"));
    }

    #[test]
    fn each_bad_line_is_named_with_its_number() {
        for (line, want) in [
            ("{oops", "g.jsonl:2: no gold sentence: "),
            (r#"{"id":"a","text":"T."}"#, "missing field `events`"),
            (
                r#"{"id":"first","text":"T.","events":[]}"#,
                "the id `first` stands in line 1 as well",
            ),
            (
                r#"{"id":"a","text":"T.","date":"July","events":[]}"#,
                "date `July` is not a day",
            ),
            (
                r#"{"id":"a","text":"T.","events":[{"plover":"NICE"}]}"#,
                "`NICE` is no PLOVER type",
            ),
            (
                r#"{"id":"a","text":"T.","events":[{"cameo":"x4"}]}"#,
                "`x4` is no CAMEO code",
            ),
        ] {
            let text = format!("{{\"id\":\"first\",\"text\":\"T.\",\"events\":[]}}\n{line}\n");
            let (set, faults) = GoldSet::from_text("g", "g.jsonl", &text, None);
            assert_eq!((set.sentences.len(), faults.len()), (1, 1), "{line}");
            let told = faults[0].to_string();
            assert!(
                told.starts_with("g.jsonl:2: ") && told.contains(want),
                "{told}"
            );
        }
    }

    #[test]
    fn a_line_that_is_no_text_costs_that_line() {
        let text = b"{\"id\":1,\"text\":\"T.\",\"events\":[]}\n{\"id\":\"caf\xe9\"}\n";
        let (set, faults) = GoldSet::from_text("g", "g.jsonl", text, None);
        assert_eq!(set.sentences.len(), 1);
        assert_eq!(
            faults[0].to_string(),
            "g.jsonl:2: not UTF-8 at byte 10 of the line"
        );
    }
}
