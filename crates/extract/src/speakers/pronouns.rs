//! What pronouns ask for, and how they and the mentions before them stand in their clauses.

use super::entities::Entities;
use super::names::Name;
use crate::vocabulary::Gender;
use crate::words::Words;
use reportedly_schema::SpeakerKind;

/// A place in the text where an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salient {
    /// The word it starts at, a title before the name included.
    pub at: usize,
    /// Its head: the last word of a name, the pronoun.
    pub word: usize,
    /// The entity.
    pub entity: usize,
    /// It is the source of a statement there.
    pub speaks: bool,
    /// How it stands in its clause.
    pub role: MentionRole,
    /// It is a pronoun.
    pub pronoun: bool,
    /// It is a name of two or more words.
    pub full: bool,
}

/// How a mention stands in its clause, as far as its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionRole {
    /// Before its verb.
    Subject,
    /// "Venn's".
    Possessor,
    /// After a verb.
    Object,
    /// After a preposition.
    Oblique,
}

/// How a pronoun stands in its clause, as far as its form and the next word tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PronounRole {
    /// "he".
    Subject,
    /// "him", "himself".
    Object,
    /// "his".
    Possessor,
}

impl PronounRole {
    /// Reads it off the pronoun at a word.
    pub fn of(words: &Words, at: usize) -> Self {
        match words.lower(at) {
            "he" | "she" | "they" => PronounRole::Subject,
            "his" | "its" | "their" => PronounRole::Possessor,
            "her" if owns(words, at) => PronounRole::Possessor,
            "it" if !after_verb_or_preposition(words, at) => PronounRole::Subject,
            _ => PronounRole::Object,
        }
    }
}

/// Whether "her" is followed by what it owns.
fn owns(words: &Words, at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    const FREE: &[&str] = &[
        "to", "in", "on", "at", "for", "of", "from", "with", "by", "as", "and", "or", "but", "that", "when",
        "who", "a", "an", "the", "if", "because", "while", "after", "before", "about", "into", "out", "up",
        "down", "off", "over", "back", "away", "was", "is", "had", "has", "would", "could", "will", "not",
        "so", "than", "then", "until", "during",
    ];
    next.is_word && !next.among(FREE)
}

fn after_verb_or_preposition(words: &Words, at: usize) -> bool {
    let v = crate::vocabulary::vocabulary();
    at.checked_sub(1).and_then(|b| words.get(b)).is_some_and(|b| {
        b.among(super::source::PREPOSITIONS)
            && !b.among(&["that", "as", "after", "before", "when", "where", "than", "who", "which"])
            || v.lemmas.is_verb(&v.lemmas.verb(&b.lower))
                && b.is_small()
                && !b.among(&["said", "says", "say"])
    })
}

/// The role of a name.
pub fn role_of(words: &Words, names: &[Name], n: usize) -> MentionRole {
    let name = &names[n];
    let sentence = words.sentence_of(name.words.start);
    if name.possessive {
        return MentionRole::Possessor;
    }
    if is_subject(words, names, n)
        || before_verb(words, name.words.end, &sentence) && !after_preposition(words, name.start, &sentence)
    {
        return MentionRole::Subject;
    }
    if after_preposition(words, name.start, &sentence) { MentionRole::Oblique } else { MentionRole::Object }
}

/// Whether a finite verb follows, an apposition between commas or an adverb passed over.
fn before_verb(words: &Words, end: usize, sentence: &std::ops::Range<usize>) -> bool {
    let v = crate::vocabulary::vocabulary();
    let mut at = end;
    const APPOSITION: usize = 16;
    if words.lower(at) == ","
        && let Some(close) = (at + 1..sentence.end.min(at + APPOSITION)).find(|i| words.lower(*i) == ",")
    {
        at = close + 1;
    }
    while at < sentence.end
        && (words.lower(at).ends_with("ly")
            || matches!(words.lower(at), "also" | "then" | "later" | "still" | "never" | "who"))
    {
        at += 1;
    }
    let Some(word) = words.get(at).filter(|_| at < sentence.end) else { return false };
    const AUXILIARIES: &[&str] = &[
        "is", "was", "are", "were", "has", "had", "have", "will", "would", "can", "could", "may", "might",
        "must", "did", "does", "do", "should", "shall", "became", "went", "came", "made", "took", "got",
        "gave",
    ];
    let lemma = v.lemmas.verb(&word.lower);
    word.is_small()
        && (word.among(AUXILIARIES)
            || v.lemmas.is_verb(&lemma) && lemma != word.lower && !word.lower.ends_with("ing"))
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

/// Whether an entity may be meant.
pub(super) fn suits(entities: &Entities, entity: usize, wanted: Wanted) -> bool {
    let e = &entities.all[entity];
    match wanted {
        Wanted::Person(gender) => {
            let person =
                e.kind == SpeakerKind::Person || (e.kind == SpeakerKind::Unnamed && !is_plural(&e.name));
            // A surname may be another's given name: one word tells no gender for sure, nor whether it is a person's. "Mr Venn" does.
            let unclear = e.kind == SpeakerKind::Unknown && e.unclear && !is_adjective(&e.tokens);
            let guessed = || match e.tokens.as_slice() {
                // "Her husband Mark" is no surname.
                [only] if e.introductions.is_empty() => {
                    crate::vocabulary::vocabulary().first_names.get(only) == Some(&e.gender)
                }
                _ => false,
            };
            (person || unclear) && (gender.agrees(e.gender) || guessed())
        }
        Wanted::Thing => {
            matches!(e.kind, SpeakerKind::Organisation | SpeakerKind::Government | SpeakerKind::Document)
        }
        Wanted::Several => {
            e.kind == SpeakerKind::Group
                || (e.kind == SpeakerKind::Organisation && e.outlet.is_none() && !is_place(&e.tokens))
                || (e.kind == SpeakerKind::Unnamed && is_plural(&e.name))
        }
    }
}

fn is_place(tokens: &[String]) -> bool {
    crate::vocabulary::vocabulary().places.has(&tokens.join(" "))
}

/// "Democratic", "Aldran".
fn is_adjective(tokens: &[String]) -> bool {
    let v = crate::vocabulary::vocabulary();
    match tokens {
        [only] => v.adjectives.has(only) || v.role(only).is_some() || only.ends_with("ic") && only.len() > 6,
        _ => false,
    }
}

/// Whether a phrase is of several: its head, which stands before the first preposition, tells.
fn is_plural(name: &str) -> bool {
    let head = name
        .split(' ')
        .take_while(|w| {
            !matches!(*w, "for" | "in" | "with" | "of" | "from" | "close" | "familiar" | "at" | "on" | "to")
        })
        .last()
        .unwrap_or(name)
        .to_lowercase();
    head == "people" || crate::vocabulary::vocabulary().lemmas.noun(&head) != head
}

/// Whether a name stands where a subject stands: first of its sentence's names, or joined by "and" to the first, after no
/// preposition, owning nothing.
fn is_subject(words: &Words, names: &[Name], n: usize) -> bool {
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
