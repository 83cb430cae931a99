//! Who said what, when, to whom, on what terms, as reported by whom.
#![deny(missing_docs)]

pub mod answers;
