//! Documents that cannot be used: one clear line each, the rest of the run goes on, nothing is stored half.

use super::fixture::Desk;

const GOOD: &str = "date 2025-07-04 Norway thanked Sweden for its help on Thursday.";

/// Lines of standard error but the closing one.
fn errors(stderr: &str) -> Vec<&str> {
    stderr
        .lines()
        .filter(|l| l.starts_with("error: "))
        .collect()
}

#[test]
fn each_bad_document_is_one_line_and_the_rest_is_read() {
    for (name, content, want) in [
        (
            "bad.txt",
            &b"caf\xe9 in Oslo"[..],
            "bad.txt: not UTF-8 at byte 3",
        ),
        ("bad.txt", b"", "bad.txt: the file is empty"),
        (
            "bad.txt",
            b"date 2025-02-30 Norway thanked Sweden.",
            "there is no such day",
        ),
        (
            "bad.jsonl",
            b"{\"id\":\"x\",\"text\":\"One.\"}\n{oops\n",
            "bad.jsonl:2:",
        ),
        (
            "bad.jsonl",
            b"{\"id\":\"x\"}\n",
            "bad.jsonl:1: there is no `text`",
        ),
        (
            "bad.jsonl",
            b"{\"id\":\"x\",\"text\":\"T.\",\"date\":\"2025-13-01\"}\n",
            "bad.jsonl:1: date `2025-13-01`",
        ),
    ] {
        let desk = Desk::empty();
        desk.write(name, content);
        desk.write("good.txt", GOOD);
        let run = desk.run(&["build", name, "good.txt"]);
        assert_eq!(run.code, 1, "{name}: {}", run.stderr);
        assert_eq!(run.stdout, "");
        let errors = errors(&run.stderr);
        assert_eq!(errors.len(), 1, "{name}: {}", run.stderr);
        assert!(errors[0].contains(want), "{name}: {}", errors[0]);
        assert!(run.stderr.contains("1 not read"), "{}", run.stderr);
        // The good one went in whole.
        let run = desk.run(&["build", "good.txt"]);
        assert_eq!(run.code, 0);
        assert!(run.stderr.contains("1 already there"), "{}", run.stderr);
    }
}

#[test]
fn a_file_that_is_not_there_is_named_and_the_rest_is_read() {
    let desk = Desk::empty();
    desk.write("good.txt", GOOD);
    let run = desk.run(&["build", "nowhere.txt", "good.txt"]);
    assert_eq!(run.code, 1);
    let errors = errors(&run.stderr);
    assert_eq!(errors.len(), 1, "{}", run.stderr);
    assert!(
        errors[0].starts_with("error: cannot read `nowhere.txt`: "),
        "{}",
        errors[0]
    );
    assert!(
        run.stderr.contains("1 article, 1 not read"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_very_long_line_is_refused_and_the_next_one_read() {
    let desk = Desk::empty();
    let mut input = b"{\"id\":\"long\",\"text\":\"".to_vec();
    input.resize(50 << 20, b'x');
    input.extend_from_slice(
        b"\"}\n{\"id\":\"b\",\"date\":\"2025-07-04\",\"text\":\"Norway thanked Sweden.\"}\n",
    );
    desk.write("big.jsonl", input);
    let run = desk.run(&["build", "big.jsonl"]);
    assert_eq!(run.code, 1);
    let errors = errors(&run.stderr);
    assert_eq!(errors.len(), 1, "{}", run.stderr);
    assert!(
        errors[0].starts_with("error: big.jsonl:1: the line is longer than "),
        "{}",
        errors[0]
    );
    assert!(
        run.stderr.contains("1 article, 1 not read"),
        "{}",
        run.stderr
    );
}

#[test]
fn documents_without_a_date_are_counted_once_and_can_be_given_one() {
    let desk = Desk::empty();
    desk.write("a.txt", "Norway thanked Sweden.");
    desk.write("b.txt", "Sweden thanked Norway.");
    let run = desk.run(&["build", "a.txt", "b.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let said: Vec<&str> = run
        .stderr
        .lines()
        .filter(|l| l.starts_with("warning: "))
        .collect();
    assert_eq!(
        said,
        [
            "warning: 2 documents have no date; their events carry only what the text itself dates \
          (--date DATE supplies one)"
        ]
    );
    let run = desk.run(&["build", "--date", "2025-07-04", "a.txt"]);
    assert!(!run.stderr.contains("no date"), "{}", run.stderr);
}

#[test]
fn building_twice_changes_nothing() {
    let desk = Desk::empty();
    desk.write("a.txt", GOOD);
    let first = desk.run(&["build", "a.txt"]);
    let again = desk.run(&["build", "a.txt"]);
    let graph = |stderr: &str| stderr.rsplit("; graph ").next().map(str::to_owned);
    assert_eq!(graph(&first.stderr), graph(&again.stderr));
    assert!(
        first.stderr.starts_with("1 article, 1 sentence, "),
        "{}",
        first.stderr
    );
    assert!(
        again.stderr.starts_with("0 articles, 1 already there, "),
        "{}",
        again.stderr
    );
}

#[test]
fn annotate_answers_every_line_in_its_place() {
    let desk = Desk::empty();
    let input = "{\"id\":\"a\",\"date\":\"2025-07-04\",\"text\":\"Norway thanked Sweden.\"}\n\
                 {oops\n\
                 {\"id\":\"c\",\"text\":3}\n\
                 {\"id\":\"d\",\"date\":\"2025-07-04\",\"text\":\"Sweden thanked Norway.\"}\n";
    for extra in [&[][..], &["--merge"]] {
        let arguments = [&["annotate", "-", "--format", "jsonl"][..], extra].concat();
        let run = desk.run_on(&arguments, input);
        assert_eq!(run.code, 1, "{}", run.stderr);
        let lines: Vec<serde_json::Value> = run
            .stdout
            .lines()
            .map(|l| serde_json::from_str(l).expect("JSON"))
            .collect();
        assert_eq!(lines.len(), 4, "{}", run.stdout);
        assert_eq!(
            (&lines[0]["id"], &lines[3]["id"]),
            (&"a".into(), &"d".into())
        );
        for key in ["mentions", "timexes", "events"] {
            assert!(lines[0][key].is_array(), "{}", lines[0]);
        }
        assert_eq!(lines[1]["id"], serde_json::Value::Null);
        assert!(
            lines[1]["error"]
                .as_str()
                .is_some_and(|e| e.contains("not JSON"))
        );
        assert!(lines[2]["error"].is_string(), "{}", lines[2]);
    }
    let run = desk.run_on(&["annotate"], "");
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", "")
    );
}
