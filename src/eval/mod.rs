//! What the program says of sentences, held against what people found in them.
//!
//! `gold` reads the sentences with their events, `said` takes from the reports what is compared, `pairing`
//! finds who answers whom, `verdict` judges one sentence, `scores` adds sentences up, `compare` sets two
//! runs side by side, `reliability` says what `confidence` is worth. Reads no text itself: reports come from `pipeline`, and `cli` prints.

mod compare;
mod gold;
mod pairing;
mod reliability;
mod said;
mod scores;
mod verdict;

pub use compare::{Change, Outcome, compare};
pub use gold::{Gold, GoldEvent, GoldSet, Wanted};
pub use reliability::{Bin, Reliability, calibrate, calibration_file, reliability};
pub use said::{Baseline, Said, said};
pub use scores::{RuleTally, Scores, Tally};
pub use verdict::{Judged, Measure, Unit, Verdict, judge};
