//! Statements to occasions, utterances and points: a pure function.
#![deny(missing_docs)]
