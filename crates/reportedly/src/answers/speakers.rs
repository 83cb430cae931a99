//! `speakers`: who is found in the record, under which names.

use super::evidence::Coverage;
use super::question::{Asked, Question};
use super::{Answer, Table, counted, coverage_line, json};
use reportedly_link::{Match, Standing, standings};
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::Snapshot;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A speaker of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerRow {
    /// The commonest proper form, or what the registry declares.
    pub speaker: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Every proper form found, sorted.
    pub forms: Vec<String>,
    /// Statements with this speaker.
    pub statements: usize,
    /// Those of them that the speaker is reported to have said himself.
    pub own: usize,
    /// Articles they stand in.
    pub articles: usize,
    /// Outlets of these articles, as far as known.
    pub outlets: usize,
}

/// The answer of [`speakers`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakersAnswer {
    /// The most statements first, then by name.
    pub rows: Vec<SpeakerRow>,
    /// Statements whose speaker is not known.
    pub not_known: usize,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// The speakers of the statements that the question admits.
pub fn speakers(snapshot: &Snapshot, question: &Question) -> SpeakersAnswer {
    let asked = Asked::new(snapshot, question);
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let admitted: Vec<bool> = snapshot
        .statements
        .iter()
        .map(|s| {
            asked.admits(s)
                && matches!(asked.matching(s), Match::Full | Match::Opposite(_) | Match::OfOthers(_))
        })
        .collect();
    let mut rows: Vec<SpeakerRow> = snapshot
        .links
        .speakers
        .iter()
        .enumerate()
        .filter(|(n, _)| asked.speakers.as_ref().is_none_or(|all| all.contains(n)))
        .map(|(_, speaker)| {
            let of: Vec<usize> = speaker.statements.iter().copied().filter(|&n| admitted[n]).collect();
            let articles: BTreeSet<usize> = of.iter().map(|&n| snapshot.statements[n].article).collect();
            let outlets: BTreeSet<&str> =
                articles.iter().filter_map(|&a| snapshot.articles[a].outlet.as_deref()).collect();
            SpeakerRow {
                speaker: speaker.name.clone(),
                kind: speaker.kind,
                forms: speaker.forms.clone(),
                statements: of.len(),
                own: of.iter().filter(|&&n| standings[n] == Standing::Own).count(),
                articles: articles.len(),
                outlets: outlets.len(),
            }
        })
        .filter(|row| row.statements > 0)
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.statements));
    SpeakersAnswer {
        rows,
        not_known: (0..admitted.len())
            .filter(|&n| admitted[n] && asked.speaker_of[n].is_none() && asked.speakers.is_none())
            .count(),
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    }
}

impl Answer for SpeakersAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let not_known = match self.not_known {
            0 => String::new(),
            n => format!("; {} without a known speaker", counted(n, "statement", "statements")),
        };
        parts.push(format!("Found {}{not_known}.", counted(self.rows.len(), "speaker", "speakers")));
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            vec![
                row.speaker.clone(),
                row.kind.to_string(),
                row.forms.join(", "),
                row.statements.to_string(),
                row.own.to_string(),
                row.articles.to_string(),
                row.outlets.to_string(),
            ]
        });
        Table {
            header: vec!["speaker", "kind", "forms", "statements", "own", "articles", "outlets"],
            rows: rows.collect(),
        }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let mut out: Vec<serde_json::Value> = self.rows.iter().map(json).collect();
        out.push(coverage_line(&self.coverage));
        out
    }
}
