//! The graph file: one SQLite database with documents, what they tell, and what follows from it.
//!
//! Every document is one transaction: whenever the program is killed, the file is whole and the document in
//! it or not. Events and actors are derived when a run [finishes](Store::finish), in one transaction too; a
//! file left before that is marked stale, and whoever opens it next derives again.
//!
//! While it is written the database is in write-ahead mode, so others can read meanwhile; at rest it is one
//! plain file that can be copied, and read from a write-protected folder.

mod derived;
mod schema;

use crate::error::{Error, Result};
use crate::graph::{DocumentReports, Fnv, Graph};
use crate::model::{Actor, Date, DocId, Document, Event, EventId, Loose, Report};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};
use schema::{fault, sqlite};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long one process waits for another to end its transaction.
const PATIENCE: Duration = Duration::from_secs(20);

/// How much a graph file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Reports: sentences that tell something.
    pub reports: usize,
    /// Events.
    pub events: usize,
    /// Actors.
    pub actors: usize,
}

/// An open graph file.
///
/// ```
/// use chancery::{graph::Query, model::Document, store::Store};
///
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::open(folder.path().join("graph.db"))?;
/// store.add(&Document::from_text("a", None, "Nothing happened."), &[], &[])?;
/// assert_eq!(store.finish()?.documents, 1);
/// assert!(store.graph()?.events(&Query::new()).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    db: Connection,
    access: Access,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

