//! Adding: one article, one transaction.

use crate::error::{Error, Failure, Kind};
use crate::rows::{self, json};
use crate::{Store, heads, revise_article};
use reportedly_schema::linkage::Sketch;
use reportedly_schema::{
    ArticleId, ArticleRecord, CodePoints, Extraction, MadeBy, Reading, Rejected, Sha256, Span, StatementId,
};
use rusqlite::{Connection, OptionalExtension as _};

/// What is added.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// An article that was read, with the sketch of its body.
    Article(&'a ArticleRecord, &'a Sketch),
    /// An input that was declined; its reading, where there is one, is stored and can be searched.
    Rejected(&'a Rejected),
}

/// What adding changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Added {
    /// The record did not have this document, or this declined input.
    New,
    /// Everything was there already; nothing changed.
    Already,
    /// The version was there. New is how it was read: another reader, model or settings, or other metadata given by the
    /// user.
    NewReading,
    /// The document was there, with other bytes.
    NewVersion,
}

impl Store {
    /// Stores one article and everything found in it, or one declined input, in one transaction.
    ///
    /// Adding the same article twice changes nothing. Links are not recomputed: see [`Store::replace_links`].
    ///
    /// # Errors
    /// When the entry contradicts itself ([`Error::is_refused`]), there is no space ([`Error::is_full`]), another process
    /// is writing ([`Error::is_locked`]) or the record was opened for reading ([`Error::is_read_only`]). The record is then
    /// as it was before.
    pub fn add(&mut self, entry: Entry<'_>) -> Result<Added, Error> {
        let checked = match entry {
            Entry::Article(record, _) => check_reading(&record.reading)
                .and_then(|()| check_extraction(&record.reading, &record.extraction)),
            Entry::Rejected(rejected) => rejected.reading.as_deref().map_or(Ok(()), check_reading),
        };
        checked.map_err(|what| {
            let path = match entry {
                Entry::Article(record, _) => record.reading.path.clone(),
                Entry::Rejected(rejected) => rejected.path.clone(),
            };
            Error::new(&self.file, Kind::Refused { path, what })
        })?;
        self.writing(|tx| match entry {
            Entry::Article(record, sketch) => add_article(tx, record, sketch),
            Entry::Rejected(rejected) => add_rejected(tx, rejected),
        })
    }
}

/// What `verify` would find wrong with a reading.
pub(crate) fn check_reading(reading: &Reading) -> Result<(), String> {
    if Sha256::of(reading.text.as_bytes()) != reading.text_sha256 {
        return Err("text_sha256 is not the digest of the text".into());
    }
    let cuts = |what: &str, span: Span| match span.of(&reading.text) {
        Some(_) => Ok(()),
        None => Err(format!("{what} at bytes {}..{} does not cut the text", span.start, span.end)),
    };
    reading.blocks.iter().try_for_each(|block| cuts("a block", block.span))?;
    let dates = [&reading.published, &reading.updated].into_iter().flatten();
    dates.filter_map(|date| date.span).try_for_each(|span| cuts("a date", span))
}

/// What `verify` would find wrong with an extraction.
pub(crate) fn check_extraction(reading: &Reading, extraction: &Extraction) -> Result<(), String> {
    let cuts = |what: &str, id: StatementId, span: Span| match span.of(&reading.text) {
        Some(_) => Ok(()),
        None => Err(format!("{what} of {id} at bytes {}..{} does not cut the text", span.start, span.end)),
    };
    for statement in &extraction.statements {
        let id = statement.id;
        if statement.content.is_empty() {
            return Err(format!("statement {id} has no content"));
        }
        if StatementId::new(reading.text_sha256, &statement.content, &statement.cue) != id {
            return Err(format!("statement {id} is not the digest of its text and spans"));
        }
        let parts = [("content", &statement.content), ("source", &statement.source), ("cue", &statement.cue)];
        for (what, spans) in parts {
            spans.iter().try_for_each(|span| cuts(what, id, *span))?;
        }
        statement.terms.iter().flat_map(|t| &t.spans).try_for_each(|span| cuts("a term", id, *span))?;
        statement.via.iter().try_for_each(|relay| cuts("a relay", id, relay.span))?;
        let named = [&statement.addressee, &statement.venue].into_iter().flatten();
        named.map(|n| n.span).chain(statement.said.span).try_for_each(|span| cuts("a detail", id, span))?;
    }
    for narration in &extraction.narrations {
        cuts("the narration", narration.id, narration.span)?;
        if StatementId::new(reading.text_sha256, &[narration.span], &[]) != narration.id {
            return Err(format!("narration {} is not the digest of its text and span", narration.id));
        }
    }
    let spans = extraction.timexes.iter().map(|t| t.span).chain(extraction.mentions.iter().map(|m| m.span));
    match spans.into_iter().find(|span| span.of(&reading.text).is_none()) {
        Some(span) => Err(format!("a mention at bytes {}..{} does not cut the text", span.start, span.end)),
        None => Ok(()),
    }
}

