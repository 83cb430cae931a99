//! Which instructions a processor has for products of matrices. All give the same numbers.

use crate::kernel::{Lanes, Plain};

/// The instructions to use.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Processor {
    /// None in particular.
    Plain,
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    V3(pulp::x86::V3),
    /// AVX-512.
    #[cfg(target_arch = "x86_64")]
    V4(pulp::x86::V4),
}

/// Work to be compiled once for each kind of processor.
pub(crate) trait Work {
    /// Does it.
    fn on<L: Lanes>(self, lanes: L);
}

impl Processor {
    /// The best that this processor has.
    pub(crate) fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(simd) = pulp::x86::V4::try_new() {
                return Processor::V4(simd);
            }
            if let Some(simd) = pulp::x86::V3::try_new() {
                return Processor::V3(simd);
            }
        }
        Processor::Plain
    }

    /// Does `work` with these instructions.
    pub(crate) fn run(self, work: impl Work) {
        match self {
            Processor::Plain => work.on(Plain),
            #[cfg(target_arch = "x86_64")]
            Processor::V3(simd) => simd.vectorize(x86::Vectorised(work, simd)),
            #[cfg(target_arch = "x86_64")]
            Processor::V4(simd) => simd.vectorize(x86::Vectorised(work, simd)),
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Work;
    use crate::kernel::{Group, Lanes, Tile};
    use pulp::x86::{V3, V4};
    use pulp::{NullaryFnOnce, cast, i16x16, i16x32};

    /// What `vectorize` compiles for its processor: everything that is inlined into it.
    pub(super) struct Vectorised<W, L>(pub(super) W, pub(super) L);

    impl<W: Work, L: Lanes> NullaryFnOnce for Vectorised<W, L> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            self.0.on(self.1);
        }
    }

    impl Lanes for V3 {
        const ROWS: usize = 4;

        #[inline(always)]
        fn tile(self, a: &[i32], blocks: [&[Group]; 2], out: &mut [Tile]) {
            for n in 0..2 {
                let mut sums = [[self.splat_i32x8(0); 2]; Self::ROWS];
                for (rows, group) in a.as_chunks::<{ Self::ROWS }>().0.iter().zip(blocks[n]) {
                    let halves: [i16x16; 2] = cast(*group);
                    for (sums, &x) in sums.iter_mut().zip(rows) {
                        let x: i16x16 = cast(self.splat_i32x8(x));
                        for (sum, half) in sums.iter_mut().zip(halves) {
                            *sum = self.wrapping_add_i32x8(
                                *sum,
                                self.multiply_wrapping_add_adjacent_i16x16(x, half),
                            );
                        }
                    }
                }
                for (tile, sums) in out.iter_mut().zip(sums) {
                    tile[n] = cast(sums);
                }
            }
        }
    }

    impl Lanes for V4 {
        const ROWS: usize = 8;

        #[inline(always)]
        fn tile(self, a: &[i32], blocks: [&[Group]; 2], out: &mut [Tile]) {
            let mut sums = [[self.splat_i32x16(0); 2]; Self::ROWS];
            for ((rows, first), second) in
                a.as_chunks::<{ Self::ROWS }>().0.iter().zip(blocks[0]).zip(blocks[1])
            {
                let (first, second): (i16x32, i16x32) = (cast(*first), cast(*second));
                for ([one, two], &x) in sums.iter_mut().zip(rows) {
                    let x: i16x32 = cast(self.splat_i32x16(x));
                    *one =
                        self.wrapping_add_i32x16(*one, self.multiply_wrapping_add_adjacent_i16x32(x, first));
                    *two =
                        self.wrapping_add_i32x16(*two, self.multiply_wrapping_add_adjacent_i16x32(x, second));
                }
            }
            for (tile, [one, two]) in out.iter_mut().zip(sums) {
                *tile = [cast(one), cast(two)];
            }
        }
    }
}
