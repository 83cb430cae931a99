//! The words of a passage that tell of something that happened: its heads, with who acts and on what.

use crate::lexicon::{Lexicon, Phrases, entries};
use crate::wording::{Feature, Wording};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a kind of event needs to be one with another of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// Both told with their days.
    Days,
    /// What it acts on.
    Object,
}

struct Kind {
    name: &'static str,
    /// Index of the first kind of its family.
    family: u16,
    needs: Needs,
    /// Whether it befalls one and the same person only once in a long time.
    once: bool,
}

struct Vocabulary {
    kinds: Vec<Kind>,
    members: Phrases<u16>,
}

static HAPPENINGS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let rows: Vec<Vec<&'static str>> = entries(include_str!("../../vocabulary/happenings.tsv"))
        .map(|line| line.split('\t').collect())
        .collect();
    let family = |row: &[&str]| rows.iter().position(|r| r[1] == row[1]).unwrap_or_default() as u16;
    let kinds = rows.iter().map(|row| {
        let has = |mark: &str| row[2].split(',').any(|m| m == mark);
        let needs = match (has("object"), has("dated")) {
            (true, _) => Needs::Object,
            (false, true) => Needs::Days,
            (false, false) => Needs::Nothing,
        };
        Kind { name: row[0], family: family(row), needs, once: has("once") }
    });
    let kinds = kinds.collect();
    let members = rows
        .iter()
        .enumerate()
        .flat_map(|(kind, row)| row[3].split(" | ").map(move |words| (words, kind as u16)));
    Vocabulary { kinds, members: Phrases::read(Lexicon::shared(), members) }
});

/// What happened: a kind of event, with what it acts on where the kind needs that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Happening {
    kind: u16,
    object: Option<u64>,
}

/// A family of kinds, with what they act on.
pub(crate) type Family = (u16, Option<u64>);

impl Happening {
    /// The kind's name.
    pub(crate) fn name(&self) -> &'static str {
        HAPPENINGS.kinds[self.kind as usize].name
    }

    /// The same of its whole family, with what it acts on.
    pub(crate) fn family(&self) -> Family {
        (HAPPENINGS.kinds[self.kind as usize].family, self.object)
    }

    /// Whether its kind needs what it acts on to be told from others.
    pub(crate) fn acts_on_an_object(&self) -> bool {
        self.object.is_some()
    }

    /// Whether it is one event with another of its kind only where both are told with their days.
    pub(crate) fn needs_days(&self) -> bool {
        HAPPENINGS.kinds[self.kind as usize].needs == Needs::Days
    }

    /// Whether it befalls one and the same person only once in a long time.
    pub(crate) fn befalls_once(&self) -> bool {
        HAPPENINGS.kinds[self.kind as usize].once
    }
}

/// The kind of what is no happening, though a word of it is ("a dead heat").
const NO_HAPPENING: &str = "none";

/// Words that tell of something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// What.
    pub happening: Happening,
    /// Its tokens.
    pub at: usize,
    pub length: usize,
    /// Whether it is denied.
    pub denied: bool,
    /// Whether it only says when, of what or about what something else is ("after the vote", "the father of a slain soldier").
    pub aside: bool,
    /// Content words before it in its clause that say who acts; after "by" where it is passive. Word keys, in text order.
    pub agents: Vec<String>,
    /// Those on which it acts.
    pub patients: Vec<String>,
}

/// Words before a head in its clause that make it something not yet, or not known to have, happened.
const NOT_REAL: &[&str] = &[
    "will",
    "would",
    "shall",
    "could",
    "should",
    "may",
    "might",
    "must",
    "can",
    "if",
    "whether",
    "ready",
    "want",
    "wants",
    "wanted",
    "plan",
    "plans",
    "planned",
    "hope",
    "hopes",
    "threatened",
    "promised",
    "unless",
    "until",
    "poised",
    "expected",
    "likely",
    "due",
    "hoping",
    "trying",
    "bid",
    "demand",
    "demanded",
    "demands",
    "calls",
    "called",
    "urged",
    "urges",
    "ask",
    "asked",
    "going",
    "merits",
    "deserves",
    "warrants",
];

/// After these an infinitive tells of something that happened, or was kept from happening.
const TOLD_BY_INFINITIVE: &[&str] =
    &["failed", "refused", "refuses", "managed", "tried", "began", "started", "used", "declined", "forced"];

const FORMS_OF_BE: &[&str] = &["is", "are", "was", "were", "been", "being", "be", "got"];

