//! A model as plain data.

use crate::kernel::WIDTH;
use std::fmt;

/// A transition with this score is never taken.
pub const FORBIDDEN: i16 = i16::MIN;

/// What kind of network a model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A transformer encoder.
    Encoder,
    /// A convolution over words.
    Convolution,
}

/// Weights of 8 bits: row by row, with a scale for each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Numbers in a row.
    pub columns: u32,
    /// What a number of each row is worth.
    pub scales: Vec<f32>,
    /// The numbers.
    pub numbers: Vec<i8>,
}

impl Matrix {
    /// Rounds weights, row by row, to 8 bits: the largest magnitude of a row becomes 127.
    ///
    /// # Panics
    /// When `weights` is not made of whole rows.
    pub fn rounded(weights: &[f32], columns: usize) -> Matrix {
        assert!(columns > 0 && weights.len().is_multiple_of(columns));
        let mut out = Matrix { columns: columns as u32, ..Matrix::default() };
        for row in weights.chunks_exact(columns) {
            let most = row.iter().fold(0.0f32, |most, x| most.max(x.abs()));
            let scale = if most > 0.0 { most / 127.0 } else { 1.0 };
            out.scales.push(scale);
            out.numbers.extend(row.iter().map(|x| (x / scale).round() as i8));
        }
        out
    }
}

/// How often a decision with a margin is right: steps of (least margin in units of score, thousandths), margins ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calibration(pub Vec<(i32, u16)>);

impl Calibration {
    /// The thousandths for `margin`: those of the last step that it reaches, 0 where it reaches none.
    pub fn thousandths(&self, margin: i32) -> u16 {
        match self.0.partition_point(|&(least, _)| least <= margin) {
            0 => 0,
            n => self.0[n - 1].1,
        }
    }
}

/// All that training leaves behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What kind of network it is for.
    pub kind: Kind,
    /// Free text: what it was trained on, with what.
    pub note: String,
    /// Names of the labels; the index is the label.
    pub labels: Vec<String>,
    /// The vocabulary of pieces, one a line.
    pub vocabulary: String,
    /// Sizes, by name.
    pub sizes: Vec<(String, u32)>,
    /// Weights of 8 bits, by name.
    pub matrices: Vec<(String, Matrix)>,
    /// Weights of 32 bits, by name.
    pub vectors: Vec<(String, Vec<f32>)>,
    /// Score of starting with each label; [`FORBIDDEN`] where it cannot be.
    pub start: Vec<i16>,
    /// Score of going from label `a` to label `b`, at `a * labels + b`; [`FORBIDDEN`] where it cannot be.
    pub transitions: Vec<i16>,
    /// How many units of score make a natural logarithm of 1.
    pub scale: u16,
    /// What margins are worth, by the name of what they belong to.
    pub calibrations: Vec<(String, Calibration)>,
}

/// Why bytes are not a model, or a model not the one that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    pub(crate) problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Short { expected: u64, found: u64 },
    Magic,
    Version { found: u16, expected: u16 },
    Length { expected: u64, found: u64 },
    Checksum { expected: u64, found: u64 },
    Content { offset: usize, expected: String },
    Missing { expected: String },
}

impl ModelError {
    /// Whether the file was made by a newer version of this program.
    pub fn is_newer(&self) -> bool {
        matches!(self.problem, Problem::Version { found, expected } if found > expected)
    }

    /// Whether the file is cut off or damaged, so that a fresh copy may help.
    pub fn is_damaged(&self) -> bool {
        matches!(self.problem, Problem::Short { .. } | Problem::Length { .. } | Problem::Checksum { .. })
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::Short { expected, found } => {
                write!(f, "model file is cut off: expected at least {expected} bytes, found {found}")
            }
            Problem::Magic => write!(f, "not a model file: expected it to begin with \"RPTAGGER\""),
            Problem::Version { found, expected } => {
                write!(
                    f,
                    "model file has version {found}, expected version {expected}: use a matching release"
                )
            }
            Problem::Length { expected, found } => {
                write!(f, "model file is damaged: expected {expected} bytes, found {found}")
            }
            Problem::Checksum { expected, found } => {
                write!(f, "model file is damaged: expected checksum {expected:016x}, found {found:016x}")
            }
            Problem::Content { offset, expected } => {
                write!(f, "model file is malformed at byte {offset}: expected {expected}")
            }
            Problem::Missing { expected } => write!(f, "model is for something else: expected {expected}"),
        }
    }
}

