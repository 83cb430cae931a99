//! Statements as gold has them, and the quotations that they are written by.

use reportedly_schema::{Day, Kind, Modality, Mode, SaidBasis, SpeakerKind, TermKind, TermRole, Times};
use serde::Deserialize;

/// Characters of the article.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Quote {
    /// The first occurrence.
    First(String),
    /// A later one, counted from 1 where the words start and end at the edge of a word.
    Nth { text: String, nth: usize },
}

impl Quote {
    /// The words quoted.
    pub fn text(&self) -> &str {
        match self {
            Quote::First(text) | Quote::Nth { text, .. } => text,
        }
    }
}

/// One statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldStatement {
    pub id: String,
    pub speaker: String,
    pub speaker_kind: SpeakerKind,
    /// Other accepted names.
    #[serde(default)]
    pub also: Vec<String>,
    pub kind: Kind,
    #[serde(default = "speech")]
    pub mode: Mode,
    #[serde(default = "asserted")]
    pub modality: Modality,
    #[serde(default = "once")]
    pub times: Times,
    #[serde(default)]
    pub negated: bool,
    #[serde(default)]
    pub nested: bool,
    /// Finding it is right, not finding it too.
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub via: Vec<String>,
    /// None for what was never said.
    pub said: Option<GoldSaid>,
    pub source: Vec<Quote>,
    pub cue: Vec<Quote>,
    pub content: Vec<Quote>,
    /// Its terms; none where the article is in no story.
    #[serde(default)]
    pub terms: Vec<GoldTerm>,
}

fn speech() -> Mode {
    Mode::Speech
}

fn asserted() -> Modality {
    Modality::Asserted
}

fn once() -> Times {
    Times::Once
}

/// One condition, demand, offer, concession or guarantee.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldTerm {
    pub role: TermRole,
    pub kind: Option<TermKind>,
    pub text: Quote,
    #[serde(default)]
    pub members: Vec<String>,
    pub actor: Option<String>,
    pub to: Option<String>,
    #[serde(default)]
    pub negated: bool,
}

/// When something was said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldSaid {
    pub earliest: Option<Day>,
    pub latest: Day,
    pub basis: SaidBasis,
}

impl GoldSaid {
    /// The true days, where the article tells them.
    pub fn dated(&self) -> Option<(Day, Day)> {
        let told = matches!(self.basis, SaidBasis::Stated | SaidBasis::Carried);
        self.earliest.filter(|_| told).map(|earliest| (earliest, self.latest))
    }
}
