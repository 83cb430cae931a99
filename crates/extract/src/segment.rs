//! Paragraphs, sentences and tokens of a reading.
//!
//! A paragraph is a block, or a line inside a block. Tokens are those of the reference scorer of attributions: a run of word
//! characters, or one other character that is not white space. Sentences follow own rules for news English (see
//! [`sentences`]): general segmenters break after `Sen.` and `p.m.`, or between a quotation and its reporting clause.
//!
//! ```
//! use reportedly_extract::segment::segment;
//! use reportedly_schema::{Block, BlockKind, Span};
//! let text = "Sen. Ada Venn spoke at 5 p.m. Monday. \"Will it hold?\" she asked.";
//! let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
//! let segments = segment(text, &[block]);
//! let cut: Vec<&str> = segments.sentences.iter().map(|s| &text[s.span.range()]).collect();
//! assert_eq!(cut, ["Sen. Ada Venn spoke at 5 p.m. Monday.", "\"Will it hold?\" she asked."]);
//! ```

pub mod characters;
mod sentences;

use characters::{is_line_end, is_space, is_word};
use reportedly_schema::{Block, BlockKind, Span};
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

/// A longer paragraph is cut at a sentence's end, so that memory stays small whatever is fed in. None of PolNeAR's is as long.
const MOST_PARAGRAPH_TOKENS: usize = 4000;

/// Cuts the blocks that may carry statements into paragraphs, sentences and tokens.
///
/// Blocks of noise, bylines and datelines give nothing; a block whose span does not cut `text` is left out. Every character of
/// the other blocks that is not white space lies in exactly one token, every token in one sentence, every sentence in one
/// paragraph.
pub fn segment(text: &str, blocks: &[Block]) -> Segments {
    let mut out = Segments { tokens: Vec::with_capacity(text.len() / 4), ..Segments::default() };
    for block in blocks.iter().filter(|b| b.kind.carries_statements()) {
        let Some(body) = block.span.of(text) else { continue };
        let mut start = block.span.start as usize;
        for line in body.split(is_line_end) {
            add_paragraph(text, start, line, block.kind, &mut out);
            // Every line end is one character; its width is what lies between this line and the next.
            let end = start + line.len();
            start = end + text[end..].chars().next().map_or(0, char::len_utf8);
        }
    }
    out
}

fn add_paragraph(text: &str, start: usize, line: &str, kind: BlockKind, out: &mut Segments) {
    let first_token = out.tokens.len();
    tokenise(start, line, &mut out.tokens);
    let tokens = first_token..out.tokens.len();
    if tokens.is_empty() {
        return;
    }
    let first_sentence = out.sentences.len();
    sentences::split(text, &out.tokens, tokens.clone(), &mut out.sentences);
    let mut start = first_sentence;
    while start < out.sentences.len() {
        let first_token = out.sentences[start].tokens.start;
        let fits = |s: &Sentence| s.tokens.end - first_token <= MOST_PARAGRAPH_TOKENS;
        let end = start + 1 + out.sentences[start + 1..].iter().take_while(|s| fits(s)).count();
        out.paragraphs.push(Paragraph {
            span: out.sentences[start].span.hull(out.sentences[end - 1].span),
            kind,
            sentences: start..end,
            tokens: first_token..out.sentences[end - 1].tokens.end,
        });
        start = end;
    }
}

