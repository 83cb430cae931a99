//! Days that the text sets for what is said around them: an event in the outlet's own words, the time "at the time" means, the day on which
//! others answered.

use super::carrying::{paragraph_at, parted, speaks_now, tells_another};
use super::governing::{dates, is_bare_year, is_free, is_to_come};
use super::{Occasion, Scene, from_timex};
use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use reportedly_schema::{Mode, Said, Span, Times, Timex};
use std::ops::Range;

/// Words for an occasion of speaking. A sentence with one of them and a date sets the scene for what is said next.
pub(super) const OCCASIONS: &[&str] = &[
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
pub(super) fn at_the_time<'t>(
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
pub(super) fn setting<'t>(
    words: &Words,
    occasions: &[Occasion],
    i: usize,
    timexes: &'t [Timex],
) -> Option<&'t Timex> {
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
    let v = vocabulary();
    let names = words.slice(before.clone()).iter().any(|w| w.among(OCCASIONS) && !w.quoted);
    // "The ministry issued a statement on Tuesday. It said …"
    let source = me.attribution.source.first().map(|s| words.inside(*s)).unwrap_or_default();
    let points = source.len() == 1 && words.all[source.start].among(&["it", "he", "she", "they"]);
    let issued = before.clone().any(|n| {
        let verb = v.lemmas.verb(words.lower(n));
        v.sets(&verb, "issues")
            && verb != words.lower(n)
            && words.slice(n..before.end).iter().any(|w| v.sets(&v.lemmas.noun(&w.lower), "told"))
    });
    if says || !(names || points && issued) {
        return None;
    }
    timexes
        .iter()
        .rfind(|t| span.contains(t.span) && dates(t) && t.interval.is_some_and(|d| d.single_day().is_some()))
}

/// An event in the outlet's own words: somebody was somewhere on a day.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The word of its date.
    at: usize,
    /// Who was there.
    entity: usize,
    /// The day.
    said: Said,
    /// The event is one of speaking, so that it may be told after the words.
    speaks: bool,
}

/// Words between what happened and its date at most.
const WIDEST: usize = 12;

/// Words from a verb of giving out to what is given out at most.
const ISSUED: usize = 5;

/// Words before a verb that say that it has not happened, or belongs to a clause of its own.
const NOT_TOLD: &[&str] = &[
    "will", "would", "to", "could", "should", "may", "might", "must", "can", "not", "n't", "never", "who",
    "which", "that", "when", "after", "before", "since", "where", "whose", "if", "until",
];

/// Words that part a date from what stands before them.
const PARTS: &[&str] = &[
    "who", "which", "that", "when", "after", "before", "since", "until", "where", "whose", "because", "ahead",
];

/// Prepositions before a name that is not the one who acts.
const NOT_SUBJECT: &[&str] =
    &["in", "of", "at", "by", "with", "for", "to", "from", "against", "on", "near", "about", "over", "and"];

/// "Harbour Today": a name, and no day.
fn is_title(word: &Word) -> bool {
    word.is_capital && word.among(&["today", "tomorrow", "yesterday"])
}

/// "his", "Aldra's": whoever has something is not the one who acts.
fn owns(words: &Words, at: usize) -> bool {
    let name = words.all[at..].iter().take_while(|w| w.is_capital).count();
    words.all[at].among(&["his", "her", "its", "their"]) || words.lower(at + name) == "'s"
}

/// "made the remarks", "the remarks were made", "the comments came": the verb at `n` and what was said, as one thing of one day.
pub(crate) fn tells_of_remarks(words: &Words, n: usize) -> bool {
    const REMARKS: &[&str] = &[
        "remark",
        "remarks",
        "comment",
        "comments",
        "statement",
        "statements",
        "announcement",
        "appeal",
        "call",
        "disclosure",
        "assertion",
        "revelation",
        "pledge",
        "declaration",
        "observation",
        "observations",
        "allegation",
        "allegations",
        "claim",
        "claims",
    ];
    let told = |at: usize| words.get(at).is_some_and(|w| w.among(REMARKS));
    let this = |at: usize| {
        words.get(at).is_some_and(|w| w.among(&["the", "these", "this", "those", "his", "her", "their"]))
    };
    let verb = &words.all[n];
    let made = verb.among(&["made", "delivered"]) && this(n + 1) && told(n + 2);
    let passive = verb.among(&["made", "delivered"])
        && n >= 3
        && words.all[n - 1].among(&["was", "were"])
        && told(n - 2)
        && this(n - 3);
    made || passive
}

