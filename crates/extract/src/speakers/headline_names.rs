//! Names in headlines: which sentences capitalise every word, and what of a run of capitals in one is a name.

use super::names::{Name, NameKind, is_common};
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::collections::BTreeSet;
use std::ops::Range;

/// Headlines capitalise every word: of a run in one, only the part that running text names as well is the name.
pub(super) fn cut_headlines(words: &Words, names: &mut [Name], of_headlines: &[usize]) {
    let inside = |n: &usize| of_headlines.binary_search(n).is_err();
    let known: BTreeSet<String> = (0..names.len())
        .filter(inside)
        .flat_map(|n| {
            let range = names[n].words.clone();
            // A person's last word alone names him in a headline.
            let last = range.end - 1..range.end;
            let short =
                matches!(names[n].kind, NameKind::Person | NameKind::Unclear).then(|| words.phrase(last));
            [Some(words.phrase(range)), short]
        })
        .flatten()
        .collect();
    for n in of_headlines {
        let name = &mut names[*n];
        let personal = matches!(name.kind, NameKind::Person | NameKind::Unclear);
        if name.words.len() < 2 || !personal || known.contains(&words.phrase(name.words.clone())) {
            continue;
        }
        let range = name.words.clone();
        let parts = (1..range.len())
            .rev()
            .flat_map(|size| (range.start..=range.end - size).map(move |at| at..at + size));
        if let Some(part) = parts.into_iter().find(|p| known.contains(&words.phrase(p.clone()))) {
            if part.start > range.start {
                name.start = part.start;
            }
            name.possessive &= part.end == range.end;
            name.words = part;
        }
    }
}

/// "Absent Venn" at the start of a sentence, "Oscar-winner Venn": the first word is no given name where a person of that surname has
/// one elsewhere.
pub fn cut_openers(words: &Words, names: &mut [Name]) {
    let v = vocabulary();
    let personal = |n: &Name| matches!(n.kind, NameKind::Person | NameKind::Unclear);
    let surname = |n: &Name| words.lower(n.words.end - 1).to_string();
    let full = |n: &&Name| personal(n) && n.words.len() > 1;
    let given = |n: &&Name| v.first_names.has(words.lower(n.words.start));
    let surnames: BTreeSet<String> = names.iter().filter(full).filter(given).map(surname).collect();
    let heads = |n: &Name| words.is_heading(words.all[n.words.start].paragraph);
    let below: Vec<(String, String)> = names
        .iter()
        .filter(full)
        .filter(|n| !heads(n))
        .map(|n| (surname(n), words.phrase(n.words.clone())))
        .collect();
    for name in names.iter_mut().filter(|n| personal(n) && n.words.len() == 2) {
        let first = &words.all[name.words.start];
        // "Unpredictable Venn faces questions": the text below gives this surname another first name.
        let written = words.phrase(name.words.clone());
        let mut bearers = below.iter().filter(|(s, _)| *s == surname(name)).peekable();
        let other = bearers.peek().is_some() && bearers.all(|(_, name)| *name != written);
        if heads(name) && other && !v.first_names.has(&first.lower) {
            name.words.start += 1;
            name.start = name.words.start;
            continue;
        }
        let opens = words.sentences[first.sentence].start == name.words.start || first.lower.contains('-');
        let given = v.first_names.has(&first.lower)
            || !is_common(&first.lower) && !first.lower.contains('-')
            || first.text.ends_with('.')
            || first.text.chars().count() < 3;
        if opens && !given && surnames.contains(&surname(name)) {
            name.words.start += 1;
            name.start = name.words.start;
        }
    }
}

/// Whether a sentence capitalises most of its longer words, as headlines do.
pub fn is_title_case(words: &Words, range: &Range<usize>) -> bool {
    let heading = words.get(range.start).is_some_and(|w| words.is_heading(w.paragraph));
    let stops = words.get(range.end.wrapping_sub(1)).is_some_and(|w| w.text == ".");
    if stops && !heading {
        return false;
    }
    mostly_capitals(words, range, if heading { 3 } else { 5 })
}

/// Whether the first sentence of a text is a headline that ends in a full stop: besides capitals only the smallest words.
pub(super) fn is_closed_headline(words: &Words, range: &Range<usize>) -> bool {
    const SMALL: &[&str] = &[
        "of", "the", "a", "an", "in", "on", "to", "and", "for", "at", "by", "with", "from", "as", "or", "'s",
    ];
    let small = words.slice(range.clone()).iter().filter(|w| w.is_word && w.is_small());
    mostly_capitals(words, range, 4) && small.into_iter().all(|w| w.among(SMALL))
}

/// Whether of at least `least` longer words four of five have a capital: "of", "with" and a stray verb stay small in headlines;
/// running text reaches it only in short fragments.
pub(super) fn mostly_capitals(words: &Words, range: &Range<usize>, least: usize) -> bool {
    const SHORTEST: usize = 4;
    let long = words.slice(range.clone()).iter().filter(|w| w.is_word && w.text.chars().count() >= SHORTEST);
    let (mut capital, mut all) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.is_capital);
    }
    all >= least && capital * 5 >= all * 4
}
