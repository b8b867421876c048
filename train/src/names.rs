//! Names of several words made one token, as the gazetteer hands them to the parser.
//!
//! The treebanks have every word of a name on its own. A parser that learned from nothing else would
//! meet joined names for the first time at work, so it also learns from copies of sentences in which
//! the names are joined the way `Sentence::merge` joins them.

use crate::conllu::Tree;
use chancery::text::{Rel, Tag, Upos};
use std::ops::Range;

/// The tree with its names joined, and for each of its words where it stood before; `None` when it has
/// no name of several words.
pub fn joined(tree: &Tree) -> Option<(Tree, Vec<usize>)> {
    let names = names(tree);
    if names.is_empty() {
        return None;
    }
    let len = tree.words.len();
    // New index of every old word, and of the root.
    let (mut index, mut kept) = (Vec::with_capacity(len + 1), Vec::new());
    for old in 0..len {
        if !names.iter().any(|n| n.contains(&old) && n.start != old) {
            kept.push(old);
        }
        index.push(kept.len() - 1);
    }
    index.push(kept.len());
    let words = kept.iter().map(|&old| {
        let name = names.iter().find(|n| n.contains(&old));
        let top = name.and_then(|n| n.clone().find(|&w| !n.contains(&tree.words[w].head)));
        let mut word = tree.words[top.unwrap_or(old)].clone();
        word.head = index[word.head];
        if let Some(name) = name {
            let last = &tree.words[name.end - 1];
            word.form.clone_from(&last.form);
            word.blank_after = last.blank_after;
            (word.tag, word.upos, word.unit) = (Tag::Nnp, Upos::Propn, true);
        }
        word
    });
    let words = words.collect();
    let whole = Tree {
        words,
        ..tree.clone()
    };
    Some((whole, kept))
}

/// The names of several words: runs of proper nouns tied to one another, one of them tied to a word outside.
fn names(tree: &Tree) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut start = 0;
    while start < tree.words.len() {
        let end = (start..tree.words.len())
            .find(|&i| !is_part(tree, i))
            .unwrap_or(tree.words.len());
        if end - start > 1 && is_whole(tree, &(start..end)) {
            names.push(start..end);
        }
        start = end.max(start + 1);
    }
    names
}

fn is_part(tree: &Tree, at: usize) -> bool {
    let word = &tree.words[at];
    matches!(word.tag, Tag::Nnp | Tag::Nnps | Tag::Hyph) || (word.unit && word.upos == Upos::Propn)
}

/// Whether just one word of the range is tied to a word outside, and the others in the ways of names.
fn is_whole(tree: &Tree, range: &Range<usize>) -> bool {
    let mut tops = 0;
    for word in &tree.words[range.clone()] {
        if !range.contains(&word.head) {
            tops += 1;
        } else if !matches!(word.rel, Rel::Flat | Rel::Compound | Rel::Amod | Rel::Punct) {
            return false;
        }
    }
    let ends = [range.start, range.end - 1];
    tops == 1 && ends.iter().all(|&i| tree.words[i].tag != Tag::Hyph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    #[test]
    fn a_name_becomes_one_word_that_keeps_its_place_in_the_tree() {
        let rows = "1\tThe\tthe\tDET\tDT\t_\t3\tdet\t_\t_\n\
            2\tForeign\tForeign\tADJ\tNNP\t_\t3\tamod\t_\t_\n\
            3\tMinistry\tMinistry\tPROPN\tNNP\t_\t4\tnsubj\t_\t_\n\
            4\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n\
            5\tAbe\tAbe\tPROPN\tNNP\t_\t4\tobj\t_\t_\n";
        let tree = conllu::parse(rows).unwrap().remove(0);
        let (whole, kept) = joined(&tree).unwrap();
        let seen: Vec<_> = whole
            .words
            .iter()
            .map(|w| (w.form.as_str(), w.head, w.rel, w.unit))
            .collect();
        assert_eq!(
            seen,
            [
                ("The", 1, Rel::Det, false),
                ("Ministry", 2, Rel::Nsubj, true),
                ("met", 4, Rel::Root, false),
                ("Abe", 2, Rel::Obj, false),
            ]
        );
        assert_eq!(kept, [0, 1, 3, 4]);
        assert!(joined(&whole).is_none());
    }
}
