//! What a speaker says again: utterances of one proposition.

use crate::candidates::features;
use crate::decided::Decided;
use crate::profile::Profile;
use crate::report::Report;
use crate::tie::{Apart, LEAST_COVER, OVERLAP_COSINE, contradicted, contradiction};
use crate::wording::Wording;
use reportedly_schema::linkage::{EffectiveStatement, LinkArticle};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Thousandths of the shorter wording's weight that two utterances of one point share, near words counted by their nearness.
pub const POINT_COVER: u64 = 700;

/// The cosine of their vectors, in thousandths, that does instead, given [`LEAST_COVER`] in equal words: as where days overlap.
pub const POINT_COSINE: i32 = OVERLAP_COSINE;

/// Thousandths of the longer wording's weight that they share at least: a short remark is not the point of every long answer that
/// touches on it.
pub const POINT_COVER_OF_LONGER: u64 = 300;

/// The least shared weight, in thousandths: two words of content.
pub const POINT_SHARED_WEIGHT: u64 = 4_500;

/// Thousandths of the shorter wording's weight that two utterances share at least to be compared as propositions, and the least
/// weight: below what [`likeness`] asks for, so that a likeness which weighs meaning as well loses little here.
const COMPARED_COVER: u64 = 500;
const COMPARED_WEIGHT: u64 = 3_000;

/// What keeps two statements of one speaker from being of one point; `None` where they are alike as propositions. To measure by.
pub fn point_apart(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
) -> Option<Apart> {
    let (x, y) = (Report::new(a.0, a.1), Report::new(b.0, b.1));
    likeness(&x, &y).is_none().then(|| contradicted(&x, &y).unwrap_or(Apart::Words))
}

/// How alike two wordings are as propositions, in thousandths; `None` where they are not one point.
pub(crate) fn likeness(a: &Report, b: &Report) -> Option<u64> {
    let (x, y) = (&a.wording, &b.wording);
    let shared = x.shared(y);
    let least = x.total.min(y.total).max(1);
    let equal = x.normal == y.normal && !x.tokens.is_empty();
    let comparable = shared.features >= 2
        && shared.same >= POINT_SHARED_WEIGHT
        && shared.same * 1000 / least >= LEAST_COVER;
    if !(equal || comparable) || contradiction(a, b) {
        return None;
    }
    let alike = |shared: u64| shared * 2000 / (x.total + y.total).max(1);
    if equal {
        return Some(alike(shared.same));
    }
    let found = x.compare(y);
    let enough = found.cover_of_longer >= POINT_COVER_OF_LONGER
        && (found.cover >= POINT_COVER || found.cosine >= POINT_COSINE);
    enough.then(|| alike(found.shared))
}

/// What an utterance was to the points before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prior {
    /// It is new, or other than it was.
    Unknown,
    /// It began a point.
    Led,
    /// It was in the point that this utterance, an earlier one, began.
    Followed(usize),
}

/// Utterances that began a point, to be found by what they share with another.
#[derive(Default)]
struct Leaders {
    by_feature: HashMap<u64, Vec<(usize, u32)>>,
    by_text: HashMap<u64, Vec<usize>>,
}

impl Leaders {
    fn put(&mut self, point: usize, profile: &Profile) {
        for (of, weight) in features(profile) {
            self.by_feature.entry(of).or_default().push((point, weight));
        }
        self.by_text.entry(profile.wording.normal).or_default().push(point);
    }

    /// Points whose first utterance is worth comparing with `profile`. `shared` has a place for each point and holds zeros.
    fn find(
        &self,
        profile: &Profile,
        shared: &mut [u64],
        total_of: impl Fn(usize) -> u64,
        out: &mut Vec<usize>,
    ) {
        out.clear();
        for (of, weight) in features(profile) {
            for &(point, other) in self.by_feature.get(&of).map_or(&[][..], Vec::as_slice) {
                if shared[point] == 0 {
                    out.push(point);
                }
                shared[point] += u64::from(weight.min(other));
            }
        }
        out.retain(|&point| {
            let least = profile.wording.total.min(total_of(point));
            std::mem::take(&mut shared[point]) >= (least * COMPARED_COVER / 1000).max(COMPARED_WEIGHT)
        });
        out.extend(self.by_text.get(&profile.wording.normal).into_iter().flatten());
        out.sort_unstable();
        out.dedup();
    }
}

