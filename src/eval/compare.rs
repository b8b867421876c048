//! Two runs over the same gold: which sentences one got right that the other did not.

use super::verdict::{Measure, Verdict};

/// Whether the later run is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It gets more right, or says less that is wrong.
    Won,
    /// The other way round.
    Lost,
    /// It says something else, neither better nor worse.
    Changed,
}

/// A sentence on which two runs differ.
#[derive(Debug, Clone)]
pub struct Change<'v> {
    /// For which of them it speaks.
    pub outcome: Outcome,
    /// What became of the sentence before.
    pub before: &'v Verdict,
    /// What becomes of it now.
    pub now: &'v Verdict,
}

/// The sentences on which the runs differ, in their order. Triples decide, then types.
pub fn compare<'v>(before: &'v [Verdict], now: &'v [Verdict]) -> Vec<Change<'v>> {
    let worth = |verdict: &Verdict| {
        let of = |measure| {
            let tally = verdict.of(measure);
            // A wrong thing said weighs as much as a wanted one missed.
            2 * tally.found as i64 - tally.said as i64
        };
        (of(Measure::Triple), of(Measure::Type), of(Measure::Root))
    };
    let pairs = before.iter().zip(now);
    let changed = pairs.filter(|(b, n)| b.told != n.told || b.tallies != n.tallies);
    changed
        .map(|(before, now)| Change {
            outcome: match worth(now).cmp(&worth(before)) {
                std::cmp::Ordering::Greater => Outcome::Won,
                std::cmp::Ordering::Less => Outcome::Lost,
                std::cmp::Ordering::Equal => Outcome::Changed,
            },
            before,
            now,
        })
        .collect()
}
