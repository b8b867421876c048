//! Linked notes, as Obsidian and its like keep them: a note per actor, and `index.md` with every event.
//!
//! A note opens with YAML (id, type, country, aliases), then tells the actor's events in date order, each with
//! links to the other parties and the sentence. Sentences are escaped, so that no word of an article becomes markup.
//! File names are the actors' names without what file systems and `[[links]]` cannot bear; two of one name
//! carry their ids.

use super::order::{everybody, sorted};
use super::{Counts, Data, Exporter};
use crate::draw::text::{clean, is_hidden};
use crate::model::{Actor, ActorId, Event, Party};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Write};
use std::rc::Rc;

/// Every event on one page, and the folder of notes.
pub(super) struct Markdown;

/// The page of all events, with links to the notes.
struct Index<'a>(Rc<Files<'a>>);

/// The note of one actor.
struct Note<'a> {
    actor: Actor,
    events: Vec<&'a Event>,
    files: Rc<Files<'a>>,
}

/// The file of each actor, without its ending.
struct Files<'a>(BTreeMap<&'a ActorId, String>);

impl Exporter for Markdown {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        page(data, None, out)
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let (events, _) = lines(input)?;
        Ok(Counts {
            events,
            ..Counts::default()
        })
    }
    fn files<'d>(&self, data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        let files = Rc::new(Files::of(data));
        let mut of_actor: BTreeMap<&ActorId, Vec<&Event>> = BTreeMap::new();
        for event in sorted(data) {
            for id in event.parties().map(|p| &p.id).collect::<BTreeSet<_>>() {
                of_actor.entry(id).or_default().push(event);
            }
        }
        let index: Box<dyn Exporter> = Box::new(Index(Rc::clone(&files)));
        let mut all = vec![("index.md".to_owned(), index)];
        for actor in everybody(data) {
            let name = files.name(&actor.id, &actor.name);
            let events = of_actor.remove(&actor.id).unwrap_or_default();
            let note = Note {
                actor: actor.into_owned(),
                events,
                files: Rc::clone(&files),
            };
            all.push((format!("{name}.md"), Box::new(note)));
        }
        all
    }
}

impl Exporter for Index<'_> {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        page(data, Some(&self.0), out)
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Markdown.count(input)
    }
}

impl Exporter for Note<'_> {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let actor = &self.actor;
        writeln!(out, "---")?;
        let offices = actor.offices.iter().map(|o| o.title.as_str());
        for (key, value) in [
            ("id", json!(actor.id)),
            ("type", json!(actor.kind)),
            ("country", json!(actor.country)),
            ("sector", json!(actor.sector)),
            ("aliases", aliases(actor)),
            ("offices", offices.collect()),
            ("tags", json!([format!("actor/{}", actor.kind)])),
        ] {
            if !(value.is_null() || value == json!([])) {
                writeln!(out, "{key}: {}", yaml(&value))?;
            }
        }
        writeln!(out, "---\n\n# {}\n", escape(&actor.name))?;
        for whole in &actor.part_of {
            writeln!(out, "part of {}\n", self.files.link(whole, whole.as_str()))?;
        }
        for event in &self.events {
            line(event, Some(&self.files), data.edtf, out)?;
        }
        Ok(Counts {
            actors: 1,
            edges: self.events.len(),
            ..Counts::default()
        })
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let (edges, opened) = lines(input)?;
        Ok(Counts {
            actors: usize::from(opened),
            edges,
            ..Counts::default()
        })
    }
}

impl<'a> Files<'a> {
    fn of(data: &Data<'a>) -> Self {
        let mut named: BTreeMap<&ActorId, &str> = BTreeMap::new();
        for party in sorted(data).into_iter().flat_map(Event::parties) {
            named.entry(&party.id).or_insert(&party.name);
        }
        for actor in data.actors {
            named.insert(&actor.id, &actor.name);
        }
        // names that differ in capitals alone are one file on many a disk
        let mut taken: BTreeMap<String, usize> = BTreeMap::from([("index".to_owned(), 1)]);
        for name in named.values() {
            *taken.entry(file_name(name).to_lowercase()).or_default() += 1;
        }
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut names = BTreeMap::new();
        for (id, name) in named {
            let mut file = file_name(name);
            if file.is_empty() || taken.get(&file.to_lowercase()).is_some_and(|n| *n > 1) {
                file = file_name(&format!("{file} ({id})"));
            }
            let mut numbered = file.clone();
            let mut n = 2;
            while !used.insert(numbered.to_lowercase()) {
                numbered = format!("{file} {n}");
                n += 1;
            }
            names.insert(id, numbered);
        }
        Files(names)
    }

    fn name(&self, id: &ActorId, name: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| file_name(name))
    }

    fn link(&self, id: &ActorId, name: &str) -> String {
        match self.0.get(id) {
            Some(file) if *file == name => format!("[[{file}]]"),
            Some(file) => format!("[[{file}|{}]]", escape(name).replace('|', "/")),
            None => escape(name),
        }
    }
}

