//! Wrong use: exit code 2, one clear message, nothing on standard output.

use super::fixture::Desk;

#[test]
fn wrong_use_is_exit_code_2_with_the_value_named() {
    let desk = Desk::with_graph();
    for (arguments, want) in [
        (
            &["events", "--since", "July"][..],
            "write a day, month or year, as 2025-07-04, 2025-07 or 2025",
        ),
        (&["events", "--since", "2025-02-30"], "there is no such day"),
        (&["events", "--cameo", "99"], "no CAMEO code begins so"),
        (
            &["events", "--format", "xml"],
            "possible values: table, jsonl, json, csv, tsv",
        ),
        (
            &["events", "--frobnicate"],
            "unexpected argument '--frobnicate'",
        ),
        (&["frobnicate"], "unrecognized subcommand 'frobnicate'"),
        (&["ties", "Norway"], "<B>"),
        (&["build"], "<PATH>"),
        (&["draw", "-o", "picture.bmp"], "`picture.bmp`"),
        (&["export", "--to", "excel"], "`excel`"),
        (&["explain", "  "], "there is no sentence to explain"),
        (&["events", "--lexicon"], "--lexicon <DIR>"),
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(
            run.stderr.starts_with("error: "),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(run.stderr.contains(want), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_graph_file_that_cannot_be_read_is_exit_code_2() {
    let desk = Desk::empty();
    desk.write(
        "notes.db",
        "This is not a graph file, but somebody's notes about one. ".repeat(40),
    );
    desk.write("empty.txt", "");
    for (file, words) in [("missing.db", "missing.db"), ("notes.db", "notes.db")] {
        for command in [&["events"][..], &["why", "a1"], &["draw", "-o", "x.svg"]] {
            let arguments = [&["-g", file][..], command].concat();
            let run = desk.run(&arguments);
            assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
            assert!(
                run.stderr.starts_with("error: ") && run.stderr.contains(words),
                "{}",
                run.stderr
            );
        }
    }
    assert!(!desk.path("missing.db").exists(), "asking makes no file");
}

#[test]
fn a_file_that_is_not_ours_is_not_written_to() {
    let desk = Desk::empty();
    let notes = "These are somebody's notes, not a graph. ".repeat(40);
    desk.write("notes.db", &notes);
    desk.write("a.txt", "date 2025-07-04 Norway thanked Sweden.");
    let run = desk.run(&["-g", "notes.db", "build", "a.txt"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(
        std::fs::read_to_string(desk.path("notes.db")).expect("still text"),
        notes
    );
}

#[test]
fn the_graph_file_is_given_in_three_ways() {
    let desk = Desk::with_graph();
    std::fs::rename(desk.path("chancery.db"), desk.path("other.db")).expect("renamed");
    assert_eq!(desk.run(&["events"]).code, 2);
    assert_eq!(desk.run(&["-g", "other.db", "events"]).code, 0);
    assert_eq!(desk.run(&["events", "-g", "other.db"]).code, 0);
    let run = desk
        .command()
        .arg("events")
        .env("CHANCERY_GRAPH", "other.db")
        .output();
    assert!(run.expect("it runs").status.success());
}

#[test]
fn help_version_completions_and_manual_go_to_standard_output() {
    let desk = Desk::empty();
    for (arguments, want) in [
        (&["--help"][..], "Exit codes: 0 done"),
        (&["--version"], "chancery "),
        (&["ties", "--help"], "Every event between two actors"),
        (&["completions", "bash"], "complete -F _chancery"),
        (&["completions", "zsh"], "#compdef chancery"),
        (&["completions", "fish"], "complete -c chancery"),
        (&["man"], ".TH chancery 1"),
    ] {
        let run = desk.run(arguments);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(run.stdout.contains(want), "{arguments:?}: {}", run.stdout);
    }
    assert_eq!(desk.run(&["man", "-o", "pages"]).code, 0);
    assert!(desk.path("pages/chancery-ties.1").exists());
}

#[test]
fn a_faulty_lexicon_is_exit_code_2_with_file_line_and_column() {
    let desk = Desk::empty();
    desk.write(
        "mine/actors/names.csv",
        "name,actor,use,from,to,note\nNowhere,XXQ.NOBODY,short,,,\n",
    );
    desk.write("mine/events/thank.toml", "id = \"thank\"\nlabel = \n");
    for arguments in [
        &["lexicon", "check", "mine"][..],
        &["--lexicon", "mine", "lexicon", "check"],
    ] {
        let run = desk.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        let placed = |l: &str| l.starts_with("mine/events/thank.toml:2:");
        assert!(run.stderr.lines().any(placed), "{}", run.stderr);
        assert!(run.stderr.contains("XXQ.NOBODY"), "{}", run.stderr);
    }
    let run = desk.run(&["lexicon", "check", "nowhere"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`nowhere`"), "{}", run.stderr);
}

#[test]
fn the_lexicon_can_be_shown_and_exported() {
    let desk = Desk::empty();
    let run = desk.run(&["lexicon", "show", "Kremlin"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("Russia  RUS\n"), "{}", run.stdout);
    let run = desk.run(&["lexicon", "show", "recognise"]);
    assert!(run.stdout.contains("id = \"recognise\""), "{}", run.stdout);
    let run = desk.run(&["lexicon", "show", "Qwertyland"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_eq!(desk.run(&["lexicon", "export", "words"]).code, 0);
    assert!(desk.path("words/events/recognise.toml").exists());
    assert_eq!(
        desk.run(&["lexicon", "export", "words"]).code,
        2,
        "a full folder is left alone"
    );
}
