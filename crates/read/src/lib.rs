//! Bytes to [`Reading`](reportedly_schema::Reading): plain text in any encoding, HTML and JSON lines, with blocks, noise by
//! line, metadata and the date of publication, or [`Rejected`](reportedly_schema::Rejected) with a code.
//!
//! * [`read`] reads one input; [`read_line`] and [`read_lines`] read JSON lines piece by piece.
//! * [`parse_meta`] reads what a user says of many articles (`--meta`).
//! * For UTF-8 plain text the reading's text is the input unchanged, so offsets point into the file.
//! * Limits are on bytes, elements and nesting, never on time; no clock, file or network is touched.
//!
//! Not for: finding statements (that is `extract`), or fetching pages.
#![deny(missing_docs)]

mod byline;
mod captions;
mod decode;
mod features;
mod guard;
mod input;
mod jsonl;
mod language;
pub mod markup;
mod meta;
pub mod noise;
mod offices;
mod outlet;
pub mod page;
pub mod page_meta;
mod plain;
mod publication;
mod stamp;
pub mod units;
mod vocabulary;

pub use byline::names;
pub use input::{Given, Input, Limits, Options, READER, read, read_line, read_lines};
pub use language::language;
pub use meta::{Error, Meta, parse_meta};
pub use plain::check_blocks;
