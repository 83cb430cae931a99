//! Who relays a statement: outlets, agencies and other reports between the speaker and the article, outermost first.
//!
//! Who only relays is never the speaker. Relays are found in four places: a trailing reporting clause ("…, the Coastal Agency
//! reported"), an attribution to an outlet whose content is another attribution, an outlet that is spoken to ("told the Coastal
//! Agency"), and a sentence of its own ("This is reported by the Coastal Agency").

use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::noun_phrase;
use crate::speakers::names::Name;
use crate::speakers::outlet_kind;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{Relay, Span, Timex};
use std::ops::Range;

/// Verbs of passing on.
const REPORTING: &[&str] = &[
    "report",
    "write",
    "say",
    "note",
    "cite",
    "quote",
    "publish",
    "relay",
    "broadcast",
    "add",
    "inform",
    "state",
];

/// A noun that stands for an outlet without naming it.
const OUTLET_NOUNS: &[&str] = &[
    "newspaper",
    "agency",
    "outlet",
    "broadcaster",
    "magazine",
    "website",
    "channel",
    "daily",
    "paper",
    "portal",
    "tabloid",
    "network",
];

/// An outlet or agency that a phrase names, as a relay.
pub fn relay_of(words: &Words, names: &[Name], range: &Range<usize>) -> Option<Relay> {
    let span = words.span(range)?;
    let mut inner = range.clone();
    while inner.start < inner.end && words.all[inner.start].among(&["the", "a", "an", "by"]) {
        inner.start += 1;
    }
    if inner.is_empty() {
        return None;
    }
    let named =
        names.iter().find(|n| n.words.end == inner.end && n.words.start >= inner.start.saturating_sub(1));
    let kind = named.and_then(|n| outlet_kind(words, &n.words)).or_else(|| {
        let last = words.lower(inner.end - 1);
        let first = words.lower(inner.start);
        let noun = |w: &str| OUTLET_NOUNS.contains(&w);
        let bare = noun(last) || (noun(first) && inner.len() <= 4 && words.all[inner.end - 1].is_capital);
        let small = words.all[inner.end - 1].is_small() || noun(first);
        let agency = last == "agency" && words.get(inner.end.wrapping_sub(2)).is_some_and(|w| w.is("news"));
        (bare && small && (last != "agency" || agency)).then_some(if agency { "agency" } else { "outlet" })
    })?;
    Some(Relay { name: noun_phrase::name(words, &inner), kind: kind.to_string(), span })
}

/// The relays in a reporting clause after the last part of a statement in its sentence: "…, the Coastal Agency reported", "…,
/// according to the Maros Post", "…, the Maros Post reported, citing the Coastal Agency".
pub fn trailing(words: &Words, names: &[Name], a: &Attribution, blocked: &[Span]) -> Vec<Relay> {
    let Some(end) = a.content.iter().chain(&a.source).chain(&a.cue).map(|s| s.end).max() else {
        return Vec::new();
    };
    let v = vocabulary();
    let first = words.from(end.saturating_sub(1));
    let sentence = words.sentence_of(first.min(words.all.len().saturating_sub(1)));
    let mut out = Vec::new();
    for at in words.from(end).max(sentence.start)..sentence.end {
        let comma = words.all[at].is(",") || words.all[at].among(&["-", "–", "—"]);
        if !comma {
            continue;
        }
        let start = at + 1;
        let according = words.lower(start) == "according" && words.lower(start + 1) == "to";
        let citing = matches!(words.lower(start), "citing" | "quoting");
        // "…, as quoted by the Maros Post".
        let passive =
            words.lower(start) == "as" && reports(words, start + 1) && words.lower(start + 2) == "by";
        let from = start
            + if according {
                2
            } else if passive {
                3
            } else {
                usize::from(citing)
            };
        let phrase = noun_phrase::after(words, from, sentence.end, &[], &[], false);
        // The verb may have been taken for a noun of the phrase: "the Coastal Agency reported".
        let verb =
            |at: usize| words.get(at).is_some_and(|w| REPORTING.contains(&v.lemmas.verb(&w.lower).as_str()));
        let cut =
            (phrase.start..phrase.end).find(|w| words.all[*w].is_small() && verb(*w)).unwrap_or(phrase.end);
        let name = phrase.start..cut;
        if name.is_empty() || words.span(&name).is_some_and(|s| blocked.iter().any(|b| b.overlaps(s))) {
            continue;
        }
        let ends = |at: usize| {
            at >= sentence.end
                || !words.all[at].is_word
                || words.all[at].among(&["on", "in", "late", "early", "citing"])
        };
        let reports =
            verb(cut) && (ends(cut + 1) || words.span(&(cut + 1..cut + 2)).is_some()) || verb_has(words, cut);
        let dash = words.all[at].among(&["-", "–", "—"]) && name.end == sentence.end;
        if !(according || citing || passive || reports || dash) {
            continue;
        }
        if let Some(relay) = relay_of(words, names, &name) {
            out.push(relay);
        }
    }
    out
}

