//! Which events are asked for: the filters that every command shares.

use crate::error::{Error, Result};
use crate::model::{Days, Plover, Status};

/// How far parties are rolled up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// As told: persons, bodies and states apart.
    Actor,
    /// Persons stand for the body they belong to.
    Body,
    /// Everything that belongs to a state stands for the state.
    State,
}

impl Level {
    /// The level of a word of the command line.
    ///
    /// # Errors
    ///
    /// Fails when it is none of `actor`, `body`, `state`.
    pub fn from_word(word: &str) -> Result<Self> {
        match word {
            "actor" => Ok(Level::Actor),
            "body" => Ok(Level::Body),
            "state" => Ok(Level::State),
            _ => Err(Error::Usage(format!(
                "`{word}` is no level; write actor, body or state"
            ))),
        }
    }
}

/// Filters over events; an empty one asks for all that happened (status actual, not negated).
///
/// Actors are named by id or by any name the graph knows. Values of one filter are alternatives; filters
/// narrow each other.
///
/// ```
/// use chancery::graph::Query;
///
/// let query = Query::new().target("AFG").cameo("054").since("2025-07")?.status("all")?;
/// assert!(Query::new().since("July").is_err());
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// Only events that can have been on or after the first of these days.
    pub since: Option<Days>,
    /// Only events that can have been on or before the last of these days.
    pub until: Option<Days>,
    /// Only what had been published by the last of these days.
    pub as_of: Option<Days>,
    /// Kinds as in records.
    pub kinds: Vec<String>,
    /// Beginnings of CAMEO codes.
    pub cameo: Vec<String>,
    /// PLOVER types.
    pub plover: Vec<Plover>,
    /// Quad classes.
    pub quads: Vec<u8>,
    /// Who acts; either side of a reciprocal event.
    pub source: Vec<String>,
    /// Who is acted upon; either side of a reciprocal event.
    pub target: Vec<String>,
    /// Who takes part on either side.
    pub actor: Vec<String>,
    /// Statuses asked for; empty means actual.
    pub statuses: Vec<Status>,
    /// Show every status.
    pub all_statuses: bool,
    /// Show what is said not to have happened as well.
    pub with_negated: bool,
    /// At least so many independent documents.
    pub min_sources: usize,
    /// At least so sure, 0 to 1.
    pub min_confidence: f32,
    /// Roll-up; `None` is as told, for chains by state.
    pub level: Option<Level>,
    /// At most so many events, the first in order.
    pub limit: Option<usize>,
    /// A state means the state alone, not what belongs to it.
    pub exactly: bool,
}

/// A comma list, blanks ignored.
fn list(words: &str) -> impl Iterator<Item = &str> {
    words.split(',').map(str::trim).filter(|w| !w.is_empty())
}

