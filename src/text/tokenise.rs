//! Sentences into tokens, by the conventions of the Universal Dependencies English treebanks.
//!
//! Blanks part tokens; so do the marks around a word. Inside a word, apostrophes part clitics (`do|n't`,
//! `Lima|'s`), hyphens part compounds but not prefixes (`two|-|year`, `co-founder`), slashes part words.
//! Abbreviations, numbers, dates, addresses of the net stay whole. The lists are in `lexicon/english/`.

use super::words::{self, AbbreviationClass};
use super::{Rel, Sentence, Tag, Token, Upos};
use crate::model::Span;
use compact_str::CompactString;

/// A stretch without blanks longer than this is no word of English; only its marks are parted, in pieces of this size.
const LONGEST_CHUNK: usize = 400;

/// Cuts one sentence into tokens by the conventions of the treebanks.
///
/// Tags and tree are not filled in: every token is an `X` without a head. The forms are the words as
/// they stand, with typographic apostrophes and quotes kept.
///
/// # Example
///
/// ```
/// use chancery::{model::Span, text::tokenise};
///
/// let text = "Peru's envoys didn't sign.";
/// let sentence = tokenise(text, Span::new(0, text.len()), true);
/// let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.form.as_str()).collect();
/// assert_eq!(forms, ["Peru", "'s", "envoys", "did", "n't", "sign", "."]);
/// ```
pub fn tokenise(text: &str, span: Span, opens_paragraph: bool) -> Sentence {
    let mut cutter = Cutter {
        text,
        spans: Vec::with_capacity((span.end - span.start) / 5),
        last: span.end,
    };
    let mut chunk: Option<usize> = None;
    for (offset, c) in span.of(text).char_indices() {
        let at = span.start + offset;
        match (is_blank(c), chunk) {
            (true, Some(start)) => {
                cutter.chunk(start, at);
                chunk = None;
            }
            (false, None) => chunk = Some(at),
            (false, Some(start)) if at - start >= LONGEST_CHUNK => {
                cutter.chunk(start, at);
                chunk = Some(at);
            }
            _ => {}
        }
    }
    if let Some(start) = chunk {
        cutter.chunk(start, span.end);
    }
    let tokens = cutter
        .spans
        .into_iter()
        .map(|s| blank_token(text, s))
        .collect();
    Sentence {
        span,
        tokens,
        opens_paragraph,
    }
}

fn blank_token(text: &str, span: Span) -> Token {
    Token {
        span,
        form: CompactString::from(span.of(text)),
        lemma: CompactString::default(),
        tag: Tag::Xx,
        upos: Upos::X,
        head: None,
        rel: Rel::Dep,
        unit: false,
    }
}

/// Blanks, control characters and the invisible marks that scraping leaves.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

/// Marks that never are part of a word.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '—'
            | '–'
            | '|'
            | '='
            | '~'
            | '*'
            | '·'
            | '•'
            | '^'
            | '¿'
            | '¡'
            | '。'
            | '，'
            | '、'
            | '！'
            | '？'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

fn is_currency(c: char) -> bool {
    matches!(
        c,
        '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩' | '₪' | '₺' | '₴' | '¢'
    )
}

