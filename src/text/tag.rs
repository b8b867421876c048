//! Parts of speech: an averaged-perceptron tagger, left to right, one look at each word.
//!
//! It chooses a Penn tag and a universal part of speech together. Words that all but always have one
//! tag get it from a dictionary.

use super::features::Word;
use super::linear::{Hash, Linear};
use super::{Tag, Upos};
use rustc_hash::FxHashMap;

/// Room for that many pairs of tag and part of speech; the rarest of the treebanks are left out.
pub const MOST_TAGS: usize = 64;

/// The pairs of tag and part of speech that the tagger tells apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TagSet {
    /// The pairs by index, the commonest first.
    pub pairs: Vec<(Tag, Upos)>,
    /// For every tag and part of speech the index of the nearest pair.
    nearest: Vec<u8>,
}

impl TagSet {
    /// A set of pairs, the commonest first, at most [`MOST_TAGS`].
    pub fn new(pairs: Vec<(Tag, Upos)>) -> TagSet {
        let find = |wanted: &dyn Fn(&(Tag, Upos)) -> bool| pairs.iter().position(wanted);
        let mut nearest = Vec::with_capacity(Tag::ALL.len() * Upos::ALL.len());
        for &tag in Tag::ALL {
            for &upos in Upos::ALL {
                let index = find(&|&p| p == (tag, upos))
                    .or_else(|| find(&|p| p.1 == upos))
                    .or_else(|| find(&|p| p.0 == tag))
                    .unwrap_or(0);
                nearest.push(index as u8);
            }
        }
        TagSet { pairs, nearest }
    }

    /// The index of a pair, or of the nearest one: same part of speech first, then same tag, the
    /// commonest of those.
    pub fn index(&self, tag: Tag, upos: Upos) -> u8 {
        self.nearest
            .get(tag as usize * Upos::ALL.len() + upos as usize)
            .copied()
            .unwrap_or(0)
    }

    /// The pair at an index.
    pub fn pair(&self, index: u8) -> (Tag, Upos) {
        self.pairs
            .get(usize::from(index))
            .copied()
            .unwrap_or((Tag::Xx, Upos::X))
    }
}

/// The trained tagger.
#[derive(Clone)]
pub struct Tagger {
    /// Weights of the pairs.
    pub weights: Linear<MOST_TAGS>,
    /// Words with one tag only: hash of the form → index of the pair.
    pub dictionary: FxHashMap<u32, u8>,
    /// Number of pairs.
    pub tags: usize,
}

impl Tagger {
    /// The index of the pair for each word, the best of those that `allowed` lets the word have.
    pub fn tag(
        &self,
        words: &[Word],
        allowed: impl Fn(u8, &Word) -> bool,
        features: &mut Vec<u64>,
        tags: &mut Vec<u8>,
    ) {
        tags.clear();
        for (i, word) in words.iter().enumerate() {
            if let Some(&only) = self.dictionary.get(&word.form) {
                tags.push(only);
                continue;
            }
            tag_features(words, i, tags, features);
            let mut scores = self.weights.score(features);
            let mut tag = best(&scores[..self.tags]);
            while !allowed(tag, word) && scores[usize::from(tag)] > i16::MIN {
                scores[usize::from(tag)] = i16::MIN;
                tag = best(&scores[..self.tags]);
            }
            tags.push(tag);
        }
    }
}

/// Index of the highest score, the first of equals.
pub fn best<T: PartialOrd + Copy>(scores: &[T]) -> u8 {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best as u8
}

/// What the tagger looks at for word `i`, the tags before it given.
pub fn tag_features(words: &[Word], i: usize, tags: &[u8], features: &mut Vec<u64>) {
    const BEFORE: Word = edge(1);
    const AFTER: Word = edge(2);
    let back = |k: usize| if i >= k { &words[i - k] } else { &BEFORE };
    let on = |k: usize| words.get(i + k).unwrap_or(&AFTER);
    let tag = |k: usize| {
        if i >= k {
            u64::from(tags[i - k]) + 1
        } else {
            0
        }
    };
    let (this, left, right) = (&words[i], back(1), on(1));
    let (word, form, shape) = (
        u64::from(this.word),
        u64::from(this.form),
        u64::from(this.shape),
    );
    let (left_word, right_word) = (u64::from(left.word), u64::from(right.word));
    let (left2_word, right2_word) = (u64::from(back(2).word), u64::from(on(2).word));
    let ending = u64::from(this.suffix[2]);
    let (left_ending, right_ending) = (u64::from(left.suffix[2]), u64::from(right.suffix[2]));
    let (left_shape, right_shape) = (u64::from(left.shape), u64::from(right.shape));
    let (tag1, tag2) = (tag(1), tag(2));

    features.clear();
    let mut number = 0;
    macro_rules! look {
        ($($value:expr),* $(,)?) => {{
            number += 1;
            features.push(Hash::template(number)$(.with($value))*.finish());
        }};
    }
    look!();
    look!(word);
    look!(form);
    look!(shape);
    for suffix in this.suffix {
        look!(u64::from(suffix));
    }
    for prefix in this.prefix {
        look!(u64::from(prefix));
    }
    look!(u64::from(this.marks), u64::from(i == 0));
    look!(ending, shape);
    look!(left_word);
    look!(right_word);
    look!(left2_word);
    look!(right2_word);
    look!(left_ending);
    look!(right_ending);
    look!(left_shape);
    look!(right_shape);
    look!(left_shape, shape, right_shape);
    look!(tag1);
    look!(tag2);
    look!(tag1, tag2);
    look!(tag1, word);
    look!(tag1, ending);
    look!(tag1, tag2, word);
    look!(left_word, word);
    look!(word, right_word);
    look!(tag1, right_word);
    look!(ending, right_ending);
    look!(right_word, right2_word);
    look!(tag1, right_ending);
    look!(left_word, right_word);
}

/// Stands before the first and after the last word.
const fn edge(value: u32) -> Word {
    Word {
        form: value,
        lower: value,
        word: value,
        content: value,
        shape: value,
        suffix: [value; 4],
        prefix: [value; 3],
        marks: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_pair_keeps_the_part_of_speech() {
        let pairs = vec![
            (Tag::Nn, Upos::Noun),
            (Tag::In, Upos::Adp),
            (Tag::Nns, Upos::Noun),
        ];
        let set = TagSet::new(pairs);
        for (tag, upos, want) in [
            (Tag::Nns, Upos::Noun, 2),
            (Tag::Gw, Upos::Noun, 0),
            (Tag::In, Upos::Sconj, 1),
            (Tag::Xx, Upos::X, 0),
        ] {
            assert_eq!(set.index(tag, upos), want, "{tag} {upos}");
        }
    }

    #[test]
    fn each_word_gets_one_tag() {
        let mut rows = vec![[0i8; MOST_TAGS]; 2];
        rows[0][2] = 1;
        rows[1][2] = 1;
        let tagger = Tagger {
            weights: Linear::of(&rows).unwrap(),
            dictionary: FxHashMap::from_iter([(5, 1)]),
            tags: 3,
        };
        let words = [
            Word::default(),
            Word {
                form: 5,
                ..Word::default()
            },
        ];
        let mut tags = Vec::new();
        tagger.tag(&words, |_, _| true, &mut Vec::new(), &mut tags);
        assert_eq!(tags, [2, 1]);
    }
}
