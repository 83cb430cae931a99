//! Where the words of a content end: at the verb of its own clause, after its condition, and behind a reporting clause in its middle.

use super::Attribution;
use super::repair::{hull, overlaps};
use crate::cue;
use crate::terms;
use crate::vocabulary::{Opens, vocabulary};
use crate::words::{Word, Words};
use reportedly_schema::{Span, TermKind};
use std::ops::Range;

/// Mends the ends of the contents of `found`.
pub fn mend(words: &Words, found: &mut Vec<Attribution>) {
    subject_clauses(words, found);
    joined_clauses(words, found);
    clause_ends(words, found);
    resumed(words, found);
    for a in found.iter_mut() {
        asides(words, a);
        circumstances(words, a);
        time_of_saying(words, a);
        spoken_of(words, a);
        stray_parts(words, a);
    }
}

/// "Spoke on Monday | of the fall of the water": the preposition is the verb's.
fn spoken_of(words: &Words, a: &mut Attribution) {
    let (Some(cue), Some(first)) = (a.cue.last(), a.content.first().copied()) else { return };
    let (cue, content) = (words.inside(*cue), words.inside(first));
    let speaks =
        cue.end > cue.start && words.all[cue.end - 1].among(&["spoke", "speaks", "speak", "speaking"]);
    let preposition = (cue.end..words.sentence_of(cue.start).end).contains(&content.start)
        && content.len() > 1
        && words.all[content.start].among(&["of", "about"]);
    if let Some(said) = words.span(&(content.start + 1..content.end)).filter(|_| speaks && preposition) {
        a.content[0] = said;
    }
}

/// "on the basis of realities “on | the ground”": a content that ends inside marks it opened goes on to where they close in its sentence.
pub(super) fn closed(words: &Words, a: &mut Attribution) {
    let Some(last) = a.content.last().copied() else { return };
    let range = words.inside(last);
    let sentence = words.sentence_of(range.end.saturating_sub(1));
    let marks = |at: &usize| words.all[*at].text == "\"";
    if range.is_empty() || range.clone().filter(marks).count() % 2 == 0 {
        return;
    }
    let close = (range.end..sentence.end).find(marks);
    if let Some(span) = close.and_then(|close| words.span(&(range.start..close + 1))) {
        a.content.pop();
        a.content.push(span);
    }
}

/// "The wards, which she had said in March | must stay open": a date right behind the cue of an inserted clause is no part of what goes on.
fn time_of_saying(words: &Words, a: &mut Attribution) {
    /// Words of the date at most: "on the 3 March 2031".
    const LONGEST: usize = 5;
    let Some(cue) = a.cue.last().map(|c| words.inside(*c).end) else { return };
    let Some(part) = a.content.iter().position(|c| words.inside(*c).start == cue).filter(|p| *p > 0) else {
        return;
    };
    let content = words.inside(a.content[part]);
    let dated = words.all[content.start].among(&["in", "on"]);
    let day = |w: &Word| crate::speakers::function_words::is_calendar(&w.lower);
    let verb = (content.start + 1..content.end.min(content.start + 1 + LONGEST))
        .find(|w| words.all[*w].among(cue::AUXILIARIES))
        .filter(|w| words.slice(content.start + 1..*w).iter().any(day));
    if let Some(rest) = verb.filter(|_| dated).and_then(|verb| words.span(&(verb..content.end))) {
        a.content[part] = rest;
    }
}

