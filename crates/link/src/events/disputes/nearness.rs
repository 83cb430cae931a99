//! Whether two passages stand near each other: in the text, in time, and by their names and words.

use super::Placed;
use crate::events::same_event::{one_name, overlap, shared_words};
use reportedly_schema::Interval;

/// Bytes between the beginnings of two passages that stand near each other, as a telling of an act and the denial that answers it do.
const BESIDE_REACH: u32 = 700;

/// The least weight of words in common, in thousandths, by which two passages with a name in common are of one matter.
const LEAST_MATTER: u64 = 4_000;

/// Days between two tellings in which what is counted is the same: figures of what goes on change.
const COUNTED_DAYS: i32 = 31;

/// Whether two passages stand near each other in one article.
pub(super) fn beside(x: &Placed, y: &Placed) -> bool {
    stand_within(x, y, BESIDE_REACH)
}

/// Whether two passages of one article begin within so many bytes.
pub(super) fn stand_within(x: &Placed, y: &Placed, bytes: u32) -> bool {
    x.told.passage.article == y.told.passage.article && x.told.start().abs_diff(y.told.start()) < bytes
}

/// Whether two passages share a name and words enough to be of one matter.
pub(super) fn one_matter(x: &Placed, y: &Placed) -> bool {
    shares(x, y, LEAST_MATTER)
}

/// Whether two passages share a name, and words of this weight at least.
pub(super) fn shares(x: &Placed, y: &Placed, least: u64) -> bool {
    let (a, b) = (&x.told.telling, &y.told.telling);
    let name = a.names.iter().any(|p| b.names.iter().any(|q| one_name(p, q)));
    name && shared_words(a, b) >= least
}

/// Whether two passages tell of one time: in one article, or told within a month; and not of other days by their own words.
pub(super) fn at_one_time(x: &Placed, y: &Placed) -> bool {
    let (a, b) = (&x.told.telling.days, &y.told.telling.days);
    let told_near = within_days(x.told.said, y.told.said, COUNTED_DAYS);
    match (a.is_empty(), b.is_empty()) {
        (false, false) => overlap(a, b),
        (true, true) => told_near,
        _ => x.told.passage.article == y.told.passage.article && told_near,
    }
}

/// Whether both are dated by their own words, and to other days.
pub(super) fn other_days(x: &Placed, y: &Placed) -> bool {
    let (a, b) = (&x.told.telling.days, &y.told.telling.days);
    !a.is_empty() && !b.is_empty() && !overlap(a, b)
}

/// Whether two sayings lie at most so many days apart, as far as both are dated.
pub(super) fn within_days(a: Interval, b: Interval, days: i32) -> bool {
    let day = |i: Interval| i.latest.or(i.earliest);
    match (day(a), day(b)) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|gap| gap.get_days().abs() <= days),
        _ => true,
    }
}
