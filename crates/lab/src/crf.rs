//! Trains a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) by stochastic gradient ascent on the
//! log-likelihood, with one adaptive step per feature (AdaGrad, Duchi, Hazan and Singer 2011, shared by a feature's labels), steps falling to
//! zero, L2 on what is touched, and features left out at random. One thread, one seed: the same weights each time.

// Labels index several small arrays at once; iterators over one of them would hide that.
#![allow(clippy::needless_range_loop)]

use reportedly_tagger::{Chain, ChainBuilder, FORBIDDEN, Features};
use std::collections::HashMap;

/// A row of weights: what the adaptive step remembers, then a weight per label.
const ROW: usize = 16;
/// The most labels a chain may have here.
pub const MAX_LABELS: usize = ROW - 1;

/// A small generator of random numbers (SplitMix64, Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    /// A generator that always gives the same numbers for the same seed.
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next_bits()) * bound as u128) >> 64) as usize
    }
}

/// One training sequence.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// Hashed features of each position.
    pub features: Features,
    /// The right label of each position.
    pub labels: Vec<u8>,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Times over the data.
    pub epochs: usize,
    /// First step.
    pub step: f32,
    /// Pull towards zero, relative to the step.
    pub l2: f32,
    /// Chance in 256 that a feature is left out of a position.
    pub dropout: u8,
    /// Features seen less often get no weight.
    pub least: u32,
    /// Logarithm of the number of rows that the finished chain has.
    pub slots_log2: u8,
    /// Seed of the order and of what is left out.
    pub seed: u64,
}

/// Trained weights.
pub struct Weights {
    labels: usize,
    hashes: Vec<u32>,
    counts: Vec<u32>,
    rows: Vec<[f32; ROW]>,
    slots_log2: u8,
    /// Share of the features that took part in learning; all do in tagging, so each then counts for so much less.
    kept: f32,
    start: Vec<f32>,
    transitions: Vec<f32>,
    possible: Vec<bool>,
}

/// Feature hashes are mixed already: a map may take them as they are.
#[derive(Default)]
struct AsIs(u64);

impl std::hash::Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&b| self.0 = self.0.rotate_left(8) ^ u64::from(b));
    }
    fn write_u32(&mut self, hash: u32) {
        // The map takes its own check bits from the top.
        self.0 = u64::from(hash) | u64::from(hash) << 32;
    }
}

type FeatureMap = HashMap<u32, u32, std::hash::BuildHasherDefault<AsIs>>;

struct Indexed<'s> {
    ends: Vec<u32>,
    features: Vec<u32>,
    labels: &'s [u8],
}

/// Trains on `sequences` with labels below `labels`.
pub fn train(sequences: &[&Sequence], labels: usize, settings: Settings) -> Weights {
    assert!(labels <= MAX_LABELS);
    let (hashes, counts, mut indexed) = index(sequences, settings.least);
    let mut weights = Weights {
        labels,
        rows: vec![[0.0; ROW]; hashes.len()],
        hashes,
        counts,
        slots_log2: settings.slots_log2,
        kept: 1.0 - f32::from(settings.dropout) / 256.0,
        start: vec![0.0; labels],
        transitions: vec![0.0; labels * labels],
        possible: vec![false; labels * labels],
    };
    for sequence in &indexed {
        for pair in sequence.labels.windows(2) {
            weights.possible[pair[0] as usize * labels + pair[1] as usize] = true;
        }
    }
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..indexed.len()).collect();
    let mut pass = Pass::default();
    let before_pruning = settings.epochs * PRUNE_AT.0 / PRUNE_AT.1;
    let (mut steps, mut done) = ((before_pruning.max(1) * indexed.len()) as f32, 0);
    for epoch in 0..settings.epochs {
        if epoch == before_pruning {
            weights.prune(&mut indexed);
            (steps, done) = (((settings.epochs - epoch) * indexed.len()) as f32, 0);
        }
        (pass.right, pass.seen) = (0.0, 0.0);
        for n in (1..order.len()).rev() {
            order.swap(n, random.below(n + 1));
        }
        for &n in &order {
            let step = settings.step * (1.0 - done as f32 / steps);
            pass.learn(&mut weights, &indexed[n], step, &settings, &mut random);
            done += 1;
        }
        eprintln!("  epoch {epoch}: mean probability of the right label {:.4}", pass.right / pass.seen);
    }
    weights
}

