//! Find time expressions in English news and resolve them to TIMEX3 values.
#![deny(missing_docs)]

mod grammar;
mod meaning;
mod period;
mod resolve;
mod tag;
mod tokens;
mod vocabulary;

pub use meaning::{
    Amount, DayPart, Expression, Holiday, Kind, Meaning, Modifier, Origin, Recurrence, Reference, Season, Shift, Unit, What, Year,
};
pub use period::Period;
pub use resolve::{Anchor, AnchoredOn, Resolved, Tense, resolve};
pub use tag::{Tagged, tag};

/// Finds the time expressions of a text: ordered, not overlapping, byte offsets on character boundaries.
pub fn find(text: &str) -> Vec<Expression> {
    grammar::find(text, &tokens::cut(text, vocabulary::Vocabulary::english()))
}
