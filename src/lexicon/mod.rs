//! Every word the program knows: files of `lexicon/`, read into one read-only [`Lexicon`].
//!
//! Files are built in and may be laid over by folders of the user's ([`Lexicon::layered`]): a row with
//! the same key replaces the one below, `use = off` takes it away; other files replace as a whole.
//! Tables of actors are read at once, event kinds when first asked for. Runs no stage.

mod check;
mod doubts;
pub mod frame;
mod index;
mod layers;
mod load;
mod others;
mod reach;
mod record;
pub mod reference;
mod resolve;
mod rows;
mod table;

pub use doubts::Age;
pub use index::{Index, Piece, cut_into, fold, pieces};
pub use rows::{ActorRow, Governs, Institution, NameRow, OfficeRow, Title, TitleClass, Use};

use crate::error::{Complaint, Error, Result};
use crate::model::{ActorId, ActorKind, Date, Gender, Office, Party};
use crate::text::SplitRules;
use compact_str::CompactString;
use frame::Kind;
use layers::Layer;
use rayon::prelude::*;
use reference::Reference;
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The words, names and frames of all layers.
pub struct Lexicon {
    layers: Vec<Layer>,
    actors: FxHashMap<ActorId, ActorRow>,
    names: Vec<NameRow>,
    index: Index,
    institutions: Vec<Institution>,
    titles: Vec<Title>,
    offices: FxHashMap<ActorId, Vec<OfficeRow>>,
    split: SplitRules,
    kinds: OnceLock<Vec<Kind>>,
    title_index: Index,
    institution_index: Index,
    reference: Reference,
    given_names: OnceLock<FxHashMap<CompactString, Option<Gender>>>,
    governs: Vec<Governs>,
    last_names: OnceLock<FxHashMap<String, Vec<ActorId>>>,
    /// Body → its office holders and the places of their terms.
    holders: OnceLock<FxHashMap<ActorId, Vec<(ActorId, usize)>>>,
}

impl Lexicon {
    /// The lexicon built into the program.
    ///
    /// # Errors
    ///
    /// Fails only when the program was built from a faulty lexicon.
    ///
    /// # Example
    ///
    /// ```
    /// let lexicon = chancery::lexicon::Lexicon::builtin()?;
    /// assert_eq!(lexicon.hash().len(), 16);
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn builtin() -> Result<Lexicon> {
        Self::of(vec![Layer::builtin()])
    }

    /// The built-in lexicon with further folders laid over it, the last on top.
    ///
    /// # Errors
    ///
    /// Fails on a folder that cannot be read, and on every row or rule that cannot be understood.
    pub fn layered(folders: &[PathBuf]) -> Result<Lexicon> {
        let mut layers = vec![Layer::builtin()];
        for folder in folders {
            layers.push(Layer::folder(folder)?);
        }
        Self::of(layers)
    }

    /// The built-in lexicon with folders and with tables of other projects laid over it, the tables on top.
    ///
    /// Files are PETRARCH dictionaries (`.actors.txt`, `.agents.txt`) or FollowTheMoney entities (`.json`,
    /// `.jsonl`). Their faulty lines come back as complaints; the rest of the file counts.
    ///
    /// # Errors
    ///
    /// As [`Lexicon::layered`], and for a file that cannot be read.
    pub fn with_tables(
        folders: &[PathBuf],
        files: &[PathBuf],
    ) -> Result<(Lexicon, Vec<Complaint>)> {
        let base = Self::layered(folders)?;
        let mut complaints = Vec::new();
        let mut layers = base.layers.clone();
        for file in files {
            layers.push(others::read(file, &base, &mut complaints)?);
        }
        Ok((Self::of(layers)?, complaints))
    }

    fn of(layers: Vec<Layer>) -> Result<Lexicon> {
        let mut complaints = Vec::new();
        let lexicon = Self::assemble(layers, &mut complaints)?;
        match complaints.len() {
            0 => Ok(lexicon),
            1 => Err(Error::Lexicon(complaints.remove(0))),
            _ => Err(Error::Lexicons(complaints)),
        }
    }

