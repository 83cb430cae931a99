//! Reading to statements: who said what, when, to whom, on what terms, as reported by whom.
//!
//! The order of work inside one article: [`segment`] → [`attribution`] → the layers over attributions (speakers, chain, said,
//! acts, terms, narration). Every layer takes references and returns its own values.
#![deny(missing_docs)]

mod acts;
mod addressee;
pub mod anaphora;
pub mod attribution;
mod chain;
mod count_claims;
mod credits;
mod cue;
mod doubts;
pub mod entity_tagger;
pub mod extractor;
mod lemma;
mod narration;
mod noun_phrase;
mod outlets;
mod quotes;
mod relays;
mod said;
pub mod segment;
mod speakers;
mod terms;
mod venue;
mod vocabulary;
mod words;

pub use extractor::{Buffer, Error, Extractor, Settings, describe};
