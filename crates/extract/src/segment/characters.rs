//! Classes of characters, the same as those of Python's `re` (`\w`, `\s`) that the reference scorer counts tokens by.

use regex::Regex;
use std::sync::LazyLock;

/// Below this, "alphanumeric" in Rust and "letter or number" in Unicode's general categories agree; above it marks that count
/// as alphabetic have to be told apart.
const FIRST_MARK: char = '\u{300}';

static LETTER_OR_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\A[\p{L}\p{N}]").expect("a constant pattern"));

/// A letter, a number or `_` (`\w` in Python: marks do not count).
#[inline]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else if c < FIRST_MARK || !c.is_alphanumeric() {
        c.is_alphanumeric()
    } else {
        LETTER_OR_NUMBER.is_match(c.encode_utf8(&mut [0; 4]))
    }
}

/// White space (`\s` in Python: with the four ASCII separators).
#[inline]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// A character that ends a line.
#[inline]
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A mark that closes a quotation or a bracket.
#[inline]
pub fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{2019}' | '\u{201d}' | '\u{bb}' | '\u{203a}' | ')' | ']' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_characters_are_those_of_python() {
        for c in ['a', 'É', '7', '_', '½', 'ß', 'я', '語', '²'] {
            assert!(is_word(c), "{c:?} is a word character");
        }
        // A combining accent, a vowel sign and a circled letter are alphabetic in Unicode, but no `\w` of Python.
        for c in ['-', '\u{301}', '\u{345}', '\u{93e}', 'Ⓐ', '’', ' ', '\u{1c}'] {
            assert!(!is_word(c), "{c:?} is no word character");
        }
    }

    #[test]
    fn ascii_separators_are_white_space() {
        assert!(is_space('\u{1f}') && is_space('\u{a0}') && !is_space('\u{200b}'));
    }
}
