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
mod bars;
mod cap;
mod chains;
mod columns;
mod dot;
mod frame;
mod grid;
mod headings;
mod label;
mod labels;
mod layers;
mod layout;
mod legend;
mod map;
mod marks;
mod nodes;
mod options;
mod order;
mod palette;
mod pdf;
mod raster;
mod render;
mod route;
mod sheet;
mod svg;
mod tally;
pub mod text;
mod timeline;
mod timeline_svg;
mod view;

#[cfg(test)]
pub(crate) mod sample;

pub use chains::chains;
pub use dot::{dot, quote};
pub use label::{inside, interval, office};
pub use options::{Detail, Layout, Scope, ViewOptions};
pub use palette::{Class, Shape, Theme};
pub use render::{DrawOptions, Engine, Format, Picture, draw, render, replace, write};
pub use svg::svg;
pub use tally::{MOST_LINES, pairs};
pub use timeline::{Entry, Lane, Timeline};
pub use view::{Column, Line, Node, View};
