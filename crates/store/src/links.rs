//! Link generations: read whole, and written as what differs from the one before.

mod assemble;
mod check;
mod redirects;
mod stored;
mod table;
mod write;

pub(crate) use assemble::{Rows, assemble, whole};
pub use redirects::Cluster;
pub(crate) use stored::Stored;

use crate::Store;
use crate::decisions::has_tables;
use crate::error::{Error, Failure, Kind};
use crate::snapshot::LinkInput;
use check::check;
use redirects::redirect_all;
use reportedly_schema::StatementId;
use reportedly_schema::linkage::LinkGeneration;
use rusqlite::{Connection, OptionalExtension as _};
use write::write;

/// The tables of a link generation, and of what people decided of it.
pub(crate) const TABLES: &str = include_str!("links.sql");

impl Store {
    /// Whether the links were made of exactly the articles, statements, corrections and declarations that are there now.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn links_are_current(&self) -> Result<bool, Error> {
        self.reading(|tx| are_current(tx))
    }

    /// Whether they are current, and this linker made them.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn links_are_current_by(&self, linker: &str) -> Result<bool, Error> {
        self.reading(|tx| {
            Ok(are_current(tx)? && {
                let mut select =
                    tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM link_state WHERE linker = ?1)")?;
                select.query_row([linker], |row| row.get(0))?
            })
        })
    }

    /// Puts a new link generation in the place of the old one, in one transaction; only what differs is written. `input` is what it
    /// was computed from, as [`link_input`](Store::link_input) gave it: its indices are those in `generation` and in `profiles`, which
    /// are kept for the next linking.
    ///
    /// Ids of occasions, utterances and points that disappear are redirected to the cluster that holds their first
    /// statement now: see [`redirect`](Store::redirect).
    ///
    /// # Errors
    /// When the record or its links changed since `input` was read ([`Error::is_stale`]: read and link again), an index of `generation`
    /// points nowhere or twice where once is meant ([`Error::is_refused`]), or the record cannot be written.
    pub fn replace_links(
        &mut self,
        input: &LinkInput,
        generation: &LinkGeneration,
        profiles: &[(usize, Vec<u8>)],
    ) -> Result<(), Error> {
        self.writing(|tx| {
            let number = current(tx)?.map_or(0, |(number, _)| number);
            if (revision(tx)?, number) != (input.revision, input.number) {
                return Err(Kind::Stale.into());
            }
            check(generation, input.articles.len(), input.statements.len())
                .map_err(|what| Kind::Refused { path: "(links)".into(), what })?;
            write(tx, input, generation, profiles)?;
            redirect_all(tx)?;
            tx.execute("DELETE FROM link_state", [])?;
            tx.execute("DELETE FROM link_changed", [])?;
            tx.execute(
                "INSERT INTO link_state (number, revision, linker) VALUES (?1, ?2, ?3)",
                (number + 1, input.revision, &input.linker),
            )?;
            Ok(())
        })
    }

    /// The id that now holds what the cluster `id` held first: itself while it exists, else where its first statement
    /// went, `None` when it was never given out or its first statement is no longer there.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn redirect(&self, cluster: Cluster, id: StatementId) -> Result<Option<StatementId>, Error> {
        self.reading(|tx| redirects::redirect(tx, cluster, id))
    }
}

/// The counter of changes that links depend on.
pub(crate) fn revision(tx: &Connection) -> Result<i64, Failure> {
    Ok(tx
        .prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'revision'")?
        .query_row([], |row| row.get(0))?)
}

/// Number and revision of the current generation. One that a format before 1.2 wrote is none: it is computed again.
pub(crate) fn current(tx: &Connection) -> Result<Option<(i64, i64)>, Failure> {
    if !has_tables(tx)? {
        return Ok(None);
    }
    Ok(tx
        .prepare_cached("SELECT number, revision FROM link_state")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub(crate) fn are_current(tx: &Connection) -> Result<bool, Failure> {
    let revision = revision(tx)?;
    Ok(current(tx)?.is_some_and(|(_, linked)| linked == revision))
}

/// Gives a record of an earlier format the tables, which are empty until it is linked. Ids that were given out lead on from there.
pub(crate) fn upgrade(tx: &Connection) -> Result<(), Failure> {
    if has_tables(tx)? {
        return Ok(());
    }
    tx.execute_batch(
        "INSERT OR IGNORE INTO redirects SELECT 'occasion', occasion_id, NULL FROM link_occasions;
         INSERT OR IGNORE INTO redirects SELECT 'utterance', utterance_id, NULL FROM link_utterances;
         INSERT OR IGNORE INTO redirects SELECT 'point', point_id, NULL FROM link_points;
         DROP TABLE link_point_utterances; DROP TABLE link_points; DROP TABLE link_reports;
         DROP TABLE link_utterances; DROP TABLE link_occasions; DROP TABLE link_reprints;
         DROP TABLE link_speaker_statements; DROP TABLE link_speakers; DELETE FROM link_generation;",
    )?;
    tx.execute_batch(TABLES)?;
    Ok(())
}
