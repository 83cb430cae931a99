//! Claims of what sides say of each other, of whose idea something was, and of acts that one says were not.

use super::super::agents::{Who, agent, is_passive, subject};
use super::super::heads::{ENDS_PHRASE, is_name, is_real};
use super::{COMPLEMENT_REACH, Claim, DISPUTES, MEETING, Proposed, Reader, Shape, What};
use crate::lexicon::Lexicon;
use crate::wording::Token;
use std::collections::BTreeSet;

/// Tokens behind "was" in which stands whose an idea was.
const OWNER_REACH: usize = 3;

/// Tokens before an act in which "no" or "never" denies it.
const ACT_REACH: usize = 4;

/// Tokens before a verb in which a word of denying stands.
const DENIAL_REACH: usize = 4;

impl Reader<'_> {
    /// A claim of what sides say of each other, made by the word at `n`.
    pub(super) fn dispute(&self, n: usize) -> Option<Claim> {
        use Shape::*;
        let tokens = &self.wording.tokens;
        // "It was hers", of what another says to be someone else's idea.
        let own = matches!(tokens[n].written.as_str(), "hers" | "theirs" | "ours" | "mine");
        if own && n > 1 && tokens[n - 1].written == "was" && tokens[n - 2].written == "it" {
            return self.of_that(n, Who { ours: true, ..Who::default() });
        }
        let (shape, length) =
            self.shape(&DISPUTES, n, &[Refuses, Wants, Shuns, Breaks, Fires, Proposes, Idea, Demands])?;
        let end = self.clause_end(n);
        let behind = |wanted: Shape| {
            (n + length..end.min(n + length + COMPLEMENT_REACH))
                .find(|&m| self.shape(&DISPUTES, m, &[wanted]).is_some())
        };
        let denied = self.denied(n);
        let claim = |what: What, object: Option<usize>, who: Who| Claim {
            what,
            who,
            object,
            pronoun: false,
            at: n,
            bytes: self.bytes(self.clause_start(n), end),
        };
        match shape {
            Refuses | Shuns => {
                let talking = if shape == Shuns { None } else { Some(behind(Talking)?) };
                if shape == Refuses && !self.stands(n) && !self.is_cleft(n) || is_passive(self.wording, n) {
                    return None;
                }
                // A refusal turns what stands behind it and not itself.
                let who = self.who_of(n);
                (!who.is_nobody()).then(|| claim(What::Refuses(denied), talking, who))
            }
            Wants => {
                let talking = behind(Talking)?;
                let negated = tokens[n].sign < 0;
                let who = self.who_of(n);
                (negated && !who.is_nobody()).then(|| claim(What::Refuses(false), Some(talking), who))
            }
            Breaks => {
                let bond = behind(Bond)?;
                if !is_real(self.wording, n) {
                    return None;
                }
                let who = agent(self.wording, n, length);
                (!who.is_nobody()).then(|| claim(What::Breaks(denied), Some(bond), who))
            }
            Fires => {
                let who = Who::of(self.wording, subject(self.wording, n).into_iter());
                (!denied && is_real(self.wording, n) && !who.is_nobody())
                    .then(|| claim(What::Fires, None, who))
            }
            Proposes | Demands => self.proposed(n, length, shape == Demands),
            _ => self.idea(n, length),
        }
    }

    /// The subject of the verb at `n`; "he" is another than the speaker who says "me" beside it.
    fn who_of(&self, n: usize) -> Who {
        let tokens = &self.wording.tokens;
        let subject = subject(self.wording, n);
        let mut who = Who::of(self.wording, subject.iter().copied());
        let he = subject.iter().any(|&m| matches!(tokens[m].written.as_str(), "he" | "she"));
        let first = |w: &str| matches!(w, "i" | "me" | "my" | "we" | "us" | "our");
        if who.is_nobody() && he && tokens.iter().any(|t| first(&t.written)) {
            who.theirs = true;
        }
        who
    }

    /// Whether a word of denying stands right before the verb at `n`.
    fn denied(&self, n: usize) -> bool {
        let tokens = &self.wording.tokens;
        let before = tokens[..n].iter().rev().take(DENIAL_REACH).take_while(|t| t.clause == tokens[n].clause);
        let mut before = before.into_iter();
        before.any(|t| matches!(t.written.as_str(), "not" | "never" | "nor" | "neither" | "no" | "nobody"))
    }

    /// Whether a refusal stands, and is not one of a single day: "refuses", "has refused", "is refusing".
    fn stands(&self, n: usize) -> bool {
        let tokens = &self.wording.tokens;
        let written = tokens[n].written.as_str();
        let past = written.ends_with("ed") || Lexicon::shared().is_past_form(written);
        let before: Vec<&str> = tokens[..n]
            .iter()
            .rev()
            .take(3)
            .take_while(|t| t.clause == tokens[n].clause)
            .map(|t| t.written.as_str())
            .collect();
        let perfect =
            before.iter().any(|w| matches!(*w, "has" | "have" | "never" | "always" | "repeatedly" | "still"));
        !past
            && !before
                .iter()
                .any(|w| matches!(*w, "to" | "will" | "would" | "could" | "if" | "may" | "might" | "should"))
            || perfect
    }

    /// Whether the sentence says who of several it was: "it was the union that refused".
    fn is_cleft(&self, n: usize) -> bool {
        let tokens = &self.wording.tokens;
        let start = self.sentence_start(n);
        let it_was = (start..n).find(|&m| {
            let be = tokens.get(m + 1).map_or("", |t| t.written.as_str());
            tokens[m].written == "it" && matches!(be, "is" | "was")
        });
        it_was.is_some_and(|m| (m + 2..n).any(|k| matches!(tokens[k].written.as_str(), "that" | "who")))
    }

    /// An act that was, or is said never to have been ("there was no call", "never received an invitation").
    pub(super) fn act(&self, n: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
        let (row, _) = DISPUTES
            .iter()
            .enumerate()
            .filter(|(_, (shape, _))| *shape == Shape::Thing)
            .filter_map(|(row, (_, phrases))| phrases.longest(words.clone()).map(|(_, length)| (row, length)))
            .max_by_key(|(row, length)| (*length, std::cmp::Reverse(*row)))?;
        let from = n.saturating_sub(ACT_REACH).max(self.clause_start(n));
        let before: Vec<&str> = tokens[from..n].iter().map(|t| t.written.as_str()).collect();
        // "A call for peace" and "calls it a lie" are no acts of calling.
        let other =
            |t: &Token| matches!(t.written.as_str(), "for" | "to" | "on" | "it" | "him" | "her" | "them");
        if matches!(tokens[n].key.as_str(), "call") && tokens.get(n + 1).is_some_and(other) {
            return None;
        }
        let of_nobody =
            |n: usize| matches!(tokens[n].written.as_str(), "one" | "longer" | "doubt" | "matter");
        let no = (from..n).any(|m| tokens[m].written == "no" && !of_nobody(m + 1));
        let nobody = |w: &&str| matches!(*w, "never" | "nobody");
        let none = no || before.iter().any(nobody);
        let never = (n + 1..self.clause_end(n)).any(|m| {
            let happens = match tokens[m].written.as_str() {
                "happened" | "happen" | "occurred" | "occur" => true,
                "place" => matches!(tokens[m - 1].written.as_str(), "took" | "take" | "taken"),
                _ => false,
            };
            happens && tokens[m].sign < 0
        });
        let denied = none || never || before.contains(&"any") && before.contains(&"not");
        (denied || is_real(self.wording, n)).then(|| Claim {
            what: What::Act(row, denied),
            who: self.by_whom(n),
            object: None,
            pronoun: false,
            at: n,
            bytes: self.bytes(self.clause_start(n), self.clause_end(n)),
        })
    }

    /// Who stands after "by" behind the token at `n`, in its clause.
    fn by_whom(&self, n: usize) -> Who {
        let tokens = &self.wording.tokens;
        let end = self.clause_end(n);
        let by = (n + 1..end).find(|&m| tokens[m].written == "by");
        by.map_or_else(Who::default, |by| {
            let phrase = (by + 1..end).take_while(|&m| !ENDS_PHRASE.contains(&tokens[m].written.as_str()));
            Who::of(self.wording, phrase.take(5))
        })
    }

    /// Whom a passage names of which the words around say that its speaker blames him ("Aldra's demands").
    pub(super) fn blames(&self) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let end = (0..self.clause_end(0)).find(|&m| tokens[m].written == "for").unwrap_or(self.clause_end(0));
        let who = Who::of(self.wording, 0..end);
        (!who.is_nobody() && end > 0).then(|| Claim {
            what: What::Blames,
            who,
            object: None,
            pronoun: false,
            at: 0,
            bytes: self.bytes(0, end),
        })
    }

    fn proposed(&self, n: usize, length: usize, demanded: bool) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let passive = is_passive(self.wording, n);
        // "The plan was proposed by Aldra": a noun for what is not yet real makes no plan of its being proposed.
        let of_plan = passive && {
            let start = self.clause_start(n);
            (start + 1..n).any(|m| tokens[m].key == "plan" && tokens[m - 1].written == "the")
        };
        // "Green initiatives" share their stem with a verb.
        let noun =
            matches!(tokens[n].written.as_str(), "initiative" | "initiatives" | "initial" | "initially");
        if tokens[n].sign < 0 || noun || !of_plan && !is_real(self.wording, n) {
            return None;
        }
        let who = agent(self.wording, n, length);
        let (from, end) =
            if passive { (self.clause_start(n), n) } else { (n + length, self.object_end(n + length)) };
        let start = self.sentence_start(n);
        let first_of_all =
            tokens[..n].last().is_some_and(|t| matches!(t.written.as_str(), "first" | "originally"));
        let cleft = first_of_all
            || (start..n).any(|m| {
                tokens[m].written == "it"
                    && tokens.get(m + 1).is_some_and(|t| matches!(t.written.as_str(), "was" | "is" | "were"))
            });
        let first = tokens[n].key == "initi" || tokens[n].written == "came" || tokens[n].written == "come";
        let mut claim = self.proposal(n, who, from..end, cleft || first, demanded)?;
        if let What::Proposes(proposed) = &mut claim.what {
            proposed.common = matches!(tokens[n].key.as_str(), "offer" | "suggest");
        }
        Some(claim)
    }

    fn object_end(&self, from: usize) -> usize {
        let tokens = &self.wording.tokens;
        (from..tokens.len())
            .find(|&m| {
                from > 0 && tokens[m].clause != tokens[from - 1].clause
                    || m > from
                        && matches!(
                            tokens[m].written.as_str(),
                            "to" | "in"
                                | "on"
                                | "at"
                                | "as"
                                | "by"
                                | "after"
                                | "and"
                                | "from"
                                | "that"
                                | "for"
                                | "with"
                                | "during"
                        )
            })
            .unwrap_or(tokens.len())
    }

    /// "The idea of a cap came from Aldra", "it was their initiative", "the cap was a demand of Aldra".
    fn idea(&self, n: usize, length: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if tokens[n].sign < 0 {
            return None;
        }
        let demanded = matches!(tokens[n].key.as_str(), "demand" | "condit" | "request");
        let clause_end = self.clause_end(n);
        let came = (n + length..clause_end).find(|&m| {
            matches!(tokens[m].written.as_str(), "came" | "comes" | "come")
                && tokens.get(m + 1).is_some_and(|t| t.written == "from")
        });
        if let Some(came) = came {
            let who = Who::of(
                self.wording,
                (came + 2..clause_end)
                    .take_while(|&m| !ENDS_PHRASE.contains(&tokens[m].written.as_str()))
                    .take(6),
            );
            if n + length == came {
                return self.of_that(n, who);
            }
            return self.proposal(n, who, n + length..came, true, demanded);
        }
        if let Some(claim) = self.it_was_theirs(n, length) {
            return Some(claim);
        }
        // "X was a demand of Aldra", "X was Aldra's idea".
        let start = self.clause_start(n);
        let be = (start..n)
            .rev()
            .take(7)
            .find(|&m| matches!(tokens[m].written.as_str(), "was" | "is" | "were" | "been"))?;
        let of = tokens
            .get(n + length)
            .is_some_and(|t| matches!(t.written.as_str(), "of" | "by") && t.clause == tokens[n].clause);
        let who = if of {
            Who::of(
                self.wording,
                (n + length + 1..clause_end)
                    .take_while(|&m| !ENDS_PHRASE.contains(&tokens[m].written.as_str()))
                    .take(5),
            )
        } else {
            Who::of(self.wording, be + 1..n)
        };
        let who = if who.names.is_empty() && !who.ours && !who.theirs && !of { Who::default() } else { who };
        self.proposal(n, who, start..be, true, demanded)
    }

    /// "The idea was hers", "the proposal was the company's": whose it was that others speak of beside it.
    fn it_was_theirs(&self, n: usize, length: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let end = self.clause_end(n);
        let be = (n + length..end.min(n + length + 2))
            .find(|&m| matches!(tokens[m].written.as_str(), "was" | "is" | "been"))?;
        let owner = end.checked_sub(1).filter(|&m| m > be && m <= be + OWNER_REACH)?;
        let mut who = Who::of(self.wording, be + 1..end);
        who.ours |=
            matches!(tokens[owner].written.as_str(), "hers" | "his" | "theirs" | "ours" | "mine" | "own");
        // "The idea was a failure" names nobody.
        let named = !who.names.is_empty() && who.nouns.is_empty();
        (named || who.ours).then(|| self.of_that(n, who)).flatten()
    }

    /// A claim of whose idea it was, what it is of being told beside it.
    fn of_that(&self, n: usize, who: Who) -> Option<Claim> {
        let proposed = Proposed { origin: true, ..Proposed::default() };
        (!who.is_nobody()).then(|| Claim {
            what: What::Proposes(proposed),
            who,
            object: None,
            pronoun: true,
            at: n,
            bytes: self.bytes(self.clause_start(n), self.clause_end(n)),
        })
    }

    fn proposal(
        &self,
        n: usize,
        who: Who,
        object: std::ops::Range<usize>,
        origin: bool,
        demanded: bool,
    ) -> Option<Claim> {
        if who.is_nobody() || object.is_empty() {
            return None;
        }
        let inside = |at: usize| object.contains(&at) && !is_name(self.wording, at);
        let occurrences = self.wording.occurrences.iter();
        let key = |at: usize| match self.shape(&DISPUTES, at, &[Shape::Talking]) {
            Some(_) => MEETING.to_string(),
            None => self.wording.tokens[at].key.clone(),
        };
        let words: BTreeSet<(String, u32)> = occurrences
            .filter_map(|f| Some((f.at? as usize, f.weight)))
            .filter(|(at, _)| inside(*at))
            .map(|(at, weight)| (key(at), weight))
            .collect();
        let names = Who::of(self.wording, object.clone()).names;
        let named = object.clone().find(|&m| (self.undertaking)(m));
        (!words.is_empty()).then(|| Claim {
            what: What::Proposes(Proposed { words, names, origin, demanded, common: false }),
            who,
            object: named,
            pronoun: false,
            at: n,
            bytes: self.bytes(self.clause_start(n), self.clause_end(n)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Claim, What, claims};
    use crate::wording::{Stance, Wording};

    fn found(text: &str) -> Vec<Claim> {
        let wording = Wording::new(text, false, Stance::default());
        claims(&wording, &|_| false, false)
    }

    fn refusals(text: &str) -> Vec<(Vec<String>, bool)> {
        let of = |c: Claim| match c.what {
            What::Refuses(denied) => Some((c.who.names.into_iter().collect(), denied)),
            _ => None,
        };
        found(text).into_iter().filter_map(of).collect()
    }

    #[test]
    fn a_standing_refusal_has_one_who_refuses() {
        let teluria = || vec!["teluria".to_string()];
        assert_eq!(refusals("Teluria refuses to negotiate."), [(teluria(), false)]);
        assert_eq!(refusals("It is Teluria that does not want to talk."), [(teluria(), false)]);
        assert_eq!(refusals("Teluria is not ready for talks."), [(teluria(), false)]);
        assert_eq!(refusals("Teluria has never refused talks."), [(teluria(), true)]);
        assert!(refusals("Teluria rejected the proposal on Monday.").is_empty());
        assert!(refusals("Teluria wants to talk.").is_empty());
        let found = found("I am ready to see him. He is afraid to meet me.");
        assert!(found.iter().any(|c| matches!(c.what, What::Refuses(false)) && c.who.theirs), "{found:?}");
    }

    #[test]
    fn who_came_up_with_something_is_told_in_many_ways() {
        let proposed = |text: &str| -> Vec<Vec<String>> {
            let of = |c: Claim| match c.what {
                What::Proposes(_) => Some(c.who.names.into_iter().collect()),
                _ => None,
            };
            found(text).into_iter().filter_map(of).collect()
        };
        assert_eq!(proposed("Teluria proposed the dam."), [["teluria"]]);
        assert_eq!(proposed("The dam was proposed by Teluria."), [["teluria"]]);
        assert_eq!(proposed("The idea of the dam came from Teluria."), [["teluria"]]);
        assert_eq!(proposed("Neutrality was a demand of Teluria."), [["teluria"]]);
        assert!(proposed("Teluria never proposed the dam.").is_empty());
        assert_eq!(proposed("The proposal came from Teluria."), [["teluria"]]);
        assert_eq!(proposed("The idea was Teluria's."), [["teluria"]]);
        assert!(proposed("The idea was a failure.").is_empty());
        assert!(found("The idea was hers.").iter().any(|c| c.who.ours && c.pronoun));
        assert_eq!(proposed("The plan for a board was first proposed by Teluria."), [["teluria"]]);
    }

    #[test]
    fn an_act_may_be_denied() {
        let acts = |text: &str| -> Vec<(usize, bool)> {
            let of = |c: Claim| match c.what {
                What::Act(row, denied) => Some((row, denied)),
                _ => None,
            };
            found(text).into_iter().filter_map(of).collect()
        };
        let at_odds = |one: &str, other: &str| match (&acts(one)[..], &acts(other)[..]) {
            ([(a, false)], [(b, true)]) => a == b,
            _ => false,
        };
        assert!(at_odds("The union received an invitation.", "There was no invitation."));
        assert!(at_odds("They were ordered to wait.", "I gave no orders to anybody."));
        assert!(at_odds("The shelling of the market went on.", "No strikes were carried out on the market."));
        assert!(at_odds("A plane was shot down.", "The crash of a plane never happened."));
        assert!(!at_odds("The union received an invitation.", "There was no call."));
        assert!(acts("They call for peace.").is_empty());
        assert!(!at_odds("There was a strike.", "No one saw the strike."));
    }
}
