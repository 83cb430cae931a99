//! Words that take a term back or give it another value, and words that put one in place of another.
//!
//! Only what is said to have been done counts: not what is denied ("has not dropped the demand"), asked of someone, offered, or left to a condition ("would drop it if …").

use crate::lexicon::{Lexicon, entries};
use crate::place_names::is_calendar;
use crate::quantities::quantities;
use crate::reply_words::OWN_SIDE;
use crate::wording::{Stance, Token, Wording};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

const WITHDRAWING: &str = include_str!("../vocabulary/withdrawing_words.tsv");
const TERM_NOUNS: &str = include_str!("../vocabulary/term_nouns.tsv");

/// Words between a verb and the noun for a term ("withdrew with immediate effect its demand").
const NOUN_REACH: usize = 4;

/// Words between a noun for a term and its verb in the passive ("the demand for inspectors was withdrawn").
const PASSIVE_REACH: usize = 12;

/// Words before a verb that leave it undone, within [`UNDONE_REACH`]: asked, possible, denied, conditional.
const UNDONE: &[&str] = &[
    "to", "would", "could", "might", "may", "should", "must", "will", "shall", "can", "if", "unless",
    "until", "never", "not", "nor", "neither", "without", "ready", "willing", "refuse", "deny", "urge",
    "let", "lets", "please", "whether", "cannot",
];

/// How many words before a verb are looked at.
const UNDONE_REACH: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    Term,
    Value,
    Lapse,
    Object,
    ObjectOwn,
}

struct Vocabulary {
    phrases: Vec<(Vec<String>, Follows)>,
    /// Whether the term is asked for; `None` where it may be either.
    nouns: HashMap<String, Option<bool>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let lexicon = Lexicon::shared();
    let mut phrases: Vec<(Vec<String>, Follows)> = entries(WITHDRAWING)
        .filter_map(|row| {
            let (words, follows) = row.split_once('\t')?;
            let follows = match follows {
                "term" => Follows::Term,
                "value" => Follows::Value,
                "lapse" => Follows::Lapse,
                "object_own" => Follows::ObjectOwn,
                _ => Follows::Object,
            };
            Some((words.split(' ').map(|word| lexicon.key(word)).collect(), follows))
        })
        .collect();
    phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    let nouns = entries(TERM_NOUNS)
        .filter_map(|row| row.split_once('\t'))
        .map(|(noun, side)| (lexicon.key(noun), (side != "any").then_some(side == "asked")))
        .collect();
    Vocabulary { phrases, nouns }
});

/// Who is said to take something back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenBackBy {
    /// Common nouns for bodies that stand there ("the union no longer insists on"), folded: the speaker's own, or another.
    pub bodies: Vec<String>,
    /// "I", "we".
    pub first_person: bool,
    /// "he", "she", "it".
    pub third_person: bool,
    /// "you", "they".
    pub others: bool,
    /// Words with a capital letter before the verb, folded, in order.
    pub names: Vec<String>,
}

/// Words that take a term back or give it another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// Bytes of the words that do it.
    pub words: Range<usize>,
    /// Bytes of what is taken back, behind the noun where there is one; empty where nothing is said ("withdrew her offer").
    pub what: Range<usize>,
    /// Whether it is something asked; `None` where the words do not tell.
    pub asked: Option<bool>,
    /// Bytes of the value that it is given; `None` where it is taken back.
    pub value: Option<Range<usize>>,
    /// Whether only the party itself can say so.
    pub own_only: bool,
    /// Whether the term is the subject, so that nobody is said to do it: "the offer of 6 per cent had lapsed".
    pub of_itself: bool,
    /// Who does it.
    pub by: TakenBackBy,
    /// The owner of the demand, where one stands before the noun ("dropped Aldra's demand"), folded.
    pub of: Vec<String>,
}

