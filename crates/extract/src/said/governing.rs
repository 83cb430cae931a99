//! The time expression that governs a cue.

use super::Occasion;
use super::carrying::speaks_now;
use super::scenes::OCCASIONS;
use crate::words::Words;
use reportedly_schema::{Modality, Mode, Published, Span, Timex, TimexType};

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

/// Whether a time expression can date an act of saying.
pub(super) fn dates(timex: &Timex) -> bool {
    let calendar = timex.interval.is_some_and(|i| i.earliest.is_some() || i.latest.is_some());
    matches!(timex.kind, TimexType::Date | TimexType::Time) && calendar
}

/// The time expression that governs the cue of statement `i`.
pub(super) fn governing<'t>(
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
        let in_cue = me.attribution.cue.iter().any(|c| c.contains(timex.span));
        // "Declined to comment on Monday": nothing else is told in it.
        if !in_cue
            && !me.cue.no_comment
            && !is_free(me, timex.span)
            && !before_complement(words, me, timex.span)
        {
            continue;
        }
        // "the 2030 race"; but "a 2019 interview".
        let of_venue = me.venue.is_some_and(|v| v.contains(timex.span)) || names_occasion(words, timex.span);
        if is_bare_year(words, timex.span) && !of_venue {
            continue;
        }
        // "On the same day as the rally": the day of something that is told elsewhere.
        let same = timex.span.of(words.text).is_some_and(|t| t.to_lowercase().contains("same"));
        if same && words.lower(words.from(timex.span.end)) == "as" {
            continue;
        }
        // "since 3 May", "until 2029": no day on which it was said.
        let at = words.from(timex.span.start);
        let opens_clause = opens_own_clause(words, me, timex.span);
        if at > 0 && words.all[at - 1].among(&["since", "until", "till"]) && !opens_clause {
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
        let rank = if opens_clause { Some(0) } else { rank(words, occasions, i, cue, &sentence, timex.span) };
        let Some(rank) = rank else { continue };
        if best.is_none_or(|b| rank < b.0) {
            best = Some((rank, timex));
        }
    }
    best.map(|b| b.1)
}

/// "Accused | her yesterday of leaving", "told | her on Monday that": a date between the object of the cue and what is said of it.
fn before_complement(words: &Words, me: &Occasion, span: Span) -> bool {
    /// Words of the object and the preposition of the date at most.
    const WIDEST: usize = 6;
    let (Some(cue), Some(content)) = (me.attribution.cue.last(), me.attribution.content.first()) else {
        return false;
    };
    let (from, at, behind) = (words.from(content.start), words.from(span.start), words.from(span.end));
    let object = words.slice(from..at.max(from));
    let tells = me.cue.lemma == "accuse" || me.cue.entry.is_some_and(|e| e.tells);
    let complement = words.lower(behind) == "that"
        || words.lower(behind) == "of" && words.lower(behind + 1).ends_with("ing");
    words.from(cue.end) == from
        && content.contains(span)
        && !object.is_empty()
        && object.len() <= WIDEST
        && object.iter().all(|w| w.is_word && !w.quoted && !w.among(OWN_CLAUSE))
        && tells
        && complement
}

/// "Since 3 November, when he told a rally": the clause of the statement opens right behind the date.
fn opens_own_clause(words: &Words, me: &Occasion, span: Span) -> bool {
    let Some(source) = me.attribution.source.first() else { return false };
    let behind = words.from(span.end);
    let when = behind + usize::from(words.get(behind).is_some_and(|w| w.is(",")));
    words.get(when).is_some_and(|w| w.is("when")) && words.from(source.start) == when + 1
}

/// Days that a date may lie after publication without being one to come: time zones, and papers dated the day before.
const SLACK: i32 = 1;

