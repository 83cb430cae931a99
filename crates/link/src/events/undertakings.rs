//! What people undertake together (talks, a deal, a project), where an article names it, and which of several it means: "the talks" are those last named with
//! their place or their time.

use super::heads::is_name;
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::wording::{Stance, Token, Wording, same_stock};
use reportedly_schema::linkage::Layers;
use reportedly_schema::{Interval, Span, Timex, TimexType};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static LISTED: LazyLock<Phrases<u16>> = LazyLock::new(|| {
    let rows = entries(include_str!("../../vocabulary/undertakings.tsv"));
    let members = rows.enumerate().flat_map(|(family, row)| {
        let members = row.split_once('\t').map_or("", |(_, members)| members);
        members.split(" | ").map(move |words| (words, family as u16))
    });
    Phrases::read(Lexicon::shared(), members)
});

/// What kind of undertaking a noun names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// Of the vocabulary, by row.
    Listed(u16),
    /// A noun that the article keeps coming back to ("the dam"), by word key.
    Topic(String),
}

/// One undertaking of an article, as far as its names tell it from others.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchor {
    /// Word keys of where it took place.
    pub places: BTreeSet<String>,
    /// When, as written beside its nouns.
    pub days: Vec<Interval>,
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
    "and", "but", "that", "which", "who", "because", "after", "when", "before", "is", "was", "were", "are",
    "had", "has", "have",
];

impl Undertakings {
    pub(super) fn new(layers: &Layers) -> Undertakings {
        let wording = Wording::new(&layers.text, false, Stance::default());
        let tokens = &wording.tokens;
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, token) in tokens.iter().enumerate() {
            if is_name(&wording, n) {
                *names.entry(token.key.clone()).or_default() += 1;
            } else if is_topic(token) {
                *topics.entry(&token.key).or_default() += 1;
            }
        }
        topics.retain(|_, times| *times >= TOPIC_TIMES);
        let mut out = Undertakings {
            names: names.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name).collect(),
            ..Undertakings::default()
        };
        let mut families: Vec<Family> = Vec::new();
        let mut last: BTreeMap<Family, usize> = BTreeMap::new();
        let mut n = 0;
        while n < tokens.len() {
            let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            let (family, length) = match LISTED.longest(words) {
                Some((row, length)) => (Family::Listed(row), length),
                None if topics.contains_key(tokens[n].key.as_str()) && is_topic(&tokens[n]) => {
                    (Family::Topic(tokens[n].key.clone()), 1)
                }
                None => {
                    n += 1;
                    continue;
                }
            };
            let found = around(&wording, n, length, &layers.timexes);
            let told = !found.places.is_empty() || !found.days.is_empty();
            let anchor = if told {
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

/// Whether a token may be a noun that an article keeps coming back to.
fn is_topic(token: &Token) -> bool {
    let lexicon = Lexicon::shared();
    !token.capital
        && token.number.is_none()
        && token.key.len() > 2
        && !lexicon.is_function_word(&token.written)
        && lexicon.weight(&token.key) >= TOPIC_WEIGHT
}

fn around(wording: &Wording, at: usize, length: usize, timexes: &[Timex]) -> Anchor {
    let tokens = &wording.tokens;
    let sentence = tokens[at].sentence;
    let mut out = Anchor::default();
    let mut first = at;
    for n in (at.saturating_sub(BEFORE)..at).rev() {
        let token = &tokens[n];
        if token.clause != tokens[at].clause || Lexicon::shared().is_function_word(&token.written) {
            break;
        }
        first = n;
    }
    let mut end = at + length;
    while end < tokens.len().min(at + length + AFTER) {
        let token = &tokens[end];
        if token.sentence != sentence || ENDS.contains(&token.written.as_str()) {
            break;
        }
        end += 1;
    }
    let dated = |n: usize| timexes.iter().any(|t| t.span.overlaps(tokens[n].bytes));
    let mut after_place = false;
    for n in at + length..end {
        let token = &tokens[n];
        if is_name(wording, n) && !dated(n) {
            if after_place {
                out.places.insert(token.key.clone());
            }
        } else {
            after_place =
                PLACE_WORDS.contains(&token.written.as_str()) || after_place && token.written == "the";
        }
    }
    // A name right before the noun is its place only where it is no party's: "the Lodenburg talks" and not "Aldra's talks".
    let possessive =
        |n: usize| tokens.get(n + 1).is_some_and(|next| next.bytes.start > tokens[n].bytes.end + 1);
    for n in first..at {
        if is_name(wording, n) && !dated(n) && !possessive(n) && !ends_like_people(&tokens[n].written) {
            out.places.insert(tokens[n].key.clone());
        }
    }
    let near = Span { start: tokens[first].bytes.start, end: tokens[end - 1].bytes.end };
    let bounded = |i: &Interval| match (i.earliest, i.latest) {
        (Some(from), Some(to)) => from.until(to).is_ok_and(|gap| gap.get_days() < LONGEST_DAYS),
        _ => false,
    };
    out.days = timexes
        .iter()
        .filter(|t| t.kind == TimexType::Date && near.contains(t.span))
        .filter_map(|t| t.interval)
        .filter(bounded)
        .collect();
    out
}

/// Whether a capitalised word is of a people or a side and no place ("Telurian").
fn ends_like_people(written: &str) -> bool {
    ["ian", "ish", "ese", "ean", "ans"].iter().any(|end| written.ends_with(end))
}

/// Whether two anchors name one undertaking.
pub(super) fn same_anchor(a: &Anchor, b: &Anchor) -> Same {
    let day_apart = !a.days.is_empty()
        && !b.days.is_empty()
        && !a.days.iter().any(|x| b.days.iter().any(|y| x.overlaps(y)));
    if day_apart {
        return Same::No;
    }
    let one_place = a.places.iter().any(|x| b.places.iter().any(|y| same_stock(x, y)));
    match (a.places.is_empty() || b.places.is_empty(), one_place) {
        (_, true) => Same::Place,
        (false, false) => Same::No,
        (true, _) if !a.days.is_empty() && !b.days.is_empty() => Same::Time,
        _ => Same::Unknown,
    }
}