/// The words of a text that take a term back or give it another value.
///
/// ```
/// let text = "Aldra no longer insists on foreign inspectors.";
/// let found = reportedly_link::withdrawals(text);
/// assert_eq!(&text[found[0].what.clone()], "foreign inspectors");
/// assert_eq!(found[0].by.names, ["aldra"]);
/// assert!(reportedly_link::withdrawals("Aldra withdrew its troops.").is_empty());
/// assert!(reportedly_link::withdrawals("Aldra has not dropped its demand for inspectors.").is_empty());
/// ```
pub fn withdrawals(text: &str) -> Vec<Withdrawal> {
    let v = &*VOCABULARY;
    let wording = Wording::new(text, false, Stance::default());
    let tokens = &wording.tokens;
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = v.phrases.iter().find(|(words, _)| {
            tokens.len() - at >= words.len() && words.iter().zip(&tokens[at..]).all(|(w, t)| *w == t.key)
        });
        let Some((words, follows)) = found else {
            at += 1;
            continue;
        };
        let end = at + words.len();
        let made = match follows {
            Follows::Lapse if conditional(tokens, at) || (tokens[at].sign < 0 && words.len() == 1) => None,
            Follows::Lapse => noun_before(text, tokens, at, at, end),
            Follows::Term | Follows::Value if undone(tokens, at) => None,
            Follows::Term => with_noun(text, tokens, at, end).map(|found| {
                // "dropped its demand to 7 percent": another value, and nothing taken back.
                let to = tokens.iter().find(|t| t.bytes.start as usize >= found.words.end);
                match to.filter(|t| t.written == "to").and_then(|_| valued(text, &wording, &found, at)) {
                    Some(valued) => valued,
                    None => found,
                }
            }),
            Follows::Value => {
                with_noun(text, tokens, at, end).and_then(|found| valued(text, &wording, &found, at))
            }
            Follows::Object | Follows::ObjectOwn if conditional(tokens, at) => None,
            Follows::Object | Follows::ObjectOwn => {
                let what = clause_from(text, tokens, at, end);
                (!what.is_empty()).then(|| Withdrawal {
                    words: span(tokens, at, end),
                    what,
                    // One insists on, demands and asks for what is asked.
                    asked: Some(true),
                    value: None,
                    own_only: *follows == Follows::ObjectOwn,
                    of_itself: false,
                    by: by(tokens, at),
                    of: Vec::new(),
                })
            }
        };
        out.extend(made);
        at = end;
    }
    out
}

fn span(tokens: &[Token], from: usize, to: usize) -> Range<usize> {
    tokens[from].bytes.start as usize..tokens[to - 1].bytes.end as usize
}

/// The rest of the clause from token `from`; "and" with a verb of its own ends it, a list does not.
fn clause_from(text: &str, tokens: &[Token], verb: usize, from: usize) -> Range<usize> {
    let Some(first) = tokens.get(from).filter(|t| t.clause == tokens[verb].clause) else {
        let end = tokens[from - 1].bytes.end as usize;
        return end..end;
    };
    let last = tokens[from..].iter().take_while(|t| t.clause == first.clause).count() + from;
    let range = span(tokens, from, last);
    if text.get(range.clone()).is_some() { range } else { 0..0 }
}

/// Whether the sentence up to the verb makes it a possibility.
fn conditional(tokens: &[Token], at: usize) -> bool {
    let sentence = tokens[at].sentence;
    tokens[..at].iter().rev().take_while(|t| t.sentence == sentence).any(|t| {
        matches!(t.written.as_str(), "if" | "unless" | "whether" | "might" | "could" | "may" | "should")
    }) || tokens[at + 1..]
        .iter()
        .take_while(|t| t.sentence == sentence)
        .any(|t| matches!(t.written.as_str(), "if" | "unless"))
}

