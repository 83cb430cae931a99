//! `between/**/*.json`: what a careful reader finds between the articles of one story. `gold/README.md` documents the format;
//! [`crate::gold::load`] checks it.

// Fields whose name says what they hold are documented in gold/README.md only.
#![allow(missing_docs)]

use crate::gold::Quote;
use crate::gold_accounts::{
    StoryChange, StoryContradiction, StoryEvent, StoryFigure, StoryForms, StoryParty, StorySide, StoryWording,
};
use crate::gold_corpus::GoldSpeaker;
use reportedly_schema::Day;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What lies between the articles of one story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Files that were read for it.
    pub articles: Vec<String>,
    #[serde(default)]
    pub speakers: Vec<GoldSpeaker>,
    /// Groups of statements that report one thing said on one occasion; what is in no group stands alone.
    #[serde(default)]
    pub utterances: Vec<Vec<String>>,
    #[serde(default)]
    pub occasions: Vec<StoryOccasion>,
    #[serde(default)]
    pub points: Vec<StoryPoint>,
    #[serde(default)]
    pub replies: Vec<StoryReply>,
    #[serde(default)]
    pub count_claims: Vec<StoryClaim>,
    #[serde(default)]
    pub parties: Vec<StoryParty>,
    /// Not scored where left out, as all below.
    pub changes: Option<Vec<StoryChange>>,
    pub events: Option<Vec<StoryEvent>>,
    #[serde(default)]
    pub figures: Vec<StoryFigure>,
    pub contradictions: Option<Vec<StoryContradiction>>,
    pub wording: Option<Vec<StoryWording>>,
    pub forms: Option<Vec<StoryForms>>,
}

/// One act of speaking.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryOccasion {
    pub speaker: String,
    pub said: Option<StorySaid>,
    pub venue: Option<String>,
    pub statements: Vec<String>,
}

/// A day, or the days between which it was.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum StorySaid {
    On(Day),
    Between { earliest: Option<Day>, latest: Option<Day> },
}

/// One proposition or stance.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryPoint {
    pub speaker: String,
    pub gist: String,
    pub statements: Vec<String>,
}

/// A statement that answers another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryReply {
    pub to: String,
    pub reply: String,
    /// accepts, refuses, conditions or answers.
    pub kind: String,
    #[serde(default)]
    pub optional: bool,
}

/// "for the third time this month", held against the story's articles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryClaim {
    pub article: String,
    pub text: Quote,
    /// How often, this time included; `None` where no number is claimed.
    pub claimed: Option<usize>,
    pub window_days: Option<usize>,
    pub speaker: String,
    pub about: String,
    /// reached, partly, not_reached or cannot_tell.
    pub in_record: String,
    pub occasions: Vec<Day>,
    pub elsewhere: usize,
}

impl Story {
    /// What is wrong with it, given the ids of statements by file.
    pub(crate) fn check(&self, ids: &BTreeMap<&str, BTreeSet<&str>>) -> Result<(), String> {
        let mut inside: BTreeSet<&str> = BTreeSet::new();
        for file in &self.articles {
            inside.extend(ids.get(file.as_str()).ok_or(format!("there is no gold of {file}"))?);
        }
        let named = self
            .utterances
            .iter()
            .flatten()
            .chain(self.occasions.iter().flat_map(|o| &o.statements))
            .chain(self.points.iter().flat_map(|p| &p.statements))
            .chain(self.replies.iter().flat_map(|r| [&r.to, &r.reply]));
        let changes = self.changes.iter().flatten();
        let named = named.chain(changes.flat_map(|c| c.from.iter().chain([&c.to])).map(|w| &w.statement));
        let accounts = self.events.iter().flatten().flat_map(|e| &e.accounts);
        let named = named.chain(accounts.flat_map(|a| &a.statements));
        let sides = self.contradictions.iter().flatten().flat_map(|c| [&c.a, &c.b]);
        let named = named.chain(sides.filter_map(|side| match side {
            StorySide::Statement(id) => Some(id),
            StorySide::Passage(_) => None,
        }));
        let worded = self.wording.iter().flatten();
        let mut named = named.chain(worded.flat_map(|w| std::iter::once(&w.statement).chain(&w.against)));
        if let Some(id) = named.find(|id| !inside.contains(id.as_str())) {
            return Err(format!("there is no statement {id} in the story's articles"));
        }
        once("utterances", self.utterances.iter().flatten())?;
        once("occasions", self.occasions.iter().flat_map(|o| &o.statements))?;
        let kinds = ["accepts", "refuses", "conditions", "answers"];
        if let Some(reply) = self.replies.iter().find(|r| !kinds.contains(&r.kind.as_str())) {
            return Err(format!("{:?} is no kind of reply", reply.kind));
        }
        for event in self.events.iter().flatten() {
            let accounts = event.accounts.len();
            if let Some(d) = event.differences.iter().find(|d| d.between.0.max(d.between.1) >= accounts) {
                return Err(format!(
                    "{}: a difference between {:?} of {accounts} accounts",
                    event.id, d.between
                ));
            }
        }
        let verdicts = ["reached", "partly", "not_reached", "cannot_tell"];
        if let Some(claim) = self.count_claims.iter().find(|c| !verdicts.contains(&c.in_record.as_str())) {
            return Err(format!("{:?} is no answer to a count claim", claim.in_record));
        }
        Ok(())
    }
}

fn once<'a>(what: &str, ids: impl Iterator<Item = &'a String>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(format!("{id} stands in two {what}"));
        }
    }
    Ok(())
}
