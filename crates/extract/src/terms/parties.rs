//! Who acts, towards whom, and whose a term is: the speaker's, or one that the speaker tells of another.

use super::agents::{is_noun_of, is_noun_of_agent};
use super::clauses::{Subject, is_time, main_verb, subject_of};
use super::norm::is_name;
use crate::noun_phrase;
use crate::speakers::resolve::Cast;
use crate::vocabulary::{Opens, vocabulary};
use crate::words::{Word, Words};
use reportedly_schema::{Kind, Span, SpeakerKind};
use std::ops::Range;

/// Whose side somebody named in a content is on, as far as the text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The speaker or whom the speaker speaks for.
    Own,
    /// Somebody else.
    Other,
    /// Not told.
    Unclear,
}

/// Who speaks: what tells "we", "Aldra" and "they" in a content apart.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The speaker's name, where it is known.
    pub name: Option<String>,
    /// Lower-case words of the speaker's name, office and country, as the article introduces the speaker.
    pub side: Vec<String>,
    /// Whether `side` names a place or body beside the speaker's own name.
    pub placed: bool,
    /// Lower-case words of whom it is said to.
    pub listener: Vec<String>,
    person: bool,
    body: bool,
    /// Lower-case last words of the other persons whom the article names.
    others: Vec<String>,
    /// A spokesman or lawyer: "he" is whom the speaker speaks for.
    for_another: bool,
    kind: Kind,
}

impl Voice {
    /// The voice of attribution `i` of the cast; `listener` is whom it is said to.
    pub fn new(
        words: &Words,
        cast: &Cast,
        i: usize,
        source: &[Span],
        listener: Option<&str>,
        kind: Kind,
    ) -> Voice {
        let resolved = &cast.resolved[i];
        let v = vocabulary();
        let mut side: Vec<String> = Vec::new();
        let mut own: Vec<String> = Vec::new();
        let mut person = resolved.speaker.kind == SpeakerKind::Person;
        let entity = resolved.entity.map(|e| &cast.entities.all[e]);
        if let Some(entity) = entity {
            own.extend(entity.tokens.iter().cloned());
            side.extend(entity.introductions.iter().flat_map(|i| i.modifiers.iter().cloned()));
            person |= entity.kind == SpeakerKind::Person;
        }
        own.extend(resolved.speaker.name.iter().flat_map(|n| n.split_whitespace()).map(str::to_lowercase));
        for at in source.iter().flat_map(|s| words.inside(*s)) {
            let word = &words.all[at];
            if word.is_word && (word.is_capital || v.organisations.has(&word.lower)) {
                side.push(word.lower.clone());
            }
        }
        const FOR_ANOTHER: &[&str] = &[
            "lawyer",
            "attorney",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "aide",
            "agent",
            "adviser",
            "advisor",
            "representative",
            "secretary",
            "counsel",
            "assistant",
            "solicitor",
            "barrister",
        ];
        let for_another = side.iter().any(|w| FOR_ANOTHER.contains(&w.as_str()))
            || source.iter().flat_map(|s| words.inside(*s)).any(|at| words.all[at].among(FOR_ANOTHER))
            || entity.is_some_and(|e| e.introductions.iter().any(|i| FOR_ANOTHER.contains(&i.noun.as_str())));
        side.retain(|w| {
            !own.contains(w)
                && !matches!(
                    w.as_str(),
                    "the"
                        | "a"
                        | "an"
                        | "of"
                        | "for"
                        | "mr"
                        | "ms"
                        | "mrs"
                        | "he"
                        | "she"
                        | "they"
                        | "we"
                        | "i"
                        | "it"
                )
                && !v.offices.has(w)
                && !v.person_nouns.has(w)
                && !v.honorifics.has(w)
        });
        let is_common = |name: &Word| words.all.iter().any(|w| w.is_small() && w.lower == name.lower);
        let is_office = |w: &str| v.offices.has(w) || v.person_nouns.has(w);
        // "Government Spokesperson", "Minister of Water Resources" where the article writes "water" too: no name of a place or body.
        let general = |name: &Range<usize>| {
            let inside = words.slice(name.clone());
            let of_office = inside.iter().any(|w| is_office(&w.lower))
                || words.lower(name.start.wrapping_sub(1)) == "of"
                    && is_office(words.lower(name.start.wrapping_sub(2)));
            inside.iter().all(|w| is_office(&w.lower) || v.organisations.has(&w.lower))
                || of_office && inside.iter().any(is_common)
        };
        let placed = side.iter().any(|w| {
            v.places.has(w)
                || v.adjectives.has(w)
                || cast.names.iter().any(|n| {
                    let inside = words.slice(n.words.clone());
                    inside.iter().any(|word| !own.contains(&word.lower) && alike(&word.lower, w))
                        && !general(&n.words)
                })
        });
        // "Venn said Reed offered to resign": another person's, where no country or body tells whose side he is on.
        let mut others: Vec<String> = cast
            .entities
            .all
            .iter()
            .enumerate()
            .filter(|(e, entity)| Some(*e) != resolved.entity && entity.kind == SpeakerKind::Person)
            // One word that nothing introduces may be a state's name.
            .filter(|(_, entity)| entity.tokens.len() > 1)
            .filter_map(|(_, entity)| entity.tokens.last().cloned())
            .filter(|last| !own.contains(last))
            .collect();
        others.sort();
        others.dedup();
        side.extend(own);
        side.sort();
        side.dedup();
        Voice {
            name: resolved.speaker.name.clone().filter(|_| resolved.speaker.kind != SpeakerKind::Unnamed),
            side,
            placed,
            listener: listener.into_iter().flat_map(str::split_whitespace).map(str::to_lowercase).collect(),
            person,
            body: matches!(
                resolved.speaker.kind,
                SpeakerKind::Organisation | SpeakerKind::Government | SpeakerKind::Group
            ),
            others,
            for_another,
            kind,
        }
    }

