//! Statements inside statements: what a speaker is reported to have said that somebody else said.
//!
//! Annotated news gives one layer only, so the network never saw an attribution inside a content. Read as a text of its own, a content shows its
//! attributions like any other; only plain ones are taken.

use super::{Attribution, clauses};
use crate::segment::{Paragraph, Segments, Sentence};
use crate::words::Words;
use std::ops::Range;

/// A content with fewer words holds no statement beside its own.
const LEAST_WORDS: usize = 5;
/// Confidence, in thousandths, that an inner attribution must have: there are fewer of them than outer ones, so a false one weighs more.
const LEAST_CONFIDENCE: u16 = 500;
/// Speaking of oneself or to the listener is no report of another's words.
const OWN_WORDS: &[&str] = &["i", "we", "you", "me", "us", "myself", "ourselves"];

/// The parts of contents in which another statement may stand, in tokens, without marks at their edges; in text order.
pub fn candidates(words: &Words, found: &[Attribution]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in found.iter().flat_map(|a| &a.content) {
        let mut range = words.inside(*part);
        while range.start < range.end && !words.all[range.start].is_word {
            range.start += 1;
        }
        while range.start < range.end
            && !words.all[range.end - 1].is_word
            && !is_closing(words, range.end - 1)
        {
            range.end -= 1;
        }
        let speaks = |w: usize| clauses::is_cue_verb(words, w);
        if range.len() >= LEAST_WORDS && (range.start + 1..range.end - 1).any(speaks) {
            out.push(range);
        }
    }
    out.sort_by_key(|r| (r.start, r.end));
    out.dedup();
    out
}

/// A single mark may close a quotation inside.
fn is_closing(words: &Words, at: usize) -> bool {
    matches!(words.all[at].text, "'" | "’" | "”" | "\"")
        && words.all[at - 1].span.end == words.all[at].span.start
        && (0..at).rev().take_while(|w| words.all[*w].paragraph == words.all[at].paragraph).take(60).any(
            |w| {
                matches!(words.all[w].text, "'" | "‘" | "“")
                    && words.get(w + 1).is_some_and(|n| n.is_word && n.span.start == words.all[w].span.end)
            },
        )
}

/// A stretch of tokens as a text of its own: one paragraph.
pub fn part(segments: &Segments, range: &Range<usize>) -> Segments {
    let tokens = segments.tokens[range.clone()].to_vec();
    let sentences: Vec<Sentence> = segments
        .sentences
        .iter()
        .filter_map(|s| {
            let (start, end) = (s.tokens.start.max(range.start), s.tokens.end.min(range.end));
            let span = segments.tokens.get(start)?.span.hull(segments.tokens[end.checked_sub(1)?].span);
            (start < end).then(|| Sentence { span, tokens: start - range.start..end - range.start })
        })
        .collect();
    let paragraph = segments.paragraphs.iter().find(|p| p.tokens.contains(&range.start));
    let paragraphs = paragraph
        .map(|p| Paragraph {
            span: tokens[0].span.hull(tokens[tokens.len() - 1].span),
            kind: p.kind,
            sentences: 0..sentences.len(),
            tokens: 0..tokens.len(),
        })
        .into_iter()
        .collect();
    Segments { paragraphs, sentences, tokens }
}

/// Words that open a content clause.
const OPENERS: &[&str] = &["that", "whether", "if", "how", "why", "what", "when", "where", "who"];
/// Verbs that need no opener before what is said.
const PLAIN: &[&str] = &["said", "says", "say", "told", "tells", "asked", "asks", "wrote", "writes"];

