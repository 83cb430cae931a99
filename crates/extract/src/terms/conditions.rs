//! Conditions: clauses and phrases that a connective opens.

use super::clauses::{NEXT_SUBJECTS, first_verb, is_modal, is_time, verb_shape};
use super::{Finder, Made, Teller};
use crate::vocabulary::{Connective, Opens, vocabulary};
use reportedly_schema::{TermKind, TermRole};
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs after which "if" means "whether".
const ASKING: &[&str] =
    &["wonder", "question", "inquire", "enquire", "know", "doubt", "see", "decide", "ask", "unclear", "sure"];

/// After a connective: set phrases that make no condition ("if necessary", "without doubt").
const IDIOMS: &[&str] = &[
    "anonymity",
    "doubt",
    "question",
    "saying",
    "necessary",
    "possible",
    "anything",
    "exception",
    "needed",
    "need",
    "so",
    "required",
    "appropriate",
    "true",
    "ever",
    "elaborating",
    "further",
    "comment",
    "evidence",
    "giving",
    "naming",
    "fear",
    "delay",
    "hesitation",
    "warning",
    "incident",
    "success",
    "reservation",
    "reservations",
    "regard",
    "interruption",
];

/// "Should Teluria attack, …": the order of words is the connective.
static INVERSION: LazyLock<Connective> =
    LazyLock::new(|| Connective { words: vec!["should"], kind: TermKind::If, opens: Opens::Clause });

