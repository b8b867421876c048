//! Neo4j: a folder for `neo4j-admin database import`, and a Cypher script for those without admin access.
//!
//! Actors and events are nodes, joined by who takes part (`parties.csv`); beside that each pair of an event
//! is a relationship of its own (`ties.csv`), which is what path queries walk on. Lists are joined by `;`,
//! neo4j-admin's delimiter: inside an item it becomes a comma. The script has real lists.

use super::fields::{self, ACTOR, Field, Type, Value};
use super::order::{edges, everybody, sorted};
use super::{Counts, Data, Exporter, cypher, tables};
use std::io::{self, BufRead, Write};

/// Neo4j.
pub(super) struct Neo4j;

enum Table {
    Actors,
    Events,
    Parties,
    Ties,
}

impl Exporter for Neo4j {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        cypher::write(data, out)
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        cypher::count(input)
    }
    fn files<'d>(&self, _data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        vec![
            ("actors.csv".to_owned(), Box::new(Table::Actors)),
            ("events.csv".to_owned(), Box::new(Table::Events)),
            ("parties.csv".to_owned(), Box::new(Table::Parties)),
            ("ties.csv".to_owned(), Box::new(Table::Ties)),
            ("import.cypher".to_owned(), Box::new(Neo4j)),
        ]
    }
}

impl Exporter for Table {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let count = match self {
            Table::Actors => {
                let head = std::iter::once("actorId:ID(Actor)".to_owned())
                    .chain(ACTOR.iter().map(column))
                    .chain([":LABEL".to_owned()]);
                let all = everybody(data);
                let rows = all.iter().map(|a| {
                    let label = format!("Actor;{}", label(a.kind.as_str()));
                    let cells = ACTOR.iter().map(|f| cell(&(f.of)(a)));
                    let id = std::iter::once(a.id.to_string());
                    id.chain(cells).chain([label])
                });
                table(head, rows, out)?
            }
            Table::Events => {
                let head = std::iter::once("eventId:ID(Event)".to_owned())
                    .chain(own_fields(data.edtf).map(column))
                    .chain(["sentences:string[]", "docs:string[]", ":LABEL"].map(str::to_owned));
                let rows = sorted(data).into_iter().map(|e| {
                    let cells = own_fields(data.edtf).map(|f| cell(&(f.of)(e)));
                    let told =
                        |of: fn(&crate::model::Evidence) -> &str| joined(e.evidence.iter().map(of));
                    let id = std::iter::once(e.id.to_string());
                    let last = [
                        told(|t| t.sentence.as_str()),
                        told(|t| t.doc.as_str()),
                        "Event".to_owned(),
                    ];
                    id.chain(cells).chain(last)
                });
                table(head, rows, out)?
            }
            Table::Parties => {
                let head = [":START_ID(Actor)", ":END_ID(Event)", ":TYPE", "mention"];
                let rows = sorted(data).into_iter().flat_map(|e| {
                    let sides = [("SOURCE_OF", &e.source), ("TARGET_OF", &e.target)];
                    sides.into_iter().flat_map(move |(role, side)| {
                        side.iter().map(move |p| {
                            let (actor, event) = (p.id.to_string(), e.id.to_string());
                            [actor, event, role.to_owned(), p.mention.to_string()]
                        })
                    })
                });
                table(head.into_iter().map(str::to_owned), rows, out)?
            }
            Table::Ties => {
                let head = [
                    ":START_ID(Actor)",
                    ":END_ID(Actor)",
                    ":TYPE",
                    "tieId",
                    "eventId",
                ]
                .into_iter()
                .map(str::to_owned)
                .chain(own_fields(data.edtf).map(column));
                let all = edges(data);
                let rows = all.iter().map(|edge| {
                    let ends = [
                        edge.source.id.to_string(),
                        edge.target.id.to_string(),
                        tie(&edge.event.kind),
                        edge.id.to_string(),
                        edge.event.id.to_string(),
                    ];
                    let cells = own_fields(data.edtf).map(|f| cell(&(f.of)(edge.event)));
                    ends.into_iter().chain(cells)
                });
                table(head, rows, out)?
            }
        };
        Ok(self.counts(count))
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(self.counts(tables::count_quoted(input)?))
    }
}

