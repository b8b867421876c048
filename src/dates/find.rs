//! Runs the rules over a sentence, longest match first.

use super::anchor::Anchor;
use super::aside;
use super::atoms::{Atom, atoms};
use super::meaning::Make;
use super::pattern::{Pattern, Slots, View};
use super::rules::{Rule, Rules};
use crate::model::{Date, DateExpr, Span, TimexType};
use crate::text::Sentence;
use std::ops::Range;

/// Where the date expressions of a sentence stand, before anybody knows what they mean.
///
/// Holds for the sentence it was made of, parsed or not.
pub struct Spotted<'r> {
    pub(super) atoms: Vec<Atom>,
    pub(super) found: Vec<Found<'r>>,
}

impl Spotted<'_> {
    /// The tokens of each expression, in order.
    pub fn tokens(&self) -> Vec<Range<usize>> {
        let range = |f: &Found| self.atoms[f.start].token..self.atoms[f.end - 1].token + 1;
        self.found.iter().map(range).collect()
    }
}

/// One match, before it is resolved.
pub(super) struct Found<'r> {
    pub(super) rule: &'r Rule,
    pub(super) slots: Slots,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Rules {
    /// Every date expression of a sentence, in order and not overlapping.
    ///
    /// `sentence` may be tagged and parsed or only tokenised: without a tree bare weekdays and dates
    /// without a year are taken to lie near publication. Sentences must come in reading order, as
    /// `anchor` carries what they say to the next.
    pub fn find(&self, text: &str, sentence: &Sentence, anchor: &mut Anchor) -> Vec<DateExpr> {
        self.read(text, sentence, &self.spot(text, sentence), anchor)
    }

    /// Where date expressions stand; the sentence need not be parsed.
    pub fn spot(&self, text: &str, sentence: &Sentence) -> Spotted<'_> {
        let atoms = atoms(text, sentence, &self.words);
        let found = self.matches(View {
            atoms: &atoms,
            sentence,
            words: &self.words,
        });
        Spotted { atoms, found }
    }

    /// The tokens of spotted dates that stand between a verb and its arguments without belonging to a noun:
    /// a tree is built better without them (see [`crate::text::English::parse_around`]).
    pub fn asides(&self, sentence: &Sentence, spotted: &Spotted) -> Vec<Range<usize>> {
        let mut asides: Vec<Range<usize>> = Vec::new();
        for found in &spotted.found {
            if !matches!(found.rule.kind, TimexType::Date | TimexType::Time) {
                continue;
            }
            let (first, last) = (&spotted.atoms[found.start], &spotted.atoms[found.end - 1]);
            let start = asides.last().map_or(0, |a| a.end);
            let aside = aside::extent(sentence, first.token..last.token + 1, start);
            asides.extend(aside);
        }
        asides
    }

    fn matches<'r>(&'r self, view: View) -> Vec<Found<'r>> {
        let open = self.gate.open(&self.words, view.atoms);
        let mut found: Vec<Found> = Vec::new();
        let mut rules = Vec::new();
        let mut at = 0;
        while at < view.atoms.len() {
            let mut best: Option<Found> = None;
            self.starts
                .at(&view.atoms[at], &self.words, &open, &mut rules);
            for rule in rules.iter().map(|i| &self.rules[*i]) {
                let longer = |end: usize| best.as_ref().is_none_or(|b| end > b.end);
                if let Some((end, slots)) = rule.pattern.longest(view, at)
                    && longer(end)
                    && allowed(rule, view, at, end)
                    && (rule.make != Make::FromDate || self.dated(view, end, &open))
                {
                    best = Some(Found {
                        rule,
                        slots,
                        start: at,
                        end,
                    });
                }
            }
            match best {
                Some(one) => {
                    at = one.end;
                    found.push(one);
                }
                None => at += 1,
            }
        }
        // A rule that only keeps others away gives nothing itself.
        found.retain(|f| f.rule.make != Make::Nothing);
        found
    }

    /// Whether a date begins at an atom.
    fn dated(&self, view: View, at: usize, open: &[bool]) -> bool {
        let Some(atom) = view.atoms.get(at) else {
            return false;
        };
        let mut rules = Vec::new();
        self.starts.at(atom, &self.words, open, &mut rules);
        rules.into_iter().map(|i| &self.rules[i]).any(|rule| {
            let date = rule.kind == TimexType::Date
                && !matches!(rule.make, Make::FromDate | Make::Nothing | Make::Ref);
            let end = || rule.pattern.longest(view, at).map(|(end, _)| end);
            date && end().is_some_and(|end| allowed(rule, view, at, end))
        })
    }
}

fn allowed(rule: &Rule, view: View, start: usize, end: usize) -> bool {
    let after = |p: &Pattern| p.ends_at(view, start);
    let before = |p: &Pattern| p.longest(view, end).is_some();
    (rule.only_after.is_empty() || rule.only_after.iter().any(after))
        && (rule.only_before.is_empty() || rule.only_before.iter().any(before))
        && !rule.unless_after.iter().any(after)
        && !rule.unless_before.iter().any(before)
}

/// For the checker: the expressions of a text of one sentence.
pub(super) fn in_text(rules: &Rules, text: &str, published: Option<Date>) -> Vec<DateExpr> {
    let mut sentence = crate::text::tokenise(text, Span::new(0, text.len()), true);
    if let Ok(english) = crate::text::English::builtin() {
        english.tag(&mut sentence);
        english.lemmatise(&mut sentence);
        english.parse(&mut sentence);
    }
    rules.find(text, &sentence, &mut Anchor::new(published))
}
