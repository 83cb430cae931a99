//! Who said what, when, to whom, on what terms, as reported by whom.
//!
//! This is the crate to depend on. [`pipeline`] turns bytes into articles with statements, [`record`] keeps them in one file and
//! links them, [`answers`] asks questions of a record, [`line`] is the JSON format of DESIGN section 4.
//!
//! The library reads no clock, no environment and no file: bytes come in as arguments (a record's file is the exception).
#![deny(missing_docs)]

pub mod answers;
pub mod asked_of;
pub mod duplicates;
pub mod pipeline;
pub mod record;
pub mod registry;

pub use reportedly_schema as schema;
pub use reportedly_schema::line;
