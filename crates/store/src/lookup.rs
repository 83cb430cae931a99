//! Looking things up: articles by id or path, statements by id, counts, and whether something is there.

use crate::error::{Error, Failure, Kind};
use crate::heads::{self, Head};
use crate::{Store, links, rows};
use reportedly_schema::linkage::NotRead;
use reportedly_schema::{ArticleId, ArticleRecord, Day, Extraction, MadeBy, Reading};
use rusqlite::{Connection, OptionalExtension as _};

/// The fewest digits of an id that stand for it.
const PREFIX: usize = 4;

/// One version of an article as the record holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredArticle {
    /// Its id.
    pub id: ArticleId,
    /// Reading and extraction, as they were added: no corrections applied. Where it was not read, the extraction is empty
    /// and `made_by` names the reader only.
    pub record: ArticleRecord,
    /// Why it was not read, if so.
    pub not_read: Option<NotRead>,
    /// Whether questions are answered from it: false for an older version, or one superseded by a better description.
    pub current: bool,
}

/// How much a record holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that questions are answered from.
    pub articles: u64,
    /// Versions of all documents, read or not.
    pub versions: u64,
    /// Readings of all versions.
    pub readings: u64,
    /// Statements in `articles`, before corrections.
    pub statements: u64,
    /// Inputs that are not read.
    pub not_read: u64,
    /// Link generations made so far; the last one is kept.
    pub generations: u64,
}

/// An article that questions are answered from, of which its outlet or its day is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The article.
    pub id: ArticleId,
    /// The path as given.
    pub path: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<Day>,
}