/// What a file system and a link can bear, at most a hundred letters.
fn file_name(name: &str) -> String {
    let bearable =
        |c: &char| !"*\"\\/<>:|?#^[]%`".contains(*c) && !is_hidden(*c) && !c.is_control();
    let words: String = clean(name).chars().filter(bearable).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short = String::new();
    for c in words.trim_matches(['.', ' ', '-']).chars().take(100) {
        // file systems count bytes, most of them 255
        if short.len() + c.len_utf8() > 200 {
            break;
        }
        short.push(c);
    }
    short.trim_end_matches(['.', ' ']).to_owned()
}

fn page(data: &Data, files: Option<&Files>, out: &mut dyn Write) -> io::Result<Counts> {
    writeln!(out, "# Events\n")?;
    let events = sorted(data);
    for event in &events {
        line(event, files, data.edtf, out)?;
    }
    Ok(Counts {
        events: events.len(),
        ..Counts::default()
    })
}

/// One event: `- 2025-07-03 [[Russia]] → [[AFG]]: recognise [054] ^id`, its sentences quoted below.
fn line(event: &Event, files: Option<&Files>, edtf: bool, out: &mut dyn Write) -> io::Result<()> {
    let side = |parties: &[Party]| -> String {
        let of = |p: &Party| match files {
            Some(files) => files.link(&p.id, &p.name),
            None => escape(&p.name),
        };
        parties.iter().map(of).collect::<Vec<_>>().join(", ")
    };
    let day = match event.days() {
        Some(days) if edtf => days.edtf(),
        Some(days) => days.to_string(),
        None => "undated".to_owned(),
    };
    write!(out, "- **{day}** {}", side(&event.source))?;
    if !event.target.is_empty() {
        let arrow = if event.reciprocal { "↔" } else { "→" };
        write!(out, " {arrow} {}", side(&event.target))?;
    }
    write!(
        out,
        ": {} `{}`",
        escape(&event.kind),
        code(event.cameo.as_str())
    )?;
    if event.status != crate::model::Status::Actual {
        write!(out, ", {}", event.status)?;
    }
    if event.negated {
        write!(out, ", not")?;
    }
    writeln!(out, " ^{}", code(event.id.as_str()))?;
    for told in &event.evidence {
        let of = told.url.as_deref().unwrap_or(told.doc.as_str());
        writeln!(out, "  > {} ({})", escape(&told.sentence), escape(of))?;
    }
    Ok(())
}

/// Lines that tell an event, and whether the page opens with YAML.
fn lines(input: &mut dyn BufRead) -> io::Result<(usize, bool)> {
    let (mut events, mut opened) = (0, false);
    for (n, line) in input.lines().enumerate() {
        let line = line?;
        opened |= n == 0 && line == "---";
        events += usize::from(line.starts_with("- **"));
    }
    Ok((events, opened))
}

fn aliases(actor: &Actor) -> Json {
    let own = actor.name.as_str();
    let names = actor.names.iter().filter(|n| n.as_str() != own);
    std::iter::once(own)
        .chain(names.map(String::as_str))
        .filter(|n| !n.is_empty())
        .collect()
}

/// A value as YAML: JSON is YAML but for characters that YAML 1.2 calls unprintable.
fn yaml(value: &Json) -> String {
    let json = value.to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        let plain = !c.is_control()
            && !is_hidden(c)
            && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}');
        match plain {
            true => out.push(c),
            false => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                out.push_str(&format!("\\u{unit:04x}"));
            }),
        }
    }
    out
}

/// Words that cannot be markup, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '^' | '$' | '='
            | '>' | '%' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A code or an id between backquotes or behind `^`.
fn code(text: &str) -> String {
    let known = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    text.chars().filter(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    #[test]
    fn notes_link_to_each_other() {
        let (events, actors) = sample::seeds();
        let data = Data {
            events: &events,
            actors: &actors,
            ..Data::default()
        };
        let files = Markdown.files(&data);
        let names: Vec<&str> = files.iter().map(|f| f.0.as_str()).collect();
        assert_eq!(names.len(), actors.len() + 1);
        let russia = files.iter().find(|f| f.0 == "Russia.md").unwrap();
        let mut out = Vec::new();
        russia.1.write(&data, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.starts_with("---\nid: \"RUS\"\ntype: \"state\"\n"),
            "{text}"
        );
        assert!(text.contains(
            "- **2025-07-03** [[Russia]] → [[Islamic Emirate of Afghanistan]]: recognise `054` ^"
        ));
    }

    #[test]
    fn a_file_is_called_what_any_disk_can_bear() {
        for (name, want) in [
            ("He said \"no\" & <b>left</b>", "He said no & bleftb"),
            ("C:\\x/..", "Cx"),
            ("a\nb\u{202e}", "a b"),
            ("平和 🕊️", "平和 🕊️"),
            ("[[x|y]]#^", "xy"),
        ] {
            assert_eq!(file_name(name), want);
        }
        assert!(file_name(&"平".repeat(10_000)).len() <= 200);
        let (mut events, _) = sample::seeds();
        events[9].source[0].name = "INDEX".into();
        events[9].target[0].name = "index".into();
        let data = Data {
            events: &events,
            actors: &[],
            ..Data::default()
        };
        let files = Markdown.files(&data);
        let names: BTreeSet<String> = files.iter().map(|f| f.0.to_lowercase()).collect();
        assert_eq!(names.len(), files.len());
    }
}