impl Store {
    /// Opens a graph file for writing, and makes it when there is none.
    ///
    /// # Errors
    ///
    /// A file that is no graph file, one of a newer program, or one another process holds locked.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        schema::look(path)?;
        let told = |e| sqlite(path, e);
        let mut db = Connection::open(path).map_err(told)?;
        db.busy_timeout(PATIENCE).map_err(told)?;
        // Asked before anything is changed: a foreign file stays as it is.
        let ours = schema::check(&db, path)?;
        db.pragma_update(None, "journal_mode", "wal")
            .and_then(|()| db.pragma_update(None, "synchronous", "normal"))
            .and_then(|()| db.pragma_update(None, "foreign_keys", true))
            .map_err(told)?;
        if !ours || schema::is_old(&db).map_err(told)? {
            schema::make(&mut db, path)?;
        }
        let mut store = Store {
            path: path.to_owned(),
            db,
            access: Access::Write,
        };
        store.finish()?;
        Ok(store)
    }

    /// Opens a graph file for questions only.
    ///
    /// # Errors
    ///
    /// As [`Store::open`], and when there is no such file.
    pub fn open_read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let missing = || fault(path, "there is none; run `chancery build PATH…` first");
        if !schema::look(path)? {
            return Err(missing());
        }
        let db = match open_shared(path) {
            // Without leave to write beside the file SQLite cannot look after a write-ahead log; when there
            // is no log, nobody is writing and the file can be read as it is.
            Err(_) if !beside(path, "-wal").exists() => open_frozen(path),
            opened => opened,
        }
        .map_err(|e| sqlite(path, e))?;
        if !schema::check(&db, path)? {
            return Err(missing());
        }
        Ok(Store {
            path: path.to_owned(),
            db,
            access: Access::Read,
        })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|e| sqlite(&self.path, e))
    }

    fn meta(&self, key: &str) -> Result<Option<String>> {
        let value = self
            .db
            .prepare_cached("SELECT value FROM meta WHERE key = ?")
            .and_then(|mut s| s.query_row([key], |row| row.get(0)).optional());
        self.told(value)
    }

    /// Runs `work` in one transaction: all of it is in the file afterwards, or nothing.
    fn at_once(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Result<()> {
        let done = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                work(&transaction)?;
                transaction.commit()
            });
        self.told(done)
    }

    /// Tells which lexicon the documents added from now on are read with; documents read with another
    /// are no longer up to date ([`Store::has`]).
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn set_lexicon(&mut self, hash: &str) -> Result<()> {
        if self.lexicon()?.as_deref() == Some(hash) {
            return Ok(());
        }
        self.at_once(|db| set(db, LEXICON, hash))
    }

    /// The lexicon the graph was last built with.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn lexicon(&self) -> Result<Option<String>> {
        self.meta(LEXICON)
    }

    /// The version of the program that last wrote the file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn written_by(&self) -> Result<Option<String>> {
        self.meta(PROGRAM)
    }

    /// Whether a document is there, unchanged and read with the present lexicon by this version.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn has(&self, doc: &DocId, content_hash: &str) -> Result<bool> {
        let kept: rusqlite::Result<Option<(String, String)>> = self
            .db
            .prepare_cached("SELECT content_hash, lexicon FROM documents WHERE id = ?")
            .and_then(|mut s| {
                let both = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
                s.query_row([doc.as_str()], both).optional()
            });
        let reader = reader(self.lexicon()?.as_deref());
        let kept = self.told(kept)?;
        Ok(kept.is_some_and(|(content, by)| content == content_hash && by == reader))
    }

    /// Adds a document with what it tells, in one transaction; the same id again replaces it.
    ///
    /// # Errors
    ///
    /// A document without an id; a file that cannot be written: then nothing of the document is in it.
    pub fn add(&mut self, document: &Document, reports: &[Report], actors: &[Actor]) -> Result<()> {
        self.add_with(document, reports, actors, &[])
    }

    /// Adds a document as [`Store::add`] does, with the names and roles the lexicon has no actor for.
    ///
    /// # Errors
    ///
    /// As [`Store::add`].
    pub fn add_with(
        &mut self,
        document: &Document,
        reports: &[Report],
        actors: &[Actor],
        loose: &[Loose],
    ) -> Result<()> {
        let doc = document.name();
        if doc.as_str().is_empty() {
            return Err(Error::Document {
                id: None,
                place: document.title.clone().unwrap_or_default(),
                problem: "the document has no id, so it cannot be kept".to_owned(),
            });
        }
        let reader = reader(self.lexicon()?.as_deref());
        let hash = content_hash(document);
        self.at_once(|db| {
            take_out(db, &doc)?;
            db.prepare_cached(
                "INSERT INTO documents
                 (id, published, title, source, url, language, extra, content_hash, lexicon)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                doc.as_str(),
                document.date.map(|d| d.to_string()),
                document.title,
                document.source,
                document.url,
                document.language,
                document.extra,
                hash,
                reader
            ])?;
            let mut row =
                db.prepare_cached("INSERT INTO reports (doc, n, record) VALUES (?, ?, ?)")?;
            for (n, report) in reports.iter().enumerate() {
                row.execute(params![doc.as_str(), n as i64, derived::json(report)?])?;
            }
            let mut row =
                db.prepare_cached("INSERT INTO told_actors (doc, n, record) VALUES (?, ?, ?)")?;
            for (n, actor) in actors.iter().enumerate() {
                row.execute(params![doc.as_str(), n as i64, derived::json(actor)?])?;
            }
            let mut row =
                db.prepare_cached("INSERT INTO loose (doc, n, record) VALUES (?, ?, ?)")?;
            for (n, name) in loose.iter().enumerate() {
                row.execute(params![doc.as_str(), n as i64, derived::json(name)?])?;
            }
            set(db, STALE, "yes")
        })
    }

    /// Takes a document and all it told out; false when it was not there.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn remove(&mut self, doc: &DocId) -> Result<bool> {
        let mut there = false;
        self.at_once(|db| {
            there = take_out(db, doc)?;
            if there {
                set(db, STALE, "yes")?;
            }
            Ok(())
        })?;
        Ok(there)
    }

    /// Adds events and actors that another format gave ready-made, in one transaction; what has the same id is
    /// replaced. They stay beside what documents tell, whatever is built later.
    ///
    /// # Errors
    ///
    /// A file that cannot be written: then nothing of it is in it.
    pub fn give(&mut self, events: &[Event], actors: &[Actor]) -> Result<()> {
        self.at_once(|db| {
            derived::give(db, actors, events)?;
            set(db, STALE, "yes")
        })
    }

    fn stale(&self) -> Result<bool> {
        Ok(self.meta(STALE)?.is_some())
    }

    /// Derives events and actors from all documents, in one transaction. Does nothing when nothing changed.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn finish(&mut self) -> Result<Counts> {
        if self.stale()? {
            self.at_once(|db| {
                // Read inside the transaction: another process may have added documents just now.
                let graph = derived::anew(db)?;
                derived::write(db, &graph)?;
                set(db, PROGRAM, env!("CARGO_PKG_VERSION"))?;
                db.execute("DELETE FROM meta WHERE key = ?", [STALE])?;
                Ok(())
            })?;
        }
        self.counts()
    }

    /// The graph of the file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn graph(&self) -> Result<Graph> {
        if self.stale()? {
            return self.told(derived::anew(&self.db));
        }
        self.told(derived::graph(&self.db))
    }

    /// What each document told, sorted by document: for merging with other graphs.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentReports>> {
        self.told(derived::documents(&self.db))
    }

    /// The names and roles without an actor of the lexicon, by document and its day, in the order of documents.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or one of an older program that did not keep them.
    pub fn loose(&self) -> Result<Vec<(DocId, Option<Date>, Loose)>> {
        if self.told(schema::lacks_loose(&self.db))? {
            return Err(fault(
                &self.path,
                "an older chancery wrote it, without names that have no actor; run `chancery build PATH…` again",
            ));
        }
        self.told(derived::loose(&self.db))
    }

    /// How much the file holds.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        let count = |table: &str| -> rusqlite::Result<usize> {
            let query = format!("SELECT count(*) FROM {table}");
            let rows: i64 = self.db.query_row(&query, [], |row| row.get(0))?;
            Ok(usize::try_from(rows).unwrap_or_default())
        };
        let mut counts = Counts {
            documents: self.told(count("documents"))?,
            reports: self.told(count("reports"))?,
            events: self.told(count("events"))?,
            actors: self.told(count("actors"))?,
        };
        if self.stale()? {
            let graph = self.graph()?;
            (counts.events, counts.actors) = (graph.all_events().len(), graph.actors().len());
        }
        Ok(counts)
    }

    /// The events with a sentence that has all these words, in any order, with or without accents.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn search(&self, words: &str) -> Result<Vec<EventId>> {
        // Each word as a quoted string: what SQLite would take for an operator is a word like others.
        let quoted = |word: &str| format!("\"{}\"", word.replace('"', ""));
        let words: Vec<String> = words.split_whitespace().map(quoted).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let query = "SELECT DISTINCT events.id FROM sentences
             JOIN evidence ON evidence.id = sentences.rowid
             JOIN events ON events.id = evidence.event
             WHERE sentences MATCH ? ORDER BY events.n";
        let found = self.db.prepare(query).and_then(|mut statement| {
            let ids = statement.query_map([words.join(" ")], |row| row.get::<_, String>(0))?;
            ids.map(|id| Ok(EventId::new(id?))).collect()
        });
        self.told(found)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.access == Access::Write {
            // Back to one plain file. When another process has it open this fails, and the log stays with
            // the last one to close: nothing is lost either way.
            let _ = self.db.busy_timeout(Duration::ZERO);
            let _ = self.db.pragma_update(None, "journal_mode", "delete");
        }
    }
}

