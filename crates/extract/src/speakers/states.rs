//! Names of states and cities that no list has: the article gives them what only these have.

use super::body_signs::has_inner_capital;
use super::entities::Entities;
use super::names::Name;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{BlockKind, SpeakerKind};
use std::collections::BTreeSet;

/// Gives the names of one word that stand for states and cities their kind; their entities.
pub fn learn_states(words: &Words, names: &[Name], entities: &mut Entities) -> BTreeSet<usize> {
    let titled: BTreeSet<usize> =
        (0..names.len()).filter(|n| names[*n].honorific).filter_map(|n| entities.of_name[n]).collect();
    let mut surnames: BTreeSet<&str> = BTreeSet::new();
    for entity in entities.all.iter().filter(|e| e.kind == SpeakerKind::Person && e.tokens.len() > 1) {
        surnames.extend(entity.tokens.last().map(String::as_str));
    }
    let alone: Vec<usize> = (0..entities.all.len())
        .filter(|e| {
            let entity = &entities.all[*e];
            let [token] = entity.tokens.as_slice() else { return false };
            matches!(entity.kind, SpeakerKind::Unknown | SpeakerKind::Person)
                && entity.introductions.is_empty()
                && !titled.contains(e)
                && !surnames.contains(token.as_str())
                && !vocabulary().first_names.has(token)
        })
        .collect();
    let (states, others): (BTreeSet<usize>, BTreeSet<usize>) = alone.into_iter().partition(|e| {
        let token = &entities.all[*e].tokens[0];
        is_state(words, token) || is_city(words, token) || has_people(words, token)
    });
    for e in &states {
        (entities.all[*e].kind, entities.all[*e].unclear) = (SpeakerKind::Government, false);
    }
    for e in others {
        if has_leaders(words, &entities.all[e].tokens[0]) {
            (entities.all[e].kind, entities.all[e].unclear) = (SpeakerKind::Organisation, false);
        }
    }
    states
}

/// "Vardian troops" beside "Vardia": a name from which the article makes the word for its people.
fn has_people(words: &Words, token: &str) -> bool {
    /// Letters of the shortest name of which that is surely one.
    const SHORTEST: usize = 5;
    let people = if token.ends_with('a') { format!("{token}n") } else { format!("{token}i") };
    token.len() >= SHORTEST && words.all.iter().any(|w| w.is_capital && w.lower == people && !w.quoted)
}

/// "The Kessar leader", "a Kessar diplomat": a party, a movement or a state has them, and no person.
fn has_leaders(words: &Words, token: &str) -> bool {
    const LEADERS: &[&str] =
        &["leader", "leaders", "leadership", "diplomat", "diplomats", "embassy", "lawmaker", "lawmakers"];
    let named = words.all.iter().enumerate().filter(|(_, w)| w.is_capital && w.lower == token);
    named.into_iter().any(|(at, _)| words.get(at + 1).is_some_and(|w| w.is_small() && w.among(LEADERS)))
}

/// Offices and bodies that stand right behind the name of a state: "Aldra President Ada Venn", "the Aldra foreign ministry".
const OF_STATES: &[&str] = &[
    "president",
    "prime minister",
    "premier",
    "foreign minister",
    "defence minister",
    "defense minister",
    "foreign ministry",
    "defence ministry",
    "defense ministry",
    "interior ministry",
    "parliament",
    "ambassador",
];

/// Words of happening or being somewhere, before "in" and a place.
const SOMEWHERE: &[&str] = &[
    "said",
    "speaking",
    "spoke",
    "met",
    "meeting",
    "talks",
    "summit",
    "arrived",
    "held",
    "conference",
    "forum",
    "negotiations",
    "reporting",
    "reporters",
    "journalists",
    "landed",
];

/// Who holds an office of a town or region and of nothing else.
const SEATED: &[&str] = &[
    "mayor",
    "bishop",
    "archbishop",
    "governor",
    "sheriff",
    "duke",
    "duchess",
    "earl",
    "citizens",
    "inhabitants",
];

/// Whether the article says that something was said or held in the place of that name, or was written there.
fn is_city(words: &Words, token: &str) -> bool {
    words.all.iter().enumerate().filter(|(_, w)| w.is_capital && w.lower == token).any(|(at, word)| {
        let somewhere = at >= 2
            && words.all[at - 1].is("in")
            && words.all[at - 2].among(SOMEWHERE)
            && !words.all[at - 1].quoted;
        let opens = at == 0 || words.all[at - 1].paragraph != word.paragraph;
        let shouted = word.text.chars().count() > 2 && word.text.chars().all(char::is_uppercase);
        let body = words.kinds.get(word.paragraph) == Some(&BlockKind::Body);
        let dateline = opens
            && shouted
            && body
            && matches!(words.get(at + 1).map(|w| w.text), Some("," | "(" | "-" | "–" | "—"));
        let alone = words.get(at + 1).is_none_or(|w| !w.is_capital || !w.is_word);
        // "The bishop of Harlow".
        let seat = at >= 2 && words.all[at - 1].is("of") && words.all[at - 2].among(SEATED);
        somewhere && alone || dateline || seat && alone
    })
}

/// Whether the article gives a name what only a state has: "the government of X", "X's border", "X said that its border", "X President".
fn is_state(words: &Words, token: &str) -> bool {
    let v = vocabulary();
    let has = |at: usize| {
        (1..=2).any(|n| at + n <= words.all.len() && v.state_nouns.has(&words.phrase(at..at + n)))
    };
    const CLAUSE: usize = 9;
    words.all.iter().enumerate().filter(|(_, w)| w.is_capital && w.lower == token).any(|(at, word)| {
        let next = words.lower(at + 1);
        let behind = |n: usize| {
            at + 1 + n <= words.all.len() && OF_STATES.contains(&words.phrase(at + 1..at + 1 + n).as_str())
        };
        // Firms have presidents too, and some show by their spelling that they are firms.
        if (behind(1) || behind(2)) && !has_inner_capital(word) {
            return true;
        }
        if next == "'s" {
            return has(at + 2);
        }
        if at >= 2 && words.lower(at - 1) == "of" {
            let one = v.state_nouns.has(words.lower(at - 2));
            let two = at >= 3 && v.state_nouns.has(&words.phrase(at - 3..at - 1));
            return one || two;
        }
        let end = words.sentences[word.sentence].end.min(at + CLAUSE);
        v.cues.has(&v.lemmas.verb(next))
            && (at + 2..end).any(|i| words.all[i].is("its") && has(i + 1) && !words.all[i].quoted)
    })
}
