//! Sources of several that speak together: "Ada Venn and Ove Rolle", "companies and workers".

use super::head_noun::class_of;
use super::names::{Name, NameKind};
use super::source::{Class, Phrase, Source, name_at};
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Words;
use reportedly_schema::SpeakerKind;
use std::ops::Range;

/// "Ada Venn and Ove Rolle": names joined by "and". What stands with each is passed over: a seat in parentheses, "the former governor"
/// between commas, "former Aldran" before a title; so is a tail that names nobody ("and many others").
pub(super) fn coordinated(words: &Words, names: &[Name], range: &Range<usize>) -> Option<Source> {
    // "Neither Ada Venn nor Ove Rolle".
    let both = words.all[range.start].among(&["neither", "both", "either"]) && range.len() > 1;
    let first = item_at(words, names, range.start + usize::from(both), range.end)?;
    let mut found = vec![first];
    let mut at = behind_item(words, names, first, range.end);
    if of_one_paper(words, names, first, at) {
        return None;
    }
    let mut joined = false;
    while at < range.end {
        let word = &words.all[at];
        if word.is(",") || word.among(&["and", "or", "nor", "&"]) {
            joined |= word.is_word;
            at += 1;
            continue;
        }
        let others = word.among(&["many", "others", "other", "several", "dozens", "more", "some"]);
        if others && joined && found.len() > 1 {
            break;
        }
        let next = item_at(words, names, at, range.end)?;
        found.push(next);
        at = behind_item(words, names, next, range.end);
    }
    (found.len() > 1 && joined).then_some(Source::Names(found))
}

/// The name with which an item of a list opens, words that lead a title passed over: "former Aldran" of "former Aldran Gov. Venn".
fn item_at(words: &Words, names: &[Name], at: usize, end: usize) -> Option<usize> {
    const LEADS: usize = 4;
    let v = vocabulary();
    let leads = |at: usize| {
        let word = &words.all[at];
        word.among(&["former", "then", "ex", "acting", "the", "fellow"])
            || v.adjectives.has(&word.lower)
            || v.places.has(&word.lower)
            || v.offices.has(&word.lower)
            || word.is_small()
                && (v.is_role(&word.lower) || v.organisations.has(&word.lower) || in_office(words, names, at))
    };
    let mut from = at;
    while from < end && from < at + LEADS {
        if let Some(n) = name_at(names, from).filter(|n| names[*n].kind != NameKind::Place || from == at) {
            // "Aldra" of "former Aldra Gov. Venn".
            let leads_on = names.get(n + 1).is_some_and(|next| {
                (names[n].kind == NameKind::Place || v.adjectives.has(&words.phrase(names[n].words.clone())))
                    && next.start <= names[n].words.end
                    && next.words.start > names[n].words.end
                    && next.kind == NameKind::Person
                    && next.start < next.words.start
            });
            let n = if leads_on { n + 1 } else { n };
            return Some(n).filter(|n| !names[*n].possessive);
        }
        if !leads(from) {
            return None;
        }
        from += 1;
    }
    None
}

/// "Ada Venn of The Globe and Mail": the "and" is the newspaper's.
fn of_one_paper(words: &Words, names: &[Name], person: usize, and: usize) -> bool {
    let from = names[person].words.end;
    let of = words.get(from).is_some_and(|w| w.among(&["of", "from", "at"]));
    let the = words.get(from + 1).is_some_and(|w| w.text == "The");
    let whole = words.get(and + 1).is_some_and(|w| w.is_capital)
        && words.get(and + 2).is_none_or(|w| !w.is_capital || !w.is_word);
    of && the && words.lower(and) == "and" && whole
}

