//! Which statements report one thing said on one occasion.

use crate::identities::Identities;
use crate::report::{Basis, Report, Venue};
use crate::sketch::is_reprint;
use crate::wording::{hash, same_stock};
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle};
use reportedly_schema::{Interval, StatementId, Times};
use std::collections::{BTreeMap, HashMap};

/// Words from which equal contents are the same words and no coincidence.
pub const SAME_WORDS: usize = 8;

/// Words of an equal run inside quotation marks that show the same quotation.
pub const SAME_QUOTED_WORDS: usize = 5;

/// Shared weight with opposite signs from which two statements contradict each other, in thousandths: any word of content.
pub const OPPOSED_WEIGHT: u64 = 1_500;

/// The least shared weight that is worth comparing, in thousandths: two words of content.
pub const LEAST_SHARED_WEIGHT: u64 = 4_500;

/// Thousandths of the shorter wording's weight that must be shared on one and the same dated day. On the Microsoft Research
/// paraphrase corpus (training part, 3,576 pairs, taken as indirect speech of one day) precision 78.3, recall 72.0; most pairs wrongly
/// joined there add a detail, which two reports of one remark do too.
pub const SAME_DAY_COVER: u64 = 700;

/// The same where the days only overlap.
pub const OVERLAP_COVER: u64 = 800;

/// Why two reports are of one utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub joined: Joined,
    /// Shared weight in thousandths; the strongest ties are made first.
    pub strength: u64,
    pub because: String,
}

/// Whether two statements, each with its article, report one thing said on one occasion, and why: a pure function of the two,
/// the frozen vocabulary and the registry.
///
/// Never where one is the opposite of the other, where figures contradict, where an offer goes to someone else, where the days
/// cannot be the same or the venues exclude each other. Reprints of the same words are the exception for days: a relative date
/// ("Monday") resolves to another day in a copy that was published later, up to [`REPRINT_REACH_DAYS`].
pub fn same_utterance(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
    identities: &Identities,
) -> Option<(Joined, String)> {
    let (speaker, _) = match crate::same_speaker(a, b, identities) {
        Some(found) => found,
        None if same_place(a, b) => (Joined::Certain, String::new()),
        None => return None,
    };
    let tie = tie(&Report::new(a.0, a.1), &Report::new(b.0, b.1))?;
    Some((tie.joined.max(speaker), tie.because))
}

/// The same characters of the same text.
fn same_place(a: (&EffectiveStatement, &LinkArticle), b: (&EffectiveStatement, &LinkArticle)) -> bool {
    a.1.text_sha256 == b.1.text_sha256 && a.0.statement.id == b.0.statement.id
}

/// What forbids that two reports are of one utterance, whatever their words.
pub(crate) fn conflict(a: &Report, b: &Report) -> bool {
    contradiction(a, b) || (!days_meet(a, b) && !copied(a, b)) || venues_conflict(&a.venue, &b.venue)
}

/// Opposite polarity, another number or another addressee.
pub(crate) fn contradiction(a: &Report, b: &Report) -> bool {
    let elsewhere = !a.addressed.is_empty()
        && !b.addressed.is_empty()
        && !a.addressed.iter().any(|x| b.addressed.iter().any(|y| same_stock(x, y)));
    elsewhere
        || a.wording.other_number(&b.wording)
        || a.wording.other_partner(&b.wording)
        || a.wording.shared(&b.wording).opposite >= OPPOSED_WEIGHT
}

fn days_meet(a: &Report, b: &Report) -> bool {
    a.when.basis == Basis::Undated
        || b.when.basis == Basis::Undated
        || a.when.interval.overlaps(&b.when.interval)
}

/// Days by which the written dates of copies of one text may lie apart: a weekday in a copy printed later can mean the next week's.
pub const REPRINT_REACH_DAYS: i32 = 7;

/// The same words in copies of one text, unless the copies date them further apart than [`REPRINT_REACH_DAYS`].
fn copied(a: &Report, b: &Report) -> bool {
    a.wording.normal == b.wording.normal && is_reprint(a.article, b.article) && !far_apart(a, b)
}

