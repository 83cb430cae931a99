//! The nouns by which a reply names what it answers: "rejected the demand", "Tolmark's latest offer".

use crate::lexicon::{Lexicon, entries};
use crate::names;
use crate::reply_words::{LEAST_LETTERS, Word, words};
use reportedly_schema::Act;
use std::collections::HashMap;
use std::str::FromStr as _;
use std::sync::LazyLock;

const SPOKEN_NOUNS: &str = include_str!("../vocabulary/spoken_nouns.tsv");

/// What a noun of `spoken_nouns.tsv` may name; empty for anything said.
pub(crate) type Named = &'static [Act];

/// The nouns by key, each with what it may name.
static NOUNS: LazyLock<HashMap<String, (&'static str, Vec<Act>)>> = LazyLock::new(|| {
    let lexicon = Lexicon::shared();
    let rows = entries(SPOKEN_NOUNS).filter_map(|row| row.split_once('\t'));
    rows.map(|(noun, acts)| {
        let acts = acts.split(',').filter_map(|act| Act::from_str(act).ok()).collect();
        (lexicon.key(noun), (noun, acts))
    })
    .collect()
});

/// What a word may name as a noun of the vocabulary, in the singular or the plural: "critics" have the key of "criticism", and are none.
pub(crate) fn named_by(word: &Word) -> Option<Named> {
    let (noun, acts) = NOUNS.get(&word.key)?;
    let ending = word.written.strip_prefix(noun)?;
    matches!(ending, "" | "s" | "es").then_some(acts.as_slice())
}

/// What a reply calls the thing that it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NounFound {
    /// What the noun may name; empty for anything said.
    pub acts: Named,
    /// With an article, a name or a pronoun of another's: "the offer", "Tolmark's offer".
    pub definite: bool,
    /// The names that say whose it is, folded: "Tolmark's offer", "the demand of the Verranan premier".
    pub owners: Vec<String>,
    /// Noun and what stands before it, as written.
    pub quoted: String,
    /// Whether it is what the words before the text act on: "(rejected) the premier's plan", "(refused) to discuss the plan", but not
    /// "(agreed) to pay for a claim".
    pub object: bool,
    /// Its bytes with what stands before it.
    pub bytes: std::ops::Range<usize>,
}

impl NounFound {
    /// "any proposal to close a port": no one proposal.
    pub(crate) fn is_any(&self) -> bool {
        ["any ", "every ", "each "].iter().any(|any| self.quoted.to_lowercase().starts_with(any))
    }
}

/// Words after which a noun is none that the words before the text act on.
const ASIDE: &[&str] = &[
    "of", "for", "to", "on", "in", "at", "as", "with", "by", "from", "over", "about", "into", "against",
    "who", "which", "that", "than", "after", "before", "despite", "without", "during", "while", "under",
    "because",
];

/// Whether the noun at `n`, which begins at `owner`, is the object of what stands before the text, or the subject of what is said.
fn is_object(words: &[Word], owner: usize, n: usize) -> bool {
    let from = match words[0].written.as_str() {
        "that" => 1,
        // "to discuss the plan"
        "to" => 2,
        _ => 0,
    };
    let aside = |k: usize| ASIDE.contains(&words[k].written.as_str());
    // "to go along with the plan", "(agreed) with the plan"
    let before = |k: usize| k + 1 == owner && k <= from + 1;
    owner >= from.min(1)
        && words[n].clause == words[from.min(owner)].clause
        && (from..owner).all(|k| !aside(k) || before(k))
        && (owner + 1..n).all(|k| !aside(k))
}

/// Whether a noun is said to be where or how something is said: "in a statement", "in his remarks", "on the condition that".
fn is_setting(words: &[Word], owner: usize, acts: Named) -> bool {
    owner.checked_sub(1).is_some_and(|before| match words[before].written.as_str() {
        "in" => acts.is_empty(),
        "on" => acts.first() == Some(&Act::Condition),
        _ => false,
    })
}

/// Words before a noun in which its article or owner is looked for ("Tolmark's latest written offer").
const OWNER_REACH: usize = 4;

/// Words after "of" in which the owner's name is looked for ("of the Verranan prime minister").
const OWNER_AFTER: usize = 5;

/// The names that say whose the noun at `n` is, which begins at `owner`.
fn owners(words: &[Word], owner: usize, n: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let name = |w: &Word| w.capital && w.written.len() >= LEAST_LETTERS && !names::is_title(&w.written);
    if words[owner].possessive {
        let first = (0..=owner).rev().take_while(|&k| words[k].capital).last().unwrap_or(owner);
        out.extend(words[first..=owner].iter().filter(|w| name(w)).map(|w| w.written.clone()));
    }
    let clause = words[n].clause;
    if words.get(n + 1).is_some_and(|w| matches!(w.written.as_str(), "of" | "by" | "from")) {
        let after = words[n + 2..].iter().take(OWNER_AFTER).take_while(|w| w.clause == clause);
        // What is asked for begins with "to", "that" or "for": "the call by Venn for talks".
        let named =
            after.take_while(|w| !matches!(w.written.as_str(), "to" | "that" | "for" | "on" | "in" | "with"));
        out.extend(named.filter(|w| name(w)).map(|w| w.written.clone()));
    }
    out
}

