//! The parts that networks are made of, ready to run.

use crate::arithmetic::{normalise, quantise};
use crate::kernel::{Bench, Lanes, Packed, WIDTH, product};
use crate::model::{Model, ModelError};

/// A table of rows, one looked up at a time.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    width: usize,
    scales: Vec<f32>,
    numbers: Vec<i8>,
}

impl Table {
    /// Takes the table called `name` out of a model.
    pub(crate) fn new(model: &Model, name: &str, width: usize) -> Result<Self, ModelError> {
        let matrix = model.matrix(name, None, width)?;
        Ok(Table { width, scales: matrix.scales.clone(), numbers: matrix.numbers.clone() })
    }

    pub(crate) fn rows(&self) -> usize {
        self.scales.len()
    }

    /// Adds row `n` to `to`; nothing where there is no such row.
    #[inline(always)]
    pub(crate) fn add(&self, n: usize, to: &mut [f32]) {
        let Some(row) = self.numbers.get(n * self.width..(n + 1) * self.width) else { return };
        let scale = self.scales[n];
        for (x, &w) in to.iter_mut().zip(row) {
            *x += f32::from(w) * scale;
        }
    }
}

/// Weights and biases of a normalisation.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    /// Takes the normalisation called `name` out of a model.
    pub(crate) fn new(model: &Model, name: &str, width: usize, epsilon: f32) -> Result<Self, ModelError> {
        Ok(Norm {
            weight: model.vector(&format!("{name}.weight"), width)?.to_vec(),
            bias: model.vector(&format!("{name}.bias"), width)?.to_vec(),
            epsilon,
        })
    }

    /// Normalises each row.
    #[inline(always)]
    pub(crate) fn apply(&self, rows: &mut [f32]) {
        for row in rows.chunks_exact_mut(self.weight.len()) {
            normalise(row, &self.weight, &self.bias, self.epsilon);
        }
    }
}

/// The heads of a branch: what words are, and their vectors as anaphors and antecedents, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Heads {
    pub(crate) entities: Linear,
    pub(crate) pairs: Linear,
}

impl Heads {
    /// Takes the heads of the branch out of a model.
    pub(crate) fn new(model: &Model, labels: usize, pair: usize, width: usize) -> Result<Self, ModelError> {
        Ok(Heads {
            entities: Linear::new(model, "branch.entities", labels, width)?,
            pairs: Linear::new(model, "branch.pairs", 2 * pair, width)?,
        })
    }
}

/// A linear layer.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    packed: Packed,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Scratch memory of linear layers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) rows: Vec<i32>,
    pub(crate) units: Vec<f32>,
    pub(crate) bench: Bench,
}

impl Linear {
    /// Takes the layer called `name` out of a model.
    pub(crate) fn new(model: &Model, name: &str, outputs: usize, inputs: usize) -> Result<Self, ModelError> {
        let matrix = model.matrix(&format!("{name}.weight"), Some(outputs), inputs)?;
        let mut packed = Packed::default();
        packed.fill(outputs, inputs, |r, c| i16::from(matrix.numbers[r * inputs + c]));
        let padded = |list: &[f32]| {
            let mut list = list.to_vec();
            list.resize(outputs.next_multiple_of(WIDTH), 0.0);
            list
        };
        Ok(Linear {
            packed,
            scales: padded(&matrix.scales),
            bias: padded(model.vector(&format!("{name}.bias"), outputs)?),
        })
    }

    pub(crate) fn outputs(&self) -> usize {
        self.packed.rows()
    }

    /// Applies the layer to each row of `x` and hands out its results, sixteen at a time: row, first output, values.
    #[inline(always)]
    pub(crate) fn apply<L: Lanes>(
        &self,
        lanes: L,
        x: &[f32],
        scratch: &mut Scratch,
        mut put: impl FnMut(usize, usize, &[f32; WIDTH]),
    ) {
        let Scratch { rows, units, bench } = scratch;
        rows.clear();
        units.clear();
        for row in x.chunks_exact(2 * self.packed.pairs()) {
            units.push(quantise(row, rows));
        }
        product(
            lanes,
            rows,
            &self.packed,
            bench,
            #[inline(always)]
            |m, n, sums| {
                let unit = units[m];
                let (scales, bias) = (&self.scales[n..n + WIDTH], &self.bias[n..n + WIDTH]);
                let mut values = [0.0; WIDTH];
                for l in 0..WIDTH {
                    values[l] = sums[l] as f32 * (unit * scales[l]) + bias[l];
                }
                put(m, n, &values);
            },
        );
    }
}
