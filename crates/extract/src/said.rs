//! When it was said: the time expression that governs the cue, else carried over, else bounded by publication.

use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::words::Words;
use reportedly_schema::{
    Interval, Modality, Mode, Published, Said, SaidBasis, Span, Times, Timex, TimexType,
};
use std::collections::BTreeMap;

/// What the rule needs to know of one statement.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// Its spans.
    pub attribution: &'a Attribution,
    /// Its cue.
    pub cue: &'a Cue,
    /// The entity of its speaker.
    pub entity: Option<usize>,
    /// The speaker is pointed to or carried, not named anew.
    pub continues: bool,
    /// The words that name the setting ("a speech on 9 June").
    pub venue: Option<Span>,
}

/// Words from the cue to its time expression at most: beyond them a clause of its own has usually begun.
const FURTHEST_AFTER: usize = 18;

/// Words that open a clause with its own time between the cue and a time expression.
const OWN_CLAUSE: &[&str] = &[
    "who", "which", "that", "since", "until", "before", "whose", "where", "when", "because", "while", "but",
    "although", "though",
];

/// Rank of a date that opens the sentence: behind one right after the cue, before all others.
const OPENING: usize = 6;

/// Words between the cue and a date right behind it, the addressee left out of count ("told reporters on Monday").
const RIGHT_BEHIND: usize = 4;

/// Words that tell of an occasion of its own: the date of the statement before is not carried over them.
const OTHER_OCCASION: &[&str] = &[
    "has",
    "have",
    "had",
    "previously",
    "earlier",
    "before",
    "once",
    "repeatedly",
    "often",
    "later",
    "long",
    "always",
];

/// Paragraphs that a date may be carried over.
const NEAR: usize = 2;

/// Days before publication up to which a date tells of the news at hand. What is said in the present tense is not carried back further.
const RECENT: i32 = 31;

/// For every statement when it was said, and the rule for `why`. `order` lists the statements in text order.
pub fn said(
    words: &Words,
    occasions: &[Occasion],
    order: &[usize],
    timexes: &[Timex],
    published: Option<&Published>,
) -> Vec<(Said, &'static str)> {
    let mut out = vec![(Said::none(), "no date"); occasions.len()];
    let mut last: Option<usize> = None;
    let mut dated: BTreeMap<usize, usize> = BTreeMap::new();
    for i in order.iter().copied() {
        let stated = governing(words, occasions, i, timexes, published);
        let set = if stated.is_none() {
            at_the_time(words, occasions, i, timexes).or_else(|| setting(words, occasions, i, timexes))
        } else {
            None
        };
        out[i] = match (stated, set) {
            (Some(timex), _) => (from_timex(timex, published), "time expression beside the cue"),
            (None, Some(timex)) => {
                let carried = Said { basis: SaidBasis::Carried, ..from_timex(timex, published) };
                (carried, "the sentence before sets the occasion")
            }
            (None, None) => {
                let entity = occasions[i].entity;
                let before = last
                    .filter(|l| goes_on(words, &occasions[*l], &occasions[i]))
                    .or(entity.and_then(|e| dated.get(&e).copied()))
                    .filter(|l| matches!(out[*l].0.basis, SaidBasis::Stated | SaidBasis::Carried))
                    .filter(|l| goes_on(words, &occasions[*l], &occasions[i]))
                    .filter(|l| !moved_on(words, &occasions[*l], &occasions[i], timexes))
                    .filter(|l| !speaks_now(words, occasions[i].cue) || is_recent(&out[*l].0, published))
                    .filter(|_| occasions[i].cue.times == Times::Once);
                match before {
                    Some(l) => {
                        let carried = Said { basis: SaidBasis::Carried, ..out[l].0.clone() };
                        (carried, "same speaker goes on")
                    }
                    None => by_publication(published),
                }
            }
        };
        if let Some(entity) = occasions[i].entity {
            last = Some(i);
            if matches!(out[i].0.basis, SaidBasis::Stated | SaidBasis::Carried) {
                dated.insert(entity, i);
            }
        }
    }
    out
}