/// Share of the epochs after which the features that have no room are dropped; the rest learn to do without them.
const PRUNE_AT: (usize, usize) = (2, 5);

/// Gives each frequent feature a number and rewrites the sequences in them.
fn index<'s>(sequences: &[&'s Sequence], least: u32) -> (Vec<u32>, Vec<u32>, Vec<Indexed<'s>>) {
    let mut counts = FeatureMap::default();
    for sequence in sequences {
        for hash in sequence.features.positions().flatten() {
            *counts.entry(*hash).or_default() += 1;
        }
    }
    let mut numbers = FeatureMap::default();
    let mut hashes = Vec::new();
    let mut indexed = Vec::new();
    for sequence in sequences {
        let mut one = Indexed { ends: Vec::new(), features: Vec::new(), labels: &sequence.labels };
        for position in sequence.features.positions() {
            for hash in position.iter().filter(|h| counts[h] >= least) {
                one.features.push(*numbers.entry(*hash).or_insert_with(|| {
                    hashes.push(*hash);
                    hashes.len() as u32 - 1
                }));
            }
            one.ends.push(one.features.len() as u32);
        }
        indexed.push(one);
    }
    let counts = hashes.iter().map(|h| counts[h]).collect();
    (hashes, counts, indexed)
}

/// Scratch memory of one sequence's step.
#[derive(Default)]
struct Pass {
    kept: Vec<u32>,
    ends: Vec<u32>,
    emit: Vec<[f64; ROW]>,
    forward: Vec<[f64; ROW]>,
    backward: Vec<[f64; ROW]>,
    right: f64,
    seen: f64,
}

/// No label is less likely at a position than this natural logarithm says: what the transitions leave possible must stay so.
const LEAST_LOG: f32 = -30.0;
/// Gradients smaller than this in every label are not worth touching the rows.
const LEAST_GRADIENT: f32 = 1e-3;

impl Pass {
    fn learn(
        &mut self,
        w: &mut Weights,
        sequence: &Indexed,
        step: f32,
        settings: &Settings,
        random: &mut Random,
    ) {
        let labels = w.labels;
        let length = sequence.labels.len();
        if length == 0 {
            return;
        }
        self.choose(sequence, settings.dropout, random);
        self.emissions(w);
        let step_of = |from: usize, to: usize| -> f64 {
            if w.possible[from * labels + to] {
                f64::from(w.transitions[from * labels + to]).exp()
            } else {
                0.0
            }
        };
        let mut moves = vec![[0.0f64; ROW]; labels];
        for (from, row) in moves.iter_mut().enumerate() {
            for (to, cell) in row.iter_mut().take(labels).enumerate() {
                *cell = step_of(from, to);
            }
        }
        // Forward and backward in probabilities, each position scaled to a sum of 1.
        self.forward.clear();
        self.backward.clear();
        self.backward.resize(length, [0.0; ROW]);
        for t in 0..length {
            let mut alpha = [0.0; ROW];
            if t == 0 {
                for y in 0..labels {
                    alpha[y] = f64::from(w.start[y]).exp() * self.emit[0][y];
                }
            } else {
                let before = self.forward[t - 1];
                for (p, row) in before.iter().zip(&moves) {
                    for (a, m) in alpha.iter_mut().zip(row) {
                        *a += p * m;
                    }
                }
                alpha.iter_mut().zip(&self.emit[t]).for_each(|(a, e)| *a *= e);
            }
            scale(&mut alpha);
            self.forward.push(alpha);
        }
        let mut beta = [0.0; ROW];
        beta[..labels].fill(1.0);
        self.backward[length - 1] = beta;
        for t in (0..length - 1).rev() {
            let mut ahead = self.backward[t + 1];
            ahead.iter_mut().zip(&self.emit[t + 1]).for_each(|(a, e)| *a *= e);
            let mut beta = [0.0; ROW];
            for (b, row) in beta.iter_mut().zip(&moves) {
                *b = row.iter().zip(&ahead).map(|(m, a)| m * a).sum();
            }
            scale(&mut beta);
            self.backward[t] = beta;
        }
        self.update(w, sequence.labels, &moves, step, settings);
    }

