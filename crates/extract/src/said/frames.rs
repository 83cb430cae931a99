//! Events in the outlet's own words: somebody was somewhere on a day, and what he is quoted with right below was said there.

use super::carrying::{lead, paragraph_at, parted, speaks_now, speaks_once, tells_another};
use super::governing::{dates, is_bare_year, is_to_come};
use super::scenes::OCCASIONS;
use super::{Occasion, Scene, from_timex};
use crate::speakers::function_words::is_calendar;
use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use reportedly_schema::{Day, Mode, Published, Said, Timex};
use std::ops::Range;

/// An event in the outlet's own words, with its day.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The word of its date.
    pub(super) at: usize,
    /// Whose event it is.
    entity: usize,
    /// The day.
    pub(super) said: Said,
    /// What kind of event.
    told: Told,
}

/// What is told of an event, and so what may be said at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Somebody was somewhere: "Venn visited the yard on Monday", "in an interview last week, Venn".
    Presence,
    /// Somebody spoke: it may be told after the words as well.
    Speech,
    /// Presence told in passing: "when she visited the yard on Monday". Only what is told "them" is surely of it.
    Aside,
    /// What the lead says that somebody did: "Ada Venn last night tore up the contract". Quotations right below are of that day.
    News,
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
pub(super) fn is_title(word: &Word) -> bool {
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
    let held =
        |at: usize| words.get(at).is_some_and(|w| w.among(&["opinion", "view", "position", "thought"]));
    let made = verb.among(&["made", "delivered"]) && this(n + 1) && told(n + 2)
        || verb.among(&["expressed", "voiced"])
            && words.lower(n + 1) == "this"
            && (told(n + 2) || held(n + 2));
    let passive = verb.among(&["made", "delivered"])
        && n >= 3
        && words.all[n - 1].among(&["was", "were"])
        && told(n - 2)
        && this(n - 3);
    made || passive || says_this(words, n)
}

/// "She said this on Monday", "this he announced at a rally": the verb at `n` of words said before.
fn says_this(words: &Words, n: usize) -> bool {
    /// Words from "this" to the verb at most: "this the minister announced".
    const WIDEST: usize = 4;
    /// Verbs of saying that answer nobody: "denied this" is said of another's words.
    const SAYING: &[&str] = &[
        "say",
        "state",
        "announce",
        "declare",
        "report",
        "write",
        "note",
        "stress",
        "emphasise",
        "emphasize",
        "tell",
    ];
    let v = vocabulary();
    let verb = &words.all[n];
    let stem = v.lemmas.verb(&verb.lower);
    let said = verb.is_small() && stem != verb.lower && SAYING.contains(&stem.as_str());
    let closed = |at: usize| {
        words.get(at).is_none_or(|w| {
            !w.is_word
                || is_calendar(&w.lower)
                || w.among(&[
                    "on",
                    "in",
                    "at",
                    "during",
                    "to",
                    "while",
                    "when",
                    "after",
                    "yesterday",
                    "today",
                    "earlier",
                ])
        })
    };
    let start = words.sentence_of(n).start;
    let opens = words.all[start].is("this")
        && n > start + 1
        && n - start <= WIDEST
        && !words.slice(start + 1..n).iter().any(|w| w.among(&["was", "is", "were", "been", "has", "had"]));
    said && (words.lower(n + 1) == "this" && closed(n + 2) || opens && closed(n + 1))
}

/// The events of an article with their day and whose they are, in text order.
pub(super) fn frames(scene: &Scene) -> Vec<Frame> {
    let mut out: Vec<Frame> = scene
        .timexes
        .iter()
        .filter(|timex| may_date_an_event(scene, timex))
        .filter_map(|timex| {
            attended(scene, timex).or_else(|| opening(scene, timex)).or_else(|| news(scene, timex))
        })
        .collect();
    out.sort_by_key(|f| f.at);
    out
}

