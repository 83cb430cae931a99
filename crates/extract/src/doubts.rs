//! Doubts about the content that a reader should see: dates of one speech that contradict each other.

use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{Problem, SaidBasis, Statement};
use std::collections::BTreeSet;

/// Of the content words of two reports of one utterance, at least this share (in percent of the smaller) is common.
const SAME_WORDS: usize = 80;

/// Reports of fewer content words are too short to be told apart.
const FEWEST: usize = 5;

/// One code: `contradicting_dates`, where one speaker's same words are dated to different days.
pub fn doubts(words: &Words, statements: &[Statement]) -> Vec<Problem> {
    let mut out = Vec::new();
    let dated: Vec<(&Statement, BTreeSet<&str>)> = statements
        .iter()
        .filter(|s| s.said.basis == SaidBasis::Stated && s.said.interval.single_day().is_some())
        .filter(|s| s.speaker.id.is_some())
        .map(|s| (s, content_words(words, s)))
        .collect();
    for (n, (later, mine)) in dated.iter().enumerate() {
        for (earlier, theirs) in &dated[..n] {
            let fewest = mine.len().min(theirs.len());
            let differs = earlier.said.interval.single_day() != later.said.interval.single_day();
            if !differs || earlier.speaker.id != later.speaker.id || fewest < FEWEST {
                continue;
            }
            let shared = mine.intersection(theirs).count();
            if shared * 100 >= fewest * SAME_WORDS {
                out.push(Problem {
                    code: "contradicting_dates".to_string(),
                    message: format!(
                        "the same words of {} are dated {} and {}; both are kept",
                        later.speaker.name.as_deref().unwrap_or("one speaker"),
                        earlier.said.value.as_deref().unwrap_or("?"),
                        later.said.value.as_deref().unwrap_or("?"),
                    ),
                    span: later.said.span,
                });
            }
        }
    }
    out
}

fn content_words<'w>(words: &'w Words, statement: &Statement) -> BTreeSet<&'w str> {
    let v = vocabulary();
    statement
        .content
        .iter()
        .flat_map(|s| words.slice(words.inside(*s)))
        .filter(|w| w.is_word && !v.filler.has(&w.lower))
        .map(|w| w.lower.as_str())
        .collect()
}