    /// Draws the features that take part this time.
    fn choose(&mut self, sequence: &Indexed, dropout: u8, random: &mut Random) {
        self.kept.clear();
        self.ends.clear();
        let mut from = 0;
        let (mut bits, mut left) = (0, 0);
        for &end in &sequence.ends {
            for &feature in &sequence.features[from..end as usize] {
                if left == 0 {
                    (bits, left) = (random.next_bits(), 8);
                }
                if (bits & 0xff) as u8 >= dropout {
                    self.kept.push(feature);
                }
                bits >>= 8;
                left -= 1;
            }
            from = end as usize;
            self.ends.push(self.kept.len() as u32);
        }
    }

    fn emissions(&mut self, w: &Weights) {
        self.emit.clear();
        let mut from = 0;
        for &end in &self.ends {
            let mut sum = [0.0f32; ROW];
            for &feature in &self.kept[from..end as usize] {
                for (s, x) in sum.iter_mut().zip(&w.rows[feature as usize]) {
                    *s += x;
                }
            }
            from = end as usize;
            let mut out = [0.0; ROW];
            let top = sum[1..=w.labels].iter().copied().fold(f32::MIN, f32::max);
            for (o, s) in out.iter_mut().zip(&sum[1..=w.labels]) {
                *o = f64::from((s - top).max(LEAST_LOG)).exp();
            }
            self.emit.push(out);
        }
    }

    fn update(
        &mut self,
        w: &mut Weights,
        right: &[u8],
        moves: &[[f64; ROW]],
        step: f32,
        settings: &Settings,
    ) {
        let labels = w.labels;
        let mut from = 0;
        for (t, &end) in self.ends.iter().enumerate() {
            let mut gradient = [0.0f32; ROW];
            let sum: f64 = self.forward[t].iter().zip(&self.backward[t]).map(|(a, b)| a * b).sum();
            if !sum.is_normal() {
                // Numbers ran out of range: this position teaches nothing this time.
                from = end as usize;
                continue;
            }
            for y in 0..labels {
                gradient[y + 1] = -(self.forward[t][y] * self.backward[t][y] / sum) as f32;
            }
            self.right += f64::from(-gradient[right[t] as usize + 1]);
            self.seen += 1.0;
            gradient[right[t] as usize + 1] += 1.0;
            let size: f32 = gradient.iter().map(|g| g * g).sum();
            if size > LEAST_GRADIENT * LEAST_GRADIENT {
                gradient[0] = 0.0;
                for &feature in &self.kept[from..end as usize] {
                    let row = &mut w.rows[feature as usize];
                    let seen = row[0] + size;
                    let rate = step / (1.0 + seen).sqrt();
                    let keep = 1.0 - rate * settings.l2;
                    for (x, g) in row.iter_mut().zip(&gradient) {
                        *x = *x * keep + rate * g;
                    }
                    row[0] = seen;
                }
            }
            from = end as usize;
            if t == 0 {
                for y in 0..labels {
                    w.start[y] += 0.02 * step * gradient[y + 1];
                }
                continue;
            }
            // Expected moves from t - 1 to t.
            let mut ahead = self.backward[t];
            ahead.iter_mut().zip(&self.emit[t]).for_each(|(a, e)| *a *= e);
            let mut sum = 0.0;
            let mut expected = [[0.0f64; ROW]; ROW];
            for a in 0..labels {
                for b in 0..labels {
                    expected[a][b] = self.forward[t - 1][a] * moves[a][b] * ahead[b];
                    sum += expected[a][b];
                }
            }
            if !sum.is_normal() {
                continue;
            }
            let rate = TRANSITION_RATE * step;
            for a in 0..labels {
                for b in 0..labels {
                    if w.possible[a * labels + b] {
                        w.transitions[a * labels + b] -= rate * (expected[a][b] / sum) as f32;
                    }
                }
            }
            w.transitions[right[t - 1] as usize * labels + right[t] as usize] += rate;
        }
    }
}

/// How much of what its adaptive step remembers a feature keeps at pruning: less lets it move again.
const FORGET: f32 = 0.25;

/// Steps of transitions, relative to those of features: they are touched at every position.
const TRANSITION_RATE: f32 = 0.02;

fn scale(values: &mut [f64; ROW]) {
    let sum: f64 = values.iter().sum();
    values.iter_mut().for_each(|v| *v /= sum.max(f64::MIN_POSITIVE));
}

