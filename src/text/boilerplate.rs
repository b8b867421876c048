//! Lines of an article that are not the article: lists of other headlines, credits, bylines, copyright
//! notes, requests to subscribe; and the dateline before the first sentence.
//!
//! Runs on sentence borders, before tagging. The patterns and their examples are
//! `lexicon/english/boilerplate.toml`; nothing in English is spelled out here.

use crate::error::{Complaint, Error, Result};
use crate::model::Span;
use regex::{Regex, RegexSet};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use toml::Spanned;

const FILE: &str = "lexicon/english/boilerplate.toml";

/// A headline has at most so many words; a longer line is a paragraph.
const MAX_HEADLINE_WORDS: usize = 25;
/// So many headlines or tags at the very end of a text are a list even without words that open it.
const MIN_UNNAMED_LIST: usize = 3;
/// A tag has at most so many words.
const MAX_TAG_WORDS: usize = 3;
/// A dateline stands in one of the first lines: before it at most a title, a second title and a byline.
const DATELINE_LINES: usize = 4;

/// The compiled patterns.
#[derive(Debug, Clone)]
pub struct Rules {
    lines: Vec<LineRule>,
    /// The patterns of `lines`, tried all at once.
    line_patterns: RegexSet,
    datelines: Vec<DatelineRule>,
    months: Vec<Vec<String>>,
    small: FxHashSet<String>,
    not_places: FxHashSet<String>,
}

/// The words before the first sentence: "SUVA, July 4 (Agency) —".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, without the blank after it.
    pub span: Span,
    /// The place.
    pub place: Span,
    /// The agency, when it is named.
    pub agency: Option<Span>,
    /// Month and day of month, when they are given.
    pub date: Option<(i8, i8)>,
    /// The year; most datelines leave it to the document.
    pub year: Option<i16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scope {
    Sentence,
    Line,
    List,
}

#[derive(Debug, Clone)]
struct LineRule {
    scope: Scope,
    examples: Examples,
}

#[derive(Debug, Clone)]
struct DatelineRule {
    pattern: Regex,
    examples: Examples,
}

