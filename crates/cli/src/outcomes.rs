//! What is told about each input on its way, and what it means for the exit code (`docs/decisions/0002-exit-codes.md`).

use crate::{
    exit::Done,
    output::{notices, progress::Progress},
};
use reportedly::{
    pipeline::Outcome,
    schema::{Reading, Rejected, RejectedCode},
};

/// Problems of one article that are told; all of them stand in the output.
const MOST_TOLD: usize = 3;

/// Inputs so far.
#[derive(Debug, Default)]
pub struct Tally {
    inputs: usize,
    unread: usize,
}

impl Tally {
    /// Tells and counts one outcome.
    pub fn note(&mut self, outcome: &Outcome, progress: &Progress) {
        match outcome {
            Outcome::Article(record) => self.read(&record.reading, progress),
            Outcome::Rejected(rejected) => self.rejected(rejected, progress),
            Outcome::Known(_) => self.inputs += 1,
        }
    }

    /// An article that was read, perhaps with problems.
    pub fn read(&mut self, reading: &Reading, progress: &Progress) {
        self.inputs += 1;
        for problem in reading.problems.iter().take(MOST_TOLD) {
            progress.warning(&told(&reading.path, &problem.message));
        }
        if let Some(more @ 1..) = reading.problems.len().checked_sub(MOST_TOLD) {
            progress.warning(&told(&reading.path, &format!("and {more} more problems, all in the output")));
        }
    }

    /// An input that was declined.
    pub fn rejected(&mut self, rejected: &Rejected, progress: &Progress) {
        self.inputs += 1;
        let what = told(&rejected.path, &rejected.message);
        match rejected.code {
            RejectedCode::Language | RejectedCode::NotArticle => progress.warning(&what),
            RejectedCode::Empty
            | RejectedCode::Binary
            | RejectedCode::TooLarge
            | RejectedCode::Unreadable => {
                self.unread += 1;
                progress.error(&what);
            }
        }
    }

    /// An article that was read and then not taken by the record.
    pub fn refused(&mut self, what: &str, progress: &Progress) {
        self.unread += 1;
        progress.error(what);
    }

    /// Tells how many inputs could not be read.
    pub fn conclude(self) -> Done {
        if self.unread == 0 {
            return Done::Fine;
        }
        notices::note(&format!("{} of {} inputs could not be read", self.unread, self.inputs));
        Done::SomeUnread
    }
}

/// A message with the path it is about, once.
fn told(path: &str, message: &str) -> String {
    if message.starts_with(path) { message.to_string() } else { format!("{path}: {message}") }
}
