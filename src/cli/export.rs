//! `chancery export`: the graph in another format.

use super::args::Export;
use super::report::{Failure, Outcome};
use super::session::Session;

pub(super) fn run(_args: &Export, _session: &mut Session) -> Result<Outcome, Failure> {
    Err(Failure::usage("not there yet"))
}
