//! From matches to date expressions: neighbours that are one expression, what they mean, what is carried on.

use super::anchor::{Anchor, FRESH, LONGEST_LEAD, OPENING};
use super::find::{Found, Spotted};
use super::meaning::{Context, Make, Meaning, Rests, from_date, make};
use super::pattern::{Slots, Value, View};
use super::place::place;
use super::rules::Rules;
use super::tense::{self, Tense};
use crate::model::{Basis, DateExpr, Days, Precision, Span, TimexType, When};
use crate::text::{Sentence, Tag, Upos};

/// What became of a match: its meaning, its type, the atom it ends at, how many matches it took.
struct Made {
    meaning: Meaning,
    kind: TimexType,
    end: usize,
    taken: usize,
}

impl Rules {
    /// [`Rules::find`] for a sentence that was spotted before it was parsed.
    pub fn read(
        &self,
        text: &str,
        sentence: &Sentence,
        spotted: &Spotted,
        anchor: &mut Anchor,
    ) -> Vec<DateExpr> {
        anchor.carried = match (sentence.opens_paragraph, anchor.next.take()) {
            (false, Some(when)) => Some(when),
            _ => None,
        };
        anchor.sentences += 1;
        let view = View {
            atoms: &spotted.atoms,
            sentence,
            words: &self.words,
        };
        let mut found = spotted.found.as_slice();
        let mut exprs: Vec<DateExpr> = Vec::new();
        // The atoms of the last expression, for ranges.
        let mut last: Option<(usize, usize)> = None;
        while let Some(one) = found.first() {
            let made = self.made(view, found, anchor);
            found = &found[made.as_ref().map_or(1, |m| m.taken)..];
            let Some(Made {
                meaning, kind, end, ..
            }) = made
            else {
                continue;
            };
            let expr = self.expression(text, view, (one, end), kind, meaning, anchor);
            let spans = |(from, to)| self.is_range(view, from, to, one.start);
            if last.is_some_and(spans)
                && let Some(first) = exprs.last_mut()
                && let Some(when) = from_to(first, &expr)
            {
                first.when = when;
                first.dates_events = true;
                exprs.push(DateExpr {
                    dates_events: false,
                    ..expr
                });
            } else {
                exprs.push(expr);
            }
            last = Some((one.start, end));
        }
        self.carry(sentence, &exprs, anchor);
        exprs
    }

    /// What the first of the matches means, with those after it that belong to it.
    fn made(&self, view: View, found: &[Found], anchor: &Anchor) -> Option<Made> {
        let one = found.first()?;
        let two = found.get(1);
        if one.rule.make == Make::FromDate {
            // "two days before Christmas"
            let two = two.filter(|two| two.start == one.end)?;
            let meaning = from_date(&slots(one), &self.meaning(view, two, one.start, anchor)?)?;
            return Some(Made {
                meaning,
                kind: TimexType::Date,
                end: two.end,
                taken: 2,
            });
        }
        // "Friday evening", "10 p.m. on Wednesday": a time and the date beside it are one.
        if let Some(two) = two.filter(|two| self.joins(view, one, two)) {
            let (date, time) = if one.rule.kind == TimexType::Time {
                (two, one)
            } else {
                (one, two)
            };
            let date = self.meaning(view, date, one.start, anchor)?;
            let time = self.meaning(view, time, one.start, anchor)?;
            return Some(Made {
                meaning: join(date, &time),
                kind: TimexType::Time,
                end: two.end,
                taken: 2,
            });
        }
        if one.rule.beside {
            return None;
        }
        Some(Made {
            meaning: self.meaning(view, one, one.start, anchor)?,
            kind: one.rule.kind,
            end: one.end,
            taken: 1,
        })
    }

