//! The command line as typed: every command and option with its help text, nothing worked out yet.
//!
//! Help, completions and the man page are generated from here: `global` holds the options every command
//! knows, `filters` those of every question, the other files one family of commands each, `values` how the
//! words of an option are read. What the options mean together is `cli::filters`' and each command's
//! business.

mod documents;
mod filters;
mod global;
mod pictures;
mod questions;
mod upkeep;
mod values;

pub(super) use documents::*;
pub(super) use filters::*;
pub(super) use global::*;
pub(super) use pictures::*;
pub(super) use questions::*;
pub(super) use upkeep::*;

use clap::{Parser, Subcommand};

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
    /// Names and roles that have no actor of the lexicon, the commonest first, ready to be added
    Unresolved(Unresolved),
    /// The proof of an event: sentence, rule, date, names, documents
    Why(Why),
    /// Draw the graph, the neighbourhood of an actor, or the ties of two
    Draw(Draw),
    /// Write the graph in another format
    Export(Export),
    /// Add the events of a file in another format to the graph file
    Import(Import),
    /// Score against gold sentences: what was found, what was missed, rule by rule
    Eval(Eval),
    /// Check, show or export the words the program knows
    Lexicon(Lexicon),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page, or write one page for each command
    Man(Man),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use std::path::PathBuf;

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