fn by_publication(published: Option<&Published>) -> (Said, &'static str) {
    let latest = published.and_then(|p| p.latest.or(p.value));
    let Some(latest) = latest else { return (Said::none(), "no date and no day of publication") };
    let said = Said {
        value: Some(latest.to_string()),
        interval: Interval { earliest: None, latest: Some(latest) },
        basis: SaidBasis::Published,
        span: None,
    };
    (said, "bounded by publication")
}

fn from_timex(timex: &Timex, published: Option<&Published>) -> Said {
    let mut interval = timex.interval.unwrap_or_default();
    // Nothing is reported before it is said: "this week" ends with publication.
    if let Some(day) = published.and_then(|p| p.latest)
        && interval.latest.is_none_or(|l| l > day)
        && interval.earliest.is_none_or(|e| e <= day)
    {
        interval.latest = Some(day);
    }
    Said { value: timex.value.clone(), interval, basis: SaidBasis::Stated, span: Some(timex.span) }
}

/// Whether a time expression can date an act of saying.
fn dates(timex: &Timex) -> bool {
    let calendar = timex.interval.is_some_and(|i| i.earliest.is_some() || i.latest.is_some());
    matches!(timex.kind, TimexType::Date | TimexType::Time) && calendar
}

/// The time expression that governs the cue of statement `i`.
fn governing<'t>(
    words: &Words,
    occasions: &[Occasion],
    i: usize,
    timexes: &'t [Timex],
    published: Option<&Published>,
) -> Option<&'t Timex> {
    let me = &occasions[i];
    let anchor =
        me.attribution.cue.first().or(me.attribution.source.first()).or(me.attribution.content.first())?;
    let cue = words.from(anchor.start);
    let sentence = words.sentence_of(cue.min(words.all.len().saturating_sub(1)));
    let bounds = words.span(&sentence)?;
    let from = timexes.partition_point(|t| t.span.end <= bounds.start);
    let inside = timexes[from..].iter().take_while(|t| t.span.start < bounds.end).filter(|t| dates(t));
    let mut best: Option<(usize, &Timex)> = None;
    for timex in inside {
        if !me.attribution.cue.iter().any(|c| c.contains(timex.span)) && !is_free(me, timex.span) {
            continue;
        }
        // "the 2030 race"; but "a 2019 interview".
        let of_venue = me.venue.is_some_and(|v| v.contains(timex.span)) || names_occasion(words, timex.span);
        if is_bare_year(words, timex.span) && !of_venue {
            continue;
        }
        // "since 3 May", "until 2029": no day on which it was said.
        let at = words.from(timex.span.start);
        if at > 0 && words.all[at - 1].among(&["since", "until", "till"]) {
            continue;
        }
        // Nothing is reported before it is said, so a day to come belongs to something else ("ahead of the 3 May vote, she said"), unless
        // the words say it in so many words: then it is a contradiction, and kept.
        if is_to_come(timex, published)
            && me.cue.modality == Modality::Asserted
            && !said_on(words, me, timex.span)
        {
            continue;
        }
        let Some(rank) = rank(words, occasions, i, cue, &sentence, timex.span) else { continue };
        if best.is_none_or(|b| rank < b.0) {
            best = Some((rank, timex));
        }
    }
    best.map(|b| b.1)
}

/// Days that a date may lie after publication without being one to come: time zones, and papers dated the day before.
const SLACK: i32 = 1;

/// Whether a date lies after publication.
fn is_to_come(timex: &Timex, published: Option<&Published>) -> bool {
    let last = published.and_then(|p| p.latest);
    let first = timex.interval.and_then(|i| i.earliest);
    last.zip(first).is_some_and(|(last, first)| last.until(first).is_ok_and(|span| span.get_days() > SLACK))
}

/// "said on 9 March 2031": a past tense of saying with the date right behind it.
fn said_on(words: &Words, me: &Occasion, span: Span) -> bool {
    let Some(cue) = me.attribution.cue.last() else { return false };
    let between = words.from(cue.end)..words.from(span.start);
    me.cue.mode == Mode::Speech
        && !speaks_now(words, me.cue)
        && between.start <= between.end
        && words.slice(between).iter().all(|w| w.among(&["on", "in", "late", "early"]))
}

