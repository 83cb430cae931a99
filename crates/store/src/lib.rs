//! The record: one SQLite file.
#![deny(missing_docs)]
