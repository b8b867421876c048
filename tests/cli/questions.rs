//! Questions to a graph of five events: what is printed, to the letter.
//!
//! Digits of event ids stand as `#`: an id is a hash, and a test must not change with it.

use super::fixture::{Desk, without_ids};

/// Command line, exit code, standard output, standard error.
type Case = (&'static str, i32, &'static str, &'static str);

fn hold(cases: &[Case]) {
    let desk = Desk::with_graph();
    for (line, code, stdout, stderr) in cases {
        let run = desk.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(without_ids(&run.stdout), *stdout, "{line}");
        assert_eq!(without_ids(&run.stderr), *stderr, "{line}");
        assert_eq!(run.code, *code, "{line}");
    }
}

#[test]
fn events_are_a_table_for_the_eye() {
    hold(&[
        (
            "events --status all --format table",
            0,
            "\
date         source   event                target              id        sentence
2025-06      Norway   meet [040]           ↔ Sweden            ########  Norway and Sweden met in June.
2025-07-03   Norway   recognise [054]      Government of Fiji  ########  On July 3, Norway recognised the government in…
2025-07-04*  Sweden   aid [070] (planned)  Government of Fiji  ########  Sweden will send aid to Suva.
2025-07-04~  Finland  criticise [111]      Sweden              ########  Finland criti[31mcised Sweden on Friday.
2025-07-05*  Finland  praise [051]         Sweden              ########  Finland praised Sweden.
dates: ~ worked out from words such as a weekday · * the day of publication
",
            "",
        ),
        (
            "events --since 2026 --format table",
            1,
            "",
            "no events found after 2026-01-01 (4 exist before; try --since 2025-01-01)\n",
        ),
    ]);
}

#[test]
fn records_are_lines_of_json_in_a_pipe() {
    let recognition = "{\"id\":\"################\",\"date\":\"2025-07-03\",\"date_end\":null,\
        \"date_precision\":\"day\",\"date_basis\":\"stated\",\"reported\":\"2025-07-04\",\
        \"kind\":\"recognise\",\"cameo\":\"054\",\"plover\":\"SUPPORT\",\"plover_mode\":null,\
        \"contexts\":[\"diplomatic\"],\"quad\":1,\"goldstein\":6.0,\
        \"source\":[{\"id\":\"NOR\",\"name\":\"Norway\",\"type\":\"state\",\"country\":\"NOR\",\
        \"sector\":[\"GOV\"],\"mention\":\"Norway\"}],\
        \"target\":[{\"id\":\"FJI.GOV\",\"name\":\"Government of Fiji\",\"type\":\"government\",\
        \"country\":\"FJI\",\"sector\":[\"GOV\"],\"mention\":\"the government in Suva\"}],\
        \"reciprocal\":false,\"status\":\"actual\",\"negated\":false,\"speaker\":null,\
        \"about\":null,\"place\":null,\"confidence\":0.75,\"sources\":1,\
        \"evidence\":[{\"doc\":\"first\",\"published\":\"2025-07-04\",\"url\":null,\
        \"sentence\":\"On July 3, Norway recognised the government in Suva.\",\
        \"start\":0,\"end\":52,\"trigger\":[18,28],\"rule\":\"recognise/active\",\
        \"dated\":[\"'2025-07-03'\",\"document 2025-07-04\"],\"named\":[\"Norway = NOR (short)\"]}]}";
    let desk = Desk::with_graph();
    let line = format!("{recognition}\n");
    for arguments in [
        &["events", "--cameo", "05", "--source", "Norway"][..],
        &["ties", "Norway", "FJI.GOV"],
        &["timeline", "Norway", "FJI.GOV", "--format", "jsonl"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(
            (run.code, without_ids(&run.stdout)),
            (0, line.clone()),
            "{arguments:?}"
        );
    }
    let run = desk.run(&["path", "Norway", "FJI.GOV"]);
    let path = format!(
        "{{\"hops\":[{recognition}],\"from\":\"NOR\",\"to\":\"FJI.GOV\",\"length\":1,\"via\":[]}}\n"
    );
    assert_eq!((run.code, without_ids(&run.stdout)), (0, path));
    hold(&[
        (
            "events --kind nothing --format json",
            1,
            "[\n]\n",
            "no events found (4 exist of other kinds; try without --kind, --cameo, --plover and --quad)\n",
        ),
        (
            "path Finland Norway --format csv",
            0,
            "from,to,length,via,events,dates,kinds\n\
             FIN,NOR,2,SWE,################;################,2025-07-04;2025-06,criticise;meet\n",
            "",
        ),
    ]);
}

#[test]
fn filters_narrow_each_other() {
    let desk = Desk::with_graph();
    for (filters, want) in [
        ("", 4),
        ("--status all", 5),
        ("--status planned", 1),
        ("--since 2025-07", 3),
        ("--until 2025-06", 1),
        ("--since 2025-07-04 --until 2025-07-04", 1),
        ("--as-of 2025-07-04", 2),
        ("--kind meet,praise", 2),
        ("--cameo 05", 2),
        ("--plover accuse", 1),
        ("--quad 3,4", 1),
        ("--source Finland --target Sweden", 2),
        ("--actor Sweden", 3),
        ("--actor Sweden --quad 1", 2),
        ("--min-sources 2", 0),
        ("--min-confidence 0.75", 4),
        ("--min-confidence 0.8", 0),
        ("--limit 2", 2),
        ("--actor Norway --exactly", 2),
    ] {
        let words = ["events", "--format", "jsonl"]
            .into_iter()
            .chain(filters.split_whitespace());
        let run = desk.run(&words.collect::<Vec<_>>());
        assert_eq!(
            run.stdout.lines().count(),
            want,
            "{filters}: {}",
            run.stderr
        );
        assert_eq!(run.code, i32::from(want == 0), "{filters}");
    }
}

#[test]
fn ties_show_what_lies_between_two_and_the_chains() {
    hold(&[
        (
            "ties Norway Sweden --format table",
            0,
            "\
date     source  event       target    id        sentence
2025-06  Norway  meet [040]  ↔ Sweden  ########  Norway and Sweden met in June.
",
            "",
        ),
        (
            "ties Norway Finland --format table",
            1,
            "\
Norway to Finland, 2 events through Sweden
  2025-06  Norway  meet [040] ↔ Sweden
  2025-07-04~  Finland  criticise [111] → Sweden
",
            "no ties found between NOR and FIN\n",
        ),
        (
            "ties Norwy Sweden",
            1,
            "",
            "error: no actor is called `Norwy`\n\nhint: did you mean `Norway`?\n",
        ),
    ]);
}

#[test]
fn chains_can_be_bound_to_time() {
    hold(&[
        (
            "path Norway Finland --time-order --format table",
            0,
            "\
Norway to Finland, 2 events through Sweden
  2025-06  Norway  meet [040] ↔ Sweden
  2025-07-04~  Finland  criticise [111] → Sweden
",
            "",
        ),
        (
            "path Finland Norway --time-order --format table",
            1,
            "",
            "no chain found from FIN to NOR in time order (some exist in any order; try without it)\n",
        ),
    ]);
}

#[test]
fn counts_and_neighbours() {
    hold(&[
        (
            "timeline Sweden --by month --format table",
            0,
            "\
period   events  statements  coop. said  coop. done  conflict said  conflict done
2025-06       1           0           1           0              0              0
2025-07       2           0           1           0              1              0
",
            "",
        ),
        (
            "timeline Sweden --by year --format csv",
            0,
            "period,events,statements,verbal_cooperation,material_cooperation,verbal_conflict,\
             material_conflict\n2025,3,0,2,0,1,0\n",
            "",
        ),
        (
            "top --limit 1 --format jsonl",
            0,
            "{\"what\":\"actor\",\"name\":\"Sweden\",\"ids\":[\"SWE\"],\"events\":3}\n\
             {\"what\":\"pair\",\"name\":\"Finland – Sweden\",\"ids\":[\"FIN\",\"SWE\"],\"events\":2}\n\
             {\"what\":\"kind\",\"name\":\"criticise\",\"ids\":[],\"events\":1}\n",
            "",
        ),
        (
            "ego Norway --format table",
            0,
            "\
1 away  Government of Fiji, Sweden

date        source  event            target              id        sentence
2025-06     Norway  meet [040]       ↔ Sweden            ########  Norway and Sweden met in June.
2025-07-03  Norway  recognise [054]  Government of Fiji  ########  On July 3, Norway recognised the government in Suva.
",
            "",
        ),
    ]);
}

#[test]
fn actors_are_listed_and_each_has_a_card() {
    hold(&[
        (
            "actors --format table",
            0,
            "\
id       name                type        country  events  first       last
FIN      Finland             state       FIN           2  2025-07-04  2025-07-05
FJI.GOV  Government of Fiji  government  FJI           1  2025-07-03  2025-07-03
NOR      Norway              state       NOR           2  2025-06-01  2025-07-03
SWE      Sweden              state       SWE           3  2025-06-01  2025-07-05
",
            "",
        ),
        (
            "actors FIN --format jsonl",
            0,
            "{\"id\":\"FIN\",\"name\":\"Finland\",\"type\":\"state\",\"country\":\"FIN\",\
             \"sector\":[\"GOV\"],\"names\":[\"Finland\"],\"offices\":[],\"part_of\":[],\
             \"ids\":{\"iso3\":\"FIN\"},\"events\":2,\"first\":\"2025-07-04\",\"last\":\"2025-07-05\"}\n",
            "",
        ),
        (
            "actors Norway --format table",
            0,
            "\
Norway  NOR
  type      state · NOR · GOV
  names     articles: Norway
  names     lexicon: Kingdom of Norway, Norwegian, Norwegians, Oslo, Agder, Akershus, Aust-Agder, Bergen and 38 others
  iso3      NOR
  seen      2025-07-04, 1 document
  events    2, 2025-06-01 to 2025-07-03
  with      Government of Fiji 1, Sweden 1

date        source  event            target              id        sentence
2025-06     Norway  meet [040]       ↔ Sweden            ########  Norway and Sweden met in June.
2025-07-03  Norway  recognise [054]  Government of Fiji  ########  On July 3, Norway recognised the government in Suva.
",
            "",
        ),
        ("actors Brobdingnag", 1, "", "error: no actor is called `Brobdingnag`\n"),
    ]);
}

#[test]
fn why_proves_an_event_by_the_beginning_of_its_id() {
    let desk = Desk::with_graph();
    let record = desk.run(&["events", "--kind", "recognise"]).stdout;
    let event: serde_json::Value = serde_json::from_str(&record).expect("one record");
    let id = event["id"].as_str().expect("an id");
    for id in [id, &id[..8]] {
        let run = desk.run(&["why", id]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        assert_eq!(
            without_ids(&run.stdout),
            "\
2025-07-03  Norway  recognise [054] → Government of Fiji
  event      ################
  source     Norway (NOR, state)
  target     Government of Fiji (FJI.GOV, government)
  code       CAMEO 054 Grant diplomatic recognition; PLOVER SUPPORT; Goldstein 6
  status     actual
  date       2025-07-03, stated, to the day
  sources    1 independent document
  confidence 0.75

1. first, published 2025-07-04, characters 0 to 52
   On July 3, [Norway] »recognised« [the government in Suva].
   rule       recognise/active
   trigger    `recognised`, characters 18 to 28
   dated by   '2025-07-03' ← document 2025-07-04
   named by   Norway = NOR (short)
"
        );
    }
    hold(&[(
        "why zz",
        1,
        "",
        "error: no event has the id `zz`\n\nhint: `chancery events --status all` lists the events with their ids\n",
    )]);
}

#[test]
fn pictures_and_exports_are_written_whole_or_not_at_all() {
    let desk = Desk::with_graph();
    for (line, code, stderr, file, start) in [
        (
            "draw -o a.svg",
            0,
            "4 events drawn in a.svg\n",
            "a.svg",
            Some("<"),
        ),
        (
            "draw Norway Sweden -o b.dot",
            0,
            "1 event drawn in b.dot\n",
            "b.dot",
            Some("digraph"),
        ),
        (
            "draw Norway Sweden -o b.html",
            0,
            "1 event drawn in b.html\n",
            "b.html",
            Some("<!DOCTYPE html>"),
        ),
        ("draw Norway -o c.html --since 2030", 1, "", "c.html", None),
        ("draw Norway -o c.svg --since 2030", 1, "", "c.svg", None),
        (
            "draw -o nowhere/d.svg",
            2,
            "error: cannot write `nowhere/d.svg`",
            "nowhere/d.svg",
            None,
        ),
        (
            "export --to json -o e.json",
            0,
            "4 events written to e.json\n",
            "e.json",
            Some("{"),
        ),
        (
            "export --to csv -o tables",
            0,
            "4 events written to tables\n",
            "tables/events.csv",
            Some("\"event_id\""),
        ),
        (
            "export --to graphml -o f.graphml",
            0,
            "4 events written to f.graphml\n",
            "f.graphml",
            Some("<?xml"),
        ),
    ] {
        let run = desk.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (code, ""),
            "{line}: {}",
            run.stderr
        );
        assert!(run.stderr.starts_with(stderr), "{line}: {}", run.stderr);
        let written = std::fs::read_to_string(desk.path(file)).ok();
        match start {
            Some(start) => assert!(written.is_some_and(|w| w.starts_with(start)), "{line}"),
            None => assert_eq!(written, None, "{line}"),
        }
    }
    let run = desk.run(&["export", "--to", "jsonl", "--status", "all"]);
    assert_eq!(
        (run.code, run.stdout.lines().count(), run.stderr.as_str()),
        (0, 5, "")
    );
}
