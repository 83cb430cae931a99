//! Snapshots: everything a question is answered from, read in one transaction.

use crate::corrections::Overlay;
use crate::error::{Error, Failure};
use crate::{Store, context, links, registry, rows};
use reportedly_schema::CodePoints;
use reportedly_schema::linkage::{EffectiveStatement, LinkArticle, NotRead, Snapshot};
use reportedly_schema::statement::joined;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// A snapshot with the row ids of what is in it.
pub(crate) struct Rowed {
    pub(crate) snapshot: Snapshot,
    /// Row ids of `articles`, in the snapshot's order.
    pub(crate) articles: Vec<i64>,
    /// Row ids of `statements`, in the snapshot's order.
    pub(crate) statements: Vec<i64>,
}

impl Store {
    /// Everything a question is answered from: one version, reading and extraction of each document, corrections applied,
    /// with the current links. Where articles, corrections or the registry changed after the last linking, `links` is empty:
    /// see [`Store::links_are_current`].
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn snapshot(&self) -> Result<Snapshot, Error> {
        self.reading(|tx| {
            let mut rowed = load(tx)?;
            if links::are_current(tx)? {
                rowed.snapshot.links = links::load(tx, &rowed)?;
            }
            Ok(rowed.snapshot)
        })
    }

    /// What is to be linked: a [`snapshot`](Store::snapshot) without links. Give it back to
    /// [`replace_links`](Store::replace_links).
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn link_input(&self) -> Result<Snapshot, Error> {
        self.reading(|tx| Ok(load(tx)?.snapshot))
    }
}

pub(crate) fn load(tx: &Connection) -> Result<Rowed, Failure> {
    let overlay = Overlay::load(tx)?;
    let mut rowed = Rowed { snapshot: Snapshot::default(), articles: Vec::new(), statements: Vec::new() };
    let snapshot = &mut rowed.snapshot;
    let mut models: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();

    let mut articles = tx.prepare_cached(
        "SELECT a.id AS article, a.article_id, h.extraction, e.model, e.model_sha256, t.text, t.text_sha256, r.outlet,
                r.outlet_basis, r.language, r.url, r.sketch, r.published_value, r.published_earliest, r.published_latest, r.published_time,
                r.published_basis, r.published_start_byte, r.published_end_byte,
                (SELECT min(p.path) FROM article_paths p WHERE p.article = a.id) AS path
         FROM heads h JOIN articles a ON a.id = h.article JOIN readings r ON r.id = h.reading
         JOIN texts t ON t.id = r.text_row JOIN extractions e ON e.id = h.extraction
         WHERE a.superseded_by IS NULL ORDER BY a.article_id",
    )?;
    let mut statements = tx.prepare_cached(
        "SELECT * FROM statements WHERE extraction = ?1 ORDER BY start_byte, statement_id, n",
    )?;
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        let at = snapshot.articles.len();
        let text = row.get_ref("text")?.as_str().map_err(|error| rows::damaged("texts.text", error))?;
        let text_sha256 = rows::sha256(row, "text_sha256")?;
        snapshot.articles.push(LinkArticle {
            id: rows::article_id(row.get("article_id")?)?,
            path: row.get("path")?,
            outlet: row.get("outlet")?,
            outlet_basis: rows::maybe_parsed(row, "outlet_basis")?,
            language: row.get("language")?,
            url: row.get("url")?,
            published: rows::published(row)?,
            text_sha256,
            sketch: rows::sketch(row)?,
        });
        rowed.articles.push(row.get("article")?);
        models.entry(row.get("model")?).or_default().insert(row.get("model_sha256")?);
        let points = CodePoints::new(text);
        let mut found = statements.query([row.get::<_, i64>("extraction")?])?;
        while let Some(row) = found.next()? {
            let Some(statement) = overlay.apply(text_sha256, rows::statement(row)?) else { continue };
            let context = context::context(text, &statement);
            snapshot.statements.push(EffectiveStatement {
                article: at,
                text: statement.content_text(text),
                source_text: joined(text, &statement.source),
                cue_text: joined(text, &statement.cue),
                content_points: statement.content.iter().map(|span| points.span(*span)).collect(),
                context: context.of(text).unwrap_or("").to_string(),
                statement,
            });
            rowed.statements.push(row.get("id")?);
        }
    }
    snapshot.not_read = not_read(tx)?;
    snapshot.registry = registry::load(tx)?;
    snapshot.models = model_names(models);
    Ok(rowed)
}

pub(crate) fn not_read(tx: &Connection) -> Result<Vec<NotRead>, Failure> {
    let mut select = tx.prepare_cached("SELECT path, code, message FROM not_read ORDER BY path")?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(NotRead {
            path: row.get("path")?,
            code: rows::parsed(row, "code")?,
            message: row.get("message")?,
        });
    }
    Ok(found)
}

/// Names of models; where one name stands for several, with the first digits of their digests.
fn model_names(models: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut names = Vec::new();
    for (name, digests) in models {
        if digests.len() == 1 {
            names.push(name);
        } else {
            names.extend(
                digests.iter().map(|d| format!("{name} ({})", d.chars().take(12).collect::<String>())),
            );
        }
    }
    names
}
