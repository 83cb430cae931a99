//! Who does what a verb of a passage says, and on which side people stand as far as the articles introduce them.

use super::heads::{ENDS_PHRASE, is_name};
use crate::lexicon::{Lexicon, entries};
use crate::names::{is_particle, is_title, words};
use crate::place_names::is_calendar;
use crate::reply_sides::Side;
use crate::wording::{Wording, folded, same_stock};
use reportedly_schema::linkage::Layers;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Who acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    /// Word keys of names.
    pub names: BTreeSet<String>,
    /// Word keys of common nouns.
    pub nouns: BTreeSet<String>,
    /// "We": the speaker's own side.
    pub ours: bool,
    /// "They": another side.
    pub theirs: bool,
}

impl Who {
    pub(super) fn is_nobody(&self) -> bool {
        self.names.is_empty() && self.nouns.is_empty() && !self.ours && !self.theirs
    }

    /// Of the tokens `all`.
    pub(super) fn of(wording: &Wording, all: impl Iterator<Item = usize>) -> Who {
        let lexicon = Lexicon::shared();
        let mut out = Who::default();
        for n in all {
            let token = &wording.tokens[n];
            match token.written.as_str() {
                "we" | "us" | "our" | "ourselves" | "i" | "my" => out.ours = true,
                "they" | "them" | "their" => out.theirs = true,
                w if token.number.is_some()
                    || lexicon.is_function_word(w)
                    || is_title(w)
                    || is_particle(w) => {}
                _ if is_name(wording, n) => drop(out.names.insert(token.key.clone())),
                _ if token.key.len() > 1 => drop(out.nouns.insert(token.key.clone())),
                _ => {}
            }
        }
        out
    }
}

const FORMS_OF_BE: &[&str] = &["is", "are", "was", "were", "been", "being", "be", "got"];

const RELATIVES: &[&str] = &["who", "which", "that"];

/// Words of content that say who acts, at most.
const AGENT_WORDS: usize = 6;

/// Tokens before a participle in which a form of "be" makes it passive.
const PASSIVE_REACH: usize = 4;

/// Whether the verb at `at` is passive.
pub(super) fn is_passive(wording: &Wording, at: usize) -> bool {
    let tokens = &wording.tokens;
    let participle = tokens[at].written.ends_with("ed")
        || tokens[at].written.ends_with("en")
        || Lexicon::shared().is_past_form(&tokens[at].written);
    let before = tokens[..at].iter().rev().take(PASSIVE_REACH).take_while(|t| t.clause == tokens[at].clause);
    // "It was Aldra that wrecked it": the form of "be" before the relative is not the verb's.
    let before = before.take_while(|t| !RELATIVES.contains(&t.written.as_str()));
    participle && before.into_iter().any(|t| FORMS_OF_BE.contains(&t.written.as_str()))
}

/// Who does what the verb at `at` says: its subject, or who stands after "by".
pub(super) fn agent(wording: &Wording, at: usize, length: usize) -> Who {
    if is_passive(wording, at) {
        let tokens = &wording.tokens;
        let clause = tokens[at].clause;
        let inside = |n: &usize| tokens[*n].clause == clause;
        let by = (at + length..tokens.len()).take_while(inside).find(|&n| tokens[n].written == "by");
        let Some(by) = by else { return Who::default() };
        let phrase = (by + 1..tokens.len()).take_while(inside).take_while(|&n| !ends(wording, n));
        return Who::of(wording, phrase.take(AGENT_WORDS));
    }
    Who::of(wording, subject(wording, at).into_iter())
}

fn ends(wording: &Wording, n: usize) -> bool {
    ENDS_PHRASE.contains(&wording.tokens[n].written.as_str())
}

/// A verb in the past, or another word after which a subject is over.
fn ends_subject(wording: &Wording, n: usize) -> bool {
    let token = &wording.tokens[n];
    let past = token.written.ends_with("ed") || Lexicon::shared().is_past_form(&token.written);
    ends(wording, n) || !token.capital && past
}