/// Whether a time expression may be the day of an event in the outlet's own words.
pub(super) fn may_date_an_event(scene: &Scene, timex: &Timex) -> bool {
    let Scene { words, published, .. } = *scene;
    let at = words.from(timex.span.start);
    let open = |b: &usize| words.all[*b].among(&["since", "until", "till", "by", "from", "before"]);
    dates(timex)
        // The date of a dateline is no word of the text.
        && words.get(at).is_some_and(|w| !w.quoted && !is_title(w) && w.span.overlaps(timex.span))
        && !is_to_come(timex, published)
        && !is_bare_year(words, timex.span)
        && !at.checked_sub(1).is_some_and(|b| open(&b))
}

/// "Venn opened the fair on Monday": who was where on the day of a time expression.
fn attended(scene: &Scene, timex: &Timex) -> Option<Frame> {
    let Scene { words, occasions, published, .. } = *scene;
    let v = vocabulary();
    timex.interval?.single_day()?;
    let at = words.from(timex.span.start);
    let sentence = words.sentence_of(at);
    let opens = at <= sentence.start + 1;
    let before = |n: usize| words.slice(n.saturating_sub(3).max(sentence.start)..n);
    let in_passing = |n: usize| n > sentence.start + 2 && words.all[n - 2].is("when");
    let trigger = |n: &usize| {
        attends(words, *n, &sentence)
            && !before(*n).iter().any(|b| b.among(NOT_TOLD) && !(b.is("when") && in_passing(*n)))
    };
    let verb = sentence.clone().filter(trigger).find(|n| {
        let gap = if *n < at { n + 1..at } else { at..*n };
        let parted = words.slice(gap.clone()).iter().any(|w| w.among(PARTS));
        !parted && (opens || gap.len() <= WIDEST)
    })?;
    let event = sentence.clone().any(|n| names_event(&words.all[n]) && n.abs_diff(at) <= WIDEST);
    let stem = v.lemmas.verb(words.lower(verb));
    let remarks = tells_of_remarks(words, verb);
    let speaking = remarks || matches!(stem.as_str(), "speak" | "address" | "appear" | "testify" | "brief");
    if !event && !speaking && !in_passing(verb) {
        return None;
    }
    // "The remarks were made on Thursday", "The Head of State made them": of whoever spoke last.
    let last = || {
        let before = (0..occasions.len()).filter(|o| scene.place(*o) < sentence.start);
        before.max_by_key(|o| scene.place(*o)).and_then(|o| occasions[o].entity)
    };
    let subject = first_told(scene, sentence.start..verb);
    let told_of = remarks && !says_this(words, verb);
    let entity = subject.map(|(_, e)| e).or_else(|| last().filter(|_| told_of))?;
    let told = match (in_passing(verb), speaking) {
        (true, _) => Told::Aside,
        (false, true) => Told::Speech,
        (false, false) => Told::Presence,
    };
    (told == Told::Aside || !speaks_in(scene, entity, &sentence)).then(|| Frame {
        at,
        entity,
        said: from_timex(timex, published),
        told,
    })
}

/// Whether the word at `n` tells that somebody was at an event, spoke or gave out words.
fn attends(words: &Words, n: usize, sentence: &Range<usize>) -> bool {
    let v = vocabulary();
    let w = &words.all[n];
    if w.quoted || !w.is_small() {
        return false;
    }
    let verb = v.lemmas.verb(&w.lower);
    // "a key speaking slot" is no speaking.
    let progressive = !w.lower.ends_with("ing")
        || n.checked_sub(1).is_some_and(|b| words.all[b].among(&["was", "were", "is", "are", "been"]));
    // "issued a statement", not "an interview published on Monday".
    let issues = v.sets(&verb, "issues")
        && words
            .slice(n + 1..sentence.end.min(n + 1 + ISSUED))
            .iter()
            .any(|w| v.sets(&v.lemmas.noun(&w.lower), "told"));
    (v.sets(&verb, "attends") || issues) && verb != w.lower && progressive
        || w.among(&["spoke", "met", "gave", "held"])
        || tells_of_remarks(words, n)
}

