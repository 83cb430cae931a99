//! A transformer encoder (Vaswani and others 2017) in the form of BERT (Devlin and others 2019), at prediction time.
//!
//! Products of matrices are computed in whole numbers (see [`crate::kernel`]): weights of 8 bits with a scale for each output, activations of
//! 14 bits with a scale for each row. Nothing depends on the processor or on how the work is divided.

use crate::arithmetic::{MOST, gelu, largest, probabilities, quantise, rounded};
use crate::kernel::{Lanes, Packed, WIDTH, product};
use crate::layers::{Heads, Linear, Norm, Scratch, Table};
use crate::model::{Model, ModelError};
use crate::tagger::BranchScores;
use crate::window::Window;

/// BERT's.
const EPSILON: f32 = 1e-12;
/// Rows that go through the wide layer together: so many that its results stay near the processor.
const ROWS_AT_ONCE: usize = 48;

/// The encoder.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    width: usize,
    heads: usize,
    pieces: Table,
    positions: Table,
    shapes: Table,
    places: Table,
    norm: Norm,
    layers: Vec<Layer>,
    head: Linear,
    branch: Option<Branch>,
}

/// Layers of their own on what the first `start` layers give, and the heads of names and coreference in one.
#[derive(Clone, Debug)]
struct Branch {
    start: usize,
    layers: Vec<Layer>,
    heads: Heads,
}

#[derive(Clone, Debug)]
struct Layer {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// Scratch memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct EncoderBuffer {
    x: Vec<f32>,
    branch: Vec<f32>,
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    inner: Vec<f32>,
    scores: Vec<f32>,
    own: Vec<f32>,
    scratch: Scratch,
    attention: Attention,
}

#[derive(Clone, Debug, Default)]
struct Attention {
    keys: Packed,
    values: Packed,
    key_numbers: Vec<i32>,
    key_units: Vec<f32>,
    queries: Vec<i32>,
    query_units: Vec<f32>,
    chances: Vec<i32>,
    value_scales: Vec<(f32, f32)>,
}

impl Encoder {
    /// Takes an encoder out of a model.
    pub(crate) fn new(model: &Model) -> Result<Self, ModelError> {
        let width = model.size("width", 2 * WIDTH, 4096)?;
        let inner = model.size("inner", WIDTH, 8192)?;
        let heads = model.size("heads", 1, 64)?;
        let head = width / heads;
        // Sums of 14 times 14 bits over a head, and of 14 times 8 bits over the inner width, must fit into 32.
        if width % (WIDTH * heads) != 0 || head > 32 || inner % WIDTH != 0 || inner > 2048 {
            return Err(model.malformed("a width of heads of 16 or 32, an inner width of up to 2048"));
        }
        let layer = |of: &str, n: usize| {
            let name = |part: &str| format!("{of}layers.{n}.{part}");
            Ok(Layer {
                qkv: Linear::new(model, &name("qkv"), 3 * width, width)?,
                out: Linear::new(model, &name("out"), width, width)?,
                norm1: Norm::new(model, &name("norm1"), width, EPSILON)?,
                up: Linear::new(model, &name("up"), inner, width)?,
                down: Linear::new(model, &name("down"), width, inner)?,
                norm2: Norm::new(model, &name("norm2"), width, EPSILON)?,
            })
        };
        let layers: Vec<Layer> =
            (0..model.size("layers", 1, 48)?).map(|n| layer("", n)).collect::<Result<_, ModelError>>()?;
        let branch = match model.branch_sizes()? {
            None => None,
            Some((labels, pair)) => Some(Branch {
                start: model.size("branch.start", 0, layers.len())?,
                layers: (0..model.size("branch.layers", 1, 48)?)
                    .map(|n| layer("branch.", n))
                    .collect::<Result<_, ModelError>>()?,
                heads: Heads::new(model, labels, pair, width)?,
            }),
        };
        Ok(Encoder {
            width,
            heads,
            pieces: Table::new(model, "pieces.weight", width)?,
            positions: Table::new(model, "positions.weight", width)?,
            shapes: Table::new(model, "shapes.weight", width)?,
            places: Table::new(model, "places.weight", width)?,
            norm: Norm::new(model, "norm", width, EPSILON)?,
            layers,
            head: Linear::new(model, "head", model.labels.len(), width)?,
            branch,
        })
    }

