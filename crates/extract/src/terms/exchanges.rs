//! Terms without a word that opens them: "Give us the list and we will open the gate", "no lifts, no rent", "first the tariffs go, then we
//! talk", "what we want is a seat", "a cap is a must", "5 per cent is on offer".

use super::agents::is_noun_of;
use super::clauses::{is_modal, subject_start, verb_shape};
use super::norm::is_name;
use super::parties::Side;
use super::{Finder, Made, Teller};
use crate::vocabulary::{Opens, vocabulary};
use reportedly_schema::{TermKind, TermRole};
use std::ops::Range;

/// Most words of the part that stands before "and we will" or ", no rent".
const LONGEST: usize = 30;

/// Nouns of what is bargained over, singular: what is said of them by "has to" or "depends on" is said of the terms.
const BARGAINS: &[&str] = &[
    "deal",
    "agreement",
    "treaty",
    "accord",
    "settlement",
    "offer",
    "bid",
    "solution",
    "truce",
    "ceasefire",
    "peace",
    "compromise",
    "contract",
    "package",
    "talk",
    "negotiation",
    "aid",
    "assistance",
    "support",
    "backing",
    "approval",
    "release",
    "payment",
    "withdrawal",
    "vote",
    "loan",
    "bailout",
    "sale",
    "transfer",
    "membership",
    "participation",
    "coalition",
    "consent",
    "signature",
    "amnesty",
    "lifting",
    "return",
];

impl Finder<'_, '_> {
    /// Whether the last noun of some words is of something bargained over.
    pub(super) fn is_bargain(&self, words: &Range<usize>) -> bool {
        let mut nouns = self.words.slice(words.clone()).iter().filter(|w| w.is_word);
        let lemmas = &vocabulary().lemmas;
        nouns.next_back().is_some_and(|w| BARGAINS.contains(&lemmas.noun(&w.lower).as_str()))
    }

    /// Whether the last noun of some words is of something that is granted.
    fn is_granted(&self, words: &Range<usize>) -> bool {
        let mut nouns = self.words.slice(words.clone()).iter().filter(|w| w.is_word);
        let lemmas = &vocabulary().lemmas;
        nouns.next_back().is_some_and(|w| is_noun_of(&lemmas.noun(&w.lower), "granted"))
    }

    /// Conditions of an exchange that is told by the order of its parts; they come before imperatives and openers, which would make demands of them.
    pub(super) fn exchanges(&mut self, range: &Range<usize>) {
        for at in range.clone() {
            if !self.opens_sentence(range, at) || self.taken(at) {
                continue;
            }
            let end = self.sentence_end(range, at);
            let found = self
                .give_and_take(at, end)
                .map(|stop| (at..stop, None, Opens::Clause))
                .or_else(|| self.no_without(at, end).map(|stop| (at..stop, None, Opens::Phrase)))
                .or_else(|| self.first_then(range, at, end))
                .or_else(|| self.then_follows(at, end).map(|stop| (at..stop, None, Opens::Clause)));
            let Some((whole, kind, opens)) = found else { continue };
            let body = whole.clone();
            self.make(
                range,
                Made {
                    role: TermRole::Condition,
                    kind,
                    whole,
                    body,
                    opens,
                    actor: None,
                    teller: Teller::Speaker,
                },
            );
        }
    }

    /// Whether a word is the first of a sentence or of words in marks.
    fn opens_sentence(&self, range: &Range<usize>, at: usize) -> bool {
        let words = self.words;
        let word = &words.all[at];
        word.is_word
            && (at == range.start
                || words.sentence_of(at).start == at
                || matches!(words.all[at - 1].text, "\"" | "“" | "‘" | ":" | "." | "!" | ";"))
    }

    /// Where the sentence of a word ends, inside the range.
    fn sentence_end(&self, range: &Range<usize>, at: usize) -> usize {
        (at..range.end.min(at + 3 * LONGEST))
            .find(|w| matches!(self.words.all[*w].text, "." | "!" | "?" | ";" | "”" | "\""))
            .unwrap_or(range.end.min(at + 3 * LONGEST))
    }

