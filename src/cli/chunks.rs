//! Documents read by several threads, given back in the order they came, in bounded memory.

use crate::error::{Error, Result};
use crate::model::Document;
use crate::pipeline::{Pipeline, Reading};
use crate::read::Documents;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Documents held at once, at most: enough to keep many cores busy.
const DOCUMENTS: usize = 256;
/// Text held at once, in bytes; the last document may reach beyond it.
const BYTES: usize = 4 << 20;

/// The next documents, faulty ones in their place; empty at the end.
pub(super) fn next(documents: &mut Documents) -> Vec<Result<Document>> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < DOCUMENTS && bytes < BYTES {
        let Some(item) = documents.next() else { break };
        bytes += item.as_ref().map_or(0, |d| d.text.len());
        chunk.push(item);
    }
    chunk
}

/// Does something with every document in parallel; answers stand in the order of the documents.
pub(super) fn each<T: Send, D: Sync + Send>(
    pool: &rayon::ThreadPool,
    chunk: &[D],
    work: impl Fn(&D) -> T + Sync + Send,
) -> Vec<T> {
    pool.install(|| chunk.par_iter().map(work).collect())
}

/// Reads one document. A fault of the program costs that document, not the run.
pub(super) fn read(pipeline: &Pipeline<'_>, document: &Document) -> Result<Reading> {
    catch_unwind(AssertUnwindSafe(|| pipeline.read(document))).map_err(|_| Error::Document {
        place: format!("document `{}`", document.name()),
        problem: "a fault of this program stopped the reading of it; please report it".to_owned(),
        id: Some(document.name().to_string()),
    })
}