impl Weights {
    /// Features in the order of how much they move scores over the training data.
    fn by_importance(&self) -> Vec<usize> {
        let weight = |n: usize| {
            let squares: f32 = self.rows[n][1..=self.labels].iter().map(|x| x * x).sum();
            squares * self.counts[n] as f32
        };
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(self.hashes[a].cmp(&self.hashes[b])));
        order
    }

    /// Drops the features that will not find room, from the weights and from the sequences.
    fn prune(&mut self, sequences: &mut [Indexed]) {
        let names = vec!["-"; self.labels];
        let mut builder = ChainBuilder::new("pruning", &names, self.slots_log2, 1);
        let mut number = vec![None; self.rows.len()];
        let (mut hashes, mut counts, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for n in self.by_importance() {
            if builder.set_row(self.hashes[n], &[]) {
                number[n] = Some(rows.len() as u32);
                hashes.push(self.hashes[n]);
                counts.push(self.counts[n]);
                let mut row = self.rows[n];
                row[0] *= FORGET;
                rows.push(row);
            }
        }
        (self.hashes, self.counts, self.rows) = (hashes, counts, rows);
        for sequence in sequences {
            let (mut kept, mut from) = (Vec::new(), 0);
            for end in &mut sequence.ends {
                let here = &sequence.features[from..*end as usize];
                kept.extend(here.iter().filter_map(|&f| number[f as usize]));
                from = *end as usize;
                *end = kept.len() as u32;
            }
            sequence.features = kept;
        }
    }

    /// Rounds to integers and stores the rows that weigh most: as many as `2^slots_log2` slots take.
    pub fn chain(&self, name: &str, names: &[&str], scale: u16) -> Chain {
        let mut builder = ChainBuilder::new(name, names, self.slots_log2, scale);
        let factor = f32::from(scale);
        let round = |x: f32| (x * factor * self.kept).round().clamp(-127.0, 127.0) as i8;
        let (mut stored, mut lost, mut clipped) = (0, 0, 0);
        for n in self.by_importance() {
            let row: Vec<i8> = self.rows[n][1..=self.labels].iter().map(|&x| round(x)).collect();
            clipped += row.iter().filter(|x| x.abs() == 127).count();
            if row.iter().any(|&x| x != 0) {
                if builder.set_row(self.hashes[n], &row) { stored += 1 } else { lost += 1 }
            }
        }
        eprintln!("{name}: {stored} features, {lost} without room, {clipped} weights clipped");
        let wide = |x: f32| (x * factor).round().clamp(-30000.0, 30000.0) as i16;
        for a in 0..self.labels {
            builder.set_start(a, wide(self.start[a]));
            for b in 0..self.labels {
                let at = a * self.labels + b;
                builder.set_transition(
                    a,
                    b,
                    if self.possible[at] { wide(self.transitions[at]) } else { FORBIDDEN },
                );
            }
        }
        builder.build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_tagger::{Buffer, Tagger, hash_bytes};

    fn sequence(words: &str, labels: &[u8]) -> Sequence {
        let mut features = Features::default();
        for word in words.split(' ') {
            features.push(hash_bytes(1, word.as_bytes()));
            features.end_position();
        }
        Sequence { features, labels: labels.to_vec() }
    }

    #[test]
    fn a_chain_learns_from_words_and_from_what_came_before() {
        // `x` means 1 after `a` and 2 after `b`: only the transitions can tell.
        let data = [sequence("a x x", &[1, 1, 1]), sequence("b x x", &[2, 2, 2]), sequence("c c", &[0, 0])];
        let data: Vec<&Sequence> = data.iter().collect();
        let settings =
            Settings { epochs: 400, step: 0.5, l2: 0.0, dropout: 0, least: 1, slots_log2: 6, seed: 1 };
        let chain = train(&data, 3, settings).chain("t", &["O", "A", "B"], 16);
        assert_eq!(chain, train(&data, 3, settings).chain("t", &["O", "A", "B"], 16));
        let tagger = Tagger::new(&chain);
        let mut buffer = Buffer::default();
        for one in &data {
            buffer.features = one.features.clone();
            tagger.tag(&mut buffer);
            assert_eq!(buffer.labels(), one.labels);
        }
    }
}
