//! The graph file under good and bad treatment.

use super::*;
use crate::graph::Query;
use crate::graph::testing::{actor, document, report};
use crate::model::{ActorKind, Lack};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn told(doc: &str, published: &str, lines: &[&str]) -> (Document, DocumentReports) {
    let text = format!("{doc} {published}");
    let mut reports = document(doc, published, lines.iter().map(|l| report(l)).collect());
    reports.actors = vec![actor("RUS", ActorKind::State, "Russia")];
    (
        Document::from_text(doc, published.parse().ok(), text),
        reports,
    )
}

fn add(store: &mut Store, (document, told): &(Document, DocumentReports)) {
    store
        .add(document, &told.reports, &told.actors)
        .expect("the document is taken");
}

fn sample() -> Vec<(Document, DocumentReports)> {
    vec![
        told(
            "a",
            "2025-07-04",
            &["RUS > AFG.GOV 054 2025-07-03", "CHN > AFG 020 2025-07-04"],
        ),
        told(
            "b",
            "2025-07-05",
            &["RUS.MFA > AFG 054 2025-07-03", "AFG & CHN 040 -"],
        ),
        told("c", "2025-05-22", &["AFG > CHN 030 2025-05-21"]),
    ]
}

fn problem(result: Result<Store>) -> String {
    match result {
        Err(Error::Store { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_file_gives_the_graph_of_its_documents_whatever_their_order() -> Result<()> {
    let folder = folder();
    let want = Graph::from_reports(sample().into_iter().map(|(_, told)| told));
    for (name, backwards) in [("one.db", false), ("two.db", true)] {
        let path = folder.path().join(name);
        let mut store = Store::open(&path)?;
        let mut documents = sample();
        if backwards {
            documents.reverse();
        }
        documents.iter().for_each(|d| add(&mut store, d));
        let counts = store.finish()?;
        assert_eq!((counts.documents, counts.reports), (3, 5));
        drop(store);
        let graph = Store::open_read(&path)?.graph()?;
        assert_eq!(graph.digest(), want.digest());
        assert_eq!(graph.all_events(), want.all_events());
        assert_eq!(graph.actors(), want.actors());
        assert!(!beside(&path, "-wal").exists(), "at rest it is one file");
    }
    Ok(())
}

#[test]
fn the_same_document_again_replaces_itself() -> Result<()> {
    let folder = folder();
    let path = folder.path().join("graph.db");
    let mut store = Store::open(&path)?;
    sample().iter().for_each(|d| add(&mut store, d));
    let first = (store.finish()?, store.graph()?.digest());
    sample().iter().for_each(|d| add(&mut store, d));
    assert_eq!((store.finish()?, store.graph()?.digest()), first);
    add(&mut store, &told("a", "2025-07-04", &[]));
    assert!(store.finish()?.reports < first.0.reports);
    assert!(store.remove(&"b".into())?);
    assert!(!store.remove(&"b".into())?);
    store.finish()?;
    let left = Graph::from_reports([told("a", "2025-07-04", &[]).1, sample()[2].1.clone()]);
    assert_eq!(store.graph()?.digest(), left.digest());
    assert_eq!(store.documents()?.len(), 2);
    Ok(())
}

#[test]
fn unchanged_documents_are_known() -> Result<()> {
    let folder = folder();
    let mut store = Store::open(folder.path().join("graph.db"))?;
    store.set_lexicon("one")?;
    let (document, told) = &sample()[0];
    let (doc, hash) = (document.name(), content_hash(document));
    assert!(!store.has(&doc, &hash)?);
    store.add(document, &told.reports, &told.actors)?;
    assert!(store.has(&doc, &hash)?);
    assert!(!store.has(&doc, "other")?);
    store.set_lexicon("two")?;
    assert!(
        !store.has(&doc, &hash)?,
        "another lexicon may read it otherwise"
    );
    assert_eq!(store.lexicon()?.as_deref(), Some("two"));
    Ok(())
}

#[test]
fn killed_before_the_end_the_next_one_derives() -> Result<()> {
    let folder = folder();
    let path = folder.path().join("graph.db");
    let mut store = Store::open(&path)?;
    sample().iter().for_each(|d| add(&mut store, d));
    // What a kill leaves: the file without the orderly end, its log beside it.
    let killed = folder.path().join("killed.db");
    for ending in ["", "-wal"] {
        std::fs::copy(beside(&path, ending), beside(&killed, ending)).expect("both files exist");
    }
    let want = Graph::from_reports(sample().into_iter().map(|(_, told)| told)).digest();
    let read = Store::open_read(&killed)?;
    assert_eq!(read.graph()?.digest(), want, "asked before anybody derives");
    assert!(read.counts()?.events > 0);
    drop(read);
    let opened = Store::open(&killed)?;
    assert!(!opened.stale()?);
    assert_eq!(opened.graph()?.digest(), want);
    Ok(())
}

#[test]
fn a_document_is_in_as_a_whole_or_not() -> Result<()> {
    let folder = folder();
    let mut store = Store::open(folder.path().join("graph.db"))?;
    add(&mut store, &sample()[0]);
    let failed = store.at_once(|db| {
        take_out(db, &"a".into())?;
        Err(rusqlite::Error::InvalidQuery)
    });
    assert!(failed.is_err());
    assert_eq!(store.counts()?.documents, 1);
    Ok(())
}

#[test]
fn other_files_are_told_and_left_alone() -> Result<()> {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("text.db"), "date 2025-07-04 An article.").expect("written");
    let foreign = Connection::open(path("foreign.db")).expect("opened");
    foreign
        .execute_batch("CREATE TABLE music (title TEXT)")
        .expect("made");
    drop(foreign);
    drop(Store::open(path("newer.db"))?);
    let newer = Connection::open(path("newer.db")).expect("opened");
    newer.pragma_update(None, "user_version", 99).expect("set");
    drop(newer);
    std::fs::write(path("empty.db"), "").expect("written");

    for (name, want) in [
        ("text.db", "this is no graph file"),
        ("foreign.db", "this database belongs to another program"),
        (
            "newer.db",
            "a newer chancery wrote it (tables 99, this one knows 3)",
        ),
        (".", "this is a folder"),
    ] {
        let before = std::fs::read(path(name)).ok();
        for result in [Store::open(path(name)), Store::open_read(path(name))] {
            let told = problem(result);
            assert!(told.starts_with(want), "{name}: {told}");
        }
        assert_eq!(
            std::fs::read(path(name)).ok(),
            before,
            "{name} is untouched"
        );
    }
    for name in ["none.db", "empty.db"] {
        assert_eq!(
            problem(Store::open_read(path(name))),
            "there is none; run `chancery build PATH…` first"
        );
    }
    assert!(!path("none.db").exists(), "asking makes no file");
    assert!(
        Store::open(path("empty.db")).is_ok(),
        "an empty file may become a graph file"
    );
    assert!(problem(Store::open(path("no/such/folder.db"))).contains("does the folder exist"));
    Ok(())
}

#[test]
fn a_second_writer_waits_or_says_so() -> Result<()> {
    let folder = folder();
    let path = folder.path().join("graph.db");
    let mut first = Store::open(&path)?;
    let mut second = Store::open(&path)?;
    second.db.busy_timeout(Duration::ZERO).expect("set");
    let (document, told) = &sample()[0];
    let mut refused = None;
    first.at_once(|_| {
        refused = second.add(document, &told.reports, &told.actors).err();
        Ok(())
    })?;
    let told_so = refused.map(|e| e.to_string()).unwrap_or_default();
    assert!(told_so.contains("another process is writing"), "{told_so}");
    add(&mut second, &sample()[0]);
    add(&mut first, &sample()[1]);
    assert_eq!(first.finish()?.documents, 2);
    Ok(())
}

#[test]
fn sentences_are_searched() -> Result<()> {
    let folder = folder();
    let mut store = Store::open(folder.path().join("graph.db"))?;
    sample().iter().for_each(|d| add(&mut store, d));
    store.finish()?;
    store.remove(&"c".into())?;
    store.finish()?;
    for (words, want) in [
        ("054 rus", 1),
        ("RUS OR 020", 0),
        ("afg", 3),
        ("030", 0),
        ("\"", 0),
        ("", 0),
    ] {
        assert_eq!(store.search(words)?.len(), want, "{words}");
    }
    Ok(())
}

#[test]
fn questions_work_on_a_loaded_graph_and_documents_can_be_merged_into_it() -> Result<()> {
    let folder = folder();
    let mut store = Store::open(folder.path().join("graph.db"))?;
    add(&mut store, &sample()[0]);
    store.finish()?;
    let mut graph = store.graph()?;
    assert_eq!(graph.ties("RUS", "AFG", &Query::new())?.events.len(), 1);
    graph.merge(sample()[2].1.clone());
    assert_eq!(graph.all_events().len(), 3);
    Ok(())
}

#[test]
fn a_file_of_the_first_tables_is_brought_up_to_date_when_it_is_written() -> Result<()> {
    let folder = folder();
    let path = folder.path().join("graph.db");
    let mut store = Store::open(&path)?;
    add(&mut store, &sample()[0]);
    store.finish()?;
    drop(store);
    let old = Connection::open(&path).expect("opened");
    old.execute_batch("DROP TABLE loose; PRAGMA user_version = 1;")
        .expect("as it was");
    drop(old);
    let hash = content_hash(&sample()[0].0);
    let told = problem(Store::open_read(&path).and_then(|s| s.loose().map(|_| s)));
    assert!(told.contains("an older chancery wrote it"), "{told}");
    assert_eq!(Store::open_read(&path)?.counts()?.documents, 1);
    let store = Store::open(&path)?;
    assert_eq!(store.loose()?, []);
    assert!(
        !store.has(&sample()[0].0.name(), &hash)?,
        "it is to be read again"
    );
    Ok(())
}

#[test]
fn a_file_of_the_second_tables_keeps_its_names_and_takes_imports() -> Result<()> {
    let folder = folder();
    let path = folder.path().join("graph.db");
    let (document, told) = &sample()[0];
    let loose = Loose {
        words: "Ana Ruiz".to_owned(),
        lack: Lack::New,
        kind: Some(ActorKind::Person),
        actor: None,
        country: None,
        sector: Vec::new(),
        office: None,
        body: None,
        mentions: 1,
        sentence: "a 2025-07-04".to_owned(),
        start: 0,
        end: 12,
    };
    let mut store = Store::open(&path)?;
    store.add_with(
        document,
        &told.reports,
        &told.actors,
        std::slice::from_ref(&loose),
    )?;
    store.finish()?;
    let digest = store.graph()?.digest();
    drop(store);
    let old = Connection::open(&path).expect("opened");
    old.execute_batch("DROP TABLE given_events; DROP TABLE given_actors; PRAGMA user_version = 2;")
        .expect("as it was");
    drop(old);
    let names = |store: &Store| -> Result<Vec<Loose>> {
        Ok(store
            .loose()?
            .into_iter()
            .map(|(_, _, loose)| loose)
            .collect())
    };
    let read = Store::open_read(&path)?;
    assert_eq!(read.graph()?.digest(), digest, "it can be asked as it is");
    assert_eq!(names(&read)?, std::slice::from_ref(&loose));
    drop(read);
    let mut store = Store::open(&path)?;
    assert!(
        store.has(&document.name(), &content_hash(document))?,
        "nothing is to be read again"
    );
    let other = Graph::from_reports([sample()[2].1.clone()]);
    store.give(other.all_events(), other.actors())?;
    assert_eq!(store.finish()?.events, 3);
    assert_eq!(names(&store)?, [loose]);
    Ok(())
}
