//! Two numbers for one thing.

use super::Placed;
use super::nearness::{at_one_time, beside, one_matter};
use super::odds::{Odds, both_speak};
use crate::events::agents::meet;
use crate::events::figures::Counted;
use crate::events::same_event::{exclude, other_place};
use crate::events::telling::Telling;
use reportedly_schema::linkage::DifferenceKind;
use std::collections::{BTreeMap, BTreeSet};

/// Words in common by which two figures count one thing, their noun included.
const COUNTED_WORDS: usize = 3;

/// The least weight in common by which two figures count one thing, in thousandths.
const LEAST_COUNTED: u32 = 9_000;

/// Words that make a figure a sum over a longer time.
const SUMS: &[&str] =
    &["since", "total", "overall", "altogether", "year", "years", "month", "months", "far", "war"];

/// How many times as much as the one the other of two figures may be.
const RECOUNT_TIMES: u64 = 20;

/// Bytes between a figure and the words that set another against it.
const RECOUNT_REACH: u32 = 200;

const NUMBER: Odds = (DifferenceKind::Number, "number");

/// Key and weight of the words of a sentence that says how many.
type Words = BTreeSet<(String, u32)>;

/// Whether two speakers count one thing and come to different numbers, in one setting.
pub(super) fn counted(
    x: &Placed,
    (f, p): (&Counted, &Words),
    y: &Placed,
    (g, q): (&Counted, &Words),
) -> Option<Odds> {
    let there = || beside(x, y) || at_one_time(x, y) && one_matter(x, y);
    let one = || count_one_thing((f, p), (g, q)) && there() || one_toll(x, y, f, g);
    (both_speak(x, y) && !f.is_share() && f.differs(g) && one()).then_some(NUMBER)
}

/// Whether two sentences have words enough in common, beside what they count, to count one thing.
fn count_one_thing((f, p): (&Counted, &Words), (g, q): (&Counted, &Words)) -> bool {
    let of = |words: &Words, figure: &Counted| -> BTreeMap<String, u32> {
        words.iter().filter(|(word, _)| *word != figure.what).cloned().collect()
    };
    let (p, q) = (of(p, f), of(q, g));
    let shared: Vec<u32> = p.iter().filter(|(word, _)| q.contains_key(*word)).map(|(_, w)| *w).collect();
    shared.len() >= COUNTED_WORDS
        && shared.len() * 2 >= p.len().min(q.len())
        && shared.iter().sum::<u32>() >= LEAST_COUNTED
}

/// Whether two figures beside each other are of people hurt, killed or held in one event: not of a sum over a longer time, and not of two sides' people.
fn one_toll(x: &Placed, y: &Placed, f: &Counted, g: &Counted) -> bool {
    let (a, b) = (&x.told.telling, &y.told.telling);
    let sums = |t: &Telling| t.wording.tokens.iter().any(|t| SUMS.contains(&t.written.as_str()));
    let whose = |t: &Telling, f: &Counted| -> BTreeSet<String> {
        let tokens = t.wording.tokens.iter();
        tokens.filter(|t| t.capital && f.bytes.contains(t.bytes)).map(|t| t.key.clone()).collect()
    };
    let (p, q) = (whose(a, f), whose(b, g));
    let whose_apart = (!p.is_empty() || !q.is_empty()) && !meet(&p, &q);
    f.is_of_casualties()
        && f.what == g.what
        && beside(x, y)
        && !sums(a)
        && !sums(b)
        && !whose_apart
        && !exclude(a, b)
        && !other_place(a, b)
}

/// "The police said 900 had come. The union put the number at 3,000."
pub(super) fn recounted(x: &Placed, f: &Counted, y: &Placed, g: &Counted) -> Option<Odds> {
    let right_after =
        both_speak(x, y) && x.told.is_before(y.told, RECOUNT_REACH) && x.told.telling.figures.len() == 1;
    let alike = f.best.max(g.best) <= f.best.min(g.best).saturating_mul(RECOUNT_TIMES);
    let of_the_same = Counted { what: f.what.clone(), noun: f.noun.clone(), ..g.clone() };
    (right_after && alike && f.differs(&of_the_same)).then_some(NUMBER)
}
