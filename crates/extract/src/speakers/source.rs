//! What a source span is: a name, names, a pronoun, or a noun phrase with its head.

use super::coordinated::{coordinated, office_and_name, pair, pair_before};
use super::head_noun::{class_of, is_in_the_know, is_nounish, single_of};
use super::holders::{called_by_name, holder, member_by_name, name_behind, of_several_levels, officer_of};
use super::introductions::modifiers;
use super::names::{Name, NameKind};
use super::nicknames::has_nickname;
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Words;
use reportedly_schema::{Span, SpeakerKind};
use std::ops::Range;

/// What the head noun of a source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// An office, rank or function; its canonical form.
    Office(String),
    /// Any other noun for one human being.
    Role(String),
    /// A noun for sources that stay unnamed.
    Unnamed(String),
    /// A body.
    Body(SpeakerKind),
    /// A text.
    Document,
    /// People.
    Group(SpeakerKind),
    /// Not in a list.
    Other,
}

/// A source whose head is a noun.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// What the head is.
    pub class: Class,
    /// The head noun, singular.
    pub noun: String,
    /// Words of the noun phrase without determiner, up to the head.
    pub words: Range<usize>,
    /// The words after the head that belong to it ("of the Port Union"); may be empty.
    pub after: Range<usize>,
    /// "the", a demonstrative or a possessive.
    pub definite: bool,
    /// More than one.
    pub plural: bool,
    /// What narrows the head.
    pub modifiers: Vec<String>,
    /// Where the noun shows it.
    pub gender: Gender,
    /// A pronoun before it: "his campaign".
    pub owner: Option<usize>,
}

/// A source, told by its words.
#[derive(Clone, Debug)]
pub enum Source {
    /// No words.
    Nothing,
    /// A pronoun at this word.
    Pronoun(usize),
    /// A name, by index.
    Name(usize),
    /// Several names.
    Names(Vec<usize>),
    /// A noun phrase.
    Phrase(Box<Phrase>),
}

const PRONOUNS: &[&str] = &[
    "he",
    "she",
    "they",
    "it",
    "i",
    "we",
    "you",
    "who",
    "which",
    "that",
    "him",
    "her",
    "them",
    "me",
    "us",
    "his",
    "their",
    "its",
    "my",
    "our",
    "your",
    "whose",
    "himself",
    "herself",
    "themselves",
    "itself",
    "myself",
    "hers",
    "theirs",
    "whom",
];

pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your",
    "another", "any", "each", "every", "such", "both", "all", "no", "what",
];

pub(crate) const PREPOSITIONS: &[&str] = &[
    "of",
    "for",
    "in",
    "at",
    "on",
    "from",
    "with",
    "to",
    "by",
    "about",
    "within",
    "inside",
    "near",
    "close",
    "familiar",
    "who",
    "which",
    "that",
    "whose",
    "across",
    "under",
    "against",
    "around",
    "among",
    "including",
    "like",
    "working",
    "involved",
    "briefed",
    "speaking",
    "living",
    "via",
    "between",
    "outside",
    "along",
    "as",
    "where",
    "when",
    "than",
    "through",
    "during",
    "over",
    "after",
    "before",
    "based",
];

const QUANTIFIERS: &[&str] = &[
    "some",
    "many",
    "most",
    "several",
    "groups",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "few",
    "dozens",
    "hundreds",
    "thousands",
    "number",
    "group",
    "majority",
    "majorities",
    "percent",
    "half",
    "lot",
    "all",
    "both",
    "none",
    "any",
    "each",
    "pair",
    "trio",
    "duo",
    "quartet",
    "dozen",
    "series",
    "handful",
    "couple",
    "scores",
    "member",
    "members",
];

/// Reads a source span.
pub fn read(words: &Words, names: &[Name], spans: &[Span]) -> Source {
    for span in spans {
        let found = read_span(words, names, words.inside(*span));
        if !matches!(found, Source::Nothing) {
            return found;
        }
    }
    Source::Nothing
}

