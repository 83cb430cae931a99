//! What kind of source the head noun of a phrase is.

use super::source::Class;
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Words;
use reportedly_schema::SpeakerKind;

/// What the noun that ends at `head` is: class, singular, gender, first word of the noun.
pub(super) fn class_of(words: &Words, start: usize, head: usize) -> (Class, String, Gender, usize) {
    let v = vocabulary();
    let lower = words.lower(head);
    let noun = v.lemmas.noun(lower);
    if let Some(kind) = v.groups.get(lower) {
        let class = match kind {
            SpeakerKind::Unnamed => Class::Unnamed(lower.to_string()),
            kind => Class::Group(*kind),
        };
        return (class, lower.to_string(), Gender::Unknown, head);
    }
    let longest = v.offices.longest().min(head + 1 - start);
    for n in (1..=longest).rev() {
        let from = head + 1 - n;
        let mut phrase = words.phrase(from..head);
        if n > 1 {
            phrase.push(' ');
        }
        for last in [lower, noun.as_str()] {
            if let Some(office) = v.offices.get(&format!("{phrase}{last}")) {
                return (Class::Office(office.canonical.to_string()), noun.clone(), office.gender, from);
            }
        }
    }
    // "The coast guard" is no guard.
    let body = head.checked_sub(1).filter(|before| *before >= start);
    let body = body.and_then(|before| Some((before, v.organisations.get(&words.phrase(before..head + 1))?)));
    if let Some((before, kind)) = body {
        return (Class::Body(*kind), words.phrase(before..head + 1), Gender::Unknown, before);
    }
    // "The 52-year-old".
    if lower.ends_with("-year-old") {
        return (Class::Role(lower.to_string()), noun, Gender::Unknown, head);
    }
    if let Some((_, person)) = v.role(&noun) {
        let class = if person.unnamed { Class::Unnamed(noun.clone()) } else { Class::Role(noun.clone()) };
        return (class, noun, person.gender, head);
    }
    if are_persons(words, start, head) {
        return (Class::Group(SpeakerKind::Group), lower.to_string(), Gender::Unknown, head);
    }
    // "The ministry's paper" is no newspaper.
    let owned = head > start
        && matches!(words.lower(head - 1), "'s" | "'" | "draft" | "white" | "policy" | "position");
    if v.documents.has(&noun) && (owned || !v.organisations.has(&noun)) {
        return (Class::Document, noun, Gender::Unknown, head);
    }
    // "Neither side", "both sides": the parties of a talk, no team.
    if noun == "side" && head > 0 && words.all[head - 1].among(&["neither", "either", "both", "each", "two"])
    {
        return (Class::Group(SpeakerKind::Group), lower.to_string(), Gender::Unknown, head);
    }
    if let Some(kind) = v.organisations.get(&noun) {
        return (Class::Body(*kind), noun, Gender::Unknown, head);
    }
    let people = noun != *lower
        && (v.adjectives.has(&noun) || noun.ends_with("an") || noun.ends_with("ist") || noun.ends_with("er"));
    if people {
        return (Class::Group(SpeakerKind::Group), noun, Gender::Unknown, head);
    }
    (Class::Other, noun, Gender::Unknown, head)
}

/// "one of the officials" is one of a class.
pub(super) fn single_of(class: Class, noun: &str) -> Class {
    match class {
        Class::Group(_) => Class::Role(noun.to_string()),
        Class::Office(_) | Class::Role(_) => Class::Unnamed(noun.to_string()),
        other => other,
    }
}

/// "people familiar with the merger", "two men close to the board": sources that the article keeps unnamed.
pub(super) fn is_in_the_know(words: &Words, head: usize) -> bool {
    let human = words.all[head].among(&[
        "people",
        "persons",
        "person",
        "individuals",
        "individual",
        "those",
        "men",
        "women",
        "man",
        "woman",
        "someone",
        "insiders",
        "figures",
    ]);
    let next = words.lower(head + 1);
    let after = words.lower(head + 2);
    human
        && (matches!((next, after), ("close", "to") | ("familiar", "with") | ("aware" | "knowledgeable", _))
            || matches!(next, "briefed" | "acquainted")
            || next == "with" && (head + 2..head + 5).any(|at| words.lower(at) == "knowledge"))
}

/// "Senior figures", "establishment figures": people, told from "official figures" by the word before.
fn are_persons(words: &Words, start: usize, head: usize) -> bool {
    const OF_PERSONS: &[&str] = &[
        "senior",
        "leading",
        "prominent",
        "top",
        "key",
        "influential",
        "well-known",
        "high-profile",
        "respected",
        "establishment",
        "opposition",
        "party",
        "political",
        "religious",
        "public",
        "business",
        "community",
        "military",
        "cultural",
        "literary",
        "church",
        "union",
        "rebel",
        "separatist",
        "moderate",
        "hardline",
        "hard-line",
        "conservative",
        "liberal",
        "republican",
        "democratic",
        "labour",
        "tory",
        "nationalist",
        "dissident",
        "exiled",
        "underworld",
    ];
    words.lower(head) == "figures" && head > start && words.all[head - 1].among(OF_PERSONS)
}

pub(super) fn is_nounish(words: &Words, at: usize) -> bool {
    let v = vocabulary();
    let noun = v.lemmas.noun(words.lower(at));
    v.is_role(&noun) || v.organisations.has(&noun) || v.documents.has(&noun) || v.offices.has(&noun)
}
