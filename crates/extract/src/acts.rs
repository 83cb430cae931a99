//! What saying it does: by the cue, by the form of the content, else inferred. Every statement does something.

use crate::cue::Cue;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{Act, ActBasis, ActFound, Kind, Span};

/// The acts of one statement, at least one, in the order of [`Act::ALL`]; each act once, with its best basis.
pub fn acts(words: &Words, cue: &Cue, content: &[Span], kind: Kind) -> Vec<ActFound> {
    let at: Vec<usize> = content.iter().flat_map(|s| words.inside(*s)).collect();
    let mut found: Vec<ActFound> = Vec::new();
    let mut add = |act: Act, basis: ActBasis| match found.iter_mut().find(|f| f.act == act) {
        Some(known) => known.basis = known.basis.min(basis),
        None => found.push(ActFound { act, basis }),
    };
    if cue.no_comment {
        return vec![ActFound { act: Act::NoComment, basis: ActBasis::Cue }];
    }
    let first = at.iter().copied().find(|w| words.all[*w].is_word);
    let opens_with_to = first.is_some_and(|w| words.all[w].is("to"));
    if let Some(entry) = cue.entry {
        for act in &entry.acts {
            let asks_to_act = opens_with_to && *act == Act::Question;
            add(if asks_to_act { Act::Demand } else { *act }, ActBasis::Cue);
        }
        if entry.tells && opens_with_to && entry.acts.is_empty() {
            add(Act::Demand, ActBasis::Cue);
        }
    }
    for (act, basis) in forms(words, &at, kind) {
        add(act, basis);
    }
    if found.is_empty() {
        found.push(ActFound { act: Act::Assertion, basis: ActBasis::Inferred });
    }
    found.sort();
    found
}

/// Who a modal or verb is said of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// "I", "we".
    First,
    /// The pronoun that opens reported words: the speaker, or someone before him.
    Reported,
    /// Anyone else.
    Other,
}

fn subject(words: &Words, at: &[usize], n: usize, kind: Kind) -> Subject {
    const REACH: usize = 5;
    let from = n.saturating_sub(REACH);
    for i in (from..n).rev() {
        let word = &words.all[at[i]];
        if !word.is_word && !matches!(word.text, "'" | "’") {
            break;
        }
        if word.among(&["i", "we"]) {
            return Subject::First;
        }
        let opens = at[..i].iter().filter(|w| words.all[**w].is_word).count() <= 1;
        if word.among(&["he", "she", "they", "it"]) {
            return if opens && kind != Kind::Direct { Subject::Reported } else { Subject::Other };
        }
        let nounlike = !vocabulary().filler.has(&word.lower) && !word.lower.ends_with("ly");
        if nounlike {
            return Subject::Other;
        }
    }
    Subject::Other
}

