//! What one yields to without a word of giving up: "make it eleven", "the law can wait until autumn", "he can have the barn".

use super::clauses::subject_start;
use super::{Finder, Made, Teller};
use crate::vocabulary::{Opens, vocabulary};
use reportedly_schema::TermRole;
use std::ops::Range;

impl Finder<'_, '_> {
    /// "Make it eleven", "Let it be 20 kilometres": a value that one yields to.
    fn made_it(&mut self, range: &Range<usize>, at: usize) {
        let words = self.words;
        let word = &words.all[at];
        let opens = word.quoted && word.is_capital && words.lower(at + 1) == "it" && !self.taken(at);
        let verbs = match word.lower.as_str() {
            "make" if opens => 2,
            "let" if opens && words.lower(at + 2) == "be" => 3,
            _ => return,
        };
        let even = usize::from(words.lower(at + verbs) == "even");
        let value = at + verbs + even;
        if value >= range.end || super::norm::number_at(words, value, range.end).is_none() {
            return;
        }
        let end = self.clause_end(value, range.end, Opens::Phrase);
        self.make(
            range,
            Made {
                role: TermRole::Concession,
                kind: None,
                whole: at..end,
                body: value..end,
                opens: Opens::Phrase,
                actor: None,
                teller: Teller::Speaker,
            },
        );
    }

    /// "He can have the barn": what one leaves to another.
    fn can_have(&mut self, range: &Range<usize>, at: usize) {
        let words = self.words;
        let given = at > range.start
            && words.all[at].quoted
            && words.all[at].is("can")
            && words.lower(at + 1) == "have"
            && words.all[at - 1].among(&["he", "she", "they"])
            && words.get(at + 2).is_some_and(|w| {
                at + 2 < range.end && w.among(&["the", "his", "her", "their", "my", "our", "both", "half"])
            });
        let opens = at > range.start + 1
            && (!words.all[at - 2].is_word || words.all[at - 2].among(&["and", "but", "then"]))
            || at == range.start + 1;
        if !given || !opens || self.taken(at) {
            return;
        }
        let end = self.clause_end(at + 2, range.end, Opens::Phrase);
        self.make(
            range,
            Made {
                role: TermRole::Concession,
                kind: None,
                whole: at - 1..end,
                body: at + 2..end,
                opens: Opens::Phrase,
                actor: None,
                teller: Teller::Speaker,
            },
        );
    }

    /// "Nothing short of eleven posts would do": the least that is asked.
    pub(super) fn least(&mut self, range: &Range<usize>) {
        let words = self.words;
        for at in range.clone() {
            let least = words.all[at].is("nothing")
                && matches!((words.lower(at + 1), words.lower(at + 2)), ("short", "of") | ("less", "than"));
            if !least || self.taken(at) {
                continue;
            }
            let end = self.clause_end(at + 3, range.end, Opens::Phrase);
            let enough = end < range.end
                && words.all[end].among(&["will", "would"])
                && matches!(words.lower(end + 1), "do" | "suffice" | "satisfy" | "be");
            if enough && end > at + 3 {
                self.make(range, Made::phrase(TermRole::Demand, at + 3..end, Teller::AsTold));
            }
        }
    }

    /// "would negotiate only on the release of all crews", "discuss nothing but the release": what alone is to be talked about is asked.
    pub(super) fn only_about(&mut self, range: &Range<usize>) {
        const TALKING: &[&str] = &["talk", "negotiate", "discuss", "speak", "accept", "agree", "settle"];
        let words = self.words;
        for at in range.clone().skip(1) {
            let talks = TALKING.contains(&vocabulary().lemmas.verb(words.lower(at)).as_str())
                && words.all[at].is_small();
            let start = match (words.lower(at + 1), words.lower(at + 2)) {
                ("only", "on" | "about" | "over") | ("nothing", "but" | "except") => at + 3,
                ("nothing", "other") if words.lower(at + 3) == "than" => at + 4,
                _ => continue,
            };
            if !talks || start >= range.end || self.taken(start) {
                continue;
            }
            let subject = super::clauses::subject_of(words, range, at);
            let end = self.clause_end(start, range.end, Opens::Phrase);
            if subject.words.is_empty() || subject.denied || end <= start {
                continue;
            }
            let teller = self.teller(&subject.words);
            self.make(range, Made::phrase(TermRole::Demand, start..end, teller));
        }
    }

    /// "The law can wait until autumn": what need not come now is conceded.
    pub(super) fn waits(&mut self, range: &Range<usize>) {
        let words = self.words;
        for at in range.clone() {
            let can =
                words.all[at].among(&["can", "could"]) && words.lower(at + 1) == "wait" && at + 1 < range.end;
            if !can || self.taken(at) {
                self.made_it(range, at);
                self.can_have(range, at);
                continue;
            }
            let marked = at > range.start && matches!(words.all[at - 1].text, "\"" | "“");
            let stop = at - usize::from(marked);
            let start = subject_start(words, range, stop);
            // "the law on the number of patients": of the law.
            let head = (start + 1..stop)
                .find(|w| words.all[*w].among(&["of", "about", "on", "for", "in", "with"]))
                .unwrap_or(stop);
            let subject = start..head;
            let pointing = words.slice(subject.clone()).iter().any(|w| {
                w.among(&[
                    "it", "this", "that", "what", "which", "who", "we", "i", "you", "they", "he", "she", "no",
                ])
            });
            if subject.is_empty() || pointing || super::agents::ends_in_agent(words, &subject) {
                continue;
            }
            let end = self.clause_end(at + 2, range.end, Opens::Clause).max(at + 2);
            self.make(
                range,
                Made {
                    role: TermRole::Concession,
                    kind: None,
                    whole: start..end,
                    body: start..end,
                    opens: Opens::Clause,
                    actor: None,
                    teller: Teller::AsTold,
                },
            );
        }
    }
}