    /// "Give us the list and we will open the gate", "Let them stop the planes. Then we will talk": where the first part ends.
    fn give_and_take(&self, at: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let first = &words.all[at];
        let lets = first.is("let");
        let named = |w: usize| {
            words.all[w].among(&["them", "him", "her", "the", "their", "everyone", "both"])
                || words.all[w].is_capital
        };
        let commands = if lets {
            at + 2 < end && named(at + 1)
        } else {
            let lemma = vocabulary().lemmas.verb(&first.lower);
            let object = words.get(at + 1).is_some_and(|w| {
                w.among(&["the", "your", "us", "me", "them", "him", "her", "our", "those", "these", "that"])
            });
            let unlisted = object && first.quoted && !vocabulary().filler.has(&first.lower);
            let opens = first.is_capital || at > 0 && words.all[at - 1].text == ":";
            (verb_shape(words, at) == Some(0) && lemma == first.lower || unlisted)
                && opens
                && words
                    .get(at + 1)
                    .is_some_and(|w| w.is_word && verb_shape(words, at + 1).is_none_or(|_| w.is_small()))
                && !is_name(words, at)
                && !words.all[at + 1]
                    .among(&["is", "are", "was", "were", "has", "have", "will", "and", "of", "had"])
        };
        if !commands {
            return None;
        }
        let stop = (at + 2..end.min(at + LONGEST)).find(|w| {
            let and = if words.all[*w].is(",") { w + 1 } else { *w };
            words.all[and].is("and") && self.gives_in_return(self.past_time(and + 1, end), end)
        });
        if stop.is_some() {
            return stop.filter(|stop| first.quoted || lets || *stop > at);
        }
        // "Let them withdraw on Monday. Then we work."
        let next = (end + 1..words.all.len().min(end + 3)).find(|w| words.all[*w].is_word)?;
        let then = (words.all[next].is("then")
            || words.all[next].is("after") && matches!(words.lower(next + 1), "that" | "this"))
            && words.all[next].is_capital;
        (lets && then && words.all[end].text == "." && end - at <= LONGEST).then_some(end)
    }

    /// Whether a clause of what is given in return begins here: a subject and a verb of what is to come or holds.
    fn gives_in_return(&self, at: usize, end: usize) -> bool {
        const SUBJECT: usize = 4;
        let words = self.words;
        if at + 1 >= end {
            return false;
        }
        let gives = |w: usize| {
            is_modal(words.lower(w))
                || words.all[w].among(&["are", "is", "'re", "'s", "'m", "am", "get", "gets"])
        };
        let pronoun = words.all[at].among(&["we", "i", "you", "they", "he", "she", "it"]);
        if pronoun {
            return gives(at + 1)
                || matches!(verb_shape(words, at + 1), Some(0 | 1)) && words.all[at + 1].is_small();
        }
        let determined = words.all[at].among(&["the", "our", "my", "your", "his", "her", "their"])
            || words.all[at].is_capital;
        determined && (at + 1..end.min(at + SUBJECT)).any(|w| gives(w) || self.agrees(at, w))
    }

    /// "and on the next day our delegation flies": past the words of time.
    fn past_time(&self, at: usize, end: usize) -> usize {
        const LONGEST: usize = 5;
        let words = self.words;
        if !words
            .get(at)
            .is_some_and(|w| w.among(&["on", "within", "by", "in", "from", "tomorrow", "at", "immediately"]))
        {
            return at;
        }
        (at + 1..end.min(at + LONGEST + 1))
            .take_while(|w| words.all[*w].is_word || words.all[*w].is(","))
            .find(|w| words.all[*w].among(&["we", "i", "our", "my", "they", "you", "he", "she"]))
            .unwrap_or(at)
    }

