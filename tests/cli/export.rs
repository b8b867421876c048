//! `export` and `import`: files whole or not at all, what is left out and refused said, the same graph back.

use crate::fixture::Desk;

/// The digest in the closing line of a run.
fn digest(stderr: &str) -> &str {
    let (_, rest) = stderr.split_once("graph ").expect("a graph is named");
    rest.split(' ').next().expect("a word")
}

#[test]
fn formats_of_several_files_become_folders() {
    let desk = Desk::with_graph();
    for (to, files) in [
        (
            "neo4j",
            &["actors.csv", "events.csv", "ties.csv", "import.cypher"][..],
        ),
        ("gephi", &["nodes.csv", "edges.csv"]),
        (
            "tkg",
            &["entity2id.txt", "time2id.txt", "train.txt", "test.txt"],
        ),
        (
            "parquet",
            &["actors.parquet", "events.parquet", "evidence.parquet"],
        ),
        ("gdelt", &["chancery.export.CSV", "chancery.mentions.CSV"]),
        ("markdown", &["index.md", "Norway.md"]),
    ] {
        let run = desk.run(&["export", "--to", to, "-o", to]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (0, ""),
            "{to}: {}",
            run.stderr
        );
        for file in files {
            assert!(desk.path(&format!("{to}/{file}")).exists(), "{to}/{file}");
        }
    }
}