/// Clusters the utterances of one speaker, each given by its first report's profile, in canonical order. Each utterance joins the
/// point whose first utterance it is most like (the earlier among equals), else begins one; since every member is like the first
/// one, no chain of small changes leads from one proposition to another. What a person joined comes as one, by its first utterance;
/// what a person set apart is never in one point.
///
/// `before` tells what is known of each: one that was there is compared only with utterances that newly began a point, which gives
/// the same as comparing it with all. An utterance that a decision names has to be `Unknown`.
pub(crate) fn cluster(
    profiles: &[&Profile],
    before: &[Prior],
    decided: &Decided,
    likeness: &dyn Fn(usize, usize) -> Option<u64>,
) -> Vec<Vec<usize>> {
    let units = units(profiles.len(), decided);
    let mut points: Vec<Vec<usize>> = Vec::new();
    let mut leader: Vec<usize> = Vec::new();
    let mut point_of_leader: Vec<Option<usize>> = vec![None; profiles.len()];
    let (mut all, mut new) = (Leaders::default(), Leaders::default());
    let mut shared: Vec<u64> = Vec::new();
    let mut found = Vec::new();
    for (n, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.is_empty()) {
        let followed = match before[n] {
            Prior::Followed(other) if before[other] == Prior::Led => point_of_leader[other],
            _ => None,
        };
        let known = before[n] == Prior::Led || followed.is_some();
        let among = if known { &new } else { &all };
        among.find(profiles[n], &mut shared, |point| profiles[leader[point]].wording.total, &mut found);
        let best = found
            .iter()
            .filter(|&&point| !decided.keeps_apart(&points[point], unit))
            .filter_map(|&point| Some((likeness(leader[point], n)?, Reverse(point))))
            .max();
        let best = match (best, followed) {
            (Some(best), Some(point)) => {
                likeness(leader[point], n).map(|alike| best.max((alike, Reverse(point)))).or(Some(best))
            }
            (None, Some(point)) => Some((0, Reverse(point))),
            (best, None) => best,
        };
        match best {
            Some((_, Reverse(point))) => points[point].extend(unit),
            None => {
                let point = points.len();
                all.put(point, profiles[n]);
                if before[n] != Prior::Led {
                    new.put(point, profiles[n]);
                }
                points.push(unit.clone());
                leader.push(n);
                point_of_leader[n] = Some(point);
                shared.push(0);
            }
        }
    }
    points.iter_mut().for_each(|point| point.sort_unstable());
    points
}

/// For each utterance what a person joined with it, itself first, where it is the first of them; empty for the others.
fn units(count: usize, decided: &Decided) -> Vec<Vec<usize>> {
    let mut units: Vec<Vec<usize>> = (0..count).map(|n| vec![n]).collect();
    let mut first: Vec<usize> = (0..count).collect();
    for &(a, b) in &decided.together {
        let (a, b) = (first[a].min(first[b]), first[a].max(first[b]));
        if a != b && !decided.keeps_apart(&units[a], &units[b]) {
            let moved = std::mem::take(&mut units[b]);
            moved.iter().for_each(|&n| first[n] = a);
            units[a].extend(moved);
        }
    }
    units
}

/// Reports looked at for the most typical one; more would cost their square.
const TYPICAL_OF: usize = 32;

/// The most typical of several wordings, which come in canonical order: the one that shares most with the others; the earlier among
/// equals.
pub(crate) fn typical(wordings: &[&Wording]) -> usize {
    let looked_at = &wordings[..wordings.len().min(TYPICAL_OF)];
    let mut likeness = vec![0u64; looked_at.len()];
    for (n, a) in looked_at.iter().enumerate() {
        for (m, b) in looked_at.iter().enumerate().skip(n + 1) {
            let alike = a.shared(b).same * 2000 / (a.total + b.total).max(1);
            likeness[n] += alike;
            likeness[m] += alike;
        }
    }
    (0..looked_at.len()).max_by_key(|&n| (likeness[n], Reverse(n))).unwrap_or(0)
}
