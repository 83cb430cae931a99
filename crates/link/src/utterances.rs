//! Which statements report one thing said on one occasion.

use crate::report::{Basis, Report, Venue};
use crate::sketch::is_reprint;
use crate::tie::{
    LEAST_COVER, LEAST_SHARED_WEIGHT, SAME_QUOTED_WORDS, Tie, conflict, days_meet, retold, tie,
};
use crate::wording::hash;
use reportedly_schema::linkage::Joined;
use reportedly_schema::{Interval, StatementId};
use std::collections::{BTreeMap, HashMap};

/// Reports of one utterance: indices into the reports given, in their order.
pub(crate) struct Cluster {
    pub reports: Vec<usize>,
    pub joined: Joined,
    pub because: String,
}

/// Clusters the reports of one speaker, which come in canonical order.
///
/// Equal reports are folded first, so that a wire story printed a thousand times costs a thousand comparisons. Then ties are made
/// from the strongest down, and two clusters join only where no report of one conflicts with a report of the other: a chain of
/// similar wordings never brings two days or two figures together.
pub(crate) fn cluster(reports: &[Report]) -> Vec<Cluster> {
    let mut nodes: Vec<(Vec<usize>, Vec<Tie>)> = Vec::new();
    let mut by_form: BTreeMap<FormKey, Vec<usize>> = BTreeMap::new();
    for (n, report) in reports.iter().enumerate() {
        let seen = by_form.entry(form(report)).or_default();
        match seen.iter().find_map(|&node| tie(&reports[nodes[node].0[0]], report).map(|t| (node, t))) {
            Some((node, tie)) => {
                nodes[node].0.push(n);
                nodes[node].1.push(tie);
            }
            None => {
                seen.push(nodes.len());
                nodes.push((vec![n], Vec::new()));
            }
        }
    }
    let first: Vec<&Report> = nodes.iter().map(|(members, _)| &reports[members[0]]).collect();
    let mut edges: Vec<(Joined, u64, usize, usize, String)> = candidates(&first)
        .into_iter()
        .filter_map(|(a, b)| {
            let tie = tie(first[a], first[b])?;
            Some((tie.joined, tie.strength, a, b, tie.because))
        })
        .collect();
    edges.sort_by(|x, y| {
        (x.0, std::cmp::Reverse(x.1), x.2, x.3).cmp(&(y.0, std::cmp::Reverse(y.1), y.2, y.3))
    });
    let mut leader: Vec<usize> = (0..nodes.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..nodes.len()).map(|n| vec![n]).collect();
    let mut least: Vec<Option<(Joined, String)>> = nodes
        .iter()
        .map(|(_, ties)| {
            // The least sure tie; among equals the first.
            ties.iter().fold(None, |least: Option<(Joined, String)>, tie| match least {
                Some(least) if least.0 >= tie.joined => Some(least),
                _ => Some((tie.joined, tie.because.clone())),
            })
        })
        .collect();
    for (joined, _, a, b, because) in edges {
        let (a, b) = (leader[a].min(leader[b]), leader[a].max(leader[b]));
        if a == b || groups[a].iter().any(|&x| groups[b].iter().any(|&y| conflict(first[x], first[y]))) {
            continue;
        }
        let moved = std::mem::take(&mut groups[b]);
        for &node in &moved {
            leader[node] = a;
        }
        groups[a].extend(moved);
        let other = least[b].take();
        for candidate in [other, Some((joined, because))].into_iter().flatten() {
            if least[a].as_ref().is_none_or(|kept| candidate.0 > kept.0) {
                least[a] = Some(candidate);
            }
        }
    }
    let mut out = Vec::new();
    for (n, group) in groups.into_iter().enumerate().filter(|(_, group)| !group.is_empty()) {
        let mut members: Vec<usize> = group.iter().flat_map(|&node| nodes[node].0.iter().copied()).collect();
        members.sort_unstable();
        let (joined, because) =
            least[n].take().unwrap_or_else(|| (Joined::Certain, "one report".to_string()));
        out.push(Cluster { reports: members, joined, because });
    }
    out
}

