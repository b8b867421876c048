//! Bytes → [`Document`]: files, folders and standard input, one document after the other.
//!
//! Plain text carries its date in front or in a header block ([`plain`]); JSONL carries one document a
//! line ([`jsonl`]). What cannot be read is one [`Error::Document`] or [`Error::Io`] in its place and the
//! rest goes on. Memory is bounded by the longest document, not by the file. Knows no word list; the
//! header keys below are the protocol's, not English.

mod jsonl;
mod plain;
mod walk;

use crate::error::{Error, Result};
use crate::model::{Date, DocId, Document};
use rustc_hash::{FxHashMap, FxHasher};
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use walk::Source;

/// The longest plain text or JSONL line that is read, in bytes. A newspaper article has some ten
/// thousand; beyond this a file is a dump or damaged.
pub const MAX_DOCUMENT_BYTES: usize = 32 << 20;

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day given to documents that carry none.
    pub date: Option<Date>,
    /// Whether a second document of the same id and other content is an error. `annotate` answers
    /// line by line and does not mind.
    pub unique_ids: bool,
    /// Whether every input is JSONL whatever it looks like, and none at all is no documents rather than
    /// an empty one.
    pub lines: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            date: None,
            unique_ids: true,
            lines: false,
        }
    }
}

/// Reads a file, the documents of a folder and its folders, or standard input (`-`).
///
/// # Errors
///
/// Fails when there is no such file or folder. What is wrong with a single document comes as an item.
///
/// # Example
///
/// ```no_run
/// for article in chancery::read::path("seeds/")? {
///     let article = article?;
///     println!("{} {:?}", article.name(), article.date);
/// }
/// # Ok::<(), chancery::Error>(())
/// ```
pub fn path(path: impl AsRef<Path>) -> Result<Documents> {
    let path = path.as_ref();
    if path != Path::new("-") {
        std::fs::metadata(path).map_err(|source| cannot_read(path, source))?;
    }
    Ok(paths(&[path.to_path_buf()], &Options::default()))
}

/// Reads several files, folders and `-`, in the order given; folders are sorted by name.
///
/// A path that is missing or unreadable is an item like a faulty document.
pub fn paths(paths: &[PathBuf], options: &Options) -> Documents {
    Documents::new(walk::sources(paths), options.clone())
}

/// Reads standard input: JSONL when its first character is `{`, else one plain text called `stdin`.
pub fn stdin(options: &Options) -> Documents {
    Documents::new(vec![Ok(Source::Stdin)], options.clone())
}

/// Reads documents from memory or any other reader, as [`stdin`] does; `name` stands in messages and ids.
pub fn reader(input: impl Read + Send + 'static, name: &str, options: &Options) -> Documents {
    let mut documents = Documents::new(Vec::new(), options.clone());
    documents.open_reader(Box::new(BufReader::new(input)), name, name, false);
    documents
}

/// The documents of a run, in order; see [`paths`].
pub struct Documents {
    waiting: std::vec::IntoIter<Result<Source>>,
    total: usize,
    open: Option<Box<dyn Iterator<Item = Result<Document>> + Send>>,
    options: Options,
    // Sixteen bytes a document: enough to tell a repeated id from a repeated document.
    seen: FxHashMap<u64, u64>,
}

impl Documents {
    fn new(sources: Vec<Result<Source>>, options: Options) -> Self {
        Documents {
            total: sources.len(),
            waiting: sources.into_iter(),
            open: None,
            options,
            seen: FxHashMap::default(),
        }
    }

    /// Files begun and files in all, for a progress line; a JSONL file is one file.
    pub fn files(&self) -> (usize, usize) {
        (self.total - self.waiting.len(), self.total)
    }

    fn open_source(&mut self, source: Source) -> Result<()> {
        match source {
            Source::Stdin => {
                let input = Box::new(BufReader::new(std::io::stdin()));
                self.open_reader(input, "stdin", "stdin", false);
            }
            Source::File { path, id } => {
                let file = File::open(&path).map_err(|source| cannot_read(&path, source))?;
                let lines = walk::is_jsonl(&path);
                self.open_reader(
                    Box::new(BufReader::new(file)),
                    &path.to_string_lossy(),
                    &id,
                    lines,
                );
            }
        }
        Ok(())
    }

