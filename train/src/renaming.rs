//! Copies of marked sentences in which others bear the names.
//!
//! Texts with marked names are few. A copy that keeps the sentence and takes its names from the lexicon
//! teaches how names of each kind look, and that the words around them count.

use crate::name_sets::Marked;
use crate::random::Random;
use chancery::lexicon::{Lexicon, NameRow, Use};
use chancery::model::ActorKind;
use chancery::text::name_tag::NameKind;

/// Names to choose from.
pub struct Renaming {
    persons: Vec<String>,
    surnames: Vec<String>,
    organizations: Vec<String>,
    abbreviations: Vec<String>,
    places: Vec<String>,
}

impl Renaming {
    /// The names of a lexicon, in its order.
    pub fn new(lexicon: &Lexicon) -> Renaming {
        let kind = |row: &NameRow| {
            lexicon
                .actor(&row.actor)
                .map_or(ActorKind::Person, |a| a.kind)
        };
        let of = |wanted: &dyn Fn(&NameRow, ActorKind) -> bool| -> Vec<String> {
            let rows = lexicon.names().iter().filter(|row| wanted(row, kind(row)));
            rows.map(|row| row.name.to_string()).collect()
        };
        let person = |row: &NameRow, kind| kind == ActorKind::Person && row.name.contains(' ');
        let organization = |row: &NameRow, kind| {
            let organized = [
                ActorKind::Organization,
                ActorKind::Igo,
                ActorKind::Group,
                ActorKind::Body,
            ];
            organized.contains(&kind) && matches!(row.usage, Use::Full | Use::Short | Use::Native)
        };
        let place = |row: &NameRow, kind| {
            let named = matches!(row.usage, Use::Short | Use::Capital | Use::Metonym);
            kind == ActorKind::State && named
        };
        let persons = of(&person);
        let last = |name: &String| name.split(' ').next_back().map(str::to_owned);
        Renaming {
            surnames: persons.iter().filter_map(last).collect(),
            persons,
            organizations: of(&organization),
            abbreviations: of(&|row: &NameRow, _| row.usage == Use::Abbreviation),
            places: of(&place),
        }
    }

    /// A copy with other names, those of kind "other" kept.
    pub fn copy(&self, marked: &Marked, random: &mut Random) -> Marked {
        let mut copy = Marked {
            titles_inside: false,
            ..Marked::default()
        };
        let mut from = 0;
        for (at, kind) in &marked.names {
            copy.text.push_str(&marked.text[from..at.start]);
            let old = &marked.text[at.clone()];
            let start = copy.text.len();
            copy.text.push_str(&self.other(old, *kind, random));
            copy.names.push((start..copy.text.len(), *kind));
            from = at.end;
        }
        copy.text.push_str(&marked.text[from..]);
        copy
    }

    fn other(&self, old: &str, kind: NameKind, random: &mut Random) -> String {
        let short = old.len() < 7 && old.chars().all(|c| c.is_uppercase() || c == '.');
        let list = match kind {
            NameKind::Person if old.contains(' ') => &self.persons,
            NameKind::Person => &self.surnames,
            NameKind::Organization if short => &self.abbreviations,
            NameKind::Organization => &self.organizations,
            NameKind::Place if short => return old.to_owned(),
            NameKind::Place => &self.places,
            NameKind::Other => return old.to_owned(),
        };
        let at = (random.fraction() * list.len() as f64) as usize;
        let new = list.get(at).cloned().unwrap_or_else(|| old.to_owned());
        // "Gul Hassan" and "Maria Lind" make "Gul Lind".
        match (kind, new.split_once(' ')) {
            (NameKind::Person, Some((given, _))) if random.fraction() < 0.5 => {
                let at = (random.fraction() * self.surnames.len() as f64) as usize;
                format!(
                    "{given} {}",
                    self.surnames.get(at).map_or("", String::as_str)
                )
            }
            _ => new,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_the_sentence_and_the_kinds() {
        let renaming = Renaming::new(&Lexicon::builtin().unwrap());
        let marked = Marked {
            text: "Abe Kim left Suva.".into(),
            names: vec![(0..7, NameKind::Person), (13..17, NameKind::Place)],
            titles_inside: true,
        };
        let copy = renaming.copy(&marked, &mut Random::new(5));
        assert_ne!(copy.text, marked.text);
        let [(person, NameKind::Person), (place, NameKind::Place)] = &copy.names[..] else {
            panic!("{copy:?}");
        };
        assert_eq!(&copy.text[person.end..place.start], " left ");
        assert_eq!(&copy.text[place.end..], ".");
    }
}