/// Appends the tokens of `piece`, which starts at byte `base` of the reading.
pub fn tokenise(base: usize, piece: &str, out: &mut Vec<Token>) {
    let mut word_start = None;
    let close = |word: &mut Option<usize>, end: usize, out: &mut Vec<Token>| {
        if let Some(start) = word.take() {
            out.push(Token { span: Span::new(base + start, base + end) });
        }
    };
    for (at, c) in piece.char_indices() {
        if is_word(c) {
            word_start.get_or_insert(at);
            continue;
        }
        close(&mut word_start, at, out);
        if !is_space(c) {
            out.push(Token { span: Span::new(base + at, base + at + c.len_utf8()) });
        }
    }
    close(&mut word_start, piece.len(), out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn body(text: &str) -> Segments {
        segment(text, &[Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None }])
    }

    fn cut<'t>(text: &'t str, segments: &Segments) -> Vec<&'t str> {
        segments.sentences.iter().map(|s| &text[s.span.range()]).collect()
    }

    #[track_caller]
    fn splits(sentences: &[&str]) {
        let text = sentences.join(" ");
        assert_eq!(cut(&text, &body(&text)), sentences);
    }

    #[test]
    fn a_line_is_a_paragraph_and_noise_gives_none() {
        let text = "One line\r\ntwo\n\nmenu";
        let blocks = [
            Block { span: Span::new(0, 13), kind: BlockKind::Body, lang: None },
            Block { span: Span::new(15, 19), kind: BlockKind::Nav, lang: None },
        ];
        let segments = segment(text, &blocks);
        let cut: Vec<&str> = segments.paragraphs.iter().map(|p| &text[p.span.range()]).collect();
        assert_eq!(cut, ["One line", "two"]);
    }

    #[test]
    fn titles_initials_and_months_do_not_end_a_sentence() {
        splits(&["Sen. Ada B. Venn met Mr. Rolle on Jan. 4 at 5 p.m. Tuesday.", "It rained."]);
        splits(&["Aldra, Inc. Chairman Ove Rolle sold No. 4 vs. No. 5 for $3.5 million.", "She left."]);
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_before_a_starter() {
        splits(&["They flew to the U.S. on Monday.", "It works at Rolle Inc.", "The firm paid."]);
        splits(&["She left at 5 p.m.", "He stayed."]);
    }

    #[test]
    fn a_quotation_keeps_its_reporting_clause() {
        splits(&["\"Will it hold?\" she asked.", "“No!” Ada Venn said.", "“Go.”", "Rolle went."]);
        splits(&["“We tried… and failed.”", "“Why?”", "Nobody knew."]);
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        splits(&["He said: “It is late.”", "(It was.)", "Then he left."]);
    }

    #[test]
    fn a_missing_space_after_a_stop_still_ends_a_sentence() {
        let text = "The port closed.Ships wait at aldra.example and Aldra.Example.";
        assert_eq!(
            cut(text, &body(text)),
            ["The port closed.", "Ships wait at aldra.example and Aldra.Example."]
        );
    }

    #[test]
    fn endless_lines_are_cut() {
        let text = "word ".repeat(10_000) + &"Go on. ".repeat(3000);
        let segments = body(&text);
        assert!(segments.sentences.iter().all(|s| s.tokens.len() <= 1000));
        assert!(segments.paragraphs.iter().all(|p| p.tokens.len() <= MOST_PARAGRAPH_TOKENS));
        assert_eq!(segments.paragraphs.last().map(|p| p.tokens.end), Some(19_000));
    }

    proptest! {
        #[test]
        fn tokens_cover_and_sentences_partition(text in "([\\PC\n]|[A-Z]\\. |\\.\" |“|said\\? ){0,60}") {
            let segments = body(&text);
            let mut covered = 0;
            for token in &segments.tokens {
                prop_assert!(token.span.start as usize >= covered && !token.span.is_empty());
                prop_assert!(text[covered..token.span.start as usize].chars().all(is_space));
                covered = token.span.end as usize;
            }
            prop_assert!(text[covered..].chars().all(is_space));
            let mut next = 0;
            for sentence in &segments.sentences {
                prop_assert_eq!(sentence.tokens.start, next);
                prop_assert!(sentence.tokens.end > next);
                next = sentence.tokens.end;
                prop_assert_eq!(sentence.span.start, segments.tokens[sentence.tokens.start].span.start);
                prop_assert_eq!(sentence.span.end, segments.tokens[next - 1].span.end);
            }
            prop_assert_eq!(next, segments.tokens.len());
            let mut next = 0;
            for paragraph in &segments.paragraphs {
                prop_assert_eq!(paragraph.sentences.start, next);
                next = paragraph.sentences.end;
                prop_assert_eq!(segments.sentences[paragraph.sentences.start].tokens.start, paragraph.tokens.start);
                prop_assert_eq!(segments.sentences[next - 1].tokens.end, paragraph.tokens.end);
            }
            prop_assert_eq!(next, segments.sentences.len());
        }
    }
}