    /// Puts together what can be read; what cannot is complained about and left out.
    fn assemble(layers: Vec<Layer>, complaints: &mut Vec<Complaint>) -> Result<Lexicon> {
        let tables = load::tables(&layers, complaints);
        let mut offices: FxHashMap<ActorId, Vec<OfficeRow>> = FxHashMap::default();
        for office in tables.offices {
            offices
                .entry(office.person.clone())
                .or_default()
                .push(office);
        }
        let mut names = tables.names;
        resolve::implied_names(&tables.actors, &offices, &mut names);
        let mut lexicon = Lexicon {
            index: index::names(&names),
            title_index: Index::default(),
            institution_index: Index::default(),
            reference: Reference::default(),
            given_names: OnceLock::new(),
            governs: tables.governs,
            last_names: OnceLock::new(),
            holders: OnceLock::new(),
            actors: tables
                .actors
                .into_iter()
                .map(|row| (row.id.clone(), row))
                .collect(),
            names,
            institutions: tables.institutions,
            titles: tables.titles,
            offices,
            split: SplitRules::default(),
            kinds: OnceLock::new(),
            layers,
        };
        // The kinds of the built-in layer are known to be right (a test reads them all); those of a
        // folder are read now, so that a fault is told before any work is done.
        for layer in lexicon.layers.iter().skip(1) {
            for (path, text) in &layer.files {
                if is_kind(path)
                    && let Err(complaint) = load::kind(&layer.called(path), text)
                {
                    complaints.push(complaint);
                }
            }
        }
        if let Some(rules) = lexicon.file("english/abbreviations.csv") {
            lexicon.split = SplitRules::from_csv(rules)?;
        }
        if let Some(words) = lexicon.file(reference::FILE) {
            lexicon.reference = reference::read(words)?;
        }
        // Singular forms first, then the plurals in the same order: a find is a row modulo their count.
        let with_plurals = |nouns: &mut dyn Iterator<Item = &CompactString>| {
            let mut forms: Vec<String> = nouns.map(|noun| noun.to_string()).collect();
            let plurals: Vec<String> = forms
                .iter()
                .map(|noun| lexicon.reference.plural(noun))
                .collect();
            forms.extend(plurals);
            Index::new(forms.iter().map(String::as_str))
        };
        let titles = with_plurals(&mut lexicon.titles.iter().map(|t| &t.title));
        let institutions = with_plurals(&mut lexicon.institutions.iter().map(|i| &i.noun));
        (lexicon.title_index, lexicon.institution_index) = (titles, institutions);
        Ok(lexicon)
    }

