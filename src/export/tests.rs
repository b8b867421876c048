use super::*;
use crate::draw::sample;

#[test]
fn an_unknown_format_is_told_the_known_ones() {
    let error = Format::from_name("gexf2").unwrap_err().to_string();
    assert!(error.contains("dot, graphml, gexf"), "{error}");
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()).unwrap(), *format);
    }
}

/// Every file of an export, by name; the name of a single file is empty.
fn bytes(path: &Path) -> Vec<(String, Vec<u8>)> {
    if path.is_file() {
        return vec![(String::new(), std::fs::read(path).unwrap())];
    }
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(path)
        .unwrap()
        .map(|f| f.unwrap())
        .map(|f| {
            let name = f.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(f.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_is_written_is_what_is_counted_in_any_order() {
    let dir = tempfile::tempdir().unwrap();
    let mut graphs = vec![
        sample::seeds(),
        (Vec::new(), Vec::new()),
        sample::crowd(20, 60),
    ];
    graphs.extend(sample::HOSTILE.iter().map(|t| sample::hostile(t)));
    for (n, (events, actors)) in graphs.iter().enumerate() {
        // the events the other way round: the same bytes
        let turned: Vec<Event> = events.iter().rev().cloned().collect();
        let data = Data {
            events,
            actors,
            ..Data::default()
        };
        let other = Data {
            events: &turned,
            actors,
            ..Data::default()
        };
        for format in Format::ALL {
            let name = format.name();
            let (one, two) = (
                dir.path().join(format!("{n}-{name}")),
                dir.path().join(format!("{n}-{name}-turned")),
            );
            let counts =
                write_path(*format, &data, &one).unwrap_or_else(|e| panic!("{n} {name}: {e}"));
            assert_eq!(write_path(*format, &other, &two).unwrap(), counts);
            assert!(
                bytes(&one) == bytes(&two),
                "{n} {name} hangs on the order of the events"
            );
            // and to a stream, which for several files is the chief one
            let file = dir.path().join(format!("{n}-{name}.{}", format.ending()));
            let mut stream = Vec::new();
            let counts = write(*format, &data, &mut stream).unwrap();
            assert_eq!(write_path(*format, &data, &file).unwrap(), counts);
            assert!(bytes(&file)[0].1 == stream, "{n} {name}");
        }
    }
}

#[test]
fn what_a_format_cannot_hold_is_said() {
    let (mut events, actors) = sample::seeds();
    events[0].target.clear();
    events[1].date = None;
    let data = Data {
        events: &events,
        actors: &actors,
        ..Data::default()
    };
    let left_out = |name: &str| {
        let format = Format::from_name(name).unwrap();
        write(format, &data, &mut Vec::new())
            .unwrap()
            .left_out
            .to_string()
    };
    assert_eq!(left_out("jsonl"), "");
    assert_eq!(left_out("gexf"), "1 with one party only");
    assert_eq!(left_out("tkg"), "1 with one party only, 1 without a date");
    assert_eq!(left_out("timelinejs"), "1 without a date");
}

#[test]
fn csv_without_its_ending_is_a_folder_of_tables() {
    let dir = tempfile::tempdir().unwrap();
    let (events, actors) = sample::seeds();
    let data = Data {
        events: &events,
        actors: &actors,
        ..Data::default()
    };
    let folder = dir.path().join("out/tables");
    let counts = write_path(Format::Csv, &data, &folder).unwrap();
    assert_eq!(
        (counts.events, counts.actors, counts.evidence),
        (events.len(), actors.len(), events.len())
    );
    let names: Vec<String> = bytes(&folder).into_iter().map(|f| f.0).collect();
    assert_eq!(names, ["actors.csv", "events.csv", "evidence.csv"]);
}
