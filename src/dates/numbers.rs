//! Numbers, ordinals and years among atoms, in digits and in words.

use super::atoms::Atom;
use super::pattern::Value;
use super::words::{Class, Words};

impl Words {
    /// The readings of `class` from atom `at`: where each ends, and its value; the longest first.
    pub(super) fn read(&self, class: &Class, atoms: &[Atom], at: usize) -> Vec<(usize, Value)> {
        let Some(atom) = atoms.get(at) else {
            return Vec::new();
        };
        let text = atom.text.as_str();
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = || text.parse::<i64>().ok();
        let one = |value: Option<i64>| value.map(|n| (at + 1, Value::Int(n))).into_iter().collect();
        match class {
            Class::Any => vec![(at + 1, Value::Int(0))],
            Class::Listed(name) => {
                let value = self.listed(name, atom);
                let phrases = self.phrases(name, atoms, at);
                phrases.chain(value.map(|value| (at + 1, value))).collect()
            }
            Class::Day => {
                let bare = self
                    .ordinal_endings
                    .iter()
                    .find_map(|e| text.strip_suffix(e.as_str()));
                let bare = bare.unwrap_or(text);
                let short = bare.len() <= 2;
                one(bare.parse().ok().filter(|n| short && (1..=31).contains(n)))
            }
            Class::MonthNumber => {
                one(number().filter(|n| digits && text.len() <= 2 && (1..=12).contains(n)))
            }
            Class::TwoDigits => one(number().filter(|_| digits && text.len() == 2)),
            Class::Year => {
                let written =
                    number().filter(|n| digits && text.len() == 4 && (1000..2200).contains(n));
                match written {
                    Some(year) => vec![(at + 1, Value::Int(year))],
                    None => self.year_in_words(atoms, at).into_iter().collect(),
                }
            }
            Class::Decade => {
                let bare = self
                    .decade_endings
                    .iter()
                    .find_map(|e| text.strip_suffix(e.as_str()));
                let long = |b: &&str| matches!(b.len(), 2 | 4) && b.ends_with('0');
                one(bare.filter(long).and_then(|b| b.parse().ok()))
            }
            Class::Ordinal => {
                let bare = self
                    .ordinal_endings
                    .iter()
                    .find_map(|e| text.strip_suffix(e.as_str()));
                match bare.and_then(|b| b.parse().ok()) {
                    Some(n) => one(Some(n)),
                    None => self.ordinal_in_words(atoms, at).into_iter().collect(),
                }
            }
            Class::Number => {
                let value = number().or_else(|| text.replace(',', "").parse().ok());
                match value.filter(|_| text.starts_with(|c: char| c.is_ascii_digit())) {
                    Some(n) => one(Some(n)),
                    // "2.5 hours"
                    None if text.parse::<f64>().is_ok() => {
                        vec![(at + 1, Value::Sign(text.into()))]
                    }
                    None => self.number_in_words(atoms, at).into_iter().collect(),
                }
            }
        }
    }

    /// "third", "twenty-third", "thirtieth".
    fn ordinal_in_words(&self, atoms: &[Atom], at: usize) -> Option<(usize, Value)> {
        if let Some(value) = self.listed("ordinal-word", atoms.get(at)?) {
            return Some((at + 1, value));
        }
        let tens = self.small(atoms, at).filter(|n| (20..100).contains(n))?;
        let hyphen = atoms.get(at + 1).is_some_and(|a| a.text == "-" && a.glued);
        let next = at + 1 + usize::from(hyphen);
        match self.listed("ordinal-word", atoms.get(next)?)? {
            Value::Int(one) if (1..10).contains(&one) => Some((next + 1, Value::Int(tens + one))),
            _ => None,
        }
    }

    fn small(&self, atoms: &[Atom], at: usize) -> Option<i64> {
        match self.listed("number-word", atoms.get(at)?)? {
            Value::Int(n) => Some(n),
            Value::Sign(_) => None,
        }
    }

    /// "nineteen ninety-six", "two thousand five" is a number and no year.
    fn year_in_words(&self, atoms: &[Atom], at: usize) -> Option<(usize, Value)> {
        let century = self.small(atoms, at).filter(|n| (13..=20).contains(n))?;
        let (end, rest) = self.below_hundred(atoms, at + 1)?;
        (rest >= 10).then_some((end, Value::Int(century * 100 + rest)))
    }

    /// "seven", "ninety", "ninety-six", "twenty four".
    fn below_hundred(&self, atoms: &[Atom], at: usize) -> Option<(usize, i64)> {
        let n = self.small(atoms, at).filter(|n| *n < 100)?;
        if n < 20 {
            return Some((at + 1, n));
        }
        let hyphen = atoms.get(at + 1).is_some_and(|a| a.text == "-" && a.glued);
        let next = at + 1 + usize::from(hyphen);
        match self.small(atoms, next) {
            Some(one) if (1..10).contains(&one) => Some((next + 1, n + one)),
            _ => Some((at + 1, n)),
        }
    }

    fn number_in_words(&self, atoms: &[Atom], at: usize) -> Option<(usize, Value)> {
        let (mut end, mut open) = self.below_hundred(atoms, at).or_else(|| {
            // "hundred years", after the article.
            self.small(atoms, at).map(|n| (at + 1, n))
        })?;
        let mut total = 0;
        while let Some(scale) = self.small(atoms, end).filter(|n| *n >= 100) {
            open *= scale;
            end += 1;
            if scale >= 1000 {
                total += open;
                open = 0;
            }
            let join = atoms
                .get(end)
                .is_some_and(|a| self.joins.iter().any(|j| *j == a.text));
            if let Some((after, n)) = self.below_hundred(atoms, end + usize::from(join)) {
                open += n;
                end = after;
            }
        }
        Some((end, Value::Int(total + open)))
    }
}
