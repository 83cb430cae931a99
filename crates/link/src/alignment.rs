//! The words of one wording against those of another: which stand for each other, and what the two come to together.

use crate::lexicon::Lexicon;
use crate::report;
use crate::vectors::{Vector, Vectors};
use crate::wording::{Feature, Stance, Wording, same_stock};
use reportedly_schema::Span;
use reportedly_schema::linkage::EffectiveStatement;
use std::cmp::Reverse;

/// The least cosine, in thousandths, by which two words that are neither equal nor listed as near-synonyms stand for each other.
pub const NEAR_WORDS: i32 = 700;

/// Why two words are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlignedBy {
    /// The same word in any inflection, or the same number.
    Word,
    /// Near-synonyms of one class (`vocabulary/concepts.tsv`).
    Class,
    /// Words whose vectors are near.
    Vector,
}

/// Words of one text that stand for words of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// Bytes in the first statement's `text`.
    pub a: Span,
    /// Bytes in the second statement's `text`.
    pub b: Span,
    /// Why.
    pub by: AlignedBy,
    /// Whether one is in the scope of a negation and the other is not.
    pub turned: bool,
}

/// Which words of two statements stand for each other, in the order of the first: words of content, each at most once.
/// The other way round gives the same pairs.
pub fn align(a: &EffectiveStatement, b: &EffectiveStatement) -> Vec<Aligned> {
    let (x, y) = (report::wording(a), report::wording(b));
    pairs(&x, &y)
        .into_iter()
        .filter_map(|pair| {
            Some(Aligned {
                a: bytes(&x, &x.occurrences[pair.x])?,
                b: bytes(&y, &y.occurrences[pair.y])?,
                by: pair.by,
                turned: x.occurrences[pair.x].opposes(&y.occurrences[pair.y]),
            })
        })
        .collect()
}

/// The bytes of a feature's words; `None` where the act of saying supplies it.
fn bytes(wording: &Wording, feature: &Feature) -> Option<Span> {
    let first = feature.at? as usize;
    let last = first + feature.length.max(1) as usize - 1;
    Some(Span { start: wording.tokens[first].bytes.start, end: wording.tokens[last].bytes.end })
}

/// Two occurrences, by index, that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    x: usize,
    y: usize,
    by: AlignedBy,
    /// Thousandths.
    nearness: u64,
}

/// Pairs the occurrences of two wordings, the surest first: equal words before synonyms, synonyms before near words, those with
/// equal neighbours before others, then those at the same share of the text. In the order of the first.
fn pairs(x: &Wording, y: &Wording) -> Vec<Pair> {
    // Ties are broken by place, so the two are looked at in an order that does not depend on which is the first.
    if x.normal > y.normal {
        let mut turned: Vec<Pair> = pairs(y, x).into_iter().map(|p| Pair { x: p.y, y: p.x, ..p }).collect();
        turned.sort_by_key(|p| p.x);
        return turned;
    }
    let mut free = (vec![true; x.occurrences.len()], vec![true; y.occurrences.len()]);
    let mut found = Vec::new();
    take(x, y, equal(x, y), &mut free, &mut found);
    let near = near(x, y, &free);
    take(x, y, near, &mut free, &mut found);
    found.sort_by_key(|p| p.x);
    found
}

/// Takes candidates from the best down, each occurrence once.
fn take(
    x: &Wording,
    y: &Wording,
    mut candidates: Vec<Pair>,
    free: &mut (Vec<bool>, Vec<bool>),
    found: &mut Vec<Pair>,
) {
    candidates.sort_by_cached_key(|p| {
        let apart = (p.x * y.occurrences.len()).abs_diff(p.y * x.occurrences.len());
        (p.by, Reverse(p.nearness), Reverse(neighbours(x, y, p)), apart, p.x, p.y)
    });
    for pair in candidates {
        if free.0[pair.x] && free.1[pair.y] {
            (free.0[pair.x], free.1[pair.y]) = (false, false);
            found.push(pair);
        }
    }
}

/// How many of the words right before and right after are equal.
fn neighbours(x: &Wording, y: &Wording, pair: &Pair) -> usize {
    let (Some(a), Some(b)) = (x.occurrences[pair.x].at, y.occurrences[pair.y].at) else { return 0 };
    [-1i64, 1]
        .iter()
        .filter(|&&step| {
            let at = |wording: &'_ Wording, at: u32| {
                usize::try_from(i64::from(at) + step)
                    .ok()
                    .and_then(|n| wording.tokens.get(n))
                    .map(|t| t.written.clone())
            };
            at(x, a).is_some_and(|word| at(y, b) == Some(word))
        })
        .count()
}

