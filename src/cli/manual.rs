//! `chancery completions` and `chancery man`: both made from the command line's own description.

use super::args::{CommandLine, Completions, Man};
use super::report::{Failure, Outcome};
use super::session::Session;
use crate::error::Error;
use clap::CommandFactory;
use std::path::Path;

pub(super) fn completions(args: &Completions, session: &mut Session) -> Result<Outcome, Failure> {
    // Written to memory first: the generator panics when a pipe closes.
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut CommandLine::command(),
        "chancery",
        &mut script,
    );
    std::io::Write::write_all(&mut session.out, &script)?;
    Ok(Outcome::Done)
}

pub(super) fn man(args: &Man, session: &mut Session) -> Result<Outcome, Failure> {
    match &args.output {
        Some(folder) => {
            let failed = |source| Error::Io {
                action: "write",
                path: folder.to_owned(),
                source,
            };
            pages(folder).map_err(failed)?;
        }
        None => clap_mangen::Man::new(CommandLine::command()).render(&mut session.out)?,
    }
    Ok(Outcome::Done)
}

/// `chancery.1`, and `chancery-build.1` and so on for each command.
fn pages(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(CommandLine::command(), folder)
}
