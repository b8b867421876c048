//! What confidence is worth: how often events of each are right, and the table written from it.

use super::Run;
use super::figures::{digits, rounded, share};
use crate::cli::args::Format;
use crate::cli::listing::{self, Flat, or_empty};
use crate::cli::paint::Style;
use crate::cli::report::Failure;
use crate::cli::session::Session;
use crate::cli::table::{Align, Cell, Table};
use crate::error::{Error, Result};
use crate::eval;
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Writes what raw scores are worth on these sets.
pub(super) fn calibrate(path: &Path, run: &Run, session: &mut Session) -> Result<()> {
    let judged = &run.all.judged;
    let table = eval::calibrate(judged);
    let sets: Vec<&str> = run.sets.iter().map(|(name, _)| name.as_str()).collect();
    let text = eval::calibration_file(&table, &sets, judged.len());
    std::fs::write(path, text).map_err(|source| Error::Io {
        action: "write",
        path: path.to_path_buf(),
        source,
    })?;
    let (points, kinds) = (table.curve.len(), table.kinds.len());
    session.report.note(&format!(
        "{points} points and {kinds} kinds written to {}; the figures are those of raw scores",
        path.display()
    ));
    Ok(())
}

/// Events of like confidence: how many, and how many of them were right.
#[derive(Debug, Serialize)]
struct BinRow {
    from: f64,
    to: f64,
    events: usize,
    right: usize,
    #[serde(serialize_with = "rounded")]
    confidence: Option<f64>,
    #[serde(serialize_with = "rounded")]
    share: Option<f64>,
}

impl Flat for BinRow {
    fn columns() -> Vec<String> {
        listing::named(&["from", "to", "events", "right", "confidence", "share"])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            self.from.to_string(),
            self.to.to_string(),
            self.events.to_string(),
            self.right.to_string(),
            or_empty(self.confidence.map(digits)),
            or_empty(self.share.map(digits)),
        ]
    }
}

/// The reliability table of all sets together.
pub(super) fn reliability(run: &Run, format: Format, session: &mut Session) -> Result<(), Failure> {
    let found = eval::reliability(&run.all.judged);
    let bins = found.iter().flat_map(|f| &f.bins);
    let rows: Vec<BinRow> = bins
        .map(|bin| BinRow {
            from: bin.tenth as f64 / 10.0,
            to: (bin.tenth + 1) as f64 / 10.0,
            events: bin.events,
            right: bin.right,
            confidence: Some(bin.confidence),
            share: Some(bin.share()),
        })
        .collect();
    if format != Format::Table {
        return listing::print(&mut session.out, format, &rows);
    }
    let numbers = ["events", "right", "mean confidence", "share right"].map(|h| (h, Align::Right));
    let mut table = Table::new(&[&[("confidence", Align::Left)][..], &numbers].concat());
    for row in &rows {
        table.row(vec![
            Cell::styled(Style::Strong, format!("{:.1}–{:.1}", row.from, row.to)),
            Cell::plain(row.events.to_string()),
            Cell::plain(row.right.to_string()),
            Cell::plain(share(row.confidence)),
            Cell::plain(share(row.share)),
        ]);
    }
    write!(session.out, "{}", table.render(&session.screen))?;
    if let Some(found) = found {
        writeln!(
            session.out,
            "\nBrier score {:.3}, expected calibration error {:.3}, over {} events",
            found.brier,
            found.calibration_error,
            run.all.judged.len()
        )?;
    }
    Ok(())
}