/// "industry" of "federal industry minister Ada Venn": whether an office or a role with its holder stands shortly behind a small word.
fn in_office(words: &Words, names: &[Name], at: usize) -> bool {
    const NARROWING: usize = 3;
    let v = vocabulary();
    let joins = |at: usize| words.all[at].among(&["and", ","]);
    let before = (at.saturating_sub(NARROWING)..at).rev().find(|b| joins(*b));
    let person = |n: &Name| Some(n.words.end) == before && n.kind == NameKind::Person;
    if !names.iter().any(person) {
        return false;
    }
    let plain = |at: &usize| words.get(*at).is_some_and(|w| w.is_small() && !v.filler.has(&w.lower));
    let held = |at: usize| {
        let person = name_at(names, at + 1).filter(|n| names[*n].kind == NameKind::Person);
        let office = v.offices.has(words.lower(at)) || v.is_role(words.lower(at));
        office && person.is_some_and(|n| names[n].words.start == at + 1)
    };
    (at..=at + NARROWING).take_while(plain).any(held)
}

/// Where the next item of a list may begin: behind a seat in parentheses, "of Aldra", and an apposition that a comma closes.
fn behind_item(words: &Words, names: &[Name], n: usize, end: usize) -> usize {
    const LONGEST: usize = 10;
    let mut at = names[n].words.end;
    if at < end && words.all[at].text == "(" {
        at = (at..end.min(at + LONGEST)).find(|i| words.all[*i].text == ")").map_or(at, |close| close + 1);
    }
    if at + 1 < end && words.all[at].among(&["of", "from"]) && words.all[at + 1].is_capital {
        at = (at + 1..end).find(|i| !words.all[*i].is_capital || !words.all[*i].is_word).unwrap_or(end);
    }
    // ", D-Maros,".
    if at + 1 < end && words.all[at].is(",") && super::function_words::is_seat(&words.all[at + 1]) {
        at += 2;
    }
    const OPENS: &[&str] = &["the", "a", "an", "his", "her", "former", "who"];
    let opens = |i: usize| words.get(i).is_some_and(|w| w.among(OPENS));
    if at + 1 < end && words.all[at].is(",") && opens(at + 1) && names[n].kind == NameKind::Person {
        // The comma behind the last apposition may be left out of the source.
        let close = (at + 1..end.min(at + 1 + LONGEST))
            .find(|i| !words.all[*i].is_word)
            .or((end <= at + 1 + LONGEST).then_some(end));
        let plain = |close: &usize| {
            (*close == end || words.all[*close].is(","))
                && !words.slice(at + 1..*close).iter().any(|w| w.is("and"))
                && !names.iter().any(|o| (at + 1..*close).contains(&o.start) && o.kind == NameKind::Person)
        };
        at = close.filter(plain).unwrap_or(at);
    }
    at
}

/// "The Port Union and its members", "companies and workers": two that speak together. "The founder and chairman" is one.
pub(super) fn pair(words: &Words, names: &[Name], head: Range<usize>, whole: usize) -> Option<Source> {
    let and = head.clone().skip(1).find(|at| {
        words.all[*at].is("and") && name_at(names, *at).is_none_or(|n| names[n].words.start >= *at)
    })?;
    if and + 1 >= head.end {
        return None;
    }
    let (class, noun, _, _) = class_of(words, head.start, and - 1);
    let name = names.iter().any(|n| n.words.end == and && n.start >= head.start);
    let plural = noun != words.lower(and - 1);
    let one_person = matches!(class, Class::Office(_) | Class::Role(_) | Class::Unnamed(_) | Class::Other)
        && !plural
        && !name;
    if one_person || one_company(words, head.clone(), and) {
        return None;
    }
    // "Venn and her millions of followers".
    let of = words.lower(head.end) == "of" && words.all[and + 1].among(&["his", "her", "their", "its"]);
    let end = match words.lower(head.end - 1) {
        "'s" => head.end - 1,
        _ if of => whole,
        _ => head.end,
    };
    Some(group(words, head.start..end, end))
}

