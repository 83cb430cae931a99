//! Positions: [`Span`] inside the program, code points outside it.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes in a reading's text. Serialised as `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Span { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl Span {
    /// A span from byte offsets that are known to fit in 32 bits (readings are limited to far less than 4 GiB).
    ///
    /// # Panics
    /// When an offset does not fit in 32 bits or `start > end`: a programming error, never an input error.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span {start}..{end} is backwards");
        let fit = |n: usize| u32::try_from(n).expect("readings are shorter than 4 GiB");
        Span { start: fit(start), end: fit(end) }
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte is covered.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The bytes as a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The characters covered, or `None` where the span does not lie on character borders of `text`.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Whether at least one byte is shared.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` is covered.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` is covered.
    pub fn covers(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest span that covers both.
    pub fn hull(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without the white space at its edges.
    ///
    /// ```
    /// # use reportedly_schema::Span;
    /// assert_eq!(Span::new(0, 7).trimmed("  so it"), Span::new(2, 7));
    /// ```
    pub fn trimmed(self, text: &str) -> Span {
        let Some(inner) = self.of(text) else { return self };
        let front = inner.len() - inner.trim_start().len();
        let kept = inner.trim().len();
        Span::new(self.start as usize + front, self.start as usize + front + kept)
    }
}

/// Sorts spans, drops empty ones and joins those that touch or overlap.
pub fn normalised(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|s| !s.is_empty());
    spans.sort();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// Converts byte offsets of one text to Unicode code points and back; a binary search each way.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// For each multi-byte character: (its byte offset, its code point offset, its length in bytes).
    wide: Vec<(u32, u32, u8)>,
    bytes: u32,
}

impl CodePoints {
    /// Indexes the wide characters of `text`.
    pub fn new(text: &str) -> Self {
        let mut wide = Vec::new();
        let mut surplus = 0u32;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            let at = at as u32;
            wide.push((at, at - surplus, c.len_utf8() as u8));
            surplus += c.len_utf8() as u32 - 1;
        }
        CodePoints { wide, bytes: text.len() as u32 }
    }

    /// The number of code points before byte `offset`; an offset inside a character counts as its start.
    pub fn at(&self, offset: u32) -> u32 {
        let offset = offset.min(self.bytes);
        match self.wide.partition_point(|&(at, _, _)| at < offset) {
            0 => offset,
            n => {
                let (at, point, len) = self.wide[n - 1];
                let past = at + u32::from(len);
                if offset < past { point } else { point + 1 + (offset - past) }
            }
        }
    }

    /// The byte offset of code point `point`.
    pub fn byte(&self, point: u32) -> u32 {
        match self.wide.partition_point(|&(_, p, _)| p < point) {
            0 => point.min(self.bytes),
            n => {
                let (at, p, len) = self.wide[n - 1];
                (at + u32::from(len) + (point - p - 1)).min(self.bytes)
            }
        }
    }

    /// A span in code points, half-open.
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,60}") {
            let points = CodePoints::new(&text);
            for (n, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(at as u32), n as u32);
                prop_assert_eq!(points.byte(n as u32), at as u32);
            }
            prop_assert_eq!(points.at(text.len() as u32) as usize, text.chars().count());
        }

        #[test]
        fn normalised_spans_are_ordered_and_apart(raw in prop::collection::vec((0u32..50, 0u32..50), 0..12)) {
            let spans: Vec<Span> = raw.iter().map(|&(a, b)| Span { start: a.min(b), end: a.max(b) }).collect();
            let out = normalised(spans.clone());
            prop_assert!(out.windows(2).all(|w| w[0].end < w[1].start));
            for byte in 0..50 {
                prop_assert_eq!(out.iter().any(|s| s.covers(byte)), spans.iter().any(|s| s.covers(byte)));
            }
        }
    }
}