/// Occurrences of one feature.
fn equal(x: &Wording, y: &Wording) -> Vec<Pair> {
    let mut of_y: Vec<(u64, usize)> = y.occurrences.iter().enumerate().map(|(n, f)| (f.of, n)).collect();
    of_y.sort_unstable();
    let mut out = Vec::new();
    for (n, feature) in x.occurrences.iter().enumerate() {
        let from = of_y.partition_point(|p| p.0 < feature.of);
        for &(_, m) in of_y[from..].iter().take_while(|p| p.0 == feature.of) {
            let key = |w: &Wording, f: &Feature| f.at.map(|at| w.tokens[at as usize].key.clone());
            let same = key(x, feature) == key(y, &y.occurrences[m]);
            let by = if same { AlignedBy::Word } else { AlignedBy::Class };
            out.push(Pair { x: n, y: m, by, nearness: 1000 });
        }
    }
    out
}

/// Free occurrences whose vectors are near. Names and numbers never stand for others.
fn near(x: &Wording, y: &Wording, free: &(Vec<bool>, Vec<bool>)) -> Vec<Pair> {
    let Some(table) = Vectors::shared() else { return Vec::new() };
    let vectors = |wording: &Wording, free: &[bool]| -> Vec<(usize, Vector)> {
        let places = (0..wording.occurrences.len())
            .filter(|&n| free[n] && is_common(wording, &wording.occurrences[n]));
        places
            .filter_map(|n| {
                let feature = &wording.occurrences[n];
                let from = feature.at? as usize;
                Some((n, table.of_tokens(&wording.tokens[from..from + feature.length as usize])?))
            })
            .collect()
    };
    let (of_x, of_y) = (vectors(x, &free.0), vectors(y, &free.1));
    let mut out = Vec::new();
    for (n, a) in &of_x {
        for (m, b) in &of_y {
            let cosine = a.cosine(b);
            if cosine >= NEAR_WORDS {
                out.push(Pair {
                    x: *n,
                    y: *m,
                    by: AlignedBy::Vector,
                    nearness: cosine.unsigned_abs().into(),
                });
            }
        }
    }
    out
}

/// A word of content that is no number and no name.
fn is_common(wording: &Wording, feature: &Feature) -> bool {
    feature.at.is_some_and(|at| {
        let token = &wording.tokens[at as usize];
        token.number.is_none() && !is_name(wording, feature)
    })
}

/// A word with a capital letter that the list of common words does not have in small letters.
pub(crate) fn is_name(wording: &Wording, feature: &Feature) -> bool {
    feature.at.is_some_and(|at| {
        let token = &wording.tokens[at as usize];
        token.capital && token.number.is_none() && Lexicon::shared().listed(&token.key).is_none()
    })
}

/// What two wordings have in common, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Weight of the features that both have with one sign, and of those that are near, by their nearness.
    pub shared: u64,
    /// How many features those are.
    pub features: usize,
    /// How many of them are no names.
    pub common: usize,
    /// Share of the shorter wording's weight.
    pub cover: u64,
    /// Share of the longer wording's weight.
    pub cover_of_longer: u64,
    /// Share of the shorter wording's weight without near words.
    pub equal_cover: u64,
    /// Cosine of the vectors; 0 where one has none.
    pub cosine: i32,
    /// Whether each has a number that the other lacks.
    pub other_numbers: bool,
    /// Names that only the one has and names that only the other has; the fewer of the two.
    pub other_names: usize,
}

impl Comparison {
    /// How alike the two are, about in thousandths: below 0 for texts that have nothing in common but other numbers. A logistic
    /// regression on the training part of the Microsoft Research paraphrase corpus gave the weights.
    pub fn likeness(&self) -> i64 {
        let numbers = if self.other_numbers { OTHER_NUMBERS_COST } else { 0 };
        (self.cover_of_longer as i64 * COVER_PART + i64::from(self.cosine) * (100 - COVER_PART)) / 100
            - numbers
    }
}

/// How much two wordings have in common at least; what is 0 or less is not asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alike {
    pub features: usize,
    /// Features that are no names.
    pub common: usize,
    /// Thousandths of the shorter wording's weight.
    pub cover: u64,
    /// Thousandths of the longer one's.
    pub cover_of_longer: u64,
    /// Thousandths.
    pub cosine: i32,
}