/// Tokens between a head and what it acts on, at most.
const OBJECT_REACH: usize = 8;

/// What a head acts on may stand so many words of content before it ("talks between the two sides collapsed").
const BEFORE: usize = 2;

/// And so many after it.
const AFTER: usize = 3;

/// Words lighter than this say too little to tell one object from another, in thousandths.
const LEAST_OBJECT_WEIGHT: u32 = 1_800;

/// Every head of a passage, in text order; what the words say has not happened yet is left out.
pub(crate) fn heads(wording: &Wording) -> Vec<Head> {
    let tokens = &wording.tokens;
    let mut out = Vec::new();
    let mut n = 0;
    while n < tokens.len() {
        let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
        let Some((kind, length)) = HAPPENINGS.members.longest(words) else {
            n += 1;
            continue;
        };
        let happens = HAPPENINGS.kinds[kind as usize].name != NO_HAPPENING && is_real(wording, n);
        if happens && !(tokens[n].capital && n > 0 && is_name(wording, n)) {
            push_heads(wording, kind, n, length, &mut out);
        }
        n += length;
    }
    out
}

pub(super) fn is_real(wording: &Wording, at: usize) -> bool {
    let tokens = &wording.tokens;
    let clause = tokens[at].clause;
    let before = tokens[..at].iter().rev().take_while(|t| t.clause == clause);
    let before: Vec<&str> = before.map(|t| t.written.as_str()).collect();
    if before.iter().any(|w| NOT_REAL.contains(w)) {
        return false;
    }
    match before.first() {
        Some(&"to") => before.get(1).is_some_and(|w| TOLD_BY_INFINITIVE.contains(w)),
        // "It is time that a prosecutor be appointed".
        Some(&"be") => false,
        _ => true,
    }
}

/// Prepositions after which a noun of what happened only says when, of what or about what something else is.
const BESIDE_THE_POINT: &[&str] = &[
    "after",
    "since",
    "following",
    "before",
    "until",
    "till",
    "during",
    "amid",
    "despite",
    "about",
    "on",
    "over",
    "of",
    "for",
    "to",
    "into",
    "from",
    "like",
    "as",
    "regarding",
    "concerning",
    "toward",
    "towards",
    "than",
    "ahead",
];

/// Words with which a noun's phrase begins.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "his", "her", "their", "its", "our", "this", "that", "those", "these", "s"];

/// Tokens of a noun's phrase before it, at most.
const PHRASE_TOKENS: usize = 6;

/// Whether the head at `at` is a noun behind a preposition, or a participle that only says what someone is.
fn is_aside(wording: &Wording, at: usize) -> bool {
    let tokens = &wording.tokens;
    let lexicon = Lexicon::shared();
    let head = &tokens[at];
    let content = |t: &crate::wording::Token| !lexicon.is_function_word(&t.written);
    if !head.capital && (head.written.ends_with("ed") || lexicon.is_past_form(&head.written)) {
        let determined = at > 0 && DETERMINERS.contains(&tokens[at - 1].written.as_str());
        return determined && tokens.get(at + 1).is_some_and(|t| t.clause == head.clause && content(t));
    }
    let phrase = (at.saturating_sub(PHRASE_TOKENS)..at).rev();
    for n in phrase.take_while(|&n| tokens[n].sentence == head.sentence) {
        let written = tokens[n].written.as_str();
        if BESIDE_THE_POINT.contains(&written) {
            // "To attack" is a verb.
            return !(written == "to" && n + 1 == at);
        }
        if tokens[n].clause != head.clause || !DETERMINERS.contains(&written) && !content(&tokens[n]) {
            return false;
        }
    }
    false
}

/// Whether what is denied before a head is something else: "has no comment on the man that killed him", "had no trouble in endorsing him". So it is
/// where only a time or a measure is denied: "has not won there since", "not closed above", "not the first time".
fn is_of_another(wording: &Wording, at: usize) -> bool {
    const BETWEEN: &[&str] = &["on", "in", "of", "with", "for", "about", "that", "who", "which", "to", "by"];
    let tokens = &wording.tokens;
    let clause = tokens[at].clause;
    let no = tokens[..at]
        .iter()
        .rposition(|t| matches!(t.written.as_str(), "no" | "without") && t.clause + 1 >= clause);
    let other = no.is_some_and(|no| {
        tokens[no].sentence == tokens[at].sentence
            && tokens[no + 1..at].iter().any(|t| BETWEEN.contains(&t.written.as_str()))
    });
    let first = |k: &[crate::wording::Token]| {
        k[0].written == "not" && k[1].written == "the" && k[2].written == "first" && k[2].clause == clause
    };
    let not_first = tokens[..at].windows(3).any(first);
    let since = tokens[at..]
        .iter()
        .take_while(|t| t.clause == clause)
        .any(|t| matches!(t.written.as_str(), "since" | "again" | "above" | "below"));
    other || since || not_first
}

