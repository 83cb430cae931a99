//! Days that the text sets for what is said around them: the sentence before, the time "at the time" means, the day on which others answered.

use super::carrying::{news_day, paragraph_at, speaks_once};
use super::frames::{Frame, OF_EVENT, is_title};
use super::governing::{dates, is_bare_year, is_free, is_to_come};
use super::{Occasion, Scene, from_timex};
use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use reportedly_schema::{Said, Span, Timex};
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
            // "On the same day as the rally": of something that is told elsewhere.
            let of_another = words.lower(range.end) == "as";
            v.sets(&words.phrase(range.clone()), "after") && free(range) && !of_another
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

/// "The minister, who spoke after her, said": one after the other on one occasion.
fn speaks_in_turn(words: &Words, i: usize, occasions: &[Occasion]) -> bool {
    const SPOKE: &[&str] = &["spoke", "appeared", "testified", "followed"];
    const TURN: &[&str] = &["after", "before", "alongside", "him", "her", "them"];
    let me = &occasions[i].attribution;
    let (Some(source), Some(cue)) = (me.source.first(), me.cue.first()) else { return false };
    let between = words.inside(*source).start..words.inside(*cue).start;
    between.end > between.start
        && words
            .slice(between)
            .windows(3)
            .any(|w| w[0].is("who") && w[1].among(SPOKE) && w[2].among(TURN) && !w[0].quoted)
}

/// Paragraphs below a ruling in which its text and the parties' answers are told.
const OF_RULING: usize = 4;

/// The day of a ruling for what stands in it and for what is said at its court: "Judge Ada Venn wrote in the judgment", "she said outside
/// the court".
pub(super) fn at_court(
    scene: &Scene,
    out: &[(Said, &'static str)],
    done: &[usize],
    i: usize,
) -> Option<Said> {
    let Scene { words, occasions, .. } = *scene;
    let v = vocabulary();
    let me = &occasions[i];
    let place = scene.place(i);
    if !speaks_once(words, me) {
        return None;
    }
    let said = |n: &usize| me.attribution.content.iter().any(|c| c.overlaps(words.all[*n].span));
    let told = words.sentence_of(place).filter(|n| !said(n) && !words.all[*n].quoted);
    let told: Vec<&Word> = told.map(|n| &words.all[n]).collect();
    let there = told.windows(3).any(|w| {
        let ruling = w[0].is("in")
            && w[1].among(&["the", "her", "his", "its", "their"])
            && v.sets(&v.lemmas.noun(&w[2].lower), "decision");
        ruling
            || w[0].is("outside")
                && (w[1].is("court") || w[1].is("the") && w[2].among(&["court", "courthouse", "courtroom"]))
    });
    let mine = paragraph_at(words, place);
    let ruled = |l: &usize| {
        v.sets(&occasions[*l].cue.lemma, "decides")
            && out[*l].0.interval.single_day().is_some()
            && mine <= paragraph_at(words, scene.place(*l)) + OF_RULING
    };
    let ruling = done.iter().rev().copied().filter(|_| there).find(ruled)?;
    super::is_dated(&out[ruling].0).then(|| out[ruling].0.clone())
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
    if !speaks_once(words, me) {
        return None;
    }
    let mine = words.sentence_of(place).start;
    if speaks_in_turn(words, i, occasions) {
        let last = done.iter().rev().find(|l| news_day(scene, &out[**l].0, **l).is_some())?;
        return Some(out[*last].0.clone());
    }
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
