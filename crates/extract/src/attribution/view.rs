//! One paragraph as the rules of linking see it.

use super::quotes::Quotes;
use crate::segment::Segments;

/// The paragraph under way. Scratch memory: reused for every paragraph.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its quotations.
    pub quotes: Quotes,
    /// The number of the sentence of each token.
    sentences: Vec<u32>,
    /// The tokens that are semicolons, ascending.
    semicolons: Vec<usize>,
}

impl View {
    /// Looks at paragraph number `index`.
    pub fn read(&mut self, text: &str, segments: &Segments, index: usize) {
        let paragraph = &segments.paragraphs[index];
        self.quotes.read(text, &segments.tokens[paragraph.tokens.clone()]);
        let tokens = segments.tokens[paragraph.tokens.clone()].iter().enumerate();
        self.semicolons.clear();
        self.semicolons.extend(tokens.filter(|(_, t)| t.span.of(text) == Some(";")).map(|(n, _)| n));
        self.sentences.clear();
        for (n, sentence) in segments.sentences[paragraph.sentences.clone()].iter().enumerate() {
            self.sentences.resize(sentence.tokens.end - paragraph.tokens.start, n as u32);
        }
    }

    /// Whether token `n` is a semicolon.
    pub fn is_semicolon(&self, n: usize) -> bool {
        self.semicolons.binary_search(&n).is_ok()
    }

    /// The number of tokens.
    pub fn length(&self) -> usize {
        self.sentences.len()
    }

    /// The number of the sentence of token `n` in the paragraph.
    pub fn sentence_of(&self, n: usize) -> usize {
        self.sentences[n] as usize
    }
}
