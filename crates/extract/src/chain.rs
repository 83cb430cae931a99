//! Who relays a statement: outlets, agencies and other reports between the speaker and the article, outermost first.
//!
//! Who only relays is never the speaker. Relays are found in four places: a trailing reporting clause ("…, the Coastal Agency
//! reported"), an attribution to an outlet whose content is another attribution, an outlet that is spoken to ("told the Coastal
//! Agency"), and a sentence of its own ("This is reported by the Coastal Agency").

use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::noun_phrase;
use crate::outlets::relay_of;
use crate::speakers::names::{Name, NameKind};
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

/// A relay with whether its clause encloses all that stands before it ("…, the Coastal Agency reported").
#[derive(Clone, Debug)]
pub struct Trailing {
    /// Who.
    pub relay: Relay,
    /// Outside the relays that the sentence names before it.
    pub encloses: bool,
}

/// The relays in a reporting clause after the last part of a statement in its sentence: "…, the Coastal Agency reported", "…,
/// according to the Maros Post", "…, the Maros Post reported, citing the Coastal Agency", "…, reports Nordwire".
pub fn trailing(words: &Words, names: &[Name], a: &Attribution, blocked: &[Span]) -> Vec<Trailing> {
    let Some(end) = a.content.iter().chain(&a.source).chain(&a.cue).map(|s| s.end).max() else {
        return Vec::new();
    };
    let v = vocabulary();
    let first = words.from(end.saturating_sub(1));
    let sentence = words.sentence_of(first.min(words.all.len().saturating_sub(1)));
    let verb =
        |at: usize| words.get(at).is_some_and(|w| REPORTING.contains(&v.lemmas.verb(&w.lower).as_str()));
    let free =
        |range: &Range<usize>| words.span(range).is_some_and(|s| !blocked.iter().any(|b| b.overlaps(s)));
    let mut out = Vec::new();
    for at in words.from(end).max(sentence.start)..sentence.end {
        let comma = words.all[at].is(",") || words.all[at].among(&["-", "–", "—"]);
        if !comma {
            continue;
        }
        let start = at + 1;
        let according = words.lower(start) == "according" && words.lower(start + 1) == "to";
        let citing = cites(words, start);
        // "…, as quoted by the Maros Post", "…, as the Maros Post reported".
        let passive =
            words.lower(start) == "as" && reports(words, start + 1) && words.lower(start + 2) == "by";
        let as_active = words.lower(start) == "as" && !passive;
        // "…, reports the Maros Post".
        let inverted =
            !according && citing.is_none() && passes_on(words, start) && words.all[start].is_small();
        let skip = match citing {
            _ if according => 2,
            Some(length) => length,
            None if passive => 3,
            None => usize::from(as_active || inverted),
        };
        let from = start + skip;
        let phrase = noun_phrase::after(words, from, sentence.end, &[], &[], false);
        // The verb may have been taken for a noun of the phrase: "the Coastal Agency reported".
        let cut =
            (phrase.start..phrase.end).find(|w| words.all[*w].is_small() && verb(*w)).unwrap_or(phrase.end);
        let name = phrase.start..cut;
        if name.is_empty() || !free(&name) {
            continue;
        }
        let reports = !inverted && citing.is_none() && (verb(cut) || verb_has(words, cut));
        let dash = words.all[at].among(&["-", "–", "—"]) && name.end == sentence.end;
        if !(according || citing.is_some() || passive || inverted || reports || dash) {
            continue;
        }
        let encloses = inverted || reports || passive;
        // Who informs or reports in a clause of its own passes on, whatever the name.
        let clause = reports && passes_on(words, cut) && cut + 2 >= sentence.end && !a.cue.is_empty();
        let relay =
            relay_of(words, names, &name).or_else(|| unlisted(words, names, &name).filter(|_| clause));
        if let Some(relay) = relay {
            out.push(Trailing { relay, encloses });
        }
    }
    out
}

/// A name that may be an outlet's though nothing in it says so; one that ends in "Agency" and is no news agency cannot.
fn unlisted(words: &Words, names: &[Name], range: &Range<usize>) -> Option<Relay> {
    let body = names.iter().find(|n| n.words.end == range.end && n.words.start >= range.start)?;
    let other = matches!(
        body.kind,
        NameKind::Person | NameKind::Group | NameKind::Government | NameKind::Place | NameKind::Document
    );
    let whole = words.slice(range.start..body.words.start).iter().all(|w| w.is("the"));
    let agency = words.lower(range.end - 1) == "agency";
    let span = words.span(range).filter(|_| whole && !other && !agency)?;
    Some(Relay { name: noun_phrase::name(words, range), kind: "outlet".to_string(), span })
}

