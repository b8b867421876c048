//! What `confidence` is worth: how often events of each confidence are right, and a table that puts it right.

use super::verdict::Judged;
use crate::events::Calibration;
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Events of like confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// Lowest confidence, in tenths; the bin reaches to the next tenth, the last one takes 1 as well.
    pub tenth: usize,
    /// How many.
    pub events: usize,
    /// How many of them were right.
    pub right: usize,
    /// Mean confidence.
    pub confidence: f64,
}

impl Bin {
    /// The share that was right.
    pub fn share(&self) -> f64 {
        self.right as f64 / (self.events as f64).max(1.0)
    }
}

/// How confidence and truth go together.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// Bins that hold an event, rising.
    pub bins: Vec<Bin>,
    /// Mean squared distance between confidence and truth; 0 is best, 0.25 is what always saying 0.5 gets.
    pub brier: f64,
    /// Expected calibration error: mean distance between a bin's confidence and its share, by events.
    pub calibration_error: f64,
}

/// The reliability of a sample; `None` of an empty one.
pub fn reliability(judged: &[Judged]) -> Option<Reliability> {
    let all = judged.len() as f64;
    let mut bins: BTreeMap<usize, Bin> = BTreeMap::new();
    for event in judged {
        let confidence = f64::from(event.confidence);
        let tenth = ((confidence * 10.0 + 1e-6) as usize).min(9);
        let bin = bins.entry(tenth).or_default();
        bin.tenth = tenth;
        bin.events += 1;
        bin.right += usize::from(event.right);
        bin.confidence += confidence;
    }
    let bins: Vec<Bin> = bins
        .into_values()
        .map(|bin| Bin {
            confidence: bin.confidence / bin.events as f64,
            ..bin
        })
        .collect();
    let square = |e: &Judged| (f64::from(e.confidence) - f64::from(u8::from(e.right))).powi(2);
    let apart = |b: &Bin| (b.confidence - b.share()).abs() * b.events as f64;
    (!judged.is_empty()).then(|| Reliability {
        brier: judged.iter().map(square).sum::<f64>() / all,
        calibration_error: bins.iter().map(apart).sum::<f64>() / all,
        bins,
    })
}

/// Fewest events behind a point of the curve.
const POINT: f64 = 40.0;
/// Fewest events for a kind to get odds of its own.
const KIND: usize = 8;
/// How far log-odds of kinds are thought to lie from the curve before any is seen (standard deviation):
/// few events move a kind little.
const SPREAD: f64 = 0.5;

/// Makes the table from events whose `confidence` is the raw score.
///
/// The curve is the best rising one (pool adjacent violators), points standing for at least 40 events; the
/// odds of a kind are the most likely ones, drawn towards 1.
pub fn calibrate(judged: &[Judged]) -> Calibration {
    let mut calibration = Calibration {
        curve: curve(judged),
        kinds: BTreeMap::new(),
    };
    let mut by_kind: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for event in judged {
        by_kind.entry(kind(event)).or_default().push(event);
    }
    let mut kinds = BTreeMap::new();
    for (name, events) in by_kind.into_iter().filter(|(_, e)| e.len() >= KIND) {
        let odds = odds(&calibration, &events);
        let odds = (odds.exp() * 100.0).round() / 100.0;
        if (odds - 1.0).abs() >= 0.05 {
            kinds.insert(CompactString::from(name), odds as f32);
        }
    }
    calibration.kinds = kinds;
    calibration
}

/// Rules are named `KIND/FRAME`.
fn kind(event: &Judged) -> &str {
    event.rule.split('/').next().unwrap_or_default()
}

fn curve(judged: &[Judged]) -> Vec<(f32, f32)> {
    #[derive(Clone, Copy)]
    struct Block {
        events: f64,
        right: f64,
        raw: f64,
    }
    // Half an event right and half wrong in each point: no score is worth 0 or 1.
    let share = |b: &Block| (b.right + 0.5) / (b.events + 1.0);
    let mut scores: BTreeMap<i64, Block> = BTreeMap::new();
    for event in judged {
        let raw = f64::from(event.confidence);
        let block = scores.entry((raw * 1e4).round() as i64).or_insert(Block {
            events: 0.0,
            right: 0.0,
            raw: 0.0,
        });
        block.events += 1.0;
        block.right += f64::from(u8::from(event.right));
        block.raw += raw;
    }
    let join = |a: Block, b: Block| Block {
        events: a.events + b.events,
        right: a.right + b.right,
        raw: a.raw + b.raw,
    };
    let mut blocks: Vec<Block> = Vec::new();
    for next in scores.into_values() {
        blocks.push(next);
        while let [.., a, b] = blocks[..] {
            if a.events >= POINT && share(&a) < share(&b) {
                break;
            }
            blocks.truncate(blocks.len() - 2);
            blocks.push(join(a, b));
        }
    }
    // What is left at the top may be too small to stand alone.
    while let [.., a, b] = blocks[..] {
        if b.events >= POINT {
            break;
        }
        blocks.truncate(blocks.len() - 2);
        blocks.push(join(a, b));
    }
    let round = |value: f64, digits: f64| ((value * digits).round() / digits) as f32;
    let mut points: Vec<(f32, f32)> = Vec::new();
    for block in &blocks {
        let point = (
            round(block.raw / block.events, 1e3),
            round(share(block), 1e3),
        );
        if points.last().is_none_or(|last| last.0 < point.0) {
            points.push(point);
        }
    }
    points
}

