//! The word lists of `vocabulary/`, read once.

use aho_corasick::AhoCorasick;
use reportedly_schema::BlockKind;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Lines of a word list: its columns, comments left out.
fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

/// Where in a line a phrase has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Whole,
    Start,
    End,
    Any,
}

struct Phrase {
    kind: BlockKind,
    place: Place,
    weight: i32,
    ends: bool,
    len: usize,
}

struct Phrases {
    automaton: AhoCorasick,
    phrases: Vec<Phrase>,
    whole: HashMap<&'static str, usize>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    let mut patterns = Vec::new();
    let mut whole = HashMap::new();
    for row in rows(include_str!("../vocabulary/noise_phrases.tsv")) {
        let [kind, place, weight, flag, text] = row[..] else { panic!("noise_phrases.tsv: five columns") };
        let place = match place {
            "whole" => Place::Whole,
            "start" => Place::Start,
            "end" => Place::End,
            "any" => Place::Any,
            other => panic!("noise_phrases.tsv: place {other:?}"),
        };
        let phrase = Phrase {
            kind: kind.parse().expect("noise_phrases.tsv: a kind"),
            place,
            weight: weight.parse().expect("noise_phrases.tsv: a weight"),
            ends: flag == "end",
            len: text.len(),
        };
        if place == Place::Whole {
            whole.insert(text, phrases.len());
        }
        phrases.push(phrase);
        patterns.push(text);
    }
    let automaton = AhoCorasick::new(patterns).expect("noise_phrases.tsv builds");
    Phrases { automaton, phrases, whole }
});

/// What a line's wording says against its being running text.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The line is nothing but this label.
    pub whole: Option<(BlockKind, i32)>,
    /// It begins so: the heaviest.
    pub start: Option<(BlockKind, i32)>,
    /// It ends so: the heaviest.
    pub end: Option<(BlockKind, i32)>,
    /// Points by kind for wordings anywhere in it, ordered by kind.
    pub any: Vec<(BlockKind, i32)>,
    /// What follows such a line is not the article any more.
    pub ends_article: bool,
}

impl Hits {
    /// Points anywhere in the line for `kind`.
    pub fn any(&self, kind: BlockKind) -> i32 {
        self.any.iter().find(|(k, _)| *k == kind).map_or(0, |(_, w)| *w)
    }

    /// Points for `kind` from all places.
    pub fn of(&self, kind: BlockKind) -> i32 {
        let at = |hit: Option<(BlockKind, i32)>| hit.filter(|(k, _)| *k == kind).map_or(0, |(_, w)| w);
        at(self.whole) + at(self.start) + at(self.end) + self.any(kind)
    }
}

