//! Where an article names a body: in full, and by its last word where that can mean no other.

use super::people_named::plain;
use super::{NamesText, SpeakerForms};
use crate::lexicon::Lexicon;
use crate::names::is_generic_body_word;
use crate::text_words::{TextWord, between};
use reportedly_schema::Span;
use std::collections::BTreeSet;

/// Where words begin by which an outlet doubts the name that follows: "so-called Ordal Council".
pub(crate) fn before_doubted(words: &[TextWord], name: usize) -> usize {
    let doubted = name > 0 && words[name].follows && DOUBTING.contains(&words[name - 1].folded.as_str());
    if doubted { name - 1 } else { name }
}

/// Words by which an outlet doubts a name.
const DOUBTING: &[&str] = &[
    "so-called",
    "self-proclaimed",
    "self-styled",
    "self-declared",
    "unrecognised",
    "unrecognized",
    "breakaway",
];

impl SpeakerForms {
    /// Where a body is named in full, and then by its last word.
    pub(super) fn bodies_named(&self, text: &NamesText) -> Vec<Span> {
        let words = &text.words;
        let lexicon = Lexicon::shared();
        let mut out: Vec<Span> = Vec::new();
        for body in &self.bodies {
            for at in 0..words.len().saturating_sub(body.len() - 1) {
                let run = &words[at..at + body.len()];
                let equal =
                    run.iter().zip(body).enumerate().all(|(n, (w, b))| {
                        (n == 0 || w.follows) && lexicon.one_spelling(&plain(&w.folded)) == b
                    });
                let from = before_doubted(words, at);
                let span = between(words, from, at + body.len() - 1);
                if equal && run[0].capital && !out.iter().any(|known| known.overlaps(span)) {
                    out.push(span);
                }
            }
        }
        if !out.is_empty() {
            let by_last_word = self.bodies_by_last_word(text, &out);
            out.extend(by_last_word);
        }
        out
    }

    /// Where a body that is named in full in `known` is named by its last word with "the", and no other body of the article ends in that word.
    fn bodies_by_last_word(&self, text: &NamesText, known: &[Span]) -> Vec<Span> {
        let words = &text.words;
        let lexicon = Lexicon::shared();
        let heads: BTreeSet<&str> = self
            .bodies
            .iter()
            .filter(|body| body.len() > 1)
            .filter_map(|body| body.last())
            .map(String::as_str)
            .filter(|head| is_generic_body_word(head))
            .collect();
        let mut out: Vec<Span> = Vec::new();
        for head in heads {
            let ends = |at: usize| lexicon.one_spelling(&words[at].folded) == head;
            // "Ordal Council" and "City Council": then "the council" may be either.
            let others = (1..words.len()).any(|at| {
                ends(at)
                    && words[at].capital
                    && words[at].follows
                    && words[at - 1].capital
                    && !known.iter().any(|known| known.overlaps(words[at].span))
            });
            if others {
                continue;
            }
            let definite = (1..words.len()).filter(|&at| {
                ends(at)
                    && (words[at].follows && words[at - 1].folded == "the"
                        || text.bare_style
                            && words[at].capital
                            && !known.iter().any(|k| k.overlaps(words[at].span)))
                    && !words.get(at + 1).is_some_and(|w| {
                        w.follows && (w.folded == "of" || w.capital && !words[at].possessive)
                    })
            });
            out.extend(definite.map(|at| between(words, at, at)));
        }
        out
    }
}
