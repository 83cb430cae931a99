//! Pronouns: the nearest fitting person or body that stands where a subject stands.
//!
//! Whoever speaks in the sentence before, or is named first in it, is preferred; with two that fit and no such sign, none is
//! chosen.

use super::entities::Entities;
use super::names::Name;
use crate::vocabulary::Gender;
use crate::words::Words;
use reportedly_schema::SpeakerKind;

/// A place in the text where an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salient {
    /// The word it starts at.
    pub at: usize,
    /// The entity.
    pub entity: usize,
    /// It is the source of a statement there.
    pub speaks: bool,
    /// It stands where a subject stands.
    pub subject: bool,
}

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// "he", "she".
    Person(Gender),
    /// "it".
    Thing,
    /// "they".
    Several,
}

impl Wanted {
    /// What a pronoun (lower case) asks for; `None` for those that point elsewhere (I, we, you, who).
    pub fn of(pronoun: &str) -> Option<Wanted> {
        Some(match pronoun {
            "he" | "him" | "his" | "himself" => Wanted::Person(Gender::Masculine),
            "she" | "her" | "hers" | "herself" => Wanted::Person(Gender::Feminine),
            "it" | "its" | "itself" => Wanted::Thing,
            "they" | "them" | "their" | "theirs" | "themselves" => Wanted::Several,
            _ => return None,
        })
    }
}

/// Sentences looked back over: beyond four, a pronoun without a nearer antecedent is left unknown.
const REACH: usize = 4;

/// What was found for a pronoun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Antecedent {
    /// One.
    One(usize),
    /// Several fit.
    Several(Vec<usize>),
    /// None fits.
    None,
}

/// Finds the antecedent of the pronoun at word `at`; `excluded` is no candidate (whoever utters the pronoun).
pub fn antecedent(
    words: &Words,
    entities: &Entities,
    salient: &[Salient],
    at: usize,
    wanted: Wanted,
    excluded: Option<usize>,
) -> Antecedent {
    let Some(word) = words.get(at) else { return Antecedent::None };
    let fits = |s: &Salient| Some(s.entity) != excluded && suits(entities, s.entity, wanted);
    let before = salient.partition_point(|s| s.at < at);
    let mut near_group: Vec<Salient> = Vec::new();
    for back in 0..=REACH {
        let Some(sentence) = word.sentence.checked_sub(back) else { break };
        let range = &words.sentences[sentence];
        let first = words.get(range.start);
        if first.is_some_and(|f| f.paragraph + 2 < word.paragraph) {
            break;
        }
        let from = salient.partition_point(|s| s.at < range.start);
        let here: Vec<Salient> = salient[from.min(before)..before]
            .iter()
            .filter(|s| s.at < range.end && fits(s))
            // Names inside a quotation are the quoted speaker's subjects, not the reporter's.
            .filter(|s| word.quoted || !words.all[s.at].quoted)
            .copied()
            .collect();
        if here.is_empty() {
            continue;
        }
        near_group.extend(&here);
        return choose(entities, &here, wanted, back);
    }
    Antecedent::None
}

/// Whether an entity may be meant.
fn suits(entities: &Entities, entity: usize, wanted: Wanted) -> bool {
    let e = &entities.all[entity];
    match wanted {
        Wanted::Person(gender) => {
            (e.kind == SpeakerKind::Person || (e.kind == SpeakerKind::Unnamed && !is_plural(&e.name)))
                && gender.agrees(e.gender)
        }
        Wanted::Thing => {
            matches!(e.kind, SpeakerKind::Organisation | SpeakerKind::Government | SpeakerKind::Document)
        }
        Wanted::Several => {
            matches!(e.kind, SpeakerKind::Group | SpeakerKind::Organisation)
                || (e.kind == SpeakerKind::Unnamed && is_plural(&e.name))
        }
    }
}

fn is_plural(name: &str) -> bool {
    name.split(" for ")
        .next()
        .unwrap_or(name)
        .split(" in ")
        .next()
        .is_some_and(|head| head.ends_with('s') || head.contains("people"))
}

