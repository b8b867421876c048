//! Measures a model against a treebank.

use crate::conllu::Tree;
use chancery::text::{English, Sentence};
use cpu_time::ThreadTime;
use std::fmt;

/// How often to run for the speed; the fastest run counts, as other work only slows it down.
const RUNS: usize = 5;

/// How well a model does, in percent, and how fast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Right parts of speech.
    pub upos: f64,
    /// Right heads, from the model's own tags.
    pub uas: f64,
    /// Right heads and relations, subtypes left aside.
    pub las: f64,
    /// Right lemmas from the model's own tags, upper and lower case alike.
    pub lemmas: f64,
    /// Tokens tagged and parsed in a second of one processor.
    pub speed: f64,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Scores {
            upos,
            uas,
            las,
            speed,
            ..
        } = self;
        write!(
            f,
            "UPOS {upos:.2} UAS {uas:.2} LAS {las:.2} tokens/s {speed:.0}"
        )
    }
}

/// Runs the model over trees whose tokens are given.
pub fn scores(english: &English, trees: &[Tree]) -> Scores {
    let plain: Vec<Sentence> = trees.iter().map(Tree::sentence).collect();
    let tokens: usize = plain.iter().map(|s| s.tokens.len()).sum();
    let mut fastest = f64::INFINITY;
    let mut parsed = Vec::new();
    for _ in 0..RUNS {
        parsed = plain.clone();
        let start = ThreadTime::now();
        for sentence in &mut parsed {
            english.tag(sentence);
            english.parse(sentence);
        }
        fastest = fastest.min(start.elapsed().as_secs_f64());
    }
    let (mut upos, mut uas, mut las, mut lemmas) = (0, 0, 0, 0);
    for (tree, sentence) in trees.iter().zip(&mut parsed) {
        english.lemmatise(sentence);
        for (gold, token) in tree.words.iter().zip(&sentence.tokens) {
            let head = token.head.unwrap_or(tree.words.len()) == gold.head;
            upos += usize::from(token.upos == gold.upos);
            uas += usize::from(head);
            las += usize::from(head && token.rel.base() == gold.rel.base());
            lemmas += usize::from(token.lemma.to_lowercase() == gold.lemma.to_lowercase());
        }
    }
    let percent = |count: usize| 100.0 * count as f64 / tokens.max(1) as f64;
    Scores {
        upos: percent(upos),
        uas: percent(uas),
        las: percent(las),
        lemmas: percent(lemmas),
        speed: tokens as f64 / fastest,
    }
}
