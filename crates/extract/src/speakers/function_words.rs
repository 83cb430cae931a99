//! Words with a capital that are no names (pronouns, months, seats of members), and names that look like them.

use super::headline_names::mostly_capitals;
use super::names::is_common;
use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};

/// "R-Utah", "D-Conn.": party and home of a member of parliament, in parentheses behind the name.
pub(super) fn is_seat(word: &Word) -> bool {
    let mut letters = word.text.chars();
    matches!((letters.next(), letters.next()), (Some('R' | 'D' | 'I'), Some('-')))
        && letters.next().is_some_and(char::is_uppercase)
}

/// "QUESTION:", "ANSWER:": what a transcript calls a turn whose speaker it does not name.
pub(crate) fn is_turn_label(text: &str) -> bool {
    matches!(text, "QUESTION" | "ANSWER")
}

pub(super) fn is_function_word(word: &Word) -> bool {
    if is_seat(word) {
        return true;
    }
    // "US" and "IT" written in capitals are names.
    let shouted = word.text.len() > 1 && word.text.chars().all(|c| c.is_uppercase() || c == '.');
    if shouted {
        return word.text == "I'M" || is_turn_label(word.text);
    }
    word.text == "I"
        || vocabulary().filler.has(&word.lower)
        || is_calendar(&word.lower)
        || matches!(
            word.lower.as_str(),
            "he" | "she" | "they" | "however" | "meanwhile" | "according" | "asked" | "yes" | "no"
        )
}

/// "He Jianmin, the former director, said", "Mr. He": a surname that is written as the pronoun.
pub(super) fn is_surname_he(words: &Words, at: usize) -> bool {
    let v = vocabulary();
    if !matches!(words.all[at].text, "He" | "She") {
        return false;
    }
    let titled = at
        .checked_sub(1)
        .is_some_and(|before| words.all[before].is_capital && v.honorifics.has(words.lower(before)));
    let given = words.get(at + 1).is_some_and(|next| {
        next.is_word
            && next.is_capital
            && next.sentence == words.all[at].sentence
            && next.text.chars().any(char::is_lowercase)
            && !is_function_word(next)
            && !is_common(&next.lower)
            && !v.adjectives.has(&next.lower)
            && !v.places.has(&next.lower)
    });
    let sentence = words.sentence_of(at);
    titled || given && !mostly_capitals(words, &sentence, 3)
}

/// "Jan Rolle": the given name, which is also a month without its dot.
pub(super) fn is_jan(words: &Words, at: usize) -> bool {
    let name = |w: &Word| w.is_word && w.is_capital && !is_function_word(w) && !is_common(&w.lower);
    words.all[at].text == "Jan" && words.get(at + 1).is_some_and(name)
}

/// A weekday or month, written out or cut short; not "may".
pub(crate) fn is_calendar(lower: &str) -> bool {
    is_day_or_month(lower) || matches!(lower, "jan" | "feb" | "aug" | "sept" | "oct" | "nov" | "dec")
}

/// A weekday or month that is written out; not "may".
pub(crate) fn is_day_or_month(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}