impl Finder<'_, '_> {
    /// Finds them in `range`, the words of one part of the content.
    pub(super) fn conditions(&mut self, range: &Range<usize>, first_part: bool) {
        let mut spans: Vec<(Range<usize>, Range<usize>, &'static Connective)> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let Some(connective) = self.connective(range, at) else {
                at += 1;
                continue;
            };
            let body = at + connective.words.len();
            if self.opens_none(range, at, body, connective, first_part) {
                at = body;
                continue;
            }
            let mut end = self.clause_end(body, range.end, connective.opens);
            while end > body && self.words.all[end - 1].among(&["and", "or", ","]) {
                end -= 1;
            }
            if end > body && (connective.opens == Opens::Phrase || end - body >= 2) {
                // "if A and if B": one condition with two members.
                let joined = spans.last().is_some_and(|(_, last, kind)| {
                    kind.kind == connective.kind
                        && self.words.slice(last.end..at).iter().all(|w| w.among(&["and", "or", ",", ";"]))
                        && self.words.slice(last.end..at).iter().any(|w| w.is_word)
                        // "… and if they attack, we will answer": another sentence's condition.
                        && !(end + 1 < range.end && self.words.all[end].is(",") && self.words.all[end + 1].is_word)
                });
                match spans.last_mut() {
                    Some((whole, last, _)) if joined => (whole.end, last.end) = (end, end),
                    _ => spans.push((at..end, body..end, connective)),
                }
            }
            at = end.max(body);
        }
        self.stops.extend(spans.iter().map(|(whole, ..)| whole.start));
        self.stops.sort_unstable();
        for (whole, body, connective) in spans {
            self.make(
                range,
                Made {
                    role: TermRole::Condition,
                    kind: Some(connective.kind),
                    whole,
                    body,
                    opens: connective.opens,
                    actor: None,
                    teller: Teller::AsTold,
                },
            );
        }
    }

    fn connective(&self, range: &Range<usize>, at: usize) -> Option<&'static Connective> {
        if self.words.lower(at) == "should" {
            return Some(&INVERSION);
        }
        vocabulary().connectives.iter().find(|c| {
            c.words.iter().enumerate().all(|(n, w)| at + n < range.end && self.words.lower(at + n) == *w)
        })
    }

    /// Whether the main clause is about what is still to come: only then a time or an absence is a term.
    fn bound(&self, range: &Range<usize>) -> bool {
        // "Eleven, not nine": what is negated is no verb.
        let of_number = |w: usize| {
            self.words.lower(w) == "not"
                && (super::norm::number_at(self.words, w + 1, range.end).is_some()
                    || w > range.start && self.words.all[w - 1].is(","))
        };
        let to_come = |w: usize| {
            let word = &self.words.all[w];
            if of_number(w) {
                return false;
            }
            is_modal(&word.lower)
                || word.among(&[
                    "not", "n't", "never", "ready", "willing", "prepared", "refuse", "no", "nobody", "until",
                    "only", "let",
                ])
        };
        let promises = matches!(
            self.cue.lemma.as_str(),
            "promise"
                | "pledge"
                | "offer"
                | "agree"
                | "refuse"
                | "ready"
                | "willing"
                | "vow"
                | "threaten"
                | "propose"
                | "rule out"
                | "reject"
        );
        promises || range.clone().any(to_come)
    }

    fn opens_none(
        &self,
        range: &Range<usize>,
        at: usize,
        body: usize,
        connective: &Connective,
        first_part: bool,
    ) -> bool {
        let words = self.words;
        let before = if at > range.start { words.lower(at - 1) } else { "" };
        let opens_content = first_part && (range.start..at).all(|w| !words.all[w].is_word);
        let word = connective.words[0];
        let plain = connective.words.len() == 1;
        let asks = self.cue.lemma.starts_with("ask") || ASKING.contains(&self.cue.lemma.as_str());
        let lemma_before = vocabulary().lemmas.verb(before);
        let verb = || {
            let end = self.clause_end(body, range.end, Opens::Clause);
            first_verb(words, body, end).is_some()
                || (body + 1..end)
                    .any(|w| words.all[w].among(&["is", "are", "has", "have", "was", "were", "had"]))
        };
        let idiom = words.get(body).is_some_and(|w| w.among(IDIOMS) && !verb_follows(self, body, range.end));
        // "as long as I live".
        let always =
            word == "as" && words.get(body).is_some_and(|w| w.is("i")) && words.lower(body + 1) == "live";
        if idiom || always || matches!(before, "even" | "regardless") {
            return true;
        }
        let timed = words.get(body).is_none_or(|w| {
            !w.is_word || w.lower.starts_with(|c: char| c.is_ascii_digit()) || is_time(&w.lower)
        });
        match word {
            "if" if plain => {
                matches!(before, "as" | "what" | "not" | "only" | "whether")
                    || ASKING.contains(&lemma_before.as_str())
                    || opens_content && asks
            }
            // "provided aid": no connective.
            "provided" | "providing" | "assuming" if plain => {
                // "for providing them with care": a verb.
                let governed = matches!(
                    before,
                    "for"
                        | "of"
                        | "by"
                        | "in"
                        | "about"
                        | "is"
                        | "are"
                        | "was"
                        | "were"
                        | "be"
                        | "with"
                        | "to"
                        | "and"
                        | "from"
                        | "without"
                        | "been"
                );
                // "provided a chance to talk": what it gave.
                let end = self.clause_end(body, range.end, Opens::Clause);
                let gives = !matches!(before, "" | ",")
                    && words.get(body).is_some_and(|w| w.among(&["a", "an", "some", "more"]))
                    && first_verb(words, body, end).is_none_or(|v| words.lower(v - 1) == "to");
                governed && word != "provided"
                    || gives
                    || !matches!(before, "" | ",") && first_verb(words, body, range.end).is_none()
                    || !verb()
            }
            // "on condition of", "on the understanding of": no clause.
            "on" if connective.opens == Opens::Clause && connective.words.last() != Some(&"that") => {
                let dated = connective.words.last() == Some(&"day");
                !verb() || dated && (!self.bound(range) || !self.to_come(range, at, body))
            }
            "once" if plain => {
                // "once it became clear": told of what was.
                let clear = words.lower(body) == "it" && matches!(words.lower(body + 1), "became" | "was");
                clear
                    || !verb()
                    || matches!(before, "" | "at" | "more") && !opens_content
                    || !self.bound(range)
            }
            "when" => {
                let question = words.all.get(range.end.saturating_sub(1)).is_some_and(|w| w.text == "?");
                let first = at == range.start || !words.all[at - 1].is_word;
                // "we will believe it when a hull gets wet".
                let believes =
                    (range.start.max(at.saturating_sub(3))..at).any(|w| words.all[w].is("believe"));
                question
                    || believes
                    || first && !self.leads(range, at, body)
                    || !self.bound(range)
                    || !verb()
                    || !self.to_come(range, at, body)
                    || ASKING.contains(&lemma_before.as_str())
                    || matches!(before, "day" | "time" | "moment" | "and" | "or" | "point" | "year")
            }
            // "will blockade the harbour should the trawlers return".
            "should" if self.inverted(range, at) => first_verb(words, body, range.end).is_none(),
            // "Should Teluria attack, …": a condition by its order of words.
            "should" => {
                // "Her countrymen, she said, | should not listen": the verb of what stands before.
                let opens = at == range.start && first_part
                    || at > range.start
                        && matches!(words.all[at - 1].text, "," | "\"" | "“" | "—" | ";" | ".");
                let asks = (body..range.end)
                    .take_while(|w| words.all[*w].text != ".")
                    .any(|w| words.all[w].text == "?");
                let comma = self.clause_end(body, range.end, Opens::Clause);
                !opens
                    || asks
                    || words.lower(body) == "not"
                    || !words.get(comma).is_some_and(|w| comma < range.end && w.is(","))
                    || first_verb(words, body, comma).is_none()
            }
            "after" | "until" | "till" if plain => {
                word == "after" && !self.negated_before(range, at) && !self.only_before(range, at)
                    || !self.bound(range)
                    || timed
                    || word != "after" && !verb() && self.is_period(body)
            }
            // "no talks before the troops leave".
            "before" => !self.negated_before(range, at) || timed || !verb(),
            "the" => {
                words.lower(body) == "when" || !self.bound(range) || !verb() || !self.to_come(range, at, body)
            }
            // "without any conditions" is no condition.
            "without" => {
                let noun = if words.lower(body) == "any" { body + 1 } else { body };
                let free = words
                    .get(noun)
                    .is_some_and(|w| w.among(&["conditions", "condition", "preconditions", "strings"]))
                    && !words.get(noun + 1).is_some_and(|w| {
                        w.among(&[",", "and", "or"])
                            && words.get(noun + 2).is_some_and(|n| n.is_word)
                            && noun + 2 < range.end
                    });
                // "I will go without a roof": what one does without.
                let lacks = matches!(lemma_before.as_str(), "go" | "do" | "manage" | "cope" | "live")
                    && !self.negated_before(range, at);
                free || lacks || verb_shape(words, body) == Some(3) || !self.bound(range)
            }
            "subject" => matches!(before, "the" | "a" | "this" | "of"),
            _ => false,
        }
    }

    /// "would only talk after": "only" before the verb makes the time a condition.
    fn only_before(&self, range: &Range<usize>, at: usize) -> bool {
        const REACH: usize = 5;
        let words = self.words;
        let from = range.start.max(words.sentence_of(at).start).max(at.saturating_sub(REACH));
        (from..at).any(|w| {
            words.all[w].is("only")
                && w > range.start
                && (is_modal(words.lower(w - 1)) || words.lower(w - 1) == "will")
        })
    }

    /// "until the end of the harvest": how long, and no condition.
    fn is_period(&self, body: usize) -> bool {
        let words = self.words;
        let noun =
            body + usize::from(words.get(body).is_some_and(|w| w.among(&["the", "this", "that", "at"])));
        words.get(noun).is_some_and(|w| {
            w.among(&[
                "end",
                "spring",
                "summer",
                "autumn",
                "winter",
                "harvest",
                "further",
                "least",
                "week",
                "month",
                "year",
                "start",
                "beginning",
                "morning",
                "evening",
                "weekend",
                "middle",
                "mid",
            ])
        })
    }

    /// Whether the clause from `body` tells of something still to come: in the present tense, or in the past where a report says "would" of what depends on it.
    fn to_come(&self, range: &Range<usize>, at: usize, body: usize) -> bool {
        let words = self.words;
        let from = range.start.max(words.sentence_of(at).start);
        let would = (from..at).rev().find(|w| words.all[*w].is("would") && !words.all[*w].quoted);
        let unreal = would.is_some_and(|w| (w + 1..at.min(w + 4)).any(|n| words.all[n].is("have")));
        let end = self.clause_end(body, range.end, Opens::Clause);
        // "when the accounts were released", not "when he was back home".
        let done = (body + 1..end).any(|w| {
            words.all[w].among(&["was", "were", "had"])
                && (w + 1..end.min(w + 4)).any(|v| verb_shape(words, v) == Some(2))
        });
        let named = !words.all[body].among(NEXT_SUBJECTS) && !words.all[body].is("it");
        would.is_some() && !unreal && done && named || present(self, body, range.end)
    }

    /// "When they control their side, we will open ours": a clause that opens its sentence, of somebody else, before a main clause of what is to come.
    fn leads(&self, range: &Range<usize>, at: usize, body: usize) -> bool {
        const NEAR: usize = 6;
        let words = self.words;
        let opens = words.sentence_of(at).start == at
            || at == range.start
            || matches!(words.all[at - 1].text, "\"" | "“" | "‘" | ";" | "." | ":");
        let end = self.clause_end(body, range.end, Opens::Clause);
        let own = words.get(body).is_some_and(|w| w.among(&["we", "i", "he", "she", "it", "you", "asked"]));
        let main = words.get(end).is_some_and(|w| end < range.end && w.is(","))
            && (end + 1..range.end.min(end + NEAR))
                .take_while(|w| words.all[*w].is_word)
                .any(|w| matches!(words.lower(w), "will" | "'ll" | "shall" | "can"));
        opens && !own && main
    }

    /// "should" after a clause of what is to come, before its subject: "will blockade the harbour should the trawlers return".
    fn inverted(&self, range: &Range<usize>, at: usize) -> bool {
        let words = self.words;
        let from = range.start.max(words.sentence_of(at).start);
        let subject = words.get(at + 1).is_some_and(|w| {
            at + 1 < range.end
                && (w.among(&["the", "any", "they", "it", "he", "she", "we", "its", "their", "a", "talks"])
                    || w.is_capital && w.is_word)
        });
        at > range.start
            && words.all[at - 1].is_word
            && !words.all[at - 1].among(NEXT_SUBJECTS)
            && !words.all[at - 1]
                .among(&["it", "and", "but", "or", "what", "why", "how", "that", "who", "which"])
            && subject
            && (from..at).any(|w| matches!(words.lower(w), "will" | "would" | "'ll" | "shall" | "could"))
            && !(from..at).any(|w| words.all[w].among(&["whether", "how", "why", "what"]))
    }

    /// "will not … before": the main clause is negated.
    fn negated_before(&self, range: &Range<usize>, at: usize) -> bool {
        (range.start.max(self.words.sentence_of(at).start)..at)
            .any(|w| self.words.all[w].among(&["not", "n't", "never", "no", "nobody", "cannot", "nothing"]))
    }
}

/// "if needed repairs are made": the word begins a clause after all.
fn verb_follows(finder: &Finder<'_, '_>, body: usize, end: usize) -> bool {
    let stop = finder.clause_end(body, end, Opens::Clause);
    stop > body + 3 && (body + 1..stop).any(|w| finder.words.all[w].among(&["is", "are", "was", "were"]))
}

/// Whether the clause from `body` tells of something still to come, in the present tense.
fn present(finder: &Finder<'_, '_>, body: usize, end: usize) -> bool {
    let words = finder.words;
    let stop = finder.clause_end(body, end, Opens::Clause);
    if (body..stop).any(|w| words.all[w].among(&["was", "were", "had", "did", "will", "would"])) {
        return false;
    }
    (body..stop).any(|w| words.all[w].among(&["is", "are", "has", "have"]))
        || first_verb(words, body, stop).is_some_and(|v| matches!(verb_shape(words, v), Some(0 | 1)))
}
