//! What people decide of pairs of statements: that they are of one utterance or point, or that they are not.
//!
//! A decision is keyed by the texts and the statements, so it holds for each article with that text, whichever model finds the
//! statement again, and through every linking. One that fits no statement any more is an orphan: listed, never dropped.

use crate::error::{Error, Failure, Kind};
use crate::rows::{self, list, parsed};
use crate::{Store, revise_text};
use reportedly_schema::StatementId;
use reportedly_schema::linkage::{Decision, Level, StatementKey};
use rusqlite::{Connection, Row};
use serde::Serialize;

/// A decision with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoggedDecision {
    /// 1 for the first.
    pub n: u32,
    /// Whether it was taken back here.
    pub undone: bool,
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
    /// The reason that the user gave.
    pub because: Option<String>,
}

impl Store {
    /// Stores a decision and logs it; one of the same level and pair that was there is replaced. Tells whether anything changed.
    /// Links are then out of date.
    ///
    /// # Errors
    /// When both are one statement ([`Error::is_usage`]), or the record cannot be written.
    pub fn decide(&mut self, decision: &Decision, because: Option<&str>) -> Result<bool, Error> {
        if decision.a == decision.b {
            let what = "a decision is about two statements, and these are one".to_string();
            return Err(Error::new(&self.file, Kind::Asked(what)));
        }
        self.writing(|tx| {
            if load(tx)?.contains(decision) {
                return Ok(false);
            }
            tx.execute(
                "INSERT OR REPLACE INTO decisions (level, text_a, statement_a, text_b, statement_b, ruling)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                pair(decision.level, decision.a, decision.b, decision.ruling.as_str()),
            )?;
            log(tx, decision, false, because)?;
            Ok(true)
        })
    }

    /// Takes back what was decided of a pair at a level, and logs it; tells what it was.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub fn withdraw_decision(
        &mut self,
        level: Level,
        one: StatementKey,
        other: StatementKey,
        because: Option<&str>,
    ) -> Result<Option<Decision>, Error> {
        let (a, b) = (one.min(other), one.max(other));
        self.writing(|tx| {
            let found = load(tx)?.into_iter().find(|d| d.level == level && d.a == a && d.b == b);
            if let Some(decision) = &found {
                tx.execute(
                    "DELETE FROM decisions WHERE level = ?1 AND text_a = ?2 AND statement_a = ?3 AND text_b = ?4
                       AND statement_b = ?5 AND ruling = ?6",
                    pair(level, a, b, decision.ruling.as_str()),
                )?;
                log(tx, decision, true, because)?;
            }
            Ok(found)
        })
    }

    /// What is decided, sorted.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        self.reading(|tx| load(tx))
    }

    /// Decisions of which one statement, or both, are in no article that questions are answered from.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn orphan_decisions(&self) -> Result<Vec<Decision>, Error> {
        self.reading(|tx| {
            let there = |key: StatementKey| -> Result<bool, Failure> {
                Ok(tx
                    .prepare_cached(
                        "SELECT EXISTS (SELECT 1 FROM statements s JOIN heads h ON h.extraction = s.extraction
                           JOIN articles a ON a.id = h.article AND a.superseded_by IS NULL
                           JOIN readings r ON r.id = h.reading JOIN texts t ON t.id = r.text_row
                           WHERE s.statement_id = ?1 AND t.text_sha256 = ?2)",
                    )?
                    .query_row((key.statement.to_string(), key.text_sha256.to_string()), |row| row.get(0))?)
            };
            let mut orphans = Vec::new();
            for decision in load(tx)? {
                if !(there(decision.a)? && there(decision.b)?) {
                    orphans.push(decision);
                }
            }
            Ok(orphans)
        })
    }

    /// Every decision that was made or taken back, the first one first.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn decision_log(&self) -> Result<Vec<LoggedDecision>, Error> {
        self.reading(|tx| {
            if !has_tables(tx)? {
                return Ok(Vec::new());
            }
            list(tx, "SELECT * FROM decision_log ORDER BY n", |row| {
                Ok(LoggedDecision {
                    n: row.get("n")?,
                    undone: row.get("undone")?,
                    decision: decision(row)?,
                    because: row.get("because")?,
                })
            })
        })
    }
}

/// Whether the record has the tables, which one before format 1.2 has not.
pub(crate) fn has_tables(tx: &Connection) -> Result<bool, Failure> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'link_state')")?
        .query_row([], |row| row.get(0))?)
}

/// What is decided, sorted.
pub(crate) fn load(tx: &Connection) -> Result<Vec<Decision>, Failure> {
    if !has_tables(tx)? {
        return Ok(Vec::new());
    }
    let mut found = list(tx, "SELECT * FROM decisions", decision)?;
    found.sort();
    Ok(found)
}

fn decision(row: &Row<'_>) -> Result<Decision, Failure> {
    let key = |text: &str, statement: &str| -> Result<StatementKey, Failure> {
        let statement = StatementId(rows::sha256(row, statement)?);
        Ok(StatementKey { text_sha256: rows::sha256(row, text)?, statement })
    };
    let (a, b) = (key("text_a", "statement_a")?, key("text_b", "statement_b")?);
    Ok(Decision::new(parsed(row, "level")?, parsed(row, "ruling")?, a, b))
}

type Pair<'a> = (&'a str, String, String, String, String, &'a str);

fn pair(level: Level, a: StatementKey, b: StatementKey, ruling: &str) -> Pair<'_> {
    (
        level.as_str(),
        a.text_sha256.to_string(),
        a.statement.to_string(),
        b.text_sha256.to_string(),
        b.statement.to_string(),
        ruling,
    )
}

/// Logs a change, and counts it as one of the articles that it is about.
fn log(tx: &Connection, decision: &Decision, undone: bool, because: Option<&str>) -> Result<(), Failure> {
    let (level, text_a, statement_a, text_b, statement_b, ruling) =
        pair(decision.level, decision.a, decision.b, decision.ruling.as_str());
    tx.execute(
        "INSERT INTO decision_log (undone, level, ruling, text_a, statement_a, text_b, statement_b, because)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (undone, level, ruling, &text_a, &statement_a, &text_b, &statement_b, because),
    )?;
    revise_text(tx, &text_a)?;
    revise_text(tx, &text_b)
}