    /// Whether two neighbours are a date and a time of that day.
    fn joins(&self, view: View, one: &Found, two: &Found) -> bool {
        let kinds = (one.rule.kind, two.rule.kind);
        let of_days = |f: &Found| {
            let unit = |slots: &Slots| slots.iter().any(|(_, v)| *v == Value::Sign("D".into()));
            f.rule.make == Make::Shift && (unit(&f.slots) || unit(&f.rule.set))
        };
        let day = |f: &Found| {
            matches!(f.rule.make, Make::Day | Make::Weekday | Make::Feast) || of_days(f)
        };
        let fits = match kinds {
            (TimexType::Date, TimexType::Time) => day(one),
            (TimexType::Time, TimexType::Date) => day(two),
            _ => return false,
        };
        let between = &view.atoms[one.end..two.start];
        fits && between.len() <= 1 && between.iter().all(|a| self.words.links(&a.text))
    }

    /// Whether the date of atoms `from..to` and the one that begins at `next` bound a range:
    /// "between Monday and Friday", "from 2019 to 2021", "Monday through Friday".
    fn is_range(&self, view: View, from: usize, to: usize, next: usize) -> bool {
        let opened = from
            .checked_sub(1)
            .is_some_and(|i| self.words.range_opens.contains(view.atoms[i].text.as_str()));
        let mut between = view.atoms[to..next].iter();
        let joined = between
            .next()
            .is_some_and(|a| self.words.range_joins.contains(a.text.as_str()));
        opened && joined && between.next().is_none()
    }

    /// What a match means in an expression that begins at atom `start`.
    fn meaning(&self, view: View, found: &Found, start: usize, anchor: &Anchor) -> Option<Meaning> {
        let context = Context {
            published: anchor.today(),
            said: anchor.said.as_ref().map(|(days, _)| *days),
            said_day: anchor.said_day.as_ref().map(|(day, _)| *day),
            quarter: anchor.quarter,
            tense: self.tense_of(view, found, start),
        };
        make(found.rule.make, &slots(found), &context)
    }

    fn tense_of(&self, view: View, found: &Found, start: usize) -> Tense {
        let needs = matches!(
            found.rule.make,
            Make::Day
                | Make::DayRange
                | Make::Month
                | Make::Weekday
                | Make::WeekdayDay
                | Make::Season
                | Make::Quarter
                | Make::Half
                | Make::Feast
        );
        if !needs {
            return Tense::Unknown;
        }
        let ahead = |p: &super::pattern::Pattern| p.ends_at(view, start);
        if self.before_ahead.iter().any(ahead) {
            return Tense::Future;
        }
        // The head of the expression is the token whose own head lies outside.
        let tokens = view.atoms[found.start].token..view.atoms[found.end - 1].token + 1;
        let outside = |t: &usize| {
            view.sentence.tokens[*t]
                .head
                .is_none_or(|h| !tokens.contains(&h))
        };
        let head = tokens.clone().find(outside).unwrap_or(tokens.start);
        let before = start.checked_sub(1).map(|i| &view.atoms[i]);
        let owns = view
            .atoms
            .get(found.end)
            .is_some_and(|a| view.sentence.tokens[a.token].tag == Tag::Pos);
        tense::at(
            view.sentence,
            head,
            before.map(|a| a.text.as_str()),
            owns,
            &self.words,
        )
    }