/// "the 2030 race": a year that no preposition makes a date of its own.
fn is_bare_year(words: &Words, span: Span) -> bool {
    let at = words.from(span.start);
    let year = words.get(at).is_some_and(|w| w.span == span && w.lower.bytes().all(|b| b.is_ascii_digit()));
    year && !(at > 0 && words.all[at - 1].among(&["in", "since", "of", "during"]))
}

/// "a 2019 interview": the word after the year is an occasion of speaking.
fn names_occasion(words: &Words, span: Span) -> bool {
    let at = words.from(span.end);
    (at..at + 3)
        .filter_map(|at| words.get(at))
        .take_while(|w| w.is_small() || w.is("-"))
        .any(|w| w.among(OCCASIONS))
}

/// Whether the cue tells in the present: "says", "argue", not "said" or "saying".
fn speaks_now(words: &Words, cue: &Cue) -> bool {
    let Some(head) = cue.head.and_then(|at| words.get(at)) else { return false };
    let stem = cue.lemma.as_str();
    let third = head.lower.strip_suffix('s').is_some_and(|rest| {
        rest == stem
            || rest.strip_suffix('e') == Some(stem)
            || rest.strip_suffix("ie") == stem.strip_suffix('y')
    });
    let auxiliary = cue.words.iter().any(|at| {
        words.all[*at].among(&["did", "would", "could", "had", "was", "were", "to", "might", "should"])
    });
    // Verbs with one form for both tenses end in t or d: "put", "read".
    third || head.lower == stem && !auxiliary && !stem.ends_with(['t', 'd'])
}

/// Whether a carried date is near enough to publication to be that of the news at hand.
fn is_recent(said: &Said, published: Option<&Published>) -> bool {
    let day = published.and_then(|p| p.latest.or(p.value));
    match (said.interval.single_day(), day) {
        (Some(said), Some(day)) => said.until(day).is_ok_and(|span| span.get_days() <= RECENT),
        _ => false,
    }
}

/// Outside content and source of the statement itself.
fn is_free(me: &Occasion, span: Span) -> bool {
    !me.attribution.content.iter().chain(&me.attribution.source).any(|s| s.overlaps(span))
}

