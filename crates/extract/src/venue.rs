//! Where or in what setting something was said: "in an interview with …", "at a press conference in …".

use crate::addressee;
use crate::attribution::Attribution;
use crate::noun_phrase;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{Named, Span, Timex};
use std::ops::Range;

const OPENERS: &[&str] =
    &["in", "at", "during", "on", "after", "following", "before", "from", "via", "through"];

/// Openers after which the setting is one that was over or still to come: no setting of the saying.
const NOT_DURING: &[&str] = &["after", "following", "before"];

/// Words around the cue in which its setting stands.
const REACH: usize = 22;

/// Words around the cue in which the network stands on which it was written.
const REACH_OF_POST: usize = 7;

/// Finds the setting of a statement in the sentence of its cue, outside its content.
pub fn venue(words: &Words, attribution: &Attribution, others: &[Span], timexes: &[Timex]) -> Option<Named> {
    let anchor = attribution.cue.first().or(attribution.source.first())?;
    let cue = words.from(anchor.start);
    let sentence = words.sentence_of(cue.min(words.all.len().checked_sub(1)?));
    let blocked: Vec<Span> = attribution.content.iter().chain(&attribution.source).copied().collect();
    // The opener may stand inside the cue ("said in an interview"), the verb never inside the setting.
    let verb = attribution.cue.first().map_or(0, |c| c.start);
    let mut best: Option<(usize, Range<usize>)> = None;
    for at in sentence.start.max(cue.saturating_sub(REACH))..sentence.end.min(cue + REACH) {
        let word = &words.all[at];
        let told = is_told(words, attribution, at);
        // "Commenting on the statement": what it is about.
        let about = word.is("on") && at.checked_sub(1).is_some_and(|b| words.lower(b).starts_with("comment"));
        if about
            || !told && (!word.among(OPENERS) || word.among(NOT_DURING))
            || blocked.iter().chain(others).any(|b| b.overlaps(word.span))
        {
            continue;
        }
        let found = beside(words, at, sentence.end, timexes, &blocked)
            .or_else(|| {
                posted(words, at, sentence.end, &blocked).filter(|_| at.abs_diff(cue) <= REACH_OF_POST)
            })
            .or_else(|| setting(words, at + 1, sentence.end, timexes, &blocked));
        let Some(range) = found else { continue };
        let start = at + 1;
        let occasion = start..(start + head_length(words, start, range.end)).min(range.end);
        if told && !addressee::is_setting(words, &occasion) {
            continue;
        }
        if words.span(&range).is_some_and(|s| s.covers(verb)) {
            continue;
        }
        let distance = at.abs_diff(cue);
        if best.as_ref().is_none_or(|b| distance < b.0) {
            best = Some((distance, range));
        }
    }
    let (_, range) = best?;
    let span = words.span(&range)?;
    Some(Named { name: noun_phrase::name(words, &range), span })
}

/// Whether a word is the verb of telling of the cue, whose object may be an occasion ("told a news conference").
fn is_told(words: &Words, attribution: &Attribution, at: usize) -> bool {
    let v = vocabulary();
    let span = words.all[at].span;
    attribution.cue.iter().any(|c| c.contains(span))
        && v.cues.get(&v.lemmas.verb(&words.all[at].lower)).is_some_and(|c| c.tells)
}

/// Words up to the first preposition: the noun phrase without what narrows it.
fn head_length(words: &Words, start: usize, end: usize) -> usize {
    (start..end)
        .take_while(|at| !words.all[*at].among(&["in", "at", "on", "with", "of", "to", "before"]))
        .count()
}

/// "on the sidelines of the summit": the occasion beside which it was said.
fn beside(words: &Words, at: usize, end: usize, timexes: &[Timex], blocked: &[Span]) -> Option<Range<usize>> {
    let margins = words.lower(at + 1) == "the"
        && matches!(words.lower(at + 2), "sidelines" | "sideline" | "margins" | "fringes")
        && words.lower(at + 3) == "of";
    if !margins {
        return None;
    }
    setting(words, at + 4, end, timexes, blocked).or_else(|| {
        let range = noun_phrase::after(words, at + 4, end, timexes, blocked, true);
        (!range.is_empty()).then_some(range)
    })
}

