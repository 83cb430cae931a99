//! Articles that carry the same text, folded into groups.

use crate::sketch::{REPRINT_GUARD_PLACES, equal_places, is_reprint};
use reportedly_schema::linkage::LinkArticle;
use std::collections::BTreeMap;

/// Places of a sketch that must agree for two articles to be compared. Two texts at the reprint threshold share one of the 32
/// pairs of places with a probability of 1 - (1 - 0.56²)³² > 0.999.
const BAND: usize = 2;

/// The order in which articles stand for a text: the earliest published first, undated ones last, then by id.
fn canonical(articles: &[LinkArticle]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|&n| {
        let day = articles[n].published.as_ref().and_then(|p| p.value.or(p.earliest).or(p.latest));
        (day.is_none(), day, articles[n].id, n)
    });
    order
}

/// Groups of two or more articles with the same text, the earliest first; the groups by their first article in the same order.
///
/// Copies of copies come into one group, but only while every group's first article is itself near the others' first: a chain of
/// rewritten texts does not become one text.
pub(crate) fn reprints(articles: &[LinkArticle]) -> Vec<Vec<usize>> {
    let order = canonical(articles);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut by_key: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    for (rank, &n) in order.iter().enumerate() {
        let article = &articles[n];
        let text = u64::from_le_bytes(article.text_sha256.0[..8].try_into().expect("a digest has 32 bytes"));
        let bands = article.sketch.0.chunks(BAND).enumerate().map(|(band, places)| {
            (band + 1, places.iter().fold(0u64, |all, place| all << 32 | u64::from(*place)))
        });
        for key in bands.chain([(0, text)]) {
            let seen = by_key.entry(key).or_default();
            // Equal texts need one comparison, not one with each copy.
            if key.0 == 0 && !seen.is_empty() {
                pairs.push((seen[0], rank));
                continue;
            }
            pairs.extend(seen.iter().map(|&other| (other, rank)));
            if key.0 != 0 && by_key_is_copy(articles, &order, seen, rank) {
                continue;
            }
            seen.push(rank);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut edges: Vec<(usize, usize, usize)> = pairs
        .into_iter()
        .filter(|&(a, b)| is_reprint(&articles[order[a]], &articles[order[b]]))
        .map(|(a, b)| (places(articles, order[a], order[b]), a, b))
        .collect();
    edges.sort_by_key(|&(places, a, b)| (std::cmp::Reverse(places), a, b));
    let mut leader: Vec<usize> = (0..order.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..order.len()).map(|n| vec![n]).collect();
    for (_, a, b) in edges {
        let (a, b) = (leader[a].min(leader[b]), leader[a].max(leader[b]));
        if a == b || places(articles, order[a], order[b]) < REPRINT_GUARD_PLACES {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        for &member in &moved {
            leader[member] = a;
        }
        members[a].extend(moved);
    }
    members
        .into_iter()
        .filter(|group| group.len() > 1)
        .map(|mut group| {
            group.sort_unstable();
            group.into_iter().map(|rank| order[rank]).collect()
        })
        .collect()
}

/// Whether an article seen under the same key has the very same text, so that comparing with that one is enough.
fn by_key_is_copy(articles: &[LinkArticle], order: &[usize], seen: &[usize], rank: usize) -> bool {
    seen.iter().any(|&other| articles[order[other]].text_sha256 == articles[order[rank]].text_sha256)
}

/// Equal places; equal readings count as equal in all.
fn places(articles: &[LinkArticle], a: usize, b: usize) -> usize {
    if articles[a].text_sha256 == articles[b].text_sha256 {
        return usize::MAX;
    }
    equal_places(&articles[a].sketch, &articles[b].sketch)
}
