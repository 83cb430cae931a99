//! A fast linear-chain sequence tagger with integer weights. It knows nothing about what is tagged: positions carry hashed
//! features, the model says which label sequence fits them best.
//!
//! Three types, on purpose apart: [`Model`] is plain data with a file format, [`Tagger`] the read-only machine built from one
//! of its chains (`Send + Sync`, shared by all threads), [`Buffer`] the scratch memory of one thread.
//!
//! Do not use it where labels need no context (a classifier is smaller) or where weights change while tagging (training lives
//! elsewhere; this crate only applies weights).
//!
//! ```
//! use reportedly_tagger::{Buffer, ChainBuilder, Tagger, hash_bytes};
//! let mut chain = ChainBuilder::new("colour", &["other", "colour"], 4, 32);
//! chain.set_row(hash_bytes(1, b"red"), &[0, 64]);
//! chain.set_row(hash_bytes(1, b"house"), &[64, 0]);
//! let tagger = Tagger::new(&chain.build());
//! let mut buffer = Buffer::default();
//! for word in ["red", "house"] {
//!     buffer.features.push(hash_bytes(1, word.as_bytes()));
//!     buffer.features.end_position();
//! }
//! tagger.tag(&mut buffer);
//! assert_eq!(buffer.labels(), [1, 0]);
//! // By how much the best sequence beats the best one with another label at that position, in units of the weights.
//! assert_eq!(buffer.margins(), [64, 64]);
//! ```
//!
//! The arithmetic is that of a conditional random field (Lafferty, McCallum and Pereira 2001) at prediction time: the score of a
//! sequence is the sum of its features' weights and of its transitions; the best one is found by Viterbi's algorithm in
//! integers, so that it is the same on every processor.
#![deny(missing_docs)]

mod format;
mod hash;
mod model;
mod tagger;

pub use format::ModelError;
pub use hash::{combine, hash_bytes};
pub use model::{Calibration, Chain, ChainBuilder, FORBIDDEN, Lexicon, Model};
pub use tagger::{Buffer, Features, LexiconTable, Tagger};