fn undone(tokens: &[Token], at: usize) -> bool {
    let before = &tokens[at.saturating_sub(UNDONE_REACH)..at];
    let agreed_to = before.len() > 1
        && before[before.len() - 1].written == "to"
        && matches!(before[before.len() - 2].key.as_str(), "agre" | "decid" | "have");
    let denied = tokens[at].sign < 0;
    denied
        || conditional(tokens, at)
        || !agreed_to
            && before
                .iter()
                .filter(|t| t.clause == tokens[at].clause)
                .any(|t| UNDONE.contains(&t.written.as_str()) || UNDONE.contains(&t.key.as_str()))
}

/// "withdrew its demand for inspectors", "the demand for inspectors was withdrawn".
fn with_noun(text: &str, tokens: &[Token], at: usize, end: usize) -> Option<Withdrawal> {
    let v = &*VOCABULARY;
    let clause = tokens[at].clause;
    let noun_in = |range: Range<usize>| range.clone().find(|&n| v.nouns.contains_key(&tokens[n].key));
    let ahead = noun_in(end..tokens.len().min(end + NOUN_REACH)).filter(|&n| tokens[n].clause == clause);
    if let Some(noun) = ahead {
        let linked = tokens.get(noun + 1).filter(|t| t.clause == clause);
        let skip = linked
            .is_some_and(|t| matches!(t.written.as_str(), "for" | "that" | "on" | "of" | "to" | "about"));
        return Some(Withdrawal {
            words: span(tokens, at, noun + 1),
            what: if skip {
                clause_from(text, tokens, at, noun + 2)
            } else {
                before_noun(text, tokens, end, noun)
            },
            asked: v.nouns.get(&tokens[noun].key).copied().flatten(),
            value: None,
            own_only: false,
            of_itself: false,
            by: by(tokens, at),
            of: names(&tokens[end..noun]),
        });
    }
    let passive = tokens[at].written.ends_with("ed") || tokens[at].written.ends_with('n');
    let be = at
        .checked_sub(1)
        .is_some_and(|n| matches!(tokens[n].written.as_str(), "was" | "been" | "were" | "is" | "are"));
    (passive && be).then(|| noun_before(text, tokens, at - 1, at - 1, end)).flatten()
}

/// "The demand for inspectors" before token `verb`; the words that take back are those from `from` to `end`.
fn noun_before(text: &str, tokens: &[Token], verb: usize, from: usize, end: usize) -> Option<Withdrawal> {
    /// Words beside a verb that say nothing of what is taken back.
    const AUXILIARY: &[&str] = &["was", "were", "is", "are", "has", "have", "had", "been", "now"];
    let v = &*VOCABULARY;
    let clause = tokens.get(verb)?.clause;
    let noun = (verb.saturating_sub(PASSIVE_REACH)..verb)
        .find(|&n| tokens[n].clause == clause && v.nouns.contains_key(&tokens[n].key))?;
    if tokens[noun..verb].iter().any(|t| UNDONE.contains(&t.written.as_str()) && t.written != "to") {
        return None;
    }
    let before: Vec<&Token> = tokens[..noun].iter().filter(|t| t.clause == clause).collect();
    let linked = noun + 1 < verb
        && matches!(tokens[noun + 1].written.as_str(), "for" | "that" | "on" | "of" | "to" | "about");
    let last = (noun + 2..verb).rev().find(|&n| !AUXILIARY.contains(&tokens[n].written.as_str()));
    let what = match last.filter(|_| linked) {
        Some(last) => span(tokens, noun + 2, last + 1),
        None => nothing(tokens, noun),
    };
    Some(Withdrawal {
        words: span(tokens, from, end),
        what: if text.get(what.clone()).is_some() { what } else { 0..0 },
        asked: v.nouns.get(&tokens[noun].key).copied().flatten(),
        value: None,
        own_only: false,
        of_itself: true,
        by: by(tokens, noun),
        of: before.iter().filter(|t| t.capital).map(|t| t.written.clone()).collect(),
    })
}

