//! Demands by modal ("must") and by imperative, and offers in "would".

use super::agents::{ends_in_agent, is_noun_of, is_noun_of_agent};
use super::clauses::{NEXT_SUBJECTS, first_verb, passive, subject_of, subject_start, verb_shape};
use super::parties::Side;
use super::{Finder, Made, Teller};
use crate::acts;
use crate::vocabulary::{Opens, vocabulary};
use crate::words::Words;
use reportedly_schema::{Term, TermKind, TermRole};
use std::ops::Range;

impl Finder<'_, '_> {
    /// "Teluria must withdraw its troops": a demand with who is to act.
    pub(super) fn modals(&mut self, range: &Range<usize>) {
        let words = self.words;
        let v = vocabulary();
        for at in range.clone() {
            let word = &words.all[at];
            let (strong, length) = match word.lower.as_str() {
                "must" => (true, 1),
                "should" => (false, 1),
                "has" | "have" | "need" | "needs" | "ought" | "got" if words.lower(at + 1) == "to" => {
                    (false, 2)
                }
                // What a report says of "must".
                "had" if words.lower(at + 1) == "to" && !word.quoted => (false, 2),
                _ => continue,
            };
            if at == range.start || self.taken(at) {
                continue;
            }
            // "would have to", "would need to": as "must".
            let ahead = length == 2
                && at - 1 > range.start
                && words.all[at - 1].among(&["would", "'d"])
                && !word.is("got");
            let modal = if ahead { at - 1 } else { at };
            let start = subject_start(words, range, modal);
            let subject = start..modal;
            let inside = words.slice(subject.clone());
            let Some(last) = inside.iter().rev().find(|w| w.is_word && !w.lower.ends_with("ly")) else {
                continue;
            };
            let opens = range.clone().find(|w| words.all[*w].is_word).unwrap_or(range.start);
            // "Unless they have seen it, they should …": another clause's first word.
            let ended = start > opens && words.all[start - 1].is(",");
            let asks = |w: usize| {
                words.all[w].among(&[
                    "why", "how", "whether", "what", "who", "where", "if", "unless", "until", "when",
                ])
            };
            let inverted = words.get(at + 1).is_some_and(|w| w.among(NEXT_SUBJECTS) || w.is("it"));
            let unreal = inside.iter().any(|w| {
                w.among(&[
                    "would", "may", "might", "could", "can", "will", "should", "must", "'ll", "n't", "not",
                    "who", "which", "that", "'ve", "what",
                ])
            });
            // "If you work overtime, you should get paid": of anybody.
            let asked = asks(opens)
                && !(ended && !last.is("you") && words.all[opens].among(&["if", "unless", "until", "when"]));
            if inverted || unreal || asked || start > range.start && asks(start - 1) {
                continue;
            }
            let mut from = at + length;
            // "must, without delay, withdraw".
            if words.get(from).is_some_and(|w| w.is(","))
                && let Some(comma) = (from + 1..range.end.min(from + 6)).find(|w| words.all[*w].is(","))
            {
                from = comma + 1;
            }
            let noun = v.lemmas.noun(&last.lower);
            let someone = last.is_capital
                || last.among(&[
                    "they",
                    "you",
                    "he",
                    "she",
                    "side",
                    "sides",
                    "everyone",
                    "everybody",
                    "nobody",
                    "troops",
                    "forces",
                ])
                || is_noun_of_agent(last) && noun != "country";
            let is_passive = passive(words, from);
            // "Second, it must pay", "it must also pay": of whom a demand was told before.
            let listed = strong
                && last.is("it")
                && (words.lower(at + 1) == "also"
                    || start > range.start + 1
                        && words.all[start - 1].is(",")
                        && is_ordinal(words.lower(start - 2)));
            let thing =
                last.among(&["it", "that", "this", "there", "what", "one", "we", "i", "which"]) && !listed;
            let bargained = self.is_bargain(&subject);
            // "had to" also tells what was done: a demand only as the whole of what is reported, of somebody else.
            let told_back = word.is("had");
            let whole = self.cue.lemma != "recall"
                && words
                    .slice(range.start..start)
                    .iter()
                    .all(|w| !w.is_word || w.among(&["that", "the", "but", "and"]));
            if told_back && (!whole || last.among(&["he", "she", "they", "it", "we", "i", "people"])) {
                continue;
            }
            // "should be worth 400 billion", "had to be off the road": how something is to be, not what somebody is thought to be.
            let person = last.is_capital
                || last.among(&["they", "you", "he", "she", "everyone", "everybody", "nobody"])
                || v.person_nouns.has(&noun)
                || v.offices.has(&noun);
            let state = !person && words.lower(from) == "be" && words.lower(from + 1) != "a";
            let fits = if strong {
                !thing && (words.lower(from) != "be" || is_passive || state) && words.lower(from) != "have"
            } else if length == 1 {
                !thing
                    && (someone && !matches!(words.lower(from), "be" | "have")
                        || is_passive
                        || bargained && words.lower(from) != "have")
            } else {
                !thing && (someone || bargained) && !matches!(words.lower(from), "be" | "do" | "say")
                    || is_passive && !thing
                    || (ahead || told_back) && !thing && !matches!(words.lower(from), "do" | "say")
            };
            let side = self.voice.side_of(words, &subject);
            let told = super::parties::told_of(words, range, at, self.voice);
            if !fits && told.is_none() || side == Side::Own && told.is_none() || thing && told.is_none() {
                continue;
            }
            let end = self.clause_end(from, range.end, Opens::Clause);
            if from >= end || words.get(from).is_none_or(|w| !w.is_word) {
                continue;
            }
            let teller = told.map_or(Teller::Speaker, |who| Teller::Other(Some(who)));
            // Things do not act: "the chimney must be shut" is about the chimney.
            let body = if someone || is_first(last) { from..end } else { start..end };
            let actor = (someone || is_first(last)).then_some(subject.clone());
            let mind = !strong && super::openers::is_of_mind(self, &(from..end));
            if mind || first_verb(words, from, end).is_none() && words.lower(from) != "be" {
                continue;
            }
            self.make(
                range,
                Made {
                    role: TermRole::Demand,
                    kind: None,
                    whole: start..end,
                    body,
                    opens: Opens::Clause,
                    actor,
                    teller,
                },
            );
        }
        self.offers_in_would(range);
    }

