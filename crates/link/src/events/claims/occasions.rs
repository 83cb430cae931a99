//! What a passage dates to a day, and what it counts.

use super::super::agents::Who;
use super::super::figures::{Counted, begins, room};
use super::super::heads::{is_name, is_real};
use super::{Claim, Reader, What};
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::wording::Wording;
use reportedly_schema::Interval;
use std::sync::LazyLock;

static OCCASIONS: LazyLock<Vec<(&'static str, Phrases<()>)>> = LazyLock::new(|| {
    entries(include_str!("../../../vocabulary/dated_occasions.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .map(|(kind, members)| {
            let members = members.split(" | ").map(|words| (words, ()));
            (kind, Phrases::read(Lexicon::shared(), members))
        })
        .collect()
});

/// What a passage that has one written day tells to have been on it.
pub(in super::super) fn dated(wording: &Wording, days: &[Interval]) -> Vec<Claim> {
    let [day] = days else { return Vec::new() };
    let Some(day) = day.single_day() else { return Vec::new() };
    let reader = Reader { wording, undertaking: &|_| false };
    let mut out = Vec::new();
    for (kind, phrases) in OCCASIONS.iter() {
        let at = (0..wording.tokens.len()).find(|&n| {
            let words = wording.tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            phrases.longest(words).is_some() && is_real(wording, n)
        });
        out.extend(at.map(|n| Claim {
            what: What::Dated(kind, day),
            who: Who::default(),
            object: None,
            pronoun: false,
            at: n,
            bytes: reader.bytes(reader.sentence_start(n), reader.sentence_end(n)),
        }));
    }
    out
}

/// How many of what a passage tells of.
pub(in super::super) fn counts(wording: &Wording, figures: &[Counted]) -> Vec<Claim> {
    let reader = Reader { wording, undertaking: &|_| false };
    let claim = |figure: &Counted| {
        let at = wording.tokens.iter().position(|t| t.bytes.start == figure.bytes.start)?;
        let (from, end) = (reader.sentence_start(at), reader.sentence_end(at));
        let plain = |n: &usize| {
            (from..end).contains(n) && !is_name(wording, *n) && wording.tokens[*n].number.is_none()
        };
        let words = wording
            .occurrences
            .iter()
            .filter_map(|f| Some((f.at? as usize, f.weight)))
            .filter(|(n, _)| plain(n))
            .map(|(n, weight)| (wording.tokens[n].key.clone(), weight))
            .collect();
        Some(Claim {
            what: What::Counts(figure.clone(), words),
            who: Who::default(),
            object: None,
            pronoun: false,
            at,
            bytes: figure.bytes,
        })
    };
    figures.iter().filter_map(claim).collect()
}

/// Nouns for a number, and the pronoun.
const NUMBER_NOUNS: &[&str] =
    &["number", "figure", "toll", "total", "turnout", "attendance", "share", "it", "them"];

/// Tokens between "at" and the number ("at more than").
const HEDGES: usize = 4;

/// Words with which a passage begins that gives only a number.
const OPENS_COUNT: &[&str] = &["there", "only", "not", "no", "at"];

/// Tokens of a passage that gives only a number, at most.
const LONGEST_COUNT: usize = 8;

/// The number that a passage gives for what was counted before it: "the number at 3,000", "it at around 24 per cent".
pub(in super::super) fn recounts(wording: &Wording, figures: &[Counted]) -> Vec<Claim> {
    let tokens = &wording.tokens;
    let reader = Reader { wording, undertaking: &|_| false };
    let noun = |n: usize| NUMBER_NOUNS.contains(&tokens[n].written.as_str());
    let at = (1..tokens.len()).find(|&n| tokens[n].written == "at" && noun(n - 1));
    let number = |at: usize| {
        let end = tokens.len().min(at + 1 + HEDGES);
        (at + 1..end).find_map(|n| Some((n, tokens[n].number?)))
    };
    // "There were two", "not more than 80 have gone": a number of what was counted before, and nothing else.
    let bare = || {
        let numbers: Vec<usize> = (0..tokens.len()).filter(|&n| tokens[n].number.is_some()).collect();
        let opens = tokens.first().is_some_and(|t| OPENS_COUNT.contains(&t.written.as_str()));
        let [n] = numbers[..] else { return None };
        let plain = tokens.len() <= LONGEST_COUNT && !tokens[n].capital;
        (opens && plain && figures.is_empty()).then_some((n, tokens[n].number?))
    };
    let claim = |(n, value): (usize, u64)| {
        let (low, high) = room(wording, n, value);
        let bytes = reader.bytes(begins(wording, n), n + 1);
        let (what, of) = (String::new(), String::new());
        let figure = Counted { what, of, noun: None, bytes, low, best: value, high };
        Claim {
            what: What::Recounts(figure),
            who: Who::default(),
            object: None,
            pronoun: false,
            at: n,
            bytes,
        }
    };
    at.and_then(number).or_else(bare).map(claim).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    #[test]
    fn a_figure_may_be_set_against_the_one_told_before() {
        let found = |text: &str| {
            let wording = Wording::new(text, false, Stance::default());
            let all = recounts(&wording, &super::super::super::figures::figures(&wording, &[], &[]));
            all.into_iter().map(|c| text[c.bytes.range()].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found("the number at 3,000"), ["3,000"]);
        assert_eq!(found("the figure at more than 27 million"), ["27 million"]);
        assert!(found("the meeting at 3 p.m.").is_empty());
        assert_eq!(found("there were two"), ["two"]);
        assert_eq!(found("not more than 80 have gone"), ["80"]);
        assert!(found("there were two bridges").is_empty());
    }

    #[test]
    fn one_day_of_a_single_occasion_is_told() {
        let day = |text: &str| vec![Interval::day(text.parse().unwrap())];
        let wording = Wording::new("The clubs voted against it on 13 April.", false, Stance::default());
        let found = dated(&wording, &day("2035-04-13"));
        assert!(matches!(found[0].what, What::Dated("vote", _)), "{found:?}");
        assert!(dated(&wording, &[]).is_empty());
    }
}
