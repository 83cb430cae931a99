//! Numbers of a term with what they count or measure: "14 per cent", "two weeks", "by 30 June", "112 captured soldiers".
//!
//! Numbers come in figures or words, units from `vocabulary/units.tsv`; what is no unit is counted by the words of content that follow. A name with a number
//! ("Plan 2035"), a clock time and an ordinal count nothing.

use crate::lexicon::{Lexicon, entries};
use crate::wording::{Feature, Token, Wording};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

const UNITS: &str = include_str!("../vocabulary/units.tsv");

/// Words after a number that may say what it counts ("112 captured soldiers").
const COUNTED_REACH: usize = 3;

/// From a million on, a number without a noun is one of money: "they have to pay 40 million". In thousandths.
const BARE_MONEY: u64 = 1_000_000_000;

/// Numbers of four figures between these are years where nothing is counted. In thousandths.
const YEARS: Range<u64> = 1_900_000..2_100_000;

/// What a number counts or measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A measure of `units.tsv`.
    Measure(&'static str),
    /// A day of a month: the value is month × 100 + day.
    Date,
    /// A year.
    Year,
    /// Features of the words counted.
    Counted(BTreeSet<u64>),
    /// So large a number that it is one of money.
    Money,
    /// A number that stands alone: "make it eleven" is of what was asked before.
    Bare,
}

impl Unit {
    /// Whether two numbers can be held against each other.
    pub(crate) fn meets(&self, other: &Unit) -> bool {
        match (self, other) {
            (Unit::Counted(a), Unit::Counted(b)) => !a.is_disjoint(b),
            (Unit::Bare, other) | (other, Unit::Bare) => !matches!(other, Unit::Date | Unit::Year),
            (a, b) => a == b,
        }
    }
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// Thousandths of the measure's own unit.
    pub value: u64,
    pub unit: Unit,
    /// Bytes of the number with its unit.
    pub bytes: Range<usize>,
    /// Tokens of the number with its unit.
    pub tokens: Range<usize>,
}

/// How many times as much a value may be as another of the same term: a price of a share and that of the company are two things.
const MOST_TIMES: u64 = 100;

/// The same where one of them does not say what it counts.
const MOST_TIMES_OF_A_BARE: u64 = 2;

impl Quantity {
    /// Whether one value is so many times the other that they are hardly of one thing.
    pub(crate) fn far_from(&self, other: &Quantity) -> bool {
        let (less, more) = (self.value.min(other.value), self.value.max(other.value));
        let bare = self.unit == Unit::Bare || other.unit == Unit::Bare;
        let most = if bare { MOST_TIMES_OF_A_BARE } else { MOST_TIMES };
        !matches!(self.unit, Unit::Date | Unit::Year) && less > 0 && more / less >= most
    }

    /// Whether two numbers can be held against each other: of one unit, or both so large that the one without a noun is of money.
    pub(crate) fn meets(&self, other: &Quantity) -> bool {
        let money = |a: &Quantity, b: &Quantity| {
            a.unit == Unit::Money && matches!(b.unit, Unit::Counted(_)) && b.value >= BARE_MONEY
        };
        self.unit.meets(&other.unit) || money(self, other) || money(other, self)
    }
}

/// A row of `units.tsv`.
#[derive(Clone, Copy, Debug)]
struct Measure {
    name: &'static str,
    factor: u64,
}

/// By the keys of its words.
static MEASURES: LazyLock<HashMap<Vec<String>, Measure>> = LazyLock::new(|| {
    let lexicon = Lexicon::shared();
    entries(UNITS)
        .filter_map(|row| {
            let mut cells = row.split('\t');
            let keys = cells.next()?.split(' ').map(|word| lexicon.key(word)).collect();
            Some((keys, Measure { name: cells.next()?, factor: cells.next()?.parse().ok()? }))
        })
        .collect()
});

/// The measure whose words begin at `at`, the longer one first, with their number.
fn measure_at(tokens: &[Token], at: usize) -> Option<(Measure, usize)> {
    (1..=2).rev().find_map(|length| {
        let keys: Vec<String> = tokens.get(at..at + length)?.iter().map(|t| t.key.clone()).collect();
        MEASURES.get(&keys).map(|found| (*found, length))
    })
}

/// Whether a word only says that a number is one, or is part of a unit, a month included.
pub(crate) fn is_of_measures(token: &Token) -> bool {
    MEASURES.contains_key(std::slice::from_ref(&token.key))
}

