//! One sentence: what was said of it against what a person found in it.
//!
//! Every measure counts *different things of the sentence*: a type said three times is one type. What may
//! be said (`optional`, `*`) is neither asked for nor held against.

use super::gold::{Gold, GoldEvent, Wanted};
use super::pairing::{Fate, Pairing, pair};
use super::said::Said;
use super::scores::Tally;
use crate::model::{Plover, Quad};
use crate::ontology::plover_quad;
use compact_str::CompactString;
use std::fmt;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Whether a sentence tells any PLOVER event.
    Event,
    /// The PLOVER types of a sentence.
    Type,
    /// The CAMEO roots, in sentences whose gold has them all.
    Root,
    /// The codes of those who act.
    Source,
    /// The codes of those acted upon.
    Target,
    /// Who did what to whom.
    Triple,
    /// Who and whom, whatever they did.
    Pair,
    /// The quad classes.
    Quad,
    /// Sentences whose triples are right, all of them and no other.
    Sentence,
}

impl Measure {
    /// Every measure, in order.
    pub const ALL: [Measure; 9] = [
        Measure::Event,
        Measure::Type,
        Measure::Root,
        Measure::Source,
        Measure::Target,
        Measure::Triple,
        Measure::Pair,
        Measure::Quad,
        Measure::Sentence,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Measure::Event => "event",
            Measure::Type => "type",
            Measure::Root => "root",
            Measure::Source => "source",
            Measure::Target => "target",
            Measure::Triple => "triple",
            Measure::Pair => "pair",
            Measure::Quad => "quad",
            Measure::Sentence => "sentence",
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Who did what to whom: wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    both: bool,
    source: Wanted,
    types: Vec<Plover>,
    target: Wanted,
}

/// Who did what to whom: said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidUnit {
    source: CompactString,
    plover: Option<Plover>,
    target: CompactString,
}

impl SaidUnit {
    fn mirrored(&self) -> Self {
        SaidUnit {
            source: self.target.clone(),
            plover: self.plover,
            target: self.source.clone(),
        }
    }
}

impl Unit {
    fn fits(&self, said: &SaidUnit, typed: bool) -> bool {
        let of_type = !typed || said.plover.is_some_and(|p| self.types.contains(&p));
        let straight = self.source.takes(&said.source) && self.target.takes(&said.target);
        let crossed =
            self.both && self.source.takes(&said.target) && self.target.takes(&said.source);
        of_type && (straight || crossed)
    }
}

/// An event said, and whether it was right: the sample a reliability table is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The rule that read it.
    pub rule: String,
    /// How sure the program was.
    pub confidence: f32,
    /// Its type is among the gold types of the sentence (for CAMEO 01 and 02: its root is).
    pub type_right: bool,
    /// Type and all parties are right, as far as gold states them.
    pub right: bool,
}

/// What became of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// The sentence's id.
    pub id: String,
    /// The counts of each measure, in the order of [`Measure::ALL`]; all zero where it does not apply.
    pub tallies: [Tally; Measure::ALL.len()],
    /// The counts of each type, by the type's name; several where gold does not tell them apart.
    pub types: Vec<(String, Tally)>,
    /// What was to be said.
    pub wanted: Vec<Unit>,
    /// What was said.
    pub told: Vec<SaidUnit>,
    /// The events said, each judged.
    pub judged: Vec<Judged>,
    /// Whether the triples are right, all of them and no other; true where gold has nothing to compare.
    pub clean: bool,
}

impl Verdict {
    /// The counts of one measure.
    pub fn of(&self, measure: Measure) -> Tally {
        self.tallies[measure as usize]
    }

    fn count(&mut self, measure: Measure, pairing: &Pairing) {
        self.tallies[measure as usize] = Tally::of(pairing);
    }
}

/// Judges one sentence.
pub fn judge(gold: &Gold, said: &[Said]) -> Verdict {
    let mut verdict = Verdict {
        id: gold.document.name().to_string(),
        clean: true,
        ..Verdict::default()
    };
    roots(gold, said, &mut verdict);
    let of_plover = |e: &&GoldEvent| !e.types.is_empty();
    let (may, must): (Vec<&GoldEvent>, Vec<&GoldEvent>) = gold
        .events
        .iter()
        .filter(of_plover)
        .partition(|e| e.optional);
    let told: Vec<&Said> = said.iter().filter(|s| s.plover.is_some()).collect();
    // A sentence of statements and appeals only: PLOVER has nothing to say of it.
    if must.is_empty() && gold.events.iter().any(|e| e.types.is_empty()) {
        return verdict;
    }
    if !must.is_empty() || may.is_empty() {
        let (wanted, said) = (usize::from(!must.is_empty()), usize::from(!told.is_empty()));
        verdict.tallies[Measure::Event as usize] = Tally {
            found: wanted * said,
            gold: wanted,
            right: wanted * said,
            said,
        };
    }
    types(&must, &may, &told, &mut verdict);
    parties(&must, &may, &told, &mut verdict);
    triples(&must, &may, &told, &mut verdict);
    verdict
}

