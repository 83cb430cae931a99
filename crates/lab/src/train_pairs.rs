//! `lab train pairs`: learns how likely two wordings say one thing (`crates/models/pairs/CARD.md`).
//!
//! A logistic regression with L2 regularisation over [`PAIR_FEATURES`], fitted by Newton's method from zero: no randomness. It learns from people's
//! judgements of pairs of news sentences: the training part of the Microsoft Research paraphrase corpus, and headlines and short
//! news of SemEval's tasks of 2013 and 2014 (STS), those scored [`SAME_SCORE`] or more against those scored [`OTHER_SCORE`] or less.

use reportedly_link::{PAIR_FEATURES, PairFeatures, features_of_texts};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Options of `lab train pairs`.
#[derive(clap::Args, Debug)]
pub struct PairsOptions {
    /// The folder of paraphrases and sentence pairs.
    #[arg(long, default_value = "../shared/data/similarity")]
    data: PathBuf,
    /// Where the weights are written.
    #[arg(long, default_value = "crates/models/pairs/pairs.tsv")]
    out: PathBuf,
    /// Compare with the file that is there instead.
    #[arg(long)]
    check: bool,
}

/// The files, and what each of their pairs counts for. Paraphrases were drawn to share their words, whether they are paraphrases or not, so they count
/// for less.
const FILES: &[(&str, f64)] = &[
    ("msr-para/msr-para-train.tsv", 0.3),
    ("sts/2013/headlines.test.tsv", 1.0),
    ("sts/2014/headlines.test.tsv", 1.0),
    ("sts/2014/deft-news.test.tsv", 1.0),
];

/// People's score from which two sentences say the same but for details (STS, 0 to 5).
const SAME_SCORE: f64 = 4.0;

/// The score up to which they do not; what lies between is left out.
const OTHER_SCORE: f64 = 2.8;

/// The weight of the sum of squares.
const PENALTY: f64 = 1.0;

/// Steps of Newton's method: far more than it takes.
const STEPS: usize = 50;

/// A bias and the weight of each feature.
const WIDTH: usize = PAIR_FEATURES.len() + 1;

struct Example {
    features: [f64; WIDTH],
    same: bool,
    counts: f64,
}

/// Runs `lab train pairs`.
///
/// # Errors
/// When a file cannot be read or written, or with `check` differs.
pub fn run(options: &PairsOptions) -> Result<(), String> {
    let mut examples = Vec::new();
    for (file, counts) in FILES {
        let found = read(&options.data.join(file), *counts)?;
        println!("{file}\t{} pairs, {} of them one", found.len(), found.iter().filter(|e| e.same).count());
        examples.extend(found);
    }
    let made = written(&fitted(&examples));
    let out = options.out.display();
    if options.check {
        let kept = std::fs::read_to_string(&options.out).map_err(|e| format!("{out}: {e}"))?;
        return if kept == made { Ok(()) } else { Err(format!("{out} differs from what the data gives")) };
    }
    std::fs::write(&options.out, made).map_err(|e| format!("{out}: {e}"))
}

/// Rows of a score, of 0 and 1 for paraphrases, and the two texts in the last two columns.
fn read(path: &Path, counts: f64) -> Result<Vec<Example>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let judged = path.components().any(|part| part.as_os_str() == "msr-para");
    let (least, most) = if judged { (1.0, 0.0) } else { (SAME_SCORE, OTHER_SCORE) };
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [score, .., a, b] = cells.as_slice() else { return None };
        let score: f64 = score.parse().ok()?;
        let decided = score >= least || score <= most;
        decided.then(|| Example {
            features: with_bias(&features_of_texts(a, b)),
            same: score >= least,
            counts,
        })
    };
    let out: Vec<Example> = text.lines().filter_map(row).collect();
    if out.is_empty() {
        Err(format!("{}: no rows of a score and two texts", path.display()))
    } else {
        Ok(out)
    }
}

fn with_bias(features: &PairFeatures) -> [f64; WIDTH] {
    let mut out = [1.0; WIDTH];
    for (to, &feature) in out[1..].iter_mut().zip(features) {
        *to = feature as f64 / 1000.0;
    }
    out
}

