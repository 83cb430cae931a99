//! The day of one statement carried over to another of the same speaker: right behind it, further down, and up to the headline.

use super::governing::dates;
use super::{Occasion, Scene};
use crate::cue::Cue;
use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use reportedly_schema::{BlockKind, Day, Modality, Mode, Published, Said, SaidBasis, Times, Timex};
use std::collections::BTreeSet;

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

/// Whether the cue tells in the present: "says", "argue", not "said" or "saying".
pub(super) fn speaks_now(words: &Words, cue: &Cue) -> bool {
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
pub(super) fn is_recent(said: &Said, published: Option<&Published>) -> bool {
    let day = published.and_then(|p| p.latest.or(p.value));
    match (said.interval.single_day(), day) {
        (Some(said), Some(day)) => said.until(day).is_ok_and(|span| span.get_days() <= RECENT),
        _ => false,
    }
}

/// Whether the text between two statements opens a sentence with another date: it has moved on to another day.
pub(super) fn moved_on(words: &Words, last: &Occasion, next: &Occasion, timexes: &[Timex]) -> bool {
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
pub(super) fn goes_on(words: &Words, last: &Occasion, next: &Occasion) -> bool {
    if last.entity.is_none() || last.entity != next.entity {
        return false;
    }
    let paragraph = |o: &Occasion| {
        let offset = o.attribution.source.first().or(o.attribution.content.first()).map_or(0, |s| s.start);
        words.get(words.from(offset).min(words.all.len().saturating_sub(1))).map_or(0, |w| w.paragraph)
    };
    let (before, after) = (paragraph(last), paragraph(next));
    // "She later added" in one paragraph goes on with that day.
    let other =
        words_near_cue(words, next).any(|w| w.among(OTHER_OCCASION) && (before != after || !w.is("later")));
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

/// The paragraph of a word.
pub(super) fn paragraph_at(words: &Words, at: usize) -> usize {
    words.get(at).map_or(0, |w| w.paragraph)
}

/// Whether a line between two words parts items of a running report: "___", or a bare time of day. Such lines need not be read as words.
pub(super) fn parted(words: &Words, from: usize, to: usize) -> bool {
    /// Characters of a line that is nothing but a time ("11:50 a.m. EST").
    const LONGEST_TIME: usize = 15;
    let (Some(from), Some(to)) = (words.get(from), words.get(to)) else { return false };
    let between = words.text.get(from.span.end as usize..to.span.start as usize).unwrap_or("");
    between.lines().skip(1).map(str::trim).any(|line| {
        let rule = line.len() >= 3 && line.chars().all(|c| matches!(c, '_' | '*' | '-' | '—' | ' '));
        let time = line.len() <= LONGEST_TIME
            && line.starts_with(|c: char| c.is_ascii_digit())
            && line.contains([':', '.']);
        rule || time
    })
}

/// Whether the cue is in the present continuous: "is asking", "are demanding".
fn is_saying(words: &Words, cue: &Cue) -> bool {
    cue.words.iter().any(|at| words.all[*at].among(&["is", "are", "am", "'s", "'re"]))
}

/// The words right before, in and right behind the cue, in its sentence, outside marks and outside what is said.
fn words_near_cue<'w>(words: &'w Words, o: &'w Occasion) -> impl Iterator<Item = &'w Word<'w>> {
    let cue = o.attribution.cue.first().map(|c| words.inside(*c)).filter(|cue| !cue.is_empty());
    let near = cue.map_or(0..0, |cue| {
        let sentence = words.sentence_of(cue.start);
        cue.start.saturating_sub(2).max(sentence.start)..(cue.end + 2).min(sentence.end.max(cue.end))
    });
    let said = |w: &Word| o.attribution.content.iter().any(|c| c.overlaps(w.span));
    words.slice(near).iter().filter(move |w| !w.quoted && !said(w))
}

/// Whether one of these words stands right before, in or right behind the cue, outside marks.
fn near_cue(words: &Words, o: &Occasion, list: &[&str]) -> bool {
    words_near_cue(words, o).any(|w| w.among(list))
}

/// Whether the words around the cue tell of an occasion of its own.
pub(super) fn tells_another(words: &Words, o: &Occasion) -> bool {
    near_cue(words, o, OTHER_OCCASION)
}

/// Whether a statement is one act of speaking, and its cue tells of no occasion of its own.
pub(super) fn speaks_once(words: &Words, o: &Occasion) -> bool {
    o.cue.mode == Mode::Speech && o.cue.times == Times::Once && !tells_another(words, o)
}

/// The words by which a statement names where it was said and to whom. The press and what is held for it are one, and so are a parliament, those
/// who sit in it and its hearings.
fn setting_words<'w>(words: &'w Words, o: &Occasion) -> BTreeSet<&'w str> {
    let v = vocabulary();
    // "Told Aldra to pay": whom it is for, whoever listened.
    let asked = o.attribution.content.first().is_some_and(|c| {
        let first = words.inside(*c).start;
        words.get(first).is_some_and(|w| w.is("to") && !w.quoted)
    });
    o.venue
        .iter()
        .chain(o.addressee.iter().filter(|_| !asked))
        .flat_map(|span| words.slice(words.inside(*span)))
        .filter(|w| w.is_word && !v.filler.has(&w.lower) && !w.among(PRONOUNS))
        .map(|w| {
            let noun = v.lemmas.noun(&w.lower);
            ["press", "house"].into_iter().find(|class| v.sets(&noun, class)).unwrap_or(w.lower.as_str())
        })
        .collect()
}

