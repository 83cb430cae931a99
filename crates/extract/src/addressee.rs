//! To whom something was said: the object of a verb of telling or urging, "to", "in a letter to", "addressing", "in a phone call
//! with", "asked by", and the subject of "was told by".

use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::noun_phrase;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{Named, Span, Timex};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words around the cue among which a letter, a call or a question stands.
const REACH: usize = 14;

/// Pronouns that stand alone after a verb of telling.
const OBJECTS: &[&str] = &["him", "her", "them", "us", "me", "you", "everyone", "anyone"];

/// Finds the addressee of a statement.
pub fn addressee(words: &Words, attribution: &Attribution, cue: &Cue, timexes: &[Timex]) -> Option<Named> {
    let Some(head) = cue.head else { return headline(words, attribution) };
    let reader = Reader {
        words,
        timexes,
        end: words.sentence_of(head).end,
        blocked: attribution.content.iter().chain(&attribution.source).copied().collect(),
        content: &attribution.content,
    };
    reader.object(cue, head).or_else(|| reader.around(head))
}

/// Listeners of passive statements ("Residents were told by the mayor that …"), by the number of the attribution. Their sources are
/// set right: who is told is not who speaks, and where "by" names nobody the speaker is unknown.
pub fn turn_passives(
    words: &Words,
    attributions: &mut [Attribution],
    timexes: &[Timex],
) -> BTreeMap<usize, Named> {
    let v = vocabulary();
    let mut out = BTreeMap::new();
    for (i, a) in attributions.iter_mut().enumerate() {
        let (Some(cue), Some(source)) = (a.cue.last(), a.source.first()) else { continue };
        let Some(verb) = words
            .inside(*cue)
            .rev()
            .find(|at| words.all[*at].is_word && !words.all[*at].among(&["by", "that", "to"]))
        else {
            continue;
        };
        let lemma = v.lemmas.verb(words.lower(verb));
        let told = v.cues.get(&lemma).is_some_and(|c| c.tells) || v.listens(&lemma, "orders");
        let form = words.lower(verb).ends_with("ed") || words.lower(verb) == "told";
        let auxiliary = verb.checked_sub(1).map_or("", |at| words.lower(at));
        let passive = matches!(auxiliary, "was" | "were" | "been" | "being" | "is" | "are" | "be")
            || matches!(auxiliary, "also" | "later" | "then" | "repeatedly" | "not" | "n't")
                && verb
                    .checked_sub(2)
                    .is_some_and(|at| words.all[at].among(&["was", "were", "been", "is", "are"]));
        let sentence = words.sentence_of(verb);
        // "We are convinced that" is a state and tells of no teller.
        let by = (verb + 1..sentence.end.min(verb + 3)).find(|at| words.lower(*at) == "by");
        let state = by.is_none() && v.listens(&lemma, "state");
        let listener = words.inside(*source);
        // "A court heard that the driver slept": the words are somebody else's.
        let head = listener.end.checked_sub(1).map_or("", |last| words.lower(last));
        let hears = lemma == "hear" && v.listens(&v.lemmas.noun(head), "hears");
        if !hears && (!told || !form || !passive || state || lemma == "ask") {
            continue;
        }
        // Only where the source is the subject: before the verb, nothing but auxiliaries between.
        let between = listener.end..verb;
        let near = listener.end <= verb
            && words.slice(between).iter().all(|w| w.is_small() && !w.among(&["by", "who", "that"]));
        if !near || listener.is_empty() || !sentence.contains(&listener.start) {
            continue;
        }
        let blocked = a.content.clone();
        let speaker = by.map(|by| noun_phrase::after(words, by + 1, sentence.end, timexes, &blocked, true));
        let speaker = speaker.filter(|s| !s.is_empty()).and_then(|s| words.span(&s));
        if let Some(span) = words.span(&listener) {
            out.insert(i, Named { name: noun_phrase::name(words, &listener), span });
        }
        a.source = speaker.into_iter().collect();
    }
    out
}

/// "Maros to Teluria: Pay for the bridge": the colon is the cue, the listener stands before it.
fn headline(words: &Words, a: &Attribution) -> Option<Named> {
    let (source, cue) = (a.source.last()?, a.cue.first()?);
    let range = words.from(source.end)..words.from(cue.start);
    let listener = range.start + 1..range.end;
    let named = words.lower(range.start) == "to"
        && !listener.is_empty()
        && words.slice(listener.clone()).iter().all(|w| w.is_word)
        && words.all[listener.start].is_capital;
    let span = words.span(&listener).filter(|_| named)?;
    Some(Named { name: noun_phrase::name(words, &listener), span })
}

struct Reader<'a, 't> {
    words: &'a Words<'t>,
    timexes: &'a [Timex],
    end: usize,
    blocked: Vec<Span>,
    content: &'a [Span],
}

