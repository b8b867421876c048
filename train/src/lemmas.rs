//! Learns lemma rules: for each tag the shortest endings that tell the rules apart.

use crate::conllu::Tree;
use chancery::text::lemma::{LONGEST_ENDING, Lemmas, Rule, WHOLE, normal};
use chancery::text::{Tag, Upos};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A rule for one word alone needs this many sightings; one is enough, as spelling is no accident.
const WHOLE_COUNT: usize = 1;
/// An ending needs this many different words.
const ENDING_COUNT: usize = 2;

/// For each word with its tag, how often each rule was right.
type Sightings = BTreeMap<(Tag, Upos, CompactString), BTreeMap<Rule, usize>>;

/// The rules that the trees teach.
pub fn learn(trees: &[Tree]) -> Lemmas {
    let mut sightings = Sightings::new();
    for word in trees.iter().flat_map(|t| &t.words) {
        if word.lemma == "_" && word.form != "_" {
            continue;
        }
        let form = normal(&word.form, word.tag);
        let rule = Rule::between(&form, &normal(&word.lemma, word.tag));
        *sightings
            .entry((word.tag, word.upos, form))
            .or_default()
            .entry(rule)
            .or_default() += 1;
    }
    let words: Vec<_> = sightings
        .iter()
        .filter_map(|(key, rules)| Some((key, most(rules)?)))
        .collect();
    let mut lemmas = Lemmas::default();
    // Short endings first: a longer one is kept only where it changes the answer.
    for length in 0..=LONGEST_ENDING {
        let mut endings = Sightings::new();
        for ((tag, upos, form), (rule, _)) in &words {
            if let Some(ending) = ending(form, length) {
                *endings
                    .entry((*tag, *upos, ending.into()))
                    .or_default()
                    .entry(rule.clone())
                    .or_default() += 1;
            }
        }
        for ((tag, upos, ending), rules) in endings {
            let all: usize = rules.values().sum();
            let Some((rule, _)) = most(&rules) else {
                continue;
            };
            let enough = all >= ENDING_COUNT || length == 0;
            if enough && lemmas.rule(&ending, tag, upos) != Some(&rule) {
                lemmas.rules.insert((tag, upos, ending), rule);
            }
        }
    }
    for ((tag, upos, form), (rule, count)) in words {
        if count >= WHOLE_COUNT && lemmas.rule(form, *tag, *upos) != Some(&rule) {
            let whole: CompactString = [WHOLE].into_iter().chain(form.chars()).collect();
            lemmas.rules.insert((*tag, *upos, whole), rule);
        }
    }
    lemmas
}

/// The commonest rule, the first of equals.
fn most(rules: &BTreeMap<Rule, usize>) -> Option<(Rule, usize)> {
    let (rule, count) = rules.iter().rev().max_by_key(|&(_, count)| *count)?;
    Some((rule.clone(), *count))
}

/// The last `length` characters of a longer form.
fn ending(form: &str, length: usize) -> Option<&str> {
    if length == 0 {
        return Some("");
    }
    form.char_indices()
        .rev()
        .nth(length - 1)
        .map(|(at, _)| &form[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    #[test]
    fn endings_are_learned_and_odd_words_kept() {
        let row = |form: &str, lemma: &str| {
            format!("1\t{form}\t{lemma}\tNOUN\tNNS\t_\t0\troot\t_\t_\n\n")
        };
        let rows: String = [
            ("ties", "tie"),
            ("cities", "city"),
            ("duties", "duty"),
            ("parties", "party"),
            ("banks", "bank"),
            ("talks", "talk"),
            ("ports", "port"),
            ("men", "man"),
        ]
        .iter()
        .map(|(form, lemma)| row(form, lemma))
        .collect();
        let lemmas = learn(&conllu::parse(&rows).unwrap());
        for (form, want) in [
            ("treaties", "treaty"),
            ("ties", "tie"),
            ("tanks", "tank"),
            ("men", "man"),
        ] {
            assert_eq!(lemmas.lemma(form, Tag::Nns, Upos::Noun), want);
        }
    }
}
