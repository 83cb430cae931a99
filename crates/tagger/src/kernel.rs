//! Products of matrices in whole numbers: 16 bits times 16 bits into 32, never saturating.
//!
//! Sums of whole numbers do not depend on their order, so every processor gives the same result, and so does any division of the work.
//! Two numbers of 16 bits stand in one of 32 (a *pair*): that is what the instructions for such products read (`pmaddwd`). Where a
//! processor has none of them, plain loops compute the same.

/// Outputs that stand side by side in a packed matrix.
pub const WIDTH: usize = 16;
/// Numbers of one group: what loops over floats go through side by side.
pub(crate) type Group = [i32; WIDTH];

/// A matrix whose rows are multiplied with, packed so that the same pair of [`WIDTH`] rows stands side by side.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    rows: usize,
    pairs: usize,
    groups: Vec<Group>,
}

impl Packed {
    /// Packs `rows` rows of `pairs` pairs; `at(row, column)` is an element. Absent columns are zero.
    pub fn fill(&mut self, rows: usize, columns: usize, at: impl Fn(usize, usize) -> i16) {
        let pairs = columns.div_ceil(2);
        let blocks = rows.div_ceil(2 * WIDTH) * 2;
        self.rows = rows;
        self.pairs = pairs;
        self.groups.clear();
        self.groups.resize(blocks * pairs, [0; WIDTH]);
        for (n, group) in self.groups.iter_mut().enumerate() {
            let (block, p) = (n / pairs, n % pairs);
            for (lane, slot) in group.iter_mut().enumerate() {
                let row = block * WIDTH + lane;
                if row < rows {
                    let high = if 2 * p + 1 < columns { at(row, 2 * p + 1) } else { 0 };
                    *slot = pair(at(row, 2 * p), high);
                }
            }
        }
    }

    /// The number of rows: outputs of a product.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Pairs in a row.
    pub fn pairs(&self) -> usize {
        self.pairs
    }

    fn block(&self, n: usize) -> &[Group] {
        &self.groups[n * self.pairs..(n + 1) * self.pairs]
    }
}

/// Two numbers in one.
#[inline(always)]
pub fn pair(low: i16, high: i16) -> i32 {
    i32::from(low) & 0xffff | i32::from(high) << 16
}

/// Two blocks of outputs of one row.
pub(crate) type Tile = [Group; 2];

/// What differs between processors.
pub trait Lanes: Copy {
    /// Rows that are multiplied at once.
    const ROWS: usize;

    /// `out[r]` = the products of row `r` of [`Lanes::ROWS`] rows with the rows of two blocks. In `a`, the same pair of all rows stands side by
    /// side.
    fn tile(self, a: &[i32], blocks: [&[Group]; 2], out: &mut [Tile]);
}

/// Scratch memory of a product.
#[derive(Clone, Debug, Default)]
pub struct Bench {
    /// The rows, in groups whose same pairs stand side by side.
    rows: Vec<i32>,
    tiles: Vec<Tile>,
}

/// `out[m * rows + n] = finish(m, n of group, sums)`: all products of the rows of `a` with those of `b`.
#[inline(always)]
pub fn product<L: Lanes>(
    lanes: L,
    a: &[i32],
    b: &Packed,
    bench: &mut Bench,
    mut finish: impl FnMut(usize, usize, &Group),
) {
    let pairs = b.pairs;
    if pairs == 0 {
        return;
    }
    let length = a.len() / pairs;
    let Bench { rows, tiles } = bench;
    rows.clear();
    rows.resize(length.next_multiple_of(L::ROWS) * pairs, 0);
    for (group, from) in rows.chunks_exact_mut(L::ROWS * pairs).zip(a.chunks(L::ROWS * pairs)) {
        for (r, row) in from.chunks_exact(pairs).enumerate() {
            for (slot, &pair) in group[r..].iter_mut().step_by(L::ROWS).zip(row) {
                *slot = pair;
            }
        }
    }
    tiles.resize(tiles.len().max(length.next_multiple_of(L::ROWS)), [[0; WIDTH]; 2]);
    let blocks = b.rows.div_ceil(WIDTH);
    for first in (0..blocks).step_by(2) {
        let two = [b.block(first), b.block(first + 1)];
        for (group, tiles) in rows.chunks_exact(L::ROWS * pairs).zip(tiles.chunks_exact_mut(L::ROWS)) {
            lanes.tile(group, two, tiles);
        }
        for (m, tile) in tiles[..length].iter().enumerate() {
            finish(m, first * WIDTH, &tile[0]);
            if first + 1 < blocks {
                finish(m, (first + 1) * WIDTH, &tile[1]);
            }
        }
    }
}

/// Plain loops, for any processor.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Lanes for Plain {
    const ROWS: usize = 1;

    #[inline(always)]
    fn tile(self, a: &[i32], blocks: [&[Group]; 2], out: &mut [Tile]) {
        for (block, sums) in blocks.into_iter().zip(&mut out[0]) {
            *sums = [0; WIDTH];
            for (&x, group) in a.iter().zip(block) {
                let (low, high) = (x << 16 >> 16, x >> 16);
                for (sum, &w) in sums.iter_mut().zip(group) {
                    *sum = sum
                        .wrapping_add(low.wrapping_mul(w << 16 >> 16))
                        .wrapping_add(high.wrapping_mul(w >> 16));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(lanes: impl Lanes, a: &[i32], b: &Packed) -> Vec<i32> {
        let length = a.len() / b.pairs();
        let mut out = vec![0; length * b.rows()];
        product(lanes, a, b, &mut Bench::default(), |m, n, sums| {
            let row = &mut out[m * b.rows()..(m + 1) * b.rows()];
            let end = (n + WIDTH).min(row.len());
            row[n..end].copy_from_slice(&sums[..end - n]);
        });
        out
    }

    proptest! {
        #[test]
        fn every_processor_gives_the_sums_of_the_definition(
            (columns, a, b) in (1usize..40).prop_flat_map(|columns| {
                let rows = |most: i16| prop::collection::vec(prop::collection::vec(-most..=most, columns), 1..40);
                (Just(columns), rows(8191), rows(8191))
            }),
        ) {
            let mut packed = Packed::default();
            packed.fill(b.len(), columns, |r, c| b[r][c]);
            let rows: Vec<i32> = a
                .iter()
                .flat_map(|row| row.chunks(2).map(|p| pair(p[0], p.get(1).copied().unwrap_or(0))))
                .collect();
            let dot = |x: &[i16], y: &[i16]| x.iter().zip(y).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum::<i32>();
            let expected: Vec<i32> = a.iter().flat_map(|x| b.iter().map(|y| dot(x, y))).collect();
            prop_assert_eq!(&all(Plain, &rows, &packed), &expected);
            #[cfg(target_arch = "x86_64")]
            if let Some(simd) = pulp::x86::V3::try_new() {
                prop_assert_eq!(&all(simd, &rows, &packed), &expected);
            }
            #[cfg(target_arch = "x86_64")]
            if let Some(simd) = pulp::x86::V4::try_new() {
                prop_assert_eq!(&all(simd, &rows, &packed), &expected);
            }
        }
    }
}
