//! A log-linear model over the words around source and target: multinomial logistic regression, trained with AdaGrad (Duchi, Hazan, Singer 2011).
//! The rows are taken in order, nothing is drawn by chance.

use super::verbs::{Dictionary, lemma as lemma_of, tokens};
use super::{ROOTS, Row};
use reportedly_schema::{Act, ActBasis};
use std::collections::BTreeMap;

const PASSES: usize = 25;
const RATE: f64 = 0.2;
const DECAY: f64 = 1e-4;
/// Words after the source that are looked at by place.
const NEAR: usize = 6;
/// Words of the sentence that are looked at in all.
const WIDE: usize = 25;

/// The features of a row.
pub fn features(
    row: &Row,
    dictionary: &Dictionary,
    verbs: Option<usize>,
    acts: &[(Act, ActBasis)],
) -> Vec<String> {
    let words = tokens(&row.sentence);
    let place = |byte: u32| words.partition_point(|(at, _)| *at < byte as usize);
    let (from, to) = row.source.map_or((0, 0), |s| (place(s.start), place(s.end)));
    let target = row.target.map(|t| (place(t.start), place(t.end)));
    let lemmas: Vec<String> = words.iter().map(|(_, w)| lemma_of(w)).collect();
    let lemma = |n: usize| lemmas[n].clone();
    let inside = |n: usize| (from..to).contains(&n) || target.is_some_and(|(a, b)| (a..b).contains(&n));
    let passive = from > 0 && words[from - 1].1 == "by";
    let mut out = vec!["bias".to_string()];
    out.extend(verbs.map(|c| format!("pattern={}", ROOTS[c].0)));
    out.extend(acts.iter().map(|(act, basis)| format!("act={act}/{basis}")));
    let after: Vec<usize> = (to..words.len()).filter(|n| !inside(*n)).take(WIDE).collect();
    let known: Vec<usize> = after.iter().copied().filter(|n| dictionary.has(&lemmas[*n])).collect();
    for (n, at) in known.iter().take(3).enumerate() {
        out.push(format!("verb{n}={}", lemma(*at)));
    }
    if let [first, second, ..] = known.as_slice() {
        out.push(format!("verbs={} {}", lemma(*first), lemma(*second)));
    }
    for (n, at) in after.iter().enumerate() {
        out.push(format!("after={}", lemma(*at)));
        if n < NEAR {
            out.push(format!("near={}", lemma(*at)));
        }
        if n + 1 < after.len() && n < 2 * NEAR {
            out.push(format!("two={} {}", lemma(*at), lemma(after[n + 1])));
        }
    }
    if let Some((start, _)) = target {
        out.extend((to..start.min(to + WIDE)).map(|n| format!("between={}", lemma(n))));
    }
    if passive {
        out.extend((from.saturating_sub(NEAR)..from).map(|n| format!("passive={}", lemma(n))));
    }
    out.extend((0..from).rev().take(WIDE).map(|n| format!("before={}", lemma(n))));
    out
}

/// Weights for each feature and class.
pub struct Model {
    index: BTreeMap<String, usize>,
    weights: Vec<f64>,
    classes: usize,
}

impl Model {
    /// Trains on rows of features with their class.
    pub fn train(rows: &[(&[String], usize)], classes: usize) -> Model {
        let mut index: BTreeMap<String, usize> = BTreeMap::new();
        for feature in rows.iter().flat_map(|(features, _)| features.iter()) {
            let next = index.len();
            index.entry(feature.clone()).or_insert(next);
        }
        let mut model = Model { weights: vec![0.0; index.len() * classes], index, classes };
        let mut squares = vec![1e-6; model.weights.len()];
        let numbered: Vec<(Vec<usize>, usize)> =
            rows.iter().map(|(f, class)| (model.numbers(f), *class)).collect();
        for _ in 0..PASSES {
            for (features, class) in &numbered {
                let shares = model.shares(features);
                for feature in features {
                    for (c, share) in shares.iter().enumerate() {
                        let at = feature * classes + c;
                        let gradient = share - f64::from(u8::from(c == *class)) + DECAY * model.weights[at];
                        squares[at] += gradient * gradient;
                        model.weights[at] -= RATE * gradient / squares[at].sqrt();
                    }
                }
            }
        }
        model
    }

    fn numbers(&self, features: &[String]) -> Vec<usize> {
        let mut out: Vec<usize> = features.iter().filter_map(|f| self.index.get(f).copied()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn shares(&self, features: &[usize]) -> Vec<f64> {
        let scores: Vec<f64> = (0..self.classes)
            .map(|c| features.iter().map(|f| self.weights[f * self.classes + c]).sum())
            .collect();
        let most = scores.iter().copied().fold(f64::MIN, f64::max);
        let powers: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
        let sum: f64 = powers.iter().sum();
        powers.iter().map(|p| p / sum).collect()
    }

    /// The class with the highest score.
    pub fn best(&self, features: &[String]) -> usize {
        let shares = self.shares(&self.numbers(features));
        (0..self.classes).max_by(|a, b| shares[*a].total_cmp(&shares[*b])).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_the_classes_apart_is_learned() {
        let row = |word: &str| vec!["bias".to_string(), word.to_string()];
        let (yes, no) = (row("agree"), row("refuse"));
        let model = Model::train(&[(&yes, 0), (&no, 1), (&yes, 0)], 2);
        assert_eq!((model.best(&yes), model.best(&no)), (0, 1));
    }
}
