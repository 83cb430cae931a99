//! Which statements report one thing said on one occasion.

use crate::candidates::{equal_words_may_tie, pairs};
use crate::decided::Decided;
use crate::profile::Profile;
use crate::report::{Basis, Report, Venue, When};
use crate::sketch::is_reprint;
use crate::tie::{Tie, conflict, tie};
use reportedly_schema::Interval;
use reportedly_schema::linkage::Joined;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Why reports are of one utterance that a person said are.
pub(crate) const BY_HAND: &str = "joined by hand";

/// Reports of one utterance: indices into the reports given, in their order.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub reports: Vec<usize>,
    pub joined: Joined,
    pub because: String,
}

/// Clusters reports of one speaker, which come in canonical order, each with its profile.
///
/// Equal reports are folded first, so that a wire story printed a thousand times costs a thousand comparisons. What a person joined
/// is joined next, then ties are made from the strongest down, and two clusters join only where no report of one conflicts with a
/// report of the other: a chain of similar wordings never brings two days or two figures together. What a person set apart conflicts.
/// Two clusters of several reports that are only possibly one need a quarter of the pairs across tied.
pub(crate) fn cluster(reports: &[&Report], profiles: &[&Profile], decided: &Decided) -> Vec<Cluster> {
    let nodes = folded(reports, profiles, decided);
    let first: Vec<&Report> = nodes.iter().map(|(members, _)| reports[members[0]]).collect();
    let first_profiles: Vec<&Profile> = nodes.iter().map(|(members, _)| profiles[members[0]]).collect();
    let reprint = |a: usize, b: usize| is_reprint(first[a].article, first[b].article);
    let mut edges: Vec<(Joined, u64, usize, usize, String)> = pairs(&first_profiles, &reprint)
        .into_iter()
        .filter_map(|(a, b)| {
            let tie = tie(first[a], first[b])?;
            Some((tie.joined, tie.strength, a, b, tie.because))
        })
        .collect();
    edges.sort_by(|x, y| {
        (x.0, std::cmp::Reverse(x.1), x.2, x.3).cmp(&(y.0, std::cmp::Reverse(y.1), y.2, y.3))
    });
    let tied: HashSet<(usize, usize)> = edges.iter().map(|(_, _, a, b, _)| (*a.min(b), *a.max(b))).collect();
    let mut groups = Groups::new(&nodes);
    let mut node_of = vec![0; reports.len()];
    for (n, (members, _)) in nodes.iter().enumerate() {
        members.iter().for_each(|&report| node_of[report] = n);
    }
    for &(a, b) in &decided.together {
        let (a, b) = (groups.leader[node_of[a]], groups.leader[node_of[b]]);
        if a != b && !decided.keeps_apart(&groups.reports(a), &groups.reports(b)) {
            groups.join(a, b, Joined::Certain, BY_HAND.to_string());
        }
    }
    // Groups only grow, so that two which conflict once always do.
    let mut refused: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (joined, _, a, b, because) in edges {
        let (a, b) = (groups.leader[a], groups.leader[b]);
        let pair = (a.min(b), a.max(b));
        if a == b || refused.contains(&pair) {
            continue;
        }
        let conflicting = |x: &usize| groups.nodes[b].iter().any(|&y| conflict(first[*x], first[y]));
        if decided.keeps_apart(&groups.reports(a), &groups.reports(b))
            || groups.nodes[a].iter().any(conflicting)
        {
            refused.insert(pair);
            continue;
        }
        // A report of two things ties the reports of each, and makes them not one: where they are, a quarter of the pairs across are tied.
        let ties = || {
            let of =
                |x: usize| groups.nodes[b].iter().filter(|&&y| tied.contains(&(x.min(y), x.max(y)))).count();
            groups.nodes[a].iter().map(|&x| of(x)).sum::<usize>()
        };
        let both = groups.nodes[a].len().min(groups.nodes[b].len()) > 1;
        if both && joined == Joined::Possible && ties() * 4 < groups.nodes[a].len() * groups.nodes[b].len() {
            continue;
        }
        groups.join(a, b, joined, because);
    }
    groups.clusters()
}

