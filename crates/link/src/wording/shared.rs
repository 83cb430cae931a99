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

/// Words of a piece of a passage at least.
const PIECE: usize = 3;

/// Words between two pieces of a passage at most.
const BETWEEN: usize = 4;

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
        let mut longest = Run::default();
        self.each_quoted_run(other, |run, _, _| longest = longest.max(run));
        longest
    }

    /// Gives each run of equal words that stands in quotation marks in both, and each beginning of one, with its last word in both, in the
    /// order of the other's first.
    fn each_quoted_run(&self, other: &Wording, mut give: impl FnMut(Run, usize, usize)) {
        if !self.tokens.iter().any(|t| t.quoted) || !other.tokens.iter().any(|t| t.quoted) {
            return;
        }
        let mut row = vec![Run::default(); other.tokens.len() + 1];
        let (weights, others) = (self.token_weights(), other.token_weights());
        for (m, (a, x)) in self.tokens.iter().zip(weights).enumerate() {
            let mut diagonal = Run::default();
            for (n, (b, &y)) in other.tokens.iter().zip(&others).enumerate() {
                let above = row[n + 1];
                row[n + 1] = if a.quoted && b.quoted && a.written == b.written {
                    let run = Run { words: diagonal.words + 1, weight: diagonal.weight + x.min(y) };
                    give(run, m, n);
                    run
                } else {
                    Run::default()
                };
                diagonal = above;
            }
        }
    }

    /// The most words that stand in quotation marks in both in one order, in runs of [`PIECE`] words at least with no more than [`BETWEEN`]
    /// words between two of them in either: a quotation as two reporters wrote it down. Their weight; of equally many the weightiest.
    pub(crate) fn quoted_passage(&self, other: &Wording) -> Run {
        let mut pieces: Vec<(usize, usize, Run)> = Vec::new();
        self.each_quoted_run(other, |run, m, n| {
            if run.words >= PIECE {
                // The run grows: what it was a word ago is part of it.
                if run.words > PIECE
                    && let Some(at) = pieces.iter().rposition(|&(i, j, _)| (i + 1, j + 1) == (m, n))
                {
                    pieces[at] = (m, n, run);
                } else {
                    pieces.push((m, n, run));
                }
            }
        });
        pieces.sort_by_key(|&(m, n, _)| (m, n));
        let mut best: Vec<Run> = Vec::with_capacity(pieces.len());
        for (k, &(m, n, run)) in pieces.iter().enumerate() {
            let follows = |&(i, j, _): &(usize, usize, Run)| {
                let between = |end: usize, last: usize| (last + 1).checked_sub(run.words + end + 1);
                let near = |gap: Option<usize>| gap.is_some_and(|gap| gap <= BETWEEN);
                near(between(i, m)) && near(between(j, n))
            };
            let before = (0..k).filter(|&p| follows(&pieces[p])).map(|p| best[p]).max().unwrap_or_default();
            best.push(Run { words: before.words + run.words, weight: before.weight + run.weight });
        }
        best.into_iter().max().unwrap_or_default()
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

    #[test]
    fn a_passage_goes_on_where_two_reporters_heard_another_word() {
        let new = |text: &str| Wording::new(text, true, Stance::default());
        let a = new("Our fight is to transform this country and to see that we are in this together");
        let b = new(
            "I know it. Our fight is to transform our country, and to see that we are in it together, all",
        );
        assert_eq!((a.quoted_run(&b).words, a.quoted_passage(&b).words), (8, 13));
        assert_eq!(a.quoted_passage(&b), b.quoted_passage(&a));
        assert_eq!(a.quoted_passage(&a).words, 16);
        let far = new("Together we fight in this. Now that we are in this, see our fight is to transform it");
        assert_eq!(a.quoted_passage(&far).words, 5);
    }
}
