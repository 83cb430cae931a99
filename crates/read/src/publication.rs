//! When a plain text was published and updated: stated on a line of its own, else concluded from the dates it tells of.
//!
//! A conclusion gives the last day that the article shows as past, so publication is not before it. A date without a year is
//! placed next to dates with one. The value is set only where that day is near the publication: a date without a year, a
//! caption or the stamp of a related item. No clock is read.

use crate::noise::Lines;
use crate::stamp::{Habit, Stamp, stamps};
use crate::units::Unit;
use crate::vocabulary::after_lead;
use reportedly_schema::{BlockKind, Day, Published, PublishedBasis, Span};

/// What a text says of its own publication.
#[derive(Debug, Default)]
pub struct Dates {
    /// Published.
    pub published: Option<Published>,
    /// Changed later.
    pub updated: Option<Published>,
}

/// Reads `lines` of `text`.
pub fn dates(text: &str, units: &[Unit], lines: &Lines<'_>, habit: Habit<'_>) -> Dates {
    let mut out = stated(text, units, lines, habit);
    if out.published.is_none() {
        out.published = concluded(text, units, lines, habit);
    }
    out
}

fn published(stamp: &Stamp, at: usize, basis: PublishedBasis) -> Published {
    let span = Span::new(at + stamp.span.start as usize, at + stamp.span.end as usize);
    Published {
        value: stamp.day,
        earliest: stamp.day,
        latest: stamp.day,
        time: stamp.time.clone(),
        basis,
        span: Some(span),
    }
}

/// The date line near the headline, else near the end, else at the head of the first paragraph.
fn stated(text: &str, units: &[Unit], lines: &Lines<'_>, habit: Habit<'_>) -> Dates {
    let mut out = Dates::default();
    let count = units.len();
    let first_body = (0..count).find(|n| lines.kinds[*n] == BlockKind::Body).unwrap_or(count);
    let last_body = (0..count).rev().find(|n| lines.kinds[*n] == BlockKind::Body).unwrap_or(0);
    let title = lines.title.unwrap_or(0);
    let mut order: Vec<usize> = (title..count).collect();
    order.extend(0..title.min(count));
    // A date inside the article's region that follows much text is rather an event's than the article's.
    order.retain(|n| lines.kinds[*n] == BlockKind::Dateline && (*n < first_body + 3 || *n > last_body));
    for n in order {
        let at = units[n].span.start as usize;
        let line = units[n].span.of(text).unwrap_or("");
        let found = stamps(line, habit);
        for (k, stamp) in found.iter().enumerate() {
            let from = if k == 0 { 0 } else { found[k - 1].span.end as usize };
            let before = crate::vocabulary::plain(&line[from..stamp.span.start as usize]);
            let lead = before.trim_matches(|c: char| !c.is_alphanumeric());
            let label_above = n > 0 && k == 0 && lead.is_empty();
            let above = if label_above { lines.features[n - 1].plain.as_str() } else { "" };
            let says = |kind: &str| [lead, above].iter().any(|l| !l.is_empty() && lead_is(kind, l));
            let slot = if says("updated") { &mut out.updated } else { &mut out.published };
            if slot.is_none() {
                *slot = Some(published(stamp, at, PublishedBasis::Stated));
            }
        }
    }
    if out.published.is_none()
        && let Some(n) = (first_body < count).then_some(first_body)
    {
        /// A place and date before the first sentence take no more than this, in bytes.
        const HEAD: usize = 90;
        let line = units[n].span.of(text).unwrap_or("");
        let mut end = line.len().min(HEAD);
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        if let Some(stamp) = stamps(&line[..end], habit).first() {
            let after = line[stamp.span.end as usize..].trim_start();
            let placed = line[..stamp.span.start as usize].chars().filter(|c| c.is_uppercase()).count() >= 1
                || stamp.span.start == 0;
            if placed && after.starts_with(['—', '–', '-', '(', '/', '|', ':']) {
                out.published = Some(published(stamp, units[n].span.start as usize, PublishedBasis::Stated));
            }
        }
    }
    if out.published.is_none() && out.updated.is_some() {
        // "Updated" alone is a last possible day.
        if let Some(updated) = &out.updated {
            out.published = Some(Published {
                value: None,
                earliest: None,
                latest: updated.value,
                time: None,
                basis: PublishedBasis::Stated,
                span: updated.span,
            });
        }
    }
    out
}

