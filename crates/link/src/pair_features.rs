//! What is looked at to tell whether two reports are of one thing: numbers that a trained scorer weighs (see [`crate::pair_scorer`]).

use crate::alignment::Comparison;
use crate::wording::{Shared, Wording};

/// What each feature is, in the order of [`PairFeatures`]; each lies between 0 and 1,000.
pub const PAIR_FEATURES: [&str; 10] = [
    "cover",
    "cover_of_longer",
    "equal_cover",
    "cosine",
    "shared_weight",
    "other_names",
    "figures_missing",
    "figures_shared",
    "quoted_apart",
    "short",
];

/// The features of a pair, in thousandths; the other way round gives the same.
///
/// * `cover`, `cover_of_longer`: share of the shorter and of the longer wording's weight that both have, near words by their nearness;
/// * `equal_cover`: of the shorter one's in equal words alone;
/// * `cosine`: of the vectors;
/// * `shared_weight`: what both have, of seven common words of content;
/// * `other_names`: names that each has alone, the fewer of the two, of three;
/// * `figures_missing`: of the shorter wording's numbers those that the longer one lacks; `figures_shared`: whether both have one;
/// * `quoted_apart`: whether both quote, and hardly a word in common;
/// * `short`: by how many words of content the shorter one has fewer than five, of five.
pub type PairFeatures = [i64; PAIR_FEATURES.len()];

/// Shared weight from which more tells no more, in thousandths: seven common words of content.
const MUCH_SHARED: u64 = 16_000;

/// Other names that are told apart by number.
const MOST_OTHER_NAMES: usize = 3;

/// Words in quotation marks from which a report has a quotation to compare.
const A_QUOTATION: usize = 4;

/// Features of the shorter wording below which it is a short one.
const SHORT: usize = 5;

/// The features of two wordings, which share what [`Wording::compare`] found.
pub(crate) fn pair_features(x: &Wording, y: &Wording, found: &Comparison) -> PairFeatures {
    let per = |part: u64, all: u64| (part * 1000 / all.max(1)).min(1000) as i64;
    let share = |told: bool| if told { 1_000 } else { 0 };
    let (shorter, longer) = if (x.total, x.normal) <= (y.total, y.normal) { (x, y) } else { (y, x) };
    let missing = shorter.numbers.iter().filter(|n| !longer.numbers.contains(n)).count();
    let quotes = |w: &Wording| w.tokens.iter().filter(|t| t.quoted).count() >= A_QUOTATION;
    let apart = quotes(x) && quotes(y) && x.quoted_run(y).words < A_QUOTATION;
    let count = x.features.len().min(y.features.len());
    [
        found.cover as i64,
        found.cover_of_longer as i64,
        found.equal_cover.min(1000) as i64,
        i64::from(found.cosine.clamp(0, 1000)),
        per(found.shared, MUCH_SHARED),
        per(found.other_names.min(MOST_OTHER_NAMES) as u64, MOST_OTHER_NAMES as u64),
        per(missing as u64, shorter.numbers.len() as u64),
        share(missing < shorter.numbers.len()),
        share(apart),
        per(SHORT.saturating_sub(count) as u64, SHORT as u64),
    ]
}

/// The features that equal words and the vectors give, with no look at anything else: what is cheap.
pub(crate) fn rough_features(x: &Wording, y: &Wording, shared: Shared) -> PairFeatures {
    let per = |all: u64| (shared.same * 1000 / all.max(1)).min(1000) as i64;
    let cosine = x.cosine(y).unwrap_or(0).clamp(0, 1000);
    let (least, most) = (x.total.min(y.total), x.total.max(y.total));
    let mut out = [0; PAIR_FEATURES.len()];
    out[..5].copy_from_slice(&[per(least), per(most), per(least), i64::from(cosine), per(MUCH_SHARED)]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;
    use proptest::prelude::*;

    fn features(a: &str, b: &str) -> PairFeatures {
        let (x, y) = (a, b);
        let new = |text| Wording::new(text, false, Stance::default());
        let (x, y) = (new(x), new(y));
        pair_features(&x, &y, &x.compare(&y))
    }

    #[test]
    fn each_feature_tells_what_it_is_called() {
        let of = |name: &str, a: &str, b: &str| {
            features(a, b)[PAIR_FEATURES.iter().position(|f| *f == name).unwrap()]
        };
        let (a, b) = ("Venn will open 12 gates", "The 12 gates will be opened by Venn in spring, he hopes");
        assert_eq!(of("cover", a, b), 1000);
        assert!(of("cover_of_longer", a, b) < 1000);
        assert_eq!((of("figures_missing", a, b), of("figures_shared", a, b)), (0, 1000));
        assert_eq!(of("figures_missing", "12 gates", "open gates in Venn by the spring"), 1000);
        assert_eq!(of("other_names", "Orlu will pay", "Tesk will pay"), 333);
        assert_eq!(of("quoted_apart", "“we will open the gates”", "“nobody sells us the sky”"), 1000);
        assert_eq!(of("quoted_apart", "“we will open the gates”", "that we will open the gates"), 0);
        assert!(of("short", "open gates", b) > of("short", a, b));
    }

    #[test]
    fn without_near_words_and_figures_the_rough_features_are_the_features() {
        let new = |text| Wording::new(text, false, Stance::default());
        let (x, y) = (new("Venn will open the gates"), new("Venn opens every gate of the dam again"));
        let all = pair_features(&x, &y, &x.compare(&y));
        assert_eq!(rough_features(&x, &y, x.shared(&y))[..5], all[..5]);
    }

    proptest! {
        #[test]
        fn features_have_no_order_and_keep_their_bounds(a in "(\\PC| |[a-z]{1,6}){0,30}", b in "(\\PC| |[a-z]{1,6}){0,30}") {
            let found = features(&a, &b);
            prop_assert_eq!(found, features(&b, &a));
            prop_assert!(found.iter().all(|f| (0..=1000).contains(f)), "{:?}", found);
        }
    }
}
