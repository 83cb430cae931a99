//! Single names that look like a person's and that the article shows to be a body's: "WeBuild", "the Kessar", "Maros shares".
//!
//! The model tells persons from bodies by the sentence around a name; where nothing introduces a person and what stands beside the name
//! belongs to a body only, it is one.

use super::entities::{Entities, Entity};
use super::names::Name;
use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use reportedly_schema::SpeakerKind;
use std::collections::BTreeSet;

/// What belongs to a body, behind its name: "a Maros executive".
const OF_BODIES: &[&str] = &[
    "ceo",
    "co-founder",
    "customers",
    "employees",
    "executive",
    "executives",
    "fighters",
    "headquarters",
    "militants",
    "militiamen",
    "shareholders",
    "shares",
    "stock",
    "stores",
    "subsidiary",
];

/// What only a body has: "Venn's fighters" may be those of a man.
const OWNED_BY_BODIES: &[&str] = &["ceo", "headquarters", "shareholders", "shares", "subsidiary"];

/// Gives single names that are bodies' their kind.
pub fn learn_bodies(words: &Words, names: &[Name], entities: &mut Entities) {
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut shown: BTreeSet<usize> = BTreeSet::new();
    for (n, name) in names.iter().enumerate() {
        let Some(entity) = entities.of_name[n] else { continue };
        let titled = name.honorific || name.start < name.words.start && !is_led(words, name);
        if titled || name.office.is_some() || has_pronoun(words, names, n) {
            told.insert(entity);
        }
        if is_body(words, name) {
            shown.insert(entity);
        }
    }
    for e in shown.difference(&told) {
        let entity = &mut entities.all[*e];
        if is_doubtful(entity) {
            (entity.kind, entity.unclear) = (SpeakerKind::Organisation, false);
        }
    }
}

/// Whether only its looks make a name a person's.
fn is_doubtful(entity: &Entity) -> bool {
    let person = matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unknown);
    let Some(token) = entity.tokens.first() else { return false };
    person && entity.introductions.is_empty() && !vocabulary().first_names.has(token)
}

/// "Aldran" of "the Aldran Kessar" is no title.
fn is_led(words: &Words, name: &Name) -> bool {
    let v = vocabulary();
    (name.start..name.words.start)
        .all(|at| v.adjectives.has(words.lower(at)) || v.places.has(words.lower(at)))
}

/// "VenVenn … her album": a pronoun for one human being behind the name in its sentence, and no other name between.
fn has_pronoun(words: &Words, names: &[Name], n: usize) -> bool {
    const HUMAN: &[&str] = &["he", "she", "his", "her", "him", "himself", "herself", "who"];
    let from = names[n].words.end;
    let sentence = words.sentence_of(names[n].start);
    let until = names.get(n + 1).map_or(sentence.end, |next| next.start.min(sentence.end));
    let v = vocabulary();
    let pronoun = (from..until).find(|at| words.all[*at].among(HUMAN));
    // "The chief of VenVenn, who", "VenVenn's chief … his": another's.
    let own = |at: usize| {
        !words.slice(from..at).iter().any(|w| {
            let noun = v.lemmas.noun(&w.lower);
            v.is_role(&noun) || v.offices.has(&noun) || v.groups.has(&w.lower)
        })
    };
    !names[n].possessive && pronoun.is_some_and(own)
}

fn is_body(words: &Words, name: &Name) -> bool {
    if name.words.len() != 1 {
        return says_it_acts(words, name);
    }
    let word = &words.all[name.words.start];
    let next = words.get(name.words.end);
    let owned = next.is_some_and(|w| w.is("'s") || matches!(w.text, "'" | "’"));
    let behind = words.get(name.words.end + usize::from(owned));
    // "Norvia's chief executive".
    const OFFICERS: &[&str] =
        &["chief executive", "chief financial", "managing director", "executive director"];
    let at = name.words.end + usize::from(owned);
    let officer = at + 2 <= words.all.len() && OFFICERS.contains(&words.phrase(at..at + 2).as_str());
    let of_body = officer
        || behind.is_some_and(|w| w.is_small() && w.among(if owned { OWNED_BY_BODIES } else { OF_BODIES }));
    let the = name.start.checked_sub(1).is_some_and(|at| words.all[at].is("the"));
    // "The Kessar said": with "the" a name is the subject of a verb; "the Venn campaign" is a person's.
    const VERBS: &[&str] = &["has", "have", "had", "is", "are", "was", "were"];
    let v = vocabulary();
    let verb = |w: &Word| w.is_small() && (w.among(VERBS) || v.cues.has(&v.lemmas.verb(&w.lower)));
    let alone = next.is_none_or(|w| !w.is_word || verb(w));
    has_inner_capital(word) || says_it_acts(words, name) || of_body || the && alone && !owned
}

/// "Venn said it would sell": no person is "it". Not "Venn said it would rain".
fn says_it_acts(words: &Words, name: &Name) -> bool {
    const ACTS: &[&str] = &[
        "acquire", "agree", "buy", "close", "complete", "cut", "decline", "earn", "expect", "extend", "file",
        "fund", "hire", "hold", "intend", "issue", "launch", "lay", "lose", "offer", "own", "pay", "plan",
        "post", "raise", "receive", "record", "redeem", "reduce", "report", "seek", "sell", "submit",
        "withdraw",
    ];
    const BETWEEN: &[&str] =
        &["will", "would", "has", "had", "is", "was", "also", "n't", "not", "won't", "may", "could", "can"];
    let v = vocabulary();
    let mut at = name.words.end;
    while words.get(at).is_some_and(|w| w.among(BETWEEN)) {
        at += 1;
    }
    let says = words.get(at).is_some_and(|w| w.is_small() && v.cues.has(&v.lemmas.verb(&w.lower)));
    let that = usize::from(words.lower(at + 1) == "that");
    let it = at + 1 + that;
    if !says || words.lower(it) != "it" {
        return false;
    }
    let act = (it + 1..words.all.len()).find(|at| !words.all[*at].among(BETWEEN));
    act.is_some_and(|at| ACTS.contains(&v.lemmas.verb(words.lower(at)).as_str()))
}

/// "WeBuild", "SpaceWorks", but not "McVenn", "DeRolle", "O'Venn".
pub(super) fn has_inner_capital(word: &Word) -> bool {
    const SHORTEST_LEAD: usize = 2;
    const SURNAMES: &[&str] = &[
        "mc", "mac", "de", "di", "du", "da", "la", "le", "van", "von", "fitz", "st", "al", "el", "bin", "ben",
    ];
    let chars: Vec<char> = word.text.chars().collect();
    let Some(inner) = (1..chars.len()).find(|i| chars[*i].is_uppercase() && chars[i - 1].is_lowercase())
    else {
        return false;
    };
    let lead: String = chars[..inner].iter().collect::<String>().to_lowercase();
    inner >= SHORTEST_LEAD && chars.iter().all(|c| c.is_alphanumeric()) && !SURNAMES.contains(&lead.as_str())
}

#[cfg(test)]
mod tests {
    use super::has_inner_capital;
    use crate::segment::segment;
    use crate::words::Words;
    use reportedly_schema::{Block, BlockKind, Span};

    #[test]
    fn capitals_inside_words_are_those_of_firms_and_not_of_surnames() {
        let text = "WeBuild McVenn DeRolle O'Venn SpaceWorks Venn NATO LaRolle";
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let found: Vec<&str> = words.all.iter().filter(|w| has_inner_capital(w)).map(|w| w.text).collect();
        assert_eq!(found, ["WeBuild", "SpaceWorks"]);
    }
}