/// Words that name a term, as words that give it the value behind them.
fn valued(text: &str, wording: &Wording, found: &Withdrawal, at: usize) -> Option<Withdrawal> {
    let value = value_behind(text, wording, found.words.end, wording.tokens[at].sentence)?;
    Some(Withdrawal { words: found.words.start..value.end, value: Some(value), ..found.clone() })
}

/// "to 20 million crowns" behind byte `from`, in the same sentence.
fn value_behind(text: &str, wording: &Wording, from: usize, sentence: u32) -> Option<Range<usize>> {
    let found = quantities(text, wording).into_iter().find(|quantity| {
        let first = quantity.tokens.start;
        let behind = quantity.bytes.start > from && wording.tokens[first].sentence == sentence;
        behind && first > 0 && wording.tokens[first - 1].written == "to"
    })?;
    text.get(found.bytes.clone()).map(|_| found.bytes)
}

/// "drops its | fuel tax | demand": what is asked, told before the noun.
fn before_noun(text: &str, tokens: &[Token], from: usize, noun: usize) -> Range<usize> {
    /// Words before a noun for a term that say nothing of what it is about.
    const WHOSE: &[&str] = &[
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "the",
        "a",
        "an",
        "all",
        "any",
        "this",
        "that",
        "earlier",
        "previous",
        "key",
        "main",
        "central",
        "core",
        "original",
        "initial",
        "old",
        "own",
        "last",
        "latest",
        "first",
        "former",
        "other",
        "new",
        "with",
        "immediate",
        "effect",
        "long-standing",
        "controversial",
    ];
    let start = (from..noun).find(|&n| !WHOSE.contains(&tokens[n].written.as_str()));
    let named = tokens[from..noun].iter().any(|t| t.capital);
    match start.filter(|_| !named) {
        Some(start) => {
            let range = span(tokens, start, noun);
            if text.get(range.clone()).is_some() { range } else { nothing(tokens, noun) }
        }
        None => nothing(tokens, noun),
    }
}

fn nothing(tokens: &[Token], noun: usize) -> Range<usize> {
    let end = tokens[noun].bytes.end as usize;
    end..end
}

fn names(tokens: &[Token]) -> Vec<String> {
    tokens.iter().filter(|t| t.capital).map(|t| t.written.clone()).collect()
}

/// Who stands before the verb in its clause.
fn by(tokens: &[Token], verb: usize) -> TakenBackBy {
    let clause = tokens[verb].clause;
    let before: Vec<&Token> = tokens[..verb].iter().filter(|t| t.clause == clause).collect();
    let has = |words: &[&str]| before.iter().any(|t| words.contains(&t.written.as_str()));
    let lexicon = Lexicon::shared();
    TakenBackBy {
        bodies: before.iter().map(|t| &t.written).filter(|w| is_body(w)).cloned().collect(),
        first_person: has(&["i", "we"]),
        third_person: has(&["he", "she", "it"]),
        others: has(&["you", "they", "who", "which", "nobody", "anyone", "someone"]),
        names: before
            .iter()
            .filter(|t| t.capital && t.written.len() > 1 && !lexicon.is_function_word(&t.written))
            // "Aldra on Monday dropped its demand": no one's name.
            .filter(|t| !is_calendar(&t.written))
            .map(|t| t.written.clone())
            .collect(),
    }
}

/// Whether a lower-case word is a common noun for a body that one speaks for: "union", "government".
pub fn is_body(word: &str) -> bool {
    OWN_SIDE.contains(&word)
}

/// Words that put one thing in place of another, as bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The words that do it.
    pub words: Range<usize>,
    /// What is no more asked or given.
    pub old: Range<usize>,
    /// What is, the old and the words between left out: parts in text order.
    pub new: Vec<Range<usize>>,
}

/// Openers of what is replaced.
const IN_PLACE: &[&[&str]] = &[&["instead", "of"], &["rather", "than"], &["in", "place", "of"]];