/// Reads the words of a range as a source.
pub fn read_span(words: &Words, names: &[Name], mut range: Range<usize>) -> Source {
    while range.start < range.end {
        let word = &words.all[range.start];
        let leads = !word.is_word
            || word.among(&[
                "by",
                "for",
                "even",
                "only",
                "and",
                "but",
                "as",
                "from",
                "to",
                "while",
                "including",
            ]);
        if !leads {
            break;
        }
        range.start += 1;
    }
    while range.end > range.start
        && !words.all[range.end - 1].is_word
        && !is_mark(words.all[range.end - 1].text)
    {
        range.end -= 1;
    }
    // "John “J.D.” | Venn": a source that begins inside a name with a nickname has all of it.
    let whole = |n: &&Name| n.words.contains(&range.start) && has_nickname(words, &n.words);
    range.start = names.iter().find(whole).map_or(range.start, |n| n.words.start);
    // "Venn himself".
    if range.len() > 1 && words.all[range.end - 1].among(&["himself", "herself", "itself", "themselves"]) {
        range.end -= 1;
    }
    if let Some(one) = is_one_of(words, names, &range) {
        return one;
    }
    // "No one has claimed the attack".
    if range.len() == 2 && words.all[range.start].is("no") && words.all[range.start + 1].is("one") {
        return quantified(words, range.clone(), range, false).unwrap_or(Source::Nothing);
    }
    // "The government's decision": the government.
    if range.len() > 1
        && (words.all[range.end - 1].is("'s") || is_bare_possessive(words, range.end - 1))
        && words.all[range.start].text != "'"
    {
        range.end -= 1;
        // "Oxley Corp.'s".
        while range.len() > 1 && words.all[range.end - 1].text == "." {
            range.end -= 1;
        }
    }
    // "about 6 in 10 voters": the voters.
    range.start = past_share(words, &range);
    if range.is_empty() {
        return Source::Nothing;
    }
    let first = words.lower(range.start);
    // "WHO said", "He Jianmin said": a name that is written as a pronoun.
    let named = name_at(names, range.start).is_some()
        && words.slice(words.sentence_of(range.start)).iter().any(|w| w.is_small());
    if PRONOUNS.contains(&first) && !named && pronoun_stands_alone(words, &range) {
        return Source::Pronoun(range.start);
    }
    // "Another blamed the rebels": of those spoken of before.
    if range.len() == 1 && words.all[range.start].among(&["another", "one"]) {
        return quantified(words, range.clone(), range, true).unwrap_or(Source::Nothing);
    }
    // "Venn and Rolle agreed to meet, both said".
    if range.len() == 1 && words.all[range.start].is("both") {
        return pair_before(words, names, range.start).unwrap_or(Source::Nothing);
    }
    if let Some(several) = office_and_name(words, names, &range).or_else(|| coordinated(words, names, &range))
    {
        return several;
    }
    let segments = segments(words, names, &range);
    let Some(core) = segments.first().cloned() else { return Source::Nothing };
    // "Maros County (Ald.) Sheriff Ada Venn": the place in front of the title is no speaker.
    if let Some(next) = segments.get(1)
        && words.lower(core.end) == "("
        && words.get(next.start.wrapping_sub(1)).is_some_and(|w| w.text == ")")
        && let Some(person) = name_from(words, names, next)
        && names[person].kind == NameKind::Person
    {
        return Source::Name(person);
    }
    if let Some(member) = member_by_name(words, names, &segments) {
        return Source::Name(member);
    }
    if let Some(officials) = of_several_levels(words, names, &segments) {
        return officials;
    }
    // "One, who asked not to be named,".
    if core.len() == 1
        && words.all[core.start].among(&["another", "one"])
        && segments.get(1).is_some_and(|next| words.lower(next.start) == "who")
    {
        return quantified(words, core.clone(), core, true).unwrap_or(Source::Nothing);
    }
    if let Some(holder) = holder(words, names, &core) {
        return Source::Name(holder);
    }
    // "A member of the council, Ada Venn,".
    let of_many =
        words.slice(core.start..core.end.min(core.start + 2)).iter().any(|w| w.among(&["member", "one"]));
    if of_many
        && let Some(next) = segments.get(1)
        && let Source::Name(n) = core_head(words, names, next.clone())
        && names[n].kind == NameKind::Person
        && names[n].words.end == next.end
    {
        return Source::Name(n);
    }
    if let Some(officer) = officer_of(words, names, &segments) {
        return Source::Name(officer);
    }
    if let Some(called) = called_by_name(words, names, &core) {
        return Source::Name(called);
    }
    // "The commander, who goes by the name Kito,".
    let called = segments.get(1).filter(|s| {
        const CALLED: &[&str] = &["goes by", "known as", "named", "called"];
        words.lower(s.start) == "who" && CALLED.iter().any(|c| words.phrase((*s).clone()).contains(c))
    });
    if let Some(segment) = called
        && let Some(n) = names.iter().position(|n| n.words.end == segment.end && n.start > segment.start)
        && matches!(names[n].kind, NameKind::Person | NameKind::Unclear)
    {
        return Source::Name(n);
    }
    match core_head(words, names, core.clone()) {
        Source::Phrase(phrase)
            if matches!(phrase.noun.as_str(), "interview" | "conversation")
                && words.lower(phrase.after.start) == "with" =>
        {
            // "Interview with Ada Venn": whoever is asked speaks.
            let asked = phrase.after.start + 1..phrase.after.end;
            holder(words, names, &asked)
                .or_else(|| name_from(words, names, &asked))
                .map_or(Source::Phrase(phrase), Source::Name)
        }
        Source::Phrase(phrase) => {
            // "The head of the Port Union, Ove Rolle": the name in apposition is who speaks.
            let human = matches!(phrase.class, Class::Office(_) | Class::Role(_) | Class::Unnamed(_));
            let named = segments[1..].iter().find_map(|s| name_from(words, names, s));
            // "A spokeswoman for the buyer, Corvin Estates,": the name may be the buyer's.
            let of_other = |n: &usize| {
                let indefinite = words.all[range.start].among(&["a", "an", "another"]);
                let given = vocabulary().first_names.has(words.lower(names[*n].words.start));
                let joined = !phrase.after.is_empty() && words.all[phrase.after.start].among(&["for", "of"]);
                let last = words.lower(names[*n].words.end - 1);
                let things = vocabulary().lemmas.noun(last) != last;
                indefinite && joined && !given && (things || names[*n].kind != NameKind::Person)
            };
            let named = named.filter(|n| !of_other(n));
            // "The ferry's master, Ada Venn", "the ship's owner, Venn Lines": the segment next to it is a name and nothing else.
            let next = segments.get(1).and_then(|next| match core_head(words, names, next.clone()) {
                Source::Name(n) if names[n].start == next.start && !phrase.plural => Some(n),
                _ => None,
            });
            let by_name = next.filter(|n| match names[*n].kind {
                NameKind::Person => phrase.class == Class::Other,
                // "The airline, Coastline Connect,".
                NameKind::Organisation | NameKind::Unclear => {
                    let plain = phrase.definite;
                    let body = matches!(phrase.class, Class::Body(SpeakerKind::Organisation)) && plain;
                    phrase.after.is_empty()
                        && (body || !matches!(phrase.class, Class::Body(_) | Class::Group(_)))
                }
                _ => false,
            });
            if let Some(name) = by_name {
                return Source::Name(name);
            }
            match named {
                Some(name) if human && !phrase.plural && names[name].words.end <= range.end => {
                    Source::Name(name)
                }
                _ if human && !phrase.plural => match name_behind(words, names, &phrase) {
                    Some(name) => Source::Name(name),
                    None => Source::Phrase(phrase),
                },
                _ => Source::Phrase(phrase),
            }
        }
        other => other,
    }
}

