//! A passage as events compare it: what it tells, when, where, of whom, with figures and reasons.

use super::figures::{Counted, figures};
use super::heads::{Family, Head, heads, is_name, is_of_head};
use crate::lexicon::{Lexicon, entries};
use crate::wording::{Wording, hash};
use reportedly_schema::{Day, Interval, Span};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A name in a passage: a run of capitalised words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameIn {
    /// Word keys.
    pub keys: Vec<String>,
    /// As written, folded.
    pub written: String,
    /// Index of its first token.
    pub at: usize,
    /// Whether a preposition of place stands before it.
    pub place: bool,
    /// Word key of the common noun right after it ("Maros waters").
    pub noun: Option<String>,
}

/// A reason that a passage gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// Hashes of its content words, sorted.
    pub features: Vec<u64>,
    /// Its bytes.
    pub bytes: Span,
}

/// An analysed passage.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    pub wording: Wording,
    pub heads: Vec<Head>,
    /// Features of the words that are neither names nor of a head, with their weights; sorted, each once.
    pub words: Vec<(u64, u32)>,
    /// Days written in it, as far as they bound anything.
    pub days: Vec<Interval>,
    /// When it may have happened, where no day is written.
    pub near: Option<Interval>,
    pub names: Vec<NameIn>,
    pub figures: Vec<Counted>,
    pub reasons: Vec<Reason>,
}

const PAST: &[&str] = &["was", "were", "had", "did", "been"];

/// Words of what has not happened yet.
const NOT_YET: &[&str] = &["will", "shall", "must", "should", "ready", "demand", "let"];

/// Letters of a name's word by which passages are brought together.
const INDEX_LETTERS: usize = 4;

/// Prepositions of place.
const PLACE_WORDS: &[&str] = &["in", "at", "near", "off", "outside", "inside"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    After,
    Blamed,
    Before,
}

static REASONS: LazyLock<Vec<(Vec<&'static str>, Stands)>> = LazyLock::new(|| {
    let mut all: Vec<(Vec<&str>, Stands)> = entries(include_str!("../../vocabulary/reasons.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(words, stands)| {
            let stands = match stands {
                "blamed" => Stands::Blamed,
                "before" => Stands::Before,
                _ => Stands::After,
            };
            (words.split(' ').collect(), stands)
        })
        .collect();
    all.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    all
});

impl Telling {
    /// `dates` are the bytes of time expressions in the passage's text.
    pub(crate) fn new(
        wording: Wording,
        days: Vec<Interval>,
        near: Option<Interval>,
        dates: &[Span],
    ) -> Telling {
        let heads = heads(&wording);
        let plain = |f: &&crate::wording::Feature| {
            !is_of_head(&heads, f) && !f.at.is_some_and(|n| is_name(&wording, n as usize))
        };
        let mut words: Vec<(u64, u32)> =
            wording.occurrences.iter().filter(plain).map(|f| (f.of, f.weight)).collect();
        words.sort_unstable();
        words.dedup_by_key(|(of, _)| *of);
        Telling {
            words,
            names: names(&wording, dates),
            figures: figures(&wording, &heads, dates),
            reasons: reasons(&wording),
            heads,
            days,
            near,
            wording,
        }
    }

    /// Whether a verb in the past tense says that something has happened, and none that it may.
    pub(crate) fn tells_of_the_past(&self) -> bool {
        let lexicon = Lexicon::shared();
        let past = |t: &crate::wording::Token| {
            let w = t.written.as_str();
            PAST.contains(&w) || !t.capital && w.ends_with("ed") || !t.capital && lexicon.is_past_form(w)
        };
        let tokens = &self.wording.tokens;
        tokens.iter().any(past) && !tokens.iter().any(|t| NOT_YET.contains(&t.written.as_str()))
    }

    /// Adds what another passage tells, but for its figures and reasons; positions of words then mean nothing any more.
    pub(crate) fn add(&mut self, other: &Telling) {
        self.heads.extend(other.heads.iter().cloned());
        self.days.extend(other.days.iter().copied());
        self.names.extend(other.names.iter().cloned());
        self.words.extend(other.words.iter().copied());
        self.words.sort_unstable();
        self.words.dedup_by_key(|(of, _)| *of);
    }

    /// The first and the last day on which it may have happened.
    pub(crate) fn hull(&self) -> Option<(Day, Day)> {
        let days = || self.days.iter().chain(self.near.iter().filter(|_| self.days.is_empty()));
        let from = days().filter_map(|i| i.earliest).min()?;
        Some((from, days().filter_map(|i| i.latest).max()?))
    }

    /// The families of what happened.
    pub(crate) fn families(&self) -> BTreeSet<Family> {
        self.heads.iter().map(|head| head.happening.family()).collect()
    }

    /// Hashes of the stock of each word of a name, for indexes.
    pub(crate) fn name_stocks(&self) -> impl Iterator<Item = u64> {
        let stock = |key: &String| hash(key.chars().take(INDEX_LETTERS).collect::<String>().as_bytes());
        self.names.iter().flat_map(|name| &name.keys).map(stock)
    }

