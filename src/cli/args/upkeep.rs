//! Commands about the program itself: its score, its words, its manual.

use super::filters::Listing;
use super::values::{days, share};
use crate::model::Days;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Eval {
    /// Gold sentences: JSONL files with id, date, text and events, or `-` for standard input
    #[arg(required = true, value_name = "GOLD")]
    pub(in crate::cli) gold: Vec<PathBuf>,
    /// The day of sentences that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) date: Option<Days>,
    /// Leave out events less sure than this, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) min_confidence: Option<f32>,
    /// List the first N sentences that are not wholly right, with what gold has and what was said
    #[arg(long, value_name = "N")]
    pub(in crate::cli) errors: Option<usize>,
    /// Show how often events of each confidence are right
    #[arg(long, conflicts_with_all = ["errors", "against"])]
    pub(in crate::cli) reliability: bool,
    /// Measure what a raw score is worth and write it into this file, as `lexicon/english/calibration.toml`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["against", "save", "min_confidence"])]
    pub(in crate::cli) calibrate: Option<PathBuf>,
    /// Show what changed since another run: a file written by --save, a folder laid over the built-in lexicon, or
    /// `builtin`, that lexicon alone
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) against: Option<PathBuf>,
    /// Keep what was said, for a later --against
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) save: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Lexicon {
    #[command(subcommand)]
    pub(in crate::cli) action: LexiconAction,
}

/// What to do with the lexicon.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LexiconAction {
    /// Hold every file against the others and run every event kind's own sentences
    Check {
        /// Folders laid over the built-in lexicon, as with --lexicon
        #[arg(value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// The day the tables are looked at: terms without an end that began long before it, and rows last
        /// checked long before it, are told
        #[arg(long, value_name = "DATE", value_parser = days)]
        as_of: Option<Days>,
        /// How many years are long, with --as-of
        #[arg(long, value_name = "N", default_value_t = 8, requires = "as_of")]
        years: u16,
    },
    /// Events of the graph file that lie outside the days the lexicon knows of an actor, a name or an office
    Outside {
        #[command(flatten)]
        listing: Listing,
    },
    /// What the lexicon says of a name, an actor, or a kind of event; without one, its size
    Show {
        /// `Kremlin`, `AFG.GOV`, `recognise`
        what: Option<String>,
    },
    /// Write the built-in lexicon into a folder, to read or to edit
    Export {
        /// An empty or new folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Completions {
    /// The shell
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Man {
    /// Write a page for every command into this folder
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}