fn is_month(tokens: &[Token], at: usize) -> Option<u64> {
    let (found, _) = measure_at(tokens, at).filter(|(m, _)| m.name == "day of")?;
    tokens[at].capital.then_some(found.factor)
}

/// The numbers of a text that count or measure something.
pub(crate) fn quantities(text: &str, wording: &Wording) -> Vec<Quantity> {
    let tokens = &wording.tokens;
    let in_words = |n: usize| tokens[n].written.starts_with(char::is_alphabetic);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let one = tokens[at].written == "one" && measure_at(tokens, at + 1).is_some();
        let Some(value) = tokens[at].number.or(one.then_some(1_000)) else {
            at += 1;
            continue;
        };
        // "20 million", "a hundred and sixty": the whole stands at its last word.
        let lexicon = Lexicon::shared();
        let part = |n: usize| tokens[n].number.is_none() && is_number_word(lexicon, &tokens[n]);
        let mut first = at;
        if is_number_word(lexicon, &tokens[at]) && in_words(at) {
            while first > 0
                && (part(first - 1) || first > 1 && tokens[first - 1].written == "and" && part(first - 2))
            {
                first -= if part(first - 1) { 1 } else { 2 };
            }
        }
        let end = at + 1;
        at = end;
        if let Some(found) = with_unit(text, wording, first..end, value) {
            at = found.tokens.end.max(end);
            out.push(found);
        }
    }
    out
}

/// The number of a text that has nothing else of content: "eleven", "60".
pub(crate) fn bare_number(wording: &Wording) -> Option<Quantity> {
    let numbers: Vec<usize> =
        (0..wording.tokens.len()).filter(|&n| wording.tokens[n].number.is_some()).collect();
    let [at] = numbers[..] else { return None };
    let lexicon = Lexicon::shared();
    let nothing = |n: usize| {
        let token = &wording.tokens[n];
        n == at || lexicon.is_function_word(&token.written)
    };
    let token = &wording.tokens[at];
    let whole = token.number.filter(|_| (0..wording.tokens.len()).all(nothing))?;
    Some(Quantity {
        value: whole,
        unit: Unit::Bare,
        bytes: token.bytes.start as usize..token.bytes.end as usize,
        tokens: at..at + 1,
    })
}

fn is_number_word(lexicon: &Lexicon, token: &Token) -> bool {
    lexicon.number(&token.written).is_some() || token.written.starts_with(|c: char| c.is_ascii_digit())
}

fn with_unit(text: &str, wording: &Wording, number: Range<usize>, value: u64) -> Option<Quantity> {
    let tokens = &wording.tokens;
    let clause = tokens[number.start].clause;
    let bytes = |range: &Range<usize>| {
        tokens[range.start].bytes.start as usize..tokens[range.end - 1].bytes.end as usize
    };
    let own = bytes(&number);
    let after = text.get(own.end..).unwrap_or("");
    if after.starts_with('%') {
        return Some(Quantity {
            value,
            unit: Unit::Measure("share"),
            bytes: own.start..own.end + 1,
            tokens: number,
        });
    }
    // A clock time or a date in figures.
    if after.starts_with([':', '/']) || text[..own.start].ends_with([':', '/']) {
        return None;
    }
    let day = value.is_multiple_of(1000) && (1_000..=31_000).contains(&value);
    let of = usize::from(tokens.get(number.end).is_some_and(|t| t.written == "of"));
    let month = [
        (number.start.checked_sub(1), number.start.saturating_sub(1)..number.end),
        (Some(number.end + of), number.start..number.end + of + 1),
    ]
    .into_iter()
    .filter(|_| day)
    .find_map(|(at, whole)| {
        Some((at.filter(|&at| at < tokens.len()).and_then(|at| is_month(tokens, at))?, whole))
    });
    if let Some((month, whole)) = month {
        let value = month * 100_000 + value;
        return Some(Quantity { value, unit: Unit::Date, bytes: bytes(&whole), tokens: whole });
    }
    if let Some((measure, length)) =
        measure_at(tokens, number.end).filter(|(m, _)| !matches!(m.name, "amount" | "day of"))
    {
        let whole = number.start..number.end + length;
        let value = value.checked_mul(measure.factor)?;
        return Some(Quantity {
            value,
            unit: Unit::Measure(measure.name),
            bytes: bytes(&whole),
            tokens: whole,
        });
    }
    // "112 captured soldiers".
    let people = (number.end..number.end + COUNTED_REACH)
        .take_while(|&n| tokens.get(n).is_some_and(|t| t.clause == clause && t.number.is_none()))
        .find(|&n| measure_at(tokens, n).is_some_and(|(m, _)| m.name == "people"));
    if let Some(last) = people {
        let whole = number.start..last + 1;
        return Some(Quantity { value, unit: Unit::Measure("people"), bytes: bytes(&whole), tokens: whole });
    }
    let counted = counted(wording, number.end, clause);
    if counted.is_empty() {
        let unit = match value {
            // "Plan 2035", "Lock 3".
            _ if number.start > 0 && tokens[number.start - 1].capital && number.start > 1 => return None,
            v if YEARS.contains(&v) => Unit::Year,
            v if v >= BARE_MONEY => Unit::Money,
            _ => return None,
        };
        return Some(Quantity { value, unit, bytes: own, tokens: number });
    }
    let last = counted.iter().map(|f| f.at.unwrap_or(0) as usize + f.length.max(1) as usize).max()?;
    let whole = number.start..last;
    Some(Quantity {
        value,
        unit: Unit::Counted(counted.iter().map(|f| f.of).collect()),
        bytes: bytes(&whole),
        tokens: whole,
    })
}

