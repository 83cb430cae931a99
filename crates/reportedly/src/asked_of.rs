//! What a question is asked of: the record's snapshot, always linked, and of one model where one was named.

use crate::record::{Error, Record};
use reportedly_schema::{ArticleId, linkage::Snapshot};
use std::collections::BTreeMap;

/// The record as a question sees it. Where the stored links are older than the articles (an `add` was interrupted), or only one
/// model's statements are asked for, links are computed here and not stored.
///
/// `model` is a name as in `made_by`, or the first digits of a model's digest. A model that made nothing in this record leaves no
/// statement.
///
/// # Errors
/// When the record cannot be read.
pub fn snapshot_for(record: &Record, model: Option<&str>) -> Result<Snapshot, Error> {
    made_ready(record, record.snapshot()?, model)
}

/// As [`snapshot_for`], with what the articles' texts hold beside statements.
///
/// # Errors
/// When the record cannot be read.
pub fn snapshot_with_layers_for(record: &Record, model: Option<&str>) -> Result<Snapshot, Error> {
    made_ready(record, record.store().snapshot_with_layers()?, model)
}

fn made_ready(record: &Record, mut snapshot: Snapshot, model: Option<&str>) -> Result<Snapshot, Error> {
    let store = record.store();
    if let Some(model) = model {
        let mut made: BTreeMap<ArticleId, bool> = BTreeMap::new();
        for article in &snapshot.articles {
            let stored = store.article(&article.id.to_string())?;
            let by = |version: &crate::record::StoredArticle| {
                let made_by = &version.record.made_by;
                made_by.model == model || (model.len() >= DIGITS && made_by.model_sha256.starts_with(model))
            };
            made.insert(article.id, stored.iter().find(|v| v.id == article.id).is_some_and(by));
        }
        let articles = &snapshot.articles;
        snapshot.statements.retain(|s| made[&articles[s.article].id]);
        for (layers, article) in snapshot.layers.iter_mut().zip(articles) {
            if !made[&article.id] {
                layers.narrations.clear();
                layers.mentions.clear();
            }
        }
    }
    if model.is_some() || !store.links_are_current()? {
        snapshot.links = reportedly_link::link(
            &snapshot.articles,
            &snapshot.statements,
            &snapshot.registry,
            &snapshot.decisions,
        );
    }
    Ok(snapshot)
}

/// The fewest digits of a model's digest that stand for it.
const DIGITS: usize = 6;