/// How near a time expression stands to the cue; `None` where it belongs to something else.
fn rank(
    words: &Words,
    occasions: &[Occasion],
    i: usize,
    cue: usize,
    sentence: &std::ops::Range<usize>,
    span: Span,
) -> Option<usize> {
    let me = &occasions[i];
    let at = words.from(span.start);
    if me.attribution.cue.iter().any(|c| c.contains(span)) || me.venue.is_some_and(|v| v.contains(span)) {
        return Some(0);
    }
    // Inside what another statement says: not the time of this one, unless this one is said there too.
    let mine = words.get(cue)?.span;
    let elsewhere = occasions.iter().enumerate().any(|(o, other)| {
        o != i
            && other.attribution.content.iter().any(|c| c.contains(span) && !c.contains(mine))
            && other.attribution.content != me.attribution.content
    });
    if elsewhere {
        return None;
    }
    // Another statement's cue that stands nearer takes it.
    let distance = at.abs_diff(cue);
    let taken = occasions.iter().enumerate().any(|(o, other)| {
        let Some(c) = other.attribution.cue.first() else { return false };
        let their = words.from(c.start);
        let between = if at > cue { cue < their && their < at } else { at < their && their < cue };
        o != i && between && other.entity != me.entity
    });
    if taken {
        return None;
    }
    if at > cue {
        let gap = words.slice(cue + 1..at);
        let own = gap.iter().enumerate().any(|(n, w)| {
            let free = is_free(me, w.span);
            free && w.among(OWN_CLAUSE) && !(n == 0 && w.is("that"))
        });
        let outside = gap.iter().filter(|w| is_free(me, w.span)).count();
        // "said after arriving on Sunday": the time of what went before.
        let gerund = gap.windows(2).any(|w| {
            w[0].among(&["after", "before", "since", "following"])
                && w[1].lower.ends_with("ing")
                && is_free(me, w[0].span)
        });
        // Right of reported words a date is most likely part of them; right of a quotation it is not.
        let reported = me.attribution.content.iter().any(|c| {
            let (from, to) = (words.from(c.start), words.from(c.end));
            let marks = words.get(to.saturating_sub(1)).is_some_and(|w| w.quoted);
            cue < from && to <= at && !marks
        });
        if own || gerund || reported || outside > FURTHEST_AFTER {
            return None;
        }
        let near = distance.min(outside);
        return Some(if near <= RIGHT_BEHIND { 1 + near } else { OPENING + 4 + near });
    }
    // "Minister Ada Venn, who closed the mine in 2027, said": the time of the clause about her.
    if let Some(source) = me.attribution.source.first() {
        let from = words.from(source.end);
        if from < at
            && words.slice(from..at).iter().any(|w| w.among(&["who", "which", "whose", "where", "when"]))
        {
            return None;
        }
    }
    // Before the cue: "On 18 October, during the talks, he stated". Only from the start of the sentence or next to the source.
    let source = me.attribution.source.first().map_or(cue, |s| words.from(s.start));
    let opens = at <= sentence.start + 4 && at < cue;
    let beside = at < source && source - at <= 8 || at > source && at < cue;
    // "Speaking to the sailors of the port in Quillia on May 17, Venn said".
    let speaking =
        words.all[sentence.start].among(&["speaking", "addressing", "talking", "asked", "answering"])
            && at < source
            && words.slice(at..source).iter().any(|w| w.is(","));
    let behind_clause =
        words.slice(at..source.max(at).min(cue)).iter().any(|w| w.among(&["who", "which"])) && !opens;
    if behind_clause {
        return None;
    }
    // "The following day, October 25,": the figures say it plainer.
    let figures = span.of(words.text).is_some_and(|t| t.bytes().any(|b| b.is_ascii_digit()));
    if opens || speaking {
        return Some(OPENING + usize::from(!figures));
    }
    beside.then_some(30 + distance)
}

/// Words for an occasion of speaking. A sentence with one of them and a date sets the scene for what is said next.
const OCCASIONS: &[&str] = &[
    "address",
    "briefing",
    "broadcast",
    "ceremony",
    "conference",
    "debate",
    "forum",
    "hearing",
    "interview",
    "lecture",
    "meeting",
    "rally",
    "sermon",
    "session",
    "speech",
    "summit",
    "testimony",
    "topic",
    "subject",
    "question",
];

/// "At the time", "then": the day told last in the paragraph before the sentence that says so.
fn at_the_time<'t>(
    words: &Words,
    occasions: &[Occasion],
    i: usize,
    timexes: &'t [Timex],
) -> Option<&'t Timex> {
    let me = &occasions[i];
    let cue = me.attribution.cue.first()?;
    let at = words.from(cue.start);
    let sentence = words.sentence_of(at);
    let free = |at: usize| words.get(at).is_some_and(|w| is_free(me, w.span) && !w.quoted);
    let says = sentence.clone().any(|n| {
        free(n)
            && (words.all[n].is("at")
                && words.get(n + 1).is_some_and(|w| w.among(&["the", "that"]))
                && words.get(n + 2).is_some_and(|w| w.is("time"))
                && !words.get(n + 3).is_some_and(|w| w.among(&["of", "the", "that", "when"]))
                || words.all[n].is("then") && n.abs_diff(at) <= 1)
    });
    if !says {
        return None;
    }
    let paragraph = words.get(at)?.paragraph;
    let sentences = words.paragraphs.get(paragraph)?.clone();
    let first = words.sentences.get(sentences.start)?.start;
    let from = words.get(first)?.span.start;
    let to = words.get(sentence.start)?.span.start;
    let inside = |t: &&Timex| from <= t.span.start && t.span.end <= to;
    timexes.iter().rev().filter(inside).find(|t| dates(t) && !is_bare_year(words, t.span))
}

