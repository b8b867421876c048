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
    /// The picture; its ending says the format: .svg .dot .html, and .png .pdf where Graphviz is installed
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
    /// Heading [default: the states and days shown]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// For a light or a dark page
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub(in crate::cli) theme: Theme,
    /// Who places the nodes of an SVG: our own columns, or Graphviz
    #[arg(long, value_name = "ENGINE", default_value = "own")]
    pub(in crate::cli) engine: Engine,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
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
    /// One column per state; needs nothing installed
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
