//! Names by rule and names by the model, made into one list.
//!
//! Rules know titles, lists and the words of bodies; the model knows what a name looks like in its sentence. Where a rule has no
//! opinion the model's counts; where both have one, the model must be sure.

use super::body_names::{body_after, body_before};
use super::names::{FIRMS, Name, NameKind};
use crate::entity_tagger::{self, Tagged, TaggedName};
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Words;
use std::ops::Range;

/// How far ahead a label must be to say what a name is where no rule does, and to find a person where no rule finds a name, in thousandths of a natural logarithm.
const LIKELY: i32 = 700;

/// How far ahead it must be to overrule a rule, or to find another name than a person's.
const SURE: i32 = 2500;

/// Months that are given names.
const MONTHS_AS_NAMES: &[&str] = &["april", "may", "june", "august"];

/// What the model found, in words.
struct Found {
    words: Range<usize>,
    kind: NameKind,
    ahead: i32,
}

/// Names of both, in text order and disjoint.
pub fn reconcile(words: &Words, by_rule: Vec<Name>, tagged: &Tagged) -> Vec<Name> {
    let found: Vec<Found> = tagged.names.iter().filter_map(|t| read(words, t, tagged.scale)).collect();
    let mut out: Vec<Name> = Vec::with_capacity(by_rule.len());
    let mut used = vec![false; found.len()];
    for name in by_rule {
        let from = found.partition_point(|f| f.words.end <= name.words.start);
        let to = from + found[from..].partition_point(|f| f.words.start < name.words.end);
        used[from..to].fill(true);
        match &found[from..to] {
            [] => out.push(name),
            [one] => out.push(joined(words, name, one)),
            several => out.extend(split(words, name, several)),
        }
    }
    for (f, used) in found.iter().zip(used) {
        // "Aides said": what people are called is no name.
        let noun = f.words.len() == 1 && super::names::is_people(words.lower(f.words.start));
        let least = if f.kind == NameKind::Person && !noun { LIKELY } else { SURE };
        if !used && f.ahead >= least && words.slice(f.words.clone()).iter().any(|w| w.is_capital) {
            let mut name = plain(words, f.words.clone(), f.kind);
            if is_told_body(words, &name) {
                name.kind = NameKind::Organisation;
            }
            out.push(name);
        }
    }
    out.sort_by_key(|n| n.words.start);
    out
}

fn read(words: &Words, tagged: &TaggedName, scale: i32) -> Option<Found> {
    let mut range = words.inside(tagged.span);
    // Quotation marks and full stops at the edges are no part of a name.
    while range.start < range.end && !words.all[range.start].is_word {
        range.start += 1;
    }
    while range.start < range.end && (!words.all[range.end - 1].is_word || words.all[range.end - 1].is("'s"))
    {
        range.end -= 1;
    }
    let kind = match tagged.kind {
        entity_tagger::NameKind::Person => NameKind::Person,
        entity_tagger::NameKind::Organisation => NameKind::Organisation,
        entity_tagger::NameKind::Place => NameKind::Place,
        entity_tagger::NameKind::Group => NameKind::Group,
        entity_tagger::NameKind::Other => NameKind::Document,
    };
    let ahead = i32::try_from(i64::from(tagged.margin) * 1000 / i64::from(scale.max(1))).unwrap_or(i32::MAX);
    (!range.is_empty()).then_some(Found { words: range, kind, ahead })
}

fn plain(words: &Words, range: Range<usize>, kind: NameKind) -> Name {
    let possessive = matches!(words.lower(range.end), "'s" | "'" | "’");
    Name::plain(range, kind, possessive)
}

/// "Luz Terminals", "Oxley & Rusk", "Doctors Without Borders": the words of a firm or body, and of no person.
fn is_firm(words: &Words, range: &Range<usize>) -> bool {
    let last = words.lower(range.end - 1);
    let joins = |at: usize| matches!(words.all[at].text, "&" | "Without");
    range.len() > 1 && (FIRMS.contains(&last) || range.clone().any(joins))
}

