//! Articles that begin with the same event: what one says in the headline, another says in its second sentence.

use super::groups::{Pair, near_in_time, sharing};
use super::heads::Happening;
use super::same_event::same_lead;
use super::telling::Telling;
use super::told::Told;
use reportedly_schema::linkage::Joined;
use std::collections::{BTreeMap, BTreeSet};

/// Passages at the beginning of an article that say what it is about: the headline and what follows it.
pub(super) const LEAD: usize = 4;

/// The beginning of an article.
struct Lead {
    members: Vec<usize>,
    telling: Telling,
}

/// Adds the pairs of passages that tell of the event with which two articles begin.
pub(super) fn pairs(told: &[Told], out: &mut Vec<Pair>) {
    let leads = leads(told);
    let keys = |lead: &Lead| (lead.telling.families(), lead.telling.name_stocks().collect());
    let mut compared = BTreeSet::new();
    for bucket in sharing(leads.iter().map(keys)) {
        for (a, b) in near_in_time(&bucket, |n| leads[n].telling.hull()) {
            if !compared.insert((a, b)) {
                continue;
            }
            let Some((happening, because)) = same_lead(&leads[a].telling, &leads[b].telling) else {
                continue;
            };
            let tells = |lead: &Lead| -> Vec<usize> {
                lead.members.iter().copied().filter(|&n| tells_of(&told[n].telling, happening)).collect()
            };
            for &x in &tells(&leads[a]) {
                for &y in &tells(&leads[b]) {
                    out.push((Joined::Possible, x.min(y), x.max(y), because.clone()));
                }
            }
        }
    }
}

fn tells_of(telling: &Telling, happening: Happening) -> bool {
    telling.heads.iter().any(|h| h.happening.family() == happening.family())
}

fn leads(told: &[Told]) -> Vec<Lead> {
    let mut by_article: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, one) in told.iter().enumerate() {
        by_article.entry(one.passage.article).or_default().push(n);
    }
    by_article
        .into_values()
        .map(|mut members| {
            members.truncate(LEAD);
            let mut telling = told[members[0]].telling.clone();
            members[1..].iter().for_each(|&n| telling.add(&told[n].telling));
            Lead { members, telling }
        })
        .collect()
}
