//! The numbers of a wording by what they measure, so that only those of one measure speak against each other.

use crate::lexicon::{Lexicon, entries};
use crate::quantities::{Unit, quantities};
use crate::wording::{Token, Wording};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a number measures: numbers of two measures never speak against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    /// People, things, money, shares.
    Amount,
    /// Hours, days, years.
    Duration,
    /// A day of a month, or a year.
    Date,
}

/// A number that says how much or when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    pub measure: Measure,
    pub value: u64,
    /// What is counted or measured, where the words tell.
    pub unit: Option<Unit>,
    /// Whether it is told as no exact number: "almost 40", "some 300".
    pub rough: bool,
    /// Whether it is what is denied: "not the 12".
    pub denied: bool,
}

/// The part of the greater number, in hundredths, by which a rough one may differ from another of the same thing.
const ROUGH_PART: u64 = 10;

impl Figure {
    /// Whether both may be told of one thing: nothing says that they count two.
    pub(crate) fn may_tell_of_one(&self, other: &Figure) -> bool {
        self.measure == other.measure
            && self.denied == other.denied
            && match (&self.unit, &other.unit) {
                (Some(a), Some(b)) if self.measure == Measure::Amount => !count_two_things(a, b),
                _ => true,
            }
    }
}

impl Figure {
    /// Whether both are one number, as exact as they are told.
    pub(crate) fn is_as_much(&self, other: &Figure) -> bool {
        let apart = self.value.abs_diff(other.value);
        let rough = (self.rough || other.rough) && self.measure == Measure::Amount;
        let near = apart <= self.value.max(other.value) / 100 * ROUGH_PART;
        self.measure == other.measure && (apart == 0 || rough && near)
    }
}

/// Four towns and 112 soldiers; fourteen per cent and three buses. Money may go without a word for it.
fn count_two_things(a: &Unit, b: &Unit) -> bool {
    match (a, b) {
        (Unit::Money, _) | (_, Unit::Money) => false,
        (a, b) => !a.meets(b),
    }
}

/// Word keys of units of time, in minutes, so that two days are 48 hours. A month has 30 days, a year 365.
const UNITS_OF_TIME: &[(&str, u64)] = &[
    ("minut", 1),
    ("hour", 60),
    ("day", 1_440),
    ("night", 1_440),
    ("week", 10_080),
    ("fortnight", 20_160),
    ("month", 43_200),
    ("year", 525_600),
    ("decad", 5_256_000),
];

/// The months, as written.
pub(crate) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const ROUGH: &str = include_str!("../vocabulary/rough_numbers.tsv");

/// Words that say of a number that it is not exact.
static ROUGH_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(ROUGH).collect());

/// How many tokens before a number such a word may stand ("almost two and a half million").
const ROUGH_REACH: usize = 5;

/// Whether the number at `n` is told as no exact one: a word of `rough_numbers.tsv` stands before it and its parts in words.
fn is_rough(tokens: &[Token], n: usize) -> bool {
    let lexicon = Lexicon::shared();
    let part = |t: &Token| {
        t.number.is_some()
            || lexicon.number(&t.written).is_some()
            || matches!(t.written.as_str(), "a" | "an" | "and" | "half" | "of" | "than" | "to" | "as")
    };
    let mut before = tokens[n.saturating_sub(ROUGH_REACH)..n].iter().rev().skip_while(|t| part(t));
    let rough = |t: &Token| t.clause == tokens[n].clause && ROUGH_WORDS.contains(t.written.as_str());
    before.next().is_some_and(rough)
}

/// Word keys of what a speaker counts off: the number says how many follow, not how much of anything.
const COUNTED_OFF: &[&str] = &["thing", "condit", "reason", "question", "step", "demand", "request", "wish"];

/// Words after which a number of four digits is a year.
const BEFORE_A_YEAR: &[&str] = &[
    "in", "since", "by", "until", "of", "from", "after", "before", "early", "late", "year", "spring",
    "summer", "autumn", "winter",
];