    /// The expression of the atoms from a match to `end`, remembered by the anchor.
    fn expression(
        &self,
        text: &str,
        view: View,
        (found, end): (&Found, usize),
        kind: TimexType,
        meaning: Meaning,
        anchor: &mut Anchor,
    ) -> DateExpr {
        let (first, last) = (&view.atoms[found.start], &view.atoms[end - 1]);
        let span = Span::new(first.span.start, last.span.end);
        let before = found.start.checked_sub(1).map(|i| &view.atoms[i]);
        let stands_in = |words: &rustc_hash::FxHashSet<String>| {
            before.is_some_and(|a| words.contains(a.text.as_str()))
        };
        // "from June 23 to June 25" says both ends.
        let range = matches!(found.rule.make, Make::DayRange | Make::YearRange);
        let bound = stands_in(&self.words.bounds) && !(range && stands_in(&self.words.range_opens));
        let preposition = before.filter(|a| view.sentence.tokens[a.token].upos == Upos::Adp);
        let quoted = Span::new(preposition.map_or(span.start, |a| a.span.start), span.end);
        let mut steps = vec![format!("'{}'", quoted.of(text))];
        let said = |said: &Option<(_, Vec<String>)>| said.clone().map_or(Vec::new(), |(_, s)| s);
        steps.extend(match meaning.rests {
            Rests::Nothing => Vec::new(),
            Rests::Document => anchor.document(),
            Rests::SaidDay => anchor.said_day.clone().map_or(Vec::new(), |(_, s)| s),
            Rests::Said => said(&anchor.said),
        });
        let when = When {
            days: meaning.days,
            precision: meaning.precision,
            basis: meaning.days.map(|_| meaning.basis),
            steps,
        };
        if let Some(days) = meaning.days.filter(|_| kind != TimexType::Duration) {
            anchor.said = Some((days, when.steps.clone()));
            if meaning.precision == Precision::Day {
                anchor.said_day = Some((days.first, when.steps.clone()));
            }
        }
        if meaning.quarter.is_some() {
            anchor.quarter = meaning.quarter;
        }
        DateExpr {
            span,
            tokens: first.token..last.token + 1,
            kind,
            value: meaning.value,
            dates_events: found.rule.dates_events && meaning.days.is_some() && !bound,
            when,
        }
    }

    /// A date that opens a sentence sets the scene for those after it in the paragraph.
    fn carry(&self, sentence: &Sentence, exprs: &[DateExpr], anchor: &mut Anchor) {
        let root = sentence.tokens.iter().position(|t| t.head.is_none());
        let opening = exprs.iter().find(|e| {
            e.dates_events && root.is_some_and(|root| e.tokens.end <= root) && e.tokens.start <= 2
        });
        anchor.next = match opening {
            Some(expr) => Some(expr.when.clone()),
            None => anchor.carried.clone(),
        };
        if anchor.lead.is_none() && anchor.sentences <= OPENING {
            let fresh = |when: &When| {
                let age = when
                    .days
                    .zip(anchor.today())
                    .map(|(days, today)| (today - days.last).get_days());
                age.is_some_and(|age| (0..=FRESH).contains(&age))
            };
            anchor.lead = root
                .and_then(|root| self.lead(sentence, root, exprs))
                .filter(fresh);
        }
    }

    /// The days on which an opening sentence says its main event happened.
    fn lead(&self, sentence: &Sentence, root: usize, exprs: &[DateExpr]) -> Option<When> {
        if tense::of_verb(sentence, root, &self.words) != Tense::Past {
            return None;
        }
        let short = |days: Days| (days.last - days.first).get_days() < LONGEST_LEAD;
        let dated = exprs
            .iter()
            .filter(|e| e.dates_events && e.when.days.is_some_and(short));
        dated
            .map(|expr| place(sentence, expr, &self.words))
            .find(|placed| placed.verb == Some(root) && !placed.of_noun)
            .map(|placed| placed.expr.when.clone())
    }
}

/// The slots a match filled, over those its rule sets.
fn slots(found: &Found) -> Slots {
    let mut slots = found.rule.set.clone();
    slots.extend(found.slots.iter().cloned());
    slots
}

fn join(date: Meaning, time: &Meaning) -> Meaning {
    let tail = time.value.find('T').map_or("", |at| &time.value[at..]);
    Meaning {
        value: format!("{}{tail}", date.value),
        ..date
    }
}

/// From the first day of one date to the last of another; `None` when they are in the wrong order.
fn from_to(first: &DateExpr, last: &DateExpr) -> Option<When> {
    let (from, to) = (first.when.days?, last.when.days?);
    if from.first > to.first {
        return None;
    }
    let mut steps = first.when.steps.clone();
    let words = last.when.steps.first()?.clone();
    steps.insert(1, words);
    let stated = |expr: &DateExpr| expr.when.basis == Some(Basis::Stated);
    Some(When {
        days: Some(Days::between(from.first, to.last)),
        precision: Precision::Range,
        basis: Some(if stated(first) && stated(last) {
            Basis::Stated
        } else {
            Basis::Relative
        }),
        steps,
    })
}