/// The date of the sentence right before the statement's own, in its paragraph, where that sentence is no statement and names an
/// occasion of speaking: "She came back to the subject on 4 May at a rally. She said …".
fn setting<'t>(words: &Words, occasions: &[Occasion], i: usize, timexes: &'t [Timex]) -> Option<&'t Timex> {
    let me = &occasions[i];
    let first = me.attribution.source.first().or(me.attribution.cue.first())?;
    let at = words.from(first.start);
    let here = words.get(at)?;
    let sentence = words.sentence_of(at);
    let before = words.sentence_of(sentence.start.checked_sub(1)?);
    if words.get(before.start)?.paragraph != here.paragraph {
        return None;
    }
    let span = words.get(before.start)?.span.hull(words.get(before.end.checked_sub(1)?)?.span);
    let says = occasions.iter().any(|o| {
        let parts = o.attribution.cue.iter().chain(&o.attribution.content);
        parts.clone().any(|part| span.overlaps(*part))
    });
    let names = words.slice(before.clone()).iter().any(|w| w.among(OCCASIONS) && !w.quoted);
    if says || !names {
        return None;
    }
    timexes
        .iter()
        .rfind(|t| span.contains(t.span) && dates(t) && t.interval.is_some_and(|d| d.single_day().is_some()))
}

/// Whether the text between two statements opens a sentence with another date: it has moved on to another day.
fn moved_on(words: &Words, last: &Occasion, next: &Occasion, timexes: &[Timex]) -> bool {
    let start =
        |o: &Occasion| o.attribution.cue.first().or(o.attribution.content.first()).map_or(0, |s| s.start);
    let (from, to) = (start(last), start(next));
    timexes.iter().filter(|t| from < t.span.start && t.span.end <= to && dates(t)).any(|t| {
        let at = words.from(t.span.start).min(words.all.len().saturating_sub(1));
        let sentence = words.sentence_of(at);
        let quoted = words.all[at].quoted;
        at <= sentence.start + 1 && !quoted && words.all[sentence.start].span.start > from
    })
}

/// Whether `next` goes on from `last`: one speaker, one paragraph, or the words of going on right after.
fn goes_on(words: &Words, last: &Occasion, next: &Occasion) -> bool {
    if last.entity.is_none() || last.entity != next.entity {
        return false;
    }
    let paragraph = |o: &Occasion| {
        let offset = o.attribution.source.first().or(o.attribution.content.first()).map_or(0, |s| s.start);
        words.get(words.from(offset).min(words.all.len().saturating_sub(1))).map_or(0, |w| w.paragraph)
    };
    let (before, after) = (paragraph(last), paragraph(next));
    let cue = next.attribution.cue.first().map(|c| words.inside(*c)).unwrap_or_default();
    let other = (cue.start.saturating_sub(2)..(cue.end + 2).min(words.all.len()))
        .filter_map(|at| words.get(at))
        .filter(|w| w.among(OTHER_OCCASION) && !w.quoted)
        // "She later added" in one paragraph goes on with that day.
        .any(|w| before != after || !w.is("later"));
    if before == after {
        // "He has said so before": another time, though in one breath.
        return !other || next.attribution.cue.is_empty();
    }
    if other || after < before {
        return false;
    }
    // The next paragraph quotes the same speaker on.
    let quotes = next.attribution.content.iter().any(|c| words.is_quoted(c.start));
    if after == before + 1 && quotes {
        return true;
    }
    let also = next.cue.words.iter().any(|w| words.all[*w].among(&["also", "further", "then"]))
        || next
            .cue
            .words
            .first()
            .is_some_and(|w| *w > 0 && words.all[*w - 1].among(&["also", "further", "then"]));
    let adds = next.cue.entry.is_some_and(|e| e.adds);
    let then = next.attribution.cue.last().is_some_and(|c| {
        let at = words.from(c.end);
        let tail = words.phrase(at..(at + 4).min(words.all.len()));
        tail.starts_with("at that time") || tail.starts_with("at the time") || tail.starts_with("then")
    });
    after.abs_diff(before) <= NEAR && (adds || also || then || next.continues)
}