/// "Aldra is one of the region's most vocal critics of": whoever is one of many, where the source ends in their possessive.
fn is_one_of(words: &Words, names: &[Name], range: &Range<usize>) -> Option<Source> {
    let one = range.clone().find(|at| words.all[*at].is("one") && words.lower(at + 1) == "of")?;
    let copula = one.checked_sub(1).filter(|at| words.all[*at].among(&["is", "was", "remains"]))?;
    let owned = words.get(range.end.checked_sub(1)?)?.is("'s");
    let named = names.iter().position(|n| n.words.end == copula);
    owned.then(|| named.map_or(Source::Nothing, Source::Name))
}

/// Where the people begin in "about six in 10 voters"; the start of the range where it is no share.
fn past_share(words: &Words, range: &Range<usize>) -> usize {
    const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number = |at: usize| {
        at < range.end
            && (words.all[at].among(NUMBERS) || words.lower(at).bytes().all(|b| b.is_ascii_digit()))
    };
    let mut at = range.start;
    if at < range.end
        && words.all[at].among(&["about", "nearly", "roughly", "almost", "some", "around", "only"])
    {
        at += 1;
    }
    if !number(at) {
        return range.start;
    }
    let second = match (words.lower(at + 1), words.lower(at + 2)) {
        ("in", _) => at + 2,
        ("out", "of") => at + 3,
        _ => return range.start,
    };
    if number(second) && second + 1 < range.end { second + 1 } else { range.start }
}

