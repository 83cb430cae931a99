//! A model as plain data.

/// A transition with this score is never taken.
pub const FORBIDDEN: i16 = i16::MIN;

/// Weights of one linear chain.
///
/// `rows` is a hash table of `2^slots_log2` rows of [`Chain::stride`] bytes: two check bytes, then one signed weight per label, then
/// padding. A feature with hash `h` lives in slot `h mod 2^slots_log2` or its neighbour (last bit flipped), where the check bytes
/// equal the top half of `h` (0 counts as 1; an empty row has 0), little-endian. A feature found in neither weighs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// What the chain is for, unique in the model.
    pub name: String,
    /// Names of the labels; the index is the label.
    pub labels: Vec<String>,
    /// Logarithm of the number of rows.
    pub slots_log2: u8,
    /// The rows.
    pub rows: Vec<i8>,
    /// Score of starting with each label.
    pub start: Vec<i16>,
    /// Score of going from label `a` to label `b`, at `a * labels + b`; [`FORBIDDEN`] where it cannot be.
    pub transitions: Vec<i16>,
    /// How many units of score make a natural logarithm of 1.
    pub scale: u16,
    /// What a margin is worth.
    pub calibration: Calibration,
}

/// How often a decision with a margin is right: steps of (least margin in units of score, thousandths), margins ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calibration(pub Vec<(i32, u16)>);

/// Classes of words: a word's hash and its class, ascending by hash, each hash once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// What it is for, unique in the model.
    pub name: String,
    /// Hash and class.
    pub entries: Vec<(u32, u8)>,
}

/// All that training leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// Free text: what it was trained on, with what.
    pub note: String,
    /// Chains.
    pub chains: Vec<Chain>,
    /// Lexicons.
    pub lexicons: Vec<Lexicon>,
}

impl Model {
    /// The chain called `name`.
    pub fn chain(&self, name: &str) -> Option<&Chain> {
        self.chains.iter().find(|c| c.name == name)
    }

    /// The lexicon called `name`.
    pub fn lexicon(&self, name: &str) -> Option<&Lexicon> {
        self.lexicons.iter().find(|l| l.name == name)
    }
}

impl Chain {
    /// Bytes in a row: the check bytes and a weight per label, rounded up so that a row never straddles two cache lines.
    pub fn stride(&self) -> usize {
        (self.labels.len() + CHECK).next_power_of_two()
    }
}

impl Calibration {
    /// The thousandths for `margin`: those of the last step that it reaches, 0 where it reaches none.
    pub fn thousandths(&self, margin: i32) -> u16 {
        match self.0.partition_point(|&(least, _)| least <= margin) {
            0 => 0,
            n => self.0[n - 1].1,
        }
    }
}

/// Check bytes at the start of a row. With one, every hundredth feature without weights would be taken for another.
pub(crate) const CHECK: usize = 2;

/// The two slots a feature may live in and its check bytes.
#[inline]
pub(crate) fn place(hash: u32, mask: usize) -> (usize, usize, u16) {
    let slot = hash as usize & mask;
    (slot, slot ^ 1, ((hash >> 16) as u16).max(1))
}

/// The check bytes of a row.
#[inline]
pub(crate) fn check_of(row: &[i8]) -> u16 {
    u16::from_le_bytes([row[0].cast_unsigned(), row[1].cast_unsigned()])
}

/// Builds a [`Chain`] row by row.
pub struct ChainBuilder {
    chain: Chain,
}

impl ChainBuilder {
    /// An empty chain with `2^slots_log2` rows, every transition allowed at score 0.
    ///
    /// # Panics
    /// Without labels, with more than 30 of them, or where `slots_log2` is outside `1..=22` (a programming error of the trainer).
    pub fn new(name: &str, labels: &[&str], slots_log2: u8, scale: u16) -> Self {
        assert!((1..=30).contains(&labels.len()) && (1..=22).contains(&slots_log2) && scale > 0);
        let mut chain = Chain {
            name: name.to_owned(),
            labels: labels.iter().map(|&l| l.to_owned()).collect(),
            slots_log2,
            rows: Vec::new(),
            start: vec![0; labels.len()],
            transitions: vec![0; labels.len() * labels.len()],
            scale,
            calibration: Calibration::default(),
        };
        chain.rows = vec![0; chain.stride() << slots_log2];
        ChainBuilder { chain }
    }

    /// Stores a feature's weights, one per label. Returns whether there was room: both its slots may be taken, or hold a
    /// feature that cannot be told from it. So store the most important features first.
    pub fn set_row(&mut self, hash: u32, weights: &[i8]) -> bool {
        let stride = self.chain.stride();
        let (first, second, check) = place(hash, (1 << self.chain.slots_log2) - 1);
        let found = |slot: usize| check_of(&self.chain.rows[slot * stride..]);
        if [first, second].into_iter().any(|slot| found(slot) == check) {
            return false;
        }
        let Some(free) = [first, second].into_iter().find(|&slot| found(slot) == 0) else {
            return false;
        };
        let row = &mut self.chain.rows[free * stride..(free + 1) * stride];
        let [low, high] = check.to_le_bytes();
        (row[0], row[1]) = (low.cast_signed(), high.cast_signed());
        row[CHECK..CHECK + weights.len()].copy_from_slice(weights);
        true
    }

    /// Sets the score of starting with a label.
    pub fn set_start(&mut self, label: usize, score: i16) {
        self.chain.start[label] = score;
    }

    /// Sets the score of going from one label to another.
    pub fn set_transition(&mut self, from: usize, to: usize, score: i16) {
        let labels = self.chain.labels.len();
        self.chain.transitions[from * labels + to] = score;
    }

    /// The chain.
    pub fn build(self) -> Chain {
        self.chain
    }
}
