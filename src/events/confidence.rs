//! How sure an event is: the raw score, and the share of events of that score that prove right.
//!
//! The raw score is a product of doubts, all of them here: how exact the frame is, how the parties came to
//! their roles, how they are named, whether the event is told or only spoken of. Doubts multiply, but their product is no probability; what it is worth
//! is measured on gold sentences and stands in `lexicon/english/calibration.toml`, written by
//! `chancery eval GOLD… --calibrate FILE`: a rising curve from raw score to share right, and for kinds of
//! event that do better or worse than their score says, by how much their odds differ.

use super::matching::Match;
use super::scene::Scene;
use crate::error::{Complaint, Error, Result};
use crate::lexicon::frame::Frame;
use crate::model::How;
use compact_str::CompactString;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the curve stands.
pub const CALIBRATION: &str = "english/calibration.toml";

/// Raw score of a frame that gives none of its own.
const FRAME: f32 = 0.9;

/// The trigger is a noun: "the attack on …" may be anybody's, and need not have taken place.
const NOUN: f32 = 0.9;

/// The trigger is all the frame asks for: most verbs have a second meaning.
const BARE: f32 = 0.85;

/// One party only: half of such events have lost the other.
const ONE_SIDED: f32 = 0.5;

/// Spoken of in passing as a thing ("since the attack on …"): often not what the sentence tells.
const PRESUPPOSED: f32 = 0.5;

/// The one who acts is named as the owner of the subject: "Israeli jets struck …".
pub(super) const OWNER: f32 = 0.85;

/// The subject is that of a verb before: "Peru thanked Fiji and praised Tonga".
pub(super) const INHERITED: f32 = 0.95;

/// The one acted upon stands inside the phrase that fills the slot: "the economy of Fiji".
pub(super) const INSIDE: f32 = 0.9;

/// Who does the noun is the subject of the verb above it.
pub(super) const BORROWED: f32 = 0.85;

/// The one acted upon stands in the clause that the verb governs.
pub(super) const GOVERNED: f32 = 0.85;

/// A party stands in none of the slots the frame names.
pub(super) const UNSLOTTED: f32 = 0.8;

/// The one acted upon comes from a sentence before; multiplied with the finished share, since gold sentences
/// stand alone and cannot say what this is worth.
pub(super) const PARTNER: f32 = 0.6;

/// Who acts is taken to be the authorities of the place.
pub(super) const ENFORCED: f32 = 0.7;

/// The raw score of a match.
pub(super) fn raw(scene: &Scene, frame: &Frame, m: &Match, presupposed: bool) -> f32 {
    let parties = m.source.iter().chain(&m.target);
    let naming = parties.map(|&i| naming(scene.mentions[i].how));
    let doubt = |holds: bool, factor: f32| if holds { factor } else { 1.0 };
    let doubts = [
        frame.confidence.unwrap_or(FRAME),
        m.certainty,
        naming.fold(1.0, f32::min),
        doubt(m.nominal, NOUN),
        doubt(m.words.len() < 2, BARE),
        doubt(m.sides() < 2, ONE_SIDED),
        doubt(presupposed, PRESUPPOSED),
    ];
    doubts.into_iter().product()
}

/// How much a way of naming takes off.
fn naming(how: How) -> f32 {
    match how {
        How::Name | How::Title => 1.0,
        How::Metonym => 0.97,
        How::Adjective => 0.95,
        How::Description => 0.75,
        How::Pronoun => 0.8,
    }
}

/// From raw score to share right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calibration {
    /// Raw score and share right, both rising; empty: the raw score as it is.
    pub curve: Vec<(f32, f32)>,
    /// Kind → by how much its odds of being right differ from the curve's.
    pub kinds: BTreeMap<CompactString, f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    curve: Vec<[f32; 2]>,
    #[serde(default)]
    kinds: BTreeMap<CompactString, f32>,
}

