//! What the words of a statement come to when statements are compared: features with a sign and a weight, numbers, the
//! parties named after "with", and the words that stand in quotation marks.

mod folding;
mod numbers_in_words;
mod partners;
mod shared;
mod tokens;

pub(crate) use folding::folded;
pub use partners::names_another_partner;
pub(crate) use partners::same_stock;
pub(crate) use shared::{Run, Shared};
pub(crate) use tokens::{Token, tokens};
pub use tokens::{WordKey, word_keys, word_weight};

use crate::exclusives::{PlacedExclusive, Towards, done_and_due, placed, towards};
use crate::figures::{Figure, figures};
use crate::lexicon::{Lexicon, NAME_WEIGHT, NUMBER_WEIGHT, UNKNOWN_WEIGHT};
use crate::negation::negate;
use crate::vectors::{Vector, Vectors};
use numbers_in_words::add_numbers_in_words;
use partners::partners;
use std::sync::OnceLock;

/// A class of near-synonyms or a word, with its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Feature {
    /// A hash of the class or of the word key; the number's for numbers.
    pub of: u64,
    pub sign: i8,
    /// Whether it stands for both signs where wordings are compared.
    pub either: bool,
    pub weight: u32,
    /// Index of its first token; `None` where the act of saying supplies it.
    pub at: Option<u32>,
    /// Its tokens by number, from the first; 0 where the act of saying supplies it.
    pub length: u32,
    /// The class that it also answers in a question.
    pub answers: Option<u64>,
}

impl Feature {
    /// Whether one is the opposite of the other.
    pub(crate) fn opposes(&self, other: &Feature) -> bool {
        self.sign != other.sign && !self.either && !other.either
    }
}

/// The analysed words of a statement or a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wording {
    pub tokens: Vec<Token>,
    /// Every occurrence, in text order.
    pub occurrences: Vec<Feature>,
    /// Sorted by (`of`, `sign`), each pair once.
    pub features: Vec<Feature>,
    /// Sum of the features' weights.
    pub total: u64,
    /// Sorted.
    pub numbers: Vec<u64>,
    /// The numbers that tell how much or when, by what they measure. Sorted.
    pub figures: Vec<Figure>,
    /// Names that stand after "with", or right after "to": with whom one talks, to whom one offers. Sorted.
    pub partners: Vec<String>,
    /// Words that exclude others where they stand.
    pub placed: Vec<PlacedExclusive>,
    /// Who acts on whom.
    pub towards: Vec<Towards>,
    /// Keys of verbs that tell what was done. Sorted.
    pub done: Vec<String>,
    /// Keys of verbs that tell what is to be done. Sorted.
    pub due: Vec<String>,
    /// Hash of all written words in order.
    pub normal: u64,
    /// See [`Wording::vector`].
    pub(crate) vector: OnceLock<Option<Vector>>,
}

/// What the cue adds to the content: "refused" turns it round, "offered" says one is ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stance {
    /// Turns every sign.
    pub turned: bool,
    /// `+1` ready, `-1` not ready, `0` nothing.
    pub ready: i8,
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): fixed, so that nothing depends on a process or machine.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The feature of a class of near-synonyms.
pub(crate) fn class_feature(name: &str) -> u64 {
    hash(format!("class\u{1f}{name}").as_bytes())
}