/// Whether a word is a noun for a gathering or an occasion of speaking.
fn names_event(w: &Word) -> bool {
    let v = vocabulary();
    let noun = v.lemmas.noun(&w.lower);
    let listed = v.venues.has(&noun) || v.sets(&noun, "event") || OCCASIONS.contains(&noun.as_str());
    !w.quoted && w.is_word && (listed || w.among(&["remarks", "comments"]))
}

/// The first one named in a stretch who is no part of a phrase about another.
fn first_told(scene: &Scene, range: Range<usize>) -> Option<(usize, usize)> {
    let words = scene.words;
    let mut inside = scene.mentions.iter().filter(|(n, _)| range.contains(n));
    let found = inside.find(|(n, _)| {
        let article = n.checked_sub(1).is_some_and(|b| words.all[b].among(&["the", "a", "an"]));
        let behind = n.checked_sub(1 + usize::from(article)).and_then(|b| words.get(b));
        !owns(words, *n) && !behind.is_some_and(|b| *n > range.start && b.among(NOT_SUBJECT))
    })?;
    Some(*found)
}

/// Whether a statement of somebody has its cue in the sentence: then it has the date already.
fn speaks_in(scene: &Scene, entity: usize, sentence: &Range<usize>) -> bool {
    scene.occasions.iter().any(|o| {
        o.entity == Some(entity)
            && o.attribution.cue.iter().any(|c| sentence.contains(&scene.words.from(c.start)))
    })
}

/// Days of an occasion that is told with no one day ("last week").
const LONGEST_OCCASION: i32 = 31;

/// "In an interview last week, Ada Venn lowered her price.": the occasion with which a sentence opens, told with its time.
fn opening(scene: &Scene, timex: &Timex) -> Option<Frame> {
    /// Words from the comma to the name at most.
    const NAMED_WITHIN: usize = 4;
    let Scene { words, published, .. } = *scene;
    let days = timex.interval?;
    let length = days.earliest?.until(days.latest?).ok()?.get_days();
    let at = words.from(timex.span.start);
    let sentence = words.sentence_of(at);
    let comma = sentence.clone().find(|n| words.all[*n].is(","))?;
    let opened = words.all[sentence.start].among(&["in", "at", "during"]) && at < comma;
    let occasion = |w: &Word| OCCASIONS.contains(&vocabulary().lemmas.noun(&w.lower).as_str());
    let opening = words.slice(sentence.start..comma);
    // "In an interview published on Monday": it was given before.
    let out_later = |w: &Word| vocabulary().sets(&vocabulary().lemmas.verb(&w.lower), "issues");
    let named = opening.iter().any(occasion) && !opening.iter().any(out_later);
    let (_, entity) = first_told(scene, comma + 1..(comma + 1 + NAMED_WITHIN).min(sentence.end))
        .filter(|_| opened && named)?;
    (length <= LONGEST_OCCASION && !speaks_in(scene, entity, &sentence)).then(|| Frame {
        at,
        entity,
        said: from_timex(timex, published),
        told: Told::Presence,
    })
}

/// Days before publication within which what the lead tells is the news.
const LEAD_DAYS: i32 = 3;

/// The one day of a time expression, where what the lead tells of it is the news.
pub(super) fn day_of_lead(timex: &Timex, published: Option<&Published>) -> Option<Day> {
    let day = timex.interval?.single_day()?;
    let ago = day.until(published?.latest?).ok()?.get_days();
    (0..=LEAD_DAYS).contains(&ago).then_some(day)
}

