//! Rows a person should look at again, though nothing is wrong with their form: duplicates, two holders of one
//! office at a time, terms that began long ago and have no end.
//!
//! There is no clock: how old a row is follows from the day that is given.

use super::layers::Layer;
use super::load::{self, Sort};
use super::table::{Row, Table};
use super::{Lexicon, fold};
use crate::error::Complaint;
use crate::model::{Date, Days};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Offices of one holder at a time.
const OFFICES: &str = "english/offices.toml";

/// From when on a row without an end, or one not checked, is old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The day the tables are looked at.
    pub as_of: Date,
    /// How many years a row may go without a look.
    pub years: i16,
}

impl Age {
    /// The last day that is too long ago.
    fn limit(self) -> Date {
        let year = self.as_of.year().saturating_sub(self.years);
        // The 29th of February is one day earlier in most years.
        Date::new(year, self.as_of.month(), self.as_of.day())
            .or_else(|_| Date::new(year, 2, 28))
            .unwrap_or(Date::MIN)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Offices {
    one_holder: Vec<String>,
}

/// A term and the row it stands in.
struct Term<'t> {
    table: &'t Table,
    row: &'t Row,
    from: Option<Days>,
    to: Option<Days>,
}

impl Term<'_> {
    /// Whether two terms share a day whichever day of their months and years they begin and end.
    fn overlaps(&self, other: &Term) -> bool {
        let start = |t: &Term| t.from.map_or(Date::MIN, |d| d.last);
        let end = |t: &Term| t.to.map_or(Date::MAX, |d| d.first);
        start(self).max(start(other)) < end(self).min(end(other))
    }
}

pub(super) fn find(lexicon: &Lexicon, age: Option<Age>) -> Vec<Complaint> {
    let mut doubts = Vec::new();
    let tables = tables(&lexicon.layers);
    let one_holder: FxHashSet<String> = lexicon
        .file(OFFICES)
        .and_then(|text| toml::from_str::<Offices>(text).ok())
        .unwrap_or_default()
        .one_holder
        .iter()
        .map(|office| fold(office))
        .collect();
    // Within one file and layer only: an upper layer replaces what it names.
    for (sort, table) in &tables {
        if matches!(sort, Sort::Names | Sort::Offices | Sort::Governs) {
            duplicates(*sort, table, &mut doubts);
        }
        if *sort == Sort::Offices {
            holders(table, &one_holder, &mut doubts);
        }
        if let Some(age) = age {
            old(*sort, table, age, &mut doubts);
        }
    }
    doubts.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    doubts
}

fn tables(layers: &[Layer]) -> Vec<(Sort, Table)> {
    let files = layers.iter().flat_map(|layer| {
        let of_layer = layer.files.iter();
        of_layer.map(move |(path, text)| (layer, path, text))
    });
    files
        .filter_map(|(layer, path, text)| {
            let sort = load::sort(path)?;
            // What cannot be read is a fault, and told as one.
            Some((
                sort,
                Table::read(&layer.called(path), text, &mut Vec::new()),
            ))
        })
        .collect()
}

fn term<'t>(table: &'t Table, row: &'t Row) -> Term<'t> {
    let day = |column| table.cell(row, column).parse().ok();
    Term {
        table,
        row,
        from: day("from"),
        to: day("to"),
    }
}

/// Rows in use, by some of their cells.
fn by<'t>(table: &'t Table, columns: &[&str]) -> BTreeMap<Vec<String>, Vec<Term<'t>>> {
    let mut groups: BTreeMap<Vec<String>, Vec<Term>> = BTreeMap::new();
    for row in table
        .rows
        .iter()
        .filter(|row| table.cell(row, "use") != "off")
    {
        let key = columns.iter().map(|c| fold(table.cell(row, c))).collect();
        groups.entry(key).or_default().push(term(table, row));
    }
    groups
}

/// One name of one actor, or one office of one person, for the same days twice.
fn duplicates(sort: Sort, table: &Table, doubts: &mut Vec<Complaint>) {
    let columns: &[&str] = match sort {
        Sort::Names => &["name", "actor", "use"],
        Sort::Offices => &["person", "office", "body"],
        _ => &["group", "state"],
    };
    for (_, terms) in by(table, columns) {
        for (at, later) in terms.iter().enumerate() {
            // Capitals may be what two forms of a name differ in: `ISIS` and `Isis`.
            let same = |t: &&Term| {
                t.overlaps(later)
                    && columns
                        .iter()
                        .all(|c| table.cell(t.row, c) == table.cell(later.row, c))
            };
            if let Some(first) = terms[..at].iter().find(same) {
                let value = table.cell(later.row, columns[0]);
                let problem = format!("`{value}` says the same as line {}", first.row.line);
                let hint = Some("delete one, or give them days that do not overlap".to_owned());
                doubts.push(table.complaint(later.row, columns[0], problem, hint));
            }
        }
    }
}