    /// "she would call it off for 12 per cent": what a "would" is given for.
    pub(super) fn price(&mut self, range: &Range<usize>) {
        const LONGEST: usize = 8;
        let words = self.words;
        for at in range.clone() {
            let would = words.all[at].among(&["would", "'d"]);
            let verb = vocabulary().lemmas.verb(words.lower(at + 1));
            let given = matches!(
                verb.as_str(),
                "return"
                    | "come"
                    | "sell"
                    | "sign"
                    | "call"
                    | "stop"
                    | "end"
                    | "drop"
                    | "withdraw"
                    | "free"
                    | "release"
                    | "lift"
                    | "reopen"
                    | "open"
            );
            if !would || !given {
                continue;
            }
            let price = (at + 2..range.end.min(at + 2 + LONGEST))
                .take_while(|w| words.all[*w].is_word)
                .find(|w| words.all[*w].is("for") && self.is_price(w + 1, range.end));
            let subject = subject_of(words, range, at);
            let own = !subject.words.is_empty() && self.voice.side_of(words, &subject.words) == Side::Own;
            let Some(start) = price.filter(|w| own && !subject.denied && !self.taken(*w)) else { continue };
            let end = self.clause_end(start + 1, range.end, Opens::Phrase);
            self.stops.push(start);
            self.stops.sort_unstable();
            self.make(
                range,
                Made {
                    role: TermRole::Condition,
                    kind: Some(TermKind::InExchange),
                    whole: start..end,
                    body: start + 1..end,
                    opens: Opens::Phrase,
                    actor: None,
                    teller: Teller::AsTold,
                },
            );
        }
    }