/// The numbers of a text that say how much or when, in text order, each once.
pub(crate) fn figures(text: &str, wording: &Wording) -> Vec<Figure> {
    let tokens = &wording.tokens;
    if wording.numbers.is_empty() {
        return Vec::new();
    }
    let told = quantities(text, wording);
    let month = |n: usize| tokens.get(n).is_some_and(|t| t.capital && MONTHS.contains(&t.written.as_str()));
    let year = |n: usize| {
        let token = &tokens[n];
        let four_digits = token.bytes.len() == 4 && token.written.bytes().all(|b| b.is_ascii_digit());
        let before = n.checked_sub(1).map_or("", |b| tokens[b].written.as_str());
        four_digits && BEFORE_A_YEAR.contains(&before)
    };
    let mut out: Vec<Figure> = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let Some(value) = token.number else { continue };
        let next = tokens.get(n + 1).map_or("", |t| t.key.as_str());
        if COUNTED_OFF.contains(&next) {
            continue;
        }
        let dated = month(n + 1) || n.checked_sub(1).is_some_and(month) || year(n);
        let unit = UNITS_OF_TIME.iter().find(|(key, _)| *key == next).map(|unit| unit.1);
        let (measure, value) = match unit {
            _ if dated => (Measure::Date, value),
            Some(unit) => (Measure::Duration, value.saturating_mul(unit)),
            None => (Measure::Amount, value),
        };
        let unit = told.iter().find(|q| q.tokens.contains(&n)).map(|q| q.unit.clone());
        if unit.is_none() && measure == Measure::Amount && is_of_a_name(tokens, n) {
            continue;
        }
        let (rough, denied) = (is_rough(tokens, n), token.sign < 0 && !token.either);
        let figure = Figure { measure, value, unit, rough, denied };
        if !out.contains(&figure) {
            out.push(figure);
        }
    }
    out
}

/// "Plan 2035", "Lock 3": a number right after a name that opens no sentence.
fn is_of_a_name(tokens: &[Token], n: usize) -> bool {
    let in_digits = tokens[n].written.starts_with(|c: char| c.is_ascii_digit());
    in_digits
        && n.checked_sub(1).is_some_and(|at| {
            let name = &tokens[at];
            let opens = at == 0 || tokens[at - 1].sentence != name.sentence;
            name.capital && name.number.is_none() && name.clause == tokens[n].clause && !opens
        })
}

impl Wording {
    /// Whether a figure in one contradicts the other: each has a figure that the other lacks, and both may tell of one thing. A report
    /// that leaves a figure out contradicts nothing.
    pub(crate) fn other_number(&self, other: &Wording) -> bool {
        let alone = |a: &Wording, b: &Wording| -> Vec<Figure> {
            let told = |f: &Figure| b.figures.iter().any(|g| g.is_as_much(f));
            a.figures.iter().filter(|f| !told(f)).cloned().collect()
        };
        let (ours, theirs) = (alone(self, other), alone(other, self));
        ours.iter().any(|a| theirs.iter().any(|b| a.may_tell_of_one(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    fn wording(text: &str) -> Wording {
        Wording::new(text, false, Stance::default())
    }

    fn measured(text: &str) -> Vec<(Measure, u64)> {
        wording(text).figures.iter().map(|f| (f.measure, f.value)).collect()
    }

    fn contradict(a: &str, b: &str) -> bool {
        let (a, b) = (wording(a), wording(b));
        assert_eq!(a.other_number(&b), b.other_number(&a));
        a.other_number(&b)
    }

    #[test]
    fn only_figures_that_may_tell_of_one_thing_contradict() {
        assert!(contradict("12 ships left", "14 ships left"));
        assert!(contradict("112 captured soldiers", "96 prisoners"));
        assert!(contradict("he asks for 14", "11 percent"));
        assert!(contradict("40 million", "20 million crowns"));
        assert!(contradict("within two weeks", "within 30 days"));
        assert!(!contradict("leave four towns", "release 112 soldiers"));
        assert!(!contradict("14 percent more pay", "pay in four towns"));
        assert!(!contradict("four towns and 112 soldiers", "112 soldiers"));
    }

    #[test]
    fn a_rough_number_contradicts_none_near_it() {
        assert!(!contradict("a loss of almost two and a half million marks", "it costs 2.4 million marks"));
        assert!(!contradict("some 300 boats", "312 boats"));
        assert!(contradict("some 300 boats", "400 boats"));
        assert!(contradict("300 boats", "312 boats"));
        assert!(contradict("about the port 300 boats", "312 boats"));
    }

    #[test]
    fn the_number_of_a_name_and_a_denied_one_contradict_nothing() {
        assert!(!contradict("they must withdraw Plan 2035", "they want 14 percent"));
        assert!(!contradict("he accepts two steps but not the 12 percent", "the figure would be 11 percent"));
        assert!(contradict("they will not pay 12 percent", "they will not pay 14 percent"));
        assert!(contradict("the fleet has 12 ships", "the fleet has 14 ships"));
    }

    #[test]
    fn a_number_measures_an_amount_a_time_or_a_date() {
        assert_eq!(
            measured("12 ships within 48 hours"),
            [(Measure::Amount, 12_000), (Measure::Duration, 2_880_000)]
        );
        assert_eq!(measured("in two days"), measured("in 48 hours"));
        assert_eq!(measured("on 3 May"), [(Measure::Date, 3_000)]);
        assert_eq!(measured("since 2031"), [(Measure::Date, 2_031_000)]);
        assert_eq!(measured("2031 ships"), [(Measure::Amount, 2_031_000)]);
        assert!(measured("on three conditions").is_empty());
        assert!(measured("").is_empty());
    }
}