/// Whether a word is a form of a verb that only who passes on is the subject of at the end of a sentence.
fn passes_on(words: &Words, at: usize) -> bool {
    let verb = |w: &crate::words::Word| vocabulary().lemmas.verb(&w.lower);
    words.get(at).is_some_and(|w| matches!(verb(w).as_str(), "report" | "inform" | "write" | "relay"))
}

/// Relays that the sentence of a statement names before it: "As reported by Radio Sellin, …", "According to the Maros Post, …",
/// "Citing Nordwire, …".
pub fn leading(words: &Words, names: &[Name], a: &Attribution, blocked: &[Span]) -> Vec<Relay> {
    let Some(start) = a.content.iter().chain(&a.source).chain(&a.cue).map(|s| s.start).min() else {
        return Vec::new();
    };
    let at = words.from(start);
    let sentence = words.sentence_of(at.min(words.all.len().saturating_sub(1)));
    let first = sentence.start;
    let as_reported =
        words.lower(first) == "as" && reports(words, first + 1) && words.lower(first + 2) == "by";
    let skip = if as_reported {
        3
    } else if words.lower(first) == "according" && words.lower(first + 1) == "to" {
        2
    } else if let Some(length) = cites(words, first) {
        length
    } else if words.lower(first) == "as" {
        1
    } else {
        return Vec::new();
    };
    let phrase = noun_phrase::after(words, first + skip, sentence.end.min(at), &[], &[], false);
    let cut = phrase.clone().find(|w| words.all[*w].is_small() && reports(words, *w)).unwrap_or(phrase.end);
    let name = phrase.start..cut;
    let ends = if skip == 1 { cut + 1 + usize::from(verb_has(words, cut)) } else { cut };
    let reported = skip != 1 || reports(words, cut) || verb_has(words, cut);
    let free = words.span(&name).is_some_and(|s| !blocked.iter().any(|b| b.overlaps(s)));
    if name.is_empty() || !reported || !free || words.lower(ends) != "," {
        return Vec::new();
    }
    relay_of(words, names, &name).into_iter().collect()
}

