//! `chancery draw`: every view in every format, the same bytes each time, and what is said when there is nothing to draw.

use super::fixture::Desk;

fn run(desk: &Desk, line: &str) -> super::fixture::Run {
    desk.run(&line.split(' ').collect::<Vec<_>>())
}

#[test]
fn every_view_is_drawn_in_every_format_with_the_same_bytes_each_time() {
    let desk = Desk::with_graph();
    for (view, events) in [
        ("", "4 events"),
        ("--layout map", "4 events"),
        ("--layout layered --theme dark", "4 events"),
        ("--view timeline", "4 events"),
        ("Norway", "4 events"),
        ("Norway --hops 1 --exactly", "2 events"),
        ("Norway Sweden", "1 event"),
        ("Norway Finland --view path", "2 events"),
        ("Norway Sweden --view timeline", "1 event"),
    ] {
        for (ending, start) in [
            ("svg", &b"<?xml"[..]),
            ("png", b"\x89PNG"),
            ("pdf", b"%PDF-"),
        ] {
            let line = |file: &str| {
                let words = format!("draw {view} -o {file}.{ending}");
                words.replace("  ", " ")
            };
            let first = run(&desk, &line("a"));
            assert_eq!(first.code, 0, "{}: {}", line("a"), first.stderr);
            assert_eq!(first.stdout, "");
            if view != "Norway" {
                assert_eq!(first.stderr, format!("{events} drawn in a.{ending}\n"));
            }
            run(&desk, &line("b"));
            let read = |file: &str| std::fs::read(desk.path(&format!("{file}.{ending}"))).unwrap();
            let bytes = read("a");
            assert!(bytes.starts_with(start), "{view} {ending}");
            assert!(
                bytes == read("b"),
                "{view} {ending} differs from run to run"
            );
        }
    }
}

#[test]
fn a_picture_says_what_it_shows() {
    let desk = Desk::with_graph();
    for (line, wants) in [
        ("Norway", &["<title id=\"title\">Around Norway: 2025-"][..]),
        (
            "Norway Sweden",
            &["<title id=\"title\">Between Norway and Sweden: 2025-06-01 to 2025-06-30"],
        ),
        (
            "Norway Finland --view path",
            &[
                "<title id=\"title\">From Norway to Finland in 1 chain",
                ">1: Norway meet [040] Sweden, ~2025-06; Finland criti",
                ">1: ~2025-06  meet [040]<",
            ],
        ),
        (
            "--view timeline --title Nordic",
            &[
                "<title id=\"title\">Nordic<",
                "On July 3, Norway recognised the government in Suva.",
            ],
        ),
        (
            "--max-lines 1",
            &["2 lines left out (2 events, those told of least)"],
        ),
        (
            "--layout map --max-actors 2",
            &["2 actors left out: these are the 2 of the most events."],
        ),
        (
            "--view timeline --max-lines 2",
            &["2 rows left out (2 events, those told by the fewest articles)"],
        ),
        ("--status all", &["hollow: planned, promised"]),
    ] {
        let mut words: Vec<&str> = vec!["draw"];
        words.extend(line.split(' '));
        words.extend(["-o", "a.svg"]);
        let run = desk.run(&words);
        assert_eq!(run.code, 0, "{line}: {}", run.stderr);
        let picture = std::fs::read_to_string(desk.path("a.svg")).unwrap();
        for want in wants {
            assert!(picture.contains(want), "{line}: {want}\n{picture}");
        }
        // what the second document smuggles in
        assert!(!picture.contains('\u{1b}') && !picture.contains('\u{202e}'));
    }
}

#[test]
fn wrong_use_and_nothing_found_leave_no_file() {
    let desk = Desk::with_graph();
    for (line, code, want) in [
        ("draw Norway --view path -o a.svg", 2, "takes two actors"),
        (
            "draw Norway Sweden --view ego -o a.svg",
            2,
            "takes one actor",
        ),
        ("draw Norway --view graph -o a.svg", 2, "takes no actor"),
        ("draw --view timeline -o a.dot", 2, "no graph"),
        ("draw --layout circle -o a.svg", 2, "possible values"),
        ("draw --view timeline --since 2030 -o a.svg", 1, "no events"),
        (
            "draw Norway Finland --view path --since 2030 -o a.svg",
            1,
            "no chain found from NOR to FIN",
        ),
    ] {
        let run = run(&desk, line);
        assert_eq!(run.code, code, "{line}: {}", run.stderr);
        assert!(run.stderr.contains(want), "{line}: {}", run.stderr);
        for file in ["a.svg", "a.dot"] {
            assert!(!desk.path(file).exists(), "{line}");
        }
    }
}
