//! With whom one talks and to whom one offers: names by which two wordings can be of two things.

use super::tokens::Token;
use super::{Stance, Wording};
use crate::lexicon::Lexicon;

/// How many tokens after "with" a name is looked for ("with the new foreign minister Ada Venn").
const PARTNER_REACH: usize = 6;

/// Names after "with", and names right after "to".
pub(super) fn partners(lexicon: &Lexicon, tokens: &[Token]) -> Vec<String> {
    let mut out = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let reach = match token.written.as_str() {
            "with" => PARTNER_REACH,
            "to" => 1,
            _ => continue,
        };
        out.extend(
            tokens[n + 1..]
                .iter()
                .take(reach)
                .take_while(|t| {
                    t.clause == token.clause
                        && !matches!(t.written.as_str(), "to" | "on" | "in" | "by" | "for")
                })
                .filter(|t| t.capital && !lexicon.is_function_word(&t.written))
                .map(|t| t.key.clone()),
        );
    }
    out.sort();
    out.dedup();
    out
}

impl Wording {
    /// Whether both name with whom or to whom, and name others. A demonym counts as its country's name.
    pub(crate) fn other_partner(&self, other: &Wording) -> bool {
        !self.partners.is_empty()
            && !other.partners.is_empty()
            && !self.partners.iter().any(|a| other.partners.iter().any(|b| same_stock(a, b)))
    }
}

/// Whether two texts name with whom or to whom, and name others.
///
/// ```
/// use reportedly_link::names_another_partner;
/// assert!(names_another_partner("ready for talks with Venn", "ready for talks with Teluria"));
/// assert!(!names_another_partner("ready for talks with the Telurian side", "ready for talks with Teluria"));
/// assert!(!names_another_partner("ready for talks with Venn", "ready for talks"));
/// ```
pub fn names_another_partner(a: &str, b: &str) -> bool {
    let of = |text: &str| Wording::new(text, false, Stance::default());
    of(a).other_partner(&of(b))
}

/// How many letters a name and its adjective share at the front ("teluria", "telurian").
const STOCK_LETTERS: usize = 4;

/// Whether two names in small letters are one, or a place's name and its adjective.
pub(crate) fn same_stock(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    a == b || shared >= STOCK_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_are_the_names_after_with() {
        let of = |text: &str| Wording::new(text, false, Stance::default());
        assert_eq!(of("ready for talks with the Telurian side").partners, ["telurian"]);
        assert!(of("talks with Venn").other_partner(&of("talks with Teluria")));
        assert!(!of("talks with Teluria").other_partner(&of("talks with Telurian envoys")));
        assert!(!of("talks").other_partner(&of("talks with Venn")));
    }
}