    /// Names of places, where a preposition says that it is one.
    pub(crate) fn places(&self) -> impl Iterator<Item = &NameIn> {
        self.names.iter().filter(|name| name.place)
    }
}

fn names(wording: &Wording, dates: &[Span]) -> Vec<NameIn> {
    let tokens = &wording.tokens;
    let mut out: Vec<NameIn> = Vec::new();
    let mut last = None;
    for n in 0..tokens.len() {
        let token = &tokens[n];
        let in_date = dates.iter().any(|date| date.overlaps(token.bytes));
        if in_date || !is_name(wording, n) {
            continue;
        }
        let goes_on = last.is_some_and(|l: usize| {
            l + 1 == n && tokens[l].clause == token.clause && tokens[l].bytes.end < token.bytes.start
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(name) => {
                name.keys.push(token.key.clone());
                name.written.push(' ');
                name.written.push_str(&token.written);
            }
            None => {
                let before = |back: usize| n.checked_sub(back).map(|b| tokens[b].written.as_str());
                let the = before(1) == Some("the");
                let place = before(if the { 2 } else { 1 }).is_some_and(|w| PLACE_WORDS.contains(&w));
                let (keys, written) = (vec![token.key.clone()], token.written.clone());
                out.push(NameIn { keys, written, at: n, place, noun: None });
            }
        }
        last = Some(n);
        let next = tokens.get(n + 1).filter(|t| t.clause == token.clause && !t.capital && t.number.is_none());
        let next = next.filter(|t| !Lexicon::shared().is_function_word(&t.written));
        if let Some(name) = out.last_mut() {
            name.noun = next.map(|t| t.key.clone());
        }
    }
    out
}

fn reasons(wording: &Wording) -> Vec<Reason> {
    let tokens = &wording.tokens;
    let mut out = Vec::new();
    let mut n = 0;
    while n < tokens.len() {
        let here = |words: &[&str]| {
            tokens[n..].iter().take(words.len()).map(|t| t.written.as_str()).eq(words.iter().copied())
        };
        let Some((words, stands)) = REASONS.iter().find(|(words, _)| here(words)) else {
            n += 1;
            continue;
        };
        let end = n + words.len();
        let clause_of = |at: usize| tokens.get(at).map(|t| t.clause);
        let range = match stands {
            Stands::After | Stands::Blamed => {
                let clause = clause_of(end);
                let stop = (end..tokens.len())
                    .find(|&m| {
                        clause_of(m) != clause || *stands == Stands::Blamed && tokens[m].written == "for"
                    })
                    .unwrap_or(tokens.len());
                end..stop
            }
            Stands::Before => {
                let start = (0..n).rev().take_while(|&m| clause_of(m) == clause_of(n)).last().unwrap_or(n);
                start..n
            }
        };
        out.extend(reason(wording, range));
        n = end;
    }
    out
}

fn reason(wording: &Wording, range: std::ops::Range<usize>) -> Option<Reason> {
    let inside = |f: &&crate::wording::Feature| f.at.is_some_and(|at| range.contains(&(at as usize)));
    let mut features: Vec<u64> = wording.occurrences.iter().filter(inside).map(|f| f.of).collect();
    features.sort_unstable();
    features.dedup();
    let words: Vec<&str> = wording.tokens[range.clone()].iter().map(|t| t.written.as_str()).collect();
    let only_pronoun = words.iter().all(|w| Lexicon::shared().is_function_word(w));
    let bytes = |tokens: &[crate::wording::Token]| {
        Some(Span { start: tokens.first()?.bytes.start, end: tokens.last()?.bytes.end })
    };
    let bytes = bytes(&wording.tokens[range])?;
    (!features.is_empty() && !only_pronoun).then_some(Reason { features, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    fn telling(text: &str) -> Telling {
        Telling::new(Wording::new(text, false, Stance::default()), Vec::new(), None, &[])
    }

    #[test]
    fn names_are_runs_of_capitals_and_places_stand_after_their_preposition() {
        let told = telling("The Marigold of Aldra Lines struck the gate near Port Sarn.");
        let names: Vec<(&str, bool)> = told.names.iter().map(|n| (n.written.as_str(), n.place)).collect();
        assert_eq!(names, [("marigold", false), ("aldra lines", false), ("port sarn", true)]);
    }

    #[test]
    fn a_reason_ends_with_its_clause() {
        let words = |text: &'static str| -> Vec<&str> {
            telling(text).reasons.into_iter().map(|r| &text[r.bytes.range()]).collect()
        };
        assert_eq!(words("The talks ended because the envoys left, Venn said."), ["the envoys left"]);
        assert_eq!(words("Venn blamed Tolmark for the end of the talks."), ["Tolmark"]);
        assert_eq!(words("Tolmark was to blame for it."), ["Tolmark"]);
        assert_eq!(words("because of it"), Vec::<&str>::new());
    }
}