/// "Venn said | on condition of anonymity that the port is shut": when, where and how it was said is no part of it.
fn circumstances(words: &Words, a: &mut Attribution) {
    /// Words up to "that", at most.
    const LONGEST: usize = 10;
    const OPENS: &[&str] = &[
        "on",
        "in",
        "at",
        "after",
        "before",
        "during",
        "by",
        "via",
        "through",
        "late",
        "early",
        "earlier",
        "later",
        "last",
        "yesterday",
        "today",
    ];
    let (Some(cue), Some(first)) = (a.cue.last(), a.content.first().copied()) else { return };
    let content = words.inside(first);
    let beside = words.inside(*cue).end == content.start;
    let opens = words.get(content.start).is_some_and(|w| {
        w.is_small()
            && !w.quoted
            && (w.among(OPENS) || crate::speakers::function_words::is_calendar(&w.lower))
    });
    if !beside || !opens {
        return;
    }
    let that =
        (content.start + 1..content.end.min(content.start + LONGEST)).find(|w| words.all[*w].is("that"));
    let Some(that) = that else { return };
    // "said at the port that burnt down": a clause behind a noun has no subject of its own.
    let subject = words.get(that + 1).is_some_and(|w| {
        w.is_word && terms::verb_shape(words, that + 1).is_none() && !w.among(cue::AUXILIARIES)
    });
    // "After the calls that": a noun behind its article.
    let noun =
        |w: usize| words.all[w - 1].among(&["the", "a", "an", "his", "her", "their", "its", "of", "phone"]);
    let verb = |w: usize| matches!(terms::verb_shape(words, w), Some(1 | 2)) && !noun(w);
    let told = (content.start + 1..that).any(|w| !words.all[w].is_word || verb(w));
    if !subject || told {
        return;
    }
    if let Some(said) = words.span(&(that..content.end)) {
        a.content[0] = said;
        a.why.push("repair: when and how it was said is not said".into());
    }
}

/// "It is to sit until June. A deckhand said water came in": a few words of the sentence before, outside marks, belong to nobody's content.
fn stray_parts(words: &Words, a: &mut Attribution) {
    let Some(cue) = hull(words, &a.cue) else { return };
    let sentence = words.sentence_of(cue.start);
    let inside = |c: &Span| words.inside(*c).start >= sentence.start;
    let stray = |c: &Span| {
        let part = words.inside(*c);
        let whole = words.sentence_of(part.start);
        let starts = part.start == whole.start;
        !inside(c) && !starts && part.end < sentence.start && !part.clone().any(|w| words.all[w].quoted)
    };
    if a.content.iter().any(inside) && a.content.iter().any(stray) {
        a.content.retain(|c| !stray(c));
        a.why.push("repair: words of another sentence are not said".into());
    }
}

/// "“I was not asked to,” he tells reporters. So who ended it?": a sentence outside the marks, behind that of the reporting clause, is the outlet's own.
fn asides(words: &Words, a: &mut Attribution) {
    let (Some(cue), Some(first)) = (a.cue.last().copied(), a.content.first().copied()) else { return };
    let sentence = words.sentence_of(words.from(cue.start));
    let direct = words.inside(first).all(|w| words.all[w].quoted) && first.start < cue.start;
    if !direct {
        return;
    }
    let all = a.content.len();
    a.content.retain(|c| {
        let part = words.inside(*c);
        part.start < sentence.end || part.clone().any(|w| words.all[w].quoted)
    });
    if a.content.len() < all {
        a.why.push("repair: what stands outside the marks in a later sentence is not said".into());
    }
}

