//! What the two XML formats share: escaping, and counting the elements of a file.

use super::scan::plain;
use quick_xml::Reader;
use quick_xml::events::Event as Tag;
use std::io::{self, BufRead, Write};

/// Words for an attribute, as they are but for the characters XML 1.0 forbids; says whether there were none.
pub(super) fn escape(text: &str, out: &mut Vec<u8>) -> bool {
    escape_bytes::<true, false, false>(text.as_bytes(), out)
}

/// Words for an element, where quotes mean nothing.
pub(super) fn content(text: &str, out: &mut Vec<u8>) -> bool {
    escape_bytes::<false, false, false>(text.as_bytes(), out)
}

/// The items of a list joined by `; `, as [`Value::List`](super::fields::Value) shows them.
pub(super) fn list<'t, const QUOTES: bool>(
    items: impl Iterator<Item = &'t str>,
    out: &mut Vec<u8>,
) -> bool {
    let mut whole = true;
    for (n, item) in items.enumerate() {
        if n > 0 {
            out.extend_from_slice(b"; ");
        }
        whole &= escape_bytes::<QUOTES, false, true>(item.as_bytes(), out);
    }
    whole
}

/// A writer whose JSON becomes the content of an element, with nothing lost: what XML forbids JSON can escape.
pub(super) struct Content<'o>(pub(super) &'o mut Vec<u8>);

impl Write for Content<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        escape_bytes::<false, true, false>(text, self.0);
        Ok(text.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether all is told, so that a reader has the same words again.
fn escape_bytes<const QUOTES: bool, const JSON: bool, const ITEM: bool>(
    mut bytes: &[u8],
    out: &mut Vec<u8>,
) -> bool {
    let mut whole = true;
    let special = |b: u8| {
        let always = (b < 0x20) | (b == b'&') | (b == b'<') | (b == b'>') | (b == 0xEF);
        let item = ITEM & ((b == b';') | (b == b'\\'));
        always | item | (QUOTES & ((b == b'"') | (b == b'\'')))
    };
    loop {
        let (before, rest) = bytes.split_at(plain(bytes, special));
        out.extend_from_slice(before);
        let Some(byte) = rest.first() else {
            return whole;
        };
        let written: &[u8] = match byte {
            b';' => b"\\;",
            b'\\' => b"\\\\",
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            // written plain, a reader may turn them into spaces
            b'\n' => b"&#10;",
            b'\r' => b"&#13;",
            b'\t' => b"&#9;",
            0xEF => match noncharacter(rest) {
                Some(escaped) => {
                    out.extend_from_slice(if JSON { escaped } else { b"" });
                    whole &= JSON;
                    bytes = &rest[3..];
                    continue;
                }
                None => &[0xEF],
            },
            _ => {
                whole = false;
                b""
            }
        };
        out.extend_from_slice(written);
        bytes = &rest[1..];
    }
}

/// U+FFFE and U+FFFF, which XML forbids, as JSON can write them.
pub(super) fn noncharacter(bytes: &[u8]) -> Option<&'static [u8]> {
    match bytes.get(..3)? {
        [0xEF, 0xBF, 0xBE] => Some(b"\\ufffe"),
        [0xEF, 0xBF, 0xBF] => Some(b"\\uffff"),
        _ => None,
    }
}

/// How many elements of each name a well-formed file has.
///
/// # Errors
///
/// What the reader complains of: a file that is not well-formed, or ends too early.
pub(super) fn count<const N: usize>(
    input: &mut dyn BufRead,
    names: [&str; N],
) -> io::Result<[usize; N]> {
    let mut reader = Reader::from_reader(input);
    let mut counts = [0; N];
    let mut depth = 0_usize;
    let mut buffer = Vec::new();
    loop {
        let tag = reader
            .read_event_into(&mut buffer)
            .map_err(io::Error::other)?;
        match tag {
            Tag::Start(ref start) | Tag::Empty(ref start) => {
                let name = start.name();
                let found = names.iter().position(|n| **n == *name.as_ref());
                if let Some(n) = found {
                    counts[n] += 1;
                }
                depth += usize::from(matches!(tag, Tag::Start(_)));
            }
            Tag::End(_) => depth -= 1,
            Tag::Eof if depth == 0 => return Ok(counts),
            Tag::Eof => return Err(io::Error::other("the file ends too early")),
            _ => {}
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_an_element() {
        for text in [
            "a & b < c > \"d\" 'e'",
            "]]> --> \n\r\t.",
            "\u{202e}平和 🕊️",
            "",
        ] {
            let mut out = b"<a>".to_vec();
            escape(text, &mut out);
            out.extend(b"</a>");
            let text_of = String::from_utf8(out).unwrap();
            let inner = &text_of[3..text_of.len() - 4];
            assert_eq!(quick_xml::escape::unescape(inner).unwrap(), text);
        }
        let mut out = Vec::new();
        escape("a\u{0}\u{1b}\u{FFFE}b\u{FFFD}\u{FFFF}", &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "ab\u{FFFD}");
        let words = "\u{1b}\u{FFFE}<\u{FFFF}&\"";
        let mut out = Vec::new();
        serde_json::to_writer(Content(&mut out), words).unwrap();
        let json = String::from_utf8(out).unwrap();
        let json = quick_xml::escape::unescape(&json).unwrap();
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), words);
    }

    #[test]
    fn a_file_cut_short_is_seen() {
        let counted = |text: &str| count(&mut text.as_bytes(), ["b"]);
        assert_eq!(counted("<a><b/><b>x</b></a>").unwrap(), [2]);
        assert!(counted("<a><b/>").is_err());
        assert!(counted("<a><b></a>").is_err());
    }
}
