//! Dates as outlets print them on pages: `5 November 2024 14:07`, `24.05.24, 13:35`, `2031-03-05T10:00+02:00`, in many
//! languages. For stamps, datelines and metadata; time expressions of running text are the matter of `reportedly-dates`.

use crate::vocabulary::{MONTHS, month};
use regex::Regex;
use reportedly_schema::{Day, Span};
use std::sync::LazyLock;

/// A date with its year, and the time of day that stands with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The characters of the date, and of the time if it stands beside it.
    pub span: Span,
    /// The characters of the date alone.
    pub date: Span,
    /// The day; `None` where day and month cannot be told apart.
    pub day: Option<Day>,
    /// `HH:MM` or `HH:MM:SS` with the offset as written.
    pub time: Option<String>,
    /// Printed in numbers only.
    pub numeric: bool,
}

/// What is known of the place that a date stands in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Habit<'a> {
    /// ISO 639-1 code, perhaps with a region.
    pub language: Option<&'a str>,
    /// Whether the outlet writes 5/11 for the eleventh of May, where known.
    pub month_first: Option<bool>,
}

static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})
        | (?P<a2>\d{1,2})(?P<s2>[-/.])\s?(?P<b2>\d{1,2})[-/.]\s?(?P<y2>\d{4}|\d{2})
        | (?P<y3>\d{4})\s?[年년]\s?(?P<m3>\d{1,2})\s?[月월]\s?(?P<d3>\d{1,2})\s?[日일]",
    )
    .expect("pattern")
});

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let mut forms: Vec<String> = MONTHS.keys().map(|form| regex::escape(form)).collect();
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    let months = forms.join("|");
    Regex::new(&format!(
        r"(?ix)
        (?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s\u00a0,/-]*(?:of\s+|de\s+|ngày\s+)?(?P<m1>{months})\.?,?[\s\u00a0,/-]+(?:de\s+|del\s+|năm\s+)?(?P<y1>\d{{4}})
        | (?P<m2>{months})\.?[\s\u00a0]+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[\s\u00a0]+(?P<y2>\d{{4}})
        | (?P<y3>\d{{4}})\.?[\s\u00a0,/-]+(?P<m3>{months})\.?[\s\u00a0/-]+(?P<d3>\d{{1,2}})",
    ))
    .expect("pattern")
});

static TIME_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?:T|[\s\u00a0,|•·–—(-]{0,6}(?:at|um|à|às|a\ las|alle|kl\.?|om|в|о|klo|ore|u|godz\.?|saat)?[\s\u00a0]{0,2})
        (?P<h>\d{1,2})(?P<sep>[:.h])(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?[\s\u00a0]?(?P<half>[ap]\.?m\b\.?)?
        (?:[\s\u00a0]?\(?(?P<zone>Z\b|UTC|GMT|E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|BST|CES?T|EES?T|MSK|IST|JST|[+-]\d{2}:?\d{2})\)?)?",
    )
    .expect("pattern")
});

static TIME_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?[\s\u00a0]?(?P<half>[ap]\.?m\.?)?(?:[\s\u00a0]?(?P<zone>UTC|GMT|E[SD]?T|P[SD]?T|BST|CES?T|EES?T|MSK|[+-]\d{2}:?\d{2}))?[\s\u00a0,|•·–—-]{0,4}(?:on\s+)?(?:\p{L}{2,12}\.?,?\s+)?$")
        .expect("pattern")
});

fn clock(found: &regex::Captures<'_>) -> Option<String> {
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
    let (mut hour, minute) = (number("h")?, number("m")?);
    let half = found.name("half").map(|m| m.as_str().to_ascii_lowercase());
    match half.as_deref().and_then(|h| h.chars().next()) {
        Some('p') if hour < 12 => hour += 12,
        Some('a') if hour == 12 => hour = 0,
        _ => {}
    }
    if hour > 23 || minute > 59 {
        return None;
    }
    let seconds = number("s").filter(|s| *s < 60).map_or(String::new(), |s| format!(":{s:02}"));
    let zone = found.name("zone").map_or("", |m| m.as_str());
    let gap = if zone.len() > 1 && zone.starts_with(|c: char| c.is_alphabetic()) { " " } else { "" };
    Some(format!("{hour:02}:{minute:02}{seconds}{gap}{zone}"))
}

