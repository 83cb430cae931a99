//! What is asked or given and told with another value, or given up: "raised its offer to 4 percent", "dropped the condition | that the quay stay open".

use super::agents::is_noun_of;
use super::clauses::subject_of;
use super::{Finder, Made, Teller};
use crate::attribution::bargaining;
use crate::vocabulary::{Opens, vocabulary};
use reportedly_schema::TermRole;
use std::ops::Range;

/// Words from the verb to the noun for what is asked or given.
const REACH: usize = 5;

impl Finder<'_, '_> {
    /// "raised its offer to a cut of 28 percent", in a content.
    pub(super) fn revised(&mut self, range: &Range<usize>) {
        let words = self.words;
        for at in range.clone() {
            let Some(role) = self.revised_noun(at) else { continue };
            let from = range.start.max(at.saturating_sub(REACH));
            let verb = (from..at)
                .rev()
                .take_while(|w| words.all[*w].is_word)
                .find(|w| bargaining::gives_value(&vocabulary().lemmas.verb(words.lower(*w))));
            let start = at + 2;
            let Some(verb) = verb.filter(|_| self.has_value(at + 1, range.end)) else { continue };
            let subject = subject_of(words, range, verb);
            if subject.denied || words.lower(verb.wrapping_sub(1)) == "to" || self.taken(start) {
                continue;
            }
            let teller = self.teller(&subject.words);
            self.value(range, start, role, teller);
        }
    }

    /// The same where the cue has verb and noun; and what is given up where no opener tells it. Whether it was one.
    pub(super) fn revised_by_cue(&mut self, range: &Range<usize>, start: usize) -> bool {
        let words = self.words;
        let cue = &self.cue.words;
        let (Some(&first), Some(&last)) = (cue.first(), cue.last()) else { return false };
        let lemma = vocabulary().lemmas.verb(words.lower(first));
        if let Some(role) = self.revised_noun(last)
            && bargaining::gives_value(&lemma)
            && self.has_value(start, range.end)
        {
            self.value(range, start + 1, role, Teller::Speaker);
            return true;
        }
        let noun = |at: &&usize| is_noun_of(&vocabulary().lemmas.noun(words.lower(**at)), "asked");
        let Some(&noun) = cue.iter().rev().find(noun) else { return false };
        if !bargaining::gives_up(&lemma) || first == noun || start <= noun {
            return false;
        }
        let that = usize::from(words.lower(start) == "that");
        let opens = if that == 1 { Opens::Clause } else { Opens::Phrase };
        let body = start + that..self.clause_end(start + that, range.end, opens);
        let whole = start..body.end;
        let role = TermRole::Concession;
        self.make(range, Made { role, kind: None, whole, body, opens, actor: None, teller: Teller::Speaker });
        true
    }

    /// What a noun for a term names: something asked or something given.
    fn revised_noun(&self, at: usize) -> Option<TermRole> {
        let noun = vocabulary().lemmas.noun(self.words.lower(at));
        if is_noun_of(&noun, "given") {
            Some(TermRole::Offer)
        } else {
            is_noun_of(&noun, "asked").then_some(TermRole::Demand)
        }
    }

    fn has_value(&self, to: usize, end: usize) -> bool {
        self.words.lower(to) == "to" && bargaining::has_number(self.words, to + 1, end)
    }

    fn value(&mut self, range: &Range<usize>, start: usize, role: TermRole, teller: Teller) {
        let end = self.clause_end(start, range.end, Opens::Phrase);
        let body = bargaining::without_date(self.words, start..end);
        self.make(range, Made::phrase(role, body, teller));
    }
}
