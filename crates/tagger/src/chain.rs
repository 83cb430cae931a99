//! A linear chain over labels: the best sequence by Viterbi's algorithm, in whole numbers, and how far ahead it is at each place.
//!
//! The arithmetic is that of a conditional random field (Lafferty, McCallum and Pereira 2001) at prediction time: the score of a sequence is
//! the sum of the scores of its labels and of its transitions.

use crate::model::{FORBIDDEN, Model, ModelError};

/// Far below any sum of scores, and far from overflowing when a few are added.
const IMPOSSIBLE: i32 = -(1 << 28);

/// A chain made ready.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    labels: usize,
    start: Vec<i32>,
    /// `into[to * labels + from]`: the inner loops run over `from`.
    into: Vec<i32>,
}

/// The best labels of a sequence and their margins.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    forward: Vec<i32>,
    backward: Vec<i32>,
    labels: Vec<u8>,
    margins: Vec<i32>,
}

impl Decoded {
    /// The best label of each position of the last sequence.
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// For each position: the score of the best sequence less that of the best one with another label there. 0 = a tie; a very
    /// large number = no other label can stand there.
    pub fn margins(&self) -> &[i32] {
        &self.margins
    }
}

impl Chain {
    pub(crate) fn new(model: &Model) -> Result<Self, ModelError> {
        let labels = model.labels.len();
        if model.start.len() != labels || model.transitions.len() != labels * labels {
            return Err(model.malformed("a transition for each pair of labels"));
        }
        let score = |s: &i16| if *s == FORBIDDEN { IMPOSSIBLE } else { i32::from(*s) };
        Ok(Self::of(
            model.start.iter().map(score).collect(),
            &model.transitions.iter().map(score).collect::<Vec<_>>(),
        ))
    }

    /// The chain of the branch: its scores are natural logarithms, what is forbidden far below any other.
    pub(crate) fn of_branch(model: &Model, labels: usize) -> Result<Self, ModelError> {
        let scale = f32::from(model.scale);
        let score =
            |s: &f32| if *s < -100.0 { IMPOSSIBLE } else { (s.min(100.0) * scale).round_ties_even() as i32 };
        let start = model.vector("branch.chain.start", labels)?.iter().map(score).collect();
        let steps: Vec<i32> =
            model.vector("branch.chain.steps", labels * labels)?.iter().map(score).collect();
        Ok(Self::of(start, &steps))
    }

    /// `steps[from * labels + to]`.
    fn of(start: Vec<i32>, steps: &[i32]) -> Self {
        let labels = start.len();
        let mut into = vec![0; labels * labels];
        for from in 0..labels {
            for to in 0..labels {
                into[to * labels + from] = steps[from * labels + to];
            }
        }
        Chain { labels, start, into }
    }

    /// Finds the best labels of a sequence of scores, one for each label at each position.
    pub(crate) fn decode(&self, scores: &[i32], out: &mut Decoded) {
        self.pass_forward(scores, out);
        self.pass_backward(scores, out);
        self.read_off(scores, out);
    }

    /// `forward[t, y]`: the best score of positions up to `t` that ends in `y`, with the score of `t`.
    fn pass_forward(&self, scores: &[i32], out: &mut Decoded) {
        let labels = self.labels;
        let forward = &mut out.forward;
        forward.clear();
        for scores in scores.chunks_exact(labels) {
            let before = forward.len().checked_sub(labels);
            for (to, score) in scores.iter().enumerate() {
                let best = match before {
                    None => self.start[to],
                    Some(at) => {
                        best_sum(&forward[at..at + labels], &self.into[to * labels..(to + 1) * labels])
                    }
                };
                forward.push((best + score).max(IMPOSSIBLE));
            }
        }
    }

    /// `backward[t, y]`: the best score of the positions after `t`, given `y` at `t`.
    fn pass_backward(&self, scores: &[i32], out: &mut Decoded) {
        let labels = self.labels;
        let length = scores.len() / labels;
        let backward = &mut out.backward;
        backward.clear();
        backward.resize(length * labels, 0);
        for at in (0..length.saturating_sub(1)).rev() {
            let (here, next) = backward[at * labels..(at + 2) * labels].split_at_mut(labels);
            here.fill(IMPOSSIBLE);
            for (to, (after, score)) in next.iter().zip(&scores[(at + 1) * labels..]).enumerate() {
                for (best, step) in here.iter_mut().zip(&self.into[to * labels..]) {
                    *best = (*best).max(step.wrapping_add(score.wrapping_add(*after)));
                }
            }
        }
    }

