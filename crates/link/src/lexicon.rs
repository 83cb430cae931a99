//! The frozen vocabulary: weights of words, classes of near-synonyms, negation, numbers. All of it is data under
//! `vocabulary/`, embedded, so that a link made today is the same next year and for any other articles around it.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The weight of a word that `weights.tsv` does not list, in thousandths: ln(1789 / 2), what a word would have that stands in
/// two of the 1,789 counted documents, one below the fewest that get an entry.
pub const UNKNOWN_WEIGHT: u32 = 6_796;

/// The weight of an unlisted word with a capital letter, in thousandths: near the median of the list. Names say whom a statement
/// is about, which many statements of one speaker share, so that they must not outweigh what is said.
pub const NAME_WEIGHT: u32 = 3_000;

/// The weight of a number, in thousandths: below a name, above the median word, because figures tell reports apart.
pub const NUMBER_WEIGHT: u32 = 4_500;

/// What a negation acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Forward,
    Clause,
    Participle,
    /// Looks like a negation and is none.
    Nothing,
}

/// One word of a vocabulary phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Matches by word key.
    Key(String),
    /// Matches as written, in lower case.
    Written(String),
}

/// Phrases by the key or the written form of their first word, longest first.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<Word>, T)>>,
}

/// A member of a class of near-synonyms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// Index of the class.
    pub class: u16,
    /// `-1` for the opposite pole.
    pub pole: i8,
}

/// A class of near-synonyms.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub name: String,
    /// The class it also answers in a question.
    pub answers: Option<u16>,
    pub weight: u32,
}

/// The frozen vocabulary, read once.
pub(crate) struct Lexicon {
    weights: HashMap<String, u32>,
    irregular: HashMap<&'static str, &'static str>,
    function_words: HashSet<&'static str>,
    pub classes: Vec<Class>,
    members: Phrases<Member>,
    negation: Phrases<Scope>,
    numbers: HashMap<&'static str, (u64, bool)>,
    stemmer: Stemmer,
}

static SHARED: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

const WEIGHTS: &str = include_str!("../vocabulary/weights.tsv");
const CONCEPTS: &str = include_str!("../vocabulary/concepts.tsv");
const STANCE: &str = include_str!("../vocabulary/stance.tsv");
const NEGATION: &str = include_str!("../vocabulary/negation.tsv");
const NUMBERS: &str = include_str!("../vocabulary/numbers.tsv");
const IRREGULAR: &str = include_str!("../vocabulary/irregular.tsv");
const FUNCTION_WORDS: &str = include_str!("../vocabulary/function_words.tsv");

/// The entries of a vocabulary file: lines that are neither empty nor a comment.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
}

/// Names of the classes that take a stance towards what stands beside them, so that polarity counts.
pub(crate) fn entries_of_stance() -> impl Iterator<Item = &'static str> {
    entries(STANCE)
}

impl Lexicon {
    pub(crate) fn shared() -> &'static Lexicon {
        &SHARED
    }

    fn read() -> Lexicon {
        let mut lexicon = Lexicon {
            weights: entries(WEIGHTS)
                .filter_map(|l| {
                    let (key, weight) = l.split_once('\t')?;
                    Some((key.to_string(), weight.parse().ok()?))
                })
                .collect(),
            irregular: entries(IRREGULAR).filter_map(|l| l.split_once('\t')).collect(),
            function_words: entries(FUNCTION_WORDS).collect(),
            classes: Vec::new(),
            members: Phrases { by_first: HashMap::new() },
            negation: Phrases { by_first: HashMap::new() },
            numbers: entries(NUMBERS)
                .filter_map(|l| {
                    let mut cells = l.split('\t');
                    let word = cells.next()?;
                    let value = cells.next()?.parse().ok()?;
                    Some((word, (value, cells.next()? == "scale")))
                })
                .collect(),
            stemmer: Stemmer::create(Algorithm::English),
        };
        let rows: Vec<Vec<&str>> = entries(CONCEPTS).map(|l| l.split('\t').collect()).collect();
        for (class, row) in rows.iter().enumerate() {
            let answers = rows.iter().position(|r| r[0] == row[1]).map(|n| n as u16);
            let members: Vec<&str> = row[2].split(" | ").collect();
            let weight = lexicon
                .phrase(members[0])
                .iter()
                .map(|w| match w {
                    Word::Key(key) => lexicon.weight(key),
                    Word::Written(word) => lexicon.weight(&lexicon.key(word)),
                })
                .max()
                .unwrap_or(UNKNOWN_WEIGHT);
            lexicon.classes.push(Class { name: row[0].to_string(), answers, weight });
            for member in members {
                let (pole, words) = member.strip_prefix('!').map_or((1, member), |rest| (-1, rest));
                let words = lexicon.phrase(words);
                lexicon.members.insert(words, Member { class: class as u16, pole });
            }
        }
        for row in entries(NEGATION) {
            let Some((words, scope)) = row.split_once('\t') else { continue };
            let scope = match scope {
                "clause" => Scope::Clause,
                "participle" => Scope::Participle,
                "none" => Scope::Nothing,
                _ => Scope::Forward,
            };
            let words = lexicon.phrase(words);
            lexicon.negation.insert(words, scope);
        }
        lexicon.members.sort();
        lexicon.negation.sort();
        lexicon
    }

    /// A phrase as written in a vocabulary file.
    pub(crate) fn phrase(&self, words: &str) -> Vec<Word> {
        match words.strip_prefix('=') {
            Some(written) => written.split(' ').map(|w| Word::Written(w.to_string())).collect(),
            None => words.split(' ').map(|w| Word::Key(self.key(w))).collect(),
        }
    }

    /// What a lower-case word without diacritics is compared by: its base form where it is irregular, then its Snowball stem
    /// (Porter 2, M. Porter 2001).
    pub(crate) fn key(&self, word: &str) -> String {
        self.stemmer.stem(self.one_spelling(word)).into_owned()
    }

    /// The base of an irregular form or American spelling, else the word itself.
    pub(crate) fn one_spelling<'a>(&self, word: &'a str) -> &'a str {
        self.irregular.get(word).copied().unwrap_or(word)
    }

    /// Whether a word is an irregular form of another word, as most are of verbs in the past.
    pub(crate) fn is_past_form(&self, word: &str) -> bool {
        self.irregular.get(word).is_some_and(|base| !word.starts_with(base))
    }

    /// The weight of a word key in thousandths.
    pub(crate) fn weight(&self, key: &str) -> u32 {
        self.listed(key).unwrap_or(UNKNOWN_WEIGHT)
    }

    /// The weight of a word key that is listed, in thousandths.
    pub(crate) fn listed(&self, key: &str) -> Option<u32> {
        self.weights.get(key).copied()
    }

    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word)
    }

    /// The value of a number word and whether it is a scale.
    pub(crate) fn number(&self, word: &str) -> Option<(u64, bool)> {
        self.numbers.get(word).copied()
    }

    /// The longest class member that starts at the first of `words` (pairs of written form and key), with its length.
    pub(crate) fn member<'a>(
        &self,
        words: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Option<(Member, usize)> {
        self.members.longest(words)
    }

    /// The longest negation that starts at the first of `words`, with its length.
    pub(crate) fn negation<'a>(
        &self,
        words: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Option<(Scope, usize)> {
        self.negation.longest(words)
    }
}