    /// The text of a file, `dates/en.toml`, of the topmost layer that has it.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.layers
            .iter()
            .rev()
            .find_map(|layer| layer.files.get(path))
            .map(|text| text.as_ref())
    }

    /// The files whose path begins with `folder` (`events/`), sorted by path, each of the topmost layer that has it.
    pub fn files_under(&self, folder: &str) -> Vec<(&str, &str)> {
        let mut files = std::collections::BTreeMap::new();
        for layer in &self.layers {
            for (path, text) in &layer.files {
                if path.starts_with(folder) {
                    files.insert(path.as_str(), text.as_ref());
                }
            }
        }
        files.into_iter().collect()
    }

    /// The kinds of events, sorted by id.
    pub fn kinds(&self) -> &[Kind] {
        self.kinds.get_or_init(|| {
            let mut kinds: Vec<Kind> = self
                .files_under(load::EVENTS)
                .into_par_iter()
                .filter(|(path, _)| is_kind(path))
                .filter_map(|(path, text)| load::kind(path, text).ok().flatten())
                .collect();
            kinds.sort_by(|a, b| a.id.cmp(&b.id));
            kinds
        })
    }

    /// The rules for cutting text into sentences.
    pub fn split_rules(&self) -> &SplitRules {
        &self.split
    }

    /// The row of an actor; none for composed ones such as `FRA.MFA`.
    pub fn actor(&self, id: &ActorId) -> Option<&ActorRow> {
        self.actors.get(id)
    }

    /// Every actor of the tables, sorted by id.
    pub fn actors(&self) -> Vec<&ActorRow> {
        let mut all: Vec<_> = self.actors.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Every form of a name, in the order of the tables, then the names the actor rows themselves give.
    pub fn names(&self) -> &[NameRow] {
        &self.names
    }

    /// Finds names in text; its numbers are places in [`Lexicon::names`].
    pub fn name_index(&self) -> &Index {
        &self.index
    }

    /// The nouns that make bodies and groups of states.
    pub fn institutions(&self) -> &[Institution] {
        &self.institutions
    }

    /// Titles, their modifiers and honorifics.
    pub fn titles(&self) -> &[Title] {
        &self.titles
    }

    /// Finds titles in text; its numbers, modulo their count, are places in [`Lexicon::titles`]: plurals follow.
    pub fn title_index(&self) -> &Index {
        &self.title_index
    }

    /// Finds institutions in text; its numbers, modulo their count, are places in [`Lexicon::institutions`]: plurals follow.
    pub fn institution_index(&self) -> &Index {
        &self.institution_index
    }

    /// Words that point back to someone named before.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// What pronoun a given name shows; `None` for a name that is not in the list.
    pub fn given_name(&self, name: &str) -> Option<Option<Gender>> {
        let names = self.given_names.get_or_init(|| {
            self.file(reference::GIVEN_NAMES)
                .map(reference::given_names)
                .unwrap_or_default()
        });
        names.get(fold(name).as_str()).copied()
    }

    /// The state a group governs on a day; today's state of the tables when the day is unknown.
    pub fn governs(&self, group: &ActorId, on: Option<Date>) -> Option<&ActorId> {
        self.governs
            .iter()
            .filter(|tie| tie.group == *group)
            .find(|tie| match on {
                Some(day) => {
                    tie.from.is_none_or(|from| from <= day) && tie.to.is_none_or(|to| day <= to)
                }
                None => tie.to.is_none(),
            })
            .map(|tie| &tie.state)
    }

    /// The terms of a person as the table has them.
    pub fn terms(&self, person: &ActorId) -> &[OfficeRow] {
        self.offices.get(person).map_or(&[], Vec::as_slice)
    }

    /// Persons of the tables whose name ends in a word, sorted by id.
    pub fn persons_called(&self, last: &str) -> &[ActorId] {
        let persons = self.last_names.get_or_init(|| {
            let mut persons: FxHashMap<String, Vec<ActorId>> = FxHashMap::default();
            for row in &self.names {
                let is_person = self.offices.contains_key(&row.actor)
                    || self
                        .actors
                        .get(&row.actor)
                        .is_some_and(|a| a.kind == ActorKind::Person);
                if let (true, Some(last)) = (is_person, row.name.split_whitespace().last()) {
                    persons
                        .entry(fold(last))
                        .or_default()
                        .push(row.actor.clone());
                }
            }
            for ids in persons.values_mut() {
                ids.sort();
                ids.dedup();
            }
            persons
        });
        persons.get(&fold(last)).map_or(&[], Vec::as_slice)
    }

    /// Who holds an office of a body, or of the body's state, on a day; `None` when nobody or several do.
    pub fn holder(&self, office: &str, body: &ActorId, on: Date) -> Option<ActorId> {
        let wanted = fold(office);
        let holders = self.holders.get_or_init(|| {
            let mut holders: FxHashMap<ActorId, Vec<(ActorId, usize)>> = FxHashMap::default();
            for (person, terms) in &self.offices {
                for (at, term) in terms.iter().enumerate() {
                    let of_body = holders.entry(term.body.clone()).or_default();
                    of_body.push((person.clone(), at));
                }
            }
            holders
        });
        let root = Some(ActorId::new(body.root())).filter(|root| root != body);
        let mut found: Vec<&ActorId> = [Some(body), root.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|body| holders.get(body))
            .flatten()
            .filter_map(|(person, at)| self.terms(person).get(*at))
            .filter(|term| {
                term.from.is_none_or(|from| from <= on)
                    && term.to.is_none_or(|to| on <= to)
                    && fold(&term.office) == wanted
            })
            .map(|term| &term.person)
            .collect();
        found.sort();
        found.dedup();
        match found.as_slice() {
            [one] => Some((*one).clone()),
            _ => None,
        }
    }

    /// The offices of a person as records show them, in order of time.
    pub fn offices(&self, person: &ActorId) -> Vec<Office> {
        let mut rows: Vec<&OfficeRow> = self.terms(person).iter().collect();
        rows.sort_by(|a, b| (a.from, &a.office).cmp(&(b.from, &b.office)));
        let some = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        rows.iter()
            .map(|row| Office {
                // Only a code of other coders has no small letters: `AFGGOV`.
                title: match row.office.contains(char::is_lowercase) {
                    true => row.office.to_lowercase().into(),
                    false => row.office.to_string(),
                },
                body: Some(row.body.clone()),
                since: some(&row.written.0),
                until: some(&row.written.1),
                seen: Vec::new(),
            })
            .collect()
    }

    /// The party an actor is, under the words that named it; `None` for an unknown id.
    ///
    /// Works for rows of the tables, for persons of the offices, and for a state's institutions
    /// (`FRA.MFA` is the Foreign Ministry of France) without a row of their own.
    pub fn party(&self, id: &ActorId, mention: &str) -> Option<Party> {
        if let Some(row) = self.actors.get(id) {
            return Some(Party {
                id: id.clone(),
                name: row.name.clone(),
                kind: row.kind,
                country: row.country.clone().or_else(|| self.country_of(id)),
                sector: row.sector.clone(),
                mention: mention.into(),
            });
        }
        if let Some(term) = self.terms(id).iter().max_by_key(|row| row.from) {
            return Some(Party {
                id: id.clone(),
                name: term.name.clone(),
                kind: ActorKind::Person,
                // Who serves an organisation counts as its own: a secretary-general is of the UN.
                country: self.country_of(id).or_else(|| {
                    let body = self.actors.get(&term.body)?;
                    body.country.clone()
                }),
                sector: self.sector_of_title(&term.office),
                mention: mention.into(),
            });
        }
        let (state, suffix) = id.as_str().split_once('.')?;
        let state = self.actors.get(&ActorId::new(state))?;
        let institution = self.institutions.iter().find(|i| i.suffix == suffix)?;
        Some(Party {
            id: id.clone(),
            name: institution.name.replace("{state}", &state.name).into(),
            kind: institution.kind,
            country: Some(state.id.root().into()),
            sector: institution.sector.clone(),
            mention: mention.into(),
        })
    }

    /// The state an id belongs to, when its first part is one.
    fn country_of(&self, id: &ActorId) -> Option<CompactString> {
        let root = ActorId::new(id.root());
        self.actors
            .get(&root)
            .filter(|row| row.kind == ActorKind::State)
            .map(|row| row.id.as_str().into())
    }

    /// PLOVER sectors of an office; of a compound office those of its last words that are a title.
    pub fn sector_of_title(&self, office: &str) -> Vec<CompactString> {
        let office = office.to_lowercase();
        self.titles
            .iter()
            .filter(|t| t.class == TitleClass::Title && office.ends_with(t.title.as_str()))
            .max_by_key(|t| t.title.len())
            .map(|t| t.sector.clone())
            .unwrap_or_default()
    }

    /// Whom a name given on the command line means: an id, a name in any form, a person's full or last
    /// name, or an institution with its state ("Chinese Foreign Ministry"). Best first; empty when nobody.
    pub fn resolve_name(&self, name: &str, on: Option<Date>) -> Vec<ActorId> {
        resolve::name(self, name, on)
    }

    /// At most three names close to one that nobody has.
    pub fn nearest(&self, name: &str) -> Vec<String> {
        resolve::nearest(self, name)
    }

    /// Everything that is wrong with the files, as far as it can be seen without reading a sentence.
    ///
    /// Sorted by file, line and column.
    pub fn check(&self) -> Vec<Complaint> {
        check::check(self)
    }

    /// Rows a person should look at again: duplicates, two holders of one office at a time and, given an age,
    /// terms without an end and rows not checked for as long.
    ///
    /// Sorted by file, line and column.
    pub fn doubts(&self, age: Option<Age>) -> Vec<Complaint> {
        doubts::find(self, age)
    }

    /// Checks the built-in lexicon with folders laid over it, faults that keep it from loading included.
    ///
    /// # Errors
    ///
    /// Fails on a folder that cannot be read.
    pub fn check_layered(folders: &[PathBuf]) -> Result<Vec<Complaint>> {
        let mut layers = vec![Layer::builtin()];
        for folder in folders {
            layers.push(Layer::folder(folder)?);
        }
        let mut complaints = Vec::new();
        let lexicon = Self::assemble(layers, &mut complaints)?;
        complaints.extend(lexicon.check());
        complaints.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        complaints.dedup();
        Ok(complaints)
    }

    /// Sixteen hexadecimal digits over the bytes of all layers.
    pub fn hash(&self) -> String {
        layers::hash(&self.layers)
    }

    /// Takes a file out of every layer.
    pub fn remove(&mut self, path: &str) {
        for layer in &mut self.layers {
            layer.files.remove(path);
        }
    }

    /// Counts for the version line: actors, names, kinds of events.
    pub fn counts(&self) -> (usize, usize, usize) {
        let persons = self
            .offices
            .keys()
            .filter(|p| !self.actors.contains_key(*p))
            .count();
        (
            self.actors.len() + persons,
            self.names.len(),
            self.kinds().len(),
        )
    }
}

fn is_kind(path: &str) -> bool {
    path.starts_with(load::EVENTS) && path.ends_with(".toml") && path != load::CLASSES
}

#[cfg(test)]
mod tests;
