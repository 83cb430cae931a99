//! "In his speech, Venn said": a pronoun in the phrase with which a sentence opens, and the subject behind its comma.
//!
//! Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language" (1985), 6.19: a pronoun comes before what it
//! means where it stands in a subordinate phrase or clause and its antecedent in the clause above.

use super::antecedents::Anaphor;
use super::entities::Entities;
use super::pronouns::{PronounRole, Salient, Wanted, suits};
use crate::vocabulary::vocabulary;
use crate::words::Words;

/// Words with which a clause opens that leans on the one behind it: "Though Venn was silent, the candidate …".
pub(super) const OPENS_CLAUSE: &[&str] = &[
    "after", "although", "as", "because", "before", "if", "once", "since", "though", "until", "when", "while",
];

/// Words with which a phrase without a verb opens: "In 2012 she left" has its subject already.
const OPENS_PHRASE: &[&str] = &[
    "at",
    "besides",
    "by",
    "despite",
    "during",
    "following",
    "for",
    "from",
    "in",
    "like",
    "on",
    "through",
    "throughout",
    "to",
    "under",
    "unlike",
    "upon",
    "with",
];

/// "In his absence, Venn": somebody else acts for, or after, whoever is owned.
const FOR_ANOTHER: &[&str] = &[
    "absence", "defence", "defense", "favor", "favour", "honor", "honour", "memory", "place", "stead", "wake",
];

/// Whom a pronoun in the opening phrase means: the subject that stands right behind the phrase's comma, where nobody named before
/// the pronoun in its sentence fits.
pub(super) fn subject_behind(
    words: &Words,
    entities: &Entities,
    salient: &[Salient],
    anaphor: &Anaphor,
) -> Option<usize> {
    let at = anaphor.at;
    let sentence = words.sentence_of(at);
    if !matches!(anaphor.wanted, Wanted::Person(_)) || !in_opening_phrase(words, sentence.start, at) {
        return None;
    }
    let fits = |s: &Salient| Some(s.entity) != anaphor.excluded && suits(entities, s.entity, anaphor.wanted);
    if salient.iter().any(|s| (sentence.start..at).contains(&s.at) && fits(s)) {
        return None;
    }
    let comma = (at + 1..sentence.end).find(|c| words.all[*c].is(","))?;
    let behind = salient.iter().find(|s| s.at == comma + 1 && !s.pronoun)?;
    // "After talks with his deputy, Lud Maros, Venn left", "in her second book, Lanterns (2010), Venn wrote", "by his friend, Lud Maros.":
    // an apposition.
    let apposition = matches!(words.lower(behind.word + 1), "," | "(" | "." | ";" | ":");
    let quoted = words.all[at].quoted != words.all[behind.at].quoted;
    (fits(behind) && !apposition && !quoted).then_some(behind.entity)
}

/// Whether the sentence that starts at word `start` opens with a phrase or clause that leans on the one behind it and holds the pronoun.
fn in_opening_phrase(words: &Words, start: usize, at: usize) -> bool {
    let v = vocabulary();
    let opens = &words.all[start];
    let verb = ["ing", "ed"].iter().any(|end| opens.lower.ends_with(end))
        && v.lemmas.is_verb(&v.lemmas.verb(&opens.lower));
    let clause = verb || opens.among(OPENS_CLAUSE);
    let phrase = opens.among(OPENS_PHRASE) && PronounRole::of(words, at) != PronounRole::Subject;
    at > start
        && (clause || phrase)
        && !words.slice(start..at).iter().any(|w| w.among(&[",", "("]))
        && !words.get(at + 1).is_some_and(|w| w.among(FOR_ANOTHER))
}