    /// Whether a number of things or a sum stands at `at`, and no time or distance.
    fn is_price(&self, at: usize, end: usize) -> bool {
        let words = self.words;
        let money = words.get(at).is_some_and(|w| at < end && matches!(w.text, "$" | "£" | "€"));
        let Some((length, _)) = super::norm::number_at(words, at + usize::from(money), end) else {
            return false;
        };
        let unit = vocabulary().lemmas.noun(words.lower(at + length));
        let counted = words.get(at + length).is_some_and(|w| {
            at + length < end
                && w.is_word
                && (w.is_small() || !words.all[at + length - 1].is_small())
                && !w.among(&["of", "on", "in"])
        });
        money
            || counted
                && !words.all[at].is("one")
                && !matches!(
                    unit.as_str(),
                    "year"
                        | "month"
                        | "week"
                        | "day"
                        | "hour"
                        | "minute"
                        | "second"
                        | "time"
                        | "kilometre"
                        | "kilometer"
                        | "mile"
                        | "metre"
                        | "meter"
                        | "season"
                        | "night"
                        | "term"
                        | "more"
                        | "straight"
                        | "reason"
                )
    }

    /// "We would lift the ban if …": an offer, where a condition stands beside it.
    fn offers_in_would(&mut self, range: &Range<usize>) {
        let words = self.words;
        if matches!(self.cue.lemma.as_str(), "warn" | "threaten" | "fear" | "predict" | "vow") {
            return;
        }
        for at in range.clone() {
            if !words.all[at].among(&["would", "'d", "could"]) || self.taken(at) {
                continue;
            }
            let subject = subject_of(words, range, at);
            let who = words.slice(subject.words.clone());
            let first = words.all[at].quoted && who.iter().any(|w| w.among(&["we", "i"]));
            // "Venn said Aldra would open the port if …".
            let own = self.voice.side_of(words, &subject.words) == Side::Own;
            let thing = who
                .iter()
                .any(|w| w.among(&["it", "there", "this", "that", "which", "who", "what", "they", "you"]))
                && !own;
            let sentence = words.sentence_of(at);
            let here = |t: &Term| t.spans.first().is_some_and(|s| sentence.contains(&words.from(s.start)));
            // What a report tells of "will" is promised and no term, but where something is asked in exchange.
            let exchanged = self.out.iter().any(|t| t.kind == Some(TermKind::InExchange) && here(t));
            let reported = !words.all[at].quoted
                && !thing
                && exchanged
                && match self.voice.side_of(words, &subject.words) {
                    Side::Own => !who.is_empty(),
                    Side::Unclear => {
                        who.iter().any(|w| w.is_capital && w.is_word)
                            || who.iter().any(|w| vocabulary().organisations.has(&w.lower))
                            || ends_in_agent(words, &subject.words)
                                && who.first().is_some_and(|w| {
                                    w.among(&["the", "his", "her", "its", "their", "our", "my"])
                                })
                    }
                    Side::Other => false,
                };
            // "would … unless", "would … if they do not": a threat.
            let conditional = self.out.iter().any(|t| {
                let threatens = t.negated
                    && t.spans.first().is_some_and(|s| {
                        matches!(words.lower(words.from(s.start)), "if" | "should" | "without" | "when")
                    });
                t.role == TermRole::Condition
                    && !threatens
                    && !matches!(t.kind, Some(TermKind::Unless | TermKind::Until))
                    && here(t)
            });
            let adverb =
                words.get(at + 1).is_some_and(|w| w.among(&["also", "then", "now", "gladly", "happily"]));
            let verb = at + 1 + usize::from(adverb);
            let lemma = vocabulary().lemmas.verb(words.lower(verb));
            let shape = verb_shape(words, verb);
            let unlisted = shape.is_none()
                && words.get(verb).is_some_and(|w| {
                    w.is_small() && !vocabulary().filler.has(&w.lower) && !w.lower.ends_with("ly")
                })
                && !who.iter().any(|w| w.is("i"));
            let bare = (shape == Some(0) || lemma == "let" || unlisted) && verb < range.end;
            let by_itself = !words.all[at].quoted && opens_by_itself(words, &subject.words, &lemma);
            let harmless = !vocabulary().threats.has(&lemma)
                && !matches!(
                    lemma.as_str(),
                    "like"
                        | "be"
                        | "have"
                        | "say"
                        | "lose"
                        | "need"
                        | "love"
                        | "prefer"
                        | "not"
                        | "never"
                        | "want"
                        | "lapse"
                        | "fail"
                        | "collapse"
                        | "become"
                        | "happen"
                        | "remain"
                        | "continue"
                        | "hold"
                        | "cut"
                        | "close"
                        | "block"
                );
            if !(first || reported || by_itself)
                || !conditional
                || !bare
                || !harmless
                || subject.denied
                || self.taken(verb)
            {
                continue;
            }
            let end = self.clause_end(verb, range.end, Opens::Clause);
            self.make(
                range,
                Made {
                    role: TermRole::Offer,
                    kind: None,
                    whole: at..end,
                    body: verb..end,
                    opens: Opens::Clause,
                    actor: Some(subject.words).filter(|_| !by_itself || first || reported),
                    teller: Teller::AsTold,
                },
            );
        }
    }