/// "has reported", "had reported".
fn verb_has(words: &Words, at: usize) -> bool {
    let v = vocabulary();
    words.get(at).is_some_and(|w| w.among(&["has", "had"]))
        && words.get(at + 1).is_some_and(|w| REPORTING.contains(&v.lemmas.verb(&w.lower).as_str()))
}

/// Whether an attribution does nothing but relay another one: its source is an outlet, its content holds the other whole, and
/// it trails it.
pub fn is_pure_relay(
    words: &Words,
    names: &[Name],
    outer: &Attribution,
    inner: &Attribution,
) -> Option<Relay> {
    let source = *outer.source.first()?;
    let holds = |s: &Span| outer.content.iter().any(|c| c.contains(*s));
    let whole = inner.content.iter().chain(&inner.cue).chain(&inner.source).all(holds);
    if !whole || inner.cue.is_empty() {
        return None;
    }
    let last = inner.content.iter().chain(&inner.cue).chain(&inner.source).map(|s| s.end).max()?;
    if source.start < last {
        return None;
    }
    relay_of(words, names, &words.inside(source))
}

/// The outlet whose attribution holds this one, as outer relay of it.
pub fn holding(
    words: &Words,
    names: &[Name],
    outer: &Attribution,
    inner: &Attribution,
    cue: &Cue,
) -> Option<Relay> {
    let holds = |s: &Span| outer.content.iter().any(|c| c.contains(*s));
    let whole = !inner.cue.is_empty() && inner.cue.iter().chain(&inner.content).all(holds);
    let reporting = cue.entry.is_none_or(|e| e.relays)
        || REPORTING.contains(&cue.lemma.as_str())
        || cue.lemma == "according";
    if !whole || !reporting {
        return None;
    }
    let source = outer.source.first()?;
    relay_of(words, names, &words.inside(*source))
}

/// Whether a word is a form of a verb of passing on.
pub fn reports(words: &Words, at: usize) -> bool {
    words.get(at).is_some_and(|w| REPORTING.contains(&vocabulary().lemmas.verb(&w.lower).as_str()))
}

/// How many words at `at` say that what follows is cited: "citing", "with reference to".
pub fn cites(words: &Words, at: usize) -> Option<usize> {
    let is = |n: usize, list: &[&str]| words.get(at + n).is_some_and(|w| w.among(list));
    if is(0, &["citing", "quoting"]) {
        Some(1)
    } else if is(0, &["referring"]) && is(1, &["to"]) {
        Some(2)
    } else if is(0, &["with"]) && is(1, &["reference", "references"]) && is(2, &["to"]) {
        Some(3)
    } else {
        None
    }
}

/// ", which quotes": the words after which the next one cited stands.
fn cites_further(words: &Words, names: &[Name], at: usize, phrase: &Range<usize>) -> Option<usize> {
    relay_of(words, names, phrase)?;
    let comma = usize::from(words.lower(at) == ",");
    if let Some(length) = cites(words, at + comma) {
        return Some(at + comma + length);
    }
    let relative = matches!(words.lower(at + comma), "which" | "who");
    let verb = vocabulary().lemmas.verb(words.lower(at + comma + 1));
    (relative && matches!(verb.as_str(), "cite" | "quote")).then_some(at + comma + 2)
}

