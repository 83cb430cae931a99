//! Matters: saved queries with passages put in or left out by hand, with a log of every change. Links do not depend on them.

use crate::Store;
use crate::error::{Error, Failure, Kind};
use crate::rows::{self, damaged, list, maybe_parsed, parsed};
use reportedly_schema::matter::{Matter, MatterQuery, Passage};
use reportedly_schema::{Sha256, StatementId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// The tables of the matters.
pub(crate) const TABLES: &str = include_str!("matters.sql");

/// A change of a matter with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterChange {
    /// 1 for the first.
    pub n: u32,
    /// What was done, in words: "new locks", "locks: put in 4a6fd80d…".
    pub what: String,
    /// The reason that the user gave.
    pub because: Option<String>,
}

impl Store {
    /// Every matter, by name.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn matters(&self) -> Result<Vec<Matter>, Error> {
        self.reading(|tx| load(tx))
    }

    /// Puts `after` in the place of `before` and logs it as `what`, in one transaction: `None` before makes a new matter, `None` after
    /// drops one, and another name renames it.
    ///
    /// # Errors
    /// When the matter is no longer `before` ([`Error::is_stale`]: another process changed it), another matter has the name already
    /// ([`Error::is_usage`]), or the record cannot be written; everything then stays as it was.
    pub fn set_matter(
        &mut self,
        before: Option<&Matter>,
        after: Option<&Matter>,
        what: &str,
        because: Option<&str>,
    ) -> Result<(), Error> {
        self.writing(|tx| {
            let all = load(tx)?;
            if before.is_some_and(|before| !all.contains(before)) {
                return Err(Kind::Stale.into());
            }
            let renamed = |after: &Matter| before.is_none_or(|before| before.name != after.name);
            if let Some(after) = after
                && renamed(after)
                && all.iter().any(|matter| matter.name == after.name)
            {
                return Err(Kind::Asked(format!("there is a matter called {:?} already", after.name)).into());
            }
            if let Some(before) = before {
                tx.execute("DELETE FROM matter_passages WHERE name = ?1", [&before.name])?;
                tx.execute("DELETE FROM matters WHERE name = ?1", [&before.name])?;
            }
            if let Some(after) = after {
                write(tx, after)?;
            }
            tx.execute("INSERT INTO matter_log (what, because) VALUES (?1, ?2)", (what, because))?;
            Ok(())
        })
    }

    /// Every change of a matter, the first one first.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn matter_log(&self) -> Result<Vec<MatterChange>, Error> {
        self.reading(|tx| {
            if !has_tables(tx)? {
                return Ok(Vec::new());
            }
            list(tx, "SELECT * FROM matter_log ORDER BY n", |row| {
                Ok(MatterChange { n: row.get("n")?, what: row.get("what")?, because: row.get("because")? })
            })
        })
    }
}

/// Whether the record has the tables, which one before format 1.2 has not.
fn has_tables(tx: &Connection) -> Result<bool, Failure> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'matters')")?
        .query_row([], |row| row.get(0))?)
}

/// Gives an older record the tables.
pub(crate) fn upgrade(tx: &Connection) -> Result<(), Failure> {
    if !has_tables(tx)? {
        tx.execute_batch(TABLES)?;
    }
    Ok(())
}

pub(crate) fn load(tx: &Connection) -> Result<Vec<Matter>, Failure> {
    if !has_tables(tx)? {
        return Ok(Vec::new());
    }
    let mut matters = list(tx, "SELECT * FROM matters ORDER BY name", |row| {
        let query = MatterQuery {
            about: row.get("about")?,
            speaker: row.get("speaker")?,
            party: row.get("party")?,
            outlet: row.get("outlet")?,
            since: maybe_parsed(row, "since")?,
            until: maybe_parsed(row, "until")?,
        };
        Ok(Matter { name: row.get("name")?, query, passages: Vec::new() })
    })?;
    let passages =
        list(tx, "SELECT * FROM matter_passages ORDER BY name, text_sha256, statement_id", |row| {
            let id: String = row.get("statement_id")?;
            let digest = Sha256::parse(&id)
                .ok_or_else(|| damaged("matter_passages.statement_id", format!("{id:?} is no digest")))?;
            let passage = Passage {
                text_sha256: rows::sha256(row, "text_sha256")?,
                statement: StatementId(digest),
                decision: parsed(row, "decision")?,
            };
            Ok((row.get::<_, String>("name")?, passage))
        })?;
    for (name, passage) in passages {
        match matters.iter_mut().find(|matter| matter.name == name) {
            Some(matter) => matter.passages.push(passage),
            None => return Err(damaged("matter_passages.name", format!("{name:?} is no matter"))),
        }
    }
    for matter in &mut matters {
        matter.passages.sort();
    }
    Ok(matters)
}

fn write(tx: &Connection, matter: &Matter) -> Result<(), Failure> {
    let query = &matter.query;
    let day = |day: Option<reportedly_schema::Day>| day.map(|day| day.to_string());
    tx.prepare_cached(
        "INSERT INTO matters (name, about, speaker, party, outlet, since, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((
        &matter.name,
        &query.about,
        &query.speaker,
        &query.party,
        &query.outlet,
        day(query.since),
        day(query.until),
    ))?;
    for passage in &matter.passages {
        tx.prepare_cached(
            "INSERT INTO matter_passages (name, text_sha256, statement_id, decision) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((
            &matter.name,
            passage.text_sha256.to_string(),
            passage.statement.to_string(),
            passage.decision.as_str(),
        ))?;
    }
    Ok(())
}
