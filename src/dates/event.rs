//! Which date an event has: that of its own clause, one of a clause above, or what went before.
//!
//! Goes by the tree: a date expression belongs to the verb it hangs on, and a verb without one of its
//! own may take that of the verb it completes, joins or accompanies. Dates of other clauses are left alone.

use super::anchor::Anchor;
use super::place::{Placed, above, clause, is_attribution, is_vague, place, set_off};
use super::rules::Rules;
use super::tense::{self, Tense};
use crate::model::{Basis, DateExpr, Days, Precision, When};
use crate::text::Sentence;

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
        let mut placed: Vec<Placed> = dates
            .iter()
            .filter(|d| d.dates_events || is_vague(d))
            .map(|expr| place(sentence, expr, &self.words))
            .collect();
        set_off(sentence, &mut placed);
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
                .map(|p| p.expr.when.clone())
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
