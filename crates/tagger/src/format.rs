//! The model file.
//!
//! All numbers little-endian. `RPTAGGER`, version `u16`, length of the whole file `u64`, then note, chains, lexicons, each list
//! with a `u16` count before it, and last an FNV-1a checksum (`u64`) of everything before. Strings are a `u16` length and UTF-8.
//! A chain: name, labels, slots_log2 `u8`, scale `u16`, start `i16` × labels, transitions `i16` × labels², calibration (`u16` count,
//! then `i32` and `u16` each), rows as bytes (their number follows from labels and slots). A lexicon: name, `u32` count, hashes `u32`
//! ascending, classes `u8`.

use crate::model::{Calibration, Chain, Lexicon, Model};
use std::fmt;

const MAGIC: &[u8; 8] = b"RPTAGGER";
/// The version written, and the only one read.
const VERSION: u16 = 1;
const HEADER: usize = 8 + 2 + 8;
const CHECKSUM: usize = 8;
const MAX_SLOTS_LOG2: u8 = 22;
const MAX_LABELS: usize = 30;

/// Why bytes are not a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Short { expected: u64, found: u64 },
    Magic,
    Version { found: u16 },
    Length { expected: u64, found: u64 },
    Checksum { expected: u64, found: u64 },
    Content { offset: usize, expected: String },
    Missing { expected: String },
}

impl ModelError {
    /// Whether the file was made by a newer version of this program.
    pub fn is_newer(&self) -> bool {
        matches!(self.kind, Kind::Version { found } if found > VERSION)
    }

    /// Whether the file is cut off or damaged, so that a fresh copy may help.
    pub fn is_damaged(&self) -> bool {
        matches!(self.kind, Kind::Short { .. } | Kind::Length { .. } | Kind::Checksum { .. })
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Short { expected, found } => {
                write!(f, "model file is cut off: expected at least {expected} bytes, found {found}")
            }
            Kind::Magic => write!(f, "not a model file: expected it to begin with \"RPTAGGER\""),
            Kind::Version { found } => {
                write!(
                    f,
                    "model file has version {found}, expected version {VERSION}: use a matching release"
                )
            }
            Kind::Length { expected, found } => {
                write!(f, "model file is damaged: expected {expected} bytes, found {found}")
            }
            Kind::Checksum { expected, found } => {
                write!(f, "model file is damaged: expected checksum {expected:016x}, found {found:016x}")
            }
            Kind::Content { offset, expected } => {
                write!(f, "model file is malformed at byte {offset}: expected {expected}")
            }
            Kind::Missing { expected } => write!(f, "model is for something else: expected {expected}"),
        }
    }
}

impl std::error::Error for ModelError {}

fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |state, &b| (state ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

impl Model {
    /// The bytes of the model file.
    ///
    /// # Panics
    /// Where a string or list is too long for its count, or a chain's tables do not have the sizes its labels ask for
    /// (programming errors of the trainer).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&[0; 8]);
        put_string(&mut out, &self.note);
        put_count(&mut out, self.chains.len());
        for chain in &self.chains {
            put_chain(&mut out, chain);
        }
        put_count(&mut out, self.lexicons.len());
        for lexicon in &self.lexicons {
            put_string(&mut out, &lexicon.name);
            out.extend_from_slice(&u32::try_from(lexicon.entries.len()).expect("lexicon size").to_le_bytes());
            out.extend(lexicon.entries.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
            out.extend(lexicon.entries.iter().map(|(_, class)| *class));
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
    /// was expected and what was found. Never panics, never allocates more than the file is long.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let fail = |kind| Err(ModelError { kind });
        let found = bytes.len() as u64;
        if bytes.len() < MAGIC.len() && MAGIC.starts_with(bytes)
            || bytes.starts_with(MAGIC) && bytes.len() < HEADER
        {
            return fail(Kind::Short { expected: (HEADER + CHECKSUM) as u64, found });
        }
        if !bytes.starts_with(MAGIC) {
            return fail(Kind::Magic);
        }
        let version = u16::from_le_bytes([bytes[8], bytes[9]]);
        if version != VERSION {
            return fail(Kind::Version { found: version });
        }
        let expected = u64::from_le_bytes(bytes[10..HEADER].try_into().expect("8 bytes"));
        if found < expected {
            return fail(Kind::Short { expected, found });
        }
        if found != expected || bytes.len() < HEADER + CHECKSUM {
            return fail(Kind::Length { expected, found });
        }
        let (content, sum) = bytes.split_at(bytes.len() - CHECKSUM);
        let expected = u64::from_le_bytes(sum.try_into().expect("8 bytes"));
        let found = fnv(content);
        if expected != found {
            return fail(Kind::Checksum { expected, found });
        }
        let mut reader = Reader { bytes: content, at: HEADER };
        let note = reader.string()?;
        let chains = (0..reader.u16()?).map(|_| reader.chain()).collect::<Result<_, _>>()?;
        let lexicons = (0..reader.u16()?).map(|_| reader.lexicon()).collect::<Result<_, _>>()?;
        if reader.at != content.len() {
            return reader.expected("the end of the file");
        }
        Ok(Model { note, chains, lexicons })
    }
}

impl Model {
    /// The chain called `name`, with exactly these labels where any are given.
    ///
    /// # Errors
    /// When there is none, or it has other labels.
    pub fn require_chain(&self, name: &str, labels: &[&str]) -> Result<&Chain, ModelError> {
        let missing = |expected| ModelError { kind: Kind::Missing { expected } };
        let chain = self.chain(name).ok_or_else(|| missing(format!("a chain {name:?}")))?;
        if !labels.is_empty() && chain.labels != labels {
            return Err(missing(format!("chain {name:?} to have the labels {}", labels.join(" "))));
        }
        Ok(chain)
    }

    /// The lexicon called `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn require_lexicon(&self, name: &str) -> Result<&Lexicon, ModelError> {
        self.lexicon(name)
            .ok_or_else(|| ModelError { kind: Kind::Missing { expected: format!("a lexicon {name:?}") } })
    }
}

fn put_count(out: &mut Vec<u8>, count: usize) {
    out.extend_from_slice(&u16::try_from(count).expect("a count below 65,536").to_le_bytes());
}

fn put_string(out: &mut Vec<u8>, text: &str) {
    put_count(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn put_chain(out: &mut Vec<u8>, chain: &Chain) {
    let labels = chain.labels.len();
    assert_eq!(chain.start.len(), labels);
    assert_eq!(chain.transitions.len(), labels * labels);
    assert_eq!(chain.rows.len(), chain.stride() << chain.slots_log2);
    put_string(out, &chain.name);
    put_count(out, labels);
    for label in &chain.labels {
        put_string(out, label);
    }
    out.push(chain.slots_log2);
    out.extend_from_slice(&chain.scale.to_le_bytes());
    out.extend(chain.start.iter().chain(&chain.transitions).flat_map(|score| score.to_le_bytes()));
    put_count(out, chain.calibration.0.len());
    for (margin, thousandths) in &chain.calibration.0 {
        out.extend_from_slice(&margin.to_le_bytes());
        out.extend_from_slice(&thousandths.to_le_bytes());
    }
    out.extend(chain.rows.iter().map(|w| w.to_le_bytes()[0]));
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn expected<T>(&self, expected: &str) -> Result<T, ModelError> {
        Err(ModelError { kind: Kind::Content { offset: self.at, expected: expected.to_owned() } })
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
        Ok(self.take(2 * count)?.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect())
    }

    fn string(&mut self) -> Result<String, ModelError> {
        let length = self.u16()? as usize;
        let bytes = self.take(length)?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => self.expected("UTF-8 before here"),
        }
    }

    fn chain(&mut self) -> Result<Chain, ModelError> {
        let name = self.string()?;
        let count = self.u16()? as usize;
        if !(1..=MAX_LABELS).contains(&count) {
            return self.expected("between 1 and 30 labels");
        }
        let labels = (0..count).map(|_| self.string()).collect::<Result<Vec<_>, _>>()?;
        let slots_log2 = self.u8()?;
        if !(1..=MAX_SLOTS_LOG2).contains(&slots_log2) {
            return self.expected("between 2 and 2^22 slots");
        }
        let scale = self.u16()?;
        if scale == 0 {
            return self.expected("a scale above 0");
        }
        let start = self.i16s(count)?;
        let transitions = self.i16s(count * count)?;
        let steps = self.u16()?;
        let mut calibration = Vec::new();
        for _ in 0..steps {
            let margin = self.u32()?.cast_signed();
            let thousandths = self.u16()?;
            if thousandths > 1000 || calibration.last().is_some_and(|&(before, _)| before >= margin) {
                return self.expected("ascending margins and thousandths up to 1000");
            }
            calibration.push((margin, thousandths));
        }
        let mut chain = Chain {
            name,
            labels,
            slots_log2,
            rows: Vec::new(),
            start,
            transitions,
            scale,
            calibration: Calibration(calibration),
        };
        chain.rows = self.take(chain.stride() << slots_log2)?.iter().map(|b| b.cast_signed()).collect();
        Ok(chain)
    }

    fn lexicon(&mut self) -> Result<Lexicon, ModelError> {
        let name = self.string()?;
        let count = self.u32()? as usize;
        let Some(bytes) = count.checked_mul(4) else { return self.expected("fewer entries") };
        let hashes = self.take(bytes)?.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let hashes: Vec<u32> = hashes.collect();
        if hashes.windows(2).any(|w| w[0] >= w[1]) {
            return self.expected("ascending hashes before here");
        }
        let classes = self.take(count)?;
        Ok(Lexicon { name, entries: hashes.into_iter().zip(classes.iter().copied()).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ChainBuilder;
    use proptest::prelude::*;

    fn small() -> Model {
        let mut chain = ChainBuilder::new("tags", &["O", "B", "I"], 2, 32);
        chain.set_row(7, &[1, -2, 3]);
        chain.set_transition(0, 2, crate::FORBIDDEN);
        let mut chain = chain.build();
        chain.calibration = Calibration(vec![(-5, 100), (10, 900)]);
        Model {
            note: "hand-made".into(),
            chains: vec![chain],
            lexicons: vec![Lexicon { name: "words".into(), entries: vec![(3, 1), (9, 2)] }],
        }
    }

    #[test]
    fn a_model_reads_back_what_was_written() {
        assert_eq!(Model::from_bytes(&small().to_bytes()), Ok(small()));
    }

    #[test]
    fn every_prefix_is_refused_as_cut_off() {
        let bytes = small().to_bytes();
        for length in 0..bytes.len() {
            let error = Model::from_bytes(&bytes[..length]).unwrap_err();
            assert!(error.is_damaged(), "prefix of {length} bytes: {error}");
            assert!(error.to_string().contains(&format!("found {length}")), "{error}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(Model::from_bytes(&longer).unwrap_err().is_damaged());
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let bytes = small().to_bytes();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x20;
            assert!(Model::from_bytes(&changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn other_versions_and_files_are_named() {
        let mut newer = small().to_bytes();
        newer[8] = 2;
        let error = Model::from_bytes(&newer).unwrap_err();
        assert!(error.is_newer());
        assert_eq!(error.to_string(), "model file has version 2, expected version 1: use a matching release");
        assert!(Model::from_bytes(b"%PDF-1.7").unwrap_err().to_string().contains("RPTAGGER"));
    }

    /// Puts the right length and checksum on any content, so that what is behind them is reached.
    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&((HEADER + content.len() + CHECKSUM) as u64).to_le_bytes());
        out.extend_from_slice(content);
        let sum = fnv(&out);
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }

    #[test]
    fn impossible_content_is_refused() {
        let error = Model::from_bytes(&sealed(&[0, 0, 1, 0, 0, 0, 0, 0])).unwrap_err();
        assert_eq!(error.to_string(), "model file is malformed at byte 26: expected between 1 and 30 labels");
        assert!(
            Model::from_bytes(&sealed(&[0, 0, 0, 0, 0, 0, 9]))
                .unwrap_err()
                .to_string()
                .contains("end of the file")
        );
    }

    proptest! {
        #[test]
        fn any_content_gives_an_error_or_a_model(content in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Model::from_bytes(&content);
            if let Ok(model) = Model::from_bytes(&sealed(&content)) {
                prop_assert_eq!(Model::from_bytes(&model.to_bytes()), Ok(model));
            }
        }

        #[test]
        fn a_damaged_content_never_panics(at in 18usize..100, value in any::<u8>()) {
            let bytes = small().to_bytes();
            let mut content = bytes[HEADER..bytes.len() - CHECKSUM].to_vec();
            let at = at % content.len();
            content[at] = value;
            let _ = Model::from_bytes(&sealed(&content));
        }
    }
}
