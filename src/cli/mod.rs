//! The commands: words of the command line in, answers on standard output, an exit code out.
//!
//! `args` is the command line as typed and `filters` what its options mean; each command has a file of its
//! own; `report` speaks on standard error, `listing`, `table` and `show` give answers their form, `paint`
//! keeps a terminal safe from article text. Decides nothing about news: that is all further down.

mod actors;
mod annotate;
mod args;
mod asked;
mod build;
mod card;
mod chunks;
mod draw;
mod ego;
mod eval;
mod events;
mod explain;
mod export;
mod filters;
mod import;
mod lexicon;
mod listing;
mod manual;
mod outside;
mod page;
mod paint;
mod path;
mod proofs;
mod read;
mod report;
mod session;
mod show;
mod table;
mod ties;
mod timeline;
mod top;
mod unresolved;
mod why;

use crate::error::Error;
use args::{Command, CommandLine};
use clap::Parser;
use report::{Failure, Outcome};
use session::Session;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Runs the program on the arguments of the process.
///
/// Exit codes: 0 done; 1 nothing found, or some documents could not be read; 2 wrong use, a faulty lexicon,
/// or an unreadable graph file. When nobody reads the answer any more (a closed pipe) that is 0.
pub fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut session = Session::new(line.global);
    let ended = run(&line.command, &mut session).and_then(|outcome| {
        session.out.flush()?;
        Ok(outcome)
    });
    match ended {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(failure) if is_broken_pipe(&failure) => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            session
                .report
                .error_line(&format!("cannot write to standard output: {error}"));
            ExitCode::from(2)
        }
        Err(Failure::Library(error)) => {
            // What was answered before the error still counts.
            let _ = session.out.flush();
            session.report.error(&error);
            ExitCode::from(report::code(&error))
        }
    }
}

/// Whether nobody reads the answer any more.
fn is_broken_pipe(failure: &Failure) -> bool {
    let (Failure::Output(error) | Failure::Library(Error::Io { source: error, .. })) = failure
    else {
        return false;
    };
    error.kind() == ErrorKind::BrokenPipe
}

fn run(command: &Command, session: &mut Session) -> Result<Outcome, Failure> {
    match command {
        Command::Build(args) => build::run(args, session),
        Command::Read(args) => read::run(args, session),
        Command::Annotate(args) => annotate::run(args, session),
        Command::Explain(args) => explain::run(args, session),
        Command::Events(args) => events::run(args, session),
        Command::Actors(args) => actors::run(args, session),
        Command::Ties(args) => ties::run(args, session),
        Command::Path(args) => path::run(args, session),
        Command::Ego(args) => ego::run(args, session),
        Command::Timeline(args) => timeline::run(args, session),
        Command::Top(args) => top::run(args, session),
        Command::Unresolved(args) => unresolved::run(args, session),
        Command::Why(args) => why::run(args, session),
        Command::Draw(args) if page::is_page(&args.output) => page::run(args, session),
        Command::Draw(args) => draw::run(args, session),
        Command::Export(args) => export::run(args, session),
        Command::Import(args) => import::run(args, session),
        Command::Eval(args) => eval::run(args, session),
        Command::Lexicon(args) => lexicon::run(args, session),
        Command::Completions(args) => manual::completions(args, session),
        Command::Man(args) => manual::man(args, session),
    }
}