/// Whether the word after `word` is a verb and no noun: "that he had offered", "to demand", but not "to demands".
fn before_a_verb(word: &str, next: &str) -> bool {
    const BEFORE_VERBS: &[&str] = &[
        "not", "never", "had", "has", "have", "having", "would", "will", "could", "can", "should", "may",
        "might", "must", "did", "do", "does", "i", "he", "she", "it", "we", "they", "you", "who",
    ];
    BEFORE_VERBS.contains(&word) || (word == "to" && !next.ends_with('s'))
}

/// The first noun in `text` that names what another said. In headlines it may begin the text without an article.
///
/// "His offer" is another's only where it is what the cue acts on (`after_cue`): else he may speak of his own.
pub(crate) fn spoken_noun(text: &str, after_cue: bool) -> Option<NounFound> {
    let words = words(text);
    (0..words.len()).find_map(|n| {
        let acts = named_by(&words[n])?;
        let clause = words[n].clause;
        if n > 0 && before_a_verb(&words[n - 1].written, &words[n].written) {
            return None;
        }
        if n == 0
            && after_cue
            && words[0].clause == 0
            && !matches!(words[0].written.as_str(), "call" | "called" | "asked")
        {
            return Some(NounFound {
                acts,
                definite: true,
                owners: owners(&words, 0, 0),
                quoted: text[words[0].start..words[0].end].to_string(),
                object: true,
                bytes: words[0].start..words[0].end,
            });
        }
        let owner = (n.saturating_sub(OWNER_REACH)..n)
            .rev()
            .take_while(|k| words[*k].clause == clause)
            .find(|k| {
                let w = &words[*k];
                w.possessive
                    || matches!(
                        w.written.as_str(),
                        "the"
                            | "this"
                            | "that"
                            | "these"
                            | "those"
                            | "his"
                            | "her"
                            | "its"
                            | "their"
                            | "your"
                            | "our"
                            | "my"
                            | "such"
                            | "both"
                            | "a"
                            | "an"
                            | "any"
                            | "every"
                            | "each"
                            | "no"
                    )
            })?;
        let written = words[owner].written.as_str();
        let own = match written {
            "our" | "my" | "no" => true,
            "his" | "her" | "its" | "their" => owner > 0 || !after_cue,
            _ => false,
        };
        if (!words[owner].possessive && own) || is_setting(&words, owner, acts) {
            return None;
        }
        // "the port call", but not "the minister called": a verb between article and noun is none of its words.
        let named = !words[owner].possessive && matches!(written, "a" | "an" | "any" | "every" | "each");
        let bytes = words[owner].start..words[n].end;
        Some(NounFound {
            acts,
            definite: !named,
            owners: owners(&words, owner, n),
            quoted: text[bytes.clone()].to_string(),
            object: is_object(&words, owner, n),
            bytes,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_vocabulary_is_read() {
        for row in entries(SPOKEN_NOUNS) {
            let (_, acts) = row.split_once('\t').unwrap();
            assert!(
                acts == "any" || acts.split(',').all(|act| Act::from_str(act).is_ok()),
                "help: vocabulary/spoken_nouns.tsv: {row:?}"
            );
        }
    }

    #[test]
    fn a_form_of_a_verb_names_nothing_that_was_said() {
        for text in
            ["the council by calling early", "the most pledged delegates", "this and called it absurd"]
        {
            assert_eq!(spoken_noun(text, true), None, "{text}");
        }
        assert!(spoken_noun("the calls of the governor", true).is_some());
    }

    #[test]
    fn a_noun_names_what_another_said() {
        let noun = |text: &str| spoken_noun(text, true).map(|noun| noun.quoted);
        assert_eq!(
            noun("turned down Teluria’s latest offer of talks").as_deref(),
            Some("Teluria’s latest offer")
        );
        assert_eq!(noun("the demand of the premier").as_deref(), Some("the demand"));
        assert_eq!(noun("we offer talks"), None);
        assert_eq!(noun("our offer stands"), None);
        assert_eq!(noun("she dropped her demand"), None);
        assert_eq!(noun("his offer").as_deref(), Some("his offer"));
        assert!(!spoken_noun("rejected a proposal by Teluria", true).unwrap().definite);
        assert_eq!(noun("offer of talks").as_deref(), Some("offer"));
        assert_eq!(noun("that critics should look at themselves"), None, "no criticism");
        assert_eq!(noun("the term containment"), None, "no terms");
        assert_eq!(noun("this in a statement on Monday"), None);
        assert_eq!(noun("to talk on the condition that his name was left out"), None);
        let owners = |text: &str| spoken_noun(text, true).unwrap().owners;
        assert_eq!(owners("the demand of the Aldran premier that Teluria pay"), ["aldran"]);
        assert_eq!(owners("Teluria's offer to Aldra"), ["teluria"]);
        assert_eq!(owners("the offer to Aldra"), Vec::<String>::new());
    }

    #[test]
    fn what_is_acted_on_stands_first() {
        let object = |text: &str| spoken_noun(text, true).unwrap().object;
        for text in [
            "the premier’s latest plan",
            "to discuss the plan",
            "to go along with the plan",
            "with the plan",
            "that the plan was serious",
            "Aldran premier Ada Venn’s call for a truce",
        ] {
            assert!(object(text), "{text}");
        }
        for text in [
            "to pay nine crowns to settle a claim",
            "the mayor for the plan",
            "himself, a friend of the plan",
            "much of the substance of the speech",
        ] {
            assert!(!object(text), "{text}");
        }
    }
}
