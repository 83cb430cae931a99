//! Nicknames in marks between a given name and a surname: "Richard “Tex” Coe", "Robert (Bob) Avis".

use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// Words of a nickname at most.
const LONGEST: usize = 2;

/// Where a run of name words that would end at `end` goes on: behind a nickname and the first word of the surname.
pub(super) fn behind_nickname(words: &Words, end: usize, sentence: &Range<usize>) -> Option<usize> {
    let closing: &[&str] = match words.get(end)?.text {
        "“" => &["”"],
        "\"" => &["\""],
        "'" | "‘" => &["'", "’"],
        "(" => &[")"],
        _ => return None,
    };
    let part = |at: usize| words.get(at).is_some_and(|w| at < sentence.end && w.is_capital && w.is_word);
    let mut close = (end + 2..=end + 1 + LONGEST).find(|at| !part(*at))?;
    // "J.D.": a dot of its own.
    close += usize::from(words.lower(close) == ".");
    let named = part(end + 1) && words.get(close).is_some_and(|w| closing.contains(&w.text));
    let v = vocabulary();
    let given = end.checked_sub(1).map_or("", |at| words.lower(at));
    let initial = given.len() == 2 && given.ends_with('.');
    let surname = part(close + 1) && !v.filler.has(words.lower(close + 1));
    (named && surname && (v.first_names.has(given) || initial)).then_some(close + 2)
}

/// Whether a run of name words holds a nickname; the single mark of a plural's genitive is none.
pub(super) fn has_nickname(words: &Words, run: &Range<usize>) -> bool {
    let marks = words.slice(run.clone()).iter().filter(|w| !w.is_word && w.text != "." && w.text != "&");
    let pair: Vec<&str> = marks.map(|w| w.text).collect();
    matches!(pair[..], ["“", "”"] | ["\"", "\""] | ["'" | "‘", "'" | "’"] | ["(", ")"])
}
