//! The whole content as what its cue opens: "urged | Teluria to withdraw", "dropped its demand for | inspectors".

use super::agents::is_noun_of;
use super::openers::{FURTHEST, Governed, demanding, is_bare_verb, is_of_mind};
use super::{Finder, Made, Teller};
use crate::vocabulary::{Frame, Opener, Opens, vocabulary};
use reportedly_schema::TermRole;
use std::ops::Range;

impl Finder<'_, '_> {
    /// The whole content as what the cue opens: "urged | Teluria to withdraw", "offered | to reopen the port".
    pub(super) fn of_cue(&mut self, range: &Range<usize>) {
        let words = self.words;
        if self.cue.negated || self.cue.no_comment {
            return;
        }
        let mut start = range.start;
        let money = |at: usize| matches!(words.all[at].text, "$" | "£" | "€");
        while start < range.end && !words.all[start].is_word && !money(start) {
            start += 1;
        }
        if start >= range.end || self.taken(start) {
            return;
        }
        if self.revised_by_cue(range, start) {
            return;
        }
        let Some((opener, start)) = self.opener_of_cue(start) else { return };
        if self.judged(start) || opener.role == TermRole::Offer && self.is_of_words(start) {
            return;
        }
        let before_cue = self.cue.head.is_some_and(|head| start < head);
        let foreseen = matches!(self.cue.lemma.as_str(), "expect" | "need");
        if start >= range.end || foreseen || before_cue && opener.frames.contains(&Frame::Some) {
            return;
        }
        let after_cue = self
            .cue
            .words
            .last()
            .map(|w| w + 1..range.start)
            .filter(|r| !r.is_empty() && r.len() <= FURTHEST);
        // "appealed to both sides | to keep the roads open".
        let after_cue = after_cue.map(|r| {
            let to = words.all[r.start].among(&["to", "on", "upon", "with"]) && r.len() > 1;
            r.start + usize::from(to)..r.end
        });
        let to_first = words.lower(start) == "to" && is_bare_verb(self, start + 1);
        let asked =
            to_first && opener.frames.contains(&Frame::ObjectTo) && !opener.frames.contains(&Frame::To);
        let mut governed = if asked {
            let wants = matches!(self.cue.lemma.as_str(), "want" | "need" | "expect" | "require");
            if wants && after_cue.is_none() {
                return;
            }
            let body = start + 1..self.clause_end(start + 1, range.end, Opens::Clause);
            Some(Governed { body, opens: Opens::Clause, actor: after_cue.clone() })
        } else {
            self.governed(opener, start, range)
        };
        // The preposition may belong to the cue: "called for | an inquiry", "his demand for | talks".
        let open = opener.frames.iter().any(|f| matches!(f, Frame::Preposition(_) | Frame::Some));
        let named = opener.frames.iter().any(|f| matches!(f, Frame::Phrase | Frame::Some));
        let noun = !words.all[start].among(&[
            "to",
            "that",
            "if",
            "for",
            "it",
            "is",
            "was",
            "and",
            "not",
            "what",
            "which",
            "who",
            "something",
            "anything",
            "this",
            "them",
            "him",
            "her",
            "us",
            "me",
            "you",
            "how",
            "more",
            "everything",
            "nothing",
            "so",
            "in",
            "out",
        ]) || words.lower(start) == "more" && start + 1 < range.end;
        if governed.is_none() && open && named && noun {
            let end = self.clause_end(start, range.end, Opens::Phrase);
            governed = Some(Governed { body: start..end, opens: Opens::Phrase, actor: None });
        }
        let Some(governed) = governed.filter(|g| !g.body.is_empty() && opener.takes(words, &g.body)) else {
            return;
        };
        let mind = opener.role == TermRole::Demand && is_of_mind(self, &governed.body);
        if mind || self.is_spoken(opener, &governed) {
            return;
        }
        // "insisted that it was innocent" asserts; "insisted that they leave" demands.
        if opener.asserts && words.lower(start) == "that" && !demanding(self, &governed.body) {
            return;
        }
        // Readiness to be is a state.
        if opener.own_only && words.lower(governed.body.start) == "be" {
            return;
        }
        let whole = match opener.role {
            TermRole::Demand => {
                governed.actor.as_ref().map_or(governed.body.start, |a| a.start.max(range.start))
            }
            _ => start,
        };
        let whole =
            if words.lower(whole) == "to" && opener.role == TermRole::Demand { whole + 1 } else { whole };
        let actor = governed.actor.clone();
        let role = if self.given_up() { TermRole::Concession } else { opener.role };
        self.make(
            range,
            Made {
                role,
                kind: None,
                whole: whole..governed.body.end,
                body: governed.body,
                opens: governed.opens,
                actor,
                teller: Teller::Speaker,
            },
        );
    }

