//! The command line as typed: every command and option with its help text, nothing worked out yet.
//!
//! Help, completions and the man page are generated from here. What the options mean together is
//! `filters`' and each command's business.

use crate::model::{Days, Plover, Quad, Status};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads news and keeps the record of who did what to whom, when, and which sentence says so.
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    max_term_width = 110,
    arg_required_else_help = true,
    after_help = EXIT_CODES
)]
pub(super) struct CommandLine {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 nothing found, or some documents could not be read (each is named on stderr);
2 wrong use, a faulty lexicon, or a graph file that cannot be read.";

/// Options every command knows, before or after its name.
#[derive(Debug, Args)]
pub(super) struct Global {
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
    pub(super) graph: PathBuf,
    /// A folder of names and event kinds laid over the built-in lexicon; may be given several times, the last on top
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help_heading = "Global options"
    )]
    pub(super) lexicon: Vec<PathBuf>,
    /// When to colour the output
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Global options"
    )]
    pub(super) color: Color,
    /// How many threads read documents; the answer does not depend on it [default: one a core]
    #[arg(long, global = true, value_name = "N", help_heading = "Global options")]
    pub(super) threads: Option<usize>,
    /// No progress, no closing line: only data and errors
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub(super) quiet: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands, in the order a newcomer meets them.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read documents and add what they tell to the graph file
    Build(Build),
    /// Show one document sentence by sentence with what was found; stores nothing
    Read(Read),
    /// JSONL documents in, JSONL annotations out, one line each, in the same order; stores nothing
    Annotate(Annotate),
    /// Show how a sentence is understood: tokens, tree, names, dates, and each rule tried
    Explain(Explain),
    /// List the events
    Events(Events),
    /// List the actors; with a name, one actor's card
    Actors(Actors),
    /// Every event between two actors in date order, then the shortest chains between them
    Ties(Ties),
    /// Chains of events from one actor to another
    Path(Path),
    /// The neighbourhood of an actor
    Ego(Ego),
    /// What an actor, or two, did day by day, or counted by month or year
    Timeline(Timeline),
    /// The most connected actors, pairs and kinds of event
    Top(Top),
    /// The proof of an event: sentence, rule, date, names, documents
    Why(Why),
    /// Draw the graph, the neighbourhood of an actor, or the ties of two
    Draw(Draw),
    /// Write the graph in another format
    Export(Export),
    /// Score against gold sentences: what was found, what was missed, rule by rule
    Eval(Eval),
    /// Check, show or export the words the program knows
    Lexicon(Lexicon),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page, or write one page for each command
    Man(Man),
}

/// Which events; the same everywhere.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct Filters {
    /// From this day, month or year on (2025-07-04, 2025-07, 2025)
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) since: Option<Days>,
    /// Up to the end of this day, month or year
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) until: Option<Days>,
    /// Only what had been reported by then
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) as_of: Option<Days>,
    /// Kinds of event (meet,pledge)
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(super) kind: Vec<String>,
    /// CAMEO codes by their first digits (05,112)
    #[arg(long, value_name = "PREFIX", value_delimiter = ',', value_parser = cameo)]
    pub(super) cameo: Vec<String>,
    /// PLOVER types (CONSULT,SUPPORT)
    #[arg(long, value_name = "TYPE", value_delimiter = ',', value_parser = plover)]
    pub(super) plover: Vec<Plover>,
    /// Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 statements
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = quad)]
    pub(super) quad: Vec<Quad>,
    /// Who acts; given again, either will do
    #[arg(long, value_name = "ACTOR")]
    pub(super) source: Vec<String>,
    /// Who is acted upon; given again, either will do
    #[arg(long, value_name = "ACTOR")]
    pub(super) target: Vec<String>,
    /// Who takes part, on either side; given again, either will do
    #[arg(long, value_name = "ACTOR")]
    pub(super) actor: Vec<String>,
    /// What is claimed: actual, planned, promised, demanded, conditional, denied, alleged; `negated` adds what is said
    /// not to have happened, `all` shows everything [default: actual]
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub(super) status: Vec<Claim>,
    /// Told by at least this many independent documents
    #[arg(long, value_name = "N")]
    pub(super) min_sources: Option<usize>,
    /// At least this sure, 0 to 1: of events of 0.8, about eight in ten are right
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_confidence: Option<f32>,
    /// Merge actors up to this layer: persons into bodies, bodies into states
    #[arg(long, value_name = "LEVEL")]
    pub(super) level: Option<Layer>,
    /// A state means that state alone, not all that is part of it
    #[arg(long)]
    pub(super) exactly: bool,
    /// At most this many
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
}

