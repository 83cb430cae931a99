//! `repeats`: what a speaker is found to have said again, and on how many occasions.
//!
//! Counted is what the speaker is reported to have said himself. What others say for him or ascribe to him, and what has no date,
//! is listed apart and never summed.

mod chosen;
mod others;
mod shown;

use super::evidence::{Coverage, Evidence};
use super::occasions::{Counts, Window};
use super::question::{Asked, Question};
use chosen::Chosen;
use reportedly_link::{Match, NamesIn, standings};
use reportedly_schema::linkage::{Joined, Snapshot};
use reportedly_schema::{Day, Interval, StatementId};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;

/// A point as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointShown {
    /// The id of its first statement; `None` where nothing of the speaker's own was found.
    pub id: Option<StatementId>,
    /// The words of its most typical report.
    pub gist: String,
    /// Whose.
    pub speaker: String,
}

/// Numbers of occasions, in the window where one was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionsShown {
    /// Best estimate, lowest and highest number.
    #[serde(flatten)]
    pub counts: Counts,
    /// First day of the first occasion with a date, in or out of the window.
    pub first: Option<Day>,
    /// Last day of the latest one.
    pub latest: Option<Day>,
    /// The window, where one was asked for.
    pub window: Option<Window>,
    /// The numbers over all days.
    pub all: Counts,
    /// Occasions that two or more outlets report, copies of one text apart.
    pub also_elsewhere: usize,
    /// Of all occasions found, those dated only by publication.
    pub publication_only: usize,
}

/// What is never summed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    /// What a spokesman says for the speaker, what others ascribe to him, and beliefs and intentions ascribed to him.
    pub for_by_others: Vec<Evidence>,
    /// What has no date at all.
    pub undated: Vec<Evidence>,
}

/// The occasion of an utterance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionShown {
    /// The id of its first statement.
    pub id: StatementId,
    /// Its days; only the latest is known where it is dated by publication.
    pub said: Interval,
    /// Where, as written.
    pub venue: Option<String>,
    /// Whether a date was written for it.
    pub dated: bool,
    /// Whether it counts in the window; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_window: Option<bool>,
}

/// One thing said on one occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UtteranceShown {
    /// The id of its first statement.
    pub id: StatementId,
    /// How sure it is that its reports are of one thing said.
    pub joined: Joined,
    /// Why, in words.
    pub because: String,
    /// When and where.
    pub occasion: OccasionShown,
    /// Who reports it.
    pub reports: Vec<Evidence>,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatsRow {
    /// What.
    pub point: PointShown,
    /// On how many occasions.
    pub occasions: OccasionsShown,
    /// What is never summed.
    pub apart: Apart,
    /// By occasion, the earliest first.
    pub utterances: Vec<UtteranceShown>,
}

/// A statement that almost matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearRow {
    /// Why it does not match, in words.
    pub why: String,
    /// What it says.
    pub evidence: Evidence,
}

/// The answer of [`repeats`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatsAnswer {
    /// The oftenest found first, then by speaker and id.
    pub rows: Vec<RepeatsRow>,
    /// What almost matched, if it was asked for; the fullest matches first.
    pub near: Vec<NearRow>,
    /// How many almost matched, asked for or not.
    pub near_count: usize,
    /// What was asked about.
    pub about: Option<String>,
    /// The question's length of time in days.
    pub within: Option<u32>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// What was found again: a row per point, or with `--about` a row per speaker for everything that matches.
///
/// Without `--about` and without `--all`, only what was found on two or more occasions.
pub fn repeats(snapshot: &Snapshot, question: &Question) -> RepeatsAnswer {
    let asked = Asked::new(snapshot, question);
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let matches: Vec<Match> = snapshot.statements.iter().map(|s| asked.matching(s)).collect();
    let names: Vec<(NamesIn, NamesIn)> =
        snapshot.statements.iter().map(|s| (NamesIn::new(&s.source_text), NamesIn::new(&s.text))).collect();
    let mut speakers: Vec<usize> =
        asked.speakers.clone().unwrap_or_else(|| (0..snapshot.links.speakers.len()).collect());
    speakers.sort_unstable();
    let first_with_text = snapshot.links.first_with_text(snapshot.articles.len());
    let mut rows = Vec::new();
    let mut near = Vec::new();
    for speaker in speakers {
        let others = OnceCell::new();
        let chosen = Chosen {
            asked: &asked,
            standings: &standings,
            matches: &matches,
            speaker,
            names: &names,
            first_with_text: &first_with_text,
            others,
        };
        rows.extend(chosen.rows());
        if asked.query.is_some() {
            near.extend(chosen.near());
        }
    }
    rows.sort_by(|a, b| {
        let key = |r: &RepeatsRow| {
            (std::cmp::Reverse(r.occasions.counts.count), r.point.speaker.clone(), r.point.id)
        };
        key(a).cmp(&key(b))
    });
    near.sort_by_key(|(strength, order, _)| (std::cmp::Reverse(*strength), *order));
    let near_count = near.len();
    RepeatsAnswer {
        rows,
        near: if question.near { near.into_iter().map(|(_, _, row)| row).collect() } else { Vec::new() },
        near_count,
        about: question.about.clone(),
        within: question.within.map(|w| w.days),
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    }
}