/// "observers instead of inspectors", "not the towns but the road", "no longer the towns but the road": each with its sides.
///
/// ```
/// let text = "We want observers instead of inspectors.";
/// let found = reportedly_link::replacements(text);
/// assert_eq!(&text[found[0].old.clone()], "inspectors");
/// assert_eq!(&text[found[0].new[0].clone()], "We want observers");
/// let text = "not asking for the towns but for the road";
/// assert_eq!(&text[reportedly_link::replacements(text)[0].new[0].clone()], "for the road");
/// ```
pub fn replacements(text: &str) -> Vec<Replacement> {
    let wording = Wording::new(text, false, Stance::default());
    let tokens = &wording.tokens;
    let mut out = Vec::new();
    let is = |n: usize, word: &str| tokens.get(n).is_some_and(|t| t.written == word);
    let sentence_of = |n: usize| {
        let own = tokens[n].sentence;
        let first = tokens.iter().position(|t| t.sentence == own).unwrap_or(n);
        let last = tokens.iter().rposition(|t| t.sentence == own).unwrap_or(n);
        first..last + 1
    };
    for at in 0..tokens.len() {
        let phrase = IN_PLACE.iter().find(|words| words.iter().enumerate().all(|(n, w)| is(at + n, w)));
        if let Some(words) = phrase {
            let from = at + words.len();
            let Some(first) = tokens.get(from) else { continue };
            let end = tokens[from..].iter().take_while(|t| t.clause == first.clause).count() + from;
            let sentence = sentence_of(at);
            let new = [sentence.start..at, end..sentence.end];
            out.push(Replacement {
                words: span(tokens, at, from),
                old: span(tokens, from, end),
                new: new
                    .into_iter()
                    .filter(|r| !r.is_empty())
                    .map(|r| span(tokens, r.start, r.end))
                    .collect(),
            });
            continue;
        }
        let not = usize::from(is(at, "not")) + 2 * usize::from(is(at, "no") && is(at + 1, "longer"));
        if not == 0 || is(at + 1, "only") || is(at + 1, "just") || is(at + 1, "merely") {
            continue;
        }
        let sentence = sentence_of(at);
        let but = (at + not..sentence.end).find(|&n| is(n, "but"));
        if let Some(but) = but.filter(|&but| but > at + not && but + 1 < sentence.end && !is(but + 1, "also"))
        {
            out.push(Replacement {
                words: span(tokens, at, but + 1),
                old: span(tokens, at + not, but),
                new: vec![span(tokens, but + 1, sentence.end)],
            });
        }
    }
    out.retain(|r| {
        !r.new.is_empty()
            && text.get(r.old.clone()).is_some()
            && r.new.iter().all(|n| text.get(n.clone()).is_some())
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn what(text: &str) -> Vec<String> {
        withdrawals(text).into_iter().map(|w| text[w.what].to_string()).collect()
    }

    #[test]
    fn words_that_take_back_name_what() {
        assert_eq!(what("We withdrew our demand for inspectors, he said"), ["inspectors"]);
        assert_eq!(
            what("Aldra has dropped its demand that the towns be disarmed"),
            ["the towns be disarmed"]
        );
        assert_eq!(what("she would not insist on a signature"), ["a signature"]);
        assert_eq!(what("the demand for inspectors was withdrawn"), ["inspectors"]);
        assert_eq!(what("Aldra agreed to drop its claim to the island"), ["the island"]);
        assert!(withdrawals("the offer of 6 per cent over two years had lapsed")[0].of_itself);
        assert!(!withdrawals("Venn withdrew her offer")[0].of_itself);
        assert_eq!(what("Venn withdrew her offer"), [""]);
        assert_eq!(withdrawals("Venn withdrew her offer")[0].asked, Some(false));
        assert_eq!(
            what("the offer of 6 per cent over two years had lapsed at midnight"),
            ["6 per cent over two years"]
        );
        assert_eq!(what("Aldra no longer felt bound by its promise on the ferry"), ["the ferry"]);
        assert_eq!(what("Aldra went back on its pledge to open the port"), ["open the port"]);
        assert_eq!(what("Aldra's proposal is off the table"), [""]);
        assert_eq!(what("Venn drops fuel tax demand"), ["fuel tax"]);
        assert_eq!(what("Venn dropped her original demand"), [""]);
        assert_eq!(what("Venn dropped Aldra's demand"), [""]);
        assert_eq!(withdrawals("Aldra's proposal is off the table")[0].of, ["aldra"]);
        assert_eq!(withdrawals("Aldra on Monday dropped its demand for inspectors")[0].by.names, ["aldra"]);
    }

    #[test]
    fn what_is_denied_asked_possible_or_not_of_terms_takes_nothing_back() {
        for text in [
            "Aldra has not dropped its demand for inspectors",
            "Aldra never withdrew its demand for inspectors",
            "Orlin urged Aldra to drop its demand for inspectors",
            "Aldra would drop its demand for inspectors if the convoys stopped",
            "Aldra might withdraw its offer",
            "Aldra withdrew its troops from Orlu",
            "the helicopter dropped leaflets",
            "she refused to drop the condition",
            "if Aldra no longer insists on inspectors, talks can begin",
            "Aldra cut its demand for steel by half",
            "the offer would lapse on December 1",
            "the offer would lapse unless Aldra accepted it",
        ] {
            assert!(withdrawals(text).is_empty(), "{text}: {:?}", withdrawals(text));
        }
    }

    #[test]
    fn who_takes_back_is_told_apart() {
        let by = |text: &str| withdrawals(text)[0].by.clone();
        assert!(by("we no longer insist on inspectors").first_person);
        assert!(by("they no longer insist on inspectors").others);
        assert_eq!(by("the union no longer insisted on inspectors").bodies, ["union"]);
        assert_eq!(by("yesterday Ivo Maros withdrew the demand").names, ["ivo", "maros"]);
        assert!(withdrawals("we are not asking for land")[0].own_only);
    }

    #[test]
    fn words_that_give_a_term_another_value_name_it() {
        let value = |text: &str| {
            let found = withdrawals(text);
            found.first().and_then(|w| w.value.clone()).map(|range| text[range].to_string())
        };
        assert_eq!(
            value("Venn cut her demand for the port to 25 million crowns"),
            Some("25 million crowns".into())
        );
        assert_eq!(value("Aldra raised its offer to 9 per cent on Monday"), Some("9 per cent".into()));
        assert_eq!(value("Venn improved her offer to 9 per cent"), Some("9 per cent".into()));
        assert_eq!(value("Venn dropped her demand to 7 per cent"), Some("7 per cent".into()));
        assert_eq!(value("Aldra lowered its demand to the port"), None);
        assert_eq!(value("Aldra would lower its demand to 20 million"), None);
        assert_eq!(value("Aldra cut wages to 20 crowns"), None);
    }

    #[test]
    fn replacing_words_have_an_old_and_a_new_side() {
        let sides = |text: &str| {
            let found = &replacements(text)[0];
            (text[found.old.clone()].to_string(), text[found.new[0].clone()].to_string())
        };
        assert_eq!(
            sides("not asking for the towns to be disarmed but for observers on the road"),
            ("asking for the towns to be disarmed".into(), "for observers on the road".into())
        );
        assert_eq!(sides("no longer inspectors but observers"), ("inspectors".into(), "observers".into()));
        assert!(replacements("not only the towns but also the road").is_empty());
        assert!(replacements("we want the towns").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_gives_ranges_inside_it(text in "[a-z ,.’é]{0,40}(no longer insist on|withdrew the demand|instead of|not|but)[a-z ,.’é]{0,40}") {
            for found in withdrawals(&text) {
                prop_assert!(text.get(found.words).is_some() && text.get(found.what).is_some());
            }
            for found in replacements(&text) {
                prop_assert!(text.get(found.words).is_some() && text.get(found.old).is_some());
            }
        }
    }
}
