//! Floating-point steps between the products, written so that every processor rounds alike: no library function, no fused
//! multiplication, sums in a fixed order of sixteen lanes.

use crate::kernel::{WIDTH, pair};

/// The largest magnitude of a rounded activation. With weights of 8 bits, sums over up to 2,064 products stay below 2^31; with the same
/// magnitude on both sides, sums over 32.
pub const MOST: f32 = 8191.0;
/// The number that stands for a probability of 1. Sums of probabilities times activations stay below 2^31 over any window.
const ONE: f32 = 16383.0;
/// Adding it rounds a small float to a whole number, which then stands in its low bits.
const ROUND: f32 = 12_582_912.0;
const ROUND_BITS: i32 = 0x4b40_0000;

/// The nearest whole number, halves to even; `x` within ±4,000,000.
#[inline(always)]
fn whole(x: f32) -> i32 {
    ((x + ROUND).to_bits() as i32).wrapping_sub(ROUND_BITS)
}

/// e to the power of `x`, within 2 units in the last place between -87 and 88; below and above, the value at the border.
///
/// `x` is split into a multiple of ln 2 and a rest, for which a polynomial stands (Cephes' `expf`).
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * LN2_HIGH - n * LN2_LOW;
    let p = 1.987_569_2e-4;
    let p = p * r + 1.398_2e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let p = p * (r * r) + r + 1.0;
    p * f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000))
}

/// `x` times the probability that a standard normal variable is below it (Hendrycks and Gimpel 2016), within 1e-6: the error function by
/// formula 7.1.26 of Abramowitz and Stegun.
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let p = 1.061_405_4 * t - 1.453_152;
    let p = p * t + 1.421_413_8;
    let p = p * t - 0.284_496_74;
    let p = p * t + 0.254_829_6;
    let tail = p * t * exp(-z * z) * 0.5;
    x * if x < 0.0 { tail } else { 1.0 - tail }
}

/// The sum in sixteen lanes, the lanes then added in halves. The length is a multiple of [`WIDTH`].
#[inline(always)]
fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; WIDTH];
    for group in row.as_chunks::<WIDTH>().0 {
        for (lane, &x) in lanes.iter_mut().zip(group) {
            *lane += f(x);
        }
    }
    let mut half = WIDTH / 2;
    while half > 0 {
        for n in 0..half {
            lanes[n] += lanes[n + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// Layer normalisation (Ba and others 2016) of one row, in place. The length is a multiple of [`WIDTH`].
#[inline(always)]
pub fn normalise(row: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let length = row.len() as f32;
    let mean = sum(row, |x| x) / length;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / length;
    let scale = 1.0 / (variance + epsilon).sqrt();
    for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
        *x = (*x - mean) * scale * w + b;
    }
}

/// Rounds a row to pairs of whole numbers, appended to `out`; returns what one of them is worth. The length is even.
#[inline(always)]
pub fn quantise(row: &[f32], out: &mut Vec<i32>) -> f32 {
    let most = largest(row);
    let (scale, back) = if most > 0.0 { (MOST / most, most / MOST) } else { (0.0, 0.0) };
    out.extend(
        row.as_chunks::<2>().0.iter().map(|p| whole(p[0] * scale) & 0xffff | whole(p[1] * scale) << 16),
    );
    back
}

/// The largest magnitude.
#[inline(always)]
pub fn largest(row: &[f32]) -> f32 {
    greatest(row, 0.0, |x| x.abs())
}

/// The greatest of `f` over a row, or `least`. Sixteen lanes, so that a processor can compare them at once; the order changes nothing.
#[inline(always)]
fn greatest(row: &[f32], least: f32, f: impl Fn(f32) -> f32) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [least; WIDTH];
    let (groups, rest) = row.as_chunks::<WIDTH>();
    for group in groups {
        for (lane, &x) in lanes.iter_mut().zip(group) {
            *lane = larger(*lane, f(x));
        }
    }
    let most = lanes.into_iter().fold(least, larger);
    rest.iter().fold(most, |most, &x| larger(most, f(x)))
}

/// Rounds one number by a scale that keeps it within ±[`MOST`].
#[inline(always)]
pub fn rounded(x: f32, scale: f32) -> i16 {
    whole(x * scale) as i16
}

/// Turns scores into probabilities (softmax) as whole numbers, in pairs appended to `out`; returns what one of them is worth. The length is a
/// multiple of [`WIDTH`]; `scores` is used up.
#[inline(always)]
pub fn probabilities(scores: &mut [f32], out: &mut Vec<i32>) -> f32 {
    let most = greatest(scores, f32::MIN, |x| x);
    for x in scores.iter_mut() {
        *x = exp(*x - most);
    }
    let scale = ONE / sum(scores, |x| x);
    out.extend(
        scores
            .as_chunks::<2>()
            .0
            .iter()
            .map(|p| pair(whole(p[0] * scale) as i16, whole(p[1] * scale) as i16)),
    );
    1.0 / ONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_and_gelu_agree_with_higher_precision() {
        for n in -8000..8000 {
            let x = n as f32 * 0.01;
            let expected = f64::from(x).exp();
            assert!((f64::from(exp(x)) / expected - 1.0).abs() < 3e-7, "exp {x}");
        }
        // Values of the definition, to nine digits.
        for (x, expected) in [
            (-3.0, -0.004_049_694),
            (-1.0, -0.158_655_254),
            (0.0, 0.0),
            (0.5, 0.345_731_231),
            (2.0, 1.954_499_736),
        ] {
            assert!((f64::from(gelu(x)) - expected).abs() < 1e-6, "gelu {x}");
        }
    }

    #[test]
    fn a_normalised_row_has_mean_and_variance_of_its_weights() {
        let mut row: Vec<f32> = (0..32).map(|n| (n * n % 17) as f32).collect();
        normalise(&mut row, &[1.0; 32], &[2.0; 32], 1e-12);
        let mean = row.iter().sum::<f32>() / 32.0;
        let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / 32.0;
        assert!((mean - 2.0).abs() < 1e-5 && (variance - 1.0).abs() < 1e-4);
    }

    #[test]
    fn rounding_keeps_four_digits() {
        let row = [0.5, -1.0, 0.25, 0.0];
        let mut out = Vec::new();
        let unit = quantise(&row, &mut out);
        let back: Vec<f32> =
            out.iter().flat_map(|&p| [p << 16 >> 16, p >> 16]).map(|n| n as f32 * unit).collect();
        for (x, y) in row.iter().zip(back) {
            assert!((x - y).abs() < 1e-4);
        }
        assert_eq!(quantise(&[0.0; 4], &mut out), 0.0);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let mut scores: Vec<f32> = (0..32).map(|n| n as f32 * 0.3).collect();
        let mut out = Vec::new();
        let unit = probabilities(&mut scores, &mut out);
        let total: i32 = out.iter().map(|&p| (p << 16 >> 16) + (p >> 16)).sum();
        assert!((total as f32 * unit - 1.0).abs() < 1e-3);
    }
}
