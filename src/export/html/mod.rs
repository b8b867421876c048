//! One page for the browser: graph, time bar, table, and behind every line the sentences that tell it.
//!
//! The page is one file without a server: what it shows stands in it as data (`data.rs`, of `actors.rs` and `events.rs`), what it does in small
//! scripts under `page/`, joined and sealed by `page.rs`. It asks for no address. Where actors lie and which events
//! are shown is the page's own business, because it changes while one reads.

mod actors;
mod data;
mod events;
mod page;
mod sentence;

use super::{Counts, Data, Exporter};
use std::io::{self, BufRead, Write};

/// The page.
pub(super) struct Html;

impl Exporter for Html {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        write(data, &Options::default(), out)
    }

    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        let mut text = String::new();
        input.read_to_string(&mut text)?;
        data::count(&page::data_of(&text)?)
    }
}

/// What a page opens with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Heading; made in the page from the states and dates when `None`.
    pub title: Option<String>,
    /// Actors asked for: their neighbourhood is what one sees first.
    pub focus: Vec<crate::model::ActorId>,
    /// Light or dark; as the reader's system has it when `None`.
    pub theme: Option<crate::draw::Theme>,
}

/// Writes the page, and says how much it holds.
///
/// # Errors
///
/// Passes on what the writer says.
///
/// # Example
///
/// ```
/// use chancery::export::{Data, html};
///
/// let mut out = Vec::new();
/// html::write(&Data::default(), &html::Options::default(), &mut out)?;
/// assert!(out.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(data: &Data, options: &Options, out: &mut dyn Write) -> io::Result<Counts> {
    let given = data::gather(data, options);
    let json = serde_json::to_vec(&given)?;
    out.write_all(page::of(&json, options.title.as_deref())?.as_bytes())?;
    Ok(given.counts())
}

#[cfg(test)]
mod tests;
