//! Commands that take documents or sentences in.

use super::values::{days, share};
use crate::model::Days;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Build {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The day of documents that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) date: Option<Days>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Read {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The day of documents that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) date: Option<Days>,
    /// Leave out events less sure than this, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) min_confidence: Option<f32>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Annotate {
    /// JSONL files, or `-` for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Read all input first and give events the ids `build` would give
    #[arg(long)]
    pub(in crate::cli) merge: bool,
    /// The day of documents that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) date: Option<Days>,
    /// Leave out events less sure than this, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) min_confidence: Option<f32>,
    /// Add to each date its days as EDTF (ISO 8601-2)
    #[arg(long)]
    pub(in crate::cli) edtf: bool,
    /// Lines of JSON, the one format there is
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub(in crate::cli) format: Lines,
}

/// The one format of annotations.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Lines {
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// The sentence
    pub(in crate::cli) sentence: String,
    /// The day it was published
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) date: Option<Days>,
}
