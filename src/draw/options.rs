//! What a picture is asked to show, and how.

use super::palette::Theme;
use crate::model::ActorId;
use crate::model::code::words;

words! {
    /// Who places the nodes, and how: `auto` takes columns for few actors and a map for many.
    Layout { Auto = "auto", Columns = "columns", Layered = "layered", Map = "map" }
}

/// How near to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// Events by kind; crowded pairs from afar.
    #[default]
    Auto,
    /// Events by kind, however many.
    Events,
    /// One line per pair and direction; on a map, one per pair.
    Pairs,
}

/// Which part of the graph is shown: it is said in the heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// All of it.
    #[default]
    Graph,
    /// What is around the first actor of [`ViewOptions::focus`], so many events away.
    Ego {
        /// 1 for its neighbours, 2 for theirs as well.
        hops: usize,
    },
    /// What lies between the first two.
    Pair,
}

/// What to show and how.
#[derive(Debug, Clone)]
pub struct ViewOptions {
    /// Heading; made from the states, actors and dates when `None`.
    pub title: Option<String>,
    /// Which part of the graph this is.
    pub scope: Scope,
    /// Most lines in columns or layers; what is left out is said in the notes.
    pub cap_edges: usize,
    /// Most lines on a map.
    pub cap_map_edges: usize,
    /// Most actors on a map: those of the most events.
    pub cap_actors: usize,
    /// Most rows of a timeline.
    pub cap_rows: usize,
    /// Light or dark.
    pub theme: Theme,
    /// Actors asked for: shown bold, kept when lines are left out, the first towards the left.
    pub focus: Vec<ActorId>,
    /// How near to look.
    pub detail: Detail,
    /// Who places the nodes.
    pub layout: Layout,
    /// Where a map's search for places begins: another number, another arrangement.
    pub seed: u64,
}

impl Default for ViewOptions {
    fn default() -> Self {
        ViewOptions {
            title: None,
            scope: Scope::Graph,
            cap_edges: 120,
            cap_map_edges: 600,
            cap_actors: 300,
            cap_rows: 60,
            theme: Theme::Light,
            focus: Vec::new(),
            detail: Detail::Auto,
            layout: Layout::Auto,
            seed: 1,
        }
    }
}