    /// The most pieces of a window.
    pub(crate) fn longest(&self) -> usize {
        self.positions.rows()
    }

    /// Scores of each label for each of the window's own words: `put(word, label, score)`; and what the heads of the branch say of each, where it is
    /// wanted.
    #[inline(always)]
    pub(crate) fn run<L: Lanes>(
        &self,
        lanes: L,
        window: &Window,
        buffer: &mut EncoderBuffer,
        mut put: impl FnMut(usize, usize, f32),
        mut branch_scores: Option<BranchScores>,
    ) {
        let width = self.width;
        buffer.x.clear();
        buffer.x.resize(window.pieces.len() * width, 0.0);
        for (n, (row, piece)) in buffer.x.chunks_exact_mut(width).zip(&window.pieces).enumerate() {
            self.pieces.add(usize::from(piece.id), row);
            self.positions.add(n, row);
            self.shapes.add(usize::from(piece.shape), row);
            self.places.add(usize::from(piece.place), row);
        }
        self.norm.apply(&mut buffer.x);
        let branch = self.branch.as_ref().filter(|_| branch_scores.is_some());
        let own_layers: &[Layer] = branch.map_or(&[], |b| &b.layers);
        let start = branch.map_or(usize::MAX, |b| b.start);
        let ends = self.layers.len() + own_layers.len();
        for n in 0..=ends {
            if n == start {
                buffer.branch.clone_from(&buffer.x);
            }
            if n == self.layers.len() {
                buffer.gather(window, width);
                let labels = self.head.outputs();
                self.head.apply(
                    lanes,
                    &buffer.own,
                    &mut buffer.scratch,
                    #[inline(always)]
                    |m, n, values| {
                        for (l, &value) in values.iter().enumerate().take(labels.saturating_sub(n)) {
                            put(m, n + l, value);
                        }
                    },
                );
                std::mem::swap(&mut buffer.x, &mut buffer.branch);
            }
            if let Some(layer) = self.layers.iter().chain(own_layers).nth(n) {
                self.attend(lanes, layer, buffer);
                self.widen(lanes, layer, buffer);
            }
        }
        if let (Some(branch), Some(scores)) = (branch, &mut branch_scores) {
            buffer.gather(window, width);
            scores.read(lanes, &branch.heads, &buffer.own, &mut buffer.scratch);
        }
    }

    #[inline(always)]
    fn attend<L: Lanes>(&self, lanes: L, layer: &Layer, buffer: &mut EncoderBuffer) {
        let EncoderBuffer { x, qkv, mixed, scores, scratch, attention, .. } = buffer;
        let (width, length) = (self.width, x.len() / self.width);
        let head = width / self.heads;
        qkv.resize(length * 3 * width, 0.0);
        layer.qkv.apply(
            lanes,
            x,
            scratch,
            #[inline(always)]
            |m, n, values| {
                qkv[m * 3 * width + n..][..WIDTH].copy_from_slice(values);
            },
        );
        mixed.resize(length * width, 0.0);
        let padded = length.next_multiple_of(WIDTH);
        for h in 0..self.heads {
            let part = |m: usize, which: usize| &qkv[m * 3 * width + which * width + h * head..][..head];
            attention.read(length, head, part);
            // What is scored lies below what is not: after the softmax, the padding has no weight.
            scores.clear();
            scores.resize(length * padded, f32::MIN);
            let unit = 1.0 / (head as f32).sqrt();
            let Attention { keys, values, key_units, queries, query_units, chances, value_scales, .. } =
                attention;
            product(
                lanes,
                queries,
                keys,
                &mut scratch.bench,
                #[inline(always)]
                |m, n, sums| {
                    let row = &mut scores[m * padded + n..][..WIDTH];
                    for (l, score) in row.iter_mut().enumerate().take(length - n) {
                        *score = sums[l] as f32 * (query_units[m] * key_units[n + l] * unit);
                    }
                },
            );
            chances.clear();
            let mut one = 0.0;
            for row in scores.chunks_exact_mut(padded) {
                one = probabilities(row, chances);
            }
            product(
                lanes,
                chances,
                values,
                &mut scratch.bench,
                #[inline(always)]
                |m, n, sums| {
                    let row = &mut mixed[m * width + h * head + n..][..WIDTH];
                    for (l, y) in row.iter_mut().enumerate() {
                        *y = sums[l] as f32 * (one * value_scales[n + l].1);
                    }
                },
            );
        }
        layer.out.apply(
            lanes,
            mixed,
            scratch,
            #[inline(always)]
            |m, n, values| {
                for (y, v) in x[m * width + n..][..WIDTH].iter_mut().zip(values) {
                    *y += v;
                }
            },
        );
        layer.norm1.apply(x);
    }