    fn open_reader(
        &mut self,
        mut input: Box<dyn BufRead + Send>,
        place: &str,
        id: &str,
        jsonl: bool,
    ) {
        let place = place.to_owned();
        let id = id.to_owned();
        let lines = self.options.lines;
        self.open = Some(if jsonl || lines || looks_like_jsonl(&mut input) {
            Box::new(jsonl::Lines::new(input, place, id, lines))
        } else {
            Box::new(std::iter::once(
                slurp(input, &place).and_then(|bytes| plain::document(bytes, &place, &id)),
            ))
        });
    }

    fn finish(&mut self, mut document: Document) -> Result<Document> {
        document.date = document.date.or(self.options.date);
        if self.options.unique_ids {
            let key = hash(document.name().as_str());
            let content = hash(&(&document.text, document.date));
            if self
                .seen
                .insert(key, content)
                .is_some_and(|old| old != content)
            {
                let id = document.name().to_string();
                return Err(Error::Document {
                    place: format!("document `{id}`"),
                    problem: "another document of this run has the same id and other content; \
                              give one of them another id"
                        .to_owned(),
                    id: Some(id),
                });
            }
        }
        Ok(document)
    }
}

impl Iterator for Documents {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next() {
                    Some(item) => return Some(item.and_then(|document| self.finish(document))),
                    None => self.open = None,
                }
            }
            match self.waiting.next()? {
                Ok(source) => {
                    if let Err(error) = self.open_source(source) {
                        return Some(Err(error));
                    }
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn cannot_read(path: &Path, source: std::io::Error) -> Error {
    Error::Io {
        action: "read",
        path: path.to_path_buf(),
        source,
    }
}

fn faulty(place: String, id: Option<&str>, problem: impl Into<String>) -> Error {
    Error::Document {
        place,
        id: id.map(str::to_owned),
        problem: problem.into(),
    }
}

/// Whether the input begins, after white space, as a JSON object does.
fn looks_like_jsonl(input: &mut impl BufRead) -> bool {
    let Ok(start) = input.fill_buf() else {
        return false;
    };
    let start = start.strip_prefix(BOM).unwrap_or(start);
    let mut after = start.iter().skip_while(|b| b.is_ascii_whitespace());
    after.next() == Some(&b'{')
        && after
            .find(|b| !b.is_ascii_whitespace())
            .is_some_and(|&b| b == b'"' || b == b'}')
}

const BOM: &[u8] = "\u{feff}".as_bytes();

fn slurp(input: impl Read, place: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input
        .take(MAX_DOCUMENT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| cannot_read(Path::new(place), source))?;
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(faulty(place.to_owned(), None, too_long("file")));
    }
    Ok(bytes)
}

fn too_long(what: &str) -> String {
    format!(
        "the {what} is longer than {} MB, the most one document may have; split it into articles",
        MAX_DOCUMENT_BYTES >> 20
    )
}

/// The text without a byte order mark, or where it stops being UTF-8.
fn utf8(mut bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(BOM) {
        bytes.drain(..BOM.len());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let kind = if utf16 { "it looks like UTF-16; " } else { "" };
        format!(
            "not UTF-8 at byte {at} (line {line}, value 0x{:02x}); {kind}convert it to UTF-8",
            bytes[at]
        )
    })
}

/// A day as headers and JSONL write it: `2025-07-04`, also the front of `2025-07-04T09:30:00Z`.
fn day(value: &str) -> Result<Date, String> {
    let value = value.trim();
    let front = match value.get(..10) {
        Some(front) if matches!(value.as_bytes().get(10), Some(b'T' | b' ')) => front,
        _ => value,
    };
    match front.parse::<crate::model::Days>() {
        Ok(days) if days.is_one() => Ok(days.first),
        Err(Error::Date { problem, .. }) if front.len() == 10 => {
            Err(format!("date `{value}`: {problem}"))
        }
        _ => Err(format!(
            "date `{value}` is not a day; write it as 2025-07-04"
        )),
    }
}

