//! The commands that read articles: which, how, and how statements are looked for in them.

use super::values::{self, FieldName};
use clap::{Args, ValueEnum, ValueHint};
use reportedly::schema::Day;
use std::path::PathBuf;

/// `extract`.
#[derive(Debug, Args)]
pub struct Extract {
    /// How articles are read.
    #[command(flatten)]
    pub reading: Reading,
    /// How statements are looked for.
    #[command(flatten)]
    pub extracting: Extracting,
    /// Add the rules and scores that made each statement
    #[arg(long)]
    pub why: bool,
    /// Add the text of the article
    #[arg(long)]
    pub text: bool,
    /// Shape of the output [default: marked at a terminal, otherwise jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<ExtractFormat>,
}

/// Shapes of `extract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// One JSON line per article
    Jsonl,
    /// The article with its statements marked, for eyes
    Marked,
}

/// `read`.
#[derive(Debug, Args)]
pub struct Read {
    /// How articles are read.
    #[command(flatten)]
    pub reading: Reading,
    /// Shape of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    pub format: ReadFormat,
}

/// Shapes of `read`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// For eyes
    Table,
    /// One JSON line per article
    Jsonl,
}

/// `add`.
#[derive(Debug, Args)]
pub struct Add {
    /// The record: one file, made where there is none
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
    /// How articles are read.
    #[command(flatten)]
    pub reading: Reading,
    /// How statements are looked for.
    #[command(flatten)]
    pub extracting: Extracting,
}

/// How articles are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Articles: text, HTML or JSON lines; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath, help_heading = None)]
    pub files: Vec<String>,
    /// Kind of input
    #[arg(long, value_enum, value_name = "KIND", default_value = "auto")]
    pub input: InputKind,
    /// A table, .csv or .jsonl, with a column `path` and any of url, outlet, published, title, authors
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub meta: Option<PathBuf>,
    /// Day of publication, YYYY-MM-DD; for one article only
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub published: Option<Day>,
    /// Address of the article; for one article only
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub url: Option<String>,
    /// Name of the outlet; for one article only
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Headline; for one article only
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// In JSON lines, which of their fields holds one of ours (text, title, published, url, outlet, authors, language); may be repeated
    #[arg(long, value_name = "FIELD=NAME", value_parser = values::field_name)]
    pub map: Vec<FieldName>,
}

/// Kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// By name and content
    Auto,
    /// Plain text in any encoding
    Text,
    /// A page
    Html,
    /// One JSON object per line, an article each
    Jsonl,
}

/// How statements are looked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Extracting")]
pub struct Extracting {
    /// Model: `full`, `fast`, or the path of a model file
    #[arg(long, value_name = "MODEL", default_value = "full")]
    pub model: String,
    /// Threads [default: as many as the machine has cores]
    #[arg(long, value_name = "N", value_parser = values::jobs)]
    pub jobs: Option<usize>,
    /// Leave out statements less sure than this, 0 to 1
    #[arg(long, value_name = "X", value_parser = values::confidence)]
    pub min_confidence: Option<u16>,
}
