//! `correct`: what a person decides of two statements.

use super::ReadFormat;
use clap::{ArgGroup, Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// `correct`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true))]
pub struct Correct {
    /// The record
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
    /// These two statements, by the first characters of their ids, are of one
    #[arg(long, num_args = 2, value_names = ["ID", "ID"], group = "what")]
    pub together: Option<Vec<String>>,
    /// These two statements are not of one
    #[arg(long, num_args = 2, value_names = ["ID", "ID"], group = "what")]
    pub apart: Option<Vec<String>>,
    /// List what was decided so far
    #[arg(long, group = "what", conflicts_with_all = ["undo", "because"])]
    pub log: bool,
    /// Of one what: a thing said on one occasion, or a proposition over occasions
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "utterance")]
    pub level: DecisionLevel,
    /// Take the decision back
    #[arg(long)]
    pub undo: bool,
    /// Why, for the log
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// Shape of the log
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table", requires = "log")]
    pub format: ReadFormat,
}

/// What statements are decided to be one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DecisionLevel {
    /// One thing said on one occasion
    Utterance,
    /// One proposition, on one or more occasions
    Point,
}
