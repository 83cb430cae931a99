//! What the scored folders of `spec` count, beside right and wrong cases.

use std::ops::AddAssign;

/// Counts over articles or cases; they add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Cases.
    pub cases: usize,
    /// Cases of which every line is met.
    pub cases_right: usize,
    /// Statements that a line expects.
    pub expected: usize,
    /// Of those, found with the same words as content (where the line gives no content: with every other field as given).
    pub found: usize,
    /// Of those expected, met by a statement that shares half of the content's words at least; those found are among them.
    pub near: usize,
    /// Speakers of the statements found, where the line names one.
    pub speakers: Speakers,
    /// Statements that `only these`, `no statement` or `no statement in` rules out.
    pub spurious: usize,
}

/// How speakers were judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speakers {
    /// As expected.
    pub right: usize,
    /// Another name, or a name where none can be known.
    pub wrong: usize,
    /// No name where one was expected.
    pub unknown: usize,
}

/// One speaker, judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As expected.
    Right,
    /// Another name, or a name where none can be known.
    Wrong,
    /// No name where one was expected.
    Unknown,
}

impl Speakers {
    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Wrong => self.wrong += 1,
            Verdict::Unknown => self.unknown += 1,
        }
    }

    /// How many were judged.
    pub fn judged(&self) -> usize {
        self.right + self.wrong + self.unknown
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.cases += other.cases;
        self.cases_right += other.cases_right;
        self.expected += other.expected;
        self.found += other.found;
        self.near += other.near;
        self.speakers.right += other.speakers.right;
        self.speakers.wrong += other.speakers.wrong;
        self.speakers.unknown += other.speakers.unknown;
        self.spurious += other.spurious;
    }
}

impl Score {
    /// Shares in points of a hundred, by name: `cases_right` of all cases, `recall` of the statements expected, `speaker_right` and
    /// `speaker_not_wrong` of the speakers judged, and `precision`: of the statements that lines name or rule out, those named. A share of nothing is left out.
    pub fn shares(&self) -> Vec<(&'static str, f64)> {
        let judged = self.speakers.judged();
        [
            ("cases_right", self.cases_right, self.cases),
            ("recall", self.found, self.expected),
            ("precision", self.near, self.near + self.spurious),
            ("speaker_right", self.speakers.right, judged),
            ("speaker_not_wrong", judged - self.speakers.wrong, judged),
        ]
        .into_iter()
        .filter(|(_, _, all)| *all > 0)
        .map(|(name, part, all)| (name, 100.0 * part as f64 / all as f64))
        .collect()
    }
}
