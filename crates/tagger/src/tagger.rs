//! The machine: adds up rows, finds the best sequence and how much better it is than the next.

use crate::model::{CHECK, Chain, FORBIDDEN, Lexicon, check_of, place};

/// Score of what cannot be; low enough never to win, high enough that sums of it stay inside 32 bits.
const IMPOSSIBLE: i32 = -(1 << 28);

/// Hashed features of the positions of one sequence.
#[derive(Clone, Debug, Default)]
pub struct Features {
    hashes: Vec<u32>,
    ends: Vec<u32>,
}

impl Features {
    /// Adds a feature to the position under way.
    #[inline]
    pub fn push(&mut self, hash: u32) {
        self.hashes.push(hash);
    }

    /// Ends the position under way.
    #[inline]
    pub fn end_position(&mut self) {
        self.ends.push(self.hashes.len() as u32);
    }

    /// Removes all positions; keeps the memory.
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.ends.clear();
    }

    /// The number of positions.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no positions.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The features of each position.
    pub fn positions(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&end| end as usize));
        starts.zip(&self.ends).map(|(start, &end)| &self.hashes[start..end as usize])
    }
}

/// Scratch memory of one thread; reused for every sequence. It never points to a tagger, so one serves all.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    /// The features of the next sequence to tag; the caller fills it, [`Tagger::tag`] leaves it as it is.
    pub features: Features,
    scores: Vec<i32>,
    forward: Vec<i32>,
    backward: Vec<i32>,
    labels: Vec<u8>,
    margins: Vec<i32>,
}

impl Buffer {
    /// The best label of each position of the last sequence tagged.
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// For each position: the score of the best sequence less that of the best one with another label there. 0 = a tie; a very
    /// large number = no other label can stand there.
    pub fn margins(&self) -> &[i32] {
        &self.margins
    }
}

/// A chain made ready for tagging. Read-only.
#[derive(Clone, Debug)]
pub struct Tagger {
    chain: Chain,
    mask: usize,
    start: Vec<i32>,
    /// `transitions[to * labels + from]`: the inner loops run over `from`.
    into: Vec<i32>,
}

impl Tagger {
    /// Prepares a chain.
    pub fn new(chain: &Chain) -> Self {
        let labels = chain.labels.len();
        let score = |s: i16| if s == FORBIDDEN { IMPOSSIBLE } else { i32::from(s) };
        let mut into = vec![0; labels * labels];
        for from in 0..labels {
            for to in 0..labels {
                into[to * labels + from] = score(chain.transitions[from * labels + to]);
            }
        }
        Tagger {
            mask: (1 << chain.slots_log2) - 1,
            start: chain.start.iter().map(|&s| score(s)).collect(),
            into,
            chain: chain.clone(),
        }
    }

    /// Names of the labels.
    pub fn labels(&self) -> &[String] {
        &self.chain.labels
    }

    /// What a margin is worth in thousandths, by the model's calibration table.
    pub fn thousandths(&self, margin: i32) -> u16 {
        self.chain.calibration.thousandths(margin)
    }

    /// Finds the best labels for the sequence in `buffer.features`, and their margins.
    pub fn tag(&self, buffer: &mut Buffer) {
        let labels = self.chain.labels.len();
        buffer.scores.clear();
        buffer.scores.resize(buffer.features.len() * labels, 0);
        match self.chain.stride() {
            4 => self.add_up::<4>(buffer),
            8 => self.add_up::<8>(buffer),
            16 => self.add_up::<16>(buffer),
            _ => self.add_up::<32>(buffer),
        }
        self.pass_forward(buffer);
        self.pass_backward(buffer);
        self.read_off(buffer);
    }

    fn add_up<const STRIDE: usize>(&self, buffer: &mut Buffer) {
        let labels = self.chain.labels.len();
        let (rows, _) = self.chain.rows.as_chunks::<STRIDE>();
        for (features, scores) in buffer.features.positions().zip(buffer.scores.chunks_exact_mut(labels)) {
            let mut sums = [0i32; STRIDE];
            // Sums of up to 255 weights fit in 16 bits (so nothing wraps), where a processor adds more of them at once.
            for few in features.chunks(255) {
                let mut part = [0i16; STRIDE];
                for &hash in few {
                    let (first, second, check) = place(hash, self.mask);
                    let row = if check_of(&rows[first]) == check { &rows[first] } else { &rows[second] };
                    let keep = -i16::from(check_of(row) == check);
                    for (sum, &weight) in part.iter_mut().zip(row) {
                        *sum = sum.wrapping_add(i16::from(weight) & keep);
                    }
                }
                for (sum, part) in sums.iter_mut().zip(part) {
                    *sum += i32::from(part);
                }
            }
            scores.copy_from_slice(&sums[CHECK..CHECK + labels]);
        }
    }

