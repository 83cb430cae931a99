//! Words cut into pieces of a fixed vocabulary.
//!
//! WordPiece as BERT uses it (Wu and others 2016; Devlin and others 2019, the uncased variant): a word in lower case and without
//! accents is cut from the left into the longest pieces that the vocabulary holds; those after the first begin with `##`.
//!
//! ```
//! use reportedly_tagger::Vocabulary;
//! let vocabulary = Vocabulary::new("[UNK]\n[CLS]\n[SEP]\nre\n##open\n##ed\nport").unwrap();
//! let mut pieces = Vec::new();
//! vocabulary.cut("Réopened", &mut pieces);
//! vocabulary.cut("xyz", &mut pieces);
//! assert_eq!(pieces, [3, 4, 5, 0]);
//! ```

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word counts as unknown, in characters: the limit of the original.
const LONGEST: usize = 100;

/// A vocabulary of pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    text: String,
    /// Pieces that begin a word.
    first: HashMap<String, u16>,
    /// Pieces that go on with one, without their `##`.
    next: HashMap<String, u16>,
    unknown: u16,
    start: u16,
    separator: u16,
    longest: usize,
}

impl Vocabulary {
    /// Reads a vocabulary: one piece a line, numbered from 0.
    ///
    /// # Errors
    /// What is missing or too much, in words.
    pub fn new(text: &str) -> Result<Self, String> {
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > usize::from(u16::MAX) {
            return Err(format!("at most {} pieces, found {}", u16::MAX, lines.len()));
        }
        let (mut first, mut next) = (HashMap::with_capacity(lines.len()), HashMap::new());
        for (id, piece) in lines.iter().enumerate() {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => next.insert(rest.to_owned(), id as u16),
                _ => first.insert((*piece).to_owned(), id as u16),
            };
        }
        let special = |name: &str| first.get(name).copied().ok_or_else(|| format!("a piece {name}"));
        Ok(Vocabulary {
            unknown: special("[UNK]")?,
            start: special("[CLS]")?,
            separator: special("[SEP]")?,
            longest: lines.iter().map(|l| l.len()).max().unwrap_or(0),
            text: text.to_owned(),
            first,
            next,
        })
    }

    /// The vocabulary as it is stored.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of pieces.
    pub fn len(&self) -> usize {
        self.text.lines().count()
    }

    /// Whether it holds no pieces.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The piece that begins a sequence.
    pub fn start(&self) -> u16 {
        self.start
    }

    /// The piece that parts paragraphs.
    pub fn separator(&self) -> u16 {
        self.separator
    }

    /// Appends the pieces of a word: at least one.
    pub fn cut(&self, word: &str, out: &mut Vec<u16>) {
        let mut plain = String::with_capacity(word.len());
        if word.is_ascii() {
            plain.push_str(word);
            plain.make_ascii_lowercase();
        } else {
            plain.extend(word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)));
        }
        let begin = out.len();
        if plain.is_empty() || plain.chars().count() > LONGEST || !self.cut_plain(&plain, out) {
            out.truncate(begin);
            out.push(self.unknown);
        }
    }

    fn cut_plain(&self, mut rest: &str, out: &mut Vec<u16>) -> bool {
        let mut pieces = &self.first;
        while !rest.is_empty() {
            let mut end = rest.len().min(self.longest);
            let found = loop {
                if end == 0 {
                    return false;
                }
                match rest.get(..end).and_then(|part| pieces.get(part)) {
                    Some(&id) => break id,
                    None => end -= 1,
                }
            };
            out.push(found);
            rest = &rest[end..];
            pieces = &self.next;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn small() -> Vocabulary {
        Vocabulary::new("[UNK]\n[CLS]\n[SEP]\na\n##a\nab\n##b\n\"\né").unwrap()
    }

    fn cut(word: &str) -> Vec<u16> {
        let mut out = Vec::new();
        small().cut(word, &mut out);
        out
    }

    #[test]
    fn the_longest_piece_comes_first() {
        assert_eq!(cut("ABA"), [5, 4]);
        assert_eq!(cut("aab"), [3, 4, 6]);
        assert_eq!(cut("\""), [7]);
        assert_eq!(cut("á"), [3]);
    }

    #[test]
    fn what_cannot_be_cut_is_unknown() {
        for word in ["x", "ax", "", "\u{301}", &"a".repeat(101)] {
            assert_eq!(cut(word), [0], "{word:?}");
        }
    }

    #[test]
    fn special_pieces_must_be_there() {
        assert_eq!(Vocabulary::new("a\nb").unwrap_err(), "a piece [UNK]");
    }

    proptest! {
        #[test]
        fn any_word_gives_pieces_of_the_vocabulary(word in "\\PC{0,20}") {
            let pieces = cut(&word);
            prop_assert!(!pieces.is_empty() && pieces.iter().all(|&p| p < 9));
        }
    }
}
