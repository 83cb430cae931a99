//! The office before a name with what it is an office of, and no comma between: "President of Aldra Ada Venn", "Minister of Foreign Affairs
//! Ove Rolle", "head of the district council Ada Venn". Agencies that translate into English write so.
//!
//! Capitalised words alone do not show where the home of the office ends and the name begins; lists of states, bodies and portfolios do, and
//! else the usual shape of a name: a given name and a surname.

use super::headline_names::is_title_case;
use super::names::{Name, NameKind, classify, ends_like_participle, is_common, is_shouted};
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// Words between an office and the name at most.
const FURTHEST: usize = 12;

/// Offices that only states, regions and towns have.
const OF_PLACES: &[&str] =
    &["minister", "premier", "governor", "mayor", "ambassador", "envoy", "king", "queen", "chancellor"];

/// Offices that are held in another state or at another body: "ambassador to Aldra".
const SENT: &[&str] =
    &["ambassador", "envoy", "representative", "delegate", "emissary", "nuncio", "consul", "commissioner"];

/// Those who assist whoever has an office: "adviser of the head of the Office of the President of Aldra Ada Venn".
const ASSISTING: &[&str] =
    &["adviser", "advisor", "assistant", "aide", "spokesman", "spokeswoman", "spokesperson"];

/// Marks the office before each name of a person and cuts its home off the name, as a name of its own.
pub fn mark_offices(words: &Words, names: &mut Vec<Name>) {
    let v = vocabulary();
    let mut homes = Vec::new();
    for n in 0..names.len() {
        let Some(office) = office_of(words, names, n) else { continue };
        let person = person_in(words, names, n, &office);
        let Some(person) = person.filter(|at| words.all[*at].is_capital) else { continue };
        let name = &mut names[n];
        if person > name.start {
            homes.extend(home(words, name.start..person, &office));
            name.words.start = person;
            name.start = person;
        }
        (name.kind, name.office) = (NameKind::Person, Some(office));
    }
    // "Foreign Affairs" in an office is nobody's name.
    let offices: Vec<Range<usize>> = names.iter().filter_map(|n| n.office.clone()).collect();
    let portfolio = |at: usize| v.office_homes.get(words.lower(at)) == Some(&"portfolio");
    names.retain(|n| !(offices.iter().any(|o| o.contains(&n.words.start)) && n.words.clone().all(portfolio)));
    names.extend(homes);
    names.sort_by_key(|n| n.words.start);
}

/// From the office to the name that follows its home; the office alone is the part before the first "of" or "for".
fn office_of(words: &Words, names: &[Name], n: usize) -> Option<Range<usize>> {
    let v = vocabulary();
    let name = &names[n];
    let first = name.start;
    let sentence = words.sentence_of(first);
    // "The Office of the President Ada Venn": the title is the office's, the name that of its head.
    let of_body = first > 2
        && words.lower(first - 1) == "the"
        && words.lower(first - 2) == "of"
        && v.organisations.has(words.lower(first - 3));
    let titled = !of_body
        && (first..name.words.start).any(|at| v.offices.has(words.lower(at)) || v.is_role(words.lower(at)));
    if titled || name.honorific || name.kind == NameKind::Group || is_title_case(words, &sentence) {
        return None;
    }
    let from = sentence.start.max(first.saturating_sub(FURTHEST));
    let mut found = None;
    // "Head of the Office of the President of Aldra Ada Venn": the body between two offices is the first one's.
    let mut body = true;
    for at in (from..first).rev() {
        let longest = v.offices.longest_from(words.lower(at)).min(first - at);
        let end = (1..=longest).rev().map(|l| at + l).find(|end| v.offices.has(&words.phrase(at..*end)));
        // "Member of the Security Council Ada Venn".
        let end =
            end.or((v.is_role(words.lower(at)) && words.lower(at + 1) == "of" && body).then_some(at + 1));
        let adviser = v.is_role(words.lower(at)) && words.lower(at + 1) == "to"
            || words.all[at].among(ASSISTING) && words.lower(at + 1) == "of";
        let end = end.or(adviser.then_some(at + 1));
        if let Some(end) = end {
            let with_home = end == first && words.slice(at..end).iter().any(|w| w.is("of"));
            if (body || adviser) && (with_home || words.all[end].among(&["of", "for", "to", "at"])) {
                found = Some(at..first);
            }
            body = false;
            continue;
        }
        if !tells_home(words, names, at) {
            break;
        }
        body |= v.organisations.has(&v.lemmas.noun(words.lower(at)));
    }
    found
}

