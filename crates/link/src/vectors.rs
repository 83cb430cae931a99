//! A table of static vectors: what words are about, without a service. A text's vector is the sum of its words' vectors, a word's
//! the sum of its pieces'; how near two texts are is the cosine of their vectors. Everything is whole numbers in a fixed order, so
//! that a cosine is the same on every processor.
//!
//! The table is distilled from a sentence encoder (`crates/models/vectors/CARD.md`). It knows topics better than polarity, figures
//! and names: it may support that two wordings are of one thing, and never shows it alone.
//!
//! ```
//! let vectors = reportedly_link::Vectors::shared().expect("the feature `vectors`");
//! let near = vectors.cosine("the troops leave the region", "the soldiers withdraw from the area").unwrap();
//! let far = vectors.cosine("the troops leave the region", "the price of butter rose again").unwrap();
//! assert!(near > far);
//! assert_eq!(vectors.cosine("the troops leave", "the troops leave"), Some(1000));
//! assert_eq!(vectors.cosine("the troops leave", "…"), None);
//! ```

use crate::wording::{Token, tokens};
use reportedly_tagger::Vocabulary;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

/// What a table begins with.
const MAGIC: &[u8; 8] = b"RPVECTOR";

/// The version of the format that is read.
pub const VECTORS_FORMAT: u32 = 1;

/// The most numbers a vector may have.
pub const WIDEST: usize = 1024;

/// The length of a [`Vector`]: 14 bits, so that a component fits into 16 and a product of two vectors into 32.
const LENGTH: i64 = 1 << 14;

/// Bits of the largest component of a sum before it is brought to [`LENGTH`]: the square of the longest then fits into 63.
const SUM_BITS: u32 = 26;

/// A table of vectors, one for each piece of a vocabulary.
pub struct Vectors<'t> {
    vocabulary: Vocabulary,
    width: usize,
    /// A piece's numbers are multiples of its scale.
    scales: Vec<u16>,
    /// Of 8 bits with a sign, row after row.
    numbers: &'t [u8],
    /// The vectors of single pieces, which most words are, as far as they were asked for.
    of_pieces: Vec<OnceLock<Option<Vector>>>,
}

/// The direction of a text's meaning: a vector of one fixed length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector(Arc<[i16]>);

/// Why bytes are no table of vectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VectorsError {
    at: usize,
    expected: String,
}

impl fmt::Display for VectorsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no table of vectors: at byte {}: expected {}; take the file as it was shipped",
            self.at, self.expected
        )
    }
}

impl std::error::Error for VectorsError {}

/// The bytes of the shipped table; none where the crate was built without it.
pub(crate) fn table() -> &'static [u8] {
    #[cfg(feature = "vectors")]
    return reportedly_models::vectors();
    #[cfg(not(feature = "vectors"))]
    &[]
}

static SHARED: LazyLock<Option<Vectors<'static>>> = LazyLock::new(|| Vectors::from_bytes(table()).ok());

