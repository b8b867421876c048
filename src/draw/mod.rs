//! Pictures: what to show (`view`), where (`arrange`, `layout`), and as which file (`svg`, `dot`, `render`).
//!
//! ```no_run
//! use chancery::draw::{self, DrawOptions};
//! # fn main() -> chancery::Result<()> {
//! let (events, actors) = (Vec::new(), Vec::new());
//! let picture: Vec<u8> = draw::draw(&events, &actors, &DrawOptions::default())?;
//! # Ok(())
//! # }
//! ```

mod arrange;
mod dot;
mod label;
mod labels;
mod layout;
mod legend;
mod palette;
mod render;
mod route;
mod svg;
mod tally;
pub mod text;
mod view;

#[cfg(test)]
pub(crate) mod sample;

pub use dot::{dot, quote};
pub use label::{inside, interval, office};
pub use palette::{Class, Shape, Theme};
pub use render::{DrawOptions, Engine, Format, draw, render, replace, write};
pub use svg::svg;
pub use tally::{MOST_LINES, pairs};
pub use view::{Column, Detail, Line, Node, View, ViewOptions};
