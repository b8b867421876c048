//! Messages on standard error: errors with their hints, warnings, progress, the closing line.
//!
//! The library decides what went wrong; this file only gives it its form:
//!
//! ```text
//! error: no actor is called `Chnia`
//!
//! hint: did you mean `China`?
//! ```

use super::args::Global;
use super::paint::{Screen, Style, line};
use crate::error::{Complaint, Error};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;
use std::time::{Duration, Instant};

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// The library says why.
    Library(Error),
    /// Standard output took no more.
    Output(std::io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Library(error)
    }
}
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::Output(error)
    }
}

impl Failure {
    /// Wrong use, in our own words.
    pub(super) fn usage(problem: impl Into<String>) -> Self {
        Failure::Library(Error::Usage(problem.into()))
    }
}

/// How a command ended when nothing stopped it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All done.
    Done,
    /// The question was good, but there is nothing to show.
    NothingFound,
    /// Some documents could not be read; the rest was done.
    SomeFailed,
}

impl Outcome {
    /// Exit code as the contract has it.
    pub(super) fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::NothingFound | Outcome::SomeFailed => 1,
        }
    }
}

/// The exit code of an error: asking for someone who is not there finds nothing, all else is wrong use.
pub(super) fn code(error: &Error) -> u8 {
    match error {
        Error::UnknownActor { .. } | Error::AbsentActor { .. } | Error::Document { .. } => 1,
        _ => 2,
    }
}

/// Standard error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report {
    screen: Screen,
    quiet: bool,
}

impl Report {
    /// Standard error as the options want it.
    pub(super) fn new(global: &Global) -> Self {
        Report {
            screen: Screen::stderr(global.color),
            quiet: global.quiet,
        }
    }

    // Standard error may be closed; there is nobody left to tell then.
    fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    fn word(&self, style: Style, word: &str) -> String {
        self.screen.paint(style, word).into_owned()
    }

    /// The error that ends the run.
    pub(super) fn error(&self, error: &Error) {
        match error {
            Error::UnknownActor { name, nearest } => {
                self.error_line(&format!("no actor is called `{name}`"));
                let names: Vec<String> = nearest
                    .iter()
                    .take(3)
                    .map(|n| format!("`{}`", line(n)))
                    .collect();
                if !names.is_empty() {
                    self.hint(&format!("did you mean {}?", names.join(", ")));
                }
            }
            Error::AbsentActor { name, .. } => {
                self.error_line(&error.to_string());
                self.hint(&format!(
                    "`chancery actors \"{name}\"` shows what the lexicon knows"
                ));
            }
            Error::Lexicon(complaint) => self.complaints(std::slice::from_ref(complaint)),
            Error::Lexicons(complaints) => self.complaints(complaints),
            other => {
                let text = other.to_string();
                let mut parts = text.splitn(2, "\nhint: ");
                self.error_line(parts.next().unwrap_or_default());
                if let Some(hint) = parts.next() {
                    self.hint(hint);
                }
            }
        }
    }

    /// `error: …` on one line; also for a document that the run goes on without.
    pub(super) fn error_line(&self, text: &str) {
        self.say(&format!(
            "{}: {}",
            self.word(Style::Error, "error"),
            line(text)
        ));
    }

    /// `hint: …` after a blank line.
    pub(super) fn hint(&self, text: &str) {
        self.say(&format!(
            "\n{}: {}",
            self.word(Style::Hint, "hint"),
            line(text)
        ));
    }

    /// `warning: …`; the run goes on.
    pub(super) fn warning(&self, text: &str) {
        if !self.quiet {
            self.say(&format!(
                "{}: {}",
                self.word(Style::Warning, "warning"),
                line(text)
            ));
        }
    }

    /// What was done, for the eye; left out with `--quiet`.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.say(&line(text));
        }
    }

    /// Why there is nothing to show; an answer of its own, so `--quiet` keeps it.
    pub(super) fn nothing(&self, text: &str) {
        self.say(&line(text));
    }

    /// Every fault of the lexicon, placed to the column.
    pub(super) fn complaints(&self, complaints: &[Complaint]) {
        self.placed(complaints);
        let count = complaints.len();
        self.error_line(&format!(
            "{count} {} in the lexicon",
            plural(count, "fault", "faults")
        ));
    }

    /// What of the user's tables could not be used; the run goes on without it.
    pub(super) fn left_out(&self, complaints: &[Complaint]) {
        if self.quiet || complaints.is_empty() {
            return;
        }
        self.placed(complaints);
        let count = complaints.len();
        self.warning(&format!(
            "{count} {} in --actors files; what cannot be used is left out, the rest counts",
            plural(count, "fault", "faults")
        ));
    }

    /// Rows of the lexicon that are worth a look; nothing is wrong with them.
    pub(super) fn doubts(&self, doubts: &[Complaint]) {
        if self.quiet || doubts.is_empty() {
            return;
        }
        self.placed(doubts);
        let count = doubts.len();
        self.warning(&format!(
            "{count} {} of the lexicon to look at again",
            plural(count, "row", "rows")
        ));
    }

    fn placed(&self, complaints: &[Complaint]) {
        for complaint in complaints {
            let place = format!("{}:{}:{}", complaint.file, complaint.line, complaint.column);
            let hint = complaint
                .hint
                .as_deref()
                .map(|h| format!(" ({h})"))
                .unwrap_or_default();
            let place = self.word(Style::Strong, &line(&place));
            self.say(&format!(
                "{place}: {}{}",
                line(&complaint.problem),
                line_keep_lead(&hint)
            ));
        }
    }

    /// A progress line, shown on a terminal once half a second has passed.
    pub(super) fn progress(&self) -> Progress {
        Progress {
            started: Instant::now(),
            wanted: self.screen.terminal && !self.quiet,
            bar: None,
        }
    }
}

fn line_keep_lead(hint: &str) -> String {
    if hint.is_empty() {
        String::new()
    } else {
        format!(" {}", line(hint))
    }
}

/// A count's noun.
pub(super) fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// One line that moves while documents are read.
pub(super) struct Progress {
    started: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Shows how far the run is.
    pub(super) fn at(&mut self, (begun, files): (usize, usize), documents: usize, events: usize) {
        if !self.wanted || self.started.elapsed() < Duration::from_millis(500) {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(files as u64), target);
            let shape = "{bar:30} {pos}/{len} files, {msg}";
            if let Ok(style) = ProgressStyle::with_template(shape) {
                bar.set_style(style);
            }
            bar
        });
        bar.set_position(begun as u64);
        bar.set_message(format!("{documents} articles, {events} reports"));
    }

    /// A message that must not be overwritten by the bar.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the line away.
    pub(super) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
