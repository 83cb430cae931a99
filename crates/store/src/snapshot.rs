//! Snapshots: everything a question is answered from, read in one transaction.

use crate::corrections::Overlay;
use crate::error::{Error, Failure, Kind};
use crate::{Store, context, decisions, links, registry, rows};
use reportedly_schema::linkage::{
    Before, Decision, EffectiveStatement, GONE, Layers, LinkArticle, NotRead, RecordClaim, Registry, Snapshot,
};
use reportedly_schema::statement::joined;
use reportedly_schema::{Block, CodePoints, CountClaim};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
        self.reading(|tx| linked(tx))
    }

    /// A [`snapshot`](Store::snapshot) with what the articles' texts hold beside statements.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn snapshot_with_layers(&self) -> Result<Snapshot, Error> {
        self.reading(|tx| Ok(Snapshot { layers: layers(tx)?, ..linked(tx)? }))
    }

    /// What `linker` is to link: everything a [`snapshot`](Store::snapshot) sees, its statements in outline, and the generation
    /// before where that linker made it. Give it back to [`replace_links`](Store::replace_links).
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn link_input(&self, linker: &str) -> Result<LinkInput, Error> {
        self.reading(|tx| link_input(tx, linker))
    }

    /// The whole statement `n` of what is to be linked, without its place in code points.
    ///
    /// # Errors
    /// When the record changed meanwhile ([`Error::is_stale`]), or is damaged.
    pub fn whole_statement(&self, input: &LinkInput, n: usize) -> Result<EffectiveStatement, Error> {
        let outline = &input.statements[n];
        let text = input.articles[outline.article].text_sha256;
        let read = || {
            let mut select = self.connection.prepare_cached("SELECT * FROM statements WHERE id = ?1")?;
            let mut found = select.query([input.statement_rows[n]])?;
            let statement = found.next()?.map(rows::statement).transpose()?;
            let statement = statement.and_then(|statement| input.overlay.apply(text, statement));
            let statement = statement.filter(|statement| statement.id == outline.statement.id);
            let statement = statement.ok_or(Kind::Stale)?;
            let mut select =
                self.connection.prepare_cached("SELECT text FROM texts WHERE text_sha256 = ?1")?;
            let mut found = select.query([text.to_string()])?;
            let row = found.next()?.ok_or(Kind::Stale)?;
            let text = row.get_ref("text")?.as_str().map_err(|error| rows::damaged("texts.text", error))?;
            // Whether two statements stand in one sentence, and how the second goes on, decides on what is told again in one article.
            let context = context::context(text, &statement).of(text).unwrap_or("").to_string();
            let cue_text = joined(text, &statement.cue);
            Ok(EffectiveStatement { statement, cue_text, context, ..outline.clone() })
        };
        read().map_err(|failure: Failure| failure.at(&self.file))
    }
}

/// What is to be linked.
pub struct LinkInput {
    /// Sorted by article id.
    pub articles: Vec<LinkArticle>,
    /// Corrections applied; sorted by (article id, start, statement id). In outline: see [`Store::whole_statement`].
    pub statements: Vec<EffectiveStatement>,
    /// What users declared.
    pub registry: Registry,
    /// What users decided, sorted.
    pub decisions: Vec<Decision>,
    /// The generation before, if the same linker made it with the same registry.
    pub before: Option<Before>,
    pub(crate) linker: String,
    pub(crate) revision: i64,
    pub(crate) number: i64,
    pub(crate) article_rows: Vec<i64>,
    pub(crate) statement_rows: Vec<i64>,
    pub(crate) stored: links::Stored<'static>,
    overlay: Overlay,
}