impl std::error::Error for ModelError {}

fn find<'m, T>(list: &'m [(String, T)], name: &str) -> Option<&'m T> {
    list.iter().find(|(n, _)| n == name).map(|(_, value)| value)
}

impl Model {
    pub(crate) fn malformed(&self, expected: &str) -> ModelError {
        ModelError { problem: Problem::Missing { expected: expected.to_owned() } }
    }

    /// Checks that the labels are those that the caller understands.
    ///
    /// # Errors
    /// When they are others.
    pub fn require_labels(&self, labels: &[&str]) -> Result<(), ModelError> {
        match self.labels == labels {
            true => Ok(()),
            false => Err(self.malformed(&format!("the labels {}", labels.join(" ")))),
        }
    }

    /// What margins of `name` are worth.
    pub fn calibration(&self, name: &str) -> Option<&Calibration> {
        find(&self.calibrations, name)
    }

    /// Checks that the branch, where there is one, has the labels that the caller understands. Their numbers are kept as sizes, `branch.labels.NAME`.
    ///
    /// # Errors
    /// When they are others.
    pub fn require_branch_labels(&self, labels: &[&str]) -> Result<(), ModelError> {
        let number = |label: &str| find(&self.sizes, &format!("branch.labels.{label}")).copied();
        let known = (0u32..).zip(labels).all(|(n, label)| number(label) == Some(n));
        match find(&self.sizes, "branch.labels") {
            Some(&count) if count as usize != labels.len() || !known => {
                Err(self.malformed(&format!("the labels of the branch {}", labels.join(" "))))
            }
            _ => Ok(()),
        }
    }

    /// The number of labels of the branch and of numbers in a word's vectors, none where the model has no branch.
    pub(crate) fn branch_sizes(&self) -> Result<Option<(usize, usize)>, ModelError> {
        if find(&self.sizes, "branch.labels").is_none() {
            return Ok(None);
        }
        let pair = self.size("branch.pair", WIDTH, 6 * WIDTH)?;
        if !pair.is_multiple_of(WIDTH) {
            return Err(self.malformed("vectors of words that are a multiple of 16 numbers"));
        }
        Ok(Some((self.size("branch.labels", 1, 64)?, pair)))
    }

    pub(crate) fn size(&self, name: &str, least: usize, most: usize) -> Result<usize, ModelError> {
        let expected = || self.malformed(&format!("a size {name:?} between {least} and {most}"));
        let size = *find(&self.sizes, name).ok_or_else(expected)? as usize;
        if (least..=most).contains(&size) { Ok(size) } else { Err(expected()) }
    }

    pub(crate) fn matrix(
        &self,
        name: &str,
        rows: Option<usize>,
        columns: usize,
    ) -> Result<&Matrix, ModelError> {
        let found = find(&self.matrices, name).filter(|m| {
            m.columns as usize == columns
                && rows.is_none_or(|r| r == m.scales.len())
                && m.numbers.len() == m.scales.len() * columns
        });
        found.ok_or_else(|| self.malformed(&format!("a matrix {name:?} with {columns} columns")))
    }

    pub(crate) fn vector(&self, name: &str, length: usize) -> Result<&[f32], ModelError> {
        let found =
            find(&self.vectors, name).filter(|v| v.len() == length && v.iter().all(|x| x.is_finite()));
        found
            .map(Vec::as_slice)
            .ok_or_else(|| self.malformed(&format!("a vector {name:?} of {length} finite numbers")))
    }
}