fn push_heads(wording: &Wording, kind: u16, at: usize, length: usize, out: &mut Vec<Head>) {
    let tokens = &wording.tokens;
    let clause = tokens[at].clause;
    let denied = tokens[at].sign < 0 && !is_of_another(wording, at);
    let aside = is_aside(wording, at);
    let (agents, patients) = roles(wording, at, length);
    let head = |object| Head {
        happening: Happening { kind, object },
        at,
        length,
        denied,
        aside,
        agents: agents.clone(),
        patients: patients.clone(),
    };
    if HAPPENINGS.kinds[kind as usize].needs != Needs::Object {
        out.push(head(None));
        return;
    }
    let content = |f: &&Feature| {
        let Some(n) = f.at.map(|n| n as usize) else { return false };
        let beside = n.abs_diff(at) <= OBJECT_REACH && (n < at || n >= at + length);
        beside && f.weight >= LEAST_OBJECT_WEIGHT && tokens[n].clause == clause && tokens[n].number.is_none()
    };
    let beside: Vec<&Feature> = wording.occurrences.iter().filter(content).collect();
    let (before, after): (Vec<&Feature>, Vec<&Feature>) =
        beside.into_iter().partition(|f| f.at.is_some_and(|n| (n as usize) < at));
    let mut seen = BTreeSet::new();
    for f in after.into_iter().take(AFTER).chain(before.into_iter().rev().take(BEFORE)) {
        if seen.insert(f.of) {
            out.push(head(Some(f.of)));
        }
    }
}

/// Whether a token is a name: capital inside a sentence, or at its start and no listed word.
pub(crate) fn is_name(wording: &Wording, n: usize) -> bool {
    let token = &wording.tokens[n];
    let lexicon = Lexicon::shared();
    let inside = n > 0 && wording.tokens[n - 1].sentence == token.sentence;
    token.capital
        && token.number.is_none()
        && token.written.len() > 1
        && !lexicon.is_function_word(&token.written)
        && (inside && !in_title_case(wording) || lexicon.listed(&token.key).is_none())
}

/// Whether most longer words begin with a capital letter, so that capitals tell nothing.
fn in_title_case(wording: &Wording) -> bool {
    let long = || wording.tokens.iter().filter(|t| t.written.len() > 3 && t.number.is_none());
    let capitals = long().filter(|t| t.capital).count();
    long().count() > 3 && capitals * 5 >= long().count() * 4
}

/// Word keys of who acts and on whom, as far as the order of words tells: the subject ends with the first preposition or verb of the clause.
fn roles(wording: &Wording, at: usize, length: usize) -> (Vec<String>, Vec<String>) {
    let tokens = &wording.tokens;
    let clause = tokens[at].clause;
    let lexicon = Lexicon::shared();
    let content = |n: &usize| {
        let t = &tokens[*n];
        t.number.is_none() && !lexicon.is_function_word(&t.written) && t.key.len() > 1
    };
    let inside = |n: &usize| tokens[*n].clause == clause;
    let from = (0..at).rev().take_while(inside).last().unwrap_or(at);
    let end = (at..tokens.len()).take_while(inside).last().map_or(at, |n| n + 1);
    let ends_phrase = |n: usize| ENDS_PHRASE.contains(&tokens[n].written.as_str());
    let ends_subject = |n: usize| {
        let w = tokens[n].written.as_str();
        ends_phrase(n) || !tokens[n].capital && (w.ends_with("ed") || lexicon.is_past_form(w))
    };
    let from = from + usize::from(tokens[from].written == "that");
    // "The dramatic rescue of the girl": what stands before a noun says how it is, and not who acts.
    let noun = tokens.get(at + length).is_some_and(|t| t.written == "of" && t.clause == clause);
    let from = if noun { at } else { from };
    let subject = (from..at).take_while(|&n| !ends_subject(n)).filter(content);
    let by = (at + length..end).find(|&n| tokens[n].written == "by");
    let passive = by.is_some()
        && tokens[from..at].iter().rev().take(4).any(|t| FORMS_OF_BE.contains(&t.written.as_str()));
    let keys = |all: &mut dyn Iterator<Item = usize>| all.map(|n| tokens[n].key.clone()).collect::<Vec<_>>();
    match by.filter(|_| passive) {
        Some(by) => {
            (keys(&mut (by + 1..end).filter(content).take(OBJECT_WORDS)), keys(&mut subject.into_iter()))
        }
        None => {
            let object =
                (at + length..end).take_while(|&n| !ends_phrase(n)).filter(content).take(OBJECT_WORDS);
            (keys(&mut subject.into_iter()), keys(&mut object.into_iter()))
        }
    }
}

