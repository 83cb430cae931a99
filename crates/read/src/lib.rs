//! Bytes to reading: plain text, HTML and JSON lines, with blocks, noise and metadata.
#![deny(missing_docs)]

pub mod decode;
mod features;
mod language;
pub mod markup;
pub mod noise;
mod stamp;
pub mod units;
mod vocabulary;

pub use language::language;
