//! How likely two wordings of one speaker say one thing: a logistic regression over [`crate::PairFeatures`], with weights trained by
//! `lab train pairs` and kept as whole numbers (`crates/models/pairs/CARD.md`).

use crate::pair_features::{PAIR_FEATURES, PairFeatures};
use std::fmt;
use std::sync::LazyLock;

/// The trained weights: what each feature adds to the logarithm of the odds, in thousandths.
///
/// ```
/// use reportedly_link::{PAIR_FEATURES, PairWeights};
/// let rows: String = PAIR_FEATURES.iter().map(|name| format!("{name}\t100\n")).collect();
/// let weights = PairWeights::read(&format!("# a comment\nbias\t-500\n{rows}")).unwrap();
/// assert_eq!(weights.score(&[0; PAIR_FEATURES.len()]), -500);
/// assert_eq!(weights.score(&[1000; PAIR_FEATURES.len()]), 500);
/// assert!(PairWeights::read("bias\t-500").unwrap_err().to_string().contains("cover"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairWeights {
    bias: i64,
    weights: [i64; PAIR_FEATURES.len()],
}

/// Why weights cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairWeightsError(String);

impl fmt::Display for PairWeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "weights of pairs: {}", self.0)
    }
}

impl std::error::Error for PairWeightsError {}

/// The greatest weight of either sign: far beyond any trained one, it keeps every sum within its bounds.
const GREATEST: i64 = 1_000_000;

static SHARED: LazyLock<PairWeights> = LazyLock::new(|| {
    PairWeights::read(reportedly_models::pairs())
        .unwrap_or(PairWeights { bias: 0, weights: [0; PAIR_FEATURES.len()] })
});

impl PairWeights {
    /// The shipped weights.
    pub fn shared() -> &'static PairWeights {
        &SHARED
    }

    /// Reads rows of a name and a whole number, separated by a tab: `bias`, then each of [`PAIR_FEATURES`], in any order, each once; lines
    /// that begin with `#` say nothing.
    ///
    /// # Errors
    /// Names the row that is wrong or the feature that is missing.
    pub fn read(text: &str) -> Result<PairWeights, PairWeightsError> {
        let mut found = [None; PAIR_FEATURES.len() + 1];
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let wrong = |what: &str| PairWeightsError(format!("line {}: {what}", n + 1));
            let (name, weight) =
                line.split_once('\t').ok_or_else(|| wrong("a name, a tab and a number expected"))?;
            let place = match name {
                "bias" => PAIR_FEATURES.len(),
                name => PAIR_FEATURES
                    .iter()
                    .position(|feature| *feature == name)
                    .ok_or_else(|| wrong(&format!("no feature is called `{name}`")))?,
            };
            let weight: i64 = weight.parse().map_err(|_| wrong("a whole number expected"))?;
            if weight.abs() > GREATEST {
                return Err(wrong(&format!("a number of at most {GREATEST} expected")));
            }
            if found[place].replace(weight).is_some() {
                return Err(wrong(&format!("`{name}` stands there twice")));
            }
        }
        let get = |place: usize| {
            let name = PAIR_FEATURES.get(place).unwrap_or(&"bias");
            found[place].ok_or_else(|| PairWeightsError(format!("`{name}` is missing")))
        };
        let mut weights = [0; PAIR_FEATURES.len()];
        for (place, weight) in weights.iter_mut().enumerate() {
            *weight = get(place)?;
        }
        Ok(PairWeights { bias: get(PAIR_FEATURES.len())?, weights })
    }

    /// The logarithm of the odds that the two are paraphrases as those that were trained on are, in thousandths.
    pub fn score(&self, features: &PairFeatures) -> i64 {
        self.bias
            + self.weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum::<i64>() / 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_can_be_read() {
        let read = PairWeights::read(reportedly_models::pairs()).unwrap();
        assert_eq!(&read, PairWeights::shared());
        assert!(read.score(&[0; PAIR_FEATURES.len()]) < 0, "nothing in common is no sign of one thing");
    }

    #[test]
    fn a_wrong_row_is_named() {
        for (text, what) in [
            ("cover\tmuch", "line 1: a whole number"),
            ("bias\t1\nlength\t2", "line 2: no feature is called `length`"),
            ("bias\t1\nbias\t2", "`bias` stands there twice"),
            ("bias", "a name, a tab"),
            ("cover\t99999999", "at most"),
        ] {
            let error = PairWeights::read(text).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_weights_or_an_error(text in "(bias|cover|short|#|\t|\n|-?[0-9]{1,9}|\\PC){0,30}") {
            let _ = PairWeights::read(&text);
        }
    }
}