/// One name of each side.
fn joined(words: &Words, mut name: Name, found: &Found) -> Name {
    let v = vocabulary();
    let listed = v.agencies.has(words.cut(&name.words))
        || v.metonyms.has(&words.phrase(name.words.clone()))
        || v.places.has(&words.phrase(name.words.clone()));
    let overruled = match (name.kind, found.kind) {
        (NameKind::Unclear, _) => found.ahead >= LIKELY,
        // A rule that reads a person off a title or an honorific is not overruled.
        (NameKind::Person, NameKind::Organisation | NameKind::Place) => {
            found.ahead >= SURE && !name.honorific && name.start == name.words.start
        }
        (
            NameKind::Organisation
            | NameKind::Outlet
            | NameKind::Document
            | NameKind::Group
            | NameKind::Place,
            NameKind::Person,
        ) => {
            found.ahead >= SURE
                && !listed
                && !is_acronym(words, &name.words)
                && !is_firm(words, &name.words)
                && !are_people(words, &name)
                && !is_told_body(words, &name)
        }
        _ => false,
    };
    if overruled {
        name.kind = found.kind;
    }
    if name.kind == NameKind::Person && found.kind == NameKind::Person && found.ahead >= LIKELY {
        let inside = name.words.start <= found.words.start && found.words.end <= name.words.end;
        let titled = name.start < name.words.start;
        // What stands in front of the name in the run leads it: a title, a body, a word of a headline; initials belong to it.
        let initials = words.slice(name.words.start..found.words.start).iter().any(|w| w.text.contains('.'));
        // "Don Guardian", "May Venn": an honorific, or a month, that is a given name as well.
        let first = &words.all[found.words.start];
        let given = !inside
            && found.words.start + 1 == name.words.start
            && found.words.end == name.words.end
            && (name.start <= found.words.start || first.is_capital && first.among(MONTHS_AS_NAMES))
            && v.first_names.has(&first.lower);
        if given {
            name.start = name.start.min(found.words.start);
            name.words = found.words.clone();
            name.honorific = false;
        }
        // A single word of a longer name is cut out only where the rest is surely none: given names are of many kinds.
        let rest = || {
            (name.words.start..found.words.start)
                .all(|at| is_known(words.lower(at)) && !super::function_words::is_surname_he(words, at))
        };
        let enough = found.words.len() > 1 || found.words.end == name.words.end && rest();
        let ends = !titled || found.words.end == name.words.end;
        if inside && enough && !initials && found.words != name.words && ends {
            name.possessive &= found.words.end == name.words.end;
            if found.words.start > name.words.start && !titled && name.gender == Gender::Unknown {
                name.start = name.words.start;
            }
            name.words = found.words.clone();
        }
    }
    name
}

/// "Aldran Americans": the plural of a word for a people.
fn are_people(words: &Words, name: &Name) -> bool {
    let v = vocabulary();
    let last = words.lower(name.words.end - 1);
    let single = v.lemmas.noun(last);
    name.kind == NameKind::Group && single != last && v.adjectives.has(&single)
}

/// "The daily Maros", "Maros, a newspaper,": words beside the name tell that it is a body's.
fn is_told_body(words: &Words, name: &Name) -> bool {
    let sentence = words.sentence_of(name.words.start);
    let before = name.words.start.checked_sub(1).map_or("", |at| words.lower(at));
    vocabulary().outlet_nouns.has(before) && body_before(words, name.words.start, &sentence)
        || name.words.len() == 1 && body_after(words, name.words.end, &sentence)
}

/// One word of capitals: a body, and no person, whatever stands around it.
fn is_acronym(words: &Words, name: &Range<usize>) -> bool {
    const LONGEST: usize = 5;
    let text = words.all[name.start].text;
    name.len() == 1 && (2..=LONGEST).contains(&text.len()) && text.chars().all(char::is_uppercase)
}

/// Whether a word is one of everyday language or leads a name.
fn is_known(lower: &str) -> bool {
    let v = vocabulary();
    super::names::is_common(lower)
        || v.adjectives.has(lower)
        || v.places.has(lower)
        || super::source::PREPOSITIONS.contains(&lower)
}

/// Several names of the model in one of the rules': a run of capitalised words that holds more than one.
fn split(words: &Words, name: Name, several: &[Found]) -> Vec<Name> {
    let sure = several.iter().all(|f| f.ahead >= LIKELY);
    let person = several.iter().any(|f| f.kind == NameKind::Person);
    let inside = several.iter().all(|f| name.words.start <= f.words.start && f.words.end <= name.words.end);
    // Two persons side by side in one run are one person's given name and surname.
    let torn = several
        .windows(2)
        .any(|w| w[0].words.end == w[1].words.start && w.iter().all(|f| f.kind == NameKind::Person));
    // A lone word at the end of a longer run is more often a surname than a name of its own.
    let torn = torn || several.iter().any(|f| f.kind == NameKind::Person && f.words.len() < 2);
    if !sure
        || !person
        || !inside
        || torn
        || matches!(name.kind, NameKind::Organisation | NameKind::Government | NameKind::Outlet)
    {
        return vec![name];
    }
    let mut out: Vec<Name> = several.iter().map(|f| plain(words, f.words.clone(), f.kind)).collect();
    if let Some(first) = out.first_mut() {
        first.start = name.start;
    }
    if let Some(last) = out.last_mut().filter(|l| l.kind == NameKind::Person) {
        (last.gender, last.honorific) = (name.gender, name.honorific);
    }
    out
}
