//! Titles and words of origin in front of a name: "Prime Minister", "Senators", "Aldran".

use crate::vocabulary::{Gender, vocabulary};
use crate::words::Words;
use std::ops::Range;

/// A listed office that begins up to three words before the run and ends inside it, a name left behind it: its first word, its
/// end, its gender.
pub(super) fn title_across(
    words: &Words,
    run: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<(usize, usize, Gender)> {
    const BEFORE: usize = 3;
    let v = vocabulary();
    let starts = sentence.start.max(run.start.saturating_sub(BEFORE))..run.start;
    let ends = (run.start + 1..run.end).rev();
    let mut spans = ends.flat_map(|end| starts.clone().map(move |start| (start, end)));
    spans.find_map(|(start, end)| {
        let office = v.offices.get(&words.phrase(start..end))?;
        words.all[end].is_capital.then_some((start, end, office.gender))
    })
}

/// A rank cut short and written without its dot.
pub(super) fn is_short_rank(words: &Words, at: usize) -> bool {
    const RANKS: &[&str] = &["col", "gen", "rep", "sen", "gov", "capt", "pres", "maj", "rev"];
    words.all[at].among(RANKS) && !words.all[at].text.ends_with('.')
}

/// A title at `at`: its end and gender. The longest office wins.
pub(super) fn title_at(words: &Words, at: usize, end: usize) -> Option<(usize, Gender)> {
    let v = vocabulary();
    let longest = v.offices.longest().min(end - at);
    (1..=longest)
        .rev()
        .find_map(|n| v.offices.get(&words.phrase(at..at + n)).map(|o| (at + n, o.gender)))
        .or_else(|| {
            v.person_nouns
                .get(words.lower(at))
                .filter(|_| at + 1 < end && !v.first_names.has(words.lower(at)))
                .map(|n| (at + 1, n.gender))
        })
        // "Senators Venn and Rolle".
        .or_else(|| {
            let single = v.offices.get(&v.lemmas.noun(words.lower(at)))?;
            let several = words.lower(end) == "and" && words.get(end + 1).is_some_and(|w| w.is_capital);
            let full = at + 2 < end
                && (words.lower(end) == "of" || matches!(words.get(end).map(|w| w.text), Some("," | "(")));
            (at + 1 < end && (several || full)).then_some((at + 1, single.gender))
        })
        // "Baker Orla Fenn", but not "Orla Baker Fenn" or "Baker Fenn": occupations are surnames too.
        .or_else(|| {
            let occupation = v.occupations.get(words.lower(at))?;
            let opens = at == 0 || !words.all[at - 1].is_capital || !words.all[at - 1].is_word;
            (opens && at + 2 < end).then_some((at + 1, occupation.gender))
        })
}

/// Whether a word leads a name without belonging to it.
pub(super) fn leads(words: &Words, at: usize) -> bool {
    let v = vocabulary();
    let lower = words.lower(at);
    let two = words.phrase(at..at + 2);
    v.adjectives.has(lower)
        || v.adjectives.has(&two)
        || matches!(
            lower,
            "democratic"
                | "republican"
                | "conservative"
                | "liberal"
                | "socialist"
                | "independent"
                | "former"
                | "acting"
                | "then"
                | "ex"
                | "late"
                | "gop"
                | "sunni"
                | "shiite"
                | "catholic"
                | "orthodox"
                | "deputy"
                | "senior"
        )
        || (lower.ends_with("-born") || lower.ends_with("-based"))
        // "Ex-keeper Venn", "co-author Rolle".
        || lower.starts_with("ex-")
        || lower.starts_with("co-")
}
