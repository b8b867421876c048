//! Options every command knows.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options every command knows, before or after its name.
#[derive(Debug, Args)]
pub(in crate::cli) struct Global {
    /// The graph file
    #[arg(
        short,
        long,
        global = true,
        value_name = "FILE",
        env = "CHANCERY_GRAPH",
        default_value = "chancery.db",
        help_heading = "Global options"
    )]
    pub(in crate::cli) graph: PathBuf,
    /// A folder of names and event kinds laid over the built-in lexicon; may be given several times, the last on top
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help_heading = "Global options"
    )]
    pub(in crate::cli) lexicon: Vec<PathBuf>,
    /// A table of actors of another project laid over the lexicon: a PETRARCH dictionary (.actors.txt, .agents.txt) or
    /// FollowTheMoney entities (.json, .jsonl); may be given several times
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help_heading = "Global options"
    )]
    pub(in crate::cli) actors: Vec<PathBuf>,
    /// When to colour the output
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Global options"
    )]
    pub(in crate::cli) color: Color,
    /// How many threads read documents; the answer does not depend on it [default: one a core]
    #[arg(long, global = true, value_name = "N", help_heading = "Global options")]
    pub(in crate::cli) threads: Option<usize>,
    /// No progress, no closing line: only data and errors
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub(in crate::cli) quiet: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
