//! The other sentences of an article that tell of the same event: they share its words, stand beside what tells of it, and are not dated
//! otherwise. Names alone tell nothing here: who stands in the news is named in every sentence of it.

use super::groups::Group;
use super::heads::Family;
use super::leads::LEAD;
use super::same_event::{exclude, other_place};
use super::telling::Telling;
use super::told::Told;
use std::collections::{BTreeMap, BTreeSet};

/// The weight that a passage shares with an event, in thousandths, to be told of it where its article tells of the event anyway.
const LEAST_IN_ARTICLE: u64 = 9_000;

/// The same for one that stands right beside what the same teller tells of the event.
const LEAST_BESIDE: u64 = 5_000;

/// Words in common, names left out, by which a passage that tells of another kind of happening or of none is of the event.
const WITHOUT_ITS_KIND: usize = 3;

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
                    let Shared { weight, words, named, of_its_kind } = profile.shared(one);
                    let least = if beside { (LEAST_BESIDE, 1) } else { (LEAST_IN_ARTICLE, 3) };
                    let hangs_together = of_its_kind || words >= WITHOUT_ITS_KIND;
                    let enough = hangs_together && weight >= least.0 && words + usize::from(named) >= least.1
                        || is_toll(told, &groups[g], one);
                    let shared = weight;
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

/// What a passage shares with an event.
struct Shared {
    /// The weight of the words that are no names, and of one name.
    weight: u64,
    /// Words that are no names, by number.
    words: usize,
    /// Whether a name is in both.
    named: bool,
    /// Whether both tell of a happening of one family.
    of_its_kind: bool,
}

/// The words of an event.
struct Profile {
    articles: BTreeSet<usize>,
    /// By feature that is no name its weight: half of it where only one article has it.
    weights: BTreeMap<u64, u64>,
    /// Stocks of the names that several articles have.
    names: BTreeSet<u64>,
    families: BTreeSet<Family>,
}

/// The weight of a name in common, in thousandths.
const SHARED_NAME: u64 = 3_500;

impl Profile {
    fn new(told: &[Told], group: &Group) -> Profile {
        let mut by_article: BTreeMap<u64, (u32, BTreeSet<usize>)> = BTreeMap::new();
        let mut named: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
        for &n in &group.members {
            let (telling, article) = (&told[n].telling, told[n].passage.article);
            for &(of, weight) in &telling.words {
                by_article.entry(of).or_insert((weight, BTreeSet::new())).1.insert(article);
            }
            for stock in telling.name_stocks() {
                named.entry(stock).or_default().insert(article);
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
            names: named.into_iter().filter(|(_, articles)| articles.len() > 1).map(|(of, _)| of).collect(),
            families: group.members.iter().flat_map(|&n| told[n].telling.families()).collect(),
        }
    }

    fn shared(&self, one: &Told) -> Shared {
        let words: Vec<u64> =
            one.telling.words.iter().filter_map(|(of, _)| self.weights.get(of).copied()).collect();
        let named = one.telling.name_stocks().any(|stock| self.names.contains(&stock));
        Shared {
            weight: words.iter().sum::<u64>() + if named { SHARED_NAME } else { 0 },
            words: words.len(),
            named,
            of_its_kind: !one.telling.families().is_disjoint(&self.families),
        }
    }
}
