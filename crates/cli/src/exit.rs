//! How a command ends. One match gives the exit codes; `docs/decisions/0002-exit-codes.md` says which is which.

use crate::output::notices;
use std::{fmt, io, process::ExitCode};

/// How a command ended that did what it was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing to tell.
    Fine,
    /// Something was found that should not be there.
    Finding,
    /// Some inputs could not be read.
    SomeUnread,
}

/// Why a command could not do what it was asked to do.
#[derive(Debug)]
pub enum Failure {
    /// The command line cannot be meant.
    Usage(Message),
    /// Something could not be read or written.
    Unable(Message),
    /// Who read our output stopped reading.
    Closed,
}

/// What is told: what was wrong and where, and what to do.
#[derive(Debug)]
pub struct Message {
    /// What was wrong, and where.
    pub what: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Failure {
    /// A command line that cannot be meant.
    pub fn usage(what: impl fmt::Display, help: impl Into<String>) -> Self {
        Failure::Usage(Message { what: what.to_string(), help: Some(help.into()) })
    }
}

/// An error with its causes, each once: a cause whose words stand in the message already is left out.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !told.contains(&words) {
            told = format!("{told}: {words}");
        }
        cause = error.source();
    }
    told
}

impl From<io::Error> for Failure {
    /// An error of writing to standard output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::Closed;
        }
        Failure::Unable(Message {
            what: format!("standard output: {error}"),
            help: Some(
                "the output ends here: make room or write elsewhere, and run the command again".to_string(),
            ),
        })
    }
}

impl From<reportedly::pipeline::Error> for Failure {
    fn from(error: reportedly::pipeline::Error) -> Self {
        Failure::Usage(Message { what: with_causes(&error), help: None })
    }
}

impl From<reportedly::record::Error> for Failure {
    /// The message names the file, the cause and what to do.
    fn from(error: reportedly::record::Error) -> Self {
        let message = Message { what: error.to_string(), help: None };
        if error.is_usage() || error.is_existing() {
            Failure::Usage(message)
        } else {
            Failure::Unable(message)
        }
    }
}

/// Tells what went wrong and gives the exit code.
pub fn conclude(ended: Result<Done, Failure>) -> ExitCode {
    if let Err(Failure::Usage(message) | Failure::Unable(message)) = &ended {
        notices::error(&message.what);
        if let Some(help) = &message.help {
            notices::help(help);
        }
    }
    ExitCode::from(match ended {
        Ok(Done::Fine) | Err(Failure::Closed) => 0,
        Ok(Done::Finding) => 1,
        Err(Failure::Usage(_)) => 2,
        Ok(Done::SomeUnread) | Err(Failure::Unable(_)) => 3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_error_and_a_full_disk_is() {
        assert!(matches!(Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)), Failure::Closed));
        assert!(matches!(Failure::from(io::Error::from(io::ErrorKind::StorageFull)), Failure::Unable(_)));
    }

    #[test]
    fn causes_are_told_once() {
        #[derive(Debug)]
        struct Outer(io::Error);
        impl fmt::Display for Outer {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("page 3 is damaged")
            }
        }
        impl std::error::Error for Outer {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                Some(&self.0)
            }
        }
        assert_eq!(with_causes(&Outer(io::Error::other("short read"))), "page 3 is damaged: short read");
        assert_eq!(with_causes(&io::Error::other("short read")), "short read");
    }
}
