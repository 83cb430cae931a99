//! The article's region: the run of lines with the greatest sum of points, and what lies outside it.

use super::{Lines, body_words, content_words};
use reportedly_schema::BlockKind;
use std::collections::HashSet;

/// What a line of noise costs the region, in words of running text.
const NOISE_COST: i32 = 8;

/// What a short line without telling words costs.
const SHORT_COST: i32 = 3;

/// Short lines in a row cost no more than this: tables and lists stand inside articles.
const SHORT_RUN_COST: i32 = 45;

/// What a line costs after which the readers' comments come: more than a few paragraphs.
const END_COST: i32 = 200;

/// What a line costs after which other articles are listed; often the article goes on behind the list.
const RELATED_COST: i32 = 40;

/// Of a hundred content words of a paragraph that stands alone among short lines, so many are words of the article.
const COHERENT: usize = 34;

/// A later article must be LATER_NUM / LATER_DEN times as long as an earlier one to be taken for the page's.
const LATER_NUM: i64 = 3;

const LATER_DEN: i64 = 2;

/// The most words of one line that count for the region, so that one huge line does not decide.
const WORDS_COUNTED: usize = 60;

impl Lines<'_> {
    /// The article's region as a half-open range of units: found once by points, then again with the words of the first
    /// finding, so that teasers of other articles behind the article count for little.
    pub(super) fn region(&self) -> (usize, usize) {
        /// Fewer words do not show what an article is about.
        const FEWEST: usize = 120;
        let (from, to) = self.best_run(None);
        let core: Vec<usize> =
            (from..to).filter(|n| self.kinds[*n] == BlockKind::Body && !self.alone(*n)).collect();
        if core.iter().map(|n| self.features[*n].words).sum::<usize>() < FEWEST {
            return (from, to);
        }
        let words = core.iter().flat_map(|n| content_words(&self.features[*n].plain)).collect();
        self.best_run(Some(&words))
    }

    /// Whether a paragraph has no other beside it, and noise close by.
    pub(super) fn alone(&self, n: usize) -> bool {
        /// Lines looked at for noise, each way.
        const CLOSE: usize = 3;
        let prose = |m: usize| {
            let f = &self.features[m];
            self.kinds[m] == BlockKind::Body
                || self.kinds[m] == BlockKind::Subtitle
                    && (f.terminal && f.words >= 3 || f.opens_quote || f.quote)
        };
        let last = self.units.len() - 1;
        let noisy = (n.saturating_sub(CLOSE)..=(n + CLOSE).min(last)).any(|m| self.kinds[m].is_noise());
        noisy && (n == 0 || !prose(n - 1)) && (n == last || !prose(n + 1))
    }

    pub(super) fn best_run(&self, core: Option<&HashSet<&str>>) -> (usize, usize) {
        let (mut best, mut sum, mut start, mut region) = (0i64, 0i64, 0, (0, 0));
        let mut short_run = 0;
        let mut words_before = 0usize;
        for n in 0..self.units.len() {
            let f = &self.features[n];
            let value = match self.kinds[n] {
                BlockKind::Body => {
                    short_run = 0;
                    words_before += f.words;
                    let strange = self.alone(n) && core.is_some_and(|c| self.shared(n, c) < COHERENT);
                    if strange { -NOISE_COST } else { f.words.min(WORDS_COUNTED) as i32 }
                }
                BlockKind::Subtitle
                | BlockKind::Caption
                | BlockKind::Byline
                | BlockKind::Dateline
                | BlockKind::List => {
                    let cost = SHORT_COST.min(SHORT_RUN_COST - short_run);
                    short_run += cost;
                    -cost
                }
                BlockKind::Other if f.hits.ends_article && words_before >= 80 => -END_COST,
                BlockKind::Related if f.hits.ends_article && words_before >= 80 => -RELATED_COST,
                _ => -NOISE_COST,
            };
            if sum <= 0 {
                sum = 0;
                start = n;
            }
            sum += i64::from(value);
            // Of two articles on one page the first is meant, unless the other is clearly longer.
            let other = best > 0 && start >= region.1;
            if sum > if other { best * LATER_NUM / LATER_DEN } else { best } {
                best = sum;
                region = (start, n + 1);
            }
        }
        region
    }

    /// Whether a line is a full sentence: long enough, ended as one, with a finite verb.
    fn is_sentence(&self, n: usize) -> bool {
        /// Fewer words are a label or a teaser as often as a sentence.
        const FEWEST: usize = 8;
        let f = &self.features[n];
        f.words >= FEWEST && f.terminal && f.verbs > 0
    }

    /// Whether a line between `to` and `n` closes the article: comments or lists of other articles come behind it.
    fn ended(&self, to: usize, n: usize) -> bool {
        (to.saturating_sub(1)..n).any(|m| self.kinds[m].is_noise() && self.features[m].hits.ends_article)
    }

    /// Whether another article begins between `to` and `n`: a headline with a stamp, a byline or a date line of its own.
    fn other_article(&self, to: usize, n: usize) -> bool {
        (to..n).any(|m| {
            matches!(self.kinds[m], BlockKind::Byline | BlockKind::Dateline)
                || self.kinds[m] == BlockKind::Related
                    && !self.features[m].stamps.is_empty()
                    // Scraped headlines in another script stand between the article's own paragraphs.
                    && self.features[m].script == self.features[n].script
                || self.kinds[m] == BlockKind::Related && self.features[m].words >= 5 && self.ended(to, m)
        })
    }

    /// Outside the region nothing is running text of this article, and dates, names and pictures further off are others'.
    pub(super) fn outside(&mut self, (from, to): (usize, usize)) {
        /// Lines of furniture that may stand between the region and its byline or date.
        const NEAR: usize = 8;
        /// Of a hundred content words of a sentence before the region, so many make it the article's own.
        const OWN: usize = 50;
        /// The same for a full sentence close by, which is dropped only where it is clearly another article's.
        const OWN_SENTENCE: usize = 30;
        let core: HashSet<&str> = body_words(&self.features[from..to], &self.kinds[from..to]);
        for n in (0..from).chain(to..self.units.len()) {
            let far = if n < from { from - n > 3 * NEAR } else { n >= to + NEAR };
            self.kinds[n] = match self.kinds[n] {
                // Before the article, a teaser, but for a first sentence parted from it by counters or labels; behind it,
                // comments and other articles.
                BlockKind::Body if n < from => {
                    let shared = self.shared(n, &core);
                    let own = from - n <= NEAR && shared >= OWN
                        || from - n <= 3 * NEAR && self.is_sentence(n) && shared >= OWN_SENTENCE;
                    if own { BlockKind::Body } else { BlockKind::Related }
                }
                BlockKind::Body => {
                    let shared = self.shared(n, &core);
                    let near = n < to + NEAR;
                    let own = self.is_sentence(n)
                        && !self.other_article(to, n)
                        && (shared >= OWN_SENTENCE || near && shared > 0 || near && !self.ended(to, n));
                    if own { BlockKind::Body } else { BlockKind::Other }
                }
                BlockKind::Byline | BlockKind::Dateline if far => BlockKind::Nav,
                BlockKind::Caption if far => BlockKind::Related,
                kind => kind,
            };
        }
    }

    /// Of a line's content words, how many of a hundred the running text holds as well.
    pub(super) fn shared(&self, n: usize, body: &HashSet<&str>) -> usize {
        let words: Vec<&str> = content_words(&self.features[n].plain).collect();
        if words.is_empty() {
            return 0;
        }
        let stem = |w: &str| body.contains(w) || w.strip_suffix('s').is_some_and(|s| body.contains(s));
        words.iter().filter(|w| stem(w)).count() * 100 / words.len()
    }
}