struct Cutter<'a> {
    text: &'a str,
    spans: Vec<Span>,
    /// End of the sentence.
    last: usize,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.spans.push(Span::new(start, end));
        }
    }

    /// Parts a stretch without blanks: leading marks, core, trailing marks.
    fn chunk(&mut self, mut start: usize, end: usize) {
        while start < end {
            let rest = &self.text[start..end];
            let Some(len) = leading(rest) else { break };
            self.push(start, start + len);
            start += len;
        }
        let (core, mut trail) = self.trailing(start, end);
        if start < core {
            self.core(start, core);
        }
        trail.reverse();
        self.spans.extend(trail);
    }

    /// End of the core, and the marks behind it, last first.
    fn trailing(&self, start: usize, mut end: usize) -> (usize, Vec<Span>) {
        let mut trail = Vec::new();
        while start < end {
            let rest = &self.text[start..end];
            let Some(c) = rest.chars().next_back() else {
                break;
            };
            let stem = match c {
                '!' | '?' => rest.trim_end_matches(['!', '?']),
                '\'' | '’' => {
                    let one = rest.strip_suffix(c).unwrap_or(rest);
                    one.strip_suffix(c).unwrap_or(one)
                }
                _ => rest.trim_end_matches(c),
            };
            let len = if is_run(c) || is_apostrophe(c) {
                rest.len() - stem.len()
            } else {
                c.len_utf8()
            };
            let parts = match c {
                '.' if len == 1 => !self.keeps_stop(rest, end),
                '%' | '\'' | '’' | '`' | '-' | '/' | '\\' | '#' => true,
                // `US$` before its number
                _ if is_currency(c) => {
                    !stem.chars().all(|s| s.is_ascii_uppercase()) || stem.is_empty()
                }
                _ => is_mark(c) || len > c.len_utf8(),
            };
            if !parts || is_address(rest) {
                break;
            }
            trail.push(Span::new(end - len, end));
            end -= len;
        }
        (end, trail)
    }

    /// Whether the stop that ends `word` at `end` belongs to it.
    fn keeps_stop(&self, word: &str, end: usize) -> bool {
        let stem = &word[..word.len() - 1];
        let unquoted = stem.trim_start_matches(|c| is_apostrophe(c) || is_mark(c));
        let part = unquoted
            .rsplit(['-', '/', '–', '—'])
            .next()
            .unwrap_or(unquoted);
        if part.is_empty() {
            return false;
        }
        let mut letters = part.chars();
        if letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none() {
            // An initial; at the end of a sentence it is one only in upper case.
            return end < self.last && part.chars().all(char::is_uppercase);
        }
        if part.contains('.')
            && part
                .split('.')
                .all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphabetic))
        {
            return !part.contains("..");
        }
        match words::english().abbreviation(&word[word.len() - 1 - part.len()..]) {
            Some(AbbreviationClass::Number) => self.text[end..self.last]
                .trim_start()
                .starts_with(|c: char| c.is_numeric()),
            Some(_) => true,
            None => false,
        }
    }

    /// Parts what stands between the outer marks.
    fn core(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if is_address(word) || is_date_or_number(word) {
            return self.push(start, end);
        }
        if let Some((len, step)) = self.inner_break(word) {
            self.core_or_nothing(start, start + len);
            self.push(start + len, start + len + step);
            return self.chunk(start + len + step, end);
        }
        self.word(start, end);
    }

    fn core_or_nothing(&mut self, start: usize, end: usize) {
        if start < end {
            self.core(start, end);
        }
    }

    /// The first place inside a word that parts it: offset and length of the mark (0 for none).
    fn inner_break(&self, word: &str) -> Option<(usize, usize)> {
        let mut before: Option<char> = None;
        for (at, c) in word.char_indices() {
            let rest = &word[at + c.len_utf8()..];
            let after = rest.chars().next();
            let run = if is_run(c) {
                word[at..].len() - word[at..].trim_start_matches(c).len()
            } else {
                c.len_utf8()
            };
            let digits = before.is_some_and(|b| b.is_ascii_digit())
                && after.is_some_and(|a| a.is_ascii_digit());
            let parts = match c {
                ',' | ':' => !digits,
                '.' => run > 1 || is_lost_blank(&word[..at], rest),
                '-' => run > 1 || self.hyphen_parts(&word[..at], rest),
                '/' => !digits,
                '%' => true,
                _ => is_mark(c),
            };
            if parts {
                return Some((at, run));
            }
            // `5pm`
            if c.is_ascii_digit()
                && after.is_some_and(char::is_alphabetic)
                && word[..at]
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b".,:".contains(&b))
                && words::english().is_unit(rest)
            {
                return Some((at + c.len_utf8(), 0));
            }
            // `$5` and `US$5`
            if is_currency(c) && after.is_some_and(|a| a.is_ascii_digit()) {
                return Some((at + c.len_utf8(), 0));
            }
            before = Some(c);
        }
        None
    }

    /// Whether the hyphen between `left` and `right` parts them.
    fn hyphen_parts(&self, left: &str, right: &str) -> bool {
        if left.is_empty() || right.is_empty() {
            return true;
        }
        !words::english().is_prefix(left)
    }

    /// Parts a word without marks inside: clitics and contractions.
    fn word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if word.len() <= 40 {
            let lower: String = word
                .chars()
                .map(|c| {
                    if is_apostrophe(c) {
                        '\''
                    } else {
                        c.to_ascii_lowercase()
                    }
                })
                .collect();
            if let Some(parts) = words::english().contraction(&lower) {
                let mut at = start;
                for part in parts {
                    self.push(at, at + part.len());
                    at += part.len();
                }
                return;
            }
            if let Some(len) = words::english().clitic(&lower) {
                // Apostrophes differ in bytes, so the clitic is measured in characters.
                let chars = lower[lower.len() - len..].chars().count();
                let cut = word
                    .char_indices()
                    .rev()
                    .nth(chars - 1)
                    .map_or(0, |(i, _)| i);
                self.word(start, start + cut);
                return self.push(start + cut, end);
            }
        }
        self.push(start, end);
    }
}