/// "Venn said fire would cease as soon as Rolle begins to leave and announces it": a verb in the present joined to one of the content belongs to
/// it, not to whoever spoke in the past.
fn joined_clauses(words: &Words, found: &mut Vec<Attribution>) {
    let verb = |a: &Attribution| {
        hull(words, &a.cue).and_then(|c| c.rev().find(|w| super::clauses::is_cue_verb(words, *w)))
    };
    let mut n = 0;
    while n < found.len() {
        let me = &found[n];
        let (Some(own), Some(cue)) = (verb(me), hull(words, &me.cue)) else {
            n += 1;
            continue;
        };
        let and = cue.start.checked_sub(1).filter(|w| words.all[*w].is("and"));
        let outer = found.iter().position(|o| {
            let (Some(said), Some(last)) = (verb(o), o.content.last()) else { return false };
            let inside = words.inside(*last);
            o.source == me.source
                && Some(inside.end) == and
                && !words.is_quoted(last.end.saturating_sub(1))
                && terms::verb_shape(words, said) == Some(2)
                && terms::verb_shape(words, own) == Some(1)
                && inside.clone().any(|w| terms::verb_shape(words, w) == Some(1))
        });
        let end = me.content.last().map(|c| c.end);
        if let (Some(outer), Some(end)) = (outer.filter(|o| *o != n), end) {
            if let Some(last) = found[outer].content.last_mut() {
                *last = Span::new(last.start as usize, end as usize);
            }
            found[outer].why.push("repair: a verb joined to one of the content".into());
            found.remove(n);
        } else {
            n += 1;
        }
    }
}

/// All words that attributions hold.
fn taken(found: &[Attribution]) -> Vec<Span> {
    found.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content).copied()).collect()
}

/// "A truce that rests on prisoners, Venn warned, ends when they do": the predicate behind the reporting clause belongs to what is said.
fn resumed(words: &Words, found: &mut [Attribution]) {
    let taken = taken(found);
    for a in found.iter_mut() {
        let (Some(source), Some(cue), [content]) =
            (a.source.first().copied(), a.cue.first().copied(), a.content.as_slice())
        else {
            continue;
        };
        let (clause, before) = (words.inside(source.hull(cue)), words.inside(*content));
        let sentence = words.sentence_of(clause.start);
        let beside = before.end + 1 == clause.start && words.all[before.end].is(",");
        // "The bill, opposed by Venn, never passed": who opposed it did not say so.
        let active = words.lower(words.inside(cue).end) != "by";
        let opens = active && before.start == sentence.start && !words.all[before.start].quoted;
        let behind = clause.end + 1;
        let verb = words.get(behind).is_some_and(|w| {
            w.is_small() && (w.among(cue::AUXILIARIES) || terms::verb_shape(words, behind) == Some(1))
        });
        if !beside || !opens || !verb || behind >= sentence.end || !words.all[clause.end].is(",") {
            continue;
        }
        let last = (behind..sentence.end).rev().find(|w| words.all[*w].is_word);
        let Some(rest) = last.map(|w| behind..w + 1) else { continue };
        if overlaps(words, &rest, &taken) || words.slice(rest.clone()).iter().any(|w| w.quoted) {
            continue;
        }
        let Some(rest) = words.span(&rest) else { continue };
        a.content.push(rest);
        a.why.push("repair: content goes on behind the reporting clause".into());
    }
}

/// "Venn's claim that the bridge is safe drew laughter": the noun with its clause is the subject of another verb.
fn subject_clauses(words: &Words, found: &mut [Attribution]) {
    for a in found.iter_mut() {
        let (Some(cue), Some(last)) = (hull(words, &a.cue), a.content.last().copied()) else { continue };
        let content = words.inside(last);
        let sentence = words.sentence_of(cue.start);
        let owned = cue.start > sentence.start
            && words.all[cue.start - 1].among(&["'s", "'", "his", "her", "their", "its", "our", "my"]);
        if !owned || words.lower(content.start) != "that" || cue.end != content.start {
            continue;
        }
        // The subject opens the sentence: no verb before it.
        if terms::first_verb(words, sentence.start, cue.start).is_some() {
            continue;
        }
        let helps = |w: usize| words.all[w].among(cue::AUXILIARIES);
        let acts = |w: usize| helps(w) || matches!(terms::verb_shape(words, w), Some(1 | 2));
        let Some(own) = content.clone().skip(2).find(|w| acts(*w)) else { continue };
        let past = |w: usize| {
            let lower = words.lower(w);
            terms::verb_shape(words, w) == Some(2) && !lower.ends_with("ed") && !lower.ends_with('n')
        };
        let joined = |w: usize| {
            helps(w)
                || !words.all[w].is_word
                || words.all[w].among(&["and", "or", "but", "who", "which", "that"])
        };
        let Some(next) = (own + 2..content.end).find(|w| past(*w) && !joined(w - 1)) else { continue };
        if let (Some(cut), Some(last)) = (words.span(&(content.start..next)), a.content.last_mut()) {
            *last = cut;
            a.why.push("repair: content up to the verb of its noun".into());
        }
    }
}

