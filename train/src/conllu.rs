//! Treebanks in CoNLL-U: <https://universaldependencies.org/format.html>.

use anyhow::{Context, Result, bail};
use chancery::model::Span;
use chancery::text::{Rel, Sentence, Tag, Token, Upos};
use std::path::Path;

/// A word with what annotators say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub form: String,
    pub lemma: String,
    pub tag: Tag,
    pub upos: Upos,
    /// Index of the head; the number of words for the root.
    pub head: usize,
    pub rel: Rel,
    /// Whether a blank follows in the text.
    pub blank_after: bool,
    /// A name of several words made one, see `names`.
    pub unit: bool,
}

/// A sentence of a treebank.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree {
    pub words: Vec<Word>,
    /// The sentence as printed.
    pub text: String,
    pub opens_document: bool,
    pub opens_paragraph: bool,
}

impl Tree {
    /// The sentence as the program would see it before tagging.
    pub fn sentence(&self) -> Sentence {
        let tokens = self.words.iter().map(|word| Token {
            span: Span::default(),
            form: word.form.as_str().into(),
            lemma: Default::default(),
            tag: word.tag,
            upos: word.upos,
            head: None,
            rel: Rel::Dep,
            unit: word.unit,
        });
        Sentence {
            tokens: tokens.collect(),
            ..Sentence::default()
        }
    }
}

/// Reads the trees of a file.
pub fn read(path: &Path) -> Result<Vec<Tree>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    parse(&text).with_context(|| format!("`{}` is no CoNLL-U", path.display()))
}

/// Reads the trees of a text.
pub fn parse(text: &str) -> Result<Vec<Tree>> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    // Last word of the current contraction, and whether a blank follows it.
    let mut contraction = (0, true);
    for (number, line) in text.lines().chain([""]).enumerate() {
        let number = number + 1;
        if let Some(comment) = line.strip_prefix("# ") {
            tree.opens_document |= comment.starts_with("newdoc");
            tree.opens_paragraph |= comment.starts_with("newpar");
            if let Some(text) = comment.strip_prefix("text = ") {
                tree.text = text.to_owned();
            }
        } else if line.is_empty() {
            if !tree.words.is_empty() {
                trees.push(
                    finish(std::mem::take(&mut tree))
                        .with_context(|| format!("sentence before line {number}"))?,
                );
            }
            contraction = (0, true);
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, tag, _, head, rel, _, misc] = columns[..] else {
                bail!("line {number} has {} columns, not 10", columns.len());
            };
            let blank = !misc.split('|').any(|m| m == "SpaceAfter=No");
            if let Some((_, last)) = id.split_once('-') {
                contraction = (last.parse()?, blank);
                continue;
            }
            if id.contains('.') {
                continue;
            }
            let id: usize = id
                .parse()
                .with_context(|| format!("line {number}: `{id}` is no number"))?;
            tree.words.push(Word {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                tag: Tag::from_name(tag).unwrap_or(Tag::Xx),
                upos: Upos::from_name(upos)
                    .with_context(|| format!("line {number}: no part of speech `{upos}`"))?,
                head: head
                    .parse()
                    .with_context(|| format!("line {number}: `{head}` is no head"))?,
                rel: relation(rel)
                    .with_context(|| format!("line {number}: no relation `{rel}`"))?,
                blank_after: match id.cmp(&contraction.0) {
                    std::cmp::Ordering::Less => false,
                    std::cmp::Ordering::Equal => contraction.1,
                    std::cmp::Ordering::Greater => blank,
                },
                unit: false,
            });
        }
    }
    Ok(trees)
}

/// A relation; one of an unknown subtype counts as its main type.
fn relation(name: &str) -> Option<Rel> {
    Rel::from_name(name).or_else(|| Rel::from_name(name.split(':').next()?))
}

/// Counts heads from 0 and puts the root behind the last word.
fn finish(mut tree: Tree) -> Result<Tree> {
    let len = tree.words.len();
    for word in &mut tree.words {
        if word.head > len {
            bail!(
                "`{}` has head {}, but there are {len} words",
                word.form,
                word.head
            );
        }
        word.head = word.head.checked_sub(1).unwrap_or(len);
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_and_empty_words_are_passed_over() {
        let rows = "# newdoc id = a\n# newpar\n# text = Peru can't.\n\
            1\tPeru\tPeru\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n\
            2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
            2\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n\
            2.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n\
            3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n\
            4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";
        let trees = parse(rows).unwrap();
        let heads: Vec<usize> = trees[0].words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [1, 4, 1, 1]);
        let blanks: Vec<bool> = trees[0].words.iter().map(|w| w.blank_after).collect();
        assert_eq!(blanks, [true, false, false, true]);
        assert!(trees[0].opens_document && trees[0].opens_paragraph);
    }

    #[test]
    fn faults_name_their_line() {
        let fault = parse("1\tPeru\tPeru\tNOPE\tNNP\t_\t0\troot\t_\t_\n").unwrap_err();
        assert_eq!(fault.to_string(), "line 1: no part of speech `NOPE`");
    }
}
