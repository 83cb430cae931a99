//! What a careful reader finds between the articles of one story of changes, events, differences and wording: further fields of
//! `between/**/*.json`, documented in `gold/README.md`.

// Fields whose name says what they hold are documented in gold/README.md only.
#![allow(missing_docs)]

use crate::gold::Quote;
use reportedly_schema::Day;
use serde::Deserialize;

/// Speakers who speak for one side.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryParty {
    pub party: String,
    pub members: Vec<String>,
}

/// Words of a statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryWords {
    pub statement: String,
    pub text: Option<Quote>,
}

/// A change of a party's position between two utterances.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryChange {
    pub party: String,
    /// first_seen, withdrawn, replaced or value_changed.
    pub kind: String,
    pub from: Option<StoryWords>,
    pub to: StoryWords,
    #[serde(default)]
    pub optional: bool,
}

/// Words of an article in the outlet's own voice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryPassage {
    pub article: String,
    pub text: Quote,
}

/// Who gives an account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryTeller {
    /// speaker or outlet.
    pub kind: String,
    pub name: String,
}

/// What one teller says of an event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryAccount {
    pub teller: StoryTeller,
    pub said: Option<Day>,
    #[serde(default)]
    pub statements: Vec<String>,
    #[serde(default)]
    pub narrations: Vec<StoryPassage>,
}

/// How two accounts differ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryDifference {
    /// reason, order, actor, number, place or occurrence.
    pub kind: String,
    /// Indices of accounts.
    pub between: (usize, usize),
    #[serde(default)]
    pub same_party: bool,
    pub line: String,
    #[serde(default)]
    pub optional: bool,
}

/// Something that happened, or is said to have happened, with who tells of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryEvent {
    pub id: String,
    pub gist: String,
    pub earliest: Option<Day>,
    pub latest: Option<Day>,
    pub place: Option<String>,
    #[serde(default)]
    pub participants: Vec<String>,
    pub accounts: Vec<StoryAccount>,
    #[serde(default)]
    pub differences: Vec<StoryDifference>,
    #[serde(default)]
    pub optional: bool,
}

/// A figure of one teller.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryFigureOf {
    pub name: String,
    pub low: Option<f64>,
    pub best: Option<f64>,
    pub high: Option<f64>,
}

/// What tellers give as the number of one thing in an event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryFigure {
    pub event: String,
    pub what: String,
    pub tellers: Vec<StoryFigureOf>,
}

/// A statement or a passage.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum StorySide {
    Statement(String),
    Passage(StoryPassage),
}

/// Two sides of one article's or speaker's record that differ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryContradiction {
    pub kind: String,
    pub a: StorySide,
    pub b: StorySide,
    pub line: String,
    #[serde(default)]
    pub optional: bool,
}

/// What an outlet did with the words of one utterance.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryWording {
    pub statement: String,
    /// condition_not_in_report, cut, paraphrase_in_marks or cue_verb.
    pub change: String,
    pub text: Quote,
    pub against: Vec<String>,
    #[serde(default)]
    pub optional: bool,
}

/// How often an outlet has one form of a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryForm {
    pub outlet: String,
    pub form: String,
    pub count: usize,
}

/// What is named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryNamed {
    /// speaker, place or event.
    pub kind: String,
    pub name: String,
}

/// All forms of one name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryForms {
    pub of: StoryNamed,
    pub forms: Vec<StoryForm>,
}