fn once<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// CAMEO roots, where every event that must be said has one; rules without a PLOVER type are judged by them.
fn roots(gold: &Gold, said: &[Said], verdict: &mut Verdict) {
    let known = |e: &GoldEvent| e.optional || e.root.is_some();
    if gold.events.is_empty() || !gold.events.iter().all(known) {
        return;
    }
    let of = |optional: bool| {
        let events = gold.events.iter().filter(move |e| e.optional == optional);
        once(events.filter_map(|e| e.root.as_deref()))
    };
    let (must, may) = (of(false), of(true));
    let told = once(said.iter().map(|s| s.cameo.root()));
    let pairing = pair(&must, &may, &told, |w, s| w == s);
    verdict.count(Measure::Root, &pairing);
    for event in said.iter().filter(|s| s.plover.is_none()) {
        let right = must.contains(&event.cameo.root()) || may.contains(&event.cameo.root());
        verdict.judged.push(Judged {
            rule: event.rule.clone(),
            confidence: event.confidence,
            type_right: right,
            right,
        });
    }
}

/// Types and quad classes.
fn types(must: &[&GoldEvent], may: &[&GoldEvent], told: &[&Said], verdict: &mut Verdict) {
    let accepted = |events: &[&GoldEvent]| once(events.iter().map(|e| e.accepted.clone()));
    let (wanted, excused) = (accepted(must), accepted(may));
    let said: Vec<Plover> = once(told.iter().filter_map(|s| s.plover));
    let pairing = pair(&wanted, &excused, &said, |w, s| w.contains(s));
    verdict.count(Measure::Type, &pairing);
    for (types, found) in wanted.iter().zip(&pairing.wanted) {
        // Named after the event's own type, not after what else would do.
        let own = must.iter().find(|e| e.accepted == *types);
        let own = own.map_or(&types[..], |e| &e.types[..]);
        let tally = Tally {
            found: usize::from(found.is_some()),
            gold: 1,
            ..Tally::default()
        };
        verdict.types.push((names(own, " or "), tally));
    }
    for (plover, fate) in said.iter().zip(&pairing.said) {
        if *fate != Fate::Excused {
            let tally = Tally {
                right: usize::from(matches!(fate, Fate::Right(_))),
                said: 1,
                ..Tally::default()
            };
            verdict.types.push((plover.to_string(), tally));
        }
    }
    let quads = |types: &Vec<Plover>| -> Vec<Quad> { once(types.iter().map(|t| plover_quad(*t))) };
    let sorted = |types| {
        let mut quads = quads(types);
        quads.sort();
        quads
    };
    let pairing = pair(
        &once(wanted.iter().map(sorted)),
        &excused.iter().map(sorted).collect::<Vec<_>>(),
        &once(said.iter().map(|t| plover_quad(*t))),
        |w, s| w.contains(s),
    );
    verdict.count(Measure::Quad, &pairing);
}

/// The codes of each side. Both parties of a reciprocal event stand on both sides.
fn parties(must: &[&GoldEvent], may: &[&GoldEvent], told: &[&Said], verdict: &mut Verdict) {
    let events = || must.iter().chain(may);
    let mutual: Vec<&Wanted> = events()
        .filter(|e| e.reciprocal)
        .flat_map(|e| e.source.iter().chain(&e.target))
        .collect();
    let is_mutual = |code: &&CompactString| mutual.iter().any(|w| w.names(code));
    for measure in [Measure::Source, Measure::Target] {
        let sides = |e: &'_ GoldEvent| -> Vec<Wanted> {
            let (own, other) = match measure {
                Measure::Source => (&e.source, &e.target),
                _ => (&e.target, &e.source),
            };
            let other = other.iter().filter(|_| e.reciprocal);
            once(own.iter().chain(other).cloned())
        };
        let open = |optional: bool, wanted: &Wanted| optional || wanted.any;
        let of = |asked: bool| {
            let all = events().flat_map(|e| {
                let fits = move |w: &Wanted| open(e.optional, w) != asked;
                sides(e).into_iter().filter(fits)
            });
            once(all.collect::<Vec<_>>())
        };
        let own = told.iter().flat_map(|s| match measure {
            Measure::Source => &s.source,
            _ => &s.target,
        });
        let other = told.iter().flat_map(|s| match measure {
            Measure::Source => &s.target,
            _ => &s.source,
        });
        let said = once(own.chain(other.filter(is_mutual)));
        let pairing = pair(&of(true), &of(false), &said, |w, s| w.takes(s));
        verdict.count(measure, &pairing);
    }
}

