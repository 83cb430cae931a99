//! What the features know about a token: its word without regard to who is named, its shape and its marks.

use crate::segment::{Token, characters::is_word};
use reportedly_tagger::{LexiconTable, hash_bytes};

/// Kinds of [`hash_bytes`]; part of the model file, so they never change their meaning.
const WORD: u32 = 1;
const SUFFIX: u32 = 2;
const PREFIX: u32 = 3;

/// The longest word that is hashed whole, in bytes; longer ones count by their beginning and end.
const LONGEST: usize = 32;

/// The hash under which a word stands in a lexicon: of its lower-case letters.
pub fn lexicon_hash(word: &str) -> u32 {
    let mut lower = [0; LONGEST];
    hash_bytes(WORD, lowered(word, &mut lower))
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A mark.
    Mark,
    /// All in lower case.
    Lower,
    /// One capital, then lower case.
    Capital,
    /// A single capital letter.
    Initial,
    /// All in capitals.
    Capitals,
    /// Digits.
    Number,
    /// Anything else.
    Mixed,
}

/// Bits of a class in the lexicon `words`.
pub mod class {
    /// Mask of how often the word was part of a cue: 0 never to 7 nearly always.
    pub const CUE: u8 = 0b0000_0111;
    /// The word is commonly written in lower case, so a capital changes nothing about what it is.
    pub const COMMON: u8 = 0b1000_0000;
    /// Mask of how often the word was the last of a source: 0 never to 3 often.
    pub const SOURCE: u8 = 0b0001_1000;
    /// Position of the bits of [`SOURCE`].
    pub const SOURCE_SHIFT: u8 = 3;
}

/// A token as the features see it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The word in lower case where it is common; what it looks like where it is rare or a name.
    pub id: u32,
    /// Its last two letters in lower case; of names and marks nothing.
    pub suffix2: u32,
    /// Its last three letters.
    pub suffix3: u32,
    /// Its first three letters.
    pub prefix3: u32,
    /// How it is written.
    pub shape: Shape,
    /// How strongly it is a cue, 0 to 7.
    pub cue: u8,
    /// How strongly it ends a source, 0 to 3.
    pub source: u8,
    /// The first character: what kind of mark it is.
    pub mark: Mark,
}

/// Kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A word.
    None,
    /// A comma.
    Comma,
    /// `.` `!` `?` `…`
    Stop,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash.
    Dash,
    /// A quotation mark or apostrophe.
    Quote,
    /// A bracket.
    Bracket,
    /// Another.
    Other,
}

fn lowered<'b>(word: &str, space: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let bytes = word.as_bytes();
    let length = bytes.len().min(LONGEST);
    if bytes.len() <= LONGEST {
        space[..length].copy_from_slice(bytes);
    } else {
        let half = LONGEST / 2;
        space[..half].copy_from_slice(&bytes[..half]);
        space[half..].copy_from_slice(&bytes[bytes.len() - half..]);
    }
    space[..length].make_ascii_lowercase();
    &space[..length]
}

fn mark_of(c: char) -> Mark {
    match c {
        ',' => Mark::Comma,
        '.' | '!' | '?' | '…' => Mark::Stop,
        ':' => Mark::Colon,
        ';' => Mark::Semicolon,
        '-' | '–' | '—' | '―' => Mark::Dash,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '„' | '‟' | '‚' | '`' => Mark::Quote,
        '(' | ')' | '[' | ']' | '{' | '}' => Mark::Bracket,
        _ => Mark::Other,
    }
}

/// Marks that differ only in typography count as one.
fn plain_mark(c: char) -> char {
    match c {
        '“' | '”' | '«' | '»' | '„' | '‟' => '"',
        '‘' | '’' | '‚' | '`' => '\'',
        '–' | '—' | '―' => '-',
        other => other,
    }
}

