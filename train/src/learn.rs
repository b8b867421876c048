//! From treebanks to a model, step by step.

use crate::conllu::Tree;
use crate::{evaluate, lemmas, names, parser, tagger};
use chancery::text::features::Word;
use chancery::text::linear::Linear;
use chancery::text::name_tag::{MOST_LABELS, NameTagger};
use chancery::text::tag::TagSet;
use chancery::text::{English, Rel};

/// How large a model to train, and how long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Passes of the parser over the trees.
    pub passes: usize,
    /// Rows of the tables of tagger, moves and labels, as powers of two.
    pub bits: [u32; 3],
    /// Rows of those tables without a weight of at least this much are left out of the file.
    pub least: [f32; 3],
}

impl Default for Plan {
    /// What `model/en.bin` is trained with: under 6 MB.
    fn default() -> Self {
        Plan {
            passes: 12,
            bits: [18, 21, 17],
            least: [1.0, 2.0, 1.0],
        }
    }
}

/// Trains a model; `dev` is only measured, never learned from.
pub fn learn(
    trees: &[Tree],
    dev: &[Tree],
    plan: &Plan,
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
    let tagger = tagger::train(&examples, &dictionary, tags.pairs.len(), plan)?;
    note("the tagger is trained");
    let unseen = tagger::unseen_tags(&examples, &dictionary, tags.pairs.len(), plan.bits[0])?;
    note("the trees are tagged as if never seen");
    let relations = relations(trees);
    let mut parsed = Vec::new();
    for ((tree, seen), guessed) in trees.iter().zip(examples).zip(unseen) {
        if let Some((whole, kept)) = names::joined(tree) {
            let of_whole = tagger::examples(std::slice::from_ref(&whole), &vocabulary, &tags);
            let known = whole.words.iter().zip(&kept);
            let guessed = known.map(|(w, &old)| {
                if w.unit {
                    tags.index(w.tag, w.upos)
                } else {
                    guessed[old]
                }
            });
            let guessed = guessed.collect();
            parsed.extend(
                of_whole
                    .into_iter()
                    .next()
                    .map(|e| example(&whole, e.words, guessed, &tags, &relations)),
            );
        }
        parsed.push(example(tree, seen.words, guessed, &tags, &relations));
    }
    note(&format!(
        "{} sentences with those whose names are joined",
        parsed.len()
    ));
    let lemmas = lemmas::learn(trees);
    note(&format!("{} lemma rules", lemmas.rules.len()));
    // Names are learned afterwards, from other texts: see `name_tagger`.
    let no_names = NameTagger {
        weights: Linear::of(&[[0; MOST_LABELS]; 2])?,
    };
    let english = |parser| English {
        vocabulary: vocabulary.clone(),
        tags: tags.clone(),
        tagger: tagger.clone(),
        parser,
        name_tagger: no_names.clone(),
        lemmas: lemmas.clone(),
    };
    let parser = parser::train(&parsed, &relations, plan, |pass, so_far| {
        if !dev.is_empty() && (pass % 3 == 0 || pass == plan.passes) {
            let scores = evaluate::scores(&english(so_far()?), dev);
            note(&format!(
                "pass {pass}: {scores} lemmas {:.2}",
                scores.lemmas
            ));
        }
        Ok(())
    })?;
    Ok(english(parser))
}

/// A tree with guessed tags, as the parser learns from it.
fn example(
    tree: &Tree,
    words: Vec<Word>,
    tags: Vec<u8>,
    set: &TagSet,
    relations: &[Rel],
) -> parser::Example {
    parser::Example {
        words,
        parts: tags.iter().map(|&t| set.pair(t).1 as u8).collect(),
        tags,
        heads: tree.words.iter().map(|w| w.head).collect(),
        rels: tree
            .words
            .iter()
            .map(|w| relations.iter().position(|&r| r == w.rel))
            .collect(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    /// Sentences of one pattern with their trees: `Peru 's envoys met Abe .`
    fn treebank() -> Vec<Tree> {
        let mut rows = String::new();
        let sides = ["Peru", "Chile", "Norway", "Ghana"];
        for (i, (verb, lemma)) in [("met", "meet"), ("praised", "praise"), ("warned", "warn")]
            .iter()
            .enumerate()
        {
            for (j, side) in sides.iter().enumerate() {
                let other = sides[(i + j + 1) % sides.len()];
                rows += &format!(
                    "1\t{side}\t{side}\tPROPN\tNNP\t_\t3\tnmod:poss\t_\t_\n\
                     2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_\n\
                     3\tenvoys\tenvoy\tNOUN\tNNS\t_\t4\tnsubj\t_\t_\n\
                     4\t{verb}\t{lemma}\tVERB\tVBD\t_\t0\troot\t_\t_\n\
                     5\tLake\tLake\tPROPN\tNNP\t_\t6\tcompound\t_\t_\n\
                     6\t{other}\t{other}\tPROPN\tNNP\t_\t4\tobj\t_\t_\n\
                     7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n"
                );
            }
        }
        conllu::parse(&rows).unwrap()
    }

    #[test]
    fn the_same_trees_give_the_same_bytes_and_are_learned() {
        let trees = treebank();
        let plan = Plan {
            passes: 4,
            bits: [8, 10, 8],
            least: [0.0; 3],
        };
        let file = || {
            learn(&trees, &trees, &plan, &|_| ())
                .unwrap()
                .write()
                .unwrap()
        };
        let bytes = file();
        assert!(bytes == file());
        let scores = evaluate::scores(&English::read(&bytes).unwrap(), &trees);
        for share in [scores.upos, scores.uas, scores.las, scores.lemmas] {
            assert_eq!(share, 100.0, "{scores}");
        }
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let plan = Plan {
            passes: 1,
            bits: [4, 4, 4],
            least: [0.0; 3],
        };
        let trees = treebank();
        let bytes = learn(&trees, &[], &plan, &|_| ()).unwrap().write().unwrap();
        for at in 0..bytes.len() {
            assert!(English::read(&bytes[..at]).is_err(), "cut at {at}");
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            assert!(English::read(&damaged).is_err(), "changed at {at}");
        }
        assert!(English::read(&bytes).is_ok());
    }
}
