//! Where a noun phrase that follows a verb or preposition ends.

use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{Span, Timex};
use std::ops::Range;

/// Words that end a noun phrase, whatever follows.
const ENDS: &[&str] = &[
    "that", "who", "which", "on", "in", "at", "during", "after", "before", "by", "to", "as", "when", "while",
    "if", "and", "but", "is", "was", "were", "are", "has", "had", "have", "will", "would", "about",
    "because", "via", "through", "from", "with", "over", "how", "what", "why", "where", "whether", "for",
    "said", "says", "late", "early", "earlier", "later", "he", "she", "they", "we", "i", "it", "you",
    "there", "not", "n't",
];

/// The noun phrase that starts at word `start`: up to punctuation, a preposition (except "of"), a verb or a time expression.
/// `and` between names is passed over where `lists` is set. Empty where no noun phrase starts there.
pub fn after(
    words: &Words,
    start: usize,
    end: usize,
    timexes: &[Timex],
    blocked: &[Span],
    lists: bool,
) -> Range<usize> {
    const LONGEST: usize = 12;
    let v = vocabulary();
    let mut at = start;
    while at < end && at - start < LONGEST {
        let word = &words.all[at];
        let timed = timexes[timexes.partition_point(|t| t.span.end <= word.span.start)..]
            .first()
            .is_some_and(|t| t.span.start <= word.span.start);
        if timed || blocked.iter().any(|b| b.overlaps(word.span)) {
            break;
        }
        if !word.is_word {
            let joins = matches!(word.text, "-" | "&") || (matches!(word.text, "'" | "’") && at > start);
            if !joins {
                break;
            }
        }
        let first = at == start;
        if word.among(ENDS) && !word.text.chars().all(char::is_uppercase) {
            let list = lists && word.is("and") && words.get(at + 1).is_some_and(|w| w.is_capital);
            if !list {
                break;
            }
        }
        // A cue verb after the phrase begins the next clause.
        if !first && word.is_small() && v.cues.has(&v.lemmas.verb(&word.lower)) && word.lower.ends_with("ed")
        {
            break;
        }
        at += 1;
    }
    while at > start
        && (!words.all[at - 1].is_word
            || words.all[at - 1].among(&["the", "a", "an", "of", "her", "his", "and", "'s"]))
    {
        at -= 1;
    }
    start..at
}

/// The words of a phrase without the article before it, as they are shown.
pub fn name(words: &Words, phrase: &Range<usize>) -> String {
    let mut start = phrase.start;
    while start + 1 < phrase.end
        && words.all[start].among(&["the", "a", "an"])
        && !words.cut(&(start..phrase.end)).starts_with("The Hague")
    {
        start += 1;
    }
    words.in_one_line(&(start..phrase.end))
}