/// Years that an article's stamp can hold.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

fn day(year: i16, month: i8, day: i8) -> Option<Day> {
    Day::new(year, month, day).ok().filter(|d| YEARS.contains(&d.year()))
}

/// Years of two digits: of this century below 70, as POSIX `strptime` reads them.
fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    Some(match text.len() {
        2 if year < 70 => 2000 + year,
        2 => 1900 + year,
        // Years of the Buddhist calendar, as Thai outlets print them.
        _ if (2443..=2643).contains(&year) => year - 543,
        _ => year,
    })
}

/// Every full date of `text`, in order. Offsets are bytes of `text`.
pub fn stamps(text: &str, habit: Habit<'_>) -> Vec<Stamp> {
    let mut out: Vec<Stamp> = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return out;
    }
    let bounded = |from: usize, to: usize| {
        let before = text[..from].chars().next_back();
        let after = text[to..].chars().next();
        // A stamp may be glued to a word before it; never to a digit, an amount or a longer chain of numbers.
        let chain = before.is_some_and(|c| matches!(c, '.' | '/' | '-' | ','))
            && text[..from].trim_end_matches(['.', '/', '-', ',']).ends_with(char::is_numeric);
        !chain
            && !before.is_some_and(|c| c.is_numeric() || matches!(c, '$' | '€' | '£'))
            && !after.is_some_and(|c| c.is_numeric() || c == '%')
    };
    for found in NUMERIC.captures_iter(text) {
        let whole = found.get(0).expect("a match");
        if !bounded(whole.start(), whole.end()) {
            continue;
        }
        let part = |name: &str| found.name(name).map(|m| m.as_str());
        let small = |name: &str| part(name).and_then(|t| t.parse::<i8>().ok());
        let value = if let Some(y) = part("y1") {
            full_year(y).and_then(|y| day(y, small("m1")?, small("d1")?)).map(Some)
        } else if let Some(y) = part("y3") {
            full_year(y).and_then(|y| day(y, small("m3")?, small("d3")?)).map(Some)
        } else {
            let (a, b) = (small("a2").unwrap_or(0), small("b2").unwrap_or(0));
            let year = full_year(part("y2").unwrap_or(""));
            let two = part("y2").is_some_and(|y| y.len() == 2);
            // 1-2-34 is as often a score or a section as a date.
            if two && part("s2") == Some("-") {
                continue;
            }
            year.and_then(|y| {
                let (day_first, month_first) = (day(y, b, a), day(y, a, b));
                match (day_first, month_first) {
                    (Some(d), None) | (None, Some(d)) => Some(Some(d)),
                    (Some(d), Some(m)) if d == m => Some(Some(d)),
                    (Some(d), Some(m)) => Some(match (habit.month_first, part("s2")) {
                        (Some(true), Some("/" | "-")) => Some(m),
                        (Some(false), _) | (_, Some(".")) => Some(d),
                        _ if habit.language.is_some_and(|l| !l.starts_with("en")) => Some(d),
                        _ => None,
                    }),
                    (None, None) => None,
                }
            })
        };
        if let Some(value) = value {
            out.push(stamp(text, whole.start(), whole.end(), value, true));
        }
    }
    // Every named form holds a year of four digits.
    let year = text.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_digit));
    for found in NAMED.captures_iter(if year { text } else { "" }) {
        let whole = found.get(0).expect("a match");
        if !bounded(whole.start(), whole.end()) {
            continue;
        }
        let value =
            [("y1", "m1", "d1"), ("y2", "m2", "d2"), ("y3", "m3", "d3")].iter().find_map(|(y, m, d)| {
                let year = full_year(found.name(y)?.as_str())?;
                let month = month(&found.name(m)?.as_str().to_lowercase(), habit.language)?;
                day(year, month, found.name(d)?.as_str().parse().ok()?)
            });
        if let Some(value) = value {
            out.push(stamp(text, whole.start(), whole.end(), Some(value), false));
        }
    }
    out.sort_by_key(|s| (s.date.start, std::cmp::Reverse(s.date.end)));
    let mut end = 0;
    out.retain(|s| {
        let keep = s.date.start >= end;
        if keep {
            end = s.date.end;
        }
        keep
    });
    // What looks like a time may be the beginning of the next date.
    for n in 1..out.len() {
        if out[n - 1].span.end > out[n].date.start {
            out[n - 1].span.end = out[n - 1].date.end;
            out[n - 1].time = None;
        }
        if out[n].span.start < out[n - 1].span.end {
            out[n].span.start = out[n].date.start;
            out[n].time = out[n].time.take().filter(|_| out[n].span.end > out[n].date.end);
        }
    }
    out
}