const STALE: &str = "stale";
const LEXICON: &str = "lexicon";
const PROGRAM: &str = "program";

fn set(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    let query = "INSERT INTO meta (key, value) VALUES (?, ?)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    db.prepare_cached(query)?.execute([key, value]).map(|_| ())
}

/// Reports and actors go with their document.
fn take_out(db: &Connection, doc: &DocId) -> rusqlite::Result<bool> {
    let mut row = db.prepare_cached("DELETE FROM documents WHERE id = ?")?;
    Ok(row.execute([doc.as_str()])? > 0)
}

/// By what a document was read: another version or lexicon may read it otherwise.
fn reader(lexicon: Option<&str>) -> String {
    format!(
        "{} {}",
        env!("CARGO_PKG_VERSION"),
        lexicon.unwrap_or_default()
    )
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn open_shared(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    // SQLite opens lazily; the first question shows whether it can.
    db.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    Ok(db)
}

fn open_frozen(path: &Path) -> rusqlite::Result<Connection> {
    let mut address = String::from("file:");
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            c => address.push(c),
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address, flags)
}

/// A stable hash of what a document says of itself: text, day, title, source, address, language.
///
/// ```
/// use chancery::{model::Document, store};
/// let (a, b) = (Document::from_text("a", None, "One."), Document::from_text("b", None, "One."));
/// assert_eq!(store::content_hash(&a), store::content_hash(&b));
/// ```
pub fn content_hash(document: &Document) -> String {
    let mut hash = Fnv::default();
    let day = document.date.map(|d| d.to_string());
    for field in [
        &day,
        &document.title,
        &document.source,
        &document.url,
        &document.language,
    ] {
        // An absent field differs from an empty one.
        hash.write(field.as_ref().map_or(&b"-"[..], |_| b"+"));
        hash.write(field.as_deref().unwrap_or_default().as_bytes());
        hash.write(b"\x1f");
    }
    hash.write(document.text.as_bytes());
    hash.hex()
}

#[cfg(test)]
mod tests;
