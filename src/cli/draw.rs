//! `chancery draw`: a picture of the graph, of an actor's neighbourhood, or of what lies between two.

use super::args::Draw;
use super::report::{Failure, Outcome};
use super::session::Session;

pub(super) fn run(_args: &Draw, _session: &mut Session) -> Result<Outcome, Failure> {
    Err(Failure::usage("not there yet"))
}
