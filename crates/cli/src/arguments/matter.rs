//! `matter`: saved queries, and what is put in or left out by hand.

use super::{AnswerFormat, ReadFormat, values};
use clap::{Args, Subcommand, ValueHint};
use reportedly::schema::Day;
use std::path::PathBuf;

/// `matter`.
#[derive(Debug, Args)]
pub struct MatterArguments {
    /// The record
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub action: MatterAction,
}

/// What can be done with the matters of a record.
#[derive(Debug, Subcommand)]
pub enum MatterAction {
    /// Save a query under a name; one without options holds only what is put in by hand
    New {
        /// What it is called
        #[arg(value_name = "NAME")]
        name: String,
        /// Statements on this, in your own words
        #[arg(long, value_name = "WORDS")]
        about: Option<String>,
        /// Statements of this speaker
        #[arg(long, value_name = "NAME")]
        speaker: Option<String>,
        /// What was said by those who spoke for this party on the day
        #[arg(long, value_name = "NAME")]
        party: Option<String>,
        /// Articles of this outlet
        #[arg(long, value_name = "NAME")]
        outlet: Option<String>,
        /// Said on this day or later: YYYY-MM-DD, YYYY-MM or YYYY
        #[arg(long, value_name = "DATE", value_parser = values::first_day)]
        since: Option<Day>,
        /// Said on this day or before: YYYY-MM-DD, YYYY-MM or YYYY
        #[arg(long, value_name = "DATE", value_parser = values::last_day)]
        until: Option<Day>,
        /// Why, for the log
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// List the matters, and how many statements are on each now
    List {
        /// Shape of the output
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
        format: AnswerFormat,
    },
    /// Show the query and the passages of a matter, and how many statements are on it now
    Show {
        /// What it is called
        #[arg(value_name = "NAME")]
        name: String,
        /// Shape of the output
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
        format: AnswerFormat,
    },
    /// Put a statement in, whatever the query finds
    PutIn {
        /// What the matter is called
        #[arg(value_name = "NAME")]
        name: String,
        /// A statement by the first digits of its id
        #[arg(value_name = "STATEMENT")]
        statement: String,
        /// Why, for the log
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Leave a statement out, whatever the query finds
    LeaveOut {
        /// What the matter is called
        #[arg(value_name = "NAME")]
        name: String,
        /// A statement by the first digits of its id
        #[arg(value_name = "STATEMENT")]
        statement: String,
        /// Why, for the log
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Give a matter another name
    Rename {
        /// What it is called
        #[arg(value_name = "NAME")]
        name: String,
        /// What it shall be called
        #[arg(value_name = "NEW")]
        new: String,
        /// Why, for the log
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Take a matter out of the record; its statements stay
    Drop {
        /// What it is called
        #[arg(value_name = "NAME")]
        name: String,
        /// Why, for the log
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Show every change of the matters, with the reasons given
    Log {
        /// Shape of the output
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
        format: ReadFormat,
    },
}
