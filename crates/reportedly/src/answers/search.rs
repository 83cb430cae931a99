//! `search`: the store's hits, in its order, with evidence.

use super::cells::said_of;
use super::evidence::{Coverage, Evidence};
use super::question::{Asked, Question};
use super::{Answer, Table, counted, lines_of};
use reportedly_link::Match;
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::{ArticleId, StatementId};
use std::collections::BTreeMap;

/// A hit of the store's text search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The statement; `None` where the article's own text was hit.
    pub statement: Option<StatementId>,
    /// The words hit in an article's own text, for showing.
    pub text: String,
}

/// The answer of [`search`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchAnswer {
    /// In the order of the hits.
    pub rows: Vec<Evidence>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Evidence for hits: those of statements that the question admits, and those of articles searched where the question asks for no
/// speaker and no party. A hit that is not in the snapshot is left out.
pub fn search(snapshot: &Snapshot, question: &Question, hits: &[Hit]) -> SearchAnswer {
    let asked = Asked::new(snapshot, question);
    let articles: BTreeMap<ArticleId, usize> =
        snapshot.articles.iter().enumerate().map(|(n, a)| (a.id, n)).collect();
    let statements: BTreeMap<(usize, StatementId), usize> =
        snapshot.statements.iter().enumerate().map(|(n, s)| ((s.article, s.statement.id), n)).collect();
    let rows = hits
        .iter()
        .filter_map(|hit| {
            let article = *articles.get(&hit.article)?;
            let Some(id) = hit.statement else {
                let anyones = asked.speakers.is_none() && question.party.is_none();
                let shown = anyones && asked.searched(&snapshot.articles[article]);
                return shown.then(|| Evidence::of_article(&snapshot.articles[article], hit.text.clone()));
            };
            let n = *statements.get(&(article, id))?;
            let statement = &snapshot.statements[n];
            let on_the_matter =
                matches!(asked.matching(statement), Match::Full | Match::Opposite(_) | Match::OfOthers(_));
            (asked.admits(n) && asked.by_speaker(n) && on_the_matter)
                .then(|| Evidence::new(statement, &snapshot.articles[article]))
        })
        .collect();
    SearchAnswer { rows, notes: asked.notes(), coverage: Coverage::new(&asked) }
}

impl Answer for SearchAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        parts.push(format!("Found {}.", counted(self.rows.len(), "hit", "hits")));
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|e| {
            vec![
                said_of(e),
                e.speaker.clone().unwrap_or_default(),
                e.text.clone(),
                e.outlet.clone().unwrap_or_default(),
                e.article.clone(),
            ]
        });
        Table { header: vec!["said", "speaker", "text", "outlet", "article"], rows: rows.collect() }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}