/// Whether an attribution found inside a content is taken: a clause or a quotation must show that words are told ("recognises the border" tells
/// none).
pub fn keep(words: &Words, a: &Attribution) -> bool {
    let of =
        |spans: &[reportedly_schema::Span]| spans.iter().flat_map(|s| words.inside(*s)).collect::<Vec<_>>();
    let (source, cue) = (of(&a.source), of(&a.cue));
    let first = a.content.first().map(|c| words.inside(*c).start);
    let opens = first
        .is_some_and(|w| words.all[w].among(OPENERS) || matches!(words.all[w].text, "'" | "‘" | "“" | "\""));
    a.confidence >= LEAST_CONFIDENCE
        && (opens || cue.iter().any(|w| words.all[*w].among(PLAIN)))
        && !source.is_empty()
        && !source.iter().any(|w| words.all[*w].among(OWN_WORDS))
        && cue.iter().any(|w| clauses::is_cue_verb(words, *w))
}

/// Adds inner attributions to those found before. One whose cue stands already gives its source where that had none.
pub fn add(found: &mut Vec<Attribution>, inner: Vec<Attribution>) {
    for mut new in inner {
        let known = found.iter_mut().find(|a| a.cue.iter().any(|c| new.cue.iter().any(|n| n.overlaps(*c))));
        match known {
            Some(a) if a.source.is_empty() && a.content == new.content => {
                a.source = new.source;
                a.why.append(&mut new.why);
            }
            Some(_) => {}
            None => found.push(new),
        }
    }
    found.sort_by(|a, b| (&a.content, &a.cue, &a.source).cmp(&(&b.content, &b.cue, &b.source)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind, Span};

    fn attribution(text: &str, source: &str, cue: &str, content: &str) -> Attribution {
        let span = |part: &str| {
            text.find(part).filter(|_| !part.is_empty()).map(|at| Span::new(at, at + part.len()))
        };
        let list = |part: &str| span(part).into_iter().collect();
        Attribution {
            source: list(source),
            cue: list(cue),
            content: list(content),
            confidence: 800,
            ..Attribution::default()
        }
    }

    fn segments(text: &str) -> Segments {
        segment(text, &[Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None }])
    }

    #[test]
    fn a_content_with_a_verb_of_saying_is_read_as_a_text_of_its_own() {
        let text = "Venn said: \"My father told me it rains. It rained.\"";
        let segments = segments(text);
        let words = Words::new(text, &segments);
        let outer = attribution(text, "Venn", "said", "\"My father told me it rains. It rained.\"");
        let [range] = &candidates(&words, &[outer])[..] else { panic!("one part") };
        let part = part(&segments, range);
        assert_eq!(part.paragraphs[0].span.of(text), Some("My father told me it rains. It rained"));
        assert_eq!(part.sentences.len(), 2);
        assert_eq!(part.sentences[0].span.of(text), Some("My father told me it rains."));
    }

    #[test]
    fn contents_without_another_voice_are_left_alone() {
        let text = "Venn said that the port was shut for a week.";
        let segments = segments(text);
        let words = Words::new(text, &segments);
        let outer = attribution(text, "Venn", "said", "that the port was shut for a week");
        assert!(candidates(&words, &[outer]).is_empty());
    }

    #[test]
    fn only_others_words_are_taken() {
        let text = "Rolle told us it rains, I said it rains";
        let segments = segments(text);
        let words = Words::new(text, &segments);
        assert!(keep(&words, &attribution(text, "Rolle", "told", "it rains")));
        assert!(!keep(&words, &attribution(text, "I", "said", "it rains")));
        assert!(!keep(&words, &attribution(text, "", "told", "it rains")));
        let unsure = Attribution { confidence: 300, ..attribution(text, "Rolle", "told", "it rains") };
        assert!(!keep(&words, &unsure));
        let text = "Rolle recognised the new border of Maros";
        let segments = self::segments(text);
        let words = Words::new(text, &segments);
        assert!(!keep(&words, &attribution(text, "Rolle", "recognised", "the new border of Maros")));
    }

    #[test]
    fn a_source_is_given_to_what_was_found_without_one() {
        let text = "Rolle told us it rains";
        let mut found = vec![attribution(text, "", "told", "it rains")];
        add(&mut found, vec![attribution(text, "Rolle", "told", "it rains")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].source.len(), 1);
    }
}
