//! Which rules can begin at an atom: without it every rule would be tried at every word.

use super::atoms::Atom;
use super::pattern::Begin;
use super::rules::Rule;
use super::words::{Class, Words};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

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

/// Which rules have all their indispensable words and classes in a sentence.
pub(super) fn open(rules: &[Rule], words: &Words, atoms: &[Atom]) -> Vec<bool> {
    let texts: FxHashSet<&CompactString> = atoms.iter().map(|a| &a.text).collect();
    let classes: FxHashSet<&CompactString> =
        atoms.iter().flat_map(|a| words.classes_of(a)).collect();
    let numbers = atoms
        .iter()
        .any(|a| a.text.starts_with(|c: char| c.is_ascii_digit()));
    let have = |class: &Class| match class {
        Class::Listed(name) => classes.contains(name),
        Class::Day | Class::MonthNumber | Class::TwoDigits | Class::Decade => numbers,
        Class::Year | Class::Number => numbers || classes.contains(&NUMBER_WORD),
        Class::Ordinal => {
            numbers || classes.contains(&ORDINAL_WORD) || classes.contains(&NUMBER_WORD)
        }
        Class::Any => true,
    };
    let needs = |rule: &Rule| {
        rule.needs.0.iter().all(have) && rule.needs.1.iter().all(|w| texts.contains(w))
    };
    rules.iter().map(needs).collect()
}