impl Table {
    fn counts(&self, rows: usize) -> Counts {
        match self {
            Table::Actors => Counts {
                actors: rows,
                ..Counts::default()
            },
            Table::Events => Counts {
                events: rows,
                ..Counts::default()
            },
            // who takes part is no tie between two; counted all the same, so that the file is checked
            Table::Parties => Counts {
                evidence: rows,
                ..Counts::default()
            },
            Table::Ties => Counts {
                edges: rows,
                ..Counts::default()
            },
        }
    }
}

fn table<R: IntoIterator<Item = String>>(
    head: impl Iterator<Item = String>,
    rows: impl Iterator<Item = R>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let head: Vec<String> = head.collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    tables::quoted(&head, rows, out)
}

/// The fields of an event but its id, which has a column of its own.
pub(super) fn own_fields(edtf: bool) -> impl Iterator<Item = &'static Field<crate::model::Event>> {
    fields::event(edtf).iter().filter(|f| f.name != "event_id")
}

/// The property a field becomes: `date_end` is `dateEnd`, an actor's label its name.
pub(super) fn property(name: &str) -> String {
    if name == "label" {
        return "name".to_owned();
    }
    let mut out = String::new();
    let mut upper = false;
    for c in name.chars() {
        match c {
            '_' => upper = true,
            c if upper => {
                out.push(c.to_ascii_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}

/// The type of a relationship: `sign agreement` is `SIGN_AGREEMENT`.
pub(super) fn tie(kind: &str) -> String {
    let known = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = kind.to_uppercase().chars().map(known).take(60).collect();
    match name.trim_matches('_') {
        "" => "TIE".to_owned(),
        name => name.to_owned(),
    }
}

/// The second label of an actor: `State`, `Person`.
pub(super) fn label(kind: &str) -> String {
    let mut letters = kind.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn column<T>(field: &Field<T>) -> String {
    let kind = match field.kind {
        Type::Text => "",
        Type::Day => ":date",
        Type::List => ":string[]",
        Type::Int => ":int",
        Type::Real => ":float",
        Type::Bool => ":boolean",
    };
    format!("{}{kind}", property(field.name))
}

fn cell(value: &Value) -> String {
    match value {
        Value::List(items) => joined(items.iter().map(AsRef::as_ref)),
        other => other.to_string(),
    }
}

fn joined<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.map(|i| i.replace(';', ",")).collect();
    items.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;

    fn written(table: &Table, events: &[crate::model::Event]) -> String {
        let mut out = Vec::new();
        let data = Data {
            events,
            actors: &[],
            ..Data::default()
        };
        table.write(&data, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_have_their_types() {
        let (events, _) = sample::seeds();
        let ties = written(&Table::Ties, &events);
        let head = ties.lines().next().unwrap();
        assert!(head.starts_with("\":START_ID(Actor)\",\":END_ID(Actor)\",\":TYPE\",\"tieId\""));
        for column in [
            "\"date:date\"",
            "\"goldstein:float\"",
            "\"negated:boolean\"",
            "\"contexts:string[]\"",
        ] {
            assert!(head.contains(column), "{head}");
        }
        assert!(ties.contains("\"RUS\",\"AFG.GOV\",\"RECOGNISE\""));
        assert!(ties.contains("\"ACCEPT_CREDENTIALS\""));
        let actors = written(&Table::Actors, &events);
        assert!(actors.contains("\"Actor;State\"") && actors.contains("\"Actor;Person\""));
    }

    #[test]
    fn names_become_what_neo4j_calls_them() {
        assert_eq!(property("date_precision"), "datePrecision");
        assert_eq!(tie("sign agreement"), "SIGN_AGREEMENT");
        assert_eq!(tie("\"]]>"), "TIE");
        assert_eq!(joined(["a;b", "c"].into_iter()), "a,b;c");
    }
}