/// What equal reports have in common.
type FormKey = (u64, i64, Interval, Option<Venue>, Vec<String>);

fn form(report: &Report) -> FormKey {
    // Signs tell a turned wording from the same words unturned.
    let signs = report
        .wording
        .features
        .iter()
        .fold(0i64, |all, f| all.wrapping_mul(3).wrapping_add(i64::from(f.sign)));
    (report.wording.normal, signs, report.when.interval, report.venue.clone(), report.addressed.clone())
}

/// Pairs of reports worth comparing: those that share words of content within the same days, and those that share a quoted run or
/// all their words.
fn candidates(reports: &[&Report]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut by_feature: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut by_run: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut by_text: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut shared: Vec<u64> = vec![0; reports.len()];
    let mut touched: Vec<usize> = Vec::new();
    for (n, report) in reports.iter().enumerate() {
        if report.when.basis != Basis::Undated {
            let mut last = None;
            for feature in &report.wording.features {
                if last == Some(feature.of) {
                    continue;
                }
                last = Some(feature.of);
                let seen = by_feature.entry(feature.of).or_default();
                for &other in seen.iter() {
                    if reports[other].when.interval.overlaps(&report.when.interval) {
                        if shared[other] == 0 {
                            touched.push(other);
                        }
                        shared[other] += u64::from(feature.weight);
                    }
                }
                seen.push(n);
            }
            for other in touched.drain(..) {
                let least = report.wording.total.min(reports[other].wording.total);
                let bound = (least * LEAST_COVER / 1000).max(LEAST_SHARED_WEIGHT);
                if shared[other] >= bound {
                    pairs.push((other, n));
                }
                shared[other] = 0;
            }
        }
        for run in runs(report) {
            let seen = by_run.entry(run).or_default();
            pairs.extend(
                seen.iter()
                    .filter(|&&other| days_meet(reports[other], report) || retold(reports[other], report))
                    .map(|&other| (other, n)),
            );
            seen.push(n);
        }
        let seen = by_text.entry(report.wording.normal).or_default();
        pairs.extend(
            seen.iter()
                .filter(|&&other| {
                    days_meet(reports[other], report)
                        || retold(reports[other], report)
                        || is_reprint(reports[other].article, report.article)
                })
                .map(|&other| (other, n)),
        );
        seen.push(n);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Hashes of the runs of [`SAME_QUOTED_WORDS`] quoted words, each once.
fn runs(report: &Report) -> Vec<u64> {
    let mut out: Vec<u64> = report
        .wording
        .tokens
        .windows(SAME_QUOTED_WORDS)
        .filter(|window| window.iter().all(|t| t.quoted))
        .map(|window| {
            hash(window.iter().map(|t| t.written.as_str()).collect::<Vec<_>>().join(" ").as_bytes())
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The days on which an utterance may have been said, and whether a date was written for it.
pub(crate) fn said(reports: &[&Report]) -> (Interval, bool) {
    let dated: Vec<&&Report> = reports.iter().filter(|r| r.when.basis == Basis::Dated).collect();
    let Some(first) = dated.first() else {
        let interval = reports
            .iter()
            .filter(|r| r.when.basis == Basis::Published)
            .min_by_key(|r| r.when.interval.latest)
            .map(|r| Interval { earliest: None, latest: r.when.interval.latest });
        return (interval.unwrap_or_default(), false);
    };
    let both = dated.iter().fold(first.when.interval, |all, r| Interval {
        earliest: all.earliest.max(r.when.interval.earliest),
        latest: [all.latest, r.when.interval.latest].into_iter().flatten().min(),
    });
    // Copies whose relative dates resolved to other days: the first copy's day stands.
    let apart = matches!((both.earliest, both.latest), (Some(a), Some(b)) if a > b);
    (if apart { first.when.interval } else { both }, true)
}

/// The id of an utterance: its first statement's.
pub(crate) fn id(reports: &[&Report]) -> StatementId {
    reports[0].statement.statement.id
}