/// Of the fitting mentions of one sentence the one that is meant.
fn choose(entities: &Entities, here: &[Salient], wanted: Wanted, back: usize) -> Antecedent {
    let mut distinct: Vec<usize> = Vec::new();
    for s in here {
        if !distinct.contains(&s.entity) {
            distinct.push(s.entity);
        }
    }
    if let [only] = distinct[..] {
        return Antecedent::One(only);
    }
    if let Wanted::Person(gender) = wanted {
        let sure: Vec<usize> =
            distinct.iter().copied().filter(|e| entities.all[*e].gender == gender).collect();
        if let [only] = sure[..] {
            let another_subject = here.iter().any(|s| s.entity != only && s.subject);
            if !another_subject {
                return Antecedent::One(only);
            }
        }
    }
    let speakers: Vec<usize> = here.iter().filter(|s| s.speaks).map(|s| s.entity).collect();
    if let Some(last) = speakers.last()
        && speakers.iter().all(|s| s == last)
    {
        return Antecedent::One(*last);
    }
    let subjects: Vec<usize> = here.iter().filter(|s| s.subject).map(|s| s.entity).collect();
    if let [only] = subjects[..]
        && back <= 1
    {
        return Antecedent::One(only);
    }
    Antecedent::Several(distinct)
}

/// Whether a name stands where a subject stands: first of its sentence's names, or joined by "and" to the first, after no
/// preposition, owning nothing.
pub fn is_subject(words: &Words, names: &[Name], n: usize) -> bool {
    let name = &names[n];
    let sentence = words.sentence_of(name.words.start);
    if name.possessive {
        return false;
    }
    // "Striker Tom Aven and goalkeeper Lud Marsh": both.
    const WIDEST: usize = 5;
    if let Some(before) = n.checked_sub(1).map(|b| &names[b])
        && before.start >= sentence.start
        && !before.possessive
        && words.lower(before.words.end) == "and"
        && name.start.saturating_sub(before.words.end) <= WIDEST
        && words.slice(before.words.end + 1..name.start).iter().all(|w| {
            let v = crate::vocabulary::vocabulary();
            w.is("the") || v.is_role(&w.lower) || v.offices.has(&w.lower) || w.is_capital
        })
    {
        return is_subject(words, names, n - 1);
    }
    let earlier = names[..n]
        .iter()
        .rev()
        .take_while(|o| o.start >= sentence.start)
        .any(|o| !o.possessive && !after_preposition(words, o.start, &sentence));
    !earlier && !after_preposition(words, name.start, &sentence)
}

fn after_preposition(words: &Words, start: usize, sentence: &std::ops::Range<usize>) -> bool {
    const LIST: &[&str] = &[
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
        "against",
        "between",
        "after",
        "before",
        "and",
        "than",
        "like",
        "over",
        "under",
        "into",
        "behind",
        "near",
        "without",
        "including",
    ];
    let mut at = start;
    while at > sentence.start {
        let word = &words.all[at - 1];
        if word.among(LIST) {
            return true;
        }
        // Titles and adjectives between the preposition and the name.
        let skips =
            word.is("the") || word.is_capital || crate::vocabulary::vocabulary().offices.has(&word.lower);
        if !skips || start - at > 3 {
            return false;
        }
        at -= 1;
    }
    false
}

/// Learns the gender of persons whose name tells none: "he" or "she" where exactly one such person can be meant.
pub fn learn_genders(words: &Words, entities: &mut Entities, salient: &[Salient]) {
    let mut votes: Vec<(usize, Gender)> = Vec::new();
    for (at, word) in words.all.iter().enumerate() {
        if word.quoted || !word.among(&["he", "she"]) {
            continue;
        }
        let Some(Wanted::Person(gender)) = Wanted::of(&word.lower) else { continue };
        let first = word.sentence.saturating_sub(1);
        let from = words.sentences[first].start;
        let mut near: Vec<usize> = salient
            .iter()
            .filter(|s| (from..at).contains(&s.at) && !words.all[s.at].quoted)
            .map(|s| s.entity)
            .filter(|e| {
                entities.all[*e].kind == SpeakerKind::Person && gender.agrees(entities.all[*e].gender)
            })
            .collect();
        near.sort_unstable();
        near.dedup();
        if let [only] = near[..]
            && entities.all[only].gender == Gender::Unknown
        {
            votes.push((only, gender));
        }
    }
    votes.sort_by_key(|v| v.0);
    for chunk in votes.chunk_by(|a, b| a.0 == b.0) {
        if chunk.iter().all(|v| v.1 == chunk[0].1) {
            entities.all[chunk[0].0].gender = chunk[0].1;
        }
    }
}
