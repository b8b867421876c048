//! Which events, and how a list is printed: the same for every question.

use super::values::{cameo, days, plover, quad, share, status};
use crate::model::{Days, Plover, Quad, Status};
use clap::{Args, ValueEnum};

/// Which events; the same everywhere.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(in crate::cli) struct Filters {
    /// From this day, month or year on (2025-07-04, 2025-07, 2025, or EDTF: 202X, 2021~, 2021/2023)
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) since: Option<Days>,
    /// Up to the end of this day, month or year
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) until: Option<Days>,
    /// Only what had been reported by then
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(in crate::cli) as_of: Option<Days>,
    /// Kinds of event (meet,pledge)
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(in crate::cli) kind: Vec<String>,
    /// CAMEO codes by their first digits (05,112)
    #[arg(long, value_name = "PREFIX", value_delimiter = ',', value_parser = cameo)]
    pub(in crate::cli) cameo: Vec<String>,
    /// PLOVER types (CONSULT,SUPPORT)
    #[arg(long, value_name = "TYPE", value_delimiter = ',', value_parser = plover)]
    pub(in crate::cli) plover: Vec<Plover>,
    /// Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 statements
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = quad)]
    pub(in crate::cli) quad: Vec<Quad>,
    /// Who acts; given again, either will do
    #[arg(long, value_name = "ACTOR")]
    pub(in crate::cli) source: Vec<String>,
    /// Who is acted upon; given again, either will do
    #[arg(long, value_name = "ACTOR")]
    pub(in crate::cli) target: Vec<String>,
    /// Who takes part, on either side; given again, either will do
    #[arg(long, value_name = "ACTOR")]
    pub(in crate::cli) actor: Vec<String>,
    /// What is claimed: actual, planned, promised, demanded, conditional, denied, alleged; `negated` adds what is said
    /// not to have happened, `all` shows everything [default: actual]
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub(in crate::cli) status: Vec<Claim>,
    /// Told by at least this many independent documents
    #[arg(long, value_name = "N")]
    pub(in crate::cli) min_sources: Option<usize>,
    /// At least this sure, 0 to 1: of events of 0.8, about eight in ten are right
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) min_confidence: Option<f32>,
    /// Merge actors up to this layer: persons into bodies, bodies into states
    #[arg(long, value_name = "LEVEL")]
    pub(in crate::cli) level: Option<Layer>,
    /// A state means that state alone, not all that is part of it
    #[arg(long)]
    pub(in crate::cli) exactly: bool,
    /// At most this many
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
}

/// A status to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Claim {
    /// Whatever is claimed, negated or not.
    All,
    /// What is said not to have happened, as well.
    Negated,
    /// This status.
    One(Status),
}

/// The layers of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Layer {
    /// As the sentences name them
    Actor,
    /// Persons count as the body they speak for
    Body,
    /// All that is part of a state counts as the state
    State,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Columns for the eye
    Table,
    /// One JSON object a line
    Jsonl,
    /// One JSON array
    Json,
    /// Comma-separated, with a header row
    Csv,
    /// Tab-separated, with a header row
    Tsv,
}

/// How the days of events are written.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(in crate::cli) struct Dating {
    /// Write the days of events as EDTF (ISO 8601-2): in the table, and as `edtf` beside the other fields of a record
    #[arg(long)]
    pub(in crate::cli) edtf: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Listing {
    /// How to print [default: table on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
}
