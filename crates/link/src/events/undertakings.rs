//! What people undertake together (talks, a deal, a project), where an article names it, and which of several it means: "the talks" are those last named with
//! their place or their time.

use super::heads::is_name;
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::place_names::is_calendar;
use crate::place_spelling::{SameSpelling, same_place_name};
use crate::wording::{Token, Wording, same_stock};
use reportedly_schema::linkage::Layers;
use reportedly_schema::{Interval, Span, Timex, TimexType};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Phrases with their row, [`GENERAL`] for those that may mean any undertaking.
static LISTED: LazyLock<Phrases<u16>> = LazyLock::new(|| {
    let rows =
        entries(include_str!("../../vocabulary/undertakings.tsv")).filter_map(|row| row.split_once('\t'));
    let members = rows.enumerate().flat_map(|(row, (family, members))| {
        let row = match family {
            "project" => GENERAL,
            "other" => NONE,
            _ => row as u16,
        };
        members.split(" | ").map(move |words| (words, row))
    });
    Phrases::read(Lexicon::shared(), members)
});

const GENERAL: u16 = u16::MAX;

/// Phrases that name no undertaking, though a word of them does.
const NONE: u16 = u16::MAX - 1;

/// What kind of undertaking a noun names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// Of the vocabulary, by row.
    Listed(u16),
    /// "The project", "the plan": whatever its article keeps naming.
    General,
    /// A noun that the article keeps coming back to ("the dam"), by word key.
    Topic(String),
}

/// A time written beside a noun.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    interval: Interval,
    /// Whether it says of which year, by figures or by its distance from the article's day ("last week"); a mere month or day of one is told
    /// of any year in articles that look back.
    year: bool,
}

impl When {
    fn fits(&self, other: &When) -> bool {
        let months = |w: &When| Some((w.interval.earliest?.month(), w.interval.latest?.month()));
        match (self.year && other.year, months(self), months(other)) {
            (false, Some((a, b)), Some((c, d))) => b < a || d < c || a <= d && c <= b,
            _ => self.interval.overlaps(&other.interval),
        }
    }
}

/// One undertaking of an article, as far as its names tell it from others.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchor {
    /// Word keys of where it took place.
    pub places: BTreeSet<String>,
    /// When, as written beside its nouns.
    pub days: Vec<When>,
}

/// A noun in an article that names an undertaking.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Its first byte in the reading.
    pub at: u32,
    pub family: Family,
    /// Word key of the noun.
    pub noun: String,
    /// Index into [`Undertakings::anchors`]; `None` where nothing told which it is.
    pub anchor: Option<usize>,
}

/// The undertakings of one article.
#[derive(Debug, Default)]
pub(super) struct Undertakings {
    /// In text order.
    pub named: Vec<Named>,
    pub anchors: Vec<Anchor>,
    /// Word keys of the names that the article has twice or more.
    pub names: BTreeSet<String>,
    /// Word keys of the common nouns that it keeps coming back to.
    pub topics: BTreeSet<String>,
}

/// How sure it is that two nouns name one undertaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Same {
    No,
    /// Nothing speaks against it.
    Unknown,
    /// Overlapping times.
    Time,
    /// The same place, or the same by the article's own words.
    Place,
}

/// Times a common noun stands in an article that keeps coming back to it.
const TOPIC_TIMES: usize = 4;

/// The least weight of such a noun, in thousandths.
const TOPIC_WEIGHT: u32 = 3_000;

/// Tokens before a noun in which its place stands ("the Lodenburg peace talks").
const BEFORE: usize = 3;

/// Tokens after a noun in which its place stands ("talks between the two sides in Lodenburg").
const AFTER: usize = 8;

/// Days of a written time that is too long to tell one undertaking from another.
const LONGEST_DAYS: i32 = 400;

const PLACE_WORDS: &[&str] = &["in", "at", "near", "outside"];

/// Words after which a clause goes on to something else, so that a place behind them is another thing's.
const ENDS: &[&str] = &[
    "and", "but", "that", "which", "who", "because", "after", "when", "before", "said", "says", "told",
    "recalled", "is", "was", "were", "are", "had", "has", "have",
];

