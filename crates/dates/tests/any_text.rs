//! Whatever the text: no panic, spans in order, apart, and on character boundaries; the same again on a second run.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use reportedly_dates::{Anchor, Period, Tense, Unit, find, resolve, tag};

/// Words and marks that time expressions are made of, with some that are not.
const PIECES: &[&str] = &[
    "March",
    "May",
    "Mar.",
    "Oct.",
    "monday",
    "Monday",
    "Sun.",
    "summer",
    "fall",
    "the",
    "The",
    "last",
    "next",
    "this",
    "that",
    "same",
    "past",
    "following",
    "of",
    "in",
    "on",
    "at",
    "and",
    "or",
    "so",
    "to",
    "a",
    "an",
    "half",
    "two",
    "twenty",
    "nineteen",
    "ninety",
    "hundred",
    "thousand",
    "first",
    "third",
    "second",
    "few",
    "several",
    "couple",
    "years",
    "year",
    "week",
    "weeks",
    "days",
    "day",
    "hour",
    "quarter",
    "century",
    "decades",
    "ago",
    "earlier",
    "later",
    "before",
    "after",
    "from now",
    "early",
    "late",
    "mid",
    "end",
    "beginning",
    "more than",
    "about",
    "nearly",
    "every",
    "each",
    "per",
    "twice",
    "times",
    "daily",
    "now",
    "yesterday",
    "today",
    "the day before yesterday",
    "tonight",
    "morning",
    "night",
    "noon",
    "midnight",
    "p.m.",
    "am",
    "GMT",
    "EST",
    "o'clock",
    "BC",
    "AD",
    "fiscal",
    "Q3",
    "Christmas",
    "Easter Monday",
    "5",
    "05",
    "25th",
    "31",
    "99",
    "'99",
    "1990",
    "1990s",
    "2031",
    "12:30",
    "9.30",
    "0735",
    "2031-03-05",
    "24.05.24",
    "3/5/2031",
    "T",
    "Z",
    "+02:00",
    "99999999999",
    "1/2",
    "½",
    "1,000",
    ".",
    ",",
    "-",
    "–",
    "/",
    ":",
    "'",
    "’s",
    "(",
    ")",
    "\n",
    "\n\n",
    "%",
    "$",
    "é",
    "中",
    "will",
    "said",
    "old",
    "long",
    "year-end",
    "-old",
    "-long",
    "to",
    "until",
];

fn days() -> impl Strategy<Value = Option<Date>> {
    let days = prop_oneof![
        Just(date(2031, 3, 5)),
        Just(date(2028, 2, 29)),
        Just(Date::MIN),
        Just(Date::MAX),
        (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day)),
    ];
    proptest::option::of(days)
}

fn holds(text: &str, published: Option<Date>) -> Result<(), TestCaseError> {
    let found = find(text);
    let mut end = 0;
    for expression in &found {
        prop_assert!(expression.start >= end && expression.end > expression.start);
        prop_assert!(text.is_char_boundary(expression.start) && text.is_char_boundary(expression.end));
        prop_assert_eq!(
            text[expression.start..expression.end].trim(),
            &text[expression.start..expression.end]
        );
        end = expression.end;
    }
    let tagged = tag(text, published);
    prop_assert_eq!(&tagged, &tag(text, published));
    prop_assert_eq!(tagged.iter().map(|tagged| tagged.expression).collect::<Vec<_>>(), found);
    for resolved in tagged.iter().map(|tagged| &tagged.resolved) {
        prop_assert_eq!(resolved.earliest.is_some(), resolved.latest.is_some());
        prop_assert!(resolved.earliest <= resolved.latest);
        prop_assert!(resolved.value.as_ref().is_none_or(|value| !value.is_empty()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_characters(text in "\\PC{0,120}", published in days()) {
        holds(&text, published)?;
    }

    #[test]
    fn any_mixture_of_time_words(
        pieces in proptest::collection::vec((proptest::sample::select(PIECES), any::<bool>()), 0..24),
        published in days(),
    ) {
        let text: String = pieces.iter().map(|(piece, space)| format!("{piece}{}", if *space { " " } else { "" })).collect();
        holds(&text, published)?;
        let spaced = pieces.iter().map(|(piece, _)| *piece).collect::<Vec<_>>().join(" ");
        holds(&spaced, published)?;
    }

    #[test]
    fn resolving_depends_on_its_arguments_alone(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 1..8),
        published in days(),
        preceding in days(),
        unit in prop_oneof![Just(Unit::Day), Just(Unit::Month), Just(Unit::Quarter), Just(Unit::Year)],
    ) {
        let preceding = preceding.map(|day| Period { earliest: day, latest: day, unit });
        for expression in find(&pieces.join(" ")) {
            for tense in [Tense::Past, Tense::Future, Tense::Unknown] {
                let anchor = Anchor { published, preceding, tense };
                prop_assert_eq!(resolve(&expression, &anchor), resolve(&expression, &anchor));
            }
        }
    }
}