/// Whether a word may stand between an office and the name of who holds it.
fn tells_home(words: &Words, names: &[Name], at: usize) -> bool {
    let v = vocabulary();
    let word = &words.all[at];
    if word.among(&["of", "for", "the", "and", "'s"]) {
        return true;
    }
    // "Adviser to the head", "ambassador to Aldra", "ambassador of Maros to Aldra".
    if word.is("to") {
        const HOME: usize = 3;
        let sent = |from: usize| words.all[from].among(SENT);
        return at > 0 && v.is_role(words.lower(at - 1))
            || (at.saturating_sub(1 + HOME)..at)
                .any(|from| sent(from) && (from + 1 == at || words.all[from + 1].is("of")));
    }
    // "Chief investment officer at Maros Capital".
    if word.is("at") {
        return at > 0 && v.offices.has(words.lower(at - 1));
    }
    // "Committee on Defence".
    if word.is("on") {
        return at > 0 && v.organisations.has(words.lower(at - 1));
    }
    if !word.is_word || v.filler.has(&word.lower) {
        return false;
    }
    if names_home(&word.lower) {
        return true;
    }
    let named = || {
        let n = names.partition_point(|n| n.words.end <= at);
        names.get(n).is_some_and(|n| n.words.start <= at && n.kind != NameKind::Person)
    };
    // "head of the regional administration": an adjective, and no verb.
    let adjective = || !v.lemmas.is_verb(&v.lemmas.verb(&word.lower)) && !word.lower.ends_with("ly");
    if word.is_capital { v.adjectives.has(&word.lower) || named() } else { adjective() }
}

/// Whether a word ends or makes the home of an office: a body, a portfolio, a kind of place.
fn names_home(lower: &str) -> bool {
    let v = vocabulary();
    v.organisations.has(&v.lemmas.noun(lower)) || v.office_homes.has(lower)
}

/// Whether the word is the kind of a place, whose name follows: "governor of the region Harth Ada Venn".
fn is_kind_of_place(lower: &str) -> bool {
    vocabulary().office_homes.get(lower) == Some(&"place")
}

/// The first word of the person in the run of capitalised words behind an office; `None` where the run is no person.
fn person_in(words: &Words, names: &[Name], n: usize, office: &Range<usize>) -> Option<usize> {
    let v = vocabulary();
    // The model may have cut off the home, or a part of it.
    let known = names[n].words.start;
    let run = names[n].start..names[n].words.end;
    let cut = (known > run.start).then_some(known);
    let before = &words.all[run.start - 1];
    let (at, sure) = past_home(words, &run);
    let rest = run.end - at;
    let last = words.lower(run.end - 1);
    let is_name = rest == 2 && ends_like_participle(last) && !is_common(words.lower(at));
    let is_last_common = is_common(last) && !is_name;
    if rest == 0 || is_last_common && names[n].kind != NameKind::Person {
        return cut;
    }
    // What the model takes for a body is a person where the article calls him so: "Rolle added".
    let again = names
        .iter()
        .any(|other| other.words.len() == 1 && words.lower(other.words.start) == words.lower(run.end - 1));
    let given = |at: usize| v.first_names.has(words.lower(at));
    if sure {
        // "President of Aldra Venn", but "Minister of Water Supply".
        if rest == 1 && names[n].kind != NameKind::Person && !again {
            return cut;
        }
        // "of New York City Ada Venn": more of the home before the given name.
        let more = rest == 3 && !given(at) && given(at + 1);
        return Some(if more { at + 1 } else { at }.max(known));
    }
    let of_place = words.slice(office.clone()).iter().any(|w| w.among(OF_PLACES) || w.is("president"));
    if !matches!(names[n].kind, NameKind::Person | NameKind::Unclear | NameKind::Place) && !again && !of_place
    {
        return None;
    }
    let apart = n > 0 && names[n - 1].words.end == run.start && names[n - 1].words.start > office.start;
    let whole = before.is_small() && names_home(&before.lower) && !is_kind_of_place(&before.lower);
    let listed = before.is_small() && words.slice(office.clone()).iter().all(|w| w.is_word && !w.is("for"));
    let by_title = listed && v.offices.has(&words.phrase(office.clone()));
    if apart || whole || by_title {
        return cut.or((run.len() > 1 && names[n].kind != NameKind::Place).then_some(run.start));
    }
    let held = v.offices.has(words.lower(office.start)) || words.all[office.start].among(ASSISTING);
    let home_follows = held && before.among(&["of", "the", "to", "for"])
        || is_kind_of_place(&before.lower)
        || at > run.start;
    let usual = (home_follows && rest > 2 && !given(at)).then(|| usual_name(words, at..run.end));
    usual.max(cut)
}

