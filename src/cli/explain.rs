//! `chancery explain`: how one sentence is understood, rule by rule.

use super::args::Explain;
use super::report::{Failure, Outcome};
use super::session::Session;
use crate::pipeline::Pipeline;

pub(super) fn run(args: &Explain, session: &mut Session) -> Result<Outcome, Failure> {
    if args.sentence.trim().is_empty() {
        return Err(Failure::usage("there is no sentence to explain"));
    }
    let lexicon = session.lexicon()?;
    let pipeline = Pipeline::new(&lexicon)?;
    let text = pipeline.explain(&args.sentence, args.date.map(|d| d.first));
    session.print(&text)?;
    Ok(Outcome::Done)
}
