//! Names that the network reads alike: one state for another, one capital, one nation, one party, one chamber. Who is named must
//! not decide what is taken for a statement, and a name that is rare in the training data must not be read worse than a frequent one.

use crate::vocabulary::{Vocabulary, vocabulary};

/// What is read for every state, capital, adjective of a state and nation: names that are frequent in news.
const STATE: &str = "Russia";
const CAPITAL: &str = "Moscow";
const ADJECTIVE: &str = "Russian";
const NATION: &str = "Russians";
/// What is read for the states with a name of two words.
const STATE_OF_TWO: [&str; 2] = ["North", "Korea"];

/// Shorter words are abbreviations.
const SHORTEST: usize = 3;

/// What is read for each token of a paragraph, itself for nearly all.
pub fn alike<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    let v = vocabulary();
    let mut out = tokens.to_vec();
    let mut at = 0;
    while at < tokens.len() {
        let (length, read) = name(v, &tokens[at..]);
        out[at..at + read.len()].copy_from_slice(&read);
        at += length;
    }
    out
}

/// How many tokens the name at the first token has (1 where there is none), and what is read for it.
fn name(v: &'static Vocabulary, tokens: &[&str]) -> (usize, Vec<&'static str>) {
    if !tokens[0].starts_with(char::is_uppercase) {
        return (1, Vec::new());
    }
    let longest = v.read_alike.longest().min(tokens.len());
    for length in (1..=longest).rev() {
        if let Some(read) = v.read_alike.get(&tokens[..length].join(" ")) {
            return (length, read.clone());
        }
    }
    if let [first, second, ..] = tokens
        && second.starts_with(char::is_uppercase)
        && v.nations.has(&format!("{} {}", first.to_lowercase(), second.to_lowercase()))
    {
        return (2, STATE_OF_TWO.to_vec());
    }
    (1, word(v, tokens[0]).into_iter().collect())
}

fn word(v: &Vocabulary, word: &str) -> Option<&'static str> {
    if word.chars().count() < SHORTEST || !word.chars().skip(1).any(char::is_lowercase) {
        return None;
    }
    let lower = word.to_lowercase();
    if v.capitals.has(&lower) {
        Some(CAPITAL)
    } else if v.adjectives.has(&lower) {
        Some(ADJECTIVE)
    } else if v.nations.has(&lower) {
        Some(STATE)
    } else if lower.strip_suffix('s').is_some_and(|single| v.adjectives.has(single)) {
        Some(NATION)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_class_are_one_word() {
        for [one, other] in [
            ["Norway", "Chile"],
            ["Norwegian", "Chilean"],
            ["Iranians", "Germans"],
            ["Kabul", "Lima"],
            ["Democrats", "Conservatives"],
            ["the United Kingdom", "the United States"],
            ["Saudi Arabia", "Sierra Leone"],
            ["the Foreign Office", "the White House"],
            ["a U . K . plan", "a U . S . plan"],
        ] {
            let read = |text: &'static str| alike(&text.split(' ').collect::<Vec<_>>());
            assert_eq!(read(one), read(other));
        }
        for other in ["venue", "Polish-born", "Venn", "US", "norway", "the U", "White"] {
            assert_eq!(alike(&other.split(' ').collect::<Vec<_>>()).join(" "), other);
        }
    }
}
