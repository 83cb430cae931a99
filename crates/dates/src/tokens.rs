//! Cuts a text into words, numbers and marks in one pass.

use crate::vocabulary::{Lexeme, Role, Vocabulary};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A run of letters.
    Word,
    /// A run of ASCII digits: its value (saturating) and their count.
    Number { value: u32, digits: u8 },
    /// Any other visible character.
    Mark(char),
    /// A blank line: no expression crosses it.
    Gap,
}

/// A token with its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'v> {
    pub start: usize,
    pub end: usize,
    pub shape: Shape,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether a word begins with a capital.
    pub capital: bool,
    pub lexeme: Option<&'v Lexeme>,
}

impl Token<'_> {
    pub fn is(&self, role: Role) -> bool {
        self.lexeme.is_some_and(|lexeme| lexeme.is(role))
    }
}

/// Cuts `text`.
pub(crate) fn cut<'v>(text: &str, vocabulary: &'v Vocabulary) -> Vec<Token<'v>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    let mut spaced = true;
    while at < bytes.len() {
        let start = at;
        let c = char_at(text, at);
        if c.is_whitespace() {
            let mut lines = 0;
            while at < bytes.len() {
                let c = char_at(text, at);
                if !c.is_whitespace() {
                    break;
                }
                lines += usize::from(c == '\n');
                at += c.len_utf8();
            }
            spaced = true;
            if lines > 1 {
                tokens.push(Token {
                    start,
                    end: at,
                    shape: Shape::Gap,
                    spaced,
                    capital: false,
                    lexeme: None,
                });
            }
            continue;
        }
        if c.is_ascii_digit() {
            let mut value = 0_u32;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                value = value.saturating_mul(10).saturating_add(u32::from(bytes[at] - b'0'));
                at += 1;
            }
            let digits = u8::try_from(at - start).unwrap_or(u8::MAX);
            tokens.push(Token {
                start,
                end: at,
                shape: Shape::Number { value, digits },
                spaced,
                capital: false,
                lexeme: None,
            });
        } else if c.is_alphabetic() {
            while at < bytes.len() {
                if bytes[at].is_ascii_alphabetic() {
                    at += 1;
                    continue;
                }
                if bytes[at].is_ascii() {
                    break;
                }
                let c = char_at(text, at);
                if !c.is_alphabetic() {
                    break;
                }
                at += c.len_utf8();
            }
            let lexeme = vocabulary.look_up(&text[start..at]);
            tokens.push(Token {
                start,
                end: at,
                shape: Shape::Word,
                spaced,
                capital: c.is_uppercase(),
                lexeme,
            });
        } else {
            at += c.len_utf8();
            tokens.push(Token {
                start,
                end: at,
                shape: Shape::Mark(c),
                spaced,
                capital: false,
                lexeme: None,
            });
        }
        spaced = false;
    }
    tokens
}

fn char_at(text: &str, at: usize) -> char {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or('\u{FFFD}') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_marks_and_gaps() {
        let text = "Friday's 5th\n\n1,000é";
        let tokens = cut(text, Vocabulary::english());
        let pieces: Vec<&str> = tokens.iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(pieces, ["Friday", "'", "s", "5", "th", "\n\n", "1", ",", "000", "é"]);
        assert_eq!(tokens[5].shape, Shape::Gap);
        assert!(tokens[3].spaced && !tokens[4].spaced);
        assert_eq!(tokens[8].shape, Shape::Number { value: 0, digits: 3 });
    }

    #[test]
    fn a_huge_number_saturates() {
        let tokens = cut("99999999999999999999", Vocabulary::english());
        assert_eq!(tokens[0].shape, Shape::Number { value: u32::MAX, digits: 20 });
    }
}