/// Acts shown by the form of the content.
fn forms(words: &Words, at: &[usize], kind: Kind) -> Vec<(Act, ActBasis)> {
    use ActBasis::{Form, Inferred};
    let v = vocabulary();
    let lower = |n: usize| at.get(n).map_or("", |w| words.lower(*w));
    let near = |n: usize, set: &[&str]| (1..=3).any(|k| set.contains(&lower(n + k)));
    let mut out: Vec<(Act, ActBasis)> = Vec::new();
    // "how taxes should be raised" asks or explains; it demands nothing.
    let embedded = matches!(lower(0), "why" | "how" | "whether" | "if" | "what" | "who" | "when" | "where");
    if asks(words, at) {
        out.push((Act::Question, Form));
    }
    if lower(0) == "because" || (lower(0) == "that" && lower(1) == "because") {
        out.push((Act::Justification, Form));
    }
    if commands(words, at) {
        out.push((Act::Demand, Form));
    }
    for n in 0..at.len() {
        let word = lower(n);
        let denied = near(n, &["not", "n't", "never"]) && !breaks(words, at, n);
        match word {
            "will" | "'ll" | "shall" | "wo" | "would" | "'d" => {
                let who = subject(words, at, n, kind);
                let refused = denied || word == "wo";
                let verb = (1..=4)
                    .map(|k| lower(n + k))
                    .find(|w| {
                        !w.is_empty() && !matches!(*w, "not" | "n't" | "never" | "also" | "be" | "always")
                    })
                    .map(|w| v.lemmas.verb(w))
                    .unwrap_or_default();
                let threat = v.threats.has(&verb);
                // "the crews will strike unless …": a threat, whoever is to carry it out.
                if threat && !refused && (n..at.len()).any(|k| lower(k) == "unless") {
                    out.push((Act::Threat, Inferred));
                }
                match (who, refused) {
                    (Subject::First, true) if word != "would" && word != "'d" => {
                        out.push((Act::Refusal, Form))
                    }
                    (Subject::First, false) if word != "would" && word != "'d" => {
                        out.push((if threat { Act::Threat } else { Act::Promise }, Form));
                    }
                    (Subject::Reported, true) => out.push((Act::Refusal, Inferred)),
                    (Subject::Reported, false) => {
                        out.push((if threat { Act::Threat } else { Act::Promise }, Inferred));
                    }
                    (Subject::Other, _) if matches!(word, "will" | "wo" | "'ll") => {
                        out.push((Act::Prediction, Inferred))
                    }
                    _ => {}
                }
            }
            "must" | "should" | "ought" if !embedded => {
                let inverted = matches!(lower(n + 1), "he" | "she" | "it" | "they" | "we" | "you" | "i");
                let supposed = matches!(lower(n + 1), "have" | "be") && word == "should";
                if subject(words, at, n, kind) == Subject::Other && !inverted {
                    let sure = word == "must" && lower(n + 1) != "be" && lower(n + 1) != "have";
                    if sure || (!supposed && acts_for_itself(words, at, n)) {
                        out.push((Act::Demand, if sure { Form } else { Inferred }));
                    }
                }
            }
            "needs" | "need" | "has" | "have" if lower(n + 1) == "to" => {
                let who = subject(words, at, n, kind);
                let unreal =
                    n > 0 && matches!(lower(n - 1), "not" | "n't" | "would" | "will" | "may" | "might");
                if who == Subject::Other && !unreal && !matches!(lower(n + 2), "be" | "do") {
                    out.push((Act::Demand, Inferred));
                }
            }
            "ready" | "willing" | "prepared" | "open"
                if matches!(lower(n + 1), "to" | "for")
                    && !matches!(lower(n + 2), "the" | "public" | "use") =>
            {
                let who = subject_of_copula(words, at, n, kind);
                let not = (1..=3).any(|k| n >= k && matches!(lower(n - k), "not" | "n't" | "never" | "no"));
                let basis = if who == Subject::First { Form } else { Inferred };
                if who != Subject::Other {
                    out.push((if not { Act::Refusal } else { Act::Offer }, basis));
                }
            }
            "refuse" | "reject" | "oppose" if subject(words, at, n, kind) == Subject::First => {
                out.push((Act::Refusal, Form));
            }
            "rule" | "ruled" if lower(n + 1) == "out" && subject(words, at, n, kind) != Subject::Other => {
                out.push((Act::Refusal, Form));
            }
            "accept" | "agree" if subject(words, at, n, kind) == Subject::First => {
                let not = n > 0 && matches!(lower(n - 1), "not" | "n't" | "never" | "cannot");
                let hedged = n > 0 && matches!(lower(n - 1), "to" | "would" | "could" | "might");
                if !hedged {
                    out.push((if not { Act::Refusal } else { Act::Acceptance }, Form));
                }
            }
            "false" | "untrue" | "baseless" | "nonsense" | "unfounded" | "fabricated" | "fabrication"
                if n >= 1
                    && (1..=4)
                        .any(|k| n >= k && matches!(lower(n - k), "is" | "are" | "was" | "were" | "'s")) =>
            {
                out.push((Act::Denial, Inferred));
            }
            "lied" | "lying" | "violated" | "violating" | "betrayed" | "sabotaged" | "guilty"
                if n > 0 && subject(words, at, n, kind) == Subject::Other =>
            {
                out.push((Act::Accusation, Inferred));
            }
            _ => {}
        }
    }
    out
}

/// Whether the word before a modal names someone who can act: a name, a pronoun for people, people or a body.
fn acts_for_itself(words: &Words, at: &[usize], n: usize) -> bool {
    let v = vocabulary();
    let Some(before) = n.checked_sub(1).and_then(|i| words.get(at[i])) else { return false };
    let noun = v.lemmas.noun(&before.lower);
    (before.is_capital && before.is_word)
        || before.among(&["they", "you", "he", "she"])
        || v.organisations.has(&noun)
        || v.person_nouns.has(&noun)
        || v.offices.has(&noun)
        || v.groups.has(&before.lower)
}

/// Punctuation between a modal and a negation after it.
fn breaks(words: &Words, at: &[usize], n: usize) -> bool {
    (1..=3)
        .map_while(|k| at.get(n + k))
        .take_while(|w| !words.all[**w].among(&["not", "n't", "never"]))
        .any(|w| !words.all[*w].is_word)
}

/// "We are ready", "he is willing": the subject before the copula; without one ("ready to talk") the speaker's own.
fn subject_of_copula(words: &Words, at: &[usize], n: usize, kind: Kind) -> Subject {
    let copula = (n.saturating_sub(4)..n).rev().find(|i| {
        words.all[at[*i]]
            .among(&["am", "are", "is", "was", "were", "be", "'m", "'re", "'s", "remain", "remains"])
    });
    match copula {
        Some(i) => subject(words, at, i, kind),
        None if n <= 1 => Subject::Reported,
        None => Subject::Other,
    }
}

/// A quotation or clause that ends in a question mark.
fn asks(words: &Words, at: &[usize]) -> bool {
    at.iter().rev().take(2).any(|w| words.all[*w].text == "?")
}

/// A quotation that opens with a bare verb and what it acts on: "Stop the convoys".
fn commands(words: &Words, at: &[usize]) -> bool {
    let v = vocabulary();
    let mut plain = at.iter().copied().filter(|w| words.all[*w].is_word);
    let (Some(first), Some(second)) = (plain.next(), plain.next()) else { return false };
    let verb = &words.all[first];
    let object = words.all[second]
        .among(&["the", "your", "us", "them", "him", "her", "me", "this", "that", "these", "those"]);
    verb.quoted
        && verb.is_capital
        && object
        && v.lemmas.is_verb(&verb.lower)
        && !verb.among(&["thank", "see", "bless", "have", "do", "let", "like", "put", "set", "cut"])
}
