//! `chancery draw`: a picture of the graph, of an actor's neighbourhood, of what lies between two, of the chains from one to
//! the other, or of what happened day by day.

use super::args::{self, Draw, Picture};
use super::asked::{Asked, distinct};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::draw::{
    self, Detail, Engine, Format, Layout, Scope, Theme, Timeline, View, ViewOptions,
};
use crate::model::ActorId;

pub(super) fn run(args: &Draw, session: &mut Session) -> Result<Outcome, Failure> {
    let format = Format::of_path(&args.output)?;
    let what = args.what()?;
    let graph = session.graph()?;
    let asked = Asked::new(args, what, &graph, session)?;
    let engine = match args.engine {
        args::Engine::Own => Engine::Own,
        args::Engine::Dot => Engine::Dot,
    };
    let options = options(args, asked.focus.clone());
    let (picture, n): (Box<dyn draw::Picture>, usize) = match what {
        Picture::Path => {
            let paths = asked.paths()?;
            let view = draw::chains(&paths, graph.actors(), &options);
            (Box::new(view), distinct(&paths).len())
        }
        Picture::Timeline => {
            let events = asked.events()?;
            let timeline = Timeline::new(&events, graph.actors(), &options);
            (Box::new(timeline), events.len())
        }
        Picture::Graph | Picture::Ego | Picture::Pair => {
            let events = asked.events()?;
            let view = View::new(&events, graph.actors(), &options);
            (Box::new(view), events.len())
        }
    };
    if n == 0 {
        session.report.nothing(&asked.why_nothing());
        return Ok(Outcome::NothingFound);
    }
    draw::write(picture.as_ref(), &args.output, format, engine)?;
    let file = args.output.display();
    session.report.note(&format!(
        "{n} {} drawn in {file}",
        plural(n, "event", "events")
    ));
    Ok(Outcome::Done)
}

fn options(args: &Draw, focus: Vec<ActorId>) -> ViewOptions {
    let usual = ViewOptions::default();
    ViewOptions {
        title: args.title.clone(),
        scope: match focus.len() {
            0 => Scope::Graph,
            1 => Scope::Ego { hops: args.hops },
            _ => Scope::Pair,
        },
        cap_edges: args.max_lines.unwrap_or(usual.cap_edges),
        cap_map_edges: args.max_lines.unwrap_or(usual.cap_map_edges),
        cap_actors: args.max_actors.unwrap_or(usual.cap_actors),
        cap_rows: args.max_lines.unwrap_or(usual.cap_rows),
        theme: match args.theme {
            args::Theme::Light => Theme::Light,
            args::Theme::Dark => Theme::Dark,
        },
        detail: match args.detail {
            args::Detail::Auto => Detail::Auto,
            args::Detail::Events => Detail::Events,
            args::Detail::Pairs => Detail::Pairs,
        },
        layout: match args.layout {
            args::Layout::Auto => Layout::Auto,
            args::Layout::Columns => Layout::Columns,
            args::Layout::Layered => Layout::Layered,
            args::Layout::Map => Layout::Map,
        },
        seed: args.seed,
        focus,
    }
}
