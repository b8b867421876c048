//! Sentence and paragraph borders.
//!
//! A line end is a border, as articles come with one paragraph a line, unless the text was wrapped by hand.
//! Inside a paragraph a stop is a border when what follows can open a sentence and what precedes is no
//! abbreviation, initial or numbering. Word lists come from `lexicon/english/`.

use super::words::{self, AbbreviationClass};
use crate::error::Result;
use crate::model::Span;
use compact_str::CompactString;
use rustc_hash::FxHashSet;

/// Sentences longer than this many tokens (estimated) are cut at the next blank: nobody writes them,
/// but tables and minified text read as such.
const LONGEST_SENTENCE: usize = 400;
/// Without a blank the cut falls here, in estimated tokens …
const LONGEST_RUN: usize = 800;
/// … or here, in bytes.
const LONGEST_BYTES: usize = 8_000;
/// How far to look back for the word before a stop, in bytes: no abbreviation is longer.
const LOOK_BACK: usize = 40;
/// Lines wrapped by hand are about this long, in characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=100;

/// The words sentence splitting needs, from `lexicon/english/`.
#[derive(Debug, Clone, Default)]
pub struct SplitRules {
    /// Abbreviations that do not end a sentence before a capital: `Mr.`, `Gen.`.
    pub titles: FxHashSet<CompactString>,
    /// Abbreviations that may end one: `U.S.`, `Inc.`.
    pub others: FxHashSet<CompactString>,
    /// Abbreviations only before a number: `No.`, `pp.`.
    pub numbers: FxHashSet<CompactString>,
}

impl SplitRules {
    /// Reads `abbreviation,class` rows; the class is `title`, `other` or `number`.
    ///
    /// # Errors
    ///
    /// Fails on a row with an unknown class or without a second column, naming its line.
    ///
    /// # Example
    ///
    /// ```
    /// use chancery::text::SplitRules;
    ///
    /// let rules = SplitRules::from_csv("abbreviation,class\nGen.,title\nInc.,other\n")?;
    /// assert!(rules.titles.contains("Gen."));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn from_csv(rows: &str) -> Result<SplitRules> {
        let mut rules = SplitRules::default();
        for (abbreviation, class) in words::abbreviations(rows)? {
            let set = match class {
                AbbreviationClass::Title => &mut rules.titles,
                AbbreviationClass::Other => &mut rules.others,
                AbbreviationClass::Number => &mut rules.numbers,
            };
            set.insert(abbreviation);
        }
        Ok(rules)
    }
}

/// Cuts `text[body]` into sentences; the flag says that a sentence opens its paragraph.
///
/// The spans lie on character borders, in order, without surrounding blanks; nothing but blanks lies
/// between them.
///
/// # Example
///
/// ```
/// use chancery::{model::Span, text::{SplitRules, sentences}};
///
/// let rules = SplitRules::from_csv("abbreviation,class\nGen.,title\n")?;
/// let text = "Gen. Abe landed in Lima. Talks follow.";
/// let found = sentences(text, Span::new(0, text.len()), &rules);
/// assert_eq!(found[1].0.of(text), "Talks follow.");
/// # Ok::<(), chancery::Error>(())
/// ```
pub fn sentences(text: &str, body: Span, rules: &SplitRules) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text, body) {
        let mut opens = true;
        for sentence in split(text, paragraph, rules) {
            for piece in cut(text, sentence) {
                found.push((piece, opens));
                opens = false;
            }
        }
    }
    found
}

/// A line without its surrounding blanks.
struct Line {
    span: Span,
    /// Length in characters.
    chars: usize,
}

impl Line {
    fn opens_lower(&self, text: &str) -> bool {
        self.span.of(text).starts_with(char::is_lowercase)
    }
}

/// The stretches between paragraph borders.
fn paragraphs(text: &str, body: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut group: Vec<Line> = Vec::new();
    let mut start = body.start;
    let is_break = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    for line in body.of(text).split_inclusive(is_break) {
        let span = trimmed(text, Span::new(start, start + line.len()));
        start += line.len();
        if span.start < span.end {
            let chars = span.of(text).chars().count();
            group.push(Line { span, chars });
        } else if line != "\n" || !body.of(text)[..start - line.len() - body.start].ends_with('\r')
        {
            // the second half of "\r\n" is no blank line
            close(text, &mut group, &mut out);
        }
    }
    close(text, &mut group, &mut out);
    out
}

