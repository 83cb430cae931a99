//! The model file.
//!
//! All numbers little-endian. `RPTAGGER`, version `u16`, length of the whole file `u64`; kind `u8` (0 encoder, 1 convolution); note; labels;
//! vocabulary (`u32` length); sizes (name, `u32`); scale `u16`; start `i16` × labels; transitions `i16` × labels²; calibrations (name, `u16`
//! count, then `i32` and `u16` each); vectors (name, `u32` count, `f32` each); matrices (name, `u32` rows, `u32` columns, scales `f32` ×
//! rows, numbers `i8` row by row); last an FNV-1a checksum (`u64`) of everything before. Lists have a `u16` count before them, strings a `u16`
//! length and UTF-8.

use crate::model::{Calibration, Kind, Matrix, Model, ModelError, Problem};

const MAGIC: &[u8; 8] = b"RPTAGGER";
/// The version written, and the only one read.
const VERSION: u16 = 2;
const HEADER: usize = 8 + 2 + 8;
const CHECKSUM: usize = 8;
const MAX_LABELS: usize = 64;

/// FNV-1a over words of eight bytes, the last one filled with zeros: eight times as fast as over bytes.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |state: u64, word: u64| (state ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let state =
        words.iter().fold(0xcbf2_9ce4_8422_2325, |state, word| step(state, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(step(state, u64::from_le_bytes(last)), bytes.len() as u64)
}

impl Model {
    /// The bytes of the model file.
    ///
    /// # Panics
    /// Where a string or list is too long for its count, or tables do not have the sizes that the labels ask for (programming errors of the
    /// trainer).
    pub fn to_bytes(&self) -> Vec<u8> {
        let labels = self.labels.len();
        assert_eq!(self.start.len(), labels);
        assert_eq!(self.transitions.len(), labels * labels);
        let mut out = Vec::new();
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&[0; 8]);
        out.push(match self.kind {
            Kind::Encoder => 0,
            Kind::Convolution => 1,
        });
        put_string(&mut out, &self.note);
        put_count(&mut out, labels);
        self.labels.iter().for_each(|label| put_string(&mut out, label));
        put_length(&mut out, self.vocabulary.len());
        out.extend_from_slice(self.vocabulary.as_bytes());
        put_count(&mut out, self.sizes.len());
        for (name, size) in &self.sizes {
            put_string(&mut out, name);
            out.extend_from_slice(&size.to_le_bytes());
        }
        out.extend_from_slice(&self.scale.to_le_bytes());
        out.extend(self.start.iter().chain(&self.transitions).flat_map(|score| score.to_le_bytes()));
        put_count(&mut out, self.calibrations.len());
        for (name, Calibration(steps)) in &self.calibrations {
            put_string(&mut out, name);
            put_count(&mut out, steps.len());
            for (margin, thousandths) in steps {
                out.extend_from_slice(&margin.to_le_bytes());
                out.extend_from_slice(&thousandths.to_le_bytes());
            }
        }
        put_count(&mut out, self.vectors.len());
        for (name, vector) in &self.vectors {
            put_string(&mut out, name);
            put_length(&mut out, vector.len());
            out.extend(vector.iter().flat_map(|x| x.to_le_bytes()));
        }
        put_count(&mut out, self.matrices.len());
        for (name, matrix) in &self.matrices {
            assert_eq!(matrix.numbers.len(), matrix.scales.len() * matrix.columns as usize);
            put_string(&mut out, name);
            put_length(&mut out, matrix.scales.len());
            out.extend_from_slice(&matrix.columns.to_le_bytes());
            out.extend(matrix.scales.iter().flat_map(|x| x.to_le_bytes()));
            out.extend(matrix.numbers.iter().map(|x| x.to_le_bytes()[0]));
        }
        let length = (out.len() + CHECKSUM) as u64;
        out[10..HEADER].copy_from_slice(&length.to_le_bytes());
        let sum = fnv(&out);
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When the bytes are short, not a model, of another version, damaged, or say something impossible; the message names what
    /// was expected and what was found. Never panics, never allocates more than a few times the length of the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let fail = |problem| Err(ModelError { problem });
        let found = bytes.len() as u64;
        if bytes.len() < MAGIC.len() && MAGIC.starts_with(bytes)
            || bytes.starts_with(MAGIC) && bytes.len() < HEADER
        {
            return fail(Problem::Short { expected: (HEADER + CHECKSUM) as u64, found });
        }
        if !bytes.starts_with(MAGIC) {
            return fail(Problem::Magic);
        }
        let version = u16::from_le_bytes([bytes[8], bytes[9]]);
        if version != VERSION {
            return fail(Problem::Version { found: version, expected: VERSION });
        }
        let expected = u64::from_le_bytes(bytes[10..HEADER].try_into().expect("8 bytes"));
        if found < expected {
            return fail(Problem::Short { expected, found });
        }
        if found != expected || bytes.len() < HEADER + CHECKSUM {
            return fail(Problem::Length { expected, found });
        }
        let (content, sum) = bytes.split_at(bytes.len() - CHECKSUM);
        let expected = u64::from_le_bytes(sum.try_into().expect("8 bytes"));
        let found = fnv(content);
        if expected != found {
            return fail(Problem::Checksum { expected, found });
        }
        let mut reader = Reader { bytes: content, at: HEADER };
        let model = reader.model()?;
        if reader.at != content.len() {
            return reader.expected("the end of the file");
        }
        Ok(model)
    }
}

