//! Trains the tagger, and tags the training trees as a tagger that never saw them would.

use crate::conllu::Tree;
use crate::learn::Plan;
use crate::perceptron::Perceptron;
use crate::random::Random;
use chancery::Result;
use chancery::text::features::{Vocabulary, Word, hash_form, hash_lower};
use chancery::text::tag::{MOST_TAGS, TagSet, Tagger, best, tag_features};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Passes over the trees; for the parser's sake half as many do.
const PASSES: usize = 10;
const PASSES_OF_FOLD: usize = 5;
/// Parts that the trees are dealt into for [`unseen_tags`], this many neighbours at a time.
const FOLDS: usize = 5;
const DEAL: usize = 10;
/// By how much the right tag must win, in single corrections.
const MARGIN: f32 = 15.0;
const SEED: u64 = 12_345;
/// A word gets its tag from the dictionary when it came this often …
const DICTIONARY_COUNT: usize = 50;
/// … and had that tag in at least this share.
const DICTIONARY_SHARE: f64 = 0.995;
/// Words seen less often are unknown.
const VOCABULARY_COUNT: usize = 2;

/// A sentence to learn tags from.
pub struct Example {
    pub words: Vec<Word>,
    /// Indices of the right pairs.
    pub tags: Vec<u8>,
}

/// The words that come more than once.
pub fn vocabulary(trees: &[Tree]) -> Vocabulary {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for word in trees.iter().flat_map(|t| &t.words) {
        *counts.entry(hash_lower(&word.form)).or_default() += 1;
    }
    let known = counts
        .into_iter()
        .filter(|&(_, count)| count >= VOCABULARY_COUNT);
    Vocabulary {
        known: known.map(|(hash, _)| hash).collect(),
    }
}

/// The pairs of tag and part of speech worth telling apart: the commonest of each tag, then the commonest of all.
pub fn tag_set(trees: &[Tree]) -> TagSet {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for word in trees.iter().flat_map(|t| &t.words) {
        *counts.entry((word.tag, word.upos)).or_default() += 1;
    }
    let mut pairs: Vec<_> = counts.into_iter().collect();
    pairs.sort_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
    let is_first = |i: usize| pairs[..i].iter().all(|other| other.0.0 != pairs[i].0.0);
    let mut chosen: Vec<usize> = (0..pairs.len()).filter(|&i| is_first(i)).collect();
    chosen.extend((0..pairs.len()).filter(|&i| !is_first(i)));
    chosen.truncate(MOST_TAGS);
    chosen.sort_unstable();
    TagSet::new(chosen.into_iter().map(|i| pairs[i].0).collect())
}

/// The words that all but always have one tag.
pub fn dictionary(trees: &[Tree], tags: &TagSet) -> FxHashMap<u32, u8> {
    let mut counts: BTreeMap<u32, BTreeMap<u8, usize>> = BTreeMap::new();
    for word in trees.iter().flat_map(|t| &t.words) {
        *counts
            .entry(hash_form(&word.form))
            .or_default()
            .entry(tags.index(word.tag, word.upos))
            .or_default() += 1;
    }
    counts
        .into_iter()
        .filter_map(|(hash, of)| {
            let all: usize = of.values().sum();
            let (&tag, &most) = of
                .iter()
                .max_by_key(|&(&tag, &count)| (count, std::cmp::Reverse(tag)))?;
            (all >= DICTIONARY_COUNT && most as f64 >= DICTIONARY_SHARE * all as f64)
                .then_some((hash, tag))
        })
        .collect()
}

/// The trees as the tagger sees them.
pub fn examples(trees: &[Tree], vocabulary: &Vocabulary, tags: &TagSet) -> Vec<Example> {
    let mut buffer = Vec::new();
    trees
        .iter()
        .map(|tree| Example {
            words: tree
                .words
                .iter()
                .map(|w| Word::of(&w.form, vocabulary, &mut buffer))
                .collect(),
            tags: tree
                .words
                .iter()
                .map(|w| tags.index(w.tag, w.upos))
                .collect(),
        })
        .collect()
}

/// The tagger that all examples teach.
pub fn train(
    examples: &[Example],
    dictionary: &FxHashMap<u32, u8>,
    tags: usize,
    plan: &Plan,
) -> Result<Tagger> {
    let all: Vec<&Example> = examples.iter().collect();
    learn(
        &all,
        dictionary,
        tags,
        PASSES,
        (plan.bits[0], plan.least[0]),
    )
}

/// For each example the tags that a tagger trained on the other folds gives: the parser must learn from
/// tags as wrong as those it will get.
pub fn unseen_tags(
    examples: &[Example],
    dictionary: &FxHashMap<u32, u8>,
    tags: usize,
    bits: u32,
) -> Result<Vec<Vec<u8>>> {
    let fold_of = |i: usize| i / DEAL % FOLDS;
    let mut found = vec![Vec::new(); examples.len()];
    let mut features = Vec::new();
    for fold in 0..FOLDS {
        let others: Vec<&Example> = examples
            .iter()
            .enumerate()
            .filter(|(i, _)| fold_of(*i) != fold)
            .map(|(_, e)| e)
            .collect();
        let tagger = learn(&others, dictionary, tags, PASSES_OF_FOLD, (bits, 0.0))?;
        for (i, example) in examples
            .iter()
            .enumerate()
            .filter(|(i, _)| fold_of(*i) == fold)
        {
            tagger.tag(&example.words, |_, _| true, &mut features, &mut found[i]);
        }
    }
    Ok(found)
}

fn learn(
    examples: &[&Example],
    dictionary: &FxHashMap<u32, u8>,
    tags: usize,
    passes: usize,
    (bits, least): (u32, f32),
) -> Result<Tagger> {
    let mut learner = Perceptron::<MOST_TAGS>::new(bits, MARGIN);
    let mut random = Random::new(SEED);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut features, mut given) = (Vec::new(), Vec::new());
    for _ in 0..passes {
        random.shuffle(&mut order);
        for &at in &order {
            let example = examples[at];
            given.clear();
            for (i, word) in example.words.iter().enumerate() {
                let tag = dictionary.get(&word.form).copied().unwrap_or_else(|| {
                    tag_features(&example.words, i, &given, &mut features);
                    let scores = &learner.score(&features)[..tags];
                    learner.learn(&features, scores, example.tags[i].into(), |_| true);
                    best(scores)
                });
                given.push(tag);
            }
        }
    }
    Ok(Tagger {
        weights: learner.pack(least)?,
        dictionary: dictionary.clone(),
        tags,
    })
}