/// The outlets that the sentence says a speaker is quoted by: "…, who was quoted by the Maros Post", "Venn, cited by Nordwire,".
pub fn quoted_by(words: &Words, names: &[Name], a: &Attribution, blocked: &[Span]) -> Vec<Relay> {
    let Some(anchor) = a.cue.first().or(a.source.first()) else { return Vec::new() };
    let sentence = words.sentence_of(words.from(anchor.start).min(words.all.len().saturating_sub(1)));
    let mut out = Vec::new();
    for at in sentence.clone() {
        let word = &words.all[at];
        if words.lower(at + 1) != "by"
            || !vocabulary().cites(&word.lower, "passive")
            || a.content.iter().any(|c| c.overlaps(word.span))
        {
            continue;
        }
        // "who was quoted by", "as quoted by", ", quoted by"; not "the tax reported by".
        let before = at.checked_sub(1).map_or("", |b| words.lower(b));
        if !matches!(before, "was" | "is" | "were" | "are" | "been" | "as" | "," | "") {
            continue;
        }
        let phrase = noun_phrase::after(words, at + 2, sentence.end, &[], &[], false);
        let inside_source = |s: Span| a.source.iter().any(|own| own.contains(s));
        let free =
            words.span(&phrase).is_some_and(|s| inside_source(s) || !blocked.iter().any(|b| b.overlaps(s)));
        if free {
            out.extend(relay_of(words, names, &phrase));
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

/// How many words at `at` say that what follows is cited: "citing", "with reference to", "which refers to".
pub fn cites(words: &Words, at: usize) -> Option<usize> {
    let v = vocabulary();
    let longest = v.citing.longest().min(words.all.len().saturating_sub(at));
    if let Some(n) = (1..=longest).rev().find(|n| v.cites(&words.phrase(at..at + n), "cites")) {
        return Some(n);
    }
    if !matches!(words.lower(at), "which" | "who") {
        return None;
    }
    let verb = v.lemmas.verb(words.lower(at + 1));
    if v.cites(&verb, "relative") {
        return Some(2);
    }
    v.cites(&format!("{verb} {}", words.lower(at + 2)), "relative").then_some(3)
}

/// ", which quotes": the words after which the next one cited stands.
fn cites_further(words: &Words, names: &[Name], at: usize, phrase: &Range<usize>) -> Option<usize> {
    relay_of(words, names, phrase)?;
    let comma = usize::from(words.lower(at) == ",");
    cites(words, at + comma).map(|length| at + comma + length)
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

/// "The head of state said this in an interview, the Maros Post reports": the outlet at the end, where the sentence tells nothing but that the
/// words before it were said.
fn said_this(words: &Words, names: &[Name], sentence: &Range<usize>) -> Option<Relay> {
    /// Words before "this" at most: the speaker and a verb.
    const FIRST: usize = 10;
    /// Words of an outlet's name that no list knows at most.
    const LONGEST: usize = 3;
    let v = vocabulary();
    let says = |at: usize| words.get(at).is_some_and(|w| v.cues.has(&v.lemmas.verb(&w.lower)));
    let early = sentence.start + 1..sentence.end.min(sentence.start + FIRST);
    early.clone().find(|at| words.all[*at].is("this") && says(at - 1) && !words.all[*at].quoted)?;
    let comma = sentence.clone().rev().find(|at| words.all[*at].is(","))?;
    let mut end = sentence.end;
    while end > comma && !words.all[end - 1].is_word {
        end -= 1;
    }
    let verb = end.checked_sub(1).filter(|at| *at > comma + 1)?;
    let reports = REPORTING.contains(&v.lemmas.verb(words.lower(verb)).as_str());
    let outlet = comma + 1..verb;
    // The form alone shows that a name in capitals is an outlet's.
    let named = words.slice(outlet.clone()).iter().all(|w| w.is_capital) && outlet.len() <= LONGEST;
    let plain = || {
        let span = words.span(&outlet).filter(|_| named)?;
        Some(Relay { name: noun_phrase::name(words, &outlet), kind: "outlet".to_string(), span })
    };
    relay_of(words, names, &outlet).or_else(plain).filter(|_| reports)
}

/// Reads a sentence that does nothing but say who reported what stands before it.
pub fn reported_by(words: &Words, names: &[Name], sentence: &Range<usize>) -> Option<ReportedBy> {
    let v = vocabulary();
    if let Some(outlet) = said_this(words, names, sentence) {
        return Some(ReportedBy { relays: vec![outlet], ..ReportedBy::default() });
    }
    let starts = words.all.get(sentence.start)?.among(&["this", "it", "that", "the", "about"]);
    if !starts {
        return None;
    }
    let opening = words.slice(sentence.start..sentence.end.min(sentence.start + 8));
    let passive = opening.windows(2).any(|w| {
        w[0].among(&["is", "was", "were", "been", "being"])
            && REPORTING.contains(&v.lemmas.verb(&w[1].lower).as_str())
    });
    let by = (sentence.start..sentence.end.min(sentence.start + 10)).find(|at| words.lower(*at) == "by");
    // "About this reports the Coastal Agency", "This informs the Maros Post": the verb before its subject.
    let about = words.lower(sentence.start) == "about" && words.lower(sentence.start + 1) == "this";
    let inverted = sentence.start + 1 + usize::from(about);
    let mut found = ReportedBy::default();
    let (first, inner) = match by.filter(|_| passive) {
        Some(by) => {
            let first = noun_phrase::after(words, by + 1, sentence.end, &[], &[], false);
            let inner = relay_of(words, names, &first)?;
            (first, inner)
        }
        None if matches!(words.lower(inverted - 1), "this" | "it") && passes_on(words, inverted) => {
            let first = noun_phrase::after(words, inverted + 1, sentence.end, &[], &[], false);
            let inner = relay_of(words, names, &first)?;
            (first, inner)
        }
        None => return None,
    };
    let mut at = first.end;
    let mut outer = Vec::new();
    while at < sentence.end {
        if let Some(skip) = cites(words, at) {
            let mut phrase = noun_phrase::after(words, at + skip, sentence.end, &[], &[], false);
            if words.get(phrase.end).is_some_and(|w| w.among(&["in", "at", "from", "with"])) {
                let tail = noun_phrase::after(words, phrase.end + 1, sentence.end, &[], &[], false);
                phrase.end = if tail.is_empty() { phrase.end } else { tail.end };
            }
            if !phrase.is_empty() {
                // "…, the Maros Post informs with reference to the agency": the one behind is a relay too.
                match relay_of(words, names, &phrase) {
                    Some(relay) if relay.name == inner.name => {}
                    _ => {
                        found.behind.get_or_insert(phrase.clone());
                    }
                }
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
                && let Some(relay) = relay_of(words, names, &(phrase.start..cut)).or_else(|| {
                    unlisted(words, names, &(phrase.start..cut)).filter(|_| passes_on(words, cut))
                })
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