/// Listeners that a pronoun names: nothing is known of them.
const PRONOUNS: &[&str] = &["them", "him", "her", "it", "me", "us", "you", "in", "at", "on", "with", "of"];

/// Whether two statements name settings that have nothing in common: told the council, told the paper.
pub(super) fn elsewhere(words: &Words, last: &Occasion, next: &Occasion) -> bool {
    let (before, after) = (setting_words(words, last), setting_words(words, next));
    let apart = !before.is_empty() && !after.is_empty() && before.is_disjoint(&after);
    apart && !points_back(words, next)
}

/// "told the station": an outlet named before, without a name of its own.
fn points_back(words: &Words, o: &Occasion) -> bool {
    let v = vocabulary();
    o.addressee.is_some_and(|span| {
        let inside = words.slice(words.inside(span));
        matches!(inside, [the, .., noun] if the.is("the") && v.outlet_nouns.get(&noun.lower).is_some())
            && inside.iter().all(|w| w.is_small())
    })
}

/// Days before publication within which a day is that of the news itself.
const NEWS: i32 = 7;

/// Paragraphs over which the one day of the news reaches. Longer pieces tell of several days without naming each.
const FAR: usize = 10;

/// The one day of a statement that belongs to the news at hand: within a week before publication, and not told as something past ("had said").
pub(super) fn news_day(scene: &Scene, said: &Said, i: usize) -> Option<Day> {
    let o = &scene.occasions[i];
    let last = scene.published.and_then(|p| p.latest.or(p.value))?;
    let day = said.interval.single_day()?;
    let near = day.until(last).is_ok_and(|span| (0..=NEWS).contains(&span.get_days()));
    let fits = matches!(said.basis, SaidBasis::Stated | SaidBasis::Carried)
        && o.cue.modality == Modality::Asserted
        && o.cue.times == Times::Once;
    (near && fits && !tells_another(scene.words, o)).then_some(day)
}

/// Whether a statement may take the day of another far from it: uttered once by somebody whom the article names.
fn may_take(o: &Occasion) -> bool {
    o.certain
        && o.cue.mode == Mode::Speech
        && o.cue.times == Times::Once
        && o.cue.modality == Modality::Asserted
}

