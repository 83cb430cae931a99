//! A convolution over words, at prediction time: small and fast, for what a distilled model needs.
//!
//! A word is the sum of its pieces. Each block is that of ConvNeXt (Liu and others 2022) in one dimension: a convolution of each number apart
//! over the words around, normalisation, and two linear layers, added to what came in.

use crate::arithmetic::gelu;
use crate::kernel::{Lanes, WIDTH};
use crate::layers::{Heads, Linear, Norm, Scratch, Table};
use crate::model::{Model, ModelError};
use crate::tagger::BranchScores;
use crate::window::Window;

const EPSILON: f32 = 1e-5;
/// Words that a convolution sees: three before, three after, and the word itself.
const REACH: usize = 7;

/// The network.
#[derive(Clone, Debug)]
pub(crate) struct Convolution {
    width: usize,
    pieces: Table,
    shapes: Table,
    places: Table,
    norm: Norm,
    blocks: Vec<Block>,
    last: Norm,
    head: Linear,
    branch: Option<Branch>,
}

/// Blocks of its own on what the others give, and the heads of names and coreference in one.
#[derive(Clone, Debug)]
struct Branch {
    blocks: Vec<Block>,
    last: Norm,
    heads: Heads,
}

#[derive(Clone, Debug)]
struct Block {
    /// Steps between the words that it sees.
    step: usize,
    /// One weight for each number and place, place by place.
    near: Vec<f32>,
    bias: Vec<f32>,
    norm: Norm,
    up: Linear,
    down: Linear,
}

/// Scratch memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConvolutionBuffer {
    x: Vec<f32>,
    near: Vec<f32>,
    inner: Vec<f32>,
    scratch: Scratch,
}

impl Convolution {
    /// Takes a network out of a model.
    pub(crate) fn new(model: &Model) -> Result<Self, ModelError> {
        let width = model.size("width", WIDTH, 1024)?;
        let inner = model.size("inner", WIDTH, 2048)?;
        if width % WIDTH != 0 || inner % WIDTH != 0 {
            return Err(model.malformed("widths that are multiples of 16"));
        }
        let block = |of: &str, n: usize| {
            let name = |part: &str| format!("{of}blocks.{n}.{part}");
            Ok(Block {
                step: model.size(&name("step"), 1, 64)?,
                near: model.vector(&name("near.weight"), width * REACH)?.to_vec(),
                bias: model.vector(&name("near.bias"), width)?.to_vec(),
                norm: Norm::new(model, &name("norm"), width, EPSILON)?,
                up: Linear::new(model, &name("up"), inner, width)?,
                down: Linear::new(model, &name("down"), width, inner)?,
            })
        };
        let branch = match model.branch_sizes()? {
            None => None,
            Some((labels, pair)) => Some(Branch {
                blocks: (0..model.size("branch.blocks", 1, 48)?)
                    .map(|n| block("branch.", n))
                    .collect::<Result<_, ModelError>>()?,
                last: Norm::new(model, "branch.last", width, EPSILON)?,
                heads: Heads::new(model, labels, pair, width)?,
            }),
        };
        Ok(Convolution {
            width,
            pieces: Table::new(model, "pieces.weight", width)?,
            shapes: Table::new(model, "shapes.weight", width)?,
            places: Table::new(model, "places.weight", width)?,
            norm: Norm::new(model, "norm", width, EPSILON)?,
            blocks: (0..model.size("blocks", 1, 48)?)
                .map(|n| block("", n))
                .collect::<Result<_, ModelError>>()?,
            last: Norm::new(model, "last", width, EPSILON)?,
            head: Linear::new(model, "head", model.labels.len(), width)?,
            branch,
        })
    }

    /// Scores of each label for each of the window's own words: `put(word, label, score)`; and what the heads of the branch say of each, where it is
    /// wanted.
    #[inline(always)]
    pub(crate) fn run<L: Lanes>(
        &self,
        lanes: L,
        window: &Window,
        buffer: &mut ConvolutionBuffer,
        mut put: impl FnMut(usize, usize, f32),
        mut branch_scores: Option<BranchScores>,
    ) {
        let ConvolutionBuffer { x, near, inner, scratch } = buffer;
        let width = self.width;
        x.clear();
        x.resize(window.words.len() * width, 0.0);
        for (n, row) in x.chunks_exact_mut(width).enumerate() {
            let start = window.words[n] as usize;
            let end = window.words.get(n + 1).map_or(window.pieces.len(), |&w| w as usize);
            for piece in &window.pieces[start..end] {
                self.pieces.add(usize::from(piece.id), row);
            }
            self.shapes.add(usize::from(window.pieces[start].shape), row);
            self.places.add(usize::from(window.pieces[start].place), row);
        }
        self.norm.apply(x);
        let branch = self.branch.as_ref().filter(|_| branch_scores.is_some());
        let own_blocks: &[Block] = branch.map_or(&[], |b| &b.blocks);
        for n in 0..=self.blocks.len() + own_blocks.len() {
            if n == self.blocks.len() {
                gather(window, width, x, inner);
                self.last.apply(inner);
                let labels = self.head.outputs();
                self.head.apply(
                    lanes,
                    inner,
                    scratch,
                    #[inline(always)]
                    |m, n, values| {
                        for (l, &value) in values.iter().enumerate().take(labels.saturating_sub(n)) {
                            put(m, n + l, value);
                        }
                    },
                );
            }
            if let Some(block) = self.blocks.iter().chain(own_blocks).nth(n) {
                block.run(lanes, width, x, near, inner, scratch);
            }
        }
        if let (Some(branch), Some(scores)) = (branch, &mut branch_scores) {
            gather(window, width, x, inner);
            branch.last.apply(inner);
            scores.read(lanes, &branch.heads, inner, scratch);
        }
    }
}

/// Takes the rows of the window's own words.
#[inline(always)]
fn gather(window: &Window, width: usize, x: &[f32], rows: &mut Vec<f32>) {
    rows.clear();
    for &word in &window.own {
        let at = word as usize * width;
        rows.extend_from_slice(&x[at..at + width]);
    }
}

impl Block {
    #[inline(always)]
    fn run<L: Lanes>(
        &self,
        lanes: L,
        width: usize,
        x: &mut [f32],
        near: &mut Vec<f32>,
        inner: &mut Vec<f32>,
        scratch: &mut Scratch,
    ) {
        let length = x.len() / width;
        near.clear();
        near.resize(x.len(), 0.0);
        for (n, row) in near.chunks_exact_mut(width).enumerate() {
            row.copy_from_slice(&self.bias);
            for (place, weights) in self.near.chunks_exact(width).enumerate() {
                let Some(at) = (n + place * self.step).checked_sub(REACH / 2 * self.step) else { continue };
                if at < length {
                    for ((y, &v), &w) in row.iter_mut().zip(&x[at * width..(at + 1) * width]).zip(weights) {
                        *y += v * w;
                    }
                }
            }
        }
        self.norm.apply(near);
        let wide = self.up.outputs();
        inner.resize(length * wide, 0.0);
        self.up.apply(
            lanes,
            near,
            scratch,
            #[inline(always)]
            |m, n, values| {
                for (y, &v) in inner[m * wide + n..][..WIDTH].iter_mut().zip(values) {
                    *y = gelu(v);
                }
            },
        );
        self.down.apply(
            lanes,
            inner,
            scratch,
            #[inline(always)]
            |m, n, values| {
                for (y, v) in x[m * width + n..][..WIDTH].iter_mut().zip(values) {
                    *y += v;
                }
            },
        );
    }
}