/// A content that ends before the last words of its clause: "on Sunday", "provided that …", "in exchange for …".
fn clause_ends(words: &Words, found: &mut [Attribution]) {
    let taken = taken(found);
    for a in found.iter_mut() {
        let (Some(cue), Some(part)) = (a.cue.last().copied(), a.content.last().copied()) else { continue };
        let content = words.inside(part);
        if cue.start > part.start || content.is_empty() || words.all[content.end - 1].quoted {
            continue;
        }
        let sentence = words.sentence_of(content.end - 1);
        if !sentence.contains(&words.from(cue.start)) {
            continue;
        }
        let Some(end) = condition_end(words, content.end, sentence.end)
            .or_else(|| time_end(words, content.end, sentence.end))
            .or_else(|| list_end(words, &content, sentence.end))
            .or_else(|| behind_apposition(words, words.inside(cue), content.end, sentence.end))
        else {
            continue;
        };
        if overlaps(words, &(content.end..end), &taken) {
            continue;
        }
        let Some(whole) = words.span(&(content.start..end)) else { continue };
        if let Some(last) = a.content.last_mut() {
            *last = whole;
        }
        a.why.push("repair: content to the end of its clause".into());
    }
}

/// Where a condition that follows a content ends.
fn condition_end(words: &Words, from: usize, end: usize) -> Option<usize> {
    let dash = words.get(from).is_some_and(|w| matches!(w.text, "–" | "—" | "-"));
    let start = if dash || words.lower(from) == "," { from + 1 } else { from };
    let connective = vocabulary().connectives.iter().find(|c| {
        !matches!(c.kind, TermKind::After | TermKind::Until | TermKind::Without)
            && (c.words.len() > 1 || c.kind == TermKind::Unless || start == from || dash)
            && c.words.iter().enumerate().all(|(n, w)| start + n < end && words.lower(start + n) == *w)
    })?;
    let body = start + connective.words.len();
    let stop = terms::clause_end(words, body, end, connective.opens);
    (stop > body).then_some(stop)
}

/// "offered to pay 20 million, half of what Rolle asks, | in exchange for the mine": where a condition ends that follows what stands beside the last noun.
fn behind_apposition(words: &Words, cue: Range<usize>, from: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 12;
    let v = vocabulary();
    let gives = words.slice(cue).iter().any(|w| {
        let verb = v.lemmas.verb(&w.lower);
        matches!(verb.as_str(), "offer" | "agree" | "propose" | "pledge" | "promise" | "demand" | "undertake")
    });
    let beside = words.get(from + 1).is_some_and(|w| {
        w.among(&[
            "half", "a", "an", "the", "twice", "most", "all", "some", "one", "about", "nearly", "more",
            "less",
        ])
    });
    if !gives || !beside || words.lower(from) != "," {
        return None;
    }
    let comma = (from + 2..end.min(from + LONGEST)).find(|w| !words.all[*w].is_word)?;
    let opens = words.all[comma].is(",")
        && v.connectives.iter().any(|c| {
            matches!(c.kind, TermKind::InExchange | TermKind::If | TermKind::Only | TermKind::Unless)
                && c.words.iter().enumerate().all(|(n, w)| words.lower(comma + 1 + n) == *w)
        });
    if opens { condition_end(words, comma, end) } else { None }
}

