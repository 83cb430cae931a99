//! Doubts about dates that a reader should see: nothing is smoothed over, both readings are kept.
//!
//! | code | what contradicts what |
//! | --- | --- |
//! | `contradicting_dates` | one speaker's words of one occasion are dated to two days; a problem for each of the two dates |
//! | `weekday_mismatch` | a day of the week that does not fall on the day of the month beside it |
//! | `said_after_publication` | words in the past tense dated after the article's own last day |
//! | `updated_before_publication` | the article's two stamps stand the wrong way round |
//!
//! One occasion is told by one speaker's same words, or by the noun phrase that names it: [`speeches`].
//!
//! A false alarm costs more than silence, so each rule asks for plain evidence.

mod speeches;

use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_dates::{What, Year};
use reportedly_schema::{
    BlockKind, Day, Mention, Modality, Problem, Published, PublishedBasis, Reading, SaidBasis, Span,
    Statement, Times, Timex, TimexType,
};
use std::collections::BTreeSet;

/// Of the content words of two reports of one utterance, at least this share (in percent of the smaller) is common.
const SAME_WORDS: usize = 80;

/// The same where both name the same setting ("the speech in Maros").
const SAME_WORDS_THERE: usize = 50;

/// Reports of fewer content words are too short to be told apart.
const FEWEST: usize = 5;

/// The same where the date of one of them was only carried over to it.
const FEWEST_CARRIED: usize = 8;

/// The same where one of them is the headline.
const FEWEST_HEADLINE: usize = 3;

/// The same where both name the same setting.
const FEWEST_THERE: usize = 3;

/// Days around publication in which a date without a year means the year at hand, so that its weekday must fit.
const NEAR: i32 = 10;

/// Days that a date may lie after publication: time zones and papers dated ahead.
const SLACK: i32 = 1;

/// The Gregorian calendar is in use everywhere that matters to news from this year on.
const GREGORIAN: i16 = 1930;

/// Words near a cue that tell of several occasions.
const AGAIN: &[&str] = &[
    "again",
    "also",
    "repeated",
    "repeat",
    "repeating",
    "reiterated",
    "reiterate",
    "restated",
    "echoed",
    "once",
    "earlier",
    "previously",
    "before",
    "later",
    "already",
    "still",
    "too",
];

/// Every doubt about the dates of one article, in order of the text. `timexes` are in text order.
pub fn doubts(
    words: &Words,
    statements: &[Statement],
    mentions: &[Mention],
    timexes: &[Timex],
    reading: &Reading,
) -> Vec<Problem> {
    let mut out = contradictions(words, statements, timexes);
    for problem in speeches::contradictions(words, statements, mentions, timexes) {
        if !out.iter().any(|p| p.span == problem.span) {
            out.push(problem);
        }
    }
    out.extend(timexes.iter().filter_map(|timex| weekday_mismatch(words, timex, timexes, reading)));
    out.extend(after_publication(words, statements, reading));
    out.extend(updated_too_early(reading));
    out.sort_by_key(|p| p.span);
    out
}

fn contradictions(words: &Words, statements: &[Statement], timexes: &[Timex]) -> Vec<Problem> {
    // "Overnight" and "in the early morning" are two days of the calendar and one of people's.
    let day_told = |span: Span| timexes.iter().any(|t| t.span == span && t.kind == TimexType::Date);
    let dated: Vec<(&Statement, Day, Span, BTreeSet<&str>)> = statements
        .iter()
        .filter(|s| matches!(s.said.basis, SaidBasis::Stated | SaidBasis::Carried) && s.times == Times::Once)
        .filter(|s| s.speaker.id.is_some() && s.modality == Modality::Asserted && !s.negated)
        .filter(|s| s.said.span.is_some_and(day_told))
        .filter_map(|s| Some((s, s.said.interval.single_day()?, s.said.span?, content_words(words, s))))
        .collect();
    let mut out: Vec<Problem> = Vec::new();
    for (n, (later, day, span, mine)) in dated.iter().enumerate() {
        for (earlier, other_day, other_span, theirs) in &dated[..n] {
            if day == other_day || earlier.speaker.id != later.speaker.id {
                continue;
            }
            let setting = same_setting(earlier, later);
            let in_headline = |s: &Statement| {
                let at = words.get(words.from(s.start()));
                at.and_then(|w| words.kinds.get(w.paragraph))
                    .is_some_and(|k| matches!(k, BlockKind::Title | BlockKind::Subtitle))
            };
            let headline = in_headline(earlier) != in_headline(later);
            let carried = [earlier, later].iter().any(|s| s.said.basis == SaidBasis::Carried);
            let (least, enough) = match setting {
                _ if carried => (SAME_WORDS, FEWEST_CARRIED),
                Some(_) => (SAME_WORDS_THERE, FEWEST_THERE),
                None if headline => (SAME_WORDS, FEWEST_HEADLINE),
                None => (SAME_WORDS, FEWEST),
            };
            let fewest = mine.len().min(theirs.len());
            if fewest < enough {
                continue;
            }
            if mine.intersection(theirs).count() * 100 < fewest * least || tells_again(words, later) {
                continue;
            }
            let who = later.speaker.name.as_deref().unwrap_or("one speaker");
            let there =
                setting.map_or(String::new(), |setting| format!(" and the same setting (\"{setting}\")"));
            let mut add = |here: Span, day: &Day, there_span: Span, there_day: &Day| {
                let cut = |span: Span| span.of(words.text).unwrap_or_default();
                let message = format!(
                    "{who} is reported with the same words{there} on {day} (\"{}\") and on {there_day} (\"{}\"); both are kept",
                    cut(here),
                    cut(there_span)
                );
                let known = |p: &Problem| p.span == Some(here) && p.code == "contradicting_dates";
                if !out.iter().any(known) {
                    let against = Some(there_span);
                    out.push(Problem { against, ..problem("contradicting_dates", message, Some(here)) });
                }
            };
            add(*other_span, other_day, *span, day);
            add(*span, day, *other_span, other_day);
        }
    }
    out
}

