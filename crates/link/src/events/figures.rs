//! Figures of a passage: how many of what, with the room the words leave.

use super::heads::{Head, is_name};
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::wording::Wording;
use reportedly_schema::Span;
use std::sync::LazyLock;

/// How many of something a passage tells of. Numbers in thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// What is counted: `hurt`, `killed` and the like, else the counted noun's word key.
    pub what: String,
    /// The same for the eye: the class, or the noun as written.
    pub of: String,
    /// Word key of the noun that is counted, where one stands there and is no word for people as such.
    pub noun: Option<String>,
    /// Its bytes ("two lock keepers").
    pub bytes: Span,
    pub low: Option<u64>,
    pub best: u64,
    pub high: Option<u64>,
}

impl Counted {
    /// Whether no number fits both.
    pub(crate) fn differs(&self, other: &Counted) -> bool {
        let above =
            |a: &Counted, b: &Counted| matches!((a.low, b.high), (Some(low), Some(high)) if low > high);
        let nouns = match (&self.noun, &other.noun) {
            // Some of all may be fewer than all, and never more.
            (Some(a), Some(b)) => a == b,
            (Some(_), None) => above(self, other),
            (None, Some(_)) => above(other, self),
            (None, None) => true,
        };
        self.what == other.what && nouns && (above(self, other) || above(other, self))
    }
}

impl Counted {
    /// Whether it is a part of something ("12 percent"): of what, its noun does not tell.
    pub(crate) fn is_share(&self) -> bool {
        SHARES.contains(&self.what.as_str())
    }

    /// Whether it counts people who came to harm, or were held or rescued, and not a noun.
    pub(crate) fn is_of_casualties(&self) -> bool {
        CASUALTIES.0.contains(&self.what.as_str())
    }
}

static CASUALTIES: LazyLock<(Vec<&'static str>, Phrases<u16>)> = LazyLock::new(|| {
    let rows: Vec<(&'static str, &'static str)> = entries(include_str!("../../vocabulary/casualties.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let members = rows
        .iter()
        .enumerate()
        .flat_map(|(class, (_, all))| all.split(" | ").map(move |words| (words, class as u16)));
    let phrases = Phrases::read(Lexicon::shared(), members);
    (rows.iter().map(|(name, _)| *name).collect(), phrases)
});

/// Tokens between a number and the noun it counts, the noun included.
const NOUN_REACH: usize = 4;

/// Word keys of nouns for people as such, and of verbs and states that stand where a noun could.
const PEOPLE: &[&str] = &[
    "peopl", "person", "dead", "victim", "civilian", "die", "kill", "hurt", "injur", "wound", "casualti",
    "bodi", "fatal", "men", "women", "resid", "live",
];

/// What "about" leaves, in hundredths.
const ABOUT: u64 = 10;

/// Word keys of what measures a part of something.
const SHARES: &[&str] = &["percent", "cent", "point", "percentag", "half", "third", "quarter", "pct"];

const AT_LEAST: &[&[&str]] = &[
    &["at", "least"],
    &["more", "than"],
    &["no", "fewer", "than"],
    &["not", "fewer", "than"],
    &["no", "less", "than"],
    &["not", "less", "than"],
    &["over"],
];
const AT_MOST: &[&[&str]] = &[
    &["at", "most"],
    &["up", "to"],
    &["fewer", "than"],
    &["less", "than"],
    &["as", "many", "as"],
    &["no", "more", "than"],
    &["not", "more", "than"],
    &["under"],
];
const NEARLY: &[&[&str]] =
    &[&["about"], &["around"], &["some"], &["nearly"], &["almost"], &["roughly"], &["approximately"]];

/// Every figure of a passage, in text order. `dates` are the bytes of time expressions, whose numbers count nothing.
pub(crate) fn figures(wording: &Wording, heads: &[Head], dates: &[Span]) -> Vec<Counted> {
    let tokens = &wording.tokens;
    let lexicon = Lexicon::shared();
    let mut out = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let Some(value) = token.number else { continue };
        // "Sixty-one": one alone is no number.
        let and_one = (20_000..100_000).contains(&value)
            && value.is_multiple_of(10_000)
            && lexicon.number(&token.written).is_some()
            && tokens.get(n + 1).is_some_and(|t| t.written == "one" && t.bytes.start == token.bytes.end + 1);
        let (value, last) = if and_one { (value + 1000, n + 1) } else { (value, n) };
        let in_date = dates.iter().any(|date| date.overlaps(token.bytes));
        let next = tokens.get(n + 1);
        let of_some = token.written == "one"
            && begins(wording, n) == n
            && next.is_none_or(|t| t.written == "of" || t.written == "another");
        let classed = class_in(wording, n);
        if in_date || of_some || classed.is_none() && is_of_a_model(wording, n) {
            continue;
        }
        let counts = |m: usize| {
            let t = &tokens[m];
            let ends = t.clause != token.clause || t.number.is_some() || lexicon.is_function_word(&t.written);
            !ends && !heads.iter().any(|h| (h.at..h.at + h.length).contains(&m))
        };
        let mut nouns = (last + 1..tokens.len().min(last + 1 + NOUN_REACH)).take_while(|&m| counts(m));
        // "23 percent favoured Reed": the measure, and no verb behind it.
        let share = nouns.clone().find(|&m| SHARES.contains(&tokens[m].key.as_str()));
        let noun = share.or_else(|| nouns.by_ref().last());
        let what = match (classed, noun) {
            (Some(class), _) => class.to_string(),
            (None, Some(noun)) => tokens[noun].key.clone(),
            (None, None) => continue,
        };
        let bytes = Span {
            start: tokens[begins(wording, n)].bytes.start,
            end: tokens[noun.unwrap_or(last)].bytes.end,
        };
        let of = match classed {
            Some(class) => class.to_string(),
            None => tokens[noun.unwrap_or(last)].written.clone(),
        };
        let (low, high) = room(wording, n, value);
        let noun = noun.map(|n| tokens[n].key.clone()).filter(|key| !PEOPLE.contains(&key.as_str()));
        out.push(Counted { what, of, noun, bytes, low, best: value, high });
    }
    out
}

