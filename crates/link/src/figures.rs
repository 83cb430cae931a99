//! The numbers of a wording by what they measure, so that only those of one measure speak against each other.

use crate::wording::{Token, Wording};

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
const MONTHS: &[&str] = &[
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

/// Word keys of what a speaker counts off: the number says how many follow, not how much of anything.
const COUNTED_OFF: &[&str] = &["thing", "condit", "reason", "question", "step", "demand", "request", "wish"];

/// Words after which a number of four digits is a year.
const BEFORE_A_YEAR: &[&str] = &[
    "in", "since", "by", "until", "of", "from", "after", "before", "early", "late", "year", "spring",
    "summer", "autumn", "winter",
];

/// The numbers of a text that say how much or when.
pub(crate) fn figures(tokens: &[Token]) -> Vec<(Measure, u64)> {
    let month = |n: usize| tokens.get(n).is_some_and(|t| t.capital && MONTHS.contains(&t.written.as_str()));
    let year = |n: usize, token: &Token| {
        let four_digits = token.bytes.len() == 4 && token.written.bytes().all(|b| b.is_ascii_digit());
        let before = n.checked_sub(1).map_or("", |b| tokens[b].written.as_str());
        four_digits && BEFORE_A_YEAR.contains(&before)
    };
    let mut out = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let Some(value) = token.number else { continue };
        let next = tokens.get(n + 1).map_or("", |t| t.key.as_str());
        if COUNTED_OFF.contains(&next) {
            continue;
        }
        let dated = month(n + 1) || n.checked_sub(1).is_some_and(month) || year(n, token);
        let unit = UNITS_OF_TIME.iter().find(|(key, _)| *key == next).map(|unit| unit.1);
        let (measure, value) = match unit {
            _ if dated => (Measure::Date, value),
            Some(unit) => (Measure::Duration, value.saturating_mul(unit)),
            None => (Measure::Amount, value),
        };
        out.push((measure, value));
    }
    out.sort_unstable();
    out.dedup();
    out
}

impl Wording {
    /// Whether a figure in one contradicts the other: both have figures of one measure, and neither has all of the other's.
    pub(crate) fn other_number(&self, other: &Wording) -> bool {
        let of = |w: &Wording, measure: Measure| -> Vec<u64> {
            w.figures.iter().filter(|f| f.0 == measure).map(|f| f.1).collect()
        };
        [Measure::Amount, Measure::Duration, Measure::Date].into_iter().any(|measure| {
            let (a, b) = (of(self, measure), of(other, measure));
            let within = |a: &[u64], b: &[u64]| a.iter().all(|n| b.contains(n));
            !a.is_empty() && !b.is_empty() && !within(&a, &b) && !within(&b, &a)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    fn measured(text: &str) -> Vec<(Measure, u64)> {
        Wording::new(text, false, Stance::default()).figures
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