    /// "the engineers walk", "the deficit falls": a verb that goes with the noun before it.
    fn agrees(&self, at: usize, verb: usize) -> bool {
        let words = self.words;
        let noun = &words.all[verb - 1];
        let plural = noun.lower.ends_with('s') && !noun.is("'s");
        verb > at + 1
            && noun.is_word
            && !vocabulary().filler.has(&noun.lower)
            && words.all[verb].is_small()
            && match verb_shape(words, verb) {
                Some(0) => plural,
                Some(1) => !plural,
                _ => false,
            }
    }

    /// "They free the crew, then we sail", "Orlu pays a third. Then the gates open.": where the first part ends.
    fn then_follows(&self, at: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let first = &words.all[at];
        if !first.quoted
            || first.among(&[
                "we", "i", "if", "when", "once", "then", "first", "what", "who", "why", "and", "but", "so",
                "well", "with", "you",
            ])
        {
            return None;
        }
        let comma = (at + 2..end).find(|w| {
            words.all[*w].is(",")
                && words.lower(w + 1) == "then"
                && self.gives_in_return(w + 2, words.all.len())
        });
        let next = (end + 1..words.all.len().min(end + 3)).find(|w| words.all[*w].is_word);
        let sentence = next.filter(|w| {
            words.all[*w].is("then")
                && words.all[*w].is_capital
                && words.all[*w].quoted
                && words.all[end].text == "."
                && words.all[*w].paragraph == first.paragraph
                && self.gives_in_return(w + 1, words.all.len())
        });
        let stop = comma.or(sentence.map(|_| end))?;
        let past = words.slice(at..stop).iter().any(|w| {
            w.among(&[
                "was", "were", "had", "did", "been", "will", "'ll", "would", "i", "we", "never", "not", "n't",
            ])
        });
        let told = super::clauses::first_verb(words, at, stop).is_some_and(|v| {
            verb_shape(words, v) == Some(2) && !words.all[v - 1].among(&["is", "are", "be", "get", "gets"])
        });
        (stop - at <= LONGEST && stop > at + 1 && !past && !told).then_some(stop)
    }

    /// "No lifts, no rent", "smaller classes or no marks": where the first part ends.
    fn no_without(&self, at: usize, end: usize) -> Option<usize> {
        const SHORT: usize = 9;
        let words = self.words;
        const NO_THING: &[&str] = &[
            "one", "more", "less", "longer", "fewer", "doubt", "question", "problem", "way", "matter",
            "wonder",
        ];
        let finite = |from: usize, to: usize| {
            (from..to).any(|w| {
                is_modal(words.lower(w))
                    || words.all[w]
                        .among(&["is", "are", "was", "were", "has", "have", "had", "did", "do", "there"])
            })
        };
        let or = (at + 1..end.min(at + SHORT)).find(|w| words.all[*w].is("or") && words.lower(w + 1) == "no");
        if let Some(or) = or {
            let short = end > or + 2 && end - or < SHORT && !finite(at, end);
            let plain = (at..or)
                .all(|w| words.all[w].is_word && !words.all[w].among(&["whether", "with", "little", "few"]));
            let idle = words.get(or + 2).is_some_and(|w| w.among(NO_THING)) || words.all[at].is("no");
            return (short && plain && !idle).then_some(or);
        }
        if !words.all[at].is("no") || words.get(at + 1).is_none_or(|w| !w.is_word || w.among(NO_THING)) {
            return None;
        }
        let comma = (at + 2..end.min(at + SHORT)).find(|w| !words.all[*w].is_word)?;
        let plain = !finite(at + 1, comma);
        let again = words.all[comma].is(",") && words.lower(comma + 1) == "no" && comma + 2 < end;
        let last = (comma + 1..end).filter(|w| words.all[*w].is("no")).count() == 1;
        let listed = (comma + 1..end).any(|w| words.all[w].among(&["and", "or"]));
        (plain && again && last && !listed).then_some(comma)
    }

