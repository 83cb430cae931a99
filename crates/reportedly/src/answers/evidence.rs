//! What stands behind an answer: the characters of a stored source, and what was searched.

use super::question::Asked;
use super::{counted, day_in_words};
use reportedly_schema::linkage::{EffectiveStatement, LinkArticle, Snapshot};
use reportedly_schema::{Day, Published, PublishedBasis, RejectedCode, Said, SaidBasis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// When an article was published, as in `reportedly/1` without the place in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct DatePublished {
    pub value: Option<Day>,
    pub earliest: Option<Day>,
    pub latest: Option<Day>,
    pub basis: PublishedBasis,
}

impl From<&Published> for DatePublished {
    fn from(p: &Published) -> Self {
        DatePublished { value: p.value, earliest: p.earliest, latest: p.latest, basis: p.basis }
    }
}

impl DatePublished {
    /// The day, or what bounds it, for a table.
    pub fn shown(&self) -> String {
        match (self.value, self.earliest, self.latest) {
            (Some(day), _, _) => day.to_string(),
            (None, Some(a), Some(b)) => format!("{a} to {b}"),
            (None, Some(a), None) => format!("{a} or later"),
            (None, None, Some(b)) => format!("{b} or before"),
            (None, None, None) => String::new(),
        }
    }
}

/// When something was said, as in `reportedly/1` without the place in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct DateSaid {
    pub value: Option<String>,
    pub earliest: Option<Day>,
    pub latest: Option<Day>,
    pub basis: SaidBasis,
}

impl From<&Said> for DateSaid {
    fn from(s: &Said) -> Self {
        DateSaid {
            value: s.value.clone(),
            earliest: s.interval.earliest,
            latest: s.interval.latest,
            basis: s.basis,
        }
    }
}

/// Where an answer comes from: one statement, or for a hit in plain text one article. Positions are Unicode code points of the
/// reading, half-open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The article's path as given.
    pub article: String,
    /// Its identity, `sha256:…`.
    pub article_id: String,
    /// Digest of the reading that the positions count in.
    pub text_sha256: String,
    /// The statement's identity; `None` for an article's own text.
    pub statement: Option<String>,
    /// Spans of the content.
    pub content: Vec<(u32, u32)>,
    /// Its characters, parts joined by ` … `.
    pub text: String,
    /// The speaker as the article names him.
    pub speaker: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The URL.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<DatePublished>,
    /// When it was said; `None` for an article's own text.
    pub said: Option<DateSaid>,
    /// Why it is listed where it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Evidence {
    /// The evidence of a statement.
    pub fn new(statement: &EffectiveStatement, article: &LinkArticle) -> Evidence {
        Evidence {
            statement: Some(statement.statement.id.to_string()),
            content: statement.content_points.clone(),
            text: statement.text.clone(),
            speaker: statement.statement.speaker.name.clone(),
            said: Some(DateSaid::from(&statement.statement.said)),
            ..Evidence::of_article(article, String::new())
        }
    }

    /// The evidence of an article's own text.
    pub fn of_article(article: &LinkArticle, text: String) -> Evidence {
        Evidence {
            article: article.path.clone(),
            article_id: article.id.to_string(),
            text_sha256: article.text_sha256.to_string(),
            statement: None,
            content: Vec::new(),
            text,
            speaker: None,
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            published: article.published.as_ref().map(DatePublished::from),
            said: None,
            note: None,
        }
    }

    /// The same with a reason.
    pub fn with_note(mut self, note: impl Into<String>) -> Evidence {
        self.note = Some(note.into());
        self
    }
}

/// An input that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct NotReadRow {
    pub path: String,
    pub code: RejectedCode,
    pub message: String,
}

/// What an answer rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Articles searched.
    pub articles: usize,
    /// Outlets among them, as far as known.
    pub outlets: usize,
    /// First day of publication among them.
    pub from: Option<Day>,
    /// Last day of publication among them.
    pub to: Option<Day>,
    /// Inputs that are in the record and were not read.
    pub not_read: usize,
    /// Names of the outlets, sorted.
    pub outlet_names: Vec<String>,
    /// The inputs not read, and why.
    pub not_read_inputs: Vec<NotReadRow>,
    /// Models that made the statements, sorted.
    pub models: Vec<String>,
}

impl Coverage {
    pub(super) fn new(asked: &Asked) -> Coverage {
        let Snapshot { articles, not_read, models, .. } = asked.snapshot;
        let searched: Vec<&LinkArticle> = articles.iter().filter(|a| asked.searched(a)).collect();
        let outlets: BTreeSet<&str> = searched.iter().filter_map(|a| a.outlet.as_deref()).collect();
        let days = searched.iter().filter_map(|a| a.published.as_ref());
        Coverage {
            articles: searched.len(),
            outlets: outlets.len(),
            from: days.clone().filter_map(|p| p.value.or(p.earliest)).min(),
            to: days.filter_map(|p| p.value.or(p.latest).or(p.earliest)).max(),
            not_read: not_read.len(),
            outlet_names: outlets.into_iter().map(str::to_string).collect(),
            not_read_inputs: not_read
                .iter()
                .map(|n| NotReadRow { path: n.path.clone(), code: n.code, message: n.message.clone() })
                .collect(),
            models: models.clone(),
        }
    }

    /// "Searched: 38 articles by 6 outlets, 2 not read."
    pub fn sentence(&self) -> String {
        let by = match self.outlets {
            0 => String::new(),
            n => format!(" by {}", counted(n, "outlet", "outlets")),
        };
        format!(
            "Searched: {}{by}, {} not read.",
            counted(self.articles, "article", "articles"),
            self.not_read
        )
    }

    /// The period in words, where it is known.
    pub fn period(&self) -> Option<String> {
        match (self.from, self.to) {
            (Some(a), Some(b)) if a == b => Some(day_in_words(a)),
            (Some(a), Some(b)) => Some(format!("{} to {}", day_in_words(a), day_in_words(b))),
            _ => None,
        }
    }
}
