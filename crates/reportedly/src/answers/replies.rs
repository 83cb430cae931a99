//! `replies`: who is found to have accepted, refused, conditioned or answered what another offered, demanded, called for or accused of.

use super::brief::{reported_by, statement};
use super::cells::{said_of, statement_id};
use super::evidence::{Coverage, Evidence};
use super::question::{Asked, Question};
use super::{Answer, Table, counted, lines_of};
use reportedly_schema::linkage::{Reply, ReplyKind, Snapshot};
use serde::{Deserialize, Serialize};

/// One reply with what it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyRow {
    /// What is answered.
    pub to: Evidence,
    /// What answers it.
    pub reply: Evidence,
    /// In which way.
    pub kind: ReplyKind,
    /// What shows it, in words that quote the reply's.
    pub because: String,
}

/// The answer of [`replies`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepliesAnswer {
    /// By when the reply was said, what has no date last.
    pub rows: Vec<ReplyRow>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Replies of which either side answers the question: `--speaker` lists what was answered to a speaker as well as what he answered. A pair
/// of things said is listed once, by the two reports that show it best.
pub fn replies(snapshot: &Snapshot, question: &Question) -> RepliesAnswer {
    let asked = Asked::new(snapshot, question);
    let reports = Reports::new(snapshot);
    let rows = found(snapshot)
        .into_iter()
        .filter(|r| {
            [r.reply, r.to].into_iter().any(|n| reports.of(n).iter().any(|&report| asked.selects(report)))
        })
        .map(|r| {
            let evidence = |n: usize| {
                let statement = &snapshot.statements[n];
                let article = &snapshot.articles[statement.article];
                let name = asked.speaker_of[n].map(|s| snapshot.links.speakers[s].name.clone());
                let evidence = Evidence::new(statement, article);
                Evidence { speaker: name.or(evidence.speaker.clone()), ..evidence }
            };
            ReplyRow { to: evidence(r.to), reply: evidence(r.reply), kind: r.kind, because: r.because }
        })
        .collect();
    RepliesAnswer { rows, notes: asked.notes(), coverage: Coverage::new(&asked) }
}

/// Every reply in the record.
pub(super) fn found(snapshot: &Snapshot) -> Vec<Reply> {
    reportedly_link::replies(&snapshot.articles, &snapshot.statements, &snapshot.registry, &snapshot.links)
}

/// All reports of the thing said that a statement reports.
pub(super) struct Reports<'s> {
    snapshot: &'s Snapshot,
    utterance_of: Vec<Option<usize>>,
    alone: Vec<usize>,
}

impl<'s> Reports<'s> {
    pub(super) fn new(snapshot: &'s Snapshot) -> Reports<'s> {
        let statements = snapshot.statements.len();
        let utterance_of = snapshot.links.utterance_of(statements);
        Reports { snapshot, utterance_of, alone: (0..statements).collect() }
    }

    /// The utterance that statement `n` reports.
    pub(super) fn utterance(&self, n: usize) -> Option<usize> {
        self.utterance_of[n]
    }

    pub(super) fn of(&self, n: usize) -> &[usize] {
        match self.utterance(n) {
            Some(utterance) => &self.snapshot.links.utterances[utterance].reports,
            None => &self.alone[n..=n],
        }
    }
}

impl Answer for RepliesAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let kinds: Vec<String> = ReplyKind::ALL
            .iter()
            .map(|kind| (kind, self.rows.iter().filter(|row| row.kind == *kind).count()))
            .filter(|(_, n)| *n > 0)
            .map(|(kind, n)| format!("{n} {}", in_words(*kind, n)))
            .collect();
        let found = format!("Found {}", counted(self.rows.len(), "reply", "replies"));
        parts.push(match kinds.is_empty() {
            true => format!("{found}."),
            false => format!("{found}: {}.", kinds.join(", ")),
        });
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let cells = |e: &Evidence| {
                [
                    said_of(e),
                    e.speaker.clone().unwrap_or_else(|| "not known".to_string()),
                    e.text.clone(),
                    e.outlet.clone().unwrap_or_default(),
                    e.article.clone(),
                    statement_id(e),
                ]
            };
            let [said, speaker, text, outlet, article, id] = cells(&row.reply);
            let [to_said, to_speaker, to_text, to_outlet, to_article, to_id] = cells(&row.to);
            vec![
                said,
                speaker,
                row.kind.to_string(),
                text,
                outlet,
                article,
                id,
                to_said,
                to_speaker,
                to_text,
                to_outlet,
                to_article,
                to_id,
                row.because.clone(),
            ]
        });
        Table {
            header: vec![
                "said",
                "speaker",
                "kind",
                "text",
                "outlet",
                "article",
                "id",
                "to said",
                "to speaker",
                "to text",
                "to outlet",
                "to article",
                "to id",
                "because",
            ],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let who = |e: &Evidence| e.speaker.clone().unwrap_or_else(|| "not known".to_string());
            vec![
                said_of(&row.reply),
                statement(&format!("{} {}", who(&row.reply), in_words(row.kind, 1)), &row.reply.text),
                statement(&format!("{}, {}", who(&row.to), said_of(&row.to)), &row.to.text),
                reported_by(row.reply.outlet.as_deref().unwrap_or_default(), [row.reply.article.as_str()]),
            ]
        });
        Table { header: vec!["said", "reply", "to", "reported by"], rows: rows.collect() }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}

/// `1 accepts`, `2 accept`.
fn in_words(kind: ReplyKind, n: usize) -> &'static str {
    match (kind, n) {
        (ReplyKind::Accepts, 1) => "accepts",
        (ReplyKind::Accepts, _) => "accept",
        (ReplyKind::Refuses, 1) => "refuses",
        (ReplyKind::Refuses, _) => "refuse",
        (ReplyKind::Conditions, 1) => "accepts on a condition",
        (ReplyKind::Conditions, _) => "accept on a condition",
        (ReplyKind::Answers, 1) => "answers otherwise",
        (ReplyKind::Answers, _) => "answer otherwise",
    }
}
