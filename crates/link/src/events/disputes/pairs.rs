//! Which claims may be of one thing: those of one kind that share an article, a name, a place, a month or what they count.

use super::Placed;
use crate::events::claims::What;
use crate::events::undertakings::Undertakings;
use std::collections::{BTreeMap, BTreeSet};

/// Claims that share a key, at most: a name that more have tells none of them from another.
const MOST_SHARING: usize = 300;

/// The least weight of a word by which two figures are brought together, in thousandths.
const INDEX_WEIGHT: u32 = 3_000;

/// What brings two claims together. The number stands for kinds of claim that can be at odds.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Article(u8, usize),
    Name(u8, String),
    Counted(String, String),
    Month(i16, i8),
}

/// Pairs of claims of one kind that may be of one thing, the lesser index first.
pub(super) fn pairs(placed: &[Placed], all: &[Undertakings]) -> BTreeSet<(usize, usize)> {
    let mut sharing: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (n, p) in placed.iter().enumerate() {
        keys(p, all).into_iter().for_each(|key| sharing.entry(key).or_default().push(n));
    }
    let mut out = BTreeSet::new();
    for members in sharing.into_values().filter(|members| members.len() <= MOST_SHARING) {
        for (at, &a) in members.iter().enumerate() {
            out.extend(members[at + 1..].iter().filter(|&&b| a != b).map(|&b| (a.min(b), a.max(b))));
        }
    }
    out
}

/// The keys of a claim; one that it has twice counts twice.
fn keys(p: &Placed, all: &[Undertakings]) -> Vec<Key> {
    let article = p.told.passage.article;
    let here = |kind: u8| vec![Key::Article(kind, article)];
    let here_or_by_name = |kind: u8| {
        let names = all[article].names.iter().map(|name| Key::Name(kind, name.clone()));
        here(kind).into_iter().chain(names).collect::<Vec<Key>>()
    };
    let mut out;
    match &p.claim.what {
        What::Ended(_) | What::Denies => {
            out = here_or_by_name(0);
            let anchor = p.undertaking.as_ref().and_then(|u| u.anchor);
            let places = anchor.map(|a| &all[article].anchors[a].places);
            out.extend(places.into_iter().flatten().map(|place| Key::Name(0, place.clone())));
        }
        What::Refuses(_) => out = here_or_by_name(1),
        What::Breaks(_) => out = here_or_by_name(2),
        What::Fires => out = here_or_by_name(3),
        What::Proposes(_) => out = here_or_by_name(4),
        What::Act(row, _) => {
            out = here(5);
            let names = p.told.telling.names.iter().flat_map(|name| &name.keys);
            out.extend(names.map(|name| Key::Counted(row.to_string(), name.clone())));
        }
        What::Counts(figure, words) => {
            out = here(6);
            let heavy = words.iter().filter(|(word, weight)| *weight >= INDEX_WEIGHT && *word != figure.what);
            out.extend(heavy.map(|(word, _)| Key::Counted(figure.what.clone(), word.clone())));
        }
        What::Recounts(_) => out = here(6),
        What::Blames => out = here(7),
        What::Denied(of) | What::DeniesThat(of) => out = vec![Key::Article(8, *of)],
        What::Wins => out = here_or_by_name(9),
        What::Lasts(_) => out = here_or_by_name(10),
        What::Why(family, _) => {
            out = here(11);
            let names = p.told.telling.names.iter().flat_map(|name| &name.keys);
            out.extend(names.map(|name| Key::Counted(format!("why {family:?}"), name.clone())));
        }
        What::Dated(_, day) => out = vec![Key::Month(day.year(), day.month())],
    }
    out
}
