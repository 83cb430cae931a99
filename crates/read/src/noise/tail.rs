//! What follows the last paragraph: biographies, signatures and what is left.

use super::{Lines, body_words};
use crate::vocabulary::is_role;
use reportedly_schema::BlockKind;
use std::collections::HashSet;

/// Points of biography wordings from which a paragraph at the end is about the author.
const BIO: i32 = 50;

impl Lines<'_> {
    /// From the last paragraph backwards and forwards: biographies, signatures and what is left.
    pub(super) fn tail(&mut self) {
        let Some(last) = (0..self.units.len()).rev().find(|n| self.kinds[*n] == BlockKind::Body) else {
            return;
        };
        let names: HashSet<String> = (0..self.units.len())
            .filter(|n| self.features[*n].is_name(self.line(*n)) || self.kinds[*n] == BlockKind::Byline)
            .flat_map(|n| self.line(n).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
            .filter(|w| w.len() > 3)
            .collect();
        let mut first_bio = None;
        for n in (0..self.units.len()).rev() {
            let f = &self.features[n];
            match self.kinds[n] {
                BlockKind::Body
                | BlockKind::Disclaimer
                | BlockKind::Other
                | BlockKind::Related
                | BlockKind::Subscribe
                    if self.is_bio(n, &names) =>
                {
                    self.kinds[n] = BlockKind::Bio;
                    first_bio = Some(n);
                }
                BlockKind::Body => break,
                _ if f.words > 20 && n <= last => break,
                _ => {}
            }
        }
        if let Some(bio) = first_bio {
            // "She …" after it, and the name and role above it.
            let mut n = bio + 1;
            while n < self.units.len() {
                let pronoun = ["she ", "he ", "they ", "her ", "his "]
                    .iter()
                    .any(|p| self.features[n].plain.starts_with(p));
                if matches!(self.kinds[n], BlockKind::Body | BlockKind::Other) && pronoun {
                    self.kinds[n] = BlockKind::Bio;
                }
                n += 1;
            }
            for n in (0..bio).rev() {
                let f = &self.features[n];
                if f.words > 8 || f.terminal || matches!(self.kinds[n], BlockKind::Body | BlockKind::Title) {
                    break;
                }
                self.kinds[n] = BlockKind::Bio;
            }
        }
        let Some(mut end) = (0..self.units.len()).rev().find(|n| self.is_body(*n)) else { return };
        while end + 1 < self.units.len() && self.is_short_sentence(end + 1) {
            end += 1;
            self.kinds[end] = BlockKind::Body;
        }
        let body = body_words(&self.features, &self.kinds);
        let mut after: Vec<(usize, BlockKind)> = Vec::new();
        for n in end + 1..self.units.len() {
            let f = &self.features[n];
            let kind = match self.kinds[n] {
                BlockKind::Subtitle | BlockKind::List | BlockKind::Table => {
                    let line = self.line(n);
                    if is_role(&f.plain) || f.is_name(line) && self.shared(n, &body) < 50 {
                        BlockKind::Bio
                    } else if n == end + 1
                        && f.words <= 4
                        && (line.starts_with(['—', '–', '-']) || f.shouted > 0)
                    {
                        BlockKind::Byline
                    } else if f.words >= 4 {
                        BlockKind::Related
                    } else {
                        BlockKind::Nav
                    }
                }
                BlockKind::Title => continue,
                kind => kind,
            };
            after.push((n, kind));
        }
        for (n, kind) in after {
            self.kinds[n] = kind;
        }
    }

    /// Whether a line not known yet reads as a short sentence: capital, full stop, most words small, no label's wording.
    fn is_short_sentence(&self, n: usize) -> bool {
        let f = &self.features[n];
        self.kinds[n] == BlockKind::Subtitle
            && f.terminal
            && !f.asks
            && f.big_start
            && !f.bullet
            && f.words >= 3
            && f.small * 2 >= f.words
            && f.stamps.is_empty()
            && f.hits.whole.is_none()
            && f.hits.start.is_none()
            && !is_role(&f.plain)
    }

    /// Whether a paragraph tells of the author: words of the trade and of a life, and a subject who wrote the article.
    pub(super) fn is_bio(&self, n: usize, names: &HashSet<String>) -> bool {
        let f = &self.features[n];
        let points = f.hits.of(BlockKind::Bio);
        // Names of books and prizes stand in marks as well; speech has a verb of saying.
        if points < BIO || f.quote && f.reports > 0 || f.reports > 1 {
            return false;
        }
        const TRADE: [&str; 14] = [
            "reporter",
            "correspondent",
            "editor",
            "journalist",
            "writer",
            "columnist",
            "author of",
            "contributor",
            "fellow",
            "covers",
            "newsletter",
            "producer",
            "bureau chief",
            "professor",
        ];
        let trade = TRADE.iter().filter(|t| f.plain.contains(*t)).count();
        let mut head = f.plain.split_whitespace().take(10);
        let is = head.clone().any(|w| matches!(w, "is" | "covers" | "writes" | "reports"));
        let named = head.any(|w| names.contains(w.trim_matches(|c: char| !c.is_alphanumeric())));
        trade > 0 && is && (named || trade > 1 || points >= 2 * BIO)
    }
}
