//! Measures the cutting of text into sentences and tokens against a treebank.
//!
//! Places are compared as counts of characters without blanks, so that it does not matter how the
//! treebank's text was put together again.

use crate::conllu::Tree;
use chancery::Result;
use chancery::model::Span;
use chancery::text::{SplitRules, sentences, tokenise};
use std::collections::BTreeSet;
use std::fmt;

/// Agreement of two sets of stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Agreement {
    /// Stretches that both have.
    pub both: usize,
    /// Those of the treebank.
    pub gold: usize,
    /// Those of the program.
    pub found: usize,
}

impl Agreement {
    fn add(&mut self, gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>) {
        self.both += gold.intersection(found).count();
        self.gold += gold.len();
        self.found += found.len();
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |of: usize| 100.0 * self.both as f64 / of.max(1) as f64;
        let (precision, recall) = (share(self.found), share(self.gold));
        let harmonic = 200.0 * self.both as f64 / (self.found + self.gold).max(1) as f64;
        write!(f, "P {precision:.2} R {recall:.2} F {harmonic:.2}")
    }
}

/// Tokens, one sentence at a time; `note` gets what was cut differently, treebank first.
pub fn tokens(trees: &[Tree], mut note: impl FnMut(&str, &str)) -> Agreement {
    let mut agreement = Agreement::default();
    for tree in trees {
        let mut at = 0;
        let gold: BTreeSet<_> = tree
            .words
            .iter()
            .map(|w| stretch(&w.form, &mut at))
            .collect();
        let sentence = tokenise(&tree.text, Span::new(0, tree.text.len()), true);
        let mut at = 0;
        let found: BTreeSet<_> = sentence
            .tokens
            .iter()
            .map(|t| stretch(&t.form, &mut at))
            .collect();
        agreement.add(&gold, &found);
        let letters: Vec<char> = tree.text.chars().filter(|c| !c.is_whitespace()).collect();
        let words = |of: &BTreeSet<(usize, usize)>, other: &BTreeSet<(usize, usize)>| {
            let word = |&(from, to): &(usize, usize)| {
                letters
                    .get(from..to)
                    .map(String::from_iter)
                    .unwrap_or_default()
            };
            of.difference(other).map(word).collect::<Vec<_>>().join(" ")
        };
        if gold != found {
            note(&words(&gold, &found), &words(&found, &gold));
        }
    }
    agreement
}

/// Sentences, one document at a time, its paragraphs on lines of their own; `note` gets the sentences
/// of the treebank that were missed, then those found instead.
///
/// # Errors
///
/// Fails when the built-in abbreviations cannot be read.
pub fn borders(trees: &[Tree], mut note: impl FnMut(&str, &str)) -> Result<Agreement> {
    let rules = SplitRules::from_csv(include_str!("../../lexicon/english/abbreviations.csv"))?;
    let mut agreement = Agreement::default();
    for document in trees.chunk_by(|_, next| !next.opens_document) {
        let mut text = String::new();
        for tree in document {
            if tree.opens_paragraph && !text.is_empty() {
                text.push('\n');
            }
            text += &tree.text;
            if tree.words.last().is_some_and(|w| w.blank_after) {
                text.push(' ');
            }
        }
        let mut at = 0;
        let gold: Vec<_> = document
            .iter()
            .map(|t| (stretch(&t.text, &mut at), t.text.as_str()))
            .collect();
        let mut at = 0;
        let found = sentences(&text, Span::new(0, text.len()), &rules);
        let found: Vec<_> = found
            .iter()
            .map(|(span, _)| (stretch(span.of(&text), &mut at), span.of(&text)))
            .collect();
        let places =
            |of: &[((usize, usize), &str)]| of.iter().map(|s| s.0).collect::<BTreeSet<_>>();
        let (gold_places, found_places) = (places(&gold), places(&found));
        for (place, sentence) in &gold {
            if !found_places.contains(place) {
                let over = found.iter().filter(|f| f.0.0 < place.1 && place.0 < f.0.1);
                note(sentence, &over.map(|f| f.1).collect::<Vec<_>>().join(" ¶ "));
            }
        }
        agreement.add(&gold_places, &found_places);
    }
    Ok(agreement)
}

fn stretch(piece: &str, at: &mut usize) -> (usize, usize) {
    let from = *at;
    *at += piece.chars().filter(|c| !c.is_whitespace()).count();
    (from, *at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    #[test]
    fn what_agrees_is_counted() {
        let rows = "# newdoc id = a\n# newpar\n# text = Peru agreed.\n\
            1\tPeru\tPeru\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n\
            2\tagreed\tagree\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\
            3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
            # text = Yes.\n\
            1\tYes.\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n";
        let trees = conllu::parse(rows).unwrap();
        let mut notes = Vec::new();
        let agreement = tokens(&trees, |gold, found| {
            notes.push(format!("{gold} | {found}"))
        });
        assert_eq!(agreement.to_string(), "P 60.00 R 75.00 F 66.67");
        assert_eq!(notes, ["Yes. | Yes ."]);
        assert_eq!(
            borders(&trees, |_, _| ()).unwrap(),
            Agreement {
                both: 2,
                gold: 2,
                found: 2
            }
        );
    }
}
