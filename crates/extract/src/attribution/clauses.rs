//! Reporting clauses: a noun phrase and a verb that attributes, in either order.

use super::repair::phrase;
use crate::chain;
use crate::speakers::names::Name;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::Mode;
use std::ops::Range;

/// A reporting clause, in words of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The noun phrase.
    pub source: Range<usize>,
    /// The verb, where there is one.
    pub cue: Option<usize>,
}

/// The longest noun phrase taken for a source, in words.
const LONGEST: usize = 10;

/// Words that no noun phrase of a source holds.
const BREAKS: &[&str] = &[
    "that", "who", "which", "when", "while", "if", "and", "but", "or", "as", "is", "was", "were", "are",
    "has", "had", "have", "be", "been", "will", "would", "not", "n't", "because", "so", "then", "to",
    "after", "before",
];

/// Whether a word is a form of a verb that attributes by saying or deciding.
pub fn is_cue_verb(words: &Words, at: usize) -> bool {
    let v = vocabulary();
    let Some(word) = words.get(at).filter(|w| w.is_small()) else { return false };
    let lemma = v.lemmas.verb(&word.lower);
    v.lemmas.is_verb(&lemma)
        && v.cues.get(&lemma).is_some_and(|c| matches!(c.mode, Mode::Speech | Mode::Deed))
}

/// A finite form: "said", "says", "reported"; not "report" or "reporting".
fn is_finite(words: &Words, at: usize) -> bool {
    let lower = words.lower(at);
    is_cue_verb(words, at) && !lower.ends_with("ing") && vocabulary().lemmas.verb(lower) != lower
}

/// Whether a phrase names or describes someone: it ends in a name or in a noun for a person, a body or an outlet.
fn is_someone(words: &Words, names: &[Name], range: &Range<usize>) -> bool {
    let Some(last) = range.end.checked_sub(1).and_then(|w| words.get(w)).filter(|_| !range.is_empty()) else {
        return false;
    };
    if words.slice(range.clone()).iter().any(|w| w.among(BREAKS) || w.quoted) {
        return false;
    }
    let v = vocabulary();
    let noun = v.lemmas.noun(&last.lower);
    last.is_capital && last.is_word
        || v.person_nouns.has(&noun)
        || range.len() > 1 && (v.offices.has(&noun) || v.organisations.has(&noun))
        || range.len() == 1 && last.among(&["he", "she", "they"])
        || crate::outlets::relay_of(words, names, range).is_some()
}

/// "union leader Ned Ulver said" from word `start` on: the phrase up to the first finite verb that attributes.
pub fn subject_first(words: &Words, names: &[Name], start: usize, end: usize) -> Option<Clause> {
    for at in start..end.min(start + LONGEST + 1) {
        let word = words.get(at)?;
        if is_finite(words, at) && at > start {
            let source = start..at;
            return is_someone(words, names, &source).then_some(Clause { source, cue: Some(at) });
        }
        let joins = matches!(word.text, "-" | "'" | "’" | "&");
        if !word.is_word && !joins || word.among(BREAKS) {
            return None;
        }
    }
    None
}

/// The reporting clause that ends a sentence, with the comma before it: "…, Venn said", "…, its owner, Silva Ortt, said on Tuesday".
pub fn at_the_end(words: &Words, names: &[Name], sentence: &Range<usize>) -> Option<(usize, Clause)> {
    /// A time and an addressee may follow the verb, in words and marks.
    const AFTER: usize = 7;
    let comma_before = |end: usize| {
        (sentence.start + 1..end)
            .rev()
            .take(LONGEST + 1)
            .find(|w| words.all[*w].is(",") && !words.all[*w].quoted)
    };
    let verb = (sentence.start..sentence.end)
        .rev()
        .take(AFTER)
        .find(|w| is_finite(words, *w) && !words.all[*w].quoted)?;
    let end = if words.all[verb.checked_sub(1)?].is(",") { verb - 1 } else { verb };
    let mut comma = comma_before(end)?;
    if !is_someone(words, names, &(comma + 1..end)) {
        return None;
    }
    if end < verb {
        // "its owner, Silva Ortt, said": the name stands beside a description.
        let before = comma_before(comma)?;
        if words.slice(before + 1..comma).iter().any(|w| !w.is_word || w.among(BREAKS)) {
            return None;
        }
        comma = before;
    }
    Some((comma, Clause { source: comma + 1..end, cue: Some(verb) }))
}