/// The day on which the speaker of statement `i` spoke before, wherever that stands: the one day of the news on which the speaker is told to have
/// spoken so far, where nothing between moves on from it.
pub(super) fn from_afar(
    scene: &Scene,
    out: &[(Said, &'static str)],
    done: &[usize],
    i: usize,
) -> Option<Said> {
    let Scene { words, occasions, timexes, .. } = *scene;
    let me = &occasions[i];
    if !may_take(me) || me.attribution.cue.is_empty() || tells_another(words, me) {
        return None;
    }
    let mine: Vec<(usize, Day)> = done
        .iter()
        .copied()
        .filter(|l| occasions[*l].entity == me.entity && scene.place(*l) < scene.place(i))
        .filter(|l| {
            !matches!(words.kinds.get(paragraph_at(words, scene.place(*l))), Some(BlockKind::Caption))
        })
        .filter_map(|l| Some((l, news_day(scene, &out[l].0, l)?)))
        .collect();
    let (anchor, day) = *mine.last()?;
    let far = paragraph_at(words, scene.place(i)) > paragraph_at(words, scene.place(anchor)) + FAR;
    // "After suggesting on Wednesday that …": told in passing.
    let passing = occasions[anchor].cue.head.is_some_and(|at| words.lower(at).ends_with("ing"));
    if far || passing {
        return None;
    }
    if mine.iter().any(|(l, d)| *d != day || elsewhere(words, &occasions[*l], me)) {
        return None;
    }
    let now = speaks_now(words, me.cue) && !speaks_now(words, occasions[anchor].cue);
    if now || is_saying(words, me.cue) || parted(words, scene.place(anchor), scene.place(i)) {
        return None;
    }
    // Another setting of the speaker's own between, or a later day in the outlet's own words: the story has moved on.
    let (from, to) = (scene.place(anchor), scene.place(i));
    let moves = timexes.iter().any(|t| {
        let at = words.from(t.span.start);
        let later = t.interval.and_then(|d| d.earliest).is_some_and(|d| d > day);
        let told = occasions.iter().flat_map(|o| &o.attribution.content).any(|c| c.contains(t.span));
        let opens = paragraph_at(words, at) == paragraph_at(words, to)
            && at <= words.sentence_of(at).start + 1
            && t.interval.is_some_and(|d| d.single_day() != Some(day));
        from < at && at < to && dates(t) && !told && (later || opens)
    });
    (!moves).then(|| out[anchor].0.clone())
}

/// Paragraphs below the first within which its words are told in full.
const BELOW: usize = 2;

/// Of the content words of a headline at least this share (in percent) stands in what it sums up, where it names another speaker or none.
const SUMMED_UP: usize = 40;

/// Letters that words of one stem share at least: "reopen", "reopening".
const STEM: usize = 5;

/// The day of the body's statement that a headline, or the first sentence of the body, sums up: where the speaker has one day in the news.
pub(super) fn from_below(
    scene: &Scene,
    out: &[(Said, &'static str)],
    order: &[usize],
    i: usize,
) -> Option<Said> {
    let Scene { words, occasions, .. } = *scene;
    let me = &occasions[i];
    let place = scene.place(i);
    let mine = paragraph_at(words, place);
    let kind = *words.kinds.get(mine)?;
    let title = matches!(kind, BlockKind::Title | BlockKind::Subtitle);
    let first = lead(words)?;
    if !title && mine != first || me.cue.modality != Modality::Asserted {
        return None;
    }
    let dated: Vec<(usize, Day)> = order
        .iter()
        .copied()
        .filter(|l| *l != i && scene.place(*l) > place)
        .filter(|l| words.kinds.get(paragraph_at(words, scene.place(*l))) == Some(&BlockKind::Body))
        .filter_map(|l| Some((l, news_day(scene, &out[l].0, l)?)))
        .collect();
    let of_mine: Vec<(usize, Day)> = dated
        .iter()
        .copied()
        .filter(|(l, _)| me.entity.is_some() && occasions[*l].entity == me.entity)
        .collect();
    if near_cue(words, me, NOT_THE_NEWS) {
        return None;
    }
    if let Some((anchor, day)) = of_mine.first().copied() {
        let one = me.certain
            && !parted(words, place, scene.place(anchor))
            && of_mine.iter().all(|(_, d)| *d == day);
        let near = paragraph_at(words, scene.place(anchor)) <= first + BELOW;
        let fits = if title {
            near || of_mine.iter().any(|(l, _)| shared(words, me, &occasions[*l]).0 > 0)
        } else {
            near && !elsewhere(words, &occasions[anchor], me)
        };
        // Words of another day that the headline may sum up as well.
        let common = |l: usize| shared(words, me, &occasions[l]).0;
        let rival = order.iter().copied().any(|l| {
            let other = out[l].0.interval.single_day().is_some_and(|d| d != day);
            l != i
                && other
                && occasions[l].entity == me.entity
                && super::is_dated(&out[l].0)
                && !tells_another(words, &occasions[l])
                && common(l) > 0
        });
        return (one && fits && !rival).then(|| out[anchor].0.clone());
    }
    if !title {
        return None;
    }
    let days: BTreeSet<Day> = dated.iter().map(|(_, d)| *d).collect();
    // The very words, in marks in both.
    let quoted = |o: &Occasion| o.attribution.content.iter().all(|c| words.is_quoted(c.start));
    let verbatim = |l: &usize| {
        let (common, all) = shared(words, me, &occasions[*l]);
        common >= 2 && common == all && quoted(me) && quoted(&occasions[*l])
    };
    let fitting = |l: &usize| {
        let o = &occasions[*l];
        let (common, all) = shared(words, me, o);
        let enough = common >= 2 && common * 100 >= all * SUMMED_UP;
        // "Aldra offers half": what its president offered. No speaker at all: the words are those of the body.
        let named = me.attribution.source.iter().flat_map(|s| words.slice(words.inside(*s))).any(|w| {
            w.is_capital && {
                let sentence = words.sentence_of(scene.place(*l));
                words.slice(sentence).iter().any(|other| other.lower == w.lower)
            }
        });
        enough && (me.attribution.source.is_empty() || me.certain && named)
    };
    if let Some(anchor) = dated.iter().map(|(l, _)| *l).find(verbatim) {
        return Some(out[anchor].0.clone());
    }
    let anchor = dated.iter().map(|(l, _)| *l).find(fitting)?;
    (days.len() == 1 || me.attribution.source.is_empty()).then(|| out[anchor].0.clone())
}

/// Words beside a cue that tell of other times than that of the news. "Has said" alone is how a lead tells the news.
const NOT_THE_NEWS: &[&str] =
    &["previously", "earlier", "before", "once", "repeatedly", "often", "long", "always", "had"];

/// The first paragraph of the body that is no label.
pub(super) fn lead(words: &Words) -> Option<usize> {
    (0..words.kinds.len()).find(|p| words.kinds[*p] == BlockKind::Body && is_prose(words, *p))
}

/// Whether a paragraph is a sentence of the article, not a label.
fn is_prose(words: &Words, paragraph: usize) -> bool {
    /// Words of the shortest lead.
    const FEWEST: usize = 8;
    words.paragraphs.get(paragraph).is_some_and(|sentences| {
        sentences.clone().any(|s| words.sentences.get(s).is_some_and(|s| s.len() >= FEWEST))
    })
}

/// How many of the content words of `one` have their like in `other`, and how many there are.
fn shared(words: &Words, one: &Occasion, other: &Occasion) -> (usize, usize) {
    let v = vocabulary();
    let list = |o: &Occasion| -> BTreeSet<&str> {
        let spans = o.attribution.content.iter();
        spans
            .flat_map(|s| words.slice(words.inside(*s)))
            .filter(|w| w.is_word && !v.filler.has(&w.lower))
            .map(|w| w.lower.as_str())
            .collect()
    };
    let (mine, theirs) = (list(one), list(other));
    let alike =
        |a: &str, b: &str| a == b || a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= STEM;
    (mine.iter().filter(|a| theirs.iter().any(|b| alike(a, b))).count(), mine.len())
}

/// Whether a statement looks back ("last week she had asked for more") and the other stands in a paragraph of its own: that goes on with the news.
pub(super) fn looks_back(scene: &Scene, last: usize, next: usize) -> bool {
    let Scene { words, occasions, .. } = *scene;
    let paragraph = |o: usize| paragraph_at(words, scene.place(o));
    near_cue(words, &occasions[last], &["had"])
        && !near_cue(words, &occasions[next], &["had"])
        && paragraph(last) != paragraph(next)
}

/// "Venn, who in 2027 promised a bridge, …", "after promising a bridge in 2027": told in passing, whatever the sentence goes on with.
pub(super) fn in_passing(words: &Words, o: &Occasion) -> bool {
    let relative = o.attribution.source.last().is_some_and(|s| {
        let last = words.inside(*s).end.saturating_sub(1);
        words.get(last).is_some_and(|w| w.among(&["who", "which"]))
    });
    let gerund = o.cue.head.filter(|at| words.lower(*at).ends_with("ing")).and_then(|at| at.checked_sub(1));
    relative || gerund.is_some_and(|before| words.all[before].among(&["after", "before", "since"]))
}

/// Whether somebody else speaks between two statements: what follows is of the day of that.
pub(super) fn answers_another(scene: &Scene, last: usize, next: usize) -> bool {
    let between = scene.place(last) + 1..scene.place(next);
    let of = scene.occasions[next].entity;
    (0..scene.occasions.len()).any(|o| between.contains(&scene.place(o)) && scene.occasions[o].entity != of)
}

/// The day of the statement right before, for "she said" where nobody can tell who she is: only where all that is dated so far is of one day of the
/// news, so that whoever is meant is one of those who spoke on it.
pub(super) fn from_neighbour(
    scene: &Scene,
    out: &[(Said, &'static str)],
    done: &[usize],
    i: usize,
) -> Option<Said> {
    let Scene { words, occasions, .. } = *scene;
    let me = &occasions[i];
    let source = me.attribution.source.first().map(|s| words.inside(*s))?;
    let pronoun = source.len() == 1 && words.all[source.start].among(&["he", "she"]);
    let fits = me.cue.mode == Mode::Speech
        && me.cue.times == Times::Once
        && me.cue.modality == Modality::Asserted
        && me.addressee.is_none()
        && me.venue.is_none();
    if me.entity.is_some() || !pronoun || !fits || tells_another(words, me) || speaks_now(words, me.cue) {
        return None;
    }
    let last = done.last().copied()?;
    let day = news_day(scene, &out[last].0, last)?;
    let near = paragraph_at(words, scene.place(i)) <= paragraph_at(words, scene.place(last)) + 1;
    let one = done.iter().all(|l| match out[*l].0.basis {
        SaidBasis::Stated | SaidBasis::Carried => out[*l].0.interval.single_day() == Some(day),
        SaidBasis::Published | SaidBasis::None => true,
    });
    let parted = parted(words, scene.place(last), scene.place(i));
    (near && one && !parted).then(|| out[last].0.clone())
}
