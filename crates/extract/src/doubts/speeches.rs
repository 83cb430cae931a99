//! One speech that an article dates to two days, told by its noun phrase ("the speech in Maros on 15 May") and not by what was said in it.

use super::problem;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{BlockKind, Day, Mention, Problem, Span, Statement, Timex, TimexType};
use std::collections::BTreeSet;
use std::ops::Range;

/// A speech with its day.
#[derive(Debug)]
struct Speech<'a> {
    noun: String,
    /// Whether it is a gathering at which one may speak on several days running.
    gathering: bool,
    /// Entities whose speech it may be, the likeliest first, with their names.
    owners: Vec<(&'a str, &'a str)>,
    place: BTreeSet<&'a str>,
    definite: bool,
    /// "That speech": the one told of before.
    pointed: bool,
    headline: bool,
    day: Day,
    span: Span,
}

/// Words between the noun and its date at most.
const WIDEST: usize = 7;

/// Words before the noun that tell it from others of its kind.
const OTHERS: &[&str] = &[
    "second", "third", "first", "another", "other", "new", "next", "earlier", "later", "previous", "last",
    "final", "latest", "recent", "each", "every", "two", "three",
];

/// Days between two dates of one gathering from which they cannot both be its own: summits last a day or two.
const GATHERING_DAYS: i32 = 4;

/// Days between two dates beyond which it is another gathering of the same name.
const LONGEST_GAP: i32 = 31;

/// Small words that may stand between a noun and its date.
const BETWEEN: &[&str] =
    &["in", "at", "on", "of", "to", "the", "from", "for", ",", "a", "an", "her", "his", "-"];

/// A problem for each date of a speech that is told with two: by one speaker, in one place, pointed to as one known already; or in the headline
/// and in the text, where no date of the text is the headline's.
pub(super) fn contradictions(
    words: &Words,
    statements: &[Statement],
    mentions: &[Mention],
    timexes: &[Timex],
) -> Vec<Problem> {
    let speeches = speeches(words, statements, mentions, timexes);
    let mut out: Vec<Problem> = Vec::new();
    for (n, later) in speeches.iter().enumerate() {
        for earlier in &speeches[..n] {
            let owner =
                earlier.owners.iter().find(|(id, _)| later.owners.iter().any(|(other, _)| id == other));
            let Some((_, name)) = owner.filter(|_| earlier.noun == later.noun && earlier.day != later.day)
            else {
                continue;
            };
            if earlier.day.year() != later.day.year() {
                continue;
            }
            let gap = earlier.day.until(later.day).map_or(i32::MAX, |gap| gap.get_days().abs());
            if earlier.gathering && !(GATHERING_DAYS..=LONGEST_GAP).contains(&gap) {
                continue;
            }
            let within = |a: &Speech, b: &Speech| !a.place.is_empty() && a.place.is_subset(&b.place);
            let there = (within(earlier, later) || within(later, earlier)) && later.definite;
            let told =
                |day: Day| speeches.iter().any(|s| !s.headline && s.noun == later.noun && s.day == day);
            let apart = !earlier.place.is_empty()
                && !later.place.is_empty()
                && earlier.place.is_disjoint(&later.place);
            let heads =
                !earlier.gathering && earlier.headline && !later.headline && !apart && !told(earlier.day);
            let pointed = later.pointed && !earlier.gathering && !apart && gap <= LONGEST_GAP;
            if !there && !heads && !pointed {
                continue;
            }
            for (one, other) in [(earlier, later), (later, earlier)] {
                let cut = |span: Span| span.of(words.text).unwrap_or_default();
                let message = format!(
                    "the {} of {} is dated {} (\"{}\") and {} (\"{}\"); both are kept",
                    one.noun,
                    name,
                    one.day,
                    cut(one.span),
                    other.day,
                    cut(other.span)
                );
                if !out.iter().any(|p| p.span == Some(one.span)) {
                    let against = Some(other.span);
                    out.push(Problem { against, ..problem("contradicting_dates", message, Some(one.span)) });
                }
            }
        }
    }
    out
}

/// Participles that tell when a speech was held.
const GIVEN: &[&str] = &["given", "delivered", "held", "made"];

/// Words from a speech to its participle at most.
const GIVEN_REACH: usize = 10;

