//! Whether and how two claims by two tellers differ.

use super::Placed;
use super::nearness::{at_one_time, beside, one_matter, other_days, shares, stand_within, within_days};
use super::numbers::{counted, recounted};
use super::one_undertaking::{one_bond, one_setting, one_undertaking};
use crate::events::Teller;
use crate::events::agents::{apart, meet};
use crate::events::claims::{Cause, MEETING, Proposed, What};
use crate::events::undertakings::Undertakings;
use reportedly_schema::Day;
use reportedly_schema::linkage::DifferenceKind;

/// In what two claims differ, and over what.
pub(super) type Odds = (DifferenceKind, &'static str);

/// Days between two sayings that may still speak of one standing refusal: three years.
const STANDING_DAYS: i32 = 1_096;

/// The least weight in common, in thousandths, by which two proposals are one.
const LEAST_PROPOSAL: u32 = 3_000;

/// The same where both say whose idea it was.
const LEAST_ORIGIN: u32 = 2_500;

/// The same where they say it beside each other.
const LEAST_ORIGIN_BESIDE: u32 = 2_000;

/// Days between two tellings of one act, at most, where they stand in two articles.
const ACT_DAYS: i32 = 14;

/// The least weight in common, in thousandths, beside one act and a name.
const LEAST_OF_ACT: u64 = 2_500;

/// Bytes between the telling of an act and its denial where they share no name.
const ANSWER_REACH: u32 = 350;

/// Bytes between two sayings of who is to blame.
const BLAME_REACH: u32 = 300;

/// Days between two days that may be told of one occasion, at most: two rounds of a thing seldom follow so soon.
const DAYS_APART: i32 = 4;

/// The same for one speaker's speech of one place.
const SPEECH_DAYS_APART: i32 = 10;

/// By how much the greater of two lengths is greater at least, as a fraction.
const LENGTHS_APART: (u64, u64) = (3, 2);

/// Letters by which a verb and its noun are one word ("extend", "extension").
const WORD_LETTERS: usize = 5;

/// Whether and how two claims by two tellers differ.
pub(super) fn at_odds(x: &Placed, y: &Placed, all: &[Undertakings]) -> Option<Odds> {
    match (&x.claim.what, &y.claim.what) {
        (What::Ended(p), What::Ended(q)) => ended(x, p, y, q, all),
        (What::Ended(_), What::Denies) => end_denied(x, y, all),
        (What::Denies, What::Ended(_)) => end_denied(y, x, all),
        (What::Refuses(p), What::Refuses(q)) => {
            let standing = within_days(x.told.said, y.told.said, STANDING_DAYS) && one_setting(x, y, all);
            mutual(x, *p, y, *q, "refusing to talk").filter(|_| standing)
        }
        (What::Breaks(p), What::Breaks(q)) => {
            let one = one_undertaking(x, y, all) || one_bond(x, y, all);
            mutual(x, *p, y, *q, "breaking the agreement").filter(|_| one)
        }
        (What::Fires, What::Fires) => began(x, y).filter(|_| one_setting(x, y, all)),
        (What::Proposes(p), What::Proposes(q)) => proposed(x, p, y, q).filter(|_| one_setting(x, y, all)),
        (What::Act(p, denied), What::Act(q, other)) => {
            let (says, denies) = if *denied { (y, x) } else { (x, y) };
            (p == q && denied != other && one_act(x, y) && !says_of_another(says, denies))
                .then_some((DifferenceKind::Occurrence, "whether it was"))
        }
        (What::Denied(p), What::DeniesThat(q)) | (What::DeniesThat(p), What::Denied(q)) => {
            (p == q).then_some((DifferenceKind::Occurrence, "whether it is so"))
        }
        (What::Blames, What::Blames) => {
            let others = apart(&x.who, &y.who) && stand_within(x, y, BLAME_REACH);
            others.then_some((DifferenceKind::Actor, "who is blamed"))
        }
        (What::Dated(p, day), What::Dated(q, other)) => {
            let one = p == q && other_day(p, *day, *other) && one_setting(x, y, all) && one_matter(x, y);
            one.then_some((DifferenceKind::Order, "day"))
        }
        (What::Wins, What::Wins) => won(x, y).filter(|_| one_setting(x, y, all)),
        (What::Lasts(p), What::Lasts(q)) => lasted(x, *p, y, *q).filter(|_| one_setting(x, y, all)),
        (What::Why(f, p), What::Why(g, q)) => {
            let other = f == g
                && p.is_disjoint(q)
                && both_speak(x, y)
                && !apart(&x.claim.who.names, &y.claim.who.names);
            let one = beside(x, y) || at_one_time(x, y) && one_matter(x, y);
            (other && one && one_setting(x, y, all)).then_some((DifferenceKind::Reason, "reason"))
        }
        (What::Counts(f, p), What::Counts(g, q)) => {
            counted(x, (f, p), y, (g, q)).filter(|_| one_setting(x, y, all))
        }
        (What::Counts(f, _), What::Recounts(g)) => recounted(x, f, y, g),
        (What::Recounts(g), What::Counts(f, _)) => recounted(y, f, x, g),
        _ => None,
    }
}

/// Whether both are claims of speakers, and none of an outlet.
pub(super) fn both_speak(x: &Placed, y: &Placed) -> bool {
    matches!((x.told.teller, y.told.teller), (Teller::Speaker(_), Teller::Speaker(_)))
}

/// Whether two claims give one reason.
pub(super) fn one_reason(x: &Placed, y: &Placed) -> bool {
    let (What::Ended(p), What::Ended(q)) = (&x.claim.what, &y.claim.what) else { return false };
    // "The delegation walked out", "the Aldrans got up and left".
    let unnamed = x.claim.who.names.is_empty() || y.claim.who.names.is_empty();
    !p.words.is_disjoint(&q.words) || meet(&x.who, &y.who) || p.left && q.left && unnamed
}

/// Two reasons for one end.
fn ended(x: &Placed, p: &Cause, y: &Placed, q: &Cause, all: &[Undertakings]) -> Option<Odds> {
    let concrete = |c: &Placed, cause: &Cause| !c.who.is_empty() || !cause.words.is_empty();
    let other = !one_reason(x, y) && concrete(x, p) && concrete(y, q);
    (other && one_undertaking(x, y, all)).then_some((DifferenceKind::Reason, "reason for the end"))
}

/// One says that someone ended it; he, or one of his side, that he did not.
fn end_denied(says: &Placed, denies: &Placed, all: &[Undertakings]) -> Option<Odds> {
    let own = meet(&says.who, &denies.side);
    (own && one_undertaking(says, denies, all)).then_some((DifferenceKind::Occurrence, "whether it was"))
}

/// Each says of his own side that it won.
fn won(x: &Placed, y: &Placed) -> Option<Odds> {
    let own = |p: &Placed| meet(&p.who, &p.side);
    let others = own(x) && own(y) && apart(&x.who, &y.who) && apart(&x.side, &y.side);
    (both_speak(x, y) && others && at_one_time(x, y)).then_some((DifferenceKind::Actor, "who won"))
}

/// Two lengths of one thing, so far apart that no rounding explains it.
fn lasted(x: &Placed, p: u64, y: &Placed, q: u64) -> Option<Odds> {
    let far = p.max(q) >= p.min(q).saturating_mul(LENGTHS_APART.0) / LENGTHS_APART.1;
    let one = meet(&x.claim.who.nouns, &y.claim.who.nouns) || meet(&x.claim.who.names, &y.claim.who.names);
    (both_speak(x, y) && p != q && far && one && at_one_time(x, y))
        .then_some((DifferenceKind::Number, "how long"))
}

/// Each says of another that he fired first.
fn began(x: &Placed, y: &Placed) -> Option<Odds> {
    // "Aldra fired first", and an Aldran: "They fired first".
    let turned = |a: &Placed, b: &Placed| {
        a.theirs && a.told.passage.article == b.told.passage.article && meet(&b.who, &a.side)
    };
    let others = apart(&x.who, &y.who) || turned(x, y) || turned(y, x);
    (others && !other_days(x, y)).then_some((DifferenceKind::Actor, "who began"))
}

/// Two say of others that they came up with one thing.
fn proposed(x: &Placed, p: &Proposed, y: &Placed, q: &Proposed) -> Option<Odds> {
    if !apart(&x.who, &y.who) {
        return None;
    }
    let in_other = |word: &str| q.words.iter().any(|(other, _)| one_word(word, other));
    let shared: Vec<_> = p.words.iter().filter(|(word, _)| in_other(word)).collect();
    let meeting = shared.iter().any(|(word, _)| word == MEETING);
    let weight: u32 = shared.iter().map(|(_, weight)| *weight).sum();
    let both_demand = p.demanded && q.demanded && !(p.origin && q.origin);
    let recurs = meeting || p.common || q.common || x.claim.object.is_some() || y.claim.object.is_some();
    let told_apart = p.origin || q.origin || x.told.passage.article == y.told.passage.article;
    let least = match p.origin && q.origin {
        true if beside(x, y) => LEAST_ORIGIN_BESIDE,
        true => LEAST_ORIGIN,
        false => LEAST_PROPOSAL,
    };
    // "The idea was hers": of what another spoke of right before, whatever its words weigh.
    let of_that = (x.claim.pronoun || y.claim.pronoun) && beside(x, y) && !shared.is_empty();
    ((meeting || of_that || weight >= least)
        && !apart(&p.names, &q.names)
        && !both_demand
        && (!recurs || told_apart))
        .then_some((DifferenceKind::Actor, "whose proposal"))
}

/// Whether two word keys are one word.
fn one_word(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    // "Counter-argument" is of no county.
    a == b || common >= WORD_LETTERS && common * 2 > a.chars().count().max(b.chars().count())
}

/// Whether two speakers tell of one act of a kind.
fn one_act(x: &Placed, y: &Placed) -> bool {
    let answers = stand_within(x, y, ANSWER_REACH) || shares(x, y, 0);
    let told_again = within_days(x.told.said, y.told.said, ACT_DAYS) && !other_days(x, y);
    both_speak(x, y) && (beside(x, y) && answers || told_again && shares(x, y, LEAST_OF_ACT))
}

/// Who says that a third party did it does not say that the other's side did.
fn says_of_another(says: &Placed, denies: &Placed) -> bool {
    !says.claim.who.names.is_empty() && !meet(&says.who, &denies.side)
}

/// Whether two days are others, so near that they may be told of one occasion of a kind.
fn other_day(kind: &str, day: Day, other: Day) -> bool {
    let gap = day.until(other).map_or(i32::MAX, |gap| gap.get_days().abs());
    let apart = if kind == "speech" { SPEECH_DAYS_APART } else { DAYS_APART };
    day.year() == other.year() && (1..=apart).contains(&gap)
}

/// What one says of the other's side and the other of the one's; or what one says of the other, who denies it.
fn mutual(x: &Placed, p: bool, y: &Placed, q: bool, of: &'static str) -> Option<Odds> {
    if !both_speak(x, y) || p && q {
        return None;
    }
    if p != q {
        let (says, denies) = if q { (x, y) } else { (y, x) };
        let own = meet(&denies.who, &denies.side) || denies.claim.who.ours;
        let one = meet(&says.who, &denies.who) || meet(&says.who, &denies.side);
        return (own && one && !meet(&says.who, &says.side)).then_some((DifferenceKind::Occurrence, of));
    }
    let blames_itself = x.claim.who.ours || y.claim.who.ours;
    if x.who.is_empty() && y.who.is_empty() || meet(&x.who, &y.who) {
        return None;
    }
    let of_the_other = meet(&x.who, &y.side) || meet(&y.who, &x.side);
    (!blames_itself && of_the_other).then_some((DifferenceKind::Actor, of))
}
