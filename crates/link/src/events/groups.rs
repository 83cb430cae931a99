//! Passages to groups that tell of one event: which are compared, how surely they are joined, and what keeps them apart.

use super::heads::Family;
use super::same_event::{exclude, same};
use super::told::Told;
use super::{Passage, context, leads, mirror};
use crate::reply_sides::Side;
use reportedly_schema::linkage::Joined;
use reportedly_schema::{Day, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The least weight, in thousandths, of a word by which passages are brought together.
const INDEX_WEIGHT: u32 = 5_000;

/// A group of passages with the least sure of its joins and the reason of the first.
pub(super) struct Group {
    pub members: Vec<usize>,
    pub joined: Joined,
    pub because: String,
}

/// How surely two passages are of one event, which, and why.
pub(super) type Pair = (Joined, usize, usize, String);

/// Groups of passages that tell of one event: pairs from the surest on, never joining passages whose words exclude each other.
pub(super) fn groups(told: &[Told], sides: &[Side]) -> Vec<Group> {
    let mut pairs = pairs(told);
    leads::pairs(told, &mut pairs);
    mirror::pairs(told, sides, &mut pairs);
    pairs.sort();
    let mut groups = joined(told, pairs);
    context::extend(told, &mut groups);
    groups
}

/// Pairs of passages that tell of one event by what they say themselves.
fn pairs(told: &[Told]) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    let mut compared: BTreeSet<(usize, usize)> = BTreeSet::new();
    for bucket in buckets(told) {
        for (a, b) in near_in_time(&bucket, |n| told[n].telling.hull()) {
            let apart = !overlapping(&told[a].passage, &told[b].passage);
            if apart
                && compared.insert((a, b))
                && let Some((joined, because)) = same(&told[a].telling, &told[b].telling)
            {
                out.push((joined, a, b, because));
            }
        }
    }
    out
}

/// The groups of two passages or more that pairs make, taken in their order.
fn joined(told: &[Told], pairs: Vec<Pair>) -> Vec<Group> {
    let mut group_of: Vec<usize> = (0..told.len()).collect();
    let mut groups: Vec<Option<Group>> = (0..told.len())
        .map(|n| Some(Group { members: vec![n], joined: Joined::Certain, because: String::new() }))
        .collect();
    for (joined, a, b, because) in pairs {
        let (x, y) = (group_of[a], group_of[b]);
        if x == y {
            continue;
        }
        let [Some(p), Some(q)] = [&groups[x], &groups[y]] else { continue };
        let fits = |&m: &usize| q.members.iter().all(|&n| !exclude(&told[m].telling, &told[n].telling));
        if !p.members.iter().all(fits) {
            continue;
        }
        let (keep, gone) = (x.min(y), x.max(y));
        let Some(moved) = groups[gone].take() else { continue };
        moved.members.iter().for_each(|&n| group_of[n] = keep);
        if let Some(group) = &mut groups[keep] {
            group.members.extend(moved.members);
            group.members.sort_unstable();
            group.joined = group.joined.max(moved.joined).max(joined);
            if group.because.is_empty() {
                group.because = if moved.because.is_empty() { because } else { moved.because };
            }
        }
    }
    groups.into_iter().flatten().filter(|g| g.members.len() > 1).collect()
}

/// The pairs of a bucket whose days can meet, the lesser index first. Looks at no others, so that what is told over years costs no more than
/// what is told at one time.
pub(super) fn near_in_time(
    bucket: &[usize],
    hull: impl Fn(usize) -> Option<(Day, Day)>,
) -> Vec<(usize, usize)> {
    let mut all: Vec<(Day, Day, usize)> =
        bucket.iter().filter_map(|&n| hull(n).map(|(from, to)| (from, to, n))).collect();
    all.sort_unstable();
    let mut out = Vec::new();
    for (at, &(_, to, a)) in all.iter().enumerate() {
        let meeting = all[at + 1..].iter().take_while(|(from, _, _)| *from <= to);
        out.extend(meeting.map(|&(_, _, b)| (a.min(b), a.max(b))));
    }
    out
}

/// Whether two passages are partly the same characters, as a statement inside another is.
fn overlapping(a: &Passage, b: &Passage) -> bool {
    let meet = |x: &Span| b.spans.iter().any(|y| x.start < y.end && y.start < x.end);
    a.article == b.article && a.spans.iter().any(meet)
}

/// Passages that share the family of a happening and a word heavy enough to tell events apart, in order.
fn buckets(told: &[Told]) -> Vec<Vec<usize>> {
    let keys = |Told { telling, .. }: &Told| {
        let words = telling.wording.features.iter().filter(|f| f.weight >= INDEX_WEIGHT).map(|f| f.of);
        (telling.families(), telling.name_stocks().chain(words).collect())
    };
    sharing(told.iter().map(keys))
}

/// By place those that share a family and a key with another, in order.
pub(super) fn sharing(all: impl Iterator<Item = (BTreeSet<Family>, BTreeSet<u64>)>) -> Vec<Vec<usize>> {
    let mut buckets: BTreeMap<(Family, u64), Vec<usize>> = BTreeMap::new();
    for (n, (families, keys)) in all.enumerate() {
        for &family in &families {
            for &key in &keys {
                buckets.entry((family, key)).or_default().push(n);
            }
        }
    }
    buckets.into_values().filter(|bucket| bucket.len() > 1).collect()
}
