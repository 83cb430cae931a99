//! Terms that a noun names: "an offer of 40 buses", "turned down a plan to open three stations", "we need guarantees that it stays open".

use super::clauses::subject_of;
use super::lists::possessor;
use super::openers::{ANSWERING, Governed, is_bare_verb};
use super::parties::Side;
use super::{Finder, Made, Teller};
use crate::vocabulary::{Opener, Opens, vocabulary};
use reportedly_schema::TermRole;
use std::ops::Range;

impl Finder<'_, '_> {
    /// "turned down a plan to open three stations": what another has put forward under another name.
    pub(super) fn answered_plan(&mut self, range: &Range<usize>, at: usize) {
        const OPENING: usize = 4;
        let words = self.words;
        let named = matches!(words.lower(at), "plan" | "package" | "idea" | "scheme" | "bid")
            && ANSWERING.contains(&self.cue.lemma.as_str())
            && self.cue.lemma != "call"
            && at < range.start + OPENING
            && words.lower(at + 1) == "to"
            && is_bare_verb(self, at + 2);
        if named {
            let body = at + 2..self.clause_end(at + 2, range.end, Opens::Clause);
            self.make(
                range,
                Made {
                    role: TermRole::Offer,
                    kind: None,
                    whole: at + 1..body.end,
                    body,
                    opens: Opens::Clause,
                    actor: None,
                    teller: Teller::Other(None),
                },
            );
        }
    }

    /// "an offer of 40 buses", "its proposal of a joint patrol": what stands after "of" where it is a thing. Whether it was one.
    pub(super) fn counted_offer(&mut self, range: &Range<usize>, at: usize, after: usize) -> bool {
        let words = self.words;
        let named = matches!(vocabulary().lemmas.noun(words.lower(at)).as_str(), "offer" | "proposal");
        let start = after + 1;
        let thing = words.get(start).is_some_and(|w| {
            start < range.end
                && (w.among(&["a", "an", "more", "free", "half"])
                    || matches!(w.text, "$" | "£" | "€")
                    || super::norm::number_at(words, start, range.end).is_some())
        });
        if !named || words.lower(after) != "of" || !thing || words.lower(at.wrapping_sub(1)) == "no" {
            return false;
        }
        let end = self.clause_end(start, range.end, Opens::Phrase);
        // "an offer of 6 per cent had lapsed": it is no more.
        if (end.saturating_sub(1).max(start)..range.end.min(end + 3))
            .any(|w| words.all[w].among(&["lapsed", "lapses", "expired", "expires"]))
        {
            return true;
        }
        let answered = ANSWERING.contains(&self.cue.lemma.as_str());
        let teller = match possessor(self, range, at) {
            // "the turning point was her offer of 14 crowns": told of another day.
            Some(who)
                if words.all[who.start].among(&["his", "her", "its", "their"])
                    && matches!(words.lower(who.start.wrapping_sub(1)), "was" | "were" | "been") =>
            {
                return true;
            }
            // "rejected his offer of 20 million": of whoever is answered.
            Some(who) if answered && words.all[who.start].among(&["his", "her", "its", "their"]) => {
                Teller::Other(None)
            }
            // "We refuse Aldra's offer of 20 million": Aldra's to hold.
            Some(who) if self.voice.side_of(words, &who) != Side::Own => Teller::Other(Some(who)),
            Some(who) => self.teller(&who),
            None if answered => Teller::Other(None),
            None => Teller::AsTold,
        };
        self.make(range, Made::phrase(TermRole::Offer, start..end, teller));
        true
    }

    /// "We need guarantees that it stays open": a guarantee that another is to give, made a demand here. Whether it is none of the speaker's to give.
    pub(super) fn asked_guarantee(
        &mut self,
        range: &Range<usize>,
        at: usize,
        opener: &Opener,
        governed: &Governed,
    ) -> bool {
        const LONGEST: usize = 4;
        let words = self.words;
        let noun = matches!(vocabulary().lemmas.noun(words.lower(at)).as_str(), "guarantee" | "assurance");
        if opener.role != TermRole::Guarantee || !noun || at == range.start {
            return false;
        }
        let from = range.start.max(at.saturating_sub(LONGEST));
        let found = (from..at).rev().take_while(|w| words.all[*w].is_word).find_map(|w| {
            match vocabulary().lemmas.verb(words.lower(w)).as_str() {
                "need" | "want" | "demand" | "seek" | "require" | "expect" => Some((w, true)),
                "without" | "get" | "receive" | "for" | "lack" | "obtain" | "await" => Some((w, false)),
                _ => None,
            }
        });
        let Some((verb, asks)) = found else { return false };
        let subject = subject_of(words, range, verb);
        if asks && !subject.denied && !subject.words.is_empty() && !self.taken(verb + 1) {
            let body = verb + 1..governed.body.end;
            let teller = self.teller(&subject.words);
            self.make(range, Made::phrase(TermRole::Demand, body, teller));
        }
        true
    }
}
