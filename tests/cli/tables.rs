//! `--actors`: tables of other projects as layers of the lexicon. The samples are our own.

use super::fixture::Desk;
use serde_json::Value;

const ACTORS: &str = "\
<!-- a dictionary with a comment
     of two lines -->
# names in capitals
QUISTHAMMER_LAKE_COMPACT_  [IGO]   # it has no seat
+QLC_
TORVALD_QUISTHAMMER_
\t[NORGOV 010101-091231]
\t[IGO >100101]
+OLD_QUISTHAMMER_ ; as he is called at home
GREY_HERON_BRIGADE_ [MMRREB]
HAAKONSBERG_ [NOR]
NOBODY_AT_ALL_ [---]
BROKEN_STATE_ [QQQGOV]
BAD_DAY_ [NORGOV 991345-20010101]
UNCLOSED_ [NORGOV
NO_CODE_
ANGELA_MERKEL_ [DEUGOV 051122-211208]
+MRS_MERKEL_
";

const AGENTS: &str = "\
!PERSON! = MAN, MEN
PRESIDENT_ [~GOV]
FJORDWATCH!PERSON! [~COP]
LOST!THING! [~GOV]
ODD_ [~QQQ]
PLAIN
";

const ENTITIES: &str = r#"{"id":"Q1","schema":"Person","caption":"Ingrid STORLUND","properties":{"name":["Ingrid STORLUND"],"alias":["Inga Storlund"],"weakAlias":["Inga"],"country":["no"],"topics":["role.pep"],"gender":["female"]}}
{"id":"P1","schema":"Position","properties":{"name":["Minister of Foreign Affairs"],"country":["no"]}}
{"id":"O1","schema":"Occupancy","properties":{"holder":["Q1"],"post":["P1"],"startDate":["2023-10-16"],"endDate":["2025-02"]}}
{"id":"G1","schema":"Organization","properties":{"name":["Red Lantern Front"],"country":["mm"],"topics":["crime.terror"]}}
{"id":"M1","schema":"Membership","properties":{"member":["Q1"],"organization":["G1"],"role":["adviser"],"startDate":["20x1"]}}
{"id":"X1","schema":"Person","properties":{"name":["Nora Land"],"country":["zz"]}}
{"id":"X2","schema":"Person","properties":{}}
not json
{"id":"A1","schema":"Address","properties":{"full":["Oslo"]}}
"#;

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("mine.actors.txt", ACTORS);
    desk.write("mine.agents.txt", AGENTS);
    desk.write("mine.jsonl", ENTITIES);
    desk
}

const ALL: [&str; 6] = [
    "--actors",
    "mine.actors.txt",
    "--actors",
    "mine.agents.txt",
    "--actors",
    "mine.jsonl",
];

fn run(desk: &Desk, arguments: &[&str], input: &str) -> super::fixture::Run {
    let all: Vec<&str> = ALL.iter().chain(arguments).copied().collect();
    desk.run_on(&all, input)
}

#[test]
fn names_of_every_form_are_actors() {
    let desk = desk();
    for (name, want) in [
        (
            "Quisthammer Lake Compact",
            "IGO.quisthammer-lake-compact\n  type          igo · IGO",
        ),
        ("QLC", "IGO.quisthammer-lake-compact"),
        (
            "Grey Heron Brigade",
            "MMR.grey-heron-brigade\n  type          group · MMR · REB",
        ),
        ("Mrs Merkel", "Angela Merkel  DEU.angela-merkel"),
        (
            "Inga Storlund",
            "office        minister of foreign affairs of NOR.MFA, 2023-10-16–2025-02",
        ),
        (
            "Ingrid Storlund",
            "office        adviser of MMR.red-lantern-front\n",
        ),
        (
            "Red Lantern Front",
            "MMR.red-lantern-front\n  type          group · MMR · UAF",
        ),
        (
            "NOR.torvald-quisthammer",
            "office        NORGOV of NOR, 2001-01-01–2009-12-31",
        ),
    ] {
        let run = run(&desk, &["-q", "lexicon", "show", name], "");
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        assert!(run.stdout.contains(want), "{name}: {}", run.stdout);
    }
}