/// Moves the lines between two blank lines to `out`, joining those that were one before wrapping.
fn close(text: &str, group: &mut Vec<Line>, out: &mut Vec<Span>) {
    let width = group.iter().map(|l| l.chars).max().unwrap_or(0);
    // A wrapped line ends where the next word would not have fitted.
    let full = |i: usize| {
        let next = group[i + 1].span.of(text);
        let word = next.split(char::is_whitespace).next().unwrap_or(next);
        WRAPPED.contains(&group[i].chars) && group[i].chars + 1 + word.chars().count() > width
    };
    let wrapped = WRAPPED.contains(&width)
        && (1..group.len()).any(|i| group[i].opens_lower(text) && full(i - 1));
    for (i, line) in group.iter().enumerate() {
        let joins = i > 0
            && !is_bullet(line.span.of(text))
            && ((wrapped && full(i - 1))
                || (line.opens_lower(text)
                    && group[i - 1].chars >= *WRAPPED.start()
                    && !ends(group[i - 1].span.of(text))));
        match out.last_mut() {
            Some(last) if joins => last.end = line.span.end,
            _ => out.push(line.span),
        }
    }
    group.clear();
}

fn is_bullet(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('-' | '–' | '—' | '*' | '•' | '·' | '‣' | '▪' | '●' | '>') => {
            chars.next().is_some_and(char::is_whitespace)
        }
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with(". ") || rest.starts_with(") ")
        }
        _ => false,
    }
}

fn ends(line: &str) -> bool {
    line.trim_end_matches(is_closer)
        .ends_with(|c| is_stop(c) || c == ':')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
            | '-'
            | '–'
            | '—'
            | '¿'
            | '¡'
            | '*'
            | '•'
    )
}

/// The sentences of one paragraph.
fn split(text: &str, paragraph: Span, rules: &SplitRules) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = paragraph.start;
    let mut at = paragraph.start;
    while let Some((offset, _)) = text[at..paragraph.end]
        .char_indices()
        .find(|&(_, c)| is_stop(c))
    {
        let stop = at + offset;
        let rest = &text[stop..paragraph.end];
        let stops = rest.trim_start_matches(is_stop);
        let after = stops.trim_start_matches(is_closer);
        let run = &rest[..rest.len() - stops.len()];
        let end = paragraph.end - after.len();
        at = end;
        let sentence = Span::new(start, stop);
        if after.is_empty() || !is_border(text, sentence, run, end - stop > run.len(), after, rules)
        {
            continue;
        }
        out.push(trimmed(text, Span::new(start, end)));
        start = paragraph.end - after.trim_start().len();
    }
    let last = trimmed(text, Span::new(start, paragraph.end));
    if last.start < last.end {
        out.push(last);
    }
    out
}

/// Whether a sentence ends at the stops `run`: `before` is what it would be, `after` all that follows
/// the stops and closing marks.
fn is_border(
    text: &str,
    before: Span,
    run: &str,
    closed: bool,
    after: &str,
    rules: &SplitRules,
) -> bool {
    let word = last_word(text, before);
    let blank = after.starts_with(char::is_whitespace);
    if !blank {
        // No blank after the stop: a decimal, an address, an abbreviation, or a blank lost in scraping.
        let lower = word.chars().count() > 2 && word.chars().all(char::is_lowercase);
        let mut next = after.trim_start_matches(is_opener).chars();
        let capital = next.next().is_some_and(char::is_uppercase)
            && next.next().is_some_and(char::is_lowercase);
        return run.chars().count() == 1 && lower && capital;
    }
    let next = after.trim_start();
    let first = next.trim_start_matches(is_opener);
    let Some(initial) = first.chars().next() else {
        return false;
    };
    if initial.is_lowercase() {
        return false;
    }
    if initial.is_ascii_punctuation()
        && !matches!(initial, '$' | '#' | '@')
        && first.len() == next.len()
    {
        // A slash or comma goes on with what was before: `July 4. /TASS/`.
        return false;
    }
    if run != "." || word.is_empty() {
        return true;
    }
    let whole = text[word_start(text, before)..before.end + 1].trim_start_matches(is_opener);
    let opens = || words::english().opens_sentence(first_word(first));
    if rules.titles.contains(whole) {
        return false;
    }
    if rules.numbers.contains(whole) {
        return !initial.is_numeric();
    }
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    if is_initial || rules.others.contains(whole) || is_dotted(word) {
        return initial.is_uppercase() && opens();
    }
    // A number at the very start counts paragraphs: `1. The parties agree`.
    let numbering = word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit());
    closed || !(numbering && before.start + word.len() >= before.end)
}

/// Letters with stops between them: `U.N`, `a.k.a`.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn first_word(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    &text[..end]
}

