//! `speakers`: the list, and what can be declared of who is who.

use super::{Asked, ReadFormat};
use clap::{Args, Subcommand, ValueHint};
use reportedly::registry::CalendarDate;

/// `speakers`.
#[derive(Debug, Args)]
pub struct Speakers {
    /// The record and the question.
    #[command(flatten)]
    pub asked: Asked,
    /// What to change or show of the registry.
    #[command(subcommand)]
    pub action: Option<SpeakersAction>,
}

/// What can be done with the registry of a record.
#[derive(Debug, Subcommand)]
pub enum SpeakersAction {
    /// Declare names to be one speaker, called by the first of them
    Merge {
        /// Names as the list of speakers has them
        #[arg(value_name = "NAME", required = true, num_args = 2..)]
        names: Vec<String>,
        /// How it is logged, and whether it is done.
        #[command(flatten)]
        change: Change,
    },
    /// Declare forms to be others than a speaker, whatever their spelling
    Split {
        /// What the speaker is called
        #[arg(value_name = "NAME")]
        name: String,
        /// Forms that are not this speaker's
        #[arg(value_name = "FORM", required = true)]
        forms: Vec<String>,
        /// How it is logged, and whether it is done.
        #[command(flatten)]
        change: Change,
    },
    /// Declare forms to be names of a speaker
    Alias {
        /// What the speaker is called; a new one of a name that others have in brackets: "Ivo Maros (judge)"
        #[arg(value_name = "NAME")]
        name: String,
        /// Proper names of this speaker
        #[arg(value_name = "FORM", required = true)]
        forms: Vec<String>,
        /// Only in this article: its path, URL or id
        #[arg(long, value_name = "PATH")]
        article: Option<String>,
        /// Only from this day on: YYYY-MM-DD, YYYY-MM or YYYY
        #[arg(long, value_name = "DATE")]
        from: Option<CalendarDate>,
        /// Only until this day: YYYY-MM-DD, YYYY-MM or YYYY
        #[arg(long, value_name = "DATE")]
        until: Option<CalendarDate>,
        /// How it is logged, and whether it is done.
        #[command(flatten)]
        change: Change,
    },
    /// Take over a registry file, a table in CSV: all of it or nothing
    ///
    /// What the file says is added to what is declared; nothing is taken out without --replace. `docs/guide/speakers.md` describes the columns.
    Import {
        /// The file; `-` is standard input
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: String,
        /// Take out what the file does not say: for an export that was edited
        #[arg(long)]
        replace: bool,
        /// How it is logged, and whether it is done.
        #[command(flatten)]
        change: Change,
    },
    /// Write the registry as a file that can be edited and imported
    Export,
    /// Show every change of the registry, with the reasons given
    Log {
        /// Shape of the output
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
        format: ReadFormat,
    },
}

/// How a change is logged, and whether it is done.
#[derive(Debug, Args)]
pub struct Change {
    /// Why, for the log
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}