impl Calibration {
    /// Reads the table; an empty text leaves raw scores as they are.
    ///
    /// # Errors
    ///
    /// Fails on TOML that is not of its form, on shares outside 0 to 1, and on a curve that falls.
    pub fn from_toml(text: &str) -> Result<Self> {
        let fault = |offset, problem: String| {
            let file = format!("lexicon/{CALIBRATION}");
            Error::Lexicon(Complaint::at(&file, text, offset, problem))
        };
        let file: File = toml::from_str(text)
            .map_err(|e| fault(e.span().map_or(0, |s| s.start), e.message().to_owned()))?;
        let curve: Vec<(f32, f32)> = file
            .curve
            .iter()
            .map(|[raw, share]| (*raw, *share))
            .collect();
        let at = |word: &str| text.find(word).unwrap_or(0);
        if let Some(wrong) = file
            .curve
            .iter()
            .flatten()
            .find(|v| !(0.0..=1.0).contains(*v))
        {
            return Err(fault(
                at("curve"),
                format!("`{wrong}` does not lie between 0 and 1"),
            ));
        }
        if let Some(w) = curve
            .windows(2)
            .find(|w| w[0].0 >= w[1].0 || w[0].1 > w[1].1)
        {
            let problem = format!("the curve falls after `{}`", w[0].0);
            return Err(fault(at("curve"), problem));
        }
        if let Some((kind, odds)) = file
            .kinds
            .iter()
            .find(|(_, o)| !(**o > 0.0 && o.is_finite()))
        {
            return Err(fault(
                at(kind),
                format!("odds of `{kind}` are `{odds}`, not above 0"),
            ));
        }
        Ok(Calibration {
            curve,
            kinds: file.kinds,
        })
    }

    /// The share of events of this kind and raw score that prove right, to two decimals.
    pub fn share(&self, kind: &str, raw: f32) -> f32 {
        let share = self.on_curve(raw);
        let odds = self.kinds.get(kind).copied().unwrap_or(1.0);
        // Odds, not shares, are multiplied: the answer stays between 0 and 1.
        let share = share * odds / (share * odds + 1.0 - share);
        (share.clamp(0.01, 0.99) * 100.0).round() / 100.0
    }

    /// Linear between the points of the curve, level beyond its ends.
    pub fn on_curve(&self, raw: f32) -> f32 {
        let above = self.curve.partition_point(|(r, _)| *r < raw);
        match (
            above.checked_sub(1).map(|i| self.curve[i]),
            self.curve.get(above),
        ) {
            (Some((r0, s0)), Some((r1, s1))) => s0 + (s1 - s0) * (raw - r0) / (r1 - r0),
            (Some((_, share)), None) | (None, Some(&(_, share))) => share,
            (None, None) => raw,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_lie_on_the_curve_and_kinds_move_them() {
        let table = "curve = [[0.5, 0.2], [0.7, 0.6]]\n[kinds]\nmeet = 2.0\n";
        let calibration = Calibration::from_toml(table).expect("a table");
        for (kind, raw, want) in [
            ("visit", 0.3, 0.2),
            ("visit", 0.6, 0.4),
            ("visit", 0.9, 0.6),
            // odds 0.6 : 0.4 doubled are 0.75 : 0.25
            ("meet", 0.9, 0.75),
        ] {
            assert_eq!(calibration.share(kind, raw), want, "{kind} {raw}");
        }
        assert_eq!(Calibration::default().share("meet", 0.81), 0.81);
    }

    #[test]
    fn a_faulty_table_is_told_by_line() {
        for (table, want) in [
            ("curve = [[0.5, 1.2]]", "does not lie between 0 and 1"),
            (
                "\ncurve = [[0.5, 0.6], [0.7, 0.5]]",
                "toml:2:1: the curve falls after `0.5`",
            ),
            ("[kinds]\nmeet = 0", "toml:2:1: odds of `meet`"),
            ("curves = []", "unknown field"),
        ] {
            let told = Calibration::from_toml(table).expect_err(want).to_string();
            assert!(told.contains(want), "{told}");
        }
    }

    #[test]
    fn the_table_of_the_lexicon_is_read() {
        let text = include_str!("../../lexicon/english/calibration.toml");
        assert!(Calibration::from_toml(text).is_ok());
    }
}
