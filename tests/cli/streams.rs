//! Standard output and standard error: who gets what, in which form.

use super::fixture::Desk;
use std::io::Read;
use std::process::{Command, Stdio};

#[test]
fn a_closed_pipe_ends_quietly_with_0() {
    let desk = Desk::with_graph();
    for arguments in [
        &["events", "--status", "all"][..],
        &["export", "--to", "graphml"],
        &["lexicon", "show", "recognise"],
        &["completions", "bash"],
    ] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("chancery"))
            .args(arguments)
            .current_dir(desk.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .expect("piped")
            .read_to_string(&mut said)
            .expect("text");
        assert_eq!(
            (child.wait().expect("it ends").code(), said.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn quiet_leaves_data_and_errors_only() {
    let desk = Desk::with_graph();
    desk.write("a.txt", "date 2025-07-04 Norway thanked Sweden.");
    let run = desk.run(&["--quiet", "build", "a.txt", "nowhere.txt"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.starts_with("error: cannot read `nowhere.txt`"),
        "{}",
        run.stderr
    );
    let run = desk.run(&["-q", "draw", "-o", "a.svg"]);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", "")
    );
}

#[test]
fn colours_come_when_asked_for() {
    let desk = Desk::with_graph();
    let table = ["events", "--format", "table"];
    let plain = desk.run(&table).stdout;
    assert!(!plain.contains('\u{1b}'), "{plain:?}");
    let always = desk
        .run(&[&table[..], &["--color", "always"]].concat())
        .stdout;
    assert!(always.contains("\u{1b}[36mNorway\u{1b}[0m"), "{always:?}");
    let never = desk
        .run(&[&table[..], &["--color", "never"]].concat())
        .stdout;
    assert_eq!(never, plain);
}

#[test]
fn text_of_articles_cannot_steer_a_terminal() {
    let desk = Desk::with_graph();
    for arguments in [
        &["events", "--kind", "criticise", "--format", "table"][..],
        &["events", "--kind", "criticise", "--format", "jsonl"],
        &["events", "--kind", "criticise", "--format", "json"],
        &["ties", "Finland", "Sweden", "--format", "table"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let unsafe_marks = ['\u{1b}', '\u{202e}'];
        assert!(
            !run.stdout.contains(unsafe_marks),
            "{arguments:?}: {:?}",
            run.stdout
        );
        assert!(run.stdout.contains("criti"), "{arguments:?}");
    }
    let record = desk
        .run(&["events", "--kind", "criticise", "--format", "jsonl"])
        .stdout;
    let event: serde_json::Value = serde_json::from_str(&record).expect("one record");
    assert_eq!(
        event["evidence"][0]["sentence"], "Finland criti\u{1b}[31mcised\u{202e} Sweden on Friday.",
        "the record keeps the sentence to the letter"
    );
    let id = event["id"].as_str().expect("an id").to_owned();
    let proof = desk.run(&["why", &id]).stdout;
    assert!(!proof.contains(['\u{1b}', '\u{202e}']), "{proof:?}");
}

#[test]
fn annotate_writes_edtf_when_asked() {
    let desk = Desk::empty();
    let input = "{\"id\":\"a\",\"date\":\"2025-07-04\",\"text\":\"Norway thanked Sweden in the first quarter of 2024.\"}\n";
    let plain = desk.run_on(&["annotate"], input);
    assert!(!plain.stdout.contains("edtf"), "{}", plain.stdout);
    let asked = desk.run_on(&["annotate", "--edtf"], input);
    let line: serde_json::Value = serde_json::from_str(&asked.stdout).expect("JSON");
    assert_eq!(line["timexes"][0]["edtf"], "2024-33");
    assert_eq!(line["events"][0]["edtf"], "2024-33");
}
