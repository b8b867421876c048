//! The examples run and show what their first lines promise. Cargo builds them with the tests.

use std::process::Command;

fn shown(example: &str) -> String {
    let mut run = Command::new(env!("CARGO"));
    run.args(["run", "--quiet", "--offline", "--example", example]);
    if !cfg!(debug_assertions) {
        run.arg("--release");
    }
    let run = run
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        run.status.success(),
        "{example}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).expect("examples print text")
}

fn holds(example: &str, wanted: &[&str]) {
    let out = shown(example);
    for line in wanted {
        assert!(out.contains(line), "{example} shows no `{line}`:\n{out}");
    }
}

#[test]
fn one_article_dates_what_it_tells() {
    holds(
        "one_article",
        &[
            "2025-07-03  Peru — recognise [054]",
            "2025-07-01  Jone Usamate — visit [042]",
            "'Later that day' ← 'On July 3'",
        ],
    );
}

#[test]
fn path_query_finds_chains_and_directed_events() {
    holds(
        "path_query",
        &[
            "hops",
            "China towards Afghanistan since May 2025",
            "connected parts",
        ],
    );
}

#[test]
fn custom_lexicon_teaches_a_verb() {
    holds(
        "custom_lexicon",
        &[
            "built-in words: 0 event(s)",
            "with our folder: 1 event(s)",
            "Harbour League twin Norway on Some(\"2025-05-04\")",
        ],
    );
}