impl Query {
    /// Everything that happened.
    pub fn new() -> Self {
        Self::default()
    }
    /// From a day, month or year on.
    ///
    /// # Errors
    ///
    /// Fails when the text is no day, month or year.
    pub fn since(mut self, day: &str) -> Result<Self> {
        self.since = Some(day.parse()?);
        Ok(self)
    }
    /// Up to a day, or to the end of a month or year.
    ///
    /// # Errors
    ///
    /// Fails when the text is no day, month or year.
    pub fn until(mut self, day: &str) -> Result<Self> {
        self.until = Some(day.parse()?);
        Ok(self)
    }
    /// What readers knew at the end of a day, month or year: later reports are as if unwritten.
    ///
    /// # Errors
    ///
    /// Fails when the text is no day, month or year.
    pub fn as_of(mut self, day: &str) -> Result<Self> {
        self.as_of = Some(day.parse()?);
        Ok(self)
    }
    /// Kinds, separated by commas.
    #[must_use]
    pub fn kind(mut self, kinds: &str) -> Self {
        self.kinds.extend(list(kinds).map(str::to_owned));
        self
    }
    /// Beginnings of CAMEO codes, separated by commas.
    #[must_use]
    pub fn cameo(mut self, prefixes: &str) -> Self {
        self.cameo.extend(list(prefixes).map(str::to_owned));
        self
    }
    /// PLOVER types, separated by commas, in either case.
    ///
    /// # Errors
    ///
    /// Fails when PLOVER has no such type.
    pub fn plover(mut self, types: &str) -> Result<Self> {
        for word in list(types) {
            let found = Plover::from_word(&word.to_uppercase()).ok_or_else(|| {
                Error::Usage(format!(
                    "`{word}` is no PLOVER type; there are {}",
                    words(Plover::ALL.iter().map(|p| p.as_str()))
                ))
            })?;
            self.plover.push(found);
        }
        Ok(self)
    }
    /// Quad classes 0 to 4, separated by commas.
    ///
    /// # Errors
    ///
    /// Fails when a value is no such number.
    pub fn quad(mut self, classes: &str) -> Result<Self> {
        for word in list(classes) {
            let class = word.parse().ok().filter(|n| *n <= 4).ok_or_else(|| {
                Error::Usage(format!("`{word}` is no quad class; write 0, 1, 2, 3 or 4"))
            })?;
            self.quads.push(class);
        }
        Ok(self)
    }
    /// Who acts. Said again, either will do.
    #[must_use]
    pub fn source(mut self, actor: &str) -> Self {
        self.source.push(actor.to_owned());
        self
    }
    /// Who is acted upon. Said again, either will do.
    #[must_use]
    pub fn target(mut self, actor: &str) -> Self {
        self.target.push(actor.to_owned());
        self
    }
    /// Who takes part. Said again, either will do.
    #[must_use]
    pub fn actor(mut self, actor: &str) -> Self {
        self.actor.push(actor.to_owned());
        self
    }
    /// Statuses separated by commas, or `all`; `negated` adds what is said not to have happened.
    ///
    /// # Errors
    ///
    /// Fails when there is no such status.
    pub fn status(mut self, statuses: &str) -> Result<Self> {
        for word in list(statuses) {
            match (word, Status::from_word(word)) {
                ("all", _) => (self.all_statuses, self.with_negated) = (true, true),
                ("negated", _) => self.with_negated = true,
                (_, Some(status)) => self.statuses.push(status),
                (_, None) => {
                    return Err(Error::Usage(format!(
                        "`{word}` is no status; there are {}, negated, all",
                        words(Status::ALL.iter().map(|s| s.as_str()))
                    )));
                }
            }
        }
        Ok(self)
    }
    /// At least so many independent documents.
    #[must_use]
    pub fn min_sources(mut self, documents: usize) -> Self {
        self.min_sources = documents;
        self
    }
    /// At least so sure, 0 to 1.
    #[must_use]
    pub fn min_confidence(mut self, share: f32) -> Self {
        self.min_confidence = share;
        self
    }
    /// Rolls parties up.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }
    /// At most so many.
    #[must_use]
    pub fn limit(mut self, events: usize) -> Self {
        self.limit = Some(events);
        self
    }
    /// A state means the state alone.
    #[must_use]
    pub fn exactly(mut self) -> Self {
        self.exactly = true;
        self
    }
}

/// Words for a message.
fn words<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_faults_told() {
        let query = Query::new().kind("meet, visit").cameo("05,19");
        assert_eq!((query.kinds.len(), query.cameo.len()), (2, 2));
        for (wrong, want) in [
            (
                Query::new().status("done").map(|_| ()),
                "`done` is no status",
            ),
            (
                Query::new().plover("HELP").map(|_| ()),
                "`HELP` is no PLOVER type",
            ),
            (Query::new().quad("5").map(|_| ()), "`5` is no quad class"),
            (
                Query::new().since("July").map(|_| ()),
                "`July` is not a date",
            ),
            (
                Level::from_word("office").map(|_| ()),
                "`office` is no level",
            ),
        ] {
            let told = wrong.expect_err(want).to_string();
            assert!(told.starts_with(want), "{told}");
        }
        let types = Query::new().plover("support").map(|q| q.plover);
        assert_eq!(types.ok(), Some(vec![Plover::Support]));
    }
}
