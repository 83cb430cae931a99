//! Cells that many answers have: ids cut short, and when something was said. JSON lines keep the whole.

use super::evidence::Evidence;
use reportedly_schema::Interval;

/// Digits of an id in a table.
const SHORT_ID: usize = 12;

/// Digits of an id in a table for the eye; `explain` takes as few.
const BRIEF_ID: usize = 8;

/// The id of a thing said or a statement in a table.
pub(super) fn short_id(id: impl ToString) -> String {
    id.to_string().chars().take(SHORT_ID).collect()
}

/// The same in a table for the eye.
pub(super) fn brief_id(id: impl ToString) -> String {
    id.to_string().chars().take(BRIEF_ID).collect()
}

/// The id of the statement that is evidence, in a table; empty for a narration.
pub(super) fn statement_id(evidence: &Evidence) -> String {
    evidence.statement.as_deref().map_or(String::new(), short_id)
}

/// An interval for a table; an open start is a publication.
pub(super) fn shown_interval(said: &Interval) -> String {
    match (said.earliest, said.latest) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("{a} or later"),
        (None, Some(b)) => format!("by {b}"),
        (None, None) => "no date".to_string(),
    }
}

/// When a statement was said, for a table.
pub(super) fn said_of(evidence: &Evidence) -> String {
    evidence.said.as_ref().map_or_else(String::new, |said| {
        shown_interval(&Interval { earliest: said.earliest, latest: said.latest })
    })
}
