//! Accounts of an event, and what they tell of it together: by teller and date, with their differences, days, place and participants.

use super::differences::{self, differences};
use super::figures::Counted;
use super::groups::Group;
use super::same_event::width;
use super::telling::Telling;
use super::told::Told;
use super::{Account, Difference, Event, FigureTold, Teller};
use crate::reply_sides::Side;
use reportedly_schema::linkage::{DifferenceKind, Snapshot};
use reportedly_schema::{Day, Interval, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Names that stand for an event's participants, at most.
const MOST_PARTICIPANTS: usize = 8;

/// The event of a group of passages; `None` where only one teller gives one account, or several that do not differ.
pub(super) fn event(snapshot: &Snapshot, told: &[Told], group: Group, sides: &[Side]) -> Option<Event> {
    let members = &group.members;
    let accounts = by_account(told, members);
    let differences = differences_of(told, &accounts, sides);
    let tellers: BTreeSet<Teller> = accounts.iter().map(|(teller, _)| *teller).collect();
    let articles: BTreeSet<usize> = members.iter().map(|&n| told[n].passage.article).collect();
    if (tellers.len() < 2 || articles.len() < 2) && differences.is_empty() {
        return None;
    }
    let shown = members.iter().copied().max_by_key(|&n| (shared_with(told, members, n), Reverse(n)))?;
    let first = members.iter().copied().min_by_key(|&n| {
        (told[n].first_day.is_none(), told[n].first_day, snapshot.articles[told[n].passage.article].id, n)
    })?;
    let (place, participants) = named(told, members);
    Some(Event {
        id: told[first].passage.id,
        gist: told[shown].passage.text.clone(),
        days: days_of(told, members),
        place,
        participants,
        accounts: accounts.iter().map(|(teller, all)| account(told, *teller, all)).collect(),
        differences,
        joined: group.joined,
        because: group.because,
    })
}

/// Passages by teller and by when it was told: the accounts in their order, by the date that is known first.
pub(super) fn by_account(told: &[Told], members: &[usize]) -> Vec<(Teller, Vec<usize>)> {
    let mut out: BTreeMap<(Option<Day>, Option<Day>, Teller), Vec<usize>> = BTreeMap::new();
    for &n in members {
        let Told { said, teller, .. } = told[n];
        out.entry((said.earliest.or(said.latest), said.latest, teller)).or_default().push(n);
    }
    out.into_iter().map(|((_, _, teller), members)| (teller, members)).collect()
}

/// What a teller tells in passages of one date, one at least.
pub(super) fn account(told: &[Told], teller: Teller, members: &[usize]) -> Account {
    Account {
        teller,
        said: told[members[0]].said,
        figures: members.iter().flat_map(|&n| figures_told(&told[n].telling)).collect(),
        passages: members.iter().map(|&n| told[n].passage.clone()).collect(),
    }
}

/// How accounts differ, each from itself and from those after it.
fn differences_of(told: &[Told], accounts: &[(Teller, Vec<usize>)], sides: &[Side]) -> Vec<Difference> {
    let tellings: Vec<Vec<&Telling>> =
        accounts.iter().map(|(_, all)| all.iter().map(|&n| &told[n].telling).collect()).collect();
    let cut = |account: usize, (span, passage): (Span, usize)| {
        let text = &told[accounts[account].1[passage]].passage.text;
        span.of(text).unwrap_or("").to_string()
    };
    let mut out = Vec::new();
    for x in 0..accounts.len() {
        for y in x..accounts.len() {
            let found = if x == y { within(&tellings[x]) } else { differences(&tellings[x], &tellings[y]) };
            out.extend(found.into_iter().map(|d| Difference {
                kind: d.kind,
                between: (x, y),
                same_party: one_side(accounts[x].0, accounts[y].0, sides),
                words: (cut(x, d.a), cut(y, d.b)),
                of: d.of,
            }));
        }
    }
    out
}

/// Differences among the passages of one account.
fn within(all: &[&Telling]) -> Vec<differences::Sides> {
    let mut out = Vec::new();
    for (n, a) in all.iter().enumerate() {
        for (m, b) in all.iter().enumerate().skip(n + 1) {
            for mut d in differences(&[a], &[b]) {
                // What one teller counts twice are two things, unless it is people who came to harm.
                let harmed = || a.figures.iter().any(|f| f.of == d.of && f.is_of_casualties());
                let told = match d.kind {
                    DifferenceKind::Number => harmed(),
                    kind => kind == DifferenceKind::Occurrence,
                };
                if told {
                    (d.a.1, d.b.1) = (n, m);
                    out.push(d);
                }
            }
        }
    }
    out
}

/// Whether two tellers are one or speak for one side, as far as their names and the registry say.
pub(super) fn one_side(a: Teller, b: Teller, sides: &[Side]) -> bool {
    match (a, b) {
        (Teller::Speaker(a), Teller::Speaker(b)) => {
            a == b || sides[a].with(&sides[b]) || !sides[a].parties.is_disjoint(&sides[b].parties)
        }
        _ => a == b,
    }
}

/// What a passage gives as numbers.
fn figures_told(telling: &Telling) -> Vec<FigureTold> {
    let figure = |f: &Counted| FigureTold { of: f.of.clone(), low: f.low, best: f.best, high: f.high };
    telling.figures.iter().map(figure).collect()
}

/// The weight of the words that a passage shares with the others.
fn shared_with(told: &[Told], members: &[usize], n: usize) -> u64 {
    let shared = |&m: &usize| told[n].telling.wording.shared(&told[m].telling.wording).same;
    members.iter().filter(|&&m| m != n).map(shared).sum()
}

/// The days that most written dates agree on; where none is written, those in which it may have been.
pub(super) fn days_of(told: &[Told], members: &[usize]) -> Interval {
    let written: Vec<Interval> = members.iter().flat_map(|&n| told[n].telling.days.iter().copied()).collect();
    let agreeing = |i: &Interval| written.iter().filter(|j| i.overlaps(j)).count();
    if let Some(best) = written.iter().min_by_key(|i| (Reverse(agreeing(i)), width(i), **i)) {
        return *best;
    }
    let near = || members.iter().filter_map(|&n| told[n].telling.near);
    let whole = Interval {
        earliest: near().filter_map(|i| i.earliest).max(),
        latest: near().filter_map(|i| i.latest).min(),
    };
    match (whole.earliest, whole.latest) {
        (Some(a), Some(b)) if a > b => near().next().unwrap_or_default(),
        _ => whole,
    }
}

/// The commonest place, and the names of two passages or more.
pub(super) fn named(told: &[Told], members: &[usize]) -> (Option<String>, Vec<String>) {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for &n in members {
        let Told { telling, passage, .. } = &told[n];
        let mut seen = BTreeSet::new();
        for name in &telling.names {
            let last = &telling.wording.tokens[name.at + name.keys.len() - 1];
            let span = Span { start: telling.wording.tokens[name.at].bytes.start, end: last.bytes.end };
            let written = span.of(&passage.text).unwrap_or(&name.written).to_string();
            if name.place {
                *places.entry(written.clone()).or_default() += 1;
            } else if seen.insert(name.written.clone()) {
                names.entry(name.written.clone()).or_insert((0, written)).0 += 1;
            }
        }
    }
    let place = places.iter().max_by_key(|(name, count)| (**count, Reverse((*name).clone())));
    let mut common: Vec<(usize, String)> = names.into_values().filter(|(count, _)| *count > 1).collect();
    common.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let participants = common.into_iter().map(|(_, name)| name).take(MOST_PARTICIPANTS).collect();
    (place.map(|(name, _)| name.clone()), participants)
}
