//! How much of their words two wordings have in common: by weight with a sign, and in quotation marks to the letter.

use super::{Feature, Wording};
use std::cmp::Ordering;

/// The weight that two wordings share with the same sign, and with opposite signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shared {
    pub same: u64,
    pub opposite: u64,
    /// The number of features shared with the same sign.
    pub features: usize,
    /// Of the weight with the same sign what both deny.
    pub denied: u64,
}

/// A run of equal words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    pub words: usize,
    /// Of the words of content in it, in thousandths.
    pub weight: u64,
}

impl Wording {
    /// What both have in common.
    pub(crate) fn shared(&self, other: &Wording) -> Shared {
        let (mut a, mut b) = (self.features.as_slice(), other.features.as_slice());
        let mut out = Shared::default();
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            match x.of.cmp(&y.of) {
                Ordering::Less => a = &a[1..],
                Ordering::Greater => b = &b[1..],
                Ordering::Equal => {
                    let of = x.of;
                    let split = |f: &[Feature]| f.iter().take_while(|f| f.of == of).count();
                    let (na, nb) = (split(a), split(b));
                    let weight = u64::from(x.weight.min(y.weight));
                    let signs = |f: &[Feature]| {
                        let has = |sign: i8| f.iter().any(|f| f.sign == sign || f.either);
                        (has(1), has(-1))
                    };
                    let ((ap, an), (bp, bn)) = (signs(&a[..na]), signs(&b[..nb]));
                    if (ap && bp) || (an && bn) {
                        out.same += weight;
                        out.features += 1;
                        out.denied += if !ap && !bp { weight } else { 0 };
                    } else {
                        out.opposite += weight;
                    }
                    (a, b) = (&a[na..], &b[nb..]);
                }
            }
        }
        out
    }

    /// The weight of each token that begins a feature, 0 for others.
    fn token_weights(&self) -> Vec<u64> {
        let mut weights = vec![0; self.tokens.len()];
        for feature in &self.occurrences {
            if let Some(at) = feature.at {
                weights[at as usize] = u64::from(feature.weight);
            }
        }
        weights
    }

    /// The longest run of equal words that stands in quotation marks in both; of equally long ones the weightiest.
    pub(crate) fn quoted_run(&self, other: &Wording) -> Run {
        if !self.tokens.iter().any(|t| t.quoted) || !other.tokens.iter().any(|t| t.quoted) {
            return Run::default();
        }
        let mut longest = Run::default();
        let mut row = vec![Run::default(); other.tokens.len() + 1];
        let (weights, others) = (self.token_weights(), other.token_weights());
        for (a, x) in self.tokens.iter().zip(weights) {
            let mut diagonal = Run::default();
            for (n, (b, &y)) in other.tokens.iter().zip(&others).enumerate() {
                let above = row[n + 1];
                row[n + 1] = if a.quoted && b.quoted && a.written == b.written {
                    Run { words: diagonal.words + 1, weight: diagonal.weight + x.min(y) }
                } else {
                    Run::default()
                };
                longest = longest.max(row[n + 1]);
                diagonal = above;
            }
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    #[test]
    fn the_quoted_run_counts_words_inside_marks_only() {
        let a = Wording::new("that “we will reopen the port” soon", false, Stance::default());
        let b = Wording::new("We will reopen the port soon", true, Stance::default());
        assert_eq!(a.quoted_run(&b).words, 5);
        assert!(a.quoted_run(&b).weight > 0);
        assert_eq!(
            a.quoted_run(&Wording::new("we will reopen the port", false, Stance::default())),
            Run::default()
        );
    }
}
