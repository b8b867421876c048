//! What one row of each table means.
//!
//! Cells that cannot be understood become complaints; the row is left out.

use super::table::{Row, Table};
use crate::error::Complaint;
use crate::model::{ActorId, ActorKind, Date, Days, Gender};
use compact_str::CompactString;

/// The cell that takes a row of a lower layer away.
const OFF: &str = "off";

/// A row of a table, or the wish of an upper layer that there be none.
pub(super) enum Entry<T> {
    Row(T),
    Off,
}

/// What a kind of row needs to be read and laid over others.
pub(super) trait Read: Sized {
    /// What makes two rows the same entry, so that an upper layer's replaces the lower's.
    fn key(table: &Table, row: &Row) -> String;
    /// Reads the row.
    fn read(table: &Table, row: &Row) -> Result<Self, Complaint>;
}

/// Every row of a table with its key.
///
/// The lowest layer replaces nothing, so its keys are left empty.
pub(super) fn entries<T: Read>(
    table: &Table,
    lowest: bool,
    complaints: &mut Vec<Complaint>,
) -> Vec<(String, Entry<T>)> {
    let mut entries = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let key = if lowest {
            String::new()
        } else {
            T::key(table, row)
        };
        if table.cell(row, "use") == OFF {
            entries.push((key, Entry::Off));
            continue;
        }
        match T::read(table, row) {
            Ok(read) => entries.push((key, Entry::Row(read))),
            Err(complaint) => complaints.push(complaint),
        }
    }
    entries
}

/// One actor of the tables under `actors/`.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorRow {
    /// Its id.
    pub id: ActorId,
    /// The fullest name.
    pub name: CompactString,
    /// What sort.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3, or a PLOVER code for what belongs to no state.
    pub country: Option<CompactString>,
    /// PLOVER sectors, the first the chief one.
    pub sector: Vec<CompactString>,
    /// What it is part of.
    pub part_of: Vec<ActorId>,
    /// First day it existed; `None` when open.
    pub from: Option<Date>,
    /// Last day it existed; `None` when open.
    pub to: Option<Date>,
}

/// What a name is to its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// The official name.
    Full,
    /// The usual name.
    Short,
    /// `Russian`.
    Adjective,
    /// `Afghans`.
    People,
    /// A capital, which stands for the state when it acts or is addressed.
    Capital,
    /// Another place or house that does.
    Metonym,
    /// `NATO`.
    Abbreviation,
    /// The name in its own language.
    Native,
    /// First half of a joined adjective: `Sino` of `Sino-Afghan`.
    Prefix,
}

impl Use {
    const WORDS: [(&'static str, Use); 9] = [
        ("full", Use::Full),
        ("short", Use::Short),
        ("adjective", Use::Adjective),
        ("people", Use::People),
        ("capital", Use::Capital),
        ("metonym", Use::Metonym),
        ("abbreviation", Use::Abbreviation),
        ("native", Use::Native),
        ("prefix", Use::Prefix),
    ];
    /// The word of the table.
    pub fn as_str(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, u)| *u == self)
            .map_or("", |(w, _)| w)
    }
}

/// One form a text may use for an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct NameRow {
    /// The form.
    pub name: CompactString,
    /// Whom it names.
    pub actor: ActorId,
    /// What it is to the actor.
    pub usage: Use,
    /// First day it means this actor; `None` when open.
    pub from: Option<Date>,
    /// Last day; `None` when open.
    pub to: Option<Date>,
    /// The form has other meanings too, so that it needs context.
    pub ambiguous: bool,
    /// Of several meanings the one that holds when the text does not tell.
    pub usual: bool,
}

impl NameRow {
    /// Whether the form means the actor on a day; always when the day is unknown.
    pub fn holds(&self, on: Option<Date>) -> bool {
        on.is_none_or(|day| {
            self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
        })
    }
}

/// A noun that makes a body or a group of a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Institution {
    /// The noun: `foreign ministry`.
    pub noun: CompactString,
    /// The last part of the actor's id: `MFA`.
    pub suffix: CompactString,
    /// The pattern of its name: `Foreign Ministry of {state}`.
    pub name: CompactString,
    /// What sort of actor it makes.
    pub kind: ActorKind,
    /// PLOVER sectors.
    pub sector: Vec<CompactString>,
}

