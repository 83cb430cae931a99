//! `show`: one statement with what it is linked to, or one article with its statements.

use super::articles::{ArticleRow, articles};
use super::cells::{said_of, statement_id};
use super::evidence::{Coverage, Evidence};
use super::question::{Asked, Question};
use super::repeats::{OccasionShown, UtteranceShown};
use super::{Answer, Table, counted, coverage_line, json};
use reportedly_link::{Standing, standings};
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::{ActFound, Kind, Modality, Mode, SpeakerKind};
use serde::Serialize;
use std::fmt;

/// Digits of an id from which it may be given shortened.
const SHORTEST_ID: usize = 6;

/// A statement with what it is linked to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShowStatement {
    /// The statement.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// Speech, belief, intention or deed.
    pub mode: Mode,
    /// What the speaker is.
    pub speaker_kind: SpeakerKind,
    /// The speaker of the record.
    pub record_speaker: Option<String>,
    /// Asserted, hypothetical or future.
    pub modality: Modality,
    /// What saying it does.
    pub acts: Vec<ActFound>,
    /// Between 0 and 1.
    pub confidence: f64,
    /// The sentence or sentences around it.
    pub context: String,
    /// What keeps it from being the speaker's own words, in words.
    pub mark: Option<String>,
    /// The thing said that it reports, with all reports.
    pub utterance: Option<UtteranceShown>,
    /// The point that this belongs to.
    pub point: Option<reportedly_schema::StatementId>,
}

/// What was shown.
#[derive(Clone, Debug, PartialEq)]
pub enum ShowAnswer {
    /// A statement, in each article that carries its very text.
    Statement(Vec<ShowStatement>, Coverage),
    /// An article and its statements in text order.
    Article(Box<ArticleRow>, Vec<Evidence>, Coverage),
}

/// Why nothing could be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShowError {
    /// Nothing has this id or path.
    NotFound(String),
    /// A shortened id that several have, or a path of several articles.
    Several(String, Vec<String>),
}

