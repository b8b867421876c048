//! Lists in the format asked for: JSON lines, one JSON array, comma- or tab-separated values.
//!
//! Tables are each command's own; see `table`.

use super::args::Format;
use super::paint::is_unsafe;
use super::report::Failure;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write;

/// A record that also has a flat form.
pub(super) trait Flat: Serialize {
    /// Names of the columns.
    fn columns() -> Vec<String>;
    /// One value for each column; lists joined with `;`.
    fn cells(&self) -> Vec<String>;
}

/// Prints the records in a machine's format. `Table` is printed as JSON lines: it has no meaning here.
pub(super) fn print<'a, R: Flat + 'a>(
    out: &mut impl Write,
    format: Format,
    records: impl IntoIterator<Item = &'a R>,
) -> Result<(), Failure> {
    match format {
        Format::Jsonl | Format::Table => lines(out, records),
        Format::Json => array(out, records),
        Format::Csv => separated(out, b',', records),
        Format::Tsv => separated(out, b'\t', records),
    }
}

/// One JSON object a line.
pub(super) fn lines<'a, R: Serialize + 'a>(
    out: &mut impl Write,
    records: impl IntoIterator<Item = &'a R>,
) -> Result<(), Failure> {
    for record in records {
        writeln!(out, "{}", json(record)?)?;
    }
    Ok(())
}

/// One JSON array, an object a line.
pub(super) fn array<'a, R: Serialize + 'a>(
    out: &mut impl Write,
    records: impl IntoIterator<Item = &'a R>,
) -> Result<(), Failure> {
    write!(out, "[")?;
    for (i, record) in records.into_iter().enumerate() {
        write!(
            out,
            "{}{}",
            if i == 0 { "\n" } else { ",\n" },
            json(record)?
        )?;
    }
    writeln!(out, "\n]")?;
    Ok(())
}

fn separated<'a, R: Flat + 'a>(
    out: &mut impl Write,
    separator: u8,
    records: impl IntoIterator<Item = &'a R>,
) -> Result<(), Failure> {
    let mut rows = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(out);
    rows.write_record(R::columns()).map_err(broken)?;
    for record in records {
        rows.write_record(record.cells()).map_err(broken)?;
    }
    rows.flush()?;
    Ok(())
}

fn broken(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::Output(error),
        other => Failure::Output(std::io::Error::other(format!("{other:?}"))),
    }
}

/// A record as one line of JSON.
///
/// Control and bidirectional characters of article text are written as `\u…`: the same value for a
/// program, and harmless should a terminal show it.
pub(super) fn json(record: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string(record).map_err(std::io::Error::from)?;
    if !text.contains(is_unsafe) {
        return Ok(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            // Every such character lies in the basic plane, so four digits hold it.
            let _ = write!(safe, "\\u{:04x}", c as u32);
        } else {
            safe.push(c);
        }
    }
    Ok(safe)
}

/// Column names as a record's table of fields.
pub(super) fn named(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|c| (*c).to_owned()).collect()
}

/// The values joined with `;`, as list cells are written.
pub(super) fn joined<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values
        .into_iter()
        .map(|v| v.to_string())
        .collect::<Vec<_>>()
        .join(";")
}

/// The value, or an empty cell.
pub(super) fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Word(&'static str, u8);
    impl Flat for Word {
        fn columns() -> Vec<String> {
            named(&["word", "count"])
        }
        fn cells(&self) -> Vec<String> {
            vec![self.0.to_owned(), self.1.to_string()]
        }
    }

    #[test]
    fn every_format_is_well_formed() {
        let words = [Word("a,b", 1), Word("c\td", 2)];
        for (format, want) in [
            (Format::Jsonl, "[\"a,b\",1]\n[\"c\\td\",2]\n"),
            (Format::Json, "[\n[\"a,b\",1],\n[\"c\\td\",2]\n]\n"),
            (Format::Csv, "word,count\n\"a,b\",1\nc\td,2\n"),
            (Format::Tsv, "word\tcount\na,b\t1\n\"c\td\"\t2\n"),
        ] {
            let mut out = Vec::new();
            print(&mut out, format, &words).expect("memory takes all");
            assert_eq!(String::from_utf8(out).expect("text"), want);
        }
    }

    #[test]
    fn marks_that_turn_text_are_escaped_in_json() {
        let line = json(&"a\u{202e}b\u{85}").expect("text");
        assert_eq!(line, "\"a\\u202eb\\u0085\"");
        assert_eq!(
            serde_json::from_str::<String>(&line).expect("JSON"),
            "a\u{202e}b\u{85}"
        );
    }
}
