//! Articles that carry the same text, folded into groups.

use crate::sketch::{REPRINT_GUARD_PLACES, equal_places, is_reprint};
use reportedly_schema::Sha256;
use reportedly_schema::linkage::LinkArticle;
use std::collections::HashMap;

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
    let sketch = |rank: usize| &articles[order[rank]].sketch.0;
    let mut edges: Vec<(usize, usize, usize)> = Vec::new();
    // Equal texts, and then equal sketches, need one comparison, not one with each copy.
    let mut by_text: HashMap<Sha256, usize> = HashMap::new();
    let mut by_sketch: HashMap<&[u32], usize> = HashMap::new();
    // Those that are like no earlier text as a whole: these are compared by bands.
    let mut apart: Vec<usize> = Vec::new();
    for rank in 0..order.len() {
        let first = *by_text.entry(articles[order[rank]].text_sha256).or_insert(rank);
        if first != rank {
            edges.push((usize::MAX, first, rank));
            continue;
        }
        if sketch(rank).is_empty() {
            continue;
        }
        let first = *by_sketch.entry(sketch(rank)).or_insert(rank);
        if first != rank {
            edges.push((sketch(rank).len(), first, rank));
            continue;
        }
        apart.push(rank);
    }
    let before = before_in_bands(&apart, &sketch);
    let mut seen_at: Vec<usize> = vec![usize::MAX; apart.len()];
    for (n, &rank) in apart.iter().enumerate() {
        for band in &before {
            let mut at = band[n];
            while at != NONE {
                let other = apart[at as usize];
                if std::mem::replace(&mut seen_at[at as usize], n) != n
                    && is_reprint(&articles[order[other]], &articles[order[rank]])
                {
                    edges.push((places_of(articles, order[other], order[rank]), other, rank));
                }
                at = band[at as usize];
            }
        }
    }
    edges.sort_by_key(|&(places, a, b)| (std::cmp::Reverse(places), a, b));
    let mut leader: Vec<usize> = (0..order.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..order.len()).map(|n| vec![n]).collect();
    for (_, a, b) in edges {
        let (a, b) = (leader[a].min(leader[b]), leader[a].max(leader[b]));
        if a == b || places_of(articles, order[a], order[b]) < REPRINT_GUARD_PLACES {
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

/// No text before.
const NONE: u32 = u32::MAX;

/// For each band of a sketch and each of these texts the last text before it, by place among them, that has the same band.
fn before_in_bands<'s>(ranks: &[usize], sketch: &dyn Fn(usize) -> &'s Vec<u32>) -> Vec<Vec<u32>> {
    let bands = ranks.iter().map(|&rank| sketch(rank).len().div_ceil(BAND)).max().unwrap_or(0);
    (0..bands)
        .map(|band| {
            let places = |n: u32| sketch(ranks[n as usize]).chunks(BAND).nth(band);
            let mut texts: Vec<(&[u32], u32)> =
                (0..ranks.len() as u32).filter_map(|n| Some((places(n)?, n))).collect();
            texts.sort_unstable();
            let mut before = vec![NONE; ranks.len()];
            for pair in texts.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                before[pair[1].1 as usize] = pair[0].1;
            }
            before
        })
        .collect()
}

/// Equal places; equal readings count as equal in all.
fn places_of(articles: &[LinkArticle], a: usize, b: usize) -> usize {
    if articles[a].text_sha256 == articles[b].text_sha256 {
        return usize::MAX;
    }
    equal_places(&articles[a].sketch, &articles[b].sketch)
}
