//! **chancery** reads news and keeps the record of who did what to whom, when, and which sentence says so.
//!
//! The crate is a stack of rooms; each imports rooms on lower floors only (`ARCHITECTURE.md` has the plan,
//! `tests/floors.rs` holds the code against it). What flows between them:
//!
//! ```text
//! bytes → Document → Sentence → Mentions + DateExprs → Reports → Events → Graph → View → file
//! ```

pub mod error;
pub mod model;

pub mod ontology;
pub mod read;
pub mod text;

pub mod lexicon;

pub mod actors;
pub mod dates;
pub mod events;
pub mod graph;

pub mod draw;
pub mod pipeline;
pub mod store;

pub mod eval;
pub mod export;
pub mod import;

pub mod cli;

pub use error::{Error, Result};
pub use graph::{Graph, Query};
pub use lexicon::Lexicon;
pub use pipeline::Pipeline;

/// Compiles the README's Rust.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
