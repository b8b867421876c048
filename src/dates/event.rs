//! Which date an event has: that of its own clause, one of a clause above, or what went before.
//!
//! Goes by the tree: a date expression belongs to the verb it hangs on, and a verb without one of its
//! own may take that of the verb it completes, joins or accompanies. Dates of other clauses are left alone.

use super::find::Anchor;
use super::rules::{Rules, Words};
use super::tense::{self, Tense};
use crate::model::{Basis, DateExpr, Days, Precision, When};
use crate::text::{Rel, Sentence, Tag, Upos};

/// How a sentence tells an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// As something that happened.
    Event,
    /// As a statement of the article's own day: "China welcomes the step", "she added".
    Statement,
    /// In passing, as a thing: "Moscow's recognition of …". The sentence's date is not its date.
    Presupposed,
}

impl Rules {
    /// Dates the event whose trigger is token `trigger` of `sentence`.
    ///
    /// In this order: the expression that hangs on the trigger or its verb; that of a verb above which
    /// the verb completes ("agreed on Friday to …", "On July 3, the ministry said that …"); for an event
    /// in the past tense the date that opened an earlier sentence of the paragraph, then that of what the article
    /// opened with; the document's day. Past the opening, what "has happened" is background and has none.
    /// A presupposed event is dated by what hangs on it, or not at all. "Recently" and its like mean
    /// that nobody says when. Without a document date only the text itself dates.
    pub fn date_event(
        &self,
        sentence: &Sentence,
        dates: &[DateExpr],
        trigger: usize,
        anchor: &Anchor,
        told: Told,
    ) -> When {
        let placed: Vec<Placed> = dates
            .iter()
            .filter(|d| d.dates_events || is_vague(d))
            .map(|expr| place(sentence, expr, &self.words))
            .collect();
        let distance = |p: &&Placed| {
            let tokens = &p.expr.tokens;
            (
                tokens
                    .start
                    .abs_diff(trigger)
                    .min(tokens.end.abs_diff(trigger)),
                tokens.start,
            )
        };
        let nearest = |on: &dyn Fn(&Placed) -> bool| {
            placed
                .iter()
                .filter(|p| on(p))
                .min_by_key(distance)
                .map(|p| dated_by(p.expr))
        };
        if let Some(when) =
            nearest(&|p| p.nouns.contains(&trigger) || (p.verb == Some(trigger) && !p.of_noun))
        {
            return when;
        }
        if told == Told::Presupposed {
            return When::unknown();
        }
        let mut at = match clause(sentence, trigger) {
            Some(verb) => verb,
            None => return self.undated(sentence, trigger, anchor, told),
        };
        let own = at;
        for _ in 0..sentence.tokens.len() {
            let on = |p: &Placed| p.verb == Some(at) && !p.of_noun;
            let below = |p: &Placed| {
                p.verb
                    .is_some_and(|v| v > at && is_attribution(sentence, v))
            };
            if let Some(when) = nearest(&on).or_else(|| nearest(&below)) {
                return when;
            }
            match above(sentence, at) {
                Some(verb) => at = verb,
                None => break,
            }
        }
        // The parser may have hung an opening date elsewhere; it still sets the scene of the main clause.
        let main = |p: &Placed| {
            p.expr.tokens.start <= 1
                && p.expr.tokens.end <= own
                && sentence.tokens[at].head.is_none()
        };
        nearest(&main).unwrap_or_else(|| self.undated(sentence, own, anchor, told))
    }

    /// What dates an event that no word of its sentence dates.
    fn undated(&self, sentence: &Sentence, verb: usize, anchor: &Anchor, told: Told) -> When {
        let past = tense::of_verb(sentence, verb, &self.words) == Tense::Past;
        // "has accused", after the article has told its news: background that nobody dates.
        if told == Told::Event && !anchor.at_news() && tense::is_perfect(sentence, verb) {
            return When::unknown();
        }
        let carried = match told {
            Told::Event if past => anchor.carried.as_ref().or(anchor.lead()),
            Told::Event | Told::Presupposed => None,
            Told::Statement => anchor.spoken.as_ref().or(anchor.lead()),
        };
        if let Some(when) = carried {
            return When {
                basis: Some(Basis::Carried),
                ..when.clone()
            };
        }
        match anchor.today() {
            None => When::unknown(),
            Some(day) => When {
                days: Some(Days::one(day)),
                precision: Precision::Day,
                basis: Some(Basis::Published),
                steps: anchor.document(),
            },
        }
    }
}

/// A date expression and where it hangs.
pub(super) struct Placed<'d> {
    pub(super) expr: &'d DateExpr,
    /// The nouns between it and its verb, the nearest first.
    nouns: Vec<usize>,
    pub(super) verb: Option<usize>,
    /// It says which noun is meant ("the July 3 accord"), not when the verb happened.
    pub(super) of_noun: bool,
}