fn lead_is(kind: &str, line: &str) -> bool {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    after_lead(kind, line).is_some() || words.last().is_some_and(|w| after_lead(kind, w) == Some(""))
}

/// A calendar expression of running text, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The year, if written.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month.
    pub day: Option<i8>,
    /// The day of the week that stands with it.
    pub weekday: Option<jiff::civil::Weekday>,
}

/// Calendar expressions of English running text that name a day, a month of a year or a year, by `reportedly-dates`.
pub fn written(text: &str) -> Vec<Written> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    reportedly_dates::find(text)
        .iter()
        .filter_map(|found| {
            // Without an anchor what is not written stays X: "on 25 October" is XXXX-10-25.
            let value = reportedly_dates::resolve(found, &reportedly_dates::Anchor::default()).value?;
            let mut parts = value.split('T').next().unwrap_or("").split('-');
            let year = parts
                .next()
                .filter(|y| y.len() == 4)?
                .parse::<i16>()
                .ok()
                .filter(|y| (1900..2200).contains(y));
            let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
            let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
            if parts.next().is_some() || (year.is_none() && day.is_none()) {
                return None;
            }
            // A day of the week may stand inside the expression or right before it.
            let inside = text.get(found.start..found.end)?;
            let before = text.get(..found.start)?.trim_end().trim_end_matches(',');
            let before = before.rsplit(|c: char| !c.is_alphabetic() && c != '.').next().unwrap_or("");
            let weekday = day
                .and_then(|_| inside.split_whitespace().next().and_then(weekday).or_else(|| weekday(before)));
            Some(Written { start: found.start, end: found.end, year, month, day, weekday })
        })
        .collect()
}

fn weekday(name: &str) -> Option<jiff::civil::Weekday> {
    use jiff::civil::Weekday::*;
    let days = [
        ("mon", Monday),
        ("tue", Tuesday),
        ("wed", Wednesday),
        ("thu", Thursday),
        ("fri", Friday),
        ("sat", Saturday),
        ("sun", Sunday),
    ];
    let name = name.trim_end_matches([',', '.']).to_lowercase();
    // "Mon" and "Monday" name a day; "money" does not.
    if name.len() > 5 && !name.ends_with("day") {
        return None;
    }
    days.iter().find(|(head, _)| name.starts_with(head)).map(|(_, day)| *day)
}

/// Evidence for the publication date.
struct Evidence {
    written: Written,
    span: Span,
    /// Shown as past (or a stamp of something that was printed).
    past: bool,
    /// A stamp or a caption: printed at about the time of publication.
    near: bool,
}

