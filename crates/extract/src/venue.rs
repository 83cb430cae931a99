//! Where or in what setting something was said: "in an interview with …", "at a press conference in …".

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
        if !word.among(OPENERS)
            || word.among(NOT_DURING)
            || blocked.iter().chain(others).any(|b| b.overlaps(word.span))
        {
            continue;
        }
        let Some(range) = setting(words, at + 1, sentence.end, timexes, &blocked) else { continue };
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
    let bare = start == head
        && words.all[head].is_small()
        && !matches!(
            words.lower(head),
            "court" | "congress" | "parliament" | "testimony" | "remarks" | "talks"
        );
    if bare {
        return None;
    }
    let mut until = head + 1;
    for _ in 0..2 {
        let joins = words.get(until).is_some_and(|w| w.among(&["with", "in", "at", "of", "on"]))
            && until < end
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