fn named(id: &str) -> Option<DocId> {
    Some(DocId::new(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<Result<Document, String>> {
        reader(
            std::io::Cursor::new(text.to_vec()),
            "in",
            &Options::default(),
        )
        .map(|d| d.map_err(|e| e.to_string()))
        .collect()
    }

    #[test]
    fn each_bad_input_is_one_clear_line() {
        for (input, want) in [
            (&b""[..], "in: the file is empty"),
            (b" \n\n", "in: the file is empty"),
            (
                b"caf\xe9",
                "in: not UTF-8 at byte 3 (line 1, value 0xe9); convert it to UTF-8",
            ),
            (
                b"\xff\xfeA\0",
                "in: not UTF-8 at byte 0 (line 1, value 0xff); it looks like UTF-16; convert it to UTF-8",
            ),
            (
                b"date 2025-02-30 Text.",
                "in: date `2025-02-30`: there is no such day",
            ),
            (
                b"date: 4 July\n\nText.",
                "in: date `4 July` is not a day; write it as 2025-07-04",
            ),
            (
                b"title: A\ndate: 2025-07-04\n\n",
                "in: there is no text after the header",
            ),
            (
                b"{\"id\":\"a\",\"text\":}",
                "in:1:18: not JSON: expected value",
            ),
            (b"{\"id\":\"a\"}", "in:1: there is no `text`"),
            (
                b"{\"id\":\"a\",\"text\":\"T\",\"date\":\"2025-13-01\"}",
                "in:1: date `2025-13-01`: there is no such day",
            ),
        ] {
            let got = all(input);
            assert_eq!(got.len(), 1, "{input:?}");
            assert_eq!(got[0].as_ref().unwrap_err(), want);
        }
    }

    #[test]
    fn a_bad_line_does_not_stop_the_next() {
        let got =
            all(b"{\"id\":\"a\",\"text\":\"One.\"}\n{oops\n\n{\"id\":\"b\",\"text\":\"Two.\"}\n");
        let ids: Vec<_> = got.iter().map(|d| d.as_ref().map(|d| d.name())).collect();
        assert!(matches!(
            (&ids[0], &ids[1], &ids[2]),
            (Ok(a), Err(_), Ok(b)) if a.as_str() == "a" && b.as_str() == "b"
        ));
    }

    #[test]
    fn a_repeated_id_is_an_error_only_with_other_content() {
        let one = "{\"id\":\"a\",\"text\":\"One.\"}\n";
        assert!(all(one.repeat(2).as_bytes()).iter().all(Result::is_ok));
        let got = all(format!("{one}{}", one.replace("One", "Two")).as_bytes());
        assert!(got[0].is_ok());
        assert!(got[1].as_ref().unwrap_err().contains("same id"));
    }

    #[test]
    fn a_line_beyond_the_limit_is_refused_and_the_next_one_read() {
        let mut input = b"{\"text\":\"".to_vec();
        input.resize(MAX_DOCUMENT_BYTES + 2, b'x');
        input.extend_from_slice(b"\n{\"id\":\"b\",\"text\":\"Two.\"}\n");
        let got = all(&input);
        assert!(
            got[0]
                .as_ref()
                .unwrap_err()
                .starts_with("in:1: the line is longer than 32 MB")
        );
        assert!(got[1].is_ok());
    }

    #[test]
    fn lines_are_lines_whatever_they_look_like() {
        let options = Options {
            lines: true,
            ..Options::default()
        };
        let count = |text: &'static [u8]| reader(text, "in", &options).count();
        assert_eq!(count(b""), 0);
        assert_eq!(count(b"oops\n{\"id\":\"b\",\"text\":\"Two.\"}\n"), 2);
    }

    #[test]
    fn a_missing_date_is_filled_in_from_the_options() {
        let options = Options {
            date: "2025-07-04".parse().ok(),
            ..Options::default()
        };
        let mut got = reader(&b"Text."[..], "in", &options);
        assert_eq!(got.next().unwrap().unwrap().date, options.date);
    }
}
