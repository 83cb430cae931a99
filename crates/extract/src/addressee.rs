//! To whom something was said: the object of a verb of telling, or "to", "in a letter to", "addressing".

use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::noun_phrase;
use crate::words::Words;
use reportedly_schema::{Named, Span, Timex};

/// Verbs that take the one spoken to after "to".
const TO: &[&str] = &[
    "say",
    "speak",
    "talk",
    "write",
    "appeal",
    "explain",
    "complain",
    "announce",
    "declare",
    "reply",
    "respond",
    "admit",
    "confess",
    "repeat",
    "reiterate",
    "report",
    "suggest",
    "propose",
    "present",
    "offer",
    "insist",
    "shout",
    "confirm",
    "testify",
    "boast",
    "joke",
    "point",
];

/// Nouns of words that are sent to somebody.
const SENT: &[&str] = &[
    "letter",
    "message",
    "email",
    "e-mail",
    "note",
    "memo",
    "address",
    "speech",
    "appeal",
    "statement",
    "tweet",
    "text",
];

/// Finds the addressee of a statement.
pub fn addressee(words: &Words, attribution: &Attribution, cue: &Cue, timexes: &[Timex]) -> Option<Named> {
    let head = cue.head?;
    let end = words.sentence_of(head).end;
    let blocked: Vec<Span> = attribution.content.iter().chain(&attribution.source).copied().collect();
    let free = |at: usize| words.get(at).is_some_and(|w| !blocked.iter().any(|b| b.overlaps(w.span)));
    let phrase = |start: usize| -> Option<Named> {
        let range = noun_phrase::after(words, start, end, timexes, &blocked, true);
        let last = words.get(range.end.checked_sub(1)?)?;
        if range.is_empty() || !is_someone(words, &range) {
            return None;
        }
        let span = words.all[range.start].span.hull(last.span);
        Some(Named { name: noun_phrase::name(words, &range), span })
    };
    let tells = cue.entry.is_some_and(|e| e.tells);
    if tells
        && free(head + 1)
        && !words.all[head + 1].among(&["about", "of", "for", "if", "whether", "how", "why", "what"])
    {
        let start = if words.lower(head + 1) == "to" && cue.lemma != "ask" { head + 2 } else { head + 1 };
        if let Some(found) = phrase(start) {
            return Some(found);
        }
    }
    let to = |at: usize| words.lower(at) == "to" && free(at) && free(at + 1);
    if TO.contains(&cue.lemma.as_str()) && to(head + 1) {
        return phrase(head + 2);
    }
    // "in a letter to the Port Union", near the cue and outside the content.
    const REACH: usize = 14;
    let start = words.sentence_of(head).start.max(head.saturating_sub(REACH));
    for at in start..end.min(head + REACH) {
        let word = &words.all[at];
        if !free(at) {
            continue;
        }
        if word.among(SENT) && to(at + 1) {
            return phrase(at + 2);
        }
        if at > head && word.among(&["addressing", "telling"]) && free(at + 1) {
            return phrase(at + 1);
        }
        let speaks = word.among(&["speaking", "talking", "spoke"])
            && words.all.get(at + 1).is_some_and(|w| w.among(&["to", "with"]));
        if speaks && free(at + 2) {
            return phrase(at + 2);
        }
    }
    None
}

/// Not a thing, a verb or a clause: a pronoun or a noun phrase that is not opened by a bare verb form.
fn is_someone(words: &Words, range: &std::ops::Range<usize>) -> bool {
    let first = &words.all[range.start];
    if first.among(&["him", "her", "them", "us", "me", "you", "everyone", "anyone", "people"]) {
        return true;
    }
    let last = words.lower(range.end - 1);
    let thing = [
        "story",
        "joke",
        "truth",
        "lie",
        "lies",
        "stories",
        "jokes",
        "way",
        "end",
        "fact",
        "question",
        "questions",
        "work",
        "release",
        "statement",
        "interview",
    ];
    !thing.contains(&last)
        && !first.among(&["this", "these", "so", "what", "be", "do", "out"])
        && !first.lower.ends_with("ly")
}