impl Reader<'_, '_> {
    /// The object of the cue: "told reporters", "said to reporters", "urged the bank to".
    fn object(&self, cue: &Cue, head: usize) -> Option<Named> {
        let v = vocabulary();
        let words = self.words;
        let next = head + cue.lemma.split(' ').count();
        if v.listens(&cue.lemma, "orders")
            && let Some(found) = self.ordered(next)
        {
            return Some(found);
        }
        let tells = cue.entry.is_some_and(|e| e.tells);
        let about = ["about", "of", "for", "if", "whether", "how", "why", "what", "by", "against"];
        if tells && self.free(head + 1) && !words.all[head + 1].among(&about) {
            let to = words.lower(head + 1) == "to" && cue.lemma != "ask";
            if let Some(found) = self.phrase(head + 1 + usize::from(to)) {
                return Some(found);
            }
        }
        let preposition = match words.lower(head + 1) {
            "to" => "to",
            "before" => "before",
            _ => return None,
        };
        let takes = v.listens(&cue.lemma, preposition) && self.free(head + 1) && self.free(head + 2);
        takes.then(|| self.phrase(head + 2)).flatten()
    }

    /// Who is urged stands between the verb and "to"; the content may begin with it.
    fn ordered(&self, start: usize) -> Option<Named> {
        let words = self.words;
        let inside =
            |at: usize| words.get(at).is_some_and(|w| self.content.iter().any(|c| c.start == w.span.start));
        if !self.free(start) && !inside(start) {
            return None;
        }
        let range = noun_phrase::after(words, start, self.end, self.timexes, &[], true);
        let until = range.end + usize::from(words.lower(range.end) == "not");
        if range.is_empty()
            || words.lower(until) != "to"
            || !words.get(until + 1).is_some_and(|w| w.is_small())
        {
            return None;
        }
        self.human(&range).then(|| self.named(range)).flatten()
    }

    /// Near the cue and outside the content: "in a letter to", "addressing", "speaking to", "in a call with", "asked by".
    fn around(&self, head: usize) -> Option<Named> {
        let words = self.words;
        let v = vocabulary();
        let start = words.sentence_of(head).start.max(head.saturating_sub(REACH));
        let to = |at: usize| words.lower(at) == "to" && self.free(at) && self.free(at + 1);
        for at in start..self.end.min(head + REACH) {
            if !self.free(at) {
                continue;
            }
            let word = &words.all[at];
            let noun = v.lemmas.noun(&word.lower);
            if v.listens(&noun, "sent") && to(at + 1) {
                return self.phrase(at + 2);
            }
            if v.listens(&noun, "before")
                && at != head
                && words.lower(at + 1) == "before"
                && self.free(at + 2)
            {
                return self.phrase(at + 2);
            }
            let talk = v.listens(&noun, "with") || v.listens(&word.lower, "with");
            if talk
                && words.lower(at + 1) == "with"
                && self.free(at + 1)
                && self.free(at + 2)
                && self.goes_on(at)
            {
                if let Some(found) = self.phrase(at + 2).filter(|f| self.human(&words.inside(f.span))) {
                    return Some(found);
                }
                continue;
            }
            let opens = at == words.sentence_of(head).start || words.lower(at.wrapping_sub(1)) == ",";
            if (word.is("addressing") && (at > head || opens) || at > head && word.is("telling"))
                && self.free(at + 1)
            {
                return self.phrase(at + 1).filter(|f| self.human(&words.inside(f.span)));
            }
            let speaks = word.among(&["speaking", "talking", "spoke"])
                && words.get(at + 1).is_some_and(|w| w.among(&["to", "with", "before"]));
            if speaks && self.free(at + 2) {
                return self.phrase(at + 2);
            }
            if let Some(found) = self.asked(at, opens) {
                return Some(found);
            }
        }
        None
    }

    /// "Asked by journalists whether …", "in reply to a question from the Maros Post".
    fn asked(&self, at: usize, opens: bool) -> Option<Named> {
        let words = self.words;
        let v = vocabulary();
        let word = &words.all[at];
        let by = words.get(at + 1).filter(|w| w.among(&["by", "from"]))?;
        let asks =
            by.is("by") && v.listens(&v.lemmas.verb(&word.lower), "asks") && word.lower.ends_with("ed");
        let opened = opens
            || words.get(at.wrapping_sub(1)).is_some_and(|w| w.among(&["when", "was", "were", "being"]));
        let answers = v.listens(&v.lemmas.noun(&word.lower), "answers")
            && (at.saturating_sub(4)..at)
                .any(|b| words.all[b].among(&["to", "answering", "asked", "taking", "fielding"]));
        (asks && opened || answers).then(|| self.phrase(at + 2)).flatten()
    }