fn concluded(text: &str, units: &[Unit], lines: &Lines<'_>, habit: Habit<'_>) -> Option<Published> {
    let mut all: Vec<Evidence> = Vec::new();
    for (n, unit) in units.iter().enumerate() {
        let at = unit.span.start as usize;
        let line = unit.span.of(text).unwrap_or("");
        let kind = lines.kinds[n];
        let printed = matches!(kind, BlockKind::Related | BlockKind::Caption);
        if printed || kind == BlockKind::Other {
            for stamp in stamps(line, habit) {
                let Some(day) = stamp.day else { continue };
                let written = Written {
                    start: at + stamp.date.start as usize,
                    end: at + stamp.date.end as usize,
                    year: Some(day.year()),
                    month: Some(day.month()),
                    day: Some(day.day()),
                    weekday: None,
                };
                let span = Span::new(written.start, written.end);
                let alone = stamp.time.is_some()
                    || stamp.span.end as usize == line.len()
                    || kind == BlockKind::Caption;
                all.push(Evidence { written, span, past: alone, near: alone });
            }
        }
        if matches!(
            kind,
            BlockKind::Body | BlockKind::Caption | BlockKind::Title | BlockKind::Subtitle | BlockKind::List
        ) {
            for w in written(line) {
                let past = is_past(line, &w, kind);
                let written = Written { start: at + w.start, end: at + w.end, ..w };
                all.push(Evidence {
                    written,
                    span: Span::new(at + w.start, at + w.end),
                    past,
                    near: w.year.is_none() || kind == BlockKind::Caption,
                });
            }
        }
    }
    // The latest past date with a year, as its first day.
    let fixed = |e: &Evidence| -> Option<Day> {
        let w = e.written;
        Day::new(w.year?, w.month.unwrap_or(1), w.day.unwrap_or(1)).ok()
    };
    let Some(anchor) = all.iter().filter(|e| e.past).filter_map(fixed).max() else {
        return by_office(text, units, lines, &all);
    };
    let whole_days = all
        .iter()
        .any(|e| e.past && e.written.year.is_some() && e.written.day.is_some() && fixed(e) == Some(anchor));
    let mut best: Option<(Day, Span, bool)> = None;
    for e in all.iter().filter(|e| e.past) {
        let day = match e.written.year {
            Some(_) => fixed(e),
            None => place(&e.written, anchor, whole_days),
        };
        let Some(day) = day else { continue };
        let exact = e.near && e.written.day.is_some();
        if best.is_none_or(|(b, _, near)| day > b || (day == b && exact && !near)) {
            best = Some((day, e.span, exact));
        }
    }
    let (day, span, exact) = best?;
    Some(Published {
        value: exact.then_some(day),
        earliest: Some(day),
        latest: None,
        time: None,
        basis: PublishedBasis::Inferred,
        span: Some(span),
    })
}

/// Where no year is written: the only year in which the last day told of falls on the day of the week that the text tells of,
/// while everybody named in office was in office.
fn by_office(text: &str, units: &[Unit], lines: &Lines<'_>, all: &[Evidence]) -> Option<Published> {
    /// Days told of over more than half a year may lie on two sides of a new year.
    const MONTHS: i8 = 6;
    let told: Vec<&Evidence> = all.iter().filter(|e| e.past && e.written.day.is_some()).collect();
    let of = |e: &Evidence| (e.written.month.unwrap_or(0), e.written.day.unwrap_or(0));
    let last = told.iter().max_by_key(|e| (of(e), e.written.weekday.is_some()))?;
    let first = told.iter().map(|e| of(e)).min()?;
    let (month, day) = of(last);
    if month - first.0 >= MONTHS {
        return None;
    }
    let prose: Vec<&str> = units
        .iter()
        .zip(&lines.kinds)
        .filter(|(_, kind)| kind.carries_statements())
        .filter_map(|(unit, _)| unit.span.of(text))
        .collect();
    let weekday = match last.written.weekday {
        Some(weekday) => weekday,
        // News names the day of the week alone for the day it reports on; two such days leave it open.
        None => {
            let mut bare: Vec<_> =
                prose.iter().flat_map(|line| line.split_whitespace()).filter_map(named_weekday).collect();
            bare.dedup();
            let [only] = bare[..] else { return None };
            only
        }
    };
    let in_office = crate::offices::InOffice::of(&prose.join("\n"));
    let (from, to) = (in_office.earliest()?, in_office.latest()?);
    let mut possible = (from.year()..=to.year())
        .filter_map(|year| Day::new(year, month, day).ok())
        .filter(|d| d.weekday() == weekday && in_office.holds(*d));
    let day = possible.next()?;
    possible.next().is_none().then_some(Published {
        value: Some(day),
        earliest: Some(day),
        latest: None,
        time: None,
        basis: PublishedBasis::Inferred,
        span: Some(last.span),
    })
}