fn speeches<'a>(
    words: &'a Words,
    statements: &'a [Statement],
    mentions: &'a [Mention],
    timexes: &[Timex],
) -> Vec<Speech<'a>> {
    let v = vocabulary();
    let mut out = Vec::new();
    for timex in timexes.iter().filter(|t| t.kind == TimexType::Date) {
        let figures = timex.span.of(words.text).is_some_and(|t| t.bytes().any(|b| b.is_ascii_digit()));
        let Some(day) = timex.interval.and_then(|i| i.single_day()).filter(|_| figures) else { continue };
        let date = words.inside(timex.span);
        let Some(first) = words.get(date.start).filter(|w| !w.quoted) else { continue };
        let sentence = words.sentence_of(date.start);
        let kind = words.kinds.get(first.paragraph).copied();
        let is_noun = |n: &usize| {
            let noun = v.lemmas.noun(words.lower(*n));
            let gathering = v.sets(&noun, "gathering");
            gathering || v.sets(&noun, "told") && words.all[*n].is_small()
        };
        let joins = |gap: Range<usize>| {
            words.slice(gap).iter().all(|w| !w.quoted && (w.is_capital || w.among(BETWEEN)))
        };
        let behind = (sentence.start.max(date.start.saturating_sub(WIDEST))..date.start)
            .rev()
            .find(is_noun)
            .filter(|n| joins(n + 1..date.start));
        let before =
            || (date.end..sentence.end.min(date.end + WIDEST)).find(is_noun).filter(|n| joins(date.end..*n));
        // "his speech on the anniversary of the war, given on 9 June"
        let given = || {
            let verb =
                date.start.checked_sub(2).filter(|n| *n > sentence.start && words.all[n + 1].is("on"))?;
            let parted = words.all[verb].among(GIVEN) && words.all[verb - 1].is(",");
            let noun = (sentence.start.max(verb.saturating_sub(GIVEN_REACH))..verb).rev().find(is_noun)?;
            let plain = words.slice(noun + 1..verb - 1).iter().all(|w| w.is_word && !w.quoted);
            (parted && plain).then_some(noun)
        };
        let Some(noun) = behind.or_else(before).or_else(given) else { continue };
        // "the 9 June speech": what stands before the noun may be its date.
        let opens = if noun + 1 > date.end { date.start.min(noun) } else { noun };
        let lead = sentence.start.max(opens.saturating_sub(3))..noun;
        let lead_words = words.slice(lead.clone());
        if lead_words.iter().any(|w| w.among(OTHERS)) {
            continue;
        }
        let definite =
            lead_words.iter().any(|w| w.among(&["the", "his", "her", "that", "this", "'s", "same"]))
                && !lead_words.iter().any(|w| w.among(&["a", "an"]));
        let pointed = noun < date.start && lead_words.last().is_some_and(|w| w.among(&["that", "same"]));
        let behind = (noun.max(date.end - 1) + 1..sentence.end.min(noun + WIDEST + 2))
            .take_while(|n| {
                let w = &words.all[*n];
                w.text != "," && !w.quoted && (w.is_capital || w.among(BETWEEN))
            })
            .last()
            .map_or(noun.max(date.end - 1), |n| n);
        let phrase = noun.min(date.start)..behind + 1;
        let place: BTreeSet<&str> = phrase
            .clone()
            .filter(|n| !date.contains(n) && words.all[*n].is_capital)
            .map(|n| words.all[n].lower.as_str())
            .collect();

        let Some(owners) = owners(words, statements, mentions, noun, &sentence) else { continue };
        let headline = matches!(kind, Some(BlockKind::Title | BlockKind::Subtitle));
        let noun = v.lemmas.noun(words.lower(noun));
        let gathering = v.sets(&noun, "gathering");
        out.push(Speech {
            noun,
            gathering,
            owners,
            place,
            definite,
            pointed,
            headline,
            day,
            span: timex.span,
        });
    }
    out
}

/// Whose speech the noun at `noun` is: whose words have it as their setting, who is named before it, or who "her" means.
fn owners<'a>(
    words: &Words,
    statements: &'a [Statement],
    mentions: &'a [Mention],
    noun: usize,
    sentence: &Range<usize>,
) -> Option<Vec<(&'a str, &'a str)>> {
    let at = words.all[noun].span;
    let whole = words.span(sentence)?;
    let mut out: Vec<(&str, &str)> = Vec::new();
    let mut add = |owner: Option<(&'a str, &'a str)>| {
        if let Some(owner) = owner.filter(|owner| !out.contains(owner)) {
            out.push(owner);
        }
    };
    let speaker = |s: &'a Statement| {
        Some((s.speaker.id.as_deref()?, s.speaker.name.as_deref().unwrap_or("one speaker")))
    };
    for s in statements {
        let setting = s.venue.as_ref().is_some_and(|v| v.span.overlaps(at));
        let beside = s.cue.iter().any(|c| whole.contains(*c)) && !s.content.iter().any(|c| c.contains(at));
        add(speaker(s).filter(|_| setting || beside));
    }
    let entity = |m: &'a Mention| (m.entity.as_str(), m.name.as_str());
    let inside = |m: &&Mention| whole.contains(m.span);
    add(mentions.iter().filter(inside).rfind(|m| m.span.end <= at.start).map(entity));
    let lead = words.slice(sentence.start.max(noun.saturating_sub(2))..noun);
    if lead.iter().any(|w| w.among(&["his", "her"])) {
        add(mentions.iter().filter(inside).find(|m| m.span.start >= at.end).map(entity));
    }
    (!out.is_empty()).then_some(out)
}
