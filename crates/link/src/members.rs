//! Whether two members of lists of terms say one thing, and whether a source speaks for someone else.

use crate::lexicon::entries;
use crate::reply_words::words;
use crate::wording::{Stance, Wording};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of content that a shorter member must share with a longer one: in "the port" and "the port authority" one shared word is another
/// thing.
pub const LEAST_MEMBER_WORDS: usize = 2;

/// Whether two members say one thing: everything that the shorter one says, in words or near-synonyms and with the same polarity, the
/// other one says too.
///
/// ```
/// use reportedly_link::same_member;
/// assert!(same_member("withdraw its troops from Aldra", "the withdrawal of soldiers from Aldra"));
/// assert!(!same_member("withdraw its troops", "not withdraw its troops"));
/// assert!(!same_member("pay the debt", "open the locks"));
/// ```
pub fn same_member(a: &str, b: &str) -> bool {
    MemberWords::new(a).says_the_same(&MemberWords::new(b))
}

/// The words of a member of a list, analysed once for several comparisons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberWords(Vec<(u64, i8)>);

impl MemberWords {
    /// Analyses a member.
    pub fn new(text: &str) -> MemberWords {
        let wording = Wording::new(text, false, Stance::default());
        MemberWords(wording.features.iter().map(|f| (f.of, f.sign)).collect())
    }

    /// [`same_member`] for words analysed before.
    pub fn says_the_same(&self, other: &MemberWords) -> bool {
        let (a, b) = (&self.0, &other.0);
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let enough = short.len() >= LEAST_MEMBER_WORDS || (!short.is_empty() && short.len() == long.len());
        enough && short.iter().all(|feature| long.contains(feature))
    }
}

const SPOKESPEOPLE: &str = include_str!("../vocabulary/spokespeople.tsv");

static SPOKEN_BY: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(SPOKESPEOPLE).collect());

/// Whether the words that name a source make it one that speaks for someone else: a spokesman, a press service.
///
/// ```
/// use reportedly_link::speaks_for_another;
/// assert!(speaks_for_another("her spokesman, Dain Oskery,"));
/// assert!(speaks_for_another("the press service of the ministry"));
/// assert!(!speaks_for_another("Prime Minister Ada Venn"));
/// ```
pub fn speaks_for_another(source: &str) -> bool {
    let words = words(source);
    let written = |n: usize| words.get(n).map_or("", |w| w.written.as_str());
    (0..words.len()).any(|n| {
        // "Ada Venn's office"; an office without a person's name is a body of its own.
        let office = written(n) == "office" && n > 0 && words[n - 1].possessive && words[n - 1].capital;
        office
            || SPOKEN_BY.contains(written(n))
            || SPOKEN_BY.contains(format!("{} {}", written(n), written(n + 1)).as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_member_is_one_with_a_longer_that_says_as_much() {
        assert!(same_member("pull-out from the four islands", "withdraw the troops from all four islands"));
        assert!(!same_member("the islands", "the capital"));
        assert!(same_member("neutrality", "neutral"));
        assert!(!same_member("neutrality", "neutrality and disarmament"));
        assert!(!same_member("", ""));
    }
}