fn stamp(text: &str, start: usize, end: usize, value: Option<Day>, numeric: bool) -> Stamp {
    let date = Span::new(start, end);
    let (mut from, mut to, mut time) = (start, end, None);
    if let Some(found) = TIME_AFTER.captures(&text[end..])
        && let Some(clock) = clock(&found)
    {
        to = end + found.get(0).map_or(0, |m| m.end());
        time = Some(clock);
    } else {
        /// A time before a date stands no further off.
        const REACH: usize = 40;
        let mut left = start.saturating_sub(REACH);
        while !text.is_char_boundary(left) {
            left += 1;
        }
        let before = text[left..start].rfind('\n').map_or(left, |n| left + n + 1);
        if let Some(found) = TIME_BEFORE.captures(&text[before..start])
            && let Some(clock) = clock(&found)
        {
            from = before + found.get(0).map_or(0, |m| m.start());
            time = Some(clock);
        }
    }
    Stamp { span: Span::new(from, to), date, day: value, time, numeric }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (Option<String>, Option<String>) {
        let found = stamps(text, Habit::default());
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        (found[0].day.map(|d| d.to_string()), found[0].time.clone())
    }

    #[test]
    fn forms_of_many_outlets() {
        let day = |d: &str| Some(d.to_string());
        assert_eq!(one("5 November 2024 14:07"), (day("2024-11-05"), day("14:07")));
        assert_eq!(one("Nov. 5, 2024 at 2:07 p.m. EST"), (day("2024-11-05"), day("14:07 EST")));
        assert_eq!(one("word24.05.24, 13:35"), (day("2024-05-24"), day("13:35")));
        assert_eq!(one("2031-03-05T10:00:09+02:00"), (day("2031-03-05"), day("10:00:09+02:00")));
        assert_eq!(one("14:07, 5th March 2031"), (day("2031-03-05"), day("14:07")));
        assert_eq!(one("5 de marzo de 2031"), (day("2031-03-05"), None));
        assert_eq!(one("2031年3月5日"), (day("2031-03-05"), None));
        assert_eq!(one("5 березня 2031, 09:15"), (day("2031-03-05"), day("09:15")));
        assert_eq!(one("03/05/2031"), (None, None));
        assert_eq!(one("25/03/2031"), (day("2031-03-25"), None));
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for text in
            ["won 3-1-2", "version 1.2.3.4", "31.02.2031", "192.168.10.12", "$12.10.2024", "5 of 2024"]
        {
            assert!(stamps(text, Habit::default()).iter().all(|s| s.day.is_none()), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn stamps_are_ordered_and_apart(text in "([0-9a-zé./: ,年月日-]|12\\.03\\.30|5 March 2031| 10:20 ){0,40}") {
            let mut at = 0;
            for found in stamps(&text, Habit::default()) {
                proptest::prop_assert!(found.span.of(&text).is_some() && found.date.of(&text).is_some());
                proptest::prop_assert!(found.span.contains(found.date) && found.span.start >= at);
                at = found.span.end;
            }
        }
    }
}