/// What a word before or after a person's name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleClass {
    /// An office: `president`.
    Title,
    /// What stands before an office: `deputy`.
    Modifier,
    /// A form of address: `Mr`.
    Honorific,
}

impl TitleClass {
    const WORDS: [(&'static str, TitleClass); 3] = [
        ("title", TitleClass::Title),
        ("modifier", TitleClass::Modifier),
        ("honorific", TitleClass::Honorific),
    ];
    /// The word of the table.
    pub fn as_str(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, c)| *c == self)
            .map_or("", |(w, _)| w)
    }
}

/// A word for an office, or one that goes with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    /// The words.
    pub title: CompactString,
    /// Of which class.
    pub class: TitleClass,
    /// The institution the office belongs to, as the suffix of its id.
    pub suffix: Option<CompactString>,
    /// PLOVER sectors.
    pub sector: Vec<CompactString>,
    /// What pronoun the word shows.
    pub gender: Option<Gender>,
    /// The person no longer holds the office: `former`.
    pub past: bool,
    /// The state whose office it is when the text names none: the only one to call it so.
    pub state: Option<CompactString>,
}

/// A term of a person in an office.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficeRow {
    /// The person.
    pub person: ActorId,
    /// The person's name.
    pub name: CompactString,
    /// The office.
    pub office: CompactString,
    /// Of what.
    pub body: ActorId,
    /// First day of the term.
    pub from: Option<Date>,
    /// Last day of the term.
    pub to: Option<Date>,
    /// The dates as the table writes them.
    pub written: (CompactString, CompactString),
    /// The person's pronoun.
    pub gender: Option<Gender>,
}

/// A time in which a group governs a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Governs {
    /// The group.
    pub group: ActorId,
    /// The state.
    pub state: ActorId,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

fn list(cell: &str) -> Vec<CompactString> {
    cell.split_whitespace().map(CompactString::from).collect()
}

fn some(cell: &str) -> Option<CompactString> {
    (!cell.is_empty()).then(|| cell.into())
}

fn kind(table: &Table, row: &Row) -> Result<ActorKind, Complaint> {
    let word = table.cell(row, "kind");
    ActorKind::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = ActorKind::ALL.iter().map(|k| k.as_str()).collect();
        table.complaint(
            row,
            "kind",
            format!("`{word}` is no kind of actor"),
            Some(format!("one of {}", words.join(", "))),
        )
    })
}

fn gender(table: &Table, row: &Row, column: &str) -> Option<Gender> {
    table
        .cell(row, column)
        .split(|c: char| !c.is_alphabetic())
        .find_map(Gender::from_word)
}

/// The first day of `from` and the last of `to`.
fn term(table: &Table, row: &Row) -> Result<(Option<Date>, Option<Date>), Complaint> {
    let day = |column: &str| -> Result<Option<Days>, Complaint> {
        match table.cell(row, column) {
            "" => Ok(None),
            cell => cell.parse().map(Some).map_err(|_| {
                table.complaint(
                    row,
                    column,
                    format!("`{cell}` is not a date"),
                    Some("write 2021, 2021-08 or 2021-08-15".to_owned()),
                )
            }),
        }
    };
    let (from, to) = (day("from")?.map(|d| d.first), day("to")?.map(|d| d.last));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        let problem = format!(
            "`{}` comes after `{}`",
            table.cell(row, "from"),
            table.cell(row, "to")
        );
        return Err(table.complaint(row, "from", problem, None));
    }
    Ok((from, to))
}

fn needed<'t>(table: &'t Table, row: &Row, column: &str) -> Result<&'t str, Complaint> {
    match table.cell(row, column) {
        "" => Err(table.complaint(row, column, format!("`{column}` is empty"), None)),
        cell => Ok(cell),
    }
}

impl Read for ActorRow {
    fn key(table: &Table, row: &Row) -> String {
        table.cell(row, "id").to_owned()
    }
    fn read(table: &Table, row: &Row) -> Result<Self, Complaint> {
        let (from, to) = term(table, row)?;
        Ok(ActorRow {
            id: ActorId::new(needed(table, row, "id")?),
            name: needed(table, row, "name")?.into(),
            kind: kind(table, row)?,
            country: some(table.cell(row, "country")),
            sector: list(table.cell(row, "sector")),
            part_of: table
                .cell(row, "part_of")
                .split_whitespace()
                .map(ActorId::new)
                .collect(),
            from,
            to,
        })
    }
}

