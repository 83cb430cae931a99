//! What nouns are in terms: who can ask, give and act; what is granted; what opens and stops.

use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static NOUNS: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    include_str!("../../vocabulary/term_nouns.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Whether a noun (singular) is of a class of `term_nouns.tsv`.
pub fn is_noun_of(noun: &str, class: &str) -> bool {
    NOUNS.contains(&(noun, class))
}

/// Whether a word, the last of a noun phrase, names people or a body without a capital.
pub fn is_noun_of_agent(word: &Word<'_>) -> bool {
    let v = vocabulary();
    let noun = v.lemmas.noun(&word.lower);
    is_noun_of(&noun, "agent")
        || v.organisations.has(&noun)
        || v.person_nouns.has(&noun)
        || v.occupations.has(&noun)
        || v.offices.has(&noun)
        || v.groups.has(&word.lower)
}

/// Whether the last word of a noun phrase names somebody who acts: a capital, people or a body.
pub fn ends_in_agent(words: &Words, who: &Range<usize>) -> bool {
    let last = words.slice(who.clone()).iter().rev().find(|w| w.is_word && !w.is("'s"));
    last.is_some_and(|w| w.is_capital || is_noun_of_agent(w))
}
