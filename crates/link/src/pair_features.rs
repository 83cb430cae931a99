//! What is looked at to tell whether two reports are of one thing: numbers that a trained scorer weighs (see [`crate::pair_scorer`]).

use crate::report::Report;
use crate::same_term::same_term;
use crate::tie::both_act;
use crate::wording::{Feature, Wording, same_stock};
use reportedly_schema::linkage::Joined;

/// What each feature is, in the order of [`PairFeatures`]; each lies between 0 and 1,000.
pub const PAIR_FEATURES: [&str; 18] = [
    "cover",
    "cover_of_longer",
    "equal_cover",
    "cosine",
    "shared_weight",
    "run",
    "neighbours",
    "other_names",
    "figures_missing",
    "figures_shared",
    "names_shared",
    "opposed",
    "quoted_apart",
    "one_act",
    "other_act",
    "term",
    "short",
    "length",
];

/// The features of a pair, in thousandths; the other way round gives the same.
pub type PairFeatures = [i64; PAIR_FEATURES.len()];

/// Shared weight from which more tells no more, in thousandths: seven common words of content.
const MUCH_SHARED: u64 = 16_000;

/// Other names that are told apart by number.
const MOST_OTHER_NAMES: usize = 3;

/// Words in quotation marks from which a report has a quotation to compare.
const A_QUOTATION: usize = 4;

/// Features of the shorter wording below which it is a short one.
const SHORT: usize = 5;

/// The features of two reports.
pub(crate) fn pair_features(a: &Report, b: &Report) -> PairFeatures {
    features_of((a, &a.wording), (b, &b.wording))
}

/// The same of a part of each report's words.
pub(crate) fn features_of((a, x): (&Report, &Wording), (b, y): (&Report, &Wording)) -> PairFeatures {
    let mut out = wording_features(x, y);
    let share = |told: bool| if told { 1_000 } else { 0 };
    let (one, other) = both_act(a, b);
    out[13] = share(one);
    out[14] = share(other && !one);
    out[15] = term(a, b);
    out
}

/// The features that the words alone give.
pub(crate) fn wording_features(x: &Wording, y: &Wording) -> PairFeatures {
    let found = x.compare(y);
    let (least, most) = (x.total.min(y.total).max(1), x.total.max(y.total).max(1));
    let per = |part: u64, all: u64| (part * 1000 / all.max(1)).min(1000) as i64;
    let share = |told: bool| if told { 1_000 } else { 0 };
    let (shorter, longer) = if (x.total, x.normal) <= (y.total, y.normal) { (x, y) } else { (y, x) };
    let missing = shorter.numbers.iter().filter(|n| !longer.numbers.contains(n)).count();
    let shared_figures = shorter.numbers.len() - missing;
    let names = shorter.names();
    let told = names.iter().filter(|name| longer.tokens.iter().any(|t| same_stock(&t.key, name))).count();
    let quoted = |w: &Wording| w.tokens.iter().filter(|t| t.quoted).count();
    let quoted_apart = quoted(x) >= A_QUOTATION && quoted(y) >= A_QUOTATION && x.quoted_run(y).words < A_QUOTATION;
    let count = x.features.len().min(y.features.len());
    [
        found.cover as i64,
        found.cover_of_longer as i64,
        found.equal_cover.min(1000) as i64,
        i64::from(found.cosine.clamp(0, 1000)),
        per(found.shared, MUCH_SHARED),
        per(x.equal_run(y).weight, least),
        neighbours(x, y),
        per(found.other_names.min(MOST_OTHER_NAMES) as u64, MOST_OTHER_NAMES as u64),
        per(missing as u64, shorter.numbers.len() as u64),
        share(shared_figures > 0),
        per(told as u64, names.len() as u64),
        per(x.shared(y).opposite, least),
        share(quoted_apart),
        0,
        0,
        0,
        per(SHORT.saturating_sub(count) as u64, SHORT as u64),
        per(least, most),
    ]
}

/// How well the best two of their terms meet.
fn term(a: &Report, b: &Report) -> i64 {
    let met = a.statement.statement.terms.iter().flat_map(|x| {
        b.statement.statement.terms.iter().filter_map(move |y| Some(same_term(x, y)?.0))
    });
    met.map(|joined| match joined {
        Joined::Certain => 1_000,
        Joined::Probable => 800,
        Joined::Possible => 500,
    })
    .max()
    .unwrap_or(0)
}

/// Share of the pairs of words of content next to each other that both have, in any order.
fn neighbours(x: &Wording, y: &Wording) -> i64 {
    let pairs = |w: &Wording| {
        let told: Vec<&Feature> = w.occurrences.iter().filter(|f| f.at.is_some()).collect();
        let mut out: Vec<(u64, u64)> =
            told.windows(2).map(|p| (p[0].of.min(p[1].of), p[0].of.max(p[1].of))).collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let (p, q) = (pairs(x), pairs(y));
    let both = p.iter().filter(|pair| q.binary_search(pair).is_ok()).count();
    (both * 1000 / p.len().min(q.len()).max(1)) as i64
}
