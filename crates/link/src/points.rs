//! What a speaker says again: utterances of one proposition.

use crate::report::Report;
use crate::tie::{LEAST_COVER, OVERLAP_COSINE, contradiction};
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

/// Clusters the utterances of one speaker, each given by its first report, in canonical order. Each utterance joins the point
/// whose first utterance it is most like (the earlier among equals), else begins one; since every member is like the first one,
/// no chain of small changes leads from one proposition to another.
pub(crate) fn cluster(utterances: &[&Report]) -> Vec<Vec<usize>> {
    let mut points: Vec<Vec<usize>> = Vec::new();
    let mut by_feature: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut by_text: HashMap<u64, usize> = HashMap::new();
    let mut shared: Vec<u64> = Vec::new();
    let mut touched: Vec<usize> = Vec::new();
    for (n, utterance) in utterances.iter().enumerate() {
        let mut features: Vec<(u64, u32)> =
            utterance.wording.features.iter().map(|f| (f.of, f.weight)).collect();
        features.dedup_by_key(|f| f.0);
        for &(of, weight) in &features {
            for &point in by_feature.get(&of).map_or(&[][..], Vec::as_slice) {
                if shared[point] == 0 {
                    touched.push(point);
                }
                shared[point] += u64::from(weight);
            }
        }
        let equal = by_text.get(&utterance.wording.normal).copied();
        // A point with equal words and no word of content is reached by its text alone.
        touched.extend(equal.filter(|&point| shared[point] == 0));
        let total = utterance.wording.total;
        let best = touched
            .iter()
            .filter(|&&point| {
                let least = total.min(utterances[points[point][0]].wording.total);
                let bound = (least * LEAST_COVER / 1000).max(POINT_SHARED_WEIGHT);
                Some(point) == equal || shared[point] >= bound
            })
            .filter_map(|&point| Some((likeness(utterances[points[point][0]], utterance)?, point)))
            .max_by_key(|&(likeness, point)| (likeness, std::cmp::Reverse(point)));
        for point in touched.drain(..) {
            shared[point] = 0;
        }
        match best {
            Some((_, point)) => points[point].push(n),
            None => {
                for &(of, _) in &features {
                    by_feature.entry(of).or_default().push(points.len());
                }
                by_text.entry(utterance.wording.normal).or_insert(points.len());
                points.push(vec![n]);
                shared.push(0);
            }
        }
    }
    points
}

/// Reports looked at for the most typical one; more would cost their square.
const TYPICAL_OF: usize = 64;

/// The most typical of several reports, which come in canonical order: the one that shares most with the others; the earlier among
/// equals.
pub(crate) fn typical(reports: &[&Report]) -> usize {
    let looked_at = &reports[..reports.len().min(TYPICAL_OF)];
    (0..looked_at.len())
        .max_by_key(|&n| {
            let a = &looked_at[n].wording;
            let likeness: u64 = looked_at
                .iter()
                .map(|b| a.shared(&b.wording).same * 2000 / (a.total + b.wording.total).max(1))
                .sum();
            (likeness, std::cmp::Reverse(n))
        })
        .unwrap_or(0)
}
