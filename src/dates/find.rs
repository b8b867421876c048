//! Runs the rules over a sentence, longest match first, and remembers what later words rest on.

use super::aside;
use super::atoms::{Atom, atoms};
use super::event::place;
use super::meaning::{Context, Make, Meaning, Rests, make};
use super::pattern::{Pattern, Slots, Value, View};
use super::rules::{Class, Rule, Rules};
use super::tense::{self, Tense};
use crate::model::{Date, DateExpr, Days, Precision, Span, TimexType, When};
use crate::text::{Sentence, Upos};
use compact_str::CompactString;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What a document has said so far about when: the memory of one document, in reading order.
///
/// # Example
///
/// ```
/// use chancery::dates::Anchor;
///
/// let published = "2025-07-04".parse().ok();
/// let anchor = Anchor::new(published).told_on(7, 3); // "SUVA, July 3 (Agency) —"
/// assert_eq!(anchor.today().map(|day| day.to_string()).as_deref(), Some("2025-07-03"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Anchor {
    published: Option<Date>,
    /// The day of the dateline.
    dateline: Option<Date>,
    said: Option<(Days, Vec<String>)>,
    said_day: Option<(Date, Vec<String>)>,
    quarter: Option<(i16, i8)>,
    /// The date that opened an earlier sentence of this paragraph.
    pub(super) carried: Option<When>,
    next: Option<When>,
    /// When the last person quoted spoke.
    pub(super) spoken: Option<When>,
    /// When the event happened that the article opens with.
    lead: Option<When>,
    /// How many sentences were read.
    sentences: usize,
}

/// How many sentences open an article: the headline and the first two of its text.
const OPENING: usize = 3;
/// The headline and the first.
const NEWS: usize = 2;
/// How many days before publication news is still news.
const FRESH: i32 = 7;
/// The longest stay or meeting, in days, that dates what the article goes on to tell.
const LONGEST_LEAD: i32 = 3;

impl Anchor {
    /// The memory at the start of a document.
    pub fn new(published: Option<Date>) -> Self {
        Anchor {
            published,
            ..Anchor::default()
        }
    }

    /// With the month and day of the dateline: that day was "today" when the article was written.
    ///
    /// A dateline that is not within a week before publication is not believed.
    pub fn told_on(mut self, month: i8, day: i8) -> Self {
        self.dateline = self.published.and_then(|published| {
            let years = [published.year(), published.year() - 1];
            let mut days = years
                .into_iter()
                .filter_map(|year| Date::new(year, month, day).ok());
            days.find(|day| (0..=7).contains(&(published - *day).get_days()))
        });
        self
    }

    /// The day the article speaks of as its own: the dateline's, else that of publication.
    pub fn today(&self) -> Option<Date> {
        self.dateline.or(self.published)
    }

    /// Remembers the day somebody spoke ("said on Thursday"): it dates the statements quoted after it.
    pub fn spoke(&mut self, when: When) {
        if when.precision == Precision::Day {
            self.spoken = Some(when);
        }
    }

    /// Whether the sentence is the headline or the first of the text, where news is told in the perfect too.
    pub(super) fn at_news(&self) -> bool {
        self.sentences <= NEWS
    }

    /// When what the article opened with happened.
    pub(super) fn lead(&self) -> Option<&When> {
        self.lead.as_ref()
    }

    /// The steps that say where [`Anchor::today`] comes from.
    pub(super) fn document(&self) -> Vec<String> {
        match (self.dateline, self.published) {
            (Some(day), Some(published)) if day != published => {
                vec![format!("dateline {day}"), format!("document {published}")]
            }
            (_, Some(published)) => vec![format!("document {published}")],
            _ => Vec::new(),
        }
    }
}

/// Where the date expressions of a sentence stand, before anybody knows what they mean.
///
/// Holds for the sentence it was made of, parsed or not.
pub struct Spotted<'r> {
    atoms: Vec<Atom>,
    found: Vec<Found<'r>>,
}

impl Spotted<'_> {
    /// The tokens of each expression, in order.
    pub fn tokens(&self) -> Vec<Range<usize>> {
        let range = |f: &Found| self.atoms[f.start].token..self.atoms[f.end - 1].token + 1;
        self.found.iter().map(range).collect()
    }
}

