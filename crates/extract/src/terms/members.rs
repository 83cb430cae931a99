//! The members of a term that is a list: "withdraws its troops, lifts the blockade and frees the crew".

use super::clauses::{NEXT_SUBJECTS, first_verb, is_modal, verb_shape};
use super::norm::names_of_list;
use crate::vocabulary::Opens;
use crate::words::Words;
use std::ops::Range;

/// The members of a clause or phrase, as written: parts between commas, semicolons, "and", "or" and "as well as" where they are alike; the
/// names of a list where nothing else is listed; the whole where there is no list. Never empty for a range with words.
pub fn members(words: &Words, range: &Range<usize>, opens: Opens) -> Vec<String> {
    let parts = parts(words, range, opens);
    if parts.len() == 1
        && let Some((_, names)) = range.clone().find_map(|at| names_of_list(words, at, range.end))
    {
        return names.iter().map(|r| shown(words, r)).collect();
    }
    parts.iter().map(|r| shown(words, r)).filter(|m| !m.is_empty()).collect()
}

fn shown(words: &Words, range: &Range<usize>) -> String {
    let mut range = range.clone();
    let ordinal =
        |at: usize| ORDINALS.contains(&words.lower(at)) && words.get(at + 1).is_some_and(|w| w.is(","));
    while range.start < range.end
        && (!words.all[range.start].is_word && words.all[range.start].text != "$" || ordinal(range.start))
    {
        range.start += 1;
    }
    // The mark that closes what a member opens stands behind its last word.
    let opened =
        words.slice(range.clone()).iter().filter(|w| matches!(w.text, "\"" | "“" | "”")).count() % 2 == 1;
    let closes = |at: usize| words.get(at).is_some_and(|w| matches!(w.text, "\"" | "”"));
    if opened {
        range.end = (range.end..range.end + 2).find(|at| closes(*at)).map_or(range.end, |at| at + 1);
    }
    words.in_one_line(&range)
}

/// Words that stand before an item of an enumeration: "first", "secondly", "(a)".
const ORDINALS: &[&str] =
    &["first", "firstly", "second", "secondly", "third", "thirdly", "fourth", "fifth", "finally", "lastly"];

fn parts(words: &Words, range: &Range<usize>, opens: Opens) -> Vec<Range<usize>> {
    let shape = match opens {
        Opens::Clause => first_verb(words, range.start, range.end).and_then(|v| verb_shape(words, v)),
        Opens::Phrase => None,
    };
    let strong = range.clone().any(|at| words.all[at].text == ";");
    let mut out = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let word = &words.all[at];
        let mut next = at + 1;
        let divides = word.text == ";"
            || word.is(",")
            || word.among(&["and", "or", "plus"])
            || word.is("as") && words.lower(at + 1) == "well" && words.lower(at + 2) == "as";
        if !divides {
            at += 1;
            continue;
        }
        if word.is("as") {
            next = at + 3;
        }
        while words.get(next).is_some_and(|w| {
            next < range.end
                && (w.among(&["and", "or", "that", "if", "to", "also", ","])
                    || ORDINALS.contains(&w.lower.as_str()))
        }) {
            next += 1;
        }
        // "on 600 tons and on an end to subsidies".
        let preposition = range.start.checked_sub(1).map(|b| words.lower(b)).unwrap_or("");
        if opens == Opens::Phrase
            && matches!(preposition, "on" | "for")
            && words.lower(next) == preposition
            && next + 1 < range.end
        {
            next += 1;
        }
        let repeated = next > at + 1 && words.all[next - 1].among(&["that", "if", "to"]);
        let alike = match opens {
            _ if strong => word.text == ";",
            Opens::Clause => {
                at > range.start + 1
                    && (repeated
                        || shape.is_some() && verb_shape(words, next) == shape
                        || two_clauses(words, start, at, next, range.end))
            }
            Opens::Phrase => at > range.start && is_noun_part(words, next, range.end),
        };
        if alike && next < range.end && start < at {
            out.push(start..at);
            start = next;
            at = next;
            continue;
        }
        at += 1;
    }
    out.push(start..range.end);
    out
}

/// "the debt is paid and the water is released": a clause with its verb on either side.
fn two_clauses(words: &Words, start: usize, and: usize, next: usize, end: usize) -> bool {
    let finite = |from: usize, to: usize| {
        (from + 1..to)
            .any(|at| words.all[at].among(&["is", "are", "was", "were", "has", "have", "must", "will"]))
    };
    const NEAR: usize = 8;
    words.all[and].among(&["and", "or"]) && finite(start, and) && finite(next, end.min(next + NEAR))
}

fn is_noun_part(words: &Words, at: usize, end: usize) -> bool {
    at < end
        && words
            .get(at)
            .is_some_and(|w| w.is_word && !is_modal(&w.lower) && !NEXT_SUBJECTS.contains(&w.lower.as_str()))
}