/// Where a reading lies, and what storing it changed.
struct Placed {
    document: i64,
    article: i64,
    reading: i64,
    added: Added,
    /// Whether the metadata given now are to be used: not where the user gave more of them before.
    described: bool,
}

fn add_article(tx: &Connection, record: &ArticleRecord, sketch: &Sketch) -> Result<Added, Failure> {
    let reading = &record.reading;
    let points = CodePoints::new(&reading.text);
    let placed = place(tx, reading, Some(sketch), &points)?;
    let content = digest(&record.extraction, &record.made_by)?;
    let stored: Option<(i64, String)> = tx
        .prepare_cached(
            "SELECT id, content_sha256 FROM extractions
             WHERE reading = ?1 AND tool = ?2 AND model_sha256 = ?3 AND settings_sha256 = ?4",
        )?
        .query_row(
            (
                placed.reading,
                &record.made_by.tool,
                &record.made_by.model_sha256,
                &record.made_by.settings_sha256,
            ),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let mut added = placed.added;
    match stored {
        Some((_, old)) if old == content || !placed.described => {}
        Some((extraction, _)) => {
            erase_statements(tx, extraction)?;
            tx.prepare_cached(
                "UPDATE extractions SET model = ?2, narrations = ?3, timexes = ?4, mentions = ?5, problems = ?6,
                   content_sha256 = ?7, count_claims = ?8 WHERE id = ?1",
            )?
            .execute((
                extraction,
                &record.made_by.model,
                json(&record.extraction.narrations)?,
                json(&record.extraction.timexes)?,
                json(&record.extraction.mentions)?,
                json(&record.extraction.problems)?,
                &content,
                json(&record.extraction.count_claims)?,
            ))?;
            insert_statements(tx, &placed, extraction, record, &points)?;
            added = changed(added);
        }
        None => {
            let extraction =
                rows::insert_extraction(tx, placed.reading, &record.extraction, &record.made_by, &content)?;
            insert_statements(tx, &placed, extraction, record, &points)?;
            added = changed(added);
        }
    }
    let mended = tx
        .prepare_cached("DELETE FROM not_read WHERE path = ?1 OR article = ?2")?
        .execute((&reading.path, placed.article))?;
    settle(tx, &placed, reading, if mended > 0 { changed(added) } else { added })
}

fn add_rejected(tx: &Connection, rejected: &Rejected) -> Result<Added, Failure> {
    let mut article = None;
    let mut added = Added::Already;
    let raw = rejected.raw_sha256.map(|raw| raw.to_string());
    if let Some(reading) = rejected.reading.as_deref() {
        let placed = place(tx, reading, None, &CodePoints::new(&reading.text))?;
        added = settle(tx, &placed, reading, placed.added)?;
        article = Some(placed.article);
    }
    // What was read before stays read: the same bytes declined now, or a file that is gone, is no other input.
    let read: bool = tx
        .prepare_cached(
            "SELECT EXISTS (
               SELECT 1 FROM article_paths p
               JOIN articles a ON a.id = p.article JOIN heads h ON h.article = a.id
               WHERE p.path = ?1 AND h.extraction IS NOT NULL AND (?2 IS NULL OR a.raw_sha256 = ?2))",
        )?
        .query_row((&rejected.path, &raw), |row| row.get(0))?;
    if read {
        return Ok(added);
    }
    type Row = (Option<String>, String, String, Option<i64>);
    let row: Row = (raw, rejected.code.to_string(), rejected.message.clone(), article);
    let stored: Option<Row> = tx
        .prepare_cached("SELECT raw_sha256, code, message, article FROM not_read WHERE path = ?1")?
        .query_row([&rejected.path], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    if stored.as_ref() == Some(&row) {
        return Ok(added);
    }
    tx.prepare_cached(
        "INSERT OR REPLACE INTO not_read (path, raw_sha256, code, message, article) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((&rejected.path, &row.0, &row.1, &row.2, row.3))?;
    Ok(match (added, stored) {
        (Added::Already, None) => Added::New,
        (Added::Already, Some(old)) if old.0 != row.0 => Added::NewVersion,
        (Added::Already, Some(_)) => Added::NewReading,
        (added, _) => added,
    })
}

fn changed(added: Added) -> Added {
    if added == Added::Already { Added::NewReading } else { added }
}

/// Chooses heads anew and counts the change, if there was one.
fn settle(tx: &Connection, placed: &Placed, reading: &Reading, added: Added) -> Result<Added, Failure> {
    let moved = heads::refresh(tx, placed.document)?;
    let described_anew = heads::supersede(tx, &reading.path, &reading.raw_sha256.to_string())?;
    if moved || described_anew || added != Added::Already {
        revise_article(tx, placed.article)?;
    }
    Ok(if described_anew { Added::NewReading } else { added })
}

/// Stores document, version, text and reading where they are not there yet.
fn place(
    tx: &Connection,
    reading: &Reading,
    sketch: Option<&Sketch>,
    points: &CodePoints,
) -> Result<Placed, Failure> {
    let key = reading.document_key();
    let id = ArticleId::new(&key, reading.raw_sha256).to_string();
    let mut added = Added::Already;

    let found = one(tx, "SELECT id FROM documents WHERE document_key = ?1", (&key,))?;
    let document = match found {
        Some(document) => document,
        None => {
            added = Added::New;
            insert(tx, "INSERT INTO documents (document_key) VALUES (?1)", (&key,))?
        }
    };
    let article = match one(tx, "SELECT id FROM articles WHERE article_id = ?1", (&id,))? {
        Some(article) => article,
        None => {
            if added == Added::Already {
                added = Added::NewVersion;
            }
            let raw = reading.raw_sha256.to_string();
            insert(
                tx,
                "INSERT INTO articles (article_id, document, raw_sha256) VALUES (?1, ?2, ?3)",
                (&id, document, raw),
            )?
        }
    };
    // A further path of the same article changes what the article is called, at most.
    let new_path = tx
        .prepare_cached("INSERT OR IGNORE INTO article_paths (path, article) VALUES (?1, ?2)")?
        .execute((&reading.path, article))?;
    if new_path > 0 {
        revise_article(tx, article)?;
    }
    let text_sha256 = reading.text_sha256.to_string();
    let text = match one(tx, "SELECT id FROM texts WHERE text_sha256 = ?1", (&text_sha256,))? {
        Some(text) => text,
        None => insert(
            tx,
            "INSERT INTO texts (text_sha256, text) VALUES (?1, ?2)",
            (&text_sha256, &reading.text),
        )?,
    };
    let sketch_json = sketch.map(json).transpose()?;
    let found = one(
        tx,
        "SELECT id FROM readings WHERE article = ?1 AND reader = ?2 AND text_row = ?3",
        (article, &reading.reader, text),
    )?;
    let Some(stored) = found else {
        let sketch = sketch_json.as_deref().unwrap_or("[]");
        let row = rows::insert_reading(tx, article, text, reading, sketch, points)?;
        insert_blocks(tx, row, reading)?;
        return Ok(Placed { document, article, reading: row, added: changed(added), described: true });
    };
    let mut described = true;
    let (old, given, old_sketch): (Reading, i64, String) = tx
        .prepare_cached(
            "SELECT r.*, a.raw_sha256, t.text, t.text_sha256 FROM readings r
             JOIN articles a ON a.id = r.article JOIN texts t ON t.id = r.text_row WHERE r.id = ?1",
        )?
        .query_row([stored], |row| {
            Ok(rows::reading(row).and_then(|old| Ok((old, row.get("given")?, row.get("sketch")?))))
        })??;
    if given > rows::given(reading) {
        described = false;
    } else if (Reading { path: reading.path.clone(), ..old.clone() }) != *reading {
        rows::update_metadata(tx, stored, reading, points)?;
        if old.blocks != reading.blocks {
            erase_passages(tx, "reading = ?1 AND statement IS NULL", stored)?;
            insert_blocks(tx, stored, reading)?;
        }
        added = changed(added);
    }
    if let Some(sketch) = sketch_json.filter(|sketch| *sketch != old_sketch) {
        tx.prepare_cached("UPDATE readings SET sketch = ?2 WHERE id = ?1")?.execute((stored, sketch))?;
        added = changed(added);
    }
    Ok(Placed { document, article, reading: stored, added, described })
}

fn one(tx: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Option<i64>, Failure> {
    Ok(tx.prepare_cached(sql)?.query_row(params, |row| row.get(0)).optional()?)
}

fn insert(tx: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<i64, Failure> {
    tx.prepare_cached(sql)?.execute(params)?;
    Ok(tx.last_insert_rowid())
}

/// What was found and by what, as one digest: to tell whether an extraction is the stored one.
pub(crate) fn digest(extraction: &Extraction, made_by: &MadeBy) -> Result<String, Failure> {
    Ok(Sha256::of(json(&(extraction, made_by))?.as_bytes()).to_string())
}

fn insert_statements(
    tx: &Connection,
    placed: &Placed,
    extraction: i64,
    record: &ArticleRecord,
    points: &CodePoints,
) -> Result<(), Failure> {
    let text = &record.reading.text;
    for (n, statement) in record.extraction.statements.iter().enumerate() {
        let row = rows::insert_statement(tx, extraction, n, statement, text, points)?;
        let hull = rows::content_hull(statement);
        let words = [
            Some(statement.content_text(text)),
            statement.speaker.name.clone(),
            Some(reportedly_schema::statement::joined(text, &statement.source)),
        ];
        insert_passage(tx, placed.reading, Some(row), hull, words.each_ref().map(|w| w.as_deref()))?;
    }
    Ok(())
}

fn insert_blocks(tx: &Connection, row: i64, reading: &Reading) -> Result<(), Failure> {
    let read = reading.blocks.iter().filter(|block| !block.kind.is_noise());
    for block in read {
        insert_passage(tx, row, None, block.span, [Some(reading.cut(block.span)), None, None])?;
    }
    Ok(())
}

/// A passage and its words, which have to be those of the view `passage_texts`.
fn insert_passage(
    tx: &Connection,
    reading: i64,
    statement: Option<i64>,
    span: Span,
    words: [Option<&str>; 3],
) -> Result<(), Failure> {
    let passage = insert(
        tx,
        "INSERT INTO passages (reading, statement, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4)",
        (reading, statement, span.start, span.end),
    )?;
    tx.prepare_cached("INSERT INTO passages_fts (rowid, text, speaker, source) VALUES (?1, ?2, ?3, ?4)")?
        .execute((passage, words[0], words[1], words[2]))?;
    Ok(())
}

/// Removes statements, their passages and words. Links that name them went stale with this change, and the article counts as changed,
/// so that a new statement which gets the row of one of these is not taken for it.
fn erase_statements(tx: &Connection, extraction: i64) -> Result<(), Failure> {
    const OF: &str = "IN (SELECT id FROM statements WHERE extraction = ?1)";
    erase_passages(tx, &format!("statement {OF}"), extraction)?;
    tx.execute("DELETE FROM statements WHERE extraction = ?1", [extraction])?;
    Ok(())
}

/// An index over text kept elsewhere has to be told the words it forgets.
fn erase_passages(tx: &Connection, which: &str, id: i64) -> Result<(), Failure> {
    tx.execute(
        &format!(
            "INSERT INTO passages_fts (passages_fts, rowid, text, speaker, source)
             SELECT 'delete', id, text, speaker, source FROM passage_texts
             WHERE id IN (SELECT id FROM passages WHERE {which})"
        ),
        [id],
    )?;
    tx.execute(&format!("DELETE FROM passages WHERE {which}"), [id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::article;

    #[test]
    fn no_space_undoes_one_article_and_stops_nothing_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(folder.path().join("talks.db")).unwrap();
        let small = article("small.txt", None, &[("We wait", "Ada Venn")]);
        store.add(Entry::Article(&small, &Sketch::default())).unwrap();
        let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let limit = |store: &Store, pages: i64| {
            let set = format!("PRAGMA max_page_count = {pages}");
            store.connection.query_row(&set, [], |row| row.get::<_, i64>(0)).unwrap();
        };
        limit(&store, pages + 2);
        let large = article("large.txt", None, &[(&"we wait ".repeat(8000), "Ada Venn")]);
        let error = store.add(Entry::Article(&large, &Sketch::default())).unwrap_err();
        assert!(error.is_full() && std::error::Error::source(&error).is_some(), "{error:?}");
        assert_eq!(store.counts().unwrap().versions, 1);
        assert_eq!(store.verify().unwrap(), []);
        limit(&store, 1 << 20);
        assert_eq!(store.add(Entry::Article(&large, &Sketch::default())).unwrap(), Added::New);
        assert_eq!(store.verify().unwrap(), []);
    }
}
