//! The normal form of a term: what is done and to what, out of inflection, filler and nominalisation.
//!
//! `withdraw region:4` stands for "withdraw from the four regions" as for "the withdrawal from four regions". The verb comes first, everything else in
//! the order of the alphabet. A number stands with its noun (`crown:40000000`); names keep their capital; a list of names is one
//! word (`Orlu+Tesk+Venn`), so that it can be held against a number.

use super::clauses::{is_modal, main_verb};
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// Verbs that only carry a noun of action: "make a withdrawal", "ensure the release".
const LIGHT: &[&str] = &[
    "make",
    "take",
    "carry",
    "conduct",
    "perform",
    "implement",
    "undertake",
    "complete",
    "ensure",
    "effect",
    "provide",
    "give",
    "see",
    "have",
    "get",
    "accept",
    "allow",
    "permit",
    "include",
    "agree",
    "want",
    "put",
    "bring",
    "let",
    "begin",
    "start",
];

/// The normal form of `range`; `actor` is left out, who acts being a field of its own. Never empty where `range` has a word.
pub fn norm(words: &Words, range: &Range<usize>, actor: &Range<usize>) -> String {
    let v = vocabulary();
    let mut verb: Option<String> = None;
    let mut rest: Vec<String> = Vec::new();
    let main = main_verb(words, range.start, range.end);
    let mut nominal: Option<String> = None;
    let mut at = range.start;
    let mut number: Option<u64> = None;
    let mut counted: Option<String> = None;
    let flush = |counted: &mut Option<String>, number: &mut Option<u64>, rest: &mut Vec<String>| match (
        counted.take(),
        number.take(),
    ) {
        (Some(noun), Some(n)) => rest.push(format!("{noun}:{}", shown(n))),
        (Some(noun), None) => rest.push(noun),
        (None, Some(n)) => rest.push(shown(n)),
        (None, None) => {}
    };
    while at < range.end {
        let word = &words.all[at];
        if actor.contains(&at) || !word.is_word {
            if !matches!(word.text, "-" | "'" | "’") {
                flush(&mut counted, &mut number, &mut rest);
            }
            at += 1;
            continue;
        }
        if let Some((length, action)) = action_at(words, at, range.end) {
            flush(&mut counted, &mut number, &mut rest);
            let is_main = main.is_some_and(|m| (at..at + length).contains(&m));
            if is_main {
                verb = Some(action.to_string());
            } else if nominal.is_none() {
                nominal = Some(action.to_string());
            } else {
                rest.push(action.to_string());
            }
            at += length;
            continue;
        }
        if Some(at) == main {
            flush(&mut counted, &mut number, &mut rest);
            verb = Some(v.lemmas.verb(&word.lower));
            at += 1;
            continue;
        }
        if let Some((length, value)) = number_at(words, at, range.end) {
            flush(&mut counted, &mut number, &mut rest);
            number = Some(value);
            at += length;
            continue;
        }
        if v.filler.has(&word.lower) || is_modal(&word.lower) && !word.is_capital {
            flush(&mut counted, &mut number, &mut rest);
            at += 1;
            continue;
        }
        if let Some((end, names)) = name_list(words, at, range.end) {
            flush(&mut counted, &mut number, &mut rest);
            rest.push(names);
            at = end;
            continue;
        }
        let lemma = if is_name(words, at) {
            word.text.to_string()
        } else {
            let verbal = ["ing", "ed"].iter().any(|s| word.lower.ends_with(s))
                && v.lemmas.is_verb(&v.lemmas.verb(&word.lower));
            match word.lower.strip_suffix("ly").filter(|stem| stem.len() > 3) {
                _ if verbal => v.lemmas.verb(&word.lower),
                Some(stem) => stem.to_string(),
                None => v.lemmas.noun(&word.lower),
            }
        };
        // A number belongs to the last noun of the words after it: "350 cubic metres", "four occupied regions".
        if let Some(before) = counted.replace(lemma) {
            rest.push(before);
        }
        at += 1;
    }
    flush(&mut counted, &mut number, &mut rest);
    let light = verb.as_deref().is_some_and(|verb| LIGHT.contains(&verb));
    let head = match (verb, nominal) {
        (Some(_), Some(action)) if light => Some(action),
        (Some(verb), Some(action)) => {
            rest.push(action);
            Some(verb)
        }
        (verb, nominal) => verb.or(nominal),
    };
    // "settle the debt", "clear its arrears": what is owed is paid.
    let owed = |w: &String| {
        let noun = w.split(':').next().unwrap_or_default();
        matches!(
            noun,
            "debt" | "bill" | "toll" | "arrears" | "arrear" | "fee" | "fine" | "due" | "invoice" | "cash"
        )
    };
    let head = match head.as_deref() {
        Some("settle" | "clear") if rest.iter().any(owed) => Some("pay".to_string()),
        _ => head,
    };
    rest.retain(|w| head.as_ref() != Some(w));
    rest.sort_by_cached_key(|w| (w.to_lowercase(), w.clone()));
    rest.dedup();
    let out: Vec<String> = head.into_iter().chain(rest).collect();
    if out.is_empty() { words.phrase(range.clone()) } else { out.join(" ") }
}

