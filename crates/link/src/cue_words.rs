//! The word of a cue by which cues are told apart: "has repeatedly said" and "said on Monday" have one, "claimed" is another.

use crate::lexicon::{Lexicon, entries};
use crate::wording::tokens;
use std::collections::HashSet;
use std::sync::LazyLock;

const BESIDE: &str = include_str!("../vocabulary/beside_cue_verbs.tsv");

static BESIDE_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(BESIDE).collect());

/// Cues that say only that something was said: the ones others are held against where no cue is the commonest.
const PLAIN: &[&str] = &["say", "tell"];

/// A cue's word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CueWord {
    /// Its key: the same for all inflections.
    pub key: String,
    /// Whether it says only that something was said.
    pub plain: bool,
}

/// The word of a cue that says how something was said; `None` where it has none.
pub(crate) fn cue_word(cue: &str) -> Option<CueWord> {
    let lexicon = Lexicon::shared();
    let word = tokens(cue, false).into_iter().find(|t| {
        t.number.is_none() && !BESIDE_WORDS.contains(t.written.as_str()) && !t.written.ends_with("ly")
    })?;
    let plain = PLAIN.iter().any(|p| lexicon.key(p) == word.key);
    Some(CueWord { key: word.key, plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflection_and_helping_words_tell_no_cues_apart() {
        let key = |cue: &str| cue_word(cue).map(|c| c.key);
        for cue in ["says", "said", "has repeatedly said", "also said", "was saying"] {
            assert_eq!(key(cue), key("say"), "{cue}");
            assert!(cue_word(cue).unwrap().plain, "{cue}");
        }
        assert_ne!(key("claimed"), key("said"));
        assert_eq!(key("told"), key("telling"));
        assert!(!cue_word("claimed").unwrap().plain);
        assert_eq!(key(""), None);
        assert_eq!(key("has also"), None);
    }
}
