//! On how many occasions: the lowest, the highest and the best number, over a selection of utterances and inside a window.

use super::question::Within;
use reportedly_link::{Identities, PUBLICATION_REACH_DAYS, possible_days, same_utterance, venues_exclude};
use reportedly_schema::linkage::{EffectiveStatement, Joined, Snapshot};
use reportedly_schema::{Day, Interval};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Numbers of occasions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The best estimate.
    pub count: usize,
    /// Every compatible pair merged: occasions that no reading of the dates brings together. What is undated or dated only by
    /// publication never raises it.
    pub low: usize,
    /// Every pair apart that is not positively the same.
    pub high: usize,
}

/// Days counted in, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Its length in calendar days.
    pub days: u32,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Window {
    /// The window of so many calendar days that ends on `to`: `14d` ending on the 17th begins on the 4th.
    ///
    /// ```
    /// use reportedly::answers::{Window, Within};
    /// let window = Window::ending("2031-03-17".parse().unwrap(), Within { days: 14 });
    /// assert_eq!(window.from, "2031-03-04".parse().unwrap());
    /// ```
    pub fn ending(to: Day, within: Within) -> Window {
        let back = jiff::Span::new().days(i64::from(within.days) - 1);
        Window { days: within.days, from: to.checked_sub(back).unwrap_or(Day::MIN), to }
    }

    fn share(&self, days: &Interval) -> Share {
        let (Some(earliest), Some(latest)) = (days.earliest, days.latest) else { return Share::None };
        let (from, to) = (earliest.max(self.from), latest.min(self.to));
        if from > to {
            return Share::None;
        }
        let length = |a: Day, b: Day| a.until(b).map_or(0, |s| i64::from(s.get_days())) + 1;
        let (inside, all) = (length(from, to), length(earliest, latest));
        if inside == all {
            Share::All
        } else if inside * 2 >= all {
            Share::Most
        } else {
            Share::Some
        }
    }
}

/// How many of an occasion's possible days lie in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    None,
    Some,
    /// At least half: counted in the best estimate.
    Most,
    All,
}

/// A selected occasion: an index into the link generation's, with the reports that were selected.
#[derive(Clone, Debug)]
pub(super) struct Selected {
    pub occasion: usize,
    /// Selected utterances by index, with their selected statements by index.
    pub utterances: Vec<(usize, Vec<usize>)>,
}

impl Selected {
    /// The days on which it may have been, publication reaching back; `None` where nothing is known.
    fn days(&self, snapshot: &Snapshot) -> Option<Interval> {
        let occasion = &snapshot.links.occasions[self.occasion];
        if occasion.dated {
            return Some(occasion.said);
        }
        let latest = occasion.said.latest?;
        let reach = jiff::Span::new().days(PUBLICATION_REACH_DAYS);
        Some(Interval { earliest: latest.checked_sub(reach).ok(), latest: Some(latest) })
    }

    fn dated(&self, snapshot: &Snapshot) -> bool {
        snapshot.links.occasions[self.occasion].dated
    }

    fn statements(&self) -> impl Iterator<Item = usize> + '_ {
        self.utterances.iter().flat_map(|(_, reports)| reports.iter().copied())
    }

    /// Its reports of the speaker himself, each with its utterance: one that names nobody in full dates nothing and is not counted.
    fn own(&self, snapshot: &Snapshot) -> Vec<(usize, usize)> {
        let speaker = snapshot.links.occasions[self.occasion].speaker;
        let own = &snapshot.links.speakers[speaker].statements;
        let all = self.utterances.iter().flat_map(|(u, reports)| reports.iter().map(|&r| (*u, r)));
        all.filter(|(_, report)| own.binary_search(report).is_ok()).collect()
    }

    /// Whether a venue of one excludes a venue of the other.
    fn elsewhere(&self, other: &Selected, snapshot: &Snapshot) -> bool {
        let s = |n: usize| &snapshot.statements[n];
        self.statements().any(|a| other.statements().any(|b| venues_exclude(s(a), s(b))))
    }
}

