//! How long the program takes to start with all its tables read, in milliseconds of wall time.
//!
//! `cargo bench --bench start`. The program is run for a name of the lexicon, which reads every table of actors
//! and every kind of event; the version alone tells how much of that the system takes to start any program.

// A bench that cannot run the program has failed.
#![allow(clippy::unwrap_used)]

use std::process::{Command, Stdio};
use std::time::Instant;

/// The most a start shall take.
const WANTED: f64 = 60.0;
const ROUNDS: usize = 41;

/// The least, the median and the most.
fn milliseconds(arguments: &[&str]) -> (f64, f64, f64) {
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        let begun = Instant::now();
        let ended = command.args(arguments).stdout(Stdio::null()).status();
        assert!(ended.unwrap().success());
        begun.elapsed().as_secs_f64() * 1000.0
    };
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| run()).collect();
    times.sort_by(f64::total_cmp);
    (times[0], times[ROUNDS / 2], times[ROUNDS - 1])
}

fn main() {
    for (what, arguments) in [
        ("version", &["--version"][..]),
        ("tables", &["lexicon", "show", "Kremlin"]),
    ] {
        let (least, middle, most) = milliseconds(arguments);
        println!("start, {what}: {middle:.1} ms ({least:.1} to {most:.1}), {ROUNDS} rounds");
        if middle > WANTED {
            println!("start, {what}: more than the {WANTED:.0} wanted");
        }
    }
}
