//! Whether confidences mean what they say: how often attributions of each step of confidence are right.

use std::fmt;

/// Steps of equal width.
const STEPS: usize = 10;

/// A reliability table (DeGroot and Fienberg 1983).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reliability {
    /// For each step: how many, how many of them right, the sum of their confidences in thousandths.
    steps: [(u64, u64, u64); STEPS],
}

impl Reliability {
    /// Counts confidences (thousandths) and whether each was right.
    pub fn of(all: impl IntoIterator<Item = (u16, bool)>) -> Self {
        let mut out = Reliability::default();
        for (confidence, right) in all {
            let step = &mut out.steps[(usize::from(confidence) * STEPS / 1000).min(STEPS - 1)];
            step.0 += 1;
            step.1 += u64::from(right);
            step.2 += u64::from(confidence);
        }
        out
    }

    /// The expected calibration error: the mean distance between confidence and share of right ones, steps weighted by their size (Naeini
    /// and others 2015). Between 0 and 1.
    pub fn error(&self) -> f64 {
        let all: u64 = self.steps.iter().map(|s| s.0).sum();
        let off = |&(_, right, sum): &(u64, u64, u64)| (right as f64 - sum as f64 / 1000.0).abs();
        if all == 0 { 0.0 } else { self.steps.iter().map(off).sum::<f64>() / all as f64 }
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "confidence    found   mean   right")?;
        for (n, &(count, right, sum)) in self.steps.iter().enumerate().filter(|(_, s)| s.0 > 0) {
            let (low, high) = (n as f64 / STEPS as f64, (n + 1) as f64 / STEPS as f64);
            let (mean, share) = (sum as f64 / 1000.0 / count as f64, right as f64 / count as f64);
            writeln!(f, "{low:.1} to {high:.1} {count:>8}  {mean:.3}   {share:.3}")?;
        }
        writeln!(f, "expected calibration error: {:.3}", self.error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_mean_distance() {
        assert_eq!(Reliability::default().error(), 0.0);
        let sure = Reliability::of([(900, true), (900, true), (900, false), (100, false)]);
        // Step 0.9: 2 right of 3 against 2.7; step 0.1: none against 0.1.
        assert!((sure.error() - (0.7 + 0.1) / 4.0).abs() < 1e-9);
        assert!(Reliability::of([(1000, true)]).error() < 1e-9);
        assert!(sure.to_string().contains("0.9 to 1.0        3  0.900   0.667"), "{sure}");
    }
}
