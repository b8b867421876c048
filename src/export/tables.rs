//! What the formats of rows and columns share.

use std::io::{self, BufRead, Write};

/// Writes comma-separated values, every cell quoted, and says how many rows.
pub(super) fn quoted<I: AsRef<[u8]>, R: IntoIterator<Item = I>>(
    head: &[&str],
    rows: impl Iterator<Item = R>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut writer = ::csv::WriterBuilder::new()
        .quote_style(::csv::QuoteStyle::Always)
        .from_writer(out);
    writer.write_record(head)?;
    let mut count = 0;
    for row in rows {
        writer.write_record(row)?;
        count += 1;
    }
    writer.flush()?;
    Ok(count)
}

/// Counts the rows of comma-separated values below their header.
pub(super) fn count_quoted(input: &mut dyn BufRead) -> io::Result<usize> {
    let mut reader = ::csv::Reader::from_reader(input);
    let mut row = ::csv::ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut row)? {
        count += 1;
    }
    Ok(count)
}

/// A row of tab-separated values. The formats that are written so know no quoting: tabs, line breaks and
/// other control characters inside a cell become spaces.
pub(super) fn tabbed<T: AsRef<str>>(
    cells: impl IntoIterator<Item = T>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut line = String::new();
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            line.push('\t');
        }
        push_plain(cell.as_ref(), &mut line);
    }
    line.push('\n');
    out.write_all(line.as_bytes())
}

/// The text on one line: what breaks lines or cells becomes a space, and a quote that would open a quoted
/// cell stands after one.
fn push_plain(text: &str, line: &mut String) {
    if text.starts_with('"') {
        line.push(' ');
    }
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    line.extend(text.chars().map(|c| if breaks(c) { ' ' } else { c }));
}

/// The text as [`tabbed`] writes it.
pub(super) fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_plain(text, &mut line);
    line
}

/// Counts lines that have a number of cells, after so many header lines.
pub(super) fn count_tabbed(
    input: &mut dyn BufRead,
    cells: usize,
    headers: usize,
) -> io::Result<usize> {
    let mut count = 0;
    for (n, line) in input.lines().enumerate() {
        let found = line?.split('\t').count();
        if found != cells {
            let problem = format!("line {} has {found} cells, not {cells}", n + 1);
            return Err(io::Error::other(problem));
        }
        count += 1;
    }
    match count >= headers {
        true => Ok(count - headers),
        false => Err(io::Error::other("the file ends too early")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_in_its_row() {
        let mut out = Vec::new();
        tabbed(["a\tb", "c\r\nd\u{2028}e", "\"f", "🕊️"], &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out.clone()).unwrap(),
            "a b\tc  d e\t \"f\t🕊️\n"
        );
        assert_eq!(count_tabbed(&mut out.as_slice(), 4, 0).unwrap(), 1);
        assert!(count_tabbed(&mut out.as_slice(), 3, 0).is_err());
        assert!(count_tabbed(&mut [].as_slice(), 3, 1).is_err());
    }
}