impl Word {
    /// Looks at one token.
    pub fn new(text: &str, token: Token, words: &LexiconTable) -> Word {
        let word = &text[token.span.range()];
        let first = word.chars().next().unwrap_or(' ');
        if !is_word(first) {
            let plain = plain_mark(first);
            let id = hash_bytes(WORD, plain.encode_utf8(&mut [0; 4]).as_bytes());
            let mark = mark_of(first);
            return Word {
                id,
                suffix2: 0,
                suffix3: 0,
                prefix3: 0,
                shape: Shape::Mark,
                cue: 0,
                source: 0,
                mark,
            };
        }
        let shape = shape_of(word);
        let mut space = [0; LONGEST];
        let lower = lowered(word, &mut space);
        let hash = hash_bytes(WORD, lower);
        let found = words.class(hash);
        let suffix = |n: usize| hash_bytes(SUFFIX, &lower[lower.len().saturating_sub(n)..]);
        let (suffix2, suffix3, prefix3) =
            (suffix(2), suffix(3), hash_bytes(PREFIX, &lower[..lower.len().min(3)]));
        let class = found.unwrap_or(0);
        let looks_common = shape == Shape::Lower || class & class::COMMON != 0;
        let id = match (found, shape) {
            (Some(_), _) if looks_common => hash,
            (_, Shape::Number) => hash_bytes(WORD, &[b'0', word.len().min(5) as u8]),
            (_, Shape::Lower) => suffix3 ^ 1,
            _ => hash_bytes(WORD, &[b'X', shape as u8]),
        };
        let (cue, source) = match looks_common {
            true => (class & class::CUE, (class & class::SOURCE) >> class::SOURCE_SHIFT),
            false => (0, 0),
        };
        let name = !looks_common;
        let kept = |hash: u32| if name { 0 } else { hash };
        Word {
            id,
            suffix2: kept(suffix2),
            suffix3: kept(suffix3),
            prefix3: kept(prefix3),
            shape,
            cue,
            source,
            mark: Mark::None,
        }
    }

    /// Whether it is written as names are: with a capital, and not a common word.
    pub fn is_name(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Initial | Shape::Mixed)
            && self.suffix2 == 0
    }
}

fn shape_of(word: &str) -> Shape {
    let (mut upper, mut lower, mut digits, mut first_upper) = (0, 0, 0, false);
    for (n, c) in word.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= n == 0;
        } else if c.is_numeric() {
            digits += 1;
        } else {
            lower += 1;
        }
    }
    match (upper, lower, digits) {
        (0, 0, _) => Shape::Number,
        (0, _, 0) => Shape::Lower,
        (1, 0, 0) => Shape::Initial,
        (_, 0, _) => Shape::Capitals,
        (1, _, 0) if first_upper => Shape::Capital,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::Span;
    use reportedly_tagger::Lexicon;

    fn look(word: &str) -> Word {
        let mut entries = vec![(lexicon_hash("said"), class::COMMON | 7), (lexicon_hash("bush"), 0)];
        entries.sort();
        let words = LexiconTable::new(&Lexicon { name: "words".into(), entries });
        Word::new(word, Token { span: Span::new(0, word.len()) }, &words)
    }

    #[test]
    fn a_name_is_known_by_its_looks_only() {
        assert_eq!(look("Venn").id, look("Rolle").id);
        assert_eq!(look("Venn").suffix3, 0);
        assert!(look("Venn").is_name() && look("Bush").is_name());
        assert_ne!(look("Venn").id, look("VENN").id);
    }

    #[test]
    fn a_common_word_is_itself_with_or_without_a_capital() {
        assert_eq!(look("Said").id, look("said").id);
        assert_eq!((look("SAID").cue, look("told").cue), (7, 0));
        assert!(!look("Said").is_name());
    }

    #[test]
    fn typography_of_marks_is_one() {
        assert_eq!(look("“").id, look("\"").id);
        assert_eq!((look("—").mark, look("…").mark), (Mark::Dash, Mark::Stop));
    }

    #[test]
    fn words_of_any_length_are_looked_at() {
        let long = "x".repeat(500);
        assert_eq!(look(&long).shape, Shape::Lower);
        assert_eq!(look("ÉÀ").shape, Shape::Capitals);
        assert_eq!(
            [look("7").shape, look("G7").shape, look("a").shape, look("A").shape],
            [Shape::Number, Shape::Capitals, Shape::Lower, Shape::Initial]
        );
    }
}