impl Undertakings {
    /// `wording` is of the article's whole text.
    pub(super) fn new(layers: &Layers, wording: &Wording) -> Undertakings {
        let tokens = &wording.tokens;
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, token) in tokens.iter().enumerate() {
            if is_name(wording, n) {
                *names.entry(token.key.clone()).or_default() += 1;
            } else if is_topic(token) {
                *topics.entry(&token.key).or_default() += 1;
            }
        }
        topics.retain(|_, times| *times >= TOPIC_TIMES);
        let mut out = Undertakings {
            names: names.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name).collect(),
            topics: topics.keys().map(|key| key.to_string()).collect(),
            ..Undertakings::default()
        };
        let article = Article::new(wording, layers);
        let mut families: Vec<Family> = Vec::new();
        let mut last: BTreeMap<Family, usize> = BTreeMap::new();
        let mut n = 0;
        while n < tokens.len() {
            let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            let (family, length) = match LISTED.longest(words) {
                Some((NONE, length)) => {
                    n += length;
                    continue;
                }
                Some((GENERAL, length)) => (Family::General, length),
                Some((row, length)) => (Family::Listed(row), length),
                None if topics.contains_key(tokens[n].key.as_str()) && is_topic(&tokens[n]) => {
                    (Family::Topic(tokens[n].key.clone()), 1)
                }
                None => {
                    n += 1;
                    continue;
                }
            };
            let found = article.around(n, length);
            let told = !found.places.is_empty() || !found.days.is_empty();
            let other = tokens[n.saturating_sub(BEFORE)..n]
                .iter()
                .any(|t| t.clause == tokens[n].clause && OTHERS.contains(&t.written.as_str()));
            let anchor = if other {
                out.anchors.push(found);
                families.push(family.clone());
                Some(out.anchors.len() - 1)
            } else if told {
                Some(out.place(found, &family, &mut families, &last))
            } else {
                last.get(&family).copied()
            };
            if let Some(anchor) = anchor {
                last.insert(family.clone(), anchor);
            }
            let noun = tokens[n + length - 1].key.clone();
            out.named.push(Named { at: tokens[n].bytes.start, family, noun, anchor });
            n += length;
        }
        out
    }

    /// The anchor that `found` belongs to, a new one where it is another undertaking than those before.
    fn place(
        &mut self,
        found: Anchor,
        family: &Family,
        families: &mut Vec<Family>,
        last: &BTreeMap<Family, usize>,
    ) -> usize {
        let of_family = |a: &usize| families[*a] == *family;
        let fits = |a: &usize| match same_anchor(&self.anchors[*a], &found) {
            Same::No => false,
            Same::Unknown => last.get(family) == Some(a),
            Same::Time | Same::Place => true,
        };
        let known = (0..self.anchors.len()).rev().filter(of_family).find(fits);
        match known {
            Some(a) => {
                self.anchors[a].places.extend(found.places);
                self.anchors[a].days.extend(found.days);
                a
            }
            None => {
                self.anchors.push(found);
                families.push(family.clone());
                self.anchors.len() - 1
            }
        }
    }

    /// The noun at a byte of the reading.
    pub(super) fn at(&self, byte: u32) -> Option<&Named> {
        self.named.binary_search_by_key(&byte, |n| n.at).ok().map(|n| &self.named[n])
    }

    /// The last noun before a byte of the reading, of a listed family.
    pub(super) fn before(&self, byte: u32) -> Option<&Named> {
        let end = self.named.partition_point(|n| n.at < byte);
        self.named[..end].iter().rev().find(|n| matches!(n.family, Family::Listed(_)))
    }
}

/// Digits of a year in figures.
const YEAR_DIGITS: usize = 4;

fn is_month(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    crate::figures::MONTHS.contains(&word)
}

/// Words before a noun by which it is another than the one named before.
const OTHERS: &[&str] = &[
    "second", "third", "fourth", "fifth", "another", "new", "next", "fresh", "later", "previous", "earlier",
    "separate", "renewed", "future",
];

/// Whether a token may be a noun that an article keeps coming back to.
fn is_topic(token: &Token) -> bool {
    let lexicon = Lexicon::shared();
    !token.capital
        && token.number.is_none()
        && token.key.len() > 2
        && !lexicon.is_function_word(&token.written)
        && lexicon.weight(&token.key) >= TOPIC_WEIGHT
}

/// An article's words, for what stands around a noun.
struct Article<'a> {
    wording: &'a Wording,
    layers: &'a Layers,
    /// Word keys of the names that stand after a preposition of place.
    places: BTreeSet<&'a str>,
}