fn link_input(tx: &Connection, linker: &str) -> Result<LinkInput, Failure> {
    let mut input = LinkInput {
        articles: Vec::new(),
        statements: Vec::new(),
        registry: registry::load(tx)?,
        decisions: decisions::load(tx)?,
        before: None,
        linker: linker.to_string(),
        revision: links::revision(tx)?,
        number: links::current(tx)?.map_or(0, |(number, _)| number),
        article_rows: Vec::new(),
        statement_rows: Vec::new(),
        stored: links::Stored::load(tx)?,
        overlay: Overlay::load(tx)?,
    };
    outlines(tx, &mut input)?;
    let same: bool = decisions::has_tables(tx)?
        && tx.query_row("SELECT EXISTS (SELECT 1 FROM link_state WHERE linker = ?1)", [linker], |row| {
            row.get(0)
        })?;
    if same {
        input.before = Some(before(tx, &input)?);
    }
    Ok(input)
}

/// Reads articles, and of their statements what the linker needs of all.
fn outlines(tx: &Connection, input: &mut LinkInput) -> Result<(), Failure> {
    let mut articles = tx.prepare_cached(
        "SELECT a.id AS article, a.article_id, h.extraction, t.text_sha256, r.outlet, r.outlet_basis, r.language, r.url,
                r.sketch, r.published_value, r.published_earliest, r.published_latest, r.published_time,
                r.published_basis, r.published_start_byte, r.published_end_byte,
                (SELECT min(p.path) FROM article_paths p WHERE p.article = a.id) AS path
         FROM heads h JOIN articles a ON a.id = h.article JOIN readings r ON r.id = h.reading
         JOIN texts t ON t.id = r.text_row
         WHERE a.superseded_by IS NULL AND h.extraction IS NOT NULL ORDER BY a.article_id",
    )?;
    let mut statements = tx.prepare_cached(&format!(
        "SELECT {} FROM statements WHERE extraction = ?1 ORDER BY start_byte, statement_id, n",
        rows::OUTLINE
    ))?;
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        let at = input.articles.len();
        let article = article(row)?;
        let mut found = statements.query([row.get::<_, i64>("extraction")?])?;
        while let Some(row) = found.next()? {
            let outline = rows::outline(row)?;
            let Some(statement) = input.overlay.apply(article.text_sha256, outline) else { continue };
            input.statements.push(EffectiveStatement {
                article: at,
                statement,
                content_points: Vec::new(),
                text: row.get(18)?,
                source_text: row.get(19)?,
                cue_text: String::new(),
                context: String::new(),
            });
            input.statement_rows.push(row.get(0)?);
        }
        input.articles.push(article);
        input.article_rows.push(row.get("article")?);
    }
    Ok(())
}

/// The generation before, in terms of what is to be linked now.
fn before(tx: &Connection, input: &LinkInput) -> Result<Before, Failure> {
    let rows = links::Rows {
        articles: &input.articles,
        statements: &input.statements,
        article_rows: &input.article_rows,
        statement_rows: &input.statement_rows,
    };
    let generation = links::assemble(&input.stored, Vec::new(), &rows)?;
    let changed: BTreeSet<i64> =
        rows::list(tx, "SELECT article FROM link_changed", |row| Ok(row.get(0)?))?.into_iter().collect();
    let mut linked = vec![false; input.statements.len()];
    for &statement in generation.speakers.iter().flat_map(|s| &s.statements).filter(|&&n| n != GONE) {
        linked[statement] = true;
    }
    let kept = (0..input.statements.len()).map(|n| {
        let statement = &input.statements[n];
        let unnamed = statement.statement.speaker.name.is_none();
        (unnamed || linked[n]) && !changed.contains(&input.article_rows[statement.article])
    });
    let kept = kept.collect();
    let index: HashMap<i64, usize> = input.statement_rows.iter().copied().zip(0..).collect();
    let mut profiles = vec![Vec::new(); input.statements.len()];
    for (row, profile) in rows::list(tx, "SELECT statement, profile FROM link_reports", |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
    })? {
        if let Some(&n) = index.get(&row) {
            profiles[n] = profile;
        }
    }
    Ok(Before { generation, kept, profiles })
}

