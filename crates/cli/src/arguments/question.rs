//! The commands that ask a record, and the options of every question.

use super::values;
use clap::{ArgGroup, Args, ValueEnum, ValueHint};
use reportedly::answers::Within;
use reportedly::schema::Day;
use std::path::PathBuf;

/// Options of every question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Which statements")]
pub struct Question {
    /// What this speaker is reported to have said himself or herself; a name or a part of one
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// What was said by those who spoke for this party on the day, as declared with `speakers RECORD import`
    #[arg(long, value_name = "NAME")]
    pub party: Option<String>,
    /// Statements on this, in your own words
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Statements on this matter, as saved with `matter RECORD new`
    #[arg(long, value_name = "NAME")]
    pub matter: Option<String>,
    /// List also what almost matched --about
    #[arg(long, requires = "about")]
    pub near: bool,
    /// Articles of this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Said on this day or later: YYYY-MM-DD, YYYY-MM or YYYY
    #[arg(long, value_name = "DATE", value_parser = values::first_day)]
    pub since: Option<Day>,
    /// Said on this day or before: YYYY-MM-DD, YYYY-MM or YYYY
    #[arg(long, value_name = "DATE", value_parser = values::last_day)]
    pub until: Option<Day>,
    /// A window of so many calendar days (14d, 2w) that ends at --until, or at the latest occasion
    #[arg(long, value_name = "DAYS")]
    pub within: Option<Within>,
    /// Statements made by this model
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// Leave out statements less sure than this, 0 to 1
    #[arg(long, value_name = "X", value_parser = values::confidence)]
    pub min_confidence: Option<u16>,
    /// Answer although the record holds statements of several models
    #[arg(long, conflicts_with = "model")]
    pub mixed_models: bool,
    /// Shape of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table", help_heading = None)]
    pub format: AnswerFormat,
}

/// Shapes of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// A sentence and a table, for eyes
    #[default]
    Table,
    /// One JSON line per row, the coverage last
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

/// A question that needs no more than a record and the options of every question.
#[derive(Debug, Args)]
pub struct Asked {
    /// The record
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
    /// The question.
    #[command(flatten)]
    pub question: Question,
}

/// `repeats`.
#[derive(Debug, Args)]
pub struct Repeats {
    /// The record and the question.
    #[command(flatten)]
    pub asked: Asked,
    /// Also what was found on one occasion only
    #[arg(long)]
    pub all: bool,
}

/// `changes`.
#[derive(Debug, Args)]
pub struct Changes {
    /// The record and the question.
    #[command(flatten)]
    pub asked: Asked,
    /// Also terms that are not mentioned in what was said later, which says nothing of a change of mind
    #[arg(long)]
    pub absences: bool,
}

/// `wording`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("of").multiple(false))]
pub struct Wording {
    /// The record and the question.
    #[command(flatten)]
    pub asked: Asked,
    /// Every form of name of this place, with its spellings
    #[arg(long, value_name = "NAME", group = "of", conflicts_with = "speaker")]
    pub place: Option<String>,
    /// Every name of a conflict or event: "the war in Aldra"
    #[arg(long, value_name = "WORDS", group = "of", conflicts_with = "speaker")]
    pub event: Option<String>,
    /// One thing said, by the first characters of its id or of the id of a statement that reports it
    #[arg(long, value_name = "ID", group = "of")]
    pub utterance: Option<String>,
}

/// `search`.
#[derive(Debug, Args)]
pub struct Search {
    /// The record
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
    /// The words to find
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// The question.
    #[command(flatten)]
    pub question: Question,
}
