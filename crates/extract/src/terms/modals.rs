//! Demands by modal ("must") and by imperative, and offers in "would".

use super::clauses::{NEXT_SUBJECTS, first_verb, passive, subject_of, subject_start, verb_shape};
use super::parties::Side;
use super::{Finder, Made, Teller};
use crate::acts;
use crate::vocabulary::{Opens, vocabulary};
use reportedly_schema::{TermKind, TermRole};
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
            if inverted || unreal || asks(opens) || start > range.start && asks(start - 1) {
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
                || v.organisations.has(&noun)
                || v.person_nouns.has(&noun)
                || v.offices.has(&noun)
                || v.groups.has(&last.lower);
            let is_passive = passive(words, from);
            let thing = last.among(&["it", "that", "this", "there", "what", "one", "we", "i", "which"]);
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
            if first_verb(words, from, end).is_none() && words.lower(from) != "be" {
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
            let first = who.iter().any(|w| w.among(&["we", "i"]));
            // "Venn said Aldra would open the port if …".
            let own = self.voice.side_of(words, &subject.words) == Side::Own;
            let thing = who
                .iter()
                .any(|w| w.among(&["it", "there", "this", "that", "which", "who", "what", "they", "you"]))
                && !own;
            let reported = !words.all[at].quoted
                && !thing
                && match self.voice.side_of(words, &subject.words) {
                    Side::Own => !who.is_empty(),
                    Side::Unclear => {
                        who.iter().any(|w| w.is_capital && w.is_word)
                            || who.iter().any(|w| vocabulary().organisations.has(&w.lower))
                    }
                    Side::Other => false,
                };
            let sentence = words.sentence_of(at);
            // "would … unless", "would … if they do not": a threat.
            let conditional = self.out.iter().any(|t| {
                t.role == TermRole::Condition
                    && !t.negated
                    && !matches!(t.kind, Some(TermKind::Unless | TermKind::Until))
                    && t.spans.first().is_some_and(|s| sentence.contains(&words.from(s.start)))
            });
            let verb = at + 1 + usize::from(words.lower(at + 1) == "also");
            let lemma = vocabulary().lemmas.verb(words.lower(verb));
            let bare = verb_shape(words, verb) == Some(0) && verb < range.end;
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
            if !(first || reported)
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
                    actor: Some(subject.words),
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
            if !first || self.taken(at) || !acts::commands_at(words, at, range.end) {
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

fn is_first(word: &crate::words::Word<'_>) -> bool {
    word.among(&["we", "i"])
}