fn far_apart(a: &Report, b: &Report) -> bool {
    let reach = jiff::Span::new().days(REPRINT_REACH_DAYS);
    let before = |a: &Report, b: &Report| match (a.when.interval.latest, b.when.interval.earliest) {
        (Some(end), Some(start)) => end.checked_add(reach).is_ok_and(|reached| reached < start),
        _ => false,
    };
    let dated = a.when.basis == Basis::Dated && b.when.basis == Basis::Dated;
    dated && (before(a, b) || before(b, a))
}

pub(crate) fn venues_conflict(a: &Option<Venue>, b: &Option<Venue>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.conflicts(b))
}

/// The tie of two reports by one speaker.
pub(crate) fn tie(a: &Report, b: &Report) -> Option<Tie> {
    let shared = a.wording.shared(&b.wording);
    let tie = |joined, because: String| Some(Tie { joined, strength: shared.same, because });
    if a.article.text_sha256 == b.article.text_sha256
        && a.statement.statement.id == b.statement.statement.id
        && !far_apart(a, b)
    {
        return tie(Joined::Certain, "the same place in the same text".to_string());
    }
    if conflict(a, b) {
        return None;
    }
    let words = a.wording.tokens.len();
    let equal = words > 0 && a.wording.normal == b.wording.normal;
    if equal && is_reprint(a.article, b.article) {
        return tie(Joined::Certain, "the same words in a reprint".to_string());
    }
    if equal && words >= SAME_WORDS {
        return tie(Joined::Certain, format!("the same {words} words"));
    }
    let day = a.when.day().filter(|day| b.when.day() == Some(*day));
    let undated = a.when.basis == Basis::Undated || b.when.basis == Basis::Undated;
    let summary =
        a.statement.statement.times == Times::Repeated || b.statement.statement.times == Times::Repeated;
    if summary {
        return None;
    }
    let run = a.wording.quoted_run(&b.wording);
    if run >= SAME_QUOTED_WORDS {
        return match day {
            Some(day) => {
                tie(Joined::Certain, format!("the same {run} words in quotation marks, both said on {day}"))
            }
            None if !undated => {
                tie(Joined::Probable, format!("the same {run} words in quotation marks, {}", meeting(a, b)))
            }
            None => {
                tie(Joined::Possible, format!("the same {run} words in quotation marks, one without a date"))
            }
        };
    }
    let least = a.wording.total.min(b.wording.total).max(1);
    let cover = shared.same * 1000 / least;
    if undated || shared.features < 2 || shared.same < LEAST_SHARED_WEIGHT {
        return None;
    }
    let alike = format!("{}% of the shorter wording's weight", cover / 10);
    match day {
        Some(day) if cover >= SAME_DAY_COVER => {
            tie(Joined::Probable, format!("aligned words ({alike}), both said on {day}"))
        }
        None if cover >= OVERLAP_COVER => {
            tie(Joined::Possible, format!("aligned words ({alike}), {}", meeting(a, b)))
        }
        _ => None,
    }
}

/// How the days of two reports meet, in words.
fn meeting(a: &Report, b: &Report) -> String {
    let dated = |r: &Report| r.when.basis == Basis::Dated;
    match (dated(a), dated(b)) {
        (true, true) => "the days overlap".to_string(),
        (false, false) => "published within days of each other".to_string(),
        _ => "one dated by its publication only".to_string(),
    }
}

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
                let bound = (least * SAME_DAY_COVER / 1000).max(LEAST_SHARED_WEIGHT);
                if shared[other] >= bound {
                    pairs.push((other, n));
                }
                shared[other] = 0;
            }
        }
        for run in runs(report) {
            let seen = by_run.entry(run).or_default();
            pairs.extend(
                seen.iter().filter(|&&other| days_meet(reports[other], report)).map(|&other| (other, n)),
            );
            seen.push(n);
        }
        let seen = by_text.entry(report.wording.normal).or_default();
        pairs.extend(
            seen.iter()
                .filter(|&&other| {
                    days_meet(reports[other], report) || is_reprint(reports[other].article, report.article)
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
