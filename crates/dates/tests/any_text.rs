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

/// Characters that look like others, join, turn the text round, take no room or have another length in lower case.
const ODD: &[char] = &[
    '\u{0}',
    '\u{7f}',
    '\u{a0}',
    '\u{ad}',
    '\u{200b}',
    '\u{200d}',
    '\u{202e}',
    '\u{2028}',
    '\u{2029}',
    '\u{feff}',
    '\u{fffd}',
    '\u{10ffff}',
    '\u{301}',
    'İ',
    'ẞ',
    'ǅ',
    'ﬁ',
    '２',
    '٣',
    '½',
    'Ⅻ',
    '①',
    '²',
    '’',
    '′',
    '‑',
    '‒',
    '–',
    '—',
    '−',
    '⁄',
    '：',
    '．',
    '年',
    '🕐',
    '\r',
    '\t',
    '\u{b}',
    '\u{c}',
    '\u{85}',
    '\u{3000}',
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300), published in days()) {
        holds(&String::from_utf8_lossy(&bytes), published)?;
    }

    #[test]
    fn any_number_in_any_place(
        digits in "[0-9]{1,40}",
        first in proptest::sample::select(PIECES),
        second in proptest::sample::select(PIECES),
        glue in proptest::sample::select(&["", " ", "-", "/", ".", ":", ",", "'", "th ", "st ", "s "][..]),
        published in days(),
    ) {
        for text in [
            format!("{first}{glue}{digits}{glue}{second}"),
            format!("{digits}{glue}{digits}{glue}{digits}"),
            format!("{digits} {first} {digits} {second} ago"),
            format!("{digits} {second} later, the {digits}th {first} of {digits}"),
            format!("{digits} BC, {first} {digits} years ago, {digits} centuries earlier"),
        ] {
            holds(&text, published)?;
        }
    }

    #[test]
    fn odd_characters_between_time_words(
        pieces in proptest::collection::vec((proptest::sample::select(PIECES), proptest::sample::select(ODD)), 0..16),
        published in days(),
    ) {
        let text: String = pieces.iter().flat_map(|(piece, odd)| piece.chars().chain([*odd])).collect();
        holds(&text, published)?;
    }

    #[test]
    fn days_lie_where_the_arguments_put_them(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..16),
        // Easter is reckoned from 1583 on: both years lie on one side of that.
        year in prop_oneof![-8000_i16..=1180, 1585_i16..=8000],
    ) {
        // The same text published 400 years later, where the calendar begins again, names the same weekdays and days of the month.
        let text = pieces.join(" ");
        let (then, later) = (date(year, 3, 5), date(year + 400, 3, 5));
        let relative = |published| -> Vec<_> {
            tag(&text, Some(published))
                .iter()
                .filter(|tagged| tagged.resolved.unit == Some(Unit::Day))
                .filter(|tagged| tagged.resolved.anchored_on == Some(reportedly_dates::AnchoredOn::Published))
                .filter_map(|tagged| {
                    let days = tagged.resolved.earliest?.until(published).ok()?.get_days();
                    (days.abs() <= 7).then_some((tagged.expression.start, days))
                })
                .collect()
        };
        prop_assert_eq!(relative(then), relative(later));
    }

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