fn is_mark(text: &str) -> bool {
    matches!(text, ")" | "'" | "’")
}

/// A pronoun that is not the determiner of a noun: "his", not "his campaign"; "that", not "that report".
fn pronoun_stands_alone(words: &Words, range: &Range<usize>) -> bool {
    let next = words.get(range.start + 1).filter(|_| range.len() > 1);
    match next {
        None => true,
        Some(next) => {
            let owns = words.all[range.start].among(&[
                "his", "her", "their", "its", "my", "our", "your", "that", "whose", "you", "us", "we",
            ]);
            !next.is_word
                || !owns
                || next.among(&["and", "who", "both", "all", "himself", "herself", "themselves"])
        }
    }
}

/// The name whose mention starts at a word.
pub(super) fn name_at(names: &[Name], at: usize) -> Option<usize> {
    let n = names.partition_point(|n| n.words.end <= at);
    names.get(n).filter(|name| name.start <= at && at < name.words.end).map(|_| n)
}

/// The name that a segment opens with, titles passed over.
fn name_from(words: &Words, names: &[Name], segment: &Range<usize>) -> Option<usize> {
    match core_head(words, names, segment.clone()) {
        Source::Name(n) if names[n].kind == NameKind::Person || names[n].kind == NameKind::Unclear => Some(n),
        _ => None,
    }
}

