//! What a network reads at once.

/// One place in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary.
    pub id: u16,
    /// How its word is written: 0 for what is no word of the text.
    pub shape: u8,
    /// Where its word stands among quotation marks.
    pub place: u8,
}

/// A stretch of text as pieces of a vocabulary. Its own words get labels; the others are there to be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// All its pieces.
    pub pieces: Vec<Piece>,
    /// Where each word, and each separator, begins in `pieces`.
    pub words: Vec<u32>,
    /// Where each of its own words stands in `words`.
    pub own: Vec<u32>,
}
