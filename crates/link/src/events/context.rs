//! The other sentences of an article that tell of the same event: they share its words, stand beside what tells of it, and are not dated
//! otherwise.

use super::groups::Group;
use super::leads::LEAD;
use super::same_event::{exclude, other_place};
use super::telling::Telling;
use super::told::Told;
use crate::wording::Feature;
use std::collections::{BTreeMap, BTreeSet};

/// The weight that a passage shares with an event, in thousandths, to be told of it where its article tells of the event anyway.
const LEAST_IN_ARTICLE: u64 = 9_000;

/// The same for one that stands right beside what the same teller tells of the event.
const LEAST_BESIDE: u64 = 5_000;

/// Rounds: what joined makes neighbours.
const ROUNDS: usize = 3;

/// Adds to each group the passages of its articles that hang together with it, each to the group that it shares most with.
pub(super) fn extend(told: &[Told], groups: &mut [Group]) {
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate() {
        taken.extend(group.members.iter().map(|&n| (n, g)));
    }
    for _ in 0..ROUNDS {
        let profiles: Vec<Profile> = groups.iter().map(|group| Profile::new(told, group)).collect();
        let mut joining: Vec<(usize, usize)> = Vec::new();
        for (n, one) in told.iter().enumerate().filter(|(n, _)| !taken.contains_key(n)) {
            let best = profiles
                .iter()
                .enumerate()
                .filter(|(_, profile)| profile.articles.contains(&one.passage.article))
                .filter(|(g, _)| fits(told, &groups[*g], &one.telling))
                .map(|(g, profile)| {
                    let beside = [n.checked_sub(1), Some(n + 1)]
                        .into_iter()
                        .flatten()
                        .any(|m| taken.get(&m) == Some(&g) && told[m].passage.article == one.passage.article);
                    let (shared, features) = profile.shared(&one.telling);
                    let least = if beside { (LEAST_BESIDE, 1) } else { (LEAST_IN_ARTICLE, 3) };
                    let enough = shared >= least.0 && features >= least.1 || is_toll(told, &groups[g], one);
                    (shared, beside, g, enough)
                })
                .filter(|(_, _, _, enough)| *enough)
                .max_by_key(|(shared, beside, g, _)| (*shared, *beside, std::cmp::Reverse(*g)));
            joining.extend(best.map(|(_, _, g, _)| (n, g)));
        }
        if joining.is_empty() {
            break;
        }
        for (n, g) in joining {
            taken.insert(n, g);
            groups[g].members.push(n);
        }
        groups.iter_mut().for_each(|group| group.members.sort_unstable());
    }
}

/// Words that make a number of people a sum over a longer time.
const SUMS: &[&str] = &["since", "total", "overall", "altogether", "year", "years", "month", "months", "war"];

/// Whether a passage gives a number of people who came to the harm of which another article tells in the event; an article that begins with the
/// event means it by "61 people were killed".
fn is_toll(told: &[Told], group: &Group, one: &Told) -> bool {
    let of = |t: &Told| -> BTreeSet<String> {
        t.telling.figures.iter().filter(|f| f.is_of_casualties()).map(|f| f.what.clone()).collect()
    };
    let harm = of(one);
    let sums = one.telling.wording.tokens.iter().any(|t| SUMS.contains(&t.written.as_str()));
    let elsewhere = |&n: &usize| told[n].passage.article != one.passage.article;
    let named = |n: &usize| !other_place(&one.telling, &told[*n].telling);
    !harm.is_empty()
        && !sums
        && group.members.iter().filter(|n| elsewhere(n)).any(|&n| !harm.is_disjoint(&of(&told[n])))
        && group.members.iter().all(named)
}

/// Whether a passage tells of the past, and on no other day than those of the group.
fn fits(told: &[Told], group: &Group, telling: &Telling) -> bool {
    let bounded = telling.near.is_some() || !telling.days.is_empty();
    bounded
        && telling.tells_of_the_past()
        && !group.members.iter().any(|&n| exclude(&told[n].telling, telling))
}

/// The words of an event.
struct Profile {
    articles: BTreeSet<usize>,
    /// By feature its weight: half of it where only one article has it.
    weights: BTreeMap<u64, u64>,
}

impl Profile {
    fn new(told: &[Told], group: &Group) -> Profile {
        let mut by_article: BTreeMap<u64, (u32, BTreeSet<usize>)> = BTreeMap::new();
        for &n in &group.members {
            for Feature { of, weight, .. } in &told[n].telling.wording.features {
                let entry = by_article.entry(*of).or_insert((*weight, BTreeSet::new()));
                entry.1.insert(told[n].passage.article);
            }
        }
        // Only an article that begins with the event goes on with it.
        let begins = |n: usize| {
            let article = told[n].passage.article;
            n < LEAD || told[n - LEAD].passage.article != article
        };
        Profile {
            articles: group
                .members
                .iter()
                .filter(|&&n| begins(n))
                .map(|&n| told[n].passage.article)
                .collect(),
            weights: by_article
                .into_iter()
                .map(|(of, (weight, articles))| match articles.len() {
                    1 => (of, u64::from(weight) / 2),
                    _ => (of, u64::from(weight)),
                })
                .collect(),
        }
    }

    /// The weight shared, and by how many features.
    fn shared(&self, telling: &Telling) -> (u64, usize) {
        let all: BTreeSet<u64> = telling.wording.features.iter().map(|f| f.of).collect();
        let shared: Vec<u64> = all.iter().filter_map(|of| self.weights.get(of).copied()).collect();
        (shared.iter().sum(), shared.len())
    }
}