/// Whether a date lies after publication.
pub(super) fn is_to_come(timex: &Timex, published: Option<&Published>) -> bool {
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
pub(super) fn is_bare_year(words: &Words, span: Span) -> bool {
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

/// Outside content and source of the statement itself.
pub(super) fn is_free(me: &Occasion, span: Span) -> bool {
    !me.attribution.content.iter().chain(&me.attribution.source).any(|s| s.overlaps(span))
}

/// Whether the words from the start of a sentence to a date are one noun phrase with a preposition: "Venn's opponent in November".
fn is_in_subject(words: &Words, start: usize, at: usize) -> bool {
    let v = crate::vocabulary::vocabulary();
    let preposition = at > start && words.all[at - 1].among(&["in", "on", "at", "of", "from"]);
    let head = if preposition { at - 1 } else { at };
    let phrase = words.slice(start..head);
    let noun = |w: &crate::words::Word| {
        let plain = v.lemmas.noun(&w.lower);
        v.is_role(&plain) || v.offices.has(&plain) || v.organisations.has(&plain) || v.documents.has(&plain)
    };
    preposition
        && !phrase.is_empty()
        && phrase.iter().all(|w| w.is_word || matches!(w.text, "'" | "’"))
        && phrase.last().is_some_and(noun)
        && !phrase[0].among(crate::speakers::source::PREPOSITIONS)
        && !phrase[0].lower.ends_with("ing")
        && !phrase[0].among(&[
            "but", "and", "earlier", "later", "early", "late", "then", "also", "while", "when", "as", "once",
        ])
}

/// "Although the mine was shut in 2027, Venn argued": whether the sentence from `start` opens with a clause of its own that tells no time of what
/// follows. "While speaking in Maros on Monday" tells it.
fn concedes(words: &Words, start: usize, at: usize) -> bool {
    const CONCEDES: &[&str] = &["although", "though", "whereas", "because", "since", "if", "unless"];
    let going_on = || words.slice(start..at).iter().any(|w| w.is_small() && w.lower.ends_with("ing"));
    match words.lower(start) {
        "while" => !going_on(),
        "even" => words.all[start + 1].among(&["though", "if"]),
        first => CONCEDES.contains(&first),
    }
}

/// Whether only a comma parts a date from a source behind it.
fn stands_right_before(words: &Words, date: Span, source: Span) -> bool {
    let (from, to) = (words.from(date.end), words.from(source.start));
    from <= to && words.slice(from..to).iter().all(|w| w.is(",")) && date.end <= source.start
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
        // "On 29 July Venn voiced doubts, and on 1 August she announced": the date of the clause behind "and".
        let joined = gap.iter().any(|w| is_free(me, w.span) && w.among(&["and", "but"]));
        let next = occasions
            .iter()
            .any(|o| o.attribution.source.first().is_some_and(|s| stands_right_before(words, span, *s)));
        if own || gerund || reported || joined && next || outside > FURTHEST_AFTER {
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
    // "Venn took over in 2031 from Rolle, who has called …": the time of the clause before.
    if at < source && words.get(source).is_some_and(|w| w.among(&["who", "which"])) {
        return None;
    }
    // "Venn's opponent in November, Ove Rolle, called it …": a date inside the subject is not the verb's.
    if at < source && is_in_subject(words, sentence.start, at) {
        return None;
    }
    // "In Brod, where shelling resumed overnight, residents said": the date of the clause about the place.
    let clause = (sentence.start + 1..at).any(|n| {
        words.all[n].among(&["where", "which", "who"])
            && !words.all[n].quoted
            && is_free(me, words.all[n].span)
    });
    if at < source && clause {
        return None;
    }
    let comma = at < source && words.slice(at..source).iter().any(|w| w.is(","));
    if comma && concedes(words, sentence.start, at) {
        return None;
    }
    let joined = (sentence.start + 1..at).rev().take(2).any(|w| words.all[w].among(&["and", "but"]));
    if joined && me.attribution.source.first().is_some_and(|s| stands_right_before(words, span, *s)) {
        return Some(RIGHT_BEHIND);
    }
    let opens = at <= sentence.start + 4 && at < cue;
    let beside = at < source && source - at <= 8 || at > source && at < cue;
    // "Speaking to the sailors of the port in Quillia on May 17, Venn said".
    let speaking =
        words.all[sentence.start].among(&["speaking", "addressing", "talking", "asked", "answering"])
            && at < source
            && words.slice(at..source).iter().any(|w| w.is(","));
    let behind_clause = words.slice(at..source.max(at).min(cue)).iter().any(|w| w.among(&["who", "which"]))
        && !opens
        && !speaking;
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