impl Comparison {
    /// Whether this is as much in common as `least`.
    pub(crate) fn reaches(&self, least: &Alike) -> bool {
        self.features >= least.features
            && self.common >= least.common
            && self.cover >= least.cover
            && self.cover_of_longer >= least.cover_of_longer
            && (least.cosine <= 0 || self.cosine >= least.cosine)
    }
}

/// What the cover of the longer wording is worth in a likeness, in hundredths; the cosine is worth the rest.
const COVER_PART: i64 = 36;

/// What numbers that each has alone take from a likeness.
const OTHER_NUMBERS_COST: i64 = 122;

/// Compares two texts as the linker compares wordings.
pub fn compare(a: &str, b: &str) -> Comparison {
    let new = |text: &str| Wording::new(text, false, Stance::default());
    new(a).compare(&new(b))
}

impl Wording {
    pub(crate) fn compare(&self, other: &Wording) -> Comparison {
        let equal = self.shared(other);
        let (least, most) = (self.total.min(other.total).max(1), self.total.max(other.total).max(1));
        let near = self.near(other);
        let shared = equal.same + near.iter().sum::<u64>();
        Comparison {
            shared,
            features: equal.features + near.len(),
            common: self.shared_common(other) + near.len(),
            cover: (shared * 1000 / least).min(1000),
            cover_of_longer: (shared * 1000 / most).min(1000),
            equal_cover: equal.same * 1000 / least,
            cosine: self.cosine(other).unwrap_or(0),
            other_numbers: self.other_number(other),
            other_names: self.names_without(other).min(other.names_without(self)),
        }
    }

    /// The weights of near words, each feature once.
    fn near(&self, other: &Wording) -> Vec<u64> {
        let lacks = |w: &Wording, f: &Feature| w.features.binary_search_by_key(&f.of, |g| g.of).is_err();
        let mut free = (Vec::new(), Vec::new());
        for (of, from, to) in [(&mut free.0, self, other), (&mut free.1, other, self)] {
            let first = |n: usize| !from.occurrences[..n].iter().any(|g| g.of == from.occurrences[n].of);
            of.extend((0..from.occurrences.len()).map(|n| lacks(to, &from.occurrences[n]) && first(n)));
        }
        let (x, y) = if self.normal > other.normal { (other, self) } else { (self, other) };
        if self.normal > other.normal {
            free = (free.1, free.0);
        }
        let mut found = Vec::new();
        take(x, y, near(x, y, &free), &mut free, &mut found);
        let weight = |p: &Pair| {
            let (a, b) = (&x.occurrences[p.x], &y.occurrences[p.y]);
            (!a.opposes(b)).then(|| u64::from(a.weight.min(b.weight)) * p.nearness / 1000)
        };
        found.iter().filter_map(weight).collect()
    }

    /// How many features both have with one sign that are a name in neither.
    fn shared_common(&self, other: &Wording) -> usize {
        let has = |f: &Feature| {
            let from = other.features.partition_point(|g| g.of < f.of);
            other.features[from..].iter().take_while(|g| g.of == f.of).any(|g| !f.opposes(g))
        };
        let mut shared: Vec<u64> = self.features.iter().filter(|f| has(f)).map(|f| f.of).collect();
        shared.dedup();
        let told = |of: &u64| {
            [self, other].into_iter().any(|w| w.occurrences.iter().any(|f| f.of == *of && is_name(w, f)))
        };
        shared.iter().filter(|of| !told(of)).count()
    }

    /// How many names of this wording the other lacks; a demonym counts as its country's name.
    fn names_without(&self, other: &Wording) -> usize {
        let names = self.names();
        names.iter().filter(|name| !other.tokens.iter().any(|t| same_stock(&t.key, name))).count()
    }

