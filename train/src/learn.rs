//! From treebanks to a model, step by step.

use crate::conllu::Tree;
use crate::{evaluate, lemmas, parser, tagger};
use chancery::text::{English, Rel};

/// Passes over the trees for the parser.
pub const PASSES: usize = 12;
/// Rows without a weight of at least this much are left out of the file: tagger, moves, labels.
pub const LEAST: [f32; 3] = [1.0, 2.0, 1.0];

/// Trains a model; `dev` is only measured, never learned from.
pub fn learn(
    trees: &[Tree],
    dev: &[Tree],
    passes: usize,
    note: &dyn Fn(&str),
) -> anyhow::Result<English> {
    let vocabulary = tagger::vocabulary(trees);
    let tags = tagger::tag_set(trees);
    let dictionary = tagger::dictionary(trees, &tags);
    let examples = tagger::examples(trees, &vocabulary, &tags);
    let count: usize = examples.iter().map(|e| e.words.len()).sum();
    note(&format!(
        "{} sentences, {count} words, {} tags",
        trees.len(),
        tags.pairs.len()
    ));
    let tagger = tagger::train(&examples, &dictionary, tags.pairs.len(), LEAST[0])?;
    note("the tagger is trained");
    let unseen = tagger::unseen_tags(&examples, &dictionary, tags.pairs.len())?;
    note("the trees are tagged as if never seen");
    let relations = relations(trees);
    let examples: Vec<parser::Example> = trees
        .iter()
        .zip(examples)
        .zip(unseen)
        .map(|((tree, seen), guessed)| parser::Example {
            words: seen.words,
            parts: guessed.iter().map(|&t| tags.pair(t).1 as u8).collect(),
            tags: guessed,
            heads: tree.words.iter().map(|w| w.head).collect(),
            rels: tree
                .words
                .iter()
                .map(|w| relations.iter().position(|&r| r == w.rel))
                .collect(),
        })
        .collect();
    let lemmas = lemmas::learn(trees);
    note(&format!("{} lemma rules", lemmas.rules.len()));
    let english = |parser| English {
        vocabulary: vocabulary.clone(),
        tags: tags.clone(),
        tagger: tagger.clone(),
        parser,
        lemmas: lemmas.clone(),
    };
    let parser = parser::train(
        &examples,
        &relations,
        passes,
        (LEAST[1], LEAST[2]),
        |pass, so_far| {
            if !dev.is_empty() && (pass % 3 == 0 || pass == passes) {
                let scores = evaluate::scores(&english(so_far()?), dev);
                note(&format!(
                    "pass {pass}: {scores} lemmas {:.2}",
                    scores.lemmas
                ));
            }
            Ok(())
        },
    )?;
    Ok(english(parser))
}

/// The relations of the trees but the root's, in their order.
fn relations(trees: &[Tree]) -> Vec<Rel> {
    let seen = |rel: &Rel| trees.iter().flat_map(|t| &t.words).any(|w| w.rel == *rel);
    Rel::ALL
        .iter()
        .copied()
        .filter(|&rel| rel != Rel::Root)
        .filter(seen)
        .collect()
}
