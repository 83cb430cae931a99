//! Feature hashes. They are part of the file format: a change makes every model unreadable in effect, so it needs a new version.

/// An odd constant with well spread bits (2^64 divided by the golden ratio, Knuth's multiplicative hashing).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn finish(state: u64) -> u32 {
    let mixed = (state ^ (state >> 32)).wrapping_mul(SPREAD);
    (mixed >> 32) as u32
}

/// The hash of `bytes` under a `kind`; the same bytes under another kind get an unrelated hash.
#[inline]
pub fn hash_bytes(kind: u32, bytes: &[u8]) -> u32 {
    let mut state = (u64::from(kind) + 1).wrapping_mul(SPREAD);
    let mut chunks = bytes.chunks_exact(4);
    for chunk in &mut chunks {
        let word = u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]);
        state = (state.rotate_left(23) ^ u64::from(word)).wrapping_mul(SPREAD);
    }
    let mut rest = (bytes.len() as u64) << 32;
    for (n, byte) in chunks.remainder().iter().enumerate() {
        rest |= u64::from(*byte) << (8 * n);
    }
    finish((state.rotate_left(23) ^ rest).wrapping_mul(SPREAD))
}

/// The hash of three values under a `kind`: the way to join properties into one feature.
#[inline]
pub fn combine(kind: u32, a: u32, b: u32, c: u32) -> u32 {
    let low = u64::from(a) | u64::from(b) << 32;
    let high = u64::from(c) | u64::from(kind) << 32;
    let state = (low ^ SPREAD).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(31);
    finish((state ^ high).wrapping_mul(0xc4ce_b9fe_1a85_ec53))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn hashes_are_fixed_and_apart() {
        // Models on disk hold these hashes: the values may never change within a format version.
        assert_eq!(hash_bytes(0, b""), 0xcd88_ea53);
        assert_eq!(hash_bytes(1, b"said"), 0x78c8_f79d);
        assert_eq!(combine(1, 2, 3, 4), 0xede5_5b0a);
        let many: BTreeSet<u32> = (0..1000u32)
            .flat_map(|n| [hash_bytes(n % 7, &n.to_le_bytes()), combine(n % 5, n, n / 3, 1)])
            .collect();
        assert_eq!(many.len(), 2000);
        assert_ne!(hash_bytes(0, b"a"), hash_bytes(0, b"a\0"));
    }
}
