//! Descriptions and offices that the article's own reading resolves to the speaker.

use super::{NamesText, SpeakerForms};
use crate::lexicon::entries;
use crate::offices::is_office_word;
use crate::wording::folded;
use reportedly_schema::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

const PRONOUNS: &str = include_str!("../../vocabulary/pronouns.tsv");

static PRONOUN_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(PRONOUNS).collect());

/// Words that a description has at most: what is longer is a clause that was read as one.
const LONGEST_DESCRIPTION: usize = 6;

impl SpeakerForms {
    /// Descriptions that the article's own reading resolves to the speaker.
    pub(super) fn resolved(&self, text: &NamesText, entities: &[&str]) -> Vec<Span> {
        let mut out = Vec::new();
        for mention in text.layers.mentions.iter().filter(|m| entities.contains(&m.entity.as_str())) {
            let Some(cut) = mention.span.of(&text.layers.text) else { continue };
            let cut = cut.split(',').next().unwrap_or_default().trim_end();
            let words: Vec<String> = cut.split_whitespace().map(folded).collect();
            let definite = words.first().is_some_and(|w| w == "the") && words.len() > 1;
            let pronoun = words.len() == 1 && PRONOUN_WORDS.contains(words[0].as_str());
            let small = cut.split_whitespace().skip(1).any(|w| w.starts_with(char::is_lowercase));
            let office = words.len() == 1 && is_office_word(&words[0]);
            if office {
                out.push(Span::new(mention.span.start as usize, mention.span.start as usize + cut.len()));
            }
            if definite && !pronoun && (small || words.len() == 2) && words.len() <= LONGEST_DESCRIPTION {
                let first = cut.len()
                    - cut.split_once(char::is_whitespace).map_or(cut, |(_, rest)| rest).trim_start().len();
                let start = mention.span.start as usize;
                out.push(Span::new(start + first, start + cut.len()));
            }
        }
        out
    }
}
