//! Nouns that name the terms after them: "our conditions are …", "demands include …", "on two conditions: …".

use super::{Finder, Made, Teller};
use crate::vocabulary::{Opens, vocabulary};
use reportedly_schema::{TermKind, TermRole};
use std::ops::Range;

/// Most words of what a noun introduces.
const LONGEST: usize = 60;

/// Most words between the noun and the colon before its list.
const FURTHEST: usize = 10;

/// Words after "our demand is" that say something of it and do not name it.
const NOT_NAMED: &[&str] = &[
    "still",
    "on",
    "in",
    "simple",
    "clear",
    "also",
    "very",
    "now",
    "well",
    "under",
    "being",
    "already",
    "known",
    "what",
    "as",
    "unchanged",
    "reasonable",
    "fair",
    "just",
    "legitimate",
    "off",
    "dead",
    "good",
    "final",
    "generous",
    "up",
    "under",
    "before",
    "about",
    "for",
    "there",
    "only",
    "too",
    "so",
    "more",
    "rather",
    "quite",
    "open",
    "real",
];

impl Finder<'_, '_> {
    /// Whether a clause of what is to hold begins at `start`, that nothing says is given up: not "the condition that causes blindness".
    fn is_stated(&self, start: usize, end: usize) -> bool {
        let words = self.words;
        let stop = self.clause_end(start, end, Opens::Clause);
        let given_up = (start..stop).any(|w| words.all[w].is("longer") && words.all[w - 1].is("no"));
        let told = (start..stop).any(|w| words.all[w].among(&["had", "did", "caused", "led"]));
        let verb = super::clauses::first_verb(words, start, stop)
            .is_some_and(|v| v > start && super::clauses::verb_shape(words, v) != Some(3))
            || (start + 1..stop).any(|w| words.all[w].among(&["be", "is", "are", "must", "have"]));
        start < end && super::clauses::verb_shape(words, start).is_none() && verb && !given_up && !told
    }

    /// "It made one demand: | that the dead be returned": a part of the content that a noun before it names.
    fn named_before(&mut self, range: &Range<usize>) {
        let words = self.words;
        let opens = words.lower(range.start) == "that"
            && range.start > 1
            && words.all[range.start - 1].text == ":"
            && !words.all[range.start - 2].quoted;
        let role = match words.lower(range.start.saturating_sub(2)) {
            "demand" | "request" => TermRole::Demand,
            "condition" | "precondition" => TermRole::Condition,
            _ => return,
        };
        if !opens {
            return;
        }
        let start = range.start + 1;
        let body = start..self.clause_end(start, range.end, Opens::Clause);
        let kind = (role == TermRole::Condition).then_some(TermKind::If);
        let whole = range.start..body.end;
        let teller = Teller::AsTold;
        self.make(range, Made { role, kind, whole, body, opens: Opens::Clause, actor: None, teller });
    }

