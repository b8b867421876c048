//! A linear classifier over hashed features, its weights packed into single bytes.
//!
//! A feature is a 64-bit hash; its top bits choose a row of the table, and the rows of all features
//! are added up to one score per class. Two features that fall on one row share it: with enough rows
//! that costs little, and no feature needs a name or a place in a dictionary.

use crate::error::{Error, Result};

/// Rows begin on a line of the processor's cache, so that a row of 64 classes is one fetch.
const CACHE_LINE: usize = 64;

/// Weights of a classifier with at most `CLASSES` classes, read-only.
#[derive(Clone)]
pub struct Linear<const CLASSES: usize> {
    /// The rows one after the other from `start`; each byte is a signed weight.
    bytes: Vec<u8>,
    start: usize,
    /// How far to shift a hash right for its row number.
    shift: u32,
}

impl<const CLASSES: usize> Linear<CLASSES> {
    /// A table whose `len` bytes are written by `fill`.
    ///
    /// # Errors
    ///
    /// Fails when `len` is no power of two of rows, or when `fill` fails.
    pub fn filled(len: usize, fill: impl FnOnce(&mut [u8]) -> Result<()>) -> Result<Self> {
        let rows = len / CLASSES;
        if !rows.is_power_of_two() || rows < 2 || rows * CLASSES != len {
            return Err(Error::Model(format!(
                "a table of {len} bytes has no power of two of rows"
            )));
        }
        let mut bytes = vec![0; len + CACHE_LINE];
        let start = bytes.as_ptr().align_offset(CACHE_LINE).min(CACHE_LINE);
        fill(&mut bytes[start..start + len])?;
        let shift = 64 - rows.trailing_zeros();
        Ok(Linear {
            bytes,
            start,
            shift,
        })
    }

    /// A table of the given weights.
    ///
    /// # Errors
    ///
    /// Fails when there is no power of two of rows.
    pub fn of(rows: &[[i8; CLASSES]]) -> Result<Self> {
        Self::filled(rows.len() * CLASSES, |bytes| {
            for (to, from) in bytes.iter_mut().zip(rows.iter().flatten()) {
                *to = from.to_le_bytes()[0];
            }
            Ok(())
        })
    }

    /// The weights as they are stored.
    pub fn bytes(&self) -> &[u8] {
        let len = CLASSES << (64 - self.shift);
        &self.bytes[self.start..self.start + len]
    }

    /// Adds up the rows of the features.
    #[inline]
    pub fn score(&self, features: &[u64]) -> [i16; CLASSES] {
        // 128 × the some 80 features of the largest template stays far below the limit of 16 bits.
        let mut scores = [0i16; CLASSES];
        for hash in features {
            let at = self.start + (hash >> self.shift) as usize * CLASSES;
            let row = &self.bytes[at..at + CLASSES];
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score += i16::from(weight as i8);
            }
        }
        scores
    }
}

/// The row of a table of `2^bits` rows that a feature chooses.
#[inline]
pub fn row(hash: u64, bits: u32) -> usize {
    (hash >> (64 - bits)) as usize
}

/// The hash of a feature: the number of its template, then its values.
#[derive(Clone, Copy)]
pub struct Hash(pub u64);

impl Hash {
    /// Begins the feature of template `number`.
    #[inline(always)]
    pub fn template(number: u64) -> Hash {
        Hash(number.wrapping_mul(0xa24b_aed4_963e_e407)).with(number)
    }
    /// Adds a value.
    #[inline(always)]
    pub fn with(self, value: u64) -> Hash {
        let h = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Hash(h ^ (h >> 32))
    }
    /// The finished hash; its top bits are well mixed.
    #[inline(always)]
    pub fn finish(self) -> u64 {
        self.0.wrapping_mul(0xd6e8_feb8_6659_fd93)
    }
}

/// Hash of a word or a part of one.
pub fn hash_chars(chars: impl Iterator<Item = char>) -> u32 {
    let hash = chars.fold(Hash::template(0), |hash, c| hash.with(c as u64));
    (hash.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_the_sums_of_the_rows() {
        let mut rows = [[0i8; 4]; 8];
        rows[3] = [1, -2, 3, 0];
        rows[7] = [10, -128, 127, 5];
        let table = Linear::of(&rows).unwrap();
        let at = |row: u64| row << 61;
        assert_eq!(
            table.score(&[at(3), at(7), at(7), at(0)]),
            [21, -258, 257, 10]
        );
        assert_eq!(table.bytes().len(), 32);
    }

    #[test]
    fn a_table_of_odd_size_is_refused() {
        for len in [0, 4, 12, 33] {
            assert!(Linear::<4>::filled(len, |_| Ok(())).is_err(), "{len}");
        }
    }
}