/// Words of content after a head that say on whom it acts, at most.
const OBJECT_WORDS: usize = 4;

/// Words that end a subject, beside verbs in the past, and an object.
pub(super) const ENDS_PHRASE: &[&str] = &[
    "in", "on", "at", "from", "with", "without", "by", "for", "to", "into", "near", "off", "out", "after",
    "before", "is", "are", "was", "were", "has", "have", "had", "be", "been", "will", "would", "did", "does",
    "do", "that",
];

/// A head's feature hash, so that overlap elsewhere can leave it out.
pub(crate) fn is_of_head(heads: &[Head], feature: &Feature) -> bool {
    feature.at.is_some_and(|n| heads.iter().any(|h| (h.at..h.at + h.length).contains(&(n as usize))))
        || heads.iter().any(|h| h.happening.object == Some(feature.of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    fn names(text: &str) -> Vec<&'static str> {
        let mut out: Vec<&str> =
            heads(&Wording::new(text, false, Stance::default())).iter().map(|h| h.happening.name()).collect();
        out.dedup();
        out
    }

    #[test]
    fn what_happened_is_told_from_what_may_happen() {
        assert_eq!(names("The barge rammed the gate at midnight."), ["collision"]);
        assert_eq!(names("The barge might ram the gate."), Vec::<&str>::new());
        assert_eq!(names("They threatened to shell the port."), Vec::<&str>::new());
        assert_eq!(names("Aldra refused to open the port."), ["refuse", "begin"]);
    }

    #[test]
    fn what_is_denied_is_the_happening_itself() {
        let denied = |text: &str| -> Vec<bool> {
            heads(&Wording::new(text, false, Stance::default())).iter().map(|h| h.denied).collect()
        };
        assert_eq!(denied("The barge did not ram the gate."), [true]);
        assert!(!denied("He has no comment on the man that killed her.").contains(&true));
        assert!(!denied("The party has not won there since 2000.").contains(&true));
        assert!(!denied("It is not the first time he attacked the port.").contains(&true));
        assert_eq!(names("The report merits the appointment of a judge."), Vec::<&str>::new());
        assert_eq!(names("It is time that a judge be appointed."), Vec::<&str>::new());
    }

    #[test]
    fn a_noun_that_only_dates_or_says_about_what_is_told_aside() {
        let aside = |text: &str| -> Vec<bool> {
            heads(&Wording::new(text, false, Stance::default())).iter().map(|h| h.aside).collect()
        };
        assert_eq!(aside("The barge rammed the gate."), [false]);
        assert_eq!(aside("The mood changed after the deadly attack in Sarn."), [true]);
        assert_eq!(aside("She made a film about the attack."), [true]);
        assert_eq!(aside("They left after rebels attacked the port."), [false]);
        assert_eq!(aside("He is the father of a slain soldier."), [true]);
        assert_eq!(aside("The race is a dead heat."), Vec::<bool>::new());
    }

    #[test]
    fn a_kind_that_acts_on_something_is_told_by_it() {
        let of = |text: &str| -> BTreeSet<Happening> {
            heads(&Wording::new(text, false, Stance::default())).iter().map(|h| h.happening).collect()
        };
        let shared = |a: &str, b: &str| of(a).intersection(&of(b)).count();
        assert!(shared("Tolmark broke off the negotiations.", "The talks collapsed.") > 0);
        assert_eq!(shared("Tolmark broke off the negotiations.", "The bridge collapsed."), 0);
    }

    #[test]
    fn who_acts_stands_before_and_after_by_in_the_passive() {
        let head = |text: &str| heads(&Wording::new(text, false, Stance::default())).remove(0);
        let active = head("The patrol boat rammed the barge.");
        let passive = head("The barge was rammed by the patrol boat.");
        assert_eq!(active.agents, ["patrol", "boat"]);
        assert_eq!(active.patients, ["barg"]);
        assert_eq!((active.agents, active.patients), (passive.agents, passive.patients));
    }
}
