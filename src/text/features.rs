//! What the classifiers see of a word: its hash, its ending, its shape.
//!
//! Public for the trainer, which must see words exactly as the program will.

use super::linear::hash_chars;
use rustc_hash::FxHashSet;

/// Stands for every word that training saw less than twice.
const UNKNOWN: u32 = 3;

/// A word in hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    /// The form as written, apostrophes made straight.
    pub form: u32,
    /// The lower-case form, apostrophes made straight.
    pub lower: u32,
    /// The lower-case form when known, one value for all others.
    pub word: u32,
    /// The lower-case form when known, ending and shape otherwise: what the parser goes by.
    pub content: u32,
    /// Kinds of characters, runs taken as one: `Xx`, `d`, `X.X.`.
    pub shape: u32,
    /// The last one to four characters in lower case, 0 when shorter.
    pub suffix: [u32; 4],
    /// The first one to three characters in lower case, 0 when shorter.
    pub prefix: [u32; 3],
    /// Digit, hyphen, capital first, all capitals: one bit each.
    pub marks: u32,
}

/// The words that training saw at least twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vocabulary {
    /// Hashes of their lower-case forms.
    pub known: FxHashSet<u32>,
}

/// The hash of a lower-case form, as vocabularies and dictionaries are keyed.
pub fn hash_lower(form: &str) -> u32 {
    hash_chars(form.chars().map(straight).flat_map(char::to_lowercase))
}

/// The hash of a form as written.
pub fn hash_form(form: &str) -> u32 {
    hash_chars(form.chars().map(straight))
}

/// News prints curly apostrophes, treebanks mostly straight ones.
fn straight(c: char) -> char {
    match c {
        '’' | '‘' | '`' | '´' => '\'',
        _ => c,
    }
}

impl Word {
    /// Looks at one form; `buffer` is scratch space.
    pub fn of(form: &str, vocabulary: &Vocabulary, buffer: &mut Vec<char>) -> Word {
        buffer.clear();
        let (mut upper, mut digit, mut hyphen, mut all_upper) = (false, false, false, true);
        let mut shape = Shape::default();
        for (i, c) in form.chars().map(straight).enumerate() {
            shape.push(c);
            let is_upper = c.is_uppercase();
            upper |= i == 0 && is_upper;
            all_upper &= is_upper;
            digit |= c.is_ascii_digit();
            hyphen |= c == '-';
            if c.is_ascii() {
                buffer.push(c.to_ascii_lowercase());
            } else {
                buffer.extend(c.to_lowercase());
            }
        }
        let n = buffer.len();
        let lower = hash_chars(buffer.iter().copied());
        let seen = vocabulary.known.contains(&lower);
        let suffix = [1, 2, 3, 4].map(|k| {
            if n >= k {
                hash_chars(buffer[n - k..].iter().copied())
            } else {
                0
            }
        });
        let prefix = [1, 2, 3].map(|k| {
            if n >= k {
                hash_chars(buffer[..k].iter().copied())
            } else {
                0
            }
        });
        let shape = shape.hash();
        Word {
            form: hash_form(form),
            lower,
            word: if seen { lower } else { UNKNOWN },
            content: if seen {
                lower
            } else {
                suffix[2].rotate_left(7) ^ shape
            },
            shape,
            suffix,
            prefix,
            marks: u32::from(digit)
                | u32::from(hyphen) << 1
                | u32::from(upper) << 2
                | u32::from(n > 1 && all_upper) << 3,
        }
    }
}

/// The kinds of characters of a word so far.
#[derive(Default)]
struct Shape {
    kinds: [char; 12],
    len: usize,
}

impl Shape {
    fn push(&mut self, c: char) {
        let kind = if c.is_uppercase() {
            'X'
        } else if c.is_lowercase() {
            'x'
        } else if c.is_ascii_digit() {
            'd'
        } else {
            c
        };
        if (self.len == 0 || self.kinds[self.len - 1] != kind) && self.len < self.kinds.len() {
            self.kinds[self.len] = kind;
            self.len += 1;
        }
    }
    fn hash(&self) -> u32 {
        hash_chars(self.kinds[..self.len].iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str) -> Word {
        let mut vocabulary = Vocabulary::default();
        vocabulary.known.insert(hash_lower("lima"));
        Word::of(form, &vocabulary, &mut Vec::new())
    }

    #[test]
    fn known_words_go_by_themselves_and_others_by_ending_and_shape() {
        assert_eq!(word("Lima").word, word("LIMA").word);
        assert_ne!(word("Lima").form, word("LIMA").form);
        assert_eq!(word("Kabulian").content, word("Romanian").content);
        assert_ne!(word("Kabulian").content, word("romanian").content);
        assert_eq!(word("n’t"), word("n't"));
    }

    #[test]
    fn short_and_odd_words_are_seen_too() {
        for form in ["", "a", "🙂", "İ", "A.B-9"] {
            word(form);
        }
        assert_eq!(word("ab").suffix[2], 0);
        assert_eq!(word("A-9").marks, 0b0111);
    }
}
