//! JSONL: one document a line, read line by line.

use super::{MAX_DOCUMENT_BYTES, cannot_read, day, faulty, named, too_long, utf8};
use crate::error::Result;
use crate::model::{Document, Span};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};
use std::path::Path;

/// The documents of one JSONL input.
pub(super) struct Lines<R> {
    input: R,
    place: String,
    /// What a line without an `id` is called, before its number.
    stem: String,
    line: usize,
    found: bool,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of an input; without any it is an error unless it `may_be_empty`.
    pub(super) fn new(input: R, place: String, stem: String, may_be_empty: bool) -> Self {
        Lines {
            input,
            place,
            stem,
            line: 0,
            found: may_be_empty,
            ended: false,
        }
    }

    /// The next line without its end, `None` at the end; a line beyond the limit is skipped and an error.
    fn line(&mut self) -> Option<Result<Vec<u8>>> {
        let mut bytes = Vec::new();
        let limit = MAX_DOCUMENT_BYTES as u64 + 1;
        let read = (&mut self.input).take(limit).read_until(b'\n', &mut bytes);
        self.line += 1;
        match read {
            Err(source) => {
                self.ended = true;
                return Some(Err(cannot_read(Path::new(&self.place), source)));
            }
            Ok(0) => return None,
            Ok(_) => {}
        }
        if bytes.len() > MAX_DOCUMENT_BYTES && bytes.last() != Some(&b'\n') {
            if let Err(source) = self.input.skip_until(b'\n') {
                self.ended = true;
                return Some(Err(cannot_read(Path::new(&self.place), source)));
            }
            return Some(Err(faulty(self.here(), None, too_long("line"))));
        }
        Some(Ok(bytes))
    }

    fn here(&self) -> String {
        format!("{}:{}", self.place, self.line)
    }

    fn document(&self, bytes: Vec<u8>) -> Result<Document> {
        let text = utf8(bytes).map_err(|problem| faulty(self.here(), None, problem))?;
        let mut fields: Map<String, Value> = serde_json::from_str(&text).map_err(|error| {
            let place = format!("{}:{}", self.here(), error.column());
            // serde_json ends its message with the position inside the line, which the place has already.
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            faulty(place, None, format!("not JSON: {message}"))
        })?;
        let id = match fields.remove("id") {
            Some(Value::String(id)) if !id.trim().is_empty() => id,
            Some(Value::Number(id)) => id.to_string(),
            _ => format!("{}:{}", self.stem, self.line),
        };
        let wrong = |problem: String| faulty(self.here(), Some(&id), problem);
        let mut words = |key: &str| match fields.remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(value)) => Ok(Some(value).filter(|v| !v.is_empty())),
            Some(other) => Err(wrong(format!("`{key}` is no string: {other}"))),
        };
        let text = words("text")?.ok_or_else(|| wrong("there is no `text`".to_owned()))?;
        let date = words("date")?
            .map(|value| day(&value))
            .transpose()
            .map_err(wrong)?;
        let (title, source) = (words("title")?, words("source")?);
        let (url, language) = (words("url")?, words("language")?);
        Ok(Document {
            id: named(&id),
            title,
            date,
            source,
            url,
            language,
            body: Span::new(0, text.len()),
            text,
            extra: (!fields.is_empty()).then(|| Value::Object(fields).to_string()),
        })
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.line() {
                None => {
                    self.ended = true;
                    if !self.found {
                        return Some(Err(faulty(self.place.clone(), None, "the file is empty")));
                    }
                }
                Some(Err(error)) => {
                    self.found = true;
                    return Some(Err(error));
                }
                Some(Ok(bytes)) if bytes.trim_ascii().is_empty() => {}
                Some(Ok(bytes)) => {
                    self.found = true;
                    return Some(self.document(bytes));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Document {
        Lines::new(line.as_bytes(), "in".to_owned(), "in".to_owned(), false)
            .next()
            .unwrap()
            .unwrap()
    }

    #[test]
    fn known_fields_are_read_and_unknown_ones_kept() {
        let document = read(
            r#"{"id":7,"date":"2025-07-04T08:00:00Z","title":null,"text":" A b. ","section":"World","n":[1]}"#,
        );
        assert_eq!(document.name().as_str(), "7");
        assert_eq!(document.date.unwrap().to_string(), "2025-07-04");
        assert_eq!(document.title, None);
        assert_eq!(document.body.of(&document.text), " A b. ");
        assert_eq!(
            document.extra.as_deref(),
            Some(r#"{"n":[1],"section":"World"}"#)
        );
    }

    #[test]
    fn a_line_without_an_id_is_called_after_its_number() {
        let mut lines = Lines::new(
            &b"\n{\"text\":\"A.\"}"[..],
            "f".into(),
            "news".into(),
            false,
        );
        assert_eq!(lines.next().unwrap().unwrap().name().as_str(), "news:2");
    }
}
