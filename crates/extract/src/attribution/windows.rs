//! An article cut into windows: what an encoder reads at once.
//!
//! A window holds whole paragraphs where they fit, each word as the pieces of a vocabulary with how the word is written and where it
//! stands among quotation marks. It begins with the words before it, so that what a paragraph answers or goes on with is in sight;
//! only the words that are its own get labels.

use super::alike::alike;
use super::quotes::Quotes;
use super::shape::{Shape, plain_mark};
use crate::segment::Segments;
use reportedly_tagger::{Piece, Vocabulary, Window};
use std::ops::Range;

/// The most pieces in a window.
pub const MOST: usize = 256;
/// The most pieces of words before the window's own.
const MOST_BEFORE: usize = 48;
/// A paragraph with more pieces is cut, at a sentence's end where one comes in time.
const MOST_OF_PARAGRAPH: usize = MOST - MOST_BEFORE - 2;

/// A window and the tokens that are its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleWindow {
    /// What the network reads: the words of `tokens` are its own.
    pub window: Window,
    /// Indices into `Segments::tokens`.
    pub tokens: Range<usize>,
}

/// Cuts an article into windows. Every token is in exactly one window's own.
pub fn windows(text: &str, segments: &Segments, vocabulary: &Vocabulary) -> Vec<ArticleWindow> {
    let cut = Cut::new(text, segments, vocabulary);
    let chunks = cut.chunks(segments);
    let mut out = Vec::new();
    let mut at = 0;
    while at < chunks.len() {
        let mut window = cut.opening(chunks[at].start);
        let begin = at;
        while at < chunks.len() {
            let size = cut.pieces_in(&chunks[at]) + 1;
            if at > begin && window.pieces.len() + size > MOST {
                break;
            }
            if at > begin && cut.opens[chunks[at].start] {
                cut.part(&mut window);
            }
            for token in chunks[at].clone() {
                window.own.push(window.words.len() as u32);
                cut.add(&mut window, token);
            }
            at += 1;
        }
        out.push(ArticleWindow { window, tokens: chunks[begin].start..chunks[at - 1].end });
    }
    out
}

/// The pieces of every token of an article.
struct Cut<'v> {
    vocabulary: &'v Vocabulary,
    pieces: Vec<Piece>,
    /// Where each token's pieces begin, and where the last one's end.
    begins: Vec<usize>,
    /// Whether a token is the first of its paragraph.
    opens: Vec<bool>,
}

impl<'v> Cut<'v> {
    fn new(text: &str, segments: &Segments, vocabulary: &'v Vocabulary) -> Self {
        let (mut pieces, mut begins, mut ids) = (Vec::new(), vec![0], Vec::new());
        let mut opens = vec![false; segments.tokens.len()];
        let mut quotes = Quotes::default();
        for paragraph in &segments.paragraphs {
            let tokens = &segments.tokens[paragraph.tokens.clone()];
            opens[paragraph.tokens.start] = true;
            quotes.read(text, tokens);
            let read = alike(&tokens.iter().map(|t| &text[t.span.range()]).collect::<Vec<_>>());
            for (n, token) in tokens.iter().enumerate() {
                let word = &text[token.span.range()];
                ids.clear();
                let shape = Shape::of(word);
                match word.chars().next().filter(|_| shape == Shape::Mark) {
                    Some(mark) => vocabulary.cut(plain_mark(mark).encode_utf8(&mut [0; 4]), &mut ids),
                    None => vocabulary.cut(read[n], &mut ids),
                }
                let place = quotes.place(n) as u8;
                pieces.extend(ids.iter().map(|&id| Piece { id, shape: 1 + shape as u8, place }));
                begins.push(pieces.len());
            }
        }
        Cut { vocabulary, pieces, begins, opens }
    }

    fn pieces_in(&self, tokens: &Range<usize>) -> usize {
        self.begins[tokens.end] - self.begins[tokens.start]
    }

    /// Ends a paragraph.
    fn part(&self, window: &mut Window) {
        window.words.push(window.pieces.len() as u32);
        window.pieces.push(Piece { id: self.vocabulary.separator(), shape: 0, place: 0 });
    }

    fn add(&self, window: &mut Window, token: usize) {
        window.words.push(window.pieces.len() as u32);
        window.pieces.extend_from_slice(&self.pieces[self.begins[token]..self.begins[token + 1]]);
    }

