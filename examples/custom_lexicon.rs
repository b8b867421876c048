//! Teaches the program an actor and a kind of event without touching Rust.
//!
//! Run it with `cargo run --release --example custom_lexicon`. The same sentence is read twice: with the
//! built-in words, then with a folder of our own laid over them. You will see an event only the second time.

use chancery::model::Document;
use chancery::{Lexicon, Pipeline};
use std::fs;

const SENTENCE: &str = "The Harbour League twinned itself with Norway on 4 May 2025.";

const ACTORS: &str = "\
id,name,kind,country,sector,part_of,from,to,note
NGO.HARBOUR-LEAGUE,Harbour League,organization,NGO,BUS,,1998,,towns with a port
";
const NAMES: &str = "\
name,actor,use,from,to,note
Harbour League,NGO.HARBOUR-LEAGUE,short,,,
";
const KIND: &str = r#"
id = "twin"
label = "twin"
cameo = "050"
[[frame]]
name = "active"
verb = ["twin"]
with = "TARGET"
[[yes]]
text = "Norway twinned itself with Peru."
source = "NOR"
target = "PER"
[[yes]]
text = "Peru has twinned with Norway."
source = "PER"
target = "NOR"
[[no]]
text = "The twins flew to Norway."
why = "a noun, and nobody is twinned"
"#;

fn main() -> chancery::Result<()> {
    let folder = std::env::temp_dir().join(format!("chancery-lexicon-{}", std::process::id()));
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))
            .and_then(|()| fs::write(&path, text))
            .map_err(|source| chancery::Error::Io {
                action: "write",
                path,
                source,
            })
    };
    write("actors/organizations.csv", ACTORS)?;
    write("actors/names.csv", NAMES)?;
    write("events/twin.toml", KIND)?;
    for (what, lexicon) in [
        ("built-in words", Lexicon::builtin()?),
        (
            "with our folder",
            Lexicon::layered(std::slice::from_ref(&folder))?,
        ),
    ] {
        let reports =
            Pipeline::new(&lexicon)?.reports(&Document::from_text("harbour", None, SENTENCE));
        println!("{what}: {} event(s)", reports.len());
        for r in reports {
            println!(
                "  {} {} {} on {:?}",
                r.source[0],
                r.kind,
                r.target[0],
                r.when.days.map(|d| d.to_string())
            );
        }
    }
    fs::remove_dir_all(&folder).map_err(|source| chancery::Error::Io {
        action: "remove",
        path: folder,
        source,
    })
}