impl Store {
    /// The articles without outlet or day of publication, by path.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn lacking(&self) -> Result<Vec<Lacking>, Error> {
        self.reading(|tx| {
            rows::list(
                tx,
                "SELECT article_id, path, outlet, published FROM v_articles
                 WHERE is_read AND (outlet IS NULL OR published IS NULL) ORDER BY path, article_id",
                |row| {
                    Ok(Lacking {
                        id: rows::article_id(row.get("article_id")?)?,
                        path: row.get("path")?,
                        outlet: row.get("outlet")?,
                        published: rows::maybe_parsed(row, "published")?,
                    })
                },
            )
        })
    }

    /// Whether the record has what this model, with these settings, finds in the reading that this version of the reader
    /// makes of an article: then it need not be extracted again. Metadata that the user gives anew are not looked at: see
    /// [`Store::knows`].
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn known(
        &self,
        id: &ArticleId,
        reader: &str,
        model_sha256: &str,
        settings_sha256: &str,
    ) -> Result<bool, Error> {
        self.reading(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT EXISTS (
                   SELECT 1 FROM articles a JOIN readings r ON r.article = a.id JOIN extractions e ON e.reading = r.id
                   WHERE a.article_id = ?1 AND r.reader = ?2 AND e.model_sha256 = ?3 AND e.settings_sha256 = ?4)",
            )?;
            Ok(select.query_row((id.to_string(), reader, model_sha256, settings_sha256), |row| row.get(0))?)
        })
    }

    /// Like [`known`](Store::known), for a reading that is at hand: false also where adding it would bring metadata that the
    /// record does not have.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn knows(&self, reading: &Reading, model_sha256: &str, settings_sha256: &str) -> Result<bool, Error> {
        self.reading(|tx| {
            let mut select = tx.prepare_cached(
                "SELECT r.*, a.raw_sha256, t.text, t.text_sha256 FROM articles a
                 JOIN readings r ON r.article = a.id JOIN texts t ON t.id = r.text_row
                 JOIN extractions e ON e.reading = r.id
                 JOIN article_paths p ON p.article = a.id AND p.path = ?6
                 WHERE a.article_id = ?1 AND r.reader = ?2 AND t.text_sha256 = ?3 AND e.model_sha256 = ?4
                   AND e.settings_sha256 = ?5",
            )?;
            let (id, text) = (reading.id().to_string(), reading.text_sha256.to_string());
            let params = (id, &reading.reader, text, model_sha256, settings_sha256, &reading.path);
            let mut found = select.query(params)?;
            let Some(row) = found.next()? else { return Ok(false) };
            if row.get::<_, i64>("given")? > rows::given(reading) {
                return Ok(true);
            }
            Ok(Reading { path: reading.path.clone(), ..rows::reading(row)? } == *reading)
        })
    }

    /// Articles by path, address, id or the beginning of an id (with or without `sha256:`, at least 4 digits). A path can
    /// stand for several versions: the one questions are answered from comes first, then the last added. Nothing found is
    /// an empty list.
    ///
    /// # Errors
    /// When the beginning of an id fits several articles ([`Error::is_usage`]), or the record is damaged.
    pub fn article(&self, asked: &str) -> Result<Vec<StoredArticle>, Error> {
        self.reading(|tx| {
            let mut articles = column(
                tx,
                "SELECT a.id FROM articles a WHERE a.id IN (SELECT article FROM article_paths WHERE path = ?1)
                 ORDER BY a.superseded_by IS NOT NULL, a.id DESC",
                &[&asked],
            )?;
            if articles.is_empty() {
                let key = asked.split('#').next().unwrap_or(asked);
                articles = column(
                    tx,
                    "SELECT a.id FROM articles a JOIN documents d ON d.id = a.document WHERE d.document_key = ?1
                     ORDER BY a.id DESC",
                    &[&key],
                )?;
            }
            if articles.is_empty() {
                let digits = asked.strip_prefix("sha256:").unwrap_or(asked).to_ascii_lowercase();
                if is_prefix(&digits) {
                    let (from, to) = (format!("sha256:{digits}"), format!("sha256:{digits}g"));
                    articles =
                        column(tx, "SELECT id FROM articles WHERE article_id >= ?1 AND article_id < ?2", &[&from, &to])?;
                    if articles.len() > 1 {
                        let mut ids = Vec::new();
                        for article in articles {
                            ids.push(tx.query_row("SELECT article_id FROM articles WHERE id = ?1", [article], |r| r.get(0))?);
                        }
                        return Err(ambiguous(asked, ids));
                    }
                }
            }
            let mut found = Vec::new();
            for article in articles {
                found.extend(stored_article(tx, article)?);
            }
            // Stable: among the others the last added stays first.
            found.sort_by_key(|article| !article.current);
            Ok(found)
        })
    }

    /// The articles with the statement of an id or of the beginning of an id (at least 4 digits), each with the statement's
    /// index in its extraction. The same text printed twice gives one id in two articles. Where questions no longer see the
    /// statement, the last extraction of each article that has it.
    ///
    /// # Errors
    /// When the beginning is no id or fits several statements ([`Error::is_usage`]), or the record is damaged.
    pub fn statement(&self, asked: &str) -> Result<Vec<(ArticleRecord, usize)>, Error> {
        self.reading(|tx| {
            let digits = asked.to_ascii_lowercase();
            if !is_prefix(&digits) {
                let what = format!("{asked:?} is no statement id: give at least {PREFIX} hexadecimal digits of one");
                return Err(Kind::Asked(what).into());
            }
            let mut select = tx.prepare_cached(
                "SELECT s.statement_id, s.n, e.id, r.id, a.id,
                        a.superseded_by IS NULL AND EXISTS (SELECT 1 FROM heads h WHERE h.extraction = e.id)
                 FROM statements s JOIN extractions e ON e.id = s.extraction JOIN readings r ON r.id = e.reading
                 JOIN articles a ON a.id = r.article
                 WHERE s.statement_id >= ?1 AND s.statement_id < ?1 || 'g'
                 ORDER BY a.article_id, e.id DESC, s.n",
            )?;
            let mut rows = select.query([&digits])?;
            let mut ids: Vec<String> = Vec::new();
            let mut found: Vec<(bool, Head, usize)> = Vec::new();
            while let Some(row) = rows.next()? {
                let id = row.get(0)?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
                let head = Head { extraction: Some(row.get(2)?), reading: row.get(3)?, article: row.get(4)? };
                found.push((row.get(5)?, head, row.get::<_, u32>(1)? as usize));
            }
            if ids.len() > 1 {
                ids.sort();
                return Err(ambiguous(asked, ids));
            }
            if found.iter().any(|(current, ..)| *current) {
                found.retain(|(current, ..)| *current);
            } else {
                found.dedup_by_key(|(_, head, _)| head.article);
            }
            found.into_iter().map(|(_, head, n)| Ok((record(tx, head)?, n))).collect()
        })
    }

    /// How much the record holds.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn counts(&self) -> Result<Counts, Error> {
        self.reading(|tx| {
            let count = |sql: &str| -> Result<u64, Failure> {
                Ok(tx.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
            };
            const SEEN: &str = "FROM heads h JOIN articles a ON a.id = h.article AND a.superseded_by IS NULL";
            Ok(Counts {
                articles: count(&format!("SELECT count(h.extraction) {SEEN}"))?,
                versions: count("SELECT count(*) FROM articles")?,
                readings: count("SELECT count(*) FROM readings")?,
                statements: count(&format!(
                    "SELECT count(*) {SEEN} JOIN statements s ON s.extraction = h.extraction"
                ))?,
                not_read: count("SELECT count(*) FROM not_read")?,
                generations: links::current(tx)?.map_or(0, |(number, _)| number.unsigned_abs()),
            })
        })
    }
}