fn put_count(out: &mut Vec<u8>, count: usize) {
    out.extend_from_slice(&u16::try_from(count).expect("a count below 65,536").to_le_bytes());
}

fn put_length(out: &mut Vec<u8>, length: usize) {
    out.extend_from_slice(&u32::try_from(length).expect("a length below 2^32").to_le_bytes());
}

fn put_string(out: &mut Vec<u8>, text: &str) {
    put_count(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn expected<T>(&self, expected: &str) -> Result<T, ModelError> {
        Err(ModelError { problem: Problem::Content { offset: self.at, expected: expected.to_owned() } })
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], ModelError> {
        match self.at.checked_add(length).and_then(|end| self.bytes.get(self.at..end)) {
            Some(bytes) => {
                self.at += length;
                Ok(bytes)
            }
            None => self.expected(&format!("{length} more bytes")),
        }
    }

    fn u8(&mut self) -> Result<u8, ModelError> {
        Ok(self.take(1)?[0])
    }

    fn u16(&mut self) -> Result<u16, ModelError> {
        Ok(u16::from_le_bytes(self.take(2)?.try_into().expect("2 bytes")))
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into().expect("4 bytes")))
    }

    fn i16s(&mut self, count: usize) -> Result<Vec<i16>, ModelError> {
        Ok(self.take(2 * count)?.as_chunks::<2>().0.iter().map(|b| i16::from_le_bytes(*b)).collect())
    }

    fn f32s(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let Some(bytes) = count.checked_mul(4) else { return self.expected("fewer numbers") };
        let list: Vec<f32> =
            self.take(bytes)?.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        if list.iter().all(|x| x.is_finite()) {
            Ok(list)
        } else {
            self.expected("finite numbers before here")
        }
    }

    fn text(&mut self, length: usize) -> Result<String, ModelError> {
        match std::str::from_utf8(self.take(length)?) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => self.expected("UTF-8 before here"),
        }
    }

    fn string(&mut self) -> Result<String, ModelError> {
        let length = self.u16()? as usize;
        self.text(length)
    }

    /// A list of named things.
    fn list<T>(
        &mut self,
        mut one: impl FnMut(&mut Self) -> Result<T, ModelError>,
    ) -> Result<Vec<(String, T)>, ModelError> {
        (0..self.u16()?).map(|_| Ok((self.string()?, one(self)?))).collect()
    }

    fn model(&mut self) -> Result<Model, ModelError> {
        let kind = match self.u8()? {
            0 => Kind::Encoder,
            1 => Kind::Convolution,
            _ => return self.expected("a kind of network, 0 or 1, before here"),
        };
        let note = self.string()?;
        let count = self.u16()? as usize;
        if !(1..=MAX_LABELS).contains(&count) {
            return self.expected("between 1 and 64 labels");
        }
        let labels = (0..count).map(|_| self.string()).collect::<Result<Vec<_>, _>>()?;
        let length = self.u32()? as usize;
        let vocabulary = self.text(length)?;
        let sizes = self.list(Self::u32)?;
        let scale = self.u16()?;
        if scale == 0 {
            return self.expected("a scale above 0");
        }
        Ok(Model {
            kind,
            note,
            labels,
            vocabulary,
            sizes,
            scale,
            start: self.i16s(count)?,
            transitions: self.i16s(count * count)?,
            calibrations: self.list(Self::calibration)?,
            vectors: self.list(|r| {
                let count = r.u32()? as usize;
                r.f32s(count)
            })?,
            matrices: self.list(Self::matrix)?,
        })
    }

    fn calibration(&mut self) -> Result<Calibration, ModelError> {
        let mut steps = Vec::new();
        for _ in 0..self.u16()? {
            let margin = self.u32()?.cast_signed();
            let thousandths = self.u16()?;
            if thousandths > 1000 || steps.last().is_some_and(|&(before, _)| before >= margin) {
                return self.expected("ascending margins and thousandths up to 1000");
            }
            steps.push((margin, thousandths));
        }
        Ok(Calibration(steps))
    }

    fn matrix(&mut self) -> Result<Matrix, ModelError> {
        let rows = self.u32()? as usize;
        let columns = self.u32()?;
        let scales = self.f32s(rows)?;
        let Some(count) = rows.checked_mul(columns as usize) else {
            return self.expected("a smaller matrix");
        };
        let numbers = self.take(count)?.iter().map(|b| b.cast_signed()).collect();
        Ok(Matrix { columns, scales, numbers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::small;
    use proptest::prelude::*;

    #[test]
    fn a_model_reads_back_what_was_written() {
        for kind in [Kind::Encoder, Kind::Convolution] {
            assert_eq!(Model::from_bytes(&small(kind, 1).to_bytes()), Ok(small(kind, 1)));
        }
    }

    #[test]
    fn every_prefix_is_refused_as_cut_off() {
        let bytes = small(Kind::Convolution, 1).to_bytes();
        for length in (0..bytes.len()).step_by(7) {
            let error = Model::from_bytes(&bytes[..length]).unwrap_err();
            assert!(error.is_damaged(), "{length}: {error}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let bytes = small(Kind::Convolution, 1).to_bytes();
        let told = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = bytes.clone();
            change(&mut bytes);
            Model::from_bytes(&bytes).unwrap_err()
        };
        let newer = told(&|b| b[8] = 9);
        assert!(newer.is_newer());
        assert_eq!(newer.to_string(), "model file has version 9, expected version 2: use a matching release");
        assert!(told(&|b| b[0] = b'x').to_string().starts_with("not a model file"));
        assert!(told(&|b| b.push(0)).to_string().contains("damaged: expected"));
        assert!(told(&|b| b[40] ^= 1).to_string().contains("checksum"));
    }

    proptest! {
        #[test]
        fn damaged_content_is_an_error_and_no_panic(at in 18usize..4000, value: u8, cut in 0usize..4000) {
            let mut bytes = small(Kind::Convolution, 1).to_bytes();
            bytes.truncate(bytes.len() - CHECKSUM);
            let at = at % bytes.len();
            bytes[at] = value;
            bytes.truncate(bytes.len().max(cut + HEADER) - cut % (bytes.len() - HEADER));
            let length = (bytes.len() + CHECKSUM) as u64;
            bytes[10..HEADER].copy_from_slice(&length.to_le_bytes());
            let sum = fnv(&bytes);
            bytes.extend_from_slice(&sum.to_le_bytes());
            if let Ok(model) = Model::from_bytes(&bytes) {
                let _ = crate::Tagger::new(&model);
            }
        }

        #[test]
        fn any_bytes_are_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Model::from_bytes(&bytes).is_err());
        }
    }
}