/// A line as the phrases see it: lower case, straight apostrophes, single spaces.
pub fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut space = false;
    for c in line.chars() {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`' => out.push('\''),
            c if c.is_whitespace() => {
                space = !out.is_empty();
                continue;
            }
            c => {
                if space {
                    out.push(' ');
                    space = false;
                }
                if c.is_ascii() {
                    out.push(c.to_ascii_lowercase())
                } else {
                    out.extend(c.to_lowercase())
                }
                continue;
            }
        }
        space = false;
    }
    out
}

/// Looks up the phrases of noise in a line made [`plain`].
pub fn hits(line: &str) -> Hits {
    let lists = &*PHRASES;
    let mut out = Hits::default();
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | ':' | ')' | '('));
    for key in [bare, bare.trim_end_matches([':', '?', ')'])] {
        if let Some(&n) = lists.whole.get(key) {
            let phrase = &lists.phrases[n];
            out.whole = Some((phrase.kind, phrase.weight));
            out.ends_article |= phrase.ends;
            break;
        }
    }
    let lead =
        line.len() - line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(').len();
    let tail =
        line.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '»' | '>' | ']' | '.')).len();
    let bytes = line.as_bytes();
    let word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    let mut anywhere: Vec<(usize, usize, BlockKind, i32)> = Vec::new();
    for found in lists.automaton.find_overlapping_iter(line) {
        let phrase = &lists.phrases[found.pattern().as_usize()];
        let (from, to) = (found.start(), found.start() + phrase.len);
        let inner = |at: usize| at > 0 && word(at - 1) && word(at);
        if phrase.place == Place::Whole || inner(from) || inner(to) {
            continue;
        }
        let better = |old: Option<(BlockKind, i32)>| {
            if old.is_some_and(|(_, w)| w >= phrase.weight) {
                old
            } else {
                Some((phrase.kind, phrase.weight))
            }
        };
        match phrase.place {
            Place::Start if from == lead || from == 0 => {
                out.start = better(out.start);
                out.ends_article |= phrase.ends;
            }
            Place::End if to == tail || to == line.len() => out.end = better(out.end),
            Place::Any => anywhere.push((from, to, phrase.kind, phrase.weight)),
            _ => {}
        }
    }
    for &(from, to, kind, weight) in &anywhere {
        let inside = |o: &(usize, usize, BlockKind, i32)| {
            o.2 == kind && o.0 <= from && to <= o.1 && (o.1 - o.0) > (to - from)
        };
        if anywhere.iter().any(inside) {
            continue;
        }
        match out.any.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, sum)) => *sum += weight,
            None => out.any.push((kind, weight)),
        }
    }
    out.any.sort();
    out
}

/// Words of grammar: of English, and of other languages by ISO 639-1 code.
pub struct FunctionWords {
    english: HashSet<&'static str>,
    foreign: HashMap<&'static str, Vec<&'static str>>,
}

static FUNCTION_WORDS: LazyLock<FunctionWords> = LazyLock::new(|| {
    let mut english = HashSet::new();
    let mut foreign: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in rows(include_str!("../vocabulary/function_words.tsv")) {
        let (language, words) = (row[0], row[1]);
        for word in words.split(' ') {
            if language == "en" {
                english.insert(word);
            } else {
                foreign.entry(word).or_default().push(language);
            }
        }
    }
    foreign.retain(|word, _| !english.contains(word));
    FunctionWords { english, foreign }
});

/// Whether `word` (lower case) carries grammar in English.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.english.contains(word)
}

/// The languages in which `word` (lower case) carries grammar, English left out.
pub fn foreign_function_word(word: &str) -> &'static [&'static str] {
    FUNCTION_WORDS.foreign.get(word).map_or(&[], Vec::as_slice)
}

/// What kind of finite verb a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Auxiliary or copula.
    Auxiliary,
    /// A verb of saying.
    Report,
    /// Another past form.
    Past,
    /// Another present form.
    Present,
}

static VERBS: LazyLock<HashMap<&'static str, Verb>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for row in rows(include_str!("../vocabulary/verbs.tsv")) {
        let verb = match row[0] {
            "aux" => Verb::Auxiliary,
            "report" => Verb::Report,
            "past" => Verb::Past,
            "present" => Verb::Present,
            other => panic!("verbs.tsv: kind {other:?}"),
        };
        for form in row[1].split(' ') {
            out.entry(form).or_insert(verb);
        }
    }
    out
});

/// The kind of a finite form (lower case) that is on the list.
pub fn verb(word: &str) -> Option<Verb> {
    VERBS.get(word).copied()
}

static COUNTER_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../vocabulary/counter_words.tsv"))
        .flat_map(|r| r[0].split(' ').collect::<Vec<_>>())
        .collect()
});

/// Whether `word` (lower case) stands beside numbers of views, comments or minutes.
pub fn is_counter_word(word: &str) -> bool {
    COUNTER_WORDS.contains(word)
}

static ROLES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("../vocabulary/roles.tsv")).map(|r| (r[0], r[1].split('|').collect())).collect()
});

/// Whether a line (plain) is nothing but an author's role, perhaps with the outlet after a comma, "at" or "for".
pub fn is_role(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let head = bare.split([',', '|', '(']).next().unwrap_or(bare).trim();
    let head = head.split(" at ").next().unwrap_or(head);
    let head = head.split(" for ").next().unwrap_or(head);
    ROLES["role"].contains(&head)
}

/// The rest of a plain line after a lead word of `kind` (byline, published, updated), which a colon, a space or the end ends.
pub fn after_lead<'a>(kind: &str, line: &'a str) -> Option<&'a str> {
    let best = ROLES[kind]
        .iter()
        .filter_map(|lead| line.strip_prefix(lead))
        .filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '-'))
        .min_by_key(|rest| rest.len())?;
    Some(best.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// Month names: form → (language, month).
pub static MONTHS: LazyLock<HashMap<&'static str, Vec<(&'static str, i8)>>> = LazyLock::new(|| {
    let mut out: HashMap<&str, Vec<(&str, i8)>> = HashMap::new();
    for row in rows(include_str!("../vocabulary/months.tsv")) {
        let month = row[1].parse().expect("months.tsv: a month");
        for form in row[2].split('|') {
            out.entry(form).or_default().push((row[0], month));
        }
    }
    out
});

/// The month a form (lower case) names: in `language` if it is known there, else in the first language listed.
pub fn month(form: &str, language: Option<&str>) -> Option<i8> {
    let found = MONTHS.get(form)?;
    let named = language.and_then(|l| found.iter().find(|(lang, _)| l.starts_with(lang)));
    named.or(found.first()).map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_at_their_places_and_at_word_borders() {
        assert_eq!(hits("read more").whole.map(|h| h.0), Some(BlockKind::Nav));
        assert_eq!(hits("» read more «").whole.map(|h| h.0), Some(BlockKind::Nav));
        assert!(hits("he read more books").whole.is_none());
        assert_eq!(hits("subscribe to our paper").start.map(|h| h.0), Some(BlockKind::Subscribe));
        assert!(hits("polling: none").start.is_none());
    }

    #[test]
    fn every_list_reads() {
        assert_eq!(month("листопада", Some("uk")), Some(11));
        assert_eq!(month("listopada", Some("hr")), Some(10));
        assert_eq!(month("march", None), Some(3));
        assert!(
            is_role("senior reporter, aldra post") && is_counter_word("views") && is_function_word("the")
        );
        assert_eq!(after_lead("published", "published: 5 march 2031"), Some("5 march 2031"));
        assert_eq!(after_lead("byline", "byelaws passed"), None);
    }
}
