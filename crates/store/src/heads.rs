//! Which version, reading and extraction of a document answers are given from. The rules stand in the crate's
//! documentation; `verify` applies them again and compares.

use crate::error::Failure;
use rusqlite::{Connection, OptionalExtension as _};

/// Row ids of what a document's answers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) article: i64,
    pub(crate) reading: i64,
    pub(crate) extraction: Option<i64>,
}

/// Applies the rules to one document.
pub(crate) fn choose(tx: &Connection, document: i64) -> Result<Option<Head>, Failure> {
    best(tx, "a.document", document)
}

/// Applies the rules to one version.
pub(crate) fn of_version(tx: &Connection, article: i64) -> Result<Option<Head>, Failure> {
    best(tx, "a.id", article)
}

fn best(tx: &Connection, column: &str, id: i64) -> Result<Option<Head>, Failure> {
    let mut select = tx.prepare_cached(&format!(
        "SELECT a.id, r.id, r.reader, coalesce(r.updated_value, r.published_value, ''),
                (SELECT max(e.id) FROM extractions e WHERE e.reading = r.id)
         FROM articles a JOIN readings r ON r.article = a.id WHERE {column} = ?1 ORDER BY a.id, r.id"
    ))?;
    let mut rows = select.query([id])?;
    struct Candidate {
        reading: (Vec<Piece>, i64),
        day: String,
        head: Head,
    }
    // For each version its reading: the highest reader, then the last.
    let mut versions: Vec<Candidate> = Vec::new();
    while let Some(row) = rows.next()? {
        let head = Head { article: row.get(0)?, reading: row.get(1)?, extraction: row.get(4)? };
        let reader: String = row.get(2)?;
        let found = Candidate { reading: (pieces(&reader), head.reading), day: row.get(3)?, head };
        match versions.last_mut() {
            Some(last) if last.head.article == head.article => {
                if found.reading > last.reading {
                    *last = found;
                }
            }
            _ => versions.push(found),
        }
    }
    let best = versions.into_iter().max_by(|a, b| {
        let rank = |c: &Candidate| (c.head.extraction.is_some(), c.day.clone(), c.head.article);
        rank(a).cmp(&rank(b))
    });
    Ok(best.map(|candidate| candidate.head))
}

/// Stores the head of a document anew; tells whether it changed.
pub(crate) fn refresh(tx: &Connection, document: i64) -> Result<bool, Failure> {
    let old = stored(tx, document)?;
    let new = choose(tx, document)?;
    if old == new {
        return Ok(false);
    }
    match new {
        Some(head) => tx
            .prepare_cached("INSERT OR REPLACE INTO heads (document, article, reading, extraction) VALUES (?1, ?2, ?3, ?4)")?
            .execute((document, head.article, head.reading, head.extraction))?,
        None => tx.prepare_cached("DELETE FROM heads WHERE document = ?1")?.execute([document])?,
    };
    Ok(true)
}

/// The head as stored.
pub(crate) fn stored(tx: &Connection, document: i64) -> Result<Option<Head>, Failure> {
    Ok(tx
        .prepare_cached("SELECT article, reading, extraction FROM heads WHERE document = ?1")?
        .query_row([document], |row| {
            Ok(Head { article: row.get(0)?, reading: row.get(1)?, extraction: row.get(2)? })
        })
        .optional()?)
}

/// Among articles that are one input described differently (same path, same bytes), the one that counts: one that names
/// an outlet or address before one that does not, then the last added. The others are marked.
pub(crate) fn supersede(tx: &Connection, path: &str, raw_sha256: &str) -> Result<bool, Failure> {
    let mut select = tx.prepare_cached(
        "SELECT a.id, substr(d.document_key, 1, 1) <> char(31), a.superseded_by
         FROM article_paths p JOIN articles a ON a.id = p.article JOIN documents d ON d.id = a.document
         WHERE p.path = ?1 AND a.raw_sha256 = ?2",
    )?;
    let mut found: Vec<(bool, i64, Option<i64>)> = select
        .query_map((path, raw_sha256), |row| Ok((row.get(1)?, row.get(0)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    found.sort();
    let Some((_, best, marked)) = found.pop() else { return Ok(false) };
    let mut changed = false;
    let mut mark = tx.prepare_cached("UPDATE articles SET superseded_by = ?2 WHERE id = ?1")?;
    // A description that also stands for another path keeps counting there.
    let elsewhere = |article: i64| -> Result<bool, Failure> {
        let mut count =
            tx.prepare_cached("SELECT count(*) FROM article_paths WHERE article = ?1 AND path <> ?2")?;
        Ok(count.query_row((article, path), |row| row.get::<_, i64>(0))? > 0)
    };
    if marked.is_some_and(|by| found.iter().any(|&(_, article, _)| article == by)) {
        mark.execute((best, None::<i64>))?;
        changed = true;
    }
    for (_, article, marked) in found {
        if marked != Some(best) && !elsewhere(article)? {
            mark.execute((article, Some(best)))?;
            changed = true;
        }
    }
    Ok(changed)
}

/// A part of a version: digits compare as a number, anything else as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Words(String),
    /// Digits without leading zeros: a longer one is larger.
    Number(usize, String),
}

fn pieces(version: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = version;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        pieces.push(if digits {
            let number = piece.trim_start_matches('0');
            Piece::Number(number.len(), number.to_string())
        } else {
            Piece::Words(piece.to_string())
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reader_versions_compare_as_numbers() {
        assert!(pieces("read 0.10.0") > pieces("read 0.9.12"));
        assert!(pieces("2") < pieces("12"));
        assert!(pieces("1.0") < pieces("1.0.1"));
        assert_eq!(pieces("007"), pieces("7"));
    }
}
