//! What the program said of a sentence, as far as it is compared with gold.

use super::GoldSet;
use crate::error::{Error, Result};
use crate::model::{Cameo, Party, Plover, Report, Status};
use crate::ontology::{self, comparable};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// One event told as fact: what is compared, and the rule that read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The rule, `recognise/verb`.
    pub rule: String,
    /// CAMEO code.
    pub cameo: Cameo,
    /// PLOVER type; none for CAMEO 01 and 02.
    pub plover: Option<Plover>,
    /// Codes of those who act, as they are compared, each once.
    pub source: Vec<CompactString>,
    /// Codes of those acted upon.
    pub target: Vec<CompactString>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// The events a reader is shown unasked: told as fact, not negated, at least so sure.
pub fn said(reports: &[Report], min_confidence: f32) -> Vec<Said> {
    let told = reports
        .iter()
        .filter(|r| r.status == Status::Actual && !r.negated && r.confidence >= min_confidence);
    told.map(|report| Said {
        rule: report.evidence.rule.clone(),
        plover: ontology::code(report.cameo.as_str()).and_then(|c| c.plover),
        cameo: report.cameo.clone(),
        source: codes(&report.source),
        target: codes(&report.target),
        confidence: report.confidence,
    })
    .collect()
}

fn codes(side: &[Party]) -> Vec<CompactString> {
    let mut codes = Vec::new();
    for country in side.iter().filter_map(|p| p.country.as_deref()) {
        let code = comparable(country);
        if !code.is_empty() && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// What a run said of every sentence, kept to be compared with a later one.
#[derive(Debug, Clone, Default)]
pub struct Baseline(BTreeMap<(String, String), Vec<Said>>);

#[derive(Serialize, Deserialize)]
struct Line {
    set: String,
    id: String,
    said: Vec<Said>,
}

impl Baseline {
    /// Keeps what was said of the sentences of a set, in their order.
    pub fn add(&mut self, set: &GoldSet, said: &[Vec<Said>]) {
        for (gold, said) in set.sentences.iter().zip(said) {
            let id = gold.document.name().to_string();
            self.0.insert((set.name.clone(), id), said.clone());
        }
    }

    /// What was said of a sentence; `None` when that run did not have it.
    pub fn of(&self, set: &str, id: &str) -> Option<&[Said]> {
        self.0
            .get(&(set.to_owned(), id.to_owned()))
            .map(Vec::as_slice)
    }

    /// Writes it as JSONL, a sentence a line, sorted by set and id.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let failed = |source| Error::Io {
            action: "write",
            path: path.to_path_buf(),
            source,
        };
        let mut text = String::new();
        for ((set, id), said) in &self.0 {
            let line = serde_json::to_string(&Line {
                set: set.clone(),
                id: id.clone(),
                said: said.clone(),
            });
            text.push_str(&line.map_err(|e| failed(e.into()))?);
            text.push('\n');
        }
        std::fs::write(path, text).map_err(failed)
    }

    /// Reads what [`Baseline::write`] wrote.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be read, and on a line that is not of its form, with its number.
    pub fn read(path: &Path) -> Result<Baseline> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
            action: "read",
            path: path.to_path_buf(),
            source,
        })?;
        let mut baseline = Baseline::default();
        for (at, line) in text.lines().enumerate() {
            let line: Line = serde_json::from_str(line).map_err(|error| {
                Error::Usage(format!(
                    "{}:{}: not what `eval --save` writes: {error}",
                    path.display(),
                    at + 1
                ))
            })?;
            baseline.0.insert((line.set, line.id), line.said);
        }
        Ok(baseline)
    }
}
