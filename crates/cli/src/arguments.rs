//! The command line as typed: every command, every flag, and what is refused before anything is read.

mod values;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum, ValueHint};
use reportedly::{answers::Within, registry::CalendarDate, schema::Day};
use std::path::PathBuf;
pub use values::FieldName;

/// Who said what, when, to whom, on what terms, as reported by whom.
///
/// Reads news articles and keeps the record of what they report. The record is what the articles given to it report: it is never complete,
/// it is no official record, and it judges nobody.
#[derive(Debug, Parser)]
#[command(name = "reportedly", version, max_term_width = 120, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 fine, 1 a finding (verify, explain), 2 a usage error, 3 something could not be read or written.\n\
                        Start with `reportedly demo`."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Articles in, statements out: one JSON line per article
    ///
    /// One JSON line per input article, in input order, on standard output; warnings and progress on standard error. At a terminal the article is shown
    /// with its statements marked instead (--format marked).
    Extract(Extract),
    /// Show the cleaned text, blocks, dates and outlet of articles, and which carry the same text
    Read(Read),
    /// Read articles into a record, look for statements and link them
    ///
    /// Each article is stored in a step of its own: after an interruption, run the same line again, and what is in already is skipped.
    /// The same article twice adds nothing.
    Add(Add),
    /// Find statements by their words
    Search(Search),
    /// Show a statement or an article of a record, with the words in their place
    Show(Show),
    /// Show why a statement is what it is, by extracting again from the stored text
    Explain(Explain),
    /// List the articles of a record, and what could not be read
    Articles(Asked),
    /// List who was found speaking, and say which names are one speaker's
    ///
    /// Names are compared without case, diacritics, titles and the spellings of transliteration, and the list says how each form came to its
    /// speaker. What is only perhaps one speaker is told and never merged: `merge` does that. Every change is logged and can be taken back by its
    /// opposite.
    #[command(disable_help_subcommand = true)]
    Speakers(Speakers),
    /// List statements in the order in which they were said
    Timeline(Asked),
    /// Hold what articles say of how often something was said ("for the fourth time in two weeks") against the record
    ///
    /// For each claim: the occasions found up to its statement, inside the time it names, and how many of them other articles report too.
    CountClaims(Asked),
    /// Show what was found again, and on how many occasions
    ///
    /// Reports of one saying count as one occasion, reprints are folded. What others say for a speaker and what has no date is listed apart and
    /// never counted.
    Repeats(Repeats),
    /// Say of two statements that they are of one utterance or point, or that they are not
    ///
    /// What was decided holds through every linking, and for every article with the same text. It is logged, and --undo takes it back.
    Correct(Correct),
    /// Show who is found to have answered whom: accepted, refused, on a condition, or in another way
    ///
    /// A reply needs words that show it ("turned down", "in response"), another speaker, the same matter, and a date not before what it
    /// answers. --speaker and the others choose a pair by either of its sides.
    Replies(Asked),
    /// Show what each side is found to ask, offer, accept and refuse on a matter, by date
    ///
    /// A row per thing said, with its terms as all its reports have them, who stated it, what it answers and what answers it. Parties are those
    /// declared with `speakers RECORD import`.
    Positions(Asked),
    /// Show what parties and outlets are found to tell of one event, side by side, and in what their accounts differ
    ///
    /// An event needs accounts by two tellers, or by one whose accounts differ: what speakers are reported to have said of it, and what outlets
    /// tell in their own voice. Differences are named by kind (reason, order, actor, number, place, occurrence) in the tellers' own words;
    /// which account is right is not judged.
    Events(Asked),
    /// Show what is found of a party's terms from one thing said to the next: first seen, another value, replaced or withdrawn in words
    ///
    /// Only a party's own terms, and only where it is known which was said first. A report that leaves a term out makes no change; what is not
    /// mentioned again is listed with --absences. A person is a party of one unless `speakers RECORD import` declares more.
    Changes(Changes),
    /// Show what each outlet did with the words of one thing said, and by which names outlets call a speaker, place or event
    ///
    /// For a thing said that several articles report: a condition that a report lacks, a quotation given shorter, other words in quotation marks,
    /// another cue. Then every form of name with counts by outlet. Words and counts only; reprints are no second report. Without a choice: all
    /// of it for the leading speakers, places and kind of event.
    Wording(Wording),
    /// Save what a question is about, with passages put in or left out by hand, for --matter
    #[command(disable_help_subcommand = true)]
    Matter(MatterArguments),
    /// Check that a record is whole: evidence, hashes and the database itself
    Verify(Verify),
    /// Print the JSON Schema of the output of extract
    Schema,
    /// Build a record from the demo articles in the program, and show around
    Demo(Demo),
    /// Print a completion script for a shell
    Completions(Completions),
}

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

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The record
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
    /// A statement by the first characters of its id, or an article by its path or id
    #[arg(value_name = "ID|PATH")]
    pub what: String,
    /// Shape of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    pub format: ReadFormat,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The record
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
    /// A statement by the first characters of its id, or an article by its path or id
    #[arg(value_name = "ID|PATH")]
    pub what: String,
    /// Model to replay with [default: the one that made the statements]
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// Leave out statements less sure than this, 0 to 1, where the record was made so
    #[arg(long, value_name = "X", value_parser = values::confidence)]
    pub min_confidence: Option<u16>,
}

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

/// `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The record
    #[arg(value_name = "RECORD", value_hint = ValueHint::FilePath)]
    pub record: PathBuf,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Keep the record in this file; one that is there already is not overwritten
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub keep: Option<PathBuf>,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_consistent_and_every_argument_is_explained() {
        let mut command = Arguments::command();
        command.clone().debug_assert();
        command.build();
        let nested = command.get_subcommands().flat_map(clap::Command::get_subcommands);
        for sub in command.get_subcommands().chain(nested) {
            assert!(sub.get_about().is_some(), "{} has no explanation", sub.get_name());
            for argument in sub.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{} {} is not explained",
                    sub.get_name(),
                    argument.get_id()
                );
            }
        }
    }
}
