//! The rules of `lexicon/dates/en.toml`: word classes, macros, patterns with their examples.
//!
//! Reading and checking only; [`super::find`] runs the rules and [`super::meaning`] gives what they find a value.

use super::meaning::Make;
use super::pattern::{Pattern, Slots};
use super::starts::{Gate, Starts};
use super::words::{Class, Spelling, Words, value};
use crate::error::{Complaint, Error, Result};
use crate::model::TimexType;
use compact_str::CompactString;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The file the rules stand in.
pub(super) const FILE: &str = "lexicon/dates/en.toml";

/// The compiled rules.
#[derive(Debug, Clone)]
pub struct Rules {
    pub(super) words: Words,
    pub(super) rules: Vec<Rule>,
    pub(super) starts: Starts,
    pub(super) gate: Gate,
    /// What stands before a date that lies ahead.
    pub(super) before_ahead: Vec<Pattern>,
}

/// One rule: a pattern, and what is made of it.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) offset: usize,
    pub(super) kind: TimexType,
    pub(super) make: Make,
    pub(super) pattern: Pattern,
    pub(super) set: Slots,
    pub(super) unless_after: Vec<Pattern>,
    pub(super) unless_before: Vec<Pattern>,
    pub(super) only_after: Vec<Pattern>,
    pub(super) only_before: Vec<Pattern>,
    /// Counts only beside a date, with which it makes a time: "evening" in "Friday evening".
    pub(super) beside: bool,
    /// Whether it can date an event.
    pub(super) dates_events: bool,
    pub(super) yes: Vec<Yes>,
    pub(super) no: Vec<String>,
    pub(super) needs: (Vec<Class>, Vec<CompactString>),
}

/// An example that must be found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Yes {
    pub(super) text: String,
    /// The words of the expression.
    pub(super) finds: String,
    pub(super) value: String,
    /// The document's day; 2025-07-04, a Friday, when missing.
    pub(super) published: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    spelling: Spelling,
    class: BTreeMap<String, BTreeMap<String, toml::Value>>,
    #[serde(rename = "macro")]
    macros: BTreeMap<String, String>,
    rule: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    #[serde(rename = "type")]
    kind: String,
    make: Make,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, toml::Value>,
    #[serde(default)]
    unless_after: Vec<String>,
    #[serde(default)]
    unless_before: Vec<String>,
    #[serde(default)]
    only_after: Vec<String>,
    #[serde(default)]
    only_before: Vec<String>,
    #[serde(default)]
    beside: bool,
    dates_events: Option<bool>,
    #[serde(default)]
    yes: Vec<Yes>,
    #[serde(default)]
    no: Vec<String>,
}

impl Rules {
    /// Compiles the text of `lexicon/dates/en.toml`.
    ///
    /// # Errors
    ///
    /// Fails when the text is no TOML of that form, or a pattern names a class or macro that is not
    /// there, with line and column.
    pub fn from_toml(text: &str) -> Result<Rules> {
        let complain =
            |at: usize, problem: String| Error::Lexicon(Complaint::at(FILE, text, at, problem));
        let file: File = toml::from_str(text).map_err(|error| {
            complain(
                error.span().map_or(0, |span| span.start),
                error.message().to_owned(),
            )
        })?;
        let before_ahead = file.spelling.before_ahead.clone();
        let words = Words::new(file.spelling, file.class).map_err(|p| complain(0, p))?;
        let mut rules = Vec::new();
        for row in file.rule {
            let at = row.id.span().start;
            let fail =
                |problem: String| complain(at, format!("rule `{}`: {problem}", row.id.as_ref()));
            let compile = |patterns: &[String]| {
                patterns
                    .iter()
                    .map(|p| Pattern::parse(p, &file.macros, &words))
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(fail)
            };
            let kind = TimexType::from_word(&row.kind).ok_or_else(|| {
                fail(format!(
                    "type `{}` is none of DATE TIME DURATION SET",
                    row.kind
                ))
            })?;
            let set = row
                .set
                .iter()
                .map(|(k, v)| Ok((k.as_str().into(), value(v)?)));
            let set = set.collect::<Result<Slots, String>>().map_err(fail)?;
            let (unless_after, unless_before) =
                (compile(&row.unless_after)?, compile(&row.unless_before)?);
            let (only_after, only_before) = (compile(&row.only_after)?, compile(&row.only_before)?);
            for (i, pattern) in compile(&row.patterns)?.into_iter().enumerate() {
                // The examples belong to the rule, not to each of its patterns.
                let (yes, no) = if i == 0 {
                    (row.yes.clone(), row.no.clone())
                } else {
                    Default::default()
                };
                rules.push(Rule {
                    id: row.id.as_ref().clone(),
                    offset: at,
                    kind,
                    make: row.make,
                    needs: pattern.needs(),
                    pattern,
                    set: set.clone(),
                    unless_after: unless_after.clone(),
                    unless_before: unless_before.clone(),
                    only_after: only_after.clone(),
                    only_before: only_before.clone(),
                    beside: row.beside,
                    dates_events: row
                        .dates_events
                        .unwrap_or(matches!(kind, TimexType::Date | TimexType::Time)),
                    yes,
                    no,
                });
            }
        }
        let before_ahead = before_ahead
            .iter()
            .map(|p| Pattern::parse(p, &file.macros, &words))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|p| complain(0, p))?;
        Ok(Rules {
            words,
            starts: Starts::new(&rules),
            gate: Gate::new(&rules),
            rules,
            before_ahead,
        })
    }
}