/// Marks that come in runs which are one token: `...`, `--`, `!!`.
fn is_run(c: char) -> bool {
    matches!(
        c,
        '.' | '-' | '!' | '?' | '*' | '=' | '_' | '~' | '<' | '>' | '#' | '+' | '—' | '–' | '|'
    )
}

/// Length of the mark that opens a stretch, if it opens with one.
fn leading(rest: &str) -> Option<usize> {
    let c = rest.chars().next()?;
    let after = &rest[c.len_utf8()..];
    let run = rest.len() - rest.trim_start_matches(c).len();
    if is_apostrophe(c) {
        return (!keeps_apostrophe(rest, after)).then_some(if after.starts_with(c) {
            2 * c.len_utf8()
        } else {
            c.len_utf8()
        });
    }
    if is_run(c) && run > c.len_utf8() {
        return Some(run);
    }
    // `[...]`, words left out of a quotation
    let dots = after.trim_start_matches(['.', '…']);
    if c == '[' && dots.len() < after.len() && dots.starts_with(']') {
        return Some(rest.len() - dots.len() + 1);
    }
    let digit_follows = after.starts_with(|a: char| a.is_ascii_digit());
    let parts = match c {
        '.' => !digit_follows,
        '-' | '/' | '\\' => true,
        '#' => after.is_empty() || digit_follows,
        '@' | '+' => after.is_empty(),
        _ => is_mark(c) || is_currency(c),
    };
    parts.then_some(c.len_utf8())
}

/// Whether an apostrophe opens a word rather than a quotation: `'s` apart from its noun, `'90s`, `'em`.
fn keeps_apostrophe(rest: &str, after: &str) -> bool {
    let word: String = after
        .chars()
        .take(8)
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let lower = format!("'{}", word.to_lowercase());
    let digits = word.trim_end_matches('s');
    (digits.len() == 2 && digits.chars().all(|c| c.is_ascii_digit()) && !rest.starts_with('‘'))
        || words::english().is_elided(&lower)
        || words::english().clitic(&format!("x{lower}")) == Some(lower.len())
}

/// Addresses of the net and of mail.
fn is_address(word: &str) -> bool {
    let scheme = word
        .find("://")
        .is_some_and(|at| at > 0 && word[..at].chars().all(|c| c.is_ascii_alphanumeric()));
    let www = word
        .get(..4)
        .is_some_and(|w| w.eq_ignore_ascii_case("www."));
    let mail = word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
    });
    // `host.tld/path`
    let path = word.split_once('/').is_some_and(|(host, _)| {
        host.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && end.len() >= 2 && end.chars().all(|c| c.is_ascii_lowercase())
        })
    });
    (scheme || www || mail || path)
        && !word.ends_with([
            '.', ',', ';', ':', '!', '?', ')', '"', '\'', '”', '’', '>', ']',
        ])
}

