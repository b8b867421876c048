//! What one document told, as the graph takes it in.

use crate::model::{Actor, Date, DocId, Report};
use serde::{Deserialize, Serialize};

/// The reports and actors of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentReports {
    /// The document.
    pub doc: DocId,
    /// Its day of publication.
    pub published: Option<Date>,
    /// What it tells, in the order of its text; [`Report::about`] counts in this list.
    pub reports: Vec<Report>,
    /// The actors it names.
    pub actors: Vec<Actor>,
}

/// The document and its day are read off the evidence; actors are those of the parties.
impl From<Vec<Report>> for DocumentReports {
    fn from(reports: Vec<Report>) -> Self {
        let first = reports.first().map(|r| &r.evidence);
        DocumentReports {
            doc: first.map_or_else(|| DocId::new(""), |e| e.doc.clone()),
            published: first.and_then(|e| e.published),
            reports,
            actors: Vec::new(),
        }
    }
}
