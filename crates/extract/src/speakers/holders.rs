//! Sources whose speaker stands elsewhere than at the head of the first words: behind an office, in an apposition, behind a list of levels.

use super::head_noun::class_of;
use super::names::{Name, NameKind};
use super::source::{Class, DETERMINERS, PREPOSITIONS, Phrase, Source, core_head, name_at};
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// "The Minister of Foreign Affairs of Aldra Ada Venn": the name behind the office with which the segment opens.
pub(super) fn holder(words: &Words, names: &[Name], core: &Range<usize>) -> Option<usize> {
    /// Words of an office right before the title of a name.
    const LONGEST: usize = 4;
    let n = names.iter().position(|n| n.words.end == core.end)?;
    // "The army's chief of staff General Ada Venn".
    let first = names[n].start;
    let ranked = names[n].kind == NameKind::Person && first < names[n].words.start;
    let office = (2..=LONGEST)
        .filter_map(|len| first.checked_sub(len).filter(|from| *from >= core.start))
        .any(|from| vocabulary().offices.has(&words.phrase(from..first)));
    if ranked && office {
        return Some(n);
    }
    // "Undersecretary for Ports Mr Venn"; not "spokesman for Mr Venn".
    let (class, ..) = class_of(words, core.start, core.start);
    let by = names[n].words.start.checked_sub(2).filter(|by| *by > core.start);
    let joined = by.is_some_and(|by| words.all[by].is_word && words.all[by].is_capital);
    if names[n].honorific && ranked && joined && matches!(class, Class::Office(_)) {
        return Some(n);
    }
    let office = names[n].office.as_ref().map_or(names[n].start, |o| o.start);
    // The source may begin inside the office: "adviser of | the head of the Office".
    let titled = office < names[n].words.start && (core.start..core.end).contains(&names[n].words.start);
    let opens = || !words.slice(core.start..office.max(core.start)).iter().any(|w| w.among(PREPOSITIONS));
    (titled && names[n].kind == NameKind::Person && opens()).then_some(n)
}

/// "The Port Board, whose chief inspector, Ada Venn,": the holder of the office, with whose name the source ends.
pub(super) fn officer_of(words: &Words, names: &[Name], segments: &[Range<usize>]) -> Option<usize> {
    let [.., office, last] = segments else { return None };
    let whose = segments.len() > 2 && words.lower(office.start) == "whose" && office.len() > 1;
    let (class, ..) = class_of(words, office.start + 1, office.end - 1);
    let n = names.iter().position(|n| n.words.end == last.end && n.start == last.start)?;
    let human = matches!(class, Class::Office(_) | Class::Role(_) | Class::Unnamed(_));
    (whose && human && matches!(names[n].kind, NameKind::Person | NameKind::Unclear)).then_some(n)
}

/// "A worker named Ada Venn", "the guide known as Kito": the name with which the segment ends.
pub(super) fn called_by_name(words: &Words, names: &[Name], core: &Range<usize>) -> Option<usize> {
    let n = names.iter().position(|n| n.words.end == core.end && n.start > core.start + 1)?;
    let by = names[n].start - 1;
    let called = match words.lower(by) {
        "named" | "called" | "nicknamed" | "dubbed" => by,
        "as" if words.all[by - 1].among(&["known", "identified"]) => by - 1,
        _ => return None,
    };
    let head = called.checked_sub(1).filter(|head| *head >= core.start)?;
    if words.slice(core.start..head).iter().any(|w| w.among(PREPOSITIONS)) {
        return None;
    }
    let (class, ..) = class_of(words, core.start, head);
    let human = matches!(class, Class::Office(_) | Class::Role(_) | Class::Unnamed(_));
    (human && matches!(names[n].kind, NameKind::Person | NameKind::Unclear)).then_some(n)
}

/// "The head of the press service Ada Venn": the full name that stands right behind the body of an office.
pub(super) fn name_behind(words: &Words, names: &[Name], phrase: &Phrase) -> Option<usize> {
    let v = vocabulary();
    let n = names.iter().position(|n| n.words.end == phrase.after.end && n.start > phrase.after.start + 1)?;
    let before = &words.all[names[n].words.start - 1];
    let body = v.organisations.has(&before.lower) || v.organisations.has(&v.lemmas.noun(&before.lower));
    let personal = matches!(names[n].kind, NameKind::Person | NameKind::Unclear) && names[n].words.len() > 1;
    (personal && body && before.is_small()).then_some(n)
}

/// "The Liberal, Ada Venn,": the member of a party, whose name stands behind the comma.
pub(super) fn member_by_name(words: &Words, names: &[Name], segments: &[Range<usize>]) -> Option<usize> {
    let [party, person, ..] = segments else { return None };
    let named = |segment: &Range<usize>, kind: fn(NameKind) -> bool| {
        names.iter().position(|n| n.start == segment.start && n.words.end == segment.end && kind(n.kind))
    };
    let the = words.lower(party.start) == "the" && party.len() == 2;
    let single = words.lower(party.end - 1);
    let many = || vocabulary().lemmas.noun(single) != single;
    if !the || many() || !words.all[party.end - 1].is_capital {
        return None;
    }
    named(&(party.start + 1..party.end), |k| !matches!(k, NameKind::Person | NameKind::Outlet))?;
    named(person, |k| k == NameKind::Person)
}

/// "Federal, state and local officials", "a Maros, Ore., jury": the noun behind the commas is the head of what stands before them.
pub(super) fn of_several_levels(words: &Words, names: &[Name], segments: &[Range<usize>]) -> Option<Source> {
    const LEVELS: &[&str] = &[
        "federal",
        "state",
        "county",
        "city",
        "local",
        "national",
        "regional",
        "provincial",
        "municipal",
        "tribal",
    ];
    let (first, last) = (segments.first()?, segments.last()?);
    let level = first.len() == 1 && words.all[first.start].among(LEVELS);
    // The name of a town may hold its state: "Maros, Ore.".
    let home = || {
        let place = &segments[0];
        let state = &segments[segments.len() - 2];
        let dot = usize::from(words.all[state.end - 1].text == ".");
        // "The Maros, N.J.-based maker of pins".
        let based = segments.len() == 2 && words.lower(last.start).ends_with("-based");
        if based {
            return name_at(names, place.end - 1).is_some_and(|n| names[n].kind != NameKind::Person);
        }
        let short = words.get((state.end - 1).saturating_sub(dot));
        let short = short.is_some_and(|w| w.is_capital && (dot == 1 || w.lower.ends_with('.')));
        let of = |at: usize| name_at(names, at).map(|n| names[n].kind);
        let state_name = of(state.start).is_some_and(|kind| kind == NameKind::Place);
        let alone = segments.len() == 3 && state.len() == 1 + dot || segments.len() == 2;
        let small = words.slice(last.clone()).iter().all(|w| w.is_small());
        let town = of(place.end - 1).is_some_and(|kind| kind != NameKind::Person);
        (short || state_name && segments.len() == 3) && alone && small && town
    };
    if segments.len() < 2 || !(level || home()) {
        return None;
    }
    match core_head(words, names, last.clone()) {
        Source::Phrase(mut phrase) if phrase.class != Class::Other => {
            let determined = words.all[first.start].among(DETERMINERS);
            phrase.words.start = first.start + usize::from(determined);
            Some(Source::Phrase(phrase))
        }
        _ => None,
    }
}
