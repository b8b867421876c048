//! Commands that ask the graph.

use super::filters::{Dating, Filters, Format, Listing};
use super::values::lack;
use crate::model::Lack;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct Events {
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
    #[command(flatten)]
    pub(in crate::cli) dating: Dating,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Actors {
    /// Show this one's card: names, offices over time, ties
    pub(in crate::cli) name: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Ties {
    /// An actor: `China`, `CHN`, `Beijing`, `"Wang Yi"`
    pub(in crate::cli) a: String,
    /// The other
    pub(in crate::cli) b: String,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
    #[command(flatten)]
    pub(in crate::cli) dating: Dating,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Path {
    /// Where the chain starts
    pub(in crate::cli) a: String,
    /// Where it ends
    pub(in crate::cli) b: String,
    /// How many chains, shortest first
    #[arg(long, value_name = "N", default_value_t = 5, conflicts_with = "all")]
    pub(in crate::cli) k: usize,
    /// Every chain of at most --max-hops events
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Longest chain, in events [default: as long as it takes; 4 with --all and in time order]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) max_hops: Option<usize>,
    /// Dates never go back along the chain
    #[arg(long)]
    pub(in crate::cli) time_order: bool,
    /// Fewest days from one event to the next; means --time-order
    #[arg(long, value_name = "DAYS")]
    pub(in crate::cli) min_gap: Option<u32>,
    /// Most days from one event to the next; means --time-order
    #[arg(long, value_name = "DAYS")]
    pub(in crate::cli) max_gap: Option<u32>,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
    #[command(flatten)]
    pub(in crate::cli) dating: Dating,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Ego {
    /// The actor in the middle
    pub(in crate::cli) a: String,
    /// How many events away
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) hops: usize,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
    #[command(flatten)]
    pub(in crate::cli) dating: Dating,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Timeline {
    /// An actor
    pub(in crate::cli) a: String,
    /// A second one: only what lies between the two
    pub(in crate::cli) b: Option<String>,
    /// Count instead of listing
    #[arg(long, value_name = "UNIT")]
    pub(in crate::cli) by: Option<Unit>,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
    #[command(flatten)]
    pub(in crate::cli) dating: Dating,
}

/// What a timeline counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Unit {
    /// Calendar months
    Month,
    /// Calendar years
    Year,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Top {
    /// What makes an actor weigh much
    #[arg(long, value_name = "MEASURE", default_value = "degree")]
    pub(in crate::cli) by: Measure,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

/// Measures of centrality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Measure {
    /// Count of events
    Degree,
    /// Share of a random walk over the events
    Pagerank,
    /// Share of shortest chains that pass through
    Betweenness,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Unresolved {
    /// Only these: new (made from the text), role (an office without a known holder), nobody (words for someone
    /// not found), name (a name no rule took for an actor)
    #[arg(long, value_name = "LACK", value_delimiter = ',', value_parser = lack)]
    pub(in crate::cli) lack: Vec<Lack>,
    /// Only what is mentioned at least so often
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) min: usize,
    /// At most this many [default: 50 as a table, else all]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
    /// Rows of a lexicon table instead of a list, to complete and save as `actors/FILE.csv` of a --lexicon folder
    #[arg(long, value_name = "TABLE", conflicts_with = "format")]
    pub(in crate::cli) rows: Option<Rows>,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

/// Tables of the lexicon that lacking names can be added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Rows {
    /// Groups, organisations, persons without an office: `groups.csv`, `organizations.csv`
    Actors,
    /// Further names of actors: `names.csv`
    Names,
    /// Persons with their terms: `offices.csv`
    Offices,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Why {
    /// The event's id, or the first digits of it
    pub(in crate::cli) event: String,
    /// Print the event record instead of the proof
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
}
