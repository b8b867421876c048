//! `--level` in every question and picture: whatever the layer, the same events, and totals that agree.

use super::fixture::Desk;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const LEVELS: [&str; 3] = ["actor", "body", "state"];

fn seeds() -> Desk {
    let desk = Desk::empty();
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let run = desk.run(&["-q", "build", seeds]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    desk
}

fn records(desk: &Desk, line: &str) -> Vec<Value> {
    let run = desk.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.code, 0, "{line}: {}", run.stderr);
    let lines = run.stdout.lines();
    lines
        .map(|l| serde_json::from_str(l).expect("JSON"))
        .collect()
}

fn parties(event: &Value) -> BTreeSet<String> {
    let sides = ["source", "target"].into_iter();
    let parties = sides.flat_map(|side| event[side].as_array().cloned().unwrap_or_default());
    parties
        .filter_map(|p| Some(p["id"].as_str()?.to_owned()))
        .collect()
}

/// How many events each actor takes part in, counted from the event records.
fn counted(events: &[Value]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for id in events.iter().flat_map(parties) {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

fn is_state(id: &str) -> bool {
    id.len() == 3
}

#[test]
fn every_list_counts_the_same_events() {
    let desk = seeds();
    let ids = |events: &[Value]| -> BTreeSet<String> {
        events.iter().map(|e| e["id"].to_string()).collect()
    };
    let plain = ids(&records(&desk, "events --status all"));
    assert!(plain.len() > 20);
    for level in LEVELS {
        let events = records(&desk, &format!("events --status all --level {level}"));
        assert_eq!(ids(&events), plain, "{level}");
        let counts = counted(&events);

        let actors = records(&desk, &format!("actors --status all --level {level}"));
        let listed: BTreeMap<String, u64> = actors
            .iter()
            .map(|a| {
                (
                    a["id"].as_str().expect("an id").to_owned(),
                    a["events"].as_u64(),
                )
            })
            .filter_map(|(id, n)| Some((id, n.filter(|n| *n > 0)?)))
            .collect();
        assert_eq!(listed, counts, "actors --level {level}");

        let top = records(
            &desk,
            &format!("top --status all --limit 999 --level {level}"),
        );
        let top: BTreeMap<String, u64> = top
            .iter()
            .filter(|row| row["what"] == "actor")
            .filter_map(|row| Some((row["ids"][0].as_str()?.to_owned(), row["events"].as_u64()?)))
            .collect();
        assert_eq!(top, counts, "top --level {level}");

        if level == "state" {
            assert!(counts.keys().all(|id| is_state(id)), "{counts:?}");
            // What is asked of a state is what the roll-up gives the state.
            for (id, count) in &counts {
                let of = records(&desk, &format!("events --status all --actor {id}"));
                assert_eq!(of.len() as u64, *count, "events --actor {id}");
                let line = format!("timeline {id} --status all --by year --level state");
                let years = records(&desk, &line);
                let sum: u64 = years.iter().filter_map(|y| y["events"].as_u64()).sum();
                assert_eq!(sum, *count, "{line}");
            }
        }
    }
}

#[test]
fn ties_chains_and_neighbours_stand_on_the_level_asked_for() {
    let desk = seeds();
    let between = records(&desk, "ties CHN AFG --status all").len();
    assert!(between > 3);
    for level in LEVELS {
        let ties = records(&desk, &format!("ties CHN AFG --status all --level {level}"));
        assert_eq!(ties.len(), between, "{level}");
        let around = records(&desk, &format!("ego AFG --status all --level {level}"));
        let plain = records(&desk, "ego AFG --status all").len();
        // A neighbour is a state's envoy on one level and the state on another: those around differ, save
        // where states count, as they do when no level is asked for.
        assert!(around.len() <= plain && !around.is_empty(), "{level}");
        assert!(
            level != "state" || around.len() == plain,
            "{}",
            around.len()
        );
        let days = records(
            &desk,
            &format!("timeline CHN AFG --status all --level {level}"),
        );
        assert_eq!(days.len(), between, "{level}");
        if level == "state" {
            let chains = records(&desk, "path USA AFG --status all --level state");
            let hops = chains
                .iter()
                .flat_map(|c| c["hops"].as_array().cloned().unwrap_or_default());
            let all = ties.into_iter().chain(around).chain(days).chain(hops);
            for event in all {
                assert!(parties(&event).iter().all(|id| is_state(id)), "{event}");
            }
        }
    }
    let rings = desk.run(&["ego", "AFG", "--level", "state", "--format", "table"]);
    let first = rings.stdout.lines().next().unwrap_or_default();
    assert!(
        first.contains("China") && !first.contains("Wang Yi"),
        "{first}"
    );
}

#[test]
fn pictures_and_exports_merge_too() {
    let desk = seeds();
    for level in LEVELS {
        let line = [
            "export", "--to", "jsonl", "--status", "all", "--level", level,
        ];
        let run = desk.run(&line);
        let exported: Vec<Value> = run
            .stdout
            .lines()
            .map(|l| serde_json::from_str(l).expect("JSON"))
            .collect();
        let events = records(&desk, &format!("events --status all --level {level}"));
        assert_eq!(counted(&exported), counted(&events), "{level}");
        let run = desk.run(&["draw", "-o", "a.dot", "--status", "all", "--level", level]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let picture = std::fs::read_to_string(desk.path("a.dot")).expect("drawn");
        assert!(picture.contains("China"), "{level}");
        assert_eq!(picture.contains("CHN.wang-yi"), level == "actor", "{level}");
    }
}