    /// The keys of its names, sorted, each once.
    pub(crate) fn names(&self) -> Vec<&str> {
        let key = |f: &Feature| f.at.map(|at| self.tokens[at as usize].key.as_str());
        let mut names: Vec<&str> =
            self.occurrences.iter().filter(|f| is_name(self, f)).filter_map(key).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wording(text: &str) -> Wording {
        Wording::new(text, false, Stance::default())
    }

    /// The pairs of two texts in words.
    fn aligned(a: &str, b: &str) -> Vec<(String, String, AlignedBy)> {
        let (x, y) = (wording(a), wording(b));
        let cut = |text: &str, w: &Wording, n: usize| {
            let span = bytes(w, &w.occurrences[n]).unwrap();
            span.of(text).unwrap().to_owned()
        };
        pairs(&x, &y).iter().map(|p| (cut(a, &x, p.x), cut(b, &y, p.y), p.by)).collect()
    }

    #[test]
    fn equal_words_and_listed_synonyms_are_aligned_in_any_order_of_the_sentence() {
        let found =
            aligned("We will reopen the port after negotiations", "After talks the port would be reopened");
        let found: Vec<(&str, &str, AlignedBy)> =
            found.iter().map(|(a, b, by)| (a.as_str(), b.as_str(), *by)).collect();
        assert!(found.contains(&("port", "port", AlignedBy::Word)), "{found:?}");
        assert!(found.contains(&("reopen", "reopened", AlignedBy::Word)), "{found:?}");
        assert!(found.contains(&("negotiations", "talks", AlignedBy::Class)), "{found:?}");
    }

    #[test]
    fn of_equal_words_the_one_with_equal_neighbours_is_taken() {
        let found = aligned("the port of Aldra and the port of Venn", "he named the port of Venn");
        assert_eq!(found.iter().filter(|p| p.0 == "port").count(), 1);
        let (a, b) =
            (wording("the port of Aldra and the port of Venn"), wording("he named the port of Venn"));
        let port = pairs(&a, &b)
            .into_iter()
            .find(|p| a.tokens[a.occurrences[p.x].at.unwrap() as usize].key == "port");
        assert_eq!(a.occurrences[port.unwrap().x].at, Some(6));
    }

    #[test]
    fn names_and_numbers_stand_for_themselves_only() {
        assert!(aligned("Aldra", "Teluria").is_empty());
        assert!(aligned("on Monday", "on Tuesday").is_empty());
        assert!(aligned("12 ships", "14 ships").iter().all(|p| p.0 == "ships"));
        assert_eq!(compare("Aldra agreed to the truce", "Teluria agreed to the truce").other_names, 1);
        assert!(compare("12 ships", "14 ships").other_numbers);
    }

    #[test]
    fn a_paraphrase_is_more_alike_than_another_remark_on_the_same_matter() {
        let said = "The army will leave the northern valley before winter";
        let again = compare(said, "Soldiers are to withdraw from the valley in the north before the winter");
        let other = compare(said, "The army bought new boats for the northern fleet");
        assert!(again.likeness() > other.likeness(), "{again:?} {other:?}");
    }

    fn words() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("port"),
            Just("talks"),
            Just("negotiations"),
            Just("not"),
            Just("Aldra"),
            Just("12"),
            Just("reopen"),
            Just("the"),
            Just("soldiers"),
            Just("troops,"),
            Just("won't"),
            Just("“stop”"),
            Just("ready"),
            Just("é.")
        ];
        prop::collection::vec(word, 0..14).prop_map(|w| w.join(" "))
    }

    proptest! {
        #[test]
        fn alignment_has_no_order_and_cuts_back(a in words(), b in words()) {
            let (x, y) = (wording(&a), wording(&b));
            let there = pairs(&x, &y);
            if x.normal != y.normal {
                let mut back: Vec<Pair> = pairs(&y, &x).into_iter().map(|p| Pair { x: p.y, y: p.x, ..p }).collect();
                back.sort_by_key(|p| p.x);
                prop_assert_eq!(&there, &back);
            }
            prop_assert_eq!(x.compare(&y), y.compare(&x));
            for pair in &there {
                for (text, wording, n) in [(&a, &x, pair.x), (&b, &y, pair.y)] {
                    let span = bytes(wording, &wording.occurrences[n]).unwrap();
                    prop_assert!(span.of(text).is_some_and(|cut| !cut.is_empty()));
                }
            }
            for side in [|p: &Pair| p.x, |p: &Pair| p.y] {
                let mut places: Vec<usize> = there.iter().map(side).collect();
                places.sort_unstable();
                prop_assert!(places.windows(2).all(|w| w[0] < w[1]));
            }
        }

        #[test]
        fn any_two_texts_are_compared(a in "\\PC{0,60}", b in "\\PC{0,60}") {
            let found = compare(&a, &b);
            prop_assert!(found.cover <= 1000 && found.cover_of_longer <= found.cover);
            prop_assert_eq!(found, compare(&b, &a));
        }
    }
}