    /// Whose side the words name. No words: the speaker's own ("ready to talk").
    pub fn side_of(&self, words: &Words, who: &Range<usize>) -> Side {
        let inside = words.slice(who.clone());
        let Some(last) = inside.iter().rev().find(|w| w.is_word && !w.is("'s")) else { return Side::Own };
        if inside.iter().any(|w| w.among(&["we", "i", "us", "me", "our", "my", "ours", "ourselves"])) {
            return Side::Own;
        }
        let reported = !last.quoted || self.kind == Kind::Indirect;
        if inside.iter().filter(|w| w.is_word).count() == 1 {
            match last.lower.as_str() {
                "he" | "she" | "him" | "her" | "his" if reported && self.person => return Side::Own,
                // In words as spoken, nobody says so of himself.
                "he" | "she" if !reported && !self.for_another => return Side::Other,
                "it" | "they" if reported && self.body => return Side::Own,
                "you" => return Side::Other,
                "they" | "them" => return if reported { Side::Unclear } else { Side::Other },
                "he" | "she" | "it" | "who" | "which" | "that" | "this" | "there" => return Side::Unclear,
                _ => {}
            }
        }
        if inside.iter().any(|w| w.among(&["their", "your"]) && !reported) {
            return Side::Other;
        }
        let v = vocabulary();
        let named: Vec<&str> = inside
            .iter()
            .filter(|w| {
                w.is_word && (w.is_capital || v.organisations.has(&w.lower)) && !w.among(&["the", "a", "no"])
            })
            .map(|w| w.lower.as_str())
            .collect();
        if named.iter().any(|w| self.side.iter().any(|s| alike(w, s))) {
            return Side::Own;
        }
        let capital = inside.iter().any(|w| w.is_capital && w.is_word && !w.among(&["the", "a", "no"]));
        // A body's own men speak and act for it.
        let another = self.person
            && !self.for_another
            && last.is_capital
            && self.others.binary_search(&last.lower).is_ok();
        if another
            || capital && (self.placed || named.iter().any(|w| self.listener.iter().any(|l| alike(w, l))))
        {
            return Side::Other;
        }
        Side::Unclear
    }

    /// The words of a party as they are shown: the speaker's name for the speaker's own pronouns, where it is known.
    pub fn shown(&self, words: &Words, who: &Range<usize>) -> Option<String> {
        let mut who = who.clone();
        while who.start < who.end && !words.all[who.start].is_word {
            who.start += 1;
        }
        while who.start < who.end && (!words.all[who.end - 1].is_word || words.all[who.end - 1].is("'s")) {
            who.end -= 1;
        }
        let inside = words.slice(who.clone());
        let only = inside.first()?;
        let pronoun = inside.len() == 1
            && only.among(&["we", "i", "us", "me", "our", "my", "he", "she", "they", "it", "him", "her"]);
        if pronoun && self.side_of(words, &who) == Side::Own {
            return self.name.clone().or_else(|| Some(only.text.to_string()));
        }
        Some(noun_phrase::name(words, &who)).filter(|n| !n.is_empty())
    }
}

