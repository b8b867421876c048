//! Text as a picture needs it: cleaned, measured, wrapped, clipped.
//!
//! Words come from articles and are untrusted; whatever goes into a picture passes [`clean`] first.
//! Escaping for a format is that format's own business (`svg.rs`, `dot.rs`).

use std::borrow::Cow;

/// Takes out control and bidirectional characters; a run of white space becomes one space.
///
/// Bidirectional overrides could turn a label round so that it reads as something else.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_hidden(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out.trim_start().to_owned()
}

/// Characters nobody sees that change how others are shown, and those XML forbids.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Shortens to at most `most` characters, the last an ellipsis when something was cut.
pub fn clip(text: &str, most: usize) -> Cow<'_, str> {
    // a text has no more characters than bytes
    if text.len() <= most || text.chars().count() <= most {
        return Cow::Borrowed(text);
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    Cow::Owned(format!("{}…", head.trim_end()))
}

/// Breaks at spaces into lines of about `most` characters, at most `lines` of them.
pub fn wrap(text: &str, most: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        match out.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            last.push('…');
        }
    }
    out.iter()
        .map(|line| clip(line, most + 6).into_owned())
        .collect()
}

/// Advance widths of the printable ASCII characters of DejaVu Sans, in hundredths of the font size.
///
/// DejaVu is the widest of the fonts a viewer may put in for Helvetica, so boxes made for it hold them all.
const ADVANCE: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75,
    79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35,
    63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// Width of a text in pixels at a font size in pixels.
pub fn width(text: &str, size: f64) -> f64 {
    let hundredths: u64 = text.chars().map(advance).sum();
    hundredths as f64 * size / 100.0
}

fn advance(c: char) -> u64 {
    match c as u32 {
        code @ 32..=126 => u64::from(ADVANCE[code as usize - 32]),
        // combining marks and joiners sit on the character before
        0x300..=0x36F | 0x200C | 0x200D | 0xFE00..=0xFE0F => 0,
        // Hangul, CJK and emoji are square
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF00..=0xFF60 => {
            105
        }
        0x1F000..=0x3FFFD => 130,
        0x2026 => 100,
        _ => 70,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_round_is_taken_out() {
        for (dirty, want) in [
            ("Wang\u{202E}iY", "WangiY"),
            ("a\tb\n\nc", "a b c"),
            ("\u{0}\u{7}x\u{1b}[31m", "x[31m"),
            ("  \u{200F} ", ""),
            ("平和 🕊", "平和 🕊"),
        ] {
            assert_eq!(clean(dirty), want, "{dirty:?}");
        }
    }

    #[test]
    fn long_text_is_cut_on_a_character() {
        assert_eq!(clip("ééééé", 3), "éé…");
        assert_eq!(clip("abc", 3), "abc");
        let lines = wrap(&"x".repeat(10_000), 20, 3);
        assert!(lines.iter().all(|l| l.chars().count() <= 26), "{lines:?}");
        assert_eq!(wrap("one two three four five", 8, 2), ["one two", "three…"]);
    }

    #[test]
    fn wide_letters_are_wider() {
        assert!(width("WWW", 10.0) > width("iii", 10.0));
        assert_eq!(width("", 10.0), 0.0);
        assert!(width("平", 10.0) > 10.0);
    }
}
