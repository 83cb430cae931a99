//! Who can ask, give and act: names, pronouns for people, people and bodies.

use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static AGENTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../vocabulary/term_agents.tsv")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect()
});

/// Whether a word, the last of a noun phrase, names people or a body without a capital.
pub fn is_noun_of_agent(word: &Word<'_>) -> bool {
    let v = vocabulary();
    let noun = v.lemmas.noun(&word.lower);
    AGENTS.contains(noun.as_str())
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
