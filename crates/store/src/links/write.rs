//! A link generation written as what differs from the one before.

use super::redirects::given_out;
use super::stored::Stored;
use super::table::Table;
use crate::error::Failure;
use crate::snapshot::LinkInput;
use reportedly_schema::Day;
use reportedly_schema::linkage::LinkGeneration;
use rusqlite::Connection;

/// Writes the rows of `generation` that `input` does not hold, and takes out those that it no longer has.
pub(super) fn write(
    tx: &Connection,
    input: &LinkInput,
    generation: &LinkGeneration,
    profiles: &[(usize, Vec<u8>)],
) -> Result<(), Failure> {
    let (old, new) = (&input.stored, Stored::of(generation, &input.statement_rows)?);
    given_out(tx, old, &new)?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_speakers (n, name, kind, forms) VALUES (?1, ?2, ?3, ?4)",
    )?;
    differences(tx, ("link_speakers", "n"), &old.speakers, &new.speakers, |n, row| {
        put.execute((n, &row.0, row.1.as_str(), &row.2))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_speaker_statements (statement, speaker) VALUES (?1, ?2)",
    )?;
    differences(
        tx,
        ("link_speaker_statements", "statement"),
        &old.speaker_of,
        &new.speaker_of,
        |statement, speaker| {
            put.execute((statement, speaker))?;
            Ok(())
        },
    )?;
    tx.execute("DELETE FROM link_reprints", [])?;
    let mut put = tx.prepare_cached("INSERT INTO link_reprints (article, reprint, n) VALUES (?1, ?2, ?3)")?;
    for (n, group) in (0i64..).zip(&generation.reprints) {
        for (k, &article) in (0i64..).zip(group) {
            put.execute((input.article_rows[article], n, k))?;
        }
    }
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_occasions (n, occasion_id, speaker, said_earliest, said_latest, dated, venue)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    differences(tx, ("link_occasions", "n"), &old.occasions, &new.occasions, |n, row| {
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let (earliest, latest) = (day(row.2.earliest), day(row.2.latest));
        put.execute((n, row.0.to_string(), row.1, earliest, latest, row.3, &row.4))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_utterances (n, utterance_id, occasion, joined, because)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    differences(tx, ("link_utterances", "n"), &old.utterances, &new.utterances, |n, row| {
        put.execute((n, row.0.to_string(), row.1, row.2.as_str(), &row.3))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT INTO link_reports (statement, utterance, n, profile) VALUES (?1, ?2, ?3, x'')
         ON CONFLICT (statement) DO UPDATE SET utterance = excluded.utterance, n = excluded.n",
    )?;
    differences(tx, ("link_reports", "statement"), &old.reports, &new.reports, |statement, row| {
        put.execute((statement, row.0, row.1))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached("UPDATE link_reports SET profile = ?2 WHERE statement = ?1")?;
    for (statement, profile) in profiles {
        put.execute((input.statement_rows[*statement], profile))?;
    }
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_points (n, point_id, speaker, gist) VALUES (?1, ?2, ?3, ?4)",
    )?;
    differences(tx, ("link_points", "n"), &old.points, &new.points, |n, row| {
        put.execute((n, row.0.to_string(), row.1, &row.2))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_point_utterances (utterance, point, n) VALUES (?1, ?2, ?3)",
    )?;
    differences(tx, ("link_point_utterances", "utterance"), &old.made, &new.made, |utterance, row| {
        put.execute((utterance, row.0, row.1))?;
        Ok(())
    })
}

/// Removes rows that are not in `new`, and calls `put` for those that are not the same in `old`.
fn differences<T: PartialEq>(
    tx: &Connection,
    (table, key): (&str, &str),
    old: &Table<T>,
    new: &Table<T>,
    mut put: impl FnMut(i64, &T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut delete = tx.prepare_cached(&format!("DELETE FROM {table} WHERE {key} = ?1"))?;
    for (gone, ..) in old.beside(new).filter(|(_, _, now)| now.is_none()) {
        delete.execute([gone])?;
    }
    new.beside(old).filter(|(_, row, was)| *was != Some(row)).try_for_each(|(key, row, _)| put(key, row))
}
