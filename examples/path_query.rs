//! Builds a graph from the seed articles in memory and asks it for chains of events.
//!
//! Run it with `cargo run --release --example path_query`. You will see how Iran and the United States
//! hang together through others, hop by hop, each hop a dated event, and what petgraph makes of the same graph.

use chancery::graph::{Graph, PathOptions, Query};
use chancery::{Lexicon, Pipeline, read};

fn main() -> chancery::Result<()> {
    let lexicon = Lexicon::builtin()?;
    let pipeline = Pipeline::new(&lexicon)?;
    let mut graph = Graph::new();
    for article in read::path("seeds")? {
        graph.merge(pipeline.read(&article?));
    }
    println!(
        "{} actors, {} events, digest {}",
        graph.actors().len(),
        graph.all_events().len(),
        graph.digest()
    );

    let shortest = PathOptions::default();
    for path in graph.paths("Iran", "United States", &Query::new(), &shortest)? {
        println!("\n{} → {} in {} hops", path.from, path.to, path.length);
        for event in &path.hops {
            println!("  {event}");
        }
    }

    let china_since = Query::new()
        .source("China")
        .target("Afghanistan")
        .since("2025-05")?;
    println!("\nChina towards Afghanistan since May 2025");
    for event in graph.events(&china_since) {
        println!("  {event}");
    }

    // The graph is a petgraph: its algorithms work on it as they stand.
    let parts = petgraph::algo::connected_components(graph.petgraph());
    println!("\n{parts} connected parts");
    Ok(())
}