/// Past what the lists know as the home of an office at the beginning of a run, and whether that is surely all of it.
fn past_home(words: &Words, run: &Range<usize>) -> (usize, bool) {
    let v = vocabulary();
    let (mut at, mut sure) = (run.start, false);
    while at < run.end {
        let longest = v.places.longest_from(words.lower(at)).min(run.end - at);
        let place = (1..=longest).rev().map(|l| at + l).find(|end| v.places.has(&words.phrase(at..*end)));
        // "Harth Region", "Averby Port", but "Port Averby".
        let ends = |i: usize| {
            let kind = is_kind_of_place(words.lower(i));
            // "Institute for Strategic Studies": a noun of everyday language, two words or more behind it.
            let noun = i > run.start
                && i + 2 < run.end
                && is_common(words.lower(i))
                && !v.first_names.has(words.lower(i));
            names_home(words.lower(i)) && (!kind || i > run.start && i + 2 < run.end)
                || noun
                || is_shouted(&words.all[i])
        };
        let body = (at..run.end).rev().find(|i| ends(*i));
        let of = is_kind_of_place(words.lower(at)) && words.lower(at + 1) == "of";
        match (place, body) {
            // "Republic of Aldra".
            (None, None) if of && at + 2 < run.end => (at, sure) = (at + 2, false),
            (_, Some(last)) => (at, sure) = (last + 1, true),
            (Some(end), None) => (at, sure) = (end, true),
            (None, None) if sure && words.all[at].among(&["of", "the"]) => {
                (at, sure) = (at + 1, words.lower(at + 1) == "the")
            }
            (None, None) if v.adjectives.has(words.lower(at)) && at + 1 < run.end => {
                (at, sure) = (at + 1, false)
            }
            (None, None) => break,
        }
    }
    (at, sure)
}

/// Of a home that no list knows and a name, the first word of the name: its given name where one is listed, else the last word but one, and
/// the word before a particle ("Ada von Venn").
fn usual_name(words: &Words, run: Range<usize>) -> usize {
    let v = vocabulary();
    if words.slice(run.clone()).iter().any(|w| w.is_small()) || run.len() == 3 {
        return run.start + 1;
    }
    let given = (run.start + 1..run.end - 1).rev().find(|at| v.first_names.has(words.lower(*at)));
    given.unwrap_or(run.end - 2)
}

/// The home of an office as a name; `None` for a portfolio. A name in no list behind an office that only states and towns have is a place.
fn home(words: &Words, run: Range<usize>, office: &Range<usize>) -> Option<Name> {
    let v = vocabulary();
    if run.clone().all(|at| v.office_homes.has(words.lower(at)) || v.adjectives.has(words.lower(at))) {
        return None;
    }
    let kind = match classify(words, &run, &words.sentence_of(run.start), false) {
        NameKind::Unclear | NameKind::Person
            if words.slice(office.clone()).iter().any(|w| w.among(OF_PLACES)) =>
        {
            NameKind::Place
        }
        NameKind::Person => NameKind::Unclear,
        kind => kind,
    };
    Some(Name::plain(run, kind, false))
}
