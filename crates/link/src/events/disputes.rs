//! What tellers are at odds over wherever they speak of it: why talks or a project ended, who came up with something, who refuses to talk, who broke an agreement,
//! who began to shoot. Such accounts lie years apart and share few words; what they have in common is the kind of claim and what it is about.

mod denials;
mod nearness;
mod numbers;
mod odds;
mod one_undertaking;
mod pairs;
mod placed;

use super::accounts::{account, by_account, days_of, named, one_side};
use super::agents::Introduced;
use super::claims::What;
use super::undertakings::Undertakings;
use super::{Difference, Event, Teller, Told};
use crate::names::words;
use crate::reply_sides::Side;
use crate::wording::{Stance, Wording};
use odds::{at_odds, one_reason};
use one_undertaking::one_undertaking;
use pairs::pairs;
use placed::{Placed, Placing};
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::{DifferenceKind, Joined, Snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// Two claims that differ, by index.
struct Dispute {
    kind: DifferenceKind,
    of: &'static str,
    a: usize,
    b: usize,
}

/// An event for each thing over which tellers are at odds.
pub(super) fn events(snapshot: &Snapshot, told: &[Told], sides: &[Side]) -> Vec<Event> {
    let speakers = &snapshot.links.speakers;
    let last_words = |person: bool| -> BTreeSet<String> {
        let kind = speakers.iter().filter(|s| (s.kind == SpeakerKind::Person) == person);
        kind.filter_map(|s| words(&s.name).pop()).collect()
    };
    // What somewhere speaks as a body is no one's name: it would be introduced by whoever stands beside it.
    let bodies = last_words(false);
    let persons: BTreeSet<String> = last_words(true).difference(&bodies).cloned().collect();
    let of_persons =
        sides.iter().zip(speakers).filter(|(_, s)| s.kind == SpeakerKind::Person).map(|(side, _)| side);
    let mut introduced = Introduced::new(of_persons, &bodies);
    let mut undertakings = Vec::new();
    for layers in &snapshot.layers {
        let wording = Wording::new(&layers.text, false, Stance::default());
        introduced.add(layers, &wording, &persons);
        undertakings.push(Undertakings::new(layers, &wording));
    }
    let placing = Placing { snapshot, told, undertakings: &undertakings, introduced: &introduced, sides };
    let placed = placing.placed();
    let pairs = pairs(&placed, &undertakings);
    let reasons = reasons(&placed, &pairs, &undertakings);
    let mut disputes: Vec<Dispute> = Vec::new();
    for &(a, b) in &pairs {
        let (x, y) = (&placed[a], &placed[b]);
        let apart = x.told.teller != y.told.teller && !one_side(x.told.teller, y.told.teller, sides);
        if apart
            && reasons[a] != reasons[b]
            && let Some((kind, of)) = at_odds(x, y, &undertakings)
        {
            disputes.push(Dispute { kind, of, a, b });
        }
    }
    grouped(placed.len(), disputes).into_iter().map(|group| event(told, &placed, group, sides)).collect()
}

/// For each claim the first that gives the same reason for the same end, as far as a chain of claims tells: one that shares its words or whom it
/// blames, or another by the same teller. A claim of another kind stands for itself.
fn reasons(placed: &[Placed], pairs: &BTreeSet<(usize, usize)>, all: &[Undertakings]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..placed.len()).collect();
    for &(a, b) in pairs {
        let (x, y) = (&placed[a], &placed[b]);
        let ended = matches!((&x.claim.what, &y.claim.what), (What::Ended(_), What::Ended(_)));
        let one = ended && (x.told.teller == y.told.teller || one_reason(x, y)) && one_undertaking(x, y, all);
        if one {
            join(&mut group, a, b);
        }
    }
    group
}

/// Joins the groups of `a` and `b` in `group_of`, each called by its least member.
fn join(group_of: &mut [usize], a: usize, b: usize) {
    let (keep, gone) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
    group_of.iter_mut().filter(|g| **g == gone).for_each(|g| *g = keep);
}

/// Differences that hang together by their claims.
fn grouped(claims: usize, disputes: Vec<Dispute>) -> Vec<Vec<Dispute>> {
    let mut group: Vec<usize> = (0..claims).collect();
    for d in &disputes {
        join(&mut group, d.a, d.b);
    }
    let mut out: BTreeMap<usize, Vec<Dispute>> = BTreeMap::new();
    for d in disputes {
        out.entry(group[d.a]).or_default().push(d);
    }
    out.into_values().collect()
}

/// The event of disputes that hang together; between two tellers each kind is shown once.
fn event(told: &[Told], placed: &[Placed], group: Vec<Dispute>, sides: &[Side]) -> Event {
    let members: BTreeSet<usize> =
        group.iter().flat_map(|d| [placed[d.a].index, placed[d.b].index]).collect();
    let members: Vec<usize> = members.into_iter().collect();
    let accounts = by_account(told, &members);
    let account_of: BTreeMap<usize, usize> = accounts
        .iter()
        .enumerate()
        .flat_map(|(n, (_, all))| all.iter().map(move |&index| (index, n)))
        .collect();
    let mut seen: BTreeSet<(Teller, Teller, &str)> = BTreeSet::new();
    let mut differences = Vec::new();
    for d in &group {
        let (x, y) = (&placed[d.a], &placed[d.b]);
        let (m, n) = (account_of[&x.index], account_of[&y.index]);
        let (x, y, m, n) = if m <= n { (x, y, m, n) } else { (y, x, n, m) };
        let tellers = (x.told.teller.min(y.told.teller), x.told.teller.max(y.told.teller));
        if seen.insert((tellers.0, tellers.1, d.of)) {
            differences.push(Difference {
                kind: d.kind,
                between: (m, n),
                same_party: one_side(x.told.teller, y.told.teller, sides),
                of: d.of.to_string(),
                words: (x.words.clone(), y.words.clone()),
            });
        }
    }
    let (place, participants) = named(told, &members);
    let first = &told[accounts[0].1[0]].passage;
    Event {
        id: first.id,
        gist: first.text.clone(),
        days: days_of(told, &members),
        place,
        participants,
        accounts: accounts.iter().map(|(teller, all)| account(told, *teller, all)).collect(),
        because: format!("{}: told otherwise", group[0].of),
        differences,
        joined: Joined::Possible,
    }
}