/// "on Telegram", "on social media platform Chirrup", "on her Telegram channel".
fn posted(words: &Words, at: usize, end: usize, blocked: &[Span]) -> Option<Range<usize>> {
    if !words.all[at].among(&["on", "via", "in", "to"]) {
        return None;
    }
    let v = vocabulary();
    let free = |at: usize| {
        at < end && words.get(at).is_some_and(|w| w.is_word && !blocked.iter().any(|b| b.overlaps(w.span)))
    };
    let start = at + 1;
    let platform = |at: usize| {
        (1..=2).rev().find(|n| (at..at + n).all(free) && v.platforms.has(words.cut(&(at..at + n))))
    };
    const NOUNS: &[&str] =
        &["platform", "network", "channel", "page", "account", "site", "feed", "app", "profile"];
    if let Some(n) = platform(start) {
        let noun = start + n;
        let more = free(noun) && words.all[noun].among(NOUNS);
        return (!words.all[at].is("in") || more).then_some(start..noun + usize::from(more));
    }
    let own = words.get(start).is_some_and(|w| w.among(&["his", "her", "its", "their", "the", "a"]));
    let from = start + usize::from(own);
    if words.lower(from) == "social" && words.lower(from + 1) == "media" && free(from + 1) {
        let mut until = from + 2;
        if free(until) && words.all[until].among(NOUNS) {
            until += 1;
            while free(until) && words.all[until].is_capital {
                until += 1;
            }
        }
        return Some(start..until);
    }
    let n = platform(from).filter(|_| own)?;
    let noun = from + n;
    (free(noun) && words.all[noun].among(NOUNS)).then_some(start..noun + 1)
}

/// A noun phrase with a head of the list, and what narrows it: "with the Maros Post", "in Maros", "on trade".
fn setting(
    words: &Words,
    start: usize,
    end: usize,
    timexes: &[Timex],
    blocked: &[Span],
) -> Option<Range<usize>> {
    let v = vocabulary();
    const WIDEST: usize = 9;
    // "On 28 May the parliament said": the date is when, and the parliament who.
    let dated = words.get(start).and_then(|w| timexes.iter().find(|t| t.span.start == w.span.start));
    if dated
        .is_some_and(|t| words.get(words.from(t.span.end)).is_some_and(|w| w.among(&["the", "a", "an", ","])))
    {
        return None;
    }
    // The head: the last listed noun before punctuation or a preposition; dates may stand inside ("his Dec. 7 speech").
    let mut head = None;
    for at in start..end.min(start + WIDEST) {
        let word = &words.all[at];
        if blocked.iter().any(|b| b.overlaps(word.span)) {
            break;
        }
        let inside_date = timexes.iter().any(|t| t.span.overlaps(word.span));
        if !word.is_word && !inside_date && !matches!(word.text, "-" | "'" | "’") {
            break;
        }
        if at > start
            && word.among(&[
                "of", "in", "on", "with", "to", "for", "at", "by", "from", "that", "which", "who", "and",
                "since", "than", "as", "before", "after", "over", "amid", "until", "about",
            ])
        {
            break;
        }
        let noun = v.lemmas.noun(&word.lower);
        let listed = !inside_date && (v.venues.has(&word.lower) || v.venues.has(&noun));
        if listed {
            head = Some(at);
        } else if head.is_some() && !inside_date {
            // "a statement Monday": what follows the head is no part of it; "press conference" is two words of which the last counts.
            break;
        }
    }
    let head = head?;
    // "in court" and "on trial" are settings; a bare "in statement" is a slip, a bare plural ("in letters") no single occasion.
    let bare = start == head && !v.venues.get(&v.lemmas.noun(words.lower(head))).is_some_and(|bare| *bare);
    if bare && (words.all[head].is_small() || v.organisations.has(words.lower(head))) {
        return None;
    }
    let towards = v.listens(&v.lemmas.noun(words.lower(head)), "sent")
        || matches!(words.lower(head), "visit" | "trip" | "tour" | "journey");
    let heard = v.listens(&v.lemmas.noun(words.lower(head)), "before");
    let mut until = head + 1;
    for _ in 0..2 {
        let joins = words.get(until).is_some_and(|w| {
            w.among(&["with", "in", "at", "of", "on"]) || towards && w.is("to") || heard && w.is("before")
        }) && until < end
            && !blocked.iter().any(|b| b.overlaps(words.all[until].span));
        if !joins {
            break;
        }
        let tail = noun_phrase::after(words, until + 1, end, timexes, blocked, true);
        if tail.is_empty() {
            break;
        }
        until = tail.end;
    }
    Some(start..until)
}
