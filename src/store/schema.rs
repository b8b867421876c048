//! The tables of a graph file, and telling one from other files.

use crate::error::Error;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use std::io::Read;
use std::path::Path;

/// Marks the database as ours: "chan" in ASCII, in SQLite's `application_id`.
const APPLICATION: i32 = 0x6368_616e;

/// Raised with every change of the tables, in SQLite's `user_version`.
const VERSION: i32 = 3;

/// The first sixteen bytes of every SQLite database (sqlite.org/fileformat.html).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What was imported ready-made. Files before version 3 have no such tables.
const GIVEN: &str = "
CREATE TABLE IF NOT EXISTS given_events (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS given_actors (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
";

/// What documents told stands in the first five tables, what was imported in [`GIVEN`]; the others follow from
/// them and are written anew by `finish`. A `record` is the JSON the library reads back; the columns beside it are for other programs.
const TABLES: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, published TEXT, title TEXT, source TEXT, url TEXT, language TEXT, extra TEXT,
    content_hash TEXT NOT NULL, lexicon TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE reports (
    doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, n INTEGER NOT NULL,
    record TEXT NOT NULL, PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE TABLE told_actors (
    doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, n INTEGER NOT NULL,
    record TEXT NOT NULL, PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE TABLE loose (
    doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, n INTEGER NOT NULL,
    record TEXT NOT NULL, PRIMARY KEY (doc, n)
) WITHOUT ROWID;

CREATE TABLE events (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, date TEXT, date_end TEXT, reported TEXT,
    kind TEXT NOT NULL, cameo TEXT NOT NULL, status TEXT NOT NULL, negated INTEGER NOT NULL,
    record TEXT NOT NULL
);
CREATE TABLE parties (
    event TEXT NOT NULL, role TEXT NOT NULL, n INTEGER NOT NULL, actor TEXT NOT NULL,
    PRIMARY KEY (event, role, n)
) WITHOUT ROWID;
CREATE INDEX parties_by_actor ON parties (actor);
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, event TEXT NOT NULL, doc TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, rule TEXT NOT NULL
);
CREATE VIRTUAL TABLE sentences USING fts5 (
    sentence, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE actors (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE names (
    name TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (name, actor)
) WITHOUT ROWID;
CREATE TABLE offices (
    person TEXT NOT NULL, n INTEGER NOT NULL, title TEXT NOT NULL, body TEXT, since TEXT, until TEXT,
    PRIMARY KEY (person, n)
) WITHOUT ROWID;
";

/// From the tables of version 1: names without an actor were not kept then, so every document is to be read
/// again.
const SINCE_1: &str = "
CREATE TABLE loose (
    doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, n INTEGER NOT NULL,
    record TEXT NOT NULL, PRIMARY KEY (doc, n)
) WITHOUT ROWID;
UPDATE documents SET lexicon = '';
";

/// A complaint about a graph file.
pub(super) fn fault(path: &Path, problem: impl Into<String>) -> Error {
    Error::Store {
        path: path.to_owned(),
        problem: problem.into(),
    }
}

/// SQLite's complaint in words that say what to do.
pub(super) fn sqlite(path: &Path, error: rusqlite::Error) -> Error {
    let problem = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another process is writing to it; try again when it has ended".to_owned()
        }
        Some(ErrorCode::NotADatabase) => NOT_OURS.to_owned(),
        Some(ErrorCode::DatabaseCorrupt) => {
            "the file is damaged; delete it and build it again".to_owned()
        }
        Some(ErrorCode::ReadOnly) => "the file or its folder is write-protected".to_owned(),
        Some(ErrorCode::CannotOpen) => {
            "it cannot be opened; does the folder exist, and may you write there?".to_owned()
        }
        Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
        _ => error.to_string(),
    };
    fault(path, problem)
}

const NOT_OURS: &str = "this is no graph file; name another one with -g";

/// Whether there is something in the file, and that it is a database.
///
/// # Errors
///
/// A folder, a file that is no SQLite database, or one that cannot be read.
pub(super) fn look(path: &Path) -> Result<bool, Error> {
    if path.is_dir() {
        return Err(fault(path, "this is a folder; name a file in it with -g"));
    }
    if !path.exists() {
        return Ok(false);
    }
    let reading = |source| Error::Io {
        action: "read",
        path: path.to_owned(),
        source,
    };
    let mut head = Vec::with_capacity(MAGIC.len());
    let file = std::fs::File::open(path).map_err(reading)?;
    file.take(MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(reading)?;
    if head.is_empty() {
        return Ok(false);
    }
    if head != MAGIC {
        return Err(fault(path, NOT_OURS));
    }
    Ok(true)
}

fn marks(db: &Connection) -> rusqlite::Result<(i32, i32, i64)> {
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get(0));
    let tables = "SELECT count(*) FROM sqlite_master";
    Ok((
        pragma("application_id")?,
        pragma("user_version")?,
        db.query_row(tables, [], |row| row.get(0))?,
    ))
}

/// Whether the database holds our tables; `false` when it is empty.
///
/// # Errors
///
/// Another program's database, or one of a newer chancery.
pub(super) fn check(db: &Connection, path: &Path) -> Result<bool, Error> {
    match marks(db).map_err(|e| sqlite(path, e))? {
        (0, 0, 0) => Ok(false),
        (APPLICATION, version, _) if version > VERSION => Err(fault(
            path,
            format!(
                "a newer chancery wrote it (tables {version}, this one knows {VERSION}); update chancery, or build another file with -g"
            ),
        )),
        (APPLICATION, _, _) => Ok(true),
        _ => Err(fault(
            path,
            "this database belongs to another program; name another file with -g",
        )),
    }
}

/// Whether the tables are those of an older version.
pub(super) fn is_old(db: &Connection) -> rusqlite::Result<bool> {
    let (application, version, _) = marks(db)?;
    Ok(application == APPLICATION && version < VERSION)
}

/// Whether the tables have no room for names without an actor, as those of version 1.
pub(super) fn lacks_loose(db: &Connection) -> rusqlite::Result<bool> {
    Ok(marks(db)?.1 < 2)
}

/// Makes the tables, or those a newer version has more, unless another process has just done so.
pub(super) fn make(db: &mut Connection, path: &Path) -> Result<(), Error> {
    let told = |e| sqlite(path, e);
    let transaction = db
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(told)?;
    let old = is_old(&transaction).map_err(told)?;
    if check(&transaction, path)? && !old {
        return Ok(());
    }
    let first = match old {
        false => TABLES,
        true if lacks_loose(&transaction).map_err(told)? => SINCE_1,
        true => "",
    };
    transaction
        .execute_batch(first)
        .and_then(|()| transaction.execute_batch(GIVEN))
        .and_then(|()| transaction.pragma_update(None, "application_id", APPLICATION))
        .and_then(|()| transaction.pragma_update(None, "user_version", VERSION))
        .and_then(|()| transaction.commit())
        .map_err(told)
}