/// The article in a row of `articles` joined with its head.
fn article(row: &Row<'_>) -> Result<LinkArticle, Failure> {
    Ok(LinkArticle {
        id: rows::article_id(row.get("article_id")?)?,
        path: row.get("path")?,
        outlet: row.get("outlet")?,
        outlet_basis: rows::maybe_parsed(row, "outlet_basis")?,
        language: row.get("language")?,
        url: row.get("url")?,
        published: rows::published(row)?,
        text_sha256: rows::sha256(row, "text_sha256")?,
        sketch: rows::sketch(row)?,
    })
}

pub(crate) fn load(tx: &Connection) -> Result<Rowed, Failure> {
    let overlay = Overlay::load(tx)?;
    let mut rowed = Rowed { snapshot: Snapshot::default(), articles: Vec::new(), statements: Vec::new() };
    let snapshot = &mut rowed.snapshot;
    let mut models: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();

    let claims = if rows::has_count_claims(tx)? { "e.count_claims" } else { "'[]' AS count_claims" };
    let mut articles = tx.prepare_cached(&format!(
        "SELECT a.id AS article, a.article_id, h.extraction, e.model, e.model_sha256, {claims}, t.text, t.text_sha256, r.outlet,
                r.outlet_basis, r.language, r.url, r.sketch, r.published_value, r.published_earliest, r.published_latest, r.published_time,
                r.published_basis, r.published_start_byte, r.published_end_byte,
                (SELECT min(p.path) FROM article_paths p WHERE p.article = a.id) AS path
         FROM heads h JOIN articles a ON a.id = h.article JOIN readings r ON r.id = h.reading
         JOIN texts t ON t.id = r.text_row JOIN extractions e ON e.id = h.extraction
         WHERE a.superseded_by IS NULL ORDER BY a.article_id",
    ))?;
    let mut statements = tx.prepare_cached(
        "SELECT * FROM statements WHERE extraction = ?1 ORDER BY start_byte, statement_id, n",
    )?;
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        let at = snapshot.articles.len();
        let text = row.get_ref("text")?.as_str().map_err(|error| rows::damaged("texts.text", error))?;
        let article = article(row)?;
        let text_sha256 = article.text_sha256;
        snapshot.articles.push(article);
        rowed.articles.push(row.get("article")?);
        let claims: Vec<CountClaim> = rows::from_json(row, "count_claims")?;
        models.entry(row.get("model")?).or_default().insert(row.get("model_sha256")?);
        let points = CodePoints::new(text);
        snapshot.count_claims.extend(claims.into_iter().map(|claim| RecordClaim {
            article: at,
            points: points.span(claim.span),
            text: claim.span.of(text).unwrap_or("").to_string(),
            claim,
        }));
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
    snapshot.decisions = decisions::load(tx)?;
    snapshot.models = model_names(models);
    Ok(rowed)
}

/// Everything but the layers, with the links where they are current.
fn linked(tx: &Connection) -> Result<Snapshot, Failure> {
    let mut rowed = load(tx)?;
    if links::are_current(tx)? {
        rowed.snapshot.links = links::whole(tx, &rowed)?;
    }
    Ok(rowed.snapshot)
}

/// By article, in the order of [`load`], what its text holds beside statements.
fn layers(tx: &Connection) -> Result<Vec<Layers>, Failure> {
    let mut select = tx.prepare_cached(
        "SELECT t.text, r.blocks, e.narrations, e.timexes, e.mentions, e.problems
         FROM heads h JOIN articles a ON a.id = h.article JOIN readings r ON r.id = h.reading
         JOIN texts t ON t.id = r.text_row JOIN extractions e ON e.id = h.extraction
         WHERE a.superseded_by IS NULL ORDER BY a.article_id",
    )?;
    let mut found = select.query([])?;
    let mut out = Vec::new();
    while let Some(row) = found.next()? {
        let mut blocks: Vec<Block> = rows::from_json(row, "blocks")?;
        blocks.retain(|block| !block.kind.is_noise());
        out.push(Layers {
            text: row.get("text")?,
            blocks,
            narrations: rows::from_json(row, "narrations")?,
            timexes: rows::from_json(row, "timexes")?,
            mentions: rows::from_json(row, "mentions")?,
            problems: rows::from_json(row, "problems")?,
        });
    }
    Ok(out)
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
