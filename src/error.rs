//! The one error type of the library.
//!
//! Every variant names the file, the line, the value and the next step where it knows them; the
//! binary only prints what stands here and decides nothing.

use std::path::PathBuf;

/// What can go wrong in the library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} `{path}`: {source}")]
    Io {
        /// What was being done, as a verb: `read`, `write`, `open`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// A document that cannot be used; the run goes on without it.
    #[error("{place}: {problem}")]
    Document {
        /// File name, with `:LINE` for JSONL.
        place: String,
        /// The document's own id, when it was legible.
        id: Option<String>,
        /// What is wrong, with the value and the next step.
        problem: String,
    },
    /// A date argument or date field that is no date.
    #[error("`{value}` is not a date: {problem}")]
    Date {
        /// The words as given.
        value: String,
        /// Why, and what would do.
        problem: String,
    },
    /// A faulty row or rule of the lexicon.
    #[error("{0}")]
    Lexicon(Complaint),
    /// Several faults of the lexicon at once.
    #[error("{} faults in the lexicon, the first: {}", .0.len(), .0[0])]
    Lexicons(Vec<Complaint>),
    /// A graph file that cannot be used.
    #[error("graph file `{path}`: {problem}")]
    Store {
        /// The graph file.
        path: PathBuf,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A name that is no actor of the graph or lexicon.
    #[error("no actor is called `{name}`{}", suggestion(.nearest))]
    UnknownActor {
        /// The name as given.
        name: String,
        /// Close names, at most three.
        nearest: Vec<String>,
    },
    /// A name the lexicon knows, of an actor no document names.
    #[error("`{name}` is {} in the lexicon, but no document of the graph names {}", .known.join(", "), if .known.len() == 1 { "it" } else { "any of them" })]
    AbsentActor {
        /// The name as given.
        name: String,
        /// Whom it may mean: `Wang Yi (CHN.wang-yi)`.
        known: Vec<String>,
    },
    /// A wrong argument, filter or option.
    #[error("{0}")]
    Usage(String),
    /// The weights file is not one this program can read.
    #[error("the English model cannot be read: {0}")]
    Model(String),
}

fn suggestion(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        names => format!(
            "; did you mean {}?",
            names
                .iter()
                .map(|n| format!("`{n}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One fault of a lexicon file, placed to the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The file, as `lexicon/actors/names.csv`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, the value in backticks.
    pub problem: String,
    /// What would put it right, when known.
    pub hint: Option<String>,
}

impl Complaint {
    /// A complaint about the value that begins at byte `offset` of a file's text.
    pub fn at(file: &str, text: &str, offset: usize, problem: impl Into<String>) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Complaint {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            problem: problem.into(),
            hint: None,
        }
    }
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.problem
        )?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}
