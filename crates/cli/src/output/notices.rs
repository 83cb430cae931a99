//! What is told on standard error: errors, warnings, advice. Never data.

use super::visible;
use anstyle::{AnsiColor, Style};
use std::io::Write as _;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// Something went wrong.
pub fn error(what: &str) {
    tell(Some(("error", ERROR)), what);
}

/// Something is doubtful, and was dealt with.
pub fn warning(what: &str) {
    tell(Some(("warning", WARNING)), what);
}

/// What to do about it.
pub fn help(what: &str) {
    tell(Some(("help", HELP)), what);
}

/// A plain line.
pub fn note(what: &str) {
    tell(None, what);
}

/// Nobody is left to tell when standard error itself cannot be written, so that is not an error.
fn tell(label: Option<(&str, Style)>, what: &str) {
    let mut stderr = anstream::stderr().lock();
    let what = visible(what);
    let _ = match label {
        Some((word, style)) => writeln!(stderr, "{style}{word}:{style:#} {what}"),
        None => writeln!(stderr, "{what}"),
    };
}