    fn read_off(&self, scores: &[i32], out: &mut Decoded) {
        let labels = self.labels;
        let Decoded { forward, backward, labels: best_labels, margins } = out;
        best_labels.clear();
        margins.clear();
        let mut before: Option<usize> = None;
        for (at, (f, b)) in forward.chunks_exact(labels).zip(backward.chunks_exact(labels)).enumerate() {
            let total = |y: usize| f[y].saturating_add(b[y]);
            // Where labels tie, the way must stay connected: among the best, the lowest label that can follow the one
            // before on a best sequence.
            let follows = |from: usize, to: usize| {
                let before = forward[(at - 1) * labels + from];
                f[to] == (before + self.into[to * labels + from] + scores[at * labels + to]).max(IMPOSSIBLE)
            };
            let best_total = (0..labels).map(total).max().unwrap_or(0);
            let chosen = (0..labels)
                .filter(|&y| total(y) == best_total)
                .find(|&y| before.is_none_or(|b| follows(b, y)))
                .unwrap_or(0);
            let other = (0..labels).filter(|&y| y != chosen).map(total).max().unwrap_or(IMPOSSIBLE);
            margins.push(best_total.saturating_sub(other));
            best_labels.push(chosen as u8);
            before = Some(chosen);
        }
    }
}

#[inline]
fn best_sum(a: &[i32], b: &[i32]) -> i32 {
    a.iter().zip(b).map(|(x, y)| x.wrapping_add(*y)).max().unwrap_or(IMPOSSIBLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::samples::small;
    use proptest::prelude::*;

    /// The twin: every sequence tried.
    fn slow(model: &Model, scores: &[i32]) -> (i32, Vec<Vec<i32>>) {
        let labels = model.labels.len();
        let length = scores.len() / labels;
        let mut best = i32::MIN;
        let mut best_with = vec![vec![i32::MIN; labels]; length];
        for number in 0..labels.pow(length as u32) {
            let path: Vec<usize> = (0..length).map(|t| number / labels.pow(t as u32) % labels).collect();
            let (mut total, mut possible) = (0, true);
            for (t, &y) in path.iter().enumerate() {
                let step = if t == 0 { model.start[y] } else { model.transitions[path[t - 1] * labels + y] };
                possible &= step != FORBIDDEN;
                total += i32::from(step) + scores[t * labels + y];
            }
            if possible {
                best = best.max(total);
                for (t, &y) in path.iter().enumerate() {
                    best_with[t][y] = best_with[t][y].max(total);
                }
            }
        }
        (best, best_with)
    }

    proptest! {
        #[test]
        fn decoding_agrees_with_trying_everything(
            labels in 1usize..5,
            steps in prop::collection::vec(-30i16..30, 25),
            forbidden in prop::collection::vec(any::<bool>(), 25),
            scores in prop::collection::vec(-40i32..40, 0..24),
        ) {
            let mut model = small(Kind::Convolution, 1);
            model.labels = (0..labels).map(|n| n.to_string()).collect();
            model.start = steps[..labels].to_vec();
            // Staying with a label is always possible, so some sequence always is.
            model.transitions = (0..labels * labels)
                .map(|n| if forbidden[n] && n / labels != n % labels { FORBIDDEN } else { steps[24 - n % 20] })
                .collect();
            let scores = &scores[..scores.len() / labels * labels];
            let mut out = Decoded::default();
            Chain::new(&model).unwrap().decode(scores, &mut out);
            let (best, best_with) = slow(&model, scores);
            prop_assert_eq!(out.labels().len(), scores.len() / labels);
            let mut total = 0;
            for (t, &y) in out.labels().iter().enumerate() {
                let y = y as usize;
                let step = match t {
                    0 => model.start[y],
                    _ => model.transitions[out.labels()[t - 1] as usize * labels + y],
                };
                prop_assert_ne!(step, FORBIDDEN);
                total += i32::from(step) + scores[t * labels + y];
                let other = (0..labels).filter(|&o| o != y).map(|o| best_with[t][o]).max().unwrap_or(i32::MIN);
                if other > i32::MIN {
                    prop_assert_eq!(out.margins()[t], best - other);
                } else {
                    prop_assert!(out.margins()[t] > 1 << 20);
                }
            }
            if !scores.is_empty() {
                prop_assert_eq!(total, best);
            }
        }
    }

    #[test]
    fn calibration_steps_are_read_from_below() {
        let table = crate::Calibration(vec![(0, 300), (10, 700)]);
        assert_eq!([-1, 0, 9, 10, 99].map(|m| table.thousandths(m)), [0, 300, 300, 700, 700]);
    }
}