impl Wording {
    /// Analyses `text`; `all_quoted` for a direct quotation, whose marks may not be part of it.
    pub(crate) fn new(text: &str, all_quoted: bool, stance: Stance) -> Wording {
        let lexicon = Lexicon::shared();
        let mut tokens = tokens(text, all_quoted);
        add_numbers_in_words(lexicon, &mut tokens);
        negate(lexicon, &mut tokens);
        let occurrences = occurrences(lexicon, &tokens, stance);
        let mut features = occurrences.clone();
        features.sort_by_key(|f| (f.of, f.sign, f.either));
        features.dedup_by_key(|f| (f.of, f.sign));
        let mut normal = String::new();
        for token in &tokens {
            normal.push_str(&token.written);
            normal.push(' ');
        }
        let mut numbers: Vec<u64> = tokens.iter().filter_map(|t| t.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let (done, due) = done_and_due(&tokens);
        let wording = Wording {
            done,
            due,
            total: features.iter().map(|f| u64::from(f.weight)).sum(),
            partners: partners(lexicon, &tokens),
            placed: placed(&tokens, &occurrences),
            towards: towards(&tokens, &occurrences),
            normal: hash(normal.as_bytes()),
            numbers,
            features,
            occurrences,
            tokens,
            figures: Vec::new(),
            vector: OnceLock::new(),
        };
        Wording { figures: figures(text, &wording), ..wording }
    }

    /// What the words are about; `None` where the table of vectors is not there or knows none of them.
    pub(crate) fn vector(&self) -> Option<&Vector> {
        self.vector.get_or_init(|| Vectors::shared()?.of_tokens(&self.tokens)).as_ref()
    }

    /// The cosine of the vectors of two wordings in thousandths.
    pub(crate) fn cosine(&self, other: &Wording) -> Option<i32> {
        Some(self.vector()?.cosine(other.vector()?))
    }
}

/// Every feature of the tokens, in text order, after what the act of saying supplies.
fn occurrences(lexicon: &Lexicon, tokens: &[Token], stance: Stance) -> Vec<Feature> {
    let turn = if stance.turned { -1 } else { 1 };
    let mut out: Vec<Feature> = readiness(lexicon, stance).into_iter().collect();
    let mut n = 0;
    while n < tokens.len() {
        let found = feature_at(lexicon, tokens, n);
        out.extend(found.map(|feature| Feature { sign: feature.sign * turn, ..feature }));
        n += found.map_or(1, |feature| feature.length as usize);
    }
    out
}

/// What the act of saying supplies.
fn readiness(lexicon: &Lexicon, stance: Stance) -> Option<Feature> {
    let class = lexicon.classes.iter().find(|c| c.name == "ready").filter(|_| stance.ready != 0)?;
    Some(Feature {
        of: class_feature(&class.name),
        sign: stance.ready,
        either: false,
        weight: class.weight,
        at: None,
        length: 0,
        answers: None,
    })
}

/// The feature that begins at a token: the longest phrase of a class, else a number, else a word of content.
fn feature_at(lexicon: &Lexicon, tokens: &[Token], n: usize) -> Option<Feature> {
    let token = &tokens[n];
    let single = Feature {
        of: 0,
        sign: token.sign,
        either: token.either,
        weight: 0,
        at: Some(n as u32),
        length: 1,
        answers: None,
    };
    let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
    if let Some((member, length)) = lexicon.member(words) {
        let class = &lexicon.classes[member.class as usize];
        return Some(Feature {
            of: class_feature(&class.name),
            sign: token.sign * member.pole,
            weight: class.weight,
            length: length as u32,
            answers: class.answers.map(|a| class_feature(&lexicon.classes[a as usize].name)),
            ..single
        });
    }
    if let Some(value) = token.number {
        let of = hash(format!("number\u{1f}{value}").as_bytes());
        // What is denied is the thing counted, not the number.
        return Some(Feature { of, either: true, weight: NUMBER_WEIGHT, ..single });
    }
    let of_content = token.key.len() > 1
        && !lexicon.is_function_word(&token.written)
        && lexicon.number(&token.written).is_none();
    let unlisted = if token.capital { NAME_WEIGHT } else { UNKNOWN_WEIGHT };
    of_content.then(|| Feature {
        of: hash(token.key.as_bytes()),
        weight: lexicon.listed(&token.key).unwrap_or(unlisted),
        ..single
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signed(text: &str) -> Vec<(String, i8)> {
        let wording = Wording::new(text, false, Stance::default());
        wording
            .occurrences
            .iter()
            .filter_map(|f| Some((wording.tokens[f.at? as usize].written.clone(), f.sign)))
            .collect()
    }

    fn sign_of(text: &str, word: &str) -> i8 {
        signed(text).iter().find(|(w, _)| w == word).unwrap_or_else(|| panic!("{word} in {text}")).1
    }

    #[test]
    fn a_negation_turns_its_clause_and_no_other() {
        assert_eq!(sign_of("We are not ready for talks, the port is open", "talks"), -1);
        assert_eq!(sign_of("We are not ready for talks, the port is open", "port"), 1);
        assert_eq!(sign_of("There is no need for talks", "talks"), -1);
        assert_eq!(sign_of("Ready for talks but not for concessions", "talks"), 1);
        assert_eq!(sign_of("Ready for talks but not for concessions", "concessions"), -1);
        assert_eq!(sign_of("We won't meet and are ready to fight", "fight"), 1);
    }

    #[test]
    fn two_negations_are_none() {
        assert_eq!(sign_of("We have never refused talks", "talks"), 1);
        assert_eq!(sign_of("We have never refused talks", "refused"), 1);
        assert_eq!(sign_of("We do not rule out talks", "talks"), 1);
    }

    #[test]
    fn what_looks_like_a_negation_and_is_none_turns_nothing() {
        assert_eq!(sign_of("Aldra is not only ready for talks", "talks"), 1);
        assert_eq!(sign_of("Without any doubt the talks helped", "talks"), 1);
    }

    #[test]
    fn a_passive_refusal_turns_what_stands_before_it() {
        assert_eq!(sign_of("The talks were rejected by Teluria", "talks"), -1);
        assert_eq!(sign_of("A truce has been ruled out", "truce"), -1);
        assert_eq!(sign_of("Negotiations are impossible now", "negotiations"), -1);
    }

    #[test]
    fn near_synonyms_of_any_inflection_are_one_feature() {
        let of = |text: &str| Wording::new(text, false, Stance::default()).features[0].of;
        assert_eq!(of("talks"), of("negotiating"));
        assert_eq!(of("talks"), of("the negotiating table"));
        assert_eq!(of("pull-out"), of("withdrew"));
        assert_eq!(of("job cuts"), of("laid off"));
        assert_ne!(of("talks"), of("ceasefire"));
    }

    proptest! {
        #[test]
        fn any_text_is_analysed(text in "\\PC{0,80}") {
            let wording = Wording::new(&text, false, Stance::default());
            prop_assert!(wording.features.windows(2).all(|w| (w[0].of, w[0].sign) < (w[1].of, w[1].sign)));
            let shared = wording.shared(&wording);
            prop_assert_eq!(shared.opposite, 0);
            prop_assert!(shared.same <= wording.total);
            prop_assert!(!wording.other_number(&wording) && !wording.other_partner(&wording));
        }
    }
}