    /// `forward[t, y]`: the best score of positions up to `t` that ends in `y`, with the score of `t`.
    fn pass_forward(&self, buffer: &mut Buffer) {
        let labels = self.chain.labels.len();
        let forward = &mut buffer.forward;
        forward.clear();
        for scores in buffer.scores.chunks_exact(labels) {
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
    fn pass_backward(&self, buffer: &mut Buffer) {
        let labels = self.chain.labels.len();
        let length = buffer.features.len();
        let backward = &mut buffer.backward;
        backward.clear();
        backward.resize(length * labels, 0);
        for at in (0..length.saturating_sub(1)).rev() {
            let (here, next) = backward[at * labels..(at + 2) * labels].split_at_mut(labels);
            here.fill(IMPOSSIBLE);
            for (to, (after, score)) in next.iter().zip(&buffer.scores[(at + 1) * labels..]).enumerate() {
                for (best, step) in here.iter_mut().zip(&self.into[to * labels..]) {
                    *best = (*best).max(step.wrapping_add(score.wrapping_add(*after)));
                }
            }
        }
    }

    fn read_off(&self, buffer: &mut Buffer) {
        let labels = self.chain.labels.len();
        buffer.labels.clear();
        buffer.margins.clear();
        let mut before: Option<usize> = None;
        for (forward, backward) in
            buffer.forward.chunks_exact(labels).zip(buffer.backward.chunks_exact(labels))
        {
            let total = |y: usize| forward[y] + backward[y];
            // Where labels tie, the way must stay connected: among the best, the lowest label that can follow the one
            // before on a best sequence.
            let best_total = (0..labels).map(total).max().unwrap_or(0);
            let chosen = (0..labels)
                .filter(|&y| total(y) == best_total)
                .find(|&y| before.is_none_or(|b| self.follows(buffer, b, y, labels)))
                .unwrap_or(0);
            let other = (0..labels).filter(|&y| y != chosen).map(total).max().unwrap_or(IMPOSSIBLE);
            buffer.margins.push(best_total - other);
            buffer.labels.push(chosen as u8);
            before = Some(chosen);
        }
    }

    /// Whether `to` at the position now being read off continues the best sequence that has `from` just before.
    fn follows(&self, buffer: &Buffer, from: usize, to: usize, labels: usize) -> bool {
        let at = buffer.labels.len();
        let score = buffer.scores[at * labels + to];
        let before = buffer.forward[(at - 1) * labels + from];
        buffer.forward[at * labels + to] == (before + self.into[to * labels + from] + score).max(IMPOSSIBLE)
    }
}

#[inline]
fn best_sum(a: &[i32], b: &[i32]) -> i32 {
    a.iter().zip(b).map(|(x, y)| x.wrapping_add(*y)).max().unwrap_or(IMPOSSIBLE)
}

/// A lexicon made ready for looking up: open addressing, at most half full.
#[derive(Clone, Debug)]
pub struct LexiconTable {
    slots: Vec<(u32, u16)>,
    mask: usize,
}

impl LexiconTable {
    /// Prepares a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let size = (2 * lexicon.entries.len() + 1).next_power_of_two();
        let mut table = LexiconTable { slots: vec![(0, 0); size], mask: size - 1 };
        for &(hash, class) in &lexicon.entries {
            let mut slot = hash as usize & table.mask;
            while table.slots[slot].1 != 0 {
                slot = (slot + 1) & table.mask;
            }
            table.slots[slot] = (hash, u16::from(class) + 1);
        }
        table
    }

    /// The class of a word's hash.
    #[inline]
    pub fn class(&self, hash: u32) -> Option<u8> {
        let mut slot = hash as usize & self.mask;
        loop {
            match self.slots[slot] {
                (_, 0) => return None,
                (found, class) if found == hash => return Some((class - 1) as u8),
                _ => slot = (slot + 1) & self.mask,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ChainBuilder;
    use proptest::prelude::*;

    /// The twin: weights by a plain map, every sequence tried.
    fn slow(chain: &Chain, weights: &[(u32, Vec<i8>)], sequence: &[Vec<u32>]) -> (i32, Vec<Vec<i32>>) {
        let labels = chain.labels.len();
        let mut best = i32::MIN;
        let mut best_with = vec![vec![i32::MIN; labels]; sequence.len()];
        for number in 0..labels.pow(sequence.len() as u32) {
            let path: Vec<usize> =
                (0..sequence.len()).map(|t| number / labels.pow(t as u32) % labels).collect();
            let mut total = 0;
            let mut possible = true;
            for (t, &y) in path.iter().enumerate() {
                let step = if t == 0 { chain.start[y] } else { chain.transitions[path[t - 1] * labels + y] };
                possible &= step != FORBIDDEN;
                total += i32::from(step);
                for hash in &sequence[t] {
                    let row = weights.iter().find(|(h, _)| h == hash);
                    total += row.map_or(0, |(_, row)| i32::from(row[y]));
                }
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
        fn the_fast_tagger_agrees_with_trying_everything(
            labels in 1usize..5,
            rows in prop::collection::vec((0u32..64, prop::collection::vec(-20i8..20, 5)), 0..20),
            steps in prop::collection::vec(-30i16..30, 25),
            forbidden in prop::collection::vec(any::<bool>(), 25),
            sequence in prop::collection::vec(prop::collection::vec(0u32..64, 0..5), 0..6),
        ) {
            let names = ["a", "b", "c", "d"];
            let mut builder = ChainBuilder::new("t", &names[..labels], 8, 32);
            let mut stored: Vec<(u32, Vec<i8>)> = Vec::new();
            for (n, row) in rows {
                // Spread the small numbers over the whole range, check byte included.
                let hash = n.wrapping_mul(0x9e37_79b9);
                if builder.set_row(hash, &row[..labels]) {
                    stored.push((hash, row));
                }
            }
            for a in 0..labels {
                builder.set_start(a, steps[a]);
                for b in 0..labels {
                    // Staying with a label is always possible, so some sequence always is.
                    let cut = forbidden[a * labels + b] && a != b;
                    builder.set_transition(a, b, if cut { FORBIDDEN } else { steps[5 + a] - steps[10 + b] });
                }
            }
            let chain = builder.build();
            let sequence: Vec<Vec<u32>> =
                sequence.iter().map(|p| p.iter().map(|n| n.wrapping_mul(0x9e37_79b9)).collect()).collect();
            let mut buffer = Buffer::default();
            for position in &sequence {
                position.iter().for_each(|&h| buffer.features.push(h));
                buffer.features.end_position();
            }
            Tagger::new(&chain).tag(&mut buffer);
            let (best, best_with) = slow(&chain, &stored, &sequence);
            prop_assert_eq!(buffer.labels().len(), sequence.len());
            let mut total = 0;
            for (t, &y) in buffer.labels().iter().enumerate() {
                let y = y as usize;
                let step = match t {
                    0 => chain.start[y],
                    _ => chain.transitions[buffer.labels()[t - 1] as usize * labels + y],
                };
                prop_assert_ne!(step, FORBIDDEN);
                total += i32::from(step);
                for hash in &sequence[t] {
                    total += stored.iter().find(|(h, _)| h == hash).map_or(0, |(_, row)| i32::from(row[y]));
                }
                let other = (0..labels).filter(|&o| o != y).map(|o| best_with[t][o]).max().unwrap_or(i32::MIN);
                if other > i32::MIN {
                    prop_assert_eq!(buffer.margins()[t], best - other);
                } else {
                    prop_assert!(buffer.margins()[t] > 1 << 20);
                }
            }
            if !sequence.is_empty() {
                prop_assert_eq!(total, best);
            }
        }

        #[test]
        fn a_lexicon_table_finds_exactly_its_entries(words in prop::collection::btree_map(any::<u32>(), any::<u8>(), 0..50), other: u32) {
            let table = LexiconTable::new(&Lexicon { name: String::new(), entries: words.iter().map(|(&h, &c)| (h, c)).collect() });
            for (&hash, &class) in &words {
                prop_assert_eq!(table.class(hash), Some(class));
            }
            prop_assert_eq!(table.class(other), words.get(&other).copied());
        }
    }

    #[test]
    fn many_features_at_one_position_do_not_overflow() {
        let mut builder = ChainBuilder::new("t", &["a", "b"], 1, 32);
        builder.set_row(1, &[-128, 127]);
        let tagger = Tagger::new(&builder.build());
        let mut buffer = Buffer::default();
        for _ in 0..1000 {
            buffer.features.push(1);
        }
        buffer.features.end_position();
        tagger.tag(&mut buffer);
        assert_eq!((buffer.labels(), buffer.margins()), (&[1][..], &[255_000][..]));
    }

    #[test]
    fn calibration_steps_are_read_from_below() {
        let table = crate::Calibration(vec![(0, 300), (10, 700)]);
        assert_eq!([-1, 0, 9, 10, 99].map(|m| table.thousandths(m)), [0, 300, 300, 700, 700]);
    }
}
