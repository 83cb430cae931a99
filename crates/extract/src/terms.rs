//! On what terms: conditions, demands, offers, concessions and guarantees in the content of a statement.
//!
//! Clauses are cut at punctuation and at the subject of the next clause; a term that cannot be cut cleanly is left out.

use crate::cue::Cue;
use crate::vocabulary::{Opens, vocabulary};
use crate::words::Words;
use reportedly_schema::{Span, Term, TermKind, TermRole};
use std::ops::Range;

/// The terms of one statement, in text order.
pub fn terms(words: &Words, cue: &Cue, content: &[Span]) -> Vec<Term> {
    let mut out = Vec::new();
    for (n, part) in content.iter().enumerate() {
        let range = words.inside(*part);
        conditions(words, cue, &range, n == 0, &mut out);
        demands(words, &range, &mut out);
        offers(words, &range, &mut out);
        guarantees(words, &range, &mut out);
    }
    if out.iter().all(|t| t.role != TermRole::Demand) {
        out.extend(ordered(words, cue, content));
    }
    out.sort_by_key(|t| t.spans.first().copied());
    out.dedup_by(|a, b| a.spans == b.spans);
    out
}

/// Words that open the next clause.
const NEXT_SUBJECTS: &[&str] = &["we", "i", "they", "he", "she", "you", "then", "there"];

fn is_modal(lower: &str) -> bool {
    matches!(
        lower,
        "will" | "'ll" | "would" | "'d" | "shall" | "can" | "could" | "may" | "might" | "must" | "should"
    )
}

/// Where the clause that starts at `start` ends, inside `range`.
pub fn clause_end(words: &Words, start: usize, end: usize, opens: Opens) -> usize {
    let mut at = start;
    while at < end {
        let word = &words.all[at];
        if !word.is_word {
            // A mark of quotation inside a clause ("is “recognised under law”") does not end it.
            let quote = matches!(word.text, "\"" | "“" | "”" | "‘")
                && at > start
                && words.get(at + 1).is_some_and(|w| w.is_word && at + 1 < end);
            let joins = quote || matches!(word.text, "-" | "'" | "’" | "$" | "%" | "£" | "€" | "/");
            let list = word.is(",") && list_goes_on(words, start, at, end, opens);
            if !joins && !list {
                return at;
            }
        }
        if at > start {
            // "if the convoys stop we will reopen": the next clause without a comma.
            let next = words.lower(at + 1);
            if word.among(NEXT_SUBJECTS) && at > start + 1 && is_modal(next) {
                return at;
            }
            let turns = word.among(&["and", "but", "or"]);
            let clause = NEXT_SUBJECTS.contains(&next) && is_modal(words.lower(at + 2));
            if turns && clause {
                return at;
            }
            let subordinate = word.among(&[
                "because", "although", "though", "while", "whereas", "but", "unless", "if", "then", "which",
            ]);
            if subordinate {
                return at;
            }
            if opens == Opens::Phrase
                && word.among(&[
                    "is", "are", "was", "were", "will", "would", "has", "have", "can", "must", "should",
                ])
            {
                return at;
            }
        }
        at += 1;
    }
    end
}

/// Whether a comma stands between members of one list: an "and" or "or" with a like member follows before the clause ends.
fn list_goes_on(words: &Words, start: usize, comma: usize, end: usize, opens: Opens) -> bool {
    const LONGEST_MEMBER: usize = 7;
    let next = comma + 1;
    if next >= end
        || NEXT_SUBJECTS.contains(&words.lower(next))
        || words.lower(next) == "the" && opens == Opens::Clause
    {
        return false;
    }
    if opens == Opens::Clause
        && verb_shape(words, next) != first_verb(words, start, comma).and_then(|v| verb_shape(words, v))
    {
        return words.all[next].among(&["and", "or"])
            && next + 1 < end
            && verb_shape(words, next + 1).is_some()
            && first_verb(words, start, comma).and_then(|v| verb_shape(words, v))
                == verb_shape(words, next + 1);
    }
    if opens == Opens::Clause && verb_shape(words, next).is_none() {
        return false;
    }
    let mut since = 0;
    for at in next..end {
        let word = &words.all[at];
        if word.among(&["and", "or"]) {
            let after = words.lower(at + 1);
            return at + 1 < end && !NEXT_SUBJECTS.contains(&after);
        }
        if word.is(",") {
            since = 0;
        } else if !word.is_word && !matches!(word.text, "-" | "'" | "’") {
            return false;
        }
        since += 1;
        if since > LONGEST_MEMBER || is_modal(&word.lower) {
            return false;
        }
    }
    false
}