/// A noun of action or a verb with its particle, and the verb that it comes to: "pull-out" and "pull out" are "withdraw".
fn action_at(words: &Words, at: usize, end: usize) -> Option<(usize, &'static str)> {
    let v = vocabulary();
    let lemmas = [v.lemmas.noun(words.lower(at)), v.lemmas.verb(words.lower(at))];
    let longest = lemmas.iter().map(|l| v.actions.longest_from(l)).max().unwrap_or(0);
    for length in (1..=longest.min(end - at)).rev() {
        for first in &lemmas {
            let mut form = first.clone();
            for next in at + 1..at + length {
                form.push(' ');
                form.push_str(words.lower(next));
            }
            if let Some(action) = v.actions.get(&form) {
                return Some((length, action));
            }
        }
    }
    None
}

/// Whether the word is part of a name: a capital that is not only that of a sentence's first word.
pub fn is_name(words: &Words, at: usize) -> bool {
    let Some(word) = words.get(at).filter(|w| w.is_capital && w.is_word) else { return false };
    let v = vocabulary();
    let opens = words.sentence_of(at).start == at
        || at > 0 && matches!(words.all[at - 1].text, "\"" | "“" | "‘" | ":" | "«");
    !opens
        || v.places.has(&word.lower)
        || v.adjectives.has(&word.lower)
        || !v.openers.has(&word.lower)
            && !v.lemmas.is_verb(&v.lemmas.verb(&word.lower))
            && words.get(at + 1).is_some_and(|w| w.is_capital || w.is("'s"))
}

/// "Orlu, Tesk and Venn" from `at`: where it ends, and its names joined in the order of the alphabet; two names at least.
pub fn name_list(words: &Words, at: usize, end: usize) -> Option<(usize, String)> {
    let (stop, items) = names_of_list(words, at, end)?;
    let mut names: Vec<String> =
        items.iter().map(|i| words.cut(i).split_whitespace().collect::<Vec<_>>().join("_")).collect();
    names.sort();
    names.dedup();
    (names.len() > 1).then(|| (stop, names.join("+")))
}

/// The names of a list from `at`, each as its words.
pub fn names_of_list(words: &Words, at: usize, end: usize) -> Option<(usize, Vec<Range<usize>>)> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut next = at;
    let mut stop = at;
    while next < end {
        while next < end && words.all[next].among(&["the", "from", "in", "of"]) && !items.is_empty() {
            next += 1;
        }
        let start = next;
        while next < end && is_name(words, next) {
            next += 1;
        }
        if next == start {
            break;
        }
        items.push(start..next);
        stop = next;
        let mut joined = false;
        while next < end
            && (words.all[next].is(",") || words.all[next].among(&["and", "or", "as", "well", "&"]))
        {
            joined = true;
            next += 1;
        }
        if !joined {
            break;
        }
    }
    (items.len() > 1).then_some((stop, items))
}

/// Thousandths as a number: `40000000`, `3.5`.
fn shown(thousandths: u64) -> String {
    match thousandths % 1000 {
        0 => (thousandths / 1000).to_string(),
        part => format!("{}.{part:03}", thousandths / 1000).trim_end_matches('0').to_string(),
    }
}

/// A number in figures or words with its scale from `at`: how many words, and its value in thousandths.
pub fn number_at(words: &Words, at: usize, end: usize) -> Option<(usize, u64)> {
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: &[&str] = &["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let small = |lower: &str| -> Option<u64> {
        let whole = || WORDS.iter().position(|w| *w == lower).map(|n| n as u64);
        let tens = || TENS.iter().position(|w| *w == lower).map(|n| n as u64 * 10 + 30);
        if lower == "both" { Some(2) } else { whole().or_else(tens) }
    };
    let lower = words.lower(at);
    let mut length = 1;
    let figure = || lower.replace(',', "").parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    let mut value = match (small(lower), figure()) {
        (Some(n), _) => n as f64,
        (None, Some(n)) if lower.starts_with(|c: char| c.is_ascii_digit()) => n,
        _ => return None,
    };
    // "one" alone counts nothing: "the one we want".
    if lower == "one" && !words.get(at + 1).is_some_and(|w| w.is_small()) {
        return None;
    }
    while at + length < end {
        value *= match words.lower(at + length) {
            "hundred" => 100.0,
            "thousand" => 1e3,
            "million" => 1e6,
            "billion" => 1e9,
            "trillion" => 1e12,
            _ => break,
        };
        length += 1;
    }
    const LARGEST: f64 = 1e15;
    (value <= LARGEST).then_some((length, (value * 1000.0).round() as u64))
}