/// "Ada Venn last night tore up the contract.": what the lead says that somebody did on a day right before publication.
fn news(scene: &Scene, timex: &Timex) -> Option<Frame> {
    /// Words from the start of the lead to its subject at most.
    const OPENS: usize = 8;
    /// Words behind the date within which the verb follows.
    const VERB_WITHIN: usize = 3;
    /// Words before a verb that make it no act of the subject, or none that is past.
    const NO_ACT: &[&str] = &[
        "was", "were", "been", "be", "is", "are", "has", "have", "had", "will", "would", "to", "not", "n't",
    ];
    let Scene { words, published, .. } = *scene;
    day_of_lead(timex, published)?;
    let at = words.from(timex.span.start);
    let paragraph = paragraph_at(words, at);
    let lead = lead(words)?;
    let sentence = words.sentence_of(at);
    let first = words.sentences.get(words.paragraphs.get(lead)?.start)?.start;
    if paragraph != lead || sentence.start != first {
        return None;
    }
    let (named, entity) = first_told(scene, sentence.start..at.min(sentence.start + OPENS))?;
    let v = vocabulary();
    let past = |n: &usize| {
        let w = &words.all[*n];
        w.is_small()
            && !w.lower.ends_with('s')
            && !w.lower.ends_with("ing")
            && v.lemmas.verb(&w.lower) != w.lower
    };
    let verb = (named + 1..(words.from(timex.span.end) + VERB_WITHIN).min(sentence.end)).find(past)?;
    let own = !words.slice(named + 1..verb.max(at)).iter().any(|w| w.among(PARTS))
        && !words.all[verb - 1].among(NO_ACT)
        && !words.all[verb].among(NO_ACT)
        && !words.all[verb].among(&["died", "born"]);
    (own && !speaks_in(scene, entity, &sentence)).then(|| Frame {
        at,
        entity,
        said: from_timex(timex, published),
        told: Told::News,
    })
}

/// Paragraphs below an event that are still of it.
pub(super) const OF_EVENT: usize = 2;

/// The day of the event at which the speaker of statement `i` is told to have been: in its paragraph or the two before, nearer than the
/// statement at word `since`.
pub(super) fn event(scene: &Scene, frames: &[Frame], i: usize, since: Option<usize>) -> Option<Said> {
    let Scene { words, occasions, .. } = *scene;
    let me = &occasions[i];
    let place = scene.place(i);
    let frame = frames.iter().rev().find(|f| Some(f.entity) == me.entity && f.at < place)?;
    let near = paragraph_at(words, place) <= paragraph_at(words, frame.at) + OF_EVENT
        && !parted(words, frame.at, place);
    let of_event = match frame.told {
        Told::Presence | Told::Speech => true,
        Told::Aside => tells_them(words, me),
        Told::News => me.certain && me.attribution.content.first().is_some_and(|c| words.is_quoted(c.start)),
    };
    let here = words.sentence_of(frame.at) == words.sentence_of(place);
    (near
        && speaks_once(words, me)
        && of_event
        && !here
        && since.is_none_or(|s| s < frame.at)
        && !speaks_now(words, me.cue))
    .then(|| frame.said.clone())
}

/// "She told them": whoever was told of right before.
fn tells_them(words: &Words, o: &Occasion) -> bool {
    let inside = o.addressee.map(|span| words.slice(words.inside(span))).unwrap_or_default();
    matches!(inside, [only] if only.among(&["them", "him", "her"]))
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
    let frame =
        frames.iter().find(|f| Some(f.entity) == me.entity && f.at > place && f.told == Told::Speech)?;
    let near = paragraph_at(words, frame.at) <= paragraph_at(words, place) + OF_EVENT;
    // Words of the same speaker between that have a day of their own: the occasion is theirs, if of any.
    let between = (0..occasions.len()).any(|o| {
        let at = scene.place(o);
        occasions[o].entity == me.entity && place < at && at < frame.at && super::is_dated(&out[o].0)
    });
    let fits = me.cue.mode == Mode::Speech && !tells_another(words, me);
    (near && fits && !between).then(|| frame.said.clone())
}
