//! How a token is written.

use crate::segment::characters::is_word;

/// How a token is written. The order is part of every model.
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

impl Shape {
    /// The shape of a token.
    pub fn of(token: &str) -> Shape {
        if !token.starts_with(is_word) {
            return Shape::Mark;
        }
        let (mut upper, mut lower, mut digits, mut first_upper) = (0, 0, 0, false);
        for (n, c) in token.chars().enumerate() {
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
}

/// A mark without its typography: what differs only in how it is set counts as one.
pub fn plain_mark(c: char) -> char {
    match c {
        '“' | '”' | '«' | '»' | '„' | '‟' | '＂' => '"',
        '‘' | '’' | '‚' | '`' => '\'',
        '–' | '—' | '―' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_words_and_marks() {
        let shapes = ["venn", "Venn", "A", "VENN", "ÉÀ", "1999", "G7", "iPhone", "“", "a"].map(Shape::of);
        use Shape::{Capital, Capitals, Initial, Lower, Mark, Mixed, Number};
        assert_eq!(
            shapes,
            [Lower, Capital, Initial, Capitals, Capitals, Number, Capitals, Mixed, Mark, Lower]
        );
    }

    #[test]
    fn typography_of_marks_is_one() {
        assert_eq!(['“', '»', '‘', '—', '?'].map(plain_mark), ['"', '"', '\'', '-', '?']);
    }
}
