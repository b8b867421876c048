//! The command line as scripts see it: exact standard output, standard error and exit code.
//!
//! Questions are asked of a small graph file made through the library (`fixture`), so that what a
//! command prints is held apart from how well English is understood.

mod actors;
mod bad_input;
mod draw;
mod eval;
mod export;
mod fixture;
mod levels;
mod questions;
mod streams;
mod tables;
mod usage;
