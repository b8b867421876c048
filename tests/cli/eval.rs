//! Scoring: a small gold file of our own gives the numbers worked out by hand.

use super::fixture::Desk;

/// Right; right both ways; rightly silent; said of another type; missed; an appeal, which has no PLOVER type.
const GOLD: &str = r#"{"id":"thanks","date":"2025-07-04","text":"Norway thanked Sweden.","events":[{"plover":"SUPPORT","cameo":"051","source":["NOR"],"target":["SWE"]}]}
{"id":"meeting","date":"2025-07-04","text":"Norway and Sweden met in June.","events":[{"plover":"CONSULT","cameo":"040","reciprocal":true,"source":["NOR","SWE"],"target":["NOR","SWE"]}]}
{"id":"nothing","date":"2025-07-04","text":"The summer in Oslo was warm.","events":[]}
{"id":"praise","date":"2025-07-04","text":"Kenya praised Uganda.","events":[{"plover":"ACCUSE","cameo":"111","source":["KEN"],"target":["UGA"]}]}
{"id":"missed","date":"2025-07-04","text":"Fiji had Tonga in mind.","events":[{"plover":"AID","cameo":"070","source":["FJI"],"target":["TON"]}]}
"#;

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("gold.jsonl", GOLD);
    desk
}

#[test]
fn figures_of_a_small_gold_file() {
    let run = desk().run(&["eval", "gold.jsonl", "--format", "csv"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let measures: Vec<&str> = run
        .stdout
        .lines()
        .filter_map(|l| l.strip_prefix("measure,gold,"))
        .collect();
    // Four sentences with events, one without; three events said.
    assert_eq!(
        measures,
        [
            "event,1,0.75,0.8571,3,4,3,3",
            "type,0.6667,0.5,0.5714,2,4,2,3",
            "root,0.6667,0.5,0.5714,2,4,2,3",
            // NOR, NOR and SWE, KEN of these and FJI
            "source,1,0.8,0.8889,4,5,4,4",
            "target,1,0.8,0.8889,4,5,4,4",
            "triple,0.6667,0.5,0.5714,2,4,2,3",
            "pair,1,0.75,0.8571,3,4,3,3",
            // SUPPORT and CONSULT are one class, ACCUSE and AID are others
            "quad,0.6667,0.5,0.5714,2,4,2,3",
            "sentence,0.6,0.6,0.6,3,5,3,5",
        ]
    );
    assert!(run.stdout.contains("\ntype,gold,AID,,0,0,0,1,0,0\n"));
    assert!(run.stdout.contains("\nrule,gold,praise/"), "{}", run.stdout);
    let run = desk().run(&["eval", "gold.jsonl", "--format", "jsonl"]);
    assert!(run.stdout.starts_with(
        "{\"part\":\"measure\",\"set\":\"gold\",\"name\":\"event\",\"precision\":1.0,\
         \"recall\":0.75,\"f1\":0.8571,\"found\":3,\"gold\":4,\"right\":3,\"said\":3}\n"
    ));
    let run = desk().run(&[
        "eval",
        "gold.jsonl",
        "--min-confidence",
        "1",
        "--format",
        "csv",
    ]);
    assert!(run.stdout.contains("measure,gold,event,,0,0,0,4,0,0\n"));
}

#[test]
fn errors_are_listed_with_what_was_said() {
    let run = desk().run(&["eval", "gold.jsonl", "--errors", "5", "--format", "jsonl"]);
    assert_eq!(
        run.stdout,
        "{\"set\":\"gold\",\"id\":\"praise\",\"text\":\"Kenya praised Uganda.\",\
         \"gold\":[\"KEN ACCUSE UGA\"],\"said\":[\"KEN SUPPORT UGA\"]}\n\
         {\"set\":\"gold\",\"id\":\"missed\",\"text\":\"Fiji had Tonga in mind.\",\
         \"gold\":[\"FJI AID TON\"],\"said\":[]}\n"
    );
    let run = desk().run(&["eval", "gold.jsonl", "--errors", "1", "--format", "table"]);
    assert!(
        run.stdout.ends_with(
            "\npraise  Kenya praised Uganda.\n  gold    KEN ACCUSE UGA\n  said    KEN SUPPORT UGA\n"
        ),
        "{}",
        run.stdout
    );
}

#[test]
fn a_bad_line_is_named_and_the_rest_is_scored() {
    let desk = desk();
    desk.write(
        "gold.jsonl",
        GOLD.replace("\"SUPPORT\"", "\"NICE\"")
            .replace("{\"id\":\"nothing\"", "oops"),
    );
    let run = desk.run(&["eval", "gold.jsonl", "--format", "csv"]);
    assert_eq!(run.code, 1);
    let errors: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(errors.len(), 2, "{}", run.stderr);
    assert!(errors[0].starts_with("error: gold.jsonl:1: `NICE` is no PLOVER type; there are "));
    assert!(errors[1].starts_with("error: gold.jsonl:3: no gold sentence: "));
    assert!(
        run.stdout.contains("measure,gold,sentence,0.3333,"),
        "{}",
        run.stdout
    );
    let run = desk.run(&["eval", "nowhere.jsonl"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("`nowhere.jsonl`"), "{}", run.stderr);
}

#[test]
fn an_edit_of_the_lexicon_shows_its_effect() {
    let desk = desk();
    // Thanks are no longer known; the built-in lexicon still knows them.
    desk.write(
        "mine/events/thank.toml",
        "id = \"thank\"\nlabel = \"thank\"\ncameo = \"051\"\n\
         [[frame]]\nname = \"verb\"\nverb = [\"serenade\"]\nobject = \"TARGET\"\n\
         [[yes]]\ntext = \"Peru serenaded Fiji.\"\n[[yes]]\ntext = \"Fiji serenaded Peru.\"\n\
         [[no]]\ntext = \"Peru sang.\"\nwhy = \"to nobody\"\n",
    );
    let lost = "\n1 won, 0 lost, 0 otherwise changed\n\
        \nwon thanks  Norway thanked Sweden.\n  gold    NOR SUPPORT SWE\n  before  nothing\n  \
        said    NOR SUPPORT SWE\n";
    let run = desk.run(&[
        "eval",
        "gold.jsonl",
        "--against",
        "mine",
        "--format",
        "table",
    ]);
    assert!(run.stdout.ends_with(lost), "{}", run.stdout);
    let run = desk.run(&[
        "eval",
        "gold.jsonl",
        "--lexicon",
        "mine",
        "--against",
        "builtin",
        "--format",
        "csv",
    ]);
    assert_eq!(
        run.stdout,
        "set,id,change,text,gold,said,before\n\
         gold,thanks,lost,Norway thanked Sweden.,NOR SUPPORT SWE,,NOR SUPPORT SWE\n"
    );
    // The same with a run that was kept.
    let run = desk.run(&[
        "eval",
        "gold.jsonl",
        "--lexicon",
        "mine",
        "--save",
        "kept.jsonl",
        "-q",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = desk.run(&[
        "eval",
        "gold.jsonl",
        "--against",
        "kept.jsonl",
        "--format",
        "table",
    ]);
    assert!(run.stdout.ends_with(lost), "{}", run.stdout);
    let run = desk.run(&["eval", "gold.jsonl", "--against", "gold.jsonl"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .starts_with("error: gold.jsonl:1: not what `eval --save` writes"),
        "{}",
        run.stderr
    );
}

#[test]
fn documents_are_shown_as_sure_as_asked() {
    let desk = desk();
    let count = |arguments: &[&str], what: &str| {
        let run = desk.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        run.stdout.matches(what).count()
    };
    for (command, what) in [
        (&["annotate", "gold.jsonl"][..], "\"kind\":"),
        (&["annotate", "--merge", "gold.jsonl"], "\"kind\":"),
        (&["read", "gold.jsonl"], "[0"),
    ] {
        assert_eq!(count(command, what), 3, "{command:?}");
        let sure = [command, &["--min-confidence", "1"]].concat();
        assert_eq!(count(&sure, what), 0, "{command:?}");
    }
}