/// Log-odds of a kind against the curve: Newton's steps on the penalised likelihood, which is concave.
fn odds(calibration: &Calibration, events: &[&Judged]) -> f64 {
    let mut shift = 0.0;
    for _ in 0..50 {
        let (mut slope, mut bend) = (-shift / (SPREAD * SPREAD), -1.0 / (SPREAD * SPREAD));
        for event in events {
            let curve = f64::from(calibration.on_curve(event.confidence)).clamp(0.001, 0.999);
            let share = 1.0 / (1.0 + ((1.0 - curve) / curve) * f64::exp(-shift));
            slope += f64::from(u8::from(event.right)) - share;
            bend -= share * (1.0 - share);
        }
        shift -= slope / bend;
    }
    shift
}

/// The table as `lexicon/english/calibration.toml` has it.
pub fn calibration_file(calibration: &Calibration, sets: &[&str], events: usize) -> String {
    let mut text = format!(
        "# What a raw score of `src/events/confidence.rs` is worth: the share of events that prove right.\n\
         # Written by `chancery eval GOLD… --calibrate FILE`; not to be edited by hand.\n\
         # Fitted on {events} events said of {}.\n\n\
         # raw score, share right; straight lines between the points\ncurve = [\n",
        sets.join(", ")
    );
    for (raw, share) in &calibration.curve {
        let _ = writeln!(text, "    [{raw:?}, {share:?}],");
    }
    text.push_str(
        "]\n\n# Kinds whose odds of being right differ from the curve's, and how many times.\n[kinds]\n",
    );
    for (kind, odds) in &calibration.kinds {
        let _ = writeln!(text, "{kind} = {odds:?}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(groups: &[(&str, f32, usize, usize)]) -> Vec<Judged> {
        let mut judged = Vec::new();
        for &(kind, confidence, right, wrong) in groups {
            for i in 0..right + wrong {
                judged.push(Judged {
                    rule: format!("{kind}/verb"),
                    confidence,
                    type_right: true,
                    right: i < right,
                });
            }
        }
        judged
    }

    #[test]
    fn a_reliability_table_worked_out_by_hand() {
        let found = reliability(&sample(&[("meet", 0.9, 3, 1), ("visit", 0.5, 1, 3)]));
        let found = found.expect("eight events");
        assert_eq!(found.bins.len(), 2);
        assert_eq!(
            (
                found.bins[0].tenth,
                found.bins[0].events,
                found.bins[0].right
            ),
            (5, 4, 1)
        );
        assert_eq!(found.bins[1].share(), 0.75);
        // (3·0.01 + 0.81 + 4·0.25) / 8 and (0.25 + 0.15) / 2
        assert!((found.brier - 0.23).abs() < 1e-6, "{}", found.brier);
        assert!((found.calibration_error - 0.2).abs() < 1e-6);
        assert_eq!(reliability(&[]), None);
    }

    #[test]
    fn the_fit_is_a_rising_curve_and_kinds_are_drawn_towards_it() {
        let judged = sample(&[
            ("a", 0.3, 20, 80),
            // Falls back: pooled with the next.
            ("a", 0.5, 60, 40),
            ("a", 0.6, 40, 60),
            ("a", 0.8, 72, 8),
            ("b", 0.8, 8, 12),
        ]);
        let table = calibrate(&judged);
        assert_eq!(table.curve.len(), 3, "{:?}", table.curve);
        assert!((table.curve[0].1 - 0.2).abs() < 0.01);
        assert_eq!(table.curve[1], (0.55, 0.5));
        assert!((table.curve[2].1 - 0.8).abs() < 0.01);
        // 8 of 20 at a score worth 0.8 is odds of a sixth; twenty events move it only part of the way.
        let b = table.kinds["b"];
        assert!((0.17..0.6).contains(&b), "{b}");
        let text = calibration_file(&table, &["gold"], judged.len());
        assert_eq!(Calibration::from_toml(&text).expect("its own form"), table);
        // Applied, it is right on average.
        let put_right: Vec<Judged> = judged
            .iter()
            .map(|e| Judged {
                confidence: table.share(kind(e), e.confidence),
                ..e.clone()
            })
            .collect();
        let brier = |events: &[Judged]| reliability(events).expect("events").brier;
        assert!(brier(&put_right) < brier(&judged));
    }
}