    /// "Stop the convoys": an imperative inside quotation marks.
    pub(super) fn imperatives(&mut self, range: &Range<usize>) {
        let words = self.words;
        let mut opens = true;
        for at in range.clone() {
            let word = &words.all[at];
            if !word.is_word {
                opens |= matches!(word.text, "." | "\"" | "“" | "!" | "?" | "‘" | ":");
                continue;
            }
            let first = std::mem::take(&mut opens);
            if !first
                || self.taken(at)
                || !acts::commands_at(words, at, range.end)
                || is_slogan(words, at, range.end)
            {
                continue;
            }
            let end = self.clause_end(at, range.end, Opens::Clause);
            if end > at + 1 {
                self.make(
                    range,
                    Made {
                        role: TermRole::Demand,
                        kind: None,
                        whole: at..end,
                        body: at..end,
                        opens: Opens::Clause,
                        actor: Some(at..at),
                        teller: Teller::Speaker,
                    },
                );
            }
        }
    }
}

/// "Make Aldra Great Again": words in capitals are a slogan, and ask nothing.
fn is_slogan(words: &Words, at: usize, end: usize) -> bool {
    const LEAST: usize = 3;
    let quoted = words.slice(at..end).iter().take_while(|w| w.is_word);
    let (mut all, mut capitals) = (0, 0);
    for word in quoted {
        all += 1;
        capitals += usize::from(word.is_capital);
    }
    all >= LEAST && all == capitals
}

/// "the gates would open", "fire would cease": a thing that whoever speaks of it opens or stops.
fn opens_by_itself(words: &Words, subject: &Range<usize>, verb: &str) -> bool {
    let noun = words.slice(subject.clone()).iter().rev().find(|w| w.is_word);
    let noun = noun.map(|w| vocabulary().lemmas.noun(&w.lower)).unwrap_or_default();
    matches!(verb, "open" | "reopen" | "cease" | "stop" | "resume" | "fall") && is_noun_of(&noun, "opens")
}

/// "first", "secondly": before an item of an enumeration.
pub(super) fn is_ordinal(lower: &str) -> bool {
    matches!(
        lower,
        "first" | "firstly" | "second" | "secondly" | "third" | "thirdly" | "fourth" | "finally" | "lastly"
    )
}

fn is_first(word: &crate::words::Word<'_>) -> bool {
    word.among(&["we", "i"])
}