#[derive(Debug, Clone)]
struct Examples {
    id: String,
    offset: usize,
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Words,
    line: Vec<Row>,
    dateline: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    months: Vec<Vec<String>>,
    small: Vec<String>,
    not_places: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    scope: Option<Scope>,
    pattern: Spanned<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

impl Row {
    fn examples(self) -> Examples {
        Examples {
            id: self.id,
            offset: self.pattern.span().start,
            yes: self.yes,
            no: self.no,
        }
    }
}

impl Rules {
    /// Compiles the text of `lexicon/english/boilerplate.toml`.
    ///
    /// # Errors
    ///
    /// Fails when the text is no TOML of that form or a pattern does not compile, with line and column.
    pub fn from_toml(text: &str) -> Result<Rules> {
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            Error::Lexicon(Complaint::at(FILE, text, at, error.message()))
        })?;
        let complain = |pattern: &Spanned<String>, error: regex::Error| {
            let problem = error.to_string();
            let problem = problem.lines().last().unwrap_or_default();
            Error::Lexicon(Complaint::at(FILE, text, pattern.span().start, problem))
        };
        let month = alternatives(file.words.months.iter().flatten());
        let expand = |pattern: &str| {
            // A place is written in capitals; a town as a name, and then more must show that it is a dateline.
            let region = r"(?:,? [\[(]?\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]+){0,2}[\])]?)?";
            let capitals = r"(?P<place>\p{Lu}[\p{Lu}.’'-]{2,}(?:[ /]\p{Lu}[\p{Lu}.’'-]+){0,3})";
            let town = r"(?P<place>\p{Lu}[\p{L}.’'-]{2,}(?: \p{Lu}[\p{L}.’'-]+){0,2})";
            pattern
                .replace("{place}", &format!("{capitals}{region}"))
                .replace("{town}", &format!("{town}{region}"))
                .replace(
                    "{date}",
                    &format!(
                        r"(?:(?P<month>{month}) (?P<day>\d{{1,2}})|(?P<day_first>\d{{1,2}}) (?P<month_last>{month}))(?:,? (?P<year>\d{{4}}))?"
                    ),
                )
        };
        let mut rules = Rules {
            lines: Vec::new(),
            line_patterns: RegexSet::empty(),
            datelines: Vec::new(),
            months: file.words.months,
            small: file.words.small.into_iter().collect(),
            not_places: file.words.not_places.into_iter().collect(),
        };
        let whole = |row: &Row| format!("^(?i:{})$", row.pattern.as_ref());
        rules.line_patterns = match RegexSet::new(file.line.iter().map(whole)) {
            Ok(set) => set,
            // The set does not say which pattern is at fault.
            Err(error) => {
                for row in &file.line {
                    Regex::new(&whole(row)).map_err(|e| complain(&row.pattern, e))?;
                }
                return Err(Error::Lexicon(Complaint::at(
                    FILE,
                    text,
                    0,
                    error.to_string(),
                )));
            }
        };
        for row in file.line {
            rules.lines.push(LineRule {
                scope: row.scope.unwrap_or(Scope::Line),
                examples: row.examples(),
            });
        }
        for row in file.dateline {
            rules.datelines.push(DatelineRule {
                pattern: Regex::new(&format!("^(?:{})", expand(row.pattern.as_ref())))
                    .map_err(|e| complain(&row.pattern, e))?,
                examples: row.examples(),
            });
        }
        Ok(rules)
    }

    /// Says which of a text's sentences are not the article; the flag of a sentence opens a paragraph,
    /// as [`super::sentences`] gives it.
    ///
    /// A list that a line opens ("ALSO READ") reaches over bullets and headlines up to the next line that
    /// ends as a sentence does.
    pub fn mark(&self, text: &str, sentences: &[(Span, bool)]) -> Vec<bool> {
        let mut marks = vec![false; sentences.len()];
        let lines = lines(sentences);
        let mut in_list = false;
        for line in &lines {
            let whole = line.words(text, sentences);
            let matched = self.line_patterns.matches(whole).iter().next();
            let matched = matched.map(|rule| &self.lines[rule]);
            in_list = match matched {
                Some(rule) => in_list || rule.scope == Scope::List,
                None => in_list && (!ends_as_sentence(whole) || self.is_headline(whole)),
            };
            for i in line.first..line.end {
                let alone = sentences[i].0.of(text);
                marks[i] = matched.is_some()
                    || in_list
                    || (alone.len() < whole.len()
                        && self
                            .line_patterns
                            .matches(alone)
                            .iter()
                            .any(|rule| self.lines[rule].scope == Scope::Sentence));
            }
        }
        self.mark_unnamed_list(text, sentences, &lines, &mut marks);
        marks
    }

    /// Marks headlines or tags that end the text without words that announce them.
    fn mark_unnamed_list(
        &self,
        text: &str,
        sentences: &[(Span, bool)],
        lines: &[Line],
        marks: &mut [bool],
    ) {
        let loose = |line: &&Line| {
            let words = line.words(text, sentences);
            (line.first..line.end).all(|i| marks[i]) || self.is_headline(words) || is_tag(words)
        };
        let from = lines.len() - lines.iter().rev().take_while(loose).count();
        let new = |line: &&Line| !marks[line.first];
        // After a colon or inside a list such lines belong to the article: names, points, signatures.
        let prose_before = from
            .checked_sub(1)
            .is_some_and(|before| ends_as_sentence(lines[before].words(text, sentences)));
        if prose_before && lines[from..].iter().filter(new).count() >= MIN_UNNAMED_LIST {
            for line in &lines[from..] {
                marks[line.first..line.end].fill(true);
            }
        }
    }

    /// The dateline of an article, in one of its first lines.
    pub fn dateline(&self, text: &str, body: Span) -> Option<Dateline> {
        let mut at = body.start;
        let mut filled = 0;
        for line in body.of(text).split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            if line.trim().is_empty() {
                continue;
            }
            if let Some(found) = self.dateline_of(line.trim(), start) {
                return Some(found);
            }
            filled += 1;
            // Past the first paragraph there is no dateline.
            if filled == DATELINE_LINES || ends_as_sentence(line.trim()) {
                break;
            }
        }
        None
    }

    fn dateline_of(&self, line: &str, start: usize) -> Option<Dateline> {
        self.datelines.iter().find_map(|rule| {
            let found = self.captures(rule, line)?;
            let span = |name: &str| {
                let group = found.name(name)?;
                Some(Span::new(start + group.start(), start + group.end()))
            };
            let either = |one: &str, other: &str| found.name(one).or_else(|| found.name(other));
            let month = either("month", "month_last").and_then(|m| self.month(m.as_str()));
            let day = either("day", "day_first").and_then(|d| d.as_str().parse().ok());
            let year = found.name("year").and_then(|y| y.as_str().parse().ok());
            Some(Dateline {
                span: Span::new(start, start + found[0].trim_end().len()),
                place: span("place")?,
                agency: span("agency"),
                date: month.zip(day),
                year,
            })
        })
    }

    fn captures<'t>(&self, rule: &DatelineRule, line: &'t str) -> Option<regex::Captures<'t>> {
        let place = |found: &regex::Captures| found.name("place").map(|p| p.as_str().to_owned());
        let found = rule.pattern.captures(line);
        found.filter(|found| place(found).is_none_or(|p| !self.not_places.contains(&p)))
    }

    fn month(&self, name: &str) -> Option<i8> {
        let bare = name.trim_end_matches('.');
        let of = |names: &Vec<String>| names.iter().any(|n| n.trim_end_matches('.') == bare);
        i8::try_from(self.months.iter().position(of)? + 1).ok()
    }

    /// Most words that could be small have a capital, and it does not end in a full stop.
    fn is_headline(&self, line: &str) -> bool {
        let words: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || c == '-' || c == '–' || c == '—')
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|w| w.starts_with(char::is_alphabetic))
            .collect();
        let telling: Vec<&&str> = words.iter().filter(|w| !self.small.contains(**w)).collect();
        let capital = telling
            .iter()
            .filter(|w| w.starts_with(char::is_uppercase))
            .count();
        (3..=MAX_HEADLINE_WORDS).contains(&words.len())
            && telling.len() >= 3
            && capital * 10 >= telling.len() * 8
            && !line.ends_with(['.', '”', '"', ':', ';', ','])
    }

    /// The faults of the examples: those a rule must match and does not, or must not and does.
    pub fn check(&self, text: &str) -> Vec<Complaint> {
        let mut faults = Vec::new();
        let mut hold = |examples: &Examples, matches: &dyn Fn(&str) -> bool| {
            let yes = examples.yes.iter().map(|line| (line, true));
            for (line, want) in yes.chain(examples.no.iter().map(|line| (line, false))) {
                if matches(line) != want {
                    let not = if want { "does not match" } else { "matches" };
                    let problem = format!("rule `{}` {not} its example `{line}`", examples.id);
                    faults.push(Complaint::at(FILE, text, examples.offset, problem));
                }
            }
        };
        for (at, rule) in self.lines.iter().enumerate() {
            hold(&rule.examples, &|line| {
                self.line_patterns.matches(line).matched(at)
            });
        }
        for rule in &self.datelines {
            hold(&rule.examples, &|line| self.captures(rule, line).is_some());
        }
        faults
    }
}

