//! How long the graph formats take for a graph of some ninety thousand dated events.
//!
//! `CHANCERY_FACTS=facts.tsv cargo bench --bench export -- [FORMAT...]`, the file being lines of date, source, relation,
//! target as `import --from tkg` reads them; else `graphs/icews14.tsv` of the folder `CHANCERY_SHARED`, and without that
//! a graph of that size is made up. Prints the least, the middle and the most of nine runs into a sink that counts the
//! bytes. `benches/export_peer.py` does the same with igraph, into a file.

use chancery::export::{self, Data, Format};
use chancery::graph::Graph;
use chancery::import;
use chancery::lexicon::Lexicon;
use std::io::{self, Write};
use std::time::Instant;

fn main() -> chancery::Result<()> {
    let named = |name| std::env::var_os(name).map(std::path::PathBuf::from);
    let shared = || Some(named("CHANCERY_SHARED")?.join("graphs/icews14.tsv"));
    let given = named("CHANCERY_FACTS").or_else(shared);
    let folder = std::env::temp_dir().join(format!("chancery-bench-{}", std::process::id()));
    let path = match given {
        Some(path) => path,
        None => {
            let path = folder.join("facts.tsv");
            let made = std::fs::create_dir_all(&folder);
            made.and_then(|()| std::fs::write(&path, made_up()))
                .map_err(|source| chancery::Error::Io {
                    action: "write",
                    path: path.clone(),
                    source,
                })?;
            path
        }
    };
    let read = import::read(import::Format::Tkg, &[path], &Lexicon::builtin()?)?;
    let _ = std::fs::remove_dir_all(&folder);
    let graph = Graph::from_parts(read.actors, read.events);
    let data = Data {
        events: graph.all_events(),
        actors: graph.actors(),
        ..Data::default()
    };
    println!("{} events, {} actors", data.events.len(), data.actors.len());
    let asked: Vec<String> = std::env::args().skip(1).collect();
    for name in ["graphml", "gexf", "dot", "jsonl", "cytoscape", "csv", "tkg"] {
        let others = asked.iter().any(|a| !a.starts_with('-'));
        if others && !asked.iter().any(|a| a == name) {
            continue;
        }
        let format = Format::from_name(name)?;
        let mut bytes = 0;
        let mut times = Vec::new();
        for _ in 0..9 {
            let mut out = Count(0);
            let start = Instant::now();
            export::write(format, &data, &mut out)?;
            times.push(start.elapsed().as_millis());
            bytes = out.0;
        }
        times.sort_unstable();
        let (least, middle, most) = (times[0], times[times.len() / 2], times[times.len() - 1]);
        println!(
            "{name:<10} {least:>5} / {middle} / {most} ms, {} MB",
            bytes / 1_000_000
        );
    }
    Ok(())
}

/// Takes what is written and keeps only its length, so that neither a disk nor fresh memory is measured.
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += std::hint::black_box(bytes).len();
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Ninety thousand lines between seven thousand actors over a year.
fn made_up() -> String {
    let mut seed = 7_u32;
    let mut next = |most: u32| {
        // linear congruential, Numerical Recipes' constants
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % most
    };
    let mut lines = String::new();
    for _ in 0..90_000 {
        let (a, b) = (next(7_000).min(next(7_000)), next(7_000));
        let code = [
            "010", "036", "040", "042", "051", "057", "111", "173", "190",
        ][next(9) as usize];
        let (month, day) = (1 + next(12), 1 + next(28));
        lines.push_str(&format!(
            "2014-{month:02}-{day:02}\tActor {a}\t{code}\tActor {b}\n"
        ));
    }
    lines
}