/// Parts between commas; parentheses are left out, names are never cut.
fn segments(words: &Words, names: &[Name], range: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut depth = 0usize;
    for at in range.clone() {
        let text = words.all[at].text;
        let inside_name =
            name_at(names, at).is_some_and(|n| names[n].words.start < at && at + 1 < names[n].words.end);
        match text {
            "(" | "[" if !inside_name => {
                if depth == 0 && start < at {
                    out.push(start..at);
                }
                depth += 1;
            }
            ")" | "]" if !inside_name => {
                depth = depth.saturating_sub(1);
                start = at + 1;
            }
            "," | ";" | ":" | "–" | "—" if depth == 0 && !inside_name => {
                if start < at {
                    out.push(start..at);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if depth == 0 && start < range.end {
        out.push(start..range.end);
    }
    out
}

/// The head of one segment.
pub(super) fn core_head(words: &Words, names: &[Name], mut core: Range<usize>) -> Source {
    let v = vocabulary();
    let whole = core.clone();
    let mut definite = false;
    let mut owner = None;
    while core.start < core.end {
        let word = &words.all[core.start];
        if word.among(DETERMINERS) && name_at(names, core.start).is_none() {
            definite |= !word.among(&["a", "an", "another", "any", "each", "every", "no", "what"]);
            if word.among(&["his", "her", "their", "its", "my", "our"]) {
                owner = Some(core.start);
            }
            core.start += 1;
        } else if !word.is_word {
            core.start += 1;
        } else {
            break;
        }
    }
    if core.is_empty() {
        return Source::Nothing;
    }
    // "some of the residents", "a group of scientists", "one of Venn's aides".
    if words.all[core.start..core.end.min(core.start + 4)].iter().any(|w| w.among(QUANTIFIERS))
        && let Some(of) = (core.start..core.end.min(core.start + 5)).find(|at| words.lower(*at) == "of")
        && of > core.start
        && words.all[of - 1].among(QUANTIFIERS)
        && of + 1 < core.end
    {
        let single = words.lower(core.start) == "one" || matches!(words.lower(of - 1), "one" | "member");
        // "One of them": they were told of before.
        if PRONOUNS.contains(&words.lower(of + 1)) && of + 2 == core.end {
            let found = quantified(words, core.start..of + 2, whole, single);
            return found.unwrap_or(Source::Nothing);
        }
        return match core_head(words, names, of + 1..core.end) {
            Source::Phrase(mut phrase) => {
                phrase.definite = false;
                phrase.plural = !single;
                // "A member of the council": somebody of it, and not the council.
                if single && matches!(phrase.class, Class::Body(_)) {
                    return quantified(words, core.clone(), whole, true).unwrap_or(Source::Nothing);
                }
                // "Two members of the delegation": some of it.
                let members = words.all[of - 1].is("members") && matches!(phrase.class, Class::Body(_));
                if members {
                    return quantified(words, core.clone(), whole, false).unwrap_or(Source::Nothing);
                }
                if single {
                    phrase.class = single_of(phrase.class, &phrase.noun);
                }
                Source::Phrase(phrase)
            }
            other => quantified(words, core.start..of + 1, whole, single).unwrap_or(other),
        };
    }
    let end = head_end(words, names, &core);
    // "The mountain nation of Aldra": the state.
    const STATES: &[&str] = &["nation", "kingdom", "republic", "country", "state", "island"];
    if words.lower(end) == "of"
        && words.all[end - 1].among(STATES)
        && let Some(n) = name_at(names, end + 1)
        && names[n].words.end == core.end
        && names[n].kind == NameKind::Place
    {
        return Source::Name(n);
    }
    if let Some(pair) = pair(words, names, core.start..end, whole.end) {
        return pair;
    }
    // A name that ends the head part is the head, also where its title stands before the source.
    if let Some(n) = names.iter().position(|n| n.words.end == end && n.words.start >= core.start) {
        // "A Port University/Aldra Post poll": the whole is the source, not the part behind the stroke.
        let stroke = names[n].start > core.start + 1 && words.lower(names[n].start - 1) == "/";
        // "Republicans" are read as people below, and "the Aldran Republican" as one of them.
        let determined = definite || core.start > whole.start || words.lower(core.start) == "one";
        let member = determined
            && names[n].words.len() > 1
            && matches!(names[n].kind, NameKind::Organisation | NameKind::Unclear)
            && v.role(words.lower(end - 1)).is_some_and(|(_, noun)| !noun.unnamed)
            && v.lemmas.noun(words.lower(end - 1)) == words.lower(end - 1)
            && names[n].words.start >= core.start;
        // "The Italian said": one of that nation.
        let national = definite
            && names[n].words.len() == 1
            && !names[n].honorific
            && matches!(names[n].kind, NameKind::Organisation | NameKind::Unclear | NameKind::Group)
            && v.adjectives.has(words.lower(end - 1))
            && !words.lower(end - 1).ends_with('s');
        if national {
            return Source::Phrase(Box::new(Phrase {
                class: Class::Role(words.lower(end - 1).to_string()),
                noun: words.lower(end - 1).to_string(),
                words: end - 1..end,
                after: end..whole.end,
                definite,
                plural: false,
                modifiers: Vec::new(),
                gender: Gender::Unknown,
                owner: None,
            }));
        }
        if names[n].kind != NameKind::Group && !member && !stroke {
            return Source::Name(n);
        }
    }
    // "Venn's": the possessive of a name that nothing follows.
    if end > core.start + 1
        && matches!(words.lower(end - 1), "'s" | "'" | "’")
        && let Some(n) = names.iter().position(|n| n.words.end == end - 1 && n.words.start >= core.start)
    {
        return Source::Name(n);
    }
    let mut head = end - 1;
    while head > core.start && !words.all[head].is_word {
        head -= 1;
    }
    let possessive =
        (core.start..head).rev().find(|at| words.lower(*at) == "'s" || is_bare_possessive(words, *at));
    let lower = words.lower(head);
    let (mut class, mut noun, gender, noun_start) = class_of(words, core.start, head);
    // "The head of government", "the secretary of state": an office of several words.
    let mut last = head;
    let longest = v.offices.longest_from(lower).min(whole.end - head);
    let office = (2..=longest).rev().find_map(|n| Some((n, v.offices.get(&words.phrase(head..head + n))?)));
    if let Some((n, office)) = office {
        class = Class::Office(office.canonical.to_string());
        noun = office.canonical.to_string();
        last = head + n - 1;
    }
    // "The secretary of state's office": the office's, and so what is owned.
    if office.is_some()
        && words.lower(last + 1) == "'s"
        && last + 2 < whole.end
        && let Source::Phrase(mut owned) = core_head(words, names, last + 2..whole.end)
    {
        owned.words.start = core.start;
        owned.definite = true;
        return Source::Phrase(owned);
    }
    if is_in_the_know(words, head) {
        class = Class::Unnamed(noun.clone());
    }
    let plural = lower != noun && v.lemmas.noun(lower) == noun || v.groups.has(lower) || lower == "people";
    definite |= possessive.is_some();
    let start = if class == Class::Other { core.start } else { core.start.min(noun_start) };
    // "The woman lawmaker".
    let told =
        words.slice(core.start..noun_start.max(core.start)).iter().find_map(|w| match w.lower.as_str() {
            "woman" | "female" => Some(Gender::Feminine),
            "male" => Some(Gender::Masculine),
            _ => None,
        });
    let gender = told.unwrap_or(gender);
    Source::Phrase(Box::new(Phrase {
        modifiers: modifiers(words, &whole, &(noun_start..last + 1)),
        class,
        noun,
        words: start..last + 1,
        after: last + 1..whole.end,
        definite,
        plural,
        gender,
        owner,
    }))
}

fn is_bare_possessive(words: &Words, at: usize) -> bool {
    matches!(words.all[at].text, "’" | "'") && at > 0 && words.lower(at - 1).ends_with('s')
}

/// "many of them", "some of Venn": nothing better than the quantifier itself.
fn quantified(words: &Words, core: Range<usize>, whole: Range<usize>, single: bool) -> Option<Source> {
    let noun = words.lower(core.start).to_string();
    let class = if single { Class::Unnamed(noun.clone()) } else { Class::Group(SpeakerKind::Group) };
    Some(Source::Phrase(Box::new(Phrase {
        class,
        noun,
        words: core.start..whole.end,
        after: whole.end..whole.end,
        definite: false,
        plural: !single,
        modifiers: Vec::new(),
        gender: Gender::Unknown,
        owner: None,
    })))
}

/// Whether a name that may be a person's ends right before word `at`, and is of two words at least.
fn personal_before(names: &[Name], at: usize) -> bool {
    let personal = |n: &Name| matches!(n.kind, NameKind::Person | NameKind::Unclear) && n.words.len() > 1;
    names.iter().any(|n| n.words.end == at && personal(n))
}

/// Where the head part ends: before the first preposition, relative or participle that is not inside a name.
fn head_end(words: &Words, names: &[Name], core: &Range<usize>) -> usize {
    for at in core.start + 1..core.end {
        let word = &words.all[at];
        let inside = name_at(names, at).is_some_and(|n| names[n].words.start < at);
        if inside {
            continue;
        }
        if word.among(PREPOSITIONS) && !(word.is("that") && at == core.start) {
            return at;
        }
        // "A report Friday", "a statement today by Ada Venn".
        let day =
            super::function_words::is_calendar(&word.lower) || word.among(&["today", "yesterday", "tonight"]);
        let last = at + 1 == core.end || PREPOSITIONS.contains(&words.lower(at + 1));
        if day && last && is_nounish(words, at - 1) {
            return at;
        }
        // "Ada Venn a teacher at the port school said": an apposition without its comma.
        let noun = || words.slice(at + 1..core.end).first().is_some_and(|w| w.is_small());
        if word.among(&["a", "an"]) && noun() && personal_before(names, at) {
            return at;
        }
        // "Outsiders such as Ada Venn".
        if word.is("such") && words.lower(at + 1) == "as" {
            return at;
        }
        // "the senator representing Aldra".
        let object = words.get(at + 1).is_some_and(|w| w.is_capital && w.is_word || w.among(DETERMINERS));
        // "Ada Venn commenting on the cut".
        let named = || names.iter().any(|n| n.words.end == at && n.kind == NameKind::Person);
        let participle = word.is_small() && word.lower.ends_with("ing");
        // "A study documenting losses".
        let text = || {
            let lemmas = &vocabulary().lemmas;
            let noun = lemmas.noun(words.lower(at - 1));
            let inside = at + 1 < core.end && words.all[at + 1].is_word;
            let tells = vocabulary().documents.has(&noun) && noun != "policy";
            tells && inside && lemmas.verb(&word.lower) != word.lower
        };
        if participle && (is_nounish(words, at - 1) && object || named() || text()) {
            return at;
        }
        // "the engineers' report seen by …".
        const PARTICIPLES: &[&str] =
            &["seen", "shown", "written", "sent", "drawn", "made", "given", "known", "held", "read"];
        if word.is_small() && word.among(PARTICIPLES) && is_nounish(words, at - 1) {
            return at;
        }
        // "a source named Venn", "the ship registered in …": a participle after the head.
        if word.is_small()
            && word.lower.ends_with("ed")
            && at > core.start
            && is_nounish(words, at - 1)
            && at + 1 < core.end
        {
            return at;
        }
    }
    core.end
}
