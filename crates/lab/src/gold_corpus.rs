//! `corpus.json`: what a careful reader finds between the articles of a folder of gold. `gold/README.md` documents the format;
//! [`crate::gold::load`] checks it.

// Fields whose name says what they hold are documented in gold/README.md only.
#![allow(missing_docs)]

use reportedly_schema::Day;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What lies between articles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpus {
    pub about: String,
    /// Folder of the articles, from the gold folder.
    pub articles: String,
    /// Metadata to be given with them, likewise.
    pub meta: Option<String>,
    #[serde(default)]
    pub speakers: Vec<GoldSpeaker>,
    #[serde(default)]
    pub reprints: Vec<Reprint>,
    #[serde(default)]
    pub repeated: Vec<Repeated>,
    #[serde(default)]
    pub chains: Vec<Chain>,
    #[serde(default)]
    pub replies: Vec<Reply>,
    #[serde(default)]
    pub count_claims: Vec<CountClaim>,
    #[serde(default)]
    pub accounts: Vec<Accounts>,
}

/// Names that are right for one speaker.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldSpeaker {
    pub name: String,
    pub also: Vec<String>,
}

/// Articles that carry the text of another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reprint {
    pub first: String,
    pub again: Vec<String>,
}

/// A point put forward on several occasions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeated {
    pub point: String,
    pub speaker: String,
    /// Words to ask with.
    pub about: String,
    pub count: usize,
    pub low: usize,
    pub occasions: Vec<GoldOccasion>,
    /// Never counted, by reason.
    pub apart: BTreeMap<String, Vec<String>>,
    /// What almost matches, and why it does not.
    pub near: Vec<Near>,
}

/// One act of speaking.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldOccasion {
    pub said: Day,
    pub venue: String,
    pub terms: Vec<String>,
    /// What is new against the occasion before.
    pub change: String,
    /// Statements that report one utterance each.
    pub utterances: Vec<Vec<String>>,
}

/// What almost matches a question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Near {
    pub statement: String,
    pub why: String,
}

/// Who relayed a statement, the outermost first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    pub statement: String,
    pub via: Vec<String>,
    pub speaker: String,
}

/// A statement that answers another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    pub to: String,
    pub reply: String,
    /// accepts, refuses, conditions or answers.
    pub kind: String,
}

/// "for the third time this month", held against the record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountClaim {
    pub article: String,
    pub text: String,
    pub about: String,
    pub speaker: String,
    pub claimed: usize,
    pub from: Day,
    pub to: Day,
    pub found: Vec<Day>,
    /// reached, partly, not_reached or cannot_tell.
    pub in_record: String,
}

/// Tellings of one event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    pub event: String,
    pub day: Day,
    pub place: String,
    pub tellers: Vec<Teller>,
    pub differences: Vec<Difference>,
}

/// One teller of an event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teller {
    pub teller: String,
    pub kind: String,
    pub says: String,
    #[serde(default)]
    pub statements: Vec<String>,
    pub article: Option<String>,
    #[serde(default)]
    pub narrations: Vec<String>,
}

/// How accounts differ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    pub kind: String,
    pub line: String,
}