#[test]
fn what_has_no_place_is_said() {
    let desk = Desk::with_graph();
    let run = desk.run(&["export", "--to", "polecat", "--cameo", "054,111"]);
    assert_eq!(
        (run.code, run.stdout.lines().count(), run.stderr.as_str()),
        (0, 3, "")
    );
    desk.write("facts.tsv", "2014-01-01\tNorway\tMake statement\tSweden\n");
    let run = desk.run(&["-g", "facts.db", "import", "--from", "tkg", "facts.tsv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = desk.run(&["-g", "facts.db", "export", "--to", "polecat"]);
    assert_eq!(
        run.stderr,
        "warning: 1 event has no place in this format: 1 without a PLOVER type\n"
    );
}

#[test]
fn our_own_formats_come_back_as_the_same_graph() {
    let desk = Desk::with_graph();
    let mut digests = Vec::new();
    for (to, more) in [
        ("jsonl", ""),
        ("graphml", ""),
        ("parquet", ""),
        ("jsonl", "--edtf"),
        ("graphml", "--edtf"),
        ("parquet", "--edtf"),
    ] {
        let mut line = vec!["export", "--to", to, "--status", "all", "-o", to];
        line.extend(Some(more).filter(|m| !m.is_empty()));
        let run = desk.run(&line);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let db = format!("{to}{more}.db");
        let run = desk.run(&["-g", &db, "import", "--from", to, to]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.starts_with("5 events from "), "{}", run.stderr);
        digests.push(digest(&run.stderr).to_owned());
        // twice is once
        let run = desk.run(&["-g", &db, "import", "--from", to, to]);
        digests.push(digest(&run.stderr).to_owned());
    }
    digests.dedup();
    assert_eq!(digests.len(), 1, "{digests:?}");
}

/// Every line as JSON.
fn records(stdout: &str) -> Vec<serde_json::Value> {
    let lines = stdout.lines();
    lines
        .map(|l| serde_json::from_str(l).expect("JSON"))
        .collect()
}

#[test]
fn listings_write_edtf_when_asked() {
    let desk = Desk::with_graph();
    let plain = desk.run(&["events", "--format", "jsonl"]).stdout;
    assert!(!plain.contains("edtf"), "{plain}");
    for list in [
        &["events", "--kind", "meet"][..],
        &["ties", "Norway", "Sweden"],
        &["timeline", "Norway", "Sweden"],
        &["ego", "Norway", "--kind", "meet"],
    ] {
        let run = desk.run(&[list, &["--edtf", "--format", "jsonl"]].concat());
        let record = &records(&run.stdout)[0];
        assert_eq!(record["edtf"], "2025-06", "{list:?}");
        assert_eq!(record["date"], "2025-06-01", "{list:?}");
        let run = desk.run(&[list, &["--edtf", "--format", "csv"]].concat());
        let (head, rows) = run.stdout.split_once('\n').expect("a head");
        let place = head.split(',').position(|column| column == "edtf");
        assert!(place.is_some() && rows.contains(",2025-06,"), "{list:?}");
    }
    let chain = ["path", "Norway", "Finland", "--edtf", "--format"];
    let run = desk.run(&[&chain[..], &["jsonl"]].concat());
    assert_eq!(records(&run.stdout)[0]["hops"][0]["edtf"], "2025-06");
    let run = desk.run(&[&chain[..], &["csv"]].concat());
    assert!(run.stdout.contains(",2025-06;"), "{}", run.stdout);
}

#[test]
fn tables_show_edtf_in_place_of_ranges() {
    let desk = Desk::empty();
    desk.write(
        "given.jsonl",
        r#"{"id":"00000000000000aa","date":"2025-07-03","date_end":"2025-07-05","date_precision":"range","date_basis":"stated","reported":null,"kind":"meet","cameo":"040","plover":"CONSULT","plover_mode":null,"contexts":[],"quad":1,"goldstein":1.0,"source":[{"id":"NOR","name":"Norway","type":"state","country":"NOR","sector":[],"mention":"Norway"}],"target":[{"id":"SWE","name":"Sweden","type":"state","country":"SWE","sector":[],"mention":"Sweden"}],"reciprocal":true,"status":"actual","negated":false,"speaker":null,"about":null,"place":null,"confidence":0.9,"sources":1,"evidence":[]}"#,
    );
    let run = desk.run(&["import", "--from", "jsonl", "given.jsonl"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = desk.run(&["events", "--format", "table"]);
    assert!(run.stdout.contains("2025-07-03..2025-07-05"));
    let run = desk.run(&["events", "--format", "table", "--edtf"]);
    assert!(
        run.stdout.contains("2025-07-03/2025-07-05"),
        "{}",
        run.stdout
    );
}

#[test]
fn exports_write_edtf_when_asked() {
    let desk = Desk::with_graph();
    for (to, chief, want) in [
        ("dot", "", "edtf=\"2025-06\""),
        ("graphml", "", "attr.name=\"edtf\""),
        ("gexf", "", "value=\"2025-06\""),
        ("gexf-events", "", "value=\"2025-06\""),
        ("cytoscape", "", "\"edtf\":\"2025-06\""),
        ("json", "", "\"edtf\":\"2025-06\""),
        ("jgf", "", "\"edtf\":\"2025-06\""),
        ("csv", "/events.csv", "\"2025-06\""),
        ("neo4j", "/events.csv", "\"2025-06\""),
        ("neo4j", "/import.cypher", "edtf: '2025-06'"),
        ("gephi", "/edges.csv", "\"2025-06\""),
        ("ttl", "", "ch:edtf \"2025-06\"^^edtf:EDTF"),
        ("nquads", "", "\"2025-06\"^^<"),
        ("jsonld", "", "2025-06\""),
        ("plover", "", "\"edtf\":\"2025-06\""),
        ("markdown", "/index.md", "**2025-06**"),
        ("jsonl", "", "\"edtf\":\"2025-06\""),
    ] {
        let run = desk.run(&["export", "--to", to, "--edtf", "-o", to]);
        assert_eq!(run.code, 0, "{to}: {}", run.stderr);
        let text = std::fs::read_to_string(desk.path(&format!("{to}{chief}"))).expect("written");
        assert!(text.contains(want), "{to}: {text}");
        std::fs::remove_dir_all(desk.path(to))
            .or_else(|_| std::fs::remove_file(desk.path(to)))
            .expect("removed");
        let run = desk.run(&["export", "--to", to, "-o", to]);
        assert_eq!(run.code, 0, "{to}: {}", run.stderr);
        let text = std::fs::read_to_string(desk.path(&format!("{to}{chief}"))).expect("written");
        assert!(!text.contains(want), "{to} without --edtf");
    }
    for to in ["gdelt", "tkg", "ftm", "timelinejs", "mermaid", "html"] {
        let run = desk.run(&["export", "--to", to, "--edtf"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{to}");
        assert!(
            run.stderr.contains("has no place for dates as EDTF"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn refused_lines_are_named_and_counted() {
    let desk = Desk::empty();
    let mut facts = "2014-01-01\tNorway\tMake statement\tSweden\n".to_owned();
    facts.push_str("2014-13-01\tNorway\tMake statement\tSweden\n");
    for n in 0..30 {
        facts.push_str(&format!("2014-01-02\tNorway\tBefriend {n}\tSweden\n"));
    }
    desk.write("facts.tsv", &facts);
    let run = desk.run(&["import", "--from", "tkg", "facts.tsv"]);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!((run.code, lines.len()), (1, 22), "{}", run.stderr);
    assert!(lines[0].starts_with("error: facts.tsv:2: `2014-13-01` is not a date"));
    assert_eq!(
        lines[1],
        "error: facts.tsv:3: CAMEO has no code called `Befriend 0`"
    );
    assert_eq!(lines[20], "error: 11 more records were refused, 31 in all");
    assert!(lines[21].starts_with("1 event from 32 records, 31 refused; graph "));
}

#[test]
fn a_wrong_file_is_told_what_it_is_not() {
    let desk = Desk::empty();
    desk.write("a.graphml", "<graphml><graph><edge/></graph></graphml>");
    desk.write("b.graphml", "<graphml><graph>");
    desk.write("c.parquet", "PAR0");
    for (line, want) in [
        (
            "import --from excel x",
            "no import format is called `excel`; there are jsonl, graphml",
        ),
        (
            "import --from graphml a.graphml",
            "not GraphML that chancery wrote",
        ),
        ("import --from graphml b.graphml", "the file ends too early"),
        ("import --from parquet c.parquet", "no Parquet table"),
        (
            "import --from jsonl nowhere.jsonl",
            "cannot read `nowhere.jsonl`",
        ),
    ] {
        let run = desk.run(&line.split(' ').collect::<Vec<_>>());
        assert!(
            run.code > 0 && run.stderr.contains(want),
            "{line}: {}",
            run.stderr
        );
        assert!(
            !desk.path("chancery.db").exists(),
            "{line} made a graph file"
        );
    }
}