/// "The consumer-products and newsprint company": one that does both.
fn one_company(words: &Words, head: Range<usize>, and: usize) -> bool {
    const COMPANIES: &[&str] =
        &["company", "concern", "firm", "group", "maker", "giant", "operator", "agency"];
    let before = words.lower(and - 1);
    let v = vocabulary();
    words.all[head.end - 1].among(COMPANIES)
        && head.start > 0
        && words.all[head.start - 1].among(&["the", "a", "an"])
        && words.slice(and + 1..head.end).iter().all(|w| w.is_small() && !w.among(&["a", "an", "the"]))
        && !super::names::is_people(before)
        && !v.organisations.has(&v.lemmas.noun(before))
}

/// "The secretary and Venn", "the prime minister and President Rolle": two who speak together, the first by an office. "The founder and Chief
/// Executive Ada Venn" is one: only offices of which nobody holds two part the persons.
pub(super) fn office_and_name(words: &Words, names: &[Name], range: &Range<usize>) -> Option<Source> {
    const LONGEST: usize = 6;
    const APART: &[&str] =
        &["president", "minister", "chancellor", "king", "queen", "pope", "secretary", "premier"];
    if words.lower(range.start) != "the" {
        return None;
    }
    let and = (range.start + 2..range.end).take(LONGEST).find(|at| words.all[*at].is("and"))?;
    let v = vocabulary();
    let head = words.lower(and - 1);
    let plain = words.slice(range.start..and).iter().all(|w| w.is_word && !w.is("'s"));
    let named =
        names.iter().any(|n| n.start < and && n.words.end > range.start && n.kind == NameKind::Person);
    if !plain || named || !v.offices.has(head) && !v.is_role(head) {
        return None;
    }
    let n = name_at(names, and + 1)?;
    let name = &names[n];
    if name.start != and + 1
        || name.kind != NameKind::Person
        || name.possessive
        || name.words.end != range.end
    {
        return None;
    }
    let title = name.start..name.words.start;
    let second = title.end.checked_sub(1).map_or("", |at| words.lower(at));
    let apart = APART.contains(&head) && APART.contains(&second) && head != second && title.len() < 3;
    if !title.is_empty() && !name.honorific && !apart {
        return None;
    }
    Some(group(words, range.clone(), range.end))
}

/// Several people by a phrase.
fn group(words: &Words, head: Range<usize>, end: usize) -> Source {
    Source::Phrase(Box::new(Phrase {
        class: Class::Group(SpeakerKind::Group),
        noun: words.phrase(head.clone()),
        words: head,
        after: end..end,
        definite: false,
        plural: true,
        modifiers: Vec::new(),
        gender: Gender::Unknown,
        owner: None,
    }))
}

/// The two persons whom "and" joins last before word `at`, in its sentence or the one before: "both". What stands with the first is passed over.
pub(super) fn pair_before(words: &Words, names: &[Name], at: usize) -> Option<Source> {
    let sentence = words.get(at)?.sentence;
    let paragraph = words.all[at].paragraph;
    let person = |n: usize| names[n].kind == NameKind::Person && !names[n].possessive;
    let pair_in = |range: Range<usize>| {
        let inside = |n: &usize| range.contains(&names[*n].start);
        let joined = |n: usize| {
            let and = behind_item(words, names, n, range.end);
            let next = (and + 1 < range.end && words.all[and].is("and"))
                .then(|| item_at(words, names, and + 1, range.end))?;
            next.filter(|next| person(*next)).map(|next| vec![n, next])
        };
        (0..names.len()).rev().filter(inside).filter(|n| person(*n)).find_map(joined)
    };
    let own = words.sentences[sentence].start..at;
    let before = || {
        let before = words.sentences[sentence.checked_sub(1)?].clone();
        let near = words.all[before.start].paragraph + 1 >= paragraph;
        // A third person told of there may be one of the two.
        let told = |n: &usize| before.contains(&names[*n].start) && names[*n].kind == NameKind::Person;
        ((0..names.len()).filter(told).count() == 2 && near).then(|| pair_in(before))?
    };
    pair_in(own).or_else(before).map(Source::Names)
}
