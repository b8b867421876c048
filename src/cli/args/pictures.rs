//! Commands that write the graph into a file: pictures and other formats.

use super::filters::{Dating, Filters};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Draw {
    /// Only this actor and its neighbours
    pub(in crate::cli) a: Option<String>,
    /// Only what lies between the two
    pub(in crate::cli) b: Option<String>,
    /// The picture; its ending says the format: .svg .png .pdf .dot, or .html for a page to explore
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
    /// What to draw [default: graph without an actor, ego with one, pair with two]
    #[arg(long, value_name = "VIEW")]
    pub(in crate::cli) view: Option<Picture>,
    /// Heading [default: the states, actors and days shown]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// For a light or a dark page
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub(in crate::cli) theme: Theme,
    /// How the nodes are placed: columns for few actors and a map for many, unless told
    #[arg(long, value_name = "LAYOUT", default_value = "auto")]
    pub(in crate::cli) layout: Layout,
    /// Who places the nodes: our own layouts, or Graphviz
    #[arg(long, value_name = "ENGINE", default_value = "own")]
    pub(in crate::cli) engine: Engine,
    /// Lines by kind of event, or one for all that two did
    #[arg(long, value_name = "DETAIL", default_value = "auto")]
    pub(in crate::cli) detail: Detail,
    /// Of an ego view: how many events away
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) hops: usize,
    /// Of a path view: how many chains, shortest first
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(in crate::cli) k: usize,
    /// Of a path view: dates never go back along the chain
    #[arg(long)]
    pub(in crate::cli) time_order: bool,
    /// Most actors on a map, those of the most events [default: 300]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) max_actors: Option<usize>,
    /// Most lines, or rows of a timeline; the picture says what was left out [default: what can be read]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) max_lines: Option<usize>,
    /// Another number, another arrangement of a map
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Picture {
    /// Everything the filters let through
    Graph,
    /// An actor and those around it
    Ego,
    /// What two did to each other, and the chains between them
    Pair,
    /// Chains of events from one actor to another
    Path,
    /// What happened day by day, of everyone, of one actor, or between two
    Timeline,
}

/// How nodes are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Layout {
    /// Columns for few actors, a map for many
    Auto,
    /// One column per state
    Columns,
    /// Who acts left of whom it acts upon
    Layered,
    /// Who has to do with each other close together
    Map,
}

/// How near to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Detail {
    /// Events by kind; crowded pairs from afar
    Auto,
    /// Events by kind, however many
    Events,
    /// One line per pair and direction
    Pairs,
}

/// The page a picture is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Theme {
    /// Dark lines on white
    Light,
    /// Bright lines on near black
    Dark,
}

/// Who places the nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Engine {
    /// Our own layouts; needs nothing installed
    Own,
    /// The program `dot` of Graphviz
    Dot,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// The format; `chancery export --help` lists them
    #[arg(long, value_name = "FORMAT", long_help = formats())]
    pub(in crate::cli) to: String,
    /// A file, or a folder for formats of several files [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) dating: Dating,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// The format; `chancery import --help` lists them
    #[arg(long, value_name = "FORMAT", long_help = import_formats())]
    pub(in crate::cli) from: String,
    /// Files, folders for formats of several files, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
}

/// The import formats, a line each.
fn import_formats() -> String {
    let mut help = "The format, one of:".to_owned();
    for (_, name, about) in crate::import::Format::ALL {
        help.push_str(&format!("\n  {name:<12} {about}"));
    }
    help
}

/// The export formats, a line each.
fn formats() -> String {
    let mut help = "The format, one of:".to_owned();
    for format in crate::export::Format::ALL {
        help.push_str(&format!("\n  {:<12} {}", format.name(), format.about()));
    }
    help
}
