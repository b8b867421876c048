//! `chancery import`: events of another format into the graph file.

use super::args::Import;
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::import::{self, Format};
use crate::store::Store;

/// Refused lines told one by one; of more than these the rest is counted.
const TOLD: usize = 20;

pub(super) fn run(args: &Import, session: &mut Session) -> Result<Outcome, Failure> {
    // Before anything is read: a wrong name should say so at once.
    let format = Format::from_name(&args.from)?;
    let lexicon = session.lexicon()?;
    let imported = import::read(format, &args.files, &lexicon)?;
    let refused = &imported.refused;
    for line in refused.iter().take(TOLD) {
        let text = format!("{}: {}", line.place, line.problem);
        session.report.error_line(&text);
    }
    if refused.len() > TOLD {
        let n = refused.len() - TOLD;
        session.report.error_line(&format!(
            "{n} more {} refused, {} in all",
            plural(n, "record was", "records were"),
            refused.len()
        ));
    }
    let mut store = Store::open(&session.global.graph)?;
    store.give(&imported.events, &imported.actors)?;
    store.finish()?;
    if !session.global.quiet {
        let count = |n: usize, one, many| format!("{n} {}", plural(n, one, many));
        session.report.note(&format!(
            "{} from {}, {} refused; graph {} in {}",
            count(imported.events.len(), "event", "events"),
            count(imported.records, "record", "records"),
            refused.len(),
            store.graph()?.digest(),
            session.global.graph.display()
        ));
    }
    Ok(if refused.is_empty() {
        Outcome::Done
    } else {
        Outcome::SomeFailed
    })
}