impl<'t> Vectors<'t> {
    /// Reads a table. All numbers are little-endian: `RPVECTOR`; format, width, number of pieces and bytes of the vocabulary (32 bits
    /// each); the vocabulary, a piece a line; a scale of 16 bits for each piece; its numbers of 8 bits.
    ///
    /// # Errors
    /// Names the byte where something else was expected.
    pub fn from_bytes(bytes: &'t [u8]) -> Result<Self, VectorsError> {
        let fail = |at: usize, expected: &str| VectorsError { at, expected: expected.to_owned() };
        let word = |n: usize| -> Result<u32, VectorsError> {
            let at = MAGIC.len() + 4 * n;
            let four = bytes.get(at..at + 4).and_then(|b| b.try_into().ok());
            four.map(u32::from_le_bytes).ok_or_else(|| fail(bytes.len(), "a header of 24 bytes"))
        };
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(fail(0, "`RPVECTOR`"));
        }
        let [format, width, pieces, text] = [word(0)?, word(1)?, word(2)?, word(3)?];
        if format != VECTORS_FORMAT {
            return Err(fail(8, &format!("format {VECTORS_FORMAT}, found {format}")));
        }
        let (width, pieces, text) = (width as usize, pieces as usize, text as usize);
        if width == 0 || width > WIDEST {
            return Err(fail(12, &format!("a width of 1 to {WIDEST}, found {width}")));
        }
        let begin = MAGIC.len() + 16;
        let scales = begin.checked_add(text).ok_or_else(|| fail(20, "fewer bytes"))?;
        let numbers = pieces.checked_mul(2).and_then(|n| scales.checked_add(n));
        let end = numbers.zip(pieces.checked_mul(width)).and_then(|(n, all)| n.checked_add(all));
        let (Some(numbers), Some(end)) = (numbers, end) else { return Err(fail(16, "fewer pieces")) };
        if bytes.len() != end {
            return Err(fail(bytes.len().min(end), &format!("{end} bytes in all, found {}", bytes.len())));
        }
        let text = std::str::from_utf8(&bytes[begin..scales])
            .map_err(|e| fail(begin + e.valid_up_to(), "a vocabulary in UTF-8"))?;
        let vocabulary = Vocabulary::new(text).map_err(|e| fail(begin, &e))?;
        if vocabulary.len() != pieces {
            return Err(fail(begin, &format!("{pieces} pieces, found {}", vocabulary.len())));
        }
        Ok(Vectors {
            vocabulary,
            width,
            scales: bytes[scales..numbers]
                .chunks_exact(2)
                .map(|b| u16::from_le_bytes([b[0], b[1]]))
                .collect(),
            numbers: &bytes[numbers..],
            of_pieces: vec![OnceLock::new(); pieces],
        })
    }

    /// The shipped table; `None` without the feature `vectors`.
    pub fn shared() -> Option<&'static Vectors<'static>> {
        SHARED.as_ref()
    }

    /// The vector of words as they stand in a wording; `None` where the table knows none of them.
    fn of<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<Vector> {
        let mut pieces = Vec::new();
        words.for_each(|word| self.vocabulary.cut(word, &mut pieces));
        match pieces[..] {
            [only] => self.of_pieces[usize::from(only)].get_or_init(|| self.sum(&pieces)).clone(),
            _ => self.sum(&pieces),
        }
    }

    fn sum(&self, pieces: &[u16]) -> Option<Vector> {
        let mut sum = vec![0i64; self.width];
        for &piece in pieces {
            let piece = usize::from(piece);
            let row = &self.numbers[piece * self.width..][..self.width];
            let scale = i32::from(self.scales[piece]);
            for (to, &number) in sum.iter_mut().zip(row) {
                // 24 bits; no text has so many pieces that their sum would not fit into 64.
                *to = to.wrapping_add(i64::from(scale * i32::from(number as i8)));
            }
        }
        directed(&mut sum)
    }

    pub(crate) fn of_tokens(&self, tokens: &[Token]) -> Option<Vector> {
        self.of(tokens.iter().map(|t| t.written.as_str()))
    }

    /// The vector of a text; `None` where the table knows none of its words.
    pub fn text(&self, text: &str) -> Option<Vector> {
        self.of_tokens(&tokens(text, false))
    }

    /// The cosine of two texts in thousandths; `None` where the table knows no word of one.
    pub fn cosine(&self, a: &str, b: &str) -> Option<i32> {
        Some(self.text(a)?.cosine(&self.text(b)?))
    }
}

/// A sum brought to [`LENGTH`]; `None` for zero.
fn directed(sum: &mut [i64]) -> Option<Vector> {
    let most = sum.iter().map(|n| n.unsigned_abs()).max().unwrap_or(0);
    let bits = u64::BITS - most.leading_zeros();
    for n in sum.iter_mut() {
        *n = if bits > SUM_BITS { *n >> (bits - SUM_BITS) } else { *n << (SUM_BITS - bits) };
    }
    let length = sum.iter().map(|n| n * n).sum::<i64>().isqrt();
    // Rounded half away from zero, so that opposite vectors stay opposite.
    let part = |n: &i64| ((n.abs() * LENGTH + length / 2) / length * n.signum()) as i16;
    (most > 0).then(|| Vector(sum.iter().map(part).collect()))
}