/// The words right after a number that say what it counts.
fn counted(wording: &Wording, from: usize, clause: u32) -> Vec<Feature> {
    let mut next = from;
    let mut out: Vec<Feature> = Vec::new();
    while next < from + COUNTED_REACH {
        let Some(found) = wording.occurrences.iter().find(|f| f.at == Some(next as u32)) else { break };
        let token = &wording.tokens[next];
        if token.clause != clause || token.number.is_some() || is_of_measures(token) {
            break;
        }
        out.push(*found);
        next += found.length.max(1) as usize;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    fn found(text: &str) -> Vec<(u64, String)> {
        let wording = Wording::new(text, false, Stance::default());
        let cut = |q: &Quantity| text[q.bytes.clone()].to_string();
        quantities(text, &wording).iter().map(|q| (q.value / 1000, cut(q))).collect()
    }

    fn meet(a: &str, b: &str) -> bool {
        let one = |text: &str| {
            let wording = Wording::new(text, false, Stance::default());
            quantities(text, &wording).into_iter().next().unwrap()
        };
        one(a).meets(&one(b)) && one(b).meets(&one(a))
    }

    #[test]
    fn numbers_in_words_and_figures_come_with_their_unit() {
        assert_eq!(found("raise pay by fourteen percent"), [(14, "fourteen percent".into())]);
        assert_eq!(found("14% on basic pay"), [(14, "14%".into())]);
        assert_eq!(found("twenty-five kilometres back"), [(25_000, "twenty-five kilometres".into())]);
        assert_eq!(found("a hundred and sixty foreigners"), [(160, "hundred and sixty foreigners".into())]);
        assert_eq!(found("20 million crowns"), [(20_000_000, "20 million crowns".into())]);
        assert_eq!(found("within two weeks"), [(336, "two weeks".into())]);
        assert_eq!(found("a 30-day truce"), [(720, "30-day".into())]);
        assert_eq!(found("for one month"), [(1, "one month".into())]);
    }

    #[test]
    fn days_of_months_are_dates() {
        assert_eq!(found("leave by 30 June"), [(630, "30 June".into())]);
        assert_eq!(found("leave before July 1"), [(701, "July 1".into())]);
        assert_eq!(found("on the 3 of March"), [(303, "3 of March".into())]);
        assert_eq!(found("they may ask 3 times"), [(3, "3 times".into())]);
    }

    #[test]
    fn names_with_numbers_clock_times_and_ordinals_count_nothing() {
        assert!(found("withdraw Plan 2035").is_empty());
        assert!(found("at 18:42 sharp").is_empty());
        assert!(found("the fifth time").is_empty());
    }

    #[test]
    fn only_numbers_of_one_unit_are_held_against_each_other() {
        assert!(meet("14 per cent", "eleven percent of pay"));
        assert!(meet("112 captured soldiers", "70 troops"));
        assert!(meet("112 servicemen", "96 prisoners"));
        assert!(meet("40 million", "20 million crowns"));
        assert!(meet("ten days", "two weeks"));
        assert!(!meet("30 days", "30 kilometres"));
        assert!(!meet("112 soldiers", "96 observers"));
        assert!(!meet("before 2036", "20 observers"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_quantities_inside_it(text in "\\PC{0,80}") {
            let wording = Wording::new(&text, false, Stance::default());
            for quantity in quantities(&text, &wording) {
                proptest::prop_assert!(text.get(quantity.bytes.clone()).is_some());
                proptest::prop_assert!(quantity.tokens.end <= wording.tokens.len());
            }
        }
    }
}