#[test]
fn documents_are_read_with_them() {
    let desk = desk();
    let text = "Ingrid Storlund praised Torvald Quisthammer. \
                Norwegian fjordwatchmen arrested Angela Merkel. Haakonsberg warned the Grey Heron Brigade.";
    let line = format!("{{\"id\":\"a\",\"date\":\"DAY\",\"text\":\"{text}\"}}\n");
    for (day, who) in [
        ("2005-06-01", "NOR.torvald-quisthammer"),
        ("2015-06-01", "IGO.torvald-quisthammer"),
    ] {
        let run = run(&desk, &["-q", "annotate"], &line.replace("DAY", day));
        assert_eq!(run.code, 0, "{}", run.stderr);
        let record: Value = serde_json::from_str(&run.stdout).expect("one record");
        let mentions = record["mentions"].as_array().cloned().unwrap_or_default();
        let ids: Vec<&str> = mentions
            .iter()
            .filter_map(|m| m["actor"].as_str())
            .collect();
        for want in [
            "NOR.ingrid-storlund",
            who,
            "NOR.POLICE",
            "DEU.angela-merkel",
            "NOR",
            "MMR.grey-heron-brigade",
        ] {
            assert!(ids.contains(&want), "{want} on {day}: {ids:?}");
        }
    }
}

#[test]
fn each_faulty_line_is_told_and_the_rest_counts() {
    let desk = desk();
    let run = run(&desk, &["lexicon", "show", "QLC"], "");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let want = [
        "mine.actors.txt:13:1: `QQQ` in `QQQGOV` is no state and no group of actors",
        "mine.actors.txt:14:1: `991345` is no day",
        "mine.actors.txt:15:1: `[NORGOV` is not closed",
        "mine.actors.txt:16:1: `NO CODE` has no code",
        "mine.agents.txt:4:1: no set is called `!THING!`",
        "mine.agents.txt:5:1: `QQQ` has no role this program knows",
        "mine.agents.txt:6:1: `PLAIN` has no code",
        "mine.jsonl:5:1: `20x1` in `startDate` is not a date",
        "mine.jsonl:6:1: `zz` is no country",
        "mine.jsonl:7:1: `X2` has no name",
        "mine.jsonl:8:1: `not json` is no entity",
        "warning: 11 faults in --actors files; what cannot be used is left out, the rest counts",
    ];
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(lines.len(), want.len(), "{}", run.stderr);
    for (line, want) in lines.iter().zip(want) {
        assert!(line.starts_with(want), "{line}\nshould begin with\n{want}");
    }
}

#[test]
fn a_file_without_actors_is_told_and_a_missing_one_ends_the_run() {
    let desk = desk();
    desk.write("empty.actors.txt", "# nothing\n");
    let run = desk.run(&["--actors", "empty.actors.txt", "lexicon", "show"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr
            .starts_with("empty.actors.txt:1:1: no actor was found in it"),
        "{}",
        run.stderr
    );
    let run = desk.run(&["--actors", "none.actors.txt", "lexicon", "show"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr
            .starts_with("error: cannot read `none.actors.txt`"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_graph_remembers_which_tables_it_was_read_with() {
    let desk = desk();
    desk.write(
        "a.txt",
        "date 2024-03-01\n\nIngrid Storlund praised the Grey Heron Brigade.\n",
    );
    let first = run(&desk, &["build", "a.txt"], "");
    assert!(
        first.stderr.contains("1 article, 1 sentence"),
        "{}",
        first.stderr
    );
    let again = run(&desk, &["build", "a.txt"], "");
    assert!(again.stderr.contains("1 already there"), "{}", again.stderr);
    let without = desk.run(&["build", "a.txt"]);
    assert!(
        without.stderr.contains("1 article, 1 sentence"),
        "{}",
        without.stderr
    );
}
