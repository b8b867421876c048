//! Whether a sentence is about something else than politics: `lexicon/english/topics.toml`.

use super::scene::Scene;
use crate::error::{Complaint, Error, Result};
use compact_str::CompactString;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the words come from.
pub(super) const FILE: &str = "english/topics.toml";

/// How many weak words weigh as much as a strong one.
const WEAK_ENOUGH: usize = 2;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    strong: FxHashSet<CompactString>,
    weak: FxHashSet<CompactString>,
}

/// The topics whose sentences yield no events.
#[derive(Debug, Default)]
pub(super) struct Topics(Vec<Topic>);

impl Topics {
    /// Reads the table.
    ///
    /// # Errors
    ///
    /// Fails on TOML that is not of its form.
    pub(super) fn from_toml(text: &str) -> Result<Topics> {
        let topics: BTreeMap<CompactString, Topic> = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            Error::Lexicon(Complaint {
                file: format!("lexicon/{FILE}"),
                line: text[..at].matches('\n').count() + 1,
                column: 1,
                problem: e.message().to_owned(),
                hint: Some("a topic holds the two lists `strong` and `weak`".into()),
            })
        })?;
        Ok(Topics(topics.into_values().collect()))
    }

    /// Whether the sentence belongs to one of the topics; names of actors do not count.
    pub(super) fn claim(&self, scene: &Scene) -> bool {
        let tokens = scene.tree.sentence.tokens.iter().enumerate();
        let lemmas: Vec<CompactString> = tokens
            .filter(|(t, _)| scene.mention(*t).is_none())
            .map(|(_, token)| token.lemma.to_lowercase())
            .collect();
        self.0.iter().any(|topic| {
            let mut weak = 0;
            for lemma in &lemmas {
                if topic.strong.contains(lemma.as_str()) {
                    return true;
                }
                weak += usize::from(topic.weak.contains(lemma.as_str()));
            }
            weak >= WEAK_ENOUGH
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_read() {
        let topics = Topics::from_toml(include_str!("../../lexicon/english/topics.toml")).unwrap();
        assert!(topics.0.iter().any(|t| t.strong.contains("semi-final")));
    }

    #[test]
    fn a_faulty_table_is_named_by_line() {
        let error = Topics::from_toml("\n[sport]\nstrong = 1\n")
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("lexicon/english/topics.toml:"), "{error}");
    }
}