    #[inline(always)]
    fn widen<L: Lanes>(&self, lanes: L, layer: &Layer, buffer: &mut EncoderBuffer) {
        let EncoderBuffer { x, inner, scratch, .. } = buffer;
        let (width, wide) = (self.width, layer.up.outputs());
        for rows in x.chunks_mut(ROWS_AT_ONCE * width) {
            inner.resize(rows.len() / width * wide, 0.0);
            layer.up.apply(
                lanes,
                rows,
                scratch,
                #[inline(always)]
                |m, n, values| {
                    for (y, &v) in inner[m * wide + n..][..WIDTH].iter_mut().zip(values) {
                        *y = gelu(v);
                    }
                },
            );
            layer.down.apply(
                lanes,
                inner,
                scratch,
                #[inline(always)]
                |m, n, values| {
                    for (y, v) in rows[m * width + n..][..WIDTH].iter_mut().zip(values) {
                        *y += v;
                    }
                },
            );
        }
        layer.norm2.apply(x);
    }
}

impl EncoderBuffer {
    /// Takes the rows of the first pieces of the window's own words.
    #[inline(always)]
    fn gather(&mut self, window: &Window, width: usize) {
        self.own.clear();
        for &word in &window.own {
            let at = window.words[word as usize] as usize * width;
            self.own.extend_from_slice(&self.x[at..at + width]);
        }
    }
}

impl Attention {
    /// Rounds one head's queries, keys and values: keys with a unit for each place, values with one for each column.
    #[inline(always)]
    fn read<'a>(&mut self, length: usize, head: usize, part: impl Fn(usize, usize) -> &'a [f32]) {
        self.queries.clear();
        self.query_units.clear();
        self.key_numbers.clear();
        self.key_units.clear();
        for m in 0..length {
            self.query_units.push(quantise(part(m, 0), &mut self.queries));
            self.key_units.push(quantise(part(m, 1), &mut self.key_numbers));
        }
        let numbers = &self.key_numbers;
        self.keys.fill(length, head, |r, c| {
            let pair = numbers[r * head / 2 + c / 2];
            (if c % 2 == 0 { pair << 16 >> 16 } else { pair >> 16 }) as i16
        });
        self.value_scales.clear();
        self.value_scales.resize(head, (0.0, 0.0));
        for m in 0..length {
            for (most, &x) in self.value_scales.iter_mut().zip(part(m, 2)) {
                most.0 = most.0.max(largest(&[x]));
            }
        }
        for scale in &mut self.value_scales {
            *scale = if scale.0 > 0.0 { (MOST / scale.0, scale.0 / MOST) } else { (0.0, 0.0) };
        }
        let scales = &self.value_scales;
        let padded = length.next_multiple_of(WIDTH);
        self.values.fill(
            head,
            padded,
            |r, c| if c < length { rounded(part(c, 2)[r], scales[r].0) } else { 0 },
        );
    }
}
