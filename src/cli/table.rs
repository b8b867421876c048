//! Columns for the eye: aligned on a terminal and in files, the widest column cut to the terminal's width.

use super::paint::{Screen, Style, cut, line, width};
use std::fmt::Write;

/// Text of one cell, cleaned, and how it is coloured.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    text: String,
    style: Option<Style>,
}

impl Cell {
    /// A cell in plain type.
    pub(super) fn plain(text: impl AsRef<str>) -> Self {
        Cell {
            text: line(text.as_ref()),
            style: None,
        }
    }
    /// A cell in colour.
    pub(super) fn styled(style: Style, text: impl AsRef<str>) -> Self {
        Cell {
            text: line(text.as_ref()),
            style: Some(style),
        }
    }
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Words.
    Left,
    /// Words that may be cut when the terminal is narrow.
    Cut,
    /// Numbers.
    Right,
}

/// Rows under a heading.
#[derive(Debug)]
pub(super) struct Table {
    heads: Vec<(&'static str, Align)>,
    rows: Vec<Vec<Cell>>,
}

const GAP: &str = "  ";
/// Columns the last column keeps before others are cut.
const LAST: usize = 24;
/// Columns a cut column keeps, the last one too.
const LEAST: usize = 16;

impl Table {
    /// An empty table with these headings.
    pub(super) fn new(heads: &[(&'static str, Align)]) -> Self {
        Table {
            heads: heads.to_vec(),
            rows: Vec::new(),
        }
    }
    /// Adds a row, one cell for each heading.
    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.heads.len());
        self.rows.push(cells);
    }

    /// The table as lines. Columns are cut so that no line wraps, as far as that can be.
    pub(super) fn render(&self, screen: &Screen) -> String {
        let mut widths: Vec<usize> = self.heads.iter().map(|(h, _)| width(h)).collect();
        for row in &self.rows {
            for (w, cell) in widths.iter_mut().zip(row) {
                *w = (*w).max(width(&cell.text));
            }
        }
        if let Some(columns) = screen.width {
            self.fit(&mut widths, columns);
        }
        let mut out = String::new();
        let heads: Vec<Cell> = self
            .heads
            .iter()
            .map(|(h, _)| Cell::styled(Style::Strong, h))
            .collect();
        self.write_row(&mut out, &heads, &widths, screen);
        for row in &self.rows {
            self.write_row(&mut out, row, &widths, screen);
        }
        out
    }

    /// Cuts the widest columns that may be cut, then the last one, until a row fits.
    fn fit(&self, widths: &mut [usize], columns: usize) {
        let Some((last, others)) = widths.split_last_mut() else {
            return;
        };
        let taken = |others: &[usize]| others.iter().map(|w| w + GAP.len()).sum::<usize>();
        while taken(others) + LAST.min(*last) > columns {
            let may = |i: &usize| self.heads[*i].1 == Align::Cut && others[*i] > LEAST;
            // Of equally wide ones the later is cut first.
            let Some(widest) = (0..others.len()).filter(may).max_by_key(|i| others[*i]) else {
                break;
            };
            others[widest] -= 1;
        }
        *last = (*last).min(columns.saturating_sub(taken(others)).max(LEAST));
    }

    fn write_row(&self, out: &mut String, row: &[Cell], widths: &[usize], screen: &Screen) {
        let start = out.len();
        for (i, ((cell, columns), (_, align))) in
            row.iter().zip(widths).zip(&self.heads).enumerate()
        {
            let text = cut(&cell.text, *columns);
            let pad = columns.saturating_sub(width(&text));
            let shown = match cell.style {
                Some(style) => screen.paint(style, &text),
                None => text,
            };
            let gap = if i == 0 { "" } else { GAP };
            let _ = match align {
                Align::Left | Align::Cut => write!(out, "{gap}{shown}{:pad$}", ""),
                Align::Right => write!(out, "{gap}{:pad$}{shown}", ""),
            };
        }
        out.truncate(start + out[start..].trim_end_matches(' ').len());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Color;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&[("name", Align::Left), ("events", Align::Right)]);
        table.row(vec![Cell::plain("China"), Cell::plain("8")]);
        table.row(vec![Cell::plain("北京"), Cell::plain("12")]);
        let screen = Screen {
            width: None,
            ..Screen::stdout(Color::Never)
        };
        assert_eq!(
            table.render(&screen),
            "name   events\nChina       8\n北京       12\n"
        );
    }

    #[test]
    fn the_last_column_gives_way() {
        let mut table = Table::new(&[("source", Align::Cut), ("sentence", Align::Left)]);
        table.row(vec![
            Cell::plain("Ministry of Foreign Affairs"),
            Cell::plain("The Kremlin received the ambassador of a country far away."),
        ]);
        let screen = Screen {
            width: Some(40),
            ..Screen::stdout(Color::Never)
        };
        assert!(table.render(&screen).lines().all(|l| width(l) <= 40));
    }
}
