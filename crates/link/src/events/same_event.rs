//! Whether two passages tell of one event: the same happening, on days that fit, with names in common and no other place.

use super::heads::is_of_head;
use super::telling::{NameIn, Telling};
use crate::wording::same_stock;
use reportedly_schema::Interval;
use reportedly_schema::linkage::Joined;

/// How the days of two passages stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Days {
    /// Both written, and the same few days.
    Same,
    /// Both written, one inside a longer time.
    Within,
    /// Not written in one or both, and possible.
    Possible,
}

/// Days in which a written time is narrow enough to be one event's, both ends inclusive.
const NARROW_DAYS: i32 = 4;

/// The weight of a name in common, in thousandths: it counts more than in statements, since names are what tells events apart.
const SHARED_NAME: u64 = 3_500;

/// Weight in common beside the happening itself, in thousandths, by which passages of the same days tell of one event: two names, or a
/// name and a rarer word. Chosen with [`LEAST_POSSIBLE`] on the stories of `lab/gold/demo` and the development half of
/// `lab/gold/events`.
pub const LEAST_SAME_DAYS: u64 = 7_000;

/// The same where the days are only possible.
pub const LEAST_POSSIBLE: u64 = 9_000;

/// The same where no name is in common.
pub const LEAST_WITHOUT_NAMES: u64 = 16_000;

/// From this weight on the join is probable.
pub const PROBABLE_EVENT: u64 = 12_000;

/// Whether two passages tell of one event, how surely, and why.
pub(crate) fn same(a: &Telling, b: &Telling) -> Option<(Joined, String)> {
    let days = days(a, b)?;
    let shared = a.heads.iter().find_map(|x| {
        let one = |y: &&super::heads::Head| y.happening.family() == x.happening.family();
        let y = b.heads.iter().find(one)?;
        (days == Days::Same || !x.happening.needs_days()).then_some((x, y))
    })?;
    if other_place(a, b) {
        return None;
    }
    let names = shared_names(a, b);
    let weight = names.len() as u64 * SHARED_NAME + shared_words(a, b);
    let least = match days {
        Days::Same => LEAST_SAME_DAYS,
        Days::Within | Days::Possible => LEAST_POSSIBLE,
    };
    if weight < least || names.is_empty() && weight < LEAST_WITHOUT_NAMES {
        return None;
    }
    let joined = match days {
        Days::Same if weight >= PROBABLE_EVENT => Joined::Probable,
        _ => Joined::Possible,
    };
    let when = match days {
        Days::Same => "on the same days",
        Days::Within => "in a time that holds the other's day",
        Days::Possible => "on days that may be the same",
    };
    let what = shared.0.happening.name().replace('_', " ");
    let of =
        if names.is_empty() { "in the same words".to_string() } else { format!("of {}", names.join(", ")) };
    Some((joined, format!("{what} {of}, {when}")))
}

/// Whether both name where it happened, and name other places.
pub(crate) fn other_place(a: &Telling, b: &Telling) -> bool {
    let within = |x: &Telling, y: &Telling| x.places().any(|p| y.names.iter().any(|q| one_name(p, q)));
    a.places().next().is_some() && b.places().next().is_some() && !within(a, b) && !within(b, a)
}

/// Whether both are dated by their own words, and to other days.
pub(crate) fn other_days(a: &Telling, b: &Telling) -> bool {
    !a.days.is_empty() && !b.days.is_empty() && !overlap(&a.days, &b.days)
}

fn overlap(a: &[Interval], b: &[Interval]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.overlaps(y)))
}

fn days(a: &Telling, b: &Telling) -> Option<Days> {
    let width = |i: &Interval| match (i.earliest, i.latest) {
        (Some(from), Some(to)) => from.until(to).map_or(i32::MAX, |gap| gap.get_days()),
        _ => i32::MAX,
    };
    let narrow = |all: &[Interval]| -> Vec<Interval> {
        all.iter().copied().filter(|i| width(i) < NARROW_DAYS).collect()
    };
    match (a.days.is_empty(), b.days.is_empty()) {
        (false, false) if overlap(&narrow(&a.days), &narrow(&b.days)) => Some(Days::Same),
        (false, false) => overlap(&a.days, &b.days).then_some(Days::Within),
        (false, true) => overlap(&a.days, &b.near.into_iter().collect::<Vec<_>>()).then_some(Days::Possible),
        (true, false) => overlap(&a.near.into_iter().collect::<Vec<_>>(), &b.days).then_some(Days::Possible),
        (true, true) => match (a.near, b.near) {
            (Some(x), Some(y)) => x.overlaps(&y).then_some(Days::Possible),
            _ => None,
        },
    }
}

/// Whether two names are one, as far as their words tell: one has all words of the other, in any inflection.
pub(crate) fn one_name(a: &NameIn, b: &NameIn) -> bool {
    let within =
        |x: &NameIn, y: &NameIn| x.keys.iter().all(|k| y.keys.iter().any(|l| k == l || same_stock(k, l)));
    within(a, b) || within(b, a)
}

/// Names in common, as written in the first, each once.
fn shared_names(a: &Telling, b: &Telling) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut taken: Vec<&NameIn> = Vec::new();
    for name in &a.names {
        let again = taken.iter().any(|other| one_name(other, name));
        if !again && b.names.iter().any(|other| one_name(name, other)) {
            taken.push(name);
            out.push(crate::reply_sides::capitalised(&name.written));
        }
    }
    out
}

/// The weight of words in common that are neither names nor of the happening.
fn shared_words(a: &Telling, b: &Telling) -> u64 {
    let plain = |t: &Telling| -> Vec<(u64, u32)> {
        let mut out: Vec<(u64, u32)> = t
            .wording
            .occurrences
            .iter()
            .filter(|f| !is_of_head(&t.heads, f))
            .filter(|f| !f.at.is_some_and(|n| super::heads::is_name(&t.wording, n as usize)))
            .map(|f| (f.of, f.weight))
            .collect();
        out.sort_unstable();
        out.dedup_by_key(|(of, _)| *of);
        out
    };
    let (x, y) = (plain(a), plain(b));
    x.iter()
        .filter(|(of, _)| y.binary_search_by_key(of, |(of, _)| *of).is_ok())
        .map(|(_, w)| u64::from(*w))
        .sum()
}
