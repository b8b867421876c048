//! The nouns of the program and their laws. Imports nothing but `error`.

mod actor;
pub(crate) mod code;
mod document;
mod edtf;
mod event;
mod ids;
mod loose;
mod mention;
mod report;
mod time;

pub use actor::{Actor, ActorKind, Gender, Office, Party, Place, STATELESS};
pub use code::{Cameo, Plover, Quad, Status};
pub use document::{Document, Span};
pub use event::Event;
pub use ids::{ActorId, DocId, EventId};
pub use loose::{Lack, Loose};
pub use mention::{DateExpr, How, Mention, TimexType};
pub use report::{Evidence, Report, Speaker};
pub use time::{Basis, Date, Days, Precision, When};
