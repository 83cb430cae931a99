//! What `ID|PATH` stands for in a record.

use crate::exit::Failure;
use reportedly::{
    record::{Record, StoredArticle},
    schema::ArticleRecord,
};
use std::path::Path;

/// What was found; never empty.
pub enum Found {
    /// The articles that report the statement, each with the statement's index.
    Statement(Vec<(ArticleRecord, usize)>),
    /// Versions of an article; the one that answers are given from first.
    Article(Vec<StoredArticle>),
}

/// Looks for a path or id of an article, then for the beginning of a statement's id.
///
/// # Errors
/// A usage error where nothing is found, or the beginning of an id fits several.
pub fn find(record: &Record, file: &Path, what: &str) -> Result<Found, Failure> {
    let store = record.store();
    let articles = store.article(what)?;
    if !articles.is_empty() {
        return Ok(Found::Article(articles));
    }
    if what.len() >= FEWEST_DIGITS && what.bytes().all(|b| b.is_ascii_hexdigit()) {
        let statements = store.statement(what)?;
        if !statements.is_empty() {
            return Ok(Found::Statement(statements));
        }
    }
    let file = file.display();
    Err(Failure::usage(
        format!("{file}: no statement or article is called {what:?}"),
        format!(
            "`reportedly articles {file}` lists the articles, and every row of `--format jsonl` names its statement"
        ),
    ))
}

/// The fewest digits of an id that stand for it.
const FEWEST_DIGITS: usize = 4;