/// Dates (`2025-07-04`, `4/7/2025`), telephone numbers, scores and the like: digits with single marks between them.
fn is_date_or_number(word: &str) -> bool {
    let groups: Vec<&str> = word.split(['-', '/', '.', ',', ':']).collect();
    if groups.len() < 2
        || groups
            .iter()
            .any(|g| g.is_empty() || !g.bytes().all(|b| b.is_ascii_digit()))
    {
        return false;
    }
    let hyphens = word.matches('-').count();
    // `1998-2003` and `10-12` are ranges of two numbers; `2025-07-04` and `555-0100` are one.
    hyphens != 1 || (groups.len() == 2 && groups[0].len() == 3 && groups[1].len() == 4)
}

/// Whether a stop stands where a blank was lost: `ended.The`.
fn is_lost_blank(left: &str, right: &str) -> bool {
    let lower = left.chars().rev().take_while(|c| c.is_lowercase()).count() > 2
        && left.chars().all(char::is_lowercase);
    let mut next = right.chars();
    lower
        && next.next().is_some_and(char::is_uppercase)
        && next.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let sentence = tokenise(text, Span::new(0, text.len()), false);
        for token in &sentence.tokens {
            assert_eq!(token.span.of(text), token.form);
        }
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.form.as_str()).collect();
        forms.join(" ")
    }

    #[test]
    fn tokens_follow_the_treebank() {
        for (text, want) in [
            (
                "Norway's king can't travel.",
                "Norway 's king ca n't travel .",
            ),
            ("It’s Peru’s; they’ve paid", "It ’s Peru ’s ; they ’ve paid"),
            ("The envoys' rooms", "The envoys ' rooms"),
            ("They cannot sign", "They can not sign"),
            ("“No,” said Mr. Ito.", "“ No , ” said Mr. Ito ."),
            ("in the U.S. and U.K.", "in the U.S. and U.K."),
            ("U.S.-led talks", "U.S. - led talks"),
            ("a 15-year-old ex-minister", "a 15 - year - old ex-minister"),
            (
                "a $3.5bn loan, US$20 or €1,500",
                "a $ 3.5 bn loan , US$ 20 or € 1,500",
            ),
            ("12% on 2025-07-04 at 10:30", "12 % on 2025-07-04 at 10:30"),
            (
                "LIMA, May 2. /ANDES/. Talks",
                "LIMA , May 2 . / ANDES / . Talks",
            ),
            (
                "see https://example.org/a-b?c=d.",
                "see https://example.org/a-b?c=d .",
            ),
            ("mail desk@example.org!", "mail desk@example.org !"),
            ("he/she (and others)...", "he / she ( and others ) ..."),
            ("1998–2003, 1998-2003", "1998 – 2003 , 1998 - 2003"),
            (
                "'We agree,' he said; 'em all, '90s",
                "' We agree , ' he said ; 'em all , '90s",
            ),
            ("at 5pm [...] #3, m16", "at 5 pm [...] # 3 , m16"),
            ("What?! ''Yes''!!!", "What ?! '' Yes '' !!!"),
            ("No. 5 said no.", "No. 5 said no ."),
            ("Well — 👍🏽", "Well — 👍🏽"),
            ("", ""),
            (" \u{200b}\t", ""),
        ] {
            assert_eq!(cut(text), want);
        }
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let long = "a".repeat(100_000) + &".,".repeat(1000) + &"é-".repeat(50_000);
        let sentence = tokenise(&long, Span::new(0, long.len()), false);
        let total: usize = sentence.tokens.iter().map(|t| t.form.len()).sum();
        assert_eq!(total, long.len());
    }
}