/// "said printer Hob Tarn": the verb at `at`, then the phrase.
fn verb_first(words: &Words, names: &[Name], at: usize) -> Option<Clause> {
    let tells = vocabulary().cues.get(&vocabulary().lemmas.verb(words.lower(at))).is_some_and(|c| c.tells);
    let asks = words.lower(at) == "asked";
    if !is_finite(words, at) || tells && !asks {
        return None;
    }
    let source = phrase(words, at + 1, words.sentence_of(at).end);
    is_someone(words, names, &source).then_some(Clause { source, cue: Some(at) })
}

/// The reporting clause right after a quotation that ends before word `from`.
pub fn after_quotation(words: &Words, names: &[Name], from: usize) -> Option<Clause> {
    let mut at = from;
    while words.get(at).is_some_and(|w| w.is(",") || matches!(w.text, "\"" | "”" | "’" | "'" | "»")) {
        at += 1;
    }
    if words.get(at)?.quoted || words.all[at].paragraph != words.get(from.checked_sub(1)?)?.paragraph {
        return None;
    }
    verb_first(words, names, at).or_else(|| subject_first(words, names, at, words.sentence_of(at).end))
}

/// The clause around a cue that stands beside a quotation.
pub fn around(words: &Words, names: &[Name], cue: Range<usize>) -> Option<Clause> {
    let first = cue.start;
    let sentence = words.sentence_of(first);
    let beside = first > sentence.start
        && (words.all[first - 1].quoted
            || !words.all[first - 1].is_word && first >= sentence.start + 2 && words.all[first - 2].quoted);
    let opens = first == sentence.start && first > 0 && words.all[first - 1].quoted;
    if beside || opens {
        let clause =
            verb_first(words, names, first).filter(|c| cue.len() == 1 || c.source == (first + 1..cue.end));
        if cue.len() == 1 || clause.is_some() {
            return clause;
        }
    }
    let start = (sentence.start..first)
        .rev()
        .take(LONGEST)
        .take_while(|w| words.all[*w].is_word && !words.all[*w].quoted)
        .last()?;
    let opens = start == sentence.start || words.all[start - 1].quoted || words.all[start - 1].is(",");
    let source = start..first;
    (opens && is_someone(words, names, &source)).then_some(Clause { source, cue: None })
}

/// "Coach Milo Sandry was brief: “…”": the name that opens the sentence before a colon.
pub fn before_colon(words: &Words, names: &[Name], quotation: usize) -> Option<Clause> {
    let colon = quotation.checked_sub(1).filter(|w| words.all[*w].is(":"))?;
    let sentence = words.sentence_of(colon);
    let name = names.iter().find(|n| n.start == sentence.start && n.words.end <= colon && !n.possessive)?;
    Some(Clause { source: name.start..name.words.end, cue: None })
}

/// The reporting clause of an outlet that ends before word `at`, where it says whom it cites; with the comma before the clause.
pub fn outlet_before(
    words: &Words,
    names: &[Name],
    from: usize,
    at: usize,
) -> Option<(Clause, Option<usize>)> {
    let mut end = at;
    if end > from && words.all[end - 1].is(",") {
        end -= 1;
    }
    let comma = (from..end).rev().find(|w| words.all[*w].is(","));
    let clause = subject_first(words, names, comma.map_or(from, |c| c + 1), end)?;
    let verb = clause.cue?;
    let outlet = crate::outlets::relay_of(words, names, &clause.source).is_some()
        || chain::reports(words, verb) && words.lower(at) == "with";
    // Between its verb and whom it cites only a time or place stands.
    const LONGEST_GAP: usize = 4;
    (outlet && end - verb <= LONGEST_GAP).then_some((clause, comma))
}