/// Who did what to whom; compound parties pair by pair.
fn triples(must: &[&GoldEvent], may: &[&GoldEvent], told: &[&Said], verdict: &mut Verdict) {
    let wanted = once(must.iter().flat_map(|e| units(e)));
    let excused = once(may.iter().flat_map(|e| units(e)));
    for event in told {
        let own = said_units(event);
        let among = |s: &SaidUnit| wanted.iter().chain(&excused).any(|w| w.fits(s, true));
        verdict.judged.push(Judged {
            rule: event.rule.clone(),
            confidence: event.confidence,
            type_right: must
                .iter()
                .chain(may)
                .any(|e| event.plover.is_some_and(|p| e.accepted.contains(&p))),
            right: own.iter().all(among),
        });
    }
    let said = once(told.iter().flat_map(|s| said_units(s)));
    for (measure, typed) in [(Measure::Triple, true), (Measure::Pair, false)] {
        let bare = |units: &[Unit]| match typed {
            true => units.to_vec(),
            false => once(units.iter().map(|u| Unit {
                types: Vec::new(),
                ..u.clone()
            })),
        };
        let said = match typed {
            true => said.clone(),
            false => once(said.iter().map(|s| SaidUnit {
                plover: None,
                ..s.clone()
            })),
        };
        let (wanted, excused) = (bare(&wanted), bare(&excused));
        // "A met B" and "B met A" say one meeting.
        let meets = |s: &SaidUnit| {
            let mut all = wanted.iter().chain(&excused);
            all.any(|w| w.both && w.fits(s, typed))
        };
        let mut kept: Vec<SaidUnit> = Vec::new();
        for unit in said {
            let mirrored = unit.mirrored();
            if !(mirrored != unit && kept.contains(&mirrored) && meets(&unit)) {
                kept.push(unit);
            }
        }
        let pairing = pair(&wanted, &excused, &kept, |w, s| w.fits(s, typed));
        verdict.count(measure, &pairing);
        if typed {
            verdict.clean = pairing.is_clean();
            let clean = usize::from(verdict.clean);
            verdict.tallies[Measure::Sentence as usize] = Tally {
                found: clean,
                gold: 1,
                right: clean,
                said: 1,
            };
        }
    }
    (verdict.wanted, verdict.told) = (wanted, said);
}

fn units(event: &GoldEvent) -> Vec<Unit> {
    let unit = |both, source: &Wanted, target: &Wanted| Unit {
        both,
        source: source.clone(),
        types: event.accepted.clone(),
        target: target.clone(),
    };
    if event.reciprocal {
        let all = once(event.source.iter().chain(&event.target));
        if let [one] = all.as_slice() {
            return vec![unit(true, one, one)];
        }
        let pairs = (0..all.len()).flat_map(|a| (a + 1..all.len()).map(move |b| (a, b)));
        return pairs.map(|(a, b)| unit(true, all[a], all[b])).collect();
    }
    let nobody = [Wanted::nobody()];
    let mut all = Vec::new();
    for source in or(&event.source, &nobody) {
        for target in or(&event.target, &nobody) {
            all.push(unit(false, source, target));
        }
    }
    all
}

fn said_units(event: &Said) -> Vec<SaidUnit> {
    let nobody = [CompactString::default()];
    let mut all = Vec::new();
    for source in or(&event.source, &nobody) {
        for target in or(&event.target, &nobody) {
            all.push(SaidUnit {
                source: source.clone(),
                plover: event.plover,
                target: target.clone(),
            });
        }
    }
    all
}

/// A side, or who stands for an empty one.
fn or<'s, T>(side: &'s [T], nobody: &'s [T]) -> &'s [T] {
    if side.is_empty() { nobody } else { side }
}

fn names(types: &[Plover], between: &str) -> String {
    let names: Vec<&str> = types.iter().map(|t| t.as_str()).collect();
    names.join(between)
}

/// `NOR AGREE SWE`, the parties' alternatives with `|`, `-` for nobody.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = |w: &Wanted| {
            let stars = w.any.then_some("*").into_iter();
            let codes = w.codes.iter().map(|c| or_dash(c));
            codes.chain(stars).collect::<Vec<_>>().join("|")
        };
        let types = names(&self.types, "|");
        let (source, target) = (who(&self.source), who(&self.target));
        write!(f, "{source} {types} {target}")
    }
}

impl fmt::Display for SaidUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plover = self.plover.map_or("-", Plover::as_str);
        write!(
            f,
            "{} {plover} {}",
            or_dash(&self.source),
            or_dash(&self.target)
        )
    }
}

fn or_dash(code: &str) -> &str {
    if code.is_empty() { "-" } else { code }
}