/// The shape of a verb form: bare, with -s, with -ed, with -ing; `None` where the word is no known verb.
pub fn verb_shape(words: &Words, at: usize) -> Option<u8> {
    let v = vocabulary();
    let word = words.get(at)?;
    let lemma = v.lemmas.verb(&word.lower);
    if !word.is_word || !v.lemmas.is_verb(&lemma) || v.filler.has(&word.lower) {
        return None;
    }
    Some(match word.lower.as_str() {
        w if w == lemma => 0,
        w if w.ends_with("ing") => 3,
        w if w.ends_with('s') => 1,
        _ => 2,
    })
}

/// The verb of a clause: after a modal or "to", else the first verb form that no determiner or adjective turns into a noun.
pub fn first_verb(words: &Words, start: usize, end: usize) -> Option<usize> {
    let v = vocabulary();
    let mut found: Option<usize> = None;
    for at in start..end {
        let Some(_) = verb_shape(words, at) else {
            if found.is_some() && words.all[at].is_word {
                break;
            }
            continue;
        };
        let before = if at > start { words.lower(at - 1) } else { "" };
        if is_modal(before)
            || matches!(before, "to" | "not" | "n't")
            || matches!(before, "is" | "are" | "be" | "been" | "was" | "were")
        {
            return Some(at);
        }
        let determined = matches!(
            before,
            "the"
                | "a"
                | "an"
                | "this"
                | "that"
                | "these"
                | "those"
                | "its"
                | "their"
                | "our"
                | "your"
                | "his"
                | "her"
                | "'s"
                | "of"
                | "no"
                | "any"
                | "all"
                | "full"
                | "from"
                | "in"
                | "on"
                | "for"
                | "with"
                | "against"
        ) || v.adjectives.has(before);
        if determined {
            continue;
        }
        // Of two in a row ("attacks continue") the second is the verb.
        found = Some(at);
    }
    found
}

/// Lemmas of the verb and of the other words with content, in order.
pub fn norm(words: &Words, range: Range<usize>) -> String {
    let v = vocabulary();
    let verb = first_verb(words, range.start, range.end);
    let mut out: Vec<String> = verb.map(|at| v.lemmas.verb(words.lower(at))).into_iter().collect();
    for at in range.filter(|at| Some(*at) != verb) {
        let word = &words.all[at];
        if !word.is_word || v.filler.has(&word.lower) {
            continue;
        }
        let verbal = !word.is_capital
            && ["ing", "ed"].iter().any(|s| word.lower.ends_with(s))
            && v.lemmas.is_verb(&v.lemmas.verb(&word.lower));
        let lemma = if verbal { v.lemmas.verb(&word.lower) } else { v.lemmas.noun(&word.lower) };
        if !out.contains(&lemma) {
            out.push(lemma);
        }
    }
    out.join(" ")
}

/// Members of a clause or phrase: parts between commas and "and", where they are alike.
fn members(words: &Words, range: &Range<usize>, opens: Opens) -> Vec<String> {
    let mut cuts = vec![range.start];
    let mut ends = Vec::new();
    let shape = match opens {
        Opens::Clause => first_verb(words, range.start, range.end).and_then(|v| verb_shape(words, v)),
        Opens::Phrase => None,
    };
    let mut at = range.start;
    while at < range.end {
        let word = &words.all[at];
        let mut next = at + 1;
        if word.is(",") && words.get(next).is_some_and(|w| w.among(&["and", "or"])) {
            next += 1;
        }
        let divides = word.is(",") || word.among(&["and", "or"]);
        let alike = match opens {
            Opens::Clause => shape.is_some() && verb_shape(words, next) == shape && at > range.start + 1,
            Opens::Phrase => at > range.start && is_noun_part(words, next, range.end),
        };
        if divides && alike && next < range.end {
            ends.push(at);
            cuts.push(next);
            at = next;
            continue;
        }
        at += 1;
    }
    ends.push(range.end);
    cuts.iter()
        .zip(&ends)
        .map(|(a, b)| words.cut(&(*a..*b)).split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|m| !m.is_empty())
        .collect()
}

