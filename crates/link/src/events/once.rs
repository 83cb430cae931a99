//! What befalls one person only once in a long time (a death, a resignation, a win in one place): who it befell tells the event, and news tell of it again
//! long after.

use super::heads::{Happening, Head};
use super::same_event::one_name;
use super::telling::{NameIn, Telling};
use reportedly_schema::Day;

/// Days after something in which news still tell of it without a date.
const TOLD_AGAIN_WITHIN: i32 = 120;

/// Tokens of a sentence in which its subject begins, where a comma stands between it and its verb ("Ada Venn, a lawyer, resigned").
const SUBJECT_BEGINS: usize = 3;

/// The kind of which one person has one for each place or contest.
const WIN: &str = "win";

/// Whether the days of two passages leave room for one event, where one at least has none of its own.
pub(super) fn told_again(a: &Telling, b: &Telling) -> bool {
    let hull = |t: &Telling| -> Option<(Day, Day)> {
        let (from, to) = t.hull()?;
        let reach = if t.days.is_empty() { TOLD_AGAIN_WITHIN } else { 0 };
        Some((from.checked_sub(jiff::Span::new().days(reach)).ok()?, to))
    };
    match (hull(a), hull(b)) {
        (Some((p, q)), Some((r, s))) => p <= s && r <= q && (a.days.is_empty() || b.days.is_empty()),
        _ => false,
    }
}

/// What both tell to have befallen one person that befalls him only once in a long time: they name that person in full, or the winner and what he won.
pub(super) fn befell_once(a: &Telling, b: &Telling) -> Option<Happening> {
    let one = |x: &&Head| b.heads.iter().any(|y| one(a, x, b, y));
    a.heads.iter().find(one).map(|x| x.happening)
}

fn one(a: &Telling, x: &Head, b: &Telling, y: &Head) -> bool {
    // "Won Aldra", "won the primary in Aldra": one kind, whatever its object is called.
    let kind = x.happening.befalls_once() && x.happening.family().0 == y.happening.family().0;
    if !kind || x.aside || y.aside || x.denied != y.denied {
        return false;
    }
    let (p, q) = (whom(a, x), whom(b, y));
    let shared =
        |m: &NameIn| q.iter().filter(|n| one_name(m, n)).map(|n| n.keys.len().min(m.keys.len())).max();
    let words = p.iter().filter_map(shared).max().unwrap_or(0);
    words > 1 || words == 1 && x.happening.name() == WIN && one_prize(a, x, b, y)
}

/// Whom a head befalls, by name: who acts, else on whom it acts, else the subject that stands before a comma.
fn whom(telling: &Telling, head: &Head) -> Vec<NameIn> {
    let of = |keys: &[String]| -> Vec<NameIn> {
        telling.names.iter().filter(|n| n.keys.iter().any(|k| keys.contains(k))).cloned().collect()
    };
    let acts = of(&head.agents);
    if !acts.is_empty() {
        return acts;
    }
    let acted_on = if head.happening.name() == WIN { Vec::new() } else { of(&head.patients) };
    if !acted_on.is_empty() {
        return acted_on;
    }
    let tokens = &telling.wording.tokens;
    let sentence = tokens.get(head.at).map(|t| t.sentence);
    let first = tokens.iter().position(|t| Some(t.sentence) == sentence).unwrap_or(0);
    let subject = |n: &&NameIn| n.at >= first && n.at < first + SUBJECT_BEGINS && n.at < head.at;
    head.agents
        .is_empty()
        .then(|| telling.names.iter().find(subject).cloned())
        .flatten()
        .into_iter()
        .collect()
}

/// The words of a win behind which stands what was won, and not who lost.
const WON: &[&str] = &["won", "winning", "win", "wins"];

/// Words between a win and who lost.
const LOSERS_BEHIND: &[&str] = &["over", "against"];

/// Whether what one names as won, or as the place where, is named by the other, too.
fn one_prize(a: &Telling, x: &Head, b: &Telling, y: &Head) -> bool {
    let won = |t: &Telling, h: &Head| -> Vec<NameIn> {
        let tokens = &t.wording.tokens;
        let prize = |n: &NameIn| {
            let over = n.at > 0 && LOSERS_BEHIND.contains(&tokens[n.at - 1].written.as_str());
            WON.contains(&tokens[h.at].written.as_str())
                && !over
                && n.at > h.at
                && n.keys.iter().any(|k| h.patients.contains(k))
        };
        t.names.iter().filter(|n| n.place || prize(n)).cloned().collect()
    };
    let named = |all: &[NameIn], t: &Telling| all.iter().any(|m| t.names.iter().any(|n| one_name(m, n)));
    named(&won(a, x), b) || named(&won(b, y), a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::{Stance, Wording};

    fn telling(text: &str) -> Telling {
        Telling::new(Wording::new(text, false, Stance::default()), Vec::new(), None, &[])
    }

    #[test]
    fn what_befalls_one_person_once_is_told_by_the_name_in_full() {
        let one = |a: &str, b: &str| befell_once(&telling(a), &telling(b)).is_some();
        assert!(one("Judge Ada Venn died at her home.", "Ada Venn, a judge for many years, died in Sarn."));
        assert!(!one("Judge Ada Venn died at her home.", "Colm Venn died at sea."));
        assert!(!one("Ada Venn resigned.", "Before Ada Venn's death the court was split."));
        assert!(one("Reed won the district of Sarn.", "In Sarn, Reed won by ten votes."));
        assert!(!one("Reed won the district of Sarn.", "Reed won the district of Maros."));
    }
}
