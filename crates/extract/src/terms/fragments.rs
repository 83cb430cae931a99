//! Conditions and demands named first and told in the sentences after: "Our conditions are simple. No lorries at night. A wall along the road."

use super::clauses::{first_verb, is_modal, verb_shape};
use super::modals::is_ordinal;
use super::{Finder, Made, Teller};
use crate::vocabulary::{Opens, vocabulary};
use reportedly_schema::{TermKind, TermRole};
use std::ops::Range;

/// Most sentences after the one that names them.
const MOST: usize = 5;

/// Most words of one.
const LONGEST: usize = 25;

impl Finder<'_, '_> {
    /// Finds them in the parts of the content.
    pub(super) fn fragments(&mut self, parts: &[Range<usize>]) {
        let Some(last) = parts.last() else { return };
        for at in parts.iter().flat_map(Clone::clone) {
            self.said_before(at, parts);
        }
        let mut at = parts[0].start;
        while at < last.end {
            let Some(role) = self.names_list(at, parts) else {
                at += 1;
                continue;
            };
            let Some(mut start) = self.next_sentence(at, parts) else { return };
            for _ in 0..MOST {
                let Some(range) = parts.iter().find(|r| r.contains(&start)) else { break };
                let end = (start..range.end)
                    .find(|w| matches!(self.words.all[*w].text, "." | ";" | "!" | "?" | "”" | "\""))
                    .unwrap_or(range.end);
                let listed = role == TermRole::Condition && self.is_listed(start, end);
                if !listed && !self.is_fragment(start, end) {
                    break;
                }
                let opens = if listed { Opens::Clause } else { Opens::Phrase };
                self.make_fragment(range, start..end, role, opens);
                let Some(next) = self.next_sentence(end, parts) else { break };
                start = next;
            }
            at = start + 1;
        }
    }

    /// "An apology and the two scenes. That is all we ask": what stands in the sentence before.
    fn said_before(&mut self, at: usize, parts: &[Range<usize>]) {
        let words = self.words;
        let points = words.all[at].is("that")
            && words.all[at].is_capital
            && words.get(at + 1).is_some_and(|w| w.among(&["is", "'s", "was"]));
        let Some(range) = parts.iter().find(|r| r.contains(&at)).filter(|_| points) else { return };
        let end =
            (at..range.end.min(at + 9)).find(|w| words.all[*w].text == ".").unwrap_or(range.end.min(at + 9));
        let asks = words.lower(at + 2) == "all"
            && (at + 3..end).any(|w| {
                matches!(vocabulary().lemmas.verb(words.lower(w)).as_str(), "ask" | "want" | "demand")
            });
        let named = words.get(at + 2).is_some_and(|w| w.among(&["our", "my", "the", "their", "his", "her"]));
        let role = match words.lower(end.saturating_sub(1)) {
            _ if asks => TermRole::Demand,
            "demand" | "demands" if named => TermRole::Demand,
            "condition" | "conditions" | "terms" if named => TermRole::Condition,
            _ => return,
        };
        let Some(stop) = (range.start..at).rev().find(|w| words.all[*w].text == ".") else { return };
        let start = (range.start..stop)
            .rev()
            .find(|w| matches!(words.all[*w].text, "." | "\"" | "“" | "!" | "?"))
            .map_or(range.start, |w| w + 1);
        if start < stop && self.is_fragment(start, stop) {
            self.make_fragment(range, start..stop, role, Opens::Phrase);
        }
    }

    /// "our conditions are simple", "we have two demands" at the end of a sentence: the role of what the noun at `at` names.
    fn names_list(&self, at: usize, parts: &[Range<usize>]) -> Option<TermRole> {
        let words = self.words;
        let role = match vocabulary().lemmas.noun(words.lower(at)).as_str() {
            "condition" | "precondition" | "term" => TermRole::Condition,
            "demand" => TermRole::Demand,
            _ => return None,
        };
        let range = parts.iter().find(|r| r.contains(&at))?;
        let ends = |w: usize| w >= range.end || matches!(words.all[w].text, "." | "," | ":" | "”" | "\"");
        let simple = words.get(at + 1).is_some_and(|w| w.among(&["are", "is", "were", "remain"]))
            && words.get(at + 2).is_some_and(|w| {
                w.among(&["simple", "clear", "few", "modest", "plain", "unchanged", "known", "short"])
            })
            && ends(at + 3);
        let counted = at > range.start
            && super::norm::number_at(words, at - 1, at).is_some()
            && (range.start.max(at.saturating_sub(4))..at)
                .any(|w| words.all[w].among(&["have", "are", "has", "had", "set", "were"]))
            && ends(at + 1);
        (simple || counted).then_some(role)
    }

    /// The first word of the sentence after the one of `at`, in its part or the next one.
    fn next_sentence(&self, at: usize, parts: &[Range<usize>]) -> Option<usize> {
        let words = self.words;
        let n = parts.iter().position(|r| r.start <= at && at <= r.end)?;
        let rest = (at..parts[n].end)
            .find(|w| matches!(words.all[*w].text, "." | ";" | "!"))
            .map(|stop| stop + 1..parts[n].end);
        let next = parts.get(n + 1).cloned();
        rest.into_iter().chain(next).find_map(|mut r| r.find(|w| words.all[*w].is_word))
    }

    /// Whether a sentence has no verb of its own.
    fn is_fragment(&self, start: usize, end: usize) -> bool {
        let words = self.words;
        let finite = words.slice(start..end).iter().any(|w| {
            is_modal(&w.lower)
                || w.among(&[
                    "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "'s", "'re", "we",
                    "i", "they", "he", "she",
                ])
        });
        let verb =
            first_verb(words, start, end).is_some_and(|v| v > start && verb_shape(words, v) != Some(3));
        end > start + 1 && end - start <= LONGEST && !finite && !verb
    }

    /// "First, the town pays", "that the town pays": an item with its verb, of what is to come.
    fn is_listed(&self, start: usize, end: usize) -> bool {
        let words = self.words;
        let past = words.slice(start..end).iter().any(|w| w.among(&["was", "were", "had", "did", "we", "i"]));
        let item =
            is_ordinal(words.lower(start)) && words.lower(start + 1) == "," || words.all[start].is("that");
        item && !past && end - start <= LONGEST && end > start + 2
    }

    fn make_fragment(&mut self, range: &Range<usize>, mut body: Range<usize>, role: TermRole, opens: Opens) {
        while body.start < body.end
            && (self.words.all[body.start].among(&["and", "then", "also", "that", ","])
                || is_ordinal(self.words.lower(body.start)))
        {
            body.start += 1;
        }
        let kind = (role == TermRole::Condition).then_some(TermKind::If);
        self.make(
            range,
            Made { role, kind, whole: body.clone(), body, opens, actor: None, teller: Teller::Speaker },
        );
    }
}
