//! Verifying: the file against itself, and everything in it against the rules it was stored by.

use crate::add::{check_extraction, check_reading};
use crate::error::{Error, Failure, Kind};
use crate::{Store, corrections, decisions, heads, links, lookup, matters, registry, rows, snapshot};
use reportedly_schema::{ArticleId, CodePoints};
use rusqlite::Connection;
use std::fmt;
use std::path::Path;

/// What to do about damage that no program undoes.
const RESTORE: &str = "take the record from a copy, or make it again from the articles with `reportedly add`";

/// Something that is wrong in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub what: String,
    /// Where: a table and row, an article or a statement.
    pub place: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.what, self.remedy)
    }
}

fn fault(place: impl Into<String>, what: impl Into<String>, remedy: &str) -> Fault {
    Fault { what: what.into(), place: place.into(), remedy: remedy.to_string() }
}

impl Store {
    /// Checks the whole record: the pages of the file, references between rows, the search index, that each text has its
    /// digest, that every span cuts its text and every id is the digest it should be, that the columns derived from them
    /// agree, that questions are answered from the right versions, and that current links fit the statements. Links that
    /// are merely older than the articles are no fault: see [`Store::links_are_current`].
    ///
    /// # Errors
    /// When the record cannot be read at all. Damage that was found is no error but the answer.
    pub fn verify(&self) -> Result<Vec<Fault>, Error> {
        let mut faults = Vec::new();
        if let Err(failure) = pages(&self.connection, &mut faults) {
            faults.push(fault("the file", told(failure), RESTORE));
        }
        // On damaged pages everything else would only repeat the damage, or fail on it.
        if !faults.is_empty() {
            return Ok(faults);
        }
        if !self.connection.is_readonly("main").unwrap_or(true) {
            self.check_index(&mut faults);
        }
        self.reading(|tx| {
            let checks: [(&str, Check); 6] = [
                ("table readings", readings),
                ("table extractions", extractions),
                ("table passages", passages),
                ("table heads", documents),
                ("the links", linked),
                ("corrections, the registry, matters and inputs not read", declared),
            ];
            for (place, check) in checks {
                if let Err(failure) = check(tx, &mut faults) {
                    faults.push(fault(place, told(failure), RESTORE));
                }
            }
            Ok(())
        })?;
        Ok(faults)
    }

    /// The check of the index is written as an insertion, which changes nothing but has to be let through.
    fn check_index(&self, faults: &mut Vec<Fault>) {
        let reader = self.access == crate::Access::Read;
        let run = || -> Result<(), rusqlite::Error> {
            if reader {
                self.connection.pragma_update(None, "query_only", false)?;
            }
            let checked = self
                .connection
                .execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)", []);
            if reader {
                self.connection.pragma_update(None, "query_only", true)?;
            }
            checked.map(|_| ())
        };
        if let Err(error) = run() {
            let what = format!("the search index does not agree with the passages ({error})");
            faults.push(fault("table passages_fts", what, RESTORE));
        }
    }
}

type Check = fn(&Connection, &mut Vec<Fault>) -> Result<(), Failure>;

fn pages(tx: &Connection, faults: &mut Vec<Fault>) -> Result<(), Failure> {
    let mut select = tx.prepare("PRAGMA integrity_check")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            faults.push(fault("the file", line, RESTORE));
        }
    }
    let mut select = tx.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let place = id.map_or(format!("table {table}"), |id| format!("table {table}, row {id}"));
        faults.push(fault(place, format!("it refers to a row of {parent} that is not there"), RESTORE));
    }
    Ok(())
}