/// Where the blank-free stretch before `before.end` begins, looking back no further than any abbreviation is long.
fn word_start(text: &str, before: Span) -> usize {
    let mut floor = before.start.max(before.end.saturating_sub(LOOK_BACK));
    while !text.is_char_boundary(floor) {
        floor += 1;
    }
    let back = &text[floor..before.end];
    floor
        + back
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(i, c)| i + c.len_utf8())
}

fn last_word(text: &str, before: Span) -> &str {
    text[word_start(text, before)..before.end].trim_start_matches(is_opener)
}

/// `span` without blanks at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    let left = whole.trim_start();
    let start = span.end - left.len();
    Span::new(start, start + left.trim_end().len())
}

/// Cuts an absurdly long sentence at blanks, or anywhere when it has none.
fn cut(text: &str, sentence: Span) -> Vec<Span> {
    if sentence.end - sentence.start <= LONGEST_SENTENCE {
        return vec![sentence];
    }
    let mut out = Vec::new();
    let (mut start, mut tokens, mut in_word) = (sentence.start, 0, false);
    for (offset, c) in sentence.of(text).char_indices() {
        let at = sentence.start + offset;
        let blank = c.is_whitespace();
        if (tokens >= LONGEST_SENTENCE && blank)
            || tokens >= LONGEST_RUN
            || at - start >= LONGEST_BYTES
        {
            out.push(trimmed(text, Span::new(start, at)));
            (start, tokens) = (at, 0);
        }
        let word = c.is_alphanumeric();
        tokens += usize::from(!(blank || (word && in_word)));
        in_word = word;
    }
    out.push(trimmed(text, Span::new(start, sentence.end)));
    out.retain(|s| s.start < s.end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> SplitRules {
        SplitRules::from_csv(include_str!("../../lexicon/english/abbreviations.csv")).unwrap()
    }

    fn cuts(text: &str) -> Vec<&str> {
        let found = sentences(text, Span::new(0, text.len()), &rules());
        found.iter().map(|(s, _)| s.of(text)).collect()
    }

    #[test]
    fn stops_end_sentences_but_not_abbreviations() {
        // `|` stands where a border should be.
        for want in [
            "Gen. Abe met Dr. Li in Lima.| Talks follow.",
            "He works for the U.S. Treasury.| She left the U.S.| The talks ended.",
            "They met at 5 p.m. on Monday.| They left at 6 p.m.| It rained.",
            "Acme Inc. President J. R. Roe resigned.| No. 5 is next.| He said no.| Then he left.",
            "Prices rose 3.5 percent in Jan. 2020.| Nobody knew why.",
            "“We agree.”| The envoy left.",
            "\"Why?\" she asked.| \"Nobody told me.\"| He nodded...| Then silence.",
            "LIMA, May 2. /ANDES/.| Peru protested.",
            "(It was denied.)| The U.N. said so.",
            "1. The parties agree.| 2. They sign.",
            "He saw the end.|The lost blank shows.",
            "Visit example.org or node.js v. 4.2 today!| Yes?| 300 came.",
        ] {
            let text = want.replace('|', "");
            let pieces: Vec<&str> = want.split('|').map(str::trim).collect();
            assert_eq!(cuts(&text), pieces, "{want}");
        }
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_not() {
        let wrapped = "The ministers of both countries said on Monday that they would\n\
                       go on with the talks that began in Lima last spring, and that\n\
                       Peru had agreed.\n\nA second paragraph.";
        let found = sentences(wrapped, Span::new(0, wrapped.len()), &rules());
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|(_, opens)| *opens));
        let lines = "A headline without a stop\r\nThe story begins here. It goes on.\r\n- Peru\r\n- talks\r\n";
        let found = sentences(lines, Span::new(0, lines.len()), &rules());
        let opens: Vec<bool> = found.iter().map(|f| f.1).collect();
        assert_eq!(opens, [true, true, false, true, true]);
    }

    #[test]
    fn any_text_is_cut_without_losing_a_letter() {
        let long = format!("{}{}", "word, ".repeat(5_000), "…a.b.!?".repeat(20_000));
        for text in ["", " \n ", "…", "?!", "é. É", "🙂. A🙂", &long] {
            let found = sentences(text, Span::new(0, text.len()), &rules());
            let mut at = 0;
            for (span, _) in &found {
                assert!(span.start >= at && span.start < span.end);
                assert!(text[at..span.start].trim().is_empty());
                assert!(span.end - span.start <= LONGEST_BYTES);
                at = span.end;
            }
            assert!(text[at..].trim().is_empty());
        }
    }
}