/// Reports in one form, and the ties that hold them together.
type Node = (Vec<usize>, Vec<Tie>);

/// Puts equal reports that tie into one node.
fn folded(reports: &[&Report], profiles: &[&Profile], decided: &Decided) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut by_form: BTreeMap<FormKey, Vec<usize>> = BTreeMap::new();
    for (n, report) in reports.iter().enumerate() {
        // What ties loose reports does not tie those they are folded with.
        if report.loose {
            nodes.push((vec![n], Vec::new()));
            continue;
        }
        let seen = by_form.entry(form(report)).or_default();
        let found = seen.iter().find_map(|&node: &usize| {
            let members = &nodes[node].0;
            let first = members[0];
            let may_tie = equal_words_may_tie(profiles[first], profiles[n])
                || is_reprint(reports[first].article, report.article);
            let may_tie = may_tie && !decided.keeps_apart(members, &[n]);
            may_tie.then(|| tie(reports[first], report)).flatten().map(|tie| (node, tie))
        });
        match found {
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
    nodes
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

/// Groups of nodes in the making, each led by its first node.
struct Groups<'n> {
    of: &'n [Node],
    leader: Vec<usize>,
    nodes: Vec<Vec<usize>>,
    /// The least sure tie of each group; among equals the first.
    least: Vec<Option<(Joined, String)>>,
}

impl<'n> Groups<'n> {
    fn new(of: &'n [Node]) -> Self {
        let least = |(_, ties): &Node| {
            ties.iter().fold(None, |least: Option<(Joined, String)>, tie| match least {
                Some(least) if least.0 >= tie.joined => Some(least),
                _ => Some((tie.joined, tie.because.clone())),
            })
        };
        Groups {
            of,
            leader: (0..of.len()).collect(),
            nodes: (0..of.len()).map(|n| vec![n]).collect(),
            least: of.iter().map(least).collect(),
        }
    }

    fn reports(&self, group: usize) -> Vec<usize> {
        self.nodes[group].iter().flat_map(|&node| self.of[node].0.iter().copied()).collect()
    }

    fn join(&mut self, a: usize, b: usize, joined: Joined, because: String) {
        let (a, b) = (a.min(b), a.max(b));
        let moved = std::mem::take(&mut self.nodes[b]);
        for &node in &moved {
            self.leader[node] = a;
        }
        self.nodes[a].extend(moved);
        let other = self.least[b].take();
        for candidate in [other, Some((joined, because))].into_iter().flatten() {
            if self.least[a].as_ref().is_none_or(|kept| candidate.0 > kept.0) {
                self.least[a] = Some(candidate);
            }
        }
    }

    fn clusters(mut self) -> Vec<Cluster> {
        let mut out = Vec::new();
        for n in (0..self.of.len()).filter(|&n| !self.nodes[n].is_empty()).collect::<Vec<_>>() {
            let mut reports = self.reports(n);
            reports.sort_unstable();
            let (joined, because) =
                self.least[n].take().unwrap_or_else(|| (Joined::Certain, "one report".to_string()));
            out.push(Cluster { reports, joined, because });
        }
        out
    }
}

/// The days on which an utterance may have been said, by when each report says, and whether a date was written for it.
pub(crate) fn said(reports: &[When]) -> (Interval, bool) {
    let dated: Vec<&When> = reports.iter().filter(|when| when.basis == Basis::Dated).collect();
    let Some(first) = dated.first() else {
        let interval = reports
            .iter()
            .filter(|when| when.basis == Basis::Published)
            .min_by_key(|when| when.interval.latest)
            .map(|when| Interval { earliest: None, latest: when.interval.latest });
        return (interval.unwrap_or_default(), false);
    };
    let both = dated.iter().fold(first.interval, |all, when| Interval {
        earliest: all.earliest.max(when.interval.earliest),
        latest: [all.latest, when.interval.latest].into_iter().flatten().min(),
    });
    // Copies whose relative dates resolved to other days: the first copy's day stands.
    let apart = matches!((both.earliest, both.latest), (Some(a), Some(b)) if a > b);
    (if apart { first.interval } else { both }, true)
}