impl Vector {
    /// The cosine of two vectors of one table in thousandths, rounded to the nearest, -1000 to 1000.
    pub fn cosine(&self, other: &Vector) -> i32 {
        let product = self.0.iter().zip(&*other.0).map(|(&a, &b)| i32::from(a) * i32::from(b));
        // Each product fits into 32 bits, so that no sum of a vector's can leave 64.
        let sum = product.fold(0i64, |sum, product| sum.wrapping_add(product.into()));
        let one = LENGTH * LENGTH;
        let rounded = (sum.abs() * 1000 + one / 2) / one * sum.signum();
        rounded.clamp(-1000, 1000) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A table of four words: two near each other, one across, one opposite.
    fn table() -> Vec<u8> {
        let text = "[UNK]\n[CLS]\n[SEP]\ntalks\ndialogue\nbutter\nwar\n##s\n";
        let rows: [[i8; 2]; 8] = [[0, 0], [0, 0], [0, 0], [100, 10], [100, 20], [0, 90], [-100, -10], [0, 0]];
        let mut out = MAGIC.to_vec();
        for n in [VECTORS_FORMAT, 2, rows.len() as u32, text.len() as u32] {
            out.extend(n.to_le_bytes());
        }
        out.extend(text.as_bytes());
        out.extend((0..rows.len()).flat_map(|n| (n as u16 + 1).to_le_bytes()));
        out.extend(rows.iter().flatten().map(|&n| n as u8));
        out
    }

    #[test]
    fn near_words_have_a_high_cosine_and_unknown_ones_none() {
        let table = table();
        let vectors = Vectors::from_bytes(&table).unwrap();
        assert_eq!(vectors.cosine("Talks", "talks."), Some(1000));
        assert_eq!(vectors.cosine("talks", "war"), Some(-1000));
        assert!(vectors.cosine("talks", "dialogue").unwrap() > 980);
        assert!(vectors.cosine("talks", "butter").unwrap() < 110);
        assert_eq!(vectors.cosine("talks", "zzz"), None);
        assert_eq!(vectors.cosine("talks", ""), None);
        let weighed = vectors.cosine("talks butter", "butter butter butter talks").unwrap();
        assert!((1..1000).contains(&weighed));
    }

    #[test]
    fn every_prefix_of_a_table_is_an_error_that_names_its_place() {
        let table = table();
        for end in 0..table.len() {
            let error = Vectors::from_bytes(&table[..end]).err().expect("a short table");
            assert!(error.to_string().contains("at byte"), "{error}");
        }
        let mut newer = table.clone();
        newer[8] = 9;
        assert!(Vectors::from_bytes(&newer).err().unwrap().to_string().contains("format 1, found 9"));
        let mut longer = table;
        longer.push(0);
        assert!(Vectors::from_bytes(&longer).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Vectors::from_bytes(&bytes);
        }

        #[test]
        fn a_damaged_table_never_panics(at in 0usize..200, to in any::<u8>(), text in "[a-z ]{0,20}") {
            let mut table = table();
            let place = at % table.len();
            table[place] = to;
            if let Ok(vectors) = Vectors::from_bytes(&table) {
                let _ = vectors.cosine(&text, "talks war dialogue");
            }
        }

        #[test]
        fn a_cosine_is_symmetric_and_within_its_bounds(
            a in prop::collection::vec(any::<i32>(), 4),
            b in prop::collection::vec(any::<i64>(), 4),
        ) {
            let (mut a, mut b): (Vec<i64>, Vec<i64>) = (a.into_iter().map(i64::from).collect(), b);
            if let (Some(a), Some(b)) = (directed(&mut a), directed(&mut b)) {
                prop_assert_eq!(a.cosine(&b), b.cosine(&a));
                prop_assert!((-1000..=1000).contains(&a.cosine(&b)));
                prop_assert!(a.cosine(&a) >= 999);
            }
        }
    }
}