/// Two holders of an office of one body at a time.
fn holders(table: &Table, one_holder: &FxHashSet<String>, doubts: &mut Vec<Complaint>) {
    for (key, terms) in by(table, &["office", "body"]) {
        if !one_holder.contains(&key[0]) {
            continue;
        }
        for (at, later) in terms.iter().enumerate() {
            let person = |t: &Term| table.cell(t.row, "person").to_owned();
            let other = |t: &&Term| person(t) != person(later) && t.overlaps(later);
            let Some(first) = terms[..at].iter().find(other) else {
                continue;
            };
            let cell = |column| table.cell(later.row, column);
            let problem = format!(
                "`{}` and `{}` (line {}) are both {} of `{}` at one time",
                cell("person"),
                person(first),
                first.row.line,
                cell("office"),
                cell("body"),
            );
            let hint = Some(
                "end the earlier term, or name the office of one of them otherwise".to_owned(),
            );
            doubts.push(later.table.complaint(later.row, "from", problem, hint));
        }
    }
}

/// Terms that began long ago and go on, and rows last checked long ago.
fn old(sort: Sort, table: &Table, age: Age, doubts: &mut Vec<Complaint>) {
    let limit = age.limit();
    let terms = table
        .rows
        .iter()
        .filter(|row| table.cell(row, "use") != "off");
    for term in terms.map(|row| term(table, row)) {
        let checked = table.cell(term.row, "checked");
        let last = checked.parse::<Days>().ok().map(|d| d.last);
        let (column, value, what) = match (last, sort) {
            (Some(day), _) if day < limit => ("checked", checked, "was last checked"),
            (Some(_), _) => continue,
            // Names and bodies are meant to last; terms of persons end.
            (None, Sort::Offices) if term.to.is_none() => match term.from {
                Some(from) if from.last < limit => {
                    ("from", table.cell(term.row, "from"), "has no end and began")
                }
                _ => continue,
            },
            _ => continue,
        };
        let first = table.cell(
            term.row,
            if sort == Sort::Offices {
                "person"
            } else {
                "name"
            },
        );
        let problem = format!("`{first}` {what} in {value}, before {limit}");
        let hint = Some("look it up; write its end, or the day you looked in `checked`".to_owned());
        doubts.push(table.complaint(term.row, column, problem, hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn doubts(path: &str, text: &'static str, years: Option<i16>) -> Vec<String> {
        let mut layers = vec![Layer::builtin()];
        layers[0]
            .files
            .retain(|path, _| !path.starts_with("actors/"));
        layers[0].files.insert(path.to_owned(), Cow::Borrowed(text));
        let lexicon = Lexicon::assemble(layers, &mut Vec::new()).expect("it loads");
        let age = years.map(|years| Age {
            as_of: "2026-06-01".parse().expect("a day"),
            years,
        });
        let found = find(&lexicon, age);
        found
            .iter()
            .map(|c| format!("{} {}", c.line, c.problem))
            .collect()
    }

    #[test]
    fn an_office_of_one_holder_has_one() {
        let text = "person,name,office,body,from,to\n\
            A.a,A,President,NOR,2001,2005-03-01\n\
            A.b,B,president,NOR,2005-03-01,2009\n\
            A.c,C,president,NOR,2009,2011-02\n\
            A.d,D,president,NOR,2010-05,\n\
            A.e,E,senator,NOR,2001,\n\
            A.f,F,senator,NOR,2001,\n\
            A.g,G,president,SWE,2001,\n";
        assert_eq!(
            doubts("actors/offices.csv", text, None),
            ["5 `A.d` and `A.c` (line 4) are both president of `NOR` at one time"]
        );
    }

    #[test]
    fn a_row_that_stands_twice_is_found() {
        let text = "name,actor,use,from,to\n\
            Burma,MMR,short,,1989\n\
            Burma,MMR,short,1990,\n\
            ISIS,ISM.X,short,,\n\
            Isis,ISM.X,short,,\n\
            Oslo,NOR,capital,,\n\
            Oslo,NOR,metonym,2001,\n\
            Oslo,NOR,capital,2001,\n";
        assert_eq!(
            doubts("actors/names.csv", text, None),
            ["8 `Oslo` says the same as line 6"]
        );
    }

    #[test]
    fn rows_grow_old_by_the_day_that_is_given() {
        let text = "person,name,office,body,from,to,checked\n\
            A.a,A,president,NOR,1996,,\n\
            A.b,B,minister,NOR,1996,,2020\n\
            A.c,C,envoy,NOR,1996,2001,\n\
            A.d,D,speaker,NOR,2019-07,,\n\
            A.e,E,king,NOR,1991,,2010\n";
        assert_eq!(doubts("actors/offices.csv", text, None), [""; 0]);
        assert_eq!(
            doubts("actors/offices.csv", text, Some(10)),
            [
                "2 `A.a` has no end and began in 1996, before 2016-06-01",
                "6 `A.e` was last checked in 2010, before 2016-06-01"
            ]
        );
    }

    /// No term of the built-in tables that began before 2000 goes on without somebody having looked since.
    #[test]
    fn the_tables_hold_no_duplicate_no_rival_and_no_forgotten_row() -> crate::Result<()> {
        let age = Age {
            as_of: "2026-01-01".parse().expect("a day"),
            years: 26,
        };
        let found = find(&Lexicon::builtin()?, Some(age));
        let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(shown, [""; 0], "{}", shown.join("\n"));
        Ok(())
    }
}
