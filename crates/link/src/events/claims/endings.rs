//! Claims of why something undertaken together ended.

use super::super::agents::{Who, agent, is_passive, subject};
use super::super::heads::{ENDS_PHRASE, is_real};
use super::{COMPLEMENT_REACH, Cause, Claim, ENDINGS, REASONS, Reader, Shape, What};
use crate::lexicon::Lexicon;

/// Tokens between a verb of undoing and what it undoes.
const OBJECT_REACH: usize = 6;

/// Tokens between a verb and its subject's noun.
const SUBJECT_REACH: usize = 14;

/// Tokens between an ending and the words that give its reason.
const REASON_REACH: usize = 9;

/// Tokens of a reason that only the order of time tells, at least.
const FEWEST_TOLD: usize = 4;

/// Words right before a participle that make it no verb.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "of", "for"];

/// A claim that someone left the table.
fn left(mut claim: Claim) -> Claim {
    if let What::Ended(cause) = &mut claim.what {
        cause.left = true;
    }
    claim
}

impl Reader<'_> {
    /// A claim that something ended, made by the word at `n`.
    pub(super) fn ending(&self, n: usize) -> Option<Claim> {
        use Shape::*;
        let (shape, length) = self.shape(
            &ENDINGS,
            n,
            &[Fails, Undoes, Drops, UndoesIt, Leaves, Ousted, Stops, CauseOf, Blame, Noun],
        )?;
        let negative = self.wording.tokens[n].sign < 0 && !matches!(shape, Stops | Leaves);
        if negative || !is_real(self.wording, n) {
            return None;
        }
        match shape {
            Fails | Noun => self.fails(n, length, shape),
            Undoes | Drops | UndoesIt => self.undone(n, length, shape),
            // "Walked away with the idea" is no leaving of the table.
            Leaves if self.wording.tokens.get(n + length).is_some_and(|t| t.written == "with") => None,
            Leaves => {
                // "We stopped because they wanted a veto": the reason is theirs, whoever stopped.
                let ours = self.wording.tokens[n].written == "we";
                if ours {
                    let (from, told) = self.reason_after(n + length, false).filter(|(_, told)| !told)?;
                    return Some(self.reasoned(n, None, from, self.sentence_end(n), told));
                }
                let denied = self.wording.tokens[n].sign < 0
                    && !matches!(self.wording.tokens[n].written.as_str(), "did" | "not" | "never");
                if denied {
                    return None;
                }
                let who = agent(self.wording, n, length);
                let object = self.object_after(n + length);
                (!who.is_nobody()).then(|| left(self.by(n, length, who, object)))
            }
            // "It had been shown the door": by the others.
            Ousted => {
                let who = Who::of(self.wording, subject(self.wording, n).into_iter());
                let claim = self.by(n, 0, Who { theirs: true, ..Who::default() }, None);
                (!who.is_nobody() && !who.theirs || self.is_pronoun(n)).then_some(claim)
            }
            Stops => self.stopped(n, length),
            CauseOf => {
                let noun = (n + length..self.clause_end(n).min(n + length + 4))
                    .find(|&m| self.shape(&ENDINGS, m, &[Noun]).is_some())?;
                let object = self.object_after(noun + 1)?;
                let start = self.sentence_start(n);
                let who = Who::of(self.wording, subject(self.wording, n).into_iter());
                let cause = Cause { words: self.words(start, n), ..Cause::default() };
                (start < n).then(|| Claim {
                    what: What::Ended(cause),
                    who,
                    object: Some(object),
                    pronoun: false,
                    at: n,
                    bytes: self.bytes(start, self.clause_end(n)),
                })
            }
            _ => self.blame(n, length),
        }
    }

    /// An undertaking named within reach after `from`, in the same clause.
    fn object_after(&self, from: usize) -> Option<usize> {
        if from >= self.wording.tokens.len() {
            return None;
        }
        let clause = self.wording.tokens[from - 1].clause;
        (from..self.wording.tokens.len().min(from + OBJECT_REACH))
            .take_while(|&m| self.wording.tokens[m].clause == clause)
            .find(|&m| (self.undertaking)(m))
    }

    /// An undertaking that is the subject of the verb at `n`.
    fn object_before(&self, n: usize) -> Option<usize> {
        let tokens = &self.wording.tokens;
        let sentence = tokens[n].sentence;
        let start = self.clause_start(n);
        let in_clause = (start..n).rev().take(SUBJECT_REACH).find(|&m| (self.undertaking)(m));
        let lexicon = Lexicon::shared();
        let empty = || (start..n).all(|m| lexicon.is_function_word(&tokens[m].written));
        let pronoun = |m: usize| {
            matches!(
                tokens[m].written.as_str(),
                "it" | "they" | "he" | "she" | "we" | "this" | "that" | "which"
            )
        };
        in_clause.or_else(|| {
            let relative = (start..n).any(|m| matches!(tokens[m].written.as_str(), "which" | "that"));
            if !empty() || !relative && (start..n).any(pronoun) {
                return None;
            }
            (0..start)
                .rev()
                .take(SUBJECT_REACH)
                .take_while(|&m| tokens[m].sentence == sentence)
                .filter(|&m| (self.undertaking)(m))
                .last()
        })
    }

    /// The pronoun with which the clause of the verb at `n` begins.
    fn by_pronoun(&self, n: usize) -> Option<&str> {
        let tokens = &self.wording.tokens;
        let first = (self.clause_start(n)..n).find(|&m| tokens[m].written != "that")?;
        Some(&tokens[first].written)
    }

    /// Whether the subject of the verb at `n` is "it" or "they" alone.
    fn is_pronoun(&self, n: usize) -> bool {
        let tokens = &self.wording.tokens;
        let lexicon = Lexicon::shared();
        let inside = self.clause_start(n)..n;
        inside.clone().all(|m| lexicon.is_function_word(&tokens[m].written))
            && inside.clone().any(|m| matches!(tokens[m].written.as_str(), "it" | "they"))
    }

    /// The reason given behind an ending that ends at `from`: its first token, and whether only the time tells it.
    fn reason_after(&self, from: usize, on: bool) -> Option<(usize, bool)> {
        let tokens = &self.wording.tokens;
        let end = self.sentence_end(from.checked_sub(1)?);
        for m in from..end.min(from + REASON_REACH) {
            let words = tokens[m..end].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            let Some((told, length)) = REASONS.longest(words) else { continue };
            let next = m + length;
            if next >= end {
                return None;
            }
            let word = tokens[m].written.as_str();
            if word == "on" && (!on || m != from) {
                continue;
            }
            if word == "over" && tokens[next].number.is_some() {
                continue;
            }
            if told && !self.tells_of_someone(next, end) && word != "on" {
                continue;
            }
            return Some((next, told && word != "on"));
        }
        None
    }

    /// Whether words behind "after" tell of someone who did something, and not of a length of time or a mere date.
    fn tells_of_someone(&self, from: usize, end: usize) -> bool {
        let tokens = &self.wording.tokens;
        let lexicon = Lexicon::shared();
        let clause = tokens[from].clause;
        let inside: Vec<usize> = (from..end).take_while(|&m| tokens[m].clause == clause).collect();
        let verb = |&m: &usize| {
            let w = tokens[m].written.as_str();
            m > from
                && !tokens[m].capital
                && (w.ends_with("ed")
                    || lexicon.is_past_form(w)
                    || matches!(w, "was" | "were" | "had" | "did"))
                || m > from + 1 && self.shape(&ENDINGS, m, &[Shape::Leaves]).is_some()
        };
        tokens[from].number.is_none() && inside.len() >= FEWEST_TOLD && inside.iter().any(verb)
    }

    fn fails(&self, n: usize, length: usize, shape: Shape) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let is_of = |m: usize| tokens.get(m).is_some_and(|t| t.written == "of");
        // "ended the talks" is done by its subject.
        let transitive =
            self.object_after(n + length).filter(|_| shape == Shape::Fails && !is_of(n + length));
        if let Some(object) = transitive.filter(|&m| m <= n + length + 2 && !is_passive(self.wording, n)) {
            // "Aldra ended the talks because …" tells why and by whom; that the two sides ended them, nothing.
            let (from, told) = self.reason_after(object + 1, false)?;
            let who = agent(self.wording, n, length);
            let claim = self.reasoned(n, Some(object), from, self.sentence_end(n), told);
            let somebody = !told && !who.is_nobody() && !who.ours;
            return somebody.then_some(Claim { who, ..claim });
        }
        let (object, after) = if is_of(n + length) {
            let object = self.object_after(n + length)?;
            (object, object + 1)
        } else if shape == Shape::Noun {
            // "the talks' failure": a noun of ending alone is of nothing.
            let of = n.checked_sub(1).filter(|&m| (self.undertaking)(m))?;
            (of, n + length)
        } else {
            match self.object_before(n) {
                Some(object) => (object, n + length),
                None => {
                    let (from, told) = self.reason_after(n + length, false).filter(|_| self.is_pronoun(n))?;
                    let claim = self.reasoned(n, None, from, self.sentence_end(n), told);
                    return Some(Claim { pronoun: true, ..claim });
                }
            }
        };
        let on = tokens[n].key == "founder" || tokens[n].key == "fail";
        let (from, told) = self.reason_after(after, on)?;
        let end = self.sentence_end(n);
        Some(self.reasoned(n, Some(object), from, end, told))
    }

    fn reasoned(&self, n: usize, object: Option<usize>, from: usize, end: usize, told: bool) -> Claim {
        let tokens = &self.wording.tokens;
        let lexicon = Lexicon::shared();
        let stop = (from..end)
            .find(|&m| {
                let w = tokens[m].written.as_str();
                m > from
                    && (tokens[m].clause != tokens[from].clause
                        || !tokens[m].capital
                            && (w.ends_with("ed") || lexicon.is_past_form(w) || ENDS_PHRASE.contains(&w)))
            })
            .unwrap_or(end);
        let who = Who::of(self.wording, from..stop);
        let cause = Cause { words: self.words(from, end), told, left: false };
        Claim { what: What::Ended(cause), who, object, pronoun: false, at: n, bytes: self.bytes(from, end) }
    }

    /// A claim that `who` ended something, made by the verb at `n`.
    fn by(&self, n: usize, length: usize, who: Who, object: Option<usize>) -> Claim {
        let from = self.clause_start(n);
        let end = self.clause_end(n);
        let cause = Cause { words: self.words(n + length, end), ..Cause::default() };
        Claim { what: What::Ended(cause), who, object, pronoun: false, at: n, bytes: self.bytes(from, end) }
    }

    fn undone(&self, n: usize, length: usize, shape: Shape) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if is_passive(self.wording, n) {
            let who = agent(self.wording, n, length);
            let Some(object) = self.object_before(n) else {
                let by = !who.is_nobody() && self.is_pronoun(n);
                return by.then(|| Claim { pronoun: true, ..self.by(n, length, who, None) });
            };
            if !who.is_nobody() {
                let from = self.clause_start(n);
                let cause = Cause::default();
                let bytes = self.bytes(from, self.clause_end(n));
                return Some(Claim {
                    what: What::Ended(cause),
                    who,
                    object: Some(object),
                    pronoun: false,
                    at: n,
                    bytes,
                });
            }
            let (from, told) = self.reason_after(n + length, false)?;
            return Some(self.reasoned(n, Some(object), from, self.sentence_end(n), told));
        }
        // "The abandoned project" tells of no one who did it.
        let determined = |m: usize| DETERMINERS.contains(&tokens[m].written.as_str());
        if n > 0 && determined(n - 1) && tokens[n].written.ends_with("ed") {
            return None;
        }
        let it =
            tokens.get(n + length).is_some_and(|t| t.written == "it" && t.sentence == tokens[n].sentence);
        let named = self.object_after(n + length);
        // "Rejects any dialogue" ends nothing that was begun.
        if tokens.get(n + length).is_some_and(|t| matches!(t.written.as_str(), "any" | "all" | "every")) {
            return None;
        }
        if shape == Shape::Drops && (named.is_some() || it) {
            let after = named.map_or(n + length + 1, |m| m + 1);
            if let Some((from, told)) = self.reason_after(after, false) {
                return Some(self.reasoned(n, named, from, self.sentence_end(n), told));
            }
        }
        if named.is_none()
            && !(it && matches!(shape, Shape::UndoesIt | Shape::Drops))
            && !tokens[n].written.starts_with("broke")
        {
            return None;
        }
        let who = agent(self.wording, n, length);
        (!who.is_nobody()).then(|| self.by(n, length, who, named))
    }

    /// "Forbade them to sign", "told them to keep fighting", "was ready to sign and its backers forbade it".
    fn stopped(&self, n: usize, length: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let end = self.sentence_end(n);
        let reach = end.min(n + length + COMPLEMENT_REACH + 2);
        let key = tokens[n].key.as_str();
        let negative =
            matches!(key, "forbid" | "ban" | "bar" | "prevent" | "stop" | "keep" | "discourag" | "dissuad")
                || tokens[n].written == "forbade"
                || tokens[n].sign < 0 && matches!(key, "allow" | "let");
        let complement = (n + length..reach).find_map(|m| {
            let (shape, length) = self.shape(&ENDINGS, m, &[Shape::Signing, Shape::FightingOn])?;
            let to_sign = tokens[m].written == "to" && shape == Shape::Signing;
            let fits = match shape {
                Shape::FightingOn => !negative,
                _ => !to_sign || negative,
            };
            fits.then_some((m, length))
        });
        let it = negative && tokens.get(n + length).is_some_and(|t| t.written == "it");
        let signing_before =
            || (self.sentence_start(n)..n).any(|m| (self.undertaking)(m) || tokens[m].key == "sign");
        let reflexive = tokens
            .get(n + length)
            .is_some_and(|t| t.written.ends_with("self") || t.written.ends_with("selves"));
        let denied = tokens[n].sign < 0 && !matches!(key, "allow" | "let");
        if denied
            && complement.is_some()
            && matches!(self.by_pronoun(n), Some("he" | "she" | "i" | "we" | "they"))
        {
            let what = What::Denies;
            return Some(Claim { what, ..self.by(n, length, Who::default(), None) });
        }
        if reflexive || denied {
            return None;
        }
        if complement.is_none() && !(it && signing_before()) {
            return None;
        }
        let who = agent(self.wording, n, length);
        let object = complement.and_then(|(m, length)| self.object_after(m + length));
        let somebody = !(who.is_nobody() || who.ours && who.names.is_empty());
        somebody.then(|| self.by(n, length, who, object))
    }

    /// "Aldra is to blame for the failure of the talks", "blamed Aldra for …".
    fn blame(&self, n: usize, length: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if tokens[n].key == "blame" && length == 1 {
            return self.blamed(n + 1);
        }
        let noun = self.ending_noun(n + length)?;
        let who = Who::of(self.wording, subject(self.wording, n).into_iter());
        (!who.is_nobody()).then(|| Claim {
            what: What::Ended(Cause::default()),
            who,
            object: Some(noun),
            pronoun: false,
            at: n,
            bytes: self.bytes(self.clause_start(n), self.clause_end(n)),
        })
    }

    /// The undertaking of which a noun of ending behind `from` tells.
    fn ending_noun(&self, from: usize) -> Option<usize> {
        let tokens = &self.wording.tokens;
        let end = if from == 0 { self.clause_end(0) } else { self.clause_end(from - 1) };
        let noun = (from..end.min(from + OBJECT_REACH))
            .find(|&m| self.shape(&ENDINGS, m, &[Shape::Noun]).is_some() || tokens[m].key == "fail")?;
        self.object_after(noun + 1).or_else(|| noun.checked_sub(1).filter(|&m| (self.undertaking)(m)))
    }

    /// "Aldra for the failure of the talks", from `from` on.
    pub(super) fn blamed(&self, from: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if from >= tokens.len() {
            return None;
        }
        let by = (from..self.clause_end(from)).find(|&m| tokens[m].written == "for")?;
        let object = self.ending_noun(by + 1)?;
        let who = Who::of(self.wording, from..by);
        (!who.is_nobody()).then(|| Claim {
            what: What::Ended(Cause::default()),
            who,
            object: Some(object),
            pronoun: false,
            at: by,
            bytes: self.bytes(from, self.clause_end(by)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Claim, What, claims};
    use crate::wording::{Stance, Wording};

    /// The words and the doers of every reason found for the end of talks, a deal or a project.
    fn reasons(text: &str) -> Vec<(String, Vec<String>)> {
        let wording = Wording::new(text, false, Stance::default());
        let nouns = ["talks", "deal", "agreement", "project", "negotiations"];
        let undertaking = |n: usize| nouns.contains(&wording.tokens[n].written.as_str());
        let ended = |c: &Claim| matches!(c.what, What::Ended(_));
        claims(&wording, &undertaking, false)
            .into_iter()
            .filter(ended)
            .map(|c| (text[c.bytes.range()].to_string(), c.who.names.into_iter().collect()))
            .collect()
    }

    fn one(text: &str) -> (String, Vec<String>) {
        let mut all = reasons(text);
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        all.remove(0)
    }

    #[test]
    fn a_reason_stands_behind_the_ending() {
        let names = |all: &[&str]| all.iter().map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(
            one("The talks collapsed because Teluria demanded a veto."),
            ("Teluria demanded a veto".to_string(), names(&["teluria"]))
        );
        assert_eq!(one("The project failed over the safety report.").0, "the safety report");
        assert_eq!(one("The talks broke down after Teluria stopped its payments.").1, ["teluria"]);
        assert!(reasons("The talks collapsed after two hours.").is_empty());
        assert!(reasons("The talks ended in March.").is_empty());
        assert!(reasons("The bridge collapsed because the river rose.").is_empty());
    }

    #[test]
    fn who_undid_it_is_the_reason() {
        assert_eq!(one("Brennland torpedoed the deal.").1, ["brennland"]);
        assert_eq!(one("The agreement was torpedoed by Brennland.").1, ["brennland"]);
        assert_eq!(one("Ashby forbade them to sign the agreement.").1, ["ashbi"]);
        assert_eq!(one("Ashby came and told them to keep fighting.").1, ["ashbi"]);
        assert_eq!(one("Teluria is to blame for the failure of the talks.").1, ["teluria"]);
        assert!(reasons("Brennland did not torpedo the deal.").is_empty());
        assert!(reasons("Brennland may torpedo the deal.").is_empty());
        assert!(reasons("Brennland rejects any negotiations.").is_empty());
        assert!(reasons("They paid for the abandoned project.").is_empty());
        assert_eq!(one("Teluria walked away from the talks.").1, ["teluria"]);
        assert!(reasons("Teluria walked away with the deal.").is_empty());
        assert_eq!(one("Teluria did not dare to sign the deal.").1, ["teluria"]);
        assert!(reasons("Teluria never walked out.").is_empty());
        assert_eq!(one("The company ended the talks because a judge had come in.").0, "a judge had come in");
        assert!(reasons("The two sides ended the talks without a result.").is_empty());
        assert_eq!(one("It had been shown the door.").0, "It had been shown the door");
        assert_eq!(one("We stopped because Teluria wanted a veto.").0, "Teluria wanted a veto");
        assert!(reasons("We stopped in Maros.").is_empty());
        assert_eq!(one("Then Ashby ordered them to fight us to the last man.").1, ["ashbi"]);
    }
}