impl fmt::Display for ShowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShowError::NotFound(key) => write!(
                f,
                "nothing in the record is called {key:?}: expected a statement's id, an article's id (sha256:…), \
                 shortened to {SHORTEST_ID} digits or more, or an article's path"
            ),
            ShowError::Several(key, all) => {
                write!(
                    f,
                    "{key:?} means {} things in the record, give more of it: {}",
                    all.len(),
                    all.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for ShowError {}

/// Finds a statement by its id or an article by its id or path.
///
/// # Errors
/// When nothing or more than one thing is meant.
pub fn show(snapshot: &Snapshot, key: &str) -> Result<ShowAnswer, ShowError> {
    let everything = Question::default();
    let asked = Asked::new(snapshot, &everything);
    let coverage = Coverage::new(&asked);
    let digits = key.strip_prefix("sha256:").unwrap_or(key);
    let short = digits.len() >= SHORTEST_ID && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let begins = |id: String| short && id.starts_with(&digits.to_ascii_lowercase());
    let mut found: Vec<usize> = (0..snapshot.articles.len())
        .filter(|&n| snapshot.articles[n].path == key || begins(snapshot.articles[n].id.0.to_string()))
        .collect();
    let statements: Vec<usize> = if key.starts_with("sha256:") {
        Vec::new()
    } else {
        (0..snapshot.statements.len())
            .filter(|&n| begins(snapshot.statements[n].statement.id.to_string()))
            .collect()
    };
    let mut ids: Vec<String> =
        statements.iter().map(|&n| snapshot.statements[n].statement.id.to_string()).collect();
    ids.dedup();
    ids.sort();
    ids.dedup();
    if found.len() + ids.len() > 1 {
        ids.extend(found.iter().map(|&n| snapshot.articles[n].id.to_string()));
        return Err(ShowError::Several(key.to_string(), ids));
    }
    if let Some(n) = found.pop() {
        let id = snapshot.articles[n].id.to_string();
        let row = articles(snapshot, &everything).rows.into_iter().find(|r| r.article_id == id);
        let row = row.ok_or_else(|| ShowError::NotFound(key.to_string()))?;
        let evidence = snapshot
            .statements_of(n)
            .map(|s| Evidence::new(&snapshot.statements[s], &snapshot.articles[n]))
            .collect();
        return Ok(ShowAnswer::Article(Box::new(row), evidence, coverage));
    }
    if statements.is_empty() {
        return Err(ShowError::NotFound(key.to_string()));
    }
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let shown = statements.into_iter().map(|n| shown(&asked, &standings, n)).collect();
    Ok(ShowAnswer::Statement(shown, coverage))
}

fn shown(asked: &Asked, standings: &[Standing], n: usize) -> ShowStatement {
    let snapshot = asked.snapshot;
    let links = &snapshot.links;
    let statement = &snapshot.statements[n];
    let s = &statement.statement;
    let evidence = |n: usize| {
        let statement = &snapshot.statements[n];
        Evidence::new(statement, &snapshot.articles[statement.article])
    };
    let utterance = links.utterances.iter().position(|u| u.reports.contains(&n));
    ShowStatement {
        evidence: evidence(n),
        kind: s.kind,
        mode: s.mode,
        speaker_kind: s.speaker.kind,
        record_speaker: asked.speaker_of[n].map(|speaker| links.speakers[speaker].name.clone()),
        modality: s.modality,
        acts: s.acts.clone(),
        confidence: f64::from(s.confidence) / 1000.0,
        context: statement.context.clone(),
        mark: match &standings[n] {
            Standing::Own => None,
            Standing::Ascribed(why) | Standing::NotSaid(why) => Some(why.clone()),
        },
        utterance: utterance.map(|u| {
            let utterance = &links.utterances[u];
            let occasion = &links.occasions[utterance.occasion];
            UtteranceShown {
                id: utterance.id,
                joined: utterance.joined,
                because: utterance.because.clone(),
                occasion: OccasionShown {
                    id: occasion.id,
                    said: occasion.said,
                    venue: occasion.venue.clone(),
                    dated: occasion.dated,
                    in_window: None,
                },
                reports: utterance.reports.iter().map(|&r| evidence(r)).collect(),
            }
        }),
        point: utterance.and_then(|u| links.points.iter().find(|p| p.utterances.contains(&u))).map(|p| p.id),
    }
}

impl Answer for ShowAnswer {
    fn sentence(&self) -> String {
        match self {
            ShowAnswer::Statement(all, coverage) => {
                let reports = all.iter().filter_map(|s| s.utterance.as_ref()).map(|u| u.reports.len()).max();
                let linked = match reports {
                    Some(n) if n > 1 => format!("Reported in {n} statements of the record. "),
                    _ => String::new(),
                };
                format!("{linked}{}", coverage.sentence())
            }
            ShowAnswer::Article(row, statements, coverage) => format!(
                "Found {} in {}. {}",
                counted(statements.len(), "statement", "statements"),
                row.article,
                coverage.sentence()
            ),
        }
    }

    fn table(&self) -> Table {
        let mut table =
            Table { header: vec!["id", "said", "speaker", "text", "outlet", "article"], rows: Vec::new() };
        let mut push = |e: &Evidence| {
            table.rows.push(vec![
                statement_id(e),
                said_of(e),
                e.speaker.clone().unwrap_or_default(),
                e.text.clone(),
                e.outlet.clone().unwrap_or_default(),
                e.article.clone(),
            ]);
        };
        match self {
            ShowAnswer::Statement(all, _) => {
                // The statement first, then the other reports of the same thing said.
                for s in all {
                    push(&s.evidence);
                }
                let others = all.first().and_then(|s| s.utterance.as_ref()).map_or(&[][..], |u| &u.reports);
                others.iter().filter(|e| !all.iter().any(|s| s.evidence == **e)).for_each(push);
            }
            ShowAnswer::Article(_, statements, _) => statements.iter().for_each(push),
        }
        table
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let (mut out, coverage) = match self {
            ShowAnswer::Statement(all, coverage) => (all.iter().map(json).collect::<Vec<_>>(), coverage),
            ShowAnswer::Article(row, statements, coverage) => {
                let mut out = vec![json(row.as_ref())];
                out.extend(statements.iter().map(json));
                (out, coverage)
            }
        };
        out.push(coverage_line(coverage));
        out
    }
}