/// Groups selected utterances, each with its selected reports, by occasion; the occasions in the order of their first possible day.
pub(super) fn selected(snapshot: &Snapshot, utterances: Vec<(usize, Vec<usize>)>) -> Vec<Selected> {
    let mut by_occasion: BTreeMap<usize, Vec<(usize, Vec<usize>)>> = BTreeMap::new();
    for (utterance, reports) in utterances {
        let occasion = snapshot.links.utterances[utterance].occasion;
        by_occasion.entry(occasion).or_default().push((utterance, reports));
    }
    let first = |s: &Selected| {
        s.statements().map(|n| reportedly_link::order_of(&snapshot.articles, &snapshot.statements, n)).min()
    };
    let mut out: Vec<Selected> = by_occasion
        .into_iter()
        .map(|(occasion, mut utterances)| {
            utterances.sort_by_key(|(_, reports)| {
                reports
                    .iter()
                    .map(|&n| reportedly_link::order_of(&snapshot.articles, &snapshot.statements, n))
                    .min()
            });
            Selected { occasion, utterances }
        })
        .collect();
    out.sort_by_key(|s| {
        let said = snapshot.links.occasions[s.occasion].said;
        let start = said.earliest.or(said.latest);
        (start.is_none(), start, said.latest, first(s))
    });
    out
}

/// The day at which a window ends: that of the occasion that begins last, a written date before one of publication.
pub(super) fn latest_day(snapshot: &Snapshot, selected: &[Selected]) -> Option<Day> {
    let of = |dated: bool| {
        selected
            .iter()
            .filter(|s| s.dated(snapshot) == dated)
            .filter_map(|s| s.days(snapshot))
            .filter_map(|days| Some((days.earliest?, days.latest?)))
            .max()
            .map(|(_, latest)| latest)
    };
    of(true).or_else(|| of(false))
}

/// Counts the occasions of a selection by one speaker, in a window or over all days.
pub(super) fn count(snapshot: &Snapshot, selected: &[Selected], window: Option<&Window>) -> Counts {
    let share = |s: &Selected| match (s.days(snapshot), window) {
        (None, _) => Share::None,
        (Some(_), None) => Share::All,
        (Some(days), Some(window)) => window.share(&days),
    };
    let at_least =
        |least: Share| -> Vec<&Selected> { selected.iter().filter(|s| share(s) >= least).collect() };
    let low = apart(snapshot, selected, window);
    let count = estimate(snapshot, &at_least(Share::Most)).max(low);
    let high = not_the_same(snapshot, &at_least(Share::Some)).max(count);
    Counts { count, low, high }
}

/// The largest set of dated reports found of which no two can be of one occasion: taken by their last day, so that for days alone
/// it is the largest there is (interval scheduling). Reports are compared by their own dates and venues, so that nothing without a
/// written date has a say.
fn apart(snapshot: &Snapshot, selected: &[Selected], window: Option<&Window>) -> usize {
    let mut reports: Vec<(Interval, usize, usize)> = selected
        .iter()
        .flat_map(|s| s.own(snapshot))
        .filter_map(|(utterance, report)| {
            let statement = &snapshot.statements[report];
            let (days, dated) = possible_days(statement, &snapshot.articles[statement.article])?;
            let inside = window.is_none_or(|w| w.share(&days) == Share::All);
            (dated && inside).then_some((days, utterance, report))
        })
        .collect();
    reports.sort_by_key(|(days, _, report)| (days.latest, std::cmp::Reverse(days.earliest), *report));
    let mut taken: Vec<(Interval, usize, usize)> = Vec::new();
    for (days, utterance, report) in reports {
        let compatible = taken.iter().any(|(other_days, other_utterance, other)| {
            *other_utterance == utterance
                || (days.overlaps(other_days)
                    && !venues_exclude(&snapshot.statements[report], &snapshot.statements[*other]))
        });
        if !compatible {
            taken.push((days, utterance, report));
        }
    }
    taken.len()
}

