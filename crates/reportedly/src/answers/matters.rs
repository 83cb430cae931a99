//! `matter`: saved queries with passages put in or left out by hand, and how many statements are on them now.

use super::brief::statement;
use super::cells::{brief_id, said_of, short_id};
use super::evidence::{Coverage, Evidence};
use super::question::{Asked, Question, described, on_matter};
use super::{Answer, Table, counted, coverage_line, json, lines_of};
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::matter::{Decision, Matter, MatterQuery};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A matter with what is on it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterRow {
    /// What it is called.
    pub matter: String,
    /// The saved query.
    pub query: MatterQuery,
    /// Passages put in by hand.
    pub put_in: usize,
    /// Passages left out by hand.
    pub left_out: usize,
    /// Passages that are not found any more.
    pub orphans: usize,
    /// Statements on it now.
    pub statements: usize,
    /// Speakers among them, as far as known.
    pub speakers: usize,
    /// Articles among them.
    pub articles: usize,
}

/// A passage put in or left out by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRow {
    /// Digest of the text.
    pub text_sha256: String,
    /// The statement.
    pub statement: String,
    /// What was decided.
    pub decision: Decision,
    /// What it says, in every article with that text; empty where it is not found any more.
    pub found: Vec<Evidence>,
}

/// The answer of [`matters`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MattersAnswer {
    /// By name.
    pub rows: Vec<MatterRow>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// The answer of [`matter`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterAnswer {
    /// The matter.
    pub matter: Matter,
    /// What is on it now.
    pub row: MatterRow,
    /// Its passages.
    pub passages: Vec<PassageRow>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Every matter of a record.
pub fn matters(snapshot: &Snapshot, all: &[Matter]) -> MattersAnswer {
    let everything = Question::default();
    let coverage = Coverage::new(&Asked::new(snapshot, &everything));
    MattersAnswer { rows: all.iter().map(|matter| row(snapshot, matter)).collect(), coverage }
}

/// One matter with its passages.
pub fn matter(snapshot: &Snapshot, matter: &Matter) -> MatterAnswer {
    let everything = Question::default();
    let coverage = Coverage::new(&Asked::new(snapshot, &everything));
    MatterAnswer {
        matter: matter.clone(),
        row: row(snapshot, matter),
        passages: passages(snapshot, matter),
        coverage,
    }
}

fn passages(snapshot: &Snapshot, matter: &Matter) -> Vec<PassageRow> {
    let found = |passage: &reportedly_schema::matter::Passage| -> Vec<Evidence> {
        snapshot
            .statements
            .iter()
            .filter(|s| s.statement.id == passage.statement)
            .map(|s| (s, &snapshot.articles[s.article]))
            .filter(|(_, article)| article.text_sha256 == passage.text_sha256)
            .map(|(s, article)| Evidence::new(s, article))
            .collect()
    };
    matter
        .passages
        .iter()
        .map(|passage| PassageRow {
            text_sha256: passage.text_sha256.to_string(),
            statement: passage.statement.to_string(),
            decision: passage.decision,
            found: found(passage),
        })
        .collect()
}

fn row(snapshot: &Snapshot, matter: &Matter) -> MatterRow {
    let on = on_matter(matter, snapshot);
    let on: Vec<usize> = (0..on.len()).filter(|&n| on[n]).collect();
    let passages = passages(snapshot, matter);
    let decided = |decision: Decision| passages.iter().filter(|p| p.decision == decision).count();
    let chosen: BTreeSet<usize> = on.iter().copied().collect();
    let speakers = snapshot.links.speakers.iter();
    MatterRow {
        matter: matter.name.clone(),
        query: matter.query.clone(),
        put_in: decided(Decision::In),
        left_out: decided(Decision::Out),
        orphans: passages.iter().filter(|p| p.found.is_empty()).count(),
        statements: on.len(),
        speakers: speakers.filter(|s| s.statements.iter().any(|n| chosen.contains(n))).count(),
        articles: on.iter().map(|&n| snapshot.statements[n].article).collect::<BTreeSet<_>>().len(),
    }
}

impl MatterRow {
    fn found(&self) -> String {
        let orphans = match self.orphans {
            0 => String::new(),
            n => format!("; {} not found any more", counted(n, "passage", "passages")),
        };
        format!(
            "found {} by {} in {}{orphans}",
            counted(self.statements, "statement", "statements"),
            counted(self.speakers, "speaker", "speakers"),
            counted(self.articles, "article", "articles"),
        )
    }

    fn cells(&self) -> Vec<String> {
        let shown = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: Option<reportedly_schema::Day>| day.map_or(String::new(), |day| day.to_string());
        vec![
            self.matter.clone(),
            shown(&self.query.about),
            shown(&self.query.speaker),
            shown(&self.query.party),
            shown(&self.query.outlet),
            day(self.query.since),
            day(self.query.until),
            self.put_in.to_string(),
            self.left_out.to_string(),
            self.orphans.to_string(),
            self.statements.to_string(),
            self.speakers.to_string(),
            self.articles.to_string(),
        ]
    }
}

impl Answer for MattersAnswer {
    fn sentence(&self) -> String {
        format!("Found {}. {}", counted(self.rows.len(), "matter", "matters"), self.coverage.sentence())
    }

    fn table(&self) -> Table {
        Table {
            header: vec![
                "matter",
                "about",
                "speaker",
                "party",
                "outlet",
                "since",
                "until",
                "put in",
                "left out",
                "not found",
                "statements",
                "speakers",
                "articles",
            ],
            rows: self.rows.iter().map(MatterRow::cells).collect(),
        }
    }

    fn brief(&self) -> Table {
        let mut table = self.table();
        // A count of nothing stands in no column.
        for row in &mut table.rows {
            for cell in &mut row[7..10] {
                if cell == "0" {
                    cell.clear();
                }
            }
        }
        table
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}

impl Answer for MatterAnswer {
    fn sentence(&self) -> String {
        format!("{}: {}. {}", described(&self.matter), self.row.found(), self.coverage.sentence())
    }

    fn table(&self) -> Table {
        let rows = self.passages.iter().flat_map(|passage| {
            let row = |e: Option<&Evidence>| {
                vec![
                    passage.decision.to_string(),
                    e.map_or(String::new(), said_of),
                    e.and_then(|e| e.speaker.clone()).unwrap_or_default(),
                    e.map_or("not found any more".to_string(), |e| e.text.clone()),
                    e.and_then(|e| e.outlet.clone()).unwrap_or_default(),
                    e.map_or(String::new(), |e| e.article.clone()),
                    short_id(&passage.statement),
                ]
            };
            match passage.found.is_empty() {
                true => vec![row(None)],
                false => passage.found.iter().map(|e| row(Some(e))).collect(),
            }
        });
        Table {
            header: vec!["decided", "said", "speaker", "text", "outlet", "article", "id"],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let rows = self.table().rows.into_iter().map(|row| {
            let text = if row[2].is_empty() { row[3].clone() } else { statement(&row[2], &row[3]) };
            vec![row[0].clone(), row[1].clone(), text, row[5].clone(), brief_id(&row[6])]
        });
        Table { header: vec!["decided", "said", "statement", "article", "id"], rows: rows.collect() }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let mut out = vec![json(&self.row)];
        out.extend(self.passages.iter().map(|passage| serde_json::json!({ "passage": passage })));
        out.push(coverage_line(&self.coverage));
        out
    }
}
