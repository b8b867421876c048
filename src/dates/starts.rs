//! Which rules can begin at an atom: without it every rule would be tried at every word.

use super::atoms::Atom;
use super::pattern::Begin;
use super::rules::Rule;
use super::words::{Class, Words};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// Number words and ordinal words, the classes that number classes read besides digits.
const NUMBER_WORD: CompactString = CompactString::const_new("number-word");
const ORDINAL_WORD: CompactString = CompactString::const_new("ordinal-word");

/// Rules by what they can begin with, as indices in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Starts {
    words: FxHashMap<CompactString, Vec<usize>>,
    classes: FxHashMap<CompactString, Vec<usize>>,
    digits: Vec<usize>,
    any: Vec<usize>,
}

impl Starts {
    pub(super) fn new(rules: &[Rule]) -> Starts {
        let mut starts = Starts::default();
        for (i, rule) in rules.iter().enumerate() {
            for begin in rule.pattern.begins() {
                match begin {
                    Begin::Word(word) => starts.words.entry(word).or_default().push(i),
                    Begin::Class(class) => starts.class(&class, i),
                }
            }
        }
        starts
    }

    fn class(&mut self, class: &Class, i: usize) {
        let mut listed = |name: CompactString| self.classes.entry(name).or_default().push(i);
        match class {
            Class::Listed(name) => return listed(name.clone()),
            Class::Any => return self.any.push(i),
            Class::Year | Class::Number => listed(NUMBER_WORD),
            Class::Ordinal => {
                listed(NUMBER_WORD);
                listed(ORDINAL_WORD);
            }
            Class::Day | Class::MonthNumber | Class::TwoDigits | Class::Decade => {}
        }
        self.digits.push(i);
    }

    /// The rules that can begin at an atom and are `open`, in the order of the file.
    pub(super) fn at(&self, atom: &Atom, words: &Words, open: &[bool], found: &mut Vec<usize>) {
        found.clear();
        if atom.opaque {
            return;
        }
        let mut add = |rules: &[usize]| found.extend(rules.iter().filter(|i| open[**i]));
        add(&self.any);
        if let Some(rules) = self.words.get(&atom.text) {
            add(rules);
        }
        for class in words.classes_of(atom) {
            if let Some(rules) = self.classes.get(class) {
                add(rules);
            }
        }
        if atom.text.starts_with(|c: char| c.is_ascii_digit()) {
            add(&self.digits);
        }
        found.sort_unstable();
        found.dedup();
    }
}

/// Which rules have all their indispensable words and classes in a sentence: most have not.
#[derive(Debug, Clone, Default)]
pub(super) struct Gate {
    /// Words and classes that some rule needs, and their place among what is seen.
    words: FxHashMap<CompactString, usize>,
    classes: FxHashMap<CompactString, usize>,
    /// For each rule the places of what it needs.
    needs: Vec<Vec<usize>>,
    count: usize,
}

/// What number classes need, at the first places of what is seen.
const DIGITS: usize = 0;
const NUMBER: usize = 1;
const ORDINAL: usize = 2;

impl Gate {
    pub(super) fn new(rules: &[Rule]) -> Gate {
        let mut gate = Gate {
            count: ORDINAL + 1,
            ..Gate::default()
        };
        for rule in rules {
            let (classes, words) = &rule.needs;
            let mut places = Vec::new();
            for class in classes {
                places.push(match class {
                    Class::Listed(name) => place(&mut gate.classes, name, &mut gate.count),
                    Class::Day | Class::MonthNumber | Class::TwoDigits | Class::Decade => DIGITS,
                    Class::Year | Class::Number => NUMBER,
                    Class::Ordinal => ORDINAL,
                    Class::Any => continue,
                });
            }
            for word in words {
                places.push(place(&mut gate.words, word, &mut gate.count));
            }
            gate.needs.push(places);
        }
        gate
    }

    /// For each rule whether it can match anywhere among the atoms.
    pub(super) fn open(&self, words: &Words, atoms: &[Atom]) -> Vec<bool> {
        let mut seen = vec![false; self.count];
        for atom in atoms {
            if let Some(&at) = self.words.get(&atom.text) {
                seen[at] = true;
            }
            if atom.text.starts_with(|c: char| c.is_ascii_digit()) {
                seen[DIGITS] = true;
            }
            for class in words.classes_of(atom) {
                if let Some(&at) = self.classes.get(class) {
                    seen[at] = true;
                }
                seen[NUMBER] |= *class == NUMBER_WORD;
                seen[ORDINAL] |= *class == ORDINAL_WORD;
            }
        }
        seen[NUMBER] |= seen[DIGITS];
        seen[ORDINAL] |= seen[NUMBER];
        let all = |needs: &Vec<usize>| needs.iter().all(|&at| seen[at]);
        self.needs.iter().map(all).collect()
    }
}

fn place(
    places: &mut FxHashMap<CompactString, usize>,
    name: &CompactString,
    count: &mut usize,
) -> usize {
    *places.entry(name.clone()).or_insert_with(|| {
        *count += 1;
        *count - 1
    })
}
