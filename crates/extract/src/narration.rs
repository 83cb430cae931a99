//! What the outlet asserts in its own voice: sentences that no statement covers.

use crate::words::Words;
use reportedly_schema::{Narration, Sha256, Span, StatementId, span::normalised};

/// A sentence of fewer words is a label or a remnant, not an assertion.
const FEWEST_WORDS: usize = 3;

/// Sentences of which at most half the characters belong to a statement. `covered` are the characters of all statements:
/// source, cue, content, and the phrases read from around them.
pub fn narrations(words: &Words, text_sha256: Sha256, covered: Vec<Span>) -> Vec<Narration> {
    let covered = normalised(covered);
    let mut out = Vec::new();
    for range in &words.sentences {
        let Some(span) = words.span(range) else { continue };
        let inside = words.slice(range.clone());
        let plain = inside.iter().filter(|w| w.is_word).count();
        let asks = inside.iter().rev().take(2).any(|w| w.text == "?");
        if plain < FEWEST_WORDS || asks {
            continue;
        }
        let from = covered.partition_point(|c| c.end <= span.start);
        let shared: u32 = covered[from..]
            .iter()
            .take_while(|c| c.start < span.end)
            .map(|c| c.end.min(span.end) - c.start.max(span.start))
            .sum();
        if shared * 2 <= span.len() {
            out.push(Narration { id: StatementId::new(text_sha256, &[span], &[]), span });
        }
    }
    out
}
