//! Numbers in words: what each comes to, and which words make one number.

use super::tokens::Token;
use crate::lexicon::Lexicon;

/// Gives tokens that are numbers in words their values: the parts of a compound taken together at its last one ("twenty-five million",
/// "three hundred and twelve"), and scales multiplied with the number before them.
pub(super) fn add_numbers_in_words(lexicon: &Lexicon, tokens: &mut [Token]) {
    for n in 0..tokens.len() {
        if tokens[n].written == "half"
            && n > 2
            && tokens[n - 1].written == "a"
            && tokens[n - 2].written == "and"
        {
            // "two and a half million".
            if let Some(whole) = tokens[n - 3].number.filter(|_| tokens[n - 3].clause == tokens[n].clause) {
                tokens[n - 3].number = None;
                tokens[n].number = Some(whole + 500);
            }
            continue;
        }
        let Some((value, scale)) = lexicon.number(&tokens[n].written) else { continue };
        let joined = |at: usize| tokens[at].clause == tokens[n].clause && tokens[at].number.is_some();
        let and = usize::from(n > 1 && tokens[n - 1].written == "and");
        let before = n.checked_sub(1 + and).filter(|&at| joined(at));
        let in_words = |at: usize| lexicon.number(&tokens[at].written).is_some();
        let whole = match before.and_then(|at| Some((at, tokens[at].number?))) {
            Some((at, before)) if scale && and == 0 => before.checked_mul(value).map(|whole| (at, whole)),
            // "forty and five" are two numbers, "a hundred and five" is one.
            Some((at, before)) if !scale && in_words(at) => {
                let part = value.saturating_mul(1000);
                let one = one_number(before, part, and > 0);
                one.then_some((at, before + part))
            }
            _ => None,
        };
        match whole {
            Some((at, whole)) => {
                tokens[at].number = None;
                tokens[n].number = Some(whole);
            }
            None => tokens[n].number = value.checked_mul(1000),
        }
    }
}

/// Whether two values in words are one number: "twenty-five", "a hundred and sixty", "two thousand and five". In thousandths.
fn one_number(before: u64, after: u64, and: bool) -> bool {
    let tens = (20_000..100_000).contains(&before) && before.is_multiple_of(10_000) && after < 10_000;
    let hundreds = before >= 100_000 && before.is_multiple_of(100_000) && after < 100_000;
    tens && !and || hundreds && (and || before < 1_000_000)
}

#[cfg(test)]
mod tests {
    use crate::wording::{Stance, Wording};

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        let numbers = |text: &str| Wording::new(text, false, Stance::default()).numbers;
        assert_eq!(numbers("12,500 ships"), [12_500_000]);
        assert_eq!(numbers("two million ships"), [2_000_000_000]);
        assert_eq!(numbers("3.5 million"), numbers("3,500,000"));
        assert_eq!(numbers("two and a half million"), numbers("2.5 million"));
        assert_eq!(numbers("Twenty-five million for the ship"), [25_000_000_000]);
        assert_eq!(numbers("ninety six for ninety-six"), [96_000]);
        assert_eq!(numbers("three hundred and twelve thousand"), [312_000_000]);
        assert_eq!(numbers("two hundred people, twenty buses"), [20_000, 200_000]);
        assert_eq!(numbers("twenty and five"), [5_000, 20_000]);
        assert_eq!(numbers("two, three or four"), [2_000, 3_000, 4_000]);
        assert!(Wording::new("12 ships", false, Stance::default()).other_number(&Wording::new(
            "14 ships",
            false,
            Stance::default()
        )));
    }
}
