//! The trained weights of reportedly, with their model cards.
#![deny(missing_docs)]
