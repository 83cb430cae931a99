//! Statements to occasions, utterances and points: a pure function.
#![deny(missing_docs)]

mod lexicon;
mod wording;

pub use wording::{WordKey, word_keys};
