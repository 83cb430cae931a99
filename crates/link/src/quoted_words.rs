//! The words that a report puts in quotation marks, each with its bytes in the reading, and what one such quotation leaves out of another.

use crate::lexicon::Lexicon;
use crate::place_spelling::same_place_name;
use crate::wording::{Token, tokens};
use reportedly_schema::linkage::EffectiveStatement;
use reportedly_schema::{Kind, Span};

/// The most words of a quotation that are compared: longer than any quotation in news, it bounds the table of the comparison.
const MOST_WORDS: usize = 800;

/// A word in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QuotedWord {
    /// Lower case, without diacritics, in one spelling.
    pub written: String,
    /// See [`Lexicon::key`].
    pub key: String,
    /// The value of a number, in digits or words, in thousandths.
    pub number: Option<u64>,
    /// Whether it began with a capital letter.
    pub name: bool,
    /// Whether it has content of its own.
    pub content: bool,
    /// Bytes of the statement's `text`.
    pub span: Span,
    /// Sentence by number.
    pub sentence: u32,
}

impl QuotedWord {
    /// The same word, or the same number in digits or words; spelling and capitals tell nothing apart.
    pub(crate) fn same(&self, other: &QuotedWord) -> bool {
        // "Torlamar" and "Torlomar" are no other words, but two outlets' spellings.
        let spelled = || self.name && other.name && same_place_name(&self.written, &other.written).is_some();
        self.written == other.written || (self.number.is_some() && self.number == other.number) || spelled()
    }
}

/// A word as it is compared with words in quotation marks.
fn word(token: &Token, lexicon: &Lexicon) -> QuotedWord {
    let number = token
        .number
        .or_else(|| lexicon.number(&token.written).and_then(|(value, _)| value.checked_mul(1000)));
    QuotedWord {
        written: lexicon.one_spelling(&token.written).to_string(),
        key: token.key.clone(),
        name: token.capital,
        number,
        content: number.is_some() || (token.key.len() > 1 && !lexicon.is_function_word(&token.written)),
        span: token.bytes,
        sentence: token.sentence,
    }
}

/// The words of a statement that stand in quotation marks, in text order.
pub(crate) fn quoted_words(statement: &EffectiveStatement) -> Vec<QuotedWord> {
    let lexicon = Lexicon::shared();
    let all = statement.statement.kind == Kind::Direct;
    let mut out: Vec<QuotedWord> =
        tokens(&statement.text, all).iter().filter(|t| t.quoted).map(|t| word(t, lexicon)).collect();
    out.truncate(MOST_WORDS);
    out
}

/// All words of a text.
pub(crate) fn all_words(text: &str) -> Vec<QuotedWord> {
    let lexicon = Lexicon::shared();
    tokens(text, false).iter().map(|t| word(t, lexicon)).collect()
}

/// Whether the words stand in the text in this order, one after the other.
pub(crate) fn stand_in(words: &[QuotedWord], text: &[QuotedWord]) -> bool {
    !words.is_empty() && text.windows(words.len()).any(|w| w.iter().zip(words).all(|(a, b)| a.same(b)))
}

/// For each word of `long` the word of `short` that it is: a longest common subsequence (Wagner and Fischer 1974), the leftmost one.
pub(crate) fn common(short: &[QuotedWord], long: &[QuotedWord]) -> Vec<Option<usize>> {
    let width = long.len() + 1;
    let mut table = vec![0u32; (short.len() + 1) * width];
    for i in (0..short.len()).rev() {
        for j in (0..long.len()).rev() {
            table[i * width + j] = if short[i].same(&long[j]) {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let mut out = vec![None; long.len()];
    let (mut i, mut j) = (0, 0);
    while i < short.len() && j < long.len() {
        let here = table[i * width + j];
        if short[i].same(&long[j]) && here == table[(i + 1) * width + j + 1] + 1 {
            out[j] = Some(i);
            (i, j) = (i + 1, j + 1);
        } else if here == table[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_meet_in_digits_and_words_and_spelling_tells_nothing() {
        let (a, b) = (all_words("Fourteen harbour pilots"), all_words("14 HARBOUR pilots"));
        assert!(a.iter().zip(&b).all(|(a, b)| a.same(b)), "{a:?} {b:?}");
        assert!(!all_words("14")[0].same(&all_words("15")[0]));
    }

    #[test]
    fn the_common_words_keep_their_order() {
        let (short, long) = (all_words("we will open"), all_words("today we say we will never open"));
        let found = common(&short, &long);
        assert_eq!(found.iter().flatten().count(), 3);
        assert!(stand_in(&all_words("we will"), &long) && !stand_in(&all_words("we open"), &long));
        assert!(!stand_in(&[], &long));
    }
}