    /// Finds them in one part of the content.
    pub(super) fn lists(&mut self, range: &Range<usize>) {
        let words = self.words;
        self.named_before(range);
        for at in range.clone() {
            let role = match vocabulary().lemmas.noun(words.lower(at)).as_str() {
                "condition" | "precondition" | "requirement" | "prerequisite" | "term" | "minimum" => {
                    TermRole::Condition
                }
                "demand" | "ultimatum" | "request" | "point" | "wish" => TermRole::Demand,
                "guarantee" | "assurance" => TermRole::Guarantee,
                "concession" => TermRole::Concession,
                "offer" | "proposal" => TermRole::Offer,
                _ => continue,
            };
            if words.all[at].is("terms") && words.lower(at.wrapping_sub(1)) == "in" {
                continue;
            }
            let colon = words.get(at + 1).is_some_and(|w| w.text == ":" || w.text == "—" || w.text == "–");
            let copula = words.get(at + 1).is_some_and(|w| {
                w.among(&["is", "are", "was", "were", "include", "includes", "included", "remain", "remains"])
            });
            // "the second condition consists in".
            let consists = words.get(at + 1).is_some_and(|w| w.among(&["consists", "consisted", "consist"]))
                && matches!(words.lower(at + 2), "in" | "of");
            // "the condition for talks is that".
            let further = (at + 2..(at + 8).min(range.end)).find(|w| {
                words.all[at + 1].among(&["for", "of"])
                    && words.all[*w].among(&["is", "are", "was", "were", "include", "includes"])
            });
            // "The ruling granting a request for papers is a victory": what is said to be one is the ruling.
            let governs =
                |w: usize| words.lower(w).ends_with("ing") || super::clauses::verb_shape(words, w) == Some(2);
            let inside = (words.sentence_of(at).start.max(range.start)..at).any(governs);
            let further = further.filter(|_| !inside);
            // "three conditions for peace talks: …".
            let listed = (at + 2..(at + FURTHEST).min(range.end))
                .take_while(|w| words.all[*w].is_word || matches!(words.all[*w].text, ":" | "-"))
                .find(|w| words.all[*w].text == ":")
                .filter(|_| words.all[at + 1].among(&["for", "of", "to", "on", "as", "under"]));
            // "points", "wishes" and "a minimum" are no terms but where they are listed or named.
            let weak = words.all[at].among(&["point", "points", "wish", "wishes"]);
            let counted = at > range.start && super::norm::number_at(words, at - 1, at).is_some();
            if weak && !(counted && (colon || listed.is_some())) {
                continue;
            }
            // "the condition that journalists be present".
            let that = role == TermRole::Condition
                && words.all[at].among(&["condition", "precondition", "prerequisite"])
                && words.lower(at + 1) == "that"
                && at > range.start
                && words.all[at - 1]
                    .among(&["a", "the", "one", "his", "her", "its", "their", "our", "my", "only"])
                && self.is_stated(at + 2, range.end);
            let copula = copula || that;
            let (start, wide) = match (colon, copula, further, listed) {
                _ if consists => (at + 3, false),
                (true, ..) => (at + 2, true),
                (_, true, ..) => (at + 2, false),
                (_, _, _, Some(w)) => (w + 1, true),
                (_, _, Some(w), _) => (w + 1, false),
                _ => continue,
            };
            let marked = words.get(start).is_some_and(|w| w.text == ":");
            let (start, wide) = (start + usize::from(marked), wide || marked);
            let start = if that { at + 1 } else { start };
            if start >= range.end || self.taken(start) || self.taken(at) {
                continue;
            }
            let includes = words.lower(start - 1).starts_with("includ");
            // "our one request is time".
            let ours = possessor(self, range, at).is_some()
                && words
                    .get(start)
                    .is_some_and(|w| w.is_small() && !w.lower.ends_with("ed") && !w.among(NOT_NAMED));
            let told = ours
                || words.get(start).is_some_and(|w| {
                    w.among(&[
                        "that", "to", "the", "a", "an", "no", "full", "an", "not", "first", "two", "three",
                    ]) || w.lower.ends_with("ing")
                });
            let denied =
                words.lower(start) == "not" && !words.slice(start..range.end).iter().any(|w| w.is("but"));
            if !(wide || includes || told || consists) || denied {
                continue;
            }
            let clause = words.lower(start) == "that";
            let opens = if clause { Opens::Clause } else { Opens::Phrase };
            let strong = wide || includes;
            let end = if strong {
                (start..range.end.min(start + LONGEST))
                    .find(|w| matches!(words.all[*w].text, "." | "”" | "\"" | "!" | "?"))
                    .unwrap_or(range.end.min(start + LONGEST))
            } else {
                self.clause_end(start, range.end, opens)
            };
            let body = start + usize::from(clause)..end;
            if body.is_empty() {
                continue;
            }
            let who = possessor(self, range, at);
            let teller = who.as_ref().map_or(Teller::AsTold, |w| self.teller(w));
            let kind = (role == TermRole::Condition).then_some(TermKind::If);
            self.make(range, Made { role, kind, whole: start..end, body, opens, actor: None, teller });
        }
    }
}

/// "our", "Teluria's", "their" before a noun.
pub(super) fn possessor(finder: &Finder<'_, '_>, range: &Range<usize>, noun: usize) -> Option<Range<usize>> {
    let words = finder.words;
    const REACH: usize = 4;
    for at in (range.start.max(noun.saturating_sub(REACH))..noun).rev() {
        let word = &words.all[at];
        if word.among(&["our", "my", "their", "his", "her", "its", "your"]) {
            return Some(at..at + 1);
        }
        if word.is("'s") || matches!(word.text, "'" | "’") {
            let start = super::clauses::subject_start(words, range, at);
            // "We refuse Aldra's offer": the owner stands behind the verb.
            let verb =
                |w: &usize| words.all[*w].is_small() && super::clauses::verb_shape(words, *w).is_some();
            let behind = (start..at).rev().find(verb).map_or(start, |w| w + 1);
            return Some(if behind < at { behind..at } else { start..at });
        }
        if !word.is_word || word.among(&["the", "a", "an"]) {
            break;
        }
    }
    None
}