/// Whether two lower-case words name one country or body: the same, forms of one state in the table of places, or of one stem ("aldra", "aldran").
pub fn alike(a: &str, b: &str) -> bool {
    const STEM: usize = 4;
    let v = vocabulary();
    let place = |w: &str| v.places.get(w).or_else(|| v.adjectives.get(w)).copied();
    if a == b {
        return true;
    }
    if let (Some(a), Some(b)) = (place(a), place(b)) {
        return a == b;
    }
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    common >= STEM && common + 1 >= shorter
}

/// Who acts in a clause or a noun phrase of action: its subject, "of" and "by" not counted; the words of it, and whether they are an
/// agent (a name, a pronoun, people or a body), which the normal form leaves out.
pub fn actor(words: &Words, body: &Range<usize>, opens: Opens) -> Option<(Range<usize>, bool)> {
    let v = vocabulary();
    if opens == Opens::Clause
        && let Some(verb) = main_verb(words, body.start, body.end)
    {
        let mut subject = subject_of(words, body, verb).words;
        while subject.start < subject.end
            && words.all[subject.start].among(&["no", "all", "each", "every"])
            && subject.len() > 1
        {
            subject.start += 1;
        }
        let subject = if subject.is_empty() { return by_or_from(words, body, true) } else { subject };
        let last = words.slice(subject.clone()).iter().rev().find(|w| w.is_word && !w.is("'s"))?;
        const LONGEST: usize = 8;
        if subject.len() > LONGEST || last.is("there") {
            return None;
        }
        // "the shelling of Kells", "the governor of Kells": what stands before "of" acts, but of "two of the parties" the parties do.
        const AMOUNTS: &[&str] = &[
            "all",
            "both",
            "some",
            "many",
            "most",
            "none",
            "each",
            "any",
            "half",
            "majority",
            "number",
            "dozens",
            "hundreds",
            "thousands",
            "either",
            "neither",
            "part",
            "rest",
        ];
        let of = subject.clone().skip(1).find(|at| words.all[*at].is("of")).filter(|of| {
            !words.all[of - 1].among(AMOUNTS) && super::norm::number_at(words, of - 1, *of).is_none()
        });
        let head = of.map_or(subject.end - 1, |of| of - 1);
        let last = if of.is_some() { &words.all[head] } else { last };
        let agent = last.among(&["they", "we", "you", "he", "she", "i", "it"])
            || is_name(words, head)
            || is_noun_of_agent(last)
            || last.among(&["side", "sides", "countries", "states", "parties", "neighbours", "neighbors"]);
        if passive_verb(words, body, verb) {
            return by_or_from(words, body, true);
        }
        return Some((subject, agent));
    }
    // "Teluria's withdrawal", but "the mediator's proposal" is nothing that the mediator is to do.
    let possessor = (body.start..body.end).find(|at| words.all[*at].is("'s") && *at > body.start);
    let put_forward = |end: usize| {
        const NEAR: usize = 3;
        (end + 1..body.end.min(end + 1 + NEAR))
            .take_while(|at| words.all[*at].is_word)
            .any(|at| is_noun_of(&v.lemmas.noun(words.lower(at)), "put_forward"))
    };
    let possessor = possessor.filter(|end| !put_forward(*end));
    if let Some(end) = possessor {
        // "cases of crime and with a judge's warrant": the judge's alone.
        let start = (body.start..end)
            .rev()
            .find(|at| {
                !words.all[*at].is_word && !matches!(words.all[*at].text, "-" | "'" | "’")
                    || words.all[*at].among(&[
                        "and", "or", "of", "with", "in", "by", "for", "from", "to", "on", "that", "the", "a",
                        "an", "at",
                    ])
            })
            .map_or(body.start, |at| at + 1);
        return (start < end).then_some((start..end, true));
    }
    by_or_from(words, body, false)
}

/// Whether the verb is a participle after a form of "be".
fn passive_verb(words: &Words, body: &Range<usize>, verb: usize) -> bool {
    let be = (body.start.max(verb.saturating_sub(3))..verb)
        .any(|at| words.all[at].among(&["be", "is", "are", "was", "were", "been", "being"]));
    be && super::clauses::verb_shape(words, verb) == Some(2)
}

