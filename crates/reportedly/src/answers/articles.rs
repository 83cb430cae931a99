//! `articles`: what the record holds, and what it could not read.

use super::evidence::{Coverage, DatePublished, NotReadRow};
use super::question::{Asked, Question};
use super::{Answer, Table, counted, coverage_line, json};
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::{OutletBasis, PublishedBasis};
use serde::{Deserialize, Serialize};

/// An article of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRow {
    /// Its path as given.
    pub article: String,
    /// Its identity, `sha256:…`.
    pub article_id: String,
    /// The URL.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where the outlet's name comes from.
    pub outlet_basis: Option<OutletBasis>,
    /// When it was published.
    pub published: Option<DatePublished>,
    /// ISO 639-1 code of the main text.
    pub language: Option<String>,
    /// Statements found in it.
    pub statements: usize,
    /// The path of the earliest article with the same text, where there is one.
    pub reprint_of: Option<String>,
}

/// The answer of [`articles`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticlesAnswer {
    /// By publication, undated ones last, then by path.
    pub rows: Vec<ArticleRow>,
    /// Inputs not read, by path.
    pub not_read: Vec<NotReadRow>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// The articles of the record; of the question's options, the outlet and the days of publication count.
pub fn articles(snapshot: &Snapshot, question: &Question) -> ArticlesAnswer {
    let asked = Asked::new(snapshot, question);
    let mut statements = vec![0; snapshot.articles.len()];
    for statement in &snapshot.statements {
        statements[statement.article] += 1;
    }
    let first_with_text = snapshot.links.first_with_text(snapshot.articles.len());
    let mut rows: Vec<ArticleRow> = Vec::new();
    for (n, article) in snapshot.articles.iter().enumerate() {
        let published = article.published.as_ref();
        let too_late = matches!(
            (question.until, published.and_then(|p| p.value.or(p.earliest))), (Some(until), Some(day)) if day > until);
        let too_early = matches!(
            (question.since, published.and_then(|p| p.value.or(p.latest))), (Some(since), Some(day)) if day < since);
        if !asked.searched(article) || too_late || too_early {
            continue;
        }
        let first = first_with_text[n];
        rows.push(ArticleRow {
            article: article.path.clone(),
            article_id: article.id.to_string(),
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            outlet_basis: article.outlet_basis,
            published: published.map(DatePublished::from),
            language: article.language.clone(),
            statements: statements[n],
            reprint_of: (first != n).then(|| snapshot.articles[first].path.clone()),
        });
    }
    rows.sort_by_cached_key(|row| {
        let day = row.published.as_ref().and_then(|p| p.value.or(p.earliest).or(p.latest));
        (day.is_none(), day, row.article.clone(), row.article_id.clone())
    });
    let coverage = Coverage::new(&asked);
    ArticlesAnswer { rows, not_read: coverage.not_read_inputs.clone(), coverage }
}

fn basis<T: ToString>(basis: Option<T>) -> String {
    basis.map_or(String::new(), |b| b.to_string())
}

impl Answer for ArticlesAnswer {
    fn sentence(&self) -> String {
        let reprints = self.rows.iter().filter(|r| r.reprint_of.is_some()).count();
        let folded = match reprints {
            0 => String::new(),
            n => format!(", {n} of them a copy of another"),
        };
        let period = self.coverage.period().map_or(String::new(), |p| format!(", published {p}"));
        format!(
            "Found {}{period}{folded}. {}",
            counted(self.rows.len(), "article", "articles"),
            self.coverage.sentence()
        )
    }

    fn table(&self) -> Table {
        let mut rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                vec![
                    row.article.clone(),
                    row.outlet.clone().unwrap_or_default(),
                    basis(row.outlet_basis),
                    row.published.as_ref().map_or(String::new(), DatePublished::shown),
                    basis::<PublishedBasis>(row.published.as_ref().map(|p| p.basis)),
                    row.language.clone().unwrap_or_default(),
                    row.statements.to_string(),
                    row.reprint_of.clone().unwrap_or_default(),
                    String::new(),
                ]
            })
            .collect();
        rows.extend(self.not_read.iter().map(|n| {
            let mut row = vec![String::new(); 9];
            row[0] = n.path.clone();
            row[8] = format!("{}: {}", n.code, n.message);
            row
        }));
        Table {
            header: vec![
                "article",
                "outlet",
                "outlet from",
                "published",
                "date from",
                "language",
                "statements",
                "copy of",
                "not read",
            ],
            rows,
        }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let mut out: Vec<serde_json::Value> = self.rows.iter().map(json).collect();
        out.extend(self.not_read.iter().map(|n| serde_json::json!({ "not_read": n })));
        out.push(coverage_line(&self.coverage));
        out
    }
}