fn is_prefix(digits: &str) -> bool {
    (PREFIX..=64).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

fn ambiguous(asked: &str, ids: Vec<String>) -> Failure {
    Kind::Ambiguous { asked: asked.to_string(), ids }.into()
}

fn column(tx: &Connection, sql: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Vec<i64>, Failure> {
    let mut select = tx.prepare_cached(sql)?;
    Ok(select.query_map(params, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn stored_article(tx: &Connection, article: i64) -> Result<Option<StoredArticle>, Failure> {
    let Some(head) = heads::of_version(tx, article)? else { return Ok(None) };
    let current: bool = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM heads h JOIN articles a ON a.id = h.article
               WHERE h.article = ?1 AND h.extraction IS NOT NULL AND a.superseded_by IS NULL)",
        )?
        .query_row([article], |row| row.get(0))?;
    let mut select =
        tx.prepare_cached("SELECT path, code, message FROM not_read WHERE article = ?1 ORDER BY path")?;
    let mut rows = select.query([article])?;
    let not_read = match rows.next()? {
        Some(row) => {
            Some(NotRead { path: row.get(0)?, code: rows::parsed(row, "code")?, message: row.get(2)? })
        }
        None => None,
    };
    let record = record(tx, head)?;
    Ok(Some(StoredArticle { id: record.reading.id(), record, not_read, current }))
}

/// A reading row by id.
pub(crate) fn reading(tx: &Connection, id: i64) -> Result<Reading, Failure> {
    tx.prepare_cached(
        "SELECT r.*, a.raw_sha256, t.text, t.text_sha256 FROM readings r
         JOIN articles a ON a.id = r.article JOIN texts t ON t.id = r.text_row WHERE r.id = ?1",
    )?
    .query_row([id], |row| Ok(rows::reading(row)))?
}

/// An extraction by id, with its statements, and what made it.
pub(crate) fn extraction(tx: &Connection, id: i64, reader: &str) -> Result<(Extraction, MadeBy), Failure> {
    let (mut found, made_by) = tx
        .prepare_cached("SELECT * FROM extractions WHERE id = ?1")?
        .query_row([id], |row| Ok(rows::extraction(row, reader)))??;
    let mut select = tx.prepare_cached("SELECT * FROM statements WHERE extraction = ?1 ORDER BY n")?;
    let mut rows = select.query([id])?;
    while let Some(row) = rows.next()? {
        found.statements.push(rows::statement(row)?);
    }
    Ok((found, made_by))
}

/// Everything stored of one reading and extraction.
pub(crate) fn record(tx: &Connection, head: Head) -> Result<ArticleRecord, Failure> {
    let reading = reading(tx, head.reading)?;
    let (extraction, made_by) = match head.extraction {
        Some(id) => extraction(tx, id, &reading.reader)?,
        None => {
            let made_by = MadeBy {
                tool: String::new(),
                reader: reading.reader.clone(),
                model: String::new(),
                model_sha256: String::new(),
                settings_sha256: String::new(),
            };
            (Extraction::default(), made_by)
        }
    };
    Ok(ArticleRecord { reading, extraction, made_by })
}

/// Id and document key of a version.
pub(crate) fn document_key(tx: &Connection, article: i64) -> Result<Option<(String, String)>, Failure> {
    Ok(tx
        .prepare_cached(
            "SELECT a.article_id, d.document_key FROM articles a JOIN documents d ON d.id = a.document WHERE a.id = ?1",
        )?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