fn is_noun_part(words: &Words, at: usize, end: usize) -> bool {
    at < end
        && words
            .get(at)
            .is_some_and(|w| w.is_word && !is_modal(&w.lower) && !NEXT_SUBJECTS.contains(&w.lower.as_str()))
}

/// Who acts in a clause, where a proper name or a pronoun says it.
fn actor(words: &Words, range: &Range<usize>) -> Option<String> {
    let verb = first_verb(words, range.start, range.end).filter(|v| *v > range.start)?;
    let mut end = verb;
    while end > range.start
        && (vocabulary().filler.has(words.lower(end - 1)) || words.lower(end - 1).ends_with("ly"))
        && !words.all[end - 1].among(&["they", "we", "you", "he", "she", "i", "it"])
        && !words.all[end - 1].is_capital
    {
        end -= 1;
    }
    let subject = range.start..end;
    let inside = words.slice(subject.clone());
    let last = inside.last()?;
    const LONGEST: usize = 6;
    if inside.len() > LONGEST || inside.iter().any(|w| !w.is_word && !matches!(w.text, "-" | "'" | "’")) {
        return None;
    }
    let pronoun = inside.len() == 1 && last.among(&["they", "we", "you", "he", "she", "i"]);
    let named = last.is_capital && last.is_word && !last.among(&["i"]);
    let body =
        vocabulary().organisations.has(&last.lower) && inside.iter().any(|w| w.is_capital || w.is("the"));
    (pronoun || named || body).then(|| crate::noun_phrase::name(words, &subject))
}

/// "to Teluria", "with the Port Union": towards whom, where a name says it.
fn towards(words: &Words, range: &Range<usize>) -> Option<String> {
    let at = range.clone().skip(1).find(|at| words.all[*at].among(&["to", "towards", "toward", "with"]))?;
    let start = if words.lower(at + 1) == "the" { at + 2 } else { at + 1 };
    let end = (start..range.end).find(|n| !words.all[*n].is_capital).unwrap_or(range.end);
    (start < end).then(|| words.cut(&(start..end)).to_string())
}

fn term(
    words: &Words,
    role: TermRole,
    kind: Option<TermKind>,
    whole: Range<usize>,
    body: Range<usize>,
    opens: Opens,
) -> Option<Term> {
    let span = words.span(&whole)?;
    if body.is_empty() || words.span(&body).is_none() {
        return None;
    }
    let mut norm = norm(words, body.clone());
    if norm.is_empty() {
        norm = words.phrase(body.clone());
    }
    let denied = words.slice(body.clone()).iter().take(6).any(|w| w.among(&["not", "n't", "never", "no"]));
    Some(Term {
        role,
        kind,
        actor: if opens == Opens::Clause { actor(words, &body) } else { None },
        to: towards(words, &body),
        members: members(words, &body, opens),
        negated: denied || kind == Some(TermKind::Without),
        norm,
        spans: vec![span],
    })
}