/// A status to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// Whatever is claimed, negated or not.
    All,
    /// What is said not to have happened, as well.
    Negated,
    /// This status.
    One(Status),
}

/// The layers of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Layer {
    /// As the sentences name them
    Actor,
    /// Persons count as the body they speak for
    Body,
    /// All that is part of a state counts as the state
    State,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
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

#[derive(Debug, Args)]
pub(super) struct Listing {
    /// How to print [default: table on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The day of documents that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) date: Option<Days>,
}

#[derive(Debug, Args)]
pub(super) struct Read {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The day of documents that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) date: Option<Days>,
    /// Leave out events less sure than this, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_confidence: Option<f32>,
}

#[derive(Debug, Args)]
pub(super) struct Annotate {
    /// JSONL files, or `-` for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(super) files: Vec<PathBuf>,
    /// Read all input first and give events the ids `build` would give
    #[arg(long)]
    pub(super) merge: bool,
    /// The day of documents that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) date: Option<Days>,
    /// Leave out events less sure than this, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_confidence: Option<f32>,
    /// Lines of JSON, the one format there is
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub(super) format: Lines,
}

/// The one format of annotations.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Lines {
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The sentence
    pub(super) sentence: String,
    /// The day it was published
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) date: Option<Days>,
}

#[derive(Debug, Args)]
pub(super) struct Events {
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

#[derive(Debug, Args)]
pub(super) struct Actors {
    /// Show this one's card: names, offices over time, ties
    pub(super) name: Option<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

#[derive(Debug, Args)]
pub(super) struct Ties {
    /// An actor: `China`, `CHN`, `Beijing`, `"Wang Yi"`
    pub(super) a: String,
    /// The other
    pub(super) b: String,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

#[derive(Debug, Args)]
pub(super) struct Path {
    /// Where the chain starts
    pub(super) a: String,
    /// Where it ends
    pub(super) b: String,
    /// How many chains, shortest first
    #[arg(long, value_name = "N", default_value_t = 5, conflicts_with = "all")]
    pub(super) k: usize,
    /// Every chain of at most --max-hops events
    #[arg(long)]
    pub(super) all: bool,
    /// Longest chain, in events [default: as long as it takes; 4 with --all and in time order]
    #[arg(long, value_name = "N")]
    pub(super) max_hops: Option<usize>,
    /// Dates never go back along the chain
    #[arg(long)]
    pub(super) time_order: bool,
    /// Fewest days from one event to the next; means --time-order
    #[arg(long, value_name = "DAYS")]
    pub(super) min_gap: Option<u32>,
    /// Most days from one event to the next; means --time-order
    #[arg(long, value_name = "DAYS")]
    pub(super) max_gap: Option<u32>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

#[derive(Debug, Args)]
pub(super) struct Ego {
    /// The actor in the middle
    pub(super) a: String,
    /// How many events away
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) hops: usize,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// An actor
    pub(super) a: String,
    /// A second one: only what lies between the two
    pub(super) b: Option<String>,
    /// Count instead of listing
    #[arg(long, value_name = "UNIT")]
    pub(super) by: Option<Unit>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

/// What a timeline counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Unit {
    /// Calendar months
    Month,
    /// Calendar years
    Year,
}

#[derive(Debug, Args)]
pub(super) struct Top {
    /// What makes an actor weigh much
    #[arg(long, value_name = "MEASURE", default_value = "degree")]
    pub(super) by: Measure,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

/// Measures of centrality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Measure {
    /// Count of events
    Degree,
    /// Share of a random walk over the events
    Pagerank,
    /// Share of shortest chains that pass through
    Betweenness,
}

#[derive(Debug, Args)]
pub(super) struct Why {
    /// The event's id, or the first digits of it
    pub(super) event: String,
    /// Print the event record instead of the proof
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(super) struct Draw {
    /// Only this actor and its neighbours
    pub(super) a: Option<String>,
    /// Only what lies between the two
    pub(super) b: Option<String>,
    /// The picture; its ending says the format: .svg .dot, and .png .pdf where Graphviz is installed
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Heading [default: the states and days shown]
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// For a light or a dark page
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub(super) theme: Theme,
    /// Who places the nodes of an SVG: our own columns, or Graphviz
    #[arg(long, value_name = "ENGINE", default_value = "own")]
    pub(super) engine: Engine,
    #[command(flatten)]
    pub(super) filters: Filters,
}

/// The page a picture is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Theme {
    /// Dark lines on white
    Light,
    /// Bright lines on near black
    Dark,
}

/// Who places the nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// One column per state; needs nothing installed
    Own,
    /// The program `dot` of Graphviz
    Dot,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// dot, json, jsonl, csv or graphml
    #[arg(long, value_name = "FORMAT")]
    pub(super) to: String,
    /// Where to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) filters: Filters,
}

#[derive(Debug, Args)]
pub(super) struct Eval {
    /// Gold sentences: JSONL files with id, date, text and events, or `-` for standard input
    #[arg(required = true, value_name = "GOLD")]
    pub(super) gold: Vec<PathBuf>,
    /// The day of sentences that carry none
    #[arg(long, value_name = "DATE", value_parser = days)]
    pub(super) date: Option<Days>,
    /// Leave out events less sure than this, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_confidence: Option<f32>,
    /// List the first N sentences that are not wholly right, with what gold has and what was said
    #[arg(long, value_name = "N")]
    pub(super) errors: Option<usize>,
    /// Show how often events of each confidence are right
    #[arg(long, conflicts_with_all = ["errors", "against"])]
    pub(super) reliability: bool,
    /// Measure what a raw score is worth and write it into this file, as `lexicon/english/calibration.toml`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["against", "save", "min_confidence"])]
    pub(super) calibrate: Option<PathBuf>,
    /// Show what changed since another run: a file written by --save, a folder laid over the built-in lexicon, or
    /// `builtin`, that lexicon alone
    #[arg(long, value_name = "PATH")]
    pub(super) against: Option<PathBuf>,
    /// Keep what was said, for a later --against
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    #[command(flatten)]
    pub(super) listing: Listing,
}

#[derive(Debug, Args)]
pub(super) struct Lexicon {
    #[command(subcommand)]
    pub(super) action: LexiconAction,
}

/// What to do with the lexicon.
#[derive(Debug, Subcommand)]
pub(super) enum LexiconAction {
    /// Hold every file against the others and run every event kind's own sentences
    Check {
        /// Folders laid over the built-in lexicon, as with --lexicon
        #[arg(value_name = "DIR")]
        folders: Vec<PathBuf>,
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
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// Write a page for every command into this folder
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

fn days(text: &str) -> Result<Days, String> {
    text.parse().map_err(|e| match e {
        crate::error::Error::Date { problem, .. } => problem,
        other => other.to_string(),
    })
}

fn share(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share lies between 0 and 1, as 0.7".to_owned()),
    }
}

fn cameo(text: &str) -> Result<String, String> {
    let known = crate::ontology::codes()
        .iter()
        .any(|c| c.cameo.as_str().starts_with(text));
    if text.is_empty() || !known {
        return Err("no CAMEO code begins so; codes are written as 05, 054, 0812".to_owned());
    }
    Ok(text.to_owned())
}

fn plover(text: &str) -> Result<Plover, String> {
    Plover::from_word(&text.to_uppercase()).ok_or_else(|| one_of(Plover::ALL))
}

fn quad(text: &str) -> Result<Quad, String> {
    match text.parse() {
        Ok(n @ 0..=4) => Ok(Quad(n)),
        _ => Err("quad classes are 0, 1, 2, 3 and 4".to_owned()),
    }
}

fn status(text: &str) -> Result<Claim, String> {
    match text {
        "all" => Ok(Claim::All),
        "negated" => Ok(Claim::Negated),
        _ => Status::from_word(text)
            .map(Claim::One)
            .ok_or_else(|| one_of(Status::ALL) + ", negated, all"),
    }
}

fn one_of<T: ToString>(values: &[T]) -> String {
    let words: Vec<String> = values.iter().map(T::to_string).collect();
    format!("one of {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn global_options_stand_before_or_after_the_command() {
        for line in [
            "-g one.db events --status all",
            "events --status all -g one.db",
        ] {
            let words = std::iter::once("chancery").chain(line.split(' '));
            let parsed = CommandLine::try_parse_from(words).expect(line);
            assert_eq!(parsed.global.graph, PathBuf::from("one.db"), "{line}");
        }
    }

    #[test]
    fn wrong_values_are_refused() {
        for (line, want) in [
            ("events --since 2025-02-30", "there is no such day"),
            ("events --since July", "write a day, month or year"),
            ("events --cameo 99", "no CAMEO code begins so"),
            ("events --plover NICE", "one of AGREE"),
            ("events --quad 5", "quad classes are"),
            ("events --status real", "one of actual"),
            ("events --min-confidence 80", "between 0 and 1"),
            ("ties China", "<B>"),
        ] {
            let words = std::iter::once("chancery").chain(line.split(' '));
            let said = CommandLine::try_parse_from(words)
                .expect_err(line)
                .to_string();
            assert!(said.contains(want), "{line}: {said}");
        }
    }
}