/// One match, before it is resolved.
struct Found<'r> {
    rule: &'r Rule,
    slots: Slots,
    start: usize,
    end: usize,
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
        let found = &spotted.found;
        let mut exprs = Vec::new();
        let mut i = 0;
        while i < found.len() {
            let one = &found[i];
            // "Friday evening", "10 p.m. on Wednesday": a time and the date beside it are one.
            let pair = found.get(i + 1).filter(|two| self.joins(view, one, two));
            let made = match pair {
                Some(two) => {
                    let (date, time) = if one.rule.kind == TimexType::Time {
                        (two, one)
                    } else {
                        (one, two)
                    };
                    let date = self.meaning(view, date, anchor);
                    let time = self.meaning(view, time, anchor);
                    date.zip(time)
                        .map(|(date, time)| (join(date, &time), TimexType::Time, two.end))
                }
                None if one.rule.beside => None,
                None => self
                    .meaning(view, one, anchor)
                    .map(|meaning| (meaning, one.rule.kind, one.end)),
            };
            i += 1 + usize::from(pair.is_some());
            if let Some((meaning, kind, end)) = made {
                exprs.push(self.expression(text, view, one, end, kind, meaning, anchor));
            }
        }
        self.carry(sentence, &exprs, anchor);
        exprs
    }

    fn matches<'r>(&'r self, view: View) -> Vec<Found<'r>> {
        let rules = self.candidates(view);
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < view.atoms.len() {
            let mut best: Option<Found> = None;
            for rule in &rules {
                let longer = |end: usize| best.as_ref().is_none_or(|b| end > b.end);
                if let Some((end, slots)) = rule.pattern.longest(view, at)
                    && longer(end)
                    && allowed(rule, view, at, end)
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

    /// The rules whose indispensable words and classes all stand in the sentence.
    fn candidates<'r>(&'r self, view: View) -> Vec<&'r Rule> {
        let words: FxHashSet<&CompactString> = view.atoms.iter().map(|a| &a.text).collect();
        let classes: FxHashSet<&CompactString> = view
            .atoms
            .iter()
            .flat_map(|a| self.words.classes_of(a))
            .collect();
        let numbers = view
            .atoms
            .iter()
            .any(|a| a.text.starts_with(|c: char| c.is_ascii_digit()));
        let spelled = CompactString::const_new("number-word");
        let ordinals = CompactString::const_new("ordinal-word");
        let have = |class: &Class| match class {
            Class::Listed(name) => classes.contains(name),
            Class::Day | Class::MonthNumber | Class::TwoDigits | Class::Decade => numbers,
            Class::Year | Class::Number => numbers || classes.contains(&spelled),
            Class::Ordinal => numbers || classes.contains(&ordinals),
            Class::Any => true,
        };
        self.rules
            .iter()
            .filter(|rule| {
                rule.needs.0.iter().all(have) && rule.needs.1.iter().all(|w| words.contains(w))
            })
            .collect()
    }

    /// Whether two neighbours are a date and a time of that day.
    fn joins(&self, view: View, one: &Found, two: &Found) -> bool {
        let kinds = (one.rule.kind, two.rule.kind);
        let of_days = |f: &Found| {
            let unit = |slots: &Slots| slots.iter().any(|(_, v)| *v == Value::Sign("D".into()));
            f.rule.make == Make::Shift && (unit(&f.slots) || unit(&f.rule.set))
        };
        let day = |f: &Found| matches!(f.rule.make, Make::Day | Make::Weekday) || of_days(f);
        let fits = match kinds {
            (TimexType::Date, TimexType::Time) => day(one),
            (TimexType::Time, TimexType::Date) => day(two),
            _ => return false,
        };
        let between = &view.atoms[one.end..two.start];
        fits && between.len() <= 1 && between.iter().all(|a| self.words.links(&a.text))
    }

    fn meaning(&self, view: View, found: &Found, anchor: &Anchor) -> Option<Meaning> {
        let tense = tense_of(view, found, self);
        let context = Context {
            published: anchor.today(),
            said: anchor.said.as_ref().map(|(days, _)| *days),
            said_day: anchor.said_day.as_ref().map(|(day, _)| *day),
            quarter: anchor.quarter,
            tense,
        };
        let mut slots = found.rule.set.clone();
        slots.extend(found.slots.iter().cloned());
        make(found.rule.make, &slots, &context)
    }

    #[allow(clippy::too_many_arguments)]
    fn expression(
        &self,
        text: &str,
        view: View,
        found: &Found,
        end: usize,
        kind: TimexType,
        meaning: Meaning,
        anchor: &mut Anchor,
    ) -> DateExpr {
        let (first, last) = (&view.atoms[found.start], &view.atoms[end - 1]);
        let span = Span::new(first.span.start, last.span.end);
        let before = found.start.checked_sub(1).map(|i| &view.atoms[i]);
        let bound = before.is_some_and(|a| self.words.bounds.contains(a.text.as_str()));
        let preposition = before.filter(|a| view.sentence.tokens[a.token].upos == Upos::Adp);
        let quoted = Span::new(preposition.map_or(span.start, |a| a.span.start), span.end);
        let mut steps = vec![format!("'{}'", quoted.of(text))];
        steps.extend(match meaning.rests {
            Rests::Nothing => Vec::new(),
            Rests::Document => anchor.document(),
            Rests::SaidDay => anchor
                .said_day
                .iter()
                .flat_map(|(_, s)| s.clone())
                .collect(),
            Rests::Said => anchor.said.iter().flat_map(|(_, s)| s.clone()).collect(),
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

fn join(date: Meaning, time: &Meaning) -> Meaning {
    let tail = time.value.find('T').map_or("", |at| &time.value[at..]);
    Meaning {
        value: format!("{}{tail}", date.value),
        ..date
    }
}

fn tense_of(view: View, found: &Found, rules: &Rules) -> Tense {
    let needs = matches!(
        found.rule.make,
        Make::Day
            | Make::DayRange
            | Make::Month
            | Make::Weekday
            | Make::Season
            | Make::Quarter
            | Make::Half
    );
    if !needs {
        return Tense::Unknown;
    }
    // The head of the expression is the token whose own head lies outside.
    let tokens = view.atoms[found.start].token..view.atoms[found.end - 1].token + 1;
    let outside = |t: &usize| {
        view.sentence.tokens[*t]
            .head
            .is_none_or(|h| !tokens.contains(&h))
    };
    let head = tokens.clone().find(outside).unwrap_or(tokens.start);
    tense::at(view.sentence, head, &rules.words)
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
        english.parse(&mut sentence);
    }
    rules.find(text, &sentence, &mut Anchor::new(published))
}
