//! Whether one word stands for what another stands for: a score for a pair of words from the vectors that a model gives them.
//!
//! Scoring words instead of spans is Dobrovolskii's (2021). All in whole numbers: the same on every processor.

use crate::model::{Model, ModelError};

/// Numbers of a vector lie within ± this: the product of two vectors of 64 stays below 2^31.
pub(crate) const MOST: f32 = 4095.0;
/// Distances of 1, 2 to 3, 4 to 7, … words back, then as many forward; the last of each holds all beyond.
const DISTANCES: usize = 10;

/// Scores of pairs of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coreference {
    pub(crate) width: usize,
    scale: i32,
    distances: Vec<i32>,
}

impl Coreference {
    pub(crate) fn new(model: &Model, width: usize) -> Result<Self, ModelError> {
        let scale = f32::from(model.scale);
        let distances = model.vector("branch.distances", 2 * DISTANCES)?;
        Ok(Coreference {
            width,
            scale: i32::from(model.scale),
            distances: distances
                .iter()
                .map(|d| (d.clamp(-1000.0, 1000.0) * scale).round_ties_even() as i32)
                .collect(),
        })
    }

    /// Numbers in a word's vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How likely it is that `anaphor` stands for what `antecedent` stands for, as the logarithm of how many times likelier it is than that it
    /// stands for nothing else in the text, in units of the model's scale. `back` is by how many words the antecedent stands before the
    /// anaphor; negative where it stands after it.
    ///
    /// ```
    /// # fn show(coreference: &reportedly_tagger::Coreference, anaphor: &[i16], antecedents: &[&[i16]]) -> bool {
    /// // The nearer and the farther of two names before a pronoun.
    /// coreference.score(anaphor, antecedents[0], 4) > coreference.score(anaphor, antecedents[1], 12)
    /// # }
    /// ```
    pub fn score(&self, anaphor: &[i16], antecedent: &[i16], back: i64) -> i32 {
        let product = |(a, b): (&i16, &i16)| i64::from(*a) * i64::from(*b);
        let sum: i64 = anaphor.iter().zip(antecedent).map(product).sum();
        let class = (back.unsigned_abs().max(1).ilog2() as usize).min(DISTANCES - 1);
        let class = if back < 0 { class + DISTANCES } else { class };
        sum.div_euclid(i64::from(self.scale)) as i32 + self.distances[class]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::samples::small;

    #[test]
    fn a_score_is_a_product_and_a_number_for_the_distance() {
        let mut model = small(Kind::Convolution, 1);
        let place = model.vectors.iter_mut().find(|(name, _)| name == "branch.distances").unwrap();
        place.1 = (0..20).map(|n| n as f32).collect();
        let coreference = Coreference::new(&model, 4).unwrap();
        let (a, b) = ([64, 128, 0, 1], [64, -64, 9, -1]);
        let product = (64 * 64 - 128 * 64 - 1i32).div_euclid(64);
        for (back, class) in
            [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (1023, 9), (5000, 9), (-1, 10), (-4, 12), (-70_000, 19)]
        {
            assert_eq!(coreference.score(&a, &b, back), product + 64 * class, "{back}");
        }
    }
}