    /// "First the tariffs go, then we talk", "The accounts first, the inspectors second": the first part.
    fn first_then(
        &self,
        range: &Range<usize>,
        at: usize,
        end: usize,
    ) -> Option<(Range<usize>, Option<TermKind>, Opens)> {
        let words = self.words;
        let stops =
            |w: usize| matches!(words.all[w].text, "," | ";" | "–" | "—" | "-") || words.all[w].is(",");
        let comma = (at + 2..end.min(at + LONGEST)).find(|w| stops(*w)).or_else(|| {
            // "First hotels for the old. Then we can talk."
            let next = (end + 1..words.all.len().min(end + 3)).find(|w| words.all[*w].is_word)?;
            let goes_on = words.all[at].is("first")
                && words.all[at].quoted
                && words.all[end].text == "."
                && words.all[next].is("then")
                && words.all[next].quoted
                && self.gives_in_return(next + 1, words.all.len());
            (goes_on && end > at + 1 && end - at <= LONGEST).then_some(end)
        })?;
        let next = if words.lower(comma + 1) == "and" { comma + 2 } else { comma + 1 };
        let then =
            words.lower(next) == "then" || words.lower(next) == "only" && words.lower(next + 1) == "then";
        if words.all[at].is("first") && (then && comma < range.end || comma == end) {
            return Some((at..comma, Some(TermKind::After), Opens::Clause));
        }
        let first = words.all[comma - 1].is("first") && comma - at <= 8;
        let short = (at..comma).all(|w| {
            words.all[w].is_word
                && !is_modal(words.lower(w))
                && !words.all[w].among(&["is", "are", "was", "were", "i", "we"])
        });
        let second = (comma + 1..end.min(comma + 8))
            .any(|w| words.all[w].among(&["second", "later", "afterwards", "after", "next"]))
            || then;
        (first && short && second).then_some((at..comma, Some(TermKind::After), Opens::Phrase))
    }

    /// "What we want is a seat", "all we ask is that they pay", "the least we can accept is half".
    pub(super) fn wanted(&mut self, range: &Range<usize>) {
        const NEAR: usize = 9;
        let words = self.words;
        for at in range.clone() {
            if !words.all[at].among(&["what", "all", "everything"]) || self.taken(at) {
                continue;
            }
            let from = at + 1 + usize::from(words.lower(at + 1) == "that");
            let wanting = |w: usize| {
                let lemma = vocabulary().lemmas.verb(words.lower(w));
                matches!(
                    lemma.as_str(),
                    "want" | "ask" | "need" | "demand" | "expect" | "seek" | "require" | "request"
                )
            };
            let Some(verb) = (from + 1..range.end.min(from + NEAR)).find(|w| wanting(*w)) else { continue };
            let subject = from..verb;
            let between = words.slice(subject.clone());
            if between.iter().any(|w| {
                !w.is_word || w.among(&["not", "n't", "never", "is", "are", "to", "who", "did", "does"])
            }) {
                continue;
            }
            let Some(copula) = (verb + 1..range.end.min(verb + NEAR))
                .find(|w| words.all[*w].among(&["is", "was", "are", "were", ":"]))
            else {
                continue;
            };
            let listed = (copula..range.end.min(copula + 4)).find(|w| words.all[*w].text == ":");
            let told = words.slice(verb + 1..copula).iter().all(|w| {
                w.is_word && !w.among(&["not", "to", "you", "and", "or", "that", "they", "we", "he", "she"])
            });
            if !told {
                continue;
            }
            let (start, end) = match listed {
                Some(colon) => (colon + 1, self.sentence_end(range, colon + 1)),
                None => {
                    let start = copula + 1 + usize::from(words.lower(copula + 1) == "for");
                    let clause = words.lower(start) == "that";
                    let opens = if clause { Opens::Clause } else { Opens::Phrase };
                    (start, self.clause_end(start + usize::from(clause), range.end, opens))
                }
            };
            let body = start + usize::from(words.lower(start) == "that")..end;
            if body.is_empty() || words.all[start].among(&["not", "simple", "clear", "what", "why", "to"]) {
                continue;
            }
            let opens = if body.start > start { Opens::Clause } else { Opens::Phrase };
            let teller = match self.voice.side_of(words, &subject) {
                Side::Other => Teller::Other(Some(subject)),
                _ => Teller::Speaker,
            };
            self.make(
                range,
                Made {
                    role: TermRole::Demand,
                    kind: None,
                    whole: body.clone(),
                    body,
                    opens,
                    actor: None,
                    teller,
                },
            );
        }
    }