    /// The runs of tokens that stay together: paragraphs, cut where they are too long.
    fn chunks(&self, segments: &Segments) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        for paragraph in &segments.paragraphs {
            let mut start = paragraph.tokens.start;
            for sentence in &segments.sentences[paragraph.sentences.clone()] {
                let mut end = sentence.tokens.end;
                if self.pieces_in(&(start..end)) <= MOST_OF_PARAGRAPH {
                    continue;
                }
                if start < sentence.tokens.start {
                    out.push(start..sentence.tokens.start);
                    start = sentence.tokens.start;
                }
                while self.pieces_in(&(start..end)) > MOST_OF_PARAGRAPH {
                    let limit = self.begins[start] + MOST_OF_PARAGRAPH;
                    end = (self.begins.partition_point(|&b| b <= limit) - 1).max(start + 1);
                    out.push(start..end);
                    start = end;
                    end = sentence.tokens.end;
                }
            }
            if start < paragraph.tokens.end {
                out.push(start..paragraph.tokens.end);
            }
        }
        out
    }

    /// A window with the words before token `first`.
    fn opening(&self, first: usize) -> Window {
        let mut window = Window::default();
        window.words.push(0);
        window.pieces.push(Piece { id: self.vocabulary.start(), shape: 0, place: 0 });
        let (mut from, mut room) = (first, MOST_BEFORE);
        while from > 0 {
            let size = self.begins[from] - self.begins[from - 1] + usize::from(self.opens[from - 1]);
            if size > room {
                break;
            }
            room -= size;
            from -= 1;
        }
        for token in from..first {
            if token > from && self.opens[token] {
                self.part(&mut window);
            }
            self.add(&mut window, token);
        }
        if from < first && self.opens[first] {
            self.part(&mut window);
        }
        window
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use proptest::prelude::*;
    use reportedly_schema::{Block, BlockKind, Span};

    fn read(text: &str) -> (Segments, Vec<ArticleWindow>) {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let vocabulary = Vocabulary::new("[UNK]\n[CLS]\n[SEP]\na\n##a\nb\n\"\n.").unwrap();
        let windows = windows(text, &segments, &vocabulary);
        (segments, windows)
    }

    #[test]
    fn paragraphs_are_parted_and_words_marked() {
        let (_, windows) = read("Aa “b”\nb");
        let [one] = &windows[..] else { panic!("{windows:?}") };
        let ids: Vec<u16> = one.window.pieces.iter().map(|p| p.id).collect();
        assert_eq!(ids, [1, 3, 4, 6, 5, 6, 2, 5]);
        assert_eq!(one.window.words, [0, 1, 3, 4, 5, 6, 7]);
        assert_eq!(one.window.own, [1, 2, 3, 4, 6]);
        let shapes: Vec<u8> = one.window.pieces.iter().map(|p| p.shape).collect();
        assert_eq!(shapes, [0, 3, 3, 1, 2, 1, 0, 2]);
        let places: Vec<u8> = one.window.pieces.iter().map(|p| p.place).collect();
        assert_eq!(places, [0, 0, 0, 1, 2, 3, 0, 0]);
    }

    #[test]
    fn a_later_window_sees_the_words_before() {
        let (segments, windows) = read(&"b b b b.\n".repeat(80));
        assert!(windows.len() > 1);
        let second = &windows[1];
        let first_own = second.window.own[0] as usize;
        assert!(first_own > 30 && first_own <= MOST_BEFORE + 2);
        assert_eq!(second.window.pieces[second.window.words[first_own - 1] as usize].id, 2);
        assert_eq!(segments.tokens.len(), windows.last().unwrap().tokens.end);
    }

    proptest! {
        #[test]
        fn every_token_is_in_one_window_and_none_is_too_long(text in "([ab]{1,12}[ .“”]{0,2}|\n| ){0,500}") {
            let (segments, windows) = read(&text);
            let mut at = 0;
            for one in &windows {
                prop_assert_eq!(one.tokens.start, at);
                at = one.tokens.end;
                prop_assert_eq!(one.window.own.len(), one.tokens.len());
                prop_assert!(one.window.pieces.len() <= MOST);
                prop_assert!(one.window.words.windows(2).all(|w| w[0] < w[1]));
                prop_assert!(one.window.own.windows(2).all(|w| w[0] < w[1]));
                prop_assert!(one.window.own.iter().all(|&w| (w as usize) < one.window.words.len()));
            }
            prop_assert_eq!(at, segments.tokens.len());
        }
    }
}
