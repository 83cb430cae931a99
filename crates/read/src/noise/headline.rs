//! The headline, and the lines between it and the first paragraph.

use super::labels::is_section;
use super::{Lines, body_words, content_words};
use crate::vocabulary::is_role;
use reportedly_schema::BlockKind;
use std::collections::HashSet;

impl Lines<'_> {
    pub(super) fn find_title(&mut self, (_, to): (usize, usize), known: Option<&str>) -> Option<usize> {
        let first_body = (0..to).find(|n| self.kinds[*n] == BlockKind::Body)?;
        let found = match known.map(crate::vocabulary::plain) {
            Some(title) => (0..self.units.len())
                .filter(|n| self.kinds[*n] != BlockKind::Body || self.features[*n].words < 30)
                .find(|n| same_headline(&self.features[*n].plain, &title)),
            None => None,
        };
        let found = found.or_else(|| self.guess_title(first_body));
        let title = found?;
        self.kinds[title] = BlockKind::Title;
        // Repeated, it is the title again; as the first line before its own breadcrumb too.
        for n in 0..self.units.len() {
            let close = n.abs_diff(title) <= 12 || n < title;
            if n != title
                && close
                && !matches!(self.kinds[n], BlockKind::Body)
                && same_headline(&self.features[n].plain, &self.features[title].plain)
            {
                self.kinds[n] = BlockKind::Title;
            }
        }
        (0..self.units.len()).find(|n| self.kinds[*n] == BlockKind::Title)
    }

    /// The headline among the lines before the first paragraph: near it, sharing its words, the first of its group.
    pub(super) fn guess_title(&self, first_body: usize) -> Option<usize> {
        /// Lines looked at before the first paragraph.
        const REACH: usize = 40;
        let body = body_words(&self.features, &self.kinds);
        let score = |n: usize| -> Option<i64> {
            let f = &self.features[n];
            let candidate = match self.kinds[n] {
                BlockKind::Subtitle => f.big_start && f.words >= 2 && f.words <= 30 && !f.bullet,
                // A label such as "exclusive:" or "live:" may lead a headline.
                BlockKind::Related => {
                    f.hits.start.is_some() && f.hits.whole.is_none() && f.words >= 4 && f.stamps.is_empty()
                }
                _ => false,
            };
            if !candidate {
                return None;
            }
            let near = (first_body - n).min(REACH) as i64;
            let repeated =
                (0..first_body).filter(|m| *m != n && self.features[*m].plain == f.plain).count().min(2)
                    as i64;
            Some(self.shared(n, &body) as i64 / 5 + f.words.min(12) as i64 + 6 * repeated - near)
        };
        let scored: Vec<(usize, i64)> =
            (first_body.saturating_sub(REACH)..first_body).filter_map(|n| Some((n, score(n)?))).collect();
        let &(best, points) = scored.iter().max_by_key(|(n, s)| (*s, std::cmp::Reverse(*n)))?;
        /// A lone label shares nothing and has few words.
        const LEAST: i64 = 4;
        if points < LEAST && best > 0 {
            return None;
        }
        // A deck under the headline often scores as well as the headline.
        let earlier = scored.iter().filter(|(n, s)| {
            *n < best && best - n <= 3 && *s * 10 >= points * 6 && self.features[*n].words >= 4
        });
        let at = earlier.map(|(n, _)| *n).min().unwrap_or(best);
        Some(at)
    }

    /// Lines before the first paragraph.
    pub(super) fn head(&mut self, (from, to): (usize, usize)) {
        let first_body = (0..to).find(|n| self.kinds[*n] == BlockKind::Body).unwrap_or(from);
        // The first line of a text may be a headline that reads as a sentence does.
        if self.title.is_none() && self.title_is_sentence(first_body, to) {
            self.kinds[first_body] = BlockKind::Title;
            self.title = Some(first_body);
        }
        let body = body_words(&self.features, &self.kinds);
        let Some(title) = self.title else {
            for n in 0..first_body {
                if self.kinds[n] == BlockKind::Subtitle
                    && (self.shared(n, &body) < 40 || self.features[n].words < 3)
                {
                    self.kinds[n] = BlockKind::Nav;
                }
            }
            return;
        };
        for n in 0..first_body {
            let f = &self.features[n];
            if self.kinds[n] != BlockKind::Subtitle {
                continue;
            }
            let line = self.line(n);
            self.kinds[n] = if n < title {
                if f.words >= 5 { BlockKind::Related } else { BlockKind::Nav }
            } else if f.words >= 3 && line.split_whitespace().next().is_some_and(is_section) {
                BlockKind::Nav
            } else if f.is_name(line) && n <= title + 6 {
                let seen_in_body =
                    line.split_whitespace().last().is_some_and(|w| body.contains(w.to_lowercase().as_str()));
                if seen_in_body { BlockKind::Caption } else { BlockKind::Byline }
            } else if f.words >= 4 && self.shared(n, &body) >= 25
                || f.terminal && f.words >= 6
                || f.words >= 2 && self.shared(n, &body) >= 50
            {
                BlockKind::Subtitle
            } else {
                BlockKind::Nav
            };
        }
        // A role under a name, and a name under "author".
        for n in title + 1..first_body {
            if is_role(&self.features[n].plain) && n > 0 && self.kinds[n - 1] == BlockKind::Byline {
                self.kinds[n] = BlockKind::Byline;
            }
        }
    }

    /// Whether the first line, though read as the article's own words, is a headline: short, one sentence, taken up by what follows; with a full
    /// stop only in the present.
    pub(super) fn title_is_sentence(&self, first: usize, to: usize) -> bool {
        let Some(f) = self.features.get(first) else { return false };
        let plain = !f.terminal || !f.quote && f.past == 0;
        let short = f.words <= 16 && f.borders == 0 && plain && first < to;
        let alone = self.units.get(first + 1).is_some_and(|u| u.gap > 0)
            || self.kinds.get(first + 1).is_some_and(|k| *k != BlockKind::Body);
        if !short || !alone {
            return false;
        }
        let rest: HashSet<&str> = (first + 1..to)
            .filter(|n| self.kinds[*n] == BlockKind::Body)
            .flat_map(|n| content_words(&self.features[n].plain))
            .collect();
        let next = (first + 1..to).find(|n| self.kinds[*n] == BlockKind::Body);
        let longer = next.is_some_and(|n| self.features[n].words > f.words);
        longer && self.shared(first, &rest) >= 50
    }
}

/// Whether two plain lines are one headline: equal but for marks, or one with the outlet's name behind a bar or dash.
pub fn same_headline(a: &str, b: &str) -> bool {
    let bare = |s: &str| -> String { s.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (a, b) = (bare(a), bare(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    long.starts_with(short.as_str()) && short.len() * 10 >= long.len() * 6
}
