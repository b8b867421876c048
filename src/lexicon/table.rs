//! CSV tables with a header row, read so that a complaint can name line and column.

use crate::error::Complaint;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// One row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Line of the file, from 1.
    pub(super) line: usize,
    cells: csv::StringRecord,
}

/// A table as it stands in one file.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// What the file is called in complaints.
    pub(super) file: String,
    columns: FxHashMap<CompactString, usize>,
    pub(super) rows: Vec<Row>,
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
            Ok(names) => {
                for (at, name) in names.iter().enumerate() {
                    table.columns.insert(name.into(), at);
                }
            }
            Err(error) => complaints.push(complain(error)),
        }
        for record in reader.records() {
            match record {
                Ok(cells) => table.rows.push(Row {
                    line: cells.position().map_or(1, |p| p.line() as usize),
                    cells,
                }),
                Err(error) => complaints.push(complain(error)),
            }
        }
        table
    }

    /// The cell of a column; empty when the row or the table lacks it.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        self.columns
            .get(column)
            .and_then(|at| row.cells.get(*at))
            .map_or("", str::trim)
    }

    /// Whether the header names the column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// A complaint about a cell.
    pub(super) fn complaint(
        &self,
        row: &Row,
        column: &str,
        problem: impl Into<String>,
        hint: Option<String>,
    ) -> Complaint {
        let before = self.columns.get(column).copied().unwrap_or(0);
        // A quoted cell is two quotes longer than its text; doubled quotes inside are not counted.
        let width = |cell: &str| cell.chars().count() + if cell.contains(',') { 2 } else { 0 };
        let start: usize = row
            .cells
            .iter()
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