/// A pattern for any of the words, the longest first; a stop at the end may be missing.
fn alternatives<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let mut words: Vec<&str> = words.map(|w| w.trim_end_matches('.')).collect();
    words.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
    words.dedup();
    let words: Vec<String> = words.into_iter().map(regex::escape).collect();
    format!(r"(?:{})\.?", words.join("|"))
}

/// The sentences of one line.
struct Line {
    first: usize,
    end: usize,
}

impl Line {
    fn words<'t>(&self, text: &'t str, sentences: &[(Span, bool)]) -> &'t str {
        text[sentences[self.first].0.start..sentences[self.end - 1].0.end].trim()
    }
}

fn lines(sentences: &[(Span, bool)]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (i, (_, opens)) in sentences.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if !opens => line.end = i + 1,
            _ => lines.push(Line {
                first: i,
                end: i + 1,
            }),
        }
    }
    lines
}

fn ends_as_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']'])
        .ends_with(['.', '!', '?', '…'])
}

/// A bullet, or a hash sign, with a few words.
fn is_tag(line: &str) -> bool {
    let bare = line.trim_start_matches(['-', '–', '•', '*', '#', '·', '>']);
    bare.len() < line.len()
        && bare.split_whitespace().count() <= MAX_TAG_WORDS
        && !ends_as_sentence(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{SplitRules, sentences};

    const TOML: &str = include_str!("../../lexicon/english/boilerplate.toml");

    fn kept(text: &str) -> Vec<String> {
        let split =
            SplitRules::from_csv(include_str!("../../lexicon/english/abbreviations.csv")).unwrap();
        let found = sentences(text, Span::new(0, text.len()), &split);
        let marks = Rules::from_toml(TOML).unwrap().mark(text, &found);
        let kept = found.iter().zip(marks).filter(|(_, cut)| !cut);
        kept.map(|((s, _), _)| s.of(text).to_owned()).collect()
    }

    #[test]
    fn every_rule_holds_its_examples() {
        let faults = Rules::from_toml(TOML).unwrap().check(TOML);
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn what_follows_the_article_is_cut() {
        for (text, want) in [
            (
                "Fiji thanked Norway.\n(With inputs from agencies.)\n- READ MORE ON:\n- Fiji\n- trade\n\
                 ALSO READ\nPeru Halts Talks in Surprise Move\nOslo Rain: What It Means for Trade\n",
                &["Fiji thanked Norway."][..],
            ),
            (
                "A Title\n- Country:\n- Fiji\nFiji thanked Norway. Subscribe to our newsletter.\n",
                &["A Title", "Fiji thanked Norway."],
            ),
            (
                "Fiji thanked Norway.\nRelated:\nPeru halts talks\nThe envoys will meet again next week.",
                &[
                    "Fiji thanked Norway.",
                    "The envoys will meet again next week.",
                ],
            ),
            (
                "Fiji thanked Norway.\nPeru Halts Talks in Surprise Move\nOslo Rain Worries Many Farmers\n\
                 Chile Votes Again After Long Dispute",
                &["Fiji thanked Norway."],
            ),
            (
                "On the delegation:\nAnn Lee, Envoy of Norway\nBo Berg, Envoy of Fiji\nCy Dahl, Envoy of Peru",
                &[
                    "On the delegation:",
                    "Ann Lee, Envoy of Norway",
                    "Bo Berg, Envoy of Fiji",
                    "Cy Dahl, Envoy of Peru",
                ],
            ),
            (
                "By Ann Lee\nFiji thanked Norway.\n\nOslo made no comment.",
                &["Fiji thanked Norway.", "Oslo made no comment."],
            ),
        ] {
            assert_eq!(kept(text), want, "{text}");
        }
    }

    #[test]
    fn the_dateline_gives_place_and_day() {
        let rules = Rules::from_toml(TOML).unwrap();
        for (text, want) in [
            (
                "SUVA, July 4. /TASS/. The two met.",
                Some(("SUVA, July 4. /TASS/.", "SUVA", Some((7, 4)))),
            ),
            (
                "Fiji and Norway\nSUVA, Fiji (AP) _ They met.",
                Some(("SUVA, Fiji (AP) _", "SUVA", None)),
            ),
            (
                "Oslo, Dec. 30 (Xinhua) -- They met.",
                Some(("Oslo, Dec. 30 (Xinhua) --", "Oslo", Some((12, 30)))),
            ),
            (
                "PARIS, May 3 — They met.",
                Some(("PARIS, May 3 —", "PARIS", Some((5, 3)))),
            ),
            ("They met in Suva. OSLO (AP) — no.", None),
            ("They met.\nSUVA (AP) — They met.", None),
        ] {
            let found = rules.dateline(text, Span::new(0, text.len()));
            let got = found.map(|d| (d.span.of(text), d.place.of(text), d.date));
            assert_eq!(got, want, "{text}");
        }
    }
}
