//! The command line as typed: every command, every flag, and what is refused before anything is read.

mod correct;
mod matter;
mod question;
mod reading;
mod speakers;
mod values;

pub use correct::{Correct, DecisionLevel};
pub use matter::{MatterAction, MatterArguments};
pub use question::{AnswerFormat, Asked, Changes, Question, Repeats, Search, Wording};
pub use reading::{Add, Extract, ExtractFormat, Extracting, InputKind, Read, ReadFormat, Reading};
pub use speakers::{Change, Speakers, SpeakersAction};

use clap::{Args, Parser, Subcommand, ValueHint};
use std::path::PathBuf;

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