impl Read for NameRow {
    fn key(table: &Table, row: &Row) -> String {
        format!("{}\n{}", table.cell(row, "name"), table.cell(row, "actor"))
    }
    fn read(table: &Table, row: &Row) -> Result<Self, Complaint> {
        let word = table.cell(row, "use");
        let usage = Use::WORDS.iter().find(|(w, _)| *w == word);
        let usage = usage.map(|(_, u)| *u).ok_or_else(|| {
            let words: Vec<&str> = Use::WORDS.iter().map(|(w, _)| *w).collect();
            table.complaint(
                row,
                "use",
                format!("`{word}` is no use of a name"),
                Some(format!("one of {}", words.join(", "))),
            )
        })?;
        let (from, to) = term(table, row)?;
        Ok(NameRow {
            name: needed(table, row, "name")?.into(),
            actor: ActorId::new(needed(table, row, "actor")?),
            usage,
            from,
            to,
            ambiguous: table.cell(row, "note").contains(AMBIGUOUS),
            usual: table.cell(row, "note").contains(USUAL),
        })
    }
}

/// The mark in the note of a name that has several meanings.
const AMBIGUOUS: &str = "ambiguous";
/// The words of a note that mark a meaning as the usual one.
const USUAL: &str = "usually this";
/// The mark in the note of a modifier that ends the office.
const PAST: &str = "past";

impl Read for Institution {
    fn key(table: &Table, row: &Row) -> String {
        table.cell(row, "noun").to_owned()
    }
    fn read(table: &Table, row: &Row) -> Result<Self, Complaint> {
        Ok(Institution {
            noun: needed(table, row, "noun")?.into(),
            suffix: needed(table, row, "suffix")?.into(),
            name: needed(table, row, "name")?.into(),
            kind: kind(table, row)?,
            sector: list(table.cell(row, "sector")),
        })
    }
}

impl Read for Title {
    fn key(table: &Table, row: &Row) -> String {
        format!("{}\n{}", table.cell(row, "title"), table.cell(row, "class"))
    }
    fn read(table: &Table, row: &Row) -> Result<Self, Complaint> {
        let word = table.cell(row, "class");
        let class = TitleClass::WORDS.iter().find(|(w, _)| *w == word);
        let class = class.map(|(_, c)| *c).ok_or_else(|| {
            let words: Vec<&str> = TitleClass::WORDS.iter().map(|(w, _)| *w).collect();
            table.complaint(
                row,
                "class",
                format!("`{word}` is no class of title"),
                Some(format!("one of {}", words.join(", "))),
            )
        })?;
        Ok(Title {
            title: needed(table, row, "title")?.into(),
            class,
            suffix: some(table.cell(row, "suffix")),
            sector: list(table.cell(row, "sector")),
            gender: gender(table, row, "note"),
            past: table.cell(row, "note").contains(PAST),
            state: some(table.cell(row, "state")),
        })
    }
}

impl Read for OfficeRow {
    fn key(table: &Table, row: &Row) -> String {
        format!(
            "{}\n{}",
            table.cell(row, "person"),
            table.cell(row, "office")
        )
    }
    fn read(table: &Table, row: &Row) -> Result<Self, Complaint> {
        let (from, to) = term(table, row)?;
        Ok(OfficeRow {
            person: ActorId::new(needed(table, row, "person")?),
            name: needed(table, row, "name")?.into(),
            office: needed(table, row, "office")?.into(),
            body: ActorId::new(needed(table, row, "body")?),
            from,
            to,
            written: (table.cell(row, "from").into(), table.cell(row, "to").into()),
            gender: gender(table, row, "gender"),
        })
    }
}

impl Read for Governs {
    fn key(table: &Table, row: &Row) -> String {
        format!("{}\n{}", table.cell(row, "group"), table.cell(row, "state"))
    }
    fn read(table: &Table, row: &Row) -> Result<Self, Complaint> {
        let (from, to) = term(table, row)?;
        Ok(Governs {
            group: ActorId::new(needed(table, row, "group")?),
            state: ActorId::new(needed(table, row, "state")?),
            from,
            to,
        })
    }
}
