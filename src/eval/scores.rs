//! Sentences added up: measures, types, rules, and the sample that says what `confidence` is worth.

use super::pairing::{Fate, Pairing};
use super::verdict::{Judged, Measure, Verdict};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Counts of one measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Wanted things that were said.
    pub found: usize,
    /// Things wanted.
    pub gold: usize,
    /// Said things that were wanted.
    pub right: usize,
    /// Things said, those left out that may be said and need not be.
    pub said: usize,
}

impl Tally {
    pub(super) fn of(pairing: &Pairing) -> Self {
        let right = |fate: &&Fate| matches!(fate, Fate::Right(_));
        Tally {
            found: pairing.wanted.iter().flatten().count(),
            gold: pairing.wanted.len(),
            right: pairing.said.iter().filter(right).count(),
            said: pairing.said.iter().filter(|f| **f != Fate::Excused).count(),
        }
    }

    /// Share of what was said that was wanted; none when nothing was said.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.said)
    }

    /// Share of what was wanted that was said; none when nothing was wanted.
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.gold)
    }

    /// Harmonic mean of the two; zero when one of them is, or there is none of one.
    ///
    /// ```
    /// use chancery::eval::Tally;
    /// let tally = Tally { found: 3, gold: 4, right: 3, said: 6 };
    /// assert_eq!((tally.precision(), tally.recall(), tally.f1()), (Some(0.5), Some(0.75), 0.6));
    /// ```
    pub fn f1(&self) -> f64 {
        match (self.precision(), self.recall()) {
            (Some(p), Some(r)) if p + r > 0.0 => 2.0 * p * r / (p + r),
            _ => 0.0,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.found += other.found;
        self.gold += other.gold;
        self.right += other.right;
        self.said += other.said;
    }
}

/// A share, `None` of nothing.
fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

/// How one rule did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleTally {
    /// Times it gave an event.
    pub fired: usize,
    /// Times the event's type was among the gold types of the sentence.
    pub type_right: usize,
    /// Times type and parties were right.
    pub right: usize,
}

impl RuleTally {
    /// Share of the times whose type was right.
    pub fn share(&self) -> Option<f64> {
        share(self.type_right, self.fired)
    }
}

/// Verdicts added up.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// Sentences judged.
    pub sentences: usize,
    measures: [Tally; Measure::ALL.len()],
    types: BTreeMap<String, Tally>,
    /// Rules by name.
    pub rules: BTreeMap<String, RuleTally>,
    /// Every event said where gold can tell whether it is right.
    pub judged: Vec<Judged>,
}

impl Scores {
    /// Adds a sentence.
    pub fn add(&mut self, verdict: &Verdict) {
        self.sentences += 1;
        for (sum, tally) in self.measures.iter_mut().zip(&verdict.tallies) {
            *sum += *tally;
        }
        for (name, tally) in &verdict.types {
            *self.types.entry(name.clone()).or_default() += *tally;
        }
        for event in &verdict.judged {
            let rule = self.rules.entry(event.rule.clone()).or_default();
            rule.fired += 1;
            rule.type_right += usize::from(event.type_right);
            rule.right += usize::from(event.right);
        }
        self.judged.extend_from_slice(&verdict.judged);
    }

    /// The sum of one measure.
    pub fn of(&self, measure: Measure) -> Tally {
        self.measures[measure as usize]
    }