fn problem(code: &str, message: String, span: Option<Span>) -> Problem {
    Problem { code: code.to_string(), message, span, against: None }
}

/// The setting that both statements name in the same words, of two words at least.
fn same_setting<'s>(one: &'s Statement, other: &Statement) -> Option<&'s str> {
    let (one, other) = (one.venue.as_ref()?, other.venue.as_ref()?);
    let plain = |name: &str| name.to_lowercase();
    let same = plain(&one.name) == plain(&other.name) && one.name.split_whitespace().count() > 1;
    same.then_some(one.name.as_str())
}

/// Whether the words around a statement's cue tell that it was said more than once.
fn tells_again(words: &Words, statement: &Statement) -> bool {
    /// Words around the cue in which "again" stands.
    const REACH: usize = 6;
    statement.cue.iter().any(|cue| {
        let cue = words.inside(*cue);
        let sentence = words.sentence_of(cue.start.min(words.all.len().saturating_sub(1)));
        (cue.start.saturating_sub(REACH).max(sentence.start)..(cue.end + REACH).min(sentence.end))
            .filter_map(|at| words.get(at))
            .any(|w| w.among(AGAIN) && !w.quoted)
    })
}

fn content_words<'w>(words: &'w Words, statement: &Statement) -> BTreeSet<&'w str> {
    let v = vocabulary();
    statement
        .content
        .iter()
        .flat_map(|s| words.slice(words.inside(*s)))
        .filter(|w| w.is_word && !v.filler.has(&w.lower))
        .map(|w| w.lower.as_str())
        .collect()
}

/// "Monday, 14 March" where 14 March is no Monday. Without a year only near publication, where no other year is told in the sentence.
fn weekday_mismatch(words: &Words, timex: &Timex, timexes: &[Timex], reading: &Reading) -> Option<Problem> {
    let text = timex.span.of(words.text)?;
    let found = reportedly_dates::find(text);
    let What::Fields { year, month: Some(_), day: Some(_), weekday: Some(weekday) } =
        found.first()?.meaning.what
    else {
        return None;
    };
    let day = timex.interval?.single_day()?;
    if day.weekday().to_monday_one_offset() == weekday || day.year() < GREGORIAN {
        return None;
    }
    if !matches!(year, Year::Known(_)) {
        let published = reading.published.as_ref()?.value?;
        let near = published.until(day).is_ok_and(|span| span.get_days().abs() <= NEAR);
        let at = words.from(timex.span.start);
        let sentence = words.span(&words.sentence_of(at.min(words.all.len().checked_sub(1)?)))?;
        let other_year =
            timexes.iter().filter(|t| sentence.contains(t.span) && t.span != timex.span).any(|t| {
                t.interval.and_then(|i| i.earliest).is_none_or(|earliest| earliest.year() != day.year())
            });
        if !near || other_year {
            return None;
        }
    }
    let falls = day.strftime("%A");
    let message =
        format!("\"{text}\" names another day of the week than {day}, which is a {falls}; the date is kept");
    Some(problem("weekday_mismatch", message, Some(timex.span)))
}

/// The day after which nothing in the article can have been said: of its last change, else of publication; where the article itself or its
/// user says so.
fn last_day(reading: &Reading) -> Option<(Day, &Published)> {
    let told = |p: &Published| p.basis != PublishedBasis::Inferred;
    let published = reading.published.as_ref().filter(|p| told(p))?;
    let updated = reading.updated.as_ref();
    let latest = |p: &Published| p.latest.or(p.value);
    let day = latest(published)?;
    let day = updated.map_or(Some(day), |updated| latest(updated).map(|updated| updated.max(day)))?;
    Some((day, published))
}

/// Words in the past tense with a date of their own, in figures, after the article's last day.
fn after_publication(words: &Words, statements: &[Statement], reading: &Reading) -> Vec<Problem> {
    let Some((last, published)) = last_day(reading) else { return Vec::new() };
    let mut seen = BTreeSet::new();
    statements
        .iter()
        .filter(|s| s.said.basis == SaidBasis::Stated && s.modality == Modality::Asserted && !s.negated)
        .filter_map(|s| Some((s, s.said.interval.earliest?, s.said.span?)))
        .filter(|(_, day, _)| last.until(*day).is_ok_and(|span| span.get_days() > SLACK))
        .filter(|(_, _, span)| {
            // "on Friday" may have been read the wrong way round; "9 March" is what was written.
            let told = span.of(words.text).unwrap_or_default();
            told.bytes().any(|b| b.is_ascii_digit()) && seen.insert(*span)
        })
        .map(|(_, day, span)| {
            let own = published.span.and_then(|s| s.of(words.text)).unwrap_or_default();
            let own = if own.is_empty() { String::new() } else { format!(" (\"{own}\")") };
            let message =
                format!("said on {day}, after the article's own last day, {last}{own}; both are kept");
            problem("said_after_publication", message, Some(span))
        })
        .collect()
}

fn updated_too_early(reading: &Reading) -> Option<Problem> {
    let published = reading.published.as_ref().filter(|p| p.basis != PublishedBasis::Inferred)?;
    let updated = reading.updated.as_ref()?;
    let (first, last) = (published.value?, updated.value?);
    (last < first).then(|| {
        let message = format!("updated on {last}, before it was published on {first}; both are kept");
        problem("updated_before_publication", message, updated.span)
    })
}