/// A full name of a day of the week, as a capitalised word of running text.
fn named_weekday(word: &str) -> Option<jiff::civil::Weekday> {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    (word.ends_with("day") && word.starts_with(char::is_uppercase)).then(|| weekday(word)).flatten()
}

/// The year of a month and day without one: with a day of the week, the only fitting year from the anchor's on for three
/// years; else the year that brings it nearest to an anchor that is a whole date.
fn place(w: &Written, anchor: Day, whole_days: bool) -> Option<Day> {
    /// A day of the week falls on the same date again after five, six or eleven years, so three years hold it once or never.
    const YEARS: i16 = 3;
    let (month, day) = (w.month?, w.day?);
    if let Some(weekday) = w.weekday {
        let found: Vec<Day> = (anchor.year()..=anchor.year() + YEARS)
            .filter_map(|y| Day::new(y, month, day).ok())
            .filter(|d| d.weekday() == weekday)
            .collect();
        if let [only] = found[..] {
            return Some(only);
        }
    }
    if !whole_days {
        return None;
    }
    (anchor.year() - 1..=anchor.year() + 1)
        .filter_map(|y| Day::new(y, month, day).ok())
        .min_by_key(|d| (days_apart(*d, anchor), *d))
}

fn days_apart(a: Day, b: Day) -> i64 {
    a.until(b).map_or(i64::MAX, |span| i64::from(span.get_days()).abs())
}

/// Words before a date that put it in the future or leave it open.
const FUTURE: [&str; 27] = [
    "will",
    "would",
    "could",
    "may",
    "might",
    "shall",
    "should",
    "can",
    "scheduled",
    "due",
    "upcoming",
    "next",
    "until",
    "till",
    "by",
    "deadline",
    "planned",
    "plans",
    "expected",
    "expects",
    "ahead",
    "before",
    "if",
    "slated",
    "won't",
    "to",
    "possible",
];

/// Whether the sentence shows the date as past.
fn is_past(line: &str, w: &Written, kind: BlockKind) -> bool {
    let sentence_start = line[..w.start]
        .match_indices(['.', '!', '?', '\n'])
        .map(|(at, _)| at + 1)
        .rfind(|at| line[*at..].starts_with(' ') && !abbreviation(&line[..*at]))
        .unwrap_or(0);
    let sentence_end = line[w.end..]
        .match_indices(['.', '!', '?'])
        .map(|(at, _)| w.end + at + 1)
        .find(|at| line.get(*at..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' ')))
        .unwrap_or(line.len());
    let before: Vec<String> = words(&line[sentence_start..w.start]);
    let after: Vec<String> = words(&line[w.end..sentence_end]);
    /// A modal verb this many words before a date still governs it.
    const GOVERNED: usize = 8;
    let near = before.iter().rev().take(GOVERNED);
    let (mut open, mut past) = (false, false);
    for word in near {
        open |= FUTURE.contains(&word.as_str()) && !(word == "to" || word == "by");
        if is_past_form(word) {
            past = true;
            break;
        }
        if open {
            break;
        }
    }
    let adjacent = before
        .last()
        .is_some_and(|w| matches!(w.as_str(), "by" | "until" | "till" | "before" | "next" | "to"));
    let opens_after =
        after.iter().take(3).any(|w| matches!(w.as_str(), "will" | "would" | "could" | "may" | "might"));
    if adjacent || opens_after || (open && !past) {
        return false;
    }
    past || kind == BlockKind::Caption
        || before.iter().chain(&after).any(|w| is_past_form(w))
        || w.year.is_some() && w.month.is_none()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(crate::vocabulary::plain)
        .collect()
}

fn is_past_form(word: &str) -> bool {
    use crate::vocabulary::Verb;
    match crate::vocabulary::verb(word) {
        Some(Verb::Past) => true,
        Some(Verb::Report) => !word.ends_with('s'),
        Some(Verb::Auxiliary) => {
            matches!(word, "was" | "were" | "had" | "did" | "has" | "have" | "been" | "hasn't" | "haven't")
        }
        Some(Verb::Present) => false,
        None => word.len() >= 5 && word.ends_with("ed"),
    }
}