    /// What is said of a thing by a copula: "a cap is a must", "relief was on offer", "a mediator would be acceptable"; and "made a tax a condition".
    pub(super) fn predicates(&mut self, range: &Range<usize>) {
        let words = self.words;
        for at in range.clone() {
            let role =
                if words.all[at].among(&["must", "prerequisite", "precondition", "condition", "requirement"])
                    && words.all[at.saturating_sub(1)].among(&["a", "the", "an", "absolute"])
                {
                    if words.all[at].is("must") { TermRole::Demand } else { TermRole::Condition }
                } else if words.all[at].is("price")
                    && words.lower(at + 1) == "for"
                    && words.lower(at.saturating_sub(1)) == "the"
                {
                    TermRole::Condition
                } else if words.all[at].among(&["indispensable", "non-negotiable"]) {
                    TermRole::Demand
                } else if words.all[at].is("offer") && words.lower(at.saturating_sub(1)) == "on" {
                    TermRole::Offer
                } else if words.all[at].among(&["acceptable", "conceivable", "negotiable"]) {
                    TermRole::Concession
                } else {
                    continue;
                };
            if self.taken(at) {
                continue;
            }
            let article = at.saturating_sub(1);
            let predicate = if words.all[article].is("absolute") { article - 1 } else { article };
            let adjective = matches!(role, TermRole::Concession)
                || words.all[at].among(&["indispensable", "non-negotiable"]);
            let predicate = if adjective { at } else { predicate };
            let Some(thing) = self.said_of(range, predicate) else { continue };
            let kind = (role == TermRole::Condition).then_some(TermKind::If);
            self.make(
                range,
                Made {
                    role,
                    kind,
                    whole: thing.clone(),
                    body: thing,
                    opens: Opens::Phrase,
                    actor: None,
                    teller: Teller::AsTold,
                },
            );
        }
    }