/// The events of an article with their day and who was there, in text order.
pub(super) fn frames(scene: &Scene) -> Vec<Frame> {
    let Scene { words, occasions, timexes, published, .. } = *scene;
    let v = vocabulary();
    let mut out = Vec::new();
    for timex in timexes.iter().filter(|t| dates(t)) {
        let at = words.from(timex.span.start);
        let Some(word) = words.get(at) else { continue };
        let one_day = timex.interval.is_some_and(|d| d.single_day().is_some());
        if word.quoted
            || is_title(word)
            || !one_day
            || is_to_come(timex, published)
            || is_bare_year(words, timex.span)
        {
            continue;
        }
        if at > 0 && words.all[at - 1].among(&["since", "until", "till", "by", "from", "before"]) {
            continue;
        }
        let sentence = words.sentence_of(at);
        let opens = at <= sentence.start + 1;
        let trigger = |n: &usize| {
            let w = &words.all[*n];
            if w.quoted || !w.is_small() {
                return false;
            }
            let verb = v.lemmas.verb(&w.lower);
            // "a key speaking slot" is no speaking.
            let progressive = !w.lower.ends_with("ing")
                || n.checked_sub(1)
                    .is_some_and(|b| words.all[b].among(&["was", "were", "is", "are", "been"]));
            // "issued a statement", not "an interview published on Monday".
            let issues = v.sets(&verb, "issues")
                && words
                    .slice(n + 1..sentence.end.min(n + 1 + ISSUED))
                    .iter()
                    .any(|w| v.sets(&v.lemmas.noun(&w.lower), "told"));
            let acts = (v.sets(&verb, "attends") || issues) && verb != w.lower && progressive
                || w.among(&["spoke", "met", "gave", "held"])
                || tells_of_remarks(words, *n);
            acts && !words
                .slice(n.saturating_sub(3).max(sentence.start)..*n)
                .iter()
                .any(|b| b.among(NOT_TOLD))
        };
        let noun = |n: &usize| {
            let w = &words.all[*n];
            let noun = v.lemmas.noun(&w.lower);
            let listed = v.venues.has(&noun) || v.sets(&noun, "event") || OCCASIONS.contains(&noun.as_str());
            !w.quoted && w.is_word && (listed || w.among(&["remarks", "comments"]))
        };
        let verb = sentence.clone().filter(trigger).find(|n| {
            let gap = if *n < at { n + 1..at } else { at..*n };
            let parted = words.slice(gap.clone()).iter().any(|w| w.among(PARTS));
            !parted && (opens || gap.len() <= WIDEST)
        });
        let Some(verb) = verb else { continue };
        let event = sentence.clone().any(|n| noun(&n) && n.abs_diff(at) <= WIDEST);
        let stem = v.lemmas.verb(words.lower(verb));
        let remarks = tells_of_remarks(words, verb);
        let speaking =
            remarks || matches!(stem.as_str(), "speak" | "address" | "appear" | "testify" | "brief");
        if !event && !speaking {
            continue;
        }
        // Whose event it is: the first one named before the verb who is no part of a phrase about another.
        let subject = scene.mentions.iter().find(|(n, _)| {
            let article = n.checked_sub(1).is_some_and(|b| words.all[b].among(&["the", "a", "an"]));
            let behind = n.checked_sub(1 + usize::from(article)).and_then(|b| words.get(b));
            sentence.contains(n)
                && *n < verb
                && !owns(words, *n)
                && !behind.is_some_and(|b| *n > sentence.start && b.among(NOT_SUBJECT))
        });
        // "The remarks were made on Thursday", "The Head of State made them": of whoever spoke last.
        let last = || {
            let before = (0..occasions.len()).filter(|o| scene.place(*o) < sentence.start);
            before.max_by_key(|o| scene.place(*o)).and_then(|o| occasions[o].entity)
        };
        let Some(entity) = subject.map(|(_, e)| *e).or_else(|| last().filter(|_| remarks)) else { continue };
        // A statement with its cue here has its date already.
        let says = occasions.iter().any(|o| {
            o.entity == Some(entity)
                && o.attribution.cue.iter().any(|c| sentence.contains(&words.from(c.start)))
        });
        if !says {
            out.push(Frame { at, entity, said: from_timex(timex, published), speaks: speaking });
        }
    }
    out.sort_by_key(|f| f.at);
    out
}

/// Paragraphs below an event that are still of it.
const OF_EVENT: usize = 2;