/// Words such as "recently": they say that it was, and that nobody says when.
fn is_vague(expr: &DateExpr) -> bool {
    expr.when.days.is_none() && (expr.value.starts_with("PAST") || expr.value.starts_with("FUTURE"))
}

fn dated_by(expr: &DateExpr) -> When {
    expr.when.clone()
}

pub(super) fn place<'d>(sentence: &Sentence, expr: &'d DateExpr, words: &Words) -> Placed<'d> {
    let tokens = &sentence.tokens;
    let mut placed = Placed {
        expr,
        nouns: Vec::new(),
        verb: None,
        of_noun: false,
    };
    let outside = |t: &usize| tokens[*t].head.is_none_or(|h| !expr.tokens.contains(&h));
    let Some(mut at) = expr.tokens.clone().find(outside) else {
        return placed;
    };
    let cases = |i: usize| {
        sentence
            .children(i)
            .filter(|&c| tokens[c].rel == Rel::Case)
            .map(|c| tokens[c].form.to_lowercase())
    };
    // "The recognition of July 3": the parser often hangs it on the verb.
    let preposition = expr.tokens.start.checked_sub(1);
    if let Some(of) = preposition.filter(|i| words.of.contains(tokens[*i].form.as_str())) {
        placed.nouns.extend(of.checked_sub(1));
        placed.of_noun = true;
        return placed;
    }
    if is_predicate(sentence, at) && tokens[at].upos == Upos::Verb {
        placed.verb = Some(at);
        return placed;
    }
    // A date hung on a noun without a preposition says which one is meant.
    let bare = cases(at).next().is_none();
    for _ in 0..tokens.len() {
        let Some(head) = tokens[at].head.filter(|h| *h < tokens.len()) else {
            break;
        };
        if is_predicate(sentence, head) {
            placed.verb = Some(head);
            // "praised the movement following its rise to power in 2021"
            placed.of_noun |= (head + 1..expr.tokens.start)
                .any(|i| words.apart.contains(tokens[i].form.to_lowercase().as_str()));
            break;
        }
        let name = tokens[head].upos == Upos::Propn;
        let first = placed.nouns.is_empty();
        let which = first
            && bare
            && matches!(
                tokens[at].rel.base(),
                "compound" | "amod" | "nmod" | "nummod"
            );
        placed.of_noun |= (which && !name) || cases(head).any(|c| words.apart.contains(c.as_str()));
        placed.nouns.push(head);
        at = head;
    }
    placed
}

/// Whether a token heads a clause.
fn is_predicate(sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let clausal = matches!(
        token.rel.base(),
        "root" | "ccomp" | "xcomp" | "advcl" | "acl" | "parataxis" | "csubj"
    );
    (token.upos == Upos::Verb && token.rel != Rel::Amod)
        || clausal && token.head.is_none()
        || sentence
            .children(i)
            .any(|c| matches!(sentence.tokens[c].rel.base(), "nsubj" | "cop" | "aux"))
}

/// Whether a verb with its subject stands after a comma without a word that subordinates it, as in
/// "…, she said on Friday". The parser hangs it on this or that word of what is said.
fn is_attribution(sentence: &Sentence, verb: usize) -> bool {
    let tokens = &sentence.tokens;
    let mut first = verb;
    let mut subject = false;
    for child in sentence.children(verb) {
        let token = &tokens[child];
        if matches!(token.tag, Tag::Wdt | Tag::Wp | Tag::WPS | Tag::Wrb) || token.rel == Rel::Mark {
            return false;
        }
        if child < verb && token.rel.base() == "nsubj" {
            subject = true;
            first = leftmost(sentence, child);
        }
    }
    subject && first > 0 && matches!(tokens[first - 1].tag, Tag::Comma | Tag::CloseQuote)
}

/// The first token under `token`.
fn leftmost(sentence: &Sentence, token: usize) -> usize {
    let mut at = token;
    while let Some(child) = sentence.children(at).next().filter(|c| *c < at) {
        at = child;
    }
    at
}

/// The predicate of the clause a token stands in, itself included.
fn clause(sentence: &Sentence, token: usize) -> Option<usize> {
    let mut at = token;
    for _ in 0..sentence.tokens.len() {
        if is_predicate(sentence, at) {
            return Some(at);
        }
        at = sentence.tokens.get(at)?.head?;
    }
    None
}

