//! CSV tables with a header row, read so that a complaint can name line and column.

use crate::error::Complaint;
use compact_str::CompactString;

/// One row of a table: where its cells are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Line of the file, from 1.
    pub(super) line: usize,
    /// Number of its first cell, counted through the table.
    first: usize,
    /// How many cells it has.
    count: usize,
}

/// A table as it stands in one file.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// What the file is called in complaints.
    pub(super) file: String,
    columns: Vec<CompactString>,
    pub(super) rows: Vec<Row>,
    /// All cells, one after another.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
}

impl Table {
    /// Reads a table; rows the CSV reader refuses become complaints.
    pub(super) fn read(file: &str, text: &str, complaints: &mut Vec<Complaint>) -> Table {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            // Trimming a whole record copies it; cells are trimmed when they are asked for.
            .trim(csv::Trim::Headers)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut table = Table {
            file: file.to_owned(),
            text: String::with_capacity(text.len()),
            ..Table::default()
        };
        let complain = |error: csv::Error| Complaint {
            file: file.to_owned(),
            line: error.position().map_or(1, |p| p.line() as usize),
            column: 1,
            problem: format!("this is no CSV row: {error}"),
            hint: None,
        };
        match reader.headers() {
            Ok(names) => table.columns.extend(names.iter().map(CompactString::from)),
            Err(error) => complaints.push(complain(error)),
        }
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => table.add(&record),
                Ok(false) => break,
                Err(error) => complaints.push(complain(error)),
            }
        }
        table
    }

    fn add(&mut self, record: &csv::StringRecord) {
        self.rows.push(Row {
            line: record.position().map_or(1, |p| p.line() as usize),
            first: self.ends.len(),
            count: record.len(),
        });
        for cell in record {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
    }

    /// The cells of a row as they stand in the file.
    fn cells(&self, row: &Row) -> impl Iterator<Item = &str> {
        (row.first..row.first + row.count).map(|at| self.at(at))
    }

    fn at(&self, cell: usize) -> &str {
        let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[cell]]
    }

    /// The cell of a column; empty when the row or the table lacks it.
    pub(super) fn cell(&self, row: &Row, column: &str) -> &str {
        self.place(column)
            .filter(|at| *at < row.count)
            .map_or("", |at| self.at(row.first + at).trim())
    }

    /// The number of a column; the last of that name counts.
    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().rposition(|name| name == column)
    }

    /// Whether the header names the column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// A complaint about a cell.
    pub(super) fn complaint(
        &self,
        row: &Row,
        column: &str,
        problem: impl Into<String>,
        hint: Option<String>,
    ) -> Complaint {
        let before = self.place(column).unwrap_or(0);
        // A quoted cell is two quotes longer than its text; doubled quotes inside are not counted.
        let width = |cell: &str| cell.chars().count() + if cell.contains(',') { 2 } else { 0 };
        let start: usize = self
            .cells(row)
            .take(before)
            .map(|cell| width(cell) + 1)
            .sum();
        Complaint {
            file: self.file.clone(),
            line: row.line,
            column: start + 1,
            problem: problem.into(),
            hint,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_the_header() {
        let mut complaints = Vec::new();
        let table = Table::read("t.csv", "b,a\n\"x, y\",2\nz\n", &mut complaints);
        assert_eq!(complaints, []);
        let cells: Vec<_> = table
            .rows
            .iter()
            .map(|r| (table.cell(r, "a"), table.cell(r, "b"), r.line))
            .collect();
        assert_eq!(cells, [("2", "x, y", 2), ("", "z", 3)]);
        let complaint = table.complaint(&table.rows[0], "a", "wrong", None);
        assert_eq!(complaint.to_string(), "t.csv:2:8: wrong");
    }
}
