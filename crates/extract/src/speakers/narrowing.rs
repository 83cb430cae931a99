//! What narrows an office or a description, and whether it fits a person: homes, bodies, parties.

use super::entities::Entity;
use super::source::Phrase;
use crate::vocabulary::vocabulary;

/// Names of parties and their members, as they stand in seats ("R-Utah") and before titles.
const PARTIES: &[&[&str]] = &[&["republican", "gop"], &["democrat", "democratic"]];

pub(super) fn is_party(word: &str) -> bool {
    PARTIES.iter().any(|p| p.contains(&word))
}

/// Whether a person was introduced with another party than a phrase names, or with another home than the phrase's.
pub(super) fn opposed(phrase: &Phrase, entity: &Entity) -> bool {
    let wanted = |party: &&&[&str]| {
        party.contains(&phrase.noun.as_str()) || phrase.modifiers.iter().any(|m| party.contains(&m.as_str()))
    };
    let told = |party: &[&str]| {
        entity.introductions.iter().any(|i| {
            party.contains(&i.noun.as_str()) || i.modifiers.iter().any(|m| party.contains(&m.as_str()))
        })
    };
    let other = PARTIES
        .iter()
        .find(wanted)
        .is_some_and(|party| !told(party) && PARTIES.iter().any(|another| another != party && told(another)));
    // "(D-Vt.)" behind the name.
    let mut seats =
        entity.introductions.iter().filter(|i| is_party(&i.noun) && !i.is_office && i.modifiers.len() == 1);
    let homes: Vec<&String> = phrase.modifiers.iter().filter(|m| !is_party(m)).collect();
    let away = !homes.is_empty()
        && seats.clone().next().is_some()
        && !seats.any(|s| homes.iter().any(|h| abbreviates(&s.modifiers[0], h)));
    other || away
}

/// Whether a short form may stand for a name: its letters in their order, the first one first ("vt" for "vermont").
fn abbreviates(short: &str, name: &str) -> bool {
    let mut letters = name.chars();
    short.chars().next() == name.chars().next()
        && short.chars().filter(|c| c.is_alphanumeric()).all(|c| letters.any(|l| l == c))
}

/// Whether the modifiers of a title ("aldran") fit those of an introduction: `Some(true)` where a place or body is shared,
/// `Some(false)` where nothing speaks against it, `None` where they contradict.
pub(super) fn narrows(wanted: &[String], known: &[String], name: &[String]) -> Option<bool> {
    if wanted.is_empty() {
        return Some(false);
    }
    let shares = |w: &&String| known.iter().any(|k| same_place(w, k)) || name.contains(w);
    // "Harbour Council", "Ordal Council": that both are councils tells nothing.
    let bodies = &vocabulary().organisations;
    let named = |list: &[String]| list.iter().any(|m| !bodies.has(m));
    let proper = |w: &&String| !bodies.has(w) || !named(wanted) || !named(known);
    if wanted.iter().filter(proper).any(|w| shares(&w)) {
        return Some(true);
    }
    // Both are narrowed, and to nothing in common.
    known.is_empty().then_some(false)
}

/// Whether two words name one place: equal, name and adjective of one state, or of one stem ("aldra", "aldran").
pub(super) fn same_place(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let v = vocabulary();
    let state = |w: &str| v.adjectives.get(w).or_else(|| v.places.get(w)).copied();
    match (state(a), state(b)) {
        (Some(x), Some(y)) => x == y,
        _ => {
            const STEM: usize = 4;
            let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
            let shorter = a.chars().count().min(b.chars().count());
            shared >= STEM && shared + 1 >= shorter
        }
    }
}