    /// The types, by name. Where gold says "one or the other" (`YIELD`), the two share a line: their own
    /// lines would say that one of them is never right.
    pub fn types(&self) -> BTreeMap<String, Tally> {
        let mut types = self.types.clone();
        let shared: Vec<String> = types
            .keys()
            .filter(|k| k.contains(" or "))
            .cloned()
            .collect();
        for name in shared {
            for one in name.split(" or ") {
                if let Some(tally) = types.remove(one)
                    && let Some(sum) = types.get_mut(&name)
                {
                    *sum += tally;
                }
            }
        }
        types
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{GoldSet, Said, judge};
    use crate::model::Cameo;
    use crate::ontology;

    /// `NOR+SWE 040 FIN` → an event said.
    fn said(text: &str) -> Said {
        let mut words = text.split(' ');
        let mut next = || words.next().unwrap_or_default();
        let codes = |word: &str| {
            let codes = word.split('+').filter(|c| *c != "-");
            codes.map(ontology::comparable).collect()
        };
        let (source, cameo, target) = (codes(next()), next().to_owned(), codes(next()));
        Said {
            rule: format!("{cameo}/verb"),
            plover: ontology::code(&cameo).and_then(|c| c.plover),
            cameo: Cameo::new(cameo),
            source,
            target,
            confidence: 0.5,
        }
    }

    /// Gold of one sentence in short: `NOR+SWE CONSULT FIN`, `<>` before it for reciprocal, `?` for optional.
    fn gold(events: &[&str]) -> GoldSet {
        let event = |text: &&str| {
            let (both, text) = match text.strip_prefix("<>") {
                Some(rest) => (true, rest),
                None => (false, *text),
            };
            let (optional, text) = match text.strip_prefix('?') {
                Some(rest) => (true, rest),
                None => (false, text),
            };
            let words: Vec<&str> = text.split(' ').collect();
            let side = |word: &str| -> Vec<String> {
                let codes = word.split('+').filter(|c| *c != "-");
                codes.map(str::to_owned).collect()
            };
            let (plover, root) = match words[1].parse::<u8>() {
                Ok(_) => (None, Some(words[1])),
                Err(_) => (Some(words[1]), words.get(3).copied()),
            };
            serde_json::json!({"plover": plover, "cameo_root": root, "source": side(words[0]),
                "target": side(words[2]), "reciprocal": both, "optional": optional})
        };
        let events: Vec<_> = events.iter().map(event).collect();
        let line = serde_json::json!({"id": "a", "text": "T.", "events": events}).to_string();
        let (set, faults) = GoldSet::from_text("g", "g", &line, None);
        assert!(faults.is_empty(), "{faults:?}");
        set
    }

    fn score(sentences: &[(&[&str], &[&str])]) -> Scores {
        let mut scores = Scores::default();
        for (wanted, told) in sentences {
            let told: Vec<Said> = told.iter().map(|t| said(t)).collect();
            scores.add(&judge(&gold(wanted).sentences[0], &told));
        }
        scores
    }

    /// found, gold, right, said
    fn counts(scores: &Scores, measure: Measure) -> [usize; 4] {
        let t = scores.of(measure);
        [t.found, t.gold, t.right, t.said]
    }

    #[test]
    fn a_small_set_gives_the_numbers_worked_out_by_hand() {
        use Measure::*;
        // Four sentences: all right; right type, wrong target; two said of which one is wanted; one missed.
        let scores = score(&[
            (&["NOR SUPPORT FJI 05"], &["NOR 054 FJI"]),
            (&["PER AID CHL 07"], &["PER 070 BOL"]),
            (&["KEN ACCUSE UGA 11"], &["KEN 112 UGA", "KEN 163 UGA"]),
            (&["<>TON+WSM CONSULT TON+WSM 04"], &[]),
        ]);
        for (measure, want) in [
            (Event, [3, 4, 3, 3]),
            (Type, [3, 4, 3, 4]),
            (Root, [3, 4, 3, 4]),
            // NOR PER KEN of NOR PER KEN TON WSM
            (Source, [3, 5, 3, 3]),
            // FJI UGA of FJI CHL UGA TON WSM; BOL is wrong
            (Target, [2, 5, 2, 3]),
            (Triple, [2, 4, 2, 4]),
            // "KEN UGA" is one pair, whatever the type
            (Pair, [2, 4, 2, 3]),
            (Quad, [3, 4, 3, 4]),
            (Sentence, [1, 4, 1, 4]),
        ] {
            assert_eq!(counts(&scores, measure), want, "{measure}");
        }
        let type_ = scores.of(Type);
        assert_eq!(
            (type_.precision(), type_.recall()),
            (Some(0.75), Some(0.75))
        );
        assert_eq!(scores.of(Triple).f1(), 0.5);
        let types = scores.types();
        assert_eq!(types["COERCE"].precision(), Some(0.0));
        assert_eq!(types["COERCE"].recall(), None);
        assert_eq!(types["CONSULT"].recall(), Some(0.0));
        assert_eq!(types["ACCUSE"].f1(), 1.0);
        let all = types.values().fold(Tally::default(), |mut sum, t| {
            sum += *t;
            sum
        });
        assert_eq!(all, type_, "the types add up to the measure");
        let rule = |cameo: &str| scores.rules[&format!("{cameo}/verb")];
        assert_eq!(rule("070").share(), Some(1.0));
        assert_eq!((rule("070").fired, rule("070").right), (1, 0));
        assert_eq!(rule("163").share(), Some(0.0));
    }

    #[test]
    fn a_meeting_is_one_meeting_either_way_round() {
        let met: &[&str] = &["<>USA+RUS CONSULT USA+RUS"];
        for told in [&["RUS 040 USA"][..], &["RUS 040 USA", "USA 040 RUS"]] {
            let scores = score(&[(met, told)]);
            assert_eq!(counts(&scores, Measure::Triple), [1, 1, 1, 1], "{told:?}");
            assert_eq!(counts(&scores, Measure::Source), [2, 2, 2, 2], "{told:?}");
        }
        // Without `reciprocal` the order counts.
        let scores = score(&[(&["USA CONSULT RUS"], &["RUS 040 USA"])]);
        assert_eq!(counts(&scores, Measure::Triple), [0, 1, 0, 1]);
        assert_eq!(counts(&scores, Measure::Type), [1, 1, 1, 1]);
    }

    #[test]
    fn what_gold_leaves_open_is_not_held_against_anybody() {
        use Measure::*;
        for (wanted, told, measure, want) in [
            // anybody
            (
                &["USA AID *"][..],
                &["USA 070 KEN"][..],
                Triple,
                [1, 1, 1, 1],
            ),
            (&["USA AID *"], &["USA 070 KEN"], Target, [0, 0, 0, 0]),
            // either
            (
                &["USA ASSAULT IMG|IRQ"],
                &["USA 190 IRQ"],
                Triple,
                [1, 1, 1, 1],
            ),
            // optional: neither credit nor blame
            (
                &["USA ASSAULT IRQ", "?USA ACCUSE IRQ"],
                &["USA 190 IRQ", "USA 112 IRQ"],
                Type,
                [1, 1, 1, 1],
            ),
            // nobody
            (&["GEO RETREAT -"], &["GEO 0871 -"], Triple, [1, 1, 1, 1]),
            (&["GEO RETREAT -"], &["GEO 0871 RUS"], Triple, [0, 1, 0, 1]),
            // YIELD is either type
            (&["ISR YIELD PSE"], &["ISR 0841 PSE"], Type, [1, 1, 1, 1]),
            (&["ISR YIELD PSE"], &["ISR 081 PSE"], Type, [1, 1, 1, 1]),
            // statements and appeals count for the root alone
            (&["USA 01 RUS"], &["USA 010 RUS"], Root, [1, 1, 1, 1]),
            (&["USA 01 RUS"], &["USA 112 RUS"], Type, [0, 0, 0, 0]),
            (&[], &["USA 010 RUS"], Event, [0, 0, 0, 0]),
            (&[], &["USA 112 RUS"], Event, [0, 0, 0, 1]),
        ] {
            let scores = score(&[(wanted, told)]);
            assert_eq!(
                counts(&scores, measure),
                want,
                "{wanted:?} {told:?} {measure}"
            );
        }
    }

    #[test]
    fn types_that_gold_does_not_tell_apart_share_a_line() {
        let scores = score(&[
            (&["ISR YIELD PSE"], &["ISR 0841 PSE"]),
            (&["NOR AID FJI"], &["NOR 081 FJI"]),
        ]);
        let types = scores.types();
        assert_eq!(types.len(), 2, "{types:?}");
        let both = types["CONCEDE or RETREAT"];
        assert_eq!((both.found, both.gold, both.right, both.said), (1, 1, 1, 2));
    }
}
