//! One plain text file: a leading `date YYYY-MM-DD`, or a header block, or neither, then the article.
//!
//! The text is kept whole, byte for byte without the byte order mark, so that offsets count from the
//! start of the file; only [`Document::body`] says where the article begins.

use super::{day, faulty, named, utf8};
use crate::error::Result;
use crate::model::{Document, Span};
use regex::Regex;
use std::sync::LazyLock;

/// Keys a header block may have; at least one of its lines must carry one of them.
const KEYS: [&str; 5] = ["title", "date", "source", "url", "language"];

/// Longest title in bytes; a longer first line is a paragraph.
const MAX_TITLE_BYTES: usize = 200;

static LEADING_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*date[ \t]+(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})(?:[ \t]+|[ \t]*\r?\n|$)")
        .expect("a constant pattern")
});
static HEADER_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[ \t]*([A-Za-z][A-Za-z_-]{0,30})[ \t]*:[ \t]*(.*?)\s*$")
        .expect("a constant pattern")
});

/// Reads the bytes of one file.
pub(super) fn document(bytes: Vec<u8>, place: &str, id: &str) -> Result<Document> {
    let wrong = |problem: String| faulty(place.to_owned(), Some(id), problem);
    let text = utf8(bytes).map_err(wrong)?;
    if text.trim().is_empty() {
        return Err(wrong("the file is empty".to_owned()));
    }
    let mut document = Document {
        id: named(id),
        ..Document::default()
    };
    let start = if let Some(found) = LEADING_DATE.captures(&text) {
        document.date = Some(day(&found[1]).map_err(wrong)?);
        let start = found[0].len();
        document.title = title(&text[start..]);
        start
    } else {
        header(&text, &mut document).map_err(wrong)?
    };
    if text[start..].trim().is_empty() {
        return Err(wrong("there is no text after the header".to_owned()));
    }
    document.body = Span::new(start, text.len());
    document.text = text;
    Ok(document)
}

/// The first line, when it is short, does not end as a sentence does, and more follows.
fn title(article: &str) -> Option<String> {
    let (line, rest) = article.trim_start().split_once('\n')?;
    let line = line.trim();
    let sentence = line.ends_with(['.', '!', '?', '"', '”', '\'', ':', ';', ',']);
    (!line.is_empty() && !sentence && line.len() <= MAX_TITLE_BYTES && !rest.trim().is_empty())
        .then(|| line.to_owned())
}

/// Reads `key: value` lines up to a blank line; returns where the article begins, 0 when there is no header.
fn header(text: &str, document: &mut Document) -> Result<usize, String> {
    let mut fields: Vec<(String, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            if fields.is_empty() {
                continue;
            }
            break;
        }
        let Some(found) = HEADER_LINE.captures(line) else {
            return Ok(0);
        };
        let (Some(key), Some(value)) = (found.get(1), found.get(2)) else {
            return Ok(0);
        };
        fields.push((key.as_str().to_ascii_lowercase(), value.as_str()));
    }
    if !fields.iter().any(|(key, _)| KEYS.contains(&key.as_str())) {
        return Ok(0);
    }
    for (key, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        let owned = Some(value.to_owned());
        match key.as_str() {
            "title" => document.title = owned,
            "date" => document.date = Some(day(value)?),
            "source" => document.source = owned,
            "url" => document.url = owned,
            "language" => document.language = owned,
            _ => {}
        }
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        document(text.as_bytes().to_vec(), "in", "in").unwrap()
    }

    #[test]
    fn the_leading_date_is_cut_from_the_body_and_not_from_the_text() {
        for (text, body) in [
            (
                "date 2025-07-04 OSLO, July 4. Talks began.",
                "OSLO, July 4. Talks began.",
            ),
            ("\n date 2025-07-04 Talks began.", "Talks began."),
            ("\u{feff}date 2025-07-04\nTalks began.", "Talks began."),
            ("date 2025-07-04\r\nTalks began.", "Talks began."),
        ] {
            let document = read(text);
            assert_eq!(document.date.unwrap().to_string(), "2025-07-04", "{text:?}");
            assert_eq!(document.body.of(&document.text), body);
            assert_eq!(document.text, text.trim_start_matches('\u{feff}'));
        }
    }

    #[test]
    fn no_header_is_found_where_there_is_none() {
        for text in [
            "Talks began on Monday.",
            "Moscow: no comment\n\nThe ministry was silent.",
            "date palms grow there.",
            "Title: of the essay is unknown\nand the rest is not a header\n\nText.",
        ] {
            let document = read(text);
            assert_eq!((document.body.start, document.date), (0, None), "{text:?}");
        }
    }

    #[test]
    fn a_header_block_is_read() {
        let document = read(
            "Title: Talks in Oslo\nDate: 2025-07-04\nSource: A Paper\nURL: https://a.example/x\n\
             Language: en\nSection: World\n\nTalks began.\n",
        );
        assert_eq!(document.title.as_deref(), Some("Talks in Oslo"));
        assert_eq!(document.date.unwrap().to_string(), "2025-07-04");
        assert_eq!(document.source.as_deref(), Some("A Paper"));
        assert_eq!(document.url.as_deref(), Some("https://a.example/x"));
        assert_eq!(document.language.as_deref(), Some("en"));
        assert_eq!(document.body.of(&document.text), "Talks began.\n");
    }

    #[test]
    fn a_first_line_without_a_full_stop_is_the_title() {
        for (text, want) in [
            (
                "date 2025-05-21 Norway and Fiji: A New Chapter\nThe two met.",
                Some("Norway and Fiji: A New Chapter"),
            ),
            ("date 2025-05-21 The two met.\nThey talked.", None),
            ("date 2025-05-21 The two met", None),
        ] {
            assert_eq!(read(text).title.as_deref(), want, "{text:?}");
        }
    }
}