/// The tokens of the subject of the verb at `at`, in text order.
pub(super) fn subject(wording: &Wording, at: usize) -> Vec<usize> {
    let tokens = &wording.tokens;
    let lexicon = Lexicon::shared();
    let clause = tokens[at].clause;
    let content = |n: usize| !lexicon.is_function_word(&tokens[n].written) && tokens[n].number.is_none();
    let from = (0..at).rev().take_while(|&n| tokens[n].clause == clause).last().unwrap_or(at);
    let relative = (from..at)
        .rev()
        .take_while(|&n| !content(n) || RELATIVES.contains(&tokens[n].written.as_str()))
        .find(|&n| RELATIVES.contains(&tokens[n].written.as_str()) && n > 0);
    if let Some(relative) = relative {
        // "They argued over who had fired": a question tells of no one who did.
        let asks = tokens[relative].written == "who"
            && (tokens[relative - 1].sentence != tokens[relative].sentence
                || lexicon.is_function_word(&tokens[relative - 1].written)
                    && !is_pronoun(&tokens[relative - 1].written));
        if asks {
            return Vec::new();
        }
        let sentence = tokens[at].sentence;
        let mut out: Vec<usize> = (0..relative)
            .rev()
            .take_while(|&n| tokens[n].sentence == sentence)
            .take_while(|&n| !ends_subject(wording, n))
            .take(AGENT_WORDS)
            .collect();
        out.reverse();
        if out.iter().any(|&n| content(n) || is_pronoun(&tokens[n].written)) {
            return out;
        }
    }
    let of_clause = |from: usize| -> Vec<usize> {
        let from = from
            + usize::from(matches!(
                tokens[from].written.as_str(),
                "that" | "when" | "because" | "after" | "and" | "but"
            ));
        (from..at).take_while(|&n| !ends_subject(wording, n)).collect()
    };
    let own = of_clause(from);
    if own.iter().any(|&n| content(n) || is_pronoun(&tokens[n].written)) {
        return own;
    }
    // Nothing before the verb in its clause: the subject of the sentence goes on.
    let sentence = tokens[at].sentence;
    let first = (0..at).rev().take_while(|&n| tokens[n].sentence == sentence).last().unwrap_or(at);
    let clause = tokens[first].clause;
    of_clause(first).into_iter().take_while(|&n| tokens[n].clause == clause).collect()
}

/// Who a passage begins with: the subject of its first verb, as far as the order of words tells.
pub(super) fn first_subject(wording: &Wording) -> Who {
    let tokens = &wording.tokens;
    let skip = usize::from(tokens.first().is_some_and(|t| t.written == "that"));
    let Some(clause) = tokens.get(skip).map(|t| t.clause) else { return Who::default() };
    let inside =
        (skip..tokens.len()).take_while(|&n| tokens[n].clause == clause && !ends_subject(wording, n));
    Who::of(wording, inside.take(AGENT_WORDS))
}

fn is_pronoun(written: &str) -> bool {
    matches!(written, "we" | "they" | "i" | "he" | "she" | "it")
}

/// Tokens before a name in which its introduction stands ("the head of Aldra's delegation Ada Venn").
const INTRODUCED_BEFORE: usize = 7;

/// Tokens after a comma behind a name in which it stands ("Ada Venn, who led the Aldran delegation").
const INTRODUCED_AFTER: usize = 9;

/// For each word of a person's name, the names with which articles introduce him: "Aldra's foreign minister Ada Venn".
#[derive(Debug, Default)]
pub(super) struct Introduced(BTreeMap<String, BTreeSet<String>>);

impl Introduced {
    /// What the sources of persons say. The name of one of `bodies` stands for itself alone.
    pub(super) fn new<'s>(persons: impl Iterator<Item = &'s Side>, bodies: &BTreeSet<String>) -> Introduced {
        let mut out = Introduced::default();
        let lexicon = Lexicon::shared();
        for side in persons {
            for own in side.own.iter().filter(|own| !bodies.contains(*own)) {
                out.0.entry(lexicon.key(own)).or_default().extend(side.bodies.iter().map(|b| lexicon.key(b)));
            }
        }
        out
    }

    /// Adds what an article says of `persons`, the last words of names; `wording` is of its whole text.
    pub(super) fn add(&mut self, layers: &Layers, wording: &Wording, persons: &BTreeSet<String>) {
        let lexicon = Lexicon::shared();
        for mention in &layers.mentions {
            let name = words(&mention.name);
            let described =
                mention.name.split_whitespace().any(|w| w.starts_with(char::is_lowercase) && !is_particle(w));
            if described || !name.last().is_some_and(|last| persons.contains(last)) {
                continue;
            }
            let tokens = &wording.tokens;
            let from = tokens.partition_point(|t| t.bytes.end <= mention.span.start);
            let to = tokens.partition_point(|t| t.bytes.start < mention.span.end);
            if from >= to {
                continue;
            }
            let found = introduction(wording, from, to, persons);
            // "Aldra's foreign minister Ada Venn": what stands before the title is no name of hers.
            let first = name.iter().rposition(|w| is_title(w)).map_or(0, |title| title + 1);
            let own: BTreeSet<String> =
                name[first.min(name.len() - 1)..].iter().map(|w| lexicon.key(w)).collect();
            let found: BTreeSet<String> = found.difference(&own).cloned().collect();
            for word in own {
                self.0.entry(word).or_default().extend(found.iter().cloned());
            }
        }
    }

    /// The names with which a name stands on one side, itself included.
    pub(super) fn expanded(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let mut out = names.clone();
        for name in names {
            out.extend(self.0.get(name).into_iter().flatten().cloned());
            out.extend(CAPITALS.get(name).into_iter().flatten().cloned());
        }
        out
    }
}

