//! The one place that knows how the program is called. Cases are held against what comes back, never against its insides.

use super::case::{Article, Given, Question};
use reportedly::answers::{self, Answer as _, Within};
use reportedly::line::{Line, Shown, article_line, rejected_line};
use reportedly::pipeline::{self, ModelChoice, Outcome, Pipeline, Settings};
use reportedly::record::Record;
use serde_json::Value;

/// The model that cases are held against.
pub const MODEL: ModelChoice = ModelChoice::Full;

/// The program under test.
pub struct Program {
    pipeline: Pipeline,
}

impl Program {
    /// The program with this model and its default settings.
    ///
    /// # Errors
    /// A model that cannot be used.
    pub fn new(model: &ModelChoice) -> Result<Self, String> {
        let pipeline = Pipeline::new(model, Settings::default()).map_err(|e| e.to_string())?;
        Ok(Program { pipeline })
    }

    /// Reads and extracts one article, with the reading's text in the line (`--text`).
    pub(super) fn run(&self, path: &str, bytes: &[u8], given: &Given) -> Result<Line, String> {
        match outcome(&self.pipeline, path, bytes, given)? {
            Outcome::Article(record) => {
                Ok(Line::Article(Box::new(article_line(&record, Shown { text: true, why: false }))))
            }
            Outcome::Rejected(rejected) => {
                let id = pipeline::rejected_id(&rejected).map(|id| id.to_string());
                Ok(Line::Rejected(rejected_line(&rejected, id)))
            }
            Outcome::Known(id) => Err(format!("{path}: known already as {id}")),
        }
    }

    /// Makes a record of `articles` in a temporary folder, asks it `repeats`, and returns the answer's JSON lines without the last one, the coverage.
    pub(super) fn repeats(&self, articles: &[Article], question: &Question) -> Result<Vec<Value>, String> {
        repeats(&self.pipeline, articles, question)
    }
}

fn outcome(pipeline: &Pipeline, path: &str, bytes: &[u8], given: &Given) -> Result<Outcome, String> {
    let published = given.published.as_ref().map(|day| day.parse());
    let given = pipeline::Given {
        url: given.url.clone(),
        outlet: given.outlet.clone(),
        title: given.title.clone(),
        published: published.transpose().map_err(|e| format!("{path}: published: {e}"))?,
        ..pipeline::Given::default()
    };
    let mut outcomes = pipeline.articles(path, bytes, &given);
    match (outcomes.pop(), outcomes.len()) {
        (Some(outcome), 0) => Ok(outcome),
        (_, more) => Err(format!("{path}: expected one article, found {more} more")),
    }
}

fn repeats(pipeline: &Pipeline, articles: &[Article], question: &Question) -> Result<Vec<Value>, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let mut record = Record::open_or_create(&folder.path().join("case.db")).map_err(|e| e.to_string())?;
    for article in articles {
        let outcome = outcome(pipeline, &article.path, article.text.as_bytes(), &article.given)?;
        record.add(&outcome).map_err(|e| e.to_string())?;
    }
    record.relink().map_err(|e| e.to_string())?;
    let snapshot = record.snapshot().map_err(|e| e.to_string())?;
    let day = |text: &Option<String>| {
        let day = text.as_ref().map(|t| t.parse()).transpose();
        day.map_err(|e| format!("{text:?} is not a day: {e}"))
    };
    let question = answers::Question {
        speaker: question.speaker.clone(),
        about: question.about.clone(),
        near: question.near,
        since: day(&question.since)?,
        until: day(&question.until)?,
        within: question.within.map(|days| Within { days }),
        all: question.all,
        ..answers::Question::default()
    };
    let mut lines = answers::repeats(&snapshot, &question).lines();
    lines.pop();
    Ok(lines)
}