/// After the source or cue of an outlet's attribution, "citing Y" or "quoting Y": the words of Y, who is the speaker. Outlets
/// that cite the next one ("citing X, which quotes Y") stand before it.
pub fn cited(words: &Words, names: &[Name], a: &Attribution, timexes: &[Timex]) -> Option<Vec<Range<usize>>> {
    let anchor = a.cue.first().or(a.source.first())?;
    let at = words.from(anchor.start).min(words.all.len().checked_sub(1)?);
    let sentence = words.sentence_of(at);
    for n in sentence.clone() {
        let word = &words.all[n];
        let Some(length) = cites(words, n) else { continue };
        if a.content.iter().any(|c| c.overlaps(word.span)) {
            continue;
        }
        let inside_source = a.source.iter().any(|s| s.overlaps(word.span));
        let blocked: Vec<Span> = if inside_source {
            a.content.clone()
        } else {
            a.content.iter().chain(&a.source).copied().collect()
        };
        let mut out = Vec::new();
        let mut phrase = noun_phrase::after(words, n + length, sentence.end, timexes, &blocked, false);
        while let Some(next) = cites_further(words, names, phrase.end, &phrase) {
            let further = noun_phrase::after(words, next, sentence.end, timexes, &blocked, false);
            if further.is_empty() {
                break;
            }
            out.push(std::mem::replace(&mut phrase, further));
        }
        // "sources in the ministry", "a person familiar with the talks".
        let close = words.lower(phrase.end) == "to" && words.lower(phrase.end - 1) == "close";
        if (close || words.get(phrase.end).is_some_and(|w| w.among(&["in", "at", "from", "with"])))
            && phrase.end < sentence.end
        {
            let tail = noun_phrase::after(words, phrase.end + 1, sentence.end, timexes, &blocked, false);
            if !tail.is_empty() {
                phrase.end = tail.end;
            }
        }
        if !phrase.is_empty() {
            out.push(phrase);
            return Some(out);
        }
    }
    None
}

/// What a sentence such as "This is reported by the Coastal Agency, citing sources in Maros, the Maros Post reports." says of
/// the statement before it.
#[derive(Clone, Debug, Default)]
pub struct ReportedBy {
    /// Outermost first.
    pub relays: Vec<Relay>,
    /// Words of an unnamed or named source behind the relays.
    pub behind: Option<Range<usize>>,
}

/// Reads a sentence that does nothing but say who reported what stands before it.
pub fn reported_by(words: &Words, names: &[Name], sentence: &Range<usize>) -> Option<ReportedBy> {
    let v = vocabulary();
    let starts = words.all.get(sentence.start)?.among(&["this", "it", "that", "the"]);
    let opening = words.slice(sentence.start..sentence.end.min(sentence.start + 8));
    let passive = opening.windows(2).any(|w| {
        w[0].among(&["is", "was", "were", "been", "being"])
            && REPORTING.contains(&v.lemmas.verb(&w[1].lower).as_str())
    });
    let by = (sentence.start..sentence.end.min(sentence.start + 10)).find(|at| words.lower(*at) == "by")?;
    if !starts || !passive {
        return None;
    }
    let mut found = ReportedBy::default();
    let first = noun_phrase::after(words, by + 1, sentence.end, &[], &[], false);
    let inner = relay_of(words, names, &first)?;
    let mut at = first.end;
    let mut outer = Vec::new();
    while at < sentence.end {
        if matches!(words.lower(at), "citing" | "quoting")
            || words.phrase(at..(at + 3).min(sentence.end)) == "with reference to"
        {
            let skip = if matches!(words.lower(at), "citing" | "quoting") { 1 } else { 3 };
            let mut phrase = noun_phrase::after(words, at + skip, sentence.end, &[], &[], false);
            if words.get(phrase.end).is_some_and(|w| w.among(&["in", "at", "from", "with"])) {
                let tail = noun_phrase::after(words, phrase.end + 1, sentence.end, &[], &[], false);
                phrase.end = if tail.is_empty() { phrase.end } else { tail.end };
            }
            if !phrase.is_empty() {
                found.behind.get_or_insert(phrase.clone());
                at = phrase.end;
                continue;
            }
        }
        if words.all[at].is(",") {
            let phrase = noun_phrase::after(words, at + 1, sentence.end, &[], &[], false);
            let cut = phrase.clone().find(|w| {
                words.all[*w].is_small() && REPORTING.contains(&v.lemmas.verb(words.lower(*w)).as_str())
            });
            if let Some(cut) = cut.or((phrase.end < sentence.end
                && REPORTING.contains(&v.lemmas.verb(words.lower(phrase.end)).as_str()))
            .then_some(phrase.end))
                && let Some(relay) = relay_of(words, names, &(phrase.start..cut))
            {
                outer.push(relay);
                at = cut;
                continue;
            }
        }
        at += 1;
    }
    outer.reverse();
    found.relays = outer;
    found.relays.push(inner);
    Some(found)
}

/// What kind of relay a speaker makes who is no outlet.
pub fn relay_kind(kind: reportedly_schema::SpeakerKind) -> &'static str {
    use reportedly_schema::SpeakerKind::*;
    match kind {
        Person => "person",
        Document => "document",
        Organisation | Government | Group => "organisation",
        Unnamed | Unknown => "unnamed",
    }
}