/// Words beside which two people or bodies stand, so that one does not introduce the other.
const PARTS: &[&str] = &["and", "when", "told", "met", "said", "says", "while", "but"];

/// The names that introduce the person at the tokens `from` to `to`; `persons` are the last words of people's names.
fn introduction(wording: &Wording, from: usize, to: usize, persons: &BTreeSet<String>) -> BTreeSet<String> {
    let tokens = &wording.tokens;
    // Beyond another person the words are about him: "Ada Venn blames the envoy, Colm Reed".
    let another = |n: usize| tokens[n].capital && persons.contains(&tokens[n].written);
    // What stands after "at" or "with" is no body that he speaks for.
    let apart_from = |n: usize| {
        let the = n > 0 && tokens[n - 1].written == "the";
        let before = n.checked_sub(if the { 2 } else { 1 }).map_or("", |m| tokens[m].written.as_str());
        matches!(before, "at" | "in" | "near" | "with" | "to" | "from")
    };
    let named = |n: &usize| {
        let written = &tokens[*n].written;
        is_name(wording, *n) && !is_title(written) && !is_calendar(written) && !apart_from(*n)
    };

    let is_side = |n: &usize| SIDE_NOUNS.contains(&tokens[*n].key);

    let mut out = BTreeSet::new();
    let titled = |n: usize| is_title(&tokens[n].written);
    // "The head of Aldra's delegation, Ada Venn": over a comma only where the name begins what stands behind it.
    let over_comma = tokens[..from].last().is_some_and(|t| t.clause != tokens[from].clause);
    let before: Vec<usize> = (from.saturating_sub(INTRODUCED_BEFORE)..from)
        .rev()
        .take_while(|&n| {
            tokens[n].sentence == tokens[from].sentence
                && tokens[n].quoted == tokens[from].quoted
                && (tokens[n].clause == tokens[from].clause
                    || over_comma && tokens[n].clause == tokens[from - 1].clause)
        })
        .take_while(|&n| !ends_subject(wording, n) && !PARTS.contains(&tokens[n].written.as_str()))
        .take_while(|&n| !another(n))
        .collect();
    if before.iter().any(|&n| titled(n) || INTRODUCING.contains(&tokens[n].key)) {
        out.extend(before.iter().filter(|n| named(n) || is_side(n)).map(|&n| tokens[n].key.clone()));
    }
    let apart = tokens
        .get(to)
        .is_some_and(|t| t.clause != tokens[to - 1].clause && t.sentence == tokens[from].sentence);
    let opens = |t: &crate::wording::Token| {
        is_title(&t.written)
            || matches!(
                t.written.as_str(),
                "who" | "the" | "a" | "an" | "former" | "its" | "head" | "chief" | "of"
            )
    };
    if apart && tokens.get(to).is_some_and(opens) {
        let clause = tokens[to].clause;
        let behind =
            (to..tokens.len().min(to + INTRODUCED_AFTER)).take_while(|&n| tokens[n].clause == clause);
        let behind: Vec<usize> = behind
            .take_while(|&n| tokens[n].quoted == tokens[from].quoted)
            .take_while(|&n| !matches!(tokens[n].written.as_str(), "with" | "at" | "in" | "to"))
            .collect();
        let role = behind.iter().any(|&n| titled(n) || INTRODUCING.contains(&tokens[n].key));
        if role {
            out.extend(behind.iter().filter(|n| named(n)).map(|&n| tokens[n].key.clone()));
        }
    }
    out
}