/// Where a condition ends that the content breaks off in: "if the council freed the men, moved its guns and let in observers".
fn list_end(words: &Words, content: &Range<usize>, end: usize) -> Option<usize> {
    if words.lower(content.end) != "," {
        return None;
    }
    let at = |start: usize| {
        vocabulary().connectives.iter().find(move |c| {
            c.opens == Opens::Clause
                && matches!(c.kind, TermKind::If | TermKind::Only | TermKind::Unless)
                && c.words.iter().enumerate().all(|(n, w)| words.lower(start + n) == *w)
        })
    };
    let (start, connective) = content.clone().rev().find_map(|start| Some((start, at(start)?)))?;
    let stop = terms::clause_end(words, start + connective.words.len(), end, connective.opens);
    (stop > content.end).then_some(stop)
}

/// Where a few words of time that end the sentence end: "on Sunday", "next year".
fn time_end(words: &Words, from: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let opens = words.get(from)?.among(&["on", "by", "until", "next", "tomorrow", "this"]);
    let stop = (from..end).find(|w| !words.all[*w].is_word)?;
    let last = matches!(words.all[stop].text, "." | "!" | "?") && stop + 1 == end;
    let timed = (from..stop).any(|w| terms::is_time(words.lower(w)) || words.lower(w) == "year");
    (opens && last && timed && stop > from && stop - from <= LONGEST).then_some(stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind};

    /// The content after the rules, of an attribution with these parts.
    fn mended(text: &str, source: &str, cue: &str, content: &str) -> String {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let span =
            |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).into_iter().collect();
        let mut found = vec![Attribution {
            source: span(source),
            cue: span(cue),
            content: span(content),
            confidence: 900,
            ..Attribution::default()
        }];
        mend(&words, &mut found);
        let parts: Vec<&str> = found[0].content.iter().map(|s| s.of(text).unwrap()).collect();
        parts.join(" … ")
    }

    #[test]
    fn a_predicate_behind_the_clause_is_said_too() {
        let text = "A truce that rests on prisoners, she warned, ends when the prisoners do.";
        assert_eq!(
            mended(text, "she", "warned", "A truce that rests on prisoners"),
            "A truce that rests on prisoners … ends when the prisoners do"
        );
        let text = "The immigration bill, opposed by Venn, never became law.";
        assert_eq!(mended(text, "Venn", "opposed", "The immigration bill"), "The immigration bill");
        let text = "A truce had been agreed, she warned, and left the room.";
        assert_eq!(mended(text, "she", "warned", "A truce had been agreed"), "A truce had been agreed");
    }

    #[test]
    fn a_later_sentence_outside_the_marks_is_the_outlets() {
        let text = "\"I was not asked to,\" he tells reporters. So who ended it?";
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let span = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len()));
        let parts = ["\"I was not asked to,\"", "So who ended it?"];
        let mut found = vec![Attribution {
            source: span("he").into_iter().collect(),
            cue: span("tells").into_iter().collect(),
            content: parts.iter().filter_map(|part| span(part)).collect(),
            confidence: 900,
            ..Attribution::default()
        }];
        mend(&words, &mut found);
        assert_eq!(found[0].content, [span(parts[0]).unwrap()]);
    }

    #[test]
    fn a_condition_is_whole() {
        let text = "She said she was ready to stop if the council freed the men, moved its guns back from the road and let observers count them.";
        assert_eq!(
            mended(text, "She", "said", "she was ready to stop if the council freed the men"),
            "she was ready to stop if the council freed the men, moved its guns back from the road and let observers count them"
        );
        let text = "She vowed to stop shooting – if the rebels drag their guns away from the road.";
        assert_eq!(
            mended(text, "She", "vowed", "to stop shooting"),
            "to stop shooting – if the rebels drag their guns away from the road"
        );
        let text = "She said she would stop if the council freed the men, the agency reported.";
        assert_eq!(
            mended(text, "She", "said", "she would stop if the council freed the men"),
            "she would stop if the council freed the men"
        );
    }
}