/// Clauses and phrases that a connective opens.
fn conditions(words: &Words, cue: &Cue, range: &Range<usize>, first_part: bool, out: &mut Vec<Term>) {
    let v = vocabulary();
    let asks = cue.lemma.starts_with("ask")
        || matches!(
            cue.lemma.as_str(),
            "wonder" | "question" | "inquire" | "know" | "doubt" | "see" | "decide"
        );
    let mut at = range.start;
    while at < range.end {
        let Some(connective) = v.connectives.iter().find(|c| {
            c.words.iter().enumerate().all(|(n, w)| at + n < range.end && words.lower(at + n) == *w)
        }) else {
            at += 1;
            continue;
        };
        let body = at + connective.words.len();
        let before = if at > range.start { words.lower(at - 1) } else { "" };
        let opens_content = first_part && (range.start..at).all(|w| !words.all[w].is_word);
        let word = connective.words[0];
        let plain = connective.words.len() == 1;
        // "as if", "even if", "what if", "asked if": no conditions.
        let unreal = plain
            && word == "if"
            && (matches!(
                before,
                "as" | "even" | "what" | "not" | "see" | "wonder" | "know" | "and" | "or" | "ask" | "asked"
            ) || (opens_content && asks));
        // A time clause is a term only where "only", "not" or a modal makes it one; a date after it is a date.
        let timing = plain && matches!(connective.kind, TermKind::After | TermKind::Until);
        let bound = range.clone().any(|w| {
            is_modal(words.lower(w)) || words.all[w].among(&["wo", "not", "n't", "ready", "refuse", "until"])
        });
        let weak = timing
            && (connective.kind == TermKind::After && word == "after"
                || !bound
                || words.get(body).is_some_and(|w| {
                    !w.is_word || w.lower.starts_with(|c: char| c.is_ascii_digit()) || is_time(&w.lower)
                }));
        let adverb = word == "provided" && plain && !matches!(before, "" | ",");
        let once = word == "once"
            && plain
            && (!matches!(before, "" | ",") && first_verb(words, body, range.end).is_none());
        let without = connective.kind == TermKind::Without && (verb_shape(words, body) == Some(3) || !bound);
        let idiom = words.all.get(body).is_some_and(|w| {
            w.lower.starts_with(|c: char| c.is_ascii_digit())
                || w.among(&[
                    "anonymity",
                    "doubt",
                    "question",
                    "saying",
                    "necessary",
                    "possible",
                    "anything",
                    "exception",
                ])
        });
        if unreal || weak || adverb || once || without || idiom {
            at = body;
            continue;
        }
        let end = clause_end(words, body, range.end, connective.opens);
        if end > body && (connective.opens == Opens::Phrase || end - body >= 2) {
            out.extend(term(
                words,
                TermRole::Condition,
                Some(connective.kind),
                at..end,
                body..end,
                connective.opens,
            ));
        }
        at = end.max(body);
    }
}

/// Words after which "until" and "after" tell a time, not a condition.
pub fn is_time(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "now"
            | "today"
            | "tomorrow"
            | "yesterday"
            | "then"
            | "recently"
            | "next"
            | "last"
            | "late"
            | "early"
            | "noon"
            | "midnight"
            | "after"
    )
}

/// "Teluria must withdraw its troops": a demand with who is to act.
fn demands(words: &Words, range: &Range<usize>, out: &mut Vec<Term>) {
    for at in range.clone() {
        if !words.all[at].among(&["must", "should"]) || at == range.start {
            continue;
        }
        let start = subject_start(words, range, at);
        let subject = words.slice(start..at);
        let last = subject.iter().rev().find(|w| w.is_word);
        let someone = last.is_some_and(|w| {
            let v = vocabulary();
            let noun = v.lemmas.noun(&w.lower);
            w.is_capital
                || w.among(&["they", "you", "he", "she"])
                || v.organisations.has(&noun)
                || v.person_nouns.has(&noun)
                || v.offices.has(&noun)
                || v.groups.has(&w.lower)
        });
        let inverted = words.get(at + 1).is_some_and(|w| w.among(NEXT_SUBJECTS) || w.is("it"));
        if !someone || inverted {
            continue;
        }
        let own = subject.len() == 1 && subject[0].among(&["we", "i", "it", "that", "this", "what", "there"]);
        let none = !subject.iter().any(|w| w.is_word);
        if own || none || inside_term(words, out, at) {
            continue;
        }
        let body = at + 1..clause_end(words, at + 1, range.end, Opens::Clause);
        if first_verb(words, body.start, body.end).is_none() {
            continue;
        }
        let made = term(words, TermRole::Demand, None, start..body.end, body, Opens::Clause);
        out.extend(made.map(|t| Term { actor: Some(crate::noun_phrase::name(words, &(start..at))), ..t }));
    }
}

fn inside_term(words: &Words, out: &[Term], at: usize) -> bool {
    let span = words.all[at].span;
    out.iter().any(|t| t.spans.iter().any(|s| s.contains(span)))
}

/// Where the subject before a modal starts.
fn subject_start(words: &Words, range: &Range<usize>, at: usize) -> usize {
    const LONGEST: usize = 7;
    let mut start = at;
    while start > range.start && at - start < LONGEST {
        let word = &words.all[start - 1];
        let stops = !word.is_word && !matches!(word.text, "-" | "'" | "’")
            || word.among(&[
                "that", "and", "but", "because", "if", "then", "so", "when", "which", "as", "said", "why",
                "think", "believe",
            ]);
        if stops {
            break;
        }
        start -= 1;
    }
    start
}