static INTRODUCING: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    entries(include_str!("../../vocabulary/introducing_words.tsv"))
        .map(|word| Lexicon::shared().key(word))
        .collect()
});

/// Word keys of common nouns that name a side inside an article ("the union's chairman Victor Lamm").
static SIDE_NOUNS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    entries(include_str!("../../vocabulary/side_nouns.tsv")).map(|word| Lexicon::shared().key(word)).collect()
});

/// By word key of a capital's name, the word keys of the state whose government it stands for.
static CAPITALS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let lexicon = Lexicon::shared();
    entries(include_str!("../../vocabulary/capitals.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .map(|(capital, states)| {
            let key = |word: &str| lexicon.key(&folded(word));
            (key(capital), states.split(" | ").map(key).collect())
        })
        .collect()
});

/// Whether two sets of word keys have one in common, in any inflection of a name.
pub(super) fn meet(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.iter().any(|x| b.iter().any(|y| same_stock(x, y)))
}

/// Whether both sets hold word keys, and none in common.
pub(super) fn apart(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && !meet(a, b)
}

/// The words of a speaker's own name, as word keys.
pub(super) fn name_keys(name: &str) -> BTreeSet<String> {
    let lexicon = Lexicon::shared();
    words(name)
        .into_iter()
        .filter(|w| !is_title(w) && !is_particle(w) && !lexicon.is_function_word(w))
        .map(|w| lexicon.key(&folded(&w)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;
    use reportedly_schema::{Mention, Span};

    fn introduced(text: &str, name: &str) -> Vec<String> {
        let start = text.find(name).unwrap() as u32;
        let span = Span { start, end: start + name.len() as u32 };
        let mention = Mention { span, entity: "e1".to_string(), name: name.to_string() };
        let layers = Layers {
            text: text.to_string(),
            blocks: Vec::new(),
            narrations: Vec::new(),
            timexes: Vec::new(),
            mentions: vec![mention],
            problems: Vec::new(),
        };
        let wording = Wording::new(text, false, Stance::default());
        let mut all = Introduced::default();
        all.add(&layers, &wording, &BTreeSet::from([words(name).pop().unwrap()]));
        let own = name_keys(name);
        all.expanded(&own).difference(&own).cloned().collect()
    }

    #[test]
    fn an_introduction_tells_on_whose_side_someone_stands() {
        assert_eq!(introduced("Aldra's foreign minister Ada Venn left.", "Ada Venn"), ["aldra"]);
        assert_eq!(introduced("The head of Aldra's delegation, Ada Venn, left.", "Ada Venn"), ["aldra"]);
        assert_eq!(introduced("Ada Venn, who led the Aldran delegation, left.", "Ada Venn"), ["aldran"]);
        assert!(introduced("In talks with Aldra Ada Venn was silent.", "Ada Venn").is_empty());
        assert!(introduced("Aldra and Ada Venn were at odds.", "Ada Venn").is_empty());
        assert_eq!(introduced("The union's chairman, Victor Lamm, left.", "Victor Lamm"), ["union"]);
    }

    #[test]
    fn a_capital_stands_for_its_state() {
        let all = Introduced::default().expanded(&BTreeSet::from(["warsaw".to_string()]));
        assert!(meet(&all, &BTreeSet::from(["polish".to_string(), "poland".to_string()])), "{all:?}");
    }

    #[test]
    fn who_asks_tells_of_no_one() {
        let wording = Wording::new("Both argued over who had fired first.", false, Stance::default());
        let at = wording.tokens.iter().position(|t| t.written == "fired").unwrap();
        assert!(agent(&wording, at, 1).is_nobody());
    }

    #[test]
    fn the_subject_is_found_over_relatives_and_passives() {
        let who = |text: &str, verb: &str| -> Vec<String> {
            let wording = Wording::new(text, false, Stance::default());
            let at = wording.tokens.iter().position(|t| t.written == verb).unwrap();
            agent(&wording, at, 1).names.into_iter().collect()
        };
        assert_eq!(who("It was Teluria that wrecked the talks.", "wrecked"), ["teluria"]);
        assert_eq!(who("The talks were wrecked by Teluria.", "wrecked"), ["teluria"]);
        assert_eq!(who("Ashby arrived in Harrow and wrecked the talks.", "wrecked"), ["ashbi"]);
        assert!(who("The talks were wrecked.", "wrecked").is_empty());
    }
}
