//! What saying it does: by the cue, by the form of the content, else inferred. Every statement does something.

use crate::cue::Cue;
use crate::vocabulary::{Whose, vocabulary};
use crate::words::Words;
use reportedly_schema::{Act, ActBasis, ActFound, Kind, Span, Term, TermRole};

/// Verbs that carry a noun of saying: "made an offer", "repeated her demand".
const CARRYING: &[&str] = &[
    "make",
    "issue",
    "give",
    "put",
    "extend",
    "renew",
    "repeat",
    "reiterate",
    "present",
    "voice",
    "express",
    "submit",
    "deliver",
    "send",
    "restate",
    "reaffirm",
    "table",
    "lodge",
    "hold",
];

/// Verbs that refuse or deny what they govern: "refused to rule out".
const REFUSING: &[&str] = &["refuse", "decline", "unwilling", "reluctant", "fail", "hesitate", "stop"];

/// The acts of one statement, at least one, in the order of [`Act::ALL`]; each act once, with its best basis.
///
/// A negated cue does not do what it says: "did not rule out" refuses nothing, "did not accept" refuses.
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
    let denied = cue.denied || twice_denied(words, cue, &at);
    for act in cue_acts(words, cue, &at) {
        match (act, denied) {
            (act, false) => add(act, ActBasis::Cue),
            (Act::Acceptance | Act::Agreement, true) => add(Act::Refusal, ActBasis::Cue),
            (_, true) => {}
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

/// The acts with those that the speaker's own terms show, where nothing else does: "insisted that they leave" demands.
pub fn with_terms(mut acts: Vec<ActFound>, terms: &[Term]) -> Vec<ActFound> {
    for term in terms.iter().filter(|t| t.held_by.is_speaker()) {
        let act = match term.role {
            TermRole::Demand => Act::Demand,
            TermRole::Offer => Act::Offer,
            TermRole::Guarantee => Act::Promise,
            TermRole::Concession => Act::Acceptance,
            TermRole::Condition => continue,
        };
        let shown = |a: &ActFound| {
            a.act == act || act == Act::Acceptance && matches!(a.act, Act::Agreement | Act::Refusal)
        };
        if !acts.iter().any(shown) {
            acts.push(ActFound { act, basis: ActBasis::Inferred });
            acts.retain(|a| *a != ActFound { act: Act::Assertion, basis: ActBasis::Inferred });
        }
    }
    acts.sort();
    acts
}

/// What the cue does, its negation aside.
fn cue_acts(words: &Words, cue: &Cue, at: &[usize]) -> Vec<Act> {
    let v = vocabulary();
    let mut plain = at.iter().copied().filter(|w| words.all[*w].is_word);
    let opens_with_to = plain.next().is_some_and(|w| words.all[w].is("to"));
    let Some(entry) = cue.entry.filter(|e| !e.acts.is_empty() || !CARRYING.contains(&cue.lemma.as_str()))
    else {
        // "made | an offer to pay": the noun says what it does.
        const NEAR: usize = 4;
        if !CARRYING.contains(&cue.lemma.as_str()) {
            return Vec::new();
        }
        let after = cue.words.last().map_or(0, |w| w + 1);
        let noun = (after..after + NEAR).map_while(|w| words.get(w).filter(|w| w.is_word)).find_map(|w| {
            v.cues.get(&v.lemmas.noun(&w.lower)).filter(|e| !e.acts.is_empty() && !w.lower.ends_with("ed"))
        });
        return noun.map(|e| e.acts.clone()).unwrap_or_default();
    };
    if entry.acts.is_empty() {
        return if entry.tells && (opens_with_to || orders(words, at)) {
            vec![Act::Demand]
        } else {
            Vec::new()
        };
    }
    let asks_to_act = opens_with_to || orders(words, at);
    let in_words = is_of_words(words, cue, at);
    entry
        .acts
        .iter()
        .filter(|act| !(in_words && **act == Act::Offer))
        .map(|act| if asks_to_act && *act == Act::Question { Act::Demand } else { *act })
        .collect()
}

/// "offered his thoughts on | the army", "offered | a defence of the plan": what is offered is said and not given.
fn is_of_words(words: &Words, cue: &Cue, at: &[usize]) -> bool {
    const FIRST: usize = 6;
    let v = vocabulary();
    let spoken = |w: &usize| crate::terms::is_noun_of(&v.lemmas.noun(words.lower(*w)), "spoken");
    let ends = |w: &usize| {
        words.all[*w].among(&["of", "to", "for", "on", "with", "that", "in", "about", "from", "at", "and"])
    };
    let head = cue.head.unwrap_or(usize::MAX);
    let noun =
        at.iter().copied().take(FIRST).filter(|w| words.all[*w].is_word).take_while(|w| !ends(w)).last();
    cue.words.iter().any(|w| *w > head && spoken(w)) || noun.is_some_and(|w| spoken(&w))
}

/// "Teluria to withdraw its troops": whom, then "to" and a bare verb.
fn orders(words: &Words, at: &[usize]) -> bool {
    const FURTHEST: usize = 8;
    let v = vocabulary();
    let near: Vec<usize> = at.iter().copied().take(FURTHEST).collect();
    near.windows(2).enumerate().any(|(n, pair)| {
        n > 0
            && words.all[pair[0]].is("to")
            && v.lemmas.is_verb(words.lower(pair[1]))
            && words.all[pair[1]].is_small()
            && !near[..=n].iter().any(|w| {
                words.all[*w].among(&[
                    "what", "how", "when", "where", "who", "whether", "if", "why", "about", "that", "which",
                ]) || words.all[*w]
                    .among(&["is", "are", "was", "were", "will", "would", "has", "have", "had"])
            })
    })
}

/// "refused to rule out": what is refused is itself a refusal.
fn twice_denied(words: &Words, cue: &Cue, at: &[usize]) -> bool {
    if !REFUSING.contains(&cue.lemma.as_str()) {
        return false;
    }
    let v = vocabulary();
    let head = cue.head.unwrap_or(0);
    let inside = cue.words.iter().copied().filter(|w| *w > head);
    inside.chain(at.iter().copied().take(3)).any(|w| {
        let verb = v.lemmas.verb(words.lower(w));
        let two = format!("{verb} {}", words.lower(w + 1));
        let governed = w > 0 && words.all[w - 1].is("to");
        governed
            && (matches!(two.as_str(), "rule out")
                || matches!(
                    verb.as_str(),
                    "exclude" | "deny" | "reject" | "condemn" | "criticise" | "criticize"
                ))
    })
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
    const REACH: usize = 6;
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
    // "We closed it because …": the speaker's own doing with its reason.
    let own_reason = (1..at.len()).any(|n| {
        lower(n) == "because"
            && lower(n - 1) != "not"
            && (0..n)
                .any(|k| matches!(lower(k), "we" | "i") && !matches!(lower(k + 1), "will" | "'ll" | "would"))
    });
    if own_reason {
        out.push((Act::Justification, Inferred));
    }
    // "We did not fire", "I never took a crown": the speaker denies.
    let own_denial = (0..at.len()).any(|n| {
        let own = matches!(lower(n), "we" | "i");
        own && (lower(n + 1) == "did" && matches!(lower(n + 2), "not" | "n't")
            || lower(n + 1) == "never"
                && v.lemmas.is_verb(&v.lemmas.verb(lower(n + 2)))
                && lower(n + 2) != v.lemmas.verb(lower(n + 2)))
    });
    if own_denial {
        out.push((Act::Denial, Inferred));
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
            _ => {}
        }
        out.extend(sign(words, at, n, kind));
    }
    out
}

/// The act that the words from place `n` of the content show, by `act_signs.tsv`.
fn sign(words: &Words, at: &[usize], n: usize, kind: Kind) -> Option<(Act, ActBasis)> {
    let v = vocabulary();
    let lower = |n: usize| at.get(n).map_or("", |w| words.lower(*w));
    let forms = [lower(n).to_string(), v.lemmas.verb(lower(n)), v.lemmas.noun(lower(n))];
    let longest = forms.iter().map(|f| v.signs.longest_from(f)).max().unwrap_or(0);
    let (length, sign) = (1..=longest.min(at.len() - n)).rev().find_map(|length| {
        forms.iter().find_map(|first| {
            let mut form = first.clone();
            for next in n + 1..n + length {
                form.push(' ');
                form.push_str(lower(next));
            }
            v.signs.get(&form).map(|s| (length, s))
        })
    })?;
    let one_word = length == 1 && !sign.words_alone;
    let idiom = matches!(lower(n + length), "the" | "public" | "use")
        && matches!(lower(n), "open" | "ready")
        && lower(n + 1) == "to";
    // A noun ("the demand") is named here, not made.
    let determined = one_word
        && n > 0
        && matches!(
            lower(n - 1),
            "the"
                | "a"
                | "an"
                | "this"
                | "that"
                | "its"
                | "their"
                | "his"
                | "her"
                | "our"
                | "my"
                | "no"
                | "any"
                | "'s"
                | "of"
                | "for"
        );
    if idiom || determined || v.lemmas.verb(lower(n)).is_empty() {
        return None;
    }
    let who = subject_of_sign(words, at, n, kind);
    let fits = match sign.whose {
        Whose::Any => true,
        Whose::Own => who != Subject::Other,
        Whose::Other => who == Subject::Other && n > 0,
    };
    if !fits {
        return None;
    }
    let not = (1..=3).any(|k| n >= k && matches!(lower(n - k), "not" | "n't" | "never" | "no" | "cannot"));
    let unreal = sign.whose == Whose::Own
        && (1..=2)
            .any(|k| n >= k && matches!(lower(n - k), "would" | "could" | "might" | "may" | "'d" | "if"))
        && !matches!(sign.act, Act::Offer | Act::Refusal);
    let governed = length == 1 && n > 0 && lower(n - 1) == "to";
    if unreal || governed {
        return None;
    }
    let act = if not { sign.negated? } else { sign.act };
    let basis = match (sign.whose, who) {
        (Whose::Own, Subject::First) | (Whose::Any, _) => ActBasis::Form,
        _ => ActBasis::Inferred,
    };
    Some((act, basis))
}

/// The subject of a sign: over a copula where there is one; what opens the content without one is the speaker's own.
fn subject_of_sign(words: &Words, at: &[usize], n: usize, kind: Kind) -> Subject {
    let adjective = words.all[at[n]].among(&[
        "ready",
        "willing",
        "prepared",
        "open",
        "happy",
        "unwilling",
        "reluctant",
        "guilty",
        "responsible",
        "going",
    ]);
    if adjective { subject_of_copula(words, at, n, kind) } else { subject(words, at, n, kind) }
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
    let Some(first) = at.iter().copied().find(|w| words.all[*w].is_word) else { return false };
    commands_at(words, first, at.last().map_or(first, |w| w + 1))
}

/// Whether a command begins at word `first`, inside quotation marks: a bare verb with what it acts on.
pub fn commands_at(words: &Words, first: usize, end: usize) -> bool {
    let v = vocabulary();
    let Some(second) = words.get(first + 1).filter(|w| first + 1 < end && w.is_word) else { return false };
    let verb = &words.all[first];
    let object = second.among(&[
        "the", "your", "us", "them", "him", "her", "me", "this", "that", "these", "those", "our", "all",
        "every", "out", "back", "its", "their",
    ]) || (second.is_capital && !second.is("i"));
    verb.quoted
        && verb.is_capital
        && object
        && v.lemmas.verb(&verb.lower) == verb.lower
        && v.lemmas.is_verb(&verb.lower)
        && !verb.among(&[
            "thank", "see", "bless", "have", "do", "put", "set", "cut", "like", "will", "can", "may", "let",
            "look", "say", "imagine", "take", "read", "last", "present", "state", "view", "rest", "welcome",
            "open", "close", "call",
        ])
        && !second.among(&["next"])
}