/// The predicate above whose date also holds for `verb`.
fn above(sentence: &Sentence, verb: usize) -> Option<usize> {
    let token = &sentence.tokens[verb];
    let shares = match token.rel.base() {
        "xcomp" | "ccomp" | "conj" | "parataxis" => true,
        // "… , paving the way": at the same time; "after talks failed" is not.
        "advcl" => matches!(token.tag, Tag::Vbg | Tag::Vb),
        _ => false,
    };
    if shares {
        clause(sentence, token.head?)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Span};
    use crate::text::{English, SplitRules, sentences, tokenise};

    /// The days and the basis of the event whose trigger is the word in brackets, in the last sentence.
    fn when(marked: &str, published: Option<&str>, told: Told) -> (String, Option<Basis>) {
        let rules = Rules::from_toml(include_str!("../../lexicon/dates/en.toml")).unwrap();
        let split =
            SplitRules::from_csv(include_str!("../../lexicon/english/abbreviations.csv")).unwrap();
        let at = marked.find('[').unwrap();
        let text = marked.replace(['[', ']'], "");
        let mut anchor = Anchor::new(published.and_then(|day| day.parse::<Date>().ok()));
        let english = English::builtin().unwrap();
        for (span, opens) in sentences(&text, Span::new(0, text.len()), &split) {
            let mut sentence = tokenise(&text, span, opens);
            english.tag(&mut sentence);
            english.parse(&mut sentence);
            let dates = rules.find(&text, &sentence, &mut anchor);
            if let Some(trigger) = sentence.tokens.iter().position(|t| t.span.start == at) {
                let when = rules.date_event(&sentence, &dates, trigger, &anchor, told);
                let days = when.days.map_or("none".to_owned(), |days| days.to_string());
                assert_eq!(when.days.is_none(), when.basis.is_none());
                return (days, when.basis);
            }
        }
        panic!("no token begins at the bracket of `{marked}`");
    }

    #[test]
    fn the_date_of_the_clause_or_of_the_one_above_or_of_the_document() {
        use Basis::{Carried, Published, Relative, Stated};
        for (marked, want, basis) in [
            (
                "On July 3, the ministry reported that Norway had [recognized] Fiji.",
                "2025-07-03",
                Stated,
            ),
            (
                "On July 3, Norway recognized Fiji.\nLater that day, the envoy [accepted] the letter.",
                "2025-07-03",
                Relative,
            ),
            (
                "On July 3, they met. The ambassador [arrived] in Suva on July 1.",
                "2025-07-01",
                Stated,
            ),
            (
                "On April 17, the court lifted the ban. The ministry [praised] the ruling.",
                "2025-04-17",
                Carried,
            ),
            (
                "On April 17, the court lifted the ban.\nThe ministry [praised] the ruling.",
                "2025-07-04",
                Published,
            ),
            (
                "Norway [welcomes] the accord, the spokeswoman said on Thursday.",
                "2025-07-03",
                Relative,
            ),
            (
                "The minister [met] the envoy in Suva on Monday.",
                "2025-06-30",
                Relative,
            ),
            (
                "Norway [praised] the movement following its rise to power in 2021.",
                "2025-07-04",
                Published,
            ),
            (
                "Norway has [backed] Fiji since 2001.",
                "2025-07-04",
                Published,
            ),
            (
                "Norway [marked] the 70th anniversary of ties with Fiji.",
                "2025-07-04",
                Published,
            ),
            (
                "Norway [condemned] the July 1 attack.",
                "2025-07-04",
                Published,
            ),
            (
                "Last year, Norway [expelled] the envoy of Fiji.",
                "2024-01-01..2024-12-31",
                Relative,
            ),
        ] {
            let got = when(marked, Some("2025-07-04"), Told::Event);
            assert_eq!(got, (want.to_owned(), Some(basis)), "{marked}");
        }
    }

    #[test]
    fn without_a_document_date_only_the_text_dates() {
        for (marked, want) in [
            ("On July 3, Norway [recognized] Fiji.", "none"),
            ("On July 3, 2025, Norway [recognized] Fiji.", "2025-07-03"),
            ("Norway [recognized] Fiji.", "none"),
        ] {
            assert_eq!(when(marked, None, Told::Event).0, want, "{marked}");
        }
    }

    #[test]
    fn a_thing_named_in_passing_has_only_its_own_date() {
        for (marked, want) in [
            (
                "On Friday the envoy praised the [recognition] of Fiji.",
                "none",
            ),
            (
                "The envoy praised the [recognition] of July 3.",
                "2025-07-03",
            ),
        ] {
            assert_eq!(
                when(marked, Some("2025-07-04"), Told::Presupposed).0,
                want,
                "{marked}"
            );
        }
    }

    #[test]
    fn nobody_says_when_recently_was() {
        let (days, basis) = when(
            "Norway recently [expelled] an envoy.",
            Some("2025-07-04"),
            Told::Event,
        );
        assert_eq!((days.as_str(), basis), ("none", None));
    }

    #[test]
    fn steps_lead_back_to_the_document() {
        let rules = Rules::from_toml(include_str!("../../lexicon/dates/en.toml")).unwrap();
        let mut anchor = Anchor::new("2025-07-04".parse().ok());
        let text = "On July 3 they met, and later that day they signed.";
        let mut sentence = tokenise(text, Span::new(0, text.len()), true);
        English::builtin().unwrap().tag(&mut sentence);
        let dates = rules.find(text, &sentence, &mut anchor);
        assert_eq!(
            dates[1].when.steps,
            ["'later that day'", "'On July 3'", "document 2025-07-04"]
        );
    }
}