impl<'a> Article<'a> {
    fn new(wording: &'a Wording, layers: &'a Layers) -> Article<'a> {
        let tokens = &wording.tokens;
        let after_place = |n: usize| n > 0 && PLACE_WORDS.contains(&tokens[n - 1].written.as_str());
        let places = (0..tokens.len())
            .filter(|&n| after_place(n) && is_name(wording, n) && !is_calendar(&tokens[n].written))
            .map(|n| tokens[n].key.as_str())
            .collect();
        Article { wording, layers, places }
    }

    fn dated(&self, n: usize) -> bool {
        self.layers.timexes.iter().any(|t| t.span.overlaps(self.wording.tokens[n].bytes))
    }

    fn bounded(&self, timex: &Timex) -> Option<When> {
        let interval = timex.interval.filter(|_| timex.kind == TimexType::Date)?;
        let (from, to) = (interval.earliest?, interval.latest?);
        let bounds = from.until(to).is_ok_and(|gap| gap.get_days() < LONGEST_DAYS);
        let written = timex.span.of(&self.layers.text)?;
        let figures = written.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == YEAR_DIGITS);
        let month = written.split_whitespace().any(|word| is_month(&word.to_lowercase()));
        bounds.then_some(When { interval, year: figures || !month })
    }

    /// What is told of where and when around the noun at `at`.
    fn around(&self, at: usize, length: usize) -> Anchor {
        let tokens = &self.wording.tokens;
        let block = self.layers.blocks.iter().find(|b| b.span.contains(tokens[at].bytes)).map(|b| b.span);
        let inside = |n: usize| block.is_none_or(|b| b.contains(tokens[n].bytes));
        let mut first = at;
        for n in (at.saturating_sub(BEFORE)..at).rev() {
            let token = &tokens[n];
            if token.clause != tokens[at].clause
                || Lexicon::shared().is_function_word(&token.written)
                || !inside(n)
            {
                break;
            }
            first = n;
        }
        let mut end = at + length;
        while end < tokens.len().min(at + length + AFTER) {
            let token = &tokens[end];
            // Behind a comma only what goes on about the noun: "the talks, held in Maros".
            let apart = token.clause != tokens[end - 1].clause && !is_past(&token.written);
            if apart
                || token.sentence != tokens[at].sentence
                || ENDS.contains(&token.written.as_str())
                || !inside(end)
            {
                break;
            }
            end += 1;
        }
        let mut out = Anchor::default();
        let mut after_place = false;
        for (n, token) in tokens.iter().enumerate().take(end).skip(at + length) {
            if is_name(self.wording, n) && !self.dated(n) {
                if after_place {
                    out.places.insert(token.key.clone());
                }
            } else {
                let place = PLACE_WORDS.contains(&token.written.as_str());
                after_place = place || after_place && token.written == "the";
            }
        }
        // A name right before the noun is its place where the article has it as a place: "the Lodenburg talks" and not "Aldra's talks".
        let possessive =
            |n: usize| tokens.get(n + 1).is_some_and(|next| next.bytes.start > tokens[n].bytes.end + 1);
        for (n, token) in tokens.iter().enumerate().take(at).skip(first) {
            let place = self.places.contains(token.key.as_str());
            if is_name(self.wording, n) && place && !self.dated(n) && !possessive(n) {
                out.places.insert(tokens[n].key.clone());
            }
        }
        let near = Span { start: tokens[first].bytes.start, end: tokens[end - 1].bytes.end };
        let timexes = || self.layers.timexes.iter();
        out.days = timexes().filter(|t| near.contains(t.span)).filter_map(|t| self.bounded(t)).collect();
        if out.days.is_empty() {
            // A paragraph that begins with a date tells of that day.
            let opens = |t: &&Timex| block.is_some_and(|b| b.start == t.span.start);
            out.days.extend(timexes().find(opens).and_then(|t| self.bounded(t)));
        }
        out
    }
}

fn is_past(written: &str) -> bool {
    written.ends_with("ed") || Lexicon::shared().is_past_form(written)
}

/// Whether two anchors name one undertaking.
pub(super) fn same_anchor(a: &Anchor, b: &Anchor) -> Same {
    let day_apart =
        !a.days.is_empty() && !b.days.is_empty() && !a.days.iter().any(|x| b.days.iter().any(|y| x.fits(y)));
    if day_apart {
        return Same::No;
    }
    let spelled = |least: SameSpelling| {
        a.places.iter().any(|x| {
            b.places
                .iter()
                .any(|y| same_stock(x, y) || same_place_name(x, y).is_some_and(|same| same <= least))
        })
    };
    let one_place = spelled(SameSpelling::Variant);
    match (a.places.is_empty() || b.places.is_empty(), one_place) {
        (_, true) => Same::Place,
        // "Lindhafen" is perhaps Lindhaven.
        (false, false) if !spelled(SameSpelling::Perhaps) => Same::No,
        (false, false) if !a.days.is_empty() && !b.days.is_empty() => Same::Time,
        (true, _) if !a.days.is_empty() && !b.days.is_empty() => Same::Time,
        _ => Same::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    fn anchors(text: &str) -> Vec<(String, Option<usize>)> {
        let layers = Layers {
            text: text.to_string(),
            blocks: Vec::new(),
            narrations: Vec::new(),
            timexes: Vec::new(),
            mentions: Vec::new(),
            problems: Vec::new(),
        };
        let wording = Wording::new(text, false, Stance::default());
        let all = Undertakings::new(&layers, &wording);
        all.named.into_iter().map(|n| (n.noun, n.anchor)).collect()
    }

    #[test]
    fn the_talks_are_those_last_named_with_their_place() {
        let found = anchors(
            "The talks in Sarn failed. The agreement was never signed. Talks in Maros followed. The negotiations went on. \
             The Sarn talks are forgotten.",
        );
        let of: Vec<Option<usize>> = found.iter().map(|(_, anchor)| *anchor).collect();
        assert_eq!(of, [Some(0), Some(0), Some(1), Some(1), Some(0)], "{found:?}");
    }

    #[test]
    fn a_second_round_is_another_and_a_name_of_nothing_is_none() {
        let found = anchors("The truce of Sarn held. A second ceasefire was signed.");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_ne!(found[0].1, found[1].1);
        assert!(anchors("").is_empty());
    }
}