impl<T: Copy> Phrases<T> {
    /// Phrases as written in a vocabulary file, each with what it stands for; of two equal ones the first counts.
    pub(crate) fn read<'w>(lexicon: &Lexicon, all: impl Iterator<Item = (&'w str, T)>) -> Phrases<T> {
        let mut phrases = Phrases { by_first: HashMap::new() };
        for (words, value) in all {
            phrases.insert(lexicon.phrase(words), value);
        }
        phrases.sort();
        phrases
    }

    fn insert(&mut self, words: Vec<Word>, value: T) {
        let first = match &words[0] {
            Word::Key(key) => key.clone(),
            Word::Written(word) => format!("={word}"),
        };
        self.by_first.entry(first).or_default().push((words, value));
    }

    /// Longest first; among equally long phrases those matched as written come first.
    #[allow(clippy::iter_over_hash_type)]
    fn sort(&mut self) {
        for phrases in self.by_first.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }

    pub(crate) fn longest<'a>(
        &self,
        words: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Option<(T, usize)> {
        let (written, key) = words.clone().next()?;
        let mut found: Option<(T, usize)> = None;
        let mut written_first = String::with_capacity(written.len() + 1);
        written_first.push('=');
        written_first.push_str(written);
        for first in [written_first.as_str(), key] {
            let Some(phrases) = self.by_first.get(first) else { continue };
            for (phrase, value) in phrases {
                if found.is_some_and(|(_, length)| length >= phrase.len()) {
                    break;
                }
                let mut rest = words.clone();
                let matches = phrase.iter().all(|word| match (word, rest.next()) {
                    (Word::Key(wanted), Some((_, key))) => wanted == key,
                    (Word::Written(wanted), Some((written, _))) => wanted == written,
                    (_, None) => false,
                });
                if matches {
                    found = Some((*value, phrase.len()));
                    break;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_member_stands_in_one_class_only() {
        let lexicon = Lexicon::shared();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut twice = Vec::new();
        for row in entries(CONCEPTS) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{row:?}: expected class, answered class and members");
            for member in cells[2].split(" | ") {
                let phrase = format!("{:?}", lexicon.phrase(member.trim_start_matches('!')));
                let place = format!("{} {}", cells[0], if member.starts_with('!') { "opposite" } else { "" });
                if let Some(other) = seen.insert(phrase, place.clone()).filter(|other| *other != place) {
                    twice.push(format!("{member:?} in {other} and {place}"));
                }
            }
        }
        assert!(twice.is_empty(), "help: vocabulary/concepts.tsv: {twice:#?}");
        assert!(lexicon.classes.len() >= 150);
    }

    #[test]
    fn a_class_that_answers_another_names_one_that_exists() {
        for row in entries(CONCEPTS) {
            let answers = row.split('\t').nth(1).unwrap();
            let exists = entries(CONCEPTS).any(|r| r.split('\t').next() == Some(answers));
            assert!(answers == "-" || exists, "help: vocabulary/concepts.tsv: {row:?}");
        }
    }

    #[test]
    fn stances_are_classes() {
        for name in entries_of_stance() {
            assert!(
                Lexicon::shared().classes.iter().any(|c| c.name == name),
                "help: vocabulary/stance.tsv: {name}"
            );
        }
    }

    #[test]
    fn weights_are_read_and_common_words_weigh_less_than_rare_ones() {
        let lexicon = Lexicon::shared();
        let weight = |word: &str| lexicon.weight(&lexicon.key(word));
        assert!(lexicon.weights.len() > 5_000, "help: vocabulary/weights.tsv, made by `lab gen weights`");
        assert!(weight("people") < weight("ceasefire"));
        assert!(weight("withdrew") == weight("withdrawing"));
        assert_eq!(weight("qqqq"), UNKNOWN_WEIGHT);
    }
}
