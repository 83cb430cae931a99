//! Short lines between the paragraphs: headings, names under pictures, tables, and labels.

use super::{Lines, PROSE, body_words, content_words};
use reportedly_schema::BlockKind;
use std::collections::HashSet;

/// Words of the shortest line that is another article's headline behind a label that announces some.
const HEADLINE: usize = 4;

impl Lines<'_> {
    /// Short lines between the paragraphs.
    pub(super) fn inside(&mut self, (_, to): (usize, usize)) {
        let Some(first) = (0..to).find(|n| self.kinds[*n] == BlockKind::Body) else { return };
        let body = body_words(&self.features, &self.kinds);
        let shouting = self.title.is_some_and(|t| self.features[t].title_case());
        let mut n = first;
        while n < to {
            if self.kinds[n] != BlockKind::Subtitle {
                n += 1;
                continue;
            }
            let mut end = n;
            while end < to && self.kinds[end] == BlockKind::Subtitle {
                end += 1;
            }
            let run = end - n;
            for m in n..end {
                self.kinds[m] = self.short_line(m, run, shouting, &body);
            }
            n = end;
        }
        // A single section word between paragraphs is a heading, among labels it is one of them.
        for n in first + 1..to.saturating_sub(1) {
            let f = &self.features[n];
            if f.hits.whole.is_some_and(|(_, w)| w == PROSE) && self.is_body(n - 1) && self.is_body(n + 1) {
                self.kinds[n] = BlockKind::Subtitle;
            }
        }
    }

    /// Lines behind a label that announces headlines of other articles, up to the next sentence.
    pub(super) fn announced(&mut self) {
        for label in 0..self.units.len() {
            if !self.announces_others(label) {
                continue;
            }
            for m in label + 1..self.units.len() {
                let short =
                    matches!(self.kinds[m], BlockKind::Subtitle | BlockKind::List | BlockKind::Related);
                if !short || self.features[m].words < HEADLINE || self.features[m].terminal {
                    break;
                }
                // Its own label tells it, wherever it stands.
                (self.kinds[m], self.worded[m]) = (BlockKind::Related, BlockKind::Related);
            }
        }
    }

    /// "More:", "Read also": whether a line says that headlines of other articles follow.
    fn announces_others(&self, n: usize) -> bool {
        const LABELS: &[&str] = &[
            "more",
            "related",
            "read more",
            "read also",
            "see also",
            "also read",
            "recommended",
            "more on this",
        ];
        let plain = self.features[n].plain.trim_end_matches(':').trim();
        matches!(self.kinds[n], BlockKind::Nav | BlockKind::Related | BlockKind::Subtitle)
            && LABELS.contains(&plain)
    }

    pub(super) fn short_line(&self, n: usize, run: usize, shouting: bool, body: &HashSet<&str>) -> BlockKind {
        let f = &self.features[n];
        let line = self.line(n);
        let shared = self.shared(n, body);
        if f.bullet && n > 0 && self.features[n - 1].quote && !f.terminal {
            // Who said the words above.
            return BlockKind::Body;
        }
        if f.bullet {
            return if f.words >= 3 { BlockKind::List } else { BlockKind::Nav };
        }
        // A question between paragraphs that asks what the next one answers is a heading.
        let next = self.features.get(n + 1).is_some_and(|next| next.terminal && next.words > f.words);
        if run == 1
            && f.plain.ends_with('?')
            && !f.opens_quote
            && f.borders == 0
            && f.words <= 10
            && next
            && is_question(&f.plain)
        {
            return BlockKind::Subtitle;
        }
        // Sentences, questions and speech, however short, are the article's.
        if (f.terminal || f.colon) && (f.verbs > 0 || f.opens_quote || f.words >= 4) || f.quote {
            return BlockKind::Body;
        }
        if !f.big_start && f.words >= 3 {
            return BlockKind::Body;
        }
        if f.is_name(line) {
            // The name of someone the article speaks of stands under a picture.
            return if shared >= 50 { BlockKind::Caption } else { BlockKind::Nav };
        }
        if run >= 3 {
            // Many short lines in a row: a table or list if the article speaks of it, else links.
            let labels = f.title_case() || shared < 30;
            return if f.digits > 0 && f.words <= 8 && !f.title_case() {
                BlockKind::Table
            } else if labels {
                if f.words >= 5 { BlockKind::Related } else { BlockKind::Nav }
            } else {
                BlockKind::List
            };
        }
        let whole_capitals = f.title_case() && f.small == 0 && f.words >= 2;
        if whole_capitals && shared == 100 && !shouting && f.words <= 4 && self.in_body(line) {
            return BlockKind::Caption;
        }
        // A long line in title case is another article's headline where the article's own headings are written otherwise.
        if f.title_case() && f.words >= 7 && (!shouting || f.words >= 9 || shared < 50) {
            return BlockKind::Related;
        }
        if f.words >= 14 && f.verbs > 0 {
            return BlockKind::Body;
        }
        if shared == 0 && content_words(&f.plain).count() >= 2 {
            return BlockKind::Related;
        }
        if shared == 0 && f.words <= 2 && f.hits.whole.is_some() {
            return BlockKind::Nav;
        }
        BlockKind::Subtitle
    }

    /// Whether the running text holds `line` as it is written.
    pub(super) fn in_body(&self, line: &str) -> bool {
        (0..self.units.len()).any(|n| self.kinds[n] == BlockKind::Body && self.line(n).contains(line))
    }
}

/// Whether a line begins as questions do.
pub(super) fn is_question(plain: &str) -> bool {
    const WORDS: [&str; 24] = [
        "who", "what", "when", "where", "why", "how", "which", "whose", "can", "could", "will", "would",
        "is", "are", "was", "were", "do", "does", "did", "has", "have", "should", "may", "so",
    ];
    plain
        .split_whitespace()
        .next()
        .is_some_and(|first| WORDS.contains(&first.split('\'').next().unwrap_or(first)))
}
