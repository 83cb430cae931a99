//! The record: what articles report was said, in one SQLite file.
//!
//! [`Store`] is a connection to that file, for one thread at a time; several processes may have it open, and one of them
//! may write. It keeps articles with everything found in them, finds words in them, applies what people correct, and holds
//! the links that another crate computed. It computes no links and answers no questions: those are made from a
//! [`Snapshot`](reportedly_schema::linkage::Snapshot).
//!
//! ```
//! # use reportedly_schema::{linkage::Sketch, *};
//! # use reportedly_store::{Access, Added, Entry, Store};
//! # let folder = tempfile::tempdir().unwrap();
//! # let file = folder.path().join("talks.db");
//! # let text = "The port stays shut.".to_string();
//! # let reading = Reading { path: "port.txt".into(), raw_sha256: Sha256::of(text.as_bytes()),
//! #   text_sha256: Sha256::of(text.as_bytes()), blocks: vec![Block { span: Span::new(0, 20), kind: BlockKind::Body, lang: None }],
//! #   text, url: None, outlet: None, outlet_basis: None, title: None, authors: vec![], published: None, updated: None,
//! #   language: None, problems: vec![], extra: Default::default(), reader: "1".into() };
//! # let made_by = MadeBy { tool: "t".into(), reader: "1".into(), model: "fast".into(), model_sha256: "".into(), settings_sha256: "".into() };
//! # let record = ArticleRecord { reading, extraction: Extraction::default(), made_by };
//! # let sketch = Sketch::default();
//! let mut store = Store::create(&file)?;
//! assert_eq!(store.add(Entry::Article(&record, &sketch))?, Added::New);
//! assert_eq!(store.add(Entry::Article(&record, &sketch))?, Added::Already);
//! drop(store);
//!
//! let store = Store::open(&file, Access::Read)?;
//! assert_eq!(store.search("port", 10)?[0].path, "port.txt");
//! assert_eq!(store.snapshot()?.articles.len(), 1);
//! # Ok::<(), reportedly_store::Error>(())
//! ```
//!
//! # What a question sees
//!
//! Nothing is overwritten: every version of a document, every reading of a version and every extraction of a reading stays
//! and can be shown by its id. Snapshots, searches and the views `v_articles` and `v_statements` see one of each, the
//! *head* of the document:
//!
//! * **version**: one that was read before one that was not; then the latest day of `updated`, else of `published` (no day
//!   counts as the earliest); then the one added last;
//! * **reading** of the version: the highest reader version (numbers in it compared as numbers); then the one added last;
//! * **extraction** of the reading: the one first added last, so that reading a record again with a better model replaces
//!   what the weaker one found, and adding the weaker one's result again changes nothing.
//!
//! Where neither versions, readers nor models of one document differ, the order of adding changes nothing that a snapshot
//! shows.
//!
//! Two rules keep one input from counting twice or losing what its user said of it:
//!
//! * The same bytes under the same path with another outlet or address are one input described again. The description
//!   that names an outlet or address wins over one that does not, else the later one; the other stays, *superseded*.
//! * Metadata of one reading may be given again (`--meta`). What a user gave is kept when the same article is added
//!   without it; otherwise the later metadata replace the earlier, and the statements are those found with them.
//!
//! # What survives what
//!
//! One article is one transaction, and so is one link generation. A commit is synced to the disk: killing the process or
//! cutting the power loses at most the article being written. On a full disk the transaction is undone, the error says so
//! ([`Error::is_full`]), and adding goes on once there is room. `secure_delete` is on, so that a deleted row leaves no
//! text behind in the file.
//!
//! The file is described in `docs/format.md`, section "The record".
#![deny(missing_docs)]

mod add;
mod context;
mod corrections;
mod decisions;
mod error;
mod format;
mod heads;
mod links;
mod lookup;
mod matters;
mod registry;
mod rows;
mod search;
mod snapshot;
#[cfg(test)]
mod specimen;
mod verify;

pub use add::{Added, Entry};
pub use corrections::{Corrected, Correction};
pub use decisions::LoggedDecision;
pub use error::Error;
pub use format::Access;
pub use links::Cluster;
pub use lookup::{Counts, Lacking, StoredArticle};
pub use matters::MatterChange;
pub use registry::{LoggedChange, RegistryChange};
pub use search::Hit;
pub use snapshot::LinkInput;
pub use verify::Fault;

use error::Failure;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

/// A writer or reader over one record.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) file: PathBuf,
    pub(crate) access: Access,
}

impl Store {
    /// Makes an empty record.
    ///
    /// # Errors
    /// When `file` exists ([`Error::is_existing`]) or cannot be made.
    pub fn create(file: impl AsRef<Path>) -> Result<Store, Error> {
        let file = file.as_ref();
        Ok(Store { connection: format::create(file)?, file: file.to_path_buf(), access: Access::Write })
    }

    /// Opens a record.
    ///
    /// # Errors
    /// When there is no file ([`Error::is_missing`]), it is not a record ([`Error::is_not_a_record`]), it is cut off or
    /// damaged ([`Error::is_corrupt`]), or its format is too new for `access` ([`Error::is_newer`]).
    pub fn open(file: impl AsRef<Path>, access: Access) -> Result<Store, Error> {
        let file = file.as_ref();
        Ok(Store { connection: format::open(file, access)?, file: file.to_path_buf(), access })
    }

    /// Opens a record for writing, and makes it first where there is no file.
    ///
    /// # Errors
    /// As [`Store::open`] and [`Store::create`].
    pub fn open_or_create(file: impl AsRef<Path>) -> Result<Store, Error> {
        let file = file.as_ref();
        match Store::open(file, Access::Write) {
            Err(error) if error.is_missing() => Store::create(file),
            opened => opened,
        }
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What it was opened for.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Runs `work` on one state of the record: what other processes write meanwhile is not seen.
    pub(crate) fn reading<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        let run = || {
            let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
            let done = work(&tx)?;
            tx.finish()?;
            Ok(done)
        };
        run().map_err(|failure: Failure| failure.at(&self.file))
    }

    /// Runs `work` as one transaction: all of it is stored, or nothing.
    pub(crate) fn writing<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        let run = || {
            let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&tx)?;
            tx.commit()?;
            Ok(done)
        };
        run().map_err(|failure: Failure| failure.at(&self.file))
    }
}

/// Counts a change that all links may depend on: they are then made anew from the statements alone.
pub(crate) fn revise(tx: &Connection) -> Result<(), Failure> {
    tx.prepare_cached("UPDATE link_state SET linker = ''")?.execute([])?;
    count_change(tx)
}

/// Counts a change of one article: of the links only those of its statements, and what hangs together with them, depend on it.
pub(crate) fn revise_article(tx: &Connection, article: i64) -> Result<(), Failure> {
    tx.prepare_cached("INSERT OR IGNORE INTO link_changed (article) VALUES (?1)")?.execute([article])?;
    count_change(tx)
}

/// Counts a change of every article with this text.
pub(crate) fn revise_text(tx: &Connection, text_sha256: &str) -> Result<(), Failure> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO link_changed (article)
         SELECT r.article FROM readings r JOIN texts t ON t.id = r.text_row WHERE t.text_sha256 = ?1",
    )?
    .execute([text_sha256])?;
    count_change(tx)
}

fn count_change(tx: &Connection) -> Result<(), Failure> {
    tx.prepare_cached(
        "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'revision'",
    )?
    .execute([])?;
    Ok(())
}
