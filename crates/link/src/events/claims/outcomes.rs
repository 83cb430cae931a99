//! Claims of who won, of how long something lasted, and of why something happened.

use super::super::agents::{Who, agent, subject};
use super::super::heads::{Head, is_real};
use super::super::telling::Telling;
use super::{COMPLEMENT_REACH, Claim, DISPUTES, Reader, Shape, What};

/// Tokens between a verb of lasting and its length ("lasted for more than two hours").
const LENGTH_REACH: usize = 5;

/// Minutes of each unit of time, by word key.
const UNITS: &[(&str, u64)] = &[("minut", 1), ("hour", 60), ("day", 1_440), ("week", 10_080)];

/// Tokens between what happened and the "for" behind which its reason stands ("was dismissed by the hospital for talking").
const FOR_REACH: usize = 5;

/// Families of what is done to someone for something that he did, by the name of a kind of each.
const DONE_FOR: &[&str] = &["dismissal", "arrest", "charge", "resignation"];

impl Reader<'_> {
    /// A claim of who won or how long something lasted, made by the word at `n`.
    pub(super) fn outcome(&self, n: usize) -> Option<Claim> {
        let (shape, length) = self.shape(&DISPUTES, n, &[Shape::Wins, Shape::Lasts])?;
        if self.wording.tokens[n].sign < 0 || !is_real(self.wording, n) {
            return None;
        }
        let end = self.clause_end(n);
        let (what, who) = match shape {
            Shape::Wins => {
                let behind = n + length..end.min(n + length + COMPLEMENT_REACH);
                behind.into_iter().find(|&m| self.shape(&DISPUTES, m, &[Shape::Contest]).is_some())?;
                (What::Wins, agent(self.wording, n, length))
            }
            _ => {
                let minutes = self.minutes(n + length, end)?;
                (What::Lasts(minutes), Who::of(self.wording, subject(self.wording, n).into_iter()))
            }
        };
        (!who.is_nobody()).then(|| Claim {
            what,
            who,
            object: None,
            pronoun: false,
            at: n,
            bytes: self.bytes(self.clause_start(n), end),
        })
    }

    /// The length of time behind a verb, in thousandths of minutes as numbers are.
    fn minutes(&self, from: usize, end: usize) -> Option<u64> {
        let tokens = &self.wording.tokens;
        let at = (from..end.min(from + LENGTH_REACH)).find(|&m| tokens[m].number.is_some())?;
        let unit = &tokens.get(at + 1).filter(|_| at + 1 < end)?.key;
        let (_, minutes) = UNITS.iter().find(|(key, _)| key == unit)?;
        tokens[at].number?.checked_mul(*minutes)
    }
}

/// Why a passage says that something happened: behind "because" and the like, and behind "for" where someone suffered it for what he did.
pub(in super::super) fn whys(telling: &Telling) -> Vec<Claim> {
    let wording = &telling.wording;
    let reader = Reader { wording, undertaking: &|_| false };
    let real = |h: &&Head| !h.denied && !h.aside && !h.happening.acts_on_an_object();
    let claim = |head: &Head| {
        let (from, end) = reason_of(telling, &reader, head)?;
        let words = reader.words(from, end);
        (!words.is_empty()).then(|| Claim {
            what: What::Why(head.happening.family(), words),
            who: Who::of(wording, subject(wording, head.at).into_iter()),
            object: None,
            pronoun: false,
            at: head.at,
            bytes: reader.bytes(from, end),
        })
    };
    telling.heads.iter().filter(real).filter_map(claim).collect()
}

/// The tokens of the reason given for what a head tells, where one stands behind it and no other head between.
fn reason_of(telling: &Telling, reader: &Reader, head: &Head) -> Option<(usize, usize)> {
    let wording = &telling.wording;
    let tokens = &wording.tokens;
    let behind = head.at + head.length;
    let end = reader.sentence_end(head.at);
    let next_head = telling.heads.iter().map(|h| h.at).filter(|&at| at >= behind).min().unwrap_or(end);
    let done_for = DONE_FOR.contains(&head.happening.name());
    let gerund = |m: usize| tokens.get(m).is_some_and(|t| t.written.ends_with("ing"));
    let by_for = (behind..end.min(behind + FOR_REACH))
        .find(|&m| done_for && tokens[m].written == "for" && gerund(m + 1))
        .map(|m| (m + 1, reader.clause_end(m)));
    by_for.or_else(|| {
        telling.reasons.iter().find_map(|reason| {
            let from = tokens.iter().position(|t| t.bytes.start == reason.bytes.start)?;
            let stop = tokens.iter().rposition(|t| t.bytes.end == reason.bytes.end)? + 1;
            (from > behind && from < end && next_head >= from).then_some((from, stop))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Claim, What, claims};
    use super::*;
    use crate::wording::{Stance, Wording};

    fn wording(text: &str) -> Wording {
        Wording::new(text, false, Stance::default())
    }

    fn found(text: &str) -> Vec<Claim> {
        claims(&wording(text), &|_| false, false)
    }

    #[test]
    fn a_length_is_told_of_what_lasted() {
        let minutes = |text: &str| -> Vec<u64> {
            let of = |c: Claim| if let What::Lasts(minutes) = c.what { Some(minutes) } else { None };
            found(text).into_iter().filter_map(of).collect()
        };
        assert_eq!(minutes("The shooting lasted two hours."), [120_000]);
        assert_eq!(minutes("The shooting lasted for 20 minutes."), [20_000]);
        assert!(minutes("The last two hours were quiet.").is_empty());
    }

    #[test]
    fn a_contest_has_a_winner() {
        let wins = |text: &str| found(text).iter().any(|c| c.what == What::Wins);
        assert!(wins("We have won this election."));
        assert!(wins("Weir won the vote with 51 percent."));
        assert!(!wins("Weir did not win the vote."));
        assert!(!wins("We won their trust."));
    }

    #[test]
    fn a_reason_is_of_what_stands_before_it() {
        let reasons = |text: &'static str| -> Vec<&str> {
            let telling = Telling::new(wording(text), Vec::new(), None, &[]);
            whys(&telling).into_iter().map(|c| &text[c.bytes.range()]).collect()
        };
        assert_eq!(reasons("They were dismissed for refusing to work nights."), ["refusing to work nights"]);
        assert_eq!(reasons("The nurses walked out because the ward was cold."), ["the ward was cold"]);
        assert!(reasons("The nurses walked out on Monday.").is_empty());
    }
}
