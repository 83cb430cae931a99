//! What two reports of one speaker have in common beside their words: the figures they give, what they do by saying it.
//!
//! Two outlets tell one remark in words of their own, and keep what cannot be told otherwise.

use crate::figures::{Figure, Measure};
use crate::report::Report;
use crate::wording::Wording;
use reportedly_schema::Act;

/// Whether all figures of the wording that gives fewer stand in the other one too, and there is one.
pub(crate) fn same_figures(x: &Wording, y: &Wording) -> bool {
    let (fewer, more) = if x.figures.len() <= y.figures.len() { (x, y) } else { (y, x) };
    let told = |f: &Figure| more.figures.iter().any(|g| g.is_as_much(f) && g.may_tell_of_one(f));
    !fewer.figures.is_empty() && fewer.figures.iter().all(told)
}

/// The same, and one of them says how much of something: a year or a day tells little.
pub(crate) fn same_amounts(x: &Wording, y: &Wording) -> bool {
    let amounts = |w: &Wording| w.figures.iter().any(|f| f.measure == Measure::Amount);
    same_figures(x, y) && amounts(x) && amounts(y)
}

/// Whether each gives a figure that the other lacks, of whatever: 312 weavers, 214 people.
pub(crate) fn other_figures(x: &Wording, y: &Wording) -> bool {
    let alone =
        |x: &Wording, y: &Wording| x.figures.iter().any(|f| !y.figures.iter().any(|g| g.is_as_much(f)));
    alone(x, y) && alone(y, x)
}

/// Acts that tell propositions apart: an assertion is none.
fn acts(report: &Report) -> impl Iterator<Item = Act> {
    let tells = |act: &Act| !matches!(act, Act::Assertion | Act::Prediction | Act::Question);
    report.statement.statement.acts.iter().map(|found| found.act).filter(tells)
}

/// Whether both refuse, offer, demand …
pub(crate) fn same_act(a: &Report, b: &Report) -> bool {
    acts(a).any(|act| acts(b).any(|other| other == act))
}

/// Whether each does something by what it says, and nothing of it is the same: one offers what the other demands.
pub(crate) fn other_acts(a: &Report, b: &Report) -> bool {
    acts(a).next().is_some() && acts(b).next().is_some() && !same_act(a, b)
}
