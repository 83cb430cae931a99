//! Paragraphs, sentences and tokens of a reading.

use reportedly_schema::{BlockKind, Span};
use std::ops::Range;

/// A token: a run of word characters, or one other character that is not white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the reading.
    pub span: Span,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes in the reading, without white space at the edges.
    pub span: Span,
    /// Indices into [`Segments::tokens`].
    pub tokens: Range<usize>,
}

/// A paragraph: the unit of tagging, never over a block's edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes in the reading.
    pub span: Span,
    /// The kind of the block it stands in.
    pub kind: BlockKind,
    /// Indices into [`Segments::sentences`].
    pub sentences: Range<usize>,
    /// Indices into [`Segments::tokens`].
    pub tokens: Range<usize>,
}

/// Paragraphs, sentences and tokens of the blocks that may carry statements, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// Paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Tokens.
    pub tokens: Vec<Token>,
}
