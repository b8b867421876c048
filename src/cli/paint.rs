//! What a terminal gets to see: colours when wanted, cleaned text, widths.
//!
//! Words from articles are untrusted: control characters could move the cursor or change colours, and
//! bidirectional marks could make a sentence read as something it does not say. Both go before a line is shown.

use super::args::Color;
use std::borrow::Cow;
use std::io::IsTerminal;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a table when neither a terminal nor `COLUMNS` says how many there are.
const USUAL_COLUMNS: usize = 120;

/// Where output goes, and what it may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Screen {
    /// Whether a person is looking.
    pub(super) terminal: bool,
    /// Whether colours are wanted.
    pub(super) colour: bool,
    /// Columns; `None` when nothing is to be cut.
    pub(super) width: Option<usize>,
}

/// What a piece of text is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A heading or the main word of a line.
    Strong,
    /// Beside the point: ids, marks.
    Dim,
    /// A party of an event, or a name.
    Actor,
    /// A verb: what happened.
    Verb,
    /// A day, or words for one.
    Date,
    /// The word `error`.
    Error,
    /// The word `warning`.
    Warning,
    /// The word `hint`.
    Hint,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Strong => "1",
            Style::Dim => "2",
            Style::Actor => "36",
            Style::Verb => "1;35",
            Style::Date => "32",
            Style::Error => "1;31",
            Style::Warning => "1;33",
            Style::Hint => "1;34",
        }
    }
}

impl Screen {
    /// Standard output.
    pub(super) fn stdout(colour: Color) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let size = terminal
            .then(terminal_size::terminal_size)
            .flatten()
            .map(|(w, _)| w.0.into());
        let told = || std::env::var("COLUMNS").ok()?.parse().ok();
        let width = size.or_else(told).unwrap_or(USUAL_COLUMNS).max(40);
        Screen {
            terminal,
            colour: wanted(colour, terminal),
            width: Some(width),
        }
    }

    /// Standard error.
    pub(super) fn stderr(colour: Color) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Screen {
            terminal,
            colour: wanted(colour, terminal),
            width: None,
        }
    }

    /// The text in its colour, or as it is where colours are not wanted.
    pub(super) fn paint<'a>(&self, style: Style, text: &'a str) -> Cow<'a, str> {
        if self.colour && !text.is_empty() {
            Cow::Owned(format!("\u{1b}[{}m{text}\u{1b}[0m", style.code()))
        } else {
            Cow::Borrowed(text)
        }
    }
}

fn wanted(colour: Color, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
    match colour {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            terminal && set("NO_COLOR").is_none() && set("TERM").is_none_or(|t| t != "dumb")
        }
    }
}

/// Whether a character may steer a terminal or turn the reading direction.
pub(super) fn is_unsafe(c: char) -> bool {
    let bidirectional = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control() || bidirectional
}

/// One line of safe text: control and bidirectional characters gone, runs of white space one blank.
pub(super) fn line(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = clean.len();
        clean.extend(word.chars().filter(|c| !is_unsafe(*c)));
        if clean.len() > before {
            clean.push(' ');
        }
    }
    clean.pop();
    clean
}

/// Columns the text takes on a terminal, colour codes not counted.
pub(super) fn width(text: &str) -> usize {
    let mut rest = text;
    let mut columns = 0;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        columns += before.width();
        rest = after.split_once('m').map_or("", |(_, r)| r);
    }
    columns + rest.width()
}

/// The text cut to so many columns, with `…` where something is left out. Takes text without colour codes.
pub(super) fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(c);
    }
    Cow::Owned(kept.trim_end().to_owned() + "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_articles_cannot_steer_the_terminal() {
        for (text, want) in [
            ("Moscow  recognised\nit", "Moscow recognised it"),
            ("a\u{1b}[31mb\u{7}", "a[31mb"),
            ("\u{202e}eb ot\u{202c} him", "eb ot him"),
            ("\u{9b}2J clear", "2J clear"),
            ("one \u{200f} two", "one two"),
            ("", ""),
            ("Élysée 北京", "Élysée 北京"),
        ] {
            assert_eq!(line(text), want, "{text:?}");
        }
    }

    #[test]
    fn cutting_counts_columns() {
        for (text, columns, want) in [
            ("Kabul", 5, "Kabul"),
            ("Kabul said", 8, "Kabul s…"),
            ("Kabul said", 7, "Kabul…"),
            ("北京北京", 6, "北京…"),
        ] {
            assert_eq!(cut(text, columns), want);
            assert!(width(&cut(text, columns)) <= columns);
        }
        assert_eq!(width("\u{1b}[1;35mmeet\u{1b}[0m x"), 6);
    }
}
