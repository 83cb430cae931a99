//! The trained weights of reportedly, with their model cards.
//!
//! Libraries of reportedly take a model's bytes as an argument and never look for files; this crate is where the bytes come from.
//! What each model was trained on, how well it does and where it fails stands in its `CARD.md`; what the terms of the data mean
//! for the weights, in `TERMS.md`.
#![deny(missing_docs)]

/// The model `full`: a transformer encoder that finds attributions in English news. Read by `reportedly_tagger::Model::from_bytes`.
#[cfg(feature = "full")]
pub fn full() -> &'static [u8] {
    include_bytes!("../full/full.model")
}

/// The model `fast`: a convolution over words, distilled from `full`. Read by `reportedly_tagger::Model::from_bytes`.
#[cfg(feature = "fast")]
pub fn fast() -> &'static [u8] {
    include_bytes!("../fast/fast.model")
}

/// The table `vectors`: what words are about, distilled from a sentence encoder. Read by `reportedly_link::Vectors::from_bytes`.
#[cfg(feature = "vectors")]
pub fn vectors() -> &'static [u8] {
    include_bytes!("../vectors/vectors.table")
}

/// The weights `pairs`: how likely two wordings say one thing. A small text, always there. Read by `reportedly_link::PairWeights::read`.
pub fn pairs() -> &'static str {
    include_str!("../pairs/pairs.tsv")
}
