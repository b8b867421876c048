//! Clauses into events: frames, predicate chains, speech, status.
//!
//! Takes a parsed sentence with its mentions; gives what it says happened, without dates. What the
//! words mean is written in `lexicon/events/*.toml` (frames) and `lexicon/english/governors.toml`
//! (what a governing verb does to the event it governs). The rooms, in the order of the work:
//!
//! - `scene`: who stands at which token, and whom a phrase names or involves; `people`: those without a state of
//!   their own;
//! - `index`: trigger word → frames; `matching`: one frame against one clause, by way of `slots` (which phrases a
//!   slot means) and `roles` (who fills it); `misfit`: why one does not fit;
//! - `topics`: sentences about sport and the like, which are left alone;
//! - `standing`: status, negation and speaker, read outwards from the trigger;
//! - `partners`: whom somebody speaks to, from the sentences before;
//! - `chain`: the code of a verb that governs another event; `coder`: all of it, sentence by sentence;
//!   `confidence`: how sure it is.
//!
//! May not see dates or the graph.

mod chain;
mod coder;
mod confidence;
mod index;
mod matching;
mod misfit;
mod partners;
mod people;
mod roles;
mod scene;
mod slots;
mod standing;
mod telling;
mod topics;
mod words;

pub use coder::{Coded, Coder, Trace};
pub use confidence::{CALIBRATION, Calibration};
pub use partners::Partners;
