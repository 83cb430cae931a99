//! Where two reports have other words in quotation marks for the same passage: a translation, or a paraphrase that was put in marks.

use crate::quoted_words::{QuotedWord, common, stand_in};
use crate::wording::{Stance, Wording};
use reportedly_schema::Span;

/// Thousandths of the shorter sentence's weight that two sentences of one passage share at least, near words by their nearness. The two are
/// of one utterance already; below it they may be two sentences of it.
pub const SAME_PASSAGE_COVER: u64 = 550;

/// Words of content, shared in any form, that two sentences of one passage have at least.
const SAME_PASSAGE_WORDS: usize = 2;

/// Words of content that each side has and the other lacks, both together, at least: one alone may be a slip, a spelling or another number
/// of the noun.
const LEAST_OTHER_WORDS: usize = 2;

/// Words that a sentence in marks has at least.
const LEAST_WORDS: usize = 4;

/// The sentences in marks of a report that have other words than the other report's sentence for the same passage, in bytes of `here`.
///
/// `text` and `other_text` are the words of the two articles: a sentence that both have, word for word, is none.
pub(crate) fn other_words(
    here: &str,
    quoted: &[QuotedWord],
    there: &str,
    other_quoted: &[QuotedWord],
    text: &[QuotedWord],
    other_text: &[QuotedWord],
) -> Vec<Span> {
    let others = sentences(other_quoted);
    let mut out = Vec::new();
    for sentence in sentences(quoted) {
        if sentence.len() < LEAST_WORDS || stand_in(sentence, other_text) {
            continue;
        }
        let wording = of(here, sentence);
        let best = others
            .iter()
            .filter(|other| other.len() >= LEAST_WORDS)
            .map(|other| (wording.compare(&of(there, other)), *other))
            .max_by_key(|(found, other)| (found.cover, found.shared, std::cmp::Reverse(other[0].span.start)));
        let Some((found, other)) = best else { continue };
        let one_passage = found.cover >= SAME_PASSAGE_COVER && found.features >= SAME_PASSAGE_WORDS;
        if one_passage && !stand_in(other, text) && differ(sentence, other) {
            out.push(hull(sentence));
        }
    }
    out
}

/// Whether each has words of content in place of the other's.
fn differ(a: &[QuotedWord], b: &[QuotedWord]) -> bool {
    let lacking = |x: &[QuotedWord], y: &[QuotedWord]| {
        x.iter().filter(|w| w.content && !y.iter().any(|v| v.same(w) || v.key == w.key)).count()
    };
    let (ours, theirs) = (lacking(a, b), lacking(b, a));
    // A shortened form has no words of its own; one in other order of words has.
    let kept = common(a, b).iter().flatten().count();
    (ours > 0 && theirs > 0 && ours + theirs >= LEAST_OTHER_WORDS)
        || (ours + theirs >= LEAST_OTHER_WORDS && kept * 2 < a.len().min(b.len()))
}

fn hull(words: &[QuotedWord]) -> Span {
    words[0].span.hull(words[words.len() - 1].span)
}

fn of(text: &str, words: &[QuotedWord]) -> Wording {
    Wording::new(hull(words).of(text).unwrap_or(""), true, Stance::default())
}

/// Words by sentence.
fn sentences(words: &[QuotedWord]) -> Vec<&[QuotedWord]> {
    words.chunk_by(|a, b| a.sentence == b.sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quoted_words::all_words;

    fn other<'t>(here: &'t str, there: &str) -> Vec<&'t str> {
        let (a, b) = (all_words(here), all_words(there));
        other_words(here, &a, there, &b, &a, &b).iter().map(|s| s.of(here).unwrap()).collect()
    }

    #[test]
    fn a_translation_of_the_same_passage_has_other_words() {
        let found = other(
            "We are prepared to open the harbour for a month",
            "We are ready to open the port for thirty days",
        );
        assert_eq!(found, ["We are prepared to open the harbour for a month"]);
    }

    #[test]
    fn the_same_words_a_cut_and_another_passage_have_none() {
        let long = "We are ready to open the port for thirty days";
        assert!(other(long, long).is_empty());
        assert!(other("ready to open the port", long).is_empty());
        assert!(other("The fishermen went home before the storm", long).is_empty());
        assert!(other("We are ready to open the ports for 30 days", long).is_empty());
    }
}