fn readings(tx: &Connection, faults: &mut Vec<Fault>) -> Result<(), Failure> {
    let mut select = tx.prepare("SELECT id, article FROM readings ORDER BY id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, article): (i64, i64) = (row.get(0)?, row.get(1)?);
        let place = format!("table readings, row {id}");
        let reading = match lookup::reading(tx, id) {
            Ok(reading) => reading,
            Err(failure) => {
                faults.push(fault(place, told(failure), RESTORE));
                continue;
            }
        };
        let place = format!("{place} ({})", reading.path);
        if let Err(what) = check_reading(&reading) {
            faults.push(fault(place.clone(), what, RESTORE));
        }
        if let Some(date) = reading.published.as_ref().and_then(|p| p.span) {
            let stored: (Option<u32>, Option<u32>) = tx.query_row(
                "SELECT published_start_cp, published_end_cp FROM readings WHERE id = ?1",
                [id],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let (start, end) = CodePoints::new(&reading.text).span(date);
            if stored != (Some(start), Some(end)) {
                faults.push(fault(
                    place.clone(),
                    "the publication's code points do not fit its bytes",
                    RESTORE,
                ));
            }
        }
        let Some((stored, key)) = lookup::document_key(tx, article)? else { continue };
        if reading.document_key() != key {
            faults.push(fault(
                place.clone(),
                format!("it belongs to another document than {key:?}"),
                RESTORE,
            ));
        }
        if ArticleId::new(&key, reading.raw_sha256).to_string() != stored {
            faults.push(fault(
                place,
                format!("{stored} is not the digest of its document and bytes"),
                RESTORE,
            ));
        }
    }
    Ok(())
}

fn extractions(tx: &Connection, faults: &mut Vec<Fault>) -> Result<(), Failure> {
    let mut select = tx.prepare("SELECT id, reading FROM extractions ORDER BY id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, reading): (i64, i64) = (row.get(0)?, row.get(1)?);
        let place = format!("table extractions, row {id}");
        // An unreadable reading was told above.
        let Ok(reading) = lookup::reading(tx, reading) else { continue };
        let (extraction, made_by) = match lookup::extraction(tx, id, &reading.reader) {
            Ok(found) => found,
            Err(failure) => {
                faults.push(fault(place, told(failure), RESTORE));
                continue;
            }
        };
        let place = format!("{place} ({})", reading.path);
        if let Err(what) = check_extraction(&reading, &extraction) {
            faults.push(fault(place.clone(), what, RESTORE));
            continue;
        }
        let digest: String =
            tx.query_row("SELECT content_sha256 FROM extractions WHERE id = ?1", [id], |row| row.get(0))?;
        if crate::add::digest(&extraction, &made_by)? != digest {
            faults.push(fault(
                place.clone(),
                "its statements or details were changed after it was stored",
                RESTORE,
            ));
        }
        derived_columns(tx, id, &place, &reading.text, &extraction.statements, faults)?;
    }
    Ok(())
}

/// Columns that hold in another form what other columns say.
fn derived_columns(
    tx: &Connection,
    extraction: i64,
    place: &str,
    text: &str,
    statements: &[reportedly_schema::Statement],
    faults: &mut Vec<Fault>,
) -> Result<(), Failure> {
    let points = CodePoints::new(text);
    let mut select = tx.prepare_cached(
        "SELECT start_byte, end_byte, start_cp, end_cp, content_cp, source_cp, cue_cp, content_text, source_text
         FROM statements WHERE extraction = ?1 ORDER BY n",
    )?;
    let mut rows = select.query([extraction])?;
    for statement in statements {
        let Some(row) = rows.next()? else { break };
        let hull = rows::content_hull(statement);
        let cp =
            |spans: &[reportedly_schema::Span]| spans.iter().map(|s| points.span(*s)).collect::<Vec<_>>();
        let ends: (u32, u32, u32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let (start_cp, end_cp) = points.span(hull);
        let fits = ends == (hull.start, hull.end, start_cp, end_cp)
            && rows::from_json::<Vec<(u32, u32)>>(row, "content_cp")? == cp(&statement.content)
            && rows::from_json::<Vec<(u32, u32)>>(row, "source_cp")? == cp(&statement.source)
            && rows::from_json::<Vec<(u32, u32)>>(row, "cue_cp")? == cp(&statement.cue)
            && row.get::<_, String>(7)? == statement.content_text(text)
            && row.get::<_, String>(8)? == reportedly_schema::statement::joined(text, &statement.source);
        if !fits {
            let place = format!("statement {} in {place}", statement.id);
            faults.push(fault(place, "its positions or words do not agree with its spans", RESTORE));
        }
    }
    Ok(())
}

fn passages(tx: &Connection, faults: &mut Vec<Fault>) -> Result<(), Failure> {
    let unfindable: i64 = tx.query_row(
        "SELECT count(*) FROM statements s WHERE NOT EXISTS (
           SELECT 1 FROM passages p WHERE p.statement = s.id AND p.start_byte = s.start_byte AND p.end_byte = s.end_byte)",
        [],
        |row| row.get(0),
    )?;
    if unfindable > 0 {
        faults.push(fault("table passages", format!("{unfindable} statements cannot be searched"), RESTORE));
    }
    let uncut: i64 = tx.query_row(
        "SELECT count(*) FROM passages p JOIN readings r ON r.id = p.reading JOIN texts t ON t.id = r.text_row
         WHERE p.start_byte < 0 OR p.end_byte < p.start_byte OR p.end_byte > octet_length(t.text)",
        [],
        |row| row.get(0),
    )?;
    if uncut > 0 {
        faults.push(fault("table passages", format!("{uncut} passages lie outside their text"), RESTORE));
    }
    Ok(())
}

fn documents(tx: &Connection, faults: &mut Vec<Fault>) -> Result<(), Failure> {
    let mut select = tx.prepare("SELECT id, document_key FROM documents ORDER BY id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, key): (i64, String) = (row.get(0)?, row.get(1)?);
        if heads::stored(tx, id)? != heads::choose(tx, id)? {
            let what = "questions are not answered from its latest version and reading";
            faults.push(fault(format!("document {key:?}"), what, "add the article again"));
        }
    }
    Ok(())
}

fn linked(tx: &Connection, faults: &mut Vec<Fault>) -> Result<(), Failure> {
    if !links::are_current(tx)? {
        return Ok(());
    }
    let relink = "add any article again: links are then made anew";
    let rowed = snapshot::load(tx)?;
    let links = match links::whole(tx, &rowed) {
        Ok(links) => links,
        Err(failure) => {
            faults.push(fault("the links", told(failure), relink));
            return Ok(());
        }
    };
    let statements = &rowed.snapshot.statements;
    for utterance in &links.utterances {
        let ids = utterance.reports.iter().map(|&n| statements[n].statement.id);
        if !ids.clone().any(|id| id == utterance.id) {
            let what = "its id is that of none of its statements";
            faults.push(fault(format!("utterance {}", utterance.id), what, relink));
        }
    }
    let mut named = vec![false; links.occasions.len()];
    for utterance in &links.utterances {
        named[utterance.occasion] |= links.occasions[utterance.occasion].id == utterance.id;
    }
    let points = links.points.iter().map(|point| {
        let found = point.utterances.iter().any(|&n| links.utterances[n].id == point.id);
        ("point", point.id, found)
    });
    let occasions =
        links.occasions.iter().zip(named).map(|(occasion, found)| ("occasion", occasion.id, found));
    for (kind, id, _) in points.chain(occasions).filter(|(_, _, found)| !found) {
        let what = "its id is that of none of its utterances";
        faults.push(fault(format!("{kind} {id}"), what, relink));
    }
    Ok(())
}

fn declared(tx: &Connection, _: &mut Vec<Fault>) -> Result<(), Failure> {
    corrections::Overlay::load(tx)?;
    registry::load(tx)?;
    decisions::load(tx)?;
    matters::load(tx)?;
    snapshot::not_read(tx)?;
    Ok(())
}

/// What is damaged, without the file and the advice to verify.
fn told(failure: Failure) -> String {
    match failure {
        Failure::Kind(Kind::Corrupt(what)) => what,
        Failure::Kind(kind) => Error::new(Path::new("the record"), kind).to_string(),
        Failure::Sqlite(error) => error.to_string(),
    }
}
