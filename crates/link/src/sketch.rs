//! What makes two bodies comparable without reading both: a MinHash sketch.

use crate::wording::{folded, hash};
use reportedly_schema::linkage::{LinkArticle, Sketch};

/// Hash functions of a sketch. The standard error of the estimated resemblance is at most 1 / (2 √64) = 0.063.
pub const SKETCH_HASHES: usize = 64;

/// Words of a shingle: long enough that two texts on one subject share next to none by chance.
pub const SHINGLE_WORDS: usize = 5;

/// Equal sketch places, of [`SKETCH_HASHES`], from which two bodies count as the same text: an estimated resemblance of 0.56.
/// A body with another headline, dateline and a cut last paragraph stays above it; two own reports of one press conference that
/// quote the same sentences stay far below.
pub const REPRINT_PLACES: usize = 36;

/// Equal places below which two bodies never come into one group, however many texts lie between them.
pub const REPRINT_GUARD_PLACES: usize = 20;

/// The sketch of a body: for each of [`SKETCH_HASHES`] hash functions the smallest hash of its [`SHINGLE_WORDS`]-word shingles
/// (A. Broder, "On the resemblance and containment of documents", 1997). Case, diacritics and punctuation count for nothing.
/// Empty for a body shorter than one shingle.
///
/// The hash functions are h(x) = (a·x + b) >> 32 in 64-bit arithmetic over the FNV-1a hash of a shingle, with fixed a and b
/// from splitmix64 (S. Vigna): the same on every machine.
///
/// ```
/// let one = reportedly_link::sketch("The port of Aldra will open again on Monday, the harbour office said.");
/// assert_eq!(one, reportedly_link::sketch("the port of ALDRA will open again, on Monday the harbour office said"));
/// assert!(reportedly_link::sketch("Too short.").0.is_empty());
/// ```
pub fn sketch(body: &str) -> Sketch {
    let folded = folded(body);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.len() < SHINGLE_WORDS {
        return Sketch::default();
    }
    let functions = functions();
    let mut least = vec![u32::MAX; SKETCH_HASHES];
    let mut shingle = String::new();
    for window in words.windows(SHINGLE_WORDS) {
        shingle.clear();
        for word in window {
            shingle.push_str(word);
            shingle.push(' ');
        }
        let x = hash(shingle.as_bytes());
        for (place, (a, b)) in least.iter_mut().zip(&functions) {
            *place = (*place).min((a.wrapping_mul(x).wrapping_add(*b) >> 32) as u32);
        }
    }
    Sketch(least)
}

fn functions() -> Vec<(u64, u64)> {
    let mut state = 0u64;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    (0..SKETCH_HASHES).map(|_| (next() | 1, next())).collect()
}

/// The number of equal places of two sketches; 0 where one is empty.
pub(crate) fn equal_places(a: &Sketch, b: &Sketch) -> usize {
    if a.0.is_empty() || a.0.len() != b.0.len() {
        return 0;
    }
    // Added without a check for overflow, which lets the compiler compare many places at a time.
    a.0.iter().zip(&b.0).fold(0u32, |count, (x, y)| count.wrapping_add(u32::from(x == y))) as usize
}

/// Whether two articles carry the same text: equal readings, or sketches with at least [`REPRINT_PLACES`] equal places.
pub fn is_reprint(a: &LinkArticle, b: &LinkArticle) -> bool {
    a.text_sha256 == b.text_sha256 || equal_places(&a.sketch, &b.sketch) >= REPRINT_PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(words: std::ops::Range<usize>) -> String {
        words.map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_cut_copy_is_near_and_another_text_is_far() {
        let whole = sketch(&body(0..200));
        assert!(equal_places(&whole, &sketch(&body(0..170))) >= REPRINT_PLACES);
        assert!(equal_places(&whole, &sketch(&body(150..350))) < REPRINT_GUARD_PLACES);
        assert_eq!(equal_places(&Sketch::default(), &Sketch::default()), 0);
    }

    #[test]
    fn the_hash_functions_are_fixed() {
        // A change here changes every stored sketch: the reader's version must change with it.
        assert_eq!(sketch("one two three four five").0[..3], FIRST);
    }

    const FIRST: [u32; 3] = [1_025_421_785, 885_699_542, 2_840_467_573];
}