/// The weights that make the examples likeliest.
fn fitted(examples: &[Example]) -> [f64; WIDTH] {
    let mut weights = [0.0; WIDTH];
    for _ in 0..STEPS {
        // The bias is hardly held back.
        let mut curve = [[0.0; WIDTH]; WIDTH];
        let mut slope = [0.0; WIDTH];
        for n in 0..WIDTH {
            curve[n][n] = if n == 0 { 1e-6 } else { PENALTY };
            slope[n] = curve[n][n] * weights[n];
        }
        for example in examples {
            let x = &example.features;
            let odds: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let likely = 1.0 / (1.0 + (-odds).exp());
            let wrong = example.counts * (likely - f64::from(u8::from(example.same)));
            let bend = example.counts * likely * (1.0 - likely);
            for n in 0..WIDTH {
                slope[n] += wrong * x[n];
                for m in 0..WIDTH {
                    curve[n][m] += bend * x[n] * x[m];
                }
            }
        }
        let step = solved(curve, slope);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight -= step);
    }
    weights
}

/// The `x` with `matrix` · `x` = `right`, by Gauss's elimination: the matrix is positive definite, so that no row needs to be exchanged.
fn solved(mut matrix: [[f64; WIDTH]; WIDTH], mut right: [f64; WIDTH]) -> [f64; WIDTH] {
    for n in 0..WIDTH {
        for row in n + 1..WIDTH {
            let factor = matrix[row][n] / matrix[n][n];
            let above = matrix[n];
            matrix[row].iter_mut().zip(above).for_each(|(cell, above)| *cell -= factor * above);
            right[row] -= factor * right[n];
        }
    }
    for n in (0..WIDTH).rev() {
        let known: f64 = (n + 1..WIDTH).map(|m| matrix[n][m] * right[m]).sum();
        right[n] = (right[n] - known) / matrix[n][n];
    }
    right
}

/// The weights as whole thousandths.
fn written(weights: &[f64; WIDTH]) -> String {
    let mut out = String::from(
        "# Weights of the features of a pair of wordings, in thousandths of the logarithm of the odds. Made by `lab train pairs`; do not edit.\n",
    );
    for (name, weight) in std::iter::once(&"bias").chain(&PAIR_FEATURES).zip(weights) {
        writeln!(out, "{name}\t{}", (weight * 1000.0).round() as i64).expect("writing to a string succeeds");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_link::PairWeights;

    /// Examples of which those with much of the first feature are mostly one.
    fn examples() -> Vec<Example> {
        let each = |n: usize| {
            let mut features = [0.0; WIDTH];
            features[0] = 1.0;
            features[1] = (n % 10) as f64 / 10.0;
            features[2] = (n % 7) as f64 / 7.0;
            Example { features, same: (n % 10 > 5) != n.is_multiple_of(13), counts: 1.0 }
        };
        (0..400).map(each).collect()
    }

    #[test]
    fn what_tells_gets_a_weight_and_what_tells_nothing_gets_none() {
        let weights = fitted(&examples());
        assert!(weights[1] > 3.0 && weights[0] < 0.0, "{weights:?}");
        assert!(weights[2].abs() < 1.0 && weights[3].abs() < 1e-9, "{weights:?}");
    }

    #[test]
    fn a_system_of_equations_is_solved() {
        let mut matrix = [[0.0; WIDTH]; WIDTH];
        (0..WIDTH).for_each(|n| matrix[n][n] = 2.0);
        matrix[0][1] = 1.0;
        matrix[1][0] = 1.0;
        let mut right = [2.0; WIDTH];
        (right[0], right[1]) = (3.0, 3.0);
        assert!(solved(matrix, right).iter().all(|x| (x - 1.0).abs() < 1e-12));
    }

    #[test]
    fn what_is_written_can_be_read_by_the_linker() {
        let weights = PairWeights::read(&written(&[0.5; WIDTH])).unwrap();
        assert_eq!(weights.score(&[1000; PAIR_FEATURES.len()]), 500 * WIDTH as i64);
    }
}