/// "ready to talk", "willing to open the port": an offer.
fn offers(words: &Words, range: &Range<usize>, out: &mut Vec<Term>) {
    for at in range.clone() {
        let opens = words.all[at].among(&["ready", "willing", "prepared", "open"])
            && words.lower(at + 1) == "to"
            && at + 2 < range.end;
        if !opens || inside_term(words, out, at) {
            continue;
        }
        let denied = (range.start..at)
            .rev()
            .take(3)
            .any(|w| words.all[w].among(&["not", "n't", "never", "no", "nobody"]));
        if denied {
            continue;
        }
        let body = at + 2..clause_end(words, at + 2, range.end, Opens::Clause);
        let noun = words.get(at + 2).is_some_and(|w| w.among(&["the", "a", "an", "all"]));
        let opens = if noun { Opens::Phrase } else { Opens::Clause };
        let made = term(words, TermRole::Offer, None, at..body.end, body, opens);
        out.extend(made.map(|t| Term { actor: None, ..t }));
    }
}

/// "We guarantee that …", "give up …": guarantees and concessions in the first person.
fn guarantees(words: &Words, range: &Range<usize>, out: &mut Vec<Term>) {
    let v = vocabulary();
    for at in range.clone() {
        let lemma = v.lemmas.verb(words.lower(at));
        let role = match lemma.as_str() {
            "guarantee" => TermRole::Guarantee,
            "concede" | "waive" | "relinquish" => TermRole::Concession,
            "give" if words.lower(at + 1) == "up" => TermRole::Concession,
            _ => continue,
        };
        let first = (range.start.max(at.saturating_sub(4))..at).any(|w| words.all[w].among(&["we", "i"]));
        let denied = (range.start.max(at.saturating_sub(4))..at)
            .any(|w| words.all[w].among(&["not", "n't", "never", "cannot"]));
        if !first || denied || inside_term(words, out, at) {
            continue;
        }
        let skip = if words.lower(at + 1) == "up" || words.lower(at + 1) == "that" { 2 } else { 1 };
        let body = at + skip..clause_end(words, at + skip, range.end, Opens::Clause);
        if body.start < body.end {
            out.extend(term(words, role, None, at..body.end, body, Opens::Clause));
        }
    }
}

/// "urged Teluria to withdraw its troops": the demand that the cue opens; who is to act stands before "to".
fn ordered(words: &Words, cue: &Cue, content: &[Span]) -> Option<Term> {
    let entry = cue.entry?;
    let wanted = matches!(cue.lemma.as_str(), "want" | "need");
    let asks = cue.lemma == "ask";
    if !entry.orders && !wanted && !asks || cue.negated {
        return None;
    }
    let range = words.inside(*content.first()?);
    const FURTHEST: usize = 8;
    let to = (range.start..range.end.min(range.start + FURTHEST)).find(|at| words.lower(*at) == "to").filter(
        |to| {
            !(range.start..*to).any(|w| {
                verb_shape(words, w) == Some(0) && words.all[w].is_small() || words.lower(w) == "not"
            })
        },
    );
    if let Some(to) = to
        && verb_shape(words, to + 1) == Some(0)
    {
        let body = to + 1..clause_end(words, to + 1, range.end, Opens::Clause);
        let made = term(words, TermRole::Demand, None, range.start..body.end, body, Opens::Clause)?;
        let who = range.start..to;
        let after_cue =
            cue.words.last().map(|w| w + 1..range.start).filter(|r| !r.is_empty() && r.len() <= FURTHEST);
        let who = if who.is_empty() { after_cue.unwrap_or(who) } else { who };
        let actor = Some(crate::noun_phrase::name(words, &who)).filter(|n| !n.is_empty());
        return Some(Term { actor, ..made });
    }
    if asks
        || wanted
        || !matches!(
            cue.lemma.as_str(),
            "demand" | "call for" | "ask for" | "push for" | "press for" | "request" | "require"
        )
    {
        return None;
    }
    let start = range.start + usize::from(words.lower(range.start) == "that");
    let end = clause_end(words, start, range.end, Opens::Phrase);
    term(
        words,
        TermRole::Demand,
        None,
        start..end,
        start..end,
        if start > range.start { Opens::Clause } else { Opens::Phrase },
    )
}
