//! The averaged perceptron (Collins 2002) over hashed features, with a margin: the right class must win
//! clearly, or it is learned again (Krauth and Mézard 1987).

use chancery::Result;
use chancery::text::linear::{Linear, row};

/// This share of the weights is told apart by size after packing; the few larger ones are cut off.
const UNCUT: f64 = 0.9999;

/// Weights while they are learned.
pub struct Perceptron<const CLASSES: usize> {
    bits: u32,
    /// By how much the right class must win.
    margin: f32,
    weights: Vec<[f32; CLASSES]>,
    /// Each change times the step at which it was made: what to take off for the average.
    changes: Vec<[f32; CLASSES]>,
    step: f32,
}

impl<const CLASSES: usize> Perceptron<CLASSES> {
    /// No weights yet, in `2^bits` rows; the right class must win by `margin`.
    pub fn new(bits: u32, margin: f32) -> Self {
        let rows = || vec![[0.0; CLASSES]; 1 << bits];
        Perceptron {
            bits,
            margin,
            weights: rows(),
            changes: rows(),
            step: 1.0,
        }
    }

    /// The score of each class.
    pub fn score(&self, features: &[u64]) -> [f32; CLASSES] {
        let mut scores = [0.0; CLASSES];
        for &hash in features {
            for (score, weight) in scores.iter_mut().zip(&self.weights[row(hash, self.bits)]) {
                *score += weight;
            }
        }
        scores
    }

    /// Learns from one decision: raises the right class and lowers the best of its rivals, unless it
    /// won clearly or has none.
    pub fn learn(
        &mut self,
        features: &[u64],
        scores: &[f32],
        right: usize,
        is_rival: impl Fn(usize) -> bool,
    ) {
        let rivals = (0..scores.len()).filter(|&i| i != right && is_rival(i));
        let rival = rivals.max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)));
        if let Some(rival) = rival.filter(|&r| scores[right] - scores[r] <= self.margin) {
            for &hash in features {
                let at = row(hash, self.bits);
                self.weights[at][right] += 1.0;
                self.changes[at][right] += self.step;
                self.weights[at][rival] -= 1.0;
                self.changes[at][rival] -= self.step;
            }
        }
        self.step += 1.0;
    }

    /// The average of the weights over all steps, in bytes.
    ///
    /// Rows without a weight of at least `least` are left empty: they weigh next to nothing, and the
    /// file becomes much smaller.
    pub fn pack(&self, least: f32) -> Result<Linear<CLASSES>> {
        let mut rows: Vec<[f32; CLASSES]> = self
            .weights
            .iter()
            .zip(&self.changes)
            .map(|(weights, changes)| std::array::from_fn(|i| weights[i] - changes[i] / self.step))
            .collect();
        for row in &mut rows {
            if row.iter().all(|w| w.abs() < least) {
                row.fill(0.0);
            }
        }
        let mut sizes: Vec<f32> = rows
            .iter()
            .flatten()
            .map(|w| w.abs())
            .filter(|w| *w > 0.0)
            .collect();
        sizes.sort_unstable_by(f32::total_cmp);
        let largest = sizes
            .get((sizes.len().saturating_sub(1) as f64 * UNCUT) as usize)
            .copied()
            .unwrap_or(1.0);
        let packed: Vec<[i8; CLASSES]> = rows
            .iter()
            .map(|row| row.map(|w| (w / largest * 127.0).round().clamp(-127.0, 127.0) as i8))
            .collect();
        Linear::of(&packed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_features_that_tell_two_classes_apart_are_learned() {
        let mut learner = Perceptron::<4>::new(6, 1.0);
        let examples = [
            (vec![1u64 << 60, 3 << 60], 0),
            (vec![2u64 << 60, 3 << 60], 2),
        ];
        for _ in 0..5 {
            for (features, right) in &examples {
                let scores = learner.score(features);
                learner.learn(features, &scores, *right, |_| true);
            }
        }
        let packed = learner.pack(0.0).unwrap();
        for (features, right) in &examples {
            assert_eq!(
                usize::from(chancery::text::tag::best(&packed.score(features))),
                *right
            );
        }
    }
}