    /// The noun phrase that a predicate at `at` is said of: before its copula, or between it and "make" or "call".
    fn said_of(&self, range: &Range<usize>, at: usize) -> Option<Range<usize>> {
        const REACH: usize = 14;
        let words = self.words;
        let mut copula = at;
        while copula > range.start {
            let word = &words.all[copula - 1];
            if word.among(&["not", "n't", "never", "no", "only", "hardly"]) {
                return None;
            }
            if word.among(&[
                "be",
                "also",
                "therefore",
                "still",
                "now",
                "would",
                "could",
                "been",
                "entirely",
                "perfectly",
                "is",
                "was",
                "are",
                "were",
                "remain",
                "remains",
                "remained",
                "has",
                "\"",
                "“",
            ]) || word.text == "'s" && words.all[copula].is("a")
            {
                copula -= 1;
                continue;
            }
            break;
        }
        // "acceptable" before its noun, or beside a name for it, is said of nothing here.
        let role_word =
            words.get(at).is_some_and(|w| w.among(&["acceptable", "conceivable", "negotiable", "on"]));
        let coupled = (copula..at).any(|w| {
            words.all[w].among(&["be", "is", "was", "are", "were", "remain", "remains", "remained", "been"])
        });
        if coupled {
            let start = subject_start(words, range, copula);
            let subject = start..copula;
            let last = words.slice(subject.clone()).iter().rev().find(|w| w.is_word)?;
            let pointing = words.slice(subject.clone()).iter().any(|w| {
                w.among(&[
                    "it", "this", "that", "there", "what", "which", "who", "he", "she", "they", "we", "i",
                    "you", "no", "nothing",
                ])
            });
            let clean = start == range.start
                || !words.all[start - 1].is_word
                || words.all[start - 1].among(&["that", "said", "says", "but", "and", "if"]);
            return (!pointing
                && !last.is("not")
                && clean
                && !words.all[start.saturating_sub(1).max(range.start)].is("if"))
            .then_some(subject);
        }
        if role_word {
            return None;
        }
        // "made a tax a condition", "called an exchange the price".
        let limit = range.start.max(at.saturating_sub(REACH));
        let cue = range.start.checked_sub(1).filter(|_| limit == range.start);
        let verb = cue.into_iter().chain(limit..at).rev().find(|w| {
            let lemma = vocabulary().lemmas.verb(words.lower(*w));
            matches!(lemma.as_str(), "make" | "call" | "name" | "declare" | "consider")
        });
        let start = match verb {
            Some(verb) => verb + 1,
            None if matches!(
                self.cue.lemma.as_str(),
                "make" | "call" | "name" | "declare" | "consider" | "describe"
            ) =>
            {
                range.start
            }
            None => return None,
        };
        let thing = start..copula;
        let plain = words.slice(thing.clone()).iter().all(|w| w.is_word || w.text == "-");
        (plain && thing.len() > 1 && thing.len() < REACH && !words.all[start].among(&["it", "this", "that"]))
            .then_some(thing)
    }

    /// "The vote depends on free access": what a bargain depends on.
    pub(super) fn depends(&mut self, range: &Range<usize>) {
        let words = self.words;
        for at in range.clone() {
            let lemma = vocabulary().lemmas.verb(words.lower(at));
            let depends = matches!(lemma.as_str(), "depend" | "hinge")
                && words.all[at + 1..].first().is_some_and(|w| w.among(&["on", "upon"]));
            if !depends || self.taken(at) || at == range.start {
                continue;
            }
            let mut verb = at;
            while verb > range.start
                && (is_modal(words.lower(verb - 1)) || words.lower(verb - 1).ends_with("ly"))
            {
                verb -= 1;
            }
            let start = subject_start(words, range, verb);
            if !self.is_bargain(&(start..verb)) && !self.is_granted(&(start..verb)) {
                continue;
            }
            let end = self.clause_end(at + 2, range.end, Opens::Phrase);
            self.make(
                range,
                Made {
                    role: TermRole::Condition,
                    kind: Some(TermKind::If),
                    whole: at..end,
                    body: at + 2..end,
                    opens: Opens::Phrase,
                    actor: None,
                    teller: Teller::AsTold,
                },
            );
        }
    }

    /// "put 5 per cent on the table": an offer.
    pub(super) fn on_the_table(&mut self, range: &Range<usize>) {
        const REACH: usize = 12;
        let words = self.words;
        for at in range.clone() {
            if !matches!(vocabulary().lemmas.verb(words.lower(at)).as_str(), "put" | "lay" | "place")
                || self.taken(at)
            {
                continue;
            }
            let Some(on) = (at + 2..range.end.min(at + REACH)).find(|w| {
                words.all[*w].is("on") && words.lower(w + 1) == "the" && words.lower(w + 2) == "table"
            }) else {
                continue;
            };
            let subject = super::clauses::subject_of(words, range, at);
            let body = at + 1..on;
            let plain = words
                .slice(body.clone())
                .iter()
                .all(|w| w.is_word || matches!(w.text, "$" | "£" | "€" | "." | "-" | "%"));
            let things = words
                .slice(body.clone())
                .iter()
                .any(|w| w.among(&["card", "cards", "it", "everything", "nothing", "something"]));
            if subject.denied || !plain || things {
                continue;
            }
            let teller = self.teller(&subject.words);
            self.make(range, Made::phrase(TermRole::Offer, body, teller));
        }
    }
}