    /// "offered his thoughts on | the army": what the cue offers is words.
    fn is_of_words(&self, start: usize) -> bool {
        const REACH: usize = 7;
        let Some(head) = self.cue.head.filter(|head| *head < start && start - head <= REACH) else {
            return false;
        };
        let nouns = &vocabulary().lemmas;
        self.words.slice(head + 1..start).iter().any(|w| is_noun_of(&nouns.noun(&w.lower), "spoken"))
    }

    /// "called the union's demand | “out of reach”": a noun, and right behind it what somebody says of it.
    fn judged(&self, start: usize) -> bool {
        let words = self.words;
        let Some(head) = self.cue.head.filter(|head| *head > 0 && *head < start) else { return false };
        let noun = words.all[head - 1]
            .among(&["'s", "the", "his", "her", "its", "their", "our", "my", "this", "that"]);
        noun && start > head + 1
            && words.slice(head + 1..start).iter().all(|w| matches!(w.text, "\"" | "“" | "‘" | "'"))
    }

    /// The opener of the cue, the first words of the content among it where they belong to it ("asked | for patience"), and where what it governs starts.
    fn opener_of_cue(&self, start: usize) -> Option<(&'static Opener, usize)> {
        let v = vocabulary();
        let words = self.words;
        let head = self.cue.head;
        let with = |more: &str| v.openers_of_terms.get(&format!("{} {more}", self.cue.lemma));
        let particle =
            head.map(|h| words.lower(h + 1)).filter(|p| matches!(*p, "on" | "upon" | "for" | "to" | "with"));
        let of_cue = particle.and_then(with).filter(|_| head.is_some_and(|h| h + 1 < start));
        let first = words.lower(start);
        let of_content = matches!(first, "on" | "upon" | "for" | "with").then(|| with(first)).flatten();
        // "put forward | a plan", "floated the idea of | a referendum".
        let rest = head.and_then(|h| {
            let rest: Vec<&str> =
                self.cue.words.iter().filter(|w| **w > h).map(|w| words.lower(*w)).collect();
            let verb = v.lemmas.verb(words.lower(h));
            v.openers_of_terms.get(&format!("{verb} {}", rest.join(" "))).filter(|_| !rest.is_empty())
        });
        let plain = rest.or_else(|| v.openers_of_terms.get(&self.cue.lemma)).map(|opener| (opener, start));
        of_cue.map(|o| (o, start)).or(of_content.map(|o| (o, start + 1))).or(plain)
    }

    /// "no longer demands", "dropped its demand": the cue gives up what it names.
    fn given_up(&self) -> bool {
        const REACH: usize = 4;
        let Some(head) = self.cue.head else { return false };
        let sentence = self.words.sentence_of(head);
        let before = sentence.start.max(head.saturating_sub(REACH))..head;
        let verbs = &vocabulary().lemmas;
        before.clone().any(|w| {
            self.words.all[w].is("no") && self.words.lower(w + 1) == "longer"
                || matches!(
                    verbs.verb(self.words.lower(w)).as_str(),
                    "drop" | "abandon" | "withdraw" | "waive"
                )
        })
    }
}