/// The token with which a number begins: its parts before the last, in figures or in words ("27 million", "sixty-one").
pub(super) fn begins(wording: &Wording, at: usize) -> usize {
    let tokens = &wording.tokens;
    let lexicon = Lexicon::shared();
    let part = |n: usize| {
        let t = &tokens[n];
        let told =
            t.written.starts_with(|c: char| c.is_ascii_digit()) || lexicon.number(&t.written).is_some();
        t.number.is_none() && told && t.clause == tokens[at].clause
    };
    let mut first = at;
    while let Some(before) = first.checked_sub(1) {
        if part(before) {
            first = before;
        } else if tokens[before].written == "and" && before.checked_sub(1).is_some_and(part) {
            first = before - 1;
        } else {
            break;
        }
    }
    first
}

/// "The KC-45 tankers", "a Boeing 737": figures right after a name are a part of it and count nothing.
fn is_of_a_model(wording: &Wording, at: usize) -> bool {
    let tokens = &wording.tokens;
    tokens[at].written.starts_with(|c: char| c.is_ascii_digit())
        && at.checked_sub(1).is_some_and(|n| tokens[n].clause == tokens[at].clause && is_name(wording, n))
}

/// The class of casualty that a number's clause names nearest to it.
fn class_in(wording: &Wording, at: usize) -> Option<&'static str> {
    let tokens = &wording.tokens;
    let clause = tokens[at].clause;
    (0..tokens.len())
        .filter(|&n| tokens[n].clause == clause)
        .filter_map(|n| {
            let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            CASUALTIES.1.longest(words).map(|(class, _)| (n.abs_diff(at), class))
        })
        .min()
        .map(|(_, class)| CASUALTIES.0[class as usize])
}

pub(super) fn room(wording: &Wording, at: usize, value: u64) -> (Option<u64>, Option<u64>) {
    let before = |phrases: &[&[&str]]| {
        phrases.iter().any(|words| {
            at >= words.len()
                && wording.tokens[at - words.len()..at]
                    .iter()
                    .map(|t| t.written.as_str())
                    .eq(words.iter().copied())
        })
    };
    if before(AT_LEAST) {
        (Some(value), None)
    } else if before(AT_MOST) {
        (None, Some(value))
    } else if before(NEARLY) {
        let slack = value / 100 * ABOUT;
        (Some(value - slack), Some(value + slack))
    } else {
        (Some(value), Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::super::heads::heads;
    use super::*;
    use crate::wording::Stance;

    fn found(text: &str) -> Vec<(String, Option<u64>, u64, Option<u64>)> {
        let wording = Wording::new(text, false, Stance::default());
        let all = figures(&wording, &heads(&wording), &[]);
        all.into_iter().map(|f| (f.what, f.low, f.best, f.high)).collect()
    }

    #[test]
    fn a_figure_counts_what_its_clause_says() {
        let two = ("hurt".to_string(), Some(2000), 2000, Some(2000));
        assert_eq!(found("Two lock keepers were injured."), vec![two.clone()]);
        assert_eq!(found("Injuries: two."), []);
        assert_eq!(found("two crew members were in hospital"), [two]);
        assert_eq!(found("at least 12 people died"), [("killed".to_string(), Some(12000), 12000, None)]);
        assert_eq!(found("up to 12 people died"), [("killed".to_string(), None, 12000, Some(12000))]);
        assert_eq!(
            found("The barge carried 40 containers."),
            [("contain".to_string(), Some(40000), 40000, Some(40000))]
        );
        assert_eq!(found("one of the crew was hurt"), []);
    }

    #[test]
    fn a_number_in_words_is_shown_whole_and_a_model_counts_nothing() {
        let cut = |text: &'static str| -> Vec<&'static str> {
            let wording = Wording::new(text, false, Stance::default());
            figures(&wording, &heads(&wording), &[]).iter().map(|f| &text[f.bytes.range()]).collect()
        };
        assert_eq!(cut("Sixty-one people were killed."), ["Sixty-one people"]);
        assert_eq!(cut("Twenty-five people were killed."), ["Twenty-five people"]);
        assert_eq!(cut("They ordered the KC-45 tankers."), Vec::<&str>::new());
        assert_eq!(found("the bodies of 12 sailors")[0].0, "killed");
        let wording = Wording::new("23 percent favoured Reed", false, Stance::default());
        assert!(figures(&wording, &[], &[])[0].is_share());
    }

    #[test]
    fn figures_that_leave_room_for_each_other_do_not_differ() {
        let of = |text: &str| {
            let wording = Wording::new(text, false, Stance::default());
            figures(&wording, &[], &[]).remove(0)
        };
        assert!(of("12 people died").differs(&of("15 people were killed")));
        assert!(!of("at least 12 people died").differs(&of("15 people were killed")));
        assert!(!of("12 people died").differs(&of("15 people were hurt")));
        assert!(!of("58 people died").differs(&of("seven soldiers were killed")));
        assert!(of("five people died").differs(&of("seven soldiers were killed")));
    }
}
