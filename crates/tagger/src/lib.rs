//! A sequence tagger: pieces of words in, labels with their margins out. It knows nothing about what is tagged.
//!
//! Two kinds of network score labels, a transformer encoder and a convolution over words; a linear chain then finds the best sequence. All
//! that decides is computed in whole numbers or in floating-point steps of a fixed order, so that every processor and every division of the work
//! gives the same answer.
//!
//! A model may have a *branch*: layers and heads of its own beside those that score labels, which score labels of another kind (names) and give each
//! word two vectors, from which [`Coreference`] scores pairs of words. The layers below are run once for both.
//!
//! Four types, on purpose apart: [`Model`] is plain data with a file format, [`Tagger`] the read-only machine built from it (`Send + Sync`,
//! shared by all threads), [`Buffer`] and [`Decoded`] the scratch memory of one thread.
//!
//! Training lives elsewhere; this crate only applies weights. See [`Tagger::score`] and [`Tagger::decode`] for use.
#![deny(missing_docs)]

mod arithmetic;
mod chain;
mod convolution;
mod coreference;
mod encoder;
mod format;
mod kernel;
mod layers;
mod model;
mod pieces;
mod processor;
#[cfg(test)]
mod samples;
mod tagger;
mod window;

pub use chain::Decoded;
pub use coreference::Coreference;
pub use model::{Calibration, FORBIDDEN, Kind, Matrix, Model, ModelError};
pub use pieces::Vocabulary;
pub use tagger::{Buffer, Scores, Tagger};
pub use window::{Piece, Window};
