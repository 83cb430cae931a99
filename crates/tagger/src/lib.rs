//! A fast linear-chain sequence tagger with integer weights.
#![deny(missing_docs)]