/// "released by Teluria", "a guarantee from Iskary".
fn by_or_from(words: &Words, body: &Range<usize>, only_by: bool) -> Option<(Range<usize>, bool)> {
    let at = body.clone().find(|at| {
        words.all[*at].is("by")
            || !only_by
                && words.all[*at].is("from")
                && words.slice(body.start..*at).iter().any(|w| {
                    w.among(&[
                        "guarantee",
                        "guarantees",
                        "assurance",
                        "assurances",
                        "promise",
                        "pledge",
                        "recognition",
                        "payment",
                        "apology",
                        "commitment",
                        "commitments",
                        "signature",
                    ])
                })
    })?;
    let start = if words.lower(at + 1) == "the" { at + 2 } else { at + 1 };
    let end = (start..body.end).find(|n| !is_name(words, *n)).unwrap_or(body.end);
    (start < end && !is_time(words.lower(start))).then_some((start..end, true))
}

/// Verbs whose first object is whom it is done to: "pay Aldra".
const GIVING: &[&str] = &[
    "pay",
    "give",
    "tell",
    "show",
    "grant",
    "send",
    "hand",
    "compensate",
    "repay",
    "recognise",
    "recognize",
    "allow",
    "let",
];

/// Towards whom: "to Teluria", "with the Port Union", "pay us"; the words.
pub fn towards(words: &Words, body: &Range<usize>) -> Option<Range<usize>> {
    let v = vocabulary();
    let party = |start: usize| -> Option<Range<usize>> {
        let start = if words.lower(start) == "the" { start + 1 } else { start };
        if start < body.end && words.all[start].among(&["us", "me", "them", "him", "her"]) {
            return Some(start..start + 1);
        }
        let end = (start..body.end).find(|n| !is_name(words, *n)).unwrap_or(body.end);
        let owns = words.get(end).is_some_and(|w| w.is("'s"));
        (start < end && !owns && !is_time(words.lower(start))).then_some(start..end)
    };
    let preposition =
        body.clone().skip(1).filter(|at| words.all[*at].among(&["to", "towards", "toward", "with"]));
    let given = body.clone().filter(|at| GIVING.contains(&v.lemmas.verb(words.lower(*at)).as_str()));
    given.chain(preposition).find_map(|at| party(at + 1))
}

/// Who says or wants what stands at `at`, where a clause of the content says so ("Teluria claims that …"): the subject of the nearest
/// verb of saying or wanting before it in the sentence whose complement holds `at`; `None` where the speaker does.
pub fn told_of(words: &Words, range: &Range<usize>, at: usize, voice: &Voice) -> Option<Range<usize>> {
    let v = vocabulary();
    let from = range.start.max(words.sentence_of(at).start);
    for verb in (from..at).rev() {
        let word = &words.all[verb];
        // What stands before these is another clause.
        if matches!(word.text, ";" | "." | ":") || word.is("but") {
            return None;
        }
        if word.is("and") && words.get(verb + 1).is_some_and(|w| w.among(&["we", "i", "that"])) {
            return None;
        }
        if !word.is_word || word.is_capital {
            continue;
        }
        let lemma = v.lemmas.verb(&word.lower);
        let speech = matches!(
            lemma.as_str(),
            "say"
                | "tell"
                | "claim"
                | "demand"
                | "want"
                | "insist"
                | "ask"
                | "urge"
                | "require"
                | "argue"
                | "declare"
                | "announce"
                | "offer"
                | "propose"
                | "expect"
                | "warn"
                | "threaten"
                | "promise"
                | "suggest"
                | "assert"
                | "maintain"
                | "order"
        );
        let opens = words.get(verb + 1).is_some_and(|w| {
            w.among(&["that", "us", "me", "to", "they", "it", "he", "she", "we", "for", "them"])
                || w.is_capital
        });
        if !speech || !opens || word.lower.ends_with("ing") {
            continue;
        }
        let Subject { words: who, denied, .. } = subject_of(words, &(from..range.end), verb);
        if who.is_empty() || denied {
            continue;
        }
        let ours = words.slice(verb + 1..at + 1).iter().any(|w| w.among(&["us", "me", "we", "our"]));
        return match voice.side_of(words, &who) {
            Side::Other => Some(who),
            Side::Unclear if ours => Some(who),
            _ => None,
        };
    }
    None
}
