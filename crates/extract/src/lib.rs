//! Reading to statements: who said what, when, to whom, on what terms, as reported by whom.
//!
//! The order of work inside one article: [`segment`] → [`attribution`] → the layers over attributions (speakers, chain, said,
//! acts, terms, narration). Every layer takes references and returns its own values.
#![deny(missing_docs)]

pub mod attribution;
mod lemma;
mod quotes;
mod speakers;
mod vocabulary;
mod words;
pub mod segment;