/// The best estimate: every occasion of a known day, and of the vaguer ones (a month, a publication) those that no other occasion
/// found explains.
fn estimate(snapshot: &Snapshot, occasions: &[&Selected]) -> usize {
    let exact =
        |s: &&&Selected| s.dated(snapshot) && s.days(snapshot).is_some_and(|d| d.single_day().is_some());
    let mut taken: Vec<&Selected> = occasions.iter().filter(exact).copied().collect();
    let mut vague: Vec<&Selected> = occasions.iter().filter(|s| !exact(s)).copied().collect();
    vague.sort_by_key(|s| {
        (!s.dated(snapshot), s.days(snapshot).map(|d| (d.latest, std::cmp::Reverse(d.earliest))))
    });
    for occasion in vague {
        let explained = |other: &&Selected| {
            let meet = matches!((occasion.days(snapshot), other.days(snapshot)), (Some(a), Some(b)) if a.overlaps(&b));
            meet && !occasion.elsewhere(other, snapshot)
        };
        if !taken.iter().any(explained) {
            taken.push(occasion);
        }
    }
    taken.len()
}

/// Reports that nothing shows to be of one occasion, each counted once. Positively the same are: reports of one utterance joined
/// as certain or probable; two things that one article dates to one and the same day; two on one day at one venue as written.
fn not_the_same(snapshot: &Snapshot, occasions: &[&Selected]) -> usize {
    let nodes: Vec<(usize, usize)> = occasions.iter().flat_map(|s| s.own(snapshot)).collect();
    let mut leader: Vec<usize> = (0..nodes.len()).collect();
    fn root(leader: &mut [usize], mut n: usize) -> usize {
        while leader[n] != n {
            leader[n] = leader[leader[n]];
            n = leader[n];
        }
        n
    }
    let day = |n: usize| snapshot.statements[n].statement.said.interval.single_day();
    let identities = Identities::new(&snapshot.registry);
    let same = |(ua, ra): (usize, usize), (ub, rb): (usize, usize)| {
        let (sa, sb) = (&snapshot.statements[ra], &snapshot.statements[rb]);
        let venue = |s: &EffectiveStatement| s.statement.venue.as_ref().map(|v| v.name.to_lowercase());
        let one_utterance = || {
            ua == ub
                && (snapshot.links.utterances[ua].joined != Joined::Possible
                    || same_utterance(
                        (sa, &snapshot.articles[sa.article]),
                        (sb, &snapshot.articles[sb.article]),
                        &identities,
                    )
                    .is_some_and(|(joined, _)| joined != Joined::Possible))
        };
        let one_day = day(ra).is_some() && day(ra) == day(rb);
        let one_place = || venue(sa).is_some() && venue(sa) == venue(sb);
        let one_telling = || sa.article == sb.article && !venues_exclude(sa, sb);
        one_utterance() || (one_day && (one_place() || one_telling()))
    };
    // Only reports of one utterance or of one day can be positively the same.
    let mut together: BTreeMap<(Option<usize>, Option<Day>), Vec<usize>> = BTreeMap::new();
    for (n, &(utterance, report)) in nodes.iter().enumerate() {
        together.entry((Some(utterance), None)).or_default().push(n);
        if let Some(day) = day(report) {
            together.entry((None, Some(day))).or_default().push(n);
        }
    }
    for members in together.into_values() {
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                let (x, y) = (root(&mut leader, a), root(&mut leader, b));
                if x != y && same(nodes[a], nodes[b]) {
                    leader[x.max(y)] = x.min(y);
                }
            }
        }
    }
    (0..nodes.len()).filter(|&n| root(&mut leader, n) == n).count()
}