    /// Whether the talk is the setting of what is said ("in a call with"), not over or still to come ("after meeting with").
    fn goes_on(&self, at: usize) -> bool {
        const BEFORE: usize = 5;
        let opener = (at.saturating_sub(BEFORE)..at).rev().map(|b| self.words.lower(b)).find(|w| {
            matches!(
                *w,
                "in" | "during" | "at" | "on" | "over" | "after" | "before" | "following" | "since" | "until"
            )
        });
        opener.is_some_and(|w| matches!(w, "in" | "during" | "at" | "on" | "over"))
    }

    fn free(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| !self.blocked.iter().any(|b| b.overlaps(w.span)))
    }

    /// The listener whose words begin at `start`.
    fn phrase(&self, start: usize) -> Option<Named> {
        let words = self.words;
        let first = words.get(start).filter(|_| self.free(start) && start < self.end)?;
        let alone = !self.free(start + 1)
            || words.get(start + 1).is_none_or(|w| {
                !w.is_word
                    || w.among(&[
                        "that", "to", "about", "in", "on", "at", "how", "what", "why", "if", "whether",
                        "during", "he", "she", "they", "it", "the", "there", "not",
                    ])
            });
        if first.among(OBJECTS) && alone {
            return self.named(start..start + 1);
        }
        let mut range = noun_phrase::after(words, start, self.end, self.timexes, &self.blocked, true);
        let v = vocabulary();
        // "staff seen by", "volunteers gathered at".
        if let Some(cut) = (range.start + 1..range.end).find(|at| {
            let participle = v.listens(words.lower(*at), "seen");
            participle && !words.all[*at - 1].among(&["the", "a", "an", "his", "her", "their", "its"])
        }) {
            range.end = cut;
        }
        while range.len() > 1
            && words.all[range.end - 1].among(&[
                "then",
                "again",
                "later",
                "recently",
                "today",
                "once",
                "afterwards",
            ])
        {
            range.end -= 1;
        }
        self.join(&mut range);
        if range.is_empty() || !self.is_someone(&range) {
            return None;
        }
        self.named(range)
    }

    /// "owners and breeders": plurals joined by "and".
    fn join(&self, range: &mut Range<usize>) {
        let words = self.words;
        let plural = |at: usize| {
            words.get(at).is_some_and(|w| {
                let v = vocabulary();
                w.is_small() && (v.lemmas.noun(&w.lower) != w.lower || v.groups.has(&w.lower))
            })
        };
        if range.start >= range.end || words.lower(range.end) != "and" || !plural(range.end - 1) {
            return;
        }
        let more = noun_phrase::after(words, range.end + 1, self.end, self.timexes, &self.blocked, true);
        if !more.is_empty() && plural(more.end - 1) {
            range.end = more.end;
        }
    }

    fn named(&self, range: Range<usize>) -> Option<Named> {
        let span = self.words.span(&range)?;
        Some(Named { name: noun_phrase::name(self.words, &range), span })
    }

    /// Not a thing, a verb or a clause: a pronoun or a noun phrase that is not opened by a bare verb form.
    fn is_someone(&self, range: &Range<usize>) -> bool {
        let words = self.words;
        let v = vocabulary();
        let first = &words.all[range.start];
        if first.among(OBJECTS) || first.is("people") {
            return true;
        }
        // "Her speech to articulate a vision".
        let next = words.get(range.start + 1);
        let acts = first.is_small()
            && v.lemmas.is_verb(&first.lower)
            && next.is_some_and(|w| w.among(&["a", "an", "the", "his", "her", "their", "its", "that"]));
        let last = &words.all[range.end - 1];
        let thing = last.is_small() && v.listens(&last.lower, "thing");
        let shows =
            first.among(&["this", "these", "so", "what", "be", "do", "out"]) || first.lower.ends_with("ly");
        !(thing || acts || shows || is_setting(words, range))
    }

    /// Whether the words name somebody by their form or by the lists: a name, a pronoun, a noun for people or a body.
    fn human(&self, range: &Range<usize>) -> bool {
        let words = self.words;
        let v = vocabulary();
        let Some(head) = range.clone().take_while(|at| words.lower(*at) != "of").last() else { return false };
        let lower = words.lower(head);
        let noun = v.lemmas.noun(lower);
        words.all[range.start].among(OBJECTS)
            || words.all[head].is_capital
            || v.is_role(&noun)
            || v.groups.has(lower)
            || v.offices.has(&noun)
            || v.organisations.has(&noun)
            || v.outlet_nouns.has(&noun)
    }
}

/// Whether what is told is an occasion, and so a venue: "told a news conference".
pub fn is_setting(words: &Words, range: &Range<usize>) -> bool {
    let v = vocabulary();
    let Some(head) = range.clone().take_while(|at| words.lower(*at) != "of").last() else { return false };
    let two = head > range.start && v.listens(&words.phrase(head - 1..head + 1), "setting");
    let small = words.all[head].is_small();
    two || small && v.listens(&v.lemmas.noun(words.lower(head)), "setting")
}
