//! `wording`: what each outlet did with the words of one thing said, and by which names outlets call one speaker, place or event. Words and
//! counts only.

mod names;
mod report_changes;
mod shown;

use super::evidence::{Coverage, DatePublished, Evidence};
use super::question::{Asked, Question};
use names::Names;
use report_changes::changes;
use reportedly_schema::linkage::{FormClass, LinkArticle, Snapshot, WordingKind};
use reportedly_schema::{CodePoints, Span, StatementId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What the wording of is asked for, beside the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WordingAsked {
    /// Everything said that several articles report, then names of the leading speakers and places and the chief event; with a speaker in the question
    /// that speaker's.
    #[default]
    All,
    /// The names of a place.
    Place(String),
    /// The names of a conflict or event: "the war in Aldra".
    Event(String),
    /// One thing said, by the first characters of its id or of the id of a statement that reports it.
    Utterance(String),
}

/// What was wrong with what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingError {
    /// Nothing said has an id that begins so.
    NoUtterance(String),
    /// Several things said have ids that begin so: how many.
    Several(String, usize),
}

impl fmt::Display for WordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WordingError::NoUtterance(id) => {
                write!(
                    f,
                    "nothing said and no statement has an id that begins with {id:?}: take one from `timeline`"
                )
            }
            WordingError::Several(id, n) => {
                write!(f, "{n} ids begin with {id:?}: give more characters")
            }
        }
    }
}

impl std::error::Error for WordingError {}

reportedly_schema::spelled! {
    /// What a row is about.
    WordingOfKind {
        /// Names of a speaker.
        Speaker = "speaker",
        /// Names of a place.
        Place = "place",
        /// Names of an event.
        Event = "event",
        /// Words of one thing said.
        Utterance = "utterance",
        /// Cues of one thing said.
        Cue = "cue",
    }
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WordingOf {
    /// Of what kind.
    pub kind: WordingOfKind,
    /// The name; for one thing said the words of its first report.
    pub name: String,
}

/// A cue, and how many reports of one thing said have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueCount {
    /// As the reports have it, in one inflection.
    pub cue: String,
    /// Reports.
    pub count: usize,
}

/// A form of name in one article, or what one report did with the words of a thing said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingRow {
    /// What it is about.
    pub of: WordingOf,
    /// The article's path as given.
    pub article: String,
    /// Its identity.
    pub article_id: String,
    /// Digest of the reading that the positions count in.
    pub text_sha256: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The URL.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<DatePublished>,
    /// The form of name as written; of a report its words in quotation marks, its cue, or its words.
    pub form: String,
    /// What a form of name is made of.
    pub class: Option<FormClass>,
    /// How often the form stands in the article; of a cue in how many reports it stands.
    pub count: usize,
    /// Where, in Unicode code points of the reading, half-open.
    pub spans: Vec<(u32, u32)>,
    /// What the report did; `None` for a form of name.
    pub change: Option<WordingKind>,
    /// The words left out or not in the report, as the first of `against` has them; else the words that the report has.
    pub words: Option<String>,
    /// The thing said.
    pub utterance: Option<StatementId>,
    /// The report.
    pub report: Option<Evidence>,
    /// The reports of other articles that it is held against.
    pub against: Vec<Evidence>,
    /// For a cue, how many reports have each one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<CueCount>,
    /// Whether a spelling is only perhaps the place's; never counted with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub perhaps: bool,
}

/// The answer of [`wording`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingAnswer {
    /// What reports did, by thing said; then forms of name by name, article and count.
    pub rows: Vec<WordingRow>,
    /// Things said that were compared: those that two articles or more report, reprints not counted.
    pub compared: usize,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// What outlets did with the words of what is asked for, and the forms of name asked for. The snapshot must hold the articles' layers.
///
/// # Errors
/// An id of nothing said, or of several things.
pub fn wording(
    snapshot: &Snapshot,
    question: &Question,
    of: &WordingAsked,
) -> Result<WordingAnswer, WordingError> {
    let asked = Asked::new(snapshot, question);
    let mut answer = WordingAnswer {
        rows: Vec::new(),
        compared: 0,
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    };
    if snapshot.layers.len() != snapshot.articles.len() {
        answer.notes.push("The texts of the articles were not loaded: no wording was compared.".to_string());
        return Ok(answer);
    }
    let utterances = match of {
        WordingAsked::All => (0..snapshot.links.utterances.len())
            .filter(|&u| snapshot.links.utterances[u].reports.iter().any(|&n| asked.selects(n)))
            .collect(),
        WordingAsked::Utterance(id) => vec![utterance_of(snapshot, id)?],
        WordingAsked::Place(_) | WordingAsked::Event(_) => Vec::new(),
    };
    let points: Vec<CodePoints> = snapshot.layers.iter().map(|l| CodePoints::new(&l.text)).collect();
    changes(&asked, &points, &utterances, matches!(of, WordingAsked::Utterance(_)), &mut answer);
    if !matches!(of, WordingAsked::Utterance(_)) {
        Names::new(&asked, &points).of(of, &mut answer);
    }
    Ok(answer)
}

/// The thing said with this id, or that a statement with this id reports.
fn utterance_of(snapshot: &Snapshot, id: &str) -> Result<usize, WordingError> {
    let begins = |full: &StatementId| full.to_string().starts_with(id);
    let found: BTreeSet<usize> = snapshot
        .links
        .utterances
        .iter()
        .enumerate()
        .filter(|(_, u)| {
            begins(&u.id) || u.reports.iter().any(|&n| begins(&snapshot.statements[n].statement.id))
        })
        .map(|(n, _)| n)
        .collect();
    match (id.is_empty(), found.len()) {
        (false, 1) => Ok(*found.first().expect("one")),
        (true, _) | (_, 0) => Err(WordingError::NoUtterance(id.to_string())),
        (_, n) => Err(WordingError::Several(id.to_string(), n)),
    }
}

/// Spans in code points of the reading.
fn in_points(points: &CodePoints, spans: &[Span]) -> Vec<(u32, u32)> {
    spans.iter().map(|span| points.span(*span)).collect()
}

impl WordingRow {
    /// A row about an article, with nothing in it yet.
    fn in_article(article: &LinkArticle) -> WordingRow {
        WordingRow {
            of: WordingOf { kind: WordingOfKind::Speaker, name: String::new() },
            article: article.path.clone(),
            article_id: article.id.to_string(),
            text_sha256: article.text_sha256.to_string(),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            published: article.published.as_ref().map(DatePublished::from),
            form: String::new(),
            class: None,
            count: 0,
            spans: Vec::new(),
            change: None,
            words: None,
            utterance: None,
            report: None,
            against: Vec::new(),
            cues: Vec::new(),
            perhaps: false,
        }
    }
}