/// Whether a text that ends in a full stop ends in a short form (a month, a title, an initial).
fn abbreviation(head: &str) -> bool {
    let word = head.trim_end_matches('.').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.chars().count() <= 4 && word.starts_with(char::is_uppercase) || word.chars().count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates_of(text: &str) -> Dates {
        let units = crate::units::units(text);
        let lines = crate::noise::classify(text, &units, Default::default());
        dates(text, &units, &lines, Habit::default())
    }

    const BODY: &str = "The harbour master told reporters in Aldra that the port would open again once the convoys had stopped for good.";

    #[test]
    fn stated_dates_are_read_where_they_stand() {
        let found = dates_of(&format!("Port of Aldra may reopen\n5 March 2031 10:20\n{BODY}\n"));
        let published = found.published.unwrap();
        assert_eq!((published.value, published.time.as_deref()), ("2031-03-05".parse().ok(), Some("10:20")));
        let found = dates_of(&format!(
            "Port of Aldra may reopen\nPublished: 5 March 2031 | Updated: 6 March 2031\n{BODY}\n"
        ));
        assert_eq!(found.published.unwrap().value, "2031-03-05".parse().ok());
        assert_eq!(found.updated.unwrap().value, "2031-03-06".parse().ok());
    }

    #[test]
    fn a_year_elsewhere_places_days_without_one() {
        let text = format!(
            "Port of Aldra may reopen\nThe port on Nov. 28, 2031. (Photo by Lena Orr)\n\n{BODY} The ministry said on Dec. 2 that it had no plans. The talks will resume on Dec. 20.\n"
        );
        let published = dates_of(&text).published.unwrap();
        assert_eq!(published.basis, PublishedBasis::Inferred);
        assert_eq!((published.value, published.latest), ("2031-12-02".parse().ok(), None));
    }

    #[test]
    fn no_year_no_date() {
        assert!(
            dates_of(&format!("Port of Aldra may reopen\n\n{BODY} He spoke on Friday, October 14.\n"))
                .published
                .is_none()
        );
    }

    #[test]
    fn a_holder_of_an_office_and_a_weekday_leave_one_year() {
        // 9 May was a Thursday in 2013 and in no other year in which Julia Gillard was prime minister (2010-2013).
        let told =
            "He spoke on Thursday after a vote on May 9 that Prime Minister Julia Gillard had asked for.";
        let published = dates_of(&format!("Port of Aldra may reopen\n\n{BODY} {told}\n")).published.unwrap();
        assert_eq!((published.value, published.basis), ("2013-05-09".parse().ok(), PublishedBasis::Inferred));
        let two_days = format!("{told} The vote had been put off on Monday.");
        assert!(dates_of(&format!("Port of Aldra may reopen\n\n{BODY} {two_days}\n")).published.is_none());
        let open = told.replace("Julia Gillard", "Viktor Orbán");
        assert!(dates_of(&format!("Port of Aldra may reopen\n\n{BODY} {open}\n")).published.is_none());
    }

    #[test]
    fn a_weekday_chooses_among_few_years() {
        // 4 December is a Thursday in 2031 and in no other year from 2030 to 2033.
        let text = format!(
            "Port of Aldra may reopen\n\n{BODY} He spoke on Thursday, Dec. 4. The talks failed in June 2030.\n"
        );
        assert_eq!(dates_of(&text).published.unwrap().value, "2031-12-04".parse().ok());
    }

    #[test]
    fn a_history_is_a_lower_bound_only() {
        let published = dates_of(&format!("Port of Aldra may reopen\n\n{BODY} It was built in June 1998.\n"))
            .published
            .unwrap();
        assert_eq!((published.value, published.earliest), (None, "1998-06-01".parse().ok()));
    }
}
