//! `chancery build`: documents in, what they tell into the graph file.
//!
//! Every document is one transaction, so a run that is stopped leaves each document either in or out.
//! What the file says at the end does not depend on the order of documents or the number of threads.

use super::args::Build;
use super::chunks;
use super::outside;
use super::report::{Failure, Outcome, Progress, plural};
use super::session::Session;
use crate::error::{Error, Result};
use crate::model::Document;
use crate::pipeline::{Pipeline, Reading};
use crate::read::{self, Documents, Options};
use crate::store::{Store, content_hash};

/// What a run did.
#[derive(Debug, Default)]
struct Tally {
    /// Documents read and stored.
    read: usize,
    /// Documents that were there already, unchanged.
    kept: usize,
    /// Documents that could not be read.
    failed: usize,
    /// Documents without a date.
    undated: usize,
    sentences: usize,
    reports: usize,
    unresolved: usize,
}

pub(super) fn run(args: &Build, session: &mut Session) -> Result<Outcome, Failure> {
    let lexicon = session.lexicon()?;
    let pipeline = Pipeline::new(&lexicon)?;
    let mut store = Store::open(&session.global.graph)?;
    store.set_lexicon(&lexicon.hash())?;
    let options = Options {
        date: args.date.map(|d| d.first),
        ..Options::default()
    };
    let mut documents = read::paths(&args.paths, &options);
    let pool = session.pool()?;
    let mut progress = session.report.progress();
    let mut tally = Tally::default();
    loop {
        let chunk = chunks::next(&mut documents);
        if chunk.is_empty() {
            break;
        }
        let fresh = sift(chunk, &store, &mut tally, session, &progress)?;
        // Small batches keep the bar moving; each is stored before the next is read.
        for batch in fresh.chunks(32) {
            let readings = chunks::each(&pool, batch, |d| chunks::read(&pipeline, d));
            for (document, reading) in batch.iter().zip(readings) {
                let reading = match reading {
                    Ok(reading) => reading,
                    Err(error) => {
                        tally.failed += 1;
                        progress.aside(|| session.report.error_line(&error.to_string()));
                        continue;
                    }
                };
                store.add_with(document, &reading.reports, &reading.actors, &reading.loose)?;
                tally.read += 1;
                tally.undated += usize::from(document.date.is_none());
                tally.sentences += sentences(&reading);
                tally.reports += reading.reports.len();
                tally.unresolved += reading.unresolved;
            }
            show(&mut progress, &documents, &tally);
        }
    }
    let counts = store.finish()?;
    progress.end();
    if tally.undated > 0 {
        let n = tally.undated;
        let what = plural(
            n,
            "document has no date; its events carry",
            "documents have no date; their events carry",
        );
        session.report.warning(&format!(
            "{n} {what} only what the text itself dates (--date DATE supplies one)"
        ));
    }
    if !session.global.quiet {
        let graph = store.graph()?;
        outside::warn(&graph.outside(&lexicon), session);
        let digest = graph.digest();
        let file = session.global.graph.display();
        session.report.note(&closing(
            &tally,
            counts.events,
            &format!("{digest} in {file}"),
        ));
    }
    Ok(if tally.failed > 0 {
        Outcome::SomeFailed
    } else {
        Outcome::Done
    })
}

/// Takes out what could not be read, saying so, and what the graph file holds already.
fn sift(
    chunk: Vec<Result<Document>>,
    store: &Store,
    tally: &mut Tally,
    session: &Session,
    progress: &Progress,
) -> Result<Vec<Document>> {
    let mut fresh = Vec::with_capacity(chunk.len());
    for item in chunk {
        match item {
            Ok(document) if store.has(&document.name(), &content_hash(&document))? => {
                tally.kept += 1;
            }
            Ok(document) => fresh.push(document),
            Err(error @ (Error::Document { .. } | Error::Io { .. } | Error::Date { .. })) => {
                tally.failed += 1;
                progress.aside(|| session.report.error_line(&error.to_string()));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(fresh)
}

/// Sentences of the article's own: no boilerplate, and nothing left of a dateline standing alone.
fn sentences(reading: &Reading) -> usize {
    let read = reading.sentences.iter();
    read.filter(|s| !s.boilerplate && !s.sentence.tokens.is_empty())
        .count()
}

fn show(progress: &mut Progress, documents: &Documents, tally: &Tally) {
    progress.at(documents.files(), tally.read + tally.kept, tally.reports);
}

/// `2 articles, 21 sentences, 15 events, 3 mentions unresolved; graph 1f3a… in chancery.db`.
fn closing(tally: &Tally, events: usize, graph: &str) -> String {
    let count =
        |n: usize, one: &'static str, many: &'static str| format!("{n} {}", plural(n, one, many));
    let mut parts = vec![count(tally.read, "article", "articles")];
    if tally.kept > 0 {
        parts.push(format!("{} already there", tally.kept));
    }
    if tally.failed > 0 {
        parts.push(format!("{} not read", tally.failed));
    }
    parts.push(count(tally.sentences, "sentence", "sentences"));
    parts.push(count(events, "event", "events"));
    parts.push(count(tally.unresolved, "mention", "mentions") + " unresolved");
    format!("{}; graph {graph}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_counts_what_was_done() {
        let tally = Tally {
            read: 2,
            sentences: 21,
            unresolved: 3,
            ..Tally::default()
        };
        assert_eq!(
            closing(&tally, 15, "1f3a in chancery.db"),
            "2 articles, 21 sentences, 15 events, 3 mentions unresolved; graph 1f3a in chancery.db"
        );
        let again = Tally {
            kept: 2,
            failed: 1,
            ..Tally::default()
        };
        assert_eq!(
            closing(&again, 1, "1f3a in chancery.db"),
            "0 articles, 2 already there, 1 not read, 0 sentences, 1 event, 0 mentions unresolved; \
             graph 1f3a in chancery.db"
        );
    }
}