/// The day of the event at which the speaker of statement `i` is told to have been: in its paragraph or the two before, nearer than the
/// statement at word `since`.
pub(super) fn event(scene: &Scene, frames: &[Frame], i: usize, since: Option<usize>) -> Option<Said> {
    let Scene { words, occasions, .. } = *scene;
    let me = &occasions[i];
    let place = scene.place(i);
    let frame = frames.iter().rev().find(|f| Some(f.entity) == me.entity && f.at < place)?;
    let near = paragraph_at(words, place) <= paragraph_at(words, frame.at) + OF_EVENT
        && !parted(words, frame.at, place);
    let fits = me.cue.mode == Mode::Speech && me.cue.times == Times::Once && !tells_another(words, me);
    let here = words.sentence_of(frame.at) == words.sentence_of(place);
    (near && fits && !here && since.is_none_or(|s| s < frame.at) && !speaks_now(words, me.cue))
        .then(|| frame.said.clone())
}

/// The day of the occasion that is told after the words: "…, she said. She was speaking at a dinner on Saturday."
pub(super) fn event_after(
    scene: &Scene,
    frames: &[Frame],
    out: &[(Said, &'static str)],
    i: usize,
) -> Option<Said> {
    let Scene { words, occasions, .. } = *scene;
    let me = &occasions[i];
    let place = scene.place(i);
    let frame = frames.iter().find(|f| Some(f.entity) == me.entity && f.at > place && f.speaks)?;
    let near = paragraph_at(words, frame.at) <= paragraph_at(words, place) + OF_EVENT;
    // Words of the same speaker between that have a day of their own: the occasion is theirs, if of any.
    let between = (0..occasions.len()).any(|o| {
        let at = scene.place(o);
        occasions[o].entity == me.entity && place < at && at < frame.at && super::is_dated(&out[o].0)
    });
    let fits = me.cue.mode == Mode::Speech && !tells_another(words, me);
    (near && fits && !between).then(|| frame.said.clone())
}

/// The longest phrase of the class `after` in `scenes.tsv`, in words.
const LONGEST: usize = 4;

/// Paragraphs back to what was answered.
const ANSWERED: usize = 2;

/// The day on which others answered, where the words say that it was within the day: "hours later", "the same day". The night runs into the next.
pub(super) fn within_the_day(
    scene: &Scene,
    out: &[(Said, &'static str)],
    done: &[usize],
    i: usize,
) -> Option<Said> {
    let Scene { words, occasions, timexes, published, .. } = *scene;
    let v = vocabulary();
    let me = &occasions[i];
    me.attribution.cue.first()?;
    // "Students have alleged": up to now, not within a day.
    if me.cue.words.iter().any(|at| words.all[*at].among(&["has", "have", "had"])) {
        return None;
    }
    let place = scene.place(i);
    let sentence = words.sentence_of(place);
    let inside: Vec<Span> = occasions.iter().flat_map(|o| o.attribution.content.iter().copied()).collect();
    let free = |range: Range<usize>| {
        words
            .slice(range)
            .iter()
            .all(|w| !w.quoted && w.is_word && !inside.iter().any(|c| c.overlaps(w.span)))
    };
    let says = |n: usize| {
        (1..=LONGEST).rev().find(|l| {
            let range = n..(n + l).min(sentence.end);
            v.sets(&words.phrase(range.clone()), "after") && free(range)
        })
    };
    let phrase = sentence.clone().find_map(|n| says(n).map(|l| n..n + l));
    let mine = paragraph_at(words, place);
    let before = |at: usize| at < sentence.start && mine <= paragraph_at(words, at) + ANSWERED;
    let told = done
        .iter()
        .copied()
        .filter(|l| before(scene.place(*l)) && super::is_dated(&out[*l].0))
        .filter(|l| out[*l].0.interval.single_day().is_some())
        .max_by_key(|l| scene.place(*l));
    if phrase.is_none() {
        // "Later told": on the day of publication, where what went before is of that day already.
        let follows = me.attribution.cue.first().is_some_and(|c| {
            let cue = words.inside(*c);
            (cue.start.saturating_sub(1)..(cue.end + 1).min(sentence.end))
                .any(|n| words.get(n).is_some_and(|w| v.sets(&w.lower, "follows")) && free(n..n + 1))
        });
        let last = published.and_then(|p| p.latest)?;
        let first_day = done
            .iter()
            .find(|l| super::is_dated(&out[**l].0) && out[**l].0.interval.single_day() == Some(last))?;
        let at_once = me.cue.no_comment
            && words.slice(sentence).iter().any(|w| w.among(&["immediate", "immediately"]) && !w.quoted);
        let latest = done.iter().rev().find(|l| super::is_dated(&out[**l].0));
        let anchor = if at_once { Some(*first_day) } else { latest.copied().filter(|_| follows) }?;
        return (out[anchor].0.interval.single_day() == Some(last)).then(|| out[anchor].0.clone());
    }
    // The nearest day before: of a statement, or of the outlet's own words.
    let scene_day = timexes
        .iter()
        .rev()
        .filter(|t| dates(t) && t.interval.is_some_and(|d| d.single_day().is_some()))
        .filter(|t| !is_to_come(t, published) && !inside.iter().any(|c| c.contains(t.span)))
        .find(|t| {
            let at = words.from(t.span.start);
            before(at) && words.get(at).is_some_and(|w| !w.quoted && !is_title(w))
        });
    let by_scene = scene_day.map(|t| (words.from(t.span.start), from_timex(t, published)));
    let by_statement = told.map(|l| (scene.place(l), out[l].0.clone()));
    let (_, mut said) = by_scene.into_iter().chain(by_statement).max_by_key(|(at, _)| *at)?;
    let same = phrase.is_some_and(|p| words.slice(p).iter().any(|w| w.among(&["same", "that"])));
    let night = said.span.and_then(|s| s.of(words.text)).is_some_and(|t| {
        let t = t.to_lowercase();
        ["night", "evening", "late"].iter().any(|n| t.contains(n))
    });
    if night && !same {
        let next = said.interval.latest.and_then(|d| d.tomorrow().ok());
        said.interval.latest = next.min(published.and_then(|p| p.latest).or(next));
        said.value = None;
    }
    Some(said)
}

/// The day of another's words where both stood on one stage: "at a joint news conference with President Holt".
pub(super) fn beside(
    scene: &Scene,
    out: &[(Said, &'static str)],
    done: &[usize],
    frames: &[Frame],
    i: usize,
) -> Option<Said> {
    let Scene { words, occasions, .. } = *scene;
    let v = vocabulary();
    let me = &occasions[i];
    let entity = me.entity.filter(|_| me.certain)?;
    let place = scene.place(i);
    if me.cue.mode != Mode::Speech || me.cue.times != Times::Once || tells_another(words, me) {
        return None;
    }
    let mine = words.sentence_of(place).start;
    // The last mention before in a sentence that puts somebody on the stage of another.
    let stage =
        scene.mentions.iter().rev().filter(|(n, e)| *n < mine && *e == entity).find_map(|(n, _)| {
            let sentence = words.sentence_of(*n);
            let near = paragraph_at(words, place) <= paragraph_at(words, *n) + OF_EVENT;
            let inside = words.slice(sentence.clone());
            let joint = inside.iter().any(|w| v.sets(&w.lower, "beside") && !w.quoted);
            // "after meeting President Holt": the day of publication only, for talks may have been days before.
            let met = inside.windows(2).any(|w| {
                w[0].among(&["after", "following"]) && w[1].among(&["meeting", "talks"]) && !w[0].quoted
            });
            (near && (joint || met)).then_some((sentence, joint))
        })?;
    let (stage, joint) = stage;
    let others: Vec<usize> =
        scene.mentions.iter().filter(|(n, e)| stage.contains(n) && *e != entity).map(|(_, e)| *e).collect();
    let statement = done
        .iter()
        .rev()
        .copied()
        .filter(|l| occasions[*l].entity.is_some_and(|e| others.contains(&e)))
        .find(|l| scene.place(*l) < stage.end && super::is_dated(&out[*l].0));
    let frame = frames.iter().rev().find(|f| stage.contains(&f.at));
    let said = frame.map(|f| f.said.clone()).or(statement.map(|l| out[l].0.clone()))?;
    let today = scene.published.and_then(|p| p.latest);
    let day = said.interval.single_day()?;
    (joint || today == Some(day)).then_some(said)
}

#[cfg(test)]
mod tests {
    /// A class that no rule asks for, or one misspelt, would be silently dead.
    #[test]
    fn every_class_of_the_scenes_is_documented() {
        let file = include_str!("../../vocabulary/scenes.tsv");
        let documented: Vec<&str> =
            file.lines().filter_map(|l| l.strip_prefix("#   ")?.split_whitespace().next()).collect();
        let rows = file.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        for row in rows {
            let class = row.split('\t').nth(1).unwrap_or_default();
            assert!(documented.contains(&class), "{row:?}");
        }
        assert!(documented.len() >= 7);
    }
}
